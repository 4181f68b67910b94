//! Java in the terms of languages of classes.

use crate::source::languages::classes::{
    Annotation, Argument, Binding, Defined, Dialect, Expression, JAVA, NameRole, Part, Words,
    Written, package_length, unmarked,
};
use crate::source::tree::Node;

use super::{declarations, expressions};

/// Java.
pub(super) struct Java;

/// Nodes that stand in the place of a type.
const TYPES: &[&str] =
    &["type_identifier", "scoped_type_identifier", "generic_type", "array_type", "annotated_type"];

impl Dialect for Java {
    fn expression<'s>(&self, node: Node<'s>) -> Expression<'s> {
        expressions::expression(node)
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
                "block",
                "method_declaration",
                "constructor_declaration",
                "compact_constructor_declaration",
                "lambda_expression",
                "for_statement",
                "enhanced_for_statement",
                "try_with_resources_statement",
                "catch_clause",
                "switch_rule",
                "switch_block_statement_group",
                "static_initializer",
            ])
            // An anonymous class.
            || node.is("class_body") && node.parent().is_some_and(|parent| parent.is("object_creation_expression"))
    }

    fn is_type(&self, node: Node<'_>) -> bool {
        node.is_any(&[
            "class_declaration",
            "interface_declaration",
            "enum_declaration",
            "record_declaration",
            "annotation_type_declaration",
        ])
    }

    fn import<'s>(&self, node: Node<'s>) -> Option<Written<'s>> {
        let path = node.children().next().filter(|_| node.is("import_declaration"))?;
        let names = self.path(path);
        let target: Vec<&str> = names.iter().map(|name| name.text()).collect();
        let is_all = node.child_of("asterisk").is_some();
        let keyword = node.text().strip_prefix("import").unwrap_or_default().trim_start();
        let is_static = keyword
            .strip_prefix("static")
            .is_some_and(|rest| rest.starts_with(char::is_whitespace));
        Some(Written {
            node,
            target: target.join("."),
            target_range: path.range(),
            local: if is_all { None } else { names.last().copied() },
            is_static,
        })
    }

    fn role(&self, name: Node<'_>) -> NameRole {
        let Some(parent) = name.parent() else { return NameRole::NoUse };
        if name.is("type_identifier") {
            return type_role(name, parent);
        }
        let is_declared = name.field() == "name"
            && !parent.is_any(&["method_invocation", "annotation", "marker_annotation"]);
        match parent.kind() {
            _ if is_declared => NameRole::NoUse,
            "annotation" | "marker_annotation" => NameRole::Type,
            "method_invocation" if name.field() == "name" && parent.child("object").is_some() => {
                NameRole::NoUse
            }
            "field_access" if name.field() == "field" => NameRole::NoUse,
            "element_value_pair" if name.field() == "key" => NameRole::NoUse,
            "method_reference" if name.previous().is_some() => NameRole::NoUse,
            "scoped_identifier" if name.field() == "scope" => {
                let outer = name.ancestors().find(|outer| !outer.is("scoped_identifier"));
                let is_annotation =
                    outer.is_some_and(|it| it.is_any(&["annotation", "marker_annotation"]));
                if is_annotation { NameRole::Type } else { NameRole::NoUse }
            }
            "import_declaration"
            | "package_declaration"
            | "scoped_identifier"
            | "inferred_parameters"
            | "labeled_statement"
            | "break_statement"
            | "continue_statement"
            | "type_pattern"
            | "record_pattern_component" => NameRole::NoUse,
            "lambda_expression" if name.field() == "parameters" => NameRole::NoUse,
            _ => NameRole::Value,
        }
    }

    fn annotation<'s>(&self, node: Node<'s>) -> Option<Annotation<'s>> {
        let is_annotation = node.is_any(&["annotation", "marker_annotation"]);
        let name = self.path(node.child("name").filter(|_| is_annotation)?).last().copied()?;
        let argument = |node: Node<'s>| match node.kind() {
            "element_value_pair" => {
                Argument { name: node.child("key"), value: node.child("value").unwrap_or(node) }
            }
            _ => Argument { name: None, value: node },
        };
        let arguments = node.child("arguments").into_iter().flat_map(Node::children).map(argument);
        Some(Annotation { name, arguments: arguments.collect() })
    }

    fn annotated<'s>(&self, annotation: Node<'s>) -> Option<Node<'s>> {
        annotation.parent().filter(|parent| parent.is("modifiers")).and_then(Node::parent)
    }

    fn assignment<'s>(&self, node: Node<'s>) -> Option<(Node<'s>, Option<Node<'s>>)> {
        match node.kind() {
            "assignment_expression" => {
                let is_plain = node.child("operator").is_none_or(|operator| operator.text() == "=");
                Some((node.child("left")?, node.child("right").filter(|_| is_plain)))
            }
            "update_expression" => Some((node.children().next()?, None)),
            _ => None,
        }
    }

    fn comparison<'s>(&self, node: Node<'s>) -> Option<Vec<Node<'s>>> {
        let operator = node.child("operator").filter(|_| node.is("binary_expression"))?;
        let sides = node.children().filter(|it| matches!(it.field(), "left" | "right"));
        matches!(operator.text(), "==" | "!=").then(|| sides.collect())
    }

    fn is_dead_end(&self, node: Node<'_>, _inside: Node<'_>) -> bool {
        // Behind the arrow of a `switch`, an expression is what the whole is worth.
        let is_arm = node.parent().is_some_and(|parent| parent.is("switch_rule"));
        node.is_any(&["throw_statement", "switch_label", "assert_statement"])
            || node.is("expression_statement") && !is_arm
    }

    fn is_home(&self, node: Node<'_>) -> bool {
        node.is_any(&[
            "return_statement",
            "block",
            "yield_statement",
            "class_body",
            "enum_constant",
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
        &JAVA
    }

    fn is_preamble(&self, _node: Node<'_>) -> bool {
        false
    }
}

/// What a name in the place of a type is used for.
fn type_role(name: Node<'_>, parent: Node<'_>) -> NameRole {
    // The names behind the first of a path are no names of this file.
    if parent.is("scoped_type_identifier") && name.previous().is_some() {
        return NameRole::NoUse;
    }
    if parent.is("type_parameter") {
        return NameRole::NoUse;
    }
    let mut whole = name;
    for outer in name.ancestors() {
        // An argument of a type is a type, whatever the type is used for.
        if !outer.is_any(TYPES) {
            break;
        }
        whole = outer;
    }
    let Some(holder) = whole.parent() else { return NameRole::Type };
    match holder.kind() {
        "object_creation_expression" if whole.field() == "type" => NameRole::Value,
        "method_reference" => NameRole::Value,
        // What extends an error class is one.
        "superclass" if !name_is_error(whole) => NameRole::Value,
        _ => NameRole::Type,
    }
}

fn name_is_error(whole: Node<'_>) -> bool {
    let name = expressions::path(whole).last().map_or("", |name| name.text());
    name.ends_with("Exception") || name.ends_with("Error")
}
