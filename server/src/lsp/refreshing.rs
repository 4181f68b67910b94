//! Tells the client that what it shows besides diagnostics is no longer right.
//!
//! Lenses and hints rest on the whole workspace and on the findings that were computed last, so
//! they change while their document does not. The client is told so only when the words that it was
//! given are no longer those that it would be given, and not again before it has answered.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tower_lsp::ls_types::request::{
    CodeLensRefresh, InlayHintRefreshRequest, Request, WorkspaceDiagnosticRefresh,
};

use crate::features::{self, Hint, Lens};
use crate::workspace::RelPath;

use super::outbox::Outbox;
use super::view::FolderView;

/// The words that the client was last given for the documents of a folder.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    lenses: Words,
    hints: Words,
}

type Words = Arc<Mutex<HashMap<RelPath, Vec<String>>>>;

impl Shown {
    /// The client was given these lenses of a document.
    pub fn lenses(&self, path: &RelPath, lenses: &[Lens]) {
        keep(&self.lenses, path, lenses.iter().map(|lens| lens.title.clone()).collect());
    }

    /// The client was given some of these hints of a document, which are all it has.
    pub fn hints(&self, path: &RelPath, hints: &[Hint]) {
        keep(&self.hints, path, hints.iter().map(|hint| hint.label.clone()).collect());
    }
}

fn keep(shown: &Words, path: &RelPath, words: Vec<String>) {
    shown.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), words);
}

/// Whether a document that is open would be given other words now. What the client no longer shows,
/// or was told to ask for again, is forgotten.
fn is_stale(
    shown: &Words,
    is_open: impl Fn(&RelPath) -> bool,
    now: impl Fn(&RelPath) -> Vec<String>,
) -> bool {
    let before = shown.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let stale: Vec<_> =
        before.into_iter().filter(|(path, words)| !is_open(path) || now(path) != *words).collect();
    // Meanwhile the client may have asked, and been given what is right.
    let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
    let mut is_any = false;
    for (path, words) in stale {
        if shown.get(&path) == Some(&words) {
            shown.remove(&path);
            is_any |= is_open(&path);
        }
    }
    is_any
}

/// The requests to the client, one of each kind at a time.
#[derive(Clone)]
pub struct Refreshing {
    outbox: Outbox,
    lenses: Arc<Turn>,
    hints: Arc<Turn>,
    diagnostics: Arc<Turn>,
}

impl Refreshing {
    /// Nothing is asked yet.
    pub fn new(outbox: Outbox) -> Self {
        Self { outbox, lenses: Arc::default(), hints: Arc::default(), diagnostics: Arc::default() }
    }

    /// Tells the client to ask for diagnostics again.
    pub fn ask_for_diagnostics(&self) {
        ask::<WorkspaceDiagnosticRefresh>(&self.outbox, &self.diagnostics);
    }

    /// Tells the client to ask again where what it was given is not what it would be given now.
    pub fn look_at(&self, view: &FolderView) {
        let is_open = |path: &RelPath| view.open.contains_key(path);
        let lenses = |path: &RelPath| {
            let findings = view.last_findings.get();
            let lenses = features::code_lenses(&view.snapshot, path, findings.as_deref());
            lenses.into_iter().map(|lens| lens.title).collect()
        };
        let hints = |path: &RelPath| {
            let hints = features::inlay_hints(&view.snapshot, path);
            hints.into_iter().map(|hint| hint.label).collect()
        };
        if view.client.lens_refresh && is_stale(&view.shown.lenses, is_open, lenses) {
            ask::<CodeLensRefresh>(&self.outbox, &self.lenses);
        }
        if view.client.hint_refresh && is_stale(&view.shown.hints, is_open, hints) {
            ask::<InlayHintRefreshRequest>(&self.outbox, &self.hints);
        }
    }
}

/// Whether the client is being asked.
#[derive(Debug, Default)]
struct Turn(AtomicU8);

const IDLE: u8 = 0;
const ASKED: u8 = 1;
const ASKED_AND_STALE: u8 = 2;

impl Turn {
    /// Whether it is time to ask; if not, it will be once the client has answered.
    fn begin(&self) -> bool {
        let next = |turn| Some(if turn == IDLE { ASKED } else { ASKED_AND_STALE });
        self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, next) == Ok(IDLE)
    }

    /// Whether to ask once more.
    fn end(&self) -> bool {
        let next = |turn| Some(if turn == ASKED_AND_STALE { ASKED } else { IDLE });
        self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, next) == Ok(ASKED_AND_STALE)
    }
}

fn ask<R>(outbox: &Outbox, turn: &Arc<Turn>)
where
    R: Request<Params = (), Result = ()> + 'static,
{
    if !turn.begin() {
        return;
    }
    let (outbox, turn) = (outbox.clone(), turn.clone());
    let runtime = outbox.runtime().clone();
    runtime.spawn(async move {
        loop {
            // An answer that never comes ends the wait at the outbox's limit.
            let _ = outbox.ask::<R>(()).await;
            if !turn.end() {
                break;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_while_the_client_is_asked_is_asked_once_more() {
        let turn = Turn::default();
        assert!(turn.begin());
        assert!(!turn.begin() && !turn.begin(), "one at a time");
        assert!(turn.end(), "once more, for both");
        assert!(!turn.end());
        assert!(turn.begin());
    }

    #[test]
    fn other_words_matter_and_closed_documents_do_not() {
        let path = |path| RelPath::parse(path).expect("a path");
        let words = |words: &str| vec![words.to_owned()];
        let shown = Words::default();
        keep(&shown, &path("a.md"), words("1 read"));
        keep(&shown, &path("closed.md"), words("x"));
        let is_open = |path: &RelPath| path.as_str() == "a.md";
        assert!(!is_stale(&shown, is_open, |_| words("1 read")));
        assert!(is_stale(&shown, is_open, |_| words("2 reads")));
        assert!(!is_stale(&shown, is_open, |_| words("3 reads")), "it was told, and has not asked");
        keep(&shown, &path("a.md"), words("3 reads"));
        assert!(!is_stale(&shown, is_open, |_| words("3 reads")));
        assert_eq!(shown.lock().expect("no panic").len(), 1);
    }
}
