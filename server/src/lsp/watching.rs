//! Which files the client watches for us, and which of its news matter.

use std::path::{Component, Path};

use tower_lsp::ls_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, OneOf, Registration,
    RelativePattern, Unregistration, Uri,
};

use super::folder::FolderId;

const METHOD: &str = "workspace/didChangeWatchedFiles";

/// One pattern for each folder. It names no file types: a folder that is deleted or moved is told
/// as that folder alone, which only this pattern matches. The client's own excludes still apply.
const EVERYTHING: &str = "**/*";

/// Files whose change means that everything has to be looked at anew: what is read, and how.
const RULES_OF_READING: [&str; 3] = ["contract-lsp.toml", ".gitignore", ".ignore"];

/// Asks the client to watch a folder. Without relative patterns the first folder's registration
/// covers them all.
pub fn registration(id: FolderId, folder: Option<Uri>) -> Option<Registration> {
    let glob_pattern = match folder {
        Some(base) => GlobPattern::Relative(RelativePattern {
            base_uri: OneOf::Right(base),
            pattern: EVERYTHING.to_owned(),
        }),
        None => GlobPattern::String(EVERYTHING.to_owned()),
    };
    let watchers = vec![FileSystemWatcher { glob_pattern, kind: None }];
    let options = serde_json::to_value(DidChangeWatchedFilesRegistrationOptions { watchers });
    Some(Registration {
        id: name(id),
        method: METHOD.to_owned(),
        register_options: Some(options.ok()?),
    })
}

/// Takes the registration of a folder back.
pub fn unregistration(id: FolderId) -> Unregistration {
    Unregistration { id: name(id), method: METHOD.to_owned() }
}

fn name(id: FolderId) -> String {
    format!("watch-folder-{id}")
}

/// Whether news of a file are of interest: the insides of `.git` change with every command.
pub fn matters(path: &Path) -> bool {
    !path.components().any(|part| part == Component::Normal(".git".as_ref()))
}

/// Whether a change of this file changes how others are read.
pub fn changes_everything(path: &Path) -> bool {
    path.file_name().is_some_and(|name| RULES_OF_READING.iter().any(|file| name == *file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_from_inside_git_do_not_matter() {
        assert!(!matters(Path::new("/x/.git/index")));
        assert!(matters(Path::new("/x/.github/workflows/ci.yml")));
        assert!(matters(Path::new("/x/.gitignore")));
    }

    #[test]
    fn configuration_changes_everything() {
        assert!(changes_everything(Path::new("/x/contract-lsp.toml")));
        assert!(changes_everything(Path::new("/x/sub/.gitignore")));
        assert!(!changes_everything(Path::new("/x/Cargo.toml")));
    }
}
