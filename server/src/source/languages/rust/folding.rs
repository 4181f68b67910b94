//! Constant folding: what the text of the file fixes of a string.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::calls::{arguments, callee, hands_its_argument_on, hands_its_receiver_on};
use super::definitions::type_name;
use super::names::{Canonical, Meaning, Names, Namespace};
use super::paths::{self, Path};
use super::strings;
use super::syntax::{NodeId, Roles, Syntax};
use crate::source::value::Value;

/// Expressions nested deeper are not folded.
pub(super) const DEEPEST: usize = 48;

/// Arms of a `match` that are looked at for a value.
const MOST_ARMS: usize = 16;

/// A value of more bytes is no URL, and doubling constants must not grow without end.
const LONGEST: usize = 4096;

/// What an expression is, and from which literals and `format!`s it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub(super) value: Value,
    pub(super) leaves: Vec<NodeId>,
    size: usize,
}

impl Folded {
    pub(super) fn unknown() -> Self {
        Self { value: Value::unknown(), leaves: Vec::new(), size: 0 }
    }

    pub(super) fn constant(text: String, leaf: NodeId) -> Self {
        let size = text.len();
        if size > LONGEST {
            return Self::unknown();
        }
        Self { value: Value::constant(text), leaves: vec![leaf], size }
    }

    pub(super) fn text(text: &str) -> Self {
        Self { value: Value::constant(text), leaves: Vec::new(), size: text.len() }
    }

    pub(super) fn concat(mut self, other: Self) -> Self {
        if self.size + other.size > LONGEST || self.leaves.len() + other.leaves.len() > LONGEST {
            return Self::unknown();
        }
        self.leaves.extend(other.leaves);
        let size = self.size + other.size;
        Self { value: self.value.concat(other.value), leaves: self.leaves, size }
    }

    /// One of two values: the first that is known, an address before all else. A use of it is a use
    /// of both.
    fn or(self, other: Self) -> Self {
        let is_better = self.value.is_unknown()
            || self.value.as_url().is_none() && other.value.as_url().is_some();
        let (better, rest) = if is_better { (other, self) } else { (self, other) };
        let mut leaves = better.leaves;
        leaves.extend(rest.leaves.into_iter().take(LONGEST));
        Self { value: better.value, leaves, size: better.size }
    }

    /// The value, and whatever may follow it.
    fn open_ended(self) -> Self {
        let has_path = self.value.as_url().is_none_or(|url| !url.path.is_empty());
        let mark = if has_path { Self::default() } else { Self::text("/") };
        self.concat(mark).concat(Self::unknown())
    }
}

/// Folds the expressions of one file.
pub(super) struct Folder<'s, 't> {
    pub(super) syntax: &'s Syntax<'t>,
    pub(super) names: &'s Names<'s, 't>,
    /// Constants of impls, traits and inline modules by holder and name; `None` when two share it.
    members: HashMap<(&'t str, &'t str), Option<NodeId>>,
    /// Variables that are assigned to behind their declaration, by the identifier.
    reassigned: HashSet<NodeId>,
    memo: RefCell<HashMap<NodeId, Option<Rc<Folded>>>>,
}

impl<'s, 't> Folder<'s, 't> {
    pub(super) fn new(syntax: &'s Syntax<'t>, names: &'s Names<'s, 't>) -> Self {
        let reassigned = syntax
            .marked(Roles::ASSIGNMENT)
            .filter_map(|assignment| syntax.child(assignment, "left"))
            .filter(|left| syntax.kind(*left) == "identifier")
            .filter_map(|left| {
                let offset = syntax.start(left);
                match names.resolve(syntax.text_of(left), offset, Namespace::Values)? {
                    Meaning::Local { name, .. } | Meaning::Parameter { name, .. } => Some(name),
                    _ => None,
                }
            })
            .collect();
        let members = members(syntax);
        Self { syntax, names, members, reassigned, memo: RefCell::new(HashMap::new()) }
    }

    /// What an expression is.
    pub(super) fn fold(&self, node: NodeId) -> Folded {
        self.fold_at(node, 0)
    }

    fn fold_at(&self, node: NodeId, depth: usize) -> Folded {
        let syntax = self.syntax;
        if depth > DEEPEST {
            return Folded::unknown();
        }
        let child = |field: &str| {
            syntax.child(node, field).map_or_else(Folded::unknown, |it| self.fold_at(it, depth + 1))
        };
        match syntax.kind(node) {
            "string_literal" | "raw_string_literal" => {
                Folded::constant(strings::content(syntax, node), node)
            }
            "reference_expression" => child("value"),
            "closure_expression" => child("body"),
            "parenthesized_expression"
            | "try_expression"
            | "await_expression"
            | "unary_expression"
            | "block"
            | "unsafe_block" => match self.only_expression(node) {
                Some(inner) => self.fold_at(inner, depth + 1),
                None => Folded::unknown(),
            },
            "binary_expression" => {
                let operator = syntax.child(node, "operator");
                if operator.is_none_or(|operator| syntax.kind(operator) != "+") {
                    return Folded::unknown();
                }
                child("left").concat(child("right"))
            }
            "macro_invocation" => {
                let name = super::contexts::macro_name(syntax, node);
                match syntax.child_of_kind(node, "token_tree") {
                    Some(tokens) => self.fold_macro(node, name, tokens, depth + 1),
                    None => Folded::unknown(),
                }
            }
            "identifier" | "scoped_identifier" => match paths::read(syntax, node) {
                Some(path) => self.fold_path(&path, node, depth + 1),
                None => Folded::unknown(),
            },
            "call_expression" => self.fold_call(node, depth + 1),
            "if_expression" => child("consequence").or(child("alternative")),
            "else_clause" => match self.only_expression(node) {
                Some(inner) => self.fold_at(inner, depth + 1),
                None => Folded::unknown(),
            },
            "match_expression" => {
                let arms = syntax.child(node, "body").into_iter();
                let arms = arms.flat_map(|body| syntax.children(body)).take(MOST_ARMS);
                let values = arms.filter_map(|arm| syntax.child(arm, "value"));
                values
                    .map(|value| self.fold_at(value, depth + 1))
                    .reduce(Folded::or)
                    .unwrap_or_else(Folded::unknown)
            }
            _ => Folded::unknown(),
        }
    }

    /// The one expression of a block without statements, of a pair of parentheses, behind a `?`.
    fn only_expression(&self, node: NodeId) -> Option<NodeId> {
        let syntax = self.syntax;
        let mut inside = syntax.children(node).filter(|child| {
            !syntax.is_comment(*child)
                && !matches!(
                    syntax.kind(*child),
                    "{" | "}" | "(" | ")" | "?" | "." | "await" | "*" | "unsafe" | "else"
                )
        });
        let only = inside.next()?;
        inside.next().is_none().then_some(only)
    }

    /// A constant, variable or function result, folded once.
    pub(super) fn remembered(&self, node: NodeId, depth: usize) -> Folded {
        if let Some(known) = self.memo.borrow().get(&node) {
            // An unfinished one is a circle.
            return known.as_deref().cloned().unwrap_or_else(Folded::unknown);
        }
        self.memo.borrow_mut().insert(node, None);
        let folded = self.fold_at(node, depth);
        self.memo.borrow_mut().insert(node, Some(Rc::new(folded.clone())));
        folded
    }

    pub(super) fn fold_path(&self, path: &Path<'t>, at: NodeId, depth: usize) -> Folded {
        let syntax = self.syntax;
        let offset = syntax.start(at);
        if let [name] = path.segments.as_slice() {
            return match self.names.resolve(name, offset, Namespace::Values) {
                Some(Meaning::Item(item))
                    if matches!(syntax.kind(item), "const_item" | "static_item") =>
                {
                    match syntax.child(item, "value") {
                        Some(value) => self.remembered(value, depth),
                        None => Folded::unknown(),
                    }
                }
                Some(Meaning::Local { name, binder }) => self.fold_local(name, binder, depth),
                Some(Meaning::Import(_)) => self.imported(path, offset, Namespace::Values),
                _ => Folded::unknown(),
            };
        }
        let [.., holder, name] = path.segments.as_slice() else { return Folded::unknown() };
        let holder = match *holder {
            "Self" => self.self_type(at),
            "self" | "crate" | "super" => {
                // A constant of this file, seen from one of its inline modules.
                let local = self.names.canonical(path, offset, Namespace::Types);
                return match local {
                    Canonical::Local(path)
                        if path.segments.len() == 2 && path.first() == "self" =>
                    {
                        match self.names.resolve(name, 0, Namespace::Values) {
                            Some(Meaning::Item(item)) => syntax
                                .child(item, "value")
                                .map_or_else(Folded::unknown, |it| self.remembered(it, depth)),
                            _ => Folded::unknown(),
                        }
                    }
                    _ => self.imported(path, offset, Namespace::Types),
                };
            }
            other => Some(other),
        };
        let is_crate = path.segments.len() == 2
            && holder.is_some_and(|holder| {
                let meaning = self.names.resolve(holder, offset, Namespace::Types);
                matches!(meaning, Some(Meaning::Import(_) | Meaning::Mount))
            });
        match holder.and_then(|holder| self.members.get(&(holder, *name))) {
            Some(Some(value)) if !is_crate => self.remembered(*value, depth),
            _ => self.imported(path, offset, Namespace::Types),
        }
    }

    /// A constant of another file or crate.
    pub(super) fn imported(&self, path: &Path<'t>, offset: usize, namespace: Namespace) -> Folded {
        let is_constant = !path.last().contains(|c: char| c.is_ascii_lowercase());
        match self.names.canonical(path, offset, namespace) {
            Canonical::Crate(path) | Canonical::Local(path) if is_constant => Folded {
                value: Value::imported(path.to_string(), String::new()),
                leaves: Vec::new(),
                size: 0,
            },
            _ => Folded::unknown(),
        }
    }

    pub(super) fn fold_local(&self, name: NodeId, binder: NodeId, depth: usize) -> Folded {
        let syntax = self.syntax;
        let is_plain_let = syntax.kind(binder) == "let_declaration";
        let pattern = syntax.child(binder, "pattern");
        if !is_plain_let || self.reassigned.contains(&name) {
            return Folded::unknown();
        }
        let is_mutable = syntax.child_of_kind(binder, "mutable_specifier").is_some()
            || pattern.is_some_and(|pattern| syntax.kind(pattern) == "mut_pattern");
        // A pattern with parts takes one of several.
        if pattern != Some(name) && !is_mutable {
            return Folded::unknown();
        }
        let Some(value) = syntax.child(binder, "value") else { return Folded::unknown() };
        let folded = self.remembered(value, depth);
        if is_mutable { folded.open_ended() } else { folded }
    }

    /// The type of the `impl` or `trait` around a node.
    fn self_type(&self, at: NodeId) -> Option<&'t str> {
        let syntax = self.syntax;
        let around = std::iter::successors(syntax.parent(at), |node| syntax.parent(*node));
        around.take(256).find_map(|node| holder_name(syntax, node))
    }

    fn fold_call(&self, call: NodeId, depth: usize) -> Folded {
        let syntax = self.syntax;
        let Some(callee) = callee(syntax, call) else { return Folded::unknown() };
        let mut arguments = arguments(syntax, call);
        let mut first = || {
            let argument = arguments.next();
            argument.map_or_else(Folded::unknown, |it| self.fold_at(it, depth))
        };
        if syntax.kind(callee) == "field_expression" {
            let (Some(value), Some(method)) =
                (syntax.child(callee, "value"), syntax.child(callee, "field"))
            else {
                return Folded::unknown();
            };
            let method = syntax.text_of(method);
            let receiver = || self.fold_at(value, depth);
            return match method {
                "unwrap_or" | "unwrap_or_else" | "or" | "or_else" | "map_or" => {
                    let value = receiver();
                    if value.value.is_unknown() { first() } else { value }
                }
                "join" if syntax.kind(value) == "array_expression" => {
                    let separator = first();
                    let parts = syntax.children(value).filter(|part| {
                        !matches!(syntax.kind(*part), "[" | "]" | ",") && !syntax.is_comment(*part)
                    });
                    let mut folded = Folded::default();
                    for (index, part) in parts.enumerate() {
                        if index > 0 {
                            folded = folded.concat(separator.clone());
                        }
                        folded = folded.concat(self.fold_at(part, depth));
                    }
                    folded
                }
                "join" => joined(receiver(), first()),
                _ if hands_its_receiver_on(method) => receiver(),
                _ => Folded::unknown(),
            };
        }
        let Some(path) = paths::read(syntax, callee) else { return Folded::unknown() };
        if hands_its_argument_on(&path) {
            return first();
        }
        self.fold_function(&path, call, depth)
    }

    /// The result of a function of this file whose body is one expression.
    pub(super) fn fold_function(&self, path: &Path<'t>, at: NodeId, depth: usize) -> Folded {
        let [name] = path.segments.as_slice() else { return Folded::unknown() };
        let offset = self.syntax.start(at);
        match self.names.resolve(name, offset, Namespace::Values) {
            Some(Meaning::Item(item)) if self.syntax.kind(item) == "function_item" => self
                .syntax
                .child(item, "body")
                .map_or_else(Folded::unknown, |body| self.remembered(body, depth)),
            _ => Folded::unknown(),
        }
    }
}

/// `base.join(path)` of a URL.
fn joined(base: Folded, path: Folded) -> Folded {
    let resolved =
        base.value.as_constant().zip(path.value.as_constant()).and_then(|(base, path)| {
            let joined = url::Url::parse(base).ok()?.join(path).ok()?;
            Some(joined.to_string())
        });
    match resolved {
        Some(text) => {
            let size = text.len();
            let leaves = [base.leaves, path.leaves].concat();
            Folded { value: Value::constant(text), leaves, size }
        }
        None => base.open_ended(),
    }
}

/// The name by which the constants of an `impl`, a `trait` or an inline module are reached.
pub(super) fn holder_name<'t>(syntax: &Syntax<'t>, node: NodeId) -> Option<&'t str> {
    match syntax.kind(node) {
        "impl_item" => type_name(syntax, syntax.child(node, "type")?),
        "trait_item" | "mod_item" => Some(syntax.text_of(syntax.child(node, "name")?)),
        _ => None,
    }
}

fn members<'t>(syntax: &Syntax<'t>) -> HashMap<(&'t str, &'t str), Option<NodeId>> {
    let mut members = HashMap::new();
    for item in syntax.marked(Roles::ITEM) {
        if !matches!(syntax.kind(item), "const_item" | "static_item") {
            continue;
        }
        let list = syntax.parent(item).filter(|list| syntax.kind(*list) == "declaration_list");
        let holder = list.and_then(|list| syntax.parent(list));
        let holder = holder.and_then(|holder| holder_name(syntax, holder));
        let (Some(holder), Some(name)) = (holder, syntax.child(item, "name")) else { continue };
        members
            .entry((holder, syntax.text_of(name)))
            .and_modify(|value| *value = None)
            .or_insert_with(|| syntax.child(item, "value"));
    }
    members
}
