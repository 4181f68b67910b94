//! What C# declares and defines.

use crate::source::facts::DefinitionKind;
use crate::source::languages::classes::{Binding, BindingKind, Defined};
use crate::source::tree::Node;

/// Classes and their like.
pub(super) const TYPE_DECLARATIONS: &[&str] = &[
    "class_declaration",
    "struct_declaration",
    "interface_declaration",
    "record_declaration",
    "enum_declaration",
];

/// Appends what a node declares.
pub(super) fn declare<'s>(node: Node<'s>, bindings: &mut Vec<Binding<'s>>) {
    let named = |kind: BindingKind, value: Option<Node<'s>>, declared_type: Option<Node<'s>>| {
        let name = node.child("name")?;
        Some(Binding { kind, name, value, declared_type, node })
    };
    let found = match node.kind() {
        kind if TYPE_DECLARATIONS.contains(&kind) => named(BindingKind::Type, None, None),
        "delegate_declaration" => named(BindingKind::Type, None, None),
        "method_declaration" | "local_function_statement" => {
            let returns = node.child("returns").or_else(|| node.child("type"));
            named(BindingKind::Function, node.child("body").and_then(result), returns)
        }
        "property_declaration" => {
            named(BindingKind::Field, property_value(node), node.child("type"))
        }
        "variable_declarator" => {
            let declaration = node.parent();
            let is_field = declaration
                .and_then(Node::parent)
                .is_some_and(|it| it.is_any(&["field_declaration", "event_field_declaration"]));
            let kind = if is_field { BindingKind::Field } else { BindingKind::Local };
            named(kind, unnamed(node), declaration.and_then(|it| it.child("type")))
        }
        "parameter" => {
            let holder = node.parent().and_then(Node::parent);
            let is_primary = holder.is_some_and(|it| TYPE_DECLARATIONS.contains(&it.kind()));
            let kind = if is_primary { BindingKind::Field } else { BindingKind::Parameter };
            named(kind, unnamed(node), node.child("type"))
        }
        "enum_member_declaration" => named(BindingKind::Field, None, None),
        "catch_declaration" => named(BindingKind::Parameter, None, node.child("type")),
        "declaration_pattern"
        | "declaration_expression"
        | "recursive_pattern"
        | "var_pattern"
        | "from_clause" => named(BindingKind::Local, None, node.child("type")),
        "type_parameter" => named(BindingKind::Generic, None, None),
        "foreach_statement" => {
            node.child("left").filter(|it| it.is("identifier")).map(|name| Binding {
                kind: BindingKind::Parameter,
                name,
                value: None,
                declared_type: node.child("type"),
                node,
            })
        }
        "implicit_parameter" => Some(Binding {
            kind: BindingKind::Parameter,
            name: node,
            value: None,
            declared_type: None,
            node,
        }),
        _ => None,
    };
    bindings.extend(found);
}

/// What stands behind the name of a declarator or parameter.
fn unnamed(node: Node<'_>) -> Option<Node<'_>> {
    let name = node.child("name")?;
    node.children().find(|it| it.start() >= name.end() && !it.is("bracketed_argument_list"))
}

fn property_value(property: Node<'_>) -> Option<Node<'_>> {
    if let Some(value) = property.child("value") {
        return result(value);
    }
    let accessors = property.child("accessors").into_iter().flat_map(Node::children);
    let is_getter = |it: &Node<'_>| it.child("name").is_some_and(|name| name.text() == "get");
    accessors.into_iter().find(is_getter)?.child("body").and_then(result)
}

/// The one expression that a body returns.
pub(super) fn result(body: Node<'_>) -> Option<Node<'_>> {
    match body.kind() {
        "arrow_expression_clause" => body.children().next(),
        "block" => {
            let mut statements = body.children();
            let only = statements.next().filter(|only| only.is("return_statement"))?;
            if statements.next().is_some() { None } else { only.children().next() }
        }
        _ => Some(body),
    }
}

/// What a node defines.
pub(super) fn defined(node: Node<'_>) -> Option<Defined<'_>> {
    let (kind, holder) = match node.kind() {
        "class_declaration" | "record_declaration" => (DefinitionKind::Class, node),
        "struct_declaration"
        | "interface_declaration"
        | "enum_declaration"
        | "delegate_declaration" => (DefinitionKind::Type, node),
        // Nothing else says which files a `using` means.
        "namespace_declaration" | "file_scoped_namespace_declaration" => {
            (DefinitionKind::Module, node)
        }
        "method_declaration" | "constructor_declaration" => (DefinitionKind::Method, node),
        // Behind top-level statements stand functions of the program.
        "local_function_statement" if node.parent().is_some_and(|it| it.is("global_statement")) => {
            (DefinitionKind::Function, node)
        }
        "property_declaration" | "enum_member_declaration" => (DefinitionKind::Constant, node),
        "variable_declarator" => {
            let holder = node.parent().and_then(Node::parent)?;
            let is_field = holder.is_any(&["field_declaration", "event_field_declaration"]);
            (DefinitionKind::Constant, Some(holder).filter(|_| is_field)?)
        }
        _ => return None,
    };
    let modifiers = holder.children().filter(|it| it.is("modifier"));
    let words: Vec<&str> = modifiers.map(Node::text).collect();
    let in_interface = holder
        .ancestors()
        .find(|outer| TYPE_DECLARATIONS.contains(&outer.kind()))
        .is_some_and(|outer| outer.is("interface_declaration"));
    let is_implicit = in_interface || node.is("enum_member_declaration");
    let body = match kind {
        DefinitionKind::Constant => holder.child("accessors"),
        _ => holder.child("body"),
    };
    Some(Defined {
        name: node.child("name")?,
        kind,
        node: holder,
        body,
        is_public: words.iter().any(|word| matches!(*word, "public" | "internal"))
            || is_implicit && !words.contains(&"private"),
        receiver: None,
    })
}
