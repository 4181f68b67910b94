//! Where a workspace begins, which files it has, and which of them are contracts.

use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::gitignore::Gitignore;

use super::config::CONFIG_FILE;
use super::{Config, RelPath};

/// Name of a contract unless the configuration says otherwise.
pub(super) const CONTRACT_FILE: &str = "THIRD_PARTY_INTEGRATIONS.md";

/// Name of the infrastructure contract beside a contract.
pub(super) const INFRA_FILE: &str = "INFRA_CONTRACT.md";

/// Folders that hold documents about the folder above them.
const DOCUMENT_FOLDERS: &[&str] = &["docs", "House_Rules_Contracts"];

/// Folders that hold other people's code, build results or a repository's own data; not read even
/// where git does not ignore them.
const UNREAD_FOLDERS: &[&str] = &[
    ".git",
    ".hg",
    ".svn",
    ".jj",
    "node_modules",
    "bower_components",
    "vendor",
    "dist",
    "build",
    "target",
    ".venv",
    "venv",
    ".tox",
    "site-packages",
    "__pycache__",
    ".next",
    ".nuxt",
    ".svelte-kit",
    ".terraform",
];

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
    let path = path.canonicalize()?;
    let folder = if path.is_dir() { &path } else { path.parent().unwrap_or(&path) };
    let mut root = folder;
    for ancestor in folder.ancestors() {
        if begins_workspace(ancestor) {
            root = ancestor;
            break;
        }
        if ancestor.join(".git").exists() {
            break;
        }
    }
    let path = RelPath::below(root, &path).unwrap_or_else(RelPath::root);
    Ok(Located { root: root.to_owned(), path })
}

fn begins_workspace(folder: &Path) -> bool {
    let is_document_folder = folder
        .file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| DOCUMENT_FOLDERS.contains(&name));
    // A contract in `docs/` speaks of the folder above, which is asked next.
    (!is_document_folder
        && (folder.join(CONTRACT_FILE).is_file() || folder.join(CONFIG_FILE).is_file()))
        || DOCUMENT_FOLDERS.iter().any(|name| folder.join(name).join(CONTRACT_FILE).is_file())
}

/// The folder that a contract at `path` governs: the one it lies in, or the one above a folder of
/// documents.
pub(super) fn governed_folder(path: &RelPath) -> RelPath {
    let folder = path.parent();
    if DOCUMENT_FOLDERS.contains(&folder.file_name()) { folder.parent() } else { folder }
}

/// Whether a file is a contract.
pub(super) fn is_contract(path: &RelPath, config: &Config) -> bool {
    match &config.contracts {
        Some(configured) => configured.iter().any(|pattern| matches_path(pattern, path)),
        None => path.file_name() == CONTRACT_FILE,
    }
}

/// Whether a file is an infrastructure contract.
pub(super) fn is_infra(path: &RelPath, config: &Config) -> bool {
    match &config.infra {
        Some(configured) => matches_path(configured, path),
        None => path.file_name() == INFRA_FILE,
    }
}

/// Whether a configured path or glob names this file.
pub(super) fn matches_path(pattern: &str, path: &RelPath) -> bool {
    let exact = RelPath::parse(pattern).is_some_and(|exact| exact == *path);
    let glob = || {
        globset::Glob::new(pattern).is_ok_and(|glob| glob.compile_matcher().is_match(path.as_str()))
    };
    exact || (pattern.contains(['*', '?', '{', '[']) && glob())
}

/// Every file below `root` that is looked at: what git does not ignore, in any folder that holds
/// own code, sorted. Links are not followed. What cannot be read is logged and skipped. `None` when
/// `go_on` answers false on the way.
pub(super) fn files_below(
    root: &Path,
    config: &Config,
    go_on: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<RelPath>> {
    let (sender, receiver) = std::sync::mpsc::channel();
    walker(root, config).build_parallel().run(|| {
        let sender = sender.clone();
        Box::new(move |entry| {
            if !go_on() {
                return ignore::WalkState::Quit;
            }
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    if let Some(path) = RelPath::below(root, entry.path()) {
                        // The receiver lives until all senders are gone.
                        let _ = sender.send(path);
                    }
                }
                Ok(_) => {}
                Err(error) => tracing::warn!("skipped: {error}"),
            }
            ignore::WalkState::Continue
        })
    });
    drop(sender);
    let mut files: Vec<RelPath> =
        receiver.into_iter().filter(|path| is_read(path, config)).collect();
    files.sort_unstable();
    go_on().then_some(files)
}

fn walker(root: &Path, _config: &Config) -> WalkBuilder {
    let mut builder = WalkBuilder::new(root);
    builder.hidden(false).require_git(false).follow_links(false).filter_entry(|entry| {
        let name = entry.file_name().to_str().unwrap_or_default();
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        // The root is read whatever it is called.
        entry.depth() == 0 || !(is_folder && UNREAD_FOLDERS.contains(&name))
    });
    builder
}

fn is_read(path: &RelPath, config: &Config) -> bool {
    let name = path.file_name();
    let is_minified = name.contains(".min.");
    !is_minified && !config.exclude.is_match(path.as_str())
}

/// Whether a path that the watcher named may be looked at: neither it nor a folder above it is one
/// that is never read.
pub(super) fn may_be_read(path: &RelPath, config: &Config) -> bool {
    !path.as_str().split('/').any(|part| UNREAD_FOLDERS.contains(&part)) && is_read(path, config)
}

/// Whether git ignores a single file that was not there when the folder was walked.
pub(super) fn is_ignored(root: &Path, path: &RelPath) -> bool {
    let folder = path.parent().on_disk(root);
    let wanted = path.on_disk(root);
    let found = |entry: Result<ignore::DirEntry, ignore::Error>| {
        entry.is_ok_and(|entry| entry.path() == wanted)
    };
    // The walker reads the ignore files of the folders above by itself.
    !WalkBuilder::new(folder).hidden(false).require_git(false).max_depth(Some(1)).build().any(found)
}

/// Whether git ignores a path, be it there or not, going by the `.gitignore` files of the root and
/// of the folders between.
pub(super) fn git_ignores(root: &Path, path: &RelPath) -> bool {
    let mut folder = path.parent();
    loop {
        let (ignored, _) = Gitignore::new(folder.on_disk(root).join(".gitignore"));
        let below = path.relative_to(&folder).unwrap_or_default();
        let matched = ignored.matched_path_or_any_parents(below, false);
        // The nearest file that says something decides.
        if !matched.is_none() {
            return matched.is_ignore();
        }
        if folder.as_str().is_empty() {
            return false;
        }
        folder = folder.parent();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
            fs::write(path, "").expect("writable");
        }
        folder
    }

    fn located(folder: &tempfile::TempDir, path: &str) -> (String, String) {
        let top = folder.path().canonicalize().expect("it exists");
        let located = locate(&top.join(path)).expect("it exists");
        let root = located.root.strip_prefix(&top).expect("below the folder");
        (root.to_str().expect("plain names").to_owned(), located.path.to_string())
    }

    #[test]
    fn the_nearest_folder_with_a_contract_is_the_root() {
        let folder = tree(&[
            ".git/HEAD",
            "shop/docs/THIRD_PARTY_INTEGRATIONS.md",
            "shop/src/a/b.js",
            "ledger/contract-lsp.toml",
            "ledger/src/main.rs",
            "plain/src/x.js",
        ]);
        let case = |path: &str| located(&folder, path);
        assert_eq!(case("shop"), ("shop".into(), "".into()));
        assert_eq!(case("shop/src/a"), ("shop".into(), "src/a".into()));
        assert_eq!(case("shop/src/a/b.js"), ("shop".into(), "src/a/b.js".into()));
        assert_eq!(case("shop/docs"), ("shop".into(), "docs".into()));
        assert_eq!(case("ledger/src/main.rs"), ("ledger".into(), "src/main.rs".into()));
        assert_eq!(case("plain/src"), ("plain/src".into(), "".into()));
        assert_eq!(case("plain/src/x.js"), ("plain/src".into(), "x.js".into()));
        assert!(locate(&folder.path().join("absent")).is_err());
    }

    #[test]
    fn the_search_ends_at_the_git_top_level() {
        let folder = tree(&["contract-lsp.toml", "repo/.git/HEAD", "repo/src/a.js"]);
        assert_eq!(located(&folder, "repo/src"), ("repo/src".into(), "".into()));
    }

    #[test]
    fn own_code_is_read_and_nothing_else() {
        let folder = tree(&[
            "src/a.js",
            "src/b.min.js",
            ".github/workflows/ci.yml",
            "node_modules/stripe/index.js",
            "ignored/c.js",
            "legacy/d.js",
            "target/debug/e.rs",
        ]);
        fs::write(folder.path().join(".gitignore"), "/ignored\n").expect("writable");
        let config =
            Config::parse("exclude = [\"legacy/**\"]", &serde_json::Value::Null).expect("good");
        let files = files_below(folder.path(), &config, &|| true).expect("not cancelled");
        let files: Vec<&str> = files.iter().map(RelPath::as_str).collect();
        assert_eq!(files, [".github/workflows/ci.yml", ".gitignore", "src/a.js"]);
    }

    #[test]
    fn a_contract_among_documents_governs_the_folder_above() {
        let governed = |path| governed_folder(&RelPath::parse(path).expect("a path")).to_string();
        assert_eq!(governed("THIRD_PARTY_INTEGRATIONS.md"), "");
        assert_eq!(governed("docs/THIRD_PARTY_INTEGRATIONS.md"), "");
        assert_eq!(governed("shop/House_Rules_Contracts/THIRD_PARTY_INTEGRATIONS.md"), "shop");
        assert_eq!(governed("shop/THIRD_PARTY_INTEGRATIONS.md"), "shop");
    }
}
