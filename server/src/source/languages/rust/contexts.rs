//! Macros and attributes: whose tokens a place is among.

use super::paths;
use super::syntax::{NodeId, Roles, Syntax};

/// What is known of the tokens of a macro or attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenContext {
    /// `derive(…)`, `instrument(…)`: an annotation.
    Attribute,
    /// `allow(…)`, `cfg(…)`: names lints and features, nothing of the program.
    Lint,
    /// The rules of a `macro_rules!`.
    Definition,
    /// `matches!` and its like: a value and patterns.
    Pattern,
    /// Text for people, or a check of a test: logs, prints, panics, assertions.
    Prose,
    /// Any other macro.
    Code,
}

/// The outermost macros and attributes of a file, in its order.
pub(super) struct Contexts(Vec<(NodeId, NodeId, TokenContext)>);

impl Contexts {
    pub(super) fn of(syntax: &Syntax<'_>) -> Self {
        let mut contexts: Vec<(NodeId, NodeId, TokenContext)> = Vec::new();
        for (node, roles) in syntax.marks_of(Roles::MACRO | Roles::ATTRIBUTE | Roles::ITEM) {
            if roles.has(Roles::ITEM) && syntax.kind(node) != "macro_definition" {
                continue;
            }
            if contexts.last().is_some_and(|(_, behind, _)| node < *behind) {
                continue;
            }
            contexts.push((node, syntax.behind(node), context(syntax, node)));
        }
        Self(contexts)
    }

    /// The context of a node inside a macro or attribute.
    pub(super) fn at(&self, node: NodeId) -> Option<TokenContext> {
        let behind = self.0.partition_point(|(start, _, _)| *start <= node);
        let (_, end, context) = self.0.get(behind.checked_sub(1)?)?;
        (node < *end).then_some(*context)
    }
}

fn context(syntax: &Syntax<'_>, node: NodeId) -> TokenContext {
    match syntax.kind(node) {
        "macro_definition" => TokenContext::Definition,
        "macro_invocation" => match macro_name(syntax, node) {
            "matches" | "assert_matches" | "debug_assert_matches" => TokenContext::Pattern,
            name if speaks_to_people(name) => TokenContext::Prose,
            _ => TokenContext::Code,
        },
        _ => match super::attributes::name(syntax, node) {
            "allow" | "warn" | "deny" | "forbid" | "expect" | "cfg" | "doc" => TokenContext::Lint,
            _ => TokenContext::Attribute,
        },
    }
}

fn speaks_to_people(name: &str) -> bool {
    name.starts_with("assert")
        || name.starts_with("debug_assert")
        || name.starts_with("prop_assert")
        || matches!(
            name,
            "print"
                | "println"
                | "eprint"
                | "eprintln"
                | "write"
                | "writeln"
                | "dbg"
                | "panic"
                | "todo"
                | "unimplemented"
                | "unreachable"
                | "compile_error"
                | "log"
                | "trace"
                | "debug"
                | "info"
                | "warn"
                | "error"
                | "event"
                | "span"
                | "trace_span"
                | "debug_span"
                | "info_span"
                | "warn_span"
                | "error_span"
                | "anyhow"
                | "bail"
                | "ensure"
                | "eyre"
                | "miette"
                | "whatever"
                | "expect"
                | "expect_file"
                | "fail"
                | "skip"
        )
}

/// The last segment of a macro's name.
pub(super) fn macro_name<'t>(syntax: &Syntax<'t>, invocation: NodeId) -> &'t str {
    syntax
        .child(invocation, "macro")
        .and_then(|name| paths::read(syntax, name))
        .map_or("", |path| path.last())
}
