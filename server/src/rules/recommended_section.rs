//! `recommended-section`: fields that every integration is better for are absent. One finding for
//! each integration, which lists them.

use crate::contract::{FieldKind, Integration};
use crate::workspace::Severity;

use super::Rule;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::skeletons::{listed, skeletons};
use super::unsafe_critical::demanded;
use super::view::{IntegrationView, Premise};

pub(super) const RULE: Rule = Rule {
    code: "recommended-section",
    severity: Some(Severity::Hint),
    summary: "a recommended field of an integration is absent",
    page: include_str!("pages/recommended-section.md"),
    checks: &[Check::Integration(&[Premise::Strict, Premise::First, Premise::Built], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let integration = view.integration();
    let config = &view.contract.contract.config;
    let reported_elsewhere = demanded(view).map(|demand| demand.absent).unwrap_or_default();
    let is_absent = |kind: &FieldKind| {
        !config.required.contains(kind)
            && !reported_elsewhere.contains(kind)
            && !has_equivalent(integration, *kind)
    };
    let absent: Vec<FieldKind> = config.recommended.iter().copied().filter(is_absent).collect();
    if absent.is_empty() {
        return;
    }
    let labels: Vec<&str> = absent.iter().map(|kind| kind.label()).collect();
    let sections = if labels.len() == 1 { "section" } else { "sections" };
    let message = format!(
        "{} lacks the recommended {sections} {}: the template has them so that nobody has to ask",
        integration.name.value,
        listed(&labels)
    );
    let title = match labels.as_slice() {
        [only] => format!("Insert the recommended section {only}"),
        labels => format!("Insert the {} recommended sections", labels.len()),
    };
    let draft = Draft::new(&view.contract.contract.file.path, integration.name.range, message)
        .help("the fix inserts a skeleton for each; other lists can be configured")
        .safe_fix(title, skeletons(view, &absent));
    sink.report(draft);
}

/// Whether a section says what a field is for, be it under another label.
fn has_equivalent(integration: &Integration, kind: FieldKind) -> bool {
    let others: &[FieldKind] = match kind {
        FieldKind::ErrorHandling => {
            &[FieldKind::RetryLogic, FieldKind::FallbackStrategy, FieldKind::CustomErrorClasses]
        }
        FieldKind::Testing => &[FieldKind::MockingForTests],
        _ => &[],
    };
    integration.speaks_of(kind) || others.iter().any(|other| integration.speaks_of(*other))
}
