//! Environment variables.

use crate::source::facts::{EnvUse, EnvUseKind};
use crate::source::languages::scripting::Expressions;
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::folding::operator;
use super::syntax::{
    METHOD_CALLS, arguments, callee_name, inside, last_segment, plain_text, values,
};

/// What a web server puts into `$_SERVER` besides the environment.
const SERVER_PREFIXES: &[&str] = &[
    "HTTP_",
    "REQUEST_",
    "SERVER_",
    "REMOTE_",
    "SCRIPT_",
    "PHP_",
    "CONTENT_",
    "QUERY_",
    "DOCUMENT_",
    "PATH_",
    "REDIRECT_",
    "GATEWAY_",
    "SSL_",
    "ORIG_",
    "CONTEXT_",
    "FCGI_",
    "AUTH_",
];
const SERVER_NAMES: &[&str] = &[
    "HTTPS",
    "argv",
    "argc",
    "PATH",
    "UNIQUE_ID",
    "USER",
    "HOME",
    "SHELL_VERBOSITY",
    "SYMFONY_DOTENV_VARS",
];

/// Every use of a variable, in the order of the text.
pub(super) fn read<'s>(file: &File<'s>) -> Vec<EnvUse> {
    let mut reader = Reader { file, uses: Vec::new() };
    for node in file.syntax.nodes() {
        match node.kind() {
            "subscript_expression" => reader.subscript(node),
            "function_call_expression" => reader.function(node),
            "scoped_call_expression" => reader.static_call(node),
            "attribute" => reader.attribute(node),
            "string" | "encapsed_string" => reader.placeholder(node),
            _ if node.is_any(METHOD_CALLS) => reader.method(node),
            _ => {}
        }
    }
    let mut uses = reader.uses;
    uses.sort_by_key(|used| used.name.range);
    uses.dedup_by(|later, earlier| later.name.range == earlier.name.range);
    uses
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    uses: Vec<EnvUse>,
}

impl<'s> Reader<'_, 's> {
    /// `$_ENV['NAME']`.
    fn subscript(&mut self, node: Node<'s>) {
        let mut parts = node.children();
        let (Some(list), Some(key)) = (parts.next(), parts.next()) else { return };
        let Some(holder) = holder_of(self.file, list) else { return };
        let kind = kind_of(node);
        if let Some((name, range)) = self.name(key)
            && holder.holds(&name)
        {
            self.add(name, range, kind);
        }
    }

    fn function(&mut self, node: Node<'s>) {
        let name = callee_name(node);
        if self.file.classes.is_own_function(name) {
            return;
        }
        let values = values(node);
        match (name, values.as_slice()) {
            ("getenv" | "env" | "apache_getenv", [key, ..]) => {
                let kind = if name == "env" { EnvUseKind::Read } else { compared(node) };
                self.named(*key, kind);
            }
            ("putenv" | "apache_setenv", [setting, ..]) => self.written(*setting),
            ("array_key_exists" | "key_exists", [key, list]) => {
                if let (Some(holder), Some((name, range))) =
                    (holder_of(self.file, *list), self.name(*key))
                    && holder.holds(&name)
                {
                    self.add(name, range, EnvUseKind::PresenceCheck);
                }
            }
            ("filter_input", [input, key, ..]) if input.text() == "INPUT_ENV" => {
                self.named(*key, EnvUseKind::Read);
            }
            _ => {}
        }
    }

    /// `Env::get('NAME')`.
    fn static_call(&mut self, node: Node<'s>) {
        let scope = node.child("scope").map_or("", |scope| last_segment(scope.text()));
        let is_env = scope == "Env" && matches!(callee_name(node), "get" | "getOrFail");
        if let (true, Some(key)) = (is_env, values(node).first()) {
            self.named(*key, EnvUseKind::Read);
        }
    }

    /// `$dotenv->required('NAME')`.
    fn method(&mut self, node: Node<'s>) {
        if !matches!(callee_name(node), "required" | "ifPresent") {
            return;
        }
        let object = node.child("object").map_or("", |object| object.text());
        let Some(first) = values(node).first().copied() else { return };
        if !object.to_lowercase().contains("dotenv") {
            return;
        }
        let items = self.file.folder.origin(first).map(|list| self.file.folder.items(list));
        match items.filter(|items| !items.is_empty()) {
            Some(items) => {
                items.into_iter().for_each(|item| self.named(item, EnvUseKind::PresenceCheck));
            }
            None => self.named(first, EnvUseKind::PresenceCheck),
        }
    }

    /// `#[Autowire(env: 'NAME')]`.
    fn attribute(&mut self, node: Node<'s>) {
        if !matches!(callee_name(node), "Autowire" | "Env") {
            return;
        }
        let is_variable = |key: Option<&str>| match callee_name(node) {
            "Env" => key.is_none(),
            _ => key == Some("env"),
        };
        let named = arguments(node).into_iter().find(|it| is_variable(it.key.as_deref()));
        if let Some(argument) = named
            && let Some(text) = plain_text(argument.value)
        {
            self.processed(text, inside(argument.value));
        }
    }

    /// Symfony's `'%env(NAME)%'`.
    fn placeholder(&mut self, node: Node<'s>) {
        let Some(text) = plain_text(node) else { return };
        let Some(name) = text.strip_prefix("%env(").and_then(|it| it.strip_suffix(")%")) else {
            return;
        };
        let start = inside(node).start() + "%env(".len();
        self.processed(name, ByteRange::new(start, start + name.len()));
    }

    /// A name behind Symfony's processors: `json:file:NAME`.
    fn processed(&mut self, text: &str, range: ByteRange) {
        let name = text.rsplit(':').next().unwrap_or(text);
        let range = ByteRange::new(range.end() - name.len(), range.end());
        self.add(name.to_owned(), range, EnvUseKind::Read);
    }

    /// `putenv('NAME=value')`.
    fn written(&mut self, setting: Node<'s>) {
        let literal = setting.descendants().chain([setting]).find(|it| it.is("string_content"));
        let Some(literal) = literal else { return };
        let text = literal.text();
        let name = text.split_once('=').map_or(text, |(name, _)| name);
        let range = ByteRange::new(literal.start(), literal.start() + name.len());
        self.add(name.to_owned(), range, EnvUseKind::Write);
    }

    fn named(&mut self, key: Node<'s>, kind: EnvUseKind) {
        if let Some((name, range)) = self.name(key) {
            self.add(name, range, kind);
        }
    }

    fn name(&self, key: Node<'s>) -> Option<(String, ByteRange)> {
        match plain_text(key) {
            Some(name) => Some((name.to_owned(), inside(key))),
            None => self.file.folder.text(key).map(|name| (name, key.range())),
        }
    }

    fn add(&mut self, name: String, range: ByteRange, kind: EnvUseKind) {
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if is_name {
            self.uses.push(EnvUse { name: Spanned::new(name, range), kind, in_test: false });
        }
    }
}

/// What an array is that holds variables.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    Environment,
    /// `$_SERVER`, which holds the request as well.
    Server,
}

impl Holder {
    /// Whether a key of it is a variable of the environment.
    fn holds(self, name: &str) -> bool {
        let is_request = || {
            SERVER_PREFIXES.iter().any(|lead| name.starts_with(lead))
                || SERVER_NAMES.contains(&name)
                || name.chars().any(|c| c.is_ascii_lowercase())
        };
        self == Self::Environment || !is_request()
    }
}

fn holder_of<'s>(file: &File<'s>, list: Node<'s>) -> Option<Holder> {
    let origin = file.folder.origin(list)?;
    let is_everything = origin.is("function_call_expression")
        && callee_name(origin) == "getenv"
        && values(origin).is_empty();
    match origin.text() {
        "$_ENV" => Some(Holder::Environment),
        "$_SERVER" => Some(Holder::Server),
        _ => is_everything.then_some(Holder::Environment),
    }
}

/// What is done with the value of a subscript.
fn kind_of(node: Node<'_>) -> EnvUseKind {
    let Some(parent) = node.parent() else { return EnvUseKind::Read };
    let call = parent.parent().and_then(|list| list.parent());
    match parent.kind() {
        "assignment_expression" if node.field() == "left" => EnvUseKind::Write,
        "unset_statement" => EnvUseKind::Write,
        "argument" if call.is_some_and(|it| matches!(callee_name(it), "isset" | "empty")) => {
            EnvUseKind::PresenceCheck
        }
        _ => compared(node),
    }
}

/// `getenv('NAME') === false` only asks whether it is there.
fn compared(node: Node<'_>) -> EnvUseKind {
    let comparison = node.parent().filter(|parent| {
        parent.is("binary_expression")
            && matches!(operator(*parent), "===" | "!==" | "==" | "!=" | "<>")
    });
    let is_nothing = comparison.is_some_and(|comparison| {
        let mut sides = comparison.children().filter(|side| *side != node);
        sides.any(|side| matches!(side.text().to_lowercase().as_str(), "false" | "null" | "''"))
    });
    if is_nothing { EnvUseKind::PresenceCheck } else { EnvUseKind::Read }
}
