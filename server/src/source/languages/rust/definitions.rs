//! Definitions: functions, types, constants, modules, macros.

use super::attributes::{self, MOST_ABOVE_AN_ITEM};
use super::strings;
use super::syntax::{NodeId, Roles, Syntax};
use crate::source::facts::{Definition, DefinitionKind};
use crate::text::Spanned;

/// A holder while its inside is walked.
struct Holder {
    behind: NodeId,
    /// Joined with those around it; `None` where nothing has a name to be gone to by.
    path: Option<String>,
    /// Items of a function are its own business; functions in it are kept.
    is_function: bool,
    is_type: bool,
}

/// Containers nested deeper are not told: each repeats the names around it.
const DEEPEST_CONTAINER: usize = 32;

/// All definitions of the file.
pub(super) fn definitions(syntax: &Syntax<'_>) -> Vec<Definition> {
    let mut definitions = Vec::new();
    let mut holders: Vec<Holder> = Vec::new();
    for (node, roles) in syntax.marks_of(Roles::ITEM | Roles::SCOPE) {
        while holders.last().is_some_and(|holder| holder.behind <= node) {
            holders.pop();
        }
        if roles.has(Roles::ITEM) {
            definitions.extend(definition(syntax, node, holders.last()));
        }
        let name = match syntax.kind(node) {
            "impl_item" => syntax.child(node, "type").and_then(|of| type_name(syntax, of)),
            "trait_item" | "mod_item" => {
                syntax.child(node, "name").map(|name| syntax.text_of(name))
            }
            "function_item" => None,
            _ => continue,
        };
        let around = holders.last().and_then(|holder| holder.path.as_deref());
        let is_deep = holders.len() > DEEPEST_CONTAINER;
        let path = match (around, name.filter(|_| !is_deep)) {
            (Some(around), Some(name)) => Some(format!("{around}.{name}")),
            (around, name) => around.or(name).map(str::to_owned),
        };
        let is_function = syntax.kind(node) == "function_item"
            || holders.last().is_some_and(|holder| holder.is_function && name.is_none());
        let is_type = matches!(syntax.kind(node), "impl_item" | "trait_item");
        holders.push(Holder { behind: syntax.behind(node), path, is_function, is_type });
    }
    definitions
}

fn definition(syntax: &Syntax<'_>, item: NodeId, holder: Option<&Holder>) -> Option<Definition> {
    let is_associated = holder.is_some_and(|holder| holder.is_type);
    let kind = match syntax.kind(item) {
        "function_item" | "function_signature_item" if is_associated => DefinitionKind::Method,
        "function_item" | "function_signature_item" | "macro_definition" => {
            DefinitionKind::Function
        }
        "struct_item" | "enum_item" | "union_item" | "trait_item" | "type_item" => {
            DefinitionKind::Type
        }
        "const_item" | "static_item" if holder.is_some_and(|holder| holder.is_function) => {
            return None;
        }
        "const_item" | "static_item" => DefinitionKind::Constant,
        "mod_item" => DefinitionKind::Module,
        _ => return None,
    };
    let name = syntax.child(item, "name")?;
    let text = syntax.text_of(name).trim_start_matches("r#");
    if text.is_empty() || text == "_" {
        return None;
    }
    let is_exported = syntax.child_of_kind(item, "visibility_modifier").is_some()
        || attributes::above(syntax, item)
            .any(|attribute| attributes::name(syntax, attribute) == "macro_export");
    Some(Definition {
        name: Spanned::new(text.to_owned(), syntax.range(name)),
        container: holder.and_then(|holder| holder.path.clone()),
        kind,
        exported_as: if is_exported { vec![text.to_owned()] } else { Vec::new() },
        range: syntax.range(item),
        signature: signature(syntax, item, name),
        documentation: documentation(syntax, item),
    })
}

/// The bare name of a type: `Client` of `&mut stripe::Client<T>`.
pub(super) fn type_name<'t>(syntax: &Syntax<'t>, of: NodeId) -> Option<&'t str> {
    let mut current = of;
    loop {
        let inner = match syntax.kind(current) {
            "type_identifier" | "identifier" | "primitive_type" => {
                return Some(syntax.text_of(current));
            }
            "scoped_type_identifier" => syntax.child(current, "name"),
            "dynamic_type" | "abstract_type" => syntax.child(current, "trait"),
            "array_type" => syntax.child(current, "element"),
            _ => syntax.child(current, "type"),
        };
        current = inner?;
    }
}

fn signature(syntax: &Syntax<'_>, item: NodeId, name: NodeId) -> String {
    let end = match syntax.kind(item) {
        "macro_definition" => syntax.end(name),
        // The value of a constant may be a secret; its type says enough.
        "const_item" | "static_item" => {
            syntax.child(item, "type").map_or(syntax.end(name), |of| syntax.end(of))
        }
        _ => syntax.child(item, "body").map_or(syntax.end(item), |body| syntax.start(body)),
    };
    let text = syntax.text.get(syntax.start(item)..end).unwrap_or_default();
    let folded: Vec<&str> = text.split_whitespace().collect();
    folded.join(" ").trim_end_matches(';').trim_end().to_owned()
}

fn documentation(syntax: &Syntax<'_>, item: NodeId) -> Option<String> {
    let mut blocks: Vec<String> = Vec::new();
    let above =
        std::iter::successors(syntax.previous_sibling(item), |node| syntax.previous_sibling(*node));
    for node in above.take(MOST_ABOVE_AN_ITEM) {
        match syntax.kind(node) {
            "attribute_item" if attributes::name(syntax, node) == "doc" => {
                if let Some(literal) = attributes::value(syntax, node) {
                    blocks.push(unindented(&strings::content(syntax, literal)).to_owned());
                }
            }
            "attribute_item" => {}
            "line_comment" | "block_comment" => {
                // A comment at the end of the line above belongs to what stands before it.
                let is_outer = syntax.child(node, "outer").is_some();
                if let Some(doc) = syntax.child(node, "doc").filter(|_| is_outer) {
                    let is_block = syntax.kind(node) == "block_comment";
                    blocks.push(without_marks(syntax.text_of(doc), is_block));
                }
            }
            _ => break,
        }
    }
    blocks.reverse();
    let text = blocks.join("\n").trim_matches('\n').to_owned();
    (!text.trim().is_empty()).then_some(text)
}

/// The lines of a doc comment without the stars and the one blank in front of them.
fn without_marks(doc: &str, is_block: bool) -> String {
    let lines: Vec<&str> = doc
        .trim_end()
        .lines()
        .map(|line| {
            let starred = line.trim_start().strip_prefix('*').filter(|_| is_block);
            unindented(starred.unwrap_or(line)).trim_end()
        })
        .collect();
    lines.join("\n")
}

fn unindented(line: &str) -> &str {
    line.strip_prefix(' ').unwrap_or(line)
}
