//! Lines and columns of many places, one after the other.

use super::{Encoding, Position};

/// Walks forward through a text and tells the positions of places on the way. For places that come
/// in order this is cheaper than asking a [`Document`](super::Document) for each.
#[derive(Debug)]
pub struct Walk<'text> {
    text: &'text str,
    encoding: Encoding,
    line: u32,
    /// Where the line begins, in bytes.
    line_start: usize,
    /// How far the line breaks are counted.
    at: usize,
}

impl<'text> Walk<'text> {
    /// At the beginning of a text.
    pub fn new(text: &'text str, encoding: Encoding) -> Self {
        Self { text, encoding, line: 0, line_start: 0, at: 0 }
    }

    /// The position of a byte offset on a character boundary, not before the one that was asked for
    /// last.
    pub fn position(&mut self, offset: usize) -> Position {
        let bytes = self.text.as_bytes();
        let passed = bytes.get(self.at..offset).unwrap_or_default();
        for (index, byte) in passed.iter().enumerate() {
            let next = self.at + index + 1;
            let is_half = *byte == b'\r' && bytes.get(next) == Some(&b'\n');
            if matches!(byte, b'\n' | b'\r') && !is_half {
                self.line += 1;
                self.line_start = next;
            }
        }
        self.at = self.at.max(offset);
        let before = self.text.get(self.line_start..offset).unwrap_or_default();
        Position { line: self.line, column: units(before, self.encoding) }
    }
}

/// The length of a text in units of an encoding.
pub fn units(text: &str, encoding: Encoding) -> u32 {
    let units = match encoding {
        Encoding::Utf8 => text.len(),
        Encoding::Utf16 => text.chars().map(char::len_utf16).sum(),
        Encoding::Utf32 => text.chars().count(),
    };
    u32::try_from(units).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    #[test]
    fn a_walk_tells_what_the_document_tells() {
        let text = "a\nb\r\n漢字 🚀x\r\rc\n\n🚀🚀 end\r\n";
        let document = Document::new(text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for step in 1..5 {
                let mut walk = Walk::new(text, encoding);
                let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
                // Between the halves of a line break nothing begins.
                let is_whole =
                    |at: &usize| !text[..*at].ends_with('\r') || !text[*at..].starts_with('\n');
                for at in places.filter(is_whole).step_by(step) {
                    assert_eq!(walk.position(at), document.position(at, encoding), "{at}");
                }
            }
        }
    }

    #[test]
    fn lengths_are_counted_in_units() {
        let units = |encoding| units("é漢🚀", encoding);
        assert_eq!(units(Encoding::Utf8), 9);
        assert_eq!(units(Encoding::Utf16), 4);
        assert_eq!(units(Encoding::Utf32), 3);
    }
}
