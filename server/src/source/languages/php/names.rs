//! Variables of functions.

use std::collections::HashMap;

use crate::source::languages::scripting::Given;
use crate::source::tree::{Node, Syntax};

use super::syntax::{FUNCTIONS, variable_name};

/// The variables of a file, by the function that holds them.
#[derive(Default)]
pub(super) struct Names<'s> {
    given: HashMap<(u32, &'s str), Vec<Given<'s>>>,
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
            "assignment_expression" => {
                let given = Given::of(node.child("right"));
                self.give(node.child("left"), given);
            }
            "augmented_assignment_expression" => {
                let is_default = node.child("operator").is_some_and(|it| it.text() == "??=");
                let right = node.child("right").filter(|_| is_default);
                self.give(node.child("left"), Given::of(right));
            }
            "simple_parameter" | "variadic_parameter" | "property_promotion_parameter" => {
                let default = node.child("default_value");
                let given = Given::of(default);
                let name = node.child("name").or_else(|| node.child_of("variable_name"));
                if let (Some(function), Some(name)) =
                    (holder_of(node), name.and_then(variable_name))
                {
                    self.given.entry((function, name)).or_default().push(given);
                }
            }
            "static_variable_declaration" => {
                self.give(node.child("name"), Given::of(node.child("value")));
            }
            "reference_assignment_expression" | "update_expression" => {
                let variables = node.children().filter(|it| it.is("variable_name"));
                variables.for_each(|variable| self.give(Some(variable), Given::Unknown));
            }
            "list_literal" | "global_declaration" | "catch_clause" => {
                let variables = node.children().filter(|it| it.is("variable_name"));
                variables.for_each(|variable| self.give(Some(variable), Given::Unknown));
            }
            "foreach_statement" => {
                let heads = node.children().filter(|it| it.field() != "body").skip(1);
                for head in heads {
                    let inner = head.descendants().chain([head]);
                    inner
                        .filter(|it| it.is("variable_name"))
                        .for_each(|variable| self.give(Some(variable), Given::Unknown));
                }
            }
            _ => {}
        }
    }

    fn give(&mut self, variable: Option<Node<'s>>, given: Given<'s>) {
        let Some(variable) = variable else { return };
        if let (Some(function), Some(name)) = (holder_of(variable), variable_name(variable)) {
            self.given.entry((function, name)).or_default().push(given);
        }
    }

    /// The expression that a variable was given once and for all.
    pub(super) fn variable(&self, variable: Node<'s>) -> Option<Node<'s>> {
        let name = variable_name(variable)?;
        let mut function = function_around(variable)?;
        loop {
            match self.given.get(&(function.index(), name)).map(Vec::as_slice) {
                Some([Given::Value(value)]) => return Some(*value),
                Some(_) => return None,
                None => {}
            }
            let sees_outside = match function.kind() {
                "arrow_function" => true,
                "anonymous_function" => captures(function, name),
                _ => false,
            };
            if !sees_outside {
                return None;
            }
            function = function_around(function)?;
        }
    }
}

/// Whether a closure takes a variable in by its `use`.
fn captures(closure: Node<'_>, name: &str) -> bool {
    let clause = closure.child_of("anonymous_function_use_clause");
    clause.is_some_and(|clause| clause.children().any(|it| variable_name(it) == Some(name)))
}

/// The function, or file, whose variables are in use at a node.
fn function_around(node: Node<'_>) -> Option<Node<'_>> {
    node.ancestors().find(|outer| outer.is_any(FUNCTIONS) || outer.is("program"))
}

fn holder_of(node: Node<'_>) -> Option<u32> {
    function_around(node).map(Node::index)
}
