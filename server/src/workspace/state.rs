//! The state that one owner changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::text::Document;

use super::{RelPath, Snapshot};

/// What a workspace is set up with besides the files in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The keys of `contract-lsp.toml` as the client sends them (`initializationOptions`, section
    /// `contractLsp`); they are laid over the file's. `Null` for none.
    pub overrides: serde_json::Value,
}

/// How far a build has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildProgress {
    /// Files read.
    pub done: usize,
    /// Files found.
    pub total: usize,
}

/// What the files on disk say. Built in the background, handed to [`Workspace::install`].
#[derive(Debug, Default)]
pub struct Index {}

impl Index {
    /// Reads the workspace from disk. `progress` is called now and then, from several threads;
    /// `None` when it answers false, which stops the build. Folders and files that cannot be read
    /// are skipped and logged.
    pub fn build(
        _root: &Path,
        _settings: &Settings,
        _progress: &(dyn Fn(BuildProgress) -> bool + Sync),
    ) -> Option<Self> {
        Some(Self::default())
    }

    /// The index after these files or folders were created, changed or deleted on disk. Shares all
    /// that did not change. `None` when `cancelled` says yes.
    pub fn update(
        &self,
        _changed: &[PathBuf],
        _cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        Some(Self::default())
    }
}

/// One workspace folder: an index of the disk with open documents over it. Only its owner changes
/// it; everyone else works on a [`Snapshot`].
#[derive(Debug)]
pub struct Workspace {
    root: Arc<Path>,
}

impl Workspace {
    /// A workspace whose files are not read yet. `root` is absolute.
    pub fn new(root: &Path, _settings: Settings) -> Self {
        Self { root: root.into() }
    }

    /// The folder, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Takes over a built index; open documents stay over it.
    pub fn install(&mut self, _index: Arc<Index>) {}

    /// The index in force; `None` before the first one was installed.
    pub fn index(&self) -> Option<&Arc<Index>> {
        None
    }

    /// The editor's text of a file, opened or changed; it hides the file on disk.
    pub fn set_open(&mut self, _path: RelPath, _document: Document, _version: Option<i32>) {}

    /// The editor closed a file: the disk speaks again.
    pub fn close(&mut self, _path: &RelPath) {}

    /// The state as it is now. Cheap: nothing is parsed here.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::new(self.root.clone())
    }
}
