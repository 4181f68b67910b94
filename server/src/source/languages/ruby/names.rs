//! What a file gives names to: local variables, variables of objects, constants and methods.

use std::collections::{HashMap, HashSet};

use crate::source::languages::scripting::Given;
use crate::source::tree::{Node, Syntax};

use super::constants::{nesting, path_of, within};
use super::syntax::{CLOSED_SCOPES, OPEN_SCOPES, arguments, method_name, plain_text, scope_of};

/// The names of a file.
#[derive(Default)]
pub(super) struct Names<'s> {
    /// Local variables by the node that holds them.
    locals: HashMap<(u32, &'s str), Vec<Given<'s>>>,
    /// `@name`, `@@name` by the class around them, `$name` by the file.
    fields: HashMap<(u32, &'s str), Vec<Given<'s>>>,
    /// Values of constants by their full path.
    constants: HashMap<String, Vec<Node<'s>>>,
    /// Modules and classes by their full path.
    modules: HashSet<String>,
    /// Methods by the full path of what holds them.
    methods: HashMap<(String, &'s str), Vec<Node<'s>>>,
    /// Readers that `attr_reader` and its like define, by the class they stand in.
    readers: HashSet<(u32, &'s str)>,
}

impl<'s> Names<'s> {
    pub(super) fn of(syntax: &'s Syntax<'s>) -> Self {
        let mut names = Self::default();
        for node in syntax.nodes() {
            names.take_in(node);
        }
        names
    }

    fn take_in(&mut self, node: Node<'s>) {
        match node.kind() {
            "assignment" => {
                if let (Some(left), Some(right)) = (node.child("left"), node.child("right")) {
                    self.assigned(left, right);
                }
            }
            "operator_assignment" => {
                let Some(left) = node.child("left") else { return };
                let is_default = node.child("operator").is_some_and(|it| it.text() == "||=");
                match node.child("right") {
                    Some(right) if is_default => self.give(left, Given::Value(right)),
                    _ => self.give(left, Given::Unknown),
                }
            }
            "optional_parameter" | "keyword_parameter" => {
                let Some(name) = node.child("name") else { return };
                let given = Given::of(node.child("value"));
                self.declare(name, given);
            }
            "splat_parameter" | "hash_splat_parameter" | "block_parameter" => {
                if let Some(name) = node.child("name") {
                    self.declare(name, Given::Unknown);
                }
            }
            "identifier" => {
                let Some(parent) = node.parent() else { return };
                match parent.kind() {
                    "method_parameters"
                    | "block_parameters"
                    | "lambda_parameters"
                    | "destructured_parameter" => self.declare(node, Given::Unknown),
                    "exception_variable"
                    | "left_assignment_list"
                    | "rest_assignment"
                    | "destructured_left_assignment" => self.give(node, Given::Unknown),
                    "for" if node.field() == "pattern" => self.give(node, Given::Unknown),
                    _ => {}
                }
            }
            "class" | "module" => {
                if let Some(path) = node.child("name").and_then(path_of) {
                    self.modules.insert(self.full_path(node, &path));
                }
            }
            "method" | "singleton_method" => {
                if let Some(name) = node.child("name") {
                    let holder = nesting(node).into_iter().next().unwrap_or_default();
                    self.methods.entry((holder, name.text())).or_default().push(node);
                }
            }
            "call" if node.child("receiver").is_none() => {
                let is_reader = matches!(
                    method_name(node),
                    "attr_reader" | "attr_accessor" | "attr" | "class_attribute" | "cattr_accessor"
                );
                if is_reader {
                    let class = class_of(node);
                    let read = arguments(node).into_iter().filter_map(|it| plain_text(it.value));
                    self.readers.extend(read.map(|name| (class, name)));
                }
            }
            _ => {}
        }
    }

    fn assigned(&mut self, left: Node<'s>, right: Node<'s>) {
        match left.kind() {
            "constant" | "scope_resolution" => {
                if let Some(path) = path_of(left) {
                    let path = self.full_path(left, &path);
                    self.constants.entry(path).or_default().push(right);
                }
            }
            _ => self.give(left, Given::Value(right)),
        }
    }

    fn full_path(&self, node: Node<'s>, path: &str) -> String {
        if let Some(top) = path.strip_prefix("::") {
            return top.to_owned();
        }
        let holder = nesting(node).into_iter().next().unwrap_or_default();
        within(&holder, path)
    }

    fn give(&mut self, name: Node<'s>, given: Given<'s>) {
        match name.kind() {
            "identifier" => {
                let known = self.holder_of(name, name.text());
                let Some(holder) = known.or_else(|| scope_of(name).map(Node::index)) else {
                    return;
                };
                self.locals.entry((holder, name.text())).or_default().push(given);
            }
            "instance_variable" | "class_variable" | "global_variable" => {
                self.fields.entry(field_key(name)).or_default().push(given);
            }
            _ => {}
        }
    }

    fn declare(&mut self, name: Node<'s>, given: Given<'s>) {
        if let Some(scope) = scope_of(name) {
            self.locals.entry((scope.index(), name.text())).or_default().push(given);
        }
    }

    /// The scope that holds the local variable that `name` means at `place`.
    fn holder_of(&self, place: Node<'s>, name: &str) -> Option<u32> {
        for outer in place.ancestors() {
            let is_closed = outer.is_any(CLOSED_SCOPES);
            if (is_closed || outer.is_any(OPEN_SCOPES))
                && self.locals.contains_key(&(outer.index(), name))
            {
                return Some(outer.index());
            }
            if is_closed {
                return None;
            }
        }
        None
    }

    /// Whether a name is a local variable where it stands.
    pub(super) fn is_local(&self, name: Node<'s>) -> bool {
        name.is("identifier") && self.holder_of(name, name.text()).is_some()
    }

    /// The scope whose local variable a name is.
    pub(super) fn local_scope(&self, name: Node<'s>) -> Option<u32> {
        self.holder_of(name, name.text())
    }

    /// The expression that a variable was given once and for all.
    pub(super) fn variable(&self, name: Node<'s>) -> Option<Node<'s>> {
        let given = match name.kind() {
            "identifier" => self.locals.get(&(self.local_scope(name)?, name.text()))?,
            _ => self.fields.get(&field_key(name))?,
        };
        Given::once(given)
    }

    /// The expression behind a reader of the class around `name`.
    pub(super) fn reader(&self, name: Node<'s>) -> Option<Node<'s>> {
        let class = class_of(name);
        let is_reader = self.readers.contains(&(class, name.text()));
        let field = format!("@{}", name.text());
        let given = self.fields.get(&(class, field.as_str())).filter(|_| is_reader)?;
        Given::once(given)
    }

    /// The full path of the constant of this file that a path means at `place`.
    pub(super) fn own_constant(&self, path: &str, place: Node<'s>) -> Option<String> {
        let is_own = |path: &str| self.modules.contains(path) || self.constants.contains_key(path);
        if let Some(top) = path.strip_prefix("::") {
            return is_own(top).then(|| top.to_owned());
        }
        let candidates = nesting(place).into_iter().map(|holder| within(&holder, path));
        candidates.chain([path.to_owned()]).find(|path| is_own(path))
    }

    /// Whether the file itself defines what a path begins with, as seen from `place`.
    pub(super) fn is_own(&self, path: &str, place: Node<'s>) -> bool {
        let root = super::constants::root(path);
        match path.strip_prefix("::") {
            // Only what stands outside of every module is meant.
            Some(_) => self.own_constant(&format!("::{root}"), place).is_some(),
            None => self.own_constant(root, place).is_some(),
        }
    }

    /// The value of a constant that is given one once.
    pub(super) fn constant(&self, path: &str, place: Node<'s>) -> Option<Node<'s>> {
        match self.constants.get(&self.own_constant(path, place)?)?.as_slice() {
            [value] => Some(*value),
            _ => None,
        }
    }

    /// Whether a call without receiver calls a method that the file defines.
    pub(super) fn is_own_method(&self, call: Node<'s>) -> bool {
        let name = method_name(call);
        let holders = nesting(call).into_iter().chain([String::new()]);
        call.child("receiver").is_none()
            && holders.into_iter().any(|holder| self.methods.contains_key(&(holder, name)))
    }

    /// A method of what a full path names, when there is one of this name.
    pub(super) fn method(&self, holder: &str, name: &str) -> Option<Node<'s>> {
        match self.methods.get(&(holder.to_owned(), name))?.as_slice() {
            [method] => Some(*method),
            _ => None,
        }
    }
}

/// The class or module whose variable a `@name` is; the file for a `$name`.
fn field_key(name: Node<'_>) -> (u32, &str) {
    match name.kind() {
        "global_variable" => (0, name.text()),
        _ => (class_of(name), name.text()),
    }
}

fn class_of(node: Node<'_>) -> u32 {
    let class = node.ancestors().find(|outer| outer.is_any(&["class", "module", "program"]));
    class.map_or(0, Node::index)
}
