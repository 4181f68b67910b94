//! Environment variables.

use crate::source::facts::{EnvUse, EnvUseKind};
use crate::source::tree::Node;
use crate::text::Spanned;

use super::File;
use super::imports::is_statement;
use super::settings;
use super::syntax::{bare, is_sequence, keywords, last_name, positional};
use super::variables::Variables;

/// Every use of a variable, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Vec<EnvUse> {
    let mut reader = Reader { variables: Variables::of(file), uses: Vec::new() };
    for node in file.syntax.nodes() {
        match node.kind() {
            "subscript" => reader.subscript(node),
            "call" => reader.call(node),
            "comparison_operator" => reader.presence(node),
            "class_definition" => {
                for name in settings::fields(file, node) {
                    reader.add([name], EnvUseKind::Read);
                }
            }
            _ => {}
        }
    }
    let mut uses = reader.uses;
    uses.sort_by_key(|used| used.name.range);
    uses.dedup();
    uses
}

struct Reader<'f, 's> {
    variables: Variables<'f, 's>,
    uses: Vec<EnvUse>,
}

impl<'s> Reader<'_, 's> {
    fn add(&mut self, names: impl IntoIterator<Item = Spanned<String>>, kind: EnvUseKind) {
        let names = names.into_iter().filter(|name| is_name(&name.value));
        self.uses.extend(names.map(|name| EnvUse { name, kind, in_test: false }));
    }

    /// `os.environ['X']`.
    fn subscript(&mut self, node: Node<'s>) {
        let (Some(holder), Some(name)) = (node.child("value"), node.child("subscript")) else {
            return;
        };
        if self.variables.is_environment(holder) {
            let kind = if is_written(node) { EnvUseKind::Write } else { EnvUseKind::Read };
            self.add(self.variables.named_by(name), kind);
        }
    }

    fn call(&mut self, call: Node<'s>) {
        let Some(callee) = call.child("function").map(bare) else { return };
        if let Some(name) = self.variables.read_by(call) {
            let is_taken_out =
                matches!(last_name(callee), "pop" | "setdefault") && is_statement(call);
            let kind = if is_taken_out {
                EnvUseKind::Write
            } else if is_compared_with_none(call) {
                EnvUseKind::PresenceCheck
            } else {
                EnvUseKind::Read
            };
            let names = self.variables.named_by(name);
            let prefix = self.prefix(call).unwrap_or_default();
            let prefixed = names.into_iter().map(|mut name| {
                name.value.insert_str(0, &prefix);
                name
            });
            self.add(prefixed, kind);
        } else if let Some(name) = self.variables.wrapped_name(call) {
            self.add(self.variables.named_by(name), EnvUseKind::Read);
        } else {
            self.written(call, callee);
            self.mapped(call, callee);
        }
        self.declared(call);
    }

    /// `with env.prefixed('APP_'):` of environs.
    fn prefix(&self, call: Node<'s>) -> Option<String> {
        let callee = bare(call.child("function")?);
        let object = callee.child("object").unwrap_or(callee);
        if !self.variables.is_reader(object) {
            return None;
        }
        let folding = &self.variables.file.folding;
        let mut prefix = String::new();
        for outer in call.ancestors().filter(|outer| outer.is("with_statement")) {
            let clause = outer.child_of("with_clause").into_iter().flat_map(Node::descendants);
            let mut calls = clause.filter(|it| it.is("call"));
            let opened =
                calls.find(|it| it.child("function").is_some_and(|it| last_name(it) == "prefixed"));
            let text = opened.and_then(|it| positional(it).next()).and_then(|it| folding.text(it));
            prefix.insert_str(0, &text.unwrap_or_default());
        }
        Some(prefix)
    }

    /// What sets or removes variables, for this process or for a test.
    fn written(&mut self, call: Node<'s>, callee: Node<'s>) {
        let folding = &self.variables.file.folding;
        let object = callee.child("object").filter(|_| callee.is("attribute"));
        let first = positional(call).next();
        match (last_name(callee), object, first) {
            ("putenv" | "unsetenv", _, Some(name))
                if folding.is_path(callee, &["os.putenv", "os.unsetenv"]) =>
            {
                self.add(self.variables.named_by(name), EnvUseKind::Write);
            }
            ("setenv" | "delenv", Some(_), Some(name)) => {
                self.add(self.variables.named_by(name), EnvUseKind::Write);
            }
            ("set_key" | "unset_key", _, Some(_)) => {
                let name = positional(call).nth(1);
                if folding.is_path(callee, &["dotenv.set_key", "dotenv.unset_key"]) {
                    let names = name.map(|name| self.variables.named_by(name)).unwrap_or_default();
                    self.add(names, EnvUseKind::Write);
                }
            }
            ("__setitem__" | "__delitem__", Some(object), Some(name))
                if self.variables.is_environment(object) =>
            {
                self.add(self.variables.named_by(name), EnvUseKind::Write);
            }
            ("update", Some(object), _) if self.variables.is_environment(object) => {
                self.entries(call, first);
            }
            ("dict", Some(object), Some(patched)) if last_name(object) == "patch" => {
                let is_patched = self.variables.is_environment(patched)
                    || folding.text(patched).as_deref() == Some("os.environ");
                if is_patched {
                    self.entries(call, positional(call).nth(1));
                }
            }
            _ => {}
        }
    }

    /// The keys of a dictionary and the keywords of the call are set.
    fn entries(&mut self, call: Node<'s>, dictionary: Option<Node<'s>>) {
        let keys = dictionary
            .map(|it| self.variables.file.folding.origin(it))
            .filter(|it| it.is("dictionary"))
            .map(|it| self.variables.elements(it))
            .unwrap_or_default();
        self.add(keys, EnvUseKind::Write);
        let words = super::syntax::arguments(call).filter(|it| it.is("keyword_argument"));
        let words = words
            .filter_map(|it| it.child("name"))
            .filter(|it| !matches!(it.text(), "clear" | "values"));
        let names: Vec<_> =
            words.map(|name| Spanned::new(name.text().to_owned(), name.range())).collect();
        self.add(names, EnvUseKind::Write);
    }

    /// `map(os.environ.get, NAMES)`.
    fn mapped(&mut self, call: Node<'s>, callee: Node<'s>) {
        const READERS: &[&str] = &["os.getenv", "os.environ.get", "os.environ.__getitem__"];
        let mut arguments = positional(call);
        let (Some(function), Some(list)) = (arguments.next(), arguments.next()) else { return };
        let folding = &self.variables.file.folding;
        if callee.text() == "map" && folding.is_path(function, READERS) {
            self.add(self.variables.elements(list), EnvUseKind::Read);
        }
    }

    /// `click.option('--key', envvar='X')`, `typer.Option(envvar=['X', 'Y'])`.
    fn declared(&mut self, call: Node<'s>) {
        let declared = keywords(call).filter(|(name, _)| matches!(*name, "envvar" | "env_var"));
        let values: Vec<_> = declared.map(|(_, value)| bare(value)).collect();
        for value in values {
            let names = match self.variables.named_by(value) {
                names
                    if names.is_empty()
                        && is_sequence(self.variables.file.folding.origin(value)) =>
                {
                    self.variables.elements(value)
                }
                names => names,
            };
            self.add(names, EnvUseKind::Read);
        }
    }

    /// `'X' in os.environ`.
    fn presence(&mut self, node: Node<'s>) {
        let is_membership = node
            .children()
            .filter(|part| part.field() == "operators")
            .all(|operator| matches!(operator.text(), "in" | "not in" | "not"));
        let operands: Vec<_> = node.children().filter(|part| part.field() != "operators").collect();
        if let ([name, holder], true) = (operands.as_slice(), is_membership)
            && self.variables.is_environment(*holder)
        {
            self.add(self.variables.named_by(*name), EnvUseKind::PresenceCheck);
        }
    }
}

/// Whether something is assigned to, or deleted.
fn is_written(node: Node<'_>) -> bool {
    let mut inner = node;
    while let Some(parent) = inner.parent() {
        match parent.kind() {
            "assignment" | "augmented_assignment" => return inner.field() == "left",
            "delete_statement" => return true,
            "for_statement" | "for_in_clause" => return inner.field() == "left",
            "pattern_list" | "tuple_pattern" | "expression_list" => inner = parent,
            _ => return false,
        }
    }
    false
}

/// `os.getenv('X') is not None`.
fn is_compared_with_none(call: Node<'_>) -> bool {
    let Some(parent) = call.parent().filter(|it| it.is("comparison_operator")) else {
        return false;
    };
    let operators = parent.children().filter(|it| it.field() == "operators");
    operators.into_iter().all(|it| matches!(it.text(), "is" | "is not" | "not"))
        && parent.children().any(|it| it.is("none"))
}

/// Whether a text can be the name of a variable.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
