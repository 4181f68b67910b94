//! What Kotlin declares and defines.

use crate::source::facts::DefinitionKind;
use crate::source::languages::classes::{Binding, BindingKind, Defined, Expression};
use crate::source::tree::Node;

use super::expressions::{expression, result};

/// Nodes in the place of a type.
pub(super) const TYPES: &[&str] =
    &["user_type", "nullable_type", "non_nullable_type", "function_type", "parenthesized_type"];

/// Appends what a node declares.
pub(super) fn declare<'s>(node: Node<'s>, bindings: &mut Vec<Binding<'s>>) {
    let binding = |kind: BindingKind,
                   name: Node<'s>,
                   value: Option<Node<'s>>,
                   declared_type: Option<Node<'s>>| {
        Binding { kind, name, value, declared_type, node }
    };
    let first_name = || node.child_of("identifier");
    let declared_type = || node.children().find(|it| it.is_any(TYPES));
    match node.kind() {
        "class_declaration" | "object_declaration" => {
            bindings.extend(
                node.child("name").map(|name| binding(BindingKind::Type, name, None, None)),
            );
        }
        "type_alias" => {
            bindings.extend(
                node.child("type").map(|name| binding(BindingKind::Generic, name, None, None)),
            );
        }
        "function_declaration" => {
            let value = node.child_of("function_body").and_then(result);
            bindings.extend(
                node.child("name")
                    .map(|name| binding(BindingKind::Function, name, value, return_type(node))),
            );
        }
        "property_declaration" => property(node, bindings),
        "class_parameter" => {
            let is_property = node.text().contains("val ") || node.text().contains("var ");
            let kind = if is_property { BindingKind::Field } else { BindingKind::Parameter };
            let value = default_of(node);
            bindings.extend(first_name().map(|name| binding(kind, name, value, declared_type())));
        }
        "parameter" => {
            // The default stands beside the parameter.
            let value =
                node.next().filter(|next| !next.is_any(&["parameter", "parameter_modifiers"]));
            bindings.extend(
                first_name()
                    .map(|name| binding(BindingKind::Parameter, name, value, declared_type())),
            );
        }
        "variable_declaration" => {
            let is_own = node.parent().is_some_and(|parent| {
                parent.is_any(&["for_statement", "lambda_parameters", "when_subject"])
                    || parent.is("multi_variable_declaration")
            });
            let name = first_name().filter(|_| is_own);
            bindings
                .extend(name.map(|name| binding(BindingKind::Local, name, None, declared_type())));
        }
        "catch_block" => {
            bindings
                .extend(first_name().map(|name| binding(BindingKind::Parameter, name, None, None)));
        }
        "enum_entry" => {
            bindings.extend(first_name().map(|name| binding(BindingKind::Field, name, None, None)))
        }
        "type_parameter" => {
            bindings
                .extend(first_name().map(|name| binding(BindingKind::Generic, name, None, None)));
        }
        _ => {}
    }
}

fn property<'s>(node: Node<'s>, bindings: &mut Vec<Binding<'s>>) {
    let Some(variable) = node.child_of("variable_declaration") else { return };
    let Some(name) = variable.child_of("identifier") else { return };
    let kind = match node.parent() {
        Some(parent) if parent.is_any(HOLDERS) => BindingKind::Field,
        _ => BindingKind::Local,
    };
    let getter = || node.child_of("getter")?.child_of("function_body").and_then(result);
    let value = value_of(node).or_else(getter);
    let declared_type = variable.children().find(|it| it.is_any(TYPES));
    bindings.push(Binding { kind, name, value, declared_type, node });
}

/// The initializer of a property, or what `by lazy { … }` gives.
fn value_of(property: Node<'_>) -> Option<Node<'_>> {
    let is_value = |it: &Node<'_>| {
        !it.is_any(&[
            "modifiers",
            "variable_declaration",
            "multi_variable_declaration",
            "getter",
            "setter",
            "type_parameters",
            "type_constraints",
            "property_delegate",
        ]) && !it.is_any(TYPES)
    };
    let delegate = || {
        let call = property.child_of("property_delegate")?.children().next()?;
        let Expression::Call(call) = expression(call) else { return None };
        let is_lazy = call.name.is_some_and(|name| name.text() == "lazy");
        let block = call.arguments.last().filter(|_| is_lazy)?.value;
        match expression(block) {
            Expression::Inner(inner) => match expression(inner) {
                Expression::Function(result) => result,
                _ => None,
            },
            Expression::Function(result) => result,
            _ => None,
        }
    };
    property.children().find(is_value).or_else(delegate)
}

/// The default of a parameter of a class.
fn default_of(parameter: Node<'_>) -> Option<Node<'_>> {
    let name = parameter.child_of("identifier")?;
    let behind = parameter.children().filter(|it| it.start() > name.start());
    behind.into_iter().find(|it| !it.is_any(TYPES))
}

/// The type that a function is written to return.
fn return_type(function: Node<'_>) -> Option<Node<'_>> {
    let parameters = function.child_of("function_value_parameters")?;
    parameters.next().filter(|it| it.is_any(TYPES))
}

/// What a node defines.
pub(super) fn defined(node: Node<'_>) -> Option<Defined<'_>> {
    let is_held = node.parent().is_some_and(|it| it.is_any(HOLDERS));
    let (kind, name) = match node.kind() {
        "class_declaration" => {
            let name = node.child("name")?;
            let header = node.text().get(..name.start() - node.start()).unwrap_or_default();
            let is_type =
                header.split_whitespace().any(|word| matches!(word, "interface" | "enum"));
            (if is_type { DefinitionKind::Type } else { DefinitionKind::Class }, name)
        }
        "object_declaration" => (DefinitionKind::Class, node.child("name")?),
        "type_alias" => (DefinitionKind::Type, node.child("type")?),
        "function_declaration" if is_held => (DefinitionKind::Function, node.child("name")?),
        "enum_entry" => (DefinitionKind::Constant, node.child_of("identifier")?),
        "property_declaration" if is_held => (
            DefinitionKind::Constant,
            node.child_of("variable_declaration")?.child_of("identifier")?,
        ),
        _ => return None,
    };
    let body = node
        .children()
        .find(|it| it.is_any(&["class_body", "enum_class_body", "function_body", "getter"]));
    Some(Defined {
        name,
        kind,
        node,
        body,
        is_public: is_public(node),
        receiver: receiver(node, name),
    })
}

/// Where members and what belongs to the file stands.
const HOLDERS: &[&str] = &["class_body", "enum_class_body", "source_file"];

/// What is not said to be anything else is public.
fn is_public(node: Node<'_>) -> bool {
    let modifiers = node.child_of("modifiers").into_iter().flat_map(Node::children);
    modifiers
        .filter(|it| it.is("visibility_modifier"))
        .all(|it| matches!(it.text(), "public" | "internal"))
}

/// The type that a function extends: `fun String.shorten()`.
fn receiver<'s>(function: Node<'s>, name: Node<'s>) -> Option<Node<'s>> {
    let is_function = function.is("function_declaration");
    name.previous().filter(|before| is_function && before.is_any(TYPES))
}
