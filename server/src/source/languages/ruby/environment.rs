//! Environment variables.

use std::collections::HashSet;

use crate::source::facts::{EnvUse, EnvUseKind};
use crate::source::languages::scripting::Expressions;
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::constants::path_of;
use super::folding::listed;
use super::settings;
use super::syntax::{arguments, inside, method_name, pair, plain_text, positional, scope_of};

/// Methods that read the variables they are given the names of.
const READS: &[&str] = &["fetch", "[]", "values_at", "fetch_values", "slice", "dig", "assoc"];
const ASKS: &[&str] = &["key?", "include?", "has_key?", "member?"];
const SETS: &[&str] = &["[]=", "store", "delete"];
/// Methods that tell whether a value is there.
const PRESENCE: &[&str] = &["nil?", "present?", "blank?", "empty?"];
/// Methods of lists that hand their items to a block.
const LOOPS: &[&str] = &[
    "each",
    "map",
    "flat_map",
    "filter_map",
    "to_h",
    "all?",
    "any?",
    "none?",
    "select",
    "reject",
    "find",
    "each_with_object",
    "index_with",
    "to_h",
    "sum",
];

/// Every use of a variable, in the order of the text.
pub(super) fn read<'s>(file: &File<'s>) -> Vec<EnvUse> {
    let mut reader = Reader { file, uses: Vec::new(), seen: HashSet::new() };
    for node in file.syntax.nodes() {
        match node.kind() {
            "element_reference" => reader.subscript(node),
            "call" => reader.call(node),
            "class" => reader.uses.extend(settings::declared(file, node)),
            _ => {}
        }
    }
    let mut uses = reader.uses;
    uses.sort_by_key(|used| used.name.range);
    uses
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    uses: Vec<EnvUse>,
    /// Names that stand in a list are found once, however often a block runs over them.
    seen: HashSet<(ByteRange, EnvUseKind)>,
}

impl<'s> Reader<'_, 's> {
    /// `ENV['NAME']`.
    fn subscript(&mut self, node: Node<'s>) {
        let is_held = node.child("object").is_some_and(|object| is_environment(self.file, object));
        let Some(key) = node.children().find(|child| child.field() != "object") else { return };
        if is_held {
            self.named(key, kind_of(node));
        }
    }

    fn call(&mut self, node: Node<'s>) {
        let Some(receiver) = node.child("receiver") else { return };
        let name = method_name(node);
        if let Some(used) = settings::figaro(self.file, node) {
            self.uses.push(used);
            return;
        }
        let required = matches!(name, "require_keys" | "required_keys");
        let is_loader = path_of(receiver).is_some_and(|path| {
            matches!(path.trim_start_matches("::"), "Dotenv" | "Figaro") && required
        });
        if is_loader {
            self.all(node, EnvUseKind::PresenceCheck);
            return;
        }
        let is_known = [READS, ASKS, SETS, &["update", "merge!", "replace"]]
            .iter()
            .any(|methods| methods.contains(&name));
        // Most calls are none of these, and few of those are the environment's.
        if !is_known || !is_environment(self.file, receiver) {
            return;
        }
        if READS.contains(&name) {
            match name {
                "fetch" | "[]" | "assoc" | "dig" => {
                    let Some(key) = positional(node).next() else { return };
                    let kind = if name == "[]" { kind_of(node) } else { EnvUseKind::Read };
                    self.named(key, kind);
                }
                _ => self.all(node, EnvUseKind::Read),
            }
        } else if ASKS.contains(&name) {
            self.all(node, EnvUseKind::PresenceCheck);
        } else if SETS.contains(&name) {
            if let Some(key) = positional(node).next() {
                self.named(key, EnvUseKind::Write);
            }
        } else {
            self.written(node);
        }
    }

    /// `ENV.update('NAME' => value)`.
    fn written(&mut self, node: Node<'s>) {
        let list = node.child("arguments");
        let maps = list.into_iter().flat_map(Node::children).flat_map(|it| match it.kind() {
            "hash" => it.children().collect(),
            _ => vec![it],
        });
        for entry in maps.filter(|it| it.is("pair")) {
            if let (Some(key), Some((name, _))) = (entry.child("key"), pair(entry)) {
                self.add(name, inside(key), EnvUseKind::Write);
            }
        }
    }

    fn all(&mut self, node: Node<'s>, kind: EnvUseKind) {
        for argument in arguments(node) {
            let names = listed(self.file.folder, argument.value);
            if names.is_empty() {
                self.named(argument.value, kind);
            } else {
                names.into_iter().for_each(|name| self.named(name, kind));
            }
        }
    }

    /// A variable by the expression that names it.
    fn named(&mut self, key: Node<'s>, kind: EnvUseKind) {
        if let Some(name) = plain_text(key) {
            self.add(name.to_owned(), inside(key), kind);
        } else if let Some(name) = self.file.folder.text(key) {
            self.add(name, key.range(), kind);
        } else {
            for item in looped_over(self.file, key) {
                let name = plain_text(item).unwrap_or_default().to_owned();
                self.add(name, inside(item), kind);
            }
        }
    }

    fn add(&mut self, name: String, range: ByteRange, kind: EnvUseKind) {
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if is_name && self.seen.insert((range, kind)) {
            self.uses.push(EnvUse { name: Spanned::new(name, range), kind, in_test: false });
        }
    }
}

/// The strings that a block's parameter runs over: `%w[A B].each { |name| ENV.fetch(name) }`.
pub(super) fn looped_over<'s>(file: &File<'s>, key: Node<'s>) -> Vec<Node<'s>> {
    let block = file
        .names
        .local_scope(key)
        .filter(|_| key.is("identifier"))
        .map(|scope| file.syntax.node(scope))
        .filter(|scope| scope.is_any(&["block", "do_block"]));
    let is_first = |block: &Node<'s>| {
        let first = block.child("parameters").and_then(|it| it.children().next());
        first.is_some_and(|first| first.text() == key.text())
    };
    let call = block.filter(is_first).and_then(|block| block.parent());
    let list = call
        .filter(|call| LOOPS.contains(&method_name(*call)))
        .and_then(|call| call.child("receiver"));
    list.map(|list| listed(file.folder, list)).unwrap_or_default()
}

/// Whether an expression is the environment: `ENV`, a copy of it, or another name for it.
fn is_environment<'s>(file: &File<'s>, node: Node<'s>) -> bool {
    let Some(origin) = file.folder.origin(node) else { return false };
    let origin = match method_name(origin) {
        "to_h" | "to_hash" | "with_defaults" => origin.child("receiver").unwrap_or(origin),
        _ => origin,
    };
    let path = path_of(origin).unwrap_or_default();
    matches!(path.as_str(), "ENV" | "::ENV") && !file.names.is_own(&path, node)
}

/// What is done with the value of a subscript.
fn kind_of(node: Node<'_>) -> EnvUseKind {
    let Some(parent) = node.parent() else { return EnvUseKind::Read };
    match parent.kind() {
        "assignment" | "left_assignment_list" if node.field() != "right" => EnvUseKind::Write,
        "call" if node.field() == "receiver" && PRESENCE.contains(&method_name(parent)) => {
            EnvUseKind::PresenceCheck
        }
        _ => EnvUseKind::Read,
    }
}

/// Whether a name is inside of a method, where it is not run when the file is loaded.
pub(super) fn is_deferred(node: Node<'_>) -> bool {
    scope_of(node).is_some_and(|scope| !scope.is_any(&["program", "class", "module"]))
}
