//! What Java declares and defines.

use crate::source::facts::DefinitionKind;
use crate::source::languages::classes::{Binding, BindingKind, Defined};
use crate::source::tree::Node;

/// Appends what a node declares.
pub(super) fn declare<'s>(node: Node<'s>, bindings: &mut Vec<Binding<'s>>) {
    let named = |kind: BindingKind, value: Option<Node<'s>>, declared_type: Option<Node<'s>>| {
        let name = node.child("name")?;
        Some(Binding { kind, name, value, declared_type, node })
    };
    let found = match node.kind() {
        "class_declaration"
        | "interface_declaration"
        | "enum_declaration"
        | "record_declaration"
        | "annotation_type_declaration" => named(BindingKind::Type, None, None),
        "method_declaration" => {
            named(BindingKind::Function, node.child("body").and_then(result), node.child("type"))
        }
        "variable_declarator" => {
            let holder = node.parent();
            let is_field =
                holder.is_some_and(|it| it.is_any(&["field_declaration", "constant_declaration"]));
            let kind = match is_field {
                true => BindingKind::Field,
                false if holder.is_some_and(|it| it.is("spread_parameter")) => {
                    BindingKind::Parameter
                }
                false => BindingKind::Local,
            };
            named(kind, node.child("value"), holder.and_then(|it| it.child("type")))
        }
        "formal_parameter" => {
            let is_component =
                node.parent().and_then(Node::parent).is_some_and(|it| it.is("record_declaration"));
            let kind = if is_component { BindingKind::Field } else { BindingKind::Parameter };
            named(kind, None, node.child("type"))
        }
        "catch_formal_parameter" => named(BindingKind::Parameter, None, None),
        "resource" => named(BindingKind::Local, node.child("value"), node.child("type")),
        "enhanced_for_statement" => named(BindingKind::Local, None, node.child("type")),
        "instanceof_expression" => named(BindingKind::Local, None, node.child("right")),
        "enum_constant" => named(BindingKind::Field, None, None),
        "lambda_expression" => {
            node.child("parameters").filter(|it| it.is("identifier")).map(|name| Binding {
                kind: BindingKind::Local,
                name,
                value: None,
                declared_type: None,
                node,
            })
        }
        "type_parameter" => node.child_of("type_identifier").map(|name| Binding {
            kind: BindingKind::Generic,
            name,
            value: None,
            declared_type: None,
            node,
        }),
        "inferred_parameters" => {
            let parameter = |name| Binding {
                kind: BindingKind::Parameter,
                name,
                value: None,
                declared_type: None,
                node,
            };
            bindings.extend(node.children().filter(|it| it.is("identifier")).map(parameter));
            None
        }
        _ => None,
    };
    bindings.extend(found);
}

/// The one expression that a body returns.
pub(super) fn result(body: Node<'_>) -> Option<Node<'_>> {
    if !body.is("block") {
        return Some(body);
    }
    let mut statements = body.children();
    let only = statements.next().filter(|only| only.is("return_statement"))?;
    if statements.next().is_some() { None } else { only.children().next() }
}

/// What a node defines.
pub(super) fn defined(node: Node<'_>) -> Option<Defined<'_>> {
    let (kind, holder) = match node.kind() {
        "class_declaration" | "record_declaration" => (DefinitionKind::Class, node),
        "interface_declaration" | "enum_declaration" | "annotation_type_declaration" => {
            (DefinitionKind::Type, node)
        }
        "method_declaration" | "constructor_declaration" | "compact_constructor_declaration" => {
            (DefinitionKind::Method, node)
        }
        "variable_declarator" => {
            let holder = node.parent()?;
            let is_field = holder.is_any(&["field_declaration", "constant_declaration"]);
            (DefinitionKind::Constant, Some(holder).filter(|_| is_field)?)
        }
        "enum_constant" => (DefinitionKind::Constant, node),
        _ => return None,
    };
    let in_interface = holder
        .ancestors()
        .find(|outer| {
            outer.is_any(&["class_body", "interface_body", "enum_body", "enum_body_declarations"])
        })
        .is_some_and(|body| body.is("interface_body"));
    let modifiers = holder.child_of("modifiers").map_or("", Node::text);
    let says = |word: &str| modifiers.split(|c: char| !c.is_alphanumeric()).any(|it| it == word);
    let is_implicit = in_interface || node.is("enum_constant");
    Some(Defined {
        name: node.child("name")?,
        kind,
        node: holder,
        body: if kind == DefinitionKind::Constant { None } else { holder.child("body") },
        is_public: says("public") || is_implicit && !says("private"),
        receiver: None,
    })
}
