//! The shape of Ruby's nodes.

use crate::source::languages::scripting::Argument;
use crate::source::tree::Node;
use crate::text::ByteRange;

/// Nodes in which local names begin anew: nothing outside is seen in them.
pub(super) const CLOSED_SCOPES: &[&str] =
    &["program", "class", "module", "singleton_class", "method", "singleton_method"];

/// Nodes with local names of their own that see what is around them.
pub(super) const OPEN_SCOPES: &[&str] = &["block", "do_block", "lambda"];

/// The innermost node around `node` that holds local names.
pub(super) fn scope_of(node: Node<'_>) -> Option<Node<'_>> {
    node.ancestors().find(|outer| outer.is_any(CLOSED_SCOPES) || outer.is_any(OPEN_SCOPES))
}

/// The method that is called: `post` of `client.post(…)`.
pub(super) fn method_name(call: Node<'_>) -> &str {
    match call.kind() {
        "call" => call.child("method").map_or("call", Node::text),
        "identifier" => call.text(),
        _ => "",
    }
}

/// The arguments of a call, with the entries of a hash that stands without braces.
pub(super) fn arguments(call: Node<'_>) -> Vec<Argument<'_>> {
    let list = call.child("arguments");
    list.into_iter().flat_map(Node::children).filter_map(argument).collect()
}

fn argument(node: Node<'_>) -> Option<Argument<'_>> {
    match node.kind() {
        "pair" => pair(node).map(|(key, value)| Argument { key: Some(key), value }),
        "block_argument" => None,
        _ => Some(Argument { key: None, value: unsplatted(node) }),
    }
}

/// The positional arguments of a call.
pub(super) fn positional(call: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    arguments(call).into_iter().filter(|it| it.key.is_none()).map(|it| it.value)
}

/// The argument of this name.
pub(super) fn keyword<'s>(call: Node<'s>, name: &str) -> Option<Node<'s>> {
    arguments(call).into_iter().find(|it| it.key.as_deref() == Some(name)).map(|it| it.value)
}

fn unsplatted(node: Node<'_>) -> Node<'_> {
    match node.kind() {
        "splat_argument" | "hash_splat_argument" => node.children().next().unwrap_or(node),
        _ => node,
    }
}

/// Key and value of a `pair` with a plain key. `{ url: }` has the name as its value.
pub(super) fn pair(node: Node<'_>) -> Option<(String, Node<'_>)> {
    let key = node.child("key")?;
    let value = node.child("value").unwrap_or(key);
    plain_text(key).map(|key| (key.to_owned(), value))
}

/// What a symbol, or a string without holes, says.
pub(super) fn plain_text(node: Node<'_>) -> Option<&str> {
    match node.kind() {
        "simple_symbol" => Some(node.text().trim_start_matches(':')),
        "hash_key_symbol" | "bare_string" | "bare_symbol" => Some(node.text()),
        "string" | "delimited_symbol" => {
            let mut parts = node.children();
            match (parts.next(), parts.next()) {
                (None, _) => Some(""),
                (Some(only), None) if only.is("string_content") => Some(only.text()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Where the text of a plain symbol or string stands, without its quotes.
pub(super) fn inside(node: Node<'_>) -> ByteRange {
    match node.kind() {
        "simple_symbol" => ByteRange::new(node.start() + 1, node.end()),
        "string" | "delimited_symbol" => {
            node.child_of("string_content").map_or_else(|| node.range(), Node::range)
        }
        _ => node.range(),
    }
}

/// An expression without parentheses around it.
pub(super) fn bare(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    while node.is("parenthesized_statements") {
        let mut inner = node.children();
        match (inner.next(), inner.next()) {
            (Some(only), None) => node = only,
            _ => break,
        }
    }
    node
}

/// The last expression of a body that consists of one.
pub(super) fn only_expression(body: Node<'_>) -> Option<Node<'_>> {
    if !body.is_any(&["body_statement", "block_body", "then", "else"]) {
        return Some(body);
    }
    let mut statements = body.children();
    let only = statements.next().filter(|_| statements.next().is_none())?;
    match only.kind() {
        "return" => only.child_of("argument_list")?.children().next(),
        "operator_assignment" | "assignment" => only.child("right"),
        _ => Some(only),
    }
}

/// What stands leftmost in a chain of calls: the constant or variable, or the first call's name.
pub(super) fn root_of(node: Node<'_>) -> Node<'_> {
    let mut node = bare(node);
    loop {
        let inner = match node.kind() {
            "call" => node.child("receiver"),
            "element_reference" => node.child("object"),
            _ => None,
        };
        match inner {
            Some(inner) => node = bare(inner),
            None => return node,
        }
    }
}
