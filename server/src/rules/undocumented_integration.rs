//! `undocumented-integration`: a service is used that no section is for.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::catalog::{Marks, Role, Service, name_key};
use crate::source::{DependencyKind, EnvUseKind, ImportKind, ImportUse, Language, UrlUseKind};
use crate::workspace::{RelPath, Severity, is_open_ended};

use super::Rule;
use super::adding::offer_section;
use super::engine::Check;
use super::file_view::{
    FileView, ManifestView, is_covered, is_ground_of_another, is_needed_by_another,
};
use super::sink::{Draft, Sink};

pub(super) const RULE: Rule = Rule {
    code: "undocumented-integration",
    severity: Some(Severity::Warning),
    summary: "a known service is used that the contract has no section for",
    page: include_str!("pages/undocumented-integration.md"),
    checks: &[Check::File(check), Check::Manifest(check_manifest)],
};

fn check(view: &FileView<'_>, sink: &mut Sink) {
    let path = &view.file.path;
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (service, import) in view.undocumented_imports() {
        // In Ruby and PHP a package is named in full wherever it is used: once is enough.
        let is_repeated = import.kind == ImportKind::Qualified
            && matches!(view.file.language, Language::Php | Language::Ruby)
            && told.contains(&*service.name);
        told.insert(&service.name);
        if is_repeated {
            continue;
        }
        let is_mild = import.in_test
            || import.used == ImportUse::TypesOnly
            || matches!(import.kind, ImportKind::TypeOnly | ImportKind::Lookup)
            || is_open_ended(view.file, import);
        let what = format!("`{}` is the SDK of {}", import.target.value, service.name);
        let draft = Draft::new(path, import.range, what).hint_if(is_mild);
        report(view.contract, view.snapshot, service, draft, sink);
    }
    for (service, url) in view.undocumented_addresses() {
        told.insert(&service.name);
        let is_configured = view.file.language == Language::Data;
        let is_mild = url.in_test || (url.kind == UrlUseKind::Constant && is_configured);
        let what = match url.kind {
            UrlUseKind::Request => {
                format!("this request goes to {} (`{}`)", service.name, url.host)
            }
            UrlUseKind::Constant => format!("`{}` is an address of {}", url.host, service.name),
        };
        let draft = Draft::new(path, url.range, what).hint_if(is_mild);
        report(view.contract, view.snapshot, service, draft, sink);
    }
    check_variables(view, &told, sink);
}

/// A variable's name alone is weak evidence: a hint, and nothing where something else tells of the
/// service.
fn check_variables(view: &FileView<'_>, told: &BTreeSet<&str>, sink: &mut Sink) {
    let Some(contract) = view.contract else { return };
    let reads = view.file.facts().env_uses.iter().filter(|used| used.kind == EnvUseKind::Read);
    for used in reads {
        let name = &used.name.value;
        let Some(service) = view.config.owners.of_variable(name) else { continue };
        let is_told = told.contains(&*service.name) || is_imported(view, service);
        let is_documented = is_covered(contract, service)
            || is_ground_of_another(contract, service)
            || !contract.documenting(name).is_empty();
        if is_told || is_documented || !is_named_after(name, service) {
            continue;
        }
        let what = format!("`{name}` is usual for {}", service.name);
        let draft = Draft::new(&view.file.path, used.name.range, what).hint_if(true);
        report(view.contract, view.snapshot, service, draft, sink);
    }
}

/// Whether some product code on disk imports the service's SDK. What is typed in one file must not
/// decide about another one.
fn is_imported(view: &FileView<'_>, service: &Service) -> bool {
    view.snapshot.packages_on_disk().any(|(ecosystem, name)| {
        let owners = view.config.owners.of_import(ecosystem, name, &[], &Marks::default());
        owners.iter().any(|owner| owner.name == service.name)
    })
}

/// Whether a variable carries the service's name, and is no setting of a platform.
fn is_named_after(variable: &str, service: &Service) -> bool {
    let is_setting = |known: &crate::catalog::ServiceVariable| {
        known.name == variable && known.role == Role::Config
    };
    let key = name_key(variable);
    let names = std::iter::once(&service.name).chain(&service.aliases);
    let mut firsts = names.filter_map(|name| name.split([' ', '/', '.']).next()).map(name_key);
    !service.variables.iter().any(is_setting)
        && firsts.any(|first| first.len() > 2 && key.contains(&first))
}

fn check_manifest(view: &ManifestView<'_>, sink: &mut Sink) {
    let Some(ecosystem) = view.ecosystem() else { return };
    for dependency in &view.manifest.dependencies {
        let is_mild = match dependency.kind {
            DependencyKind::Indirect => continue,
            DependencyKind::Development | DependencyKind::Shared => true,
            _ => false,
        };
        let package = &dependency.name.value;
        let services = view.config.owners.of_package(ecosystem, package);
        let [service] = services.as_slice() else { continue };
        let is_stated = |contract: &crate::workspace::Governed| {
            is_covered(contract, service)
                || contract.states_package(ecosystem, package)
                || is_needed_by_another(contract, service, ecosystem, package)
        };
        if view.contract.is_some_and(is_stated) {
            continue;
        }
        let what = format!("`{package}` is the SDK of {}", service.name);
        let draft = Draft::new(view.path, dependency.name.range, what).hint_if(is_mild);
        report(view.contract, view.snapshot, service, draft, sink);
    }
}

fn report(
    contract: Option<&crate::workspace::Governed>,
    snapshot: &crate::workspace::Snapshot,
    service: &Arc<Service>,
    draft: Draft,
    sink: &mut Sink,
) {
    let what = draft.message.clone();
    let Some(contract) = contract else {
        let message =
            format!("{what}, and no third-party integrations contract is there to document it");
        let draft = Draft { message, ..draft };
        sink.report(draft.service(&service.name).severity(Severity::Information));
        return;
    };
    let path: &RelPath = &contract.file.path;
    let message = format!(
        "{what}, which `{path}` has no section for: nobody learns what it costs, who owns it and which module may talk to it"
    );
    let draft = Draft { message, ..draft }
        .service(&service.name)
        .help(format!("document {} in `{path}`, or stop using it", service.name));
    sink.report(offer_section(draft, snapshot, contract, service));
}
