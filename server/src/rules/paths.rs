//! Paths of a section in the workspace: how they are spelled, and what else a change of one changes.

use crate::contract::{self, PathReference};
use crate::workspace::{Governed, RelPath};

use super::FileEdit;
use super::nearest::nearest_path;
use super::skeletons::edits_of;
use super::view::IntegrationView;

/// A path of the workspace spelled as another one is: from the contract's own folder when that begins
/// with `..`, else from the folder the contract governs; with a slash at its end where that has one.
pub(super) fn spelled(contract: &Governed, written: &str, target: &RelPath) -> String {
    let end = if written.ends_with('/') { "/" } else { "" };
    if !written.starts_with("../") {
        let shown = target.relative_to(&contract.folder).unwrap_or(target.as_str());
        return format!("{shown}{end}");
    }
    let own = contract.file.path.parent();
    let own: Vec<&str> = own.as_str().split('/').filter(|part| !part.is_empty()).collect();
    let parts: Vec<&str> = target.as_str().split('/').collect();
    let shared = own.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(own.len() - shared);
    format!("{up}{}{end}", parts.get(shared..).unwrap_or_default().join("/"))
}

/// The edits that write another path for one, and for all below it, everywhere in the section and in
/// the service's rows of the overview.
pub(super) fn moved(view: &IntegrationView<'_>, written: &str, target: &RelPath) -> Vec<FileEdit> {
    let governed = view.contract.contract;
    let file = &governed.file;
    let old = written.trim_end_matches('/');
    let new = spelled(governed, old, target);
    let mut places = contract::paths_of_section(view.integration());
    places.extend(contract::overview_paths(&file.contract, view.integration()));
    let edit = |place: &PathReference| {
        let rest = place.path.trim_end_matches('/').strip_prefix(old)?;
        let is_whole = rest.is_empty() || rest.starts_with('/');
        is_whole.then(|| contract::replace_path(&file.text, place, &format!("{new}{rest}")))
    };
    let edits = places.iter().filter_map(edit);
    edits_of(&file.path, edits)
}

/// The edit that writes another path in one place.
pub(super) fn rewritten(
    view: &IntegrationView<'_>,
    reference: &PathReference,
    target: &RelPath,
) -> FileEdit {
    let governed = view.contract.contract;
    let new = spelled(governed, &reference.path, target);
    let edit = contract::replace_path(&governed.file.text, reference, &new);
    FileEdit { path: governed.file.path.clone(), edit }
}

/// The candidate that was most likely meant by a path that leads nowhere.
pub(super) fn nearest_to<'paths>(
    view: &IntegrationView<'_>,
    written: &str,
    candidates: &[&'paths RelPath],
) -> Option<&'paths RelPath> {
    let governed = view.contract.contract;
    let meant = view.contract.snapshot.path_in(governed, written)?;
    nearest_path(meant.as_str(), candidates)
}

/// Whether a path lies below a folder of the binding that is missing: that folder's finding speaks
/// for it.
pub(super) fn is_below_missing_binding(view: &IntegrationView<'_>, path: &str) -> bool {
    let references = &view.integration().bindings;
    let Some(path) = RelPath::parse(path) else { return false };
    let missing = view.service().missing_bindings(references);
    let folders = missing.iter().filter_map(|index| RelPath::parse(&references[*index].path));
    folders.into_iter().any(|folder| path.is_in(&folder))
}

/// Whether a path is written as that of a folder: with a slash at its end, or without the ending of a
/// file.
pub(super) fn is_folder_like(path: &str) -> bool {
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    path.ends_with('/') || !name.contains('.')
}
