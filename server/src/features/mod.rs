//! What an editor asks for: plain data in, plain data out, one file a feature. No feature knows the
//! protocol; places are byte ranges.

mod accessor;
mod answer;
mod completion;
mod definition;
mod fixes;
mod formatting;
mod hover;
mod references;
mod subject;
mod symbols;

#[cfg(test)]
mod tests;

pub use answer::{
    CompletionItem, CompletionKind, DefinitionTarget, FilePlace, HoverCard, Symbol, SymbolKind,
};
pub use completion::completion;
pub use definition::definition;
pub use fixes::{OfferedFix, fixes};
pub use formatting::formatting;
pub use hover::hover;
pub use references::references;
pub use symbols::document_symbols;
