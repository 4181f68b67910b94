//! The state that one owner changes.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::text::Document;

use super::index::{Index, Settings};
use super::snapshot::{GovernanceCache, OpenFile};
use super::{RelPath, Snapshot};

/// One workspace folder: an index of the disk with open documents over it. Only its owner changes
/// it; everyone else works on a [`Snapshot`].
#[derive(Debug)]
pub struct Workspace {
    root: Arc<Path>,
    index: Option<Arc<Index>>,
    /// What snapshots taken before the first index rest on.
    nothing: Arc<Index>,
    open: Arc<BTreeMap<RelPath, Arc<OpenFile>>>,
    cache: Arc<GovernanceCache>,
}

impl Workspace {
    /// A workspace whose files are not read yet. `root` is absolute.
    pub fn new(root: &Path, settings: Settings) -> Self {
        Self {
            root: root.into(),
            index: None,
            nothing: Arc::new(Index::empty(root, settings)),
            open: Arc::default(),
            cache: Arc::default(),
        }
    }

    /// The folder, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Takes over a built index; open documents stay over it.
    pub fn install(&mut self, index: Arc<Index>) {
        // A new configuration may read open files otherwise: forget what they said.
        let reopened = self.open.iter().map(|(path, open)| (path.clone(), open.unread()));
        self.open = Arc::new(reopened.collect());
        self.index = Some(index);
    }

    /// The index in force; `None` before the first one was installed.
    pub fn index(&self) -> Option<&Arc<Index>> {
        self.index.as_ref()
    }

    /// The editor's text of a file, opened or changed; it hides the file on disk.
    pub fn set_open(&mut self, path: RelPath, document: Document, version: Option<i32>) {
        let open = Arc::new(OpenFile::new(document, version));
        Arc::make_mut(&mut self.open).insert(path, open);
    }

    /// The editor closed a file: the disk speaks again.
    pub fn close(&mut self, path: &RelPath) {
        Arc::make_mut(&mut self.open).remove(path);
    }

    /// The state as it is now. Cheap: nothing is parsed here.
    pub fn snapshot(&self) -> Snapshot {
        let index = self.index.as_ref().unwrap_or(&self.nothing);
        Snapshot::new(self.root.clone(), index.clone(), self.open.clone(), self.cache.clone())
    }
}
