//! The strings of C#: plain, verbatim, raw and with holes.

use crate::source::languages::classes::{Part, text_block, unescaped};
use crate::source::tree::Node;

/// The parts of a string literal.
pub(super) fn text_parts(node: Node<'_>) -> Vec<Part<'_>> {
    match node.kind() {
        "interpolated_string_expression" => interpolated(node),
        "verbatim_string_literal" => {
            let inside = node.text().trim_start_matches(['@', '$']);
            let inside = inside.strip_prefix('"').unwrap_or(inside);
            let inside = inside.strip_suffix('"').unwrap_or(inside);
            vec![Part::Known(inside.replace("\"\"", "\""))]
        }
        "raw_string_literal" => {
            let content = node.children().find(|it| it.is("raw_string_content"));
            vec![Part::Known(text_block(content.map_or("", Node::text)))]
        }
        _ => {
            let text = node.text();
            let inside = text.strip_prefix('"').unwrap_or(text);
            // `"…"u8` is a string of bytes.
            let end = inside.rfind('"').unwrap_or(inside.len());
            vec![Part::Known(unescaped(&inside[..end]))]
        }
    }
}

fn interpolated(node: Node<'_>) -> Vec<Part<'_>> {
    let is_verbatim = node.text().starts_with("$@") || node.text().starts_with("@$");
    let is_raw = node.child_of("interpolation_quote").is_some_and(|quote| quote.text().len() > 1);
    let parts = node.children().filter_map(|child| match child.kind() {
        "interpolation" => {
            let inside = child.children().find(|it| !it.kind().starts_with("interpolation_"));
            Some(inside.map_or(Part::Open, Part::Hole))
        }
        "string_content" if is_raw => Some(Part::Known(text_block(child.text()))),
        "string_content" if is_verbatim => Some(Part::Known(child.text().to_owned())),
        "string_content" => {
            Some(Part::Known(unescaped(&child.text().replace("{{", "{").replace("}}", "}"))))
        }
        "escape_sequence" => Some(Part::Known(unescaped(child.text()))),
        _ => None,
    });
    parts.collect()
}
