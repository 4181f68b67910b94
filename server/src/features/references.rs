//! Find references.

use crate::workspace::{Entry, RelPath, Snapshot, declares};

use super::FilePlace;
use super::definition::{reads, rows};
use super::subject::Subject;

/// All places that mention the environment variable at a byte offset of a document, sorted by file
/// and place: its uses in source, and where it is set or declared (`.env*`, INFRA_CONTRACT.md). The
/// row of the contract is the declaration.
pub fn references(
    snapshot: &Snapshot,
    path: &RelPath,
    offset: usize,
    include_declaration: bool,
) -> Vec<FilePlace> {
    let Some(subject) = Subject::at(snapshot, path, offset) else { return Vec::new() };
    let Some((name, _)) = subject.variable() else { return Vec::new() };
    let place = |(path, range)| FilePlace { path, range };
    let mut places: Vec<FilePlace> = reads(snapshot, name).into_iter().map(place).collect();
    places.extend(set_in(snapshot, name));
    let is_contract = |path: &RelPath| matches!(snapshot.entry(path), Some(Entry::Contract(_)));
    for (path, _, range) in rows(snapshot, path, name) {
        if include_declaration || !is_contract(&path) {
            places.push(FilePlace { path, range });
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// The `.env*` files that set a variable.
pub(super) fn set_in(snapshot: &Snapshot, name: &str) -> Vec<FilePlace> {
    let wanted = crate::contract::Variable {
        name: crate::text::Spanned::new(name.to_owned(), Default::default()),
        ..Default::default()
    };
    let mut places = Vec::new();
    for file in snapshot.dotenv_files() {
        let set = file.names.iter().filter(|set| declares(&wanted, &set.value));
        places.extend(set.map(|set| FilePlace { path: file.path.clone(), range: set.range }));
    }
    places
}
