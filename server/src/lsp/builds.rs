//! Index builds of one folder: one at a time in the background, at most one waiting.
//!
//! What is asked for while a build runs is collected into the waiting one. So a `git checkout`,
//! however many messages it comes in, is two updates at most: the first news, and all others.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tower_lsp::ls_types::ProgressToken;

use crate::workspace::{Index, Settings};

use super::folder::FolderId;
use super::message::{Message, Queue};
use super::outbox::Outbox;
use super::progress::Progress;

/// What builds need from the outside.
#[derive(Clone)]
pub struct Site {
    /// Where the result goes.
    pub queue: Queue,
    /// Where progress goes.
    pub outbox: Outbox,
    /// Whether the client shows progress.
    pub shows_progress: bool,
}

/// What there is to do.
#[derive(Debug)]
pub enum Work {
    /// Read everything.
    All(Settings),
    /// Read what changed on disk.
    Changed(BTreeSet<PathBuf>),
}

/// The builds of a folder.
#[derive(Debug, Default)]
pub struct Builds {
    running: Option<Running>,
    waiting: Option<Work>,
    runs: u64,
}

#[derive(Debug)]
struct Running {
    run: u64,
    cancel: Arc<AtomicBool>,
    settings: Option<Settings>,
}

/// A build that ended.
#[derive(Debug)]
pub struct Ended {
    /// The settings it read everything with; `None` when it was an update.
    pub settings: Option<Settings>,
}

impl Builds {
    /// Adds to what has to be done. Reading everything makes a running build useless.
    pub fn add(&mut self, work: Work) {
        match (&mut self.waiting, work) {
            (waiting, Work::All(settings)) => {
                *waiting = Some(Work::All(settings));
                if let Some(running) = &self.running {
                    running.cancel.store(true, Ordering::Relaxed);
                }
            }
            (Some(Work::All(_)), Work::Changed(_)) => {}
            (Some(Work::Changed(waiting)), Work::Changed(changed)) => waiting.extend(changed),
            (waiting @ None, changed) => *waiting = Some(changed),
        }
    }

    /// Starts what waits, unless something runs. `index` is what an update starts from; without one
    /// updates wait.
    pub fn start(
        &mut self,
        id: FolderId,
        root: &Arc<Path>,
        index: Option<&Arc<Index>>,
        site: &Site,
    ) {
        if self.running.is_some() {
            return;
        }
        let (work, index) = match (self.waiting.take(), index) {
            (None, _) => return,
            (Some(Work::Changed(changed)), None) => {
                self.waiting = Some(Work::Changed(changed));
                return;
            }
            (Some(work), index) => (work, index.cloned()),
        };
        self.runs += 1;
        let run = self.runs;
        let cancel = Arc::new(AtomicBool::new(false));
        let settings = match &work {
            Work::All(settings) => Some(settings.clone()),
            Work::Changed(_) => None,
        };
        self.running = Some(Running { run, cancel: cancel.clone(), settings });
        let task = Task { id, run, root: root.clone(), index, cancel, site: site.clone() };
        let failed = site.queue.clone();
        let thread = thread::Builder::new().name("index".to_owned()).spawn(move || task.run(work));
        if let Err(error) = thread {
            tracing::error!("no thread to read {}: {error}", root.display());
            let _ = failed.send(Message::Built(id, run, None));
        }
    }

    /// Notes the end of a run. `None` when it is not the one that runs.
    pub fn end(&mut self, run: u64) -> Option<Ended> {
        let running = self.running.take_if(|running| running.run == run)?;
        Some(Ended { settings: running.settings })
    }

    /// Whether anything runs.
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Whether anything waits.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Gives up what runs, if it is shown as `token`. Whether it is.
    pub fn cancel_shown(&mut self, id: FolderId, token: &ProgressToken) -> bool {
        let running =
            self.running.as_ref().filter(|running| *token == self::token(id, running.run));
        if let Some(running) = running {
            running.cancel.store(true, Ordering::Relaxed);
        }
        running.is_some()
    }

    /// Gives up everything.
    pub fn cancel(&mut self) {
        self.waiting = None;
        if let Some(running) = &self.running {
            running.cancel.store(true, Ordering::Relaxed);
        }
    }
}

fn token(id: FolderId, run: u64) -> ProgressToken {
    ProgressToken::String(format!("contract-lsp/index/{id}/{run}"))
}

/// One build on its thread.
struct Task {
    id: FolderId,
    run: u64,
    root: Arc<Path>,
    index: Option<Arc<Index>>,
    cancel: Arc<AtomicBool>,
    site: Site,
}

impl Task {
    fn run(self, work: Work) {
        let built = catch_unwind(AssertUnwindSafe(|| self.build(work)));
        let index = built.unwrap_or_else(|_| {
            tracing::error!("reading {} failed; this is a bug", self.root.display());
            None
        });
        // Fails only while the process ends.
        let _ = self.site.queue.send(Message::Built(self.id, self.run, index.map(Arc::new)));
    }

    fn build(&self, work: Work) -> Option<Index> {
        let cancelled = || self.cancel.load(Ordering::Relaxed);
        match work {
            Work::All(settings) => {
                let progress = self.site.shows_progress.then(|| {
                    let title = format!("Reading {}", self.root.display());
                    Progress::begin(&self.site.outbox, token(self.id, self.run), title)
                });
                Index::build(&self.root, &settings, &|state| {
                    if let Some(progress) = &progress {
                        progress.report(state);
                    }
                    !cancelled()
                })
            }
            Work::Changed(changed) => {
                let changed: Vec<PathBuf> = changed.into_iter().collect();
                self.index.as_ref()?.update(&changed, &cancelled)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(path: &str) -> Work {
        Work::Changed([PathBuf::from(path)].into())
    }

    #[test]
    fn news_are_collected_into_one_waiting_update() {
        let mut builds = Builds::default();
        builds.add(changed("/a"));
        builds.add(changed("/b"));
        builds.add(changed("/a"));
        let Some(Work::Changed(waiting)) = &builds.waiting else { panic!("an update waits") };
        assert_eq!(waiting.len(), 2);
    }

    #[test]
    fn reading_everything_covers_all_news_and_ends_what_runs() {
        let mut builds = Builds::default();
        let cancel = Arc::new(AtomicBool::new(false));
        builds.running = Some(Running { run: 1, cancel: cancel.clone(), settings: None });
        builds.add(changed("/a"));
        assert!(!cancel.load(Ordering::Relaxed), "an update does not end a running build");
        builds.add(Work::All(Settings::default()));
        builds.add(changed("/b"));
        assert!(cancel.load(Ordering::Relaxed));
        assert!(matches!(builds.waiting, Some(Work::All(_))));
    }

    #[test]
    fn only_the_running_build_can_end() {
        let mut builds = Builds::default();
        let cancel = Arc::new(AtomicBool::new(false));
        builds.running = Some(Running { run: 2, cancel, settings: None });
        assert!(builds.end(1).is_none());
        assert!(builds.end(2).is_some());
        assert!(!builds.is_running());
    }
}
