//! Addresses: which are requested, and which are constants that nothing in the file requests.

use std::collections::HashSet;

use crate::source::facts::{UrlUse, UrlUseKind};
use crate::source::tree::Node;
use crate::source::value::UrlParts;

use super::File;
use super::addresses::is_address_type;
use super::annotations;
use super::constants::Folded;
use super::dialect::{Argument, Call, Expression};
use super::requests::{Purpose, expects, is_word, purpose, requests_its_object};
use super::roles::{Role, is_host_key, is_shown, read_as};
use super::unrequested::Unrequested;

/// How many calls of a chain are looked at.
const LONGEST_CHAIN: usize = 32;

/// Every use of an address, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Vec<UrlUse> {
    let mut reader = Reader {
        file: *file,
        uses: Vec::new(),
        used: HashSet::new(),
        requests: HashSet::new(),
        host_parts: Vec::new(),
    };
    for node in file.syntax.nodes() {
        if let Expression::Call(call) = file.dialect.expression(node) {
            reader.call(node, &call);
        } else if let Some((target, Some(value))) = file.dialect.assignment(node) {
            reader.assignment(node, target, value);
        } else if file.dialect.annotation(node).is_some() {
            reader.annotation(node);
        }
    }
    reader.leftover_hosts();
    let Reader { mut uses, used, requests, .. } = reader;
    let unrequested = Unrequested::new(*file, &used, &requests);
    for node in file.syntax.nodes() {
        let constant = unrequested.constant(node);
        uses.extend(constant.map(|(url, place)| found(url, place, UrlUseKind::Constant)));
    }
    uses.sort_by_key(|url| url.range);
    uses.dedup_by_key(|url| url.range);
    uses
}

struct Reader<'s> {
    file: File<'s>,
    uses: Vec<UrlUse>,
    /// Literals that a call uses.
    used: HashSet<u32>,
    /// Calls that have their finding.
    requests: HashSet<u32>,
    /// Hosts that are given to builders of addresses: the call and the argument.
    host_parts: Vec<(Node<'s>, Node<'s>)>,
}

impl<'s> Reader<'s> {
    fn request(&mut self, call: Node<'s>, place: Node<'s>, url: UrlParts, folded: &Folded) {
        self.used.extend(&folded.sources);
        self.requests.insert(call.index());
        self.uses.push(found(url, place, UrlUseKind::Request));
    }

    fn call(&mut self, node: Node<'s>, call: &Call<'s>) {
        self.object(node, call);
        if call.arguments.is_empty() {
            return;
        }
        if self.command(node, call) {
            return;
        }
        match purpose(self.file, node, call) {
            Purpose::Request => self.arguments(node, call, Role::Url),
            Purpose::Host => self.arguments(node, call, Role::Host),
            Purpose::HostPart => {
                let first = call.arguments.first();
                self.host_parts.extend(first.map(|argument| (node, argument.value)));
            }
            Purpose::Value => self.host_setting(node, call),
            Purpose::Silent => {}
        }
    }

    fn arguments(&mut self, node: Node<'s>, call: &Call<'s>, role: Role) {
        for argument in &call.arguments {
            if self.requests.contains(&node.index()) {
                return;
            }
            self.argument(node, argument, role);
        }
    }

    fn argument(&mut self, call: Node<'s>, argument: &Argument<'s>, role: Role) {
        let name = argument.name.map(Node::text).unwrap_or_default();
        if is_shown(name) || !self.is_value(argument.value) {
            return;
        }
        let role = match expects(name) {
            Some(Role::Host) => Role::Host,
            _ => role,
        };
        let folded = self.file.constants.fold(argument.value);
        // A word with a dot is a host only where no more than a host can be meant.
        let is_text =
            self.file.constants.text(argument.value).is_none_or(|text| !text.contains(' '));
        if let Some(url) = read_as(role, &folded.value).filter(|_| is_text) {
            self.request(call, argument.value, url, &folded);
        }
    }

    /// An expression that can be worth an address at all.
    fn is_value(&self, node: Node<'s>) -> bool {
        !matches!(
            self.file.dialect.expression(node),
            Expression::Function(_)
                | Expression::List(_)
                | Expression::TypeToken
                | Expression::Other
        )
    }

    /// `url.openConnection()`: the address is what the method is called on.
    fn object(&mut self, node: Node<'s>, call: &Call<'s>) {
        let (Some(object), Some(name)) = (call.object, call.name) else { return };
        if !requests_its_object(name.text()) || self.is_answered(object) {
            return;
        }
        let folded = self.file.constants.fold(object);
        if let Some(url) = folded.value.as_url() {
            self.request(node, self.carrier(object), url, &folded);
        }
    }

    /// What carries the address in the object of a call: the argument of `new URL("https://…")`,
    /// the text that a chain of calls begins with.
    fn carrier(&self, object: Node<'s>) -> Node<'s> {
        let mut current = object;
        for _ in 0..LONGEST_CHAIN {
            current = match self.file.dialect.expression(current) {
                // `java.net.URL("https://…")` is constructed, though it looks like a method.
                Expression::Call(Call { object: Some(inner), name, .. })
                    if !is_address_type(inner.text())
                        && !name.is_some_and(|name| is_address_type(name.text())) =>
                {
                    inner
                }
                Expression::Call(call) => {
                    return call.arguments.first().map_or(object, |it| it.value);
                }
                Expression::Inner(inner) => inner,
                _ => return current,
            };
        }
        object
    }

    /// Whether a call of the chain before has the finding: `url.WithHeader(…).PostJsonAsync(…)`.
    fn is_answered(&self, object: Node<'s>) -> bool {
        let mut current = object;
        for _ in 0..LONGEST_CHAIN {
            if self.requests.contains(&current.index()) {
                return true;
            }
            current = match self.file.dialect.expression(current) {
                Expression::Call(Call { object: Some(object), .. }) => object,
                _ => return false,
            };
        }
        false
    }

    /// `exec("curl https://…")`, `new ProcessBuilder("curl", "-X", "POST", url)`. Whether the call
    /// runs a program.
    fn command(&mut self, node: Node<'s>, call: &Call<'s>) -> bool {
        let name = call.name.map(Node::text).unwrap_or_default();
        let is_start =
            name == "Start" && call.object.is_some_and(|it| it.text().ends_with("Process"));
        if !is_start && !is_word(name, &["exec", "ProcessBuilder", "ProcessStartInfo"]) {
            return false;
        }
        let mut is_fetched = false;
        for argument in &call.arguments {
            let folded = self.file.constants.fold(argument.value);
            for word in folded.value.words() {
                is_fetched |=
                    word.as_constant().is_some_and(|word| is_word(word, &["curl", "wget"]));
                if let Some(url) = word.as_url().filter(|_| is_fetched) {
                    self.request(node, argument.value, url, &folded);
                    return true;
                }
            }
        }
        true
    }

    /// `properties.put("mail.smtp.host", "smtp.acme.dev")`.
    fn host_setting(&mut self, node: Node<'s>, call: &Call<'s>) {
        let name = call.name.map(Node::text).unwrap_or_default();
        let [key, value] = call.arguments.as_slice() else { return };
        if is_word(name, &["put", "setProperty", "set"]) {
            self.setting(node, key.value, value.value);
        }
    }

    fn setting(&mut self, node: Node<'s>, key: Node<'s>, value: Node<'s>) {
        if !self.file.constants.text(key).is_some_and(|key| is_host_key(&key)) {
            return;
        }
        let folded = self.file.constants.fold(value);
        if let Some(url) = folded.value.as_host() {
            self.request(node, value, url, &folded);
        }
    }

    /// `client.BaseAddress = new Uri(…)`.
    fn assignment(&mut self, node: Node<'s>, target: Node<'s>, value: Node<'s>) {
        let name = match self.file.dialect.expression(target) {
            Expression::Member { name, .. } => name,
            Expression::Name => target,
            Expression::Index { key, .. } => return self.setting(node, key, value),
            _ => return,
        };
        // What the file assigns to its own names is a constant, and goes where they go.
        let is_own = self.file.names.binding_of(target).is_some();
        let Some(role) = expects(name.text()).filter(|_| !is_own) else { return };
        if self.is_value(value) {
            let folded = self.file.constants.fold(value);
            if let Some(url) = read_as(role, &folded.value) {
                self.request(node, value, url, &folded);
            }
        }
    }

    /// `@FeignClient(url = "…")`.
    fn annotation(&mut self, node: Node<'s>) {
        let Some(annotation) = self.file.dialect.annotation(node) else { return };
        let words = self.file.dialect.words();
        if !words.client_annotations.contains(&annotation.name.text()) {
            return;
        }
        let named =
            annotations::argument(&annotation, &["url", "baseUri", "baseUrl", "uri", "path"]);
        let candidates = [named, annotations::value(&annotation)];
        for value in candidates.into_iter().flatten() {
            let mut folded = self.file.constants.fold(value);
            // `${acme.url:https://api.acme.dev}`.
            let text = folded.value.as_constant().map(str::to_owned).unwrap_or_default();
            let default = super::placeholders::read(&text).into_iter().find_map(|it| it.default);
            if let Some(default) = default {
                folded.value = crate::source::value::Value::constant(default);
            }
            if let Some(url) = folded.value.as_url() {
                self.request(node, value, url, &folded);
                return;
            }
        }
    }

    /// Hosts of addresses that no call of the file was seen to request.
    fn leftover_hosts(&mut self) {
        for (call, argument) in std::mem::take(&mut self.host_parts) {
            let folded = self.file.constants.fold(argument);
            let is_used = folded.sources.iter().any(|source| self.used.contains(source));
            if let Some(url) = folded.value.as_host().filter(|_| !is_used) {
                self.request(call, argument, url, &folded);
            }
        }
    }
}

fn found(url: UrlParts, place: Node<'_>, kind: UrlUseKind) -> UrlUse {
    let UrlParts { host, path } = url;
    UrlUse { host, path, range: place.range(), kind, in_test: false }
}
