//! The requests, one file each: place to bytes, ask the feature, bytes to places.

mod code_action;
mod completion;
mod definition;
mod document_symbol;
mod formatting;
mod hover;
mod references;

pub use code_action::code_action;
pub use completion::completion;
pub use definition::definition;
pub use document_symbol::document_symbol;
pub use formatting::formatting;
pub use hover::hover;
pub use references::references;
