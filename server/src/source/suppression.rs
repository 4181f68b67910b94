//! Comments that silence a finding. The grammar is the same in every language:
//! `contract-lsp-ignore-next-line RULE[, RULE] -- reason`, `contract-lsp-ignore-line …`,
//! `contract-lsp-ignore-file …`; `RULE(service)` narrows a rule to a service.

use crate::text::{ByteRange, Spanned};

use super::facts::{SuppressedRule, Suppression};

/// What every suppression begins with.
const MARK: &str = "contract-lsp-ignore-";

/// Which lines a suppression speaks of; the caller, who knows the text around it, turns this into
/// bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionKind {
    /// The next line that is not blank, and the statement that starts there.
    NextLine,
    /// The line on which the comment stands.
    Line,
    /// The whole file; only before the first token.
    File,
}

/// Reads a comment. `comment` is its extent in `text`; comment marks may be part of it. `None`
/// when it is not a suppression. The scope of the answer is the comment itself: set it.
pub fn parse_suppression(text: &str, comment: ByteRange) -> Option<(SuppressionKind, Suppression)> {
    let content = comment.slice(text);
    let content = content.trim_end().trim_end_matches("*/").trim_end_matches("-->");
    let mark = content.find(MARK)?;
    // Only comment marks and space may stand before: prose that mentions the words is no command.
    if content[..mark].contains(char::is_alphanumeric) {
        return None;
    }
    let rest = &content[mark + MARK.len()..];
    let (kind, rest) = [
        ("next-line", SuppressionKind::NextLine),
        ("line", SuppressionKind::Line),
        ("file", SuppressionKind::File),
    ]
    .into_iter()
    .find_map(|(word, kind)| {
        let rest = rest.strip_prefix(word)?;
        (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some((kind, rest))
    })?;
    let (list, reason) = match rest.split_once("--") {
        Some((list, reason)) => (list, Some(reason.trim()).filter(|reason| !reason.is_empty())),
        None => (rest, None),
    };
    let list_start = comment.start() + content.len() - rest.len();
    let mut rules = Vec::new();
    let mut offset = list_start;
    for entry in list.split(',') {
        let start = offset + entry.len() - entry.trim_start().len();
        offset += entry.len() + 1;
        let entry = entry.trim();
        let (code, service) = match entry.split_once('(') {
            Some((code, service)) => {
                (code.trim_end(), Some(service.trim_end_matches(')').trim().to_owned()))
            }
            None => (entry, None),
        };
        if !code.is_empty() {
            let range = ByteRange::new(start, start + code.len());
            let entry = ByteRange::new(start, start + entry.len());
            let code = Spanned::new(code.to_owned(), range);
            rules.push(SuppressedRule { code, entry, service });
        }
    }
    let suppression = Suppression {
        comment,
        removal: removal(text, comment),
        scope: comment,
        rules,
        reason: reason.map(str::to_owned),
    };
    Some((kind, suppression))
}

/// What is taken out with a comment.
fn removal(text: &str, comment: ByteRange) -> ByteRange {
    let end = comment.start() + comment.slice(text).trim_end().len();
    let line_start = line_around(text, comment.start()).start();
    let line_end = line_around(text, end).end();
    let before = &text[line_start..comment.start()];
    let is_alone = before.trim().is_empty() && text[end..line_end].trim().is_empty();
    if !is_alone && before.trim().is_empty() {
        // Code follows: it moves to where the comment stood.
        let behind = &text[end..line_end];
        return ByteRange::new(comment.start(), end + behind.len() - behind.trim_start().len());
    }
    if !is_alone {
        return ByteRange::new(line_start + before.trim_end().len(), end);
    }
    let line_break = ["\r\n", "\n", "\r"].iter().find(|it| text[line_end..].starts_with(**it));
    ByteRange::new(line_start, line_end + line_break.map_or(0, |it| it.len()))
}

/// The suppressions of a Markdown text: HTML comments, wherever they stand outside code.
pub fn markdown_suppressions(text: &str) -> Vec<Suppression> {
    let mut suppressions = Vec::new();
    // Most contracts have none, and are not parsed a second time.
    if !text.contains(MARK) {
        return suppressions;
    }
    let comments =
        pulldown_cmark::Parser::new(text).into_offset_iter().filter_map(|(event, range)| {
            use pulldown_cmark::Event;
            matches!(event, Event::Html(_) | Event::InlineHtml(_)).then_some(range)
        });
    for range in comments {
        // A block of HTML ends with its line break, which is not the comment's.
        let end = range.start + text[range.clone()].trim_end().len();
        let comment = ByteRange::new(range.start, end);
        let Some((kind, mut suppression)) = parse_suppression(text, comment) else { continue };
        suppression.scope = match kind {
            SuppressionKind::File => ByteRange::new(0, text.len()),
            SuppressionKind::Line => line_around(text, range.start),
            SuppressionKind::NextLine => next_line(text, end),
        };
        suppressions.push(suppression);
    }
    suppressions
}

/// The line that holds `offset`, without its line break.
pub(super) fn line_around(text: &str, offset: usize) -> ByteRange {
    let start = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = text[offset..].find(['\n', '\r']).map_or(text.len(), |at| offset + at);
    ByteRange::new(start, end)
}

/// The next line behind `offset`'s that is not blank; empty at the end when there is none.
pub(super) fn next_line(text: &str, offset: usize) -> ByteRange {
    let line_end = line_around(text, offset).end();
    let rest = &text[line_end..];
    match rest.find(|character: char| !character.is_whitespace()) {
        Some(at) => line_around(text, line_end + at),
        None => ByteRange::at(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(comment: &str) -> Option<(SuppressionKind, Vec<String>, Option<String>)> {
        let (kind, suppression) = parse_suppression(comment, ByteRange::new(0, comment.len()))?;
        let rule = |rule: SuppressedRule| {
            assert_eq!(rule.code.range.slice(comment), rule.code.value);
            match rule.service {
                Some(service) => format!("{}@{service}", rule.code.value),
                None => rule.code.value,
            }
        };
        Some((kind, suppression.rules.into_iter().map(rule).collect(), suppression.reason))
    }

    #[test]
    fn rules_services_and_the_reason_are_read() {
        let comment =
            "// contract-lsp-ignore-next-line direct-sdk-import(AWS S3), x -- moving soon";
        let expected = (
            SuppressionKind::NextLine,
            vec!["direct-sdk-import@AWS S3".to_owned(), "x".to_owned()],
            Some("moving soon".to_owned()),
        );
        assert_eq!(read(comment), Some(expected));
        let comment = "/* contract-lsp-ignore-file env-unused */";
        assert_eq!(
            read(comment),
            Some((SuppressionKind::File, vec!["env-unused".to_owned()], None))
        );
    }

    #[test]
    fn prose_and_other_words_are_no_suppression() {
        assert_eq!(read("// see contract-lsp-ignore-line in the manual"), None);
        assert_eq!(read("// contract-lsp-ignore-lines x"), None);
        assert_eq!(read("// eslint-disable-next-line"), None);
    }

    #[test]
    fn a_markdown_comment_speaks_of_the_next_line_that_is_not_blank() {
        let text = "a\n<!-- contract-lsp-ignore-next-line env-unused -->\n\n| `X` |\n";
        let suppressions = markdown_suppressions(text);
        assert_eq!(suppressions.len(), 1);
        assert_eq!(suppressions[0].scope.slice(text), "| `X` |");
    }

    #[test]
    fn a_markdown_comment_right_above_a_line_speaks_of_that_line() {
        for text in [
            "a\n\n<!-- contract-lsp-ignore-next-line env-unused -->\nmeant\nother\n",
            "<!-- contract-lsp-ignore-next-line env-unused -->\r\nmeant\r\nother\r\n",
            "- a\n  <!-- contract-lsp-ignore-next-line env-unused -->\n  meant\n",
        ] {
            let suppressions = markdown_suppressions(text);
            assert_eq!(suppressions[0].scope.slice(text).trim(), "meant", "{text}");
        }
    }
}
