//! The contract: Markdown in, a typed model with byte ranges out, and minimal edits back.
//!
//! [`parse()`] never fails: what it does not understand stays out of the model. It knows the text
//! alone; whether a path exists or a variable is read is asked in the rooms above.

mod anchors;
mod edits;
mod infra;
mod model;
mod parse;
mod schema;
mod synonyms;

pub use anchors::Anchors;
pub use edits::{
    add_overview_row, add_usage_row, drop_empty_surplus, escape_code_pipes, format_tables,
    insert_field, insert_file_field, insert_file_section, join_surplus, mend_interruption, pad_row,
    remove_overview_row, set_overview_binding, set_overview_critical, set_overview_name,
    set_overview_status, write_delimiter,
};
pub use infra::parse_infra;
pub use model::{
    Category, Cell, Contract, Fence, Field, Heading, Integration, Interruption, ListItem, Overview,
    OverviewColumns, OverviewRow, Package, PathReference, Row, Section, Status, Strictness, Table,
    TextRun, Usage, Variable,
};
pub use parse::{anchors_of, key_columns, parse, status_of};
pub use schema::{FieldKind, FileField, FileSection};
