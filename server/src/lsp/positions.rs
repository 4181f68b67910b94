//! Protocol positions and byte offsets: two functions each way, and nobody else converts.

use tower_lsp::ls_types as lsp;

use crate::text::{ByteRange, Document, Encoding, Position};

/// The byte offset of a position. Out of bounds is cut to the line and the text, as the protocol
/// asks.
pub fn to_offset(document: &Document, position: lsp::Position, encoding: Encoding) -> usize {
    document.offset(Position { line: position.line, column: position.character }, encoding)
}

/// The bytes of a range; empty at its start when it is the wrong way round.
pub fn to_bytes(document: &Document, range: lsp::Range, encoding: Encoding) -> ByteRange {
    let offset = |position| to_offset(document, position, encoding);
    ByteRange::new(offset(range.start), offset(range.end))
}

/// The position of a byte offset.
pub fn from_offset(document: &Document, offset: usize, encoding: Encoding) -> lsp::Position {
    let Position { line, column } = document.position(offset, encoding);
    lsp::Position::new(line, column)
}

/// The range of some bytes.
pub fn from_bytes(document: &Document, range: ByteRange, encoding: Encoding) -> lsp::Range {
    let position = |offset| from_offset(document, offset, encoding);
    lsp::Range::new(position(range.start()), position(range.end()))
}
