//! URLs: which are requested, and which are constants that nothing in the file requests.

use std::collections::HashSet;

use crate::source::facts::{UrlUse, UrlUseKind};
use crate::source::value::{UrlParts, Value};

use super::File;
use super::constants::{Folded, key_text};
use super::context::{in_test, is_type_position};
use super::requests::{Purpose, purpose};
use super::syntax::Node;
use super::vocabulary::{Field, Kind};

/// Every URL use, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Vec<UrlUse> {
    let mut reader =
        Reader { file, uses: Vec::new(), used: HashSet::new(), requests: HashSet::new() };
    for node in file.syntax.nodes() {
        match node.kind() {
            Kind::Call | Kind::New => reader.call(node),
            Kind::Assignment => reader.assignment(node),
            _ => {}
        }
    }
    for node in file.syntax.nodes() {
        if matches!(node.kind(), Kind::String | Kind::Template) {
            reader.constant(node);
        }
    }
    let mut uses = reader.uses;
    uses.sort_by_key(|url| url.range);
    uses.dedup_by_key(|url| url.range);
    uses
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    uses: Vec<UrlUse>,
    /// Literals that a call uses.
    used: HashSet<u32>,
    /// Calls that have their finding.
    requests: HashSet<u32>,
}

impl<'s> Reader<'_, 's> {
    fn add(&mut self, url: UrlParts, place: Node<'s>, kind: UrlUseKind) {
        let UrlParts { host, path } = url;
        let in_test = in_test(self.file, place);
        self.uses.push(UrlUse { host, path, range: place.range(), kind, in_test });
    }

    fn request(&mut self, call: Node<'s>, place: Node<'s>, url: UrlParts, folded: &Folded) {
        self.used.extend(&folded.sources);
        if self.requests.insert(call.index()) {
            self.add(url, place, UrlUseKind::Request);
        }
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
                    if let Some(options) = origin.filter(|origin| origin.is(Kind::Object)) {
                        if depth < 3 {
                            self.options(call, options, place.or(inner), depth + 1);
                        }
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
            }
        }
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

    fn constant(&mut self, literal: Node<'s>) {
        if self.used.contains(&literal.index()) || !has_dot(literal) {
            return;
        }
        let expression = whole_expression(literal);
        let folded = self.file.constants.fold(expression);
        let host = host_key(expression);
        let url = folded.value.as_url().or_else(|| host.then(|| folded.value.as_host()).flatten());
        let Some(url) = url else {
            return;
        };
        // One place for each constant: what is made of another constant is reported there.
        let is_own = folded.sources.first() == Some(&literal.index())
            && folded.sources.iter().all(|source| {
                !self.used.contains(source)
                    && expression.range().contains_range(self.file.syntax.node(*source).range())
            });
        if is_own && self.is_kept(expression) {
            self.add(url, expression, UrlUseKind::Constant);
        }
    }

    /// Whether a URL that no call requests is kept as a value, and not shown, compared or listed.
    fn is_kept(&self, expression: Node<'s>) -> bool {
        if is_type_position(expression) {
            return false;
        }
        let mut node = expression;
        for ancestor in expression.ancestors() {
            match ancestor.kind() {
                Kind::Binary => match ancestor.operator() {
                    "+" | "||" | "??" | "&&" => {}
                    _ => return false,
                },
                Kind::ImportStatement
                | Kind::ExpressionStatement
                | Kind::SwitchCase
                | Kind::Throw
                | Kind::Decorator
                | Kind::Other => return is_plain_container(ancestor, node),
                Kind::Pair => {
                    let key = ancestor.child(Field::Key);
                    if node.field() == Field::Key || key.is_some_and(|key| is_shown(&key_text(key)))
                    {
                        return false;
                    }
                }
                Kind::JsxAttribute => {
                    let name = ancestor.children().next().map(Node::text).unwrap_or_default();
                    return role_of(name).is_some() && !is_shown(name);
                }
                Kind::Subscript if node.field() == Field::Index => return false,
                Kind::Call | Kind::New => {
                    let purpose = purpose(self.file, ancestor);
                    let is_answered = self.requests.contains(&ancestor.index());
                    if purpose == Purpose::Silent || is_answered {
                        return false;
                    }
                }
                Kind::Assignment => {
                    let left = ancestor.child(Field::Left).map(Node::bare);
                    let name = left.map(|left| left.child(Field::Property).unwrap_or(left));
                    return !name.is_some_and(|name| is_shown(name.text()));
                }
                Kind::Declarator => {
                    let name = ancestor.child(Field::Name);
                    return name.is_none_or(|name| {
                        !is_shown(name.text()) && !self.is_only_shown(name, ancestor)
                    });
                }
                Kind::FieldDefinition => {
                    let name =
                        ancestor.child(Field::Name).or_else(|| ancestor.child(Field::Property));
                    return !name.is_some_and(|name| is_shown(name.text()));
                }
                Kind::ExportStatement | Kind::Return | Kind::Program => return true,
                kind if kind.is_function() => return true,
                Kind::Block | Kind::EnumBody | Kind::Parameters => return true,
                _ => {}
            }
            node = ancestor;
        }
        true
    }

    /// Whether all the file does with a constant is to log it, compare it or redirect to it.
    fn is_only_shown(&self, name: Node<'s>, declarator: Node<'s>) -> bool {
        let uses = self.file.names.uses_of(name, self.file.syntax);
        let is_exported =
            declarator.ancestors().take(2).any(|outer| outer.is(Kind::ExportStatement))
                || uses.iter().any(|usage| {
                    usage.parent().is_some_and(|parent| parent.is(Kind::ExportSpecifier))
                });
        !uses.is_empty()
            && !is_exported
            && uses.into_iter().all(|usage| {
                let declaration = usage.ancestors().find(|outer| outer.is(Kind::Declarator));
                // What is made of it may be requested elsewhere.
                let is_moved = declaration
                    .is_some_and(|outer| outer.range().contains_range(usage.range()))
                    && usage
                        .ancestors()
                        .take_while(|outer| !outer.is(Kind::Declarator))
                        .all(|outer| !matches!(outer.kind(), Kind::Call | Kind::New));
                !is_moved && !self.is_kept(usage)
            })
    }
}

/// A statement that is a value alone does nothing with it; what JSX and fields hold is kept.
fn is_plain_container(ancestor: Node<'_>, node: Node<'_>) -> bool {
    ancestor.is(Kind::Other) && !node.is(Kind::Other) && node.field() == Field::Value
}

/// What an option of a client says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Url,
    Host,
}

fn read_as(role: Role, value: &Value) -> Option<UrlParts> {
    match role {
        Role::Url => value.as_url(),
        Role::Host => value.as_host(),
    }
}

/// Whether an option names where requests go.
pub(super) fn role_of(key: &str) -> Option<Role> {
    if is_shown(key) {
        return None;
    }
    let key = key.to_ascii_lowercase().replace(['_', '-'], "");
    let is_host = ["host", "hostname"].iter().any(|word| key.ends_with(word));
    if is_host {
        return Some(Role::Host);
    }
    let is_url = ["url", "uri", "endpoint", "dsn", "apibase", "basepath", "apiroot", "server"]
        .iter()
        .any(|word| key.ends_with(word));
    (is_url || matches!(key.as_str(), "target" | "upstream" | "api" | "base")).then_some(Role::Url)
}

/// Options that hold further options.
fn leads_to_options(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["options", "config", "client", "http", "request", "api", "connection", "axios", "default"]
        .iter()
        .any(|word| key.contains(word))
}

/// Names of what is shown to people, sent to browsers, or only listed.
fn is_shown(name: &str) -> bool {
    const ENDS: &[&str] = &[
        "authorizationurl",
        "authorizeurl",
        "authurl",
        "authorizationendpoint",
        "redirecturl",
        "redirecturi",
        "callbackurl",
        "returnurl",
        "successurl",
        "cancelurl",
        "refreshurl",
        "docsurl",
        "docurl",
        "imageurl",
        "iconurl",
        "logourl",
        "avatarurl",
        "siteurl",
        "homepageurl",
        "homepage",
        "websiteurl",
        "website",
        "appurl",
        "frontendurl",
        "helpurl",
        "supporturl",
        "privacyurl",
        "termsurl",
        "thumbnailurl",
        "photourl",
        "pictureurl",
        "bannerurl",
        "coverurl",
        "postlogoutredirecturi",
        "logouturi",
        "link",
        "href",
        "src",
        "icon",
        "logo",
        "image",
        "avatar",
        "origin",
        "origins",
        "referer",
        "referrer",
        "xmlns",
        "schema",
        "namespace",
        "canonical",
        "license",
        "docs",
        "documentation",
        "description",
        "message",
        "title",
        "summary",
        "label",
        "placeholder",
        "example",
        "text",
        "helptext",
        "tooltip",
        "metadatabase",
        "httpreferer",
        "useragent",
        "contextid",
    ];
    const PARTS: &[&str] = &[
        "csp",
        "contentsecuritypolicy",
        "content-security-policy",
        "preconnect",
        "prefetch",
        "allowed",
        "whitelist",
        "allowlist",
        "trusted",
        "remotepatterns",
        "access-control",
        "opengraph",
        "jsonld",
        "homepage",
    ];
    let lower = name.to_ascii_lowercase();
    let plain = lower.replace('_', "");
    let is_list =
        matches!(lower.as_str(), "domains" | "images" | "headers" | "@context" | "$schema")
            || matches!(
                lower.as_str(),
                "links" | "html" | "id" | "profile" | "author" | "location"
            );
    is_list
        || ENDS.iter().any(|end| plain.ends_with(end))
        || PARTS.iter().any(|part| lower.contains(part))
        // `connectSrc`, `script-src`.
        || lower.ends_with("-src")
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

/// The sum or template that a literal is part of.
fn whole_expression(literal: Node<'_>) -> Node<'_> {
    let mut node = literal;
    while let Some(parent) = node.parent() {
        let is_part = match parent.kind() {
            Kind::Binary => parent.operator() == "+",
            Kind::Substitution | Kind::Template | Kind::Parenthesized => true,
            _ => false,
        };
        if !is_part {
            break;
        }
        node = parent;
    }
    node
}

fn has_dot(literal: Node<'_>) -> bool {
    literal.text().contains('.')
}

/// Whether an expression is the value of something that is named as a host: `hostname: '…'`.
fn host_key(expression: Node<'_>) -> bool {
    expression
        .wrapped()
        .parent()
        .filter(|parent| {
            matches!(parent.kind(), Kind::Pair | Kind::FieldDefinition | Kind::Declarator)
        })
        .and_then(|holder| {
            let name = holder.child(Field::Key).or_else(|| holder.child(Field::Name));
            name.or_else(|| holder.child(Field::Property))
        })
        .is_some_and(|key| role_of(&key_text(key)) == Some(Role::Host))
}
