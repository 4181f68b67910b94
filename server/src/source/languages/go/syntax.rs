//! The shape of Go's nodes.

use crate::source::languages::scripting::Argument;
use crate::source::tree::Node;
use crate::text::ByteRange;

/// Functions, with parameters and a body.
pub(super) const FUNCTIONS: &[&str] =
    &["function_declaration", "method_declaration", "func_literal"];

/// Literals that can be a URL.
pub(super) const STRINGS: &[&str] = &["interpreted_string_literal", "raw_string_literal"];

/// The arguments of a call in order.
pub(super) fn values(call: Node<'_>) -> Vec<Node<'_>> {
    call.child("arguments").into_iter().flat_map(Node::children).collect()
}

/// The arguments of a call, as the reader of requests asks for them.
pub(super) fn arguments(call: Node<'_>) -> Vec<Argument<'_>> {
    // Options are handed over by their address.
    let argument = |value| if operator(value) == "&" { bare(value) } else { value };
    values(call).into_iter().map(|it| Argument { key: None, value: argument(it) }).collect()
}

/// The last name of what is called: `Get` of `http.Get` and of `client.R().Get`.
pub(super) fn callee_name(call: Node<'_>) -> &str {
    let Some(function) = call.child("function") else { return "" };
    match function.kind() {
        "identifier" => function.text(),
        "selector_expression" => function.child("field").map_or("", Node::text),
        _ => "",
    }
}

/// What a method is called on: `client` of `client.Get(…)`.
pub(super) fn callee_operand(call: Node<'_>) -> Option<Node<'_>> {
    call.child("function").filter(|it| it.is("selector_expression"))?.child("operand")
}

/// An expression without parentheses, `&` and `*` before it, and the element of a literal without
/// its wrapping.
pub(super) fn bare(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    loop {
        let inner = match node.kind() {
            "parenthesized_expression" | "literal_element" => node.children().next(),
            "unary_expression" if matches!(operator(node), "&" | "*") => node.child("operand"),
            _ => None,
        };
        match inner {
            Some(inner) => node = inner,
            None => return node,
        }
    }
}

/// The operator of an expression or an assignment.
pub(super) fn operator(node: Node<'_>) -> &str {
    node.child("operator").map_or("", Node::text)
}

/// The names that a declaration declares.
pub(super) fn declared_names(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    // The commas between the names stand in the same field.
    node.children().filter(|child| child.field() == "name" && child.text() != ",")
}

/// The expressions in a field that holds one, or a list of them.
pub(super) fn listed<'s>(node: Node<'s>, field: &str) -> Vec<Node<'s>> {
    match node.child(field) {
        Some(list) if list.is("expression_list") => list.children().collect(),
        Some(only) => vec![only],
        None => Vec::new(),
    }
}

/// What a string without escapes says.
pub(super) fn plain_text(node: Node<'_>) -> Option<&str> {
    if !node.is_any(STRINGS) {
        return None;
    }
    let text = node.text();
    let inside = text.get(1..text.len().checked_sub(1)?)?;
    (node.is("raw_string_literal") || !inside.contains('\\')).then_some(inside)
}

/// Where the text of a string stands, without its quotes.
pub(super) fn inside(node: Node<'_>) -> ByteRange {
    match plain_text(node) {
        Some(_) => ByteRange::new(node.start() + 1, node.end() - 1),
        None => node.range(),
    }
}

/// Key and value of an entry of a literal; no key in a list.
pub(super) fn entry(element: Node<'_>) -> (Option<Node<'_>>, Node<'_>) {
    if !element.is("keyed_element") {
        return (None, bare(element));
    }
    let mut parts = element.children();
    match (parts.next(), parts.next()) {
        (Some(key), Some(value)) => (Some(bare(key)), bare(value)),
        _ => (None, element),
    }
}

/// The entries of a composite literal.
pub(super) fn elements(literal: Node<'_>) -> impl Iterator<Item = (Option<Node<'_>>, Node<'_>)> {
    let body = match literal.kind() {
        "composite_literal" => literal.child("body"),
        "literal_value" => Some(literal),
        _ => None,
    };
    body.into_iter().flat_map(Node::children).map(entry)
}

/// The statements of a body.
pub(super) fn statements(body: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    body.children().flat_map(|statement| {
        let list = statement.is("statement_list");
        let inner = list.then(|| statement.children()).into_iter().flatten();
        inner.chain((!list).then_some(statement))
    })
}

/// The expression that a function consists of: a single `return`.
pub(super) fn returned(function: Node<'_>) -> Option<Node<'_>> {
    let mut statements = statements(function.child("body")?);
    let only = statements.next().filter(|_| statements.next().is_none())?;
    let list = only.is("return_statement").then(|| only.children().next()).flatten()?;
    if list.is("expression_list") { list.children().next() } else { Some(list) }
}

/// The name of a type without pointers and type arguments: `Client` of `*Client`.
pub(super) fn type_name(node: Node<'_>) -> Option<&str> {
    named_type(node).filter(|it| it.is("type_identifier")).map(Node::text)
}

/// The name of a type, with its package where it has one, without pointers and type arguments.
pub(super) fn named_type(node: Node<'_>) -> Option<Node<'_>> {
    let mut node = node;
    loop {
        node = match node.kind() {
            "type_identifier" | "qualified_type" => return Some(node),
            "pointer_type" | "parenthesized_type" => node.children().next()?,
            "generic_type" => node.child("type")?,
            _ => return None,
        };
    }
}

/// The name of the type that a method is declared for.
pub(super) fn receiver_type(method: Node<'_>) -> Option<&str> {
    let receiver = method.child("receiver")?.children().next()?;
    type_name(receiver.child("type")?)
}
