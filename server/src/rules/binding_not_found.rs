//! `binding-not-found`: the contract names a binding path that does not exist.

use std::collections::BTreeSet;

use crate::contract::PathReference;
use crate::workspace::{RelPath, Severity};

use super::Rule;
use super::binding_template::binding_module;
use super::engine::Check;
use super::paths::{is_folder_like, moved, nearest_to, spelled};
use super::sink::{Draft, Sink};
use super::view::{IntegrationView, Premise};

pub(super) const RULE: Rule = Rule {
    code: "binding-not-found",
    severity: Some(Severity::Error),
    summary: "a binding path of the contract does not exist",
    page: include_str!("pages/binding-not-found.md"),
    checks: &[Check::Integration(&[Premise::Built], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let integration = view.integration();
    let governed = view.contract.contract;
    let path = &governed.file.path;
    for index in view.service().missing_bindings(&integration.bindings) {
        let reference = &integration.bindings[index];
        if view.contract.snapshot.is_unread(governed, &reference.path) {
            continue;
        }
        let name = &integration.name.value;
        let message = format!(
            "the binding of {name}, `{}`, does not exist: until it does, nothing about {name} in source can be checked",
            reference.path
        );
        let help =
            "write where the binding module lies now, as seen from the folder the contract governs";
        let mut draft = Draft::new(path, reference.range, message).help(help);
        if let Some(target) = likely_place(view, reference) {
            let shown = spelled(governed, &reference.path, &target);
            draft = draft.offer(format!("Write `{shown}`"), moved(view, &reference.path, &target));
        }
        let snapshot = view.contract.snapshot;
        let new = binding_module(snapshot, governed, view.index, reference);
        if !new.is_empty() {
            draft = draft.offer_files("Create the binding module", new);
        }
        sink.report(draft);
    }
}

/// Where the binding most likely lies: a path that is close to the written one, else the folder beside
/// it that alone imports the service's SDK.
fn likely_place(view: &IntegrationView<'_>, reference: &PathReference) -> Option<RelPath> {
    let snapshot = view.contract.snapshot;
    let governed = view.contract.contract;
    let others: BTreeSet<&RelPath> = governed
        .services
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != view.index)
        .flat_map(|(_, service)| service.binding_paths())
        .collect();
    let is_free = |path: &&RelPath| !others.contains(*path);
    if !is_folder_like(&reference.path) {
        let sources = snapshot.files_in(&governed.folder);
        let sources = sources.filter(|path| snapshot.source(path).is_some_and(|it| !it.is_test));
        let sources: Vec<&RelPath> = sources.filter(is_free).collect();
        return nearest_to(view, &reference.path, &sources).cloned();
    }
    let folders = snapshot.folders_in(&governed.folder);
    let free: Vec<&RelPath> = folders.iter().filter(is_free).collect();
    if let Some(near) = nearest_to(view, &reference.path, &free) {
        return Some(near.clone());
    }
    let beside = snapshot.path_in(governed, &reference.path)?.parent();
    let mut home: Option<RelPath> = None;
    for path in importers_of_sdk(view) {
        let below = path.relative_to(&beside)?;
        let folder = beside.join(below.split_once('/')?.0)?;
        if home.get_or_insert_with(|| folder.clone()) != &folder {
            return None;
        }
    }
    home.filter(|folder| is_free(&folder))
}

/// The files that import the service's SDK, tests left out.
fn importers_of_sdk(view: &IntegrationView<'_>) -> Vec<RelPath> {
    let snapshot = view.contract.snapshot;
    let governed = view.contract.contract;
    let files = snapshot.files_in(&governed.folder).filter_map(|path| snapshot.source(path));
    let imports_sdk = |file: &&std::sync::Arc<crate::workspace::SourceFile>| {
        let mut imports = file.facts().imports.iter();
        !file.is_test
            && imports
                .any(|import| snapshot.owner_of_import(governed, file, import) == Some(view.index))
    };
    files.filter(imports_sdk).map(|file| file.path.clone()).collect()
}
