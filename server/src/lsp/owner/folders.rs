//! Folders, their settings and their builds.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use tower_lsp::ls_types::request::{
    RegisterCapability, UnregisterCapability, WorkspaceConfiguration,
};
use tower_lsp::ls_types::{RegistrationParams, UnregistrationParams, WorkspaceFoldersChangeEvent};

use crate::workspace::{Index, Settings};

use super::super::folder::{Folder, FolderId, Outcome};
use super::super::message::Message;
use super::super::{settings, uris, watching};
use super::Owner;
use super::outside;

impl Owner {
    /// Begins to look at a folder.
    pub(super) fn add_folder(&mut self, root: &Path, declared: bool) {
        if let Some(known) = self.folders.iter_mut().find(|folder| folder.is_at(root)) {
            known.declared |= declared;
            return;
        }
        if outside::is_everything(root) && !outside::is_set_up(root) {
            tracing::warn!("{} is not read: it is nobody's workspace", root.display());
            return;
        }
        let id = self.next_folder;
        self.next_folder += 1;
        let mut folder = Folder::new(id, root, declared, self.settings(&Value::Null));
        folder.start_build(&self.site);
        self.folders.push(folder);
        self.rehome();
        if self.initialized {
            self.watch(&[id]);
            self.pull_settings();
        }
    }

    /// Looks away from a folder.
    pub(super) fn remove_folder(&mut self, id: FolderId) {
        let Some(place) = self.folders.iter().position(|folder| folder.id == id) else { return };
        let mut folder = self.folders.remove(place);
        folder.builds().cancel();
        folder.dismiss_all();
        self.diagnostics.forget(id);
        if self.initialized && self.client.watching && self.client.relative_patterns {
            let unregisterations = vec![watching::unregistration(id)];
            let params = UnregistrationParams { unregisterations };
            self.outbox.ask_later::<UnregisterCapability>(params, |()| {});
        }
        self.rehome();
        // Files of a nested folder are its outer folder's again.
        let ids: Vec<FolderId> = self.folders.iter().map(|folder| folder.id).collect();
        ids.into_iter().for_each(|id| self.look_at(id, BTreeSet::new()));
        // It may have been the one they waited for.
        self.answer_those_about_all();
    }

    pub(super) fn folders_changed(&mut self, event: WorkspaceFoldersChangeEvent) {
        for root in event.removed.iter().filter_map(|folder| uris::to_path(&folder.uri)) {
            let removed = self.folders.iter().find(|folder| folder.is_at(&root));
            if let Some(id) = removed.map(|folder| folder.id) {
                self.remove_folder(id);
            }
        }
        for root in event.added.iter().filter_map(|folder| uris::to_path(&folder.uri)) {
            self.add_folder(&root, true);
        }
    }

    /// Asks the client to watch folders.
    pub(super) fn watch(&self, ids: &[FolderId]) {
        if !self.client.watching {
            return;
        }
        let registrations = if self.client.relative_patterns {
            let folders = self.folders.iter().filter(|folder| ids.contains(&folder.id));
            folders
                .filter_map(|folder| {
                    watching::registration(folder.id, Some(uris::from_path(&folder.root)?))
                })
                .collect()
        } else if ids.contains(&0) || ids.is_empty() {
            // A pattern that is relative to nothing holds for all of the client's folders.
            watching::registration(0, None).into_iter().collect()
        } else {
            Vec::new()
        };
        if !registrations.is_empty() {
            let params = RegistrationParams { registrations };
            self.outbox.ask_later::<RegisterCapability>(params, |()| {});
        }
    }

    /// The settings of a folder for which the client says `pulled`.
    fn settings(&self, pulled: &Value) -> Settings {
        settings::combine(&settings::combine(&self.options, &self.told).overrides, pulled)
    }

    pub(super) fn pull_settings(&self) {
        if !self.client.configuration || !self.initialized || self.folders.is_empty() {
            return;
        }
        let ids: Vec<FolderId> = self.folders.iter().map(|folder| folder.id).collect();
        let query =
            settings::query(self.folders.iter().map(|folder| uris::from_path(&folder.root)));
        let queue = self.site.queue.clone();
        self.outbox.ask_later::<WorkspaceConfiguration>(query, move |answers| {
            // Fails only while the process ends.
            let _ = queue.send(Message::Pulled(ids.into_iter().zip(answers).collect()));
        });
    }

    pub(super) fn settings_pulled(&mut self, pulled: Vec<(FolderId, Value)>) {
        for (id, pulled) in pulled {
            if let Some(folder) = self.folder(id) {
                folder.pulled = pulled;
            }
        }
        self.apply_settings();
    }

    pub(super) fn settings_changed(&mut self, settings: Value) {
        if let Some(told) = settings::from_notification(settings) {
            self.told = told;
            self.apply_settings();
        }
        self.pull_settings();
    }

    /// Folders whose settings are different now are read anew; until then they stay as they are.
    fn apply_settings(&mut self) {
        let settings: Vec<Settings> =
            self.folders.iter().map(|folder| self.settings(&folder.pulled)).collect();
        for (folder, settings) in self.folders.iter_mut().zip(settings) {
            if folder.set_settings(settings) {
                folder.start_build(&self.site);
            }
        }
    }

    /// A build ended.
    pub(super) fn built(&mut self, id: FolderId, run: u64, index: Option<Arc<Index>>) {
        let (site, client) = (self.site.clone(), self.client.clone());
        let Some(folder) = self.folder(id) else { return };
        let outcome = folder.built(run, index);
        let answerable = match outcome {
            Outcome::New | Outcome::Nothing => folder.catch_up(&client),
            Outcome::Same => Vec::new(),
        };
        let opened = match outcome {
            Outcome::New => folder.take_untold(),
            Outcome::Nothing | Outcome::Same => BTreeSet::new(),
        };
        folder.start_build(&site);
        if outcome == Outcome::New {
            self.look_at(id, opened);
        }
        for (question, view) in answerable {
            match view {
                Some((view, path)) => self.answer(question, view, path),
                None => question.dismiss(),
            }
        }
        self.answer_those_about_all();
    }
}
