//! `textDocument/completion`.

use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionResponse, CompletionTextEdit, Documentation,
    InsertTextFormat, MarkupContent, MarkupKind, Position, TextEdit,
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
    let text = found.edit.text;
    Some(CompletionItem {
        // What the client compares with the text it replaces, marks around it and all.
        filter_text: (text != found.label).then(|| text.clone()),
        label: found.label,
        kind: Some(kind(found.kind)),
        detail: found.detail,
        documentation: found.documentation.map(|text| documentation(view, text)),
        sort_text: Some(found.sort),
        insert_text_format: Some(InsertTextFormat::PLAIN_TEXT),
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
    }
}
