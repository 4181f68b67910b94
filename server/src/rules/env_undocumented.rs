//! `env-undocumented`: a binding reads a variable that its table lacks.

use std::collections::BTreeSet;

use crate::contract::FieldKind;
use crate::source::EnvUseKind;
use crate::workspace::Severity;

use super::Rule;
use super::ambient::is_ambient;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::view::{Premise, SourceView};

pub(super) const RULE: Rule = Rule {
    code: "env-undocumented",
    severity: Severity::Warning,
    summary: "the binding reads an environment variable that its table lacks",
    page: include_str!("pages/env-undocumented.md"),
    checks: &[Check::Source(&[Premise::Binding, Premise::Variables, Premise::Single], check)],
};

fn check(view: &SourceView<'_>, service: usize, sink: &mut Sink) {
    // A file of several bindings is asked once, for the first.
    if view.binding_of.first() != Some(&service) {
        return;
    }
    let contract = &view.contract.contract.file;
    let integration = view.integration(service).integration();
    let mut told = BTreeSet::new();
    for (documenting, used) in &view.env_uses {
        let name = &*used.name.value;
        // One that another integration documents is read outside that one's binding: its finding.
        if !documenting.is_empty() || used.kind == EnvUseKind::Write || is_ambient(name) {
            continue;
        }
        if !told.insert(name) {
            continue;
        }
        let message = format!(
            "the binding of {} reads `{name}`, which its Environment Variables do not list: a deployment will miss it",
            integration.name.value
        );
        let is_mild = used.in_test || used.kind == EnvUseKind::PresenceCheck;
        let draft = Draft::new(&view.file.path, used.name.range, message)
            .hint_if(is_mild)
            .help("add a row for it to the contract");
        sink.report(match integration.field(FieldKind::EnvironmentVariables) {
            Some(field) => {
                draft.related(&contract.path, field.label.range, "the variables are listed here")
            }
            None => draft,
        });
    }
}
