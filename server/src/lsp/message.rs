//! The messages in the one queue.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;
use tower_lsp::ls_types::{
    ProgressToken, TextDocumentContentChangeEvent, TextDocumentItem, Uri,
    VersionedTextDocumentIdentifier, WorkspaceFoldersChangeEvent,
};

use crate::workspace::Index;

use super::capabilities::ClientFacts;
use super::folder::FolderId;
use super::question::{Question, WideQuestion};

/// The way into the queue.
pub type Queue = UnboundedSender<Message>;

/// Whatever changes the server's state or asks about it, from the client and from our own threads.
pub enum Message {
    /// The client introduced itself.
    Initialize(Box<Setup>),
    /// The client may be asked for things.
    Initialized,
    /// A document was opened.
    Open(TextDocumentItem),
    /// A document was edited.
    Change(VersionedTextDocumentIdentifier, Vec<TextDocumentContentChangeEvent>),
    /// A document was saved.
    Save(Uri),
    /// A document was closed.
    Close(Uri),
    /// Files changed on disk.
    Watched(Vec<Uri>),
    /// The settings changed, to these if they are told.
    Configuration(Value),
    /// The client's settings of some folders.
    Pulled(Vec<(FolderId, Value)>),
    /// Folders came or went.
    Folders(WorkspaceFoldersChangeEvent),
    /// A request.
    Ask(Box<dyn Question>),
    /// A request about all folders.
    AskAll(Box<dyn WideQuestion>),
    /// A build ended; without an index when it was cancelled or failed.
    Built(FolderId, u64, Option<Arc<Index>>),
    /// The workspace of a file outside all folders was looked for.
    Located(PathBuf, Option<PathBuf>),
    /// The client's user wants a work to stop.
    CancelProgress(ProgressToken),
    /// The client is about to leave.
    Shutdown,
}

/// What the client says at the start.
pub struct Setup {
    /// What it can do.
    pub facts: ClientFacts,
    /// Its folders, as URIs and as paths.
    pub roots: Vec<PathBuf>,
    /// Its `initializationOptions`.
    pub options: Value,
}
