//! `invalid-metadata`: a date that is none, a status that is none, a version that is not semver;
//! dates that contradict each other or lie in the future.

use jiff::civil::Date;

use crate::contract::{
    ChangeLog, Contract, Field, FieldKind, FileField, Status, Strictness, replace_in_value,
};
use crate::text::Spanned;
use crate::workspace::{ContractFile, Severity};

use super::Rule;
use super::dates::{is_no_day, latest_today, nearest_dates, read_date, today, written_date};
use super::deprecated_without_date::says_nothing;
use super::engine::Check;
use super::history::is_placeholder;
use super::nearest::nearest_name;
use super::sink::{Draft, Sink};
use super::skeletons::edits_of;
use super::versions::{nearest_version, read_version, version_text};
use super::view::{ContractView, IntegrationView};

pub(super) const RULE: Rule = Rule {
    code: "invalid-metadata",
    severity: Some(Severity::Error),
    summary: "a date, status or version that is none, or dates that contradict each other",
    page: include_str!("pages/invalid-metadata.md"),
    checks: &[Check::Contract(check_file), Check::Integration(&[], check_integration)],
};

/// Words that a misspelt status is compared with.
const STATUS_WORDS: &[&str] = &[
    "active",
    "live",
    "production",
    "implemented",
    "testing",
    "sandbox",
    "deprecated",
    "disabled",
    "removed",
    "retired",
    "planned",
    "proposed",
];

/// What a date is the date of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DateOf {
    /// The last change: today is a good guess.
    LastChange,
    Past,
    /// A service is given up on a day that may be to come.
    Deprecation,
}

fn check_file(view: &ContractView<'_>, sink: &mut Sink) {
    let file = &view.contract.file;
    let contract = &file.contract;
    for kind in [FileField::LastUpdated, FileField::Version, FileField::Status] {
        check_said(file, contract.file_field(kind), sink);
    }
    if let Some(value) = stated(contract.file_field(FileField::LastUpdated)) {
        check_date(file, value, DateOf::LastChange, sink);
    }
    if let Some(value) = stated(contract.file_field(FileField::Version))
        && read_version(&value.value).is_none()
    {
        report_version(file, value, sink);
    }
    if let Some(log) = &contract.change_log {
        check_log(file, log, sink);
    }
    check_overview(view, sink);
}

/// Statuses in the overview. One that the section repeats word for word is reported there.
fn check_overview(view: &ContractView<'_>, sink: &mut Sink) {
    let file = &view.contract.file;
    if file.contract.strictness != Strictness::Strict {
        return;
    }
    let rows = file.contract.overview.iter().flat_map(|overview| &overview.rows);
    // In a row with a cell too many or too few, what stands in the column is another's.
    for row in rows.filter(|row| !row.placeholder && row.is_even) {
        let Some(status) = &row.status else { continue };
        let is_said = !is_placeholder(status) && status.value.contains(char::is_alphanumeric);
        let is_repeated = || {
            let service = view.contract.integration_called(&row.service.value);
            let integration = service.and_then(|it| view.contract.integrations().get(it));
            let own = integration.and_then(|it| stated(it.field(FieldKind::Status)));
            own.is_some_and(|own| bare(&own.value) == bare(&status.value))
        };
        let says_none = ["n/a", "none", "na"].contains(&bare(&status.value).as_str());
        if is_said && !says_none && Status::of_text(&status.value).is_none() && !is_repeated() {
            sink.report(no_status(file, status, &[status]).service(&row.service.value));
        }
    }
}

fn check_integration(view: &IntegrationView<'_>, sink: &mut Sink) {
    let file = &view.contract.contract.file;
    let integration = view.integration();
    for kind in [FieldKind::Added, FieldKind::LastModified, FieldKind::Status] {
        check_said(file, integration.field(kind), sink);
    }
    let mut past_date_of = |kind, date_of| {
        let value = stated(integration.field(kind))?;
        Some((check_date(file, value, date_of, sink)?, value))
    };
    let added = past_date_of(FieldKind::Added, DateOf::Past);
    let modified = past_date_of(FieldKind::LastModified, DateOf::LastChange);
    let deprecation = integration.field(FieldKind::DeprecationDate);
    if let Some(value) = stated(deprecation.filter(|field| !says_nothing(field))) {
        check_date(file, value, DateOf::Deprecation, sink);
    }
    if let (Some((added, added_value)), Some((modified, value))) = (added, modified)
        && modified < added
    {
        let message = format!(
            "{} was last modified on {modified}, before it was added on {added}",
            integration.name.value
        );
        let draft = Draft::new(&file.path, value.range, message).severity(Severity::Warning);
        sink.report(draft.related(&file.path, added_value.range, "it was added here"));
    }
    if let Some(value) = stated(integration.field(FieldKind::Status))
        && integration.status.is_none()
        && (!is_loose(file) || nearest_status(&value.value).is_some())
    {
        let row = view.contract.contract.overview_row(view.index);
        let twin = row
            .and_then(|row| row.status.as_ref())
            .filter(|status| bare(&status.value) == bare(&value.value));
        let places: Vec<&Spanned<String>> = std::iter::once(value).chain(twin).collect();
        sink.report(no_status(file, value, &places));
    }
    if let Some(log) = &integration.change_log {
        check_log(file, log, sink);
    }
}

/// Reports a label with nothing behind it or below it.
fn check_said(file: &ContractFile, field: Option<&Field>, sink: &mut Sink) {
    let Some(field) = field else { return };
    let behind = file.text.get(field.label.range.end()..field.range.end()).unwrap_or_default();
    let is_empty = field.value.as_ref().is_none_or(|value| value.value.trim().is_empty())
        && !behind.contains(char::is_alphanumeric);
    if !is_empty || file.contract.strictness != Strictness::Strict {
        return;
    }
    let label = &field.label;
    let message = format!("{} says nothing: readers and checks cannot rely on it", label.value);
    let draft = Draft::new(&file.path, label.range, message);
    sink.report(draft.help(format!("write the value behind `{}:`", label.value)));
}

/// The value of a field, when it says something; a placeholder has a finding of its own.
fn stated(field: Option<&Field>) -> Option<&Spanned<String>> {
    let value = field?.value.as_ref()?;
    (!is_placeholder(value) && !value.value.trim().is_empty()).then_some(value)
}

/// A value as it is compared: without markup, in lower case.
fn bare(value: &str) -> String {
    value.trim().trim_matches(['`', '*', '_']).to_lowercase()
}

/// The date a value states; one that is none, that lies in the future though it has happened, or
/// that is written unlike the contract's others is reported.
fn check_date(
    file: &ContractFile,
    value: &Spanned<String>,
    date_of: DateOf,
    sink: &mut Sink,
) -> Option<Date> {
    let Some(written) = written_date(&value.value) else {
        report_no_date(file, value, date_of, sink);
        return None;
    };
    let set_to =
        |draft: Draft, date: Date| offer(draft, file, value, written.text, &date.to_string());
    if written.date > latest_today() && date_of != DateOf::Deprecation {
        let message = format!(
            "{} lies in the future, and this is the date of something that has happened",
            written.date
        );
        let draft = Draft::new(&file.path, value.range, message).severity(Severity::Warning);
        sink.report(set_to(draft, today()));
    } else if !written.is_usual
        && file.contract.strictness == Strictness::Strict
        && writes_usual_dates(&file.contract)
    {
        let message = format!(
            "`{}` is read as {}, but the contract's other dates are written YYYY-MM-DD",
            written.text, written.date
        );
        let draft = Draft::new(&file.path, value.range, message).hint_if(true);
        sink.report(set_to(draft, written.date));
    }
    Some(written.date)
}

/// A document that never took on the template may say `spring` or `on hold`; only a slip of the hand
/// is told there.
fn is_loose(file: &ContractFile) -> bool {
    file.contract.strictness == Strictness::Loose
}

fn report_no_date(file: &ContractFile, value: &Spanned<String>, date_of: DateOf, sink: &mut Sink) {
    let message = format!("`{}` is no date: nothing can be compared with it", value.value);
    let mut draft = Draft::new(&file.path, value.range, message)
        .help("write a day of the calendar as YYYY-MM-DD");
    let (text, meant) = nearest_dates(&value.value);
    if is_loose(file) && meant.is_empty() {
        return;
    }
    for date in &meant {
        draft = offer(draft, file, value, text, &date.to_string());
    }
    if meant.is_empty() && date_of == DateOf::LastChange {
        draft = offer(draft, file, value, text, &today().to_string());
    }
    sink.report(draft);
}

/// Whether some date at the head of the contract or of an integration is written as the template
/// has it.
fn writes_usual_dates(contract: &Contract) -> bool {
    let is_usual = |value: &Spanned<String>| {
        written_date(&value.value).is_some_and(|written| written.is_usual)
    };
    let logged = contract.change_log.iter().flat_map(|log| &log.rows);
    let added = |kind| contract.integrations.iter().filter_map(move |it| stated(it.field(kind)));
    logged.filter_map(|row| row.date.as_ref()).any(is_usual)
        || stated(contract.file_field(FileField::LastUpdated)).is_some_and(is_usual)
        || added(FieldKind::Added).chain(added(FieldKind::LastModified)).any(is_usual)
}

/// Dates and versions in the rows of a change log.
fn check_log(file: &ContractFile, log: &ChangeLog, sink: &mut Sink) {
    for value in log.rows.iter().filter_map(|row| row.date.as_ref()) {
        if is_placeholder(value) || is_no_day(&value.value) && read_date(&value.value).is_none() {
            continue;
        }
        match read_date(&value.value) {
            None => report_no_date(file, value, DateOf::Past, sink),
            Some(date) if date > latest_today() => {
                let message =
                    format!("{date} lies in the future, and a change log records the past");
                let draft =
                    Draft::new(&file.path, value.range, message).severity(Severity::Warning);
                sink.report(draft);
            }
            Some(_) => {}
        }
    }
    let versions = || log.rows.iter().filter_map(|row| row.version.as_ref());
    let is_version = |value: &Spanned<String>| read_version(&value.value).is_some();
    // Words such as "initial" say something else than a version, on purpose.
    let is_attempt = |value: &Spanned<String>| {
        version_text(&value.value).starts_with(|character: char| character.is_ascii_digit())
    };
    let wrong: Vec<_> = versions().filter(|it| is_attempt(it) && !is_version(it)).collect();
    // Where most rows have another numbering, it is the author's.
    if wrong.len() < versions().filter(|it| is_version(it)).count() {
        wrong.into_iter().for_each(|value| report_version(file, value, sink));
    }
}

fn report_version(file: &ContractFile, value: &Spanned<String>, sink: &mut Sink) {
    if is_loose(file) {
        return;
    }
    let message = format!("`{}` is no version: three numbers are expected", value.value);
    let draft = Draft::new(&file.path, value.range, message).help("write it as in 1.4.0");
    sink.report(match nearest_version(&value.value) {
        Some(meant) => offer(draft, file, value, version_text(&value.value), &meant.to_string()),
        None => draft,
    });
}

/// The finding about a status that is none; `places` are all that say so.
fn no_status(file: &ContractFile, value: &Spanned<String>, places: &[&Spanned<String>]) -> Draft {
    let message = format!("`{}` is no status: nobody can tell whether to use it", value.value);
    let draft = Draft::new(&file.path, value.range, message)
        .help("one of active, testing, deprecated, planned");
    let Some((written, meant)) = nearest_status(&value.value) else { return draft };
    let edits: Vec<_> = places
        .iter()
        .filter_map(|place| {
            let source = place.range.slice(&file.text);
            let at = source.to_lowercase().find(&written.to_lowercase())?;
            let shown = source.get(at..at + written.len())?;
            replace_in_value(&file.text, place, shown, &cased_like(meant, shown))
        })
        .collect();
    if edits.len() < places.len() {
        return draft;
    }
    draft.offer(format!("Change it to {meant}"), edits_of(&file.path, edits))
}

/// The word of a value that is most likely a misspelt status, and that status.
fn nearest_status(value: &str) -> Option<(&str, &'static str)> {
    let is_end = |character: char| !character.is_alphanumeric();
    value.split(is_end).find_map(|word| {
        let lower = word.to_lowercase();
        Some((word, nearest_name(&lower, STATUS_WORDS.iter().copied())?))
    })
}

fn cased_like(meant: &str, written: &str) -> String {
    let mut letters = written.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    if is_capital && written.len() > 1 && letters.all(char::is_uppercase) {
        return meant.to_uppercase();
    }
    let mut first = meant.chars();
    match first.next().filter(|_| is_capital) {
        Some(letter) => letter.to_uppercase().chain(first).collect(),
        None => meant.to_owned(),
    }
}

/// Offers to put `new` in the place of `old`, where the source spells that out.
fn offer(
    draft: Draft,
    file: &ContractFile,
    value: &Spanned<String>,
    old: &str,
    new: &str,
) -> Draft {
    match replace_in_value(&file.text, value, old, new) {
        Some(edit) => draft.offer(format!("Change it to {new}"), edits_of(&file.path, [edit])),
        None => draft,
    }
}
