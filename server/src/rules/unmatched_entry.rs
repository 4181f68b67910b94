//! `unmatched-entry`: the contract states an API host or a package that the binding never uses.

use std::sync::Arc;

use crate::catalog::{Ecosystem, HostPattern, crate_of, npm_package_of};
use crate::contract::{FieldKind, Package};
use crate::source::{Import, ImportKind};
use crate::text::Spanned;
use crate::workspace::{RelPath, Severity, SourceFile, Target};

use super::Rule;
use super::binding_code::BindingCode;
use super::dependency_mismatch::{is_of_runtime, is_surely_a_package, manifests_naming};
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::view::{IntegrationView, Premise};

pub(super) const RULE: Rule = Rule {
    code: "unmatched-entry",
    severity: Some(Severity::Hint),
    summary: "an API host or package of the contract that the binding never uses",
    page: include_str!("pages/unmatched-entry.md"),
    checks: &[Check::Integration(&[Premise::Built, Premise::Binding], check)],
};

/// Words in the names of variables that may hold the address of the API.
const ADDRESS_WORDS: &[&str] = &["URL", "URI", "HOST", "ENDPOINT", "BASE", "DOMAIN", "REGION"];

/// Parts of the names of packages that work without being imported: types, tools, plugins, runners.
const TOOL_WORDS: &[&str] = &[
    "@types/",
    "cli",
    "eslint",
    "prettier",
    "jest",
    "vitest",
    "mocha",
    "nock",
    "msw",
    "sinon",
    "webpack",
    "rollup",
    "vite",
    "babel",
    "plugin",
    "loader",
    "types",
    "typescript",
    "build",
    "mock",
    "test",
];

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let integration = view.integration();
    if integration.hosts.is_empty() && integration.packages.is_empty() {
        return;
    }
    let Some(binding) = BindingCode::of(view) else { return };
    let path = &view.contract.contract.file.path;
    let name = &integration.name.value;
    for host in unused_hosts(view, &binding) {
        let message = format!(
            "the binding of {name} never speaks to `{}`: its address in the contract or in the code is an old one",
            host.value
        );
        let help = "write the host that the binding calls, or take this one out";
        sink.report(Draft::new(path, host.range, message).help(help));
    }
    for package in &integration.packages {
        if is_compared(view, package) && is_unused(view, &binding, package) {
            let message = format!(
                "the binding of {name} never imports `{}`: who relies on this list keeps a package for nothing",
                package.name.value
            );
            let help = "take the package out of the list, or use it in the binding";
            sink.report(Draft::new(path, package.name.range, message).help(help));
        }
    }
}

/// The hosts that the section states and the binding leaves out. Only a binding that plainly speaks
/// to some host, and that no SDK hides it in, can leave one out.
fn unused_hosts<'view>(
    view: &IntegrationView<'view>,
    binding: &BindingCode<'view>,
) -> Vec<&'view Spanned<String>> {
    let integration = view.integration();
    let of_variables = |host: &Spanned<String>| {
        let mut tables = integration
            .fields
            .iter()
            .filter(|field| field.kind == Some(FieldKind::EnvironmentVariables));
        tables.any(|field| field.range.contains_range(host.range))
    };
    let stated: Vec<&Spanned<String>> =
        integration.hosts.iter().filter(|host| !of_variables(host)).collect();
    if stated.is_empty() || imports_sdk(view, binding) {
        return Vec::new();
    }
    let reached = reached_files(view, binding);
    let urls = || reached.iter().flat_map(|file| &file.facts().urls);
    let is_known_address = |url: &crate::source::UrlUse| url.host.contains('.') && !url.in_test;
    let reads_address =
        binding.files.iter().flat_map(|file| &file.facts().env_uses).any(|used| {
            ADDRESS_WORDS.iter().any(|word| used.name.value.to_uppercase().contains(word))
        });
    if reads_address || !urls().any(is_known_address) {
        return Vec::new();
    }
    let is_called = |host: &Spanned<String>| {
        let pattern = HostPattern::parse(&host.value);
        let is_match = |pattern: &HostPattern| {
            urls().any(|url| pattern.matches(&url.host, &url.path).is_some())
        };
        // What the pattern leaves open may be put together in ways that are not folded.
        let known = host.value.trim_start_matches("*.").split('/').next().unwrap_or_default();
        pattern.as_ref().is_none_or(is_match) || host.value.contains('*') || binding.mentions(known)
    };
    stated.into_iter().filter(|host| !is_called(host)).collect()
}

fn imports_sdk(view: &IntegrationView<'_>, binding: &BindingCode<'_>) -> bool {
    let snapshot = view.contract.snapshot;
    let is_sdk = |file: &SourceFile, import: &Import| {
        snapshot.owner_of_import(view.contract.contract, file, import) == Some(view.index)
    };
    binding.files.iter().any(|file| {
        let mut imports = file.facts().imports.iter();
        imports.any(|import| import.kind != ImportKind::TypeOnly && is_sdk(file, import))
    })
}

/// The binding's files and the files of the workspace that they import, where a base address may be.
fn reached_files<'view>(
    view: &IntegrationView<'view>,
    binding: &BindingCode<'view>,
) -> Vec<&'view Arc<SourceFile>> {
    let snapshot = view.contract.snapshot;
    let mut files = binding.files.clone();
    for file in &binding.files {
        let targets = snapshot.targets(file);
        // A package that is a folder is the files right in it.
        let of_target =
            |path: &RelPath, target: &Target| *path == target.path || path.parent() == target.path;
        let reached = targets.iter().flatten().flat_map(|target| {
            let paths = snapshot.files_in(&target.path);
            paths.filter(move |path| of_target(path, target)).collect::<Vec<_>>()
        });
        files.extend(reached.filter_map(|path| snapshot.source(path)));
    }
    files
}

/// Whether nothing in the binding, nor anywhere else, imports a package of the binding's languages.
fn is_unused(view: &IntegrationView<'_>, binding: &BindingCode<'_>, package: &Package) -> bool {
    let name = package.name.value.as_str();
    let ecosystem = Ecosystem::named(package.ecosystem);
    let is_of_language = |file: &SourceFile| file.language.ecosystem() == ecosystem;
    let imports_it = |file: &SourceFile| {
        file.facts().imports.iter().any(|import| is_import_of(view, file, import, package))
    };
    let is_tool = TOOL_WORDS.iter().any(|word| name.contains(word));
    if is_tool || !binding.files.iter().any(|file| is_of_language(file)) {
        return false;
    }
    if binding.files.iter().any(|file| imports_it(file)) || binding.mentions(name) {
        return false;
    }
    // Used elsewhere, it is the finding of the rule on imports outside the binding.
    let snapshot = view.contract.snapshot;
    let files = snapshot.files_in(&view.contract.contract.folder);
    let mut sources = files.filter_map(|path| snapshot.source(path));
    !sources.any(|file| imports_it(file))
}

fn is_import_of(
    view: &IntegrationView<'_>,
    file: &SourceFile,
    import: &Import,
    package: &Package,
) -> bool {
    let written = &import.target.value;
    let wanted = package.name.value.as_str();
    match file.language.ecosystem() {
        Some(Ecosystem::Npm) => npm_package_of(written).is_some_and(|(name, _)| name == wanted),
        // Names of packages do not tell which namespaces are theirs.
        Some(Ecosystem::Composer | Ecosystem::Rubygems) => {
            let owner =
                view.contract.snapshot.owner_of_import(view.contract.contract, file, import);
            owner == Some(view.index)
        }
        _ => {
            let name = view.contract.snapshot.true_import_name(file, import);
            let plain = wanted.replace('-', "_");
            crate_of(&name).is_some_and(|name| name == plain || catalog_imports(view, wanted, name))
        }
    }
}

/// Whether the catalog knows that a package is imported under this name.
fn catalog_imports(view: &IntegrationView<'_>, package: &str, name: &str) -> bool {
    let packages = view.service().known.iter().flat_map(|known| known.packages.values().flatten());
    let mut named = packages.filter(|known| known.name == package);
    named.any(|known| known.imports.iter().any(|import| import == name))
}

/// Whether an entry is a package whose use can be told: not a word of prose or a part of the runtime,
/// nor one that no manifest lists, which the rule that compares the two speaks of.
fn is_compared(view: &IntegrationView<'_>, package: &Package) -> bool {
    let governed = view.contract.contract;
    let manifests = view.contract.snapshot.manifests(&governed.folder);
    let is_absent = manifests.iter().any(|(_, manifest)| manifest.ecosystem == package.ecosystem)
        && manifests_naming(view, package).is_empty();
    !is_absent && !is_of_runtime(package) && is_surely_a_package(&governed.file.text, package)
}
