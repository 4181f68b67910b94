//! `workspace/willRenameFiles`.

use tower_lsp::ls_types::{FileRename, WorkspaceEdit};

use crate::features::{self, Move};
use crate::workspace::RelPath;

use super::super::edits::{together, workspace_edit};
use super::super::uris;
use super::super::view::FolderView;

/// The edits of contracts that keep their paths true when files and folders move. A move out of a
/// folder, or into it, has no path there, and is left to the diagnostics.
pub fn will_rename_files(views: &[FolderView], files: &[FileRename]) -> Option<WorkspaceEdit> {
    let edits = views.iter().filter_map(|view| {
        let moves: Vec<Move> = files.iter().filter_map(|file| moved(view, file)).collect();
        let edits = features::file_renames(&view.snapshot, &moves);
        (!edits.is_empty()).then(|| workspace_edit(view, &edits, &[])).flatten()
    });
    together(edits.collect())
}

fn moved(view: &FolderView, file: &FileRename) -> Option<Move> {
    let place = |uri: &str| {
        let path = uris::to_path(&uri.parse().ok()?)?;
        RelPath::below(&view.root, &path)
    };
    Some(Move { from: place(&file.old_uri)?, to: place(&file.new_uri)? })
}
