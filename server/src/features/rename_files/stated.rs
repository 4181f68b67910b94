//! Paths of a contract's model that are written by their ends.

use crate::contract::{Contract, PathReference};
use crate::text::Edit;
use crate::workspace::{Governed, PathPlace, RelPath};

use super::{Move, Reader, moved, seen_from};

/// The paths that a contract states: bindings, Used By rows, the overview, links and code spans.
pub(super) fn stated_paths(contract: &Contract) -> Vec<PathReference> {
    let usages = contract.integrations.iter().flat_map(|it| &it.usages);
    let files = usages.filter_map(|usage| usage.file.clone());
    let bindings = contract.integrations.iter().flat_map(|it| it.bindings.iter().cloned());
    let fields = contract.integrations.iter().flat_map(|it| &it.fields);
    let rows = |table: &'_ crate::contract::Table| -> Vec<_> {
        table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| cell.code.clone()).collect()
    };
    let in_fields = fields.flat_map(|field| {
        let cells = field.tables.iter().flat_map(rows);
        field.code.iter().cloned().chain(cells).collect::<Vec<_>>()
    });
    let spans = in_fields
        .chain(contract.tables.iter().flat_map(rows))
        .filter(|span| span.value.contains(['/', '\\']) || span.value.contains('.'))
        .map(|span| PathReference { path: span.value.replace('\\', "/"), range: span.range });
    let overview = contract.overview.iter().flat_map(|overview| &overview.rows);
    let cells = overview.filter_map(|row| row.binding.as_ref()).map(|cell| PathReference {
        path: cell.value.trim_matches('`').replace('\\', "/"),
        range: cell.range,
    });
    let mut paths: Vec<PathReference> = bindings.chain(files).chain(cells).chain(spans).collect();
    paths.sort_by_key(|path| path.range);
    paths.dedup_by_key(|path| path.range);
    paths
}

/// The edits of paths that name a moved file by the end of its path.
pub(super) fn edits(
    reader: &Reader<'_>,
    contract: &Governed,
    stated: &[PathReference],
    moves: &[&Move],
) -> Vec<Edit> {
    let edit = |reference: &PathReference| {
        let PathPlace::Suffix(full) = reader.snapshot.place_of(contract, &reference.path) else {
            return None;
        };
        let now = moved(&full, moves)?;
        let written = reference.range.slice(&contract.file.text);
        let core = written.trim_start_matches("./").trim_start_matches(".\\");
        let core = core.trim_start_matches("@/").trim_start_matches("~/");
        let core = core.trim_matches('`').trim_end_matches(['/', '\\']);
        let parts = core.split(['/', '\\']).filter(|part| !part.is_empty()).count();
        let new = end_of(reader, &now, parts, moves);
        let style = if core.contains('\\') { new.replace('/', "\\") } else { new };
        let at = written.find(core).filter(|_| !core.is_empty())?;
        let start = reference.range.start() + at;
        let is_same = style == core;
        (!is_same).then(|| Edit { range: (start..start + core.len()).into(), text: style })
    };
    stated.iter().filter_map(edit).collect()
}

/// The last parts of a path, as many as the old one had, when they name nothing else; else all.
fn end_of(reader: &Reader<'_>, path: &RelPath, parts: usize, moves: &[&Move]) -> String {
    let all: Vec<&str> = path.as_str().split('/').collect();
    let end = all.get(all.len().saturating_sub(parts)..).unwrap_or(&all).join("/");
    let inner = format!("/{end}/");
    let names_other = |file: &RelPath| {
        !moves.iter().any(|it| file.is_in(&it.from)) && format!("/{file}/").contains(&inner)
    };
    let is_taken = reader.snapshot.files_in(reader.folder).any(names_other);
    if is_taken { seen_from(reader.folder, path) } else { end }
}
