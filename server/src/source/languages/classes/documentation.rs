//! What people read about a definition: its first line and the comment before it.

use crate::source::tree::Node;
use crate::text::ByteRange;

use super::dialect::Dialect;

/// Longer signatures are cut, in characters.
const LONGEST: usize = 240;

/// The text of a header on one line, without what only opens the body.
pub(super) fn signature(text: &str, header: ByteRange) -> String {
    let words = header.slice(text).split_whitespace();
    let mut line = String::new();
    for word in words {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > LONGEST * 4 {
            break;
        }
    }
    if let Some((at, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(at);
    }
    let trimmed = line.trim_end_matches(['{', ' ', ';', ',']);
    let trimmed = trimmed.strip_suffix("=>").unwrap_or(trimmed);
    trimmed.trim_end_matches(['=', ' ']).to_owned()
}

/// The comments of documentation right before a node.
pub(super) fn documentation(dialect: &dyn Dialect, text: &str, node: Node<'_>) -> Option<String> {
    let mut below = node;
    let mut parts = Vec::new();
    while let Some(comment) = below.previous().filter(|previous| previous.is_comment()) {
        let gap = text.get(comment.end()..below.start()).unwrap_or_default();
        let Some(part) = dialect.documentation(comment.text()) else { break };
        if gap.matches('\n').count() > 1 {
            break;
        }
        parts.push(part);
        below = comment;
    }
    parts.reverse();
    let documentation = parts.join("\n").trim().to_owned();
    (!documentation.is_empty()).then_some(documentation)
}

/// The text of a `/** … */` comment.
pub(in crate::source::languages) fn unmarked(comment: &str) -> Option<String> {
    let inside = comment.strip_prefix("/**")?;
    let inside = inside.strip_suffix("*/").unwrap_or(inside);
    let line = |line: &str| {
        let line = line.trim();
        line.strip_prefix('*').unwrap_or(line).trim().to_owned()
    };
    let lines: Vec<String> = inside.lines().map(line).collect();
    Some(lines.join("\n").trim().to_owned())
}
