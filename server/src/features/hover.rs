//! Hover.

use crate::workspace::{RelPath, Snapshot};

use super::HoverCard;

/// The card for what stands at a byte offset of a document.
pub fn hover(_snapshot: &Snapshot, _path: &RelPath, _offset: usize) -> Option<HoverCard> {
    None
}
