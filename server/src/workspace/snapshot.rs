//! The snapshot.

use std::path::Path;
use std::sync::Arc;

use crate::text::Document;

use super::RelPath;

/// A state of the workspace that does not change any more. Cheap to clone and to send to a worker.
#[derive(Clone, Debug)]
pub struct Snapshot {
    root: Arc<Path>,
}

impl Snapshot {
    pub(super) fn new(root: Arc<Path>) -> Self {
        Self { root }
    }

    /// The workspace's folder, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The text of a file: as it is in the editor when it is open, else as it is on disk now.
    /// `None` when there is no such file, or it is too large, binary or not UTF-8.
    pub fn document(&self, _path: &RelPath) -> Option<Document> {
        None
    }

    /// The document as the editor has it, with its version; `None` when it is not open.
    pub fn open_document(&self, _path: &RelPath) -> Option<(&Document, Option<i32>)> {
        None
    }

    /// Configuration files that cannot be used, with the reason; the last good configuration is in
    /// force.
    pub fn config_errors(&self) -> &[(RelPath, super::ConfigError)] {
        &[]
    }

    /// How many files were looked at.
    pub fn file_count(&self) -> usize {
        0
    }

    /// The contracts, sorted by path.
    pub fn contract_paths(&self) -> Vec<RelPath> {
        Vec::new()
    }
}
