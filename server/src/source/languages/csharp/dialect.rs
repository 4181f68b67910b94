//! C# in the terms of languages of classes.

use crate::source::languages::classes::{
    Annotation, Argument, Binding, CSHARP, Defined, Dialect, Expression, NameRole, Part, Words,
    Written,
};
use crate::source::tree::Node;

use super::{declarations, expressions, strings};

/// C#.
pub(super) struct CSharp;

/// Nodes that are wholly a type, or part of one.
const TYPES: &[&str] = &[
    "qualified_name",
    "generic_name",
    "alias_qualified_name",
    "nullable_type",
    "array_type",
    "ref_type",
    "scoped_type",
    "pointer_type",
];

impl Dialect for CSharp {
    fn expression<'s>(&self, node: Node<'s>) -> Expression<'s> {
        expressions::expression(node)
    }

    fn text_parts<'s>(&self, node: Node<'s>) -> Vec<Part<'s>> {
        strings::text_parts(node)
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
                "method_declaration",
                "constructor_declaration",
                "destructor_declaration",
                "operator_declaration",
                "conversion_operator_declaration",
                "indexer_declaration",
                "delegate_declaration",
                "local_function_statement",
                "lambda_expression",
                "anonymous_method_expression",
                "accessor_declaration",
                "block",
                "for_statement",
                "foreach_statement",
                "using_statement",
                "catch_clause",
                "switch_section",
                "switch_expression_arm",
            ])
    }

    fn is_type(&self, node: Node<'_>) -> bool {
        declarations::TYPE_DECLARATIONS.contains(&node.kind())
    }

    fn import<'s>(&self, node: Node<'s>) -> Option<Written<'s>> {
        let name = node.child("name");
        if node.is("extern_alias_directive") {
            let name = name?;
            return Some(Written {
                node,
                target: name.text().to_owned(),
                target_range: name.range(),
                local: Some(name),
                is_static: false,
            });
        }
        let path = node
            .children()
            .find(|it| it.field() != "name")
            .filter(|_| node.is("using_directive"))?;
        let names = self.path(path);
        let target: Vec<&str> = names.iter().map(|name| name.text()).collect();
        if target.is_empty() {
            return None;
        }
        let mut words = node.text().split_whitespace();
        let is_static =
            words.by_ref().take_while(|word| !word.contains('.')).any(|word| word == "static");
        Some(Written {
            node,
            target: target.join("."),
            target_range: path.range(),
            local: name,
            is_static,
        })
    }

    fn role(&self, name: Node<'_>) -> NameRole {
        let Some(parent) = name.parent() else { return NameRole::NoUse };
        let holder = whole_type(name).parent();
        if holder.is_some_and(|it| {
            it.is_any(&[
                "using_directive",
                "namespace_declaration",
                "file_scoped_namespace_declaration",
            ])
        }) {
            return NameRole::NoUse;
        }
        match parent.kind() {
            "member_access_expression" if name.field() == "name" => NameRole::NoUse,
            "member_binding_expression"
            | "extern_alias_directive"
            | "labeled_statement"
            | "goto_statement" => NameRole::NoUse,
            "qualified_name" if name.field() == "name" => NameRole::NoUse,
            "alias_qualified_name" if name.field() == "alias" => {
                // `global` is a word of the language, everything else an alias of the file.
                if name.text() == "global" { NameRole::NoUse } else { type_role(name) }
            }
            "assignment_expression"
                if name.field() == "left"
                    && parent.parent().is_some_and(|it| it.is("initializer_expression")) =>
            {
                NameRole::NoUse
            }
            "foreach_statement" if name.field() == "left" => NameRole::NoUse,
            "anonymous_object_creation_expression"
                if name.next().is_some_and(|next| follows(name, next)) =>
            {
                NameRole::NoUse
            }
            "attribute" | "constant_pattern" | "catch_declaration"
                if name.field() != "name" || parent.is("attribute") =>
            {
                NameRole::Type
            }
            "alias_qualified_name" => type_role(parent),
            _ if name.field() == "name" => NameRole::NoUse,
            _ => type_role(name),
        }
    }

    fn annotation<'s>(&self, node: Node<'s>) -> Option<Annotation<'s>> {
        let name =
            self.path(node.child("name").filter(|_| node.is("attribute"))?).last().copied()?;
        let list = node.child_of("attribute_argument_list").into_iter().flat_map(Node::children);
        let arguments = list.filter_map(|it| {
            let value = it.children().find(|inside| inside.field() != "name")?;
            Some(Argument { name: it.child("name"), value })
        });
        Some(Annotation { name, arguments: arguments.collect() })
    }

    fn annotated<'s>(&self, annotation: Node<'s>) -> Option<Node<'s>> {
        annotation.parent().filter(|parent| parent.is("attribute_list")).and_then(Node::parent)
    }

    fn assignment<'s>(&self, node: Node<'s>) -> Option<(Node<'s>, Option<Node<'s>>)> {
        // An entry of an initializer is an argument of the construction.
        let is_entry = node.parent().is_some_and(|parent| parent.is("initializer_expression"));
        if !node.is("assignment_expression") || is_entry {
            return None;
        }
        let is_plain = node.child("operator").is_none_or(|operator| operator.text() == "=");
        Some((node.child("left")?, node.child("right").filter(|_| is_plain)))
    }

    fn comparison<'s>(&self, node: Node<'s>) -> Option<Vec<Node<'s>>> {
        match node.kind() {
            "binary_expression" => {
                let operator = node.child("operator").map_or("", Node::text);
                let sides = node.children().filter(|it| matches!(it.field(), "left" | "right"));
                matches!(operator, "==" | "!=").then(|| sides.collect())
            }
            // `is null`, `is not null`, `is "x"`.
            "is_pattern_expression" => {
                let pattern = node.child("pattern")?;
                let inner = pattern.descendants().last().unwrap_or(pattern);
                Some(vec![node.child("expression")?, inner])
            }
            _ => None,
        }
    }

    fn is_dead_end(&self, node: Node<'_>, _inside: Node<'_>) -> bool {
        node.is_any(&[
            "throw_statement",
            "throw_expression",
            "constant_pattern",
            "expression_statement",
        ])
    }

    fn is_home(&self, node: Node<'_>) -> bool {
        node.is_any(&[
            "return_statement",
            "block",
            "arrow_expression_clause",
            "declaration_list",
            "global_statement",
            "yield_statement",
            "compilation_unit",
        ])
    }

    fn defined<'s>(&self, node: Node<'s>) -> Option<Defined<'s>> {
        declarations::defined(node)
    }

    fn documentation(&self, comment: &str) -> Option<String> {
        let line = comment.strip_prefix("///")?;
        let mut text = String::new();
        let mut rest = line;
        // The marks of XML say nothing to people.
        while let Some((before, behind)) = rest.split_once('<') {
            text.push_str(before);
            rest = behind.split_once('>').map_or("", |(_, rest)| rest);
        }
        text.push_str(rest);
        Some(text.trim().to_owned())
    }

    fn qualified_length(&self, path: &[Node<'_>]) -> Option<usize> {
        let first = path.first()?;
        let is_namespace = |name: &Node<'_>| name.text().starts_with(char::is_uppercase);
        if !path.iter().take(2).all(is_namespace) || self.words().own_types.contains(&first.text())
        {
            return None;
        }
        let whole = whole_type(*first);
        let is_type =
            whole != *first && whole.parent().is_none_or(|it| !it.is("member_access_expression"));
        match (is_type, path.len()) {
            (true, length @ 2..) => Some(length),
            // `Console.WriteLine` may be a class with its member; what is longer begins with a
            // namespace.
            (false, length @ 3..) => Some(length - 1),
            _ => None,
        }
    }

    fn root_length(&self) -> usize {
        1
    }

    fn words(&self) -> &'static Words {
        &CSHARP
    }

    fn is_preamble(&self, node: Node<'_>) -> bool {
        node.kind().starts_with("preproc_") || node.is("shebang_directive")
    }
}

/// Whether two entries of `new { name = value }` are a name and its value.
fn follows(name: Node<'_>, value: Node<'_>) -> bool {
    let list = name.parent().map_or("", Node::text);
    let start = name.parent().map_or(0, Node::start);
    list.get(name.end() - start..value.start() - start).is_some_and(|between| between.contains('='))
}

/// The type that a name is part of.
fn whole_type(name: Node<'_>) -> Node<'_> {
    name.ancestors().take_while(|outer| outer.is_any(TYPES)).last().unwrap_or(name)
}

/// Whether a declaration constructs the type it is written with: `StripeClient client = new("x");`.
fn is_constructed(declaration: Node<'_>) -> bool {
    let inside = declaration.children().flat_map(|it| std::iter::once(it).chain(it.children()));
    inside.into_iter().any(|it| it.is("implicit_object_creation_expression"))
}

/// What a name is used for that may stand in the place of a type.
fn type_role(name: Node<'_>) -> NameRole {
    let whole = whole_type(name);
    // A type argument is a type, whatever the type is used for.
    let Some(holder) = whole.parent() else { return NameRole::Value };
    let is_token = |node: Node<'_>| {
        let call = node.parent().and_then(Node::parent).filter(|_| node.is("argument"));
        call.and_then(|call| call.child("function"))
            .is_some_and(|function| function.text() == "nameof")
    };
    match holder.kind() {
        "object_creation_expression" if whole.field() == "type" => NameRole::Value,
        "variable_declaration" | "property_declaration" if is_constructed(holder) => {
            NameRole::Value
        }
        "member_access_expression" => NameRole::Value,
        "invocation_expression" => NameRole::Value,
        "base_list" | "primary_constructor_base_type" => {
            let last = expressions::path(whole).last().map_or("", |name| name.text());
            let is_interface =
                last.strip_prefix('I').is_some_and(|rest| rest.starts_with(char::is_uppercase));
            let is_error = last.ends_with("Exception")
                || last.ends_with("Error")
                || last.ends_with("Attribute");
            if is_interface || is_error { NameRole::Type } else { NameRole::Value }
        }
        "argument" if is_token(holder) => NameRole::Type,
        "attribute"
        | "type_argument_list"
        | "catch_declaration"
        | "typeof_expression"
        | "sizeof_expression"
        | "default_expression"
        | "declaration_pattern"
        | "recursive_pattern"
        | "type_pattern"
        | "constant_pattern"
        | "type_parameter_constraint"
        | "type_parameter_constraints_clause"
        | "explicit_interface_specifier"
        | "tuple_element"
        | "declaration_expression" => NameRole::Type,
        "as_expression" | "is_expression" if whole.field() == "right" => NameRole::Type,
        _ if matches!(whole.field(), "type" | "returns") => NameRole::Type,
        _ => NameRole::Value,
    }
}
