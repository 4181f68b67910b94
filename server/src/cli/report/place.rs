//! Places as reports name them: a path with `/`, lines and columns from 1, and for people the
//! lines themselves.

use std::cell::RefCell;
use std::collections::HashMap;

use serde::Serialize;

use crate::source::without_secrets;
use crate::text::{ByteRange, Document, Encoding};
use crate::workspace::RelPath;

/// Lines of a place that are shown; of a longer one only the first is.
const MOST_LINES: usize = 8;

/// Bytes of a line that anybody wrote by hand; longer ones are not shown.
const LONGEST_LINE: usize = 2_000;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Place {
    pub path: String,
    pub range: Range,
    /// The lines of the place, unless nobody wants them or they must not be shown.
    #[serde(skip)]
    pub excerpt: Option<Excerpt>,
}

/// From the first character to behind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Range {
    pub start: Point,
    pub end: Point,
}

/// A line and column, both from 1; the column counts code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Point {
    pub line: u32,
    pub column: u32,
}

/// Lines of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Excerpt {
    /// Separated by `\n`, whatever separates them in the file.
    pub text: String,
    /// The place in `text`.
    pub range: std::ops::Range<usize>,
}

type Read<'a> = dyn Fn(&RelPath) -> Option<Document> + 'a;

/// The texts of one workspace, each read once.
pub(super) struct Documents<'a> {
    prefix: &'a str,
    excerpts: bool,
    read: Box<Read<'a>>,
    seen: RefCell<HashMap<RelPath, Option<Document>>>,
}

impl<'a> Documents<'a> {
    /// Texts as `read` gives them. `prefix` stands before every path that is shown; `excerpts`
    /// asks for the lines of places.
    pub fn new(
        prefix: &'a str,
        excerpts: bool,
        read: impl Fn(&RelPath) -> Option<Document> + 'a,
    ) -> Self {
        Self { prefix, excerpts, read: Box::new(read), seen: RefCell::default() }
    }

    /// A text; `None` when the file has gone since it was looked at.
    pub fn get(&self, path: &RelPath) -> Option<Document> {
        self.seen.borrow_mut().entry(path.clone()).or_insert_with(|| (self.read)(path)).clone()
    }

    /// A path as reports show it.
    pub fn shown(&self, path: &RelPath) -> String {
        match (self.prefix, path.as_str()) {
            ("", "") => ".".to_owned(),
            ("", path) => path.to_owned(),
            (prefix, "") => prefix.to_owned(),
            (prefix, path) => format!("{prefix}/{path}"),
        }
    }

    /// A place. In a file that has gone it is the beginning.
    pub fn place(&self, path: &RelPath, range: ByteRange) -> Place {
        let document = self.get(path).unwrap_or_else(|| Document::new(""));
        let shows = self.excerpts && !document.is_empty() && !holds_values(path);
        Place {
            path: self.shown(path),
            range: Range {
                start: point(&document, range.start()),
                end: point(&document, range.end()),
            },
            excerpt: if shows { excerpt(&document, range) } else { None },
        }
    }
}

/// Whether a file sets environment variables: its values must not leave it.
pub(super) fn holds_values(path: &RelPath) -> bool {
    let name = path.file_name().to_ascii_lowercase();
    name.starts_with(".env") || name.ends_with(".env")
}

fn point(document: &Document, offset: usize) -> Point {
    let position = document.position(offset, Encoding::Utf32);
    Point { line: position.line.saturating_add(1), column: position.column.saturating_add(1) }
}

fn excerpt(document: &Document, range: ByteRange) -> Option<Excerpt> {
    // Through positions and back: a range that no longer fits the text is cut to it.
    let fitted = |offset| {
        let position = document.position(offset, Encoding::Utf32);
        (position.line as usize, document.offset(position, Encoding::Utf32))
    };
    let (first, start) = fitted(range.start());
    let (mut last, mut end) = fitted(range.end());
    // A place that ends with a line break does not cover the next line.
    while last > first && end == document.line_range(last).start() {
        last -= 1;
        end = document.line_range(last).end();
    }
    let is_long = |line| document.line_range(line).len() > LONGEST_LINE;
    if last - first >= MOST_LINES || (first + 1..=last).any(is_long) {
        last = first;
        end = document.line_range(first).end();
    }
    if is_long(first) {
        return None;
    }
    let mut text = String::new();
    let mut shown = 0..0;
    for line in first..=last {
        let line_range = document.line_range(line);
        if line == first {
            shown.start = start - line_range.start();
        } else {
            text.push('\n');
        }
        if line == last {
            shown.end = shown.start.max(text.len() + end - line_range.start());
        }
        text.push_str(line_range.slice(document.text()));
    }
    // Keys are found in files, and must not travel on in reports.
    Some(Excerpt { text: without_secrets(&text), range: shown })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place_in(text: &'static str, range: std::ops::Range<usize>) -> Place {
        let documents = Documents::new("", true, |_| Some(Document::new(text)));
        documents.place(&RelPath::parse("a.js").expect("a path"), range.into())
    }

    fn shown(text: &'static str, range: std::ops::Range<usize>) -> (String, String) {
        let excerpt = place_in(text, range).excerpt.expect("the lines are shown");
        let marked = excerpt.text[excerpt.range].to_owned();
        (excerpt.text, marked)
    }

    #[test]
    fn columns_count_code_points_from_one() {
        let range = place_in("x\r\n漢😀 key\r\n", 11..14).range;
        assert_eq!(range.start, Point { line: 2, column: 4 });
        assert_eq!(range.end, Point { line: 2, column: 7 });
    }

    #[test]
    fn lines_are_shown_without_their_line_breaks() {
        let (text, marked) = shown("one\r\ntwo\r\nthree", 6..12);
        assert_eq!((text.as_str(), marked.as_str()), ("two\nthree", "wo\nth"));
        let (text, marked) = shown("one\r\ntwo\r\n", 5..10);
        assert_eq!((text.as_str(), marked.as_str()), ("two", "two"));
    }

    #[test]
    fn a_range_that_does_not_fit_is_cut_to_the_text() {
        assert_eq!(shown("one", 1..99).1, "ne");
        assert_eq!(shown("one\n", 98..99), (String::new(), String::new()));
        // Inside the emoji.
        assert_eq!(shown("a😀b", 2..3).0, "a😀b");
        assert_eq!(place_in("", 4..9).excerpt, None);
    }

    #[test]
    fn of_many_lines_the_first_is_shown() {
        let (text, marked) = shown("a\nb\nc\nd\ne\nf\ng\nh\ni\nj", 0..19);
        assert_eq!((text.as_str(), marked.as_str()), ("a", "a"));
    }

    #[test]
    fn a_line_that_nobody_wrote_is_not_shown() {
        let line = format!("{}NEEDLE{}", "é".repeat(9_000), "ö".repeat(9_000));
        let documents = Documents::new("", true, move |_| Some(Document::new(&line)));
        let path = RelPath::parse("a.min.js").expect("a path");
        let place = documents.place(&path, ByteRange::new(18_000, 18_006));
        assert_eq!(place.range.start.column, 9_001);
        assert_eq!(place.excerpt, None);
    }

    #[test]
    fn lines_of_files_that_hold_values_are_never_shown() {
        let documents = Documents::new("", true, |_| Some(Document::new("KEY=canary\n")));
        for name in [".env", "a/.env.local", ".ENV", "deploy/prod.env", ".env.example"] {
            let path = RelPath::parse(name).expect("a path");
            assert_eq!(documents.place(&path, ByteRange::new(0, 3)).excerpt, None, "{name}");
        }
    }

    #[test]
    fn a_prefix_tells_workspaces_apart() {
        let documents = Documents::new("apps/web", false, |_| None);
        let path = RelPath::parse("src/a.js").expect("a path");
        let place = documents.place(&path, ByteRange::new(5, 9));
        assert_eq!(place.path, "apps/web/src/a.js");
        assert_eq!(place.range.start, Point { line: 1, column: 1 });
    }
}
