//! URLs: which are requested, and which are constants that nothing in the file requests.

use std::collections::HashSet;

use crate::source::elsewhere::{Pending, pending};
use crate::source::facts::{UrlUse, UrlUseKind};
use crate::source::value::{UrlParts, Value};

use super::File;
use super::constants::{Folded, key_text};
use super::context::in_test;
use super::requests::{Purpose, purpose};
use super::syntax::Node;
use super::unrequested::Unrequested;
use super::vocabulary::{Field, Kind};
use crate::source::languages::options::{Role, leads_to_options, read_as, role_of};

/// Every URL use, in the order of the text, and the requests that another file has to answer for.
pub(super) fn read<'s>(file: &File<'s>) -> (Vec<UrlUse>, Vec<Pending>) {
    let mut reader = Reader {
        file,
        uses: Vec::new(),
        pending: Vec::new(),
        used: HashSet::new(),
        requests: HashSet::new(),
    };
    for node in file.syntax.nodes() {
        match node.kind() {
            Kind::Call | Kind::New => reader.call(node),
            Kind::Assignment => reader.assignment(node),
            _ => {}
        }
    }
    let Reader { mut uses, pending, used, requests, .. } = reader;
    let unrequested = Unrequested::new(file, &used, &requests);
    for node in file.syntax.nodes() {
        if matches!(node.kind(), Kind::String | Kind::Template) {
            let constant = unrequested.constant(node);
            uses.extend(constant.map(|(url, place)| found(file, url, place, UrlUseKind::Constant)));
        }
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
        self.uses.push(found(self.file, url, place, UrlUseKind::Request));
    }

    fn call(&mut self, call: Node<'s>) {
        // Most calls carry nothing that could be a URL, and it shows.
        if call.arguments().next().is_none() && call.child(Field::Arguments).is_none() {
            return;
        }
        match purpose(self.file, call) {
            Purpose::Request => {
                for argument in call.arguments() {
                    if self.requests.contains(&call.index()) {
                        break;
                    }
                    self.argument(call, argument);
                }
            }
            Purpose::Command => self.command(call),
            Purpose::Value | Purpose::Silent => {}
        }
    }

    fn argument(&mut self, call: Node<'s>, argument: Node<'s>) {
        let bare = argument.bare();
        if bare.is(Kind::Object) {
            self.options(call, bare, None, 0);
            return;
        }
        if !is_value(bare) {
            return;
        }
        let folded = self.file.constants.fold(bare);
        if let Some(url) = folded.value.as_url() {
            self.request(call, argument, url, &folded);
            return;
        }
        self.pend(&folded, false, argument);
        if matches!(bare.kind(), Kind::Identifier | Kind::Member) {
            let origin = self.file.constants.origin(bare);
            if let Some(options) = origin.filter(|origin| origin.is(Kind::Object)) {
                self.options(call, options, Some(argument), 0);
            }
        }
    }

    /// The URL among the options of a call. `place` is where it is reported when the options
    /// stand elsewhere.
    fn options(&mut self, call: Node<'s>, object: Node<'s>, place: Option<Node<'s>>, depth: u32) {
        for entry in object.children() {
            if self.requests.contains(&call.index()) {
                return;
            }
            let (key, value) = match entry.kind() {
                Kind::Pair => {
                    let (Some(key), Some(value)) =
                        (entry.child(Field::Key), entry.child(Field::Value))
                    else {
                        continue;
                    };
                    (key_text(key), value)
                }
                Kind::Shorthand => (entry.text().to_owned(), entry),
                Kind::Spread => {
                    let inner = entry.children().next();
                    let origin = inner.and_then(|inner| self.file.constants.origin(inner));
                    if let Some(options) = origin.filter(|origin| origin.is(Kind::Object))
                        && depth < 3
                    {
                        self.options(call, options, place.or(inner), depth + 1);
                    }
                    continue;
                }
                _ => continue,
            };
            let Some(role) = role_of(&key) else {
                let nested = value.bare();
                if nested.is(Kind::Object) && depth < 3 && leads_to_options(&key) {
                    self.options(call, nested, place, depth + 1);
                }
                continue;
            };
            let folded = self.file.constants.fold(value);
            if let Some(url) = read_as(role, &folded.value) {
                self.request(call, place.unwrap_or(value), url, &folded);
            } else {
                self.pend(&folded, role == Role::Host, place.unwrap_or(value));
            }
        }
    }

    fn pend(&mut self, folded: &Folded, is_host: bool, place: Node<'s>) {
        let in_test = in_test(self.file, place);
        self.pending.extend(pending(&folded.value, is_host, place.range(), in_test));
    }

    /// `exec('curl https://…')`, `spawn('curl', ['-X', 'POST', url])`.
    fn command(&mut self, call: Node<'s>) {
        let tagged = call.child(Field::Arguments).filter(|tag| tag.is(Kind::Template));
        let arguments: Vec<_> = call.arguments().chain(tagged).collect();
        let Some(first) = arguments.first() else {
            return;
        };
        let command = self.file.constants.fold(*first);
        let words = command.value.words();
        let is_fetcher = |word: &Value| {
            word.as_constant().is_some_and(|word| {
                let program = word.rsplit('/').next().unwrap_or(word);
                matches!(program, "curl" | "wget" | "http" | "xh")
            })
        };
        if !words.iter().any(is_fetcher) {
            return;
        }
        if let Some(url) = words.iter().find_map(Value::as_url) {
            self.request(call, *first, url, &command);
            return;
        }
        let lists = arguments.iter().skip(1).map(|argument| argument.bare());
        let entries: Vec<_> = lists
            .filter_map(|list| self.file.constants.origin(list))
            .filter(|list| list.is(Kind::Array))
            .flat_map(Node::children)
            .collect();
        for entry in entries {
            let folded = self.file.constants.fold(entry);
            if let Some(url) = folded.value.as_url() {
                self.request(call, entry, url, &folded);
                return;
            }
        }
    }

    /// `axios.defaults.baseURL = '…'` makes a client as well as an option does.
    fn assignment(&mut self, node: Node<'s>) {
        let (Some(left), Some(right)) =
            (node.child(Field::Left).map(Node::bare), node.child(Field::Right))
        else {
            return;
        };
        let object = left.child(Field::Object).filter(|_| left.is(Kind::Member)).map(Node::bare);
        let is_client = object.is_some_and(|object| {
            object.is(Kind::Member)
                && object.child(Field::Property).is_some_and(|p| p.text() == "defaults")
        });
        let role = left.child(Field::Property).and_then(|property| role_of(property.text()));
        if let (true, Some(role)) = (is_client, role) {
            let folded = self.file.constants.fold(right);
            if let Some(url) = read_as(role, &folded.value) {
                self.request(node, right, url, &folded);
            }
        }
    }
}

fn found(file: &File<'_>, url: UrlParts, place: Node<'_>, kind: UrlUseKind) -> UrlUse {
    let UrlParts { host, path } = url;
    UrlUse { host, path, range: place.range(), kind, in_test: in_test(file, place) }
}

/// An expression that can be worth a URL at all.
fn is_value(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        Kind::String
            | Kind::Template
            | Kind::Binary
            | Kind::Ternary
            | Kind::New
            | Kind::Call
            | Kind::Identifier
            | Kind::Member
            | Kind::Subscript
    )
}
