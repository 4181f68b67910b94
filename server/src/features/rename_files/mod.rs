//! What moving or renaming files and folders changes in the contracts.

mod stated;
mod tree;
mod written;

use crate::rules::FileEdit;
use crate::text::Edit;
use crate::workspace::{Governed, RelPath, Snapshot};

use stated::stated_paths;

/// A file or folder that gets another path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Its path now.
    pub from: RelPath,
    /// Its path then.
    pub to: RelPath,
}

/// The edits of contracts and infrastructure contracts that keep their paths true when files and
/// folders move: bindings, Used By rows, the overview, Module Structure, links and every other
/// mention of a moved path or of one below it. How a path is written (from the governed folder or
/// from the contract's, `./`, backslashes, a slash or a function behind it) is kept.
pub fn file_renames(snapshot: &Snapshot, moves: &[Move]) -> Vec<FileEdit> {
    // Those of a folder and of a file in it may come together: the nearer one decides.
    let mut moves: Vec<&Move> = moves.iter().filter(|it| is_move(it)).collect();
    moves.sort_by_key(|it| std::cmp::Reverse(it.from.as_str().len()));
    let mut edits: Vec<FileEdit> = Vec::new();
    for contract in snapshot.contracts() {
        let own = &contract.file.path;
        let found = edits_of_contract(snapshot, contract, &moves).into_iter();
        edits.extend(found.map(|edit| FileEdit { path: own.clone(), edit }));
        let Some(infra) = &contract.infra else { continue };
        // Two contracts may share one.
        if edits.iter().any(|edit| edit.path == infra.path) {
            continue;
        }
        let Some(document) = snapshot.document(&infra.path) else { continue };
        let reader = Reader { snapshot, folder: &contract.folder, own: &infra.path };
        let found = written::edits(&reader, document.text(), &moves, &[]);
        edits.extend(
            without_overlaps(found).map(|edit| FileEdit { path: infra.path.clone(), edit }),
        );
    }
    edits
}

/// A document with the places that paths in it are seen from.
struct Reader<'reader> {
    snapshot: &'reader Snapshot,
    /// The governed folder.
    folder: &'reader RelPath,
    /// The document.
    own: &'reader RelPath,
}

fn is_move(moved: &Move) -> bool {
    moved.from != moved.to && !moved.from.as_str().is_empty() && !moved.to.as_str().is_empty()
}

fn edits_of_contract(snapshot: &Snapshot, contract: &Governed, moves: &[&Move]) -> Vec<Edit> {
    let text = &contract.file.text;
    let reader = Reader { snapshot, folder: &contract.folder, own: &contract.file.path };
    let stated = stated_paths(&contract.file.contract);
    let ranges: Vec<_> = stated.iter().map(|path| path.range).collect();
    let mut edits = written::edits(&reader, text, moves, &ranges);
    edits.extend(stated::edits(&reader, contract, &stated, moves));
    edits.extend(tree::edits(snapshot, contract, moves));
    without_overlaps(edits).collect()
}

/// Of edits at one place the first found, which knows most.
fn without_overlaps(mut edits: Vec<Edit>) -> impl Iterator<Item = Edit> {
    edits.sort_by_key(|edit| edit.range.start());
    let mut end = 0;
    edits.into_iter().filter(move |edit| {
        let is_free = edit.range.start() >= end;
        if is_free {
            end = edit.range.end();
        }
        is_free
    })
}

/// The move that a path is part of, and where it leads.
fn moved(path: &RelPath, moves: &[&Move]) -> Option<RelPath> {
    let nearest = moves.iter().find(|it| path.is_in(&it.from))?;
    nearest.to.join(path.relative_to(&nearest.from)?)
}

/// A path as it is written from a folder: `../shared/a.js`.
fn seen_from(folder: &RelPath, path: &RelPath) -> String {
    let parts = |path: &RelPath| -> Vec<String> {
        path.as_str().split('/').filter(|it| !it.is_empty()).map(str::to_owned).collect()
    };
    let (folder, path) = (parts(folder), parts(path));
    let common = folder.iter().zip(&path).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", folder.len() - common);
    let down = path.iter().skip(common).map(String::as_str);
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_a_folder() {
        let path = |text| RelPath::parse(text).expect("a path");
        assert_eq!(seen_from(&path("docs"), &path("src/a.js")), "../src/a.js");
        assert_eq!(seen_from(&RelPath::root(), &path("src/a.js")), "src/a.js");
        assert_eq!(seen_from(&path("docs/x"), &path("docs/y")), "../y");
        assert_eq!(seen_from(&path("docs"), &path("docs/y")), "y");
    }
}
