//! `binding-not-found`: the contract names a binding path that does not exist.

use crate::workspace::Severity;

use super::Rule;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::view::{IntegrationView, Premise};

pub(super) const RULE: Rule = Rule {
    code: "binding-not-found",
    severity: Severity::Error,
    summary: "a binding path of the contract does not exist",
    page: include_str!("pages/binding-not-found.md"),
    checks: &[Check::Integration(&[Premise::Built], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let integration = view.integration();
    let path = &view.contract.contract.file.path;
    for index in view.service().missing_bindings(&integration.bindings) {
        let reference = &integration.bindings[index];
        let name = &integration.name.value;
        let message = format!(
            "the binding of {name}, `{}`, does not exist: until it does, nothing about {name} in source can be checked",
            reference.path
        );
        let help =
            "write where the binding module lies now, as seen from the folder the contract governs";
        sink.report(Draft::new(path, reference.range, message).help(help));
    }
}
