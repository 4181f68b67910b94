//! What an answer rests on, so that it can be kept while that stays the same.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::RelPath;

/// What a snapshot was asked about besides what is the same on one state of the disk: the texts of
/// open files, and the disk as it is at the moment.
#[derive(Debug, Default)]
pub struct Reads {
    texts: Mutex<BTreeSet<RelPath>>,
    disk: AtomicBool,
}

impl Reads {
    pub(super) fn note_text(&self, path: &RelPath) {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if !texts.contains(path) {
            texts.insert(path.clone());
        }
    }

    pub(super) fn note_disk(&self) {
        self.disk.store(true, Ordering::Relaxed);
    }

    /// Whether an answer is the same when the texts of these open files are others, and nothing
    /// else is. What was read past the index may be something else at any time.
    pub fn hold_despite(&self, changed: &BTreeSet<RelPath>) -> bool {
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        !self.disk.load(Ordering::Relaxed) && texts.is_disjoint(changed)
    }
}
