//! `direct-sdk-import`: a service's SDK is imported outside its binding.

use crate::source::{ImportKind, ImportUse};
use crate::workspace::{Severity, is_open_ended};

use super::Rule;
use super::bypass::point_to_binding;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::view::{Premise, SourceView};

pub(super) const RULE: Rule = Rule {
    code: "direct-sdk-import",
    severity: Some(Severity::Warning),
    summary: "a service's SDK is imported outside its binding module",
    page: include_str!("pages/direct-sdk-import.md"),
    checks: &[Check::Source(&[Premise::Binding, Premise::Built], check)],
};

fn check(view: &SourceView<'_>, service: usize, sink: &mut Sink) {
    if view.is_in_binding(service) {
        return;
    }
    let integration = view.integration(service);
    let name = &integration.integration().name.value;
    for (_, import) in view.sdk_imports.iter().filter(|(of, _)| *of == service) {
        let is_mild = import.in_test
            || import.used == ImportUse::TypesOnly
            || matches!(import.kind, ImportKind::TypeOnly | ImportKind::Lookup)
            || is_open_ended(view.file, import);
        let message = format!(
            "`{}` is {name}'s SDK, imported outside its binding module: its keys, retries and error handling are bypassed",
            import.target.value
        );
        let draft = Draft::new(&view.file.path, import.range, message).hint_if(is_mild);
        sink.report(point_to_binding(draft, &integration));
    }
}
