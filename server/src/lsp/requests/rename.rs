//! `textDocument/prepareRename` and `textDocument/rename`.

use std::borrow::Cow;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{Position, PrepareRenameResponse, WorkspaceEdit};

use crate::features::{self, RenameRefusal};

use super::super::edits::workspace_edit;
use super::super::view::View;

/// `RequestFailed` of the protocol: a request that is right in form and cannot be met. Editors show
/// its message.
const REQUEST_FAILED: i64 = -32803;

/// What would be renamed at a position. Nothing where nothing has a name of ours; a reason where
/// something is renamed in another way.
pub fn prepare_rename(view: &View, position: Position) -> Result<Option<PrepareRenameResponse>> {
    let offset = view.offset(position);
    match features::prepare_rename(&view.folder.snapshot, &view.path, offset) {
        Ok(target) => Ok(Some(PrepareRenameResponse::RangeWithPlaceholder {
            range: view.range(target.range),
            placeholder: target.name,
        })),
        Err(RenameRefusal::Nothing) => Ok(None),
        Err(refusal) => Err(failed(refusal.to_string())),
    }
}

/// The edits that give what stands at a position a new name.
pub fn rename(view: &View, position: Position, new_name: &str) -> Result<Option<WorkspaceEdit>> {
    let offset = view.offset(position);
    let edits = features::rename(&view.folder.snapshot, &view.path, offset, new_name)
        .map_err(|refusal| failed(refusal.to_string()))?;
    if edits.is_empty() {
        return Ok(None);
    }
    let edit = workspace_edit(&view.folder, &edits, &[]);
    edit.map(Some).ok_or_else(|| failed("A file that names it cannot be read any more."))
}

fn failed(message: impl Into<Cow<'static, str>>) -> Error {
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: message.into(), data: None }
}
