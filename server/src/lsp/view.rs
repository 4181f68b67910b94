//! What one request sees.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tower_lsp::ls_types::{Location, Position, Range, Uri};

use crate::rules::Findings;
use crate::text::{ByteRange, Document};
use crate::workspace::{RelPath, Snapshot};

use super::capabilities::ClientFacts;
use super::refreshing::Shown;
use super::{positions, uris};

/// A document as the client has it.
#[derive(Clone, Debug)]
pub struct OpenFile {
    /// Its URI, spelled as the client spells it.
    pub uri: Uri,
    /// Its version.
    pub version: i32,
    /// Its text.
    pub document: Document,
}

/// The open documents of a folder.
pub type OpenFiles = Arc<BTreeMap<RelPath, OpenFile>>;

/// The findings that were computed last, to start from.
#[derive(Clone, Debug, Default)]
pub struct LastFindings(Arc<Mutex<Option<Arc<Findings>>>>);

impl LastFindings {
    /// The last ones.
    pub fn get(&self) -> Option<Arc<Findings>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces them.
    pub fn set(&self, findings: Arc<Findings>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(findings);
    }
}

/// A folder at one moment, with what is needed to speak of it to the client.
#[derive(Clone)]
pub struct FolderView {
    /// The folder as the client names it.
    pub root: Arc<Path>,
    /// Its state.
    pub snapshot: Snapshot,
    /// The open documents.
    pub open: OpenFiles,
    /// What the client can do.
    pub client: Arc<ClientFacts>,
    /// Where computing findings may start from.
    pub last_findings: LastFindings,
    /// What the client was given that changes by itself.
    pub shown: Shown,
}

impl FolderView {
    /// The text of a file as everybody sees it: the editor's, else the disk's.
    pub fn document(&self, path: &RelPath) -> Option<Document> {
        match self.open.get(path) {
            Some(open) => Some(open.document.clone()),
            None => self.snapshot.document(path),
        }
    }

    /// The URI of a file, as the client spells it where it has it open.
    pub fn uri(&self, path: &RelPath) -> Option<Uri> {
        match self.open.get(path) {
            Some(open) => Some(open.uri.clone()),
            None => uris::from_path(&path.on_disk(&self.root)),
        }
    }

    /// The version of a file, when it is open.
    pub fn version(&self, path: &RelPath) -> Option<i32> {
        self.open.get(path).map(|open| open.version)
    }

    /// Bytes of a document as a protocol range.
    pub fn range(&self, document: &Document, range: ByteRange) -> Range {
        positions::from_bytes(document, range, self.client.encoding)
    }

    /// A place in a file as a location; at its start when the file cannot be read.
    pub fn location(&self, path: &RelPath, range: ByteRange) -> Option<Location> {
        let uri = self.uri(path)?;
        let range = self.document(path).map(|document| self.range(&document, range));
        Some(Location { uri, range: range.unwrap_or_default() })
    }

    /// The findings of this state. `None` when cancelled.
    pub fn findings(&self, cancelled: &(dyn Fn() -> bool + Sync)) -> Option<Findings> {
        Findings::compute(&self.snapshot, self.last_findings.get().as_deref(), cancelled)
    }
}

/// A document of a folder: what a request is about.
pub struct View {
    /// The folder.
    pub folder: FolderView,
    /// The document's path in it.
    pub path: RelPath,
    /// Its text.
    pub document: Document,
}

impl View {
    /// The document at `path`; `None` when there is no such text.
    pub fn of(folder: FolderView, path: RelPath) -> Option<Self> {
        let document = folder.document(&path)?;
        Some(Self { folder, path, document })
    }

    /// The byte offset of a position in the document.
    pub fn offset(&self, position: Position) -> usize {
        positions::to_offset(&self.document, position, self.folder.client.encoding)
    }

    /// The bytes of a range of the document.
    pub fn bytes(&self, range: Range) -> ByteRange {
        positions::to_bytes(&self.document, range, self.folder.client.encoding)
    }

    /// Bytes of the document as a protocol range.
    pub fn range(&self, range: ByteRange) -> Range {
        self.folder.range(&self.document, range)
    }

    /// What the client can do.
    pub fn client(&self) -> &ClientFacts {
        &self.folder.client
    }
}
