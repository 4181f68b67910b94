//! What rules that edit fields share.

use crate::contract::{self, FieldKind};
use crate::text::Edit;
use crate::workspace::RelPath;

use super::FileEdit;
use super::view::IntegrationView;

/// Edits that insert the skeletons of fields into an integration, each at its place.
pub(super) fn skeletons(view: &IntegrationView<'_>, kinds: &[FieldKind]) -> Vec<FileEdit> {
    let file = &view.contract.contract.file;
    let insert = |kind: &FieldKind| contract::insert_field(&file.text, view.integration(), *kind);
    edits_of(&file.path, kinds.iter().map(insert))
}

/// Edits of one file.
pub(super) fn edits_of(path: &RelPath, edits: impl IntoIterator<Item = Edit>) -> Vec<FileEdit> {
    edits.into_iter().map(|edit| FileEdit { path: path.clone(), edit }).collect()
}

/// `A, B and C`.
pub(super) fn listed(labels: &[&str]) -> String {
    match labels.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}
