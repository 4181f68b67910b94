//! The text of an open document, kept in step with the editor's.

use tower_lsp::ls_types::{Range, TextDocumentContentChangeEvent, Uri};

use crate::text::{Document, Edit, Encoding};

use super::positions;

/// An open document.
#[derive(Clone, Debug)]
pub struct OpenDocument {
    /// Its URI.
    pub uri: Uri,
    /// The editor's version of it. Only ever compared for being the same: gaps are legal.
    pub version: i32,
    /// The text.
    pub document: Document,
    /// Whether the text is the editor's. Once an edit did not fit it is not, until the editor sends
    /// all of it again.
    in_step: bool,
}

impl OpenDocument {
    /// A document as it was opened.
    pub fn new(uri: Uri, version: i32, text: &str) -> Self {
        Self { uri, version, document: Document::new(text), in_step: true }
    }

    /// Applies changes in their order, each to the text that the ones before it left. Whether the
    /// text is the editor's afterwards.
    pub fn change(
        &mut self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> bool {
        self.version = version;
        for change in changes {
            match change.range {
                None => {
                    self.document = Document::new(&change.text);
                    self.in_step = true;
                }
                Some(range) if self.in_step => self.edit(range, change.text, encoding),
                Some(_) => {}
            }
        }
        self.in_step
    }

    /// Whether the text is known to be the editor's.
    pub fn is_in_step(&self) -> bool {
        self.in_step
    }

    /// Takes the text anew, from wherever it is known.
    pub fn renew(&mut self, text: &str) {
        self.document = Document::new(text);
        self.in_step = true;
    }

    fn edit(&mut self, range: Range, text: String, encoding: Encoding) {
        // A column behind the end of its line is that end, by the protocol. A line that is not
        // there means that the editor has another text; only the end of the text may be named by
        // the line after the last.
        let lines = self.document.line_count();
        let start_exists = (range.start.line as usize) < lines;
        let end_exists = (range.end.line as usize) < lines
            || (range.end.line as usize == lines && range.end.character == 0);
        if start_exists && end_exists && range.start <= range.end {
            let bytes = positions::to_bytes(&self.document, range, encoding);
            if self.document.apply(&Edit { range: bytes, text }).is_ok() {
                return;
            }
        }
        self.in_step = false;
        tracing::warn!(
            "an edit of {} at line {} does not fit its {lines} lines; the text is taken anew when \
             it is saved, reopened or sent whole",
            self.uri.as_str(),
            range.start.line,
        );
    }
}

#[cfg(test)]
mod tests {
    use tower_lsp::ls_types::Position;

    use super::*;

    fn document(text: &str) -> OpenDocument {
        OpenDocument::new("file:///x.md".parse().expect("a URI"), 1, text)
    }

    fn change(range: Option<[u32; 4]>, text: &str) -> TextDocumentContentChangeEvent {
        let range = range.map(|[line, column, end_line, end_column]| {
            Range::new(Position::new(line, column), Position::new(end_line, end_column))
        });
        TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() }
    }

    #[test]
    fn each_change_speaks_of_the_text_before_it() {
        let mut document = document("😀a\n漢\n");
        let changes = vec![
            change(Some([0, 2, 0, 3]), "b"),
            change(Some([0, 3, 1, 1]), ""),
            change(Some([0, 99, 1, 0]), "!"),
        ];
        assert!(document.change(7, changes, Encoding::Utf16));
        assert_eq!(&**document.document.text(), "😀b!");
        assert_eq!(document.version, 7);
    }

    #[test]
    fn the_whole_text_may_be_named_by_the_line_after_the_last() {
        let mut document = document("a\nb");
        assert!(document.change(2, vec![change(Some([0, 0, 2, 0]), "c")], Encoding::Utf8));
        assert_eq!(&**document.document.text(), "c");
    }

    #[test]
    fn after_an_edit_that_does_not_fit_only_the_whole_text_helps() {
        let mut document = document("a\nb");
        assert!(!document.change(2, vec![change(Some([9, 0, 9, 0]), "x")], Encoding::Utf16));
        assert!(!document.change(3, vec![change(Some([0, 0, 0, 0]), "y")], Encoding::Utf16));
        assert_eq!(&**document.document.text(), "a\nb", "nothing is guessed");
        assert!(document.change(9, vec![change(None, "z")], Encoding::Utf16));
        assert!(document.change(10, vec![change(Some([0, 1, 0, 1]), "!")], Encoding::Utf16));
        assert_eq!(&**document.document.text(), "z!");
    }

    #[test]
    fn a_range_the_wrong_way_round_does_not_fit() {
        let mut document = document("abc");
        assert!(!document.change(2, vec![change(Some([0, 2, 0, 1]), "")], Encoding::Utf16));
    }
}
