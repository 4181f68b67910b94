//! The requests, one file each: place to bytes, ask the feature, bytes to places.

mod code_action;
mod code_lens;
mod completion;
mod definition;
mod document_diagnostic;
mod document_highlight;
mod document_link;
mod document_symbol;
mod folding_range;
mod formatting;
mod hover;
mod inlay_hint;
mod references;
mod rename;
mod selection_range;
mod semantic_tokens;
mod will_rename_files;
mod workspace_symbol;

pub use code_action::{FIX_ALL, Unresolved, code_action, code_action_resolve};
pub use code_lens::code_lens;
pub use completion::{completion, completion_resolve, document_of};
pub use definition::definition;
pub use document_diagnostic::{document_diagnostic, nothing, workspace_diagnostic};
pub use document_highlight::document_highlight;
pub use document_link::document_link;
pub use document_symbol::document_symbol;
pub use folding_range::folding_range;
pub use formatting::formatting;
pub use hover::hover;
pub use inlay_hint::inlay_hint;
pub use references::references;
pub use rename::{prepare_rename, rename};
pub use selection_range::selection_range;
pub use semantic_tokens::{legend, semantic_tokens};
pub use will_rename_files::will_rename_files;
pub use workspace_symbol::workspace_symbol;

use document_symbol::symbol_kind;
