//! The shape of PHP's nodes.

use crate::source::languages::scripting::Argument;
use crate::source::tree::Node;
use crate::text::ByteRange;

/// Functions with variables of their own.
pub(super) const FUNCTIONS: &[&str] =
    &["function_definition", "method_declaration", "anonymous_function", "arrow_function"];

/// Calls of methods, with their object.
pub(super) const METHOD_CALLS: &[&str] =
    &["member_call_expression", "nullsafe_member_call_expression"];

/// What declares a class or something like it.
pub(super) const CLASSES: &[&str] = &[
    "class_declaration",
    "interface_declaration",
    "trait_declaration",
    "enum_declaration",
    "anonymous_class",
];

/// Every kind of call and construction.
pub(super) fn is_call(node: Node<'_>) -> bool {
    node.is_any(METHOD_CALLS)
        || node.is_any(&[
            "function_call_expression",
            "scoped_call_expression",
            "object_creation_expression",
        ])
}

/// The name of what is called: the function, the method, or the class that is constructed, without
/// its namespace.
pub(super) fn callee_name(call: Node<'_>) -> &str {
    let name = match call.kind() {
        "function_call_expression" => call.child("function"),
        "object_creation_expression" => class_of_creation(call),
        "attribute" => call.children().next(),
        _ => call.child("name"),
    };
    let name = name.filter(|name| name.is_any(&["name", "qualified_name", "relative_name"]));
    name.map_or("", |name| last_segment(name.text()))
}

/// The class that a `new` names.
pub(super) fn class_of_creation(call: Node<'_>) -> Option<Node<'_>> {
    call.children().find(|child| child.is_any(&["name", "qualified_name", "relative_name"]))
}

/// `StripeClient` of `\Stripe\StripeClient`.
pub(super) fn last_segment(path: &str) -> &str {
    path.rsplit('\\').next().unwrap_or(path)
}

/// The arguments of a call, a construction or an attribute.
pub(super) fn arguments(call: Node<'_>) -> Vec<Argument<'_>> {
    let list = call
        .child("arguments")
        .or_else(|| call.child("parameters"))
        .or_else(|| call.child_of("arguments"));
    list.into_iter().flat_map(Node::children).filter_map(argument).collect()
}

fn argument(node: Node<'_>) -> Option<Argument<'_>> {
    if !node.is("argument") {
        return None;
    }
    let key = node.child("name").map(|name| name.text().to_owned());
    let value = node.children().filter(|child| child.field() != "name").last()?;
    let value = match value.kind() {
        "variadic_unpacking" => value.children().next().unwrap_or(value),
        _ => value,
    };
    Some(Argument { key, value })
}

/// The arguments in order, whatever their names.
pub(super) fn values(call: Node<'_>) -> Vec<Node<'_>> {
    arguments(call).into_iter().map(|argument| argument.value).collect()
}

/// What a string without holes says.
pub(super) fn plain_text(node: Node<'_>) -> Option<&str> {
    if !node.is_any(&["string", "encapsed_string"]) {
        return None;
    }
    let mut parts = node.children();
    match (parts.next(), parts.next()) {
        (None, _) => Some(""),
        (Some(only), None) if only.is("string_content") => Some(only.text()),
        _ => None,
    }
}

/// Where the text of a plain string stands, without its quotes.
pub(super) fn inside(node: Node<'_>) -> ByteRange {
    node.child_of("string_content").map_or_else(|| node.range(), Node::range)
}

/// An expression without parentheses and casts around it.
pub(super) fn bare(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    loop {
        let inner = match node.kind() {
            "parenthesized_expression" => node.children().next(),
            "cast_expression" => node.child("value"),
            _ => None,
        };
        match inner {
            Some(inner) => node = inner,
            None => return node,
        }
    }
}

/// Key and value of an entry of an array; no key in a list.
pub(super) fn entry(element: Node<'_>) -> Option<(Option<Node<'_>>, Node<'_>)> {
    if !element.is("array_element_initializer") {
        return None;
    }
    let mut parts = element.children();
    let first = parts.next()?;
    Some(match parts.next() {
        Some(value) => (Some(first), value),
        None => (None, first),
    })
}

/// The expression that a function consists of: a single `return`, or what stands behind `=>`.
pub(super) fn returned(function: Node<'_>) -> Option<Node<'_>> {
    let body = function.child("body")?;
    if !body.is("compound_statement") {
        return Some(body);
    }
    let mut statements = body.children();
    let only = statements.next().filter(|_| statements.next().is_none())?;
    only.children().next().filter(|_| only.is("return_statement"))
}

/// The name of a `$variable`, without the sign.
pub(super) fn variable_name(node: Node<'_>) -> Option<&str> {
    node.is("variable_name").then(|| node.text().trim_start_matches('$'))
}
