//! What people read about a definition: its first line and the comment before it.

use crate::text::ByteRange;

use super::syntax::Node;
use super::vocabulary::Kind;

/// Longer signatures are cut.
const LONGEST: usize = 240;

/// The text of `header` on one line, without what only opens the body.
pub(super) fn signature(text: &str, header: ByteRange) -> String {
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
    let trimmed = line.trim_end_matches(['{', ' ', ';', ',', ':']);
    let trimmed = trimmed.strip_suffix("=>").unwrap_or(trimmed);
    trimmed.trim_end_matches(['=', ' ', ':']).to_owned()
}

/// The doc comment, or the `//` lines, right before a node, without comment marks.
pub(super) fn documentation(text: &str, node: Node<'_>) -> Option<String> {
    let mut below = node;
    while let Some(previous) = below.previous().filter(|previous| previous.is(Kind::Decorator)) {
        below = previous;
    }
    let mut lines: Vec<&str> = Vec::new();
    while let Some(comment) = below.previous().filter(|previous| previous.is(Kind::Comment)) {
        let gap = text.get(comment.end()..below.start()).unwrap_or_default();
        let line_start = text[..comment.start()].rfind('\n').map_or(0, |at| at + 1);
        let is_trailing = !text[line_start..comment.start()].trim().is_empty();
        if gap.matches('\n').count() > 1 || is_trailing {
            break;
        }
        let content = comment.text();
        if let Some(line) = content.strip_prefix("//") {
            let line = line.trim_start_matches('/').trim();
            if !is_directive(line) {
                lines.push(line);
            }
        } else if lines.is_empty() && content.starts_with("/**") {
            return Some(unmarked(content)).filter(|text| !text.is_empty());
        } else {
            break;
        }
        below = comment;
    }
    lines.reverse();
    let documentation = lines.join("\n").trim().to_owned();
    (!documentation.is_empty()).then_some(documentation)
}

/// Comments that speak to a tool say nothing about the definition.
fn is_directive(line: &str) -> bool {
    ["contract-lsp-ignore", "eslint-", "@ts-", "prettier-", "biome-", "istanbul ", "#region"]
        .iter()
        .any(|mark| line.starts_with(mark))
}

fn unmarked(comment: &str) -> String {
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
