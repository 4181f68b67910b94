//! Edits of files as a protocol edit.

use std::collections::HashMap;

use tower_lsp::ls_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit,
    Uri, WorkspaceEdit,
};

use crate::rules::FileEdit;
use crate::workspace::RelPath;

use super::view::FolderView;

/// One edit of all files together. Where the client can, it names the versions the edits are meant
/// for. `None` when a file cannot be read: an edit is made whole or not at all.
pub fn workspace_edit(view: &FolderView, edits: &[FileEdit]) -> Option<WorkspaceEdit> {
    let mut files: Vec<(&RelPath, Vec<TextEdit>)> = Vec::new();
    for file_edit in edits {
        let document = view.document(&file_edit.path)?;
        let range = view.range(&document, file_edit.edit.range);
        let edit = TextEdit { range, new_text: file_edit.edit.text.clone() };
        match files.iter_mut().find(|(path, _)| *path == &file_edit.path) {
            Some((_, edits)) => edits.push(edit),
            None => files.push((&file_edit.path, vec![edit])),
        }
    }
    if view.client.versioned_edits {
        let documents = files.into_iter().map(|(path, edits)| {
            let version = view.version(path);
            let text_document =
                OptionalVersionedTextDocumentIdentifier { uri: view.uri(path)?, version };
            Some(TextDocumentEdit {
                text_document,
                edits: edits.into_iter().map(OneOf::Left).collect(),
            })
        });
        let documents: Option<Vec<TextDocumentEdit>> = documents.collect();
        Some(WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(documents?)),
            ..WorkspaceEdit::default()
        })
    } else {
        let changes: Option<HashMap<Uri, Vec<TextEdit>>> =
            files.into_iter().map(|(path, edits)| Some((view.uri(path)?, edits))).collect();
        Some(WorkspaceEdit { changes: Some(changes?), ..WorkspaceEdit::default() })
    }
}

/// Edits of several folders as one. `None` when there are none.
pub fn together(edits: Vec<WorkspaceEdit>) -> Option<WorkspaceEdit> {
    let mut documents: Vec<TextDocumentEdit> = Vec::new();
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for edit in edits {
        if let Some(DocumentChanges::Edits(edits)) = edit.document_changes {
            // A file of a nested folder is in the outer folder too.
            let new = edits.into_iter().filter(|edit| {
                documents.iter().all(|known| known.text_document.uri != edit.text_document.uri)
            });
            let new: Vec<TextDocumentEdit> = new.collect();
            documents.extend(new);
        }
        for (uri, edits) in edit.changes.into_iter().flatten() {
            changes.entry(uri).or_insert(edits);
        }
    }
    match (documents.is_empty(), changes.is_empty()) {
        (true, true) => None,
        (false, _) => Some(WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(documents)),
            ..WorkspaceEdit::default()
        }),
        (true, false) => Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }),
    }
}
