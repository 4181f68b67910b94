//! What an editor asks for: plain data in, plain data out, one file a feature. No feature knows the
//! protocol; places are byte ranges.

mod about;
mod accessor;
mod answer;
mod completion;
mod definition;
mod fixes;
mod hover;
mod names;
mod references;
mod sdk;
mod subject;
mod symbols;
mod today;

#[cfg(test)]
mod tests;

pub use answer::{
    CompletionItem, CompletionKind, DefinitionTarget, FilePlace, HoverCard, Symbol, SymbolKind,
};
pub use completion::{completion, variable_documentation};
pub use definition::definition;
pub use fixes::{OfferedFix, fixes};
pub use hover::hover;
pub use references::references;
pub use symbols::document_symbols;
