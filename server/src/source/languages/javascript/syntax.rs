//! The syntax tree of one file, laid out flat.
//!
//! Asking tree-sitter for a parent walks down from the root, and its queries cost half as much as
//! the parse itself, however few patterns they hold. One walk into an arena costs a quarter of
//! that, and after it every parent, sibling and child is an index away, so that nothing that reads
//! the tree can be slower than linear or deeper than the stack.

use tree_sitter::Language;

use crate::source::tree::parse_tree;
use crate::text::ByteRange;

use super::vocabulary::{Field, Kind, Vocabulary};

/// Nodes below this many levels are left out: no hand-written file nests so deep, and everything
/// that climbs from a node to the root stays cheap.
const DEEPEST: usize = 2_000;

const NONE: u32 = u32::MAX;

/// A grammar with the table that turns its node numbers into [`Kind`]s.
pub(in crate::source::languages) struct Grammar {
    language: Language,
    vocabulary: Vocabulary,
}

impl Grammar {
    pub(in crate::source::languages) fn new(language: Language) -> Self {
        let vocabulary = Vocabulary::new(&language);
        Self { language, vocabulary }
    }
}

/// The named nodes of a file, and the tokens that carry a field, in the order of the text: a node
/// comes right before its first child.
pub(super) struct Syntax<'t> {
    text: &'t str,
    entries: Vec<Entry>,
    is_broken: bool,
}

struct Entry {
    kind: Kind,
    field: Field,
    start: u32,
    end: u32,
    parent: u32,
    previous: u32,
    /// Index behind the last node below this one.
    behind: u32,
}

impl<'t> Syntax<'t> {
    /// Whether some of the text is no code of the language.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Parses `text`; `None` where the parser gets no further.
    pub(super) fn parse(grammar: &Grammar, text: &'t str) -> Option<Self> {
        let tree = parse_tree(&grammar.language, text, b"")?;
        let mut cursor = tree.walk();
        let mut entries: Vec<Entry> = Vec::with_capacity(text.len() / 6);
        // For each level: the entry that stands there, and the last child it was given.
        let mut open: Vec<(u32, u32)> = Vec::new();
        let mut depth = 0_usize;
        loop {
            let node = cursor.node();
            let field = grammar.vocabulary.field(cursor.field_id());
            let is_kept = (node.is_named() || field != Field::None) && depth < DEEPEST;
            if is_kept {
                let index = entries.len() as u32;
                let (parent, previous) = match open.last_mut() {
                    Some((parent, last)) => (*parent, std::mem::replace(last, index)),
                    None => (NONE, NONE),
                };
                entries.push(Entry {
                    kind: grammar.vocabulary.kind(&node),
                    field,
                    start: node.start_byte() as u32,
                    end: node.end_byte() as u32,
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
                    let is_broken = tree.root_node().has_error();
                    return (!entries.is_empty()).then_some(Self { text, entries, is_broken });
                }
                depth -= 1;
                if let Some((index, _)) = open.pop() {
                    entries[index as usize].behind = entries.len() as u32;
                }
            }
        }
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

impl<'s> Node<'s> {
    fn entry(self) -> &'s Entry {
        &self.syntax.entries[self.index as usize]
    }

    pub(super) fn index(self) -> u32 {
        self.index
    }

    pub(super) fn kind(self) -> Kind {
        self.entry().kind
    }

    pub(super) fn is(self, kind: Kind) -> bool {
        self.kind() == kind
    }

    pub(super) fn field(self) -> Field {
        self.entry().field
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
        .filter(|node| !node.is(Kind::Comment))
    }

    /// Every node below, in the order of the text.
    pub(super) fn descendants(self) -> impl Iterator<Item = Self> {
        (self.index + 1..self.entry().behind).map(|index| self.syntax.node(index))
    }

    /// The first child in this field.
    pub(super) fn child(self, field: Field) -> Option<Self> {
        self.children().find(|child| child.field() == field)
    }

    /// The first child of this kind.
    pub(super) fn child_of(self, kind: Kind) -> Option<Self> {
        self.children().find(|child| child.is(kind))
    }

    /// The expression without what does not change its value: parentheses, `!`, casts, `await`.
    pub(super) fn bare(self) -> Self {
        let mut node = self;
        loop {
            let inner = match node.kind() {
                Kind::Parenthesized | Kind::NonNull | Kind::As | Kind::Satisfies | Kind::Await => {
                    node.children().next()
                }
                Kind::TypeAssertion => node.children().last(),
                Kind::Instantiation => node.children().next(),
                _ => None,
            };
            match inner {
                Some(inner) => node = inner,
                None => return node,
            }
        }
    }

    /// The outermost expression that only wraps this one: the inverse of [`Node::bare`].
    pub(super) fn wrapped(self) -> Self {
        let mut node = self;
        while let Some(parent) = node.parent() {
            let wraps = match parent.kind() {
                Kind::Parenthesized | Kind::NonNull | Kind::As | Kind::Satisfies | Kind::Await => {
                    parent.children().next() == Some(node)
                }
                Kind::TypeAssertion => parent.children().last() == Some(node),
                _ => false,
            };
            if !wraps {
                break;
            }
            node = parent;
        }
        node
    }

    /// The operator of a unary, binary or assigning expression.
    pub(super) fn operator(self) -> &'s str {
        self.child(Field::Operator).map_or("", Self::text)
    }

    /// What is called or constructed.
    pub(super) fn callee(self) -> Option<Self> {
        self.child(Field::Function).or_else(|| self.child(Field::Constructor)).map(Self::bare)
    }

    /// The arguments of a call or construction.
    pub(super) fn arguments(self) -> impl Iterator<Item = Self> {
        self.child(Field::Arguments)
            .filter(|arguments| arguments.is(Kind::Arguments))
            .into_iter()
            .flat_map(Self::children)
    }

    /// Whether the node's own text starts with this word.
    pub(super) fn starts_with_word(self, word: &str) -> bool {
        self.text().strip_prefix(word).is_some_and(|rest| {
            !rest.starts_with(|c: char| c.is_alphanumeric() || "_$".contains(c))
        })
    }

    /// The place of a string's content, without its quotes.
    pub(super) fn inside_quotes(self) -> ByteRange {
        match self.kind() {
            Kind::String | Kind::Template if self.end() >= self.start() + 2 => {
                ByteRange::new(self.start() + 1, self.end() - 1)
            }
            _ => self.range(),
        }
    }
}
