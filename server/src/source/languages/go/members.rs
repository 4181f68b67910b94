//! What the fields of structs are given: in literals, and by assignment.

use std::collections::HashMap;

use crate::source::languages::scripting::Given;
use crate::source::tree::{Node, Syntax};

use super::names::{Names, What};
use super::syntax::{bare, elements, listed, operator, returned, type_name};

/// Longer chains of names than this are not followed to a type.
const DEEPEST: u32 = 8;

/// The fields of the structs of a file.
pub(super) struct Members<'s> {
    /// By type and field.
    given: HashMap<(&'s str, &'s str), Vec<Given<'s>>>,
    /// What is assigned to a field of something whose type is not known, by field.
    of_unknown: HashMap<&'s str, usize>,
    /// Methods, by type and name.
    methods: HashMap<(&'s str, &'s str), Node<'s>>,
    /// Types that the file declares.
    types: HashMap<&'s str, Node<'s>>,
}

impl<'s> Members<'s> {
    pub(super) fn of(syntax: &'s Syntax<'s>, names: &Names<'s>) -> Self {
        let mut members = Self {
            given: HashMap::new(),
            of_unknown: HashMap::new(),
            methods: HashMap::new(),
            types: HashMap::new(),
        };
        for node in syntax.nodes() {
            match node.kind() {
                "composite_literal" => members.literal(node),
                "type_spec" => {
                    let named = node.child("name").zip(node.child("type"));
                    members.types.extend(named.map(|(name, of)| (name.text(), of)));
                }
                "method_declaration" => {
                    let of = super::syntax::receiver_type(node);
                    let name = node.child("name").map(Node::text);
                    members.methods.extend(of.zip(name).map(|key| (key, node)));
                }
                _ => {}
            }
        }
        for node in syntax.nodes().filter(|node| node.is("assignment_statement")) {
            members.assignment(names, node);
        }
        members
    }

    fn literal(&mut self, literal: Node<'s>) {
        let Some(of) = literal.child("type").and_then(type_name) else { return };
        for (key, value) in elements(literal) {
            if let Some(key) = key {
                self.given.entry((of, key.text())).or_default().push(Given::Value(value));
            }
        }
    }

    fn assignment(&mut self, names: &Names<'s>, node: Node<'s>) {
        let (left, right) = (listed(node, "left"), listed(node, "right"));
        for (at, target) in left.iter().enumerate() {
            let Some((operand, field)) = selected(bare(*target)) else { continue };
            let is_plain = operator(node) == "=" && left.len() == right.len();
            let given = Given::of(right.get(at).filter(|_| is_plain).copied());
            match self.type_of(names, operand, DEEPEST) {
                Some(of) => self.given.entry((of, field)).or_default().push(given),
                None => *self.of_unknown.entry(field).or_default() += 1,
            }
        }
    }

    /// What a field of a type is given once and for all.
    pub(super) fn field(&self, of: &str, field: &str) -> Option<Node<'s>> {
        if self.of_unknown.contains_key(field) {
            return None;
        }
        Given::once(self.given.get(&(of, field))?)
    }

    /// A method of a type.
    pub(super) fn method(&self, of: &str, name: &str) -> Option<Node<'s>> {
        self.methods.get(&(of, name)).copied()
    }

    /// What the file declares a type as.
    pub(super) fn declared_type(&self, name: &str) -> Option<Node<'s>> {
        self.types.get(name).copied()
    }

    /// The name of the file's type that an expression has.
    pub(super) fn type_of(&self, names: &Names<'s>, node: Node<'s>, fuel: u32) -> Option<&'s str> {
        let fuel = fuel.checked_sub(1)?;
        let node = bare(node);
        match node.kind() {
            "identifier" => {
                let declared = names.of_name(node)?;
                match declared.of_type {
                    Some(of_type) => type_name(of_type),
                    None => self.type_of(names, names.given_once(node)?, fuel),
                }
            }
            "composite_literal" => type_name(node.child("type")?),
            "call_expression" => {
                let function = node.child("function")?;
                if function.text() == "new" {
                    return type_name(node.child("arguments")?.children().next()?);
                }
                let What::Function(function) = names.of_name(function)?.what else { return None };
                let result = function.child("result")?;
                let first = match result.kind() {
                    "parameter_list" => result.children().next()?.child("type")?,
                    _ => result,
                };
                type_name(first)
            }
            "selector_expression" => {
                let (operand, field) = selected(node)?;
                let of = self.type_of(names, operand, fuel)?;
                let fields = self.declared_type(of)?.child_of("field_declaration_list")?;
                let declared = fields.children().find(|declaration| {
                    declaration.children().any(|it| it.field() == "name" && it.text() == field)
                });
                type_name(declared?.child("type")?)
            }
            _ => None,
        }
    }
}

/// The operand and field of a selector.
pub(super) fn selected(node: Node<'_>) -> Option<(Node<'_>, &str)> {
    if !node.is("selector_expression") {
        return None;
    }
    node.child("operand").zip(node.child("field").map(Node::text))
}

/// The expression that a function or method consists of.
pub(super) fn result_of(function: Option<Node<'_>>) -> Option<Node<'_>> {
    returned(function?)
}
