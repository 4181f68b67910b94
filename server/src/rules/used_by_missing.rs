//! `used-by-missing`: a file uses a binding and has no row under Used By Modules.

use crate::contract;
use crate::source::DefinitionKind;
use crate::workspace::{Severity, SourceFile};

use super::engine::Check;
use super::sink::{Draft, Sink};
use super::usages::{covers, is_door, moved_to, neighbours};
use super::view::{Premise, SourceView};
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "used-by-missing",
    severity: Some(Severity::Warning),
    summary: "a file uses a binding and has no row under Used By Modules",
    page: include_str!("pages/used-by-missing.md"),
    checks: &[Check::Source(&[Premise::Binding, Premise::UsedBy, Premise::Single], check)],
};

fn check(view: &SourceView<'_>, service: usize, sink: &mut Sink) {
    let certain = |used: &&crate::workspace::BindingUse| used.service == service && used.certain;
    let Some(first) = view.uses.iter().find(certain) else { return };
    let snapshot = view.contract.snapshot;
    let governed = view.contract.contract;
    let integration = view.integration(service).integration();
    let file = view.file;
    let has_row =
        integration.usages.iter().any(|usage| covers(snapshot, governed, usage, &file.path));
    if has_row
        || is_door(view, service)
        || has_stale_row(view, service)
        || is_of_neighbour(view, service, first.import)
    {
        return;
    }
    let Some(import) = file.facts().imports.get(first.import) else { return };
    let name = &integration.name.value;
    let message = format!(
        "this file uses the binding of {name}, but Used By Modules does not list it: who changes {name} will not think of it"
    );
    let draft =
        Draft::new(&file.path, import.range, message).help("add a row for it to the contract");
    let contract_path = &governed.file.path;
    let draft = match integration.field(contract::FieldKind::UsedByModules) {
        Some(field) => draft.related(contract_path, field.label.range, "the users are listed here"),
        None => draft,
    };
    let shown = file.path.relative_to(&governed.folder).unwrap_or(file.path.as_str());
    let module = module_name(shown);
    let function = sole_function(file);
    let edit = contract::add_usage_row(&governed.file.text, integration, module, shown, function);
    sink.report(match edit {
        Some(edit) => draft.safe_fix(
            format!("Add `{shown}` to Used By Modules of {name}"),
            vec![FileEdit { path: contract_path.clone(), edit }],
        ),
        None => draft,
    });
}

/// Whether a row that is stale most likely means this file, by its old name: then the row says it
/// all.
fn has_stale_row(view: &SourceView<'_>, service: usize) -> bool {
    let integration = view.integration(service);
    let mut usages = integration.integration().usages.iter();
    usages.any(|usage| moved_to(&integration, usage).is_some_and(|path| path == view.file.path))
}

/// Whether another integration has its binding at the same place and lists the file: then that may
/// be the one that it uses.
fn is_of_neighbour(view: &SourceView<'_>, service: usize, import: usize) -> bool {
    let (snapshot, governed) = (view.contract.snapshot, view.contract.contract);
    neighbours(view, service, import)
        .filter_map(|other| governed.integrations().get(other))
        .flat_map(|other| &other.usages)
        .any(|usage| covers(snapshot, governed, usage, &view.file.path))
}

/// The folder a file lies in says best what module it is; a file at the top is its own.
fn module_name(path: &str) -> &str {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    match folder.rsplit('/').next() {
        Some(name) if !name.is_empty() && !["src", "lib", "app"].contains(&name) => name,
        _ => file.split('.').next().unwrap_or(file),
    }
}

/// The function to write into the row: the only exported one, when there is just one. A guess among
/// several would be a row that is wrong on the day it is written.
fn sole_function(file: &SourceFile) -> Option<&str> {
    let mut exported = file.facts().definitions.iter().filter(|definition| {
        let has_name = definition.name.value != "default";
        definition.kind == DefinitionKind::Function
            && !definition.exported_as.is_empty()
            && has_name
    });
    let first = exported.next()?;
    exported.next().is_none().then_some(&*first.name.value)
}
