//! The expressions of Java.

use crate::source::languages::classes::{Argument, Call, Expression, Part, text_block, unescaped};
use crate::source::tree::Node;

/// What an expression is.
pub(super) fn expression<'s>(node: Node<'s>) -> Expression<'s> {
    let inner = |field: &str| node.child(field).map_or(Expression::Other, Expression::Inner);
    match node.kind() {
        "string_literal" => Expression::Text,
        "identifier" => Expression::Name,
        "this" => Expression::This,
        "field_access" => match (node.child("object"), node.child("field")) {
            (Some(object), Some(name)) => Expression::Member { object, name },
            _ => Expression::Other,
        },
        "method_invocation" => Expression::Call(Call {
            object: node.child("object"),
            name: node.child("name"),
            callee: node.child("name"),
            arguments: arguments(node),
            is_new: false,
        }),
        "object_creation_expression" => {
            let callee = node.child("type");
            Expression::Call(Call {
                object: None,
                name: callee.and_then(|it| path(it).last().copied()),
                callee,
                arguments: arguments(node),
                is_new: true,
            })
        }
        "array_access" => match (node.child("array"), node.child("index")) {
            (Some(object), Some(key)) => Expression::Index { object, key },
            _ => Expression::Other,
        },
        "binary_expression" => match (node.child("left"), node.child("right")) {
            (Some(left), Some(right))
                if node.child("operator").is_some_and(|it| it.text() == "+") =>
            {
                Expression::Sum(left, right)
            }
            _ => Expression::Other,
        },
        "ternary_expression" => {
            let sides =
                node.children().filter(|it| matches!(it.field(), "consequence" | "alternative"));
            Expression::Either(sides.collect())
        }
        "parenthesized_expression" => {
            node.children().next().map_or(Expression::Other, Expression::Inner)
        }
        "cast_expression" => inner("value"),
        "lambda_expression" => {
            Expression::Function(node.child("body").and_then(super::declarations::result))
        }
        "array_initializer" | "element_value_array_initializer" => {
            Expression::List(node.children().collect())
        }
        "array_creation_expression" => inner("value"),
        "class_literal" => Expression::TypeToken,
        _ => Expression::Other,
    }
}

fn arguments(node: Node<'_>) -> Vec<Argument<'_>> {
    let list = node.child("arguments").into_iter().flat_map(Node::children);
    list.map(|value| Argument { name: None, value }).collect()
}

/// The names of a dotted path.
pub(super) fn path(node: Node<'_>) -> Vec<Node<'_>> {
    let mut names = Vec::new();
    let mut current = node;
    loop {
        let (before, name) = match current.kind() {
            "identifier" | "type_identifier" => (None, Some(current)),
            "field_access" => (current.child("object"), current.child("field")),
            "scoped_identifier" => (current.child("scope"), current.child("name")),
            "scoped_type_identifier" => {
                let last = current.children().filter(|it| it.is("type_identifier")).last();
                let first = current.children().next().filter(|first| Some(*first) != last);
                (first, last)
            }
            "generic_type" | "annotated_type" => {
                let named = current
                    .children()
                    .find(|it| it.is_any(&["type_identifier", "scoped_type_identifier"]));
                match named {
                    Some(inner) => {
                        current = inner;
                        continue;
                    }
                    None => return Vec::new(),
                }
            }
            _ => return Vec::new(),
        };
        let Some(name) = name else { return Vec::new() };
        names.push(name);
        match before {
            Some(before) => current = before,
            None => break,
        }
    }
    names.reverse();
    names
}

/// The parts of a string literal or text block.
pub(super) fn text_parts(node: Node<'_>) -> Vec<Part<'_>> {
    let text = node.text();
    if let Some(inside) = text.strip_prefix("\"\"\"") {
        let inside = inside.strip_suffix("\"\"\"").unwrap_or(inside);
        return vec![Part::Known(unescaped(&text_block(inside)))];
    }
    let inside = text.strip_prefix('"').unwrap_or(text);
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    vec![Part::Known(unescaped(inside))]
}
