//! `used-by-stale`: a row of Used By Modules that is no longer true.

use std::collections::BTreeSet;

use crate::contract::{PathReference, Usage};
use crate::source::{ImportKind, Language};
use crate::text::Spanned;
use crate::workspace::{RelPath, Severity, SourceFile, Target, TargetNames};

use super::Rule;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::usages::{Covered, covered, is_glob};
use super::view::{IntegrationView, Premise};

pub(super) const RULE: Rule = Rule {
    code: "used-by-stale",
    severity: Severity::Error,
    summary: "a row of Used By Modules names a file or function that is gone, or no longer uses the binding",
    page: include_str!("pages/used-by-stale.md"),
    checks: &[Check::Integration(&[Premise::Built], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    for usage in &view.integration().usages {
        if let Some(file) = &usage.file {
            check_row(view, usage, file, sink);
        }
    }
}

fn check_row(view: &IntegrationView<'_>, usage: &Usage, file: &PathReference, sink: &mut Sink) {
    let snapshot = view.contract.snapshot;
    let contract = view.contract.contract;
    let path = &contract.file.path;
    let name = &view.integration().name.value;
    let files = match covered(snapshot, contract, usage) {
        Covered::Unclear => return,
        Covered::Nothing if is_glob(&file.path) => {
            let message = format!("nothing matches `{}` any more", file.path);
            let draft = Draft::new(path, file.range, message).severity(Severity::Warning);
            sink.report(draft.help("remove the row, or write where the users lie now"));
            return;
        }
        Covered::Nothing => {
            let message =
                format!("`{}` does not exist, but {name}'s contract lists it as a user", file.path);
            let help = "write where the file lies now, or remove the row";
            sink.report(Draft::new(path, file.range, message).help(help));
            return;
        }
        Covered::File(covered) => vec![covered],
        Covered::Files(files) => files,
    };
    if let (Some(function), [only]) = (&usage.function, files.as_slice())
        && let Some(source) = snapshot.source(only)
        && !has_function(view, source, &function.value)
    {
        sink.report(function_is_gone(view, source, function));
        return;
    }
    if no_longer_uses(view, &files) {
        let message = match files.as_slice() {
            [_] => format!("`{}` no longer uses the binding of {name}", file.path),
            _ => format!("nothing below `{}` uses the binding of {name} any more", file.path),
        };
        let draft = Draft::new(path, file.range, message).severity(Severity::Warning);
        sink.report(draft.help("remove the row, or use the binding there"));
    }
}

fn function_is_gone(
    view: &IntegrationView<'_>,
    source: &SourceFile,
    function: &Spanned<String>,
) -> Draft {
    let name = &view.integration().name.value;
    let message = format!(
        "`{}` is not defined in `{}`, but {name}'s contract lists it as a user",
        function.value, source.path
    );
    Draft::new(&view.contract.contract.file.path, function.range, message)
        .help("write the function's name as it is now, or remove the row")
}

/// Whether a file defines what a row calls a function, or hands it on.
fn has_function(view: &IntegrationView<'_>, source: &SourceFile, written: &str) -> bool {
    let facts = &source.facts;
    if !facts.definitions_named(written).is_empty() {
        return true;
    }
    let reexports = facts.imports.iter().filter(|import| import.kind == ImportKind::Reexport);
    if reexports.flat_map(|import| &import.names).any(|name| name.local == written) {
        return true;
    }
    // A dotted name whose holder the file does not define may be a method of the SDK, or one that
    // is inherited: as long as the word is there, it is not called gone.
    let separators = ["::", ".", "#"];
    let split = separators.iter().find_map(|separator| written.rsplit_once(separator));
    let Some((holder, name)) = split else { return false };
    let defines_holder = facts.definitions.iter().any(|definition| definition.name.value == holder);
    !defines_holder && mentions_word(view, &source.path, name)
}

fn mentions_word(view: &IntegrationView<'_>, path: &RelPath, word: &str) -> bool {
    let Some(document) = view.contract.snapshot.document(path) else { return true };
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let text = document.text();
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
    })
}

/// Whether it is sure that none of these files uses the binding.
fn no_longer_uses(view: &IntegrationView<'_>, files: &[RelPath]) -> bool {
    if !view.holds(Premise::Binding) {
        return false;
    }
    let contract = view.contract;
    let binding_families: BTreeSet<&str> = view
        .service()
        .binding_paths()
        .flat_map(|path| contract.snapshot.files_in(path))
        .filter_map(|path| contract.snapshot.source(path))
        .map(|file| family(file.language))
        .collect();
    let surely_does_not = |path: &RelPath| {
        let Some(file) = contract.snapshot.source(path) else { return false };
        let uses = contract.uses.get(path).map_or(&[] as &[_], Vec::as_slice);
        let uses_it = uses.iter().any(|used| used.service == view.index);
        let is_own = contract.contract.is_in_binding(view.index, path);
        // Across languages a binding is reached in ways that imports do not show.
        let can_import_it = binding_families.contains(family(file.language));
        let governing = contract.snapshot.governing(path);
        let is_governed =
            governing.is_some_and(|governing| governing.file.path == contract.contract.file.path);
        let is_clear = !(uses_it || is_own || file.is_test || bypasses(view, file));
        is_clear && is_governed && can_import_it && !may_reach(view, file)
    };
    !files.is_empty() && files.iter().all(surely_does_not)
}

/// Whether an import may lead to the binding in a way that is not resolved: a module above the
/// binding taken as a whole (`use crate::integrations;`, `import * as all from './integrations'`),
/// a file that uses the binding and is asked for what it does not define itself (`import` there, then
/// `export`), or a path that names the binding's folder under an alias nobody explains.
fn may_reach(view: &IntegrationView<'_>, file: &SourceFile) -> bool {
    let targets = view.contract.snapshot.targets(file);
    let bindings: Vec<&RelPath> = view.service().binding_paths().collect();
    let is_above = |target: &Target| {
        let stem = target.path.file_name().split('.').next().unwrap_or_default();
        let is_folders_own = ["mod", "lib", "main", "index"].contains(&stem);
        let folder = if is_folders_own {
            Some(target.path.parent())
        } else {
            target.path.parent().join(stem)
        };
        let folder = folder.unwrap_or_else(|| target.path.clone());
        target.names == TargetNames::Module && bindings.iter().any(|binding| binding.is_in(&folder))
    };
    let hands_on = |target: &Target| {
        let uses = view.contract.uses.get(&target.path).map_or(&[] as &[_], Vec::as_slice);
        let is_user = uses.iter().any(|used| used.service == view.index);
        let Some(source) = view.contract.snapshot.source(&target.path) else { return false };
        let defines = |name: &String| {
            let definitions = &source.facts.definitions;
            definitions.iter().any(|definition| definition.exported_as.contains(name))
        };
        is_user
            && match &target.names {
                TargetNames::Module => true,
                TargetNames::Some(names) => !names.iter().all(defines),
            }
    };
    let names_binding = |specifier: &str| {
        let parts: Vec<&str> = specifier.split('/').collect();
        let is_named = |binding: &&RelPath| {
            let name = binding.file_name().split('.').next().unwrap_or_default();
            parts.iter().skip(1).any(|part| part.split('.').next() == Some(name))
        };
        bindings.iter().any(is_named)
    };
    file.facts.imports.iter().zip(targets.iter()).any(|(import, target)| match target {
        Some(target) => is_above(target) || hands_on(target),
        None => names_binding(&import.target.value),
    })
}

/// Whether the file talks to the service past the binding: that is the finding to make.
fn bypasses(view: &IntegrationView<'_>, file: &SourceFile) -> bool {
    let contract = view.contract.contract;
    let owns = |owner: Option<usize>| owner == Some(view.index);
    let facts = &file.facts;
    facts
        .imports
        .iter()
        .any(|import| owns(view.contract.snapshot.owner_of_import(contract, file, import)))
        || facts.urls.iter().any(|url| owns(contract.owner_of_address(&url.host, &url.path)))
}

/// Languages that import each other.
fn family(language: Language) -> &'static str {
    match language {
        Language::JavaScript | Language::TypeScript | Language::Tsx => "javascript",
        Language::Rust => "rust",
    }
}
