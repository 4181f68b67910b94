//! Opening, editing, saving and closing documents.

use std::collections::BTreeSet;
use std::path::PathBuf;

use tower_lsp::ls_types::{
    TextDocumentContentChangeEvent, TextDocumentItem, Uri, VersionedTextDocumentIdentifier,
};

use super::super::documents::OpenDocument;
use super::super::view::OpenFile;
use super::super::{uris, watching};
use super::{Home, Open, Owner};

impl Owner {
    pub(super) fn open(&mut self, item: TextDocumentItem) {
        let document = OpenDocument::new(item.uri.clone(), item.version, &item.text);
        let path = uris::to_path(&item.uri);
        let home = path.as_deref().and_then(|path| self.home(path));
        if let (None, Some(path)) = (&home, &path) {
            self.look_for_workspace(path);
        }
        self.documents.insert(item.uri.clone(), Open { document, path, home });
        self.settle(&item.uri, true);
    }

    pub(super) fn change(
        &mut self,
        id: VersionedTextDocumentIdentifier,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) {
        let Some(open) = self.documents.get_mut(&id.uri) else {
            tracing::warn!("an edit of {}, which is not open", id.uri.as_str());
            return;
        };
        if open.document.change(id.version, changes, self.client.encoding) {
            self.settle(&id.uri, false);
        }
    }

    pub(super) fn save(&mut self, uri: &Uri) {
        let Some(path) = uris::to_path(uri) else { return };
        if let Some(open) = self.documents.get_mut(uri)
            && !open.document.is_in_step()
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            // What was saved is what the editor has.
            open.document.renew(&text);
            self.settle(uri, false);
        }
        // Clients that watch no files tell about their own at least.
        self.changed_on_disk(vec![path]);
    }

    pub(super) fn close(&mut self, uri: &Uri) {
        let Some(open) = self.documents.remove(uri) else { return };
        let Some(Home { folder: id, path }) = open.home else { return };
        let is_idle = !self
            .documents
            .values()
            .any(|open| open.home.as_ref().is_some_and(|home| home.folder == id));
        let Some(folder) = self.folder(id) else { return };
        folder.close(&path);
        if is_idle && !folder.declared {
            // It was looked at for the sake of its open files.
            return self.remove_folder(id);
        }
        self.look_at(id, BTreeSet::new());
        // The disk speaks again: what it says may be news.
        self.changed_on_disk(open.path.into_iter().collect());
    }

    /// Files changed on disk, the editor says.
    pub(super) fn changed_on_disk(&mut self, paths: Vec<PathBuf>) {
        let paths: Vec<PathBuf> =
            paths.into_iter().filter(|path| watching::matters(path)).collect();
        for folder in &mut self.folders {
            let place = |path| folder.place(path).or_else(|| folder.place_of_resolved(path));
            let ours: Vec<PathBuf> =
                paths.iter().filter_map(|path| Some(place(path)?.on_disk(&folder.root))).collect();
            if ours.is_empty() {
                continue;
            }
            if ours.iter().any(|path| watching::changes_everything(path)) {
                folder.rebuild();
            } else {
                folder.changed_on_disk(ours);
            }
            folder.start_build(&self.site);
        }
    }

    /// Brings an open document's text into its folder.
    fn settle(&mut self, uri: &Uri, opened: bool) {
        let Some(Open { document, home: Some(home), .. }) = self.documents.get(uri) else { return };
        let (home, file) = (home.clone(), open_file(document));
        if let Some(folder) = self.folder(home.folder) {
            folder.set_open(home.path.clone(), file);
        }
        let opened = opened.then_some(home.path).into_iter().collect();
        self.look_at(home.folder, opened);
    }

    /// Finds every open document's folder anew, after folders came or went.
    pub(super) fn rehome(&mut self) {
        let uris: Vec<Uri> = self.documents.keys().cloned().collect();
        for uri in uris {
            let path = self.documents.get(&uri).and_then(|open| open.path.clone());
            let home = path.as_deref().and_then(|path| self.home(path));
            let Some(open) = self.documents.get_mut(&uri) else { continue };
            if open.home == home {
                continue;
            }
            if let Some(Home { folder, path }) = std::mem::replace(&mut open.home, home)
                && let Some(left) = self.folder(folder)
            {
                left.close(&path);
                self.look_at(folder, BTreeSet::new());
            }
            self.settle(&uri, true);
        }
    }
}

fn open_file(document: &OpenDocument) -> OpenFile {
    OpenFile {
        uri: document.uri.clone(),
        version: document.version,
        document: document.document.clone(),
    }
}
