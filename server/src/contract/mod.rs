//! The contract: Markdown in, a typed model with byte ranges out, and minimal edits back.
//!
//! [`parse()`] never fails: what it does not understand stays out of the model. It knows the text
//! alone; whether a path exists or a variable is read is asked in the rooms above.

mod edits;
mod infra;
mod model;
mod parse;
mod schema;
mod synonyms;

pub use edits::{
    add_usage_row, insert_field, insert_file_field, insert_file_section, overview_paths,
    paths_of_section, remove_usage, remove_usage_function, replace_path,
};
pub use infra::parse_infra;
pub use model::{
    Category, Cell, Contract, Fence, Field, Heading, Integration, ListItem, Overview, OverviewRow,
    Package, PathReference, Row, Section, Status, Strictness, Symbol, SymbolKind, Table, TextRun,
    TreeEntry, TreeEntryKind, Usage, Variable,
};
pub use parse::parse;
pub use schema::{FieldKind, FileField, FileSection};
