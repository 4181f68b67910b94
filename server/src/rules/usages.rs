//! What rows of Used By Modules mean in the workspace: the files they cover.

use crate::contract::Usage;
use crate::workspace::{Governed, PathPlace, RelPath, Snapshot};

/// What the file of a usage row leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Covered {
    /// One file.
    File(RelPath),
    /// The files of a folder or glob; maybe none.
    Files(Vec<RelPath>),
    /// Several places whose paths end so, or a row that names no file.
    Unclear,
    /// Nothing.
    Nothing,
}

/// The files that a row covers.
pub(crate) fn covered(snapshot: &Snapshot, contract: &Governed, usage: &Usage) -> Covered {
    let Some(file) = &usage.file else { return Covered::Unclear };
    if is_glob(&file.path) {
        return match matching(snapshot, contract, &file.path) {
            files if files.is_empty() => Covered::Nothing,
            files => Covered::Files(files),
        };
    }
    match snapshot.place_of(contract, &file.path) {
        PathPlace::Exact(path) | PathPlace::Suffix(path) => {
            if snapshot.entry(&path).is_some() {
                Covered::File(path)
            } else {
                Covered::Files(snapshot.files_in(&path).cloned().collect())
            }
        }
        PathPlace::Ambiguous => Covered::Unclear,
        PathPlace::Missing => Covered::Nothing,
    }
}

/// Whether a path is a pattern for many.
pub(crate) fn is_glob(path: &str) -> bool {
    path.contains(['*', '?']) || (path.contains('{') && path.contains('}'))
}

/// Whether a row covers a file.
pub(super) fn covers(
    snapshot: &Snapshot,
    contract: &Governed,
    usage: &Usage,
    path: &RelPath,
) -> bool {
    match covered(snapshot, contract, usage) {
        Covered::File(file) => file == *path,
        Covered::Files(files) => files.contains(path),
        // Of several candidates the file may be one: no reason to ask for another row.
        Covered::Unclear => usage
            .file
            .as_ref()
            .is_some_and(|file| path.as_str().ends_with(file.path.trim_end_matches('/'))),
        Covered::Nothing => false,
    }
}

fn matching(snapshot: &Snapshot, contract: &Governed, glob: &str) -> Vec<RelPath> {
    // `*` stays within a folder, as people mean it.
    let built = globset::GlobBuilder::new(glob).literal_separator(true).build();
    let Ok(matcher) = built.map(|glob| glob.compile_matcher()) else { return Vec::new() };
    let is_match = |path: &&RelPath| {
        path.relative_to(&contract.folder).is_some_and(|path| matcher.is_match(path))
    };
    snapshot.files_in(&contract.folder).filter(is_match).cloned().collect()
}
