//! Things that can be gone to by name.

use crate::source::facts::{Definition, DefinitionKind};
use crate::source::languages::scripting::{comments_before, signature};
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::syntax::{FUNCTIONS, listed, receiver_type};

/// Every definition, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Vec<Definition> {
    file.syntax.nodes().flat_map(|node| definitions(file, node)).collect()
}

fn definitions<'s>(file: &File<'s>, node: Node<'s>) -> Vec<Definition> {
    let kind = match node.kind() {
        "function_declaration" => DefinitionKind::Function,
        "method_declaration" | "method_elem" => DefinitionKind::Method,
        "type_spec" | "type_alias" => DefinitionKind::Type,
        "const_spec" | "var_spec" => DefinitionKind::Constant,
        _ => return Vec::new(),
    };
    // What is declared inside a function is nobody else's.
    if node.ancestors().any(|outer| outer.is_any(FUNCTIONS)) {
        return Vec::new();
    }
    let values = listed(node, "value");
    let names = node.children().filter(|child| child.field() == "name").enumerate();
    let named = names.filter(|(_, name)| name.text() != "_");
    named
        .map(|(at, name)| {
            let is_function = values.get(at).is_some_and(|value| value.is("func_literal"));
            let kind = if is_function { DefinitionKind::Function } else { kind };
            definition(file, node, name, kind)
        })
        .collect()
}

fn definition<'s>(
    file: &File<'s>,
    node: Node<'s>,
    name: Node<'s>,
    kind: DefinitionKind,
) -> Definition {
    let text = file.syntax.text();
    let whole = whole(node);
    let body = node.child("body").or_else(|| {
        let of = node.child("type")?;
        let open = of.child_of("field_declaration_list").map(Node::start);
        open.map(|_| of).or_else(|| of.is("interface_type").then_some(of))
    });
    let end = match body {
        Some(body) if body.is("struct_type") => body.start() + "struct".len(),
        Some(body) if body.is("interface_type") => body.start() + "interface".len(),
        Some(body) => body.start(),
        None => whole.end(),
    };
    let is_public = name.text().starts_with(char::is_uppercase);
    Definition {
        exported_as: if is_public { vec![name.text().to_owned()] } else { Vec::new() },
        name: Spanned::new(name.text().to_owned(), name.range()),
        container: container(node),
        kind,
        range: whole.range(),
        signature: signature(text, ByteRange::new(whole.start(), end)),
        documentation: documentation(text, whole),
    }
}

/// The statement with its keyword; the entry alone in a group.
fn whole(node: Node<'_>) -> Node<'_> {
    const ALONE: &[&str] = &["type_declaration", "const_declaration", "var_declaration"];
    match node.parent() {
        Some(parent) if parent.is_any(ALONE) && is_ungrouped(parent, node) => parent,
        _ => node,
    }
}

/// Whether a declaration is written without parentheses.
fn is_ungrouped(declaration: Node<'_>, node: Node<'_>) -> bool {
    let lead = declaration.text().get(..node.start() - declaration.start());
    lead.is_some_and(|lead| !lead.contains('('))
}

/// The type that a method belongs to, or the interface that asks for it.
fn container(node: Node<'_>) -> Option<String> {
    match node.kind() {
        "method_declaration" => receiver_type(node).map(str::to_owned),
        "method_elem" => {
            let holder = node.ancestors().find(|outer| outer.is("type_spec"))?;
            holder.child("name").map(|name| name.text().to_owned())
        }
        _ => None,
    }
}

/// The comment right before a node, without what speaks to the compiler.
fn documentation(text: &str, node: Node<'_>) -> Option<String> {
    let comments = comments_before(text, node);
    let lines = comments.iter().filter(|comment| !comment.starts_with("//go:"));
    let lines: Vec<&str> = lines
        .flat_map(|comment| {
            let inside = comment.strip_prefix("/*").and_then(|it| it.strip_suffix("*/"));
            inside.unwrap_or(comment.trim_start_matches('/')).lines()
        })
        .map(str::trim)
        .collect();
    let documentation = lines.join("\n").trim().to_owned();
    (!documentation.is_empty()).then_some(documentation)
}
