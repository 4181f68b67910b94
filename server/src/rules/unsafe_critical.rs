//! `unsafe-critical`: a critical integration that does not say what happens when the service fails.

use crate::contract::FieldKind;
use crate::text::ByteRange;
use crate::workspace::Severity;

use super::Rule;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::skeletons::{listed, skeletons};
use super::view::{IntegrationView, Premise};

pub(super) const RULE: Rule = Rule {
    code: "unsafe-critical",
    severity: Some(Severity::Warning),
    summary: "a critical integration without error handling, tests, monitoring or fallback",
    page: include_str!("pages/unsafe-critical.md"),
    checks: &[Check::Integration(&[Premise::Strict, Premise::First, Premise::Built], check)],
};

/// What a critical integration must say besides what every integration must.
const DEMANDED: &[FieldKind] = &[
    FieldKind::ErrorHandling,
    FieldKind::Testing,
    FieldKind::Monitoring,
    FieldKind::FallbackStrategy,
];

/// What a critical integration lacks.
pub(super) struct Demand {
    /// The place that says it is critical.
    place: ByteRange,
    /// The overview's cell, where the section says so itself.
    cell: Option<ByteRange>,
    pub(super) absent: Vec<FieldKind>,
}

/// What this rule demands of an integration; `None` when it is not critical. A section that says
/// no itself is not: which of the two is right is not for this rule to say.
pub(super) fn demanded(view: &IntegrationView<'_>) -> Option<Demand> {
    let integration = view.integration();
    let governed = view.contract.contract;
    let row = governed.overview_row(view.index).and_then(|row| row.critical.as_ref());
    let cell = row.filter(|critical| critical.value).map(|critical| critical.range);
    let place = match &integration.critical {
        Some(critical) => critical.value.then_some(critical.range)?,
        None => cell?,
    };
    let is_absent = |kind: &FieldKind| {
        !governed.config.required.contains(kind) && !integration.speaks_of(*kind)
    };
    let absent = DEMANDED.iter().copied().filter(is_absent).collect();
    Some(Demand { place, cell: cell.filter(|cell| *cell != place), absent })
}

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let Some(demand) = demanded(view).filter(|demand| !demand.absent.is_empty()) else { return };
    let path = &view.contract.contract.file.path;
    let integration = view.integration();
    let name = &integration.name;
    let labels: Vec<&str> = demand.absent.iter().map(|kind| kind.label()).collect();
    let list = listed(&labels);
    let message = format!(
        "{} is critical, and its section lacks {list}: nobody knows what happens when it fails",
        name.value
    );
    let draft = Draft::new(path, demand.place, message)
        .help("describe them in its section, or say that the service is not critical")
        .safe_fix(format!("Insert {list} for {}", name.value), skeletons(view, &demand.absent));
    let draft = match demand.cell {
        Some(cell) => draft.related(path, cell, "the overview says so as well"),
        None => draft.related(path, name.range, "the section of the service"),
    };
    sink.report(draft);
}
