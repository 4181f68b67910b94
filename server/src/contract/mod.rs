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
mod service_mentions;
mod spelling;
mod synonyms;
pub use anchors::{Anchors, heading_anchors};
pub use edits::{
    InfraEntry, NewChange, NewVariable, Respelling, add_infra_row, add_overview_row, add_usage_row,
    add_variable_row, drop_empty_surplus, escape_code_pipes, field_like, format_tables,
    insert_field, insert_file_field, insert_file_section, is_head_field, join_surplus,
    mend_interruption, overview_paths, pad_row, paths_of_section, record_change,
    remove_overview_row, remove_usage, remove_usage_function, remove_variable, replace_in_value,
    replace_path, respell_field, respell_file_field, respell_heading, set_overview_binding,
    set_overview_critical, set_overview_name, set_overview_status, write_delimiter,
};
pub use infra::{InfraContract, parse_infra};
pub use model::{
    Category, Cell, ChangeLog, ChangeLogForm, ChangeLogRow, Contract, Fence, Field, Heading,
    Integration, Interruption, ListItem, Node, NodeKind, Overview, OverviewColumns, OverviewRow,
    Package, PathReference, Row, Section, Status, Strictness, Symbol, SymbolKind, Table, TextRun,
    TreeEntry, TreeEntryKind, Usage, Variable,
};
#[cfg(test)]
pub(crate) use parse::tests::documents::DOCUMENTS as SAMPLES;
pub use parse::{anchors_of, key_columns, parse, path_of_code, status_of};
pub use schema::{FieldKind, FileField, FileSection};
pub use service_mentions::service_mentions;
