//! What a call does with an address it is given.

use std::borrow::Cow;

use crate::source::tree::Node;

use super::File;
use super::addresses::{is_address_type, is_transparent};
use super::dialect::{Call, Expression};
use super::request_words::{
    ASSERTERS, DOUBLES, HOST_METHODS, HOST_TYPES, LOGGERS, MATCHERS, OBJECT_METHODS,
    SILENT_METHODS, SILENT_TYPES, VALUE_METHODS, VALUE_TYPES,
};
use super::roles::{Role, is_shown, role_of};

/// How many calls around or before one are looked at.
const LONGEST_CHAIN: usize = 32;

/// What becomes of an address among the arguments of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It is requested, or a client is made with it.
    Request,
    /// The same, where a bare host is expected.
    Host,
    /// It becomes the host of an address that is being built.
    HostPart,
    /// It goes into another value: `URI.create(…)`, `List.of(…)`.
    Value,
    /// It is compared, logged, asserted, shown, redirected to or allowed.
    Silent,
}

/// What a call or construction does with an address.
pub(super) fn purpose<'s>(file: File<'s>, node: Node<'s>, call: &Call<'s>) -> Purpose {
    let full_name = call.name.map(|name| name.text()).unwrap_or_default();
    let is_construction = call.is_new
        || full_name.starts_with(char::is_uppercase) && file.dialect.words().calls_construct;
    if is_construction {
        return match constructed(full_name) {
            Purpose::Silent => Purpose::Silent,
            _ if is_in_double(file, node) => Purpose::Silent,
            purpose => purpose,
        };
    }
    let name = decapitalized(full_name);
    let holder = call.object.map_or("", |object| holder_name(file, object));
    if is_silent_method(&name) || is_silent_holder(holder) || is_in_double(file, node) {
        return Purpose::Silent;
    }
    if is_host_part(&name) {
        return Purpose::HostPart;
    }
    if is_word(&name, HOST_METHODS) {
        return Purpose::Host;
    }
    if is_value_method(&name, holder) {
        return Purpose::Value;
    }
    if is_described(file, call) { Purpose::Silent } else { Purpose::Request }
}

fn constructed(name: &str) -> Purpose {
    match name {
        name if is_address_type(name) => Purpose::Value,
        // `new(…)` is what its place says, mostly an address.
        "" => Purpose::Value,
        name if name.ends_with("Exception") || name.ends_with("Error") => Purpose::Silent,
        name if is_word(name, SILENT_TYPES) || name.starts_with("OpenApi") => Purpose::Silent,
        name if is_word(name, VALUE_TYPES) => Purpose::Value,
        name if is_word(name, HOST_TYPES) => Purpose::Host,
        _ => Purpose::Request,
    }
}

/// A call whose receiver carries the address: `url.openConnection()`, `"https://…".httpGet()`.
pub(super) fn requests_its_object(name: &str) -> bool {
    let name = decapitalized(name);
    let is_flurl = ["get", "post", "put", "patch", "delete", "head", "send", "download"]
        .iter()
        .any(|verb| name.strip_prefix(verb).is_some_and(|rest| rest.ends_with("Async")));
    is_flurl || is_word(&name, OBJECT_METHODS)
}

/// A name with its first letter small: C# writes methods as the others write classes.
pub(super) fn decapitalized(name: &str) -> Cow<'_, str> {
    match name.chars().next().filter(|first| first.is_uppercase()) {
        Some(first) => {
            let rest = &name[first.len_utf8()..];
            Cow::Owned(first.to_lowercase().chain(rest.chars()).collect())
        }
        None => Cow::Borrowed(name),
    }
}

/// The last name of what a method is called on.
fn holder_name<'s>(file: File<'s>, object: Node<'s>) -> &'s str {
    match file.dialect.expression(object) {
        Expression::Name => object.text(),
        Expression::Member { name, .. } => name.text(),
        Expression::Call(call) => call.name.map_or("", Node::text),
        Expression::Inner(inner) => match file.dialect.expression(inner) {
            Expression::Name => inner.text(),
            _ => "",
        },
        _ => "",
    }
}

fn is_silent_holder(holder: &str) -> bool {
    let holder = holder.trim_start_matches('_');
    is_word(holder, LOGGERS) || is_word(holder, ASSERTERS) || is_double_name(holder)
}

fn is_silent_method(name: &str) -> bool {
    let setter = name.strip_prefix("set").or_else(|| name.strip_prefix("with"));
    let option = setter.filter(|rest| rest.starts_with(char::is_uppercase));
    let is_other_setter =
        option.is_some_and(|option| role_of(option).is_none() && !is_maker(option));
    is_other_setter
        || is_predicate(name)
        || is_shown(name)
        || is_word(name, SILENT_METHODS)
        || is_word(name, MATCHERS)
}

/// `withEndpointConfiguration(…)` and its like take what is made of an address.
fn is_maker(option: &str) -> bool {
    ["Config", "Configuration", "Connection", "Client"].iter().any(|word| option.ends_with(word))
}

/// `isValidUrl`, `assertEquals`, `shouldBe`: what compares or checks.
fn is_predicate(name: &str) -> bool {
    ["is", "has", "should", "assert", "expect", "matches", "validate", "compare", "verify", "be"]
        .iter()
        .any(|prefix| {
            name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(char::is_uppercase))
        })
}

fn is_host_part(name: &str) -> bool {
    matches!(name, "host" | "setHost" | "authority" | "encodedAuthority")
}

fn is_value_method(name: &str, holder: &str) -> bool {
    let is_factory = matches!(name, "create" | "valueOf" | "parse" | "get" | "of" | "tryCreate");
    is_factory && is_address_type(holder)
        || is_word(name, VALUE_METHODS)
        || is_transparent(name) && !matches!(name, "get" | "newBuilder")
        || matches!(
            holder,
            "String"
                | "string"
                | "Objects"
                | "Optional"
                | "Map"
                | "List"
                | "Set"
                | "Arrays"
                | "Stream"
                | "Collections"
                | "Path"
                | "Paths"
                | "Uri"
                | "HttpUtility"
                | "WebUtility"
        )
}

/// Whether a call belongs to a chain that describes an interface for people:
/// `new Contact().url("https://acme.dev")`.
fn is_described<'s>(file: File<'s>, call: &Call<'s>) -> bool {
    let mut object = call.object;
    for _ in 0..LONGEST_CHAIN {
        let Some(Expression::Call(inner)) = object.map(|object| file.dialect.expression(object))
        else {
            return false;
        };
        let name = inner.name.map(Node::text).unwrap_or_default();
        if constructed(name) == Purpose::Silent && name.starts_with(char::is_uppercase) {
            return true;
        }
        object = inner.object;
    }
    false
}

/// Whether a call is part of what a test says a request would be answered with.
fn is_in_double<'s>(file: File<'s>, node: Node<'s>) -> bool {
    let mut current = Some(node);
    for _ in 0..LONGEST_CHAIN {
        let Some(outer) = current else { return false };
        if let Expression::Call(call) = file.dialect.expression(outer) {
            let name = call.name.map(|name| decapitalized(name.text())).unwrap_or_default();
            let root = root_name(file, outer);
            if is_word(&name, DOUBLES) || is_word(root, DOUBLES) || is_double_name(root) {
                return true;
            }
        }
        current = outer.parent().filter(|parent| !file.dialect.is_type(*parent));
    }
    false
}

/// The name that a chain of calls begins with.
fn root_name<'s>(file: File<'s>, node: Node<'s>) -> &'s str {
    let mut current = node;
    for _ in 0..LONGEST_CHAIN {
        current = match file.dialect.expression(current) {
            Expression::Call(Call { object: Some(object), .. }) => object,
            Expression::Call(call) => return call.name.map_or("", Node::text),
            Expression::Member { object, .. } => object,
            Expression::Inner(inner) => inner,
            Expression::Name => return current.text(),
            _ => return "",
        };
    }
    ""
}

fn is_double_name(name: &str) -> bool {
    let name = name.trim_start_matches('_');
    let lower = name.to_ascii_lowercase();
    lower.starts_with("mock")
        || lower.starts_with("wiremock")
        || lower.starts_with("stub")
        || matches!(name, "Mockito" | "BDDMockito" | "MockK" | "Substitute")
}

/// What a named argument or property expects.
pub(super) fn expects(name: &str) -> Option<Role> {
    role_of(name)
}

pub(super) fn is_word(name: &str, words: &[&str]) -> bool {
    words.contains(&name)
}
