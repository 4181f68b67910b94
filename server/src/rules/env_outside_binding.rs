//! `env-outside-binding`: an integration's variable is read outside its binding.

use crate::source::EnvUseKind;
use crate::workspace::Severity;

use super::Rule;
use super::ambient::is_ambient;
use super::bypass::point_to_binding;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::view::{Premise, SourceView};

pub(super) const RULE: Rule = Rule {
    code: "env-outside-binding",
    severity: Some(Severity::Warning),
    summary: "an integration's environment variable is read outside its binding module",
    page: include_str!("pages/env-outside-binding.md"),
    checks: &[Check::Source(&[Premise::Binding, Premise::Built], check)],
};

fn check(view: &SourceView<'_>, service: usize, sink: &mut Sink) {
    let contract = view.contract.contract;
    let integration = view.integration(service);
    for (documenting, used) in &view.env_uses {
        // Of several services that document a variable, the first speaks for all.
        let is_first = documenting.first() == Some(&service);
        let may_read = documenting.iter().any(|of| view.is_in_binding(*of));
        let name = &used.name.value;
        let is_read = used.kind != EnvUseKind::Write;
        if !is_first || may_read || !is_read || contract.is_public(name) || is_ambient(name) {
            continue;
        }
        let of = &integration.integration().name.value;
        let message = format!(
            "`{name}` belongs to {of} and is read outside its binding module: who changes or rotates it does not look here"
        );
        let is_mild = used.in_test || used.kind == EnvUseKind::PresenceCheck;
        let draft = Draft::new(&view.file.path, used.name.range, message).hint_if(is_mild);
        let draft = match contract.documentation(service, name) {
            Some(row) => draft.related(
                &contract.file.path,
                row.name.range,
                format!("{of} documents it here"),
            ),
            None => draft,
        };
        sink.report(point_to_binding(draft, &integration));
    }
}
