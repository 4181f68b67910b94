//! Under which names a file hands out what it declares.

use std::collections::HashMap;

use super::File;
use super::constants::key_text;
use super::syntax::Node;
use super::vocabulary::{Field, Kind};

/// For a name of the file's outermost scope: the names it is exported under, by statements other
/// than its own declaration.
pub(super) struct Exports {
    by_local: HashMap<String, Vec<String>>,
}

impl Exports {
    pub(super) fn of(file: &File<'_>) -> Self {
        let mut exports = Self { by_local: HashMap::new() };
        for node in file.syntax.nodes() {
            match node.kind() {
                Kind::ExportStatement if node.child(Field::Source).is_none() => {
                    exports.statement(node);
                }
                Kind::Assignment => exports.assignment(node),
                _ => {}
            }
        }
        exports
    }

    /// The names a local name is exported under.
    pub(super) fn names_of(&self, local: &str) -> &[String] {
        self.by_local.get(local).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, local: &str, exported: &str) {
        let names = self.by_local.entry(local.to_owned()).or_default();
        if !names.iter().any(|name| name == exported) {
            names.push(exported.to_owned());
        }
    }

    fn statement(&mut self, statement: Node<'_>) {
        for specifier in statement.child_of(Kind::ExportClause).into_iter().flat_map(Node::children)
        {
            if let Some(name) = specifier.child(Field::Name) {
                let exported = specifier.child(Field::Alias).unwrap_or(name);
                self.add(name.text(), exported.text().trim_matches(['"', '\'']));
            }
        }
        // `export default name`, `export = name`.
        let value = statement
            .child(Field::Value)
            .or_else(|| statement.children().find(|child| child.is(Kind::Identifier)))
            .map(Node::bare);
        if let Some(value) = value.filter(|value| value.is(Kind::Identifier)) {
            self.add(value.text(), "default");
        }
    }

    fn assignment(&mut self, assignment: Node<'_>) {
        let (Some(left), Some(right)) =
            (assignment.child(Field::Left), assignment.child(Field::Right).map(Node::bare))
        else {
            return;
        };
        match commonjs_target(left) {
            Some(Exported::Named(name)) if right.is(Kind::Identifier) => {
                self.add(right.text(), name);
            }
            Some(Exported::Whole) if right.is(Kind::Identifier) => {
                self.add(right.text(), "default");
            }
            Some(Exported::Whole) if right.is(Kind::Object) => {
                for entry in right.children() {
                    match entry.kind() {
                        Kind::Shorthand => self.add(entry.text(), entry.text()),
                        Kind::Pair => {
                            let value = entry.child(Field::Value).map(Node::bare);
                            if let (Some(key), Some(value)) = (entry.child(Field::Key), value)
                                && value.is(Kind::Identifier)
                            {
                                self.add(value.text(), &key_text(key));
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// What the left side of an assignment exports.
pub(super) enum Exported<'n> {
    /// `module.exports`.
    Whole,
    /// `exports.name`, `module.exports.name`.
    Named(&'n str),
}

/// Reads the left side of an assignment as a CommonJS export.
pub(super) fn commonjs_target(left: Node<'_>) -> Option<Exported<'_>> {
    let left = left.bare();
    if is_module_exports(left) {
        return Some(Exported::Whole);
    }
    let object = left.child(Field::Object).filter(|_| left.is(Kind::Member))?.bare();
    let is_exports = object.is(Kind::Identifier) && object.text() == "exports";
    (is_exports || is_module_exports(object))
        .then(|| left.child(Field::Property).map(|name| Exported::Named(name.text())))
        .flatten()
}

fn is_module_exports(node: Node<'_>) -> bool {
    node.is(Kind::Member)
        && node.child(Field::Object).is_some_and(|object| object.text() == "module")
        && node.child(Field::Property).is_some_and(|property| property.text() == "exports")
}
