//! `textDocument/hover`.

use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use crate::features;

use super::super::view::View;

/// The card for what stands at a position.
pub fn hover(view: &View, position: Position) -> Option<Hover> {
    let offset = view.offset(position);
    let findings = view.folder.last_findings.get();
    let card = features::hover(&view.folder.snapshot, &view.path, offset, findings.as_deref())?;
    let kind =
        if view.client().hover_markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value: card.markdown }),
        range: Some(view.range(card.range)),
    })
}
