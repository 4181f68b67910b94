//! Attributes: what they are called, what they stand on, and which code they make test code.

use super::syntax::{NodeId, Roles, Syntax};
use crate::text::ByteRange;

/// More attributes and comments than anybody writes above one item; keeps hostile text linear.
pub(super) const MOST_ABOVE_AN_ITEM: usize = 256;

/// The test code of a file, as disjoint ranges in the order of the text.
pub(super) struct TestCode(Vec<ByteRange>);

impl TestCode {
    pub(super) fn of(syntax: &Syntax<'_>) -> Self {
        let mut ranges: Vec<ByteRange> = Vec::new();
        for item in syntax.marked(Roles::ATTRIBUTE) {
            let is_known = ranges.last().is_some_and(|last| syntax.start(item) < last.end());
            if is_known || !makes_test_code(syntax, item) {
                continue;
            }
            let subject = match syntax.kind(item) {
                "inner_attribute_item" => syntax.parent(item),
                _ => subject(syntax, item),
            };
            // An attribute on the file's root has the whole file, its trailing blanks too.
            let range = match subject {
                Some(node) if syntax.parent(node).is_none() => ByteRange::new(0, syntax.text.len()),
                Some(node) => syntax.range(item).cover(syntax.range(node)),
                None => continue,
            };
            ranges.push(range);
        }
        Self(ranges)
    }

    pub(super) fn holds(&self, offset: usize) -> bool {
        let behind = self.0.partition_point(|range| range.start() <= offset);
        behind.checked_sub(1).is_some_and(|index| offset < self.0[index].end())
    }
}

/// The item, field or statement that an outer attribute stands on.
pub(super) fn subject(syntax: &Syntax<'_>, attribute: NodeId) -> Option<NodeId> {
    std::iter::successors(syntax.next_sibling(attribute), |node| syntax.next_sibling(*node))
        .take(MOST_ABOVE_AN_ITEM)
        .find(|node| syntax.kind(*node) != "attribute_item" && !syntax.is_comment(*node))
}

/// The attributes above an item, the nearest first.
pub(super) fn above<'s>(syntax: &'s Syntax<'_>, item: NodeId) -> impl Iterator<Item = NodeId> + 's {
    std::iter::successors(syntax.previous_sibling(item), |node| syntax.previous_sibling(*node))
        .take(MOST_ABOVE_AN_ITEM)
        .take_while(|node| syntax.kind(*node) == "attribute_item" || syntax.is_comment(*node))
        .filter(|node| syntax.kind(*node) == "attribute_item")
}

/// The last segment of an attribute's path: `main` of `#[tokio::main]`.
pub(super) fn name<'t>(syntax: &Syntax<'t>, attribute: NodeId) -> &'t str {
    let Some(body) = syntax.child_of_kind(attribute, "attribute") else { return "" };
    let Some(path) = syntax.first_child(body) else { return "" };
    let path = syntax.text_of(path);
    path.rsplit("::").next().unwrap_or(path).trim()
}

/// The text behind the `=` of `#[path = "p.rs"]`, as the literal's node.
pub(super) fn value(syntax: &Syntax<'_>, attribute: NodeId) -> Option<NodeId> {
    syntax.child(syntax.child_of_kind(attribute, "attribute")?, "value")
}

/// The token tree of `#[derive(…)]`.
pub(super) fn arguments(syntax: &Syntax<'_>, attribute: NodeId) -> Option<NodeId> {
    syntax.child(syntax.child_of_kind(attribute, "attribute")?, "arguments")
}

fn makes_test_code(syntax: &Syntax<'_>, attribute: NodeId) -> bool {
    match name(syntax, attribute) {
        // `#[tokio::test]`, `#[sqlx::test]`, `#[test_log::test]` and their like end in the word.
        "test" | "bench" | "rstest" | "test_case" | "quickcheck" | "wasm_bindgen_test" => true,
        "cfg" => arguments(syntax, attribute).is_some_and(|tree| asks_for_test(syntax, tree)),
        _ => false,
    }
}

/// Whether a `cfg` predicate names `test` outside a `not(…)`.
fn asks_for_test(syntax: &Syntax<'_>, tree: NodeId) -> bool {
    let mut negated_until = tree;
    for node in syntax.subtree(tree) {
        if node < negated_until || syntax.kind(node) != "identifier" {
            continue;
        }
        match syntax.text_of(node) {
            "test" => return true,
            "not" => {
                negated_until = syntax.next_sibling(node).map_or(node, |tree| syntax.behind(tree));
            }
            _ => {}
        }
    }
    false
}
