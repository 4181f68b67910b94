//! Calls whose result the file fixes: what formats, joins and builds addresses.

use crate::source::tree::Node;
use crate::source::value::Value;

use super::constants::{Constants, Folded};
use super::dialect::{Argument, Call, Expression};
use super::requests::decapitalized;

/// How many calls of a chain are looked at.
const LONGEST_CHAIN: usize = 64;

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

fn constructed<'s>(constants: &Constants<'s>, call: &Call<'s>, name: &str, fuel: u32) -> Folded {
    let argument = |index: usize| {
        let positional = call.arguments.iter().filter(|argument| argument.name.is_none());
        positional.map(|argument| argument.value).nth(index)
    };
    let fold = |node: Node<'s>| constants.fold_within(node, fuel);
    match name {
        // `new(…)` takes its type from where it stands.
        "URL" | "URI" | "Uri" | "Url" | "String" | "" => {
            let Some(first) = argument(0) else { return Folded::unknown() };
            let first = fold(first);
            match argument(1) {
                Some(second) if first.value.as_url().is_some() => resolved(first, fold(second)),
                // `new URI("https", "api.acme.dev", "/v1", null)`.
                Some(second) if is_scheme(&first.value) => {
                    let path = argument(2).map_or_else(Folded::default, fold);
                    first.concat(Folded::text("://")).concat(fold(second)).concat(path)
                }
                _ => first,
            }
        }
        "UriBuilder" | "UriComponentsBuilder" => {
            let named = |wanted: &str| {
                let is_wanted =
                    |it: &&Argument<'s>| it.name.is_some_and(|name| name.text() == wanted);
                call.arguments.iter().find(is_wanted).map(|it| fold(it.value))
            };
            let base = match (argument(0).map(fold), argument(1).map(fold)) {
                (Some(scheme), Some(host)) if is_scheme(&scheme.value) => {
                    scheme.concat(Folded::text("://")).concat(host)
                }
                (Some(base), _) => base,
                _ => match named("Host") {
                    Some(host) => Folded::text("https://").concat(host),
                    None => return Folded::unknown(),
                },
            };
            match named("Path") {
                Some(path) => resolved(base, path),
                None => base,
            }
        }
        _ => Folded::unknown(),
    }
}

fn is_scheme(value: &Value) -> bool {
    matches!(value.as_constant(), Some("http" | "https" | "ws" | "wss"))
}

/// The result of a chain of calls that builds an address:
/// `UriComponentsBuilder.fromHttpUrl(BASE).path("/v1").build().toUri()`,
/// `new HttpUrl.Builder().scheme("https").host("api.acme.dev").build()`.
fn address<'s>(constants: &Constants<'s>, last: &Call<'s>, fuel: u32) -> Folded {
    let mut chain = vec![last.clone()];
    for _ in 0..LONGEST_CHAIN {
        let object = chain.last().and_then(|call| call.object);
        match object.map(|object| constants.dialect.expression(constants.origin(object))) {
            Some(Expression::Call(call)) => chain.push(call),
            _ => break,
        }
    }
    let Some(first) = chain.last() else { return Folded::unknown() };
    let callee = first.callee.map(Node::text).unwrap_or_default();
    let is_builder = ["Url", "URL", "Uri", "URI"].iter().any(|word| callee.contains(word));
    if !is_builder && !is_address(constants, last.object, fuel) {
        return Folded::unknown();
    }
    let mut whole = match constructed_base(constants, first, last, fuel) {
        Some(base) => base,
        None => Folded::default(),
    };
    let mut is_rooted = whole.value.known_len() > 0;
    for call in chain.iter().rev() {
        let Some(name) = call.name.map(|name| decapitalized(name.text())) else { continue };
        let argument =
            call.arguments.first().map(|argument| constants.fold_within(argument.value, fuel));
        let Some(argument) = argument else { continue };
        match &*name {
            "host" if !is_rooted => {
                whole = Folded::text("https://").concat(argument);
                is_rooted = true;
            }
            "path"
            | "replacePath"
            | "encodedPath"
            | "appendPathSegment"
            | "appendPathSegments"
            | "addPathSegment"
            | "addPathSegments"
            | "addEncodedPathSegments"
            | "pathSegment"
            | "appendPath"
            | "appendEncodedPath"
            | "resolve"
                if is_rooted =>
            {
                whole = resolved(whole, argument);
            }
            _ => {}
        }
    }
    if is_rooted { whole } else { Folded::unknown() }
}

/// What the first call of a chain is worth, when it is not the chain itself.
fn constructed_base<'s>(
    constants: &Constants<'s>,
    first: &Call<'s>,
    last: &Call<'s>,
    fuel: u32,
) -> Option<Folded> {
    let is_itself = first.callee.map(Node::index) == last.callee.map(Node::index);
    let from_object = || first.object.map(|object| constants.fold_within(object, fuel));
    let folded = match is_itself {
        true => from_object()?,
        false => {
            let folded = call(constants, first, fuel);
            if folded.value.is_unknown() { from_object()? } else { folded }
        }
    };
    folded.value.as_url().is_some().then_some(folded)
}

fn is_address<'s>(constants: &Constants<'s>, object: Option<Node<'s>>, fuel: u32) -> bool {
    object.is_some_and(|object| constants.fold_within(object, fuel).value.as_url().is_some())
}

/// A path below a base.
fn resolved(base: Folded, path: Folded) -> Folded {
    let ends = base.value.as_constant().is_some_and(|base| base.ends_with('/'));
    let begins = path.value.as_constant().is_some_and(|path| path.starts_with(['/', '?']));
    match (ends, begins) {
        (true, true) => {
            let trimmed = base.value.as_constant().map(|it| it.trim_end_matches('/').to_owned());
            let sources = base.sources;
            Folded { value: Value::constant(trimmed.unwrap_or_default()), sources }.concat(path)
        }
        (false, false) => base.concat(Folded::text("/")).concat(path),
        _ => base.concat(path),
    }
}

fn is_string(object: &str) -> bool {
    matches!(object, "String" | "string" | "java.lang.String" | "StringUtils" | "MessageFormat")
}

/// Types whose factories take an address and are one.
pub(super) fn is_address_type(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    matches!(
        last,
        "URI"
            | "URL"
            | "Uri"
            | "Url"
            | "HttpUrl"
            | "UriComponentsBuilder"
            | "UriBuilder"
            | "URLBuilder"
            | "URIBuilder"
            | "Paths"
    )
}

/// Methods that hand on the address they are called on.
pub(super) fn is_transparent(name: &str) -> bool {
    matches!(
        name,
        "toString"
            | "trim"
            | "strip"
            | "trimIndent"
            | "trimMargin"
            | "stripIndent"
            | "toURL"
            | "toURI"
            | "toUri"
            | "toUriString"
            | "toHttpUrl"
            | "toHttpUrlOrNull"
            | "build"
            | "buildString"
            | "encode"
            | "normalize"
            | "toLowerCase"
            | "lowercase"
            | "toLower"
            | "toLowerInvariant"
            | "intern"
            | "removeSuffix"
            | "trimEnd"
            | "asString"
            | "toASCIIString"
            | "toExternalForm"
            | "get"
            | "orElseThrow"
            | "newBuilder"
            | "toUrl"
            | "buildUpon"
            | "setQueryParam"
            | "setQueryParams"
            | "queryParam"
            | "addQueryParameter"
            | "appendQueryParameter"
    )
}

fn joined<'s>(
    constants: &Constants<'s>,
    separator: Folded,
    parts: &[Node<'s>],
    fuel: u32,
) -> Folded {
    let listed: Vec<Node<'s>> = match parts {
        [only] => match constants.dialect.expression(constants.origin(*only)) {
            Expression::List(items) => items,
            _ => parts.to_vec(),
        },
        _ => parts.to_vec(),
    };
    let mut folded = Folded::default();
    for (index, part) in listed.into_iter().enumerate() {
        if index > 0 {
            folded = folded.concat(separator.clone());
        }
        folded = folded.concat(constants.fold_within(part, fuel));
    }
    folded
}

/// `"https://%s/v1".formatted(host)`, `string.Format("https://{0}/v1", host)`.
fn formatted<'s>(
    constants: &Constants<'s>,
    format: Folded,
    arguments: &[Node<'s>],
    fuel: u32,
) -> Folded {
    let Some(text) = format.value.as_constant().map(str::to_owned) else {
        return format;
    };
    let mut folded = Folded { value: Value::default(), sources: format.sources };
    let mut next = 0;
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['%', '{']) {
        let (before, behind) = rest.split_at(at);
        folded = folded.concat(Folded::text(before));
        let (length, index) = match hole(behind, next) {
            Some(found) => found,
            None => {
                let literal = behind.chars().next().map_or(0, char::len_utf8);
                folded = folded.concat(Folded::text(&behind[..literal]));
                rest = &behind[literal..];
                continue;
            }
        };
        match index {
            Some(index) => {
                next = index + 1;
                let argument = arguments.get(index);
                folded = folded.concat(
                    argument.map_or_else(Folded::unknown, |it| constants.fold_within(*it, fuel)),
                );
            }
            None => folded = folded.concat(Folded::text("%")),
        }
        rest = &behind[length..];
    }
    folded.concat(Folded::text(rest))
}

/// The length of the hole that a text begins with, and the argument it takes; no argument for `%%`.
fn hole(text: &str, next: usize) -> Option<(usize, Option<usize>)> {
    if let Some(inside) = text.strip_prefix('{') {
        let close = inside.find('}')?;
        let number = inside[..close].split([':', ',']).next()?;
        return Some((close + 2, Some(number.parse().ok()?)));
    }
    let inside = text.strip_prefix('%')?;
    if inside.starts_with('%') {
        return Some((2, None));
    }
    let is_flag = |c: char| c.is_ascii_digit() || "$-+ #0,.".contains(c);
    let end = inside.find(|c: char| !is_flag(c))?;
    let conversion = inside[end..].chars().next().filter(char::is_ascii_alphabetic)?;
    let index = inside[..end].split_once('$').and_then(|(index, _)| index.parse::<usize>().ok());
    let index = index.map_or(next, |index| index.saturating_sub(1));
    Some((1 + end + conversion.len_utf8(), Some(index)))
}
