//! URLs: which are requested, and which are constants that nothing in the file requests.

use std::collections::HashSet;

use crate::source::elsewhere::{Pending, pending};
use crate::source::facts::{UrlUse, UrlUseKind};
use crate::source::languages::options::{Role, read_as, role_of};
use crate::source::tree::Node;
use crate::source::value::{UrlParts, Value};

use super::File;
use super::clients::options;
use super::folding::Folded;
use super::purposes::{Purpose, purpose, takes_host};
use super::syntax::{arguments, bare, is_sequence, last_name, positional};
use super::unrequested::Unrequested;

/// Calls that take a name, and then a default.
const LOOKUPS: &[&str] = &[
    "get",
    "pop",
    "setdefault",
    "getattr",
    "getenv",
    "config",
    "env",
    "str",
    "url",
    "require_env",
];

/// Every URL use, in the order of the text, and the requests that another file has to answer for.
pub(super) fn read(file: &File<'_>) -> (Vec<UrlUse>, Vec<Pending>) {
    let mut reader = Reader {
        file,
        uses: Vec::new(),
        pending: Vec::new(),
        used: HashSet::new(),
        requests: HashSet::new(),
    };
    for node in file.syntax.nodes() {
        match node.kind() {
            "call" => reader.call(node),
            "assignment" => reader.assignment(node),
            _ => {}
        }
    }
    let Reader { mut uses, pending, used, requests, .. } = reader;
    let unrequested = Unrequested::new(file, &used, &requests);
    for node in file.syntax.nodes().filter(|node| node.is("string")) {
        let constant = unrequested.constant(node);
        uses.extend(constant.map(|(url, place)| found(url, place, UrlUseKind::Constant)));
    }
    uses.sort_by_key(|url| url.range);
    uses.dedup_by_key(|url| url.range);
    (uses, pending)
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    uses: Vec<UrlUse>,
    /// What would be a request if another file said so.
    pending: Vec<Pending>,
    /// Literals that a call uses.
    used: HashSet<u32>,
    /// Calls that have their finding.
    requests: HashSet<u32>,
}

impl<'s> Reader<'_, 's> {
    fn request(&mut self, call: Node<'s>, place: Node<'s>, url: UrlParts, folded: &Folded) {
        self.used.extend(&folded.sources);
        self.requests.insert(call.index());
        self.uses.push(found(url, place, UrlUseKind::Request));
    }

    fn call(&mut self, call: Node<'s>) {
        if arguments(call).next().is_none() {
            return;
        }
        match purpose(self.file, call) {
            Purpose::Request => self.arguments(call),
            Purpose::Command => self.command(call),
            Purpose::Value | Purpose::Silent => {}
        }
    }

    fn arguments(&mut self, call: Node<'s>) {
        let is_host = takes_host(self.file, call);
        let callee = call.child("function").map_or("", last_name);
        // What stands behind the name of a variable or an entry is a default.
        let most = if LOOKUPS.contains(&callee) { 1 } else { usize::MAX };
        for (index, argument) in positional(call).take(most).enumerate() {
            let first_of_pair = || {
                let pair = self.file.folding.origin(argument);
                pair.is("tuple").then(|| pair.children().next()).flatten()
            };
            let carrier = if is_host && index == 0 { first_of_pair() } else { None };
            let folded = self.file.folding.fold(carrier.unwrap_or(argument));
            let url = match &folded.value {
                value if is_host && index == 0 => value.as_host(),
                value => value.as_url(),
            };
            if let Some(url) = url {
                self.request(call, argument, url, &folded);
                return;
            }
            let is_host = is_host && index == 0;
            self.pending.extend(pending(&folded.value, is_host, argument.range(), false));
        }
        for (name, value) in options(self.file, call) {
            let Some(role) = role_of(&name) else { continue };
            let folded = self.file.folding.fold(value);
            if let Some(url) = read_as(role, &folded.value) {
                let is_here = call.range().contains_range(value.range());
                let spread = arguments(call).find(|it| it.is("dictionary_splat"));
                let place = if is_here { Some(value) } else { spread };
                self.request(call, place.unwrap_or(value), url, &folded);
                return;
            }
            let is_host = role == Role::Host;
            self.pending.extend(pending(&folded.value, is_host, value.range(), false));
        }
        self.configured(call);
    }

    /// `requests.post(**options)` and `Client(options)`, where the dictionary is a constant.
    fn configured(&mut self, call: Node<'s>) {
        for argument in positional(call) {
            let origin = self.file.folding.origin(argument);
            if !origin.is("dictionary") || origin == bare(argument) {
                continue;
            }
            for pair in origin.children() {
                let (Some(key), Some(value)) = (pair.child("key"), pair.child("value")) else {
                    continue;
                };
                let role = self.file.folding.text(key).and_then(|key| role_of(&key));
                let folded = self.file.folding.fold(value);
                if let Some(url) = role.and_then(|role| read_as(role, &folded.value)) {
                    self.request(call, argument, url, &folded);
                    return;
                }
            }
        }
    }

    /// `os.system('curl https://…')`, `subprocess.run(['curl', '-s', url])`.
    fn command(&mut self, call: Node<'s>) {
        let Some(first) = positional(call).next() else { return };
        let list = self.file.folding.origin(first);
        let words: Vec<(Node<'s>, Folded)> = if is_sequence(list) {
            list.children().map(|word| (word, self.file.folding.fold(word))).collect()
        } else {
            positional(call).map(|word| (word, self.file.folding.fold(word))).collect()
        };
        let is_fetcher = |word: &Value| {
            word.as_constant().is_some_and(|word| {
                matches!(word.rsplit('/').next().unwrap_or(word), "curl" | "wget" | "http" | "xh")
            })
        };
        let pieces = |folded: &Folded| folded.value.words();
        if !words.iter().flat_map(|(_, folded)| pieces(folded)).any(|word| is_fetcher(&word)) {
            return;
        }
        for (word, folded) in &words {
            if let Some(url) = pieces(folded).iter().find_map(Value::as_url) {
                let is_here = call.range().contains_range(word.range());
                self.request(call, if is_here { *word } else { first }, url, folded);
                return;
            }
        }
    }

    /// `openai.base_url = '…'` makes a client as well as an option does.
    fn assignment(&mut self, node: Node<'s>) {
        let (Some(left), Some(right)) = (node.child("left"), node.child("right")) else { return };
        let holder = left.child("object").filter(|_| left.is("attribute"));
        let is_setting = holder
            .and_then(|holder| self.file.folding.path(holder))
            .is_some_and(|path| path.import.is_some());
        if let Some(role) = role_of(last_name(left)).filter(|_| is_setting) {
            let folded = self.file.folding.fold(right);
            if let Some(url) = read_as(role, &folded.value) {
                self.request(node, right, url, &folded);
            }
        }
    }
}

fn found(url: UrlParts, place: Node<'_>, kind: UrlUseKind) -> UrlUse {
    UrlUse { host: url.host, path: url.path, range: place.range(), kind, in_test: false }
}
