//! Files that are opened outside all folders.
//!
//! Their workspace is looked for, and looked at when it is one: when it holds a contract or a
//! configuration. A lone file does not make its folder a workspace, least of all a home directory.

use std::path::{Path, PathBuf};

use crate::workspace::locate;

use super::super::message::Message;
use super::Owner;

/// What makes a folder a workspace.
const SIGNS: [&str; 4] = [
    "contract-lsp.toml",
    "THIRD_PARTY_INTEGRATIONS.md",
    "docs/THIRD_PARTY_INTEGRATIONS.md",
    "House_Rules_Contracts/THIRD_PARTY_INTEGRATIONS.md",
];

impl Owner {
    /// Looks for the workspace of a file in the background.
    pub(super) fn look_for_workspace(&mut self, file: &Path) {
        self.looked_for.entry(file.to_owned()).or_default();
        let (file, queue) = (file.to_owned(), self.site.queue.clone());
        let look = move || {
            let root = workspace_of(&file);
            // Fails only while the process ends.
            let _ = queue.send(Message::Located(file, root));
        };
        self.outbox.runtime().spawn_blocking(look);
    }

    /// The workspace of a file was found, or there is none.
    pub(super) fn located(&mut self, file: &Path, root: Option<PathBuf>) {
        let questions = self.looked_for.remove(file).unwrap_or_default();
        let is_open =
            |owner: &Self| {
                owner.documents.values().find(|open| open.path.as_deref() == Some(file)).map(
                    |open| (open.document.uri.clone(), open.document.version, open.home.is_some()),
                )
            };
        if let (Some(root), Some((_, _, false))) = (&root, is_open(self)) {
            self.add_folder(root, false);
        }
        if let Some((uri, version, false)) = is_open(self) {
            // Every opened file is told about once, this one with nothing to say.
            self.outbox.publish(uri, Vec::new(), Some(version));
        }
        questions.into_iter().for_each(|question| self.ask(question));
    }
}

fn workspace_of(file: &Path) -> Option<PathBuf> {
    let root = locate(file).ok()?.root;
    (is_set_up(&root) && !is_everything(&root)).then_some(root)
}

/// Whether a folder holds a contract or a configuration at a default place.
pub(super) fn is_set_up(root: &Path) -> bool {
    SIGNS.iter().any(|sign| root.join(sign).is_file())
}

/// Whether a folder is the whole disk or somebody's whole home.
pub(super) fn is_everything(root: &Path) -> bool {
    root.parent().is_none() || std::env::home_dir().is_some_and(|home| home == root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_disk_is_nobodys_workspace() {
        assert!(is_everything(Path::new("/")));
        assert!(!is_everything(Path::new("/srv/project")));
    }

    #[test]
    fn a_contract_or_a_configuration_makes_a_workspace() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(!is_set_up(folder.path()));
        std::fs::write(folder.path().join("contract-lsp.toml"), "").expect("writing");
        assert!(is_set_up(folder.path()));
    }
}
