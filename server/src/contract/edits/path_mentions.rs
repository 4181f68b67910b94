//! Where a section and the overview write a path, and another path in its place.

use crate::catalog::name_key;
use crate::contract::model::{Cell, Contract, Integration, OverviewRow, PathReference};
use crate::contract::parse::paths::path_of_name;
use crate::text::Edit;

/// Every place in an integration's section where a path is written, in the order of the document.
pub fn paths_of_section(integration: &Integration) -> Vec<PathReference> {
    let mut paths: Vec<PathReference> = integration.bindings.clone();
    paths.extend(integration.usages.iter().filter_map(|usage| usage.file.clone()));
    paths.extend(integration.tests.iter().cloned());
    for field in &integration.fields {
        paths.extend(field.code.iter().filter_map(path_of_name));
        let rows = field.tables.iter().flat_map(|table| &table.rows);
        paths.extend(rows.flat_map(|row| &row.cells).flat_map(paths_of_cell));
    }
    let roots = integration.structure.iter().filter(|entry| entry.parent.is_none());
    paths.extend(
        roots.map(|root| PathReference { path: root.path.clone(), range: root.name.range }),
    );
    in_order(paths)
}

/// The paths that an integration's rows of the overview write.
pub fn overview_paths(contract: &Contract, integration: &Integration) -> Vec<PathReference> {
    let Some(overview) = &contract.overview else { return Vec::new() };
    let name = name_key(&integration.name.value);
    let is_own = |row: &&OverviewRow| name_key(&row.service.value) == name;
    let mut paths = Vec::new();
    for own in overview.rows.iter().filter(is_own) {
        let rows = overview.table.rows.iter().filter(|row| own.range.contains_range(row.range));
        let marked: Vec<_> = rows.flat_map(|row| &row.cells).flat_map(paths_of_cell).collect();
        if marked.is_empty() {
            paths.extend(own.binding.as_ref().and_then(path_of_name));
        }
        paths.extend(marked);
    }
    in_order(paths)
}

/// Another path in the place of a written one, written the same way: a leading `./`, a slash at the
/// end and the direction of the slashes are the author's.
pub fn replace_path(text: &str, reference: &PathReference, path: &str) -> Edit {
    let written = reference.range.slice(text);
    let is_folder = written.ends_with(['/', '\\']);
    let mut new = path.trim_end_matches('/').to_owned();
    if is_folder {
        new.push('/');
    }
    if written.starts_with("./") || written.starts_with(".\\") {
        new.insert_str(0, "./");
    }
    if written.contains('\\') && !written.contains('/') {
        new = new.replace('/', "\\");
    }
    Edit { range: reference.range, text: new }
}

fn paths_of_cell(cell: &Cell) -> impl Iterator<Item = PathReference> {
    cell.code.iter().filter_map(path_of_name)
}

fn in_order(mut paths: Vec<PathReference>) -> Vec<PathReference> {
    paths.sort_by_key(|path| path.range);
    // One place may be read twice.
    paths.dedup_by(|later, earlier| later.range.start() < earlier.range.end());
    paths
}
