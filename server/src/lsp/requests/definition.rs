//! `textDocument/definition`.

use tower_lsp::ls_types::{GotoDefinitionResponse, Location, LocationLink, Position};

use crate::features::{self, DefinitionTarget};

use super::super::view::View;

/// Where the thing at a position is defined: as links, which also say what was asked about, for
/// clients that know them.
pub fn definition(view: &View, position: Position) -> Option<GotoDefinitionResponse> {
    let offset = view.offset(position);
    let targets = features::definition(&view.folder.snapshot, &view.path, offset);
    if targets.is_empty() {
        return None;
    }
    Some(if view.client().definition_links {
        let links: Vec<LocationLink> =
            targets.iter().filter_map(|target| link(view, target)).collect();
        links.into()
    } else {
        let locations: Vec<Location> = targets
            .iter()
            .filter_map(|target| view.folder.location(&target.path, target.focus))
            .collect();
        locations.into()
    })
}

fn link(view: &View, target: &DefinitionTarget) -> Option<LocationLink> {
    let document = view.folder.document(&target.path);
    let range = |bytes| {
        document.as_ref().map(|document| view.folder.range(document, bytes)).unwrap_or_default()
    };
    Some(LocationLink {
        origin_selection_range: Some(view.range(target.origin)),
        target_uri: view.folder.uri(&target.path)?,
        // The protocol wants the name inside the whole.
        target_range: range(target.range.cover(target.focus)),
        target_selection_range: range(target.focus),
    })
}
