//! `deprecated-without-date`: a deprecated integration that does not say since or from when.

use crate::contract::{Field, FieldKind, Integration, Status, replace_in_value};
use crate::text::ByteRange;
use crate::workspace::Severity;

use super::Rule;
use super::dates::holds_date;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::skeletons::{edits_of, skeletons};
use super::view::{IntegrationView, Premise};

pub(super) const RULE: Rule = Rule {
    code: "deprecated-without-date",
    severity: Some(Severity::Warning),
    summary: "a deprecated integration without a Deprecation Date",
    page: include_str!("pages/deprecated-without-date.md"),
    checks: &[Check::Integration(&[Premise::Strict, Premise::First], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let file = &view.contract.contract.file;
    let integration = view.integration();
    let status = integration.status.as_ref();
    let Some(status) = status.filter(|status| status.value == Status::Deprecated) else { return };
    let dates = || {
        let fields = integration.fields.iter();
        fields.filter(|field| field.kind == Some(FieldKind::DeprecationDate))
    };
    let is_dated = dates().any(|field| !says_nothing(field))
        || dated_places(integration).any(|place| holds_date(place.slice(&file.text)));
    if is_dated {
        return;
    }
    let message = format!(
        "{} is deprecated and has no Deprecation Date: nobody knows how long it may still be used",
        integration.name.value
    );
    let draft = Draft::new(&file.path, status.range, message)
        .help("add the day on which it was, or will be, given up");
    let skeleton = FieldKind::DeprecationDate.skeleton();
    // An empty field is there to be filled, not to be repeated.
    let edits = match dates().next() {
        None => skeletons(view, &[FieldKind::DeprecationDate]),
        Some(field) => {
            let fill = field.value.as_ref().and_then(|value| {
                replace_in_value(&file.text, value, value.value.trim(), skeleton)
            });
            let fill = fill.or_else(|| empty_value(&file.text, field, skeleton));
            edits_of(&file.path, fill)
        }
    };
    sink.report(if edits.is_empty() {
        draft
    } else {
        draft.safe_fix("Add a Deprecation Date", edits)
    });
}

/// Whether a Deprecation Date says that there is none; "Deprecated: yes" says no more.
pub(super) fn says_nothing(field: &Field) -> bool {
    let Some(value) = &field.value else { return field.items.is_empty() && field.code.is_empty() };
    let value = value.value.trim().trim_matches(['`', '*', '_']).to_lowercase();
    matches!(
        value.as_str(),
        "" | "-"
            | "--"
            | "–"
            | "—"
            | "n/a"
            | "na"
            | "none"
            | "yes"
            | "no"
            | "true"
            | "false"
            | "not applicable"
            | "n.a."
            | "not deprecated"
    )
}

/// Where a deprecation is dated in passing: behind the status, or in the heading.
fn dated_places(integration: &Integration) -> impl Iterator<Item = ByteRange> {
    let status = integration.field(FieldKind::Status).map(|field| field.range);
    [Some(integration.heading.line), status].into_iter().flatten()
}

/// A value behind a label that has none.
fn empty_value(text: &str, field: &Field, value: &str) -> Option<crate::text::Edit> {
    let line = field.range.slice(text).split(['\n', '\r']).next()?;
    let end = field.range.start() + line.trim_end().len();
    let is_plain = line.trim_end().ends_with([':', '*', '_', '：']);
    is_plain.then(|| crate::text::Edit { range: ByteRange::at(end), text: format!(" {value}") })
}
