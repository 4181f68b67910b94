//! One folder the server looks at.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::workspace::{Index, RelPath, Settings, Workspace};

use super::builds::{Builds, Site, Work};
use super::capabilities::ClientFacts;
use super::question::Question;
use super::refreshing::Shown;
use super::view::{FolderView, LastFindings, OpenFile, OpenFiles};

/// Names a folder for as long as the server runs.
pub type FolderId = u32;

/// A folder with its workspace, its builds and its open documents.
pub struct Folder {
    /// Its name.
    pub id: FolderId,
    /// Where it is, as the client spells it.
    pub root: Arc<Path>,
    /// Whether the client named it; else it was found around an open file.
    pub declared: bool,
    /// The client's settings for it.
    pub pulled: Value,
    resolved: PathBuf,
    settings: Settings,
    state: State,
    builds: Builds,
    open: OpenFiles,
    /// Files that were opened before there was anything to tell about them.
    untold: BTreeSet<RelPath>,
    deferred: Vec<Deferred>,
    last_findings: LastFindings,
    /// What the client was given.
    shown: Shown,
}

/// There is no workspace, and so no snapshot, before the first index is whole.
enum State {
    Building,
    Ready(Box<Workspace>, Arc<Index>),
    /// The first build was given up.
    Stopped,
}

/// What came while there was no index. It is done in its order when there is one, so that a request
/// sees the edits before it and none behind: its positions speak of that text.
enum Deferred {
    Open(RelPath, OpenFile),
    Close(RelPath),
    Ask(Box<dyn Question>, RelPath),
}

/// A request that waited, with what it sees; without, if there is nothing to see.
pub type Answerable = (Box<dyn Question>, Option<(FolderView, RelPath)>);

/// What the end of a build brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new state.
    New,
    /// Nothing, and nothing was there before: requests need not wait.
    Nothing,
    /// No change.
    Same,
}

impl Folder {
    /// A folder whose files are not read yet.
    pub fn new(id: FolderId, root: &Path, declared: bool, settings: Settings) -> Self {
        let mut builds = Builds::default();
        builds.add(Work::All(settings.clone()));
        Self {
            id,
            root: root.into(),
            declared,
            pulled: Value::Null,
            resolved: root.canonicalize().unwrap_or_else(|_| root.to_owned()),
            settings,
            state: State::Building,
            builds,
            open: OpenFiles::default(),
            untold: BTreeSet::new(),
            deferred: Vec::new(),
            last_findings: LastFindings::default(),
            shown: Shown::default(),
        }
    }

    /// Whether it is this folder, however it is spelled.
    pub fn is_at(&self, root: &Path) -> bool {
        *self.root == *root || root.canonicalize().is_ok_and(|root| root == self.resolved)
    }

    /// The place of a file in it, as the file's path is spelled.
    pub fn place(&self, path: &Path) -> Option<RelPath> {
        RelPath::below(&self.root, path)
    }

    /// The place in it of a file whose symbolic links are resolved.
    pub fn place_of_resolved(&self, path: &Path) -> Option<RelPath> {
        RelPath::below(&self.resolved, path)
    }

    /// How deep it lies: of nested folders, the deepest has a file.
    pub fn depth(&self) -> usize {
        self.resolved.components().count()
    }

    /// Its path with symbolic links resolved.
    pub fn resolved(&self) -> &Path {
        &self.resolved
    }

    /// Whether requests have to wait.
    pub fn is_building(&self) -> bool {
        matches!(self.state, State::Building)
    }

    /// Its state now; `None` before the first index.
    pub fn view(&self, client: &Arc<ClientFacts>) -> Option<FolderView> {
        let State::Ready(workspace, _) = &self.state else { return None };
        Some(FolderView {
            root: self.root.clone(),
            snapshot: workspace.snapshot(),
            open: self.open.clone(),
            client: client.clone(),
            last_findings: self.last_findings.clone(),
            shown: self.shown.clone(),
        })
    }

    /// The editor's text of a file, opened or changed.
    pub fn set_open(&mut self, path: RelPath, file: OpenFile) {
        match &mut self.state {
            State::Building => {
                self.untold.insert(path.clone());
                // Only the last of several edits in a row is ever seen.
                if let Some(Deferred::Open(last, _)) = self.deferred.last()
                    && *last == path
                {
                    self.deferred.pop();
                }
                self.deferred.push(Deferred::Open(path, file));
                return;
            }
            State::Stopped => {
                self.untold.insert(path.clone());
            }
            State::Ready(workspace, _) => {
                workspace.set_open(path.clone(), file.document.clone(), Some(file.version));
            }
        }
        Arc::make_mut(&mut self.open).insert(path, file);
    }

    /// The editor closed a file.
    pub fn close(&mut self, path: &RelPath) {
        self.untold.remove(path);
        match &mut self.state {
            State::Building => return self.deferred.push(Deferred::Close(path.clone())),
            State::Stopped => {}
            State::Ready(workspace, _) => workspace.close(path),
        }
        Arc::make_mut(&mut self.open).remove(path);
    }

    /// Keeps a request until the first index is there.
    pub fn defer(&mut self, question: Box<dyn Question>, path: RelPath) {
        let is_wanted = |kept: &Deferred| !matches!(kept, Deferred::Ask(question, _) if question.is_cancelled());
        self.deferred.retain(is_wanted);
        self.deferred.push(Deferred::Ask(question, path));
    }

    /// Does what was deferred; the requests are for the caller to hand on.
    pub fn catch_up(&mut self, client: &Arc<ClientFacts>) -> Vec<Answerable> {
        let mut answerable = Vec::new();
        for deferred in std::mem::take(&mut self.deferred) {
            match deferred {
                Deferred::Open(path, file) => self.set_open(path, file),
                Deferred::Close(path) => self.close(&path),
                Deferred::Ask(question, path) => {
                    let view = self.view(client).map(|view| (view, path));
                    answerable.push((question, view));
                }
            }
        }
        answerable
    }

    /// The files that were opened before the first index, to be told about now.
    pub fn take_untold(&mut self) -> BTreeSet<RelPath> {
        std::mem::take(&mut self.untold)
    }

    /// Takes settings over. Whether they differ from those in force.
    pub fn set_settings(&mut self, settings: Settings) -> bool {
        let differ = settings != self.settings;
        if differ {
            self.settings = settings;
            self.builds.add(Work::All(self.settings.clone()));
        }
        differ
    }

    /// Reads everything anew.
    pub fn rebuild(&mut self) {
        self.builds.add(Work::All(self.settings.clone()));
    }

    /// Files changed on disk.
    pub fn changed_on_disk(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        match self.state {
            // What was given up is begun again when there is something new to see.
            State::Stopped => self.rebuild(),
            _ => self.builds.add(Work::Changed(paths.into_iter().collect())),
        }
    }

    /// Starts the build that waits, if none runs.
    pub fn start_build(&mut self, site: &Site) {
        let index = match &self.state {
            State::Ready(_, index) => Some(index),
            State::Stopped | State::Building => None,
        };
        self.builds.start(self.id, &self.root, index, site);
        if self.builds.is_running() && matches!(self.state, State::Stopped) {
            self.state = State::Building;
        }
    }

    /// Takes over what a build brought.
    pub fn built(&mut self, run: u64, index: Option<Arc<Index>>) -> Outcome {
        let Some(ended) = self.builds.end(run) else { return Outcome::Same };
        match (index, ended.settings, &mut self.state) {
            (Some(index), None, State::Ready(workspace, current)) => {
                workspace.install(index.clone());
                *current = index;
                Outcome::New
            }
            (Some(index), Some(settings), _) => {
                self.install(settings, index);
                Outcome::New
            }
            (None, Some(_), State::Building) if !self.builds.is_waiting() => {
                self.state = State::Stopped;
                Outcome::Nothing
            }
            _ => Outcome::Same,
        }
    }

    fn install(&mut self, settings: Settings, index: Arc<Index>) {
        let mut workspace = Workspace::new(&self.root, settings);
        workspace.install(index.clone());
        for (path, file) in &*self.open {
            workspace.set_open(path.clone(), file.document.clone(), Some(file.version));
        }
        self.state = State::Ready(Box::new(workspace), index);
    }

    /// Gives up the requests that wait.
    pub fn dismiss_all(&mut self) {
        for deferred in std::mem::take(&mut self.deferred) {
            if let Deferred::Ask(question, _) = deferred {
                question.dismiss();
            }
        }
    }

    /// The builds, to cancel them.
    pub fn builds(&mut self) -> &mut Builds {
        &mut self.builds
    }
}
