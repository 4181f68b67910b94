//! Text and places in it. Everything above this room speaks of places as byte ranges; lines and
//! columns exist only at the edge, and are converted here.

mod difference;
mod document;
mod edit;
mod range;
mod walk;

pub use difference::difference;
pub use document::{Document, Encoding, Position};
pub use edit::{Edit, EditError, apply_edits};
pub use range::{ByteRange, Spanned};
pub use walk::{Walk, units};
