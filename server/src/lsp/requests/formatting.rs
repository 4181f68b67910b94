//! `textDocument/formatting` and `textDocument/rangeFormatting`.

use tower_lsp::ls_types::{Range, TextEdit};

use crate::features;

use super::super::view::View;

/// Aligns the tables of a document, or those that a range touches.
pub fn formatting(view: &View, range: Option<Range>) -> Option<Vec<TextEdit>> {
    let within = range.map(|range| view.bytes(range));
    let text = view.document.text();
    let edits = features::formatting(&view.folder.snapshot, &view.path, text, within);
    let edit =
        |edit: crate::text::Edit| TextEdit { range: view.range(edit.range), new_text: edit.text };
    let edits: Vec<TextEdit> = edits.into_iter().map(edit).collect();
    (!edits.is_empty()).then_some(edits)
}
