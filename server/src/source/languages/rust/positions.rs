//! Where a URL stands: which calls request it, which only speak of it.

use super::calls::callee;
use super::paths::{self, Path};
use super::syntax::{NodeId, Syntax};
use crate::source::facts::UrlUseKind;
use crate::source::value::{UrlParts, Value};

/// How far up a literal's surroundings are looked at.
const FARTHEST: usize = 12;

/// Methods of clients that take the URL they request.
pub(super) fn is_request_method(name: &str) -> bool {
    matches!(
        name,
        "get"
            | "post"
            | "put"
            | "patch"
            | "delete"
            | "head"
            | "request"
            | "uri"
            | "url"
            | "get_async"
            | "post_async"
            | "connect_async"
            | "base_url"
            | "endpoint"
            | "endpoint_url"
    )
}

/// Whether a call of a method looks something up under the name of an address, as the claims of a
/// token are named: what it answers with is used as an `Option`, which no client answers with.
pub(super) fn looks_up(syntax: &Syntax<'_>, call: NodeId, name: &str) -> bool {
    const OF_OPTIONS: &[&str] = &[
        "and_then",
        "cloned",
        "copied",
        "is_some",
        "is_none",
        "is_some_and",
        "ok_or",
        "ok_or_else",
    ];
    let next = syntax.parent(call).filter(|it| syntax.kind(*it) == "field_expression");
    let method = next.and_then(|next| syntax.child(next, "field"));
    matches!(name, "get" | "get_mut" | "remove" | "contains_key")
        && (name == "contains_key"
            || method.is_some_and(|it| OF_OPTIONS.contains(&syntax.text_of(it))))
}

/// Calls whose string argument is a bare host.
pub(super) fn takes_a_host(name: &str) -> bool {
    matches!(
        name,
        "host"
            | "hostname"
            | "set_host"
            | "with_host"
            | "authority"
            | "connect"
            | "lookup_host"
            | "api_host"
    )
}

/// Fields of struct literals that hold a bare host.
pub(super) fn is_host_field(name: &str) -> bool {
    matches!(name, "host" | "hostname" | "api_host" | "authority")
}

/// Fields of struct literals with which a client is made.
pub(super) fn is_base_field(name: &str) -> bool {
    let name = name.trim_start_matches('_');
    matches!(
        name,
        "url" | "uri" | "endpoint" | "base" | "server" | "server_url" | "root_url" | "service_url"
    ) || ["base_url", "base_uri", "base_path", "api_url", "api_base", "endpoint_url", "host_url"]
        .iter()
        .any(|known| name.ends_with(known))
}

/// Calls that compare, search, describe or announce an address instead of requesting it.
pub(super) fn is_clean_call(name: &str) -> bool {
    matches!(
        name,
        "starts_with"
            | "ends_with"
            | "contains"
            | "contains_key"
            | "eq"
            | "ne"
            | "eq_ignore_ascii_case"
            | "strip_prefix"
            | "strip_suffix"
            | "trim_start_matches"
            | "replace"
            | "replacen"
            | "split"
            | "split_once"
            | "find"
            | "rfind"
            | "matches"
            | "is_match"
            | "cmp"
            | "expect_err"
            | "header"
            | "append_header"
            | "insert_header"
            | "typed_header"
            | "allow_origin"
            | "allowed_origin"
            | "origin"
            | "referer"
            | "user_agent"
            | "redirect_uri"
            | "set_redirect_uri"
            | "return_url"
            | "success_url"
            | "cancel_url"
            | "about"
            | "long_about"
            | "after_help"
            | "help"
            | "long_help"
            | "homepage"
            | "description"
            | "summary"
            | "title"
            | "docs_url"
            | "note"
            | "hint"
    ) || name.starts_with("assert")
        || name.starts_with("expect_")
        // Namespaces of XML look like addresses.
        || name.ends_with("_ns")
        || name.contains("xmlns")
        || name.contains("namespace")
}

/// Functions of the same sort, known by their type.
pub(super) fn is_clean_function(path: &Path<'_>) -> bool {
    matches!(
        path.segments.as_slice(),
        [.., "Redirect" | "HeaderValue", _]
            | [.., "Regex" | "RegexBuilder" | "RegexSet" | "RedirectUrl", "new"]
            | ["mockito" | "wiremock" | "httpmock", ..]
    )
}

/// Whether an operator is `==` or `!=`.
pub(super) fn compares(syntax: &Syntax<'_>, binary: NodeId) -> bool {
    let operator = syntax.child(binary, "operator");
    operator.is_some_and(|operator| matches!(syntax.kind(operator), "==" | "!="))
}

/// `when.host("…")`, `server.mock(…)`, `Mock::given(…).and(…)`: a request that a test answers.
pub(super) fn is_mock(syntax: &Syntax<'_>, callee: NodeId) -> bool {
    let mut current = callee;
    for _ in 0..FARTHEST {
        let below = match syntax.kind(current) {
            "field_expression" => {
                let method = syntax.child(current, "field");
                if method.is_some_and(|method| syntax.text_of(method) == "mock") {
                    return true;
                }
                syntax.child(current, "value")
            }
            "call_expression" => self::callee(syntax, current),
            "identifier" => return matches!(syntax.text_of(current), "when" | "then"),
            _ => {
                let path = paths::read(syntax, current);
                return path.is_some_and(|path| {
                    path.segments.contains(&"Mock") || is_clean_function(&path)
                });
            }
        };
        let Some(below) = below else { return false };
        current = below;
    }
    false
}

/// `sh -c "curl https://…"`: the URL of a command line.
pub(super) fn command_line(name: &str, text: &str) -> Option<UrlParts> {
    let mut words = text.split_whitespace();
    let program = words.next().filter(|_| matches!(name, "arg" | "args"))?;
    if !matches!(program.rsplit('/').next()?, "curl" | "wget" | "http" | "xh") {
        return None;
    }
    words.find_map(|word| Value::constant(word.trim_matches(['\'', '"'])).as_url())
}

/// Whether a literal is a value: not a token of a macro, an attribute or a pattern.
pub(super) fn is_value(syntax: &Syntax<'_>, literal: NodeId) -> bool {
    let parent = syntax.parent_kind(literal);
    !(parent.ends_with("_pattern")
        || matches!(
            parent,
            "token_tree"
                | "token_repetition"
                | "token_tree_pattern"
                | "attribute"
                | "extern_modifier"
                | "token_repetition_pattern"
                | "ERROR"
        ))
}

/// Whether the value stands in a list of origins, sources or links, which nobody requests, or is
/// what a test expects.
pub(super) fn is_list(syntax: &Syntax<'_>, value: NodeId) -> bool {
    let around = std::iter::successors(syntax.parent(value), |node| syntax.parent(*node));
    around
        .take(FARTHEST)
        .find_map(|node| match syntax.kind(node) {
            "const_item" | "static_item" => syntax.child(node, "name"),
            "let_declaration" => syntax.child(node, "pattern"),
            "field_initializer" => syntax.child(node, "field"),
            _ => None,
        })
        .is_some_and(|name| {
            let name = syntax.text_of(name).to_ascii_lowercase();
            ["origin", "csp", "cors", "allowed", "allowlist", "whitelist", "redirect", "homepage"]
                .iter()
                .any(|word| name.contains(word))
                || ["docs", "help", "xmlns", "namespace", "expected"]
                    .iter()
                    .any(|word| name.starts_with(word))
        })
}

/// A URL that is parsed into one is about to be requested, whoever does it.
pub(super) fn kind_of_constant(syntax: &Syntax<'_>, literal: NodeId) -> UrlUseKind {
    let around = std::iter::successors(syntax.parent(literal), |node| syntax.parent(*node));
    let builds_a_url = around
        .take(FARTHEST)
        .take_while(|node| {
            matches!(
                syntax.kind(*node),
                "arguments"
                    | "reference_expression"
                    | "call_expression"
                    | "try_expression"
                    | "field_expression"
                    | "generic_function"
                    | "macro_invocation"
            )
        })
        .filter(|node| syntax.kind(*node) == "call_expression")
        .filter_map(|call| callee(syntax, call))
        .filter_map(|callee| paths::read(syntax, callee))
        .any(|path| {
            matches!(
                path.segments.as_slice(),
                [.., "Url", "parse"] | [.., "Uri", "from_static" | "try_from" | "from_str"]
            )
        });
    if builds_a_url { UrlUseKind::Request } else { UrlUseKind::Constant }
}
