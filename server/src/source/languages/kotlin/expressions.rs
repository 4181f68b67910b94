//! The expressions of Kotlin.

use crate::source::languages::classes::{Argument, Call, Expression, Part, text_block, unescaped};
use crate::source::tree::Node;

/// What an expression is.
pub(super) fn expression<'s>(node: Node<'s>) -> Expression<'s> {
    let only = || node.children().next().map_or(Expression::Other, Expression::Inner);
    match node.kind() {
        "string_literal" | "multiline_string_literal" => Expression::Text,
        "identifier" => Expression::Name,
        "this_expression" => Expression::This,
        "navigation_expression" => navigation(node),
        "call_expression" => call(node),
        "constructor_invocation" => {
            let callee = node.children().next();
            Expression::Call(Call {
                object: None,
                name: callee.and_then(|it| path(it).last().copied()),
                callee,
                arguments: arguments(node),
                is_new: true,
            })
        }
        "infix_expression" => {
            let parts: Vec<Node<'s>> = node.children().collect();
            match parts.as_slice() {
                [left, name, right] => Expression::Call(Call {
                    object: Some(*left),
                    name: Some(*name),
                    callee: Some(*name),
                    arguments: vec![Argument { name: None, value: *right }],
                    is_new: false,
                }),
                _ => Expression::Other,
            }
        }
        "index_expression" => {
            let mut parts = node.children();
            match (parts.next(), parts.next()) {
                (Some(object), Some(key)) => Expression::Index { object, key },
                _ => Expression::Other,
            }
        }
        "binary_expression" => {
            let operator = node.child("operator").map_or("", Node::text);
            match (node.child("left"), operator, node.child("right")) {
                (Some(left), "+", Some(right)) => Expression::Sum(left, right),
                (Some(left), "?:", Some(right)) => Expression::Either(vec![left, right]),
                _ => Expression::Other,
            }
        }
        "if_expression" => {
            let branches = node.children().filter(|it| it.field() != "condition");
            let results: Vec<Node<'s>> = branches.filter_map(result).collect();
            if results.len() == 2 { Expression::Either(results) } else { Expression::Other }
        }
        "when_expression" => {
            let entries = node.children().filter(|it| it.is("when_entry"));
            Expression::Either(
                entries.filter_map(|entry| entry.children().last()).filter_map(result).collect(),
            )
        }
        "parenthesized_expression"
        | "annotated_expression"
        | "labeled_expression"
        | "spread_expression" => only(),
        "as_expression" => node.child("left").map_or(Expression::Other, Expression::Inner),
        "unary_expression" if node.child("operator").is_some_and(|it| it.text() == "!!") => {
            node.child("argument").map_or(Expression::Other, Expression::Inner)
        }
        "annotated_lambda" => only(),
        "lambda_literal" => {
            let statements: Vec<Node<'s>> =
                node.children().filter(|it| !it.is("lambda_parameters")).collect();
            match statements.as_slice() {
                [only] => Expression::Function(Some(*only)),
                _ => Expression::Function(None),
            }
        }
        "anonymous_function" => {
            Expression::Function(node.child_of("function_body").and_then(result))
        }
        "collection_literal" => Expression::List(node.children().collect()),
        _ => Expression::Other,
    }
}

fn navigation(node: Node<'_>) -> Expression<'_> {
    let mut parts = node.children();
    let (Some(object), Some(name)) = (parts.next(), parts.last()) else { return Expression::Other };
    let object = without_sign(object);
    let between = node.text().get(object.end() - node.start()..name.start() - node.start());
    let is_reference = between.is_some_and(|it| it.contains("::"));
    match name.text() {
        "class" if is_reference => Expression::TypeToken,
        "java" | "javaObjectType" if matches!(expression(object), Expression::TypeToken) => {
            Expression::TypeToken
        }
        _ if is_reference => Expression::Other,
        _ if name.is("identifier") => Expression::Member { object, name },
        _ => Expression::Other,
    }
}

/// The grammar binds the `!` of `!a.b()` to `a`, where the language negates the whole.
fn without_sign(node: Node<'_>) -> Node<'_> {
    let is_signed = node.is("unary_expression") && node.text().starts_with(['!', '-', '+']);
    node.child("argument").filter(|_| is_signed).unwrap_or(node)
}

fn call(node: Node<'_>) -> Expression<'_> {
    let Some(callee) = node.children().next().map(without_sign) else { return Expression::Other };
    // `get(url) { … }` is a call of a call.
    if callee.is("call_expression") && node.child_of("value_arguments").is_none() {
        return Expression::Inner(callee);
    }
    let (object, name) = match expression(callee) {
        Expression::Member { object, name } => (Some(object), Some(name)),
        Expression::Name => (None, Some(callee)),
        _ => (None, None),
    };
    Expression::Call(Call {
        object,
        name,
        callee: Some(callee),
        arguments: arguments(node),
        is_new: false,
    })
}

/// The arguments of a call, the block behind it among them.
pub(super) fn arguments(node: Node<'_>) -> Vec<Argument<'_>> {
    let list = node.child_of("value_arguments").into_iter().flat_map(Node::children);
    let block = node.child_of("annotated_lambda").map(|value| Argument { name: None, value });
    list.map(argument).chain(block).collect()
}

fn argument(node: Node<'_>) -> Argument<'_> {
    let parts: Vec<Node<'_>> = node.children().collect();
    match parts.as_slice() {
        [name, value] if name.is("identifier") => Argument { name: Some(*name), value: *value },
        [value] => Argument { name: None, value: *value },
        _ => Argument { name: None, value: node },
    }
}

/// The names of a dotted path.
pub(super) fn path(node: Node<'_>) -> Vec<Node<'_>> {
    match node.kind() {
        "identifier" => return vec![node],
        "user_type" | "qualified_identifier" => {
            return node.children().filter(|it| it.is("identifier")).collect();
        }
        "nullable_type" | "non_nullable_type" | "parenthesized_type" | "type_projection" => {
            let inner = node.children().find(|it| it.is("user_type"));
            return inner.map(path).unwrap_or_default();
        }
        _ => {}
    }
    let mut names = Vec::new();
    let mut current = node;
    while let Expression::Member { object, name } = expression(current) {
        names.push(name);
        current = object;
    }
    if !current.is("identifier") {
        return Vec::new();
    }
    names.push(current);
    names.reverse();
    names
}

/// The one expression that a body or a branch is worth.
pub(super) fn result(body: Node<'_>) -> Option<Node<'_>> {
    let mut current = body;
    for _ in 0..3 {
        if !current.is_any(&["function_body", "block", "return_expression"]) {
            return Some(current);
        }
        let mut inside = current.children();
        let only = inside.next()?;
        if inside.next().is_some() {
            return None;
        }
        current = only;
    }
    Some(current)
}

/// The parts of a string literal.
pub(super) fn text_parts(node: Node<'_>) -> Vec<Part<'_>> {
    let is_block = node.is("multiline_string_literal");
    let mut parts = Vec::new();
    let mut known = String::new();
    for child in node.children() {
        match child.kind() {
            "interpolation" => {
                named_holes(&std::mem::take(&mut known), &mut parts);
                parts.push(child.children().next().map_or(Part::Open, Part::Hole));
            }
            "escape_sequence" => {
                // An escaped dollar begins no hole.
                named_holes(&std::mem::take(&mut known), &mut parts);
                parts.push(Part::Known(unescaped(child.text())));
            }
            _ => known.push_str(child.text()),
        }
    }
    named_holes(&known, &mut parts);
    if is_block && let [Part::Known(text)] = parts.as_mut_slice() {
        *text = text_block(text);
    }
    parts
}

/// Takes `$name` out of a text; the grammar does not behind other text.
fn named_holes(text: &str, parts: &mut Vec<Part<'_>>) {
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let behind = &rest[at + 1..];
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let end = behind.find(|c| !is_part(c)).unwrap_or(behind.len());
        let name = &behind[..end];
        if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            parts.push(Part::Known(rest[..at].to_owned()));
            parts.push(Part::Name(name.to_owned()));
            rest = &behind[end..];
        } else {
            parts.push(Part::Known(rest[..=at].to_owned()));
            rest = behind;
        }
    }
    if !rest.is_empty() {
        parts.push(Part::Known(rest.to_owned()));
    }
}
