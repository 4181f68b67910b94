//! Tables as the source has them. The Markdown library pads short rows and cuts long ones, so the
//! cells are counted in the source and only their inline content comes from the library.

use crate::text::{ByteRange, Spanned};

use super::blocks::trim;
use super::inline::Inline;
use crate::contract::model::{Cell, Interruption, Row, Table};
use crate::contract::synonyms::plain_words;

/// A table with the inline content of its cells.
#[derive(Debug)]
pub(in crate::contract) struct TableBlock {
    pub range: ByteRange,
    /// The header first.
    pub rows: Vec<RowBlock>,
    pub delimiter: Option<RowBlock>,
    pub interruptions: Vec<Spanned<Interruption>>,
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
        Table {
            range: self.range,
            header,
            delimiter: self.delimiter.as_ref().map(RowBlock::row),
            rows: rows.collect(),
            interruptions: self.interruptions.clone(),
        }
    }
}

impl RowBlock {
    /// The cell of a column, when the row has one.
    pub fn cell(&self, column: Option<usize>) -> Option<&CellBlock> {
        self.cells.get(column?)
    }

    /// Whether a row holds dashes and colons alone, as the one below a header does; a wrong dash
    /// makes it no other.
    pub fn is_delimiter(&self, source: &str) -> bool {
        let is_drawn = |cell: &CellBlock| {
            let drawn = cell.range.slice(source);
            drawn.contains(['-', '–', '—', '=', '_'])
                && drawn.chars().all(|c| matches!(c, '-' | '–' | '—' | '=' | '_' | ':' | ' '))
        };
        // A lone `-` in every cell is a row that says nothing.
        !self.cells.is_empty()
            && self.cells.iter().all(is_drawn)
            && self.cells.iter().any(|cell| cell.range.slice(source).chars().count() > 1)
    }

    /// The row of a source line: its cells, whose content is not read yet.
    pub fn of_line(source: &str, line: ByteRange) -> Self {
        let range = trim(source, line);
        Self { range, cells: cells_of_row(source, range) }
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
        let line = ByteRange::new(range.start(), range.start() + line.len());
        self.rows.push(RowBlock::of_line(source, line));
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
        let header = self.rows.first().map(|row| row.range);
        let delimiter = header.and_then(|header| delimiter_below(source, header, self.range));
        let start = header.map_or(self.range.start(), ByteRange::start);
        let last = self.rows.last().map_or(self.range, |row| row.range);
        let end = delimiter.as_ref().map_or(last.end(), |row| row.range.end().max(last.end()));
        let range = ByteRange::new(start, end);
        TableBlock { range, rows: self.rows, delimiter, interruptions: Vec::new() }
    }
}

/// The delimiter row: the line below the header, without what quotes and lists put in front.
fn delimiter_below(source: &str, header: ByteRange, table: ByteRange) -> Option<RowBlock> {
    let below = ByteRange::new(header.end(), table.end()).slice(source);
    let line_break = below.find(['\n', '\r'])?;
    let rest = below.get(line_break..)?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.get(1..))?;
    let line = rest.split(['\n', '\r']).next()?;
    let drawn = line.trim_start_matches([' ', '\t', '>']);
    let start = header.end() + (below.len() - rest.len()) + (line.len() - drawn.len());
    let mut row = RowBlock::of_line(source, ByteRange::new(start, start + drawn.len()));
    for cell in &mut row.cells {
        cell.inline = Inline::raw(source, cell.range);
    }
    Some(row)
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
