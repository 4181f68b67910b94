//! What calls do with the addresses they are given.

use std::collections::HashSet;

use crate::source::elsewhere::{Pending, pending};
use crate::source::facts::{Endpoint, UrlUse, UrlUseKind};
use crate::source::languages::options::{Role, leads_to_options, read_as, role_of, unread_server};
use crate::source::tree::Node;
use crate::source::value::{UrlParts, Value};

use super::Folded;
use super::command::requested;

/// Options nested deeper than this are not looked at.
const DEEPEST_OPTIONS: u32 = 3;

/// What becomes of an address among the arguments of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source::languages) enum Purpose {
    /// It is requested, or a client is made with it.
    Request,
    /// The first argument is a bare host that is connected to.
    Host,
    /// It is run as a command line.
    Command,
    /// It goes into another value: a string, a list, an object for addresses.
    Value,
    /// It is compared, logged, asserted, shown or redirected to.
    Silent,
}

/// A call or construction.
pub(in crate::source::languages) struct Call<'s> {
    pub(in crate::source::languages) node: Node<'s>,
    pub(in crate::source::languages) arguments: Vec<Argument<'s>>,
}

/// An argument of a call.
pub(in crate::source::languages) struct Argument<'s> {
    /// Its name, where it has one.
    pub(in crate::source::languages) key: Option<String>,
    pub(in crate::source::languages) value: Node<'s>,
}

/// What a language says about its expressions.
pub(in crate::source::languages) trait Expressions<'s> {
    /// What an expression is worth.
    fn fold(&self, node: Node<'s>) -> Folded;
    /// The expression that an expression stands for: itself, or what a name was given.
    fn origin(&self, node: Node<'s>) -> Option<Node<'s>>;
    /// The entries of a map, by their constant keys.
    fn entries(&self, map: Node<'s>) -> Vec<(String, Node<'s>)>;
    /// The items of a list.
    fn items(&self, list: Node<'s>) -> Vec<Node<'s>>;
}

/// The requests of a file.
#[derive(Default)]
pub(in crate::source::languages) struct Requests {
    pub(in crate::source::languages) uses: Vec<UrlUse>,
    /// What would be a request if another file said so.
    pub(in crate::source::languages) pending: Vec<Pending>,
    /// Literals that a call uses.
    pub(in crate::source::languages) used: HashSet<u32>,
    /// Calls that have their finding.
    pub(in crate::source::languages) calls: HashSet<u32>,
}

impl Requests {
    /// Takes in what a call does.
    pub(in crate::source::languages) fn read<'s>(
        &mut self,
        expressions: &impl Expressions<'s>,
        call: &Call<'s>,
        purpose: Purpose,
    ) {
        let found = match purpose {
            Purpose::Request => addressed(expressions, call),
            Purpose::Host => connected(expressions, call).or_else(|| addressed(expressions, call)),
            Purpose::Command => commanded(expressions, call),
            Purpose::Value | Purpose::Silent => None,
        };
        match found {
            Some(found) => self.add(call.node, found),
            None if matches!(purpose, Purpose::Request | Purpose::Host) => {
                let is_host = purpose == Purpose::Host;
                for argument in &call.arguments {
                    let role = match &argument.key {
                        Some(key) => role_of(key),
                        None if is_host => Some(Role::Host),
                        None => Some(Role::Url),
                    };
                    self.pend(expressions, argument.value, role);
                }
            }
            None => {}
        }
    }

    /// Takes in an expression as a request that another file may answer for.
    pub(in crate::source::languages) fn pend<'s>(
        &mut self,
        expressions: &impl Expressions<'s>,
        place: Node<'s>,
        role: Option<Role>,
    ) {
        let Some(role) = role else { return };
        let value = expressions.fold(place).value;
        self.pending.extend(pending(&value, role == Role::Host, place.range(), false));
    }

    /// Takes in one request.
    pub(in crate::source::languages) fn add(&mut self, call: Node<'_>, found: Found<'_>) {
        self.used.extend(&found.sources);
        if self.calls.insert(call.index()) {
            self.uses.push(UrlUse {
                host: found.url.host,
                path: found.url.path,
                range: found.place.range(),
                kind: UrlUseKind::Request,
                in_test: false,
            });
        }
    }
}

/// An address that is requested.
pub(in crate::source::languages) struct Found<'s> {
    url: UrlParts,
    place: Node<'s>,
    sources: Vec<u32>,
}

impl<'s> Found<'s> {
    /// The address that an expression is worth, in a place where one is expected.
    pub(in crate::source::languages) fn of(
        expressions: &impl Expressions<'s>,
        place: Node<'s>,
        role: Role,
    ) -> Option<Self> {
        let folded = expressions.fold(place);
        let url = read_as(role, &folded.value)?;
        Some(Self { url, place, sources: folded.sources })
    }
}

/// The address among the arguments of a call.
pub(in crate::source::languages) fn addressed<'s>(
    expressions: &impl Expressions<'s>,
    call: &Call<'s>,
) -> Option<Found<'s>> {
    call.arguments.iter().find_map(|argument| match &argument.key {
        Some(key) => option(expressions, key, argument.value, None, 0),
        None => Found::of(expressions, argument.value, Role::Url)
            .or_else(|| options(expressions, argument.value, None, 0)),
    })
}

fn options<'s>(
    expressions: &impl Expressions<'s>,
    value: Node<'s>,
    place: Option<Node<'s>>,
    depth: u32,
) -> Option<Found<'s>> {
    let map = expressions.origin(value)?;
    // Options that stand elsewhere are reported where they are handed over.
    let place = if map == value { place } else { place.or(Some(value)) };
    let mut entries = expressions.entries(map).into_iter();
    entries.find_map(|(key, entry)| {
        let is_elsewhere = !value.range().contains_range(entry.range());
        let place = place.or(is_elsewhere.then_some(value));
        option(expressions, &key, entry, place, depth)
    })
}

fn option<'s>(
    expressions: &impl Expressions<'s>,
    key: &str,
    value: Node<'s>,
    place: Option<Node<'s>>,
    depth: u32,
) -> Option<Found<'s>> {
    match role_of(key) {
        Some(role) => {
            let found = Found::of(expressions, value, role)?;
            Some(Found { place: place.unwrap_or(found.place), ..found })
        }
        None if depth < DEEPEST_OPTIONS && leads_to_options(key) => {
            options(expressions, value, place, depth + 1)
        }
        None => None,
    }
}

fn connected<'s>(expressions: &impl Expressions<'s>, call: &Call<'s>) -> Option<Found<'s>> {
    let first = call.arguments.iter().find(|argument| argument.key.is_none())?;
    let place = first.value;
    // Sockets have schemes of their own: `tls://api.acme.dev:443`.
    let folded = expressions.fold(place).with_text(|address| {
        address.split_once("://").map_or(address, |(_, host)| host).to_owned()
    });
    let url = folded.value.as_host()?;
    Some(Found { url, place, sources: folded.sources })
}

fn commanded<'s>(expressions: &impl Expressions<'s>, call: &Call<'s>) -> Option<Found<'s>> {
    let mut words = Vec::new();
    let mut places = Vec::new();
    let mut sources = Vec::new();
    for argument in call.arguments.iter().filter(|argument| argument.key.is_none()) {
        let items = expressions.origin(argument.value).map(|list| expressions.items(list));
        let items = items.filter(|items| !items.is_empty());
        for item in items.unwrap_or_else(|| vec![argument.value]) {
            let folded = expressions.fold(item);
            sources.extend(folded.sources);
            if folded.value.as_url().is_some() {
                places.push(item);
            }
            words.extend(folded.value.words());
        }
    }
    let url = requested(&words)?;
    let place = places.first().or(call.arguments.first().map(|it| &it.value)).copied();
    Some(Found { url, place: place?, sources })
}

/// The server that a client is made for, by the arguments it is made with.
pub(in crate::source::languages) fn endpoint<'s>(
    expressions: &impl Expressions<'s>,
    call: &Call<'s>,
) -> Endpoint {
    if let Some(found) = addressed(expressions, call) {
        return Endpoint::Known { host: found.url.host, path: found.url.path };
    }
    let server = |key: &str, value: Node<'s>| stated(key, &expressions.fold(value).value);
    let stated = call.arguments.iter().find_map(|argument| match &argument.key {
        Some(key) => server(key, argument.value),
        None => {
            let map = expressions.origin(argument.value);
            let entries = map.map(|map| expressions.entries(map)).unwrap_or_default();
            entries.iter().find_map(|(key, value)| server(key, *value))
        }
    });
    stated.unwrap_or(Endpoint::Default)
}

/// The server that a setting of this name and value names; `None` when it names none.
pub(in crate::source::languages) fn stated(key: &str, value: &Value) -> Option<Endpoint> {
    let role = role_of(key)?;
    match read_as(role, value) {
        Some(UrlParts { host, path }) => Some(Endpoint::Known { host, path }),
        None => unread_server(key, value),
    }
}
