//! Computes and publishes diagnostics, on a thread of its own.
//!
//! Of every folder only the newest state counts: a newer one replaces the one that waits and
//! cancels the one that is worked on. Nothing is timed. So that somebody who types without pause
//! still sees something, a computation that was overtaken a few times in a row is carried through.

mod ledger;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::rules::Findings;
use crate::workspace::RelPath;

use super::folder::FolderId;
use super::outbox::Outbox;
use super::paranoid;
use super::refreshing::Refreshing;
use super::view::FolderView;

use ledger::Ledger;

/// How often a folder's computation may be overtaken before one is carried through.
const PATIENCE: u32 = 4;

/// A state of a folder to be looked at.
pub struct State {
    /// The state.
    pub view: FolderView,
    /// Folders inside this one that are looked at by themselves.
    pub nested: Vec<RelPath>,
    /// Files that were opened: told about in any case.
    pub opened: BTreeSet<RelPath>,
}

/// The way to the thread.
pub struct Diagnostics {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    work: Mutex<Work>,
    wake: Condvar,
}

#[derive(Default)]
struct Work {
    /// The newest state of each folder that nobody looked at yet; `None` for a folder that is gone.
    waiting: BTreeMap<FolderId, Option<State>>,
    /// What is worked on, and the way to stop it.
    current: Option<(FolderId, Arc<AtomicBool>)>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Diagnostics {
    /// Starts the thread. `paranoid`: everything is worked out a second time, from nothing.
    pub fn start(outbox: Outbox, paranoid: bool) -> Self {
        let shared = Arc::<Shared>::default();
        let refreshing = Refreshing::new(outbox.clone());
        let worker = Worker {
            shared: shared.clone(),
            outbox,
            refreshing,
            paranoid: paranoid && paranoid::is_possible(),
            folders: HashMap::new(),
        };
        let thread = thread::Builder::new().name("diagnostics".to_owned());
        if let Err(error) = thread.spawn(move || worker.run()) {
            tracing::error!("no thread for diagnostics: {error}");
        }
        Self { shared }
    }

    /// Looks at a folder's new state instead of all earlier ones.
    pub fn look_at(&self, id: FolderId, state: State) {
        self.put(id, Some(state));
    }

    /// Clears everything told about a folder.
    pub fn forget(&self, id: FolderId) {
        self.put(id, None);
    }

    fn put(&self, id: FolderId, state: Option<State>) {
        let mut work = self.shared.lock();
        work.put(id, state);
        if let Some((_, overtaken)) = work.current.as_ref().filter(|(current, _)| *current == id) {
            overtaken.store(true, Ordering::Relaxed);
        }
        drop(work);
        self.shared.wake.notify_one();
    }
}

impl Work {
    fn put(&mut self, id: FolderId, mut state: Option<State>) {
        // Files that were opened are told about, whatever state shows them first.
        if let (Some(Some(earlier)), Some(state)) = (self.waiting.remove(&id), &mut state) {
            state.opened.extend(earlier.opened);
        }
        self.waiting.insert(id, state);
    }
}

struct Worker {
    shared: Arc<Shared>,
    outbox: Outbox,
    refreshing: Refreshing,
    paranoid: bool,
    folders: HashMap<FolderId, Looked>,
}

/// What is remembered of a folder.
#[derive(Default)]
struct Looked {
    ledger: Ledger,
    /// Whether its findings have been computed once.
    is_known: bool,
    /// Whether the client asks for its diagnostics.
    is_pulled: bool,
    overtaken: u32,
}

impl Worker {
    fn run(mut self) {
        // Starts behind the folder looked at last, so that none is passed over.
        let mut last = FolderId::MAX;
        loop {
            let (id, state, overtaken) = self.next(last);
            last = id;
            match state {
                Some(state) => self.look_at(id, state, &overtaken),
                None => {
                    if let Some(looked) = self.folders.remove(&id) {
                        match looked.is_pulled {
                            true => self.refreshing.ask_for_diagnostics(),
                            false => looked.ledger.clear(&self.outbox),
                        }
                    }
                }
            }
        }
    }

    fn next(&self, last: FolderId) -> (FolderId, Option<State>, Arc<AtomicBool>) {
        let mut work = self.shared.lock();
        work.current = None;
        loop {
            let behind = work.waiting.range(last.saturating_add(1)..).next();
            let next = behind.or_else(|| work.waiting.iter().next()).map(|(id, _)| *id);
            if let Some(id) = next
                && let Some(state) = work.waiting.remove(&id)
            {
                let overtaken = Arc::<AtomicBool>::default();
                work.current = Some((id, overtaken.clone()));
                return (id, state, overtaken);
            }
            work = self.shared.wake.wait(work).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn look_at(&mut self, id: FolderId, state: State, overtaken: &AtomicBool) {
        let looked = self.folders.entry(id).or_default();
        let carry_through = looked.overtaken >= PATIENCE;
        let cancelled = || !carry_through && overtaken.load(Ordering::Relaxed);
        let computed = catch_unwind(AssertUnwindSafe(|| {
            let findings = state.view.findings(&cancelled).map(Arc::new);
            if let Some(findings) = &findings {
                state.view.last_findings.set(findings.clone());
                if self.paranoid {
                    paranoid::check(&state.view, findings, &cancelled);
                }
                if !cancelled() {
                    let has_news = looked.ledger.publish(&state, findings, &self.outbox);
                    // What is found first, a client asks for by itself.
                    let is_first = !std::mem::replace(&mut looked.is_known, true);
                    looked.is_pulled = state.view.client.pulls_diagnostics;
                    if looked.is_pulled && has_news && !is_first {
                        self.refreshing.ask_for_diagnostics();
                    }
                    self.refreshing.look_at(&state.view);
                    return true;
                }
            }
            false
        }));
        match computed {
            Ok(true) => looked.overtaken = 0,
            Ok(false) => {
                looked.overtaken += 1;
                self.hand_over(id, state.opened);
            }
            Err(_) => {
                tracing::error!("computing diagnostics failed; this is a bug");
                // Nothing that a failure left behind is started from.
                state.view.last_findings.set(Arc::new(Findings::default()));
                looked.overtaken = 0;
            }
        }
    }

    /// The state that overtook this one tells about its opened files too.
    fn hand_over(&self, id: FolderId, opened: BTreeSet<RelPath>) {
        if let Some(Some(newer)) = self.shared.lock().waiting.get_mut(&id) {
            newer.opened.extend(opened);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::workspace::{Settings, Workspace};

    use super::super::capabilities::ClientFacts;
    use super::super::refreshing::Shown;
    use super::super::view::{LastFindings, OpenFiles};
    use super::*;

    fn state(opened: &str) -> State {
        let root: Arc<Path> = Path::new("/shop").into();
        let view = FolderView {
            snapshot: Workspace::new(&root, Settings::default()).snapshot(),
            root,
            open: OpenFiles::default(),
            client: Arc::new(ClientFacts::default()),
            last_findings: LastFindings::default(),
            shown: Shown::default(),
        };
        State { view, nested: Vec::new(), opened: RelPath::parse(opened).into_iter().collect() }
    }

    #[test]
    fn a_newer_state_replaces_the_waiting_one_and_tells_about_its_opened_files_too() {
        let mut work = Work::default();
        for path in ["a.js", "b.js", "a.js"] {
            work.put(0, Some(state(path)));
        }
        work.put(1, Some(state("c.js")));
        assert_eq!(work.waiting.len(), 2);
        let opened = work.waiting[&0].as_ref().map(|state| state.opened.len());
        assert_eq!(opened, Some(2));
        work.put(0, None);
        assert!(work.waiting[&0].is_none(), "a folder that is gone is only cleared");
    }
}
