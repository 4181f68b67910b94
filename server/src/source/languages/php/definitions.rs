//! Things that can be gone to by name.

use crate::source::facts::{Definition, DefinitionKind};
use crate::source::languages::scripting::{comments_before, signature, unmarked};
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::members::is_held;
use super::syntax::{CLASSES, callee_name, inside, plain_text, values};

/// Every definition, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Vec<Definition> {
    file.syntax.nodes().filter_map(|node| definition(file, node)).collect()
}

/// A name, at its place.
struct Named<'s> {
    text: &'s str,
    range: ByteRange,
}

fn definition<'s>(file: &File<'s>, node: Node<'s>) -> Option<Definition> {
    let kind = match node.kind() {
        "function_definition" => DefinitionKind::Function,
        "method_declaration" => DefinitionKind::Method,
        "class_declaration" => DefinitionKind::Class,
        "interface_declaration" | "trait_declaration" | "enum_declaration" => DefinitionKind::Type,
        "const_element" | "enum_case" => DefinitionKind::Constant,
        "function_call_expression" if callee_name(node) == "define" => DefinitionKind::Constant,
        _ => return None,
    };
    let name = match node.kind() {
        "const_element" => node.children().next().map(of_name)?,
        "function_call_expression" => {
            let name = *values(node).first()?;
            Named { text: plain_text(name)?, range: inside(name) }
        }
        _ => of_name(node.child("name")?),
    };
    let whole = match node.kind() {
        "const_element" => node.parent()?,
        "function_call_expression" => node.parent().filter(|it| it.is("expression_statement"))?,
        _ => node,
    };
    let text = file.syntax.text();
    // Attributes are written about a definition, they are none of its first line.
    let start = whole.child("attributes").map_or(whole.start(), |it| it.end());
    let end = node.child("body").map_or(whole.end(), Node::start);
    let holder = node.ancestors().find(|outer| outer.is_any(CLASSES));
    let container = holder.and_then(|holder| holder.child("name")).map(|it| it.text().to_owned());
    let is_public = !is_hidden(whole) && (container.is_some() || !is_held(node));
    Some(Definition {
        exported_as: if is_public { vec![name.text.to_owned()] } else { Vec::new() },
        name: Spanned::new(name.text.to_owned(), name.range),
        container,
        kind,
        range: whole.range(),
        signature: signature(text, ByteRange::new(start, end)),
        documentation: documentation(text, whole),
    })
}

fn of_name(name: Node<'_>) -> Named<'_> {
    Named { text: name.text(), range: name.range() }
}

fn is_hidden(node: Node<'_>) -> bool {
    let modifier = node.child_of("visibility_modifier").map(Node::text);
    matches!(modifier, Some("private" | "protected"))
}

/// The `/** … */` comment right before a node, or the `//` lines.
fn documentation(text: &str, node: Node<'_>) -> Option<String> {
    let comments = comments_before(text, node);
    let documentation = match comments.last() {
        Some(last) if last.starts_with("/**") => unmarked(last),
        _ => {
            let lines = comments.iter().filter(|it| it.starts_with("//") || it.starts_with('#'));
            let lines: Vec<_> = lines.map(|it| it.trim_start_matches(['/', '#']).trim()).collect();
            lines.join("\n").trim().to_owned()
        }
    };
    (!documentation.is_empty()).then_some(documentation)
}
