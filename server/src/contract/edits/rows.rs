//! New rows, bullets and lines beside the author's, written the same way, and lines taken out.

use crate::contract::model::{Cell, Row, Table};
use crate::text::{ByteRange, Edit};

use super::insertion;
use super::shape::{end_of_line, start_of_line};

/// A row behind a table's last, written like that one. `content` gives the cell of a column.
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

/// A row for a table, written like another one of its rows; padded to the widths of that one where
/// the author keeps the columns aligned.
pub(super) fn row_like(
    text: &str,
    table: &Table,
    model: &Row,
    content: impl Fn(usize) -> String,
) -> String {
    let style = RowStyle::of(text, model, is_aligned(text, table));
    let cells = table.header.cells.len();
    let cell = |index: usize| style.cell(text, model, index, &content(index), index + 1 == cells);
    (0..cells).map(cell).collect()
}

/// Whether the author keeps the columns of a table aligned: most rows are as wide as the header,
/// column by column. Of a table without rows the delimiter row tells.
pub(super) fn is_aligned(text: &str, table: &Table) -> bool {
    let width = |cell: &Cell| cell.outer.slice(text).chars().count();
    let is_even = |row: &&Row| {
        row.cells.len() == table.header.cells.len()
            && row
                .cells
                .iter()
                .zip(&table.header.cells)
                .all(|(one, other)| width(one) == width(other))
    };
    match table.rows.len() {
        0 => table.delimiter.as_ref().is_some_and(|row| is_even(&row)),
        rows => table.rows.iter().filter(is_even).count() * 2 > rows,
    }
}

/// How a row is written: pipes at its ends, and space beside them.
struct RowStyle {
    has_first_pipe: bool,
    has_last_pipe: bool,
    is_padded: bool,
}

impl RowStyle {
    fn of(text: &str, row: &Row, is_padded: bool) -> Self {
        let written = row.range.slice(text);
        Self {
            has_first_pipe: written.starts_with('|'),
            has_last_pipe: written.ends_with('|'),
            is_padded,
        }
    }

    fn cell(&self, text: &str, row: &Row, index: usize, content: &str, is_last: bool) -> String {
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
        let width = written.filter(|_| self.is_padded).map_or(0, |written| written.chars().count());
        let filled = format!("{lead}{content} ");
        let missing = width.saturating_sub(filled.chars().count());
        let padding = if is_last && !self.has_last_pipe { 0 } else { missing };
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
