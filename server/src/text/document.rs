//! A document: text with line and column arithmetic in every encoding the protocol knows.

use std::sync::{Arc, OnceLock};

use ropey::Rope;

use super::{ByteRange, Edit, EditError};

/// Unit in which a column is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// 16-bit code units: what a client speaks that negotiated nothing.
    #[default]
    Utf16,
    /// Unicode code points; also the columns of reports.
    Utf32,
}

/// A place as line and column, both 0-based; the column counts units of an [`Encoding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, 0-based. Lines end with `\n`, `\r\n` or `\r`.
    pub line: u32,
    /// Column, 0-based.
    pub column: u32,
}

/// Text that is read often and edited in small steps. Clones share both representations.
///
/// The rope takes edits and converts positions; parsers want one contiguous string, which is made
/// at most once for each state of the text.
#[derive(Clone, Debug)]
pub struct Document {
    rope: Rope,
    string: OnceLock<Arc<str>>,
}

impl Document {
    /// A document with this text.
    pub fn new(text: &str) -> Self {
        Self { rope: Rope::from_str(text), string: OnceLock::new() }
    }

    /// The whole text.
    pub fn text(&self) -> &Arc<str> {
        self.string.get_or_init(|| {
            let mut text = String::with_capacity(self.rope.len_bytes());
            self.rope.chunks().for_each(|chunk| text.push_str(chunk));
            text.into()
        })
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Line and column of a byte offset. An offset behind the end is the end; one inside a
    /// character is its start.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = offset.min(self.rope.len_bytes());
        let line = self.rope.byte_to_line(offset);
        let line_start = self.rope.line_to_byte(line);
        let chars = || self.rope.byte_to_char(offset) - self.rope.byte_to_char(line_start);
        let column = match encoding {
            Encoding::Utf8 => offset - line_start,
            Encoding::Utf32 => chars(),
            Encoding::Utf16 => {
                let units = |byte| self.rope.char_to_utf16_cu(self.rope.byte_to_char(byte));
                units(offset) - units(line_start)
            }
        };
        Position { line: saturate(line), column: saturate(column) }
    }

    /// Byte offset of a line and column. A line behind the last is the end of the text, a column
    /// behind the end of its line is the end of that line (before its line break), as the protocol
    /// asks; a column inside a character is the character's start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.rope.len_bytes();
        }
        let line_start = self.rope.line_to_byte(line);
        let line_end = line_start + self.line_length(line);
        let column = position.column as usize;
        let offset = match encoding {
            Encoding::Utf8 => {
                let byte = (line_start + column).min(line_end);
                self.rope.char_to_byte(self.rope.byte_to_char(byte))
            }
            Encoding::Utf32 => {
                let char = self.rope.byte_to_char(line_start) + column;
                self.rope.char_to_byte(char.min(self.rope.len_chars()))
            }
            Encoding::Utf16 => {
                let first = self.rope.char_to_utf16_cu(self.rope.byte_to_char(line_start));
                let unit = (first + column).min(self.rope.len_utf16_cu());
                self.rope.char_to_byte(self.rope.utf16_cu_to_char(unit))
            }
        };
        offset.min(line_end)
    }

    /// Number of lines; a text that ends in a line break has an empty last line.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// Bytes of a line without its line break. `line` is 0-based; behind the last line: the empty
    /// range at the end.
    pub fn line_range(&self, line: usize) -> ByteRange {
        if line >= self.rope.len_lines() {
            return ByteRange::at(self.len());
        }
        let start = self.rope.line_to_byte(line);
        ByteRange::new(start, start + self.line_length(line))
    }

    /// The document with one edit applied.
    ///
    /// # Errors
    /// When the edit's range does not lie in the text or not on character boundaries; the document
    /// is then unchanged.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), EditError> {
        let (start, end) = (edit.range.start(), edit.range.end());
        let out_of_text = EditError { range: edit.range, length: self.len() };
        if end > self.len() {
            return Err(out_of_text);
        }
        let first = self.rope.byte_to_char(start);
        let last = self.rope.byte_to_char(end);
        if self.rope.char_to_byte(first) != start || self.rope.char_to_byte(last) != end {
            return Err(out_of_text);
        }
        self.rope.remove(first..last);
        self.rope.insert(first, &edit.text);
        self.string = OnceLock::new();
        Ok(())
    }

    fn line_length(&self, line: usize) -> usize {
        let slice = self.rope.line(line);
        let mut length = slice.len_bytes();
        for break_character in [b'\n', b'\r'] {
            if length > 0 && slice.byte(length - 1) == break_character {
                length -= 1;
            }
        }
        length
    }
}

fn saturate(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a😀b\r\n漢字x\rend";

    fn column_of(needle: &str, encoding: Encoding) -> (u32, u32) {
        let offset = TEXT.find(needle).expect("the needle is in the text");
        let position = Document::new(TEXT).position(offset, encoding);
        (position.line, position.column)
    }

    #[test]
    fn columns_count_units_of_the_encoding() {
        assert_eq!(column_of("b", Encoding::Utf8), (0, 5));
        assert_eq!(column_of("b", Encoding::Utf16), (0, 3));
        assert_eq!(column_of("b", Encoding::Utf32), (0, 2));
        assert_eq!(column_of("x", Encoding::Utf8), (1, 6));
        assert_eq!(column_of("x", Encoding::Utf16), (1, 2));
        assert_eq!(column_of("end", Encoding::Utf16), (2, 0));
    }

    #[test]
    fn every_offset_survives_the_round_trip() {
        let document = Document::new(TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (offset, _) in TEXT.char_indices() {
                let in_line_break =
                    TEXT[..offset].ends_with('\r') && TEXT[offset..].starts_with('\n');
                if in_line_break {
                    continue;
                }
                let position = document.position(offset, encoding);
                assert_eq!(document.offset(position, encoding), offset, "{encoding:?}");
            }
        }
    }

    #[test]
    fn a_position_out_of_bounds_is_cut_to_the_text() {
        let document = Document::new(TEXT);
        let far = |line, column| document.offset(Position { line, column }, Encoding::Utf16);
        assert_eq!(far(0, 99), "a😀b".len());
        assert_eq!(far(99, 0), TEXT.len());
        assert_eq!(far(u32::MAX, u32::MAX), TEXT.len());
        // Between the halves of the emoji: its start.
        assert_eq!(far(0, 2), 1);
    }

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing() {
        let mut document = Document::new(TEXT);
        let inside_emoji = Edit { range: ByteRange::new(2, 3), text: String::new() };
        assert!(document.apply(&inside_emoji).is_err());
        let behind_end = Edit { range: ByteRange::new(0, 99), text: String::new() };
        assert!(document.apply(&behind_end).is_err());
        assert_eq!(&**document.text(), TEXT);
    }

    #[test]
    fn an_edit_replaces_its_range() {
        let mut document = Document::new(TEXT);
        document
            .apply(&Edit { range: ByteRange::new(1, 5), text: "é".into() })
            .expect("the edit fits");
        assert_eq!(&**document.text(), "aéb\r\n漢字x\rend");
    }
}
