//! Members of classes, and constants and functions of the file.

use std::collections::HashMap;

use crate::source::tree::{Node, Syntax};

use super::classes::Classes;
use super::syntax::{CLASSES, callee_name, plain_text, values, variable_name};

/// What classes hold, by their full names, and what stands outside of them.
#[derive(Default)]
pub(super) struct Members<'s> {
    /// Values of constants by class (empty for those outside) and name.
    constants: HashMap<(String, &'s str), Vec<Node<'s>>>,
    /// Values that properties are given by class and name; `None` for one the file leaves open.
    properties: HashMap<(String, &'s str), Vec<Option<Node<'s>>>>,
    /// Methods by class and name; functions have no class.
    functions: HashMap<(String, &'s str), Vec<Node<'s>>>,
}

impl<'s> Members<'s> {
    pub(super) fn of(syntax: &'s Syntax<'s>, classes: &Classes<'s>) -> Self {
        let mut members = Self::default();
        for node in syntax.nodes() {
            members.take_in(node, classes);
        }
        members
    }

    fn take_in(&mut self, node: Node<'s>, classes: &Classes<'s>) {
        let holder = || classes.class_around(node).unwrap_or_default();
        match node.kind() {
            "const_element" => {
                let mut parts = node.children();
                if let (Some(name), Some(value)) = (parts.next(), parts.next()) {
                    self.constants.entry((holder(), name.text())).or_default().push(value);
                }
            }
            "enum_case" => {
                if let (Some(name), Some(value)) = (node.child("name"), node.child("value")) {
                    self.constants.entry((holder(), name.text())).or_default().push(value);
                }
            }
            "function_call_expression" if callee_name(node) == "define" => {
                if let [name, value, ..] = values(node).as_slice()
                    && let Some(name) = plain_text(*name)
                {
                    self.constants.entry((String::new(), name)).or_default().push(*value);
                }
            }
            "property_element" | "property_promotion_parameter" => {
                let Some(name) = node.child("name").and_then(variable_name) else { return };
                let value = node.child("default_value");
                let is_open = node.is("property_promotion_parameter") && value.is_none();
                let is_value = value.is_some_and(|value| !value.is("null"));
                if is_open || is_value {
                    self.properties.entry((holder(), name)).or_default().push(value);
                }
            }
            "assignment_expression" => {
                let Some(left) = node.child("left") else { return };
                if let Some(name) = own_property(left) {
                    let value = node.child("right");
                    self.properties.entry((holder(), name)).or_default().push(value);
                }
            }
            "augmented_assignment_expression" => {
                if let Some(name) = node.child("left").and_then(own_property) {
                    self.properties.entry((holder(), name)).or_default().push(None);
                }
            }
            "method_declaration" | "function_definition" => {
                let class = if node.is("method_declaration") { holder() } else { String::new() };
                if let Some(name) = node.child("name") {
                    self.functions.entry((class, name.text())).or_default().push(node);
                }
            }
            _ => {}
        }
    }

    /// The value of a constant of a class, or of one outside for an empty class.
    pub(super) fn constant(&self, class: &str, name: &str) -> Option<Node<'s>> {
        only(self.constants.get(&(class.to_owned(), name))?)
    }

    /// The value that a property of a class is given once and for all.
    pub(super) fn property(&self, class: &str, name: &str) -> Option<Node<'s>> {
        only(self.properties.get(&(class.to_owned(), name))?)?
    }

    /// A method of a class, or a function for an empty class.
    pub(super) fn function(&self, class: &str, name: &str) -> Option<Node<'s>> {
        only(self.functions.get(&(class.to_owned(), name))?)
    }
}

fn only<T: Copy>(found: &[T]) -> Option<T> {
    match found {
        [only] => Some(*only),
        _ => None,
    }
}

/// The name of a property of the object or class at hand: `$this->name`, `self::$name`.
pub(super) fn own_property(node: Node<'_>) -> Option<&str> {
    match node.kind() {
        "member_access_expression" | "nullsafe_member_access_expression" => {
            let is_own = node.child("object").is_some_and(|object| object.text() == "$this");
            node.child("name").filter(|name| is_own && name.is("name")).map(Node::text)
        }
        "scoped_property_access_expression" => {
            let scope = node.child("scope")?;
            let is_own = matches!(scope.text(), "self" | "static");
            node.child("name").filter(|_| is_own).and_then(variable_name)
        }
        _ => None,
    }
}

/// Whether a node stands in a class.
pub(super) fn is_held(node: Node<'_>) -> bool {
    node.ancestors().any(|outer| outer.is_any(CLASSES))
}
