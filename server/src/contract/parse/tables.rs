//! Tables as the source has them. The Markdown library pads short rows and cuts long ones, so the
//! cells are counted in the source and only their inline content comes from the library.

use crate::text::ByteRange;

use super::blocks::trim;
use super::inline::{Inline, owned};
use crate::contract::model::{Cell, Row, Table};
use crate::contract::synonyms::plain_words;

/// A table with the inline content of its cells.
#[derive(Debug)]
pub(in crate::contract) struct TableBlock<'s> {
    pub range: ByteRange,
    /// The header first.
    pub rows: Vec<RowBlock<'s>>,
}

#[derive(Debug)]
pub(in crate::contract) struct RowBlock<'s> {
    pub range: ByteRange,
    pub cells: Vec<CellBlock<'s>>,
}

#[derive(Debug)]
pub(in crate::contract) struct CellBlock<'s> {
    pub range: ByteRange,
    pub outer: ByteRange,
    pub inline: Inline<'s>,
}

impl<'s> TableBlock<'s> {
    /// The rows below the header.
    pub fn body(&self) -> &[RowBlock<'s>] {
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

impl<'s> RowBlock<'s> {
    /// The cell of a column, when the row has one.
    pub fn cell(&self, column: Option<usize>) -> Option<&CellBlock<'s>> {
        self.cells.get(column?)
    }

    fn row(&self) -> Row {
        let cell = |cell: &CellBlock<'_>| Cell {
            range: cell.range,
            outer: cell.outer,
            text: cell.inline.text.trim().to_owned(),
            code: cell.inline.names().map(owned).collect(),
        };
        Row { range: self.range, cells: self.cells.iter().map(cell).collect() }
    }
}

impl CellBlock<'_> {
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
pub(in crate::contract) struct TableBuilder<'s> {
    range: ByteRange,
    rows: Vec<RowBlock<'s>>,
}

impl<'s> TableBuilder<'s> {
    pub fn new(range: ByteRange) -> Self {
        Self { range, rows: Vec::new() }
    }

    /// Begins the row at this range of the source.
    pub fn start_row(&mut self, source: &'s str, range: ByteRange) {
        let line = line_of(range.slice(source));
        let row = trim(source, ByteRange::new(range.start(), range.start() + line.len()));
        let cells = cells_of_row(source, row);
        self.rows.push(RowBlock { range: row, cells });
    }

    /// Puts inline content into the cell of the current row that it stands in.
    pub fn cell(&mut self, inline: Inline<'s>) {
        let Some(row) = self.rows.last_mut() else { return };
        let start = inline.range.start();
        let index = row.cells.partition_point(|cell| cell.outer.end() < start);
        if let Some(cell) = row.cells.get_mut(index) {
            cell.inline = inline;
        }
    }

    pub fn finish(mut self, source: &'s str) -> TableBlock<'s> {
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

/// The first line of a text, without its line break.
fn line_of(text: &str) -> &str {
    let end = text.bytes().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Where the delimiter row ends: in a table without rows that is the table's end.
fn end_of_delimiter_row(source: &str, header: Option<&RowBlock<'_>>, table: ByteRange) -> usize {
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
fn cells_of_row<'s>(source: &str, row: ByteRange) -> Vec<CellBlock<'s>> {
    let text = row.slice(source);
    let bytes = text.as_bytes();
    let pipes = bytes.iter().filter(|&&byte| byte == b'|').count();
    let mut start = usize::from(text.starts_with('|'));
    let ends = start + usize::from(text.ends_with('|'));
    let mut cells = Vec::with_capacity((pipes + 1).saturating_sub(ends));
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
    let content = trim(source, outer);
    if content.is_empty() {
        let is_spaced = outer.slice(source).starts_with([' ', '\t']);
        return ByteRange::at(outer.start() + usize::from(is_spaced));
    }
    content
}
