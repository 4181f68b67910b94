//! Kotlin in the terms of languages of classes.

use crate::source::languages::classes::{
    Annotation, Binding, Defined, Dialect, Expression, KOTLIN, NameRole, Part, Words, Written,
    package_length, unmarked,
};
use crate::source::tree::Node;

use super::{declarations, expressions};

/// Kotlin.
pub(super) struct Kotlin;

impl Dialect for Kotlin {
    fn expression<'s>(&self, node: Node<'s>) -> Expression<'s> {
        // Supertypes and annotations are written as constructions.
        let is_expression = !node.is("constructor_invocation");
        if is_expression { expressions::expression(node) } else { Expression::Other }
    }

    fn text_parts<'s>(&self, node: Node<'s>) -> Vec<Part<'s>> {
        expressions::text_parts(node)
    }

    fn path<'s>(&self, node: Node<'s>) -> Vec<Node<'s>> {
        expressions::path(node)
    }

    fn declare<'s>(&self, node: Node<'s>, bindings: &mut Vec<Binding<'s>>) {
        declarations::declare(node, bindings);
    }

    fn is_scope(&self, node: Node<'_>) -> bool {
        self.is_type(node)
            || node.is_any(&[
                "function_declaration",
                "anonymous_function",
                "secondary_constructor",
                "anonymous_initializer",
                "lambda_literal",
                "block",
                "for_statement",
                "catch_block",
                "when_expression",
                "getter",
                "setter",
                "object_literal",
            ])
    }

    fn is_type(&self, node: Node<'_>) -> bool {
        node.is_any(&["class_declaration", "object_declaration"])
    }

    fn import<'s>(&self, node: Node<'s>) -> Option<Written<'s>> {
        let path = node.children().next().filter(|_| node.is("import"))?;
        let names = self.path(path);
        let target: Vec<&str> = names.iter().map(|name| name.text()).collect();
        let is_all = node.text().trim_end().ends_with('*');
        let alias = node.children().nth(1).filter(|alias| alias.is("identifier"));
        let local = alias.or(names.last().copied());
        Some(Written {
            node,
            target: target.join("."),
            target_range: path.range(),
            local: if is_all { None } else { local },
            is_static: false,
        })
    }

    fn role(&self, name: Node<'_>) -> NameRole {
        let Some(parent) = name.parent() else { return NameRole::NoUse };
        let is_first = name.previous().is_none();
        match parent.kind() {
            "user_type" if is_first => type_role(parent),
            "navigation_expression" if is_first => {
                let is_token = matches!(expressions::expression(parent), Expression::TypeToken);
                if is_token { NameRole::Type } else { NameRole::Value }
            }
            "call_expression" | "index_expression" if is_first => NameRole::Value,
            "value_argument" if is_first && parent.children().count() > 1 => NameRole::NoUse,
            "infix_expression" if !is_first && name.next().is_some() => NameRole::NoUse,
            "callable_reference" if !is_first => NameRole::NoUse,
            "class_parameter" => {
                let declared = parent.child_of("identifier");
                if declared == Some(name) { NameRole::NoUse } else { NameRole::Value }
            }
            "catch_block" => {
                let declared = parent.child_of("identifier");
                if declared == Some(name) { NameRole::NoUse } else { NameRole::Value }
            }
            "user_type"
            | "navigation_expression"
            | "qualified_identifier"
            | "import"
            | "package_header"
            | "variable_declaration"
            | "parameter"
            | "enum_entry"
            | "type_parameter"
            | "label"
            | "type_alias" => NameRole::NoUse,
            _ if name.field() == "name" => NameRole::NoUse,
            _ => NameRole::Value,
        }
    }

    fn annotation<'s>(&self, node: Node<'s>) -> Option<Annotation<'s>> {
        let inside = node
            .children()
            .find(|it| !it.is("use_site_target"))
            .filter(|_| node.is("annotation"))?;
        let (named, arguments) = match inside.kind() {
            "constructor_invocation" => (inside.children().next()?, expressions::arguments(inside)),
            _ => (inside, Vec::new()),
        };
        Some(Annotation { name: self.path(named).last().copied()?, arguments })
    }

    fn annotated<'s>(&self, annotation: Node<'s>) -> Option<Node<'s>> {
        annotation.parent().filter(|parent| parent.is("modifiers")).and_then(Node::parent)
    }

    fn assignment<'s>(&self, node: Node<'s>) -> Option<(Node<'s>, Option<Node<'s>>)> {
        if !node.is("assignment") {
            return None;
        }
        let is_plain = node.child("operator").is_none_or(|operator| operator.text() == "=");
        Some((node.child("left")?, node.child("right").filter(|_| is_plain)))
    }

    fn comparison<'s>(&self, node: Node<'s>) -> Option<Vec<Node<'s>>> {
        let sides =
            || node.children().filter(|it| matches!(it.field(), "left" | "right")).collect();
        let is_comparison = match node.kind() {
            "in_expression" => true,
            "binary_expression" => node
                .child("operator")
                .is_some_and(|operator| matches!(operator.text(), "==" | "!=" | "===" | "!==")),
            _ => false,
        };
        is_comparison.then(sides)
    }

    fn is_dead_end(&self, node: Node<'_>, inside: Node<'_>) -> bool {
        node.is("throw_expression") || node.is("when_entry") && inside.field() == "condition"
    }

    fn is_home(&self, node: Node<'_>) -> bool {
        node.is_any(&[
            "return_expression",
            "block",
            "function_body",
            "class_body",
            "enum_entry",
            "class_parameter",
            "function_value_parameters",
            "source_file",
        ])
    }

    fn defined<'s>(&self, node: Node<'s>) -> Option<Defined<'s>> {
        declarations::defined(node)
    }

    fn documentation(&self, comment: &str) -> Option<String> {
        unmarked(comment)
    }

    fn qualified_length(&self, path: &[Node<'_>]) -> Option<usize> {
        let names: Vec<&str> = path.iter().map(|name| name.text()).collect();
        package_length(&names)
    }

    fn root_length(&self) -> usize {
        2
    }

    fn words(&self) -> &'static Words {
        &KOTLIN
    }

    fn is_preamble(&self, node: Node<'_>) -> bool {
        node.is("shebang")
    }
}

/// What a type is used for.
fn type_role(user_type: Node<'_>) -> NameRole {
    let Some(holder) = user_type.parent() else { return NameRole::Type };
    let is_error = || {
        let last = expressions::path(user_type).last().map_or("", |name| name.text());
        last.ends_with("Exception") || last.ends_with("Error")
    };
    // A name that is handed on may be used for anything.
    if holder.is("type_alias") {
        return NameRole::Value;
    }
    let is_inherited = holder.is("constructor_invocation")
        && holder.parent().is_some_and(|outer| outer.is("delegation_specifier"))
        && !is_error();
    if is_inherited { NameRole::Value } else { NameRole::Type }
}
