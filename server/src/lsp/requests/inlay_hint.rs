//! `textDocument/inlayHint`.

use tower_lsp::ls_types::{
    InlayHint, InlayHintLabel, InlayHintTooltip, MarkupContent, MarkupKind, Range,
};

use crate::features::{self, Hint};

use super::super::view::View;

/// The hints in a range of a document.
pub fn inlay_hint(view: &View, range: Range) -> Option<Vec<InlayHint>> {
    let within = view.bytes(range);
    let mut hints = features::inlay_hints(&view.folder.snapshot, &view.path);
    view.folder.shown.hints(&view.path, &hints);
    hints.retain(|hint| within.touches(hint.offset));
    let shown = |hint: Hint| InlayHint {
        position: view.range(crate::text::ByteRange::at(hint.offset)).start,
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::MarkupContent(MarkupContent {
            kind: MarkupKind::Markdown,
            value: hint.tooltip,
        })),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    let shown: Vec<InlayHint> = hints.into_iter().map(shown).collect();
    (!shown.is_empty()).then_some(shown)
}
