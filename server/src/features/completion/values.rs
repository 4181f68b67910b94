//! Values behind labels and in cells: statuses, dates, versions, YES and NO.

use std::collections::BTreeSet;

use jiff::civil::Date;
use semver::Version;

use crate::contract::{Field, FieldKind, FileField, FileSection, Status};
use crate::features::today::today;
use crate::features::{CompletionItem, CompletionKind};
use crate::rules::read_date;
use crate::text::ByteRange;

use super::contract::{Asked, DATE_COLUMNS, Section, VERSION_COLUMNS, YES_NO_COLUMNS};
use super::cursor::{CellAt, plain};
use super::item::{code, item, ordered, values};
use super::services::status_word;

/// Dates of the file that are offered besides today, newest first.
const MOST_DATES: usize = 6;

const STATUSES: &[(Status, &str)] = &[
    (Status::Active, "in use"),
    (Status::Testing, "tried out"),
    (Status::Deprecated, "on its way out, or gone"),
    (Status::Planned, "not built yet"),
];

impl<'asked> Asked<'asked> {
    /// The value behind the label of an integration's field.
    pub(super) fn value(
        &self,
        field: &Field,
        kind: Option<FieldKind>,
        section: Option<Section<'asked>>,
    ) -> Vec<CompletionItem> {
        let Some((range, lead)) = self.value_range(field) else { return Vec::new() };
        let mut items = match kind {
            Some(FieldKind::Added | FieldKind::LastModified | FieldKind::DeprecationDate) => {
                self.dates(range)
            }
            Some(FieldKind::Status) => {
                let own = section.map(|section| section.index);
                let others = self.contract.integrations().iter().enumerate();
                let fields = others
                    .filter(|(index, _)| Some(*index) != own)
                    .filter_map(|(_, it)| it.field(FieldKind::Status)?.value.as_ref());
                let written: Vec<&str> =
                    fields.map(|value| value.range.slice(self.cursor.text)).collect();
                let template = ["`active`"];
                let style = if written.is_empty() { &template[..] } else { &written };
                self.statuses(range, None, style)
            }
            None if plain(&field.label.value) == "critical" => self.yes_or_no(range, &[]),
            _ => Vec::new(),
        };
        items.iter_mut().for_each(|item| item.edit.text.insert_str(0, lead));
        items
    }

    /// The value behind a label of the file itself.
    pub(super) fn file_value(&self, field: &Field, kind: FileField) -> Vec<CompletionItem> {
        let Some((range, lead)) = self.value_range(field) else { return Vec::new() };
        let mut items = match kind {
            FileField::LastUpdated => self.dates(range),
            FileField::Version => self.versions(range, Some(field), &[]),
            FileField::Status => {
                let known = ["Active", "Draft", "Deprecated"].map(|status| (status, None));
                values(self.cursor.text, range, known)
            }
        };
        items.iter_mut().for_each(|item| item.edit.text.insert_str(0, lead));
        items
    }

    /// A date or version in a row of a change log. `version`: the field that states the version of
    /// what the log tells of.
    pub(super) fn change_log_cell(
        &self,
        cell: &CellAt<'_>,
        version: Option<&Field>,
    ) -> Vec<CompletionItem> {
        if cell.is(DATE_COLUMNS) {
            return self.dates(cell.range);
        }
        if cell.is(VERSION_COLUMNS) {
            return self.versions(cell.range, version, &cell.column());
        }
        if cell.is(YES_NO_COLUMNS) {
            return self.yes_or_no(cell.range, &cell.column());
        }
        Vec::new()
    }

    /// What stands behind a label on the cursor's line, when the cursor stands there, and what has
    /// to be put before a value.
    fn value_range(&self, field: &Field) -> Option<(ByteRange, &'static str)> {
        let cursor = self.cursor;
        let label = field.label.range;
        if label.start() < cursor.line.start() || label.end() > cursor.line.end() {
            return None;
        }
        let behind = ByteRange::new(label.end(), cursor.line.end()).slice(cursor.text);
        if let Some(rest) = behind.trim_start_matches(['*', ' ', '\t']).strip_prefix('|') {
            // A key/value table: the cell behind the label's.
            let start = cursor.line.end() - rest.len();
            let cell = rest.split('|').next().unwrap_or_default();
            let content = ByteRange::new(start, start + cell.len());
            if !content.touches(cursor.offset) {
                return None;
            }
            let from = start + cell.len() - cell.trim_start().len();
            let range = ByteRange::new(from, from + cell.trim().len());
            let is_blank = range.is_empty();
            return Some((if is_blank { ByteRange::at(cursor.offset) } else { range }, ""));
        }
        let value = behind.trim_start_matches([':', '：', '*', '_']);
        let is_apart = value.starts_with([' ', '\t']);
        let start = cursor.line.end() - value.trim_start().len();
        // A hard line break is no part of the value.
        let shown = value.trim().trim_end_matches('\\').trim_end_matches("<br>").trim_end();
        if shown.is_empty() {
            let is_behind = cursor.offset >= cursor.line.end() - value.len();
            return is_behind
                .then(|| (ByteRange::at(cursor.offset), if is_apart { "" } else { " " }));
        }
        let range = ByteRange::new(start, start + shown.len());
        range.touches(cursor.offset).then_some((range, if is_apart { "" } else { " " }))
    }

    /// Statuses, written as the others of the file are; `first` before the others.
    pub(super) fn statuses(
        &self,
        range: ByteRange,
        first: Option<Status>,
        others: &[&str],
    ) -> Vec<CompletionItem> {
        let is_code = others.first().is_some_and(|other| other.starts_with('`'));
        let is_capital = others
            .first()
            .is_none_or(|other| other.trim_start_matches('`').starts_with(char::is_uppercase));
        let items = STATUSES.iter().enumerate().map(|(place, (status, meaning))| {
            let word = status_word(*status);
            let word = if is_capital { capital(word) } else { word.to_owned() };
            let insert = if is_code { code(&word) } else { word.clone() };
            let place = if first == Some(*status) { 0 } else { place + 1 };
            let (text, kind) = (self.cursor.text, CompletionKind::Value);
            let mut made = item(text, range, kind, word, insert, ordered(place));
            made.detail = Some((*meaning).to_owned());
            made
        });
        items.collect()
    }

    /// Today, and the newest dates of the file.
    fn dates(&self, range: ByteRange) -> Vec<CompletionItem> {
        let today = today();
        let typed = read_date(range.slice(self.cursor.text));
        let dates = dates_in(self.cursor.text);
        let others = dates.into_iter().rev().filter(|date| *date != today && Some(*date) != typed);
        let others: Vec<String> = others.take(MOST_DATES).map(|date| date.to_string()).collect();
        let today = today.to_string();
        let first = [(&*today, Some("today"))];
        let others = others.iter().map(|date| (&**date, None));
        values(self.cursor.text, range, first.into_iter().chain(others))
    }

    /// The version that is stated and in no row yet, then the next ones.
    fn versions(
        &self,
        range: ByteRange,
        stated: Option<&Field>,
        rows: &[&str],
    ) -> Vec<CompletionItem> {
        let stated = stated.and_then(|field| read_version(&field.value.as_ref()?.value));
        let is_row = !rows.is_empty();
        let logged: Vec<Version> = if is_row {
            rows.iter().filter_map(|row| read_version(row)).collect()
        } else {
            self.logged_versions()
        };
        let newest = logged.iter().max().cloned();
        let mut offered: Vec<(String, Option<&str>)> = Vec::new();
        match (&stated, &newest) {
            (Some(stated), Some(newest)) if stated > newest && is_row => {
                offered.push((stated.to_string(), Some("the version of the file")));
            }
            (Some(stated), Some(newest)) if stated < newest && !is_row => {
                offered.push((newest.to_string(), Some("the newest in the change log")));
            }
            _ => {}
        }
        let current = stated.into_iter().chain(newest).max();
        match current {
            Some(current) => {
                let Version { major, minor, patch, .. } = current;
                offered.push((format!("{major}.{minor}.{}", patch + 1), Some("next patch")));
                offered.push((format!("{major}.{}.0", minor + 1), Some("next minor version")));
                offered.push((format!("{}.0.0", major + 1), Some("next major version")));
            }
            None => offered.push(("1.0.0".to_owned(), None)),
        }
        let offered = offered.iter().map(|(version, detail)| (&**version, *detail));
        values(self.cursor.text, range, offered)
    }

    /// The versions of the file's change log.
    fn logged_versions(&self) -> Vec<Version> {
        let model = self.model();
        let Some(section) = model.file_section(FileSection::ChangeLog) else { return Vec::new() };
        let tables = model.tables.iter().filter(|it| section.range.contains_range(it.range));
        let versions = tables.filter_map(|table| {
            let column = table.column(VERSION_COLUMNS)?;
            let cells = table.rows.iter().filter_map(move |row| row.cells.get(column));
            Some(cells.filter_map(|cell| read_version(&cell.text)).collect::<Vec<_>>())
        });
        versions.flatten().collect()
    }

    pub(super) fn yes_or_no(&self, range: ByteRange, others: &[&str]) -> Vec<CompletionItem> {
        yes_or_no(self.cursor.text, range, others)
    }
}

/// YES and NO in the letter case of the other cells.
pub(super) fn yes_or_no(text: &str, range: ByteRange, others: &[&str]) -> Vec<CompletionItem> {
    let is_answer = |other: &&&str| matches!(other.to_lowercase().as_str(), "yes" | "no");
    let words = match others.iter().find(is_answer) {
        Some(other) if other.chars().all(char::is_lowercase) => ["yes", "no"],
        Some(other) if other.chars().skip(1).all(char::is_lowercase) => ["Yes", "No"],
        _ => ["YES", "NO"],
    };
    values(text, range, words.map(|word| (word, None)))
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

fn read_version(text: &str) -> Option<Version> {
    let word = text.trim().trim_matches('`').split_whitespace().next()?;
    Version::parse(word.trim_start_matches(['v', 'V'])).ok()
}

/// The dates that a text states as YYYY-MM-DD.
fn dates_in(text: &str) -> BTreeSet<Date> {
    const LENGTH: usize = "2026-01-02".len();
    let mut dates = BTreeSet::new();
    for (at, _) in text.match_indices('-') {
        // The dash behind the year.
        let Some(start) = at.checked_sub(4) else { continue };
        let Some(date) = text.get(start..start + LENGTH) else { continue };
        if date.as_bytes().get(7) == Some(&b'-')
            && date.as_bytes().first().is_some_and(u8::is_ascii_digit)
            && let Ok(date) = date.parse()
        {
            dates.insert(date);
        }
    }
    dates
}
