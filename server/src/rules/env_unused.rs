//! `env-unused`: a documented variable that nothing reads.

use crate::workspace::Severity;

use super::Rule;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::view::{IntegrationView, Premise};

pub(super) const RULE: Rule = Rule {
    code: "env-unused",
    severity: Severity::Warning,
    summary: "a documented environment variable is read nowhere",
    page: include_str!("pages/env-unused.md"),
    checks: &[Check::Integration(&[Premise::Binding, Premise::Built], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let integration = view.integration();
    let path = &view.contract.contract.file.path;
    for variable in &integration.variables {
        let name = &variable.name.value;
        if view.service().sdk_reads(name) || view.contract.snapshot.is_mentioned(name) {
            continue;
        }
        let message = format!(
            "`{name}` is documented for {}, but no source, compose, CI or Kubernetes file reads it: people set it for nothing",
            integration.name.value
        );
        let help = "remove the row, or read the variable in the binding";
        sink.report(Draft::new(path, variable.name.range, message).help(help));
    }
}
