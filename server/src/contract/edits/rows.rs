//! New rows, bullets and lines beside the author's, written the same way, and lines taken out.

use crate::contract::model::{Row, Table};
use crate::text::{ByteRange, Edit};

use super::insertion;
use super::shape::{end_of_line, start_of_line};

/// A row behind a table's last, padded to the widths of that one where the author pads. `content`
/// gives the cell of a column.
pub(super) fn row_behind(text: &str, table: &Table, content: impl Fn(usize) -> String) -> Edit {
    let model = table.rows.last().unwrap_or(&table.header);
    let row = row_like(text, table, model, content);
    let lead = lead_of_row(text, model);
    insertion(text, end_of_line(text, table.range.end()), format!("\n{lead}{row}"))
}

/// What stands before a row that goes below this one: quote marks, and blank space where this one
/// stands in a list item's first line.
pub(super) fn lead_of_row(text: &str, row: &Row) -> String {
    let start = start_of_line(text, row.range.start());
    let lead = text.get(start..row.range.start()).unwrap_or_default();
    lead.chars().map(|c| if "> \t".contains(c) { c } else { ' ' }).collect()
}

/// A row of a table, written like another one of it.
pub(super) fn row_like(
    text: &str,
    table: &Table,
    model: &Row,
    content: impl Fn(usize) -> String,
) -> String {
    let style = RowStyle::of(text, model);
    let cells = table.header.cells.len();
    let cell = |index: usize| {
        let is_padded = is_padded(text, table, index);
        style.cell(text, model, index, &content(index), index + 1 == cells, is_padded)
    };
    (0..cells).map(cell).collect()
}

/// Whether the author fills the cells of a column up with spaces, so that the pipes stand below
/// each other: some cell has more space than the one that every cell has, or all are equally wide.
pub(super) fn is_padded(text: &str, table: &Table, column: usize) -> bool {
    let rows = std::iter::once(&table.header).chain(&table.rows);
    let cells: Vec<&str> =
        rows.filter_map(|row| row.cells.get(column)).map(|cell| cell.outer.slice(text)).collect();
    let has_room =
        |cell: &&str| !cell.trim().is_empty() && (cell.starts_with("  ") || cell.ends_with("  "));
    let mut widths = cells.iter().map(|cell| cell.chars().count());
    let first = widths.next();
    cells.iter().any(has_room) || widths.all(|width| Some(width) == first)
}

/// How a row is written: pipes at its ends, and space beside them.
struct RowStyle {
    has_first_pipe: bool,
    has_last_pipe: bool,
}

impl RowStyle {
    fn of(text: &str, row: &Row) -> Self {
        let written = row.range.slice(text);
        Self { has_first_pipe: written.starts_with('|'), has_last_pipe: written.ends_with('|') }
    }

    fn cell(
        &self,
        text: &str,
        row: &Row,
        index: usize,
        content: &str,
        is_last: bool,
        is_padded: bool,
    ) -> String {
        let written = row.cells.get(index).map(|cell| cell.outer.slice(text));
        let is_tight = written.is_some_and(|written| {
            !written.is_empty()
                && !written.starts_with([' ', '\t'])
                && !written.ends_with([' ', '\t'])
        });
        let first = if index == 0 && !self.has_first_pipe { "" } else { "|" };
        let last = if is_last && self.has_last_pipe { "|" } else { "" };
        if is_tight {
            return format!("{first}{content}{last}");
        }
        let lead = if index == 0 && !self.has_first_pipe { "" } else { " " };
        let width = written.map_or(0, |written| written.chars().count());
        let filled = format!("{lead}{content} ");
        let missing = width.saturating_sub(filled.chars().count());
        let is_ragged = !is_padded || (is_last && !self.has_last_pipe);
        let padding = if is_ragged { 0 } else { missing };
        format!("{first}{filled}{}{last}", " ".repeat(padding))
    }
}

/// `- `, with its indentation, at the beginning of a line.
pub(super) fn lead_of_bullet(line: &str) -> Option<String> {
    let line = line.split(['\n', '\r']).next()?;
    let at = line.find(|c: char| !matches!(c, ' ' | '\t' | '>'))?;
    let rest = line.get(at..)?;
    let after = rest.strip_prefix(['-', '*', '+'])?;
    let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
    line.get(..at + 1 + spaces).map(str::to_owned)
}

/// Text as code, fit for a table.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// Takes out the lines of some bytes with their line break.
pub(super) fn without_lines(text: &str, range: ByteRange) -> Edit {
    let start = start_of_line(text, range.start());
    let end = end_of_line(text, range.end());
    let behind = text.get(end..).unwrap_or_default();
    let line_break = if behind.starts_with("\r\n") { 2 } else { usize::from(!behind.is_empty()) };
    if line_break > 0 {
        return Edit { range: ByteRange::new(start, end + line_break), text: String::new() };
    }
    // The last line has no break of its own: the one in front of it goes.
    let before = text.get(..start).unwrap_or_default();
    let before = before.strip_suffix('\n').unwrap_or(before);
    let start = before.strip_suffix('\r').unwrap_or(before).len();
    Edit { range: ByteRange::new(start, end), text: String::new() }
}
