//! The entries of `use` and `extern crate`.

use super::paths::{self, Path};
use super::syntax::{NodeId, Syntax};
use crate::text::ByteRange;

/// Groups nested deeper are not read: each repeats the path before it.
const DEEPEST_GROUP: usize = 32;

/// One name that a `use` or `extern crate` brings.
#[derive(Clone, Debug)]
pub(super) struct Leaf<'t> {
    /// Its whole path as written, the groups around it included; a glob's path is the module.
    pub(super) path: Path<'t>,
    /// Its name here; `None` for a glob, `_` for a trait without a name.
    pub(super) local: Option<&'t str>,
    /// Where the path, or its last part in a group, stands.
    pub(super) path_range: ByteRange,
    /// Where a finding stands: the statement, or the entry of a group. All that one entry takes
    /// from another crate stands at that entry: it is one import, however many names it lists.
    pub(super) range: ByteRange,
    /// Whether the statement has a visibility, and so hands the name on.
    pub(super) is_public: bool,
}

/// A part of a `use` that is still to be read.
struct Waiting<'t> {
    node: NodeId,
    /// The path of the groups around it.
    prefix: Path<'t>,
    /// How many groups are around it.
    depth: usize,
    /// The entry that names the other crate it comes from, when a group around it does.
    entry: Option<ByteRange>,
}

/// The entries of a `use_declaration` or `extern_crate_declaration`.
pub(super) fn leaves<'t>(syntax: &Syntax<'t>, statement: NodeId) -> Vec<Leaf<'t>> {
    let is_public = syntax.child_of_kind(statement, "visibility_modifier").is_some();
    if syntax.kind(statement) == "extern_crate_declaration" {
        return extern_crate(syntax, statement, is_public).into_iter().collect();
    }
    let Some(argument) = syntax.child(statement, "argument") else { return Vec::new() };
    let mut leaves = Vec::new();
    let mut waiting: Vec<Waiting<'_>> =
        vec![Waiting { node: argument, prefix: Path::default(), depth: 0, entry: None }];
    while let Some(Waiting { node, prefix, depth, entry }) = waiting.pop() {
        let own = syntax.range(if depth == 0 { statement } else { node });
        let range = entry.unwrap_or(own);
        let mut add = |path: Path<'t>, local: Option<&'t str>, path_range: ByteRange| {
            leaves.push(Leaf { path, local, path_range, range, is_public });
        };
        match syntax.kind(node) {
            "use_list" | "scoped_use_list" if depth >= DEEPEST_GROUP => {}
            "use_list" => {
                let entries: Vec<NodeId> = syntax.children(node).collect();
                // The last is taken first from the stack.
                waiting.extend(entries.into_iter().rev().map(|node| Waiting {
                    node,
                    prefix: prefix.clone(),
                    depth: depth + 1,
                    entry,
                }));
            }
            "scoped_use_list" => {
                let list = syntax.child(node, "list");
                let path = match syntax.child(node, "path") {
                    Some(path) => paths::read(syntax, path).map(|path| extended(&prefix, &path)),
                    // `use ::{a, b}`.
                    None => Some(Path { is_global: true, ..prefix }),
                };
                if let (Some(path), Some(list)) = (path, list) {
                    let is_own = path
                        .segments
                        .first()
                        .is_none_or(|first| matches!(*first, "crate" | "self" | "super"));
                    let entry = if is_own { entry } else { Some(range) };
                    waiting.push(Waiting { node: list, prefix: path, depth, entry });
                }
            }
            "use_as_clause" => {
                let Some(inner) = syntax.child(node, "path") else { continue };
                let Some(path) = paths::read(syntax, inner) else { continue };
                let local = syntax.child(node, "alias").map(|alias| syntax.text_of(alias));
                add(extended(&prefix, &path), Some(local.unwrap_or("_")), syntax.range(inner));
            }
            "use_wildcard" => {
                let inner = syntax
                    .first_child(node)
                    .filter(|child| !matches!(syntax.kind(*child), "*" | "::"));
                let (path, range) = match inner {
                    Some(inner) => match paths::read(syntax, inner) {
                        Some(path) => (path, syntax.range(inner)),
                        None => continue,
                    },
                    None => (Path::default(), syntax.range(node)),
                };
                add(extended(&prefix, &path), None, range);
            }
            _ => {
                let Some(path) = paths::read(syntax, node) else { continue };
                let path = extended(&prefix, &path);
                let local = path.last();
                add(path, Some(local), syntax.range(node));
            }
        }
    }
    leaves.retain(|leaf| !leaf.path.segments.is_empty());
    leaves
}

/// A path of a group behind the path of the group; `self` there is the group's own.
fn extended<'t>(prefix: &Path<'t>, path: &Path<'t>) -> Path<'t> {
    if prefix.segments.is_empty() {
        return Path { is_global: prefix.is_global || path.is_global, ..path.clone() };
    }
    match path.segments.as_slice() {
        ["self"] => prefix.clone(),
        _ => prefix.joined(path),
    }
}

fn extern_crate<'t>(syntax: &Syntax<'t>, node: NodeId, is_public: bool) -> Option<Leaf<'t>> {
    // `extern crate self as x` has no field for its name.
    let name = syntax.child(node, "name")?;
    let text = syntax.text_of(name);
    let local = syntax.child(node, "alias").map_or(text, |alias| syntax.text_of(alias));
    Some(Leaf {
        path: Path {
            is_global: false,
            segments: vec![if text == "self" { "crate" } else { text }],
        },
        local: Some(local),
        path_range: syntax.range(name),
        range: syntax.range(node),
        is_public,
    })
}
