//! Rows of the Integration Overview: a new one for a section, and cells that follow their section.

use crate::contract::model::{Integration, Overview, OverviewRow, Row, Status};
use crate::contract::schema::FieldKind;
use crate::text::{ByteRange, Edit};

use super::rows::{code, row_behind};
use super::shape::end_of_line;
use super::tables::set_cell;

/// Longest purpose that fits a table, in characters; a longer one is left to the section.
const LONGEST_PURPOSE: usize = 80;

/// Adds a row for a section below the last, with what the section says of itself and a dash for
/// what it does not say. `None` where the table has no column for its name: a row of nothing but
/// dashes says nothing, and below a header it would be taken for the line that Markdown asks for there.
pub fn add_overview_row(
    text: &str,
    overview: &Overview,
    integration: &Integration,
) -> Option<Edit> {
    let table = &overview.table;
    let columns = &overview.columns;
    let name = &integration.name.value;
    if columns.service.is_none() || !name.contains(char::is_alphanumeric) {
        return None;
    }
    let critical = integration.critical.as_ref().is_some_and(|said| said.value);
    Some(row_behind(text, table, |index| {
        let column = Some(index);
        let content = if column == columns.service {
            Some(name.replace('|', "\\|"))
        } else if column == columns.purpose {
            purpose_of(text, integration)
        } else if column == columns.status {
            let status = integration.status.as_ref().map(|status| word_of(status.value));
            status.map(|word| as_the_others(text, overview, word))
        } else if column == columns.binding {
            integration.bindings.first().map(|binding| code(&binding.path))
        } else if column == columns.critical {
            Some(if critical { "YES" } else { "NO" }.to_owned())
        } else {
            None
        };
        content.unwrap_or_else(|| "-".to_owned())
    }))
}

/// Writes the section's name into the Service cell; a link or remark around the old one stays.
pub fn set_overview_name(
    text: &str,
    overview: &Overview,
    row: &OverviewRow,
    name: &str,
) -> Option<Edit> {
    let (written, column) = (row_of(overview, row)?, overview.columns.service?);
    let cell = written.cells.get(column)?;
    let before = ByteRange::new(cell.range.start(), row.service.range.start()).slice(text);
    let behind = ByteRange::new(row.service.range.end(), cell.range.end()).slice(text);
    let content = format!("{before}{}{behind}", name.replace('|', "\\|"));
    set_cell(text, &overview.table, written, column, &content)
}

/// Writes the section's status into the Status cell.
pub fn set_overview_status(
    text: &str,
    overview: &Overview,
    row: &OverviewRow,
    status: Status,
) -> Option<Edit> {
    let (written, column) = (row_of(overview, row)?, overview.columns.status?);
    let cell = written.cells.get(column)?;
    set_cell(text, &overview.table, written, column, &like(cell.range.slice(text), word_of(status)))
}

/// Writes the section's binding into the Binding Module cell.
pub fn set_overview_binding(
    text: &str,
    overview: &Overview,
    row: &OverviewRow,
    path: &str,
) -> Option<Edit> {
    let (written, column) = (row_of(overview, row)?, overview.columns.binding?);
    let cell = written.cells.get(column)?;
    let old = cell.range.slice(text);
    let is_code = old.contains('`') || old.contains('[');
    let content = if is_code { code(path) } else { path.replace('|', "\\|") };
    set_cell(text, &overview.table, written, column, &content)
}

/// Writes the section's answer into the Critical cell.
pub fn set_overview_critical(
    text: &str,
    overview: &Overview,
    row: &OverviewRow,
    is_critical: bool,
) -> Option<Edit> {
    let (written, column) = (row_of(overview, row)?, overview.columns.critical?);
    let cell = written.cells.get(column)?;
    let answer = if is_critical { "Yes" } else { "No" };
    set_cell(text, &overview.table, written, column, &like(cell.range.slice(text), answer))
}

/// Takes a row out of the overview, with its line.
pub fn remove_overview_row(text: &str, row: &OverviewRow) -> Edit {
    let start = super::shape::start_of_line(text, row.range.start());
    let end = end_of_line(text, row.range.end());
    let behind = text.get(end..).unwrap_or_default();
    let line_break = if behind.starts_with("\r\n") { 2 } else { behind.len().min(1) };
    Edit { range: ByteRange::new(start, end + line_break), text: String::new() }
}

fn row_of<'o>(overview: &'o Overview, row: &OverviewRow) -> Option<&'o Row> {
    overview.table.rows.iter().find(|of_table| of_table.range == row.range)
}

fn word_of(status: Status) -> &'static str {
    match status {
        Status::Active => "Active",
        Status::Testing => "Testing",
        Status::Deprecated => "Deprecated",
        Status::Planned => "Planned",
    }
}

/// A word in the letter case and marks of the one it replaces.
fn like(written: &str, word: &str) -> String {
    let mark = ["**", "`", "*", "_"]
        .into_iter()
        .find(|mark| {
            written.len() > mark.len() && written.starts_with(mark) && written.ends_with(mark)
        })
        .unwrap_or_default();
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    let word = match (letters.next(), letters.next()) {
        (Some(first), _) if first.is_lowercase() => word.to_lowercase(),
        (Some(first), Some(second)) if first.is_uppercase() && second.is_uppercase() => {
            word.to_uppercase()
        }
        _ => word.to_owned(),
    };
    format!("{mark}{word}{mark}")
}

/// A status written as the other rows write theirs.
fn as_the_others(text: &str, overview: &Overview, word: &str) -> String {
    let mut others =
        overview.rows.iter().filter(|row| !row.placeholder && row.status_value.is_some());
    let other = others.find_map(|row| row.status.as_ref());
    other.map_or_else(|| word.to_owned(), |other| like(other.range.slice(text), word))
}

/// The first sentence of the section's purpose, when it is short and no placeholder.
fn purpose_of(text: &str, integration: &Integration) -> Option<String> {
    let field = integration.field(FieldKind::Purpose)?;
    let below = || {
        let block = field.range.slice(text);
        block.lines().skip(1).map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
    };
    let said = field.value.as_ref().map(|value| value.value.clone()).or_else(below)?;
    let sentence = said.split(". ").next().unwrap_or_default().trim().trim_end_matches('.');
    let is_prose = sentence.starts_with(|c: char| c.is_alphanumeric() || c == '`');
    let fits = sentence.chars().count() <= LONGEST_PURPOSE && !sentence.contains(['[', '|', '\\']);
    (is_prose && fits).then(|| sentence.to_owned())
}
