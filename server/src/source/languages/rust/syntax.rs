//! A syntax tree laid flat.
//!
//! Asking a tree-sitter node for its parent walks down from the root, which makes every pass that
//! looks upwards quadratic in a wide file. So the tree is copied once, in the order of the text,
//! into a list in which parent, siblings and the end of a subtree are one step away; every pass
//! over it is a loop, and none needs the stack.

use std::sync::LazyLock;

use tree_sitter::{Language, Tree};

use crate::source::tree::parse_tree;
use crate::text::ByteRange;

static LANGUAGE: LazyLock<Language> = LazyLock::new(|| tree_sitter_rust::LANGUAGE.into());

/// Names of node kinds by their number; the binding would check them as UTF-8 at each request.
static KINDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    (0..LANGUAGE.node_kind_count())
        .map(|id| LANGUAGE.node_kind_for_id(id as u16).unwrap_or_default())
        .collect()
});

/// Names of fields by their number, from 1; number 0 is the absence of a field.
static FIELDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    (0..=LANGUAGE.field_count())
        .map(|id| LANGUAGE.field_name_for_id(id as u16).unwrap_or_default())
        .collect()
});

/// A node of one [`Syntax`]; greater is later in the text, or inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

impl NodeId {
    /// Behind every node.
    pub(super) const END: Self = Self(u32::MAX);
}

/// In which respects a node matters; a set of the constants below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Roles(u16);

/// Roles by the number of a node's kind.
///
/// This is what a tree-sitter query would say. But its engine takes as long as the parser, and its
/// time grows with the square of the depth of the nesting; a table costs nothing.
static ROLES: LazyLock<Vec<Roles>> =
    LazyLock::new(|| KINDS.iter().map(|kind| Roles::of_kind(kind)).collect());

impl Roles {
    /// Holds names of its own: locals, parameters, generics.
    pub(super) const SCOPE: Self = Self(1);
    /// The body of an inline module: a namespace that does not see the names around it.
    pub(super) const MODULE: Self = Self(1 << 1);
    /// Defines something with a name.
    pub(super) const ITEM: Self = Self(1 << 2);
    /// `use` or `extern crate`.
    pub(super) const IMPORT: Self = Self(1 << 3);
    /// `let`, as a statement or in a condition.
    pub(super) const BINDING: Self = Self(1 << 4);
    /// `x = …`
    pub(super) const ASSIGNMENT: Self = Self(1 << 5);
    /// A call of a function or method.
    pub(super) const CALL: Self = Self(1 << 6);
    /// A call of a macro.
    pub(super) const MACRO: Self = Self(1 << 7);
    /// A field in a struct literal.
    pub(super) const FIELD: Self = Self(1 << 8);
    /// An operator between two values.
    pub(super) const BINARY: Self = Self(1 << 9);
    /// A string literal of any form.
    pub(super) const STRING: Self = Self(1 << 10);
    /// `#[…]` and `#![…]`
    pub(super) const ATTRIBUTE: Self = Self(1 << 11);
    /// A comment of any form.
    pub(super) const COMMENT: Self = Self(1 << 12);

    fn of_kind(kind: &str) -> Self {
        match kind {
            "block" | "closure_expression" | "if_expression" | "impl_item" | "match_arm"
            | "while_expression" => Self::SCOPE,
            "enum_item"
            | "function_item"
            | "function_signature_item"
            | "struct_item"
            | "trait_item"
            | "type_item"
            | "union_item" => Self::ITEM | Self::SCOPE,
            "const_item" | "macro_definition" | "mod_item" | "static_item" => Self::ITEM,
            // Only that of a module; see where the tree is laid flat.
            "declaration_list" => Self::MODULE,
            "extern_crate_declaration" | "use_declaration" => Self::IMPORT,
            "let_condition" | "let_declaration" => Self::BINDING,
            "assignment_expression" => Self::ASSIGNMENT,
            "call_expression" => Self::CALL,
            "macro_invocation" => Self::MACRO,
            "field_initializer" | "shorthand_field_initializer" => Self::FIELD,
            "binary_expression" => Self::BINARY,
            "raw_string_literal" | "string_literal" => Self::STRING,
            "attribute_item" | "inner_attribute_item" => Self::ATTRIBUTE,
            "block_comment" | "line_comment" => Self::COMMENT,
            _ => Self::default(),
        }
    }

    pub(super) fn has(self, role: Self) -> bool {
        self.0 & role.0 != 0
    }
}

impl std::ops::BitOr for Roles {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[derive(Clone, Copy, Debug)]
struct Record {
    kind: u16,
    field: u16,
    start: u32,
    end: u32,
    parent: u32,
    previous: u32,
    /// The first node behind this one's subtree.
    behind: u32,
}

const NONE: u32 = u32::MAX;

/// The syntax of one file.
pub(super) struct Syntax<'t> {
    pub(super) text: &'t str,
    is_broken: bool,
    records: Vec<Record>,
    /// The nodes that play a role, in the order of the text, outer before inner.
    marks: Vec<(NodeId, Roles)>,
}

impl<'t> Syntax<'t> {
    /// Whether some of the text is no Rust.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// `None` where the parser gets no further.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let tree = parse_tree(&LANGUAGE, text, b"")?;
        let is_broken = tree.root_node().has_error();
        let mut syntax = Self { text, is_broken, records: Vec::new(), marks: Vec::new() };
        syntax.lay_flat(&tree);
        Some(syntax)
    }

    fn lay_flat(&mut self, tree: &Tree) {
        let mut cursor = tree.walk();
        let (mut parent, mut previous) = (NONE, NONE);
        loop {
            let node = cursor.node();
            let id = self.records.len() as u32;
            self.records.push(Record {
                kind: node.kind_id(),
                field: cursor.field_id().map_or(0, u16::from),
                start: node.start_byte() as u32,
                end: node.end_byte() as u32,
                parent,
                previous,
                behind: id + 1,
            });
            let roles = ROLES.get(node.kind_id() as usize).copied().unwrap_or_default();
            let holds_no_module = roles == Roles::MODULE
                && some(parent).is_none_or(|parent| self.kind(parent) != "mod_item");
            if roles != Roles::default() && !holds_no_module {
                self.marks.push((NodeId(id), roles));
            }
            if cursor.goto_first_child() {
                (parent, previous) = (id, NONE);
                continue;
            }
            let mut done = id;
            loop {
                self.records[done as usize].behind = self.records.len() as u32;
                if cursor.goto_next_sibling() {
                    previous = done;
                    break;
                }
                if !cursor.goto_parent() {
                    return;
                }
                done = self.records[done as usize].parent;
                parent = self.records[done as usize].parent;
            }
        }
    }

    fn record(&self, node: NodeId) -> &Record {
        &self.records[node.0 as usize]
    }

    pub(super) fn kind(&self, node: NodeId) -> &'static str {
        KINDS.get(self.record(node).kind as usize).copied().unwrap_or_default()
    }

    /// The field of its parent in which the node stands; empty for none.
    pub(super) fn field(&self, node: NodeId) -> &'static str {
        FIELDS.get(self.record(node).field as usize).copied().unwrap_or_default()
    }

    pub(super) fn range(&self, node: NodeId) -> ByteRange {
        let record = self.record(node);
        ByteRange::new(record.start as usize, record.end as usize)
    }

    pub(super) fn start(&self, node: NodeId) -> usize {
        self.record(node).start as usize
    }

    pub(super) fn end(&self, node: NodeId) -> usize {
        self.record(node).end as usize
    }

    pub(super) fn text_of(&self, node: NodeId) -> &'t str {
        let record = self.record(node);
        self.text.get(record.start as usize..record.end as usize).unwrap_or_default()
    }

    pub(super) fn parent(&self, node: NodeId) -> Option<NodeId> {
        some(self.record(node).parent)
    }

    /// The kind of the parent; empty for the root.
    pub(super) fn parent_kind(&self, node: NodeId) -> &'static str {
        self.parent(node).map_or("", |parent| self.kind(parent))
    }

    pub(super) fn previous_sibling(&self, node: NodeId) -> Option<NodeId> {
        some(self.record(node).previous)
    }

    pub(super) fn next_sibling(&self, node: NodeId) -> Option<NodeId> {
        let record = self.record(node);
        let next = self.records.get(record.behind as usize)?;
        (next.parent == record.parent).then_some(NodeId(record.behind))
    }

    /// The first node behind the subtree of `node`.
    pub(super) fn behind(&self, node: NodeId) -> NodeId {
        NodeId(self.record(node).behind)
    }

    pub(super) fn first_child(&self, node: NodeId) -> Option<NodeId> {
        (self.record(node).behind > node.0 + 1).then_some(NodeId(node.0 + 1))
    }

    pub(super) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(node), |child| self.next_sibling(*child))
    }

    /// The child in a field.
    pub(super) fn child(&self, node: NodeId, field: &str) -> Option<NodeId> {
        self.children(node).find(|child| self.field(*child) == field)
    }

    /// The first child of a kind.
    pub(super) fn child_of_kind(&self, node: NodeId, kind: &str) -> Option<NodeId> {
        self.children(node).find(|child| self.kind(*child) == kind)
    }

    /// All nodes, outer before inner.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.records.len() as u32).map(NodeId)
    }

    /// `node` and what is inside it.
    pub(super) fn subtree(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (node.0..self.record(node).behind).map(NodeId)
    }

    /// Nodes that play one of `roles`.
    pub(super) fn marked(&self, roles: Roles) -> impl Iterator<Item = NodeId> + '_ {
        self.marks_of(roles).map(|(node, _)| node)
    }

    /// Nodes that play one of `roles`, with all their roles.
    pub(super) fn marks_of(&self, roles: Roles) -> impl Iterator<Item = (NodeId, Roles)> + '_ {
        self.marks.iter().copied().filter(move |(_, has)| has.has(roles))
    }

    /// The outermost node that starts at byte `offset`, the file itself apart.
    pub(super) fn node_starting_at(&self, offset: usize) -> Option<NodeId> {
        let first = self.records.partition_point(|record| (record.start as usize) < offset);
        let mut candidates = (first as u32..self.records.len() as u32).map(NodeId);
        candidates
            .by_ref()
            .find(|node| self.parent(*node).is_some())
            .filter(|node| self.start(*node) == offset)
    }

    /// Whether the node is a comment.
    pub(super) fn is_comment(&self, node: NodeId) -> bool {
        matches!(self.kind(node), "line_comment" | "block_comment")
    }
}

fn some(id: u32) -> Option<NodeId> {
    (id != NONE).then_some(NodeId(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_played_by_a_kind_of_the_grammar() {
        for bit in 0..=12 {
            let role = Roles(1 << bit);
            assert!(ROLES.iter().any(|roles| roles.has(role)), "{role:?}");
        }
    }

    #[test]
    fn a_flat_tree_knows_its_family() {
        let syntax = Syntax::parse("fn f(a: u8) { g(a); }\nmod x;\n").unwrap();
        let item = syntax.marked(Roles::ITEM).next().unwrap();
        let other = syntax.next_sibling(item).unwrap();
        assert_eq!((syntax.kind(item), syntax.kind(other)), ("function_item", "mod_item"));
        assert_eq!(syntax.previous_sibling(other), Some(item));
        assert_eq!(syntax.child(item, "name").map(|name| syntax.text_of(name)), Some("f"));
        let call = syntax.marked(Roles::CALL).next().unwrap();
        assert_eq!(syntax.text_of(call), "g(a)");
        assert_eq!(syntax.parent_kind(call), "expression_statement");
        assert_eq!(syntax.node_starting_at(0), Some(item));
    }
}
