//! What an editor asks for: plain data in, plain data out, one file a feature. No feature knows the
//! protocol; places are byte ranges.

mod about;
mod accessor;
mod answer;
mod completion;
mod counts;
mod definition;
mod fixes;
mod folding;
mod formatting;
mod hints;
mod hover;
mod lenses;
mod link_targets;
mod links;
mod page;
mod references;
mod rename;
mod rename_files;
mod selection;
mod services;
mod spelling;
mod subject;
mod suppressing;
mod symbols;
mod today;
mod tokens;
mod variables;
mod words;
mod workspace_symbols;

#[cfg(test)]
mod tests;

pub use answer::{
    CompletionItem, CompletionKind, DefinitionTarget, FilePlace, Highlight, HoverCard, MentionKind,
    Symbol, SymbolKind,
};
pub use completion::{completion, variable_documentation};
pub use definition::definition;
pub use fixes::{OfferedFix, fix_all, fixes, safe_fix_count};
pub use folding::{Fold, folding_ranges};
pub use formatting::formatting;
pub use hints::{Hint, inlay_hints};
pub use hover::hover;
pub use lenses::{Lens, code_lenses};
pub use links::{Link, LinkTarget, document_links};
pub use references::{highlights, references};
pub use rename::{RenameRefusal, RenameTarget, prepare_rename, rename};
pub use rename_files::{Move, file_renames};
pub use selection::selection_ranges;
pub use suppressing::{Silencing, silencings};
pub use symbols::document_symbols;
pub use tokens::{Token, TokenKind, semantic_tokens};
pub use workspace_symbols::{MatchDistance, WorkspaceSymbol, workspace_symbols};
