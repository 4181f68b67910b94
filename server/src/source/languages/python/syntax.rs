//! The grammar, and what its nodes say in Python's own terms.

use std::sync::LazyLock;

use tree_sitter::Language;

use crate::source::tree::{self, Node};
use crate::text::ByteRange;

static LANGUAGE: LazyLock<Language> = LazyLock::new(|| tree_sitter_python::LANGUAGE.into());

/// The grammar of Python 3, which reads the statements of Python 2 as well.
pub(super) static GRAMMAR: LazyLock<tree::Grammar> =
    LazyLock::new(|| tree::Grammar::new(&LANGUAGE));

/// How many parentheses around an expression are taken off.
const MOST_PARENTHESES: usize = 32;

/// An expression without parentheses, `await` and the name of `name := …`.
pub(super) fn bare(node: Node<'_>) -> Node<'_> {
    let mut inner = node;
    for _ in 0..MOST_PARENTHESES {
        let next = match inner.kind() {
            "parenthesized_expression" | "await" => inner.children().next(),
            "named_expression" => inner.child("value"),
            _ => return inner,
        };
        let Some(next) = next else { return inner };
        inner = next;
    }
    inner
}

/// The arguments of a call that are given by place, up to the first `*`.
pub(super) fn positional(call: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let list = call.child("arguments").filter(|list| list.is("argument_list"));
    list.into_iter()
        .flat_map(Node::children)
        .take_while(|argument| !argument.is("list_splat"))
        .filter(|argument| !argument.is_any(&["keyword_argument", "dictionary_splat"]))
}

/// Every argument of a call, keywords as `keyword_argument`.
pub(super) fn arguments(call: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    call.child("arguments")
        .filter(|list| list.is("argument_list"))
        .into_iter()
        .flat_map(Node::children)
}

/// The names and values of the keywords of a call.
pub(super) fn keywords<'s>(call: Node<'s>) -> impl Iterator<Item = (&'s str, Node<'s>)> {
    let keywords = arguments(call).filter(|argument| argument.is("keyword_argument"));
    keywords.filter_map(|keyword| Some((keyword.child("name")?.text(), keyword.child("value")?)))
}

/// The value of a keyword.
pub(super) fn keyword<'s>(call: Node<'s>, name: &str) -> Option<Node<'s>> {
    keywords(call).find(|(word, _)| *word == name).map(|(_, value)| value)
}

/// The argument in this place or of this name.
pub(super) fn argument<'s>(call: Node<'s>, place: usize, name: &str) -> Option<Node<'s>> {
    positional(call).nth(place).or_else(|| keyword(call, name))
}

/// The last name of an expression that is called or asked: `get` of `requests.get` and of `get`.
pub(super) fn last_name(node: Node<'_>) -> &str {
    let node = bare(node);
    match node.kind() {
        "identifier" => node.text(),
        "attribute" => node.child("attribute").map_or("", Node::text),
        _ => "",
    }
}

/// The expression at the left end of a chain of attributes, calls and subscripts.
pub(super) fn root_of(node: Node<'_>) -> Node<'_> {
    let mut node = bare(node);
    loop {
        let inner = match node.kind() {
            "attribute" => node.child("object"),
            "call" => node.child("function"),
            "subscript" => node.child("value"),
            _ => None,
        };
        let Some(inner) = inner else { return node };
        node = bare(inner);
    }
}

/// The inside of a string without its prefix and quotes; any other node as it is.
pub(super) fn inside_quotes(node: Node<'_>) -> ByteRange {
    let node = bare(node);
    if !node.is("string") {
        return node.range();
    }
    let start = node.child_of("string_start").map_or(node.start(), Node::end);
    let end = node.child_of("string_end").map_or(node.end(), Node::start);
    ByteRange::new(start.min(end), end)
}

/// Whether a node is what an import statement names. While a statement is typed, the grammar takes
/// the next line for its names.
pub(super) fn is_import_entry(node: Node<'_>) -> bool {
    let Some(statement) = node.parent().filter(|_| node.field() == "name") else { return false };
    if !statement.is_any(&["import_statement", "import_from_statement"]) {
        return false;
    }
    let before = statement.text().get(..node.start() - statement.start()).unwrap_or_default();
    before.contains('(') || !before.replace("\\\r\n", "").replace("\\\n", "").contains(['\n', '\r'])
}

/// The statement that a node is part of.
pub(super) fn statement_of(node: Node<'_>) -> Node<'_> {
    let is_statement =
        |node: &Node<'_>| node.parent().is_none_or(|parent| parent.is_any(&["module", "block"]));
    if is_statement(&node) {
        return node;
    }
    node.ancestors().find(is_statement).unwrap_or(node)
}

/// The class that a function is a method of.
pub(super) fn class_of(function: Node<'_>) -> Option<Node<'_>> {
    let mut ancestors = function.ancestors().skip_while(|outer| {
        outer.is_any(&["decorated_definition", "block", "if_statement", "else_clause"])
    });
    ancestors.next().filter(|outer| outer.is("class_definition"))
}

/// The decorators above a function or class.
pub(super) fn decorators(definition: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let holder = definition.parent().filter(|parent| parent.is("decorated_definition"));
    let decorators = holder.into_iter().flat_map(Node::children);
    decorators.filter(|node| node.is("decorator")).filter_map(|node| node.children().next())
}

/// The functions and lambdas.
pub(super) fn is_function(node: Node<'_>) -> bool {
    node.is_any(&["function_definition", "lambda"])
}

/// Whether an expression is a list, a tuple or a set of expressions.
pub(super) fn is_sequence(node: Node<'_>) -> bool {
    node.is_any(&["list", "tuple", "set", "expression_list"])
}
