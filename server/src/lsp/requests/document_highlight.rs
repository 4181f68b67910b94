//! `textDocument/documentHighlight`.

use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, Position};

use crate::features::{self, MentionKind};

use super::super::view::View;

/// The places in a document that name the thing at a position.
pub fn document_highlight(view: &View, position: Position) -> Option<Vec<DocumentHighlight>> {
    let offset = view.offset(position);
    let places = features::highlights(&view.folder.snapshot, &view.path, offset);
    let highlight = |place: &features::Highlight| DocumentHighlight {
        range: view.range(place.range),
        kind: Some(match place.kind {
            MentionKind::Declaration | MentionKind::Write => DocumentHighlightKind::WRITE,
            MentionKind::Read => DocumentHighlightKind::READ,
            MentionKind::Text => DocumentHighlightKind::TEXT,
        }),
    };
    (!places.is_empty()).then(|| places.iter().map(highlight).collect())
}
