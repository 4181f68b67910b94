//! What comments say, in every language alike: suppressions, and that a file is generated.

use crate::text::ByteRange;

use super::facts::Suppression;
use super::suppression::{SuppressionKind, line_around, next_line, parse_suppression};
use super::tree::{Node, Syntax};

/// How many lines count as the head of a file.
const HEAD_LINES: usize = 20;

/// What the comments of a file say.
#[derive(Default)]
pub(super) struct Comments {
    pub(super) suppressions: Vec<Suppression>,
    pub(super) generated: bool,
}

/// Reads the comments of a file. `is_preamble` tells nodes that may stand before a suppression of
/// the whole file: a line of `#!`, `<?php`.
pub(super) fn read(syntax: &Syntax<'_>, is_preamble: impl Fn(Node<'_>) -> bool) -> Comments {
    let text = syntax.text();
    let head = text.split_inclusive('\n').take(HEAD_LINES).map(str::len).sum::<usize>();
    let first_token = syntax
        .nodes()
        .skip(1)
        .find(|node| !node.is_comment() && !is_preamble(*node))
        .map_or(text.len(), Node::start);
    let mut comments = Comments::default();
    for node in syntax.nodes().filter(|node| node.is_comment()) {
        let content = node.text();
        if node.start() < head {
            let in_head = content.get(..head - node.start()).unwrap_or(content);
            comments.generated |= in_head.contains("@generated") || in_head.contains("DO NOT EDIT");
        }
        let Some((kind, mut suppression)) = parse_suppression(text, node.range()) else {
            continue;
        };
        match kind {
            SuppressionKind::Line => suppression.scope = line_around(text, node.start()),
            SuppressionKind::NextLine => suppression.scope = statement_behind(syntax, node),
            SuppressionKind::File if node.start() < first_token => {
                suppression.scope = ByteRange::new(0, text.len());
            }
            // Too late to speak of the file, it speaks of itself and is found to be of no use.
            SuppressionKind::File => {}
        }
        comments.suppressions.push(suppression);
    }
    comments
}

/// The next line that holds more than comments, to the end of the statement that starts there.
/// Suppressions are stacked, so a line of nothing but comments is passed over.
fn statement_behind(syntax: &Syntax<'_>, comment: Node<'_>) -> ByteRange {
    let text = syntax.text();
    // Some grammars count the line break as part of the comment.
    let comment_end = comment.start() + comment.text().trim_end().len();
    let mut line = next_line(text, comment_end);
    loop {
        let content = line.slice(text);
        let first = line.start() + content.len() - content.trim_start().len();
        match syntax.outermost_at(first) {
            Some(node) if node.is_comment() && node.end() >= line.end().min(text.len()) => {
                let node_end = node.start() + node.text().trim_end().len();
                let next = next_line(text, node_end);
                if next.start() <= line.start() {
                    return line;
                }
                line = next;
            }
            Some(node) => return line.cover(node.range()),
            None => return line,
        }
    }
}
