//! Comments: suppressions, and the head that says a file is generated.

use super::attributes::MOST_ABOVE_AN_ITEM;
use super::syntax::{NodeId, Roles, Syntax};
use crate::source::facts::Suppression;
use crate::source::suppression::{SuppressionKind, line_around, next_line, parse_suppression};
use crate::text::ByteRange;

/// The suppressions of the file.
pub(super) fn suppressions(syntax: &Syntax<'_>) -> Vec<Suppression> {
    let first_token = first_token(syntax);
    syntax
        .marked(Roles::COMMENT)
        .filter_map(|node| {
            let comment = range(syntax, node);
            let (kind, mut suppression) = parse_suppression(syntax.text, comment)?;
            suppression.scope = match kind {
                SuppressionKind::Line => line_around(syntax.text, comment.start()),
                SuppressionKind::NextLine => next_statement(syntax, comment),
                SuppressionKind::File if comment.start() < first_token => {
                    ByteRange::new(0, syntax.text.len())
                }
                // Too late in the file: it silences nothing, and is reported for that.
                SuppressionKind::File => comment,
            };
            Some(suppression)
        })
        .collect()
}

/// Whether a comment before the first token says that the file is generated.
pub(super) fn is_generated(syntax: &Syntax<'_>) -> bool {
    let first_token = first_token(syntax);
    syntax
        .marked(Roles::COMMENT)
        .take_while(|comment| syntax.start(*comment) < first_token)
        .map(|comment| syntax.text_of(comment))
        .any(|comment| comment.contains("@generated") || comment.contains("DO NOT EDIT"))
}

/// A doc comment's node holds its line break.
fn range(syntax: &Syntax<'_>, comment: NodeId) -> ByteRange {
    let text = syntax.text_of(comment).trim_end();
    let start = syntax.start(comment);
    ByteRange::new(start, start + text.len())
}

/// Where the first thing stands that is no comment, inner attribute or `#!` line.
fn first_token(syntax: &Syntax<'_>) -> usize {
    let Some(root) = syntax.nodes().next() else { return 0 };
    syntax
        .children(root)
        .find(|node| {
            !syntax.is_comment(*node)
                && !matches!(syntax.kind(*node), "inner_attribute_item" | "shebang")
        })
        .map_or(syntax.text.len(), |node| syntax.start(node))
}

/// The next line that is not blank, with the whole statement or item that starts there. Comments
/// and attributes in between belong to it.
fn next_statement(syntax: &Syntax<'_>, comment: ByteRange) -> ByteRange {
    let line = next_line(syntax.text, comment.end());
    let content = line.slice(syntax.text);
    let start = line.start() + (content.len() - content.trim_start().len());
    let Some(first) = syntax.node_starting_at(start) else { return line };
    let statement = std::iter::successors(Some(first), |node| syntax.next_sibling(*node))
        .take(MOST_ABOVE_AN_ITEM)
        .find(|node| !syntax.is_comment(*node) && syntax.kind(*node) != "attribute_item");
    let end = statement.map_or(line.end(), |node| syntax.end(node));
    line.cover(ByteRange::new(line.start(), end))
}
