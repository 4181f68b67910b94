//! Whole words in a text.

use crate::text::ByteRange;

/// The places where `name` stands as a whole word: not inside a longer name, and not as the
/// beginning of a wildcard (`STRIPE_*`). Letters beyond ASCII end a word, for in many languages no
/// space stands between a name and the sentence around it.
pub(super) fn whole_words(text: &str, name: &str) -> Vec<ByteRange> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let is_whole = |start: usize| {
        let bytes = text.as_bytes();
        let before = start.checked_sub(1).and_then(|at| bytes.get(at));
        let behind = bytes.get(start + name.len());
        let is_wildcard = behind == Some(&b'*') && before != Some(&b'*');
        !before.is_some_and(|byte| is_part(*byte))
            && !behind.is_some_and(|byte| is_part(*byte))
            && !is_wildcard
    };
    if name.is_empty() {
        return Vec::new();
    }
    let starts = text.match_indices(name).map(|(start, _)| start);
    starts.filter(|start| is_whole(*start)).map(|at| ByteRange::new(at, at + name.len())).collect()
}

/// The word of ASCII letters, digits and `_` at a byte offset; empty when there is none.
pub(super) fn word_at(text: &str, offset: usize) -> ByteRange {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let before = text.get(..offset).unwrap_or_default();
    let behind = text.get(offset..).unwrap_or_default();
    let start = before.trim_end_matches(is_part).len();
    ByteRange::new(start, offset + behind.len() - behind.trim_start_matches(is_part).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_found() {
        let text = "KEY A_KEY KEY_B 漢KEYを `KEY` **KEY** KEY* ${KEY}";
        let found: Vec<usize> = whole_words(text, "KEY").iter().map(|at| at.start()).collect();
        let expected: Vec<usize> = ["KEY A", "KEYを", "KEY`", "KEY**", "KEY}"]
            .iter()
            .filter_map(|piece| text.find(piece))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(word_at(text, 1).slice(text), "KEY");
        assert_eq!(word_at("a-b", 1).slice("a-b"), "a");
        assert!(word_at("- -", 1).is_empty());
    }
}
