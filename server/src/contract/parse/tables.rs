//! Tables as the source has them. The Markdown library pads short rows and cuts long ones, so the
//! cells are counted in the source and only their inline content comes from the library.

use crate::text::ByteRange;

use super::blocks::trim;
use super::inline::Inline;
use crate::contract::model::{Cell, Row, Table};
use crate::contract::synonyms::plain_words;

/// A table with the inline content of its cells.
#[derive(Debug)]
pub(in crate::contract) struct TableBlock {
    pub range: ByteRange,
    /// The header first.
    pub rows: Vec<RowBlock>,
}

#[derive(Debug)]
pub(in crate::contract) struct RowBlock {
    pub range: ByteRange,
    pub cells: Vec<CellBlock>,
}

#[derive(Debug)]
pub(in crate::contract) struct CellBlock {
    pub range: ByteRange,
    pub outer: ByteRange,
    pub inline: Inline,
}

impl TableBlock {
    /// The rows below the header.
    pub fn body(&self) -> &[RowBlock] {
        self.rows.get(1..).unwrap_or_default()
    }

    /// The header's labels as plain words.
    pub fn headers(&self) -> Vec<String> {
        let header = self.rows.first().map_or(&[][..], |row| &row.cells);
        header.iter().map(|cell| plain_words(&cell.inline.text)).collect()
    }

    /// The table as the model shows it.
    pub fn table(&self) -> Table {
        let mut rows = self.rows.iter().map(RowBlock::row);
        let header = rows.next().unwrap_or(Row { range: self.range, cells: Vec::new() });
        Table { range: self.range, header, rows: rows.collect() }
    }
}

impl RowBlock {
    /// The cell of a column, when the row has one.
    pub fn cell(&self, column: Option<usize>) -> Option<&CellBlock> {
        self.cells.get(column?)
    }

    fn row(&self) -> Row {
        let cell = |cell: &CellBlock| Cell {
            range: cell.range,
            outer: cell.outer,
            text: cell.inline.text.trim().to_owned(),
            code: cell.inline.names().cloned().collect(),
        };
        Row { range: self.range, cells: self.cells.iter().map(cell).collect() }
    }
}

impl CellBlock {
    /// The text without markup; `None` for an empty cell or a dash.
    pub fn filled(&self) -> Option<&str> {
        let text = self.inline.text.trim();
        (!is_empty_mark(text)).then_some(text)
    }
}

/// Whether a cell's text says that there is nothing.
pub(in crate::contract) fn is_empty_mark(text: &str) -> bool {
    matches!(text, "" | "-" | "--" | "---" | "–" | "—" | "n/a" | "N/A" | "none" | "None")
}

/// Collects a table row by row.
#[derive(Debug)]
pub(in crate::contract) struct TableBuilder {
    range: ByteRange,
    rows: Vec<RowBlock>,
}

impl TableBuilder {
    pub fn new(range: ByteRange) -> Self {
        Self { range, rows: Vec::new() }
    }

    /// Begins the row at this range of the source.
    pub fn start_row(&mut self, source: &str, range: ByteRange) {
        let line = range.slice(source);
        let line = line.split(['\n', '\r']).next().unwrap_or_default();
        let row = trim(source, ByteRange::new(range.start(), range.start() + line.len()));
        let cells = cells_of_row(source, row);
        self.rows.push(RowBlock { range: row, cells });
    }

    /// Puts inline content into the cell of the current row that it stands in.
    pub fn cell(&mut self, inline: Inline) {
        let Some(row) = self.rows.last_mut() else { return };
        let start = inline.range.start();
        let index = row.cells.partition_point(|cell| cell.outer.end() < start);
        if let Some(cell) = row.cells.get_mut(index) {
            cell.inline = inline;
        }
    }

    pub fn finish(mut self, source: &str) -> TableBlock {
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            // Cells behind the last column of the header, which the library leaves out.
            if cell.inline.text.is_empty() && !cell.range.is_empty() {
                cell.inline = Inline::raw(source, cell.range);
            }
        }
        let last = self.rows.last().map_or(self.range, |row| row.range);
        let delimiter_end = end_of_delimiter_row(source, self.rows.first(), self.range);
        let start = self.rows.first().map_or(self.range.start(), |row| row.range.start());
        let end = last.end().max(delimiter_end);
        TableBlock { range: ByteRange::new(start, end), rows: self.rows }
    }
}

/// Where the delimiter row ends: in a table without rows that is the table's end.
fn end_of_delimiter_row(source: &str, header: Option<&RowBlock>, table: ByteRange) -> usize {
    let Some(header) = header else { return table.end() };
    let behind = ByteRange::new(header.range.end(), table.end());
    let below = behind.slice(source);
    let line_start = below.find(['\n', '\r']).map_or(below.len(), |at| {
        at + if below.get(at..).is_some_and(|rest| rest.starts_with("\r\n")) { 2 } else { 1 }
    });
    let line = below.get(line_start..).and_then(|rest| rest.split(['\n', '\r']).next());
    behind.start() + line_start + line.map_or(0, |line| line.trim_end().len())
}

/// The cells of a row: what stands between pipes that no backslash escapes. The pipes at the ends
/// may be missing.
fn cells_of_row(source: &str, row: ByteRange) -> Vec<CellBlock> {
    let text = row.slice(source);
    let bytes = text.as_bytes();
    let mut cells = Vec::new();
    let mut start = usize::from(text.starts_with('|'));
    let mut push = |start: usize, end: usize| {
        let outer = ByteRange::new(row.start() + start, row.start() + end);
        cells.push(CellBlock {
            range: content_of_cell(source, outer),
            outer,
            inline: Inline::default(),
        });
    };
    let mut is_escaped = false;
    for (at, &byte) in bytes.iter().enumerate().skip(start) {
        if byte == b'|' && !is_escaped {
            push(start, at);
            start = at + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    if start < bytes.len() {
        push(start, bytes.len());
    }
    cells
}

/// A cell's content without surrounding space; an empty one is where content would begin.
fn content_of_cell(source: &str, outer: ByteRange) -> ByteRange {
    let slice = outer.slice(source);
    if slice.trim().is_empty() {
        return ByteRange::at(outer.start() + usize::from(slice.starts_with([' ', '\t'])));
    }
    trim(source, outer)
}
