//! The answers that features give.

use crate::text::{ByteRange, Edit};
use crate::workspace::RelPath;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePlace {
    /// The file.
    pub path: RelPath,
    /// Where in it.
    pub range: ByteRange,
}

/// Something to insert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionItem {
    /// What is shown, and what is inserted unless the edit says otherwise.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words behind the label: where it comes from.
    pub detail: Option<String>,
    /// Markdown that explains it.
    pub documentation: Option<String>,
    /// The variable whose card explains it; too much to make for every item of a list, so it is
    /// asked for when somebody looks at it: [`variable_documentation`](super::variable_documentation).
    pub variable: Option<String>,
    /// Replaces the whole word or cell content around the cursor, in the document that was asked.
    pub edit: Edit,
    /// The same text with tab stops, for clients that know snippets.
    pub snippet: Option<String>,
    /// What is compared with the text that the edit replaces, while its user types on.
    pub filter: String,
    /// Items are shown in the order of these.
    pub sort: String,
}

/// What a completion item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// An environment variable.
    Variable,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A function or method.
    Function,
    /// A class.
    Class,
    /// A field of an integration.
    Field,
    /// A section of the file or an integration.
    Section,
    /// A service.
    Service,
    /// One of the values that may stand at a place: a status, a date, YES.
    Value,
    /// A package.
    Package,
    /// A module, as source names it.
    Module,
    /// A rule, or a key of the configuration.
    Key,
}

/// A hover card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoverCard {
    /// What it speaks of, in the document that was asked.
    pub range: ByteRange,
    /// The card as Markdown. Links to places are `[text](contract-lsp-place:PATH#LINE)`-free: plain
    /// `path:line` in code, so that it reads well where links are not followed.
    pub markdown: String,
}

/// Where "go to definition" leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionTarget {
    /// The text the question was about, in the document that was asked.
    pub origin: ByteRange,
    /// The file it leads to.
    pub path: RelPath,
    /// All of what is there.
    pub range: ByteRange,
    /// Where the cursor goes: its name.
    pub focus: ByteRange,
}

/// A node of a document's outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// A few words behind the name.
    pub detail: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub range: ByteRange,
    /// Its name in the text; lies within `range`.
    pub focus: ByteRange,
    /// Whether it is on its way out.
    pub is_deprecated: bool,
    /// What it holds.
    pub children: Vec<Symbol>,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SymbolKind {
    /// A section of the file.
    Section,
    /// An integration.
    Integration,
    /// A labelled part of an integration.
    Field,
    /// An environment variable's row.
    Variable,
    /// A Used By row.
    Usage,
    /// A row of API Endpoints Used.
    Endpoint,
    /// A row of Webhook Events Handled.
    Event,
    /// A row of a change log.
    Change,
}

/// What a place does with the thing it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// It declares it: the row of a contract, the heading of a service.
    Declaration,
    /// It sets it, or states it anew.
    Write,
    /// It uses it.
    Read,
    /// It speaks of it.
    Text,
}

/// A place in the document that was asked, which names what stands at the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Where.
    pub range: ByteRange,
    /// What is done there.
    pub kind: MentionKind,
}
