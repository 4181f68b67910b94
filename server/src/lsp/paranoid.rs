//! `--paranoid`: what was worked out step by step is worked out again, from nothing.
//!
//! Everything that is kept from one state to the next has to give what a server would find that
//! starts now. Tests hold this for edits that a machine thinks of; this flag looks at those of people.

use crate::rules::Findings;

use super::question::Cancelled;
use super::view::FolderView;

/// How many files are named when states differ: the first ones say what kind of mistake it is.
const MOST_NAMED: usize = 5;

/// Whether this build can check itself. It takes a second reading of the workspace for each edit, and
/// nobody who is at work shall turn it on by accident.
pub fn is_possible() -> bool {
    if !cfg!(debug_assertions) {
        tracing::warn!("--paranoid checks nothing in a release build");
    }
    cfg!(debug_assertions)
}

/// Logs where findings differ from those of a workspace that is read anew.
pub fn check(view: &FolderView, findings: &Findings, cancelled: Cancelled<'_>) {
    let Some(anew) = view.snapshot.read_anew(cancelled) else { return };
    let Some(expected) = Findings::compute(&anew, None, cancelled) else { return };
    let (found, expected) = (findings.by_file(), expected.by_file());
    let paths = found.keys().chain(expected.keys());
    let mut differing: Vec<&str> = paths
        .filter(|path| found.get(path) != expected.get(path))
        .map(|path| path.as_str())
        .collect();
    differing.sort_unstable();
    differing.dedup();
    if !differing.is_empty() {
        let count = differing.len();
        differing.truncate(MOST_NAMED);
        tracing::error!(
            "paranoid: what is found in {count} files differs from a fresh reading, in {}; a file changed that the client has not told of, or this is a bug",
            differing.join(", ")
        );
    }
}
