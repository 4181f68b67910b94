//! What a contract says, as types. Every node carries the bytes it was read from.

use crate::text::{ByteRange, Spanned};

use super::anchors::Anchors;
use super::schema::{FieldKind, FileField, FileSection};
use super::synonyms;

/// Whether a document is held to the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// It has the template's title, or Binding Module, Used By and one more of its labels.
    Strict,
    /// Another document about integrations: nothing is demanded of it.
    Loose,
}

/// A parsed contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// First heading of level 1.
    pub title: Option<Heading>,
    /// Whether the template's demands apply.
    pub strictness: Strictness,
    /// Whether the document is still the template: its overview holds placeholder rows only (or
    /// none at all) and every integration in it is one of the template's own examples. One hint is
    /// all such a document gets.
    pub unfilled: bool,
    /// Labels between the title and the first section: Last Updated, Version, Status.
    pub metadata: Vec<Field>,
    /// Every heading below the title with its extent, in the order of the document.
    pub sections: Vec<Section>,
    /// The Integration Overview table.
    pub overview: Option<Overview>,
    /// Real integrations in the order of the document; the template section is not among them.
    pub integrations: Vec<Integration>,
    /// Extents of "Integration Template" and placeholder sections, in which nothing is checked; also
    /// of the template's own examples where they were kept beside services of the document's own
    /// while the overview has placeholder rows only.
    pub templates: Vec<ByteRange>,
    /// The file's Change Log, where it has rows with dates.
    pub change_log: Option<ChangeLog>,
    /// What Integration Categories lists.
    pub categories: Vec<Category>,
    /// The tables that no field of an integration holds: overview, change log and others. Together
    /// with those of the fields they are all.
    pub tables: Vec<Table>,
    /// The targets of links, images and autolinks, at their places where the link spells them out
    /// (for a reference link the place of the link), in the order of the document.
    pub links: Vec<Spanned<String>>,
    /// The Markdown itself, whatever it says: in the order of the document, and of two pieces that
    /// begin together the outer one first.
    pub nodes: Vec<Node>,
    /// What a link's fragment can lead to in this document.
    pub anchors: Anchors,
}

/// A piece of Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// All of it with its markup, without blank space around it.
    pub range: ByteRange,
}

/// What a piece of Markdown is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// Lines of text.
    Paragraph,
    /// A block quote.
    Quote,
    /// A list.
    List,
    /// An item of a list with all that is nested in it.
    Item,
    /// Code between fences, or indented.
    CodeBlock,
    /// A block of HTML that is no comment.
    Html,
    /// An HTML comment, as a block or in a line.
    Comment,
    /// Bold, italic or struck through.
    Emphasis,
    /// A link or an image.
    Link,
    /// Code in a line, with its backticks.
    CodeSpan,
}

impl Contract {
    /// The file-level field of this kind, the first where there are several; a misspelt label counts
    /// where no other is right.
    pub fn file_field(&self, kind: FileField) -> Option<&Field> {
        let fields = || self.metadata.iter();
        let exact = |field: &&Field| FileField::of_label(&field.label.value) == Some(kind);
        let meant = |field: &&Field| FileField::meant_by(&field.label.value) == Some(kind);
        fields().find(exact).or_else(|| fields().find(meant))
    }

    /// The first file section of this kind.
    pub fn file_section(&self, kind: FileSection) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == Some(kind))
    }

    /// The integration whose section holds this byte offset.
    pub fn integration_at(&self, offset: usize) -> Option<&Integration> {
        self.integrations.iter().find(|integration| integration.range.touches(offset))
    }
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The text as read (no markup), at its place without the `#` and surrounding space.
    pub text: Spanned<String>,
    /// The whole heading from its first `#`, without the line break.
    pub line: ByteRange,
}

/// A heading with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: Heading,
    /// From the heading to the next heading of its level or a higher one, or the end of the text.
    pub range: ByteRange,
    /// Which of the template's file sections it is.
    pub kind: Option<FileSection>,
}

/// The overview table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Its heading.
    pub heading: Heading,
    /// The table as written.
    pub table: Table,
    /// What its columns hold.
    pub columns: OverviewColumns,
    /// Its rows, read.
    pub rows: Vec<OverviewRow>,
}

/// Indices of the columns of an overview, going by their headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the header of its name")]
pub struct OverviewColumns {
    pub service: Option<usize>,
    pub purpose: Option<usize>,
    pub status: Option<usize>,
    pub binding: Option<usize>,
    pub critical: Option<usize>,
}

/// A row of the overview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverviewRow {
    /// The service named, without markup and parenthesis.
    pub service: Spanned<String>,
    /// The whole Service cell without markup: `Stripe (Payments)`.
    pub service_cell: String,
    /// The Status cell.
    pub status: Option<Spanned<String>>,
    /// What the Status cell says, where it is a status.
    pub status_value: Option<Status>,
    /// The Binding Module cell.
    pub binding: Option<Spanned<String>>,
    /// The paths in it.
    pub binding_paths: Vec<PathReference>,
    /// What the Critical cell says, where it says yes or no.
    pub critical: Option<Spanned<bool>>,
    /// Whether the row has a cell for each column, so that each cell stands below its header.
    pub is_even: bool,
    /// Whether the row is the template's own (`[Service Name]`).
    pub placeholder: bool,
    /// The whole row.
    pub range: ByteRange,
}

/// A change log: the file's, or an integration's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLog {
    /// How it is written.
    pub form: ChangeLogForm,
    /// Its rows in the order of the document.
    pub rows: Vec<ChangeLogRow>,
}

/// How a change log is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeLogForm {
    /// A row of a table for each change.
    Table(Table),
    /// A bullet for each change: `- 2024-01-02: …`.
    List,
    /// A heading for each version: `### [1.2.0] - 2024-01-02`.
    Headings,
}

/// A change that a change log records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLogRow {
    /// The date as written, be it one or not; `None` for an empty cell or a dash.
    pub date: Option<Spanned<String>>,
    /// The version as written, be it one or not.
    pub version: Option<Spanned<String>>,
    /// The row or bullet; a heading with all below it.
    pub range: ByteRange,
}

/// A category and the services listed under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The category's heading.
    pub name: Spanned<String>,
    /// The services, without what is said about them; placeholders are none.
    pub services: Vec<Spanned<String>>,
}

/// What a status says, after synonyms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// In use: active, live, production, implemented, configured, working.
    Active,
    /// Tried out: testing, sandbox, beta.
    Testing,
    /// On its way out or gone: deprecated, disabled, removed.
    Deprecated,
    /// Not yet there: planned.
    Planned,
}

/// One service's section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    /// The service's name: the heading without numbering, emoji, parenthesis and the like.
    pub name: Spanned<String>,
    /// The heading.
    pub heading: Heading,
    /// The whole section from the heading's first byte to the next section's.
    pub range: ByteRange,
    /// Every label in the section, in the order of the document.
    pub fields: Vec<Field>,
    /// The status, where it is one; the text of an unknown one is in the field.
    pub status: Option<Spanned<Status>>,
    /// What the section itself says behind `Critical:`, where it says yes or no.
    pub critical: Option<Spanned<bool>>,
    /// Paths under Binding Module (Location, Main File, …), as written.
    pub bindings: Vec<PathReference>,
    /// Declared variables: rows of the environment table, or names in a list or dotenv fence under
    /// that label.
    pub variables: Vec<Variable>,
    /// Rows (or bullets) of Used By Modules.
    pub usages: Vec<Usage>,
    /// API hosts the section states: `API Base URL` / `API Hosts` values, URL defaults and
    /// examples of its variables, absolute URLs under API Endpoints Used. A host pattern with
    /// optional path, without scheme: `api.acme.dev`, `*.acme.dev`, `acme.dev/api`.
    pub hosts: Vec<Spanned<String>>,
    /// Packages under Dependencies.
    pub packages: Vec<Package>,
    /// Its own Changelog, where it has rows with dates.
    pub change_log: Option<ChangeLog>,
    /// What Module Structure draws, in the order of the document.
    pub structure: Vec<TreeEntry>,
    /// Paths under Testing and Mocking for Tests, as written; globs are among them.
    pub tests: Vec<PathReference>,
    /// Handlers and classes that the section names, each name once of a kind.
    pub symbols: Vec<Symbol>,
    /// Where Error Handling says that a call is tried again.
    pub retries: Vec<ByteRange>,
}

impl Integration {
    /// The first field of this kind.
    pub fn field(&self, kind: FieldKind) -> Option<&Field> {
        self.fields.iter().find(|field| field.kind == Some(kind))
    }

    /// Whether the section speaks of this anywhere: in a field of its own, under a label inside
    /// another one's block (`- **Fallback:** …` below Error Handling), or under a label that says
    /// the same (`SDK` for Dependencies).
    pub fn speaks_of(&self, kind: FieldKind) -> bool {
        let says_so = |label: &Spanned<String>| {
            FieldKind::of_label(&label.value) == Some(kind)
                || synonyms::says_the_same(kind, &label.value)
        };
        let items = self.fields.iter().flat_map(|field| &field.items);
        self.field(kind).is_some()
            || self.fields.iter().any(|field| says_so(&field.label))
            || items.filter_map(|item| item.label.as_ref()).any(says_so)
    }
}

/// A label and the block it opens: everything up to the next label or heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Which field of the template it is; `None` for a free label, which is never reported.
    pub kind: Option<FieldKind>,
    /// The label without markup and colon.
    pub label: Spanned<String>,
    /// What stands on the label's line behind the colon: text without markup, at its place with
    /// markup. `None` when the value is the block below.
    pub value: Option<Spanned<String>>,
    /// From the first byte of the label's line to the last byte of the block that is not blank.
    pub range: ByteRange,
    /// Tables in the block.
    pub tables: Vec<Table>,
    /// List items in the block, nested ones too, in the order of the document.
    pub items: Vec<ListItem>,
    /// Fenced code in the block.
    pub fences: Vec<Fence>,
    /// Code spans and links outside tables, in the label's value, items and prose.
    pub code: Vec<Spanned<String>>,
}

/// A list item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// Label of a `**Label:** value` or `Label: value` item.
    pub label: Option<Spanned<String>>,
    /// The text behind the label, or the whole text, without markup; nested lists left out.
    pub text: Spanned<String>,
    /// Code spans and link targets in it.
    pub code: Vec<Spanned<String>>,
}

/// Fenced code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// The info string's first word, lower case: `javascript`, `dotenv`, or empty.
    pub language: String,
    /// The content between the fences.
    pub content: ByteRange,
}

/// A table as its source says, not as the Markdown library pads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// From the header's first byte to the last row's last.
    pub range: ByteRange,
    /// The header row.
    pub header: Row,
    /// The delimiter row as written, be it wrong. Without a sound one Markdown sees no table.
    pub delimiter: Option<Row>,
    /// The rows below the delimiter row.
    pub rows: Vec<Row>,
    /// What cuts the table off from what follows, or runs it together with that.
    pub interruptions: Vec<Spanned<Interruption>>,
}

/// Something between the rows of a table, or right below them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interruption {
    /// Blank lines behind which rows go on: for Markdown the table ends here. The place is what
    /// lies between the two rows.
    BlankLines,
    /// A line of text that Markdown takes for a row, since no blank line stands before it.
    Text,
}

impl Table {
    /// Whether Markdown sees a table here: the delimiter row is one, and has a cell for each of
    /// the header's.
    pub fn is_delimited(&self) -> bool {
        let is_sound = |cell: &Cell| {
            let dashes = cell.text.strip_prefix(':').unwrap_or(&cell.text);
            let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
            !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
        };
        self.delimiter.as_ref().is_some_and(|row| {
            row.cells.len() == self.header.cells.len() && row.cells.iter().all(is_sound)
        })
    }

    /// Whether a row has a cell for each of the header's, no more and no fewer.
    pub fn is_even(&self, row: &Row) -> bool {
        row.cells.len() == self.header.cells.len()
    }

    /// Index of the first column whose header is one of `names` (lower case, compared without
    /// regard to letter case and surrounding space).
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        let is_named = |cell: &Cell| names.contains(&cell.text.trim().to_lowercase().as_str());
        self.header.cells.iter().position(is_named)
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The row without its line break.
    pub range: ByteRange,
    /// Its cells as the source has them: maybe more or fewer than the header.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The content without surrounding space; empty at the place where content would begin.
    pub range: ByteRange,
    /// Everything between the two pipes.
    pub outer: ByteRange,
    /// The text without markup and escapes, trimmed.
    pub text: String,
    /// Code spans and link targets in it; for a cell without any that is one bare word, none.
    pub code: Vec<Spanned<String>>,
}

/// A piece of text that names something: the value without markup, at its place without backticks.
pub type TextRun = Spanned<String>;

/// A path as written in the contract, normalised: `\` is `/`, a leading `./` and a trailing
/// `:12-30` or `#L3` are gone, a trailing `/` stays. Never empty, never a placeholder or elided
/// path, an HTTP route, a URL or a MIME type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathReference {
    /// The normalised path.
    pub path: String,
    /// Where it stands, without backticks.
    pub range: ByteRange,
}

/// A declared environment variable.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Variable {
    /// The name, without backticks; may end in `*` (`STRIPE_PRICE_*` declares them all).
    pub name: Spanned<String>,
    /// YES/NO, true/false, Required/Optional, ✅/❌; `None` where it does not say.
    pub required: Option<bool>,
    /// The Default cell without markup; `None` for an empty one or a dash.
    pub default: Option<String>,
    /// The Description cell.
    pub description: Option<String>,
    /// The Example cell.
    pub example: Option<String>,
    /// The row, bullet or line that declares it.
    pub range: ByteRange,
}

/// A row of Used By Modules. A cell with several functions gives several usages, and so does one
/// with several files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The Module cell.
    pub module: Option<Spanned<String>>,
    /// The file, directory (trailing `/` or not) or glob; `None` where the cell names none.
    pub file: Option<PathReference>,
    /// The function without parentheses and arguments: `send`, `Mailer.send`; `None` = the whole
    /// file (an empty cell, a dash, prose).
    pub function: Option<Spanned<String>>,
    /// The Usage cell.
    pub purpose: Option<String>,
    /// The whole row or bullet.
    pub range: ByteRange,
}

/// A package under Dependencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// `npm`, `pypi`, `crates`, `go`, `rubygems`, `maven`, `composer`, `nuget`, from the sub-label
    /// ("NPM Packages"); `npm` for a list directly under Dependencies.
    pub ecosystem: &'static str,
    /// The name without version: `@sendgrid/mail`.
    pub name: Spanned<String>,
    /// The version behind `@`, as written.
    pub version: Option<String>,
}

/// A file or folder of a Module Structure tree. Placeholders, elided lines and what hangs below them
/// are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeEntry {
    /// The name as drawn, at its place without a slash at the end; an outermost one may be a path.
    pub name: Spanned<String>,
    /// The names from the outermost entry down to this one, joined by `/`, without a slash at the
    /// end; empty for a root drawn as `.`.
    pub path: String,
    /// Index of the entry that it hangs below.
    pub parent: Option<usize>,
    /// What it is.
    pub kind: TreeEntryKind,
}

/// What a tree entry is, going by how it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TreeEntryKind {
    /// It has the ending of a file.
    File,
    /// It has a slash at its end, or entries below it.
    Folder,
    /// It may be either, or a word of prose.
    Unclear,
}

/// A name that the code is said to define.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is said to be.
    pub kind: SymbolKind,
    /// The name without parentheses and arguments: `handlePayment`, `Webhooks.handle`.
    pub name: Spanned<String>,
}

/// What a name in a contract is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SymbolKind {
    /// A function under Webhook Events Handled.
    Handler,
    /// The class under API Client Class.
    ClientClass,
    /// A class under Custom Error Classes.
    ErrorClass,
}
