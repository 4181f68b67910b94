//! Selecting more and more around a place.

use crate::contract::{Node, NodeKind};
use crate::text::ByteRange;
use crate::workspace::{RelPath, Snapshot};

use super::page::Page;

/// What can be selected around each of some byte offsets of a contract or an infrastructure
/// contract, from the inside to the outside, each strictly within the next: the word, the content of
/// a code span, the span, the cell, the row, the table, or the item and its list, then the field, the
/// integration, the sections, and always at last the document. `None` for other files.
pub fn selection_ranges(
    snapshot: &Snapshot,
    path: &RelPath,
    offsets: &[usize],
) -> Option<Vec<Vec<ByteRange>>> {
    let page = Page::at(snapshot, path)?;
    Some(offsets.iter().map(|offset| around(&page, *offset)).collect())
}

fn around(page: &Page<'_>, offset: usize) -> Vec<ByteRange> {
    let model = &*page.model;
    let mut ranges = Vec::new();
    let mut offer = |range: ByteRange| {
        let is_here = range.touches(offset);
        if is_here && !range.is_empty() {
            ranges.push(range);
        }
        is_here
    };
    if let Some(word) = word_at(&page.text, offset) {
        offer(word);
    }
    for node in model.nodes.iter().take_while(|node| node.range.start() <= offset) {
        if offer(node.range) {
            offer(content_of(node, &page.text));
        }
    }
    for link in &model.links {
        offer(link.range);
    }
    for table in page.tables().filter(|table| table.range.touches(offset)) {
        offer(table.range);
        for row in std::iter::once(&table.header).chain(&table.rows) {
            if offer(row.range) {
                row.cells.iter().for_each(|cell| {
                    offer(cell.range);
                });
            }
        }
    }
    for integration in model.integrations.iter().filter(|it| it.range.touches(offset)) {
        offer(integration.name.range);
        for field in integration.fields.iter().filter(|field| field.range.touches(offset)) {
            offer(field.range);
            offer(field.label.range);
            offer(field.value.as_ref().map_or(field.range, |value| value.range));
            for item in &field.items {
                offer(item.text.range);
            }
        }
    }
    for field in model.metadata.iter().filter(|field| field.range.touches(offset)) {
        offer(field.range);
        offer(field.value.as_ref().map_or(field.range, |value| value.range));
    }
    for section in model.sections.iter().filter(|section| section.range.touches(offset)) {
        // The blank lines at its end are a part of it only for who stands there.
        if !offer(page.trimmed(section.range)) {
            offer(section.range);
        }
        offer(section.heading.line);
        offer(section.heading.text.range);
    }
    let document = ByteRange::new(0, page.text.len());
    ranges.sort_unstable_by_key(|range| (range.len(), range.start()));
    let mut chain: Vec<ByteRange> = Vec::new();
    for range in ranges.into_iter().chain([document]) {
        // At the seam of two things the one that came first wins, and what holds it.
        if chain.last().is_none_or(|inner| range.contains_range(*inner) && range != *inner) {
            chain.push(range);
        }
    }
    chain
}

/// What stands between the marks of a node: the backticks of code, the stars of emphasis, the
/// brackets of a link, the fences of a block.
fn content_of(node: &Node, text: &str) -> ByteRange {
    let written = node.range.slice(text);
    let between = |before: usize, behind: usize| {
        ByteRange::new(node.range.start() + before, node.range.end().saturating_sub(behind))
    };
    let within = |marks: &[char]| {
        let is_mark = |character: char| marks.contains(&character);
        let before = written.len() - written.trim_start_matches(is_mark).len();
        between(before, written.len() - written.trim_end_matches(is_mark).len())
    };
    match node.kind {
        NodeKind::CodeSpan => within(&['`']),
        NodeKind::Emphasis => within(&['*', '_', '~']),
        NodeKind::Link => match written.strip_prefix('[').and_then(|shown| shown.rfind("](")) {
            Some(length) => between(1, written.len() - 1 - length),
            None => node.range,
        },
        NodeKind::CodeBlock if written.starts_with(['`', '~']) => {
            let lines = written.find('\n').zip(written.trim_end().rfind('\n'));
            match lines.filter(|(first, last)| first < last) {
                Some((first, last)) => between(first + 1, written.len() - last),
                None => node.range,
            }
        }
        _ => node.range,
    }
}

/// The word around an offset: letters, digits and `_`, so that a variable's name is one.
fn word_at(text: &str, offset: usize) -> Option<ByteRange> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let (before, behind) = (text.get(..offset)?, text.get(offset..)?);
    let start = before.trim_end_matches(is_part).len();
    let end = offset + (behind.len() - behind.trim_start_matches(is_part).len());
    (start < end).then(|| ByteRange::new(start, end))
}
