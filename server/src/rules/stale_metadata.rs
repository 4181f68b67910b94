//! `stale-metadata`: dates and versions that are behind the change log beside them, and integrations
//! that changed after the file's change log ends.

use jiff::civil::Date;
use semver::Version;

use crate::contract::{
    self, Contract, Field, FieldKind, FileField, Integration, NewChange, Strictness,
    replace_in_value,
};
use crate::text::{Edit, Spanned};
use crate::workspace::{ContractFile, Severity};

use super::Rule;
use super::dates::{WrittenDate, latest_today, written_date};
use super::engine::Check;
use super::history::{History, is_placeholder};
use super::sink::{Draft, Sink};
use super::skeletons::edits_of;
use super::versions::{next_patch, read_version, version_text};
use super::view::ContractView;

pub(super) const RULE: Rule = Rule {
    code: "stale-metadata",
    severity: Some(Severity::Warning),
    summary: "a date or version behind the change log, or a change that it does not record",
    page: include_str!("pages/stale-metadata.md"),
    checks: &[Check::Contract(check)],
};

/// A date that a field states, neither a placeholder nor in the future.
#[derive(Clone, Copy)]
struct StatedDate<'contract> {
    value: &'contract Spanned<String>,
    written: WrittenDate<'contract>,
}

fn check(view: &ContractView<'_>, sink: &mut Sink) {
    let file = &view.contract.file;
    let history = file.contract.change_log.as_ref().and_then(History::of);
    if let Some(history) = &history {
        check_last_updated(file, history, sink);
        check_version(file, history, sink);
    }
    for integration in &file.contract.integrations {
        check_integration(file, integration, history.as_ref(), sink);
    }
}

fn check_last_updated(file: &ContractFile, history: &History<'_>, sink: &mut Sink) {
    let Some(stale) =
        dates_of(last_updated(&file.contract)).find(|stated| stated.written.date < history.date)
    else {
        return;
    };
    let message = format!(
        "Last Updated is {}, and the change log goes to {}: readers take the contract for older \
         than it is",
        stale.written.date, history.date
    );
    let edits = raised_dates(file, last_updated(&file.contract), history.date);
    sink.report(behind(file, stale.value, message, history, "Last Updated", history.date, edits));
}

fn check_version(file: &ContractFile, history: &History<'_>, sink: &mut Sink) {
    let Some((newest, place)) = &history.version else { return };
    let is_stale = |(_, version): &(&Spanned<String>, Version)| is_behind(version, newest);
    let Some((value, version)) = versions_of(&file.contract).find(is_stale) else { return };
    let message = format!(
        "Version is {version}, and the change log goes to {newest}: two readers of one contract \
         speak of different ones"
    );
    let edits = raised_versions(file, newest);
    let draft = Draft::new(&file.path, value.range, message)
        .help("take the version of the newest row")
        .related(&file.path, *place, "the newest row of the change log");
    sink.report(with_safe_fix(draft, file, format!("Set Version to {newest}"), edits));
}

fn check_integration(
    file: &ContractFile,
    integration: &Integration,
    history: Option<&History<'_>>,
    sink: &mut Sink,
) {
    let fields = |kind| integration.fields.iter().filter(move |field| field.kind == Some(kind));
    let modified = dates_of(fields(FieldKind::LastModified)).next();
    let added = dates_of(fields(FieldKind::Added)).next();
    let name = &integration.name.value;
    if let (Some(added), Some(modified)) = (added, modified)
        && modified.written.date < added.written.date
    {
        return;
    }
    let is_strict = file.contract.strictness == Strictness::Strict;
    let unrecorded_since = |date: Date| {
        history.filter(|history| is_strict && history.is_complete && history.date < date)
    };
    let own = integration.change_log.as_ref().and_then(History::of);
    if let (Some(modified), Some(own)) = (modified, &own)
        && modified.written.date < own.date
    {
        let message = format!(
            "{name} was last modified on {}, and its changelog goes to {}",
            modified.written.date, own.date
        );
        let title = "Last Modified";
        let edits = raised_dates(file, fields(FieldKind::LastModified), own.date);
        let value = modified.value;
        let draft = match unrecorded_since(own.date) {
            None => behind(file, value, message, own, title, own.date, edits),
            // The right date is one that the file's change log does not know either: applied
            // unasked, the fix would only move the finding.
            Some(history) => {
                let mut all = edits.clone();
                all.extend(recorded(file, history, name, own.date).unwrap_or_default());
                stale(file, value, message, own, title)
                    .offer(
                        format!("Set Last Modified to {}", own.date),
                        edits_of(&file.path, edits),
                    )
                    .offer("Set Last Modified and record this change", edits_of(&file.path, all))
            }
        };
        sink.report(draft.service(name));
        return;
    }
    let latest = modified
        .filter(|modified| added.is_none_or(|added| added.written.date <= modified.written.date));
    let Some(latest) = latest.or(added) else { return };
    let date = latest.written.date;
    let Some(history) = unrecorded_since(date) else { return };
    let message = format!(
        "{name} changed on {date}, and no row of the change log records it: the log ends on {}",
        history.date
    );
    let mut draft = Draft::new(&file.path, latest.value.range, message)
        .service(name)
        .help("add a row to the change log, and update Last Updated and Version");
    if let Some(place) = history.place() {
        draft = draft.related(&file.path, place, "the newest row of the change log");
    }
    if let Some(edits) = recorded(file, history, name, date) {
        draft = draft.offer("Record this change", edits_of(&file.path, edits));
    }
    sink.report(draft);
}

/// The finding that a date is behind a change log, with the fix that updates it.
fn behind(
    file: &ContractFile,
    value: &Spanned<String>,
    message: String,
    history: &History<'_>,
    label: &str,
    date: Date,
    edits: Vec<Edit>,
) -> Draft {
    let draft = stale(file, value, message, history, label);
    with_safe_fix(draft, file, format!("Set {label} to {date}"), edits)
}

fn stale(
    file: &ContractFile,
    value: &Spanned<String>,
    message: String,
    history: &History<'_>,
    label: &str,
) -> Draft {
    let draft = Draft::new(&file.path, value.range, message)
        .help(format!("{label} is the date of the newest row"));
    match history.place() {
        Some(place) => draft.related(&file.path, place, "the newest row of the change log"),
        None => draft,
    }
}

fn with_safe_fix(draft: Draft, file: &ContractFile, title: String, edits: Vec<Edit>) -> Draft {
    if edits.is_empty() { draft } else { draft.safe_fix(title, edits_of(&file.path, edits)) }
}

/// The edits that record a change of a service in the file's change log, Last Updated and Version.
fn recorded(
    file: &ContractFile,
    history: &History<'_>,
    service: &str,
    date: Date,
) -> Option<Vec<Edit>> {
    let greatest = versions_of(&file.contract).map(|(_, version)| version).max();
    let next = history.version.as_ref().map(|(newest, _)| {
        next_patch(greatest.as_ref().filter(|greatest| *greatest > newest).unwrap_or(newest))
    });
    let version = next.as_ref().map(Version::to_string);
    let change = NewChange {
        date: &date.to_string(),
        version: version.as_deref(),
        changes: &format!("{service}: [What changed]"),
    };
    let row = contract::record_change(
        &file.text,
        history.log,
        history.newest,
        history.is_newest_first,
        change,
    )?;
    let mut edits = vec![row];
    edits.extend(raised_dates(file, last_updated(&file.contract), date));
    edits.extend(next.iter().flat_map(|next| raised_versions(file, next)));
    Some(edits)
}

fn last_updated(contract: &Contract) -> impl Iterator<Item = &Field> {
    file_fields(contract, FileField::LastUpdated)
}

/// Every field of a kind: the head of a file may state a fact twice.
fn file_fields(contract: &Contract, kind: FileField) -> impl Iterator<Item = &Field> {
    let is_kind = move |field: &&Field| FileField::meant_by(&field.label.value) == Some(kind);
    contract.metadata.iter().filter(is_kind)
}

fn dates_of<'contract>(
    fields: impl Iterator<Item = &'contract Field>,
) -> impl Iterator<Item = StatedDate<'contract>> {
    let stated = |field: &'contract Field| {
        let value = field.value.as_ref().filter(|value| !is_placeholder(value))?;
        let written = written_date(&value.value).filter(|it| it.date <= latest_today())?;
        Some(StatedDate { value, written })
    };
    fields.filter_map(stated)
}

fn versions_of(contract: &Contract) -> impl Iterator<Item = (&Spanned<String>, Version)> {
    file_fields(contract, FileField::Version).filter_map(|field| {
        let value = field.value.as_ref()?;
        Some((value, read_version(&value.value)?))
    })
}

/// Edits that set every earlier one of some dates to `date`.
fn raised_dates<'contract>(
    file: &ContractFile,
    fields: impl Iterator<Item = &'contract Field>,
    date: Date,
) -> Vec<Edit> {
    let new = date.to_string();
    dates_of(fields)
        .filter(|stated| stated.written.date < date)
        .filter_map(|stated| replace_in_value(&file.text, stated.value, stated.written.text, &new))
        .collect()
}

/// Whether a version comes before another; a draft of a version (`1.2.0-rc.1`) does not.
fn is_behind(version: &Version, newest: &Version) -> bool {
    let numbers = |version: &Version| (version.major, version.minor, version.patch);
    numbers(version) < numbers(newest)
}

/// Edits that set every earlier version of the file to `version`.
fn raised_versions(file: &ContractFile, version: &Version) -> Vec<Edit> {
    let new = version.to_string();
    versions_of(&file.contract)
        .filter(|(_, stated)| is_behind(stated, version))
        .filter_map(|(value, _)| {
            replace_in_value(&file.text, value, version_text(&value.value), &new)
        })
        .collect()
}
