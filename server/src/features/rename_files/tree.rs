//! Names in the tree of a Module Structure.

use crate::contract::FieldKind;
use crate::text::{ByteRange, Edit};
use crate::workspace::{Governed, RelPath, Snapshot};

use super::Move;

/// What trees are drawn with.
const LINES: &[char] = &['│', '├', '└', '─', '|', '`', '+', '-', ' ', '\t', '\u{a0}'];

/// The edits of names that a move changes in their place in the tree: a file that keeps its folder,
/// and the folder at the root.
pub(super) fn edits(snapshot: &Snapshot, contract: &Governed, moves: &[&Move]) -> Vec<Edit> {
    let text = &*contract.file.text;
    let mut edits = Vec::new();
    for (service, integration) in contract.integrations().iter().enumerate() {
        let bindings: Vec<&RelPath> = match contract.services.get(service) {
            Some(governed) => governed.binding_paths().collect(),
            None => continue,
        };
        let is_tree = |kind: Option<FieldKind>| {
            matches!(kind, Some(FieldKind::ModuleStructure | FieldKind::BindingModule))
        };
        let fields = integration.fields.iter().filter(|field| is_tree(field.kind));
        for fence in fields.flat_map(|field| &field.fences) {
            let root_of = |name: &str| root(snapshot, contract, &bindings, name);
            for (path, name) in entries(text, fence.content, &root_of) {
                let moved = moves.iter().find(|it| it.from == path);
                let stays = |it: &&&Move| {
                    it.from.parent() == it.to.parent() || bindings.contains(&&it.from)
                };
                let Some(moved) = moved.filter(stays) else { continue };
                let new = moved.to.file_name().to_owned();
                let is_whole_path = name.slice(text).contains(['/', '\\']);
                if !is_whole_path && name.slice(text) != new {
                    edits.push(Edit { range: name, text: new });
                }
            }
        }
    }
    edits
}

/// The folder that the first line of a tree names.
fn root(
    snapshot: &Snapshot,
    contract: &Governed,
    bindings: &[&RelPath],
    name: &str,
) -> Option<RelPath> {
    let binding = bindings.iter().find(|path| path.file_name() == name);
    binding.map(|path| (*path).clone()).or_else(|| {
        let place = snapshot.place_of(contract, name);
        place.path().cloned()
    })
}

/// The entries of a tree: their paths, and the places of their names. A tree without a root of its
/// own begins below nothing that is known, and has none.
fn entries(
    text: &str,
    content: ByteRange,
    root: &dyn Fn(&str) -> Option<RelPath>,
) -> Vec<(RelPath, ByteRange)> {
    let mut entries: Vec<(RelPath, ByteRange)> = Vec::new();
    // Folders above the line, each with the column of its name.
    let mut above: Vec<(usize, RelPath)> = Vec::new();
    let mut start = content.start();
    for line in content.slice(text).split_inclusive('\n') {
        let line_start = start;
        start += line.len();
        let drawn = line.len() - line.trim_start_matches(LINES).len();
        let Some(rest) = line.get(drawn..) else { continue };
        let name = rest.split(|c: char| c.is_whitespace() || c == '#').next().unwrap_or_default();
        let name = name.trim_end_matches(['/', '\\']);
        if name.is_empty() {
            continue;
        }
        let column = line.get(..drawn).unwrap_or_default().chars().count();
        above.retain(|(of, _)| *of < column);
        let path = match above.last() {
            Some((_, folder)) => folder.join(name),
            None => root(name),
        };
        let Some(path) = path else { continue };
        let range = ByteRange::new(line_start + drawn, line_start + drawn + name.len());
        above.push((column, path.clone()));
        entries.push((path, range));
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_gives_the_paths_of_its_entries() {
        let text =
            "src/mail/\n├── client.js   # 文 calls\n├── lib/\n│   └── retry.js\n└── index.js\n";
        let root = |name: &str| RelPath::parse(name);
        let found: Vec<String> = entries(text, ByteRange::new(0, text.len()), &root)
            .into_iter()
            .map(|(path, name)| format!("{path} {}", name.slice(text)))
            .collect();
        assert_eq!(
            found,
            [
                "src/mail src/mail",
                "src/mail/client.js client.js",
                "src/mail/lib lib",
                "src/mail/lib/retry.js retry.js",
                "src/mail/index.js index.js",
            ]
        );
    }
}
