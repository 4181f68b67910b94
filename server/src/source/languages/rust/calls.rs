//! The shape of calls: what is called, with what, and which calls only change a value's dress.

use super::paths::Path;
use super::syntax::{NodeId, Syntax};

/// The arguments in a token tree, without its brackets.
pub(super) fn split_at_commas(syntax: &Syntax<'_>, tree: NodeId) -> Vec<Vec<NodeId>> {
    let mut arguments = vec![Vec::new()];
    for token in syntax.children(tree) {
        match syntax.kind(token) {
            "(" | ")" | "[" | "]" | "{" | "}" => {}
            "," => arguments.push(Vec::new()),
            _ if syntax.is_comment(token) => {}
            _ => {
                if let Some(last) = arguments.last_mut() {
                    last.push(token);
                }
            }
        }
    }
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

/// What a call calls, without the generic arguments.
pub(super) fn callee(syntax: &Syntax<'_>, call: NodeId) -> Option<NodeId> {
    let callee = syntax.child(call, "function")?;
    match syntax.kind(callee) {
        "generic_function" => syntax.child(callee, "function"),
        _ => Some(callee),
    }
}

/// The arguments of a call.
pub(super) fn arguments<'s>(
    syntax: &'s Syntax<'_>,
    call: NodeId,
) -> impl Iterator<Item = NodeId> + 's {
    let list = syntax.child(call, "arguments");
    list.into_iter().flat_map(|list| syntax.children(list)).filter(|node| {
        !matches!(syntax.kind(*node), "(" | ")" | "," | "attribute_item")
            && !syntax.is_comment(*node)
    })
}

/// Methods whose result is their receiver in another dress.
pub(super) fn hands_its_receiver_on(method: &str) -> bool {
    matches!(
        method,
        "to_string"
            | "to_owned"
            | "into"
            | "as_str"
            | "as_ref"
            | "as_deref"
            | "clone"
            | "cloned"
            | "unwrap"
            | "expect"
            | "parse"
            | "into_owned"
            | "borrow"
            | "deref"
            | "into_boxed_str"
            | "try_into"
            | "into_string"
            | "trim"
            | "trim_end_matches"
            | "trim_end"
            | "ok"
            | "err_into"
            | "into_url"
            | "into_uri"
            | "as_bytes"
            | "to_str"
            | "map_err"
            | "context"
            | "with_context"
            | "leak"
            | "ok_or"
            | "ok_or_else"
            | "unwrap_or_default"
    )
}

/// Functions whose result is their first argument in another dress.
pub(super) fn hands_its_argument_on(path: &Path<'_>) -> bool {
    match path.segments.as_slice() {
        ["Some" | "Ok"] => true,
        [.., holder, "new"] => matches!(
            *holder,
            "Box"
                | "Arc"
                | "Rc"
                | "LazyLock"
                | "Lazy"
                | "LazyCell"
                | "Some"
                | "Cell"
                | "RefCell"
                | "SecretString"
                | "Secret"
                | "Mutex"
                | "RwLock"
        ),
        [.., "Cow", "Borrowed" | "Owned"] => true,
        [.., holder, "from" | "from_str" | "from_static" | "try_from" | "from_shared"] => {
            // A header speaks of an address, and asks nobody.
            holder.starts_with(char::is_uppercase) && *holder != "HeaderValue"
        }
        [.., "Url" | "Uri", "parse"] => true,
        _ => false,
    }
}
