//! The requests, one file each: place to bytes, ask the feature, bytes to places.

mod code_action;
mod completion;
mod definition;
mod document_symbol;
mod hover;
mod references;

pub use code_action::{FIX_ALL, Unresolved, code_action, code_action_resolve};
pub use completion::completion;
pub use definition::definition;
pub use document_symbol::document_symbol;
pub use hover::hover;
pub use references::references;
