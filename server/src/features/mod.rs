//! What an editor asks for: plain data in, plain data out, one file a feature. No feature knows the
//! protocol; places are byte ranges.

mod accessor;
mod answer;
mod completion;
mod definition;
mod fixes;
mod hover;
mod links;
mod references;
mod rename;
mod rename_files;
mod services;
mod spelling;
mod subject;
mod symbols;
mod variables;
mod words;
mod workspace_symbols;

#[cfg(test)]
mod tests;

pub use answer::{
    CompletionItem, CompletionKind, DefinitionTarget, FilePlace, Highlight, HoverCard, MentionKind,
    Symbol, SymbolKind,
};
pub use completion::completion;
pub use definition::definition;
pub use fixes::{OfferedFix, fixes};
pub use hover::hover;
pub use references::{highlights, references};
pub use rename::{RenameRefusal, RenameTarget, prepare_rename, rename};
pub use rename_files::{Move, file_renames};
pub use symbols::document_symbols;
pub use workspace_symbols::{MatchDistance, WorkspaceSymbol, workspace_symbols};
