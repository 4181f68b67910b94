//! `workspace/symbol`.

use std::collections::HashMap;

use tower_lsp::ls_types::{Location, SymbolInformation, WorkspaceSymbolResponse};

use crate::features::{self, WorkspaceSymbol};

use super::super::question::Cancelled;
use super::super::view::FolderView;
use super::symbol_kind;

/// Symbols sent at most. Nobody reads further down a list than this; who looks for more types
/// another letter, and the editor asks again.
const MOST_SYMBOLS: usize = 256;

/// Integrations and variables of all contracts whose names match a query, best matches first.
pub fn workspace_symbol(
    views: &[FolderView],
    query: &str,
    cancelled: Cancelled<'_>,
) -> Option<WorkspaceSymbolResponse> {
    let mut found: Vec<(&FolderView, WorkspaceSymbol)> = Vec::new();
    for view in views {
        if cancelled() {
            return None;
        }
        let symbols = features::workspace_symbols(&view.snapshot, query).into_iter();
        found.extend(symbols.map(|symbol| (view, symbol)));
    }
    // Each folder's are in order; those of several are not.
    found.sort_by(|(_, one), (_, other)| {
        (one.distance, one.name.len(), &one.name).cmp(&(
            other.distance,
            other.name.len(),
            &other.name,
        ))
    });
    let mut documents = HashMap::new();
    let mut symbols: Vec<SymbolInformation> = Vec::new();
    for (view, symbol) in found {
        if symbols.len() == MOST_SYMBOLS {
            break;
        }
        let Some(uri) = view.uri(&symbol.place.path) else { continue };
        let document =
            documents.entry(uri.clone()).or_insert_with(|| view.document(&symbol.place.path));
        let Some(document) = document else { continue };
        let location = Location { uri, range: view.range(document, symbol.place.range) };
        // A contract of a nested folder is in the outer folder too.
        if symbols.iter().all(|known| known.location != location) {
            symbols.push(information(symbol, location));
        }
    }
    Some(symbols.into())
}

#[expect(deprecated, reason = "the type has a field of an old protocol that must be filled")]
fn information(symbol: WorkspaceSymbol, location: Location) -> SymbolInformation {
    SymbolInformation {
        name: symbol.name,
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        location,
        container_name: Some(symbol.container),
    }
}
