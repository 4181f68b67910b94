//! Aligned tables.

use unicode_width::UnicodeWidthStr;

use crate::contract::model::{Row, Table};
use crate::contract::parse::blocks::{BlockKind, read_blocks};
use crate::text::{ByteRange, Edit};

/// Widest column that others are padded to, in display columns. A cell that is wider (a pasted
/// certificate, a sentence that never ends) sticks out alone: padding every row to it would make a
/// file of a thousand rows grow by megabytes, and align nothing that fits a screen.
const WIDEST: usize = 200;

/// Aligns the tables that `within` touches, or all of them: one edit for each cell whose padding
/// changes. Contents, colons, line ends, quote marks, indentation and the number of cells stay; so
/// does what Markdown does not take for a table.
pub fn format_tables(text: &str, within: Option<ByteRange>) -> Vec<Edit> {
    let read = read_blocks(text);
    let tables = read.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table.table()),
        _ => None,
    });
    let is_wanted = |table: &Table| {
        within.is_none_or(|within| {
            table.range.start() <= within.end() && within.start() <= table.range.end()
        })
    };
    tables.filter(is_wanted).flat_map(|table| aligned(text, &table)).collect()
}

fn aligned(text: &str, table: &Table) -> Vec<Edit> {
    let Some(delimiter) = table.delimiter.as_ref().filter(|_| table.is_delimited()) else {
        return Vec::new();
    };
    // Renderers differ in whether the pipe of `\\|` parts two cells.
    if table.range.slice(text).contains("\\\\|") {
        return Vec::new();
    }
    // Behind an interruption Markdown sees no rows of this table.
    let end = table.interruptions.iter().map(|at| at.range.start()).min().unwrap_or(usize::MAX);
    let rows = || {
        let rows = table.rows.iter().filter(|row| row.range.start() < end);
        std::iter::once(&table.header).chain(rows)
    };
    let columns = columns(text, delimiter, rows());
    let mut edits = edits_of_row(text, delimiter, &columns, delimiter_cell);
    for row in rows() {
        edits.extend(edits_of_row(text, row, &columns, content_cell));
    }
    edits
}

/// A column: how wide it is and to which side its cells lean.
struct Column {
    /// Display columns of its content.
    width: usize,
    side: Side,
    starts_with_colon: bool,
    ends_with_colon: bool,
    /// Whether space stands around the dashes: `| --- |`.
    is_delimiter_spaced: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Middle,
}

fn columns<'t>(
    text: &str,
    delimiter: &Row,
    rows: impl Iterator<Item = &'t Row> + Clone,
) -> Vec<Column> {
    let first = delimiter.cells.first();
    let is_spaced = first.is_some_and(|cell| cell.outer.slice(text).starts_with([' ', '\t']))
        || (delimiter.cells.len() > 1
            && delimiter
                .cells
                .get(1)
                .is_some_and(|cell| cell.outer.slice(text).starts_with([' ', '\t'])));
    let column = |(index, cell): (usize, &crate::contract::model::Cell)| {
        let drawn = bare(cell.outer.slice(text));
        let (starts, ends) = (drawn.starts_with(':'), drawn.len() > 1 && drawn.ends_with(':'));
        let cells = rows.clone().filter_map(|row| row.cells.get(index));
        let widths = cells.map(|cell| bare(cell.outer.slice(text)).width());
        let widest = widths.filter(|&width| width <= WIDEST).max().unwrap_or_default();
        // Markdown asks for one dash; three are usual.
        let least = if is_spaced { 3 } else { 1 };
        Column {
            width: widest.max(least),
            side: match (starts, ends) {
                (true, true) => Side::Middle,
                (false, true) => Side::Right,
                _ => Side::Left,
            },
            starts_with_colon: starts,
            ends_with_colon: ends,
            is_delimiter_spaced: is_spaced,
        }
    };
    delimiter.cells.iter().enumerate().map(column).collect()
}

/// Where in its row a cell stands.
#[derive(Clone, Copy)]
struct Edge {
    /// No pipe stands before it.
    is_open_before: bool,
    /// No pipe stands behind it.
    is_open_behind: bool,
}

fn edits_of_row(
    text: &str,
    row: &Row,
    columns: &[Column],
    write: fn(&str, &Column, Edge) -> String,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (cell, column) in row.cells.iter().zip(columns) {
        let is_first = cell.outer.start() == row.range.start();
        if is_first && may_begin_block(bare(cell.outer.slice(text))) {
            continue;
        }
        let edge = Edge {
            is_open_before: cell.outer.start() == row.range.start(),
            is_open_behind: cell.outer.end() == row.range.end(),
        };
        let written = cell.outer.slice(text);
        let new = write(bare(written), column, edge);
        if new != written {
            edits.push(Edit { range: cell.outer, text: new });
        }
    }
    edits
}

/// Whether a first cell without a pipe before it would be a list or heading if space followed.
fn may_begin_block(content: &str) -> bool {
    let is_marker = |c: char| matches!(c, '*' | '+' | '-' | '#' | '>' | '.' | ')');
    let rest = content.trim_start_matches(|c: char| c.is_ascii_digit() || c == '#');
    !content.contains("--") && !content.contains(':') && rest.chars().all(is_marker)
}

/// A cell with the space around it.
fn content_cell(content: &str, column: &Column, edge: Edge) -> String {
    let missing = column.width.saturating_sub(content.width());
    let (before, behind) = match column.side {
        // Without a pipe before it, space would be indentation.
        _ if edge.is_open_before => (0, missing),
        Side::Left => (0, missing),
        Side::Right => (missing, 0),
        Side::Middle => (missing / 2, missing - missing / 2),
    };
    let first = if edge.is_open_before { 0 } else { 1 + before };
    let last = if edge.is_open_behind { 0 } else { 1 + behind };
    format!("{}{content}{}", " ".repeat(first), " ".repeat(last))
}

/// The delimiter row's dashes, as wide as the column.
fn delimiter_cell(_: &str, column: &Column, edge: Edge) -> String {
    let space = |is_open: bool| usize::from(column.is_delimiter_spaced && !is_open);
    let (first, last) = (space(edge.is_open_before), space(edge.is_open_behind));
    // Dashes take the place of the space around contents, where there is any.
    let around = |is_open: bool| usize::from(!column.is_delimiter_spaced && !is_open);
    let width = column.width + around(edge.is_open_before) + around(edge.is_open_behind);
    let colons = usize::from(column.starts_with_colon) + usize::from(column.ends_with_colon);
    let dashes = width.saturating_sub(colons).max(1);
    format!(
        "{}{}{}{}{}",
        " ".repeat(first),
        if column.starts_with_colon { ":" } else { "" },
        "-".repeat(dashes),
        if column.ends_with_colon { ":" } else { "" },
        " ".repeat(last),
    )
}

/// What a cell holds without the space around it; a no-break space is content.
fn bare(outer: &str) -> &str {
    outer.trim_matches([' ', '\t'])
}
