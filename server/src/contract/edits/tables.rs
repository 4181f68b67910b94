//! Mending tables: rows of the wrong length, a delimiter row that is missing, lines that run tables
//! together or tear them apart.

use crate::contract::model::{Cell, Interruption, Row, Table};
use crate::text::{ByteRange, Edit, Spanned};

use super::insertion;
use super::rows::{is_padded, lead_of_row};
use super::shape::{end_of_line, start_of_line};

/// Gives a table the delimiter row that Markdown asks for, in the widths of its header; one that is
/// there and wrong keeps its colons. `None` where it is the header that is missing.
pub fn write_delimiter(text: &str, table: &Table) -> Option<Edit> {
    let is_drawn = |cell: &Cell| !cell.text.contains(char::is_alphanumeric);
    let header = &table.header;
    if header.cells.iter().all(is_drawn) {
        return None;
    }
    let written = |index: usize| table.delimiter.as_ref().and_then(|row| row.cells.get(index));
    let first = table.delimiter.as_ref().and_then(|row| row.cells.first());
    let is_spaced = first.is_some_and(|cell| cell.outer.slice(text).starts_with(' '));
    let mut row = String::new();
    for (index, cell) in header.cells.iter().enumerate() {
        let written = written(index);
        let said = written.map_or("", |cell| cell.range.slice(text));
        let (first, last) = (
            if said.starts_with(':') { ":" } else { "" },
            if said.len() > 1 && said.ends_with(':') { ":" } else { "" },
        );
        let space = if is_spaced { " " } else { "" };
        let width = cell.outer.slice(text).chars().count();
        let taken = first.len() + last.len() + 2 * space.len();
        let dashes = "-".repeat(width.saturating_sub(taken).max(3 - first.len() - last.len()));
        row.push_str(&format!("|{space}{first}{dashes}{last}{space}"));
    }
    row.push('|');
    if let Some(delimiter) = &table.delimiter {
        return Some(Edit { range: delimiter.range, text: row });
    }
    let at = end_of_line(text, header.range.end());
    Some(insertion(text, at, format!("\n{}{row}", lead_of_row(text, header))))
}

/// Fills a row that has too few cells: with dashes in columns where the table has them for
/// "nothing", else with empty cells.
pub fn pad_row(text: &str, table: &Table, row: &Row) -> Edit {
    let is_dashed = |index: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(index));
        cells.into_iter().any(|cell| cell.text == "-")
    };
    // A pipe that a backslash escapes closes nothing.
    let is_closed = row.cells.last().is_none_or(|last| last.outer.end() < row.range.end());
    let mut added = String::new();
    for (index, header) in table.header.cells.iter().enumerate().skip(row.cells.len()) {
        let content = if is_dashed(index) { "-" } else { "" };
        let outer = header.outer.slice(text);
        let is_tight = !outer.starts_with([' ', '\t']);
        let width = outer.chars().count();
        let is_last = index + 1 == table.header.cells.len();
        match (is_closed, is_tight) {
            (true, true) => added.push_str(&format!("{content}|")),
            (true, false) => {
                let filled = format!(" {content}{}", if content.is_empty() { "" } else { " " });
                let width = if is_padded(text, table, index) { width } else { 0 };
                added.push_str(&format!("{filled:<width$}|"));
            }
            (false, _) => {
                added.push_str(&format!(" | {content}"));
                // Without a pipe behind it an empty last cell is none.
                if is_last && content.is_empty() {
                    added.push('|');
                }
            }
        }
    }
    Edit { range: ByteRange::at(row.range.end()), text: added }
}

/// Escapes the pipes in the code spans of a row, when it has as many cells as the header then.
pub fn escape_code_pipes(text: &str, table: &Table, row: &Row) -> Option<Vec<Edit>> {
    let pipes = unescaped_code_pipes(row.range.slice(text));
    let is_enough = row.cells.len().checked_sub(pipes.len()) == Some(table.header.cells.len());
    let escape =
        |at: usize| Edit { range: ByteRange::at(row.range.start() + at), text: "\\".to_owned() };
    (is_enough && !pipes.is_empty()).then(|| pipes.into_iter().map(escape).collect())
}

/// Drops the cells behind the header's last, when all of them are empty.
pub fn drop_empty_surplus(table: &Table, row: &Row) -> Option<Edit> {
    let columns = table.header.cells.len();
    let surplus = row.cells.get(columns..).filter(|surplus| !surplus.is_empty())?;
    let last = columns.checked_sub(1).and_then(|last| row.cells.get(last))?;
    let is_empty = surplus.iter().all(|cell| cell.range.is_empty());
    let range = ByteRange::new(last.outer.end() + 1, row.range.end());
    is_empty.then(|| Edit { range, text: String::new() })
}

/// Escapes the pipes behind the last column's beginning, so that all surplus is the last cell's.
pub fn join_surplus(table: &Table, row: &Row) -> Vec<Edit> {
    let first = table.header.cells.len().saturating_sub(1);
    let last = row.cells.len().saturating_sub(1);
    let joined = row.cells.get(first..last).unwrap_or_default();
    let escape =
        |cell: &Cell| Edit { range: ByteRange::at(cell.outer.end()), text: "\\".to_owned() };
    joined.iter().map(escape).collect()
}

/// Parts a table from the text that runs into it, or joins what blank lines part. `None` where rows
/// go on behind the text: what the line is meant to be is not to be told.
pub fn mend_interruption(
    text: &str,
    table: &Table,
    interruption: &Spanned<Interruption>,
) -> Option<Edit> {
    let place = interruption.range;
    let next = table.rows.iter().find(|row| row.range.start() >= place.end());
    match interruption.value {
        Interruption::BlankLines => {
            let lead = lead_of_row(text, next?);
            Some(Edit { range: place, ..insertion(text, 0, format!("\n{lead}")) })
        }
        Interruption::Text if next.is_none() => {
            let start = start_of_line(text, place.start());
            let lead = text.get(start..place.start()).unwrap_or_default().trim_end();
            Some(insertion(text, start, format!("{lead}\n")))
        }
        Interruption::Text => None,
    }
}

/// Writes another content into a row's cell; the row keeps its width where the cell has space to
/// spare and the author pads the column.
pub(super) fn set_cell(
    text: &str,
    table: &Table,
    row: &Row,
    column: usize,
    content: &str,
) -> Option<Edit> {
    let cell = row.cells.get(column)?;
    let behind = ByteRange::new(cell.range.end(), cell.outer.end()).slice(text);
    if behind.is_empty() || !is_padded(text, table, column) {
        return Some(Edit { range: cell.range, text: content.to_owned() });
    }
    let width = ByteRange::new(cell.range.start(), cell.outer.end()).slice(text).chars().count();
    let padding = width.saturating_sub(content.chars().count()).max(1);
    Some(Edit {
        range: ByteRange::new(cell.range.start(), cell.outer.end()),
        text: format!("{content}{}", " ".repeat(padding)),
    })
}

/// Pipes in code spans that no backslash escapes, in bytes of the row.
fn unescaped_code_pipes(row: &str) -> Vec<usize> {
    let ticks = |at: usize| {
        let rest = row.get(at..).unwrap_or_default();
        rest.len() - rest.trim_start_matches('`').len()
    };
    let mut pipes = Vec::new();
    let mut at = 0;
    while let Some(open) = row.get(at..).and_then(|rest| rest.find('`')).map(|found| at + found) {
        let length = ticks(open);
        let inside = open + length;
        let mut close = inside;
        let end = loop {
            match row.get(close..).and_then(|rest| rest.find('`')).map(|found| close + found) {
                Some(found) if ticks(found) == length => break Some(found),
                Some(found) => close = found + ticks(found),
                None => break None,
            }
        };
        let Some(end) = end else {
            at = inside;
            continue;
        };
        let code = row.get(inside..end).unwrap_or_default();
        let is_bare = |pipe: &usize| !code.get(..*pipe).unwrap_or_default().ends_with('\\');
        let found = code.match_indices('|').map(|(pipe, _)| pipe).filter(is_bare);
        pipes.extend(found.map(|pipe| inside + pipe));
        at = end + length;
    }
    pipes
}
