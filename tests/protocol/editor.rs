//! What a modern editor says of itself and its files.

use serde_json::{Value, json};
use tower_lsp::ls_types::Uri;

/// `workspaceFolders` of some URIs.
pub fn as_folders(folders: &[Uri]) -> Value {
    folders.iter().map(|uri| json!({"uri": uri, "name": uri.as_str()})).collect()
}

/// What a modern editor can do.
pub fn capabilities() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-8", "utf-16"]},
        "window": {"workDoneProgress": true},
        "workspace": {
            "configuration": true,
            "workspaceFolders": true,
            "workspaceEdit": {"documentChanges": true},
            "codeLens": {"refreshSupport": true},
            "inlayHint": {"refreshSupport": true},
            "fileOperations": {"willRename": true},
            "didChangeWatchedFiles": {
                "dynamicRegistration": true,
                "relativePatternSupport": true,
            },
        },
        "textDocument": {
            "definition": {"linkSupport": true},
            "documentSymbol": {
                "hierarchicalDocumentSymbolSupport": true,
                "tagSupport": {"valueSet": [1]},
            },
            "documentLink": {"tooltipSupport": true},
            "semanticTokens": {
                "requests": {"full": true, "range": true},
                "tokenTypes": ["class", "variable", "string", "function", "macro", "enumMember"],
                "tokenModifiers": ["declaration", "readonly", "deprecated"],
                "formats": ["relative"],
            },
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
            },
            "rename": {"prepareSupport": true},
            "publishDiagnostics": {
                "relatedInformation": true,
                "versionSupport": true,
                "tagSupport": {"valueSet": [1, 2]},
            },
        },
    })
}

/// The language of a file, as an editor names it.
pub fn language(uri: &Uri) -> String {
    let extension = uri.as_str().rsplit('.').next().unwrap_or_default();
    match extension {
        "md" => "markdown",
        "js" => "javascript",
        _ => "plaintext",
    }
    .to_owned()
}
