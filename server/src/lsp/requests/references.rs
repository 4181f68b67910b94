//! `textDocument/references`.

use std::collections::HashMap;

use tower_lsp::ls_types::{Location, Position};

use crate::features;

use super::super::question::Cancelled;
use super::super::view::View;

/// All places that mention the thing at a position.
pub fn references(
    view: &View,
    position: Position,
    include_declaration: bool,
    cancelled: Cancelled<'_>,
) -> Option<Vec<Location>> {
    let offset = view.offset(position);
    let places =
        features::references(&view.folder.snapshot, &view.path, offset, include_declaration);
    // Many places lie in one file: each file is read once.
    let mut documents = HashMap::new();
    let mut locations = Vec::with_capacity(places.len());
    for place in places {
        if cancelled() {
            return None;
        }
        let document = documents
            .entry(place.path.clone())
            .or_insert_with(|| view.folder.document(&place.path));
        let range = document.as_ref().map(|document| view.folder.range(document, place.range));
        if let (Some(uri), Some(range)) = (view.folder.uri(&place.path), range) {
            locations.push(Location { uri, range });
        }
    }
    (!locations.is_empty()).then_some(locations)
}
