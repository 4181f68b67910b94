//! `invalid-metadata`: a date that is none, a status that is none, a version that is not semver;
//! dates that contradict each other or lie in the future.

use jiff::civil::Date;

use crate::contract::{Field, FieldKind, FileField};
use crate::text::Spanned;
use crate::workspace::{RelPath, Severity};

use super::Rule;
use super::dates::{latest_today, read_date};
use super::engine::Check;
use super::placeholders::placeholders;
use super::sink::{Draft, Sink};
use super::view::{ContractView, IntegrationView};

pub(super) const RULE: Rule = Rule {
    code: "invalid-metadata",
    severity: Severity::Error,
    summary: "a date, status or version that is none, or dates that contradict each other",
    page: include_str!("pages/invalid-metadata.md"),
    checks: &[Check::Contract(check_file), Check::Integration(&[], check_integration)],
};

fn check_file(view: &ContractView<'_>, sink: &mut Sink) {
    let file = &view.contract.file;
    if let Some(value) = stated(file.contract.file_field(FileField::LastUpdated)) {
        check_date(&file.path, value, sink);
    }
    if let Some(value) = stated(file.contract.file_field(FileField::Version)) {
        let version = value.value.trim().trim_matches('`');
        let version = version.split_whitespace().next().unwrap_or_default();
        let version = version.strip_prefix(['v', 'V']).unwrap_or(version);
        if semver::Version::parse(version).is_err() {
            let message =
                format!("`{}` is no version: three numbers are expected, as in 1.4.0", value.value);
            sink.report(Draft::new(&file.path, value.range, message));
        }
    }
}

fn check_integration(view: &IntegrationView<'_>, sink: &mut Sink) {
    let path = &view.contract.contract.file.path;
    let integration = view.integration();
    let mut past_date_of = |kind| {
        let value = stated(integration.field(kind))?;
        Some((check_date(path, value, sink)?, value))
    };
    let added = past_date_of(FieldKind::Added);
    let modified = past_date_of(FieldKind::LastModified);
    // A service is switched off on a day to come.
    if let Some(value) = stated(integration.field(FieldKind::DeprecationDate)) {
        date_or_report(path, value, sink);
    }
    if let (Some((added, added_value)), Some((modified, value))) = (added, modified)
        && modified < added
    {
        let message = format!(
            "{} was last modified on {modified}, before it was added on {added}",
            integration.name.value
        );
        let draft = Draft::new(path, value.range, message).severity(Severity::Warning);
        sink.report(draft.related(path, added_value.range, "it was added here"));
    }
    if let Some(value) = stated(integration.field(FieldKind::Status))
        && integration.status.is_none()
    {
        let message = format!("`{}` is no status", value.value);
        let help = "one of active, testing, deprecated, planned";
        sink.report(Draft::new(path, value.range, message).help(help));
    }
}

/// The value of a field, when it says something; a placeholder has a finding of its own.
fn stated(field: Option<&Field>) -> Option<&Spanned<String>> {
    let value = field?.value.as_ref()?;
    let is_placeholder = !placeholders(&value.value, true).is_empty();
    (!is_placeholder && !value.value.trim().is_empty()).then_some(value)
}

/// The date of something that has happened; one in the future is reported.
fn check_date(path: &RelPath, value: &Spanned<String>, sink: &mut Sink) -> Option<Date> {
    let date = date_or_report(path, value, sink)?;
    if date > latest_today() {
        let message = format!("{date} lies in the future");
        sink.report(Draft::new(path, value.range, message).severity(Severity::Warning));
    }
    Some(date)
}

/// The date a value states; a value that is none is reported.
fn date_or_report(path: &RelPath, value: &Spanned<String>, sink: &mut Sink) -> Option<Date> {
    let date = read_date(&value.value);
    if date.is_none() {
        let message = format!("`{}` is no date: YYYY-MM-DD is expected", value.value);
        sink.report(Draft::new(path, value.range, message));
    }
    date
}
