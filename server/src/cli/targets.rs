//! Which workspaces the PATHs of a command line belong to.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};

use crate::workspace::{RelPath, locate};

/// A workspace to look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Its folder, absolute.
    pub root: PathBuf,
    /// What was asked for in it; the root itself when nothing is narrowed.
    pub paths: Vec<RelPath>,
    /// What stands before its paths in a report: nothing, or `apps/web`.
    pub prefix: String,
}

impl Target {
    /// Whether somebody asked for this file.
    pub fn asks_for(&self, file: &RelPath) -> bool {
        self.paths.iter().any(|path| file.is_in(path))
    }
}

/// The workspaces of these paths, each once, sorted by folder.
pub(super) fn targets(paths: &[PathBuf]) -> anyhow::Result<Vec<Target>> {
    let mut by_root: BTreeMap<PathBuf, Vec<RelPath>> = BTreeMap::new();
    for path in paths {
        let located = look_at(path).and_then(|()| locate(path)).map_err(|error| {
            if error.kind() == io::ErrorKind::NotFound {
                anyhow!("there is no file or folder `{}`", path.display())
            } else {
                anyhow::Error::new(error).context(format!("cannot read `{}`", path.display()))
            }
        })?;
        by_root.entry(located.root).or_default().push(located.path);
    }
    let above = common_folder(by_root.keys()).context("no PATH to look at")?;
    let target = |(root, paths): (PathBuf, _)| {
        let prefix = slashed(root.strip_prefix(&above).unwrap_or(&root));
        Target { root, paths, prefix }
    };
    Ok(by_root.into_iter().map(target).collect())
}

/// A folder below PATH that cannot be read is skipped and logged; a PATH itself that cannot is an
/// error, or the report on it would be empty and look well.
fn look_at(path: &Path) -> io::Result<()> {
    if fs::metadata(path)?.is_dir() {
        fs::read_dir(path).map(drop)
    } else {
        fs::File::open(path).map(drop)
    }
}

/// The nearest folder that holds all these folders, or is the only one.
fn common_folder<'a>(mut folders: impl Iterator<Item = &'a PathBuf>) -> Option<PathBuf> {
    let first = folders.next()?.clone();
    let shared = folders.fold(first, |shared, folder| {
        shared.ancestors().find(|above| folder.starts_with(above)).unwrap_or(Path::new("")).into()
    });
    Some(shared)
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn common(folders: &[&str]) -> Option<PathBuf> {
        let folders: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
        common_folder(folders.iter())
    }

    #[test]
    fn the_common_folder_is_cut_between_whole_parts() {
        assert_eq!(common(&["/w/apps/web", "/w/apps/worker"]), Some("/w/apps".into()));
        assert_eq!(common(&["/w", "/w/apps"]), Some("/w".into()));
        assert_eq!(common(&["/w/apps"]), Some("/w/apps".into()));
        assert_eq!(common(&[]), None);
    }

    #[test]
    fn a_path_that_is_not_there_is_named_as_typed() {
        let error = targets(&["./no/such/place".into()]).expect_err("there is no such place");
        assert_eq!(error.to_string(), "there is no file or folder `./no/such/place`");
    }
}
