//! `textDocument/completion` and `completionItem/resolve`.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionResponse, CompletionTextEdit, Documentation,
    InsertTextFormat, MarkupContent, MarkupKind, Position, TextEdit, Uri,
};

use crate::features::{self, CompletionKind};

use super::super::view::View;

/// What can be inserted at a position. The list is complete: the client filters it while its user
/// types on.
pub fn completion(view: &View, position: Position) -> Option<CompletionResponse> {
    let offset = view.offset(position);
    let items = features::completion(&view.folder.snapshot, &view.path, offset);
    let items: Vec<CompletionItem> =
        items.into_iter().filter_map(|found| item(view, position, found)).collect();
    (!items.is_empty()).then_some(CompletionResponse::Array(items))
}

/// What an item brings along to be explained by, when somebody looks at it.
#[derive(Serialize, Deserialize)]
struct Explained {
    /// The document it was offered for.
    uri: Uri,
    /// The variable it inserts.
    variable: String,
}

/// The document whose state explains an item, when there is more to say of it.
pub fn document_of(item: &CompletionItem) -> Option<Uri> {
    explained(item).map(|explained| explained.uri)
}

/// The item with its explanation.
pub fn completion_resolve(view: &View, mut item: CompletionItem) -> CompletionItem {
    if let Some(Explained { variable, .. }) = explained(&item) {
        let text = features::variable_documentation(&view.folder.snapshot, &view.path, &variable);
        item.documentation = text.map(|text| documentation(view, text));
    }
    item
}

fn explained(item: &CompletionItem) -> Option<Explained> {
    Explained::deserialize(item.data.as_ref()?).ok()
}

fn item(
    view: &View,
    position: Position,
    found: features::CompletionItem,
) -> Option<CompletionItem> {
    let range = view.range(found.edit.range);
    // The protocol allows one line, with the cursor in the range.
    if range.start.line != range.end.line || range.start.line != position.line {
        tracing::debug!("a completion item reaches over lines: {}", found.label);
        return None;
    }
    let snippet = found.snippet.filter(|_| view.client().snippets);
    let format = match snippet {
        Some(_) => InsertTextFormat::SNIPPET,
        None => InsertTextFormat::PLAIN_TEXT,
    };
    let text = snippet.unwrap_or(found.edit.text);
    let data = found.variable.and_then(|variable| {
        let uri = view.folder.uri(&view.path)?;
        serde_json::to_value(Explained { uri, variable }).ok()
    });
    Some(CompletionItem {
        filter_text: (found.filter != found.label).then_some(found.filter),
        label: found.label,
        kind: Some(kind(found.kind)),
        detail: found.detail,
        documentation: found.documentation.map(|text| documentation(view, text)),
        sort_text: Some(found.sort),
        insert_text_format: Some(format),
        data,
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: text })),
        ..CompletionItem::default()
    })
}

fn documentation(view: &View, value: String) -> Documentation {
    if view.client().completion_markdown {
        Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
    } else {
        Documentation::String(value)
    }
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Variable => CompletionItemKind::VARIABLE,
        CompletionKind::File => CompletionItemKind::FILE,
        CompletionKind::Folder => CompletionItemKind::FOLDER,
        CompletionKind::Function => CompletionItemKind::FUNCTION,
        CompletionKind::Class => CompletionItemKind::CLASS,
        CompletionKind::Field => CompletionItemKind::FIELD,
        CompletionKind::Section => CompletionItemKind::SNIPPET,
        CompletionKind::Service | CompletionKind::Module | CompletionKind::Package => {
            CompletionItemKind::MODULE
        }
        CompletionKind::Value => CompletionItemKind::VALUE,
        CompletionKind::Key => CompletionItemKind::PROPERTY,
    }
}
