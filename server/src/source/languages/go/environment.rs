//! Environment variables.

use crate::source::facts::{EnvUse, EnvUseKind};
use crate::source::languages::scripting::Expressions;
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::syntax::{
    STRINGS, callee_name, callee_operand, declared_names, elements, inside, listed, operator,
    plain_text, values,
};
use super::tags;
use super::viper::Viper;
use super::wrappers::Wrappers;

/// Every use of a variable, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Vec<EnvUse> {
    let mut reader =
        Reader { file, wrappers: Wrappers::of(file), viper: Viper::of(file), uses: Vec::new() };
    for node in file.syntax.nodes() {
        match node.kind() {
            "call_expression" => reader.call(node),
            "index_expression" => reader.entry(node),
            "keyed_element" => reader.flag(node),
            _ => {}
        }
    }
    let mut uses = reader.uses;
    uses.extend(tags::read(file));
    uses.sort_by_key(|used| used.name.range.start());
    uses.dedup_by_key(|used| used.name.range);
    uses
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    wrappers: Wrappers,
    viper: Viper,
    uses: Vec<EnvUse>,
}

impl<'s> Reader<'_, 's> {
    fn add(&mut self, name: Option<&Node<'s>>, kind: EnvUseKind) {
        let Some(node) = name else { return };
        let Some(text) = self.file.folder.text(*node) else { return };
        self.add_named(text, inside(*node), kind);
    }

    fn add_named(&mut self, name: String, range: ByteRange, kind: EnvUseKind) {
        if is_name(&name) {
            self.uses.push(EnvUse { name: Spanned::new(name, range), kind, in_test: false });
        }
    }

    fn call(&mut self, call: Node<'s>) {
        let values = values(call);
        let name = values.first();
        let Some(callee) = self.file.callee(call) else {
            return self.own_call(call, &values);
        };
        match (callee.path, callee.name) {
            ("os" | "syscall", "Getenv" | "LookupEnv") => {
                let kind =
                    if is_only_asked(call) { EnvUseKind::PresenceCheck } else { EnvUseKind::Read };
                self.add(name, kind);
            }
            ("os" | "syscall", "Setenv" | "Unsetenv") => self.add(name, EnvUseKind::Write),
            ("os", "ExpandEnv") => self.expanded(name),
            ("os", "Expand") => {
                let getter = values.get(1).and_then(|getter| self.file.member(*getter));
                if getter.is_some_and(|it| it.path == "os" && it.name == "Getenv") {
                    self.expanded(name);
                }
            }
            ("github.com/spf13/viper", method) => self.of_viper(method, &values),
            (path, "EnvVars" | "EnvVar") if path.contains("urfave/cli") => {
                for value in &values {
                    self.add(Some(value), EnvUseKind::Read);
                }
            }
            (_, function) => self.guessed(function, name),
        }
    }

    /// A call of a function of the file's own package, or of a method.
    fn own_call(&mut self, call: Node<'s>, values: &[Node<'s>]) {
        let method = callee_name(call);
        match callee_operand(call) {
            Some(operand) if self.viper.is_instance(self.file, operand) => {
                self.of_viper(method, values);
            }
            Some(_) if method == "Setenv" && values.len() == 2 => {
                self.add(values.first(), EnvUseKind::Write);
            }
            Some(_) => {}
            None => match self.wrappers.of_call(self.file, call) {
                Some(wrapper) => self.add(values.get(wrapper.parameter), wrapper.kind),
                None => {
                    let is_own = call
                        .child("function")
                        .is_none_or(|function| self.file.names.id(function).is_some());
                    if !is_own {
                        self.guessed(method, values.first());
                    }
                }
            },
        }
    }

    /// A function that stands elsewhere and by its name reads a variable, asked for what by its name
    /// is one: `config.GetEnv("STRIPE_KEY")`.
    fn guessed(&mut self, function: &str, name: Option<&Node<'s>>) {
        let function = function.to_ascii_lowercase();
        let is_reader = function.contains("env")
            && !["set", "bind", "expand", "load", "unset"]
                .iter()
                .any(|it| function.starts_with(it));
        let is_variable = |node: &&Node<'s>| {
            self.file.folder.text(**node).is_some_and(|name| looks_like_variable(&name))
        };
        if is_reader {
            self.add(name.filter(is_variable), EnvUseKind::Read);
        }
    }

    fn of_viper(&mut self, method: &str, values: &[Node<'s>]) {
        let Some(first) = values.first() else { return };
        match method {
            "BindEnv" | "MustBindEnv" if values.len() > 1 => {
                for name in &values[1..] {
                    self.add(Some(name), EnvUseKind::Read);
                }
            }
            "BindEnv" | "MustBindEnv" => {
                if let Some(key) = self.file.folder.text(*first) {
                    self.add_named(self.viper.variable(&key), inside(*first), EnvUseKind::Read);
                }
            }
            "IsSet" | "InConfig" => self.viper_key(*first, EnvUseKind::PresenceCheck),
            _ if method.starts_with("Get") => self.viper_key(*first, EnvUseKind::Read),
            _ => {}
        }
    }

    fn viper_key(&mut self, node: Node<'s>, kind: EnvUseKind) {
        let Some(key) = self.file.folder.text(node) else { return };
        if self.viper.is_automatic {
            self.add_named(self.viper.variable(&key), inside(node), kind);
        } else if looks_like_variable(&key) {
            self.add_named(key, inside(node), kind);
        }
    }

    /// The variables in `"$HOST:${PORT}"`.
    fn expanded(&mut self, pattern: Option<&Node<'s>>) {
        let Some(text) = pattern.and_then(|node| self.file.folder.text(*node)) else { return };
        let Some(whole) = pattern.map(|node| inside(*node)) else { return };
        let is_literal = pattern.is_some_and(|node| plain_text(*node).is_some());
        let mut at = 0;
        while let Some(sign) = text[at..].find('$') {
            let start = at + sign + 1;
            let start = start + usize::from(text[start..].starts_with('{'));
            let rest = &text[start..];
            let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            let length = length.unwrap_or(rest.len());
            let name = &rest[..length];
            let range = if is_literal {
                ByteRange::new(whole.start() + start, whole.start() + start + length)
            } else {
                whole
            };
            self.add_named(name.to_owned(), range, EnvUseKind::Read);
            at = start + length;
        }
    }

    /// `environment["X"]` of what `godotenv.Read()` gives.
    fn entry(&mut self, node: Node<'s>) {
        let Some((operand, index)) = node.child("operand").zip(node.child("index")) else { return };
        let origin = self.file.folder.origin(operand).filter(|it| it.is("call_expression"));
        let callee = origin.and_then(|call| self.file.callee(call));
        let is_environment = callee.is_some_and(|it| {
            it.path.ends_with("/godotenv") && matches!(it.name, "Read" | "Parse" | "Unmarshal")
        });
        if is_environment {
            let is_set = node.parent().is_some_and(|list| list.field() == "left");
            self.add(Some(&index), if is_set { EnvUseKind::Write } else { EnvUseKind::Read });
        }
    }

    /// `EnvVars: []string{"X"}`, `EnvVar: "X"`: options of flags.
    fn flag(&mut self, node: Node<'s>) {
        let (Some(key), value) = super::syntax::entry(node) else { return };
        match key.text() {
            "EnvVars" => {
                for (_, name) in elements(value) {
                    self.add(Some(&name), EnvUseKind::Read);
                }
            }
            "EnvVar" | "Envar" if value.is_any(STRINGS) => {
                let names = plain_text(value).unwrap_or_default();
                let mut at = value.start() + 1;
                for name in names.split(',') {
                    let bare = name.trim_start();
                    let start = at + name.len() - bare.len();
                    let range = ByteRange::new(start, start + bare.trim_end().len());
                    self.add_named(bare.trim_end().to_owned(), range, EnvUseKind::Read);
                    at += name.len() + 1;
                }
            }
            _ => {}
        }
    }
}

/// Whether all that is done with what a call reads is to see whether there is something.
fn is_only_asked(call: Node<'_>) -> bool {
    let Some(parent) = call.parent() else { return false };
    match parent.kind() {
        "binary_expression" => {
            let other = parent.children().any(|it| plain_text(it) == Some(""));
            other && matches!(operator(parent), "==" | "!=")
        }
        "argument_list" => {
            let outer = parent.parent().filter(|outer| callee_name(*outer) == "len");
            outer.is_some_and(|outer| callee_operand(outer).is_none())
        }
        // `_, ok := os.LookupEnv("X")`.
        "expression_list" => parent.parent().is_some_and(|statement| {
            let left = listed(statement, "left");
            let left = if left.is_empty() { declared_names(statement).collect() } else { left };
            left.len() == 2 && left.first().is_some_and(|value| value.text() == "_")
        }),
        _ => false,
    }
}

/// Whether a text can be the name of a variable.
pub(super) fn is_name(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && text.chars().all(is_part)
}

/// Whether a text looks like the name of a variable and like nothing else: `STRIPE_KEY`.
pub(super) fn looks_like_variable(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    is_name(text) && text.chars().all(is_part) && text.len() > 2
}
