//! String literals.

use super::syntax::{NodeId, Syntax};
use crate::text::ByteRange;

/// Whether the node is a string literal of any form.
pub(super) fn is_string(syntax: &Syntax<'_>, node: NodeId) -> bool {
    matches!(syntax.kind(node), "string_literal" | "raw_string_literal")
}

/// The range between the quotes.
pub(super) fn range(syntax: &Syntax<'_>, literal: NodeId) -> ByteRange {
    let mut parts = syntax
        .children(literal)
        .filter(|part| matches!(syntax.kind(*part), "string_content" | "escape_sequence"));
    match parts.next() {
        Some(first) => {
            let last = parts.last().unwrap_or(first);
            ByteRange::new(syntax.start(first), syntax.end(last))
        }
        None => {
            let text = syntax.text_of(literal);
            let quote = text.find('"').map_or(0, |at| at + 1);
            ByteRange::at(syntax.start(literal) + quote)
        }
    }
}

/// The text that the literal stands for.
pub(super) fn content(syntax: &Syntax<'_>, literal: NodeId) -> String {
    let mut content = String::new();
    for part in syntax.children(literal) {
        match syntax.kind(part) {
            "string_content" => content.push_str(syntax.text_of(part)),
            "escape_sequence" => unescape(syntax.text_of(part), &mut content),
            _ => {}
        }
    }
    content
}

fn unescape(sequence: &str, content: &mut String) {
    let body = sequence.strip_prefix('\\').unwrap_or(sequence);
    let mut rest = body.chars();
    match rest.next() {
        Some('n') => content.push('\n'),
        Some('r') => content.push('\r'),
        Some('t') => content.push('\t'),
        Some('0') => content.push('\0'),
        Some('x' | 'u') => {
            let digits: String = rest.filter(char::is_ascii_hexdigit).collect();
            let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
            content.extend(code);
        }
        // A line's end and the blanks behind it vanish.
        Some('\n' | '\r') | None => {}
        Some(other) => content.push(other),
    }
}
