//! Edits of files as a protocol edit.

use std::collections::HashMap;

use tower_lsp::ls_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, ResourceOp, TextDocumentEdit, TextEdit, Uri,
    WorkspaceEdit,
};

use crate::rules::{FileEdit, NewFile};
use crate::workspace::RelPath;

use super::view::FolderView;

/// One edit of all files together. Where the client can, it names the versions the edits are meant
/// for. `None` when a file cannot be read, or when files are to be created for a client that cannot:
/// an edit is made whole or not at all.
pub fn workspace_edit(
    view: &FolderView,
    edits: &[FileEdit],
    new_files: &[NewFile],
) -> Option<WorkspaceEdit> {
    if !new_files.is_empty() && !view.client.creates_files {
        return None;
    }
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
    if !view.client.versioned_edits {
        let changes: Option<HashMap<Uri, Vec<TextEdit>>> =
            files.into_iter().map(|(path, edits)| Some((view.uri(path)?, edits))).collect();
        return Some(WorkspaceEdit { changes: Some(changes?), ..WorkspaceEdit::default() });
    }
    let documents = files
        .into_iter()
        .map(|(path, edits)| Some(document_edit(view.uri(path)?, view.version(path), edits)));
    let documents: Vec<TextDocumentEdit> = documents.collect::<Option<_>>()?;
    let changes = if new_files.is_empty() {
        DocumentChanges::Edits(documents)
    } else {
        let created = new_files.iter().map(|file| creation(view, file)).collect::<Option<Vec<_>>>();
        let mut operations: Vec<_> = created?.into_iter().flatten().collect();
        operations.extend(documents.into_iter().map(DocumentChangeOperation::Edit));
        DocumentChanges::Operations(operations)
    };
    Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
}

/// A new file: made empty, then filled. One that has come into being meanwhile is left alone, and
/// the client refuses the edit.
fn creation(view: &FolderView, file: &NewFile) -> Option<[DocumentChangeOperation; 2]> {
    let uri = view.uri(&file.path)?;
    let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) };
    let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
    let text = TextEdit { range: Range::default(), new_text: file.text.clone() };
    Some([
        DocumentChangeOperation::Op(ResourceOp::Create(create)),
        DocumentChangeOperation::Edit(document_edit(uri, None, vec![text])),
    ])
}

fn document_edit(uri: Uri, version: Option<i32>, edits: Vec<TextEdit>) -> TextDocumentEdit {
    TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
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
