//! Namespaces, and the names that `use` brings: what a class, function or constant is in full.

use std::collections::{HashMap, HashSet};

use crate::source::tree::{Node, Syntax};
use crate::text::ByteRange;

use super::syntax::{CLASSES, last_segment};

/// What a name is looked up as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Space {
    Class,
    Function,
    Constant,
}

/// One entry of a `use`.
pub(super) struct Brought<'s> {
    /// The full name, without a leading `\`.
    pub(super) path: String,
    /// The name it has in the file.
    pub(super) local: String,
    /// The entry.
    pub(super) clause: Node<'s>,
    /// The entry, or the whole statement when it is the only one.
    pub(super) range: ByteRange,
}

/// What a name means.
pub(super) struct Resolved {
    /// The full name, without a leading `\`.
    pub(super) path: String,
    /// The entry of a `use` that brought it, by its index.
    pub(super) brought: Option<usize>,
}

/// The namespaces of a file, what it brings in, and the classes and functions it defines.
#[derive(Default)]
pub(super) struct Classes<'s> {
    namespaces: Vec<(ByteRange, String)>,
    pub(super) brought: Vec<Brought<'s>>,
    by_local: HashMap<(Space, String), usize>,
    brought_paths: HashMap<String, usize>,
    /// Full names of classes of the file, lower case.
    own_classes: HashSet<String>,
    /// Names of functions of the file, lower case.
    own_functions: HashSet<String>,
}

impl<'s> Classes<'s> {
    pub(super) fn of(syntax: &'s Syntax<'s>) -> Self {
        let mut classes = Self::default();
        let end = syntax.text().len();
        for node in syntax.nodes().filter(|node| node.is("namespace_definition")) {
            let name = node.child("name").map_or(String::new(), |name| name.text().to_owned());
            let range = match node.child("body") {
                Some(body) => body.range(),
                None => ByteRange::new(node.end(), end),
            };
            classes.namespaces.push((range, name));
        }
        for node in syntax.nodes() {
            match node.kind() {
                "namespace_use_declaration" => classes.bring(node),
                "function_definition" => {
                    let name = node.child("name").map(|name| name.text().to_lowercase());
                    classes.own_functions.extend(name);
                }
                _ if node.is_any(CLASSES) => {
                    let name = node.child("name").map(|name| name.text());
                    let full = name.map(|name| classes.in_namespace(node.start(), name));
                    classes.own_classes.extend(full.map(|full| full.to_lowercase()));
                }
                _ => {}
            }
        }
        classes
    }

    fn bring(&mut self, statement: Node<'s>) {
        let prefix = statement.child_of("namespace_name").map(Node::text);
        let group = statement.child("body");
        let of_statement = word_space(statement);
        let holder = group.unwrap_or(statement);
        let clauses: Vec<_> =
            holder.children().filter(|it| it.is("namespace_use_clause")).collect();
        for clause in &clauses {
            let named = clause
                .children()
                .find(|it| it.is_any(&["qualified_name", "name"]) && it.field() != "alias");
            let Some(named) = named else { continue };
            let written = named.text().trim_start_matches('\\');
            // A comma before the bracket, which the grammar takes for an entry.
            if written.is_empty() {
                continue;
            }
            let path = match prefix.filter(|_| group.is_some()) {
                Some(prefix) => format!("{}\\{written}", prefix.trim_start_matches('\\')),
                None => written.to_owned(),
            };
            let alias = clause.child("alias").map(Node::text);
            let local = alias.unwrap_or(last_segment(written)).to_owned();
            let space = of_statement.or_else(|| word_space(*clause)).unwrap_or(Space::Class);
            let key = if space == Space::Constant { local.clone() } else { local.to_lowercase() };
            self.by_local.insert((space, key), self.brought.len());
            let is_only = clauses.len() == 1 && group.is_none();
            let range = if is_only { statement.range() } else { clause.range() };
            self.brought_paths.insert(path.clone(), self.brought.len());
            self.brought.push(Brought { path, local, clause: *clause, range });
        }
    }

    fn in_namespace(&self, offset: usize, name: &str) -> String {
        let around = self.namespaces.iter().rev().find(|(range, _)| {
            range.start() <= offset && offset < range.end().max(range.start() + 1)
        });
        match around {
            Some((_, namespace)) if !namespace.is_empty() => format!("{namespace}\\{name}"),
            _ => name.to_owned(),
        }
    }

    /// What a name in the source means.
    pub(super) fn resolve(&self, name: Node<'s>, space: Space) -> Resolved {
        let written = name.text();
        if let Some(absolute) = written.strip_prefix('\\') {
            return Resolved { path: absolute.to_owned(), brought: None };
        }
        if let Some(relative) = written.strip_prefix("namespace\\") {
            return Resolved { path: self.in_namespace(name.start(), relative), brought: None };
        }
        let (first, rest) = match written.split_once('\\') {
            Some((first, rest)) => (first, Some(rest)),
            None => (written, None),
        };
        let space = if rest.is_some() { Space::Class } else { space };
        let key = if space == Space::Constant { first.to_owned() } else { first.to_lowercase() };
        if let Some(index) = self.by_local.get(&(space, key)) {
            let path = &self.brought[*index].path;
            let path = rest.map_or_else(|| path.clone(), |rest| format!("{path}\\{rest}"));
            return Resolved { path, brought: Some(*index) };
        }
        // A function or constant that the namespace lacks is the global one.
        if rest.is_none() && space != Space::Class {
            return Resolved { path: written.to_owned(), brought: None };
        }
        Resolved { path: self.in_namespace(name.start(), written), brought: None }
    }

    /// The entry of a `use` that brings a full name.
    pub(super) fn brought_as(&self, path: &str) -> Option<usize> {
        self.brought_paths.get(path).copied()
    }

    /// Whether the file defines a class of this full name.
    pub(super) fn is_own_class(&self, path: &str) -> bool {
        self.own_classes.contains(&path.to_lowercase())
    }

    /// Whether the file defines a function of this name.
    pub(super) fn is_own_function(&self, name: &str) -> bool {
        self.own_functions.contains(&name.to_lowercase())
    }

    /// The full name of the class around a node.
    pub(super) fn class_around(&self, node: Node<'s>) -> Option<String> {
        let class = node.ancestors().find(|outer| outer.is_any(CLASSES))?;
        Some(self.in_namespace(class.start(), class.child("name")?.text()))
    }

    /// The full name of what a class expression names: a name, `self`, `static`.
    pub(super) fn class_named(&self, scope: Node<'s>) -> Option<String> {
        match scope.kind() {
            "relative_scope" if scope.text() != "parent" => self.class_around(scope),
            "name" if matches!(scope.text(), "self" | "static") => self.class_around(scope),
            "name" | "qualified_name" | "relative_name" => {
                Some(self.resolve(scope, Space::Class).path)
            }
            _ => None,
        }
    }
}

/// `use function`, `use const`.
fn word_space(node: Node<'_>) -> Option<Space> {
    match node.child("type").map(Node::text) {
        Some("function") => Some(Space::Function),
        Some("const") => Some(Space::Constant),
        _ => None,
    }
}
