//! What can be folded away.

use std::cmp::Reverse;

use crate::contract::NodeKind;
use crate::text::ByteRange;
use crate::workspace::{RelPath, Snapshot};

use super::page::Page;

/// Something that can be folded to its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From its first byte to its last one that is not blank; spans two lines or more.
    pub range: ByteRange,
    /// Whether it is a comment, which editors fold by a command of their own.
    pub is_comment: bool,
    /// Number of folds around it.
    pub depth: usize,
}

/// The folds of a contract or an infrastructure contract, in the order of their lines and one for
/// each line: sections and integrations by their headings, fields with the block below their label,
/// tables, lists within lists, quotes, code and HTML comments.
pub fn folding_ranges(snapshot: &Snapshot, path: &RelPath) -> Vec<Fold> {
    let Some(page) = Page::at(snapshot, path) else { return Vec::new() };
    let model = &*page.model;
    let sections = model.sections.iter().map(|section| (section.range, false));
    let fields = model.integrations.iter().flat_map(|integration| &integration.fields);
    let fields = fields.map(|field| (field.range, false));
    let tables = page.tables().map(|table| (table.range, false));
    let nodes = model.nodes.iter().filter_map(|node| match node.kind {
        NodeKind::Item | NodeKind::Quote | NodeKind::CodeBlock | NodeKind::Html => {
            Some((node.range, false))
        }
        NodeKind::Comment => Some((node.range, true)),
        _ => None,
    });
    // Found once: of ten thousand quotes within each other each is as long as the line.
    let line_breaks: Vec<usize> = page.text.match_indices(['\n', '\r']).map(|(at, _)| at).collect();
    let fold = |(range, is_comment): (ByteRange, bool)| {
        let range = page.trimmed(range);
        let next = line_breaks.partition_point(|at| *at < range.start());
        let is_within = line_breaks.get(next).is_some_and(|at| *at < range.end());
        is_within.then(|| {
            let before = next.checked_sub(1).and_then(|last| line_breaks.get(last));
            let line_start = before.map_or(0, |at| at + 1);
            (line_start, Fold { range, is_comment, depth: 0 })
        })
    };
    let mut folds: Vec<(usize, Fold)> =
        sections.chain(fields).chain(tables).chain(nodes).filter_map(fold).collect();
    folds.sort_by_key(|(line, fold)| (*line, Reverse(fold.range.end()), fold.is_comment));
    // An editor has one place to click in a line: what ends last is folded there.
    folds.dedup_by_key(|(line, _)| *line);
    let mut open: Vec<usize> = Vec::new();
    for (_, fold) in &mut folds {
        while open.pop_if(|end| *end <= fold.range.start()).is_some() {}
        fold.depth = open.len();
        open.push(fold.range.end());
    }
    folds.into_iter().map(|(_, fold)| fold).collect()
}
