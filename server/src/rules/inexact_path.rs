//! `inexact-path`: a path of the contract is only the end of one in the workspace, or of several.

use std::collections::BTreeSet;

use crate::contract::PathReference;
use crate::workspace::{PathPlace, RelPath, Severity};

use super::binding_incomplete::tree_base;
use super::engine::Check;
use super::paths::{moved, rewritten, spelled};
use super::sink::{Draft, Sink};
use super::usages::is_glob;
use super::view::{IntegrationView, Premise};
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "inexact-path",
    severity: Some(Severity::Hint),
    summary: "a path of the contract is only the end of a path in the workspace",
    page: include_str!("pages/inexact-path.md"),
    checks: &[Check::Integration(&[Premise::Built], check)],
};

/// How many candidates are offered one by one; more are no help.
const MOST_OFFERS: usize = 5;

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let integration = view.integration();
    let mut seen = BTreeSet::new();
    for reference in inexact_bindings(view) {
        if seen.insert(reference.range) {
            let write = |target: &RelPath| moved(view, &reference.path, target);
            report(view, reference, write, sink);
        }
    }
    let listed = integration.usages.iter().filter_map(|usage| usage.file.as_ref());
    for reference in listed.chain(&integration.tests) {
        let place = view.contract.snapshot.place_of(view.contract.contract, &reference.path);
        let is_inexact = matches!(place, PathPlace::Suffix(_) | PathPlace::Ambiguous);
        if !is_glob(&reference.path) && is_inexact && seen.insert(reference.range) {
            report(view, reference, |target| vec![rewritten(view, reference, target)], sink);
        }
    }
    let roots = integration.structure.iter().filter(|entry| entry.parent.is_none());
    for root in roots.filter(|root| root.path.contains('/')) {
        if tree_base(view, root).is_some_and(|base| base.is_inexact) && seen.insert(root.name.range)
        {
            let reference = PathReference { path: root.path.clone(), range: root.name.range };
            report(view, &reference, |target| vec![rewritten(view, &reference, target)], sink);
        }
    }
}

/// The binding paths that are inexact, without the parts of another one of them.
fn inexact_bindings<'view>(view: &IntegrationView<'view>) -> Vec<&'view PathReference> {
    let references = &view.integration().bindings;
    let is_inexact =
        |place: &PathPlace| matches!(place, PathPlace::Suffix(_) | PathPlace::Ambiguous);
    let inexact: Vec<&PathReference> = view
        .service()
        .bindings
        .iter()
        .filter(|binding| is_inexact(&binding.place))
        .filter_map(|binding| references.get(binding.reference))
        .collect();
    let is_part = |path: &PathReference| {
        let is_below = |other: &&&PathReference| {
            let folder = other.path.trim_end_matches('/');
            path.path
                .strip_prefix(folder)
                .is_some_and(|rest| rest.len() > 1 && rest.starts_with('/'))
        };
        inexact.iter().find(is_below).is_some()
    };
    inexact.iter().copied().filter(|path| !is_part(path)).collect()
}

fn report(
    view: &IntegrationView<'_>,
    reference: &PathReference,
    write: impl Fn(&RelPath) -> Vec<FileEdit>,
    sink: &mut Sink,
) {
    let governed = view.contract.contract;
    let candidates = view.contract.snapshot.places_ending(governed, &reference.path);
    let shown = |target: &RelPath| spelled(governed, &reference.path, target);
    let message = match candidates.as_slice() {
        [] => return,
        [only] => format!(
            "`{}` is only the end of `{}`: another file whose path ends so would make it unclear",
            reference.path,
            shown(only)
        ),
        several => format!(
            "`{}` may be any of {} paths that end so: nobody can tell which, so it is not checked",
            reference.path,
            several.len()
        ),
    };
    let draft = Draft::new(&governed.file.path, reference.range, message)
        .help("write the full path, as seen from the folder the contract governs");
    let offered = |draft: Draft, target: &RelPath| {
        draft.offer(format!("Write the full path, `{}`", shown(target)), write(target))
    };
    let is_few = candidates.len() <= MOST_OFFERS;
    let offers = candidates.iter().filter(|_| is_few);
    sink.report(offers.fold(draft, offered));
}
