//! Tables that Markdown does not take for one, and lines that it takes for rows.
//!
//! Whoever forgets the delimiter row, or a blank line, has written a table all the same. It is read
//! as it was meant, so that the slip is one finding and not a storm about all that seems absent.

use pulldown_cmark::{Event, Options, Parser, TagEnd};

use crate::text::{ByteRange, Spanned};

use super::blocks::{Block, BlockKind};
use super::inline::{Inline, InlineBuilder};
use super::tables::{RowBlock, TableBlock};
use crate::contract::model::Interruption;

/// The blocks with every table as it was meant.
pub(super) fn mend_tables<'s>(source: &'s str, blocks: Vec<Block<'s>>) -> Vec<Block<'s>> {
    let mut mended: Vec<Block<'s>> = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        if let BlockKind::Table(table) = block.kind {
            mended.extend(without_text(source, table, block.depth));
            continue;
        }
        if !is_row_line(source, &block) {
            mended.push(block);
            continue;
        }
        let mut run = vec![block];
        while let Some(next) = blocks.next_if(|next| goes_on(source, &run, next)) {
            run.push(next);
        }
        match rows_of_run(source, &run) {
            Some(rows) => {
                if let Some(rows) = added_to_last(source, &mut mended, rows) {
                    match table_of_rows(source, rows) {
                        Some(table) => mended.push(block_of_table(table, run[0].depth)),
                        None => mended.append(&mut run),
                    }
                }
            }
            None => mended.append(&mut run),
        }
    }
    mended
}

/// A table that Markdown sees, without lines of text that have become rows of it for want of a
/// blank line before them. Behind such a line may stand another table.
fn without_text<'s>(source: &'s str, table: TableBlock<'s>, depth: usize) -> Vec<Block<'s>> {
    let is_piped = |row: &RowBlock| row.range.slice(source).contains('|');
    let header = table.rows.first();
    let is_framed = header.is_some_and(|header| header.range.slice(source).starts_with('|'));
    if !is_framed || table.rows.iter().all(is_piped) {
        return vec![block_of_table(table, depth)];
    }
    let TableBlock { rows, delimiter, .. } = table;
    let mut tables = vec![TableBlock {
        range: ByteRange::default(),
        rows: Vec::new(),
        delimiter,
        interruptions: Vec::new(),
    }];
    let mut lines: Vec<Block<'s>> = Vec::new();
    let mut rows = rows.into_iter().peekable();
    let mut is_behind_text = false;
    while let Some(row) = rows.next() {
        let Some(last) = tables.last_mut() else { break };
        if !is_piped(&row) {
            last.interruptions.push(Spanned::new(Interruption::Text, row.range));
            let inline = row.cells.into_iter().next().map(|cell| cell.inline);
            let inline = inline.unwrap_or_else(|| Inline::empty(row.range.start()));
            lines.push(Block { kind: BlockKind::Line(inline), depth, range: row.range });
            is_behind_text = true;
            continue;
        }
        let delimiter = rows.next_if(|next| is_behind_text && next.is_delimiter(source));
        is_behind_text = false;
        match delimiter {
            Some(delimiter) => tables.push(TableBlock {
                range: ByteRange::default(),
                rows: vec![row],
                delimiter: Some(delimiter),
                interruptions: Vec::new(),
            }),
            None => last.rows.push(row),
        }
    }
    let tables = tables.into_iter().map(|mut table| {
        table.range = extent(&table);
        block_of_table(table, depth)
    });
    let mut blocks: Vec<Block<'s>> = tables.chain(lines).collect();
    blocks.sort_by_key(|block| block.range.start());
    blocks
}

fn block_of_table(table: TableBlock<'_>, depth: usize) -> Block<'_> {
    let range = table.range;
    Block { kind: BlockKind::Table(table), depth, range }
}

fn extent(table: &TableBlock) -> ByteRange {
    let rows = table.rows.iter().chain(&table.delimiter).map(|row| row.range);
    rows.reduce(ByteRange::cover).unwrap_or_default()
}

/// Whether a line of a paragraph looks like a row.
fn is_row_line(source: &str, block: &Block) -> bool {
    if !matches!(block.kind, BlockKind::Line(_)) || !block.range.slice(source).starts_with('|') {
        return false;
    }
    // Looked at from the end, and no further than it is a lead: a line may be the whole text.
    let before = source.get(..block.range.start()).unwrap_or_default();
    let above = before.trim_end_matches([' ', '\t', '>', '\u{feff}']);
    above.is_empty() || above.ends_with(['\n', '\r'])
}

/// Whether a block is the next row of a run of them.
fn goes_on(source: &str, run: &[Block], next: &Block) -> bool {
    let Some(last) = run.last() else { return false };
    let between = ByteRange::new(last.range.end(), next.range.start()).slice(source);
    let breaks = between.matches('\n').count().max(between.matches('\r').count());
    // Behind a `<br>` the same row goes on.
    let is_same_row = breaks == 0 && matches!(next.kind, BlockKind::Line(_));
    next.depth == last.depth && (is_same_row || (breaks == 1 && is_row_line(source, next)))
}

/// The rows of some lines, when each is plainly one: pipes at both ends and between.
fn rows_of_run<'s>(source: &'s str, run: &[Block<'s>]) -> Option<Vec<RowBlock<'s>>> {
    let (first, last) = (run.first()?, run.last()?);
    let whole = ByteRange::new(first.range.start(), last.range.end()).slice(source);
    let mut rows = Vec::new();
    for line in whole.split(['\n', '\r']).filter(|line| !line.is_empty()) {
        let start = first.range.start() + (line.as_ptr().addr() - whole.as_ptr().addr());
        let row = line.trim_start_matches([' ', '\t', '>']);
        let start = start + (line.len() - row.len());
        let mut row = RowBlock::of_line(source, ByteRange::new(start, start + row.len()));
        let is_framed = row.range.len() > 1 && row.range.slice(source).ends_with('|');
        if !is_framed || (row.cells.len() < 2 && !row.is_delimiter(source)) {
            return None;
        }
        for cell in &mut row.cells {
            cell.inline = inline_of_cell(source, cell.range);
        }
        rows.push(row);
    }
    Some(rows)
}

/// Puts rows behind blank lines into the table above, when they are rows of it; gives them back
/// when they are not.
fn added_to_last<'s>(
    source: &'s str,
    blocks: &mut [Block<'s>],
    rows: Vec<RowBlock<'s>>,
) -> Option<Vec<RowBlock<'s>>> {
    let Some(last) = blocks.last_mut() else { return Some(rows) };
    let BlockKind::Table(table) = &mut last.kind else { return Some(rows) };
    let columns = table.rows.first().map(|header| header.cells.len());
    let is_even = rows.iter().all(|row| Some(row.cells.len()) == columns);
    let start = rows.first().map_or(0, |row| row.range.start());
    let gap = ByteRange::new(table.range.end(), start);
    let has_delimiter = rows.iter().any(|row| row.is_delimiter(source));
    if !is_even || has_delimiter || !gap.slice(source).trim().is_empty() {
        return Some(rows);
    }
    table.interruptions.push(Spanned::new(Interruption::BlankLines, gap));
    table.rows.extend(rows);
    table.range = extent(table);
    last.range = table.range;
    None
}

/// The table of some rows: a header (where it is forgotten, the delimiter row in its place), maybe a
/// delimiter row that is wrong, and rows.
fn table_of_rows<'s>(source: &'s str, mut rows: Vec<RowBlock<'s>>) -> Option<TableBlock<'s>> {
    let is_named = |row: &RowBlock| row.cells.iter().all(|cell| !cell.range.is_empty());
    let header = rows.first()?;
    if rows.len() < 2 || !is_named(header) {
        return None;
    }
    let is_delimited = rows.get(1).is_some_and(|row| row.is_delimiter(source));
    let delimiter = is_delimited.then(|| rows.remove(1));
    let mut table =
        TableBlock { range: ByteRange::default(), rows, delimiter, interruptions: Vec::new() };
    table.range = extent(&table);
    Some(table)
}

/// The inline content of a cell that the Markdown library has not read as one.
fn inline_of_cell(source: &str, cell: ByteRange) -> Inline<'_> {
    let mut builder = InlineBuilder::default();
    let mut links = Vec::new();
    for (event, range) in Parser::new_ext(cell.slice(source), Options::empty()).into_offset_iter() {
        let is_inline = match &event {
            Event::Start(tag) => is_inline(&tag.to_end()),
            Event::End(tag) => is_inline(tag),
            _ => true,
        };
        if is_inline {
            let range = ByteRange::from(range).shifted(cell.start());
            builder.event(source, event, range, &mut links);
        }
    }
    builder.take().unwrap_or_else(|| Inline::raw(source, cell))
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image)
}
