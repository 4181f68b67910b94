//! The owner of the state: applies messages one after the other, in the order of their arrival.
//!
//! It never waits: reading files, computing and talking to the client happen elsewhere, and what
//! comes of it comes back as a message.

mod documents;
mod folders;
mod outside;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use serde_json::Value;
use tokio::sync::mpsc::unbounded_channel;
use tower_lsp::ls_types::Uri;

use crate::workspace::RelPath;

use super::builds::Site;
use super::capabilities::ClientFacts;
use super::diagnostics::{Diagnostics, State};
use super::documents::OpenDocument;
use super::folder::{Folder, FolderId};
use super::message::{Message, Queue, Setup};
use super::outbox::Outbox;
use super::question::{Question, WideQuestion};
use super::uris;
use super::view::{FolderView, View};

/// Starts the owner's thread.
pub fn start(outbox: Outbox, paranoid: bool) -> Queue {
    let (queue, mut messages) = unbounded_channel();
    let mut owner = Owner::new(outbox, queue.clone(), paranoid);
    let thread = thread::Builder::new().name("owner".to_owned()).spawn(move || {
        while let Some(message) = messages.blocking_recv() {
            // One message that fails must not take the server along.
            if catch_unwind(AssertUnwindSafe(|| owner.apply(message))).is_err() {
                tracing::error!("a message failed; this is a bug");
            }
        }
    });
    if let Err(error) = thread {
        tracing::error!("no thread for the state: {error}");
    }
    queue
}

struct Owner {
    site: Site,
    outbox: Outbox,
    diagnostics: Diagnostics,
    client: Arc<ClientFacts>,
    /// Settings from `initializationOptions`.
    options: Value,
    /// Settings from the last `didChangeConfiguration` that told them.
    told: Value,
    initialized: bool,
    folders: Vec<Folder>,
    next_folder: FolderId,
    documents: BTreeMap<Uri, Open>,
    /// Files outside all folders whose workspace is being looked for, with the requests about them.
    looked_for: BTreeMap<PathBuf, Vec<Box<dyn Question>>>,
    /// Requests about all folders that came before each had its first index.
    waiting_for_all: Vec<Box<dyn WideQuestion>>,
}

/// An open document and the folder it belongs to.
struct Open {
    document: OpenDocument,
    path: Option<PathBuf>,
    home: Option<Home>,
}

/// A place in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Home {
    folder: FolderId,
    path: RelPath,
}

impl Owner {
    fn new(outbox: Outbox, queue: Queue, paranoid: bool) -> Self {
        Self {
            site: Site { queue, outbox: outbox.clone(), shows_progress: false },
            diagnostics: Diagnostics::start(outbox.clone(), paranoid),
            outbox,
            client: Arc::default(),
            options: Value::Null,
            told: Value::Null,
            initialized: false,
            folders: Vec::new(),
            next_folder: 0,
            documents: BTreeMap::new(),
            looked_for: BTreeMap::new(),
            waiting_for_all: Vec::new(),
        }
    }

    fn apply(&mut self, message: Message) {
        match message {
            Message::Initialize(setup) => self.initialize(*setup),
            Message::Initialized => self.client_is_ready(),
            Message::Open(document) => self.open(document),
            Message::Change(document, changes) => self.change(document, changes),
            Message::Save(uri) => self.save(&uri),
            Message::Close(uri) => self.close(&uri),
            Message::Watched(uris) => {
                self.changed_on_disk(uris.iter().filter_map(uris::to_path).collect());
            }
            Message::Configuration(settings) => self.settings_changed(settings),
            Message::Pulled(settings) => self.settings_pulled(settings),
            Message::Folders(event) => self.folders_changed(event),
            Message::Ask(question) => self.ask(question),
            Message::AskAll(question) => self.ask_all(question),
            Message::Built(id, run, index) => self.built(id, run, index),
            Message::Located(file, root) => self.located(&file, root),
            Message::CancelProgress(token) => {
                for folder in &mut self.folders {
                    let id = folder.id;
                    if folder.builds().cancel_shown(id, &token) {
                        let root = folder.root.display();
                        tracing::info!(
                            "reading {root} was cancelled; it is silent until it changes"
                        );
                    }
                }
            }
            Message::Shutdown => {
                self.folders.iter_mut().for_each(|folder| folder.builds().cancel());
            }
        }
    }

    fn initialize(&mut self, setup: Setup) {
        self.site.shows_progress = setup.facts.progress;
        self.client = Arc::new(setup.facts);
        self.options = setup.options;
        for root in setup.roots {
            self.add_folder(&root, true);
        }
    }

    fn client_is_ready(&mut self) {
        self.initialized = true;
        let ids: Vec<FolderId> = self.folders.iter().map(|folder| folder.id).collect();
        self.watch(&ids);
        self.pull_settings();
    }

    /// Hands a request to a worker; one that comes before the first index waits for it.
    fn ask(&mut self, question: Box<dyn Question>) {
        let Some(path) = uris::to_path(question.uri()) else { return question.dismiss() };
        let home = match self.documents.get(question.uri()) {
            Some(open) => open.home.clone(),
            None => self.home(&path),
        };
        let Some(home) = home else {
            return match self.looked_for.get_mut(&path) {
                Some(waiting) => waiting.push(question),
                None => question.dismiss(),
            };
        };
        let client = self.client.clone();
        let Some(folder) = self.folder(home.folder) else { return question.dismiss() };
        match folder.view(&client) {
            Some(view) => self.answer(question, view, home.path),
            None if folder.is_building() => folder.defer(question, home.path),
            None => question.dismiss(),
        }
    }

    fn answer(&self, question: Box<dyn Question>, view: FolderView, path: RelPath) {
        self.outbox.runtime().spawn_blocking(move || {
            if question.is_cancelled() {
                return;
            }
            match View::of(view, path) {
                Some(view) => question.answer(view),
                None => question.dismiss(),
            }
        });
    }

    /// Hands a request about all folders to a worker, or keeps it while one is read for the first
    /// time.
    fn ask_all(&mut self, question: Box<dyn WideQuestion>) {
        self.waiting_for_all.retain(|waiting| !waiting.is_cancelled());
        self.waiting_for_all.push(question);
        self.answer_those_about_all();
    }

    /// Answers the requests about all folders, if every folder can be looked at or is given up.
    fn answer_those_about_all(&mut self) {
        if self.folders.iter().any(Folder::is_building) {
            return;
        }
        for question in std::mem::take(&mut self.waiting_for_all) {
            let views: Vec<FolderView> =
                self.folders.iter().filter_map(|folder| folder.view(&self.client)).collect();
            self.outbox.runtime().spawn_blocking(move || {
                if !question.is_cancelled() {
                    question.answer(views);
                }
            });
        }
    }

    fn folder(&mut self, id: FolderId) -> Option<&mut Folder> {
        self.folders.iter_mut().find(|folder| folder.id == id)
    }

    /// The folder a file belongs to: of nested ones the deepest.
    fn home(&self, path: &Path) -> Option<Home> {
        let deepest = |place: &dyn Fn(&Folder) -> Option<RelPath>| {
            let places = self.folders.iter().filter_map(|folder| Some((folder, place(folder)?)));
            let (folder, path) = places.max_by_key(|(folder, _)| folder.depth())?;
            Some(Home { folder: folder.id, path })
        };
        // As it is spelled, first: most clients spell folders and files alike.
        deepest(&|folder| folder.place(path)).or_else(|| {
            let resolved = path.canonicalize().ok()?;
            deepest(&|folder| folder.place_of_resolved(&resolved))
        })
    }

    /// The state of a folder changed: its diagnostics are looked at.
    fn look_at(&self, id: FolderId, opened: BTreeSet<RelPath>) {
        let Some(folder) = self.folders.iter().find(|folder| folder.id == id) else { return };
        if let Some(view) = folder.view(&self.client) {
            let others = self.folders.iter().filter(|other| other.id != id);
            let nested =
                others.filter_map(|other| folder.place_of_resolved(other.resolved())).collect();
            self.diagnostics.look_at(id, State { view, nested, opened });
        }
    }
}
