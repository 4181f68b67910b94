//! Calls whose result the file fixes: what formats, joins and builds addresses.

use crate::source::tree::Node;

use super::addresses::{address, constructed, is_address_type, is_transparent};
use super::constants::{Constants, Folded};
use super::dialect::{Call, Expression};
use super::formats::{formatted, joined};
use super::requests::decapitalized;

/// What a call that the file does not define is worth.
pub(super) fn call<'s>(constants: &Constants<'s>, call: &Call<'s>, fuel: u32) -> Folded {
    let fold = |node: Node<'s>| constants.fold_within(node, fuel);
    let values: Vec<Node<'s>> = call.arguments.iter().map(|argument| argument.value).collect();
    let name = call.name.map(Node::text).unwrap_or_default();
    if call.is_new || name.starts_with(char::is_uppercase) && is_address_type(name) {
        return constructed(constants, call, name, fuel);
    }
    let name = decapitalized(name);
    let object_name = call.object.map(|object| object.text()).unwrap_or_default();
    match (&*name, call.object, values.as_slice()) {
        ("format", Some(_), [format, arguments @ ..]) if is_string(object_name) => {
            formatted(constants, fold(*format), arguments, fuel)
        }
        ("format" | "formatted", Some(format), arguments) => {
            formatted(constants, fold(format), arguments, fuel)
        }
        ("join", Some(_), [separator, parts @ ..]) if is_string(object_name) => {
            joined(constants, fold(*separator), parts, fuel)
        }
        ("joinToString", Some(object), [separator]) => {
            match constants.dialect.expression(constants.origin(object)) {
                Expression::Call(list) => {
                    let parts: Vec<Node<'s>> =
                        list.arguments.iter().map(|argument| argument.value).collect();
                    joined(constants, fold(*separator), &parts, fuel)
                }
                _ => Folded::unknown(),
            }
        }
        ("concat", Some(object), parts) => {
            let start = if is_string(object_name) { Folded::default() } else { fold(object) };
            parts.iter().fold(start, |folded, part| folded.concat(fold(*part)))
        }
        ("plus", Some(object), [part]) => fold(object).concat(fold(*part)),
        (
            "create" | "valueOf" | "parse" | "get" | "fromHttpUrl" | "fromUriString",
            Some(_),
            [first, ..],
        ) if is_address_type(object_name) => fold(*first),
        (
            "requireNonNullElse" | "defaultIfNull" | "defaultIfBlank" | "defaultIfEmpty",
            _,
            [first, second],
        ) => constants.either(&[*first, *second], fuel),
        (
            "requireNonNull" | "ofNullable" | "checkNotNull" | "toUri" | "nonNull",
            _,
            [first, ..],
        ) => fold(*first),
        ("orElse" | "orElseGet" | "ifEmpty" | "ifBlank" | "getOrElse", Some(object), [default]) => {
            constants.either(&[object, *default], fuel)
        }
        (
            "getOrDefault"
            | "getEnvironmentVariable"
            | "getProperty"
            | "get"
            | "getString"
            | "getValue",
            Some(object),
            [key, default],
        ) => match constants.entry(object, *key, fuel) {
            Some(value) => fold(value),
            None => fold(*default),
        },
        ("get" | "getValue" | "getOrNull", Some(object), [key]) => {
            constants.entry(object, *key, fuel).map_or_else(Folded::unknown, fold)
        }
        ("also" | "apply" | "let" | "run", Some(object), _) => fold(object),
        _ if is_transparent(&name) => call.object.map_or_else(Folded::unknown, fold),
        _ => address(constants, call, fuel),
    }
}

/// A property of a value that leaves it what it is: `uri.AbsoluteUri`.
pub(super) fn property<'s>(
    constants: &Constants<'s>,
    object: Node<'s>,
    name: &str,
    fuel: u32,
) -> Folded {
    match &*decapitalized(name) {
        "absoluteUri" | "originalString" | "value" | "uri" => constants.fold_within(object, fuel),
        _ => Folded::unknown(),
    }
}

/// The keys and values of a map that is written out.
pub(super) fn entries<'s>(constants: &Constants<'s>, map: Node<'s>) -> Vec<(Node<'s>, Node<'s>)> {
    let call = match constants.dialect.expression(map) {
        Expression::Call(call) => call,
        Expression::List(items) => {
            return items.into_iter().filter_map(|it| pair(constants, it)).collect();
        }
        _ => return Vec::new(),
    };
    let name = call.name.map(Node::text).unwrap_or_default();
    let values = || call.arguments.iter().map(|argument| argument.value);
    let is_flat = name == "of" && call.object.is_some_and(|object| object.text().ends_with("Map"));
    if is_flat {
        let values: Vec<_> = values().collect();
        return values
            .chunks_exact(2)
            .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
            .collect();
    }
    if call.is_new {
        let named = call.arguments.iter().filter_map(|it| Some((it.name?, it.value)));
        let listed = call.arguments.iter().filter(|it| it.name.is_none());
        return named.chain(listed.filter_map(|it| pair(constants, it.value))).collect();
    }
    match name {
        "mapOf" | "mutableMapOf" | "hashMapOf" | "linkedMapOf" | "ofEntries" | "sortedMapOf" => {
            values().filter_map(|value| pair(constants, value)).collect()
        }
        _ => Vec::new(),
    }
}

fn pair<'s>(constants: &Constants<'s>, node: Node<'s>) -> Option<(Node<'s>, Node<'s>)> {
    match constants.dialect.expression(node) {
        Expression::Call(call)
            if call.name.is_some_and(|name| matches!(name.text(), "to" | "entry" | "Pair")) =>
        {
            let values: Vec<_> =
                call.object.into_iter().chain(call.arguments.iter().map(|it| it.value)).collect();
            // `Map.entry(a, b)` has an object that is no key.
            let from = values.len().checked_sub(2)?;
            Some((*values.get(from)?, *values.get(from + 1)?))
        }
        Expression::List(items) => match items.as_slice() {
            [key, value] => Some((*key, *value)),
            _ => None,
        },
        _ => None,
    }
}

fn is_string(object: &str) -> bool {
    matches!(object, "String" | "string" | "java.lang.String" | "StringUtils" | "MessageFormat")
}
