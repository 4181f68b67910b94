//! `test-not-found`: a path under Testing does not exist.

use crate::contract::PathReference;
use crate::workspace::{PathPlace, RelPath, Severity};

use super::Rule;
use super::engine::Check;
use super::paths::{is_below_missing_binding, is_folder_like, nearest_to, rewritten, spelled};
use super::sink::{Draft, Sink};
use super::usages::{is_glob, matching};
use super::view::{IntegrationView, Premise};

pub(super) const RULE: Rule = Rule {
    code: "test-not-found",
    severity: Some(Severity::Warning),
    summary: "a path under Testing does not exist",
    page: include_str!("pages/test-not-found.md"),
    checks: &[Check::Integration(&[Premise::Built], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let governed = view.contract.contract;
    let name = &view.integration().name.value;
    for reference in &view.integration().tests {
        if !is_missing(view, reference) {
            continue;
        }
        let message = if is_glob(&reference.path) {
            format!(
                "nothing matches `{}`, where the tests of {name} are said to be",
                reference.path
            )
        } else {
            format!(
                "`{}` does not exist: the contract says that {name} is tested there, and nothing is",
                reference.path
            )
        };
        let draft = Draft::new(&governed.file.path, reference.range, message)
            .help("write where the tests lie now, or add them");
        sink.report(match nearest(view, reference) {
            Some(target) => draft.offer(
                format!("Write `{}`", spelled(governed, &reference.path, &target)),
                vec![rewritten(view, reference, &target)],
            ),
            None => draft,
        });
    }
}

fn is_missing(view: &IntegrationView<'_>, reference: &PathReference) -> bool {
    let snapshot = view.contract.snapshot;
    let governed = view.contract.contract;
    let leads_nowhere = if is_glob(&reference.path) {
        matching(snapshot, governed, &reference.path).is_empty()
    } else {
        snapshot.place_of(governed, &reference.path) == PathPlace::Missing
            && !snapshot.is_unread(governed, &reference.path)
    };
    leads_nowhere && !is_below_missing_binding(view, &reference.path)
}

fn nearest(view: &IntegrationView<'_>, reference: &PathReference) -> Option<RelPath> {
    if is_glob(&reference.path) {
        return None;
    }
    let snapshot = view.contract.snapshot;
    let folder = &view.contract.contract.folder;
    if is_folder_like(&reference.path) {
        let folders = snapshot.folders_in(folder);
        let folders: Vec<&RelPath> = folders.iter().collect();
        return nearest_to(view, &reference.path, &folders).cloned();
    }
    let files: Vec<&RelPath> = snapshot.files_in(folder).collect();
    nearest_to(view, &reference.path, &files).cloned()
}
