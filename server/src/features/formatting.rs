//! Aligned tables.

use crate::contract::format_tables;
use crate::text::{ByteRange, Edit};
use crate::workspace::{Entry, RelPath, Snapshot};

/// The edits that align the tables of a contract or an infrastructure contract: all of them, or
/// those that `within` touches. Nothing else changes. No edits for any other file.
pub fn formatting(
    snapshot: &Snapshot,
    path: &RelPath,
    text: &str,
    within: Option<ByteRange>,
) -> Vec<Edit> {
    match snapshot.entry(path) {
        Some(Entry::Contract(_) | Entry::Infra(_)) => format_tables(text, within),
        _ => Vec::new(),
    }
}
