//! `missing-retry`: the contract promises that calls are tried again, and the binding does not.

use std::sync::Arc;

use crate::workspace::{Severity, SourceFile};

use super::Rule;
use super::binding_code::BindingCode;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::view::{IntegrationView, Premise};

pub(super) const RULE: Rule = Rule {
    code: "missing-retry",
    severity: Some(Severity::Hint),
    summary: "Error Handling says that calls are tried again, and the binding shows no sign of it",
    page: include_str!("pages/missing-retry.md"),
    checks: &[Check::Integration(&[Premise::Built, Premise::Binding, Premise::First], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let Some(place) = view.integration().retries.first() else { return };
    let Some(binding) = BindingCode::of(view) else { return };
    let tries_again = |file: &&Arc<SourceFile>| file.shows_retry() || imports_retry(view, file);
    if binding.files.iter().any(tries_again) {
        return;
    }
    let name = &view.integration().name.value;
    let message = format!(
        "calls to {name} are said to be tried again, but its binding shows no sign of retry or backoff: a short failure becomes the customer's"
    );
    let path = &view.contract.contract.file.path;
    let draft = Draft::new(path, *place, message)
        .help("try again with growing pauses in the binding, or write NO here");
    sink.report(draft);
}

/// Whether a file takes something from a module of the workspace that tries calls again, such as a
/// wrapper that all bindings share.
fn imports_retry(view: &IntegrationView<'_>, file: &SourceFile) -> bool {
    let snapshot = view.contract.snapshot;
    snapshot
        .targets(file)
        .iter()
        .flatten()
        .filter_map(|target| snapshot.source(&target.path))
        .any(|target| target.shows_retry())
}
