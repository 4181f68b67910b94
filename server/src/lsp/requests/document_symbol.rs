//! `textDocument/documentSymbol`.

use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind, SymbolTag, Uri,
};

use crate::features::{self, Symbol};

use super::super::view::View;

/// The outline of a document: a tree, or a flat list for clients that know no trees.
pub fn document_symbol(view: &View) -> Option<DocumentSymbolResponse> {
    let symbols = features::document_symbols(&view.folder.snapshot, &view.path);
    if symbols.is_empty() {
        return None;
    }
    if view.client().nested_symbols {
        let tree: Vec<DocumentSymbol> =
            symbols.into_iter().map(|node| nested(view, node)).collect();
        Some(tree.into())
    } else {
        let uri = view.folder.uri(&view.path)?;
        let mut list = Vec::new();
        flatten(view, &uri, symbols, None, &mut list);
        Some(list.into())
    }
}

#[expect(deprecated, reason = "the type has a field of an old protocol that must be filled")]
fn nested(view: &View, symbol: Symbol) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> =
        symbol.children.into_iter().map(|child| nested(view, child)).collect();
    DocumentSymbol {
        name: name(symbol.name),
        detail: symbol.detail,
        kind: symbol_kind(symbol.kind),
        tags: tags(view, symbol.is_deprecated),
        deprecated: None,
        // The protocol wants the name inside the whole.
        range: view.range(symbol.range.cover(symbol.focus)),
        selection_range: view.range(symbol.focus),
        children: (!children.is_empty()).then_some(children),
    }
}

#[expect(deprecated, reason = "the type has a field of an old protocol that must be filled")]
fn flatten(
    view: &View,
    uri: &Uri,
    symbols: Vec<Symbol>,
    container: Option<&str>,
    list: &mut Vec<SymbolInformation>,
) {
    for symbol in symbols {
        let name = name(symbol.name);
        list.push(SymbolInformation {
            name: name.clone(),
            kind: symbol_kind(symbol.kind),
            tags: tags(view, symbol.is_deprecated),
            deprecated: None,
            location: Location { uri: uri.clone(), range: view.range(symbol.range) },
            container_name: container.map(str::to_owned),
        });
        flatten(view, uri, symbol.children, Some(&name), list);
    }
}

/// The protocol has no nameless symbols, and one client throws all away when it meets one.
fn name(name: String) -> String {
    if name.trim().is_empty() { "(no name)".to_owned() } else { name }
}

/// The tags that the client knows.
fn tags(view: &View, is_deprecated: bool) -> Option<Vec<SymbolTag>> {
    (is_deprecated && view.client().deprecated_symbols).then(|| vec![SymbolTag::DEPRECATED])
}

/// The protocol's word for a kind.
pub(super) fn symbol_kind(kind: features::SymbolKind) -> SymbolKind {
    match kind {
        features::SymbolKind::Section => SymbolKind::NAMESPACE,
        features::SymbolKind::Integration => SymbolKind::MODULE,
        features::SymbolKind::Field => SymbolKind::PROPERTY,
        features::SymbolKind::Variable => SymbolKind::CONSTANT,
        features::SymbolKind::Usage => SymbolKind::FUNCTION,
        features::SymbolKind::Endpoint => SymbolKind::INTERFACE,
        features::SymbolKind::Event | features::SymbolKind::Change => SymbolKind::EVENT,
    }
}
