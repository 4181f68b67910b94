//! The expressions of C#.

use crate::source::languages::classes::{Argument, Call, Expression};
use crate::source::tree::Node;

use super::declarations::result;

/// What an expression is.
pub(super) fn expression<'s>(node: Node<'s>) -> Expression<'s> {
    let inner = |field: &str| node.child(field).map_or(Expression::Other, Expression::Inner);
    let first = || node.children().next().map_or(Expression::Other, Expression::Inner);
    match node.kind() {
        "string_literal"
        | "verbatim_string_literal"
        | "raw_string_literal"
        | "interpolated_string_expression" => Expression::Text,
        "identifier" => Expression::Name,
        "this" => Expression::This,
        "member_access_expression" => match (node.child("expression"), node.child("name")) {
            (Some(object), Some(name)) => Expression::Member { object, name: bare(name) },
            _ => Expression::Other,
        },
        "conditional_access_expression" => conditional(node),
        "invocation_expression" => call(node),
        "object_creation_expression" | "implicit_object_creation_expression" => construction(node),
        "element_access_expression" => {
            let key =
                node.child("subscript").and_then(|list| list.children().next()).and_then(value_of);
            match (node.child("expression"), key) {
                (Some(object), Some(key)) => Expression::Index { object, key },
                _ => Expression::Other,
            }
        }
        "binary_expression" => {
            let operator = node.child("operator").map_or("", Node::text);
            match (node.child("left"), operator, node.child("right")) {
                (Some(left), "+", Some(right)) => Expression::Sum(left, right),
                (Some(left), "??", Some(right)) => Expression::Either(vec![left, right]),
                _ => Expression::Other,
            }
        }
        "conditional_expression" => {
            let sides =
                node.children().filter(|it| matches!(it.field(), "consequence" | "alternative"));
            Expression::Either(sides.collect())
        }
        "switch_expression" => {
            let arms = node.children().filter(|it| it.is("switch_expression_arm"));
            Expression::Either(arms.filter_map(|arm| arm.children().last()).collect())
        }
        "parenthesized_expression"
        | "await_expression"
        | "postfix_unary_expression"
        | "checked_expression"
        | "arrow_expression_clause"
        | "expression_element"
        | "collection_element" => first(),
        "cast_expression" => inner("value"),
        "as_expression" => inner("left"),
        "lambda_expression" => Expression::Function(node.child("body").and_then(result)),
        "initializer_expression" | "collection_expression" => {
            Expression::List(node.children().collect())
        }
        "array_creation_expression" | "implicit_array_creation_expression" => {
            node.child_of("initializer_expression").map_or(Expression::Other, Expression::Inner)
        }
        "typeof_expression" => Expression::TypeToken,
        _ => Expression::Other,
    }
}

/// `a?.b` and `a?["b"]`.
fn conditional(node: Node<'_>) -> Expression<'_> {
    let Some(object) = node.child("condition") else { return Expression::Other };
    let Some(bound) = node.children().find(|it| *it != object) else { return Expression::Other };
    match bound.kind() {
        "member_binding_expression" => match bound.child("name") {
            Some(name) => Expression::Member { object, name: bare(name) },
            None => Expression::Other,
        },
        "element_binding_expression" => match bound.children().next().and_then(value_of) {
            Some(key) => Expression::Index { object, key },
            None => Expression::Other,
        },
        _ => Expression::Other,
    }
}

fn call(node: Node<'_>) -> Expression<'_> {
    let Some(callee) = node.child("function") else { return Expression::Other };
    let (object, name) = match expression(callee) {
        Expression::Member { object, name } => (Some(object), Some(name)),
        Expression::Name => (None, Some(callee)),
        _ if callee.is("generic_name") => (None, Some(bare(callee))),
        _ => (None, None),
    };
    let arguments = arguments(node);
    Expression::Call(Call { object, name, callee: Some(callee), arguments, is_new: false })
}

fn construction(node: Node<'_>) -> Expression<'_> {
    let callee = node.child("type").or_else(|| declared_type(node));
    let initializer = node.child("initializer").or_else(|| node.child_of("initializer_expression"));
    let entries = initializer.into_iter().flat_map(Node::children).map(entry);
    Expression::Call(Call {
        object: None,
        name: callee.and_then(|it| path(it).last().copied()),
        callee,
        arguments: arguments(node).into_iter().chain(entries).collect(),
        is_new: true,
    })
}

/// The type that `new(…)` takes from the declaration it stands in.
fn declared_type(construction: Node<'_>) -> Option<Node<'_>> {
    let holder = construction.parent()?;
    match holder.kind() {
        "variable_declarator" => holder.parent()?.child("type"),
        "property_declaration" => holder.child("type"),
        _ => None,
    }
}

fn arguments(node: Node<'_>) -> Vec<Argument<'_>> {
    let list = node.child("arguments").or_else(|| node.child_of("argument_list"));
    let arguments = list.into_iter().flat_map(Node::children).filter(|it| it.is("argument"));
    arguments
        .filter_map(|it| Some(Argument { name: it.child("name"), value: value_of(it)? }))
        .collect()
}

/// The expression of an argument.
fn value_of(argument: Node<'_>) -> Option<Node<'_>> {
    argument.children().find(|it| it.field() != "name")
}

/// `Name = value` and `["key"] = value` of an initializer.
fn entry(node: Node<'_>) -> Argument<'_> {
    let (Some(left), Some(value)) = (node.child("left"), node.child("right")) else {
        return Argument { name: None, value: node };
    };
    let key = match left.kind() {
        "element_binding_expression" => left.children().next().and_then(value_of),
        _ => Some(left),
    };
    Argument { name: key, value }
}

/// A name without its type arguments.
fn bare(name: Node<'_>) -> Node<'_> {
    match name.kind() {
        "generic_name" => name.child_of("identifier").unwrap_or(name),
        _ => name,
    }
}

/// The names of a dotted path; `global::` is left out.
pub(super) fn path(node: Node<'_>) -> Vec<Node<'_>> {
    let mut names = Vec::new();
    let mut current = node;
    loop {
        let (before, name) = match current.kind() {
            "identifier" | "predefined_type" => (None, Some(current)),
            "generic_name" => (None, Some(bare(current))),
            "qualified_name" => (current.child("qualifier"), current.child("name").map(bare)),
            "member_access_expression" => {
                (current.child("expression"), current.child("name").map(bare))
            }
            "alias_qualified_name" => (None, current.child("name").map(bare)),
            "nullable_type" | "array_type" | "ref_type" | "scoped_type" => {
                match current.child("type") {
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
