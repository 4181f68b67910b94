//! Addresses that are put together by constructors and builders.

use crate::source::tree::Node;
use crate::source::value::Value;

use super::builders::call;
use super::constants::{Constants, Folded};
use super::dialect::{Argument, Call, Expression};
use super::requests::decapitalized;

/// How many calls of a chain are looked at.
const LONGEST_CHAIN: usize = 64;

/// The address that is constructed: `new URI("https://api.acme.dev/v1")`.
pub(super) fn constructed<'s>(
    constants: &Constants<'s>,
    call: &Call<'s>,
    name: &str,
    fuel: u32,
) -> Folded {
    let argument = |index: usize| {
        let positional = call.arguments.iter().filter(|argument| argument.name.is_none());
        positional.map(|argument| argument.value).nth(index)
    };
    let fold = |node: Node<'s>| constants.fold_within(node, fuel);
    match name {
        // `new(…)` takes its type from where it stands.
        "URL" | "URI" | "Uri" | "Url" | "URLBuilder" | "URIBuilder" | "String" | "" => {
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
pub(super) fn address<'s>(constants: &Constants<'s>, last: &Call<'s>, fuel: u32) -> Folded {
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
    let mut whole = constructed_base(constants, first, last, fuel).unwrap_or_default();
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
pub(super) fn resolved(base: Folded, path: Folded) -> Folded {
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
