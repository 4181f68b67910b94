//! Tables as the source has them. The Markdown library pads short rows and cuts long ones, so the
//! cells are counted in the source and only their inline content comes from the library.

use crate::text::{ByteRange, Spanned};

use super::blocks::trim;
use super::inline::{Inline, owned};
use crate::contract::model::{Cell, Interruption, Row, Table};
use crate::contract::synonyms::plain_words;

/// A table with the inline content of its cells.
#[derive(Debug)]
pub(in crate::contract) struct TableBlock<'s> {
    pub range: ByteRange,
    /// The header first.
    pub rows: Vec<RowBlock<'s>>,
    pub delimiter: Option<RowBlock<'s>>,
    pub interruptions: Vec<Spanned<Interruption>>,
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
        Table {
            range: self.range,
            header,
            delimiter: self.delimiter.as_ref().map(RowBlock::row),
            rows: rows.collect(),
            interruptions: self.interruptions.clone(),
        }
    }
}

impl<'s> RowBlock<'s> {
    /// The cell of a column, when the row has one.
    pub fn cell(&self, column: Option<usize>) -> Option<&CellBlock<'s>> {
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
        let line = ByteRange::new(range.start(), range.start() + line.len());
        self.rows.push(RowBlock::of_line(source, line));
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
        let header = self.rows.first().map(|row| row.range);
        let delimiter = header.and_then(|header| delimiter_below(source, header, self.range));
        let start = header.map_or(self.range.start(), ByteRange::start);
        let last = self.rows.last().map_or(self.range, |row| row.range);
        let end = delimiter.as_ref().map_or(last.end(), |row| row.range.end().max(last.end()));
        let range = ByteRange::new(start, end);
        TableBlock { range, rows: self.rows, delimiter, interruptions: Vec::new() }
    }
}

/// The first line of a text, without its line break.
fn line_of(text: &str) -> &str {
    let end = text.bytes().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// The delimiter row: the line below the header, without what quotes and lists put in front.
fn delimiter_below<'s>(
    source: &'s str,
    header: ByteRange,
    table: ByteRange,
) -> Option<RowBlock<'s>> {
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
