//! What comments say: suppressions, and that a file is generated.

use crate::source::facts::Suppression;
use crate::source::suppression::{SuppressionKind, line_around, next_line, parse_suppression};
use crate::text::ByteRange;

use super::syntax::{Node, Syntax};
use super::vocabulary::Kind;

/// How many lines count as the head of a file.
const HEAD_LINES: usize = 20;

/// What the comments of a file say.
#[derive(Default)]
pub(super) struct Comments {
    pub(super) suppressions: Vec<Suppression>,
    pub(super) generated: bool,
}

pub(super) fn read(syntax: &Syntax<'_>) -> Comments {
    let text = syntax.text();
    let head = text.split_inclusive('\n').take(HEAD_LINES).map(str::len).sum::<usize>();
    let first_token = syntax
        .nodes()
        .skip(1)
        .find(|node| !matches!(node.kind(), Kind::Comment | Kind::HashBang))
        .map_or(text.len(), Node::start);
    // What a compiler or bundler wrote ends with the place of its source map.
    let last_line = text.trim_end().rsplit('\n').next().unwrap_or_default();
    let generated = last_line.starts_with("//# sourceMappingURL=");
    let mut comments = Comments { generated, ..Comments::default() };
    for node in syntax.nodes().filter(|node| node.is(Kind::Comment)) {
        let content = node.text();
        if node.start() < head {
            let in_head = &content[..floor(content, head - node.start())];
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
    let mut line = next_line(text, comment.end());
    loop {
        let content = line.slice(text);
        let first = line.start() + content.len() - content.trim_start().len();
        match syntax.outermost_at(first) {
            Some(node) if node.is(Kind::Comment) && node.end() >= line.end().min(text.len()) => {
                let next = next_line(text, node.end());
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

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
