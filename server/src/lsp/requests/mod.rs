//! The requests, one file each: place to bytes, ask the feature, bytes to places.

mod code_action;
mod completion;
mod definition;
mod document_highlight;
mod document_symbol;
mod hover;
mod references;
mod rename;
mod will_rename_files;
mod workspace_symbol;

pub use code_action::code_action;
pub use completion::completion;
pub use definition::definition;
pub use document_highlight::document_highlight;
pub use document_symbol::document_symbol;
pub use hover::hover;
pub use references::references;
pub use rename::{prepare_rename, rename};
pub use will_rename_files::will_rename_files;
pub use workspace_symbol::workspace_symbol;

use document_symbol::symbol_kind;
