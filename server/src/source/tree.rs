//! The syntax tree of one file, laid out flat, for the languages that have no table of node names
//! of their own.
//!
//! Asking tree-sitter for a parent walks down from the root, and its queries cost half as much as
//! the parse itself, however few patterns they hold. One walk into an arena costs a quarter of
//! that, and after it every parent, sibling and child is an index away: nothing that reads the tree
//! can be slower than linear or deeper than the stack.

use std::ops::ControlFlow;

use tree_sitter::{Language, ParseOptions, ParseState, Parser, Tree};

use crate::text::ByteRange;

/// Nodes below this many levels are left out: no hand-written file nests so deep, and everything
/// that climbs from a node to the root stays cheap.
const DEEPEST: usize = 2_000;

const NONE: u32 = u32::MAX;

/// The tree of a text, shown to the parser with `behind` at its end; `None` where the parser gets
/// no further.
///
/// After an error it looks for a way to go on, and in some grammars goes from one reduction to the
/// next for ever, with more memory for each. It asks once in a hundred steps whether to go on. Steps
/// are counted, not time: the same text has the same facts on every machine.
pub(super) fn parse_tree(language: &Language, text: &str, behind: &'static [u8]) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(language).ok()?;
    // Everything that a text opens may be closed at one place: at its end.
    let most = 1_000 + text.len() / 10;
    let (mut furthest, mut questions) = (0, 0_usize);
    let mut goes_on = |state: &ParseState| {
        if state.current_byte_offset() > furthest {
            (furthest, questions) = (state.current_byte_offset(), 0);
        }
        questions += 1;
        if questions > most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let mut read = |offset: usize, _| match text.as_bytes().get(offset..) {
        Some(rest) if !rest.is_empty() => rest,
        Some(_) => behind,
        None => b"",
    };
    let options = ParseOptions::new().progress_callback(&mut goes_on);
    parser.parse_with_options(&mut read, None, Some(options))
}

/// A grammar with the names of its nodes and fields by their numbers; the binding would check them
/// as UTF-8 at each request.
pub(super) struct Grammar {
    language: &'static Language,
    kinds: Vec<&'static str>,
    fields: Vec<&'static str>,
    needs_last_line_end: bool,
}

impl Grammar {
    pub(super) fn new(language: &'static Language) -> Self {
        let kinds = (0..language.node_kind_count())
            .map(|id| language.node_kind_for_id(id as u16).unwrap_or_default())
            .collect();
        // Fields are numbered from 1; number 0 is the absence of one.
        let fields = (0..=language.field_count())
            .map(|id| language.field_name_for_id(id as u16).unwrap_or_default())
            .collect();
        Self { language, kinds, fields, needs_last_line_end: false }
    }

    /// A grammar whose scanner looks for white space without an eye to the end of the text, and never
    /// returns from a text that ends in an annotation: it is shown a line end behind the last byte.
    pub(super) fn with_last_line_end(self) -> Self {
        Self { needs_last_line_end: true, ..self }
    }

    /// Whether the grammar has a node of this kind, for tests of the names that a language uses.
    #[cfg(test)]
    pub(super) fn knows(&self, kind: &str) -> bool {
        self.kinds.contains(&kind)
    }
}

/// The named nodes of a file, and the tokens that carry a field, in the order of the text: a node
/// comes right before its first child.
pub(super) struct Syntax<'t> {
    text: &'t str,
    grammar: &'static Grammar,
    entries: Vec<Entry>,
    is_broken: bool,
}

struct Entry {
    kind: u16,
    field: u16,
    start: u32,
    end: u32,
    parent: u32,
    previous: u32,
    /// Index behind the last node below this one.
    behind: u32,
}

impl<'t> Syntax<'t> {
    /// Parses `text`; `None` where the parser gets no further.
    pub(super) fn parse(grammar: &'static Grammar, text: &'t str) -> Option<Self> {
        let last_line_end: &[u8] = if grammar.needs_last_line_end { b"\n" } else { b"" };
        let tree = parse_tree(grammar.language, text, last_line_end)?;
        let is_broken = tree.root_node().has_error();
        let mut cursor = tree.walk();
        let mut entries: Vec<Entry> = Vec::with_capacity(text.len() / 6);
        // For each level: the entry that stands there, and the last child it was given.
        let mut open: Vec<(u32, u32)> = Vec::new();
        let mut depth = 0_usize;
        loop {
            let node = cursor.node();
            let field = cursor.field_id().map_or(0, u16::from);
            let is_kept = (node.is_named() || field != 0) && depth < DEEPEST;
            if is_kept {
                let index = entries.len() as u32;
                let (parent, previous) = match open.last_mut() {
                    Some((parent, last)) => (*parent, std::mem::replace(last, index)),
                    None => (NONE, NONE),
                };
                entries.push(Entry {
                    kind: node.kind_id(),
                    field,
                    start: node.start_byte().min(text.len()) as u32,
                    end: node.end_byte().min(text.len()) as u32,
                    parent,
                    previous,
                    behind: index + 1,
                });
                if cursor.goto_first_child() {
                    depth += 1;
                    open.push((index, NONE));
                    continue;
                }
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    let syntax = Self { text, grammar, entries, is_broken };
                    return (!syntax.entries.is_empty()).then_some(syntax);
                }
                depth -= 1;
                if let Some((index, _)) = open.pop() {
                    entries[index as usize].behind = entries.len() as u32;
                }
            }
        }
    }

    /// Whether some of the text is no code of the language.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    pub(super) fn root(&self) -> Node<'_> {
        self.node(0)
    }

    pub(super) fn node(&self, index: u32) -> Node<'_> {
        Node { syntax: self, index }
    }

    /// Every node, in the order of the text.
    pub(super) fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.entries.len() as u32).map(|index| self.node(index))
    }

    /// The outermost node below the root that starts exactly at `offset`.
    pub(super) fn outermost_at(&self, offset: usize) -> Option<Node<'_>> {
        let behind_root = &self.entries[1..];
        let at = behind_root.partition_point(|entry| (entry.start as usize) < offset);
        let entry = behind_root.get(at)?;
        (entry.start as usize == offset).then(|| self.node(at as u32 + 1))
    }
}

/// A node of a [`Syntax`].
#[derive(Clone, Copy)]
pub(super) struct Node<'s> {
    syntax: &'s Syntax<'s>,
    index: u32,
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}@{}", self.kind(), self.start())
    }
}

impl<'s> Node<'s> {
    fn entry(self) -> &'s Entry {
        &self.syntax.entries[self.index as usize]
    }

    pub(super) fn index(self) -> u32 {
        self.index
    }

    /// The name the grammar gives it.
    pub(super) fn kind(self) -> &'static str {
        self.syntax.grammar.kinds.get(self.entry().kind as usize).copied().unwrap_or_default()
    }

    pub(super) fn is(self, kind: &str) -> bool {
        self.kind() == kind
    }

    pub(super) fn is_any(self, kinds: &[&str]) -> bool {
        kinds.contains(&self.kind())
    }

    pub(super) fn is_comment(self) -> bool {
        matches!(self.kind(), "comment" | "line_comment" | "block_comment" | "multiline_comment")
    }

    /// The field of its parent in which it stands; empty for none.
    pub(super) fn field(self) -> &'static str {
        self.syntax.grammar.fields.get(self.entry().field as usize).copied().unwrap_or_default()
    }

    pub(super) fn start(self) -> usize {
        self.entry().start as usize
    }

    pub(super) fn end(self) -> usize {
        self.entry().end as usize
    }

    pub(super) fn range(self) -> ByteRange {
        ByteRange::new(self.start(), self.end())
    }

    pub(super) fn text(self) -> &'s str {
        self.range().slice(self.syntax.text)
    }

    pub(super) fn parent(self) -> Option<Self> {
        let parent = self.entry().parent;
        (parent != NONE).then(|| self.syntax.node(parent))
    }

    pub(super) fn previous(self) -> Option<Self> {
        let previous = self.entry().previous;
        (previous != NONE).then(|| self.syntax.node(previous))
    }

    pub(super) fn next(self) -> Option<Self> {
        let behind = self.entry().behind;
        let next = self.syntax.entries.get(behind as usize)?;
        (next.parent == self.entry().parent).then(|| self.syntax.node(behind))
    }

    /// The nodes around this one, from the inside out.
    pub(super) fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    /// The nodes right below, comments left out.
    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        let behind = self.entry().behind;
        let mut next = self.index + 1;
        std::iter::from_fn(move || {
            let node = (next < behind).then(|| self.syntax.node(next))?;
            next = node.entry().behind;
            Some(node)
        })
        .filter(|node| !node.is_comment())
    }

    /// Every node below, in the order of the text.
    pub(super) fn descendants(self) -> impl Iterator<Item = Self> {
        (self.index + 1..self.entry().behind).map(|index| self.syntax.node(index))
    }

    /// The first child in this field.
    pub(super) fn child(self, field: &str) -> Option<Self> {
        self.children().find(|child| child.field() == field)
    }

    /// The first child of this kind.
    pub(super) fn child_of(self, kind: &str) -> Option<Self> {
        self.children().find(|child| child.is(kind))
    }
}
