//! What people read about a definition: its first line, and the comment before it.

use crate::source::tree::Node;
use crate::text::ByteRange;

/// Longer signatures are cut, in characters.
const LONGEST: usize = 240;

/// The text of `header` on one line.
pub(in crate::source::languages) fn signature(text: &str, header: ByteRange) -> String {
    let mut line = String::new();
    for word in header.slice(text).split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > LONGEST {
            break;
        }
    }
    if let Some((at, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(at);
    }
    line.trim_end_matches(['{', ' ', ';', '=']).to_owned()
}

/// The comments right before a node, from the first to the last, without a blank line between and
/// none of them behind code.
pub(in crate::source::languages) fn comments_before<'s>(
    text: &str,
    node: Node<'s>,
) -> Vec<&'s str> {
    let mut below = node;
    let mut comments = Vec::new();
    while let Some(comment) = below.previous().filter(|previous| previous.is_comment()) {
        let gap = text.get(comment.end()..below.start()).unwrap_or_default();
        let line_start = text[..comment.start()].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let is_trailing = !text[line_start..comment.start()].trim().is_empty();
        if gap.matches('\n').count() > 1 || is_trailing {
            break;
        }
        if !comment.text().contains("contract-lsp-ignore") {
            comments.push(comment.text());
        }
        below = comment;
    }
    comments.reverse();
    comments
}

/// The text of a `/** … */` comment.
pub(in crate::source::languages) fn unmarked(comment: &str) -> String {
    let inside = comment.strip_prefix("/**").unwrap_or(comment);
    let inside = inside.strip_suffix("*/").unwrap_or(inside);
    let lines: Vec<&str> = inside
        .lines()
        .map(|line| {
            let line = line.trim();
            line.strip_prefix('*').unwrap_or(line).trim()
        })
        .collect();
    lines.join("\n").trim().to_owned()
}
