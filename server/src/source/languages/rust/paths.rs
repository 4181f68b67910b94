//! Paths as they are written, in code and in the token trees of macros and attributes.

use super::syntax::{NodeId, Syntax};

/// A path: its segments without generic arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Path<'t> {
    /// Whether it starts with `::`, and so with a crate.
    pub(super) is_global: bool,
    pub(super) segments: Vec<&'t str>,
}

impl<'t> Path<'t> {
    pub(super) fn first(&self) -> &'t str {
        self.segments.first().copied().unwrap_or_default()
    }

    pub(super) fn last(&self) -> &'t str {
        self.segments.last().copied().unwrap_or_default()
    }

    pub(super) fn joined(&self, other: &Self) -> Self {
        let segments = [self.segments.as_slice(), other.segments.as_slice()].concat();
        Self { is_global: self.is_global, segments }
    }
}

impl std::fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mark = if self.is_global { "::" } else { "" };
        write!(formatter, "{mark}{}", self.segments.join("::"))
    }
}

/// The segment a node stands for; `None` for what is no word of a path.
pub(super) fn segment<'t>(syntax: &Syntax<'t>, node: NodeId) -> Option<&'t str> {
    let is_word = matches!(
        syntax.kind(node),
        "identifier" | "type_identifier" | "crate" | "self" | "super" | "primitive_type"
    );
    is_word.then(|| syntax.text_of(node).trim_start_matches("r#"))
}

/// Reads a path downwards from its outermost node; `None` for anything that is no plain path, as
/// `<T as X>::f` or `$crate::x`.
pub(super) fn read<'t>(syntax: &Syntax<'t>, node: NodeId) -> Option<Path<'t>> {
    let mut path = Path::default();
    let mut current = node;
    loop {
        match syntax.kind(current) {
            "scoped_identifier" | "scoped_type_identifier" => {
                path.segments.push(segment(syntax, syntax.child(current, "name")?)?);
                match syntax.child(current, "path") {
                    Some(inner) => current = inner,
                    None => {
                        path.is_global = true;
                        break;
                    }
                }
            }
            "generic_type" | "generic_type_with_turbofish" => {
                current = syntax.child(current, "type")?;
            }
            "generic_function" => current = syntax.child(current, "function")?,
            _ => {
                path.segments.push(segment(syntax, current)?);
                break;
            }
        }
    }
    path.segments.reverse();
    Some(path)
}

/// A path found from its first word.
pub(super) struct Found<'t> {
    pub(super) path: Path<'t>,
    /// The outermost node of the path, without generic arguments around it.
    pub(super) top: NodeId,
    /// The node that stands in a type, expression or pattern for it: with its generic arguments.
    pub(super) outer: NodeId,
}

/// The path that starts with `first`, read upwards; `None` when `first` is a later segment.
pub(super) fn from_first_word<'t>(syntax: &Syntax<'t>, first: NodeId) -> Option<Found<'t>> {
    let mut path = Path { is_global: false, segments: vec![segment(syntax, first)?] };
    let mut top = first;
    let mut outer = first;
    if syntax.field(first) == "name" {
        let parent = syntax.parent(first)?;
        let is_scoped =
            matches!(syntax.kind(parent), "scoped_identifier" | "scoped_type_identifier");
        if is_scoped {
            if syntax.child(parent, "path").is_some() {
                return None;
            }
            path.is_global = true;
            (top, outer) = (parent, parent);
        }
    }
    while let Some(parent) = syntax.parent(outer) {
        match (syntax.kind(parent), syntax.field(outer)) {
            ("scoped_identifier" | "scoped_type_identifier", "path") => {
                let Some(name) = syntax.child(parent, "name") else { break };
                path.segments.push(segment(syntax, name).unwrap_or_default());
                top = parent;
            }
            ("generic_type" | "generic_type_with_turbofish", "type")
            | ("generic_function", "function") => {}
            _ => break,
        }
        outer = parent;
    }
    Some(Found { path, top, outer })
}

/// A path in a token tree.
pub(super) struct TokenPath<'t> {
    pub(super) path: Path<'t>,
    /// The first token of it, a leading `::` too.
    pub(super) first: NodeId,
    /// The last word of it.
    pub(super) last: NodeId,
}

/// The path in a token tree that starts with the word `first`; `None` when it is a later segment,
/// a field or a method.
pub(super) fn from_token<'t>(syntax: &Syntax<'t>, first: NodeId) -> Option<TokenPath<'t>> {
    let mut path = Path { is_global: false, segments: vec![segment(syntax, first)?] };
    let mut begin = first;
    if let Some(before) = syntax.previous_sibling(first) {
        match syntax.kind(before) {
            "." => return None,
            "::" => {
                let holder = syntax.previous_sibling(before);
                if holder.is_some_and(|node| {
                    segment(syntax, node).is_some()
                        || matches!(syntax.kind(node), ">" | ">>" | "metavariable" | "token_tree")
                }) {
                    return None;
                }
                path.is_global = true;
                begin = before;
            }
            _ => {}
        }
    }
    let mut last = first;
    while let Some(next) = syntax.next_sibling(last).filter(|node| syntax.kind(*node) == "::") {
        let Some(word) = syntax.next_sibling(next) else { break };
        let Some(name) = segment(syntax, word) else { break };
        path.segments.push(name);
        last = word;
    }
    Some(TokenPath { path, first: begin, last })
}
