//! Constant folding: what the text of the file fixes of a string.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::definitions::type_name;
use super::names::{Canonical, Meaning, Names, Namespace};
use super::paths::{self, Path};
use super::strings;
use super::syntax::{NodeId, Roles, Syntax};
use crate::source::value::Value;

/// Expressions nested deeper are not folded.
const DEEPEST: usize = 48;

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

    fn constant(text: String, leaf: NodeId) -> Self {
        let size = text.len();
        if size > LONGEST {
            return Self::unknown();
        }
        Self { value: Value::constant(text), leaves: vec![leaf], size }
    }

    fn text(text: &str) -> Self {
        Self { value: Value::constant(text), leaves: Vec::new(), size: text.len() }
    }

    fn concat(mut self, other: Self) -> Self {
        if self.size + other.size > LONGEST || self.leaves.len() + other.leaves.len() > LONGEST {
            return Self::unknown();
        }
        self.leaves.extend(other.leaves);
        let size = self.size + other.size;
        Self { value: self.value.concat(other.value), leaves: self.leaves, size }
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
    syntax: &'s Syntax<'t>,
    names: &'s Names<'s, 't>,
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
                    "{" | "}" | "(" | ")" | "?" | "." | "await" | "*" | "unsafe"
                )
        });
        let only = inside.next()?;
        inside.next().is_none().then_some(only)
    }

    /// A constant, variable or function result, folded once.
    fn remembered(&self, node: NodeId, depth: usize) -> Folded {
        if let Some(known) = self.memo.borrow().get(&node) {
            // An unfinished one is a circle.
            return known.as_deref().cloned().unwrap_or_else(Folded::unknown);
        }
        self.memo.borrow_mut().insert(node, None);
        let folded = self.fold_at(node, depth);
        self.memo.borrow_mut().insert(node, Some(Rc::new(folded.clone())));
        folded
    }

    fn fold_path(&self, path: &Path<'t>, at: NodeId, depth: usize) -> Folded {
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
                    _ => Folded::unknown(),
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
            _ => Folded::unknown(),
        }
    }

    fn fold_local(&self, name: NodeId, binder: NodeId, depth: usize) -> Folded {
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
    fn fold_function(&self, path: &Path<'t>, at: NodeId, depth: usize) -> Folded {
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

    fn fold_macro(&self, at: NodeId, name: &str, tokens: NodeId, depth: usize) -> Folded {
        let mut arguments = split_at_commas(self.syntax, tokens).into_iter();
        match name {
            "concat" | "concatcp" => {
                let parts = arguments.map(|argument| self.fold_tokens(&argument, depth));
                let mut folded = parts.fold(Folded::default(), Folded::concat);
                folded.leaves.push(at);
                folded
            }
            "format" | "formatcp" | "format_args" => {
                let Some(template) = arguments.next() else { return Folded::unknown() };
                let folded_template = self.fold_tokens(&template, depth);
                let Some(text) = folded_template.value.as_constant() else {
                    return Folded::unknown();
                };
                let arguments: Vec<Vec<NodeId>> = arguments.collect();
                let mut folded = self.fold_template(text, &arguments, at, depth);
                folded.leaves.extend(folded_template.leaves);
                folded.leaves.push(at);
                folded
            }
            _ => Folded::unknown(),
        }
    }

    /// `format!`'s template with what its arguments are.
    fn fold_template(
        &self,
        template: &str,
        arguments: &[Vec<NodeId>],
        at: NodeId,
        depth: usize,
    ) -> Folded {
        let syntax = self.syntax;
        let named = |name: &str| {
            arguments.iter().find_map(|argument| match argument.as_slice() {
                [key, sign, value @ ..]
                    if syntax.kind(*sign) == "=" && syntax.text_of(*key) == name =>
                {
                    Some(self.fold_tokens(value, depth))
                }
                _ => None,
            })
        };
        let mut folded = Folded::default();
        let mut next = 0;
        let mut rest = template;
        while let Some(brace) = rest.find(['{', '}']) {
            folded = folded.concat(Folded::text(&rest[..brace]));
            let mark = &rest[brace..=brace];
            rest = &rest[brace + 1..];
            if let Some(behind) = rest.strip_prefix(mark) {
                folded = folded.concat(Folded::text(mark));
                rest = behind;
                continue;
            }
            let Some(end) = rest.find('}').filter(|_| mark == "{") else {
                return Folded::unknown();
            };
            let (name, format) = match rest[..end].split_once(':') {
                Some((name, format)) => (name.trim(), format.trim()),
                None => (rest[..end].trim(), ""),
            };
            rest = &rest[end + 1..];
            let position = if name.is_empty() {
                next += 1;
                Some(next - 1)
            } else {
                name.parse::<usize>().ok()
            };
            let part = match position {
                _ if !format.is_empty() => Folded::unknown(),
                Some(position) => arguments
                    .get(position)
                    .map_or_else(Folded::unknown, |it| self.fold_tokens(it, depth)),
                None => named(name).unwrap_or_else(|| self.fold_word(name, at, depth)),
            };
            folded = folded.concat(part);
        }
        folded.concat(Folded::text(rest))
    }

    /// A name in braces; it has no node, so it borrows the lifetime of what declares it.
    fn fold_word(&self, name: &str, at: NodeId, depth: usize) -> Folded {
        let offset = self.syntax.start(at);
        match self.names.resolve(name, offset, Namespace::Values) {
            Some(Meaning::Item(item)) => self
                .syntax
                .child(item, "value")
                .map_or_else(Folded::unknown, |value| self.remembered(value, depth)),
            Some(Meaning::Local { name, binder }) => self.fold_local(name, binder, depth),
            _ => Folded::unknown(),
        }
    }

    /// What the tokens of one macro argument are, for the few forms that can be told without a
    /// parser: a literal, a path, a call without receiver, a macro, each with conversions behind.
    pub(super) fn fold_tokens(&self, tokens: &[NodeId], depth: usize) -> Folded {
        let syntax = self.syntax;
        if depth > DEEPEST {
            return Folded::unknown();
        }
        let tokens = match tokens {
            [sign, rest @ ..] if matches!(syntax.kind(*sign), "&" | "*") => rest,
            all => all,
        };
        // `name = value` of a named argument that is taken by position.
        let tokens = match tokens {
            [_, sign, rest @ ..] if syntax.kind(*sign) == "=" => rest,
            all => all,
        };
        let Some(first) = tokens.first().copied() else { return Folded::unknown() };
        if strings::is_string(syntax, first) {
            let literal = Folded::constant(strings::content(syntax, first), first);
            return if self.only_conversions(&tokens[1..]) { literal } else { Folded::unknown() };
        }
        let word = if syntax.kind(first) == "::" { tokens.get(1).copied() } else { Some(first) };
        let Some(found) = word.and_then(|word| paths::from_token(syntax, word)) else {
            return Folded::unknown();
        };
        let behind = tokens.iter().position(|token| *token == found.last).map_or(0, |at| at + 1);
        let rest = &tokens[behind..];
        match rest {
            [bang, tree, conversions @ ..]
                if syntax.kind(*bang) == "!" && self.only_conversions(conversions) =>
            {
                self.fold_macro(found.last, found.path.last(), *tree, depth + 1)
            }
            [tree, conversions @ ..]
                if syntax.kind(*tree) == "token_tree" && self.only_conversions(conversions) =>
            {
                if hands_its_argument_on(&found.path) {
                    let inner = split_at_commas(syntax, *tree);
                    return inner
                        .first()
                        .map_or_else(Folded::unknown, |it| self.fold_tokens(it, depth + 1));
                }
                self.fold_function(&found.path, first, depth + 1)
            }
            conversions if self.only_conversions(conversions) => {
                self.fold_path(&found.path, first, depth + 1)
            }
            _ => Folded::unknown(),
        }
    }

    /// `.to_string()`, `.as_str()?`: tokens that leave a string what it is.
    fn only_conversions(&self, mut tokens: &[NodeId]) -> bool {
        let syntax = self.syntax;
        while !tokens.is_empty() {
            tokens = match tokens {
                [sign, rest @ ..] if syntax.kind(*sign) == "?" => rest,
                [dot, method, tree, rest @ ..]
                    if syntax.kind(*dot) == "."
                        && syntax.kind(*tree) == "token_tree"
                        && hands_its_receiver_on(syntax.text_of(*method)) =>
                {
                    rest
                }
                _ => return false,
            };
        }
        true
    }
}

/// The arguments in a token tree, without its brackets.
pub(super) fn split_at_commas(syntax: &Syntax<'_>, tree: NodeId) -> Vec<Vec<NodeId>> {
    let mut arguments = vec![Vec::new()];
    for token in syntax.children(tree) {
        match syntax.kind(token) {
            "(" | ")" | "[" | "]" | "{" | "}" => {}
            "," => arguments.push(Vec::new()),
            _ if syntax.is_comment(token) => {}
            _ => {
                if let Some(last) = arguments.last_mut() {
                    last.push(token);
                }
            }
        }
    }
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

/// What a call calls, without the generic arguments.
pub(super) fn callee(syntax: &Syntax<'_>, call: NodeId) -> Option<NodeId> {
    let callee = syntax.child(call, "function")?;
    match syntax.kind(callee) {
        "generic_function" => syntax.child(callee, "function"),
        _ => Some(callee),
    }
}

/// The arguments of a call.
pub(super) fn arguments<'s>(
    syntax: &'s Syntax<'_>,
    call: NodeId,
) -> impl Iterator<Item = NodeId> + 's {
    let list = syntax.child(call, "arguments");
    list.into_iter().flat_map(|list| syntax.children(list)).filter(|node| {
        !matches!(syntax.kind(*node), "(" | ")" | "," | "attribute_item")
            && !syntax.is_comment(*node)
    })
}

/// Methods whose result is their receiver in another dress.
pub(super) fn hands_its_receiver_on(method: &str) -> bool {
    matches!(
        method,
        "to_string"
            | "to_owned"
            | "into"
            | "as_str"
            | "as_ref"
            | "as_deref"
            | "clone"
            | "cloned"
            | "unwrap"
            | "expect"
            | "parse"
            | "into_owned"
            | "borrow"
            | "deref"
            | "into_boxed_str"
            | "try_into"
            | "into_string"
            | "trim"
            | "trim_end_matches"
            | "trim_end"
            | "ok"
            | "err_into"
            | "into_url"
            | "into_uri"
            | "as_bytes"
            | "to_str"
            | "map_err"
            | "context"
            | "with_context"
            | "leak"
            | "ok_or"
            | "ok_or_else"
            | "unwrap_or_default"
    )
}

/// Functions whose result is their first argument in another dress.
pub(super) fn hands_its_argument_on(path: &Path<'_>) -> bool {
    match path.segments.as_slice() {
        ["Some" | "Ok"] => true,
        [.., holder, "new"] => matches!(
            *holder,
            "Box"
                | "Arc"
                | "Rc"
                | "LazyLock"
                | "Lazy"
                | "LazyCell"
                | "Some"
                | "Cell"
                | "RefCell"
                | "SecretString"
                | "Secret"
                | "Mutex"
                | "RwLock"
        ),
        [.., "Cow", "Borrowed" | "Owned"] => true,
        [.., holder, "from" | "from_str" | "from_static" | "try_from" | "from_shared"] => {
            holder.starts_with(char::is_uppercase)
        }
        [.., "Url" | "Uri", "parse"] => true,
        _ => false,
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
fn holder_name<'t>(syntax: &Syntax<'t>, node: NodeId) -> Option<&'t str> {
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
