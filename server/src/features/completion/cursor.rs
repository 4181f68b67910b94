//! The cursor in a Markdown text, as the text alone tells: what is half typed is in no model yet.

use crate::text::ByteRange;

/// A cursor in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'text> {
    pub(super) text: &'text str,
    /// On a character boundary of the text.
    pub(super) offset: usize,
    /// The cursor's line without its break.
    pub(super) line: ByteRange,
}

/// A cell of a table, at the cursor.
#[derive(Debug)]
pub(super) struct CellAt<'text> {
    /// The header of its column in lower case, words apart by one space.
    pub(super) header: String,
    /// All that the cell holds, without surrounding space; empty at the cursor when it holds
    /// nothing.
    pub(super) range: ByteRange,
    text: &'text str,
    headers: Vec<String>,
    row: Vec<ByteRange>,
    /// The lines below the delimiter row without the cursor's, first to last.
    others: Vec<ByteRange>,
}

impl<'text> Cursor<'text> {
    /// The cursor at a byte offset; `None` where the text has no such place.
    pub(super) fn new(text: &'text str, offset: usize) -> Option<Self> {
        text.is_char_boundary(offset).then(|| Self { text, offset, line: line_at(text, offset) })
    }

    /// The cursor's line up to it.
    pub(super) fn before(&self) -> &'text str {
        ByteRange::new(self.line.start(), self.offset).slice(self.text)
    }

    /// The cursor's line behind it.
    pub(super) fn behind(&self) -> &'text str {
        ByteRange::new(self.offset, self.line.end()).slice(self.text)
    }

    /// The cursor's line without space around it; empty at the cursor when it is blank.
    pub(super) fn content(&self) -> ByteRange {
        let content = trimmed(self.text, self.line);
        if content.is_empty() { ByteRange::at(self.offset) } else { content }
    }

    /// The line above; nothing for the first.
    pub(super) fn line_above(&self) -> &'text str {
        line_before(self.text, self.line).map_or("", |line| line.slice(self.text))
    }

    /// The line below; nothing for the last.
    pub(super) fn line_below(&self) -> &'text str {
        line_behind(self.text, self.line).map_or("", |line| line.slice(self.text))
    }

    /// Whether something else than the next heading follows the cursor's line.
    pub(super) fn has_body_below(&self) -> bool {
        let below = self.text.get(self.line.end()..).unwrap_or_default().trim_start();
        !below.is_empty() && !below.starts_with('#') && !below.starts_with("---")
    }

    /// The code span or word at the cursor, backticks included; empty at the cursor when there is
    /// none.
    pub(super) fn span(&self) -> ByteRange {
        let is_part = |c: char| !c.is_whitespace() && !"|()[],*`".contains(c);
        let (before, behind) = (self.before(), self.behind());
        if self.is_in_code() {
            let start = before.rfind('`').map_or(self.offset, |at| self.line.start() + at);
            // A span that nobody has closed yet ends with its word.
            let word = behind.len() - behind.trim_start_matches(is_part).len();
            let end = match behind.find('`') {
                Some(at) if !behind.get(..at).unwrap_or_default().contains('|') => at + 1,
                _ => word,
            };
            return ByteRange::new(start, self.offset + end);
        }
        let start = before.trim_end_matches(is_part);
        let start = start.len() - usize::from(start.ends_with('`') && before.len() == start.len());
        let mut end = behind.len() - behind.trim_start_matches(is_part).len();
        let mut first = self.line.start() + start;
        if start < before.len() && before.get(start..).is_some_and(|span| span.starts_with('`')) {
            // Just behind a closing mark: the span is what it closes.
            let opening = before.get(..start).and_then(|text| text.rfind('`'));
            first = self.line.start() + opening.unwrap_or(start);
            end = 0;
        }
        ByteRange::new(first, self.offset + end)
    }

    /// Whether the cursor stands inside a code span of its line (of its cell, in a table).
    pub(super) fn is_in_code(&self) -> bool {
        let before = self.before();
        let cell = before.rsplit_once('|').map_or(before, |(_, cell)| cell);
        cell.matches('`').count() % 2 == 1
    }

    /// What stands before the cursor behind the bullet and label of its line, when that is at most
    /// the beginning of one word or code span: there a name may be written, in prose none.
    pub(super) fn first_word(&self) -> Option<&'text str> {
        let before = self.before().trim_start_matches(['>', ' ', '\t']);
        let item = ["- ", "* ", "+ "].iter().find_map(|mark| before.strip_prefix(mark));
        let value = item.unwrap_or(before);
        let value = match value.rsplit_once("**") {
            Some((_, value)) => value,
            None => value.split_once(": ").map_or(value, |(_, value)| value),
        };
        let value = value.trim_start_matches([':', '：']).trim_start();
        let word = value.trim_start_matches('`');
        let is_one = !word.contains(char::is_whitespace) && !word.contains('`');
        (is_one && (item.is_some() || value.len() < before.len())).then_some(word)
    }

    /// The number of `#` that the cursor's line begins with, when the cursor stands behind them.
    pub(super) fn heading_level(&self) -> Option<usize> {
        let before = self.before();
        let level = before.len() - before.trim_start_matches('#').len();
        let rest = before.get(level..)?;
        let is_heading = (1..=6).contains(&level)
            && (rest.starts_with(' ') || (rest.is_empty() && self.behind().trim().is_empty()));
        is_heading.then_some(level)
    }

    /// The info string of the fence around the cursor.
    pub(super) fn fence(&self) -> Option<&'text str> {
        let mut open: Option<(&str, &str)> = None;
        let above = self.text.get(..self.line.start())?;
        for line in above.split(['\n', '\r']) {
            let line = line.trim_start_matches(['>', ' ', '\t', '-', '\u{feff}']);
            let marks = line.trim_start_matches(if line.starts_with('~') { '~' } else { '`' });
            let fence = line.get(..line.len() - marks.len()).unwrap_or_default();
            if fence.len() < 3 {
                continue;
            }
            open = match open {
                None if fence.starts_with('`') && marks.contains('`') => None,
                None => Some((fence, marks.trim())),
                Some((opening, _)) if fence.starts_with(opening) && marks.trim().is_empty() => None,
                still_open => still_open,
            };
        }
        open.map(|(_, info)| info)
    }

    /// Whether the cursor stands in an HTML comment.
    pub(super) fn is_in_comment(&self) -> bool {
        let before = self.text.get(..self.offset).unwrap_or_default();
        before
            .rfind("<!--")
            .is_some_and(|open| before.get(open..).is_some_and(|comment| !comment.contains("-->")))
    }

    /// The cell at the cursor, in a table with a header, below its delimiter row. The row may be
    /// one that is being typed, without its last pipe.
    pub(super) fn cell(&self) -> Option<CellAt<'text>> {
        if !self.line.slice(self.text).contains('|') {
            return None;
        }
        let mut others = Vec::new();
        let mut above = line_before(self.text, self.line)?;
        while !is_delimiter_row(above.slice(self.text)) {
            if !above.slice(self.text).contains('|') {
                return None;
            }
            others.push(above);
            above = line_before(self.text, above)?;
        }
        others.reverse();
        let header = line_before(self.text, above)?;
        let mut below = line_behind(self.text, self.line);
        while let Some(line) = below.filter(|line| line.slice(self.text).contains('|')) {
            others.push(line);
            below = line_behind(self.text, line);
        }
        let mut headers: Vec<String> =
            cells(self.text, header).iter().map(|cell| plain(cell.slice(self.text))).collect();
        if header.slice(self.text).trim_end().ends_with('|') {
            headers.pop();
        }
        let row = cells(self.text, self.line);
        let column = row.iter().position(|cell| cell.touches(self.offset))?;
        let content = trimmed(self.text, *row.get(column)?);
        let range = if content.is_empty() { ByteRange::at(self.offset) } else { content };
        // In the padding of a table that is aligned nothing is being written.
        if !range.touches(self.offset) {
            return None;
        }
        let header = headers.get(column)?.clone();
        Some(CellAt { header, range, text: self.text, headers, row, others })
    }
}

impl<'text> CellAt<'text> {
    /// Whether the column is called one of these.
    pub(super) fn is(&self, names: &[&str]) -> bool {
        names.contains(&&*self.header)
    }

    /// What the same row has in the first column called one of these, without code marks.
    pub(super) fn beside(&self, names: &[&str]) -> Option<&'text str> {
        let column = self.headers.iter().position(|header| names.contains(&&**header))?;
        let content = self.row.get(column)?.slice(self.text).trim();
        Some(content.trim_matches('`'))
    }

    /// What the other rows have in the cell's column, first to last.
    pub(super) fn column(&self) -> Vec<&'text str> {
        let Some(column) = self.headers.iter().position(|header| *header == self.header) else {
            return Vec::new();
        };
        let content = |line: &ByteRange| {
            let cells = cells(self.text, *line);
            Some(cells.get(column)?.slice(self.text).trim())
        };
        self.others.iter().filter_map(content).filter(|content| !content.is_empty()).collect()
    }
}

/// Words in lower case, apart by one space, without marks: `**HTTP Code**` is `http code`.
pub(super) fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn trimmed(text: &str, range: ByteRange) -> ByteRange {
    let slice = range.slice(text);
    let start = range.start() + slice.len() - slice.trim_start().len();
    ByteRange::new(start, start + slice.trim().len())
}

fn line_at(text: &str, offset: usize) -> ByteRange {
    let before = text.get(..offset).unwrap_or_default();
    let behind = text.get(offset..).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    ByteRange::new(start, offset + behind.find(['\n', '\r']).unwrap_or(behind.len()))
}

fn line_before(text: &str, line: ByteRange) -> Option<ByteRange> {
    let above = text.get(..line.start())?;
    let end = above.strip_suffix("\r\n").or_else(|| above.strip_suffix(['\n', '\r']))?.len();
    Some(line_at(text, end))
}

fn line_behind(text: &str, line: ByteRange) -> Option<ByteRange> {
    let behind = text.get(line.end()..)?;
    let rest = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix(['\n', '\r']))?;
    Some(line_at(text, text.len() - rest.len()))
}

fn is_delimiter_row(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '>'))
}

/// The cells of a row from pipe to pipe; behind the last pipe too, where the next cell may be begun.
fn cells(text: &str, line: ByteRange) -> Vec<ByteRange> {
    let slice = line.slice(text);
    let indent = slice.len() - slice.trim_start_matches(['>', ' ', '\t']).len();
    let mut start =
        indent + usize::from(slice.get(indent..).is_some_and(|row| row.starts_with('|')));
    let mut cells = Vec::new();
    let mut is_escaped = false;
    for (at, byte) in slice.bytes().enumerate().skip(start) {
        if byte == b'|' && !is_escaped {
            cells.push(ByteRange::new(line.start() + start, line.start() + at));
            start = at + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    cells.push(ByteRange::new(line.start() + start, line.end()));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<T>(marked: &str, ask: impl Fn(&Cursor<'_>) -> T) -> T {
        let offset = marked.find("$0").expect("a cursor");
        let text = marked.replacen("$0", "", 1);
        ask(&Cursor::new(&text, offset).expect("a place in the text"))
    }

    fn span(marked: &str) -> String {
        at(marked, |cursor| cursor.span().slice(cursor.text).to_owned())
    }

    fn cell(marked: &str) -> Option<(String, String)> {
        at(marked, |cursor| {
            let cell = cursor.cell()?;
            Some((cell.header.clone(), cell.range.slice(cursor.text).to_owned()))
        })
    }

    #[test]
    fn a_span_is_a_code_span_or_a_word() {
        assert_eq!(span("see `src/$0a b` now"), "`src/a b`");
        assert_eq!(span("see `src/a$0` now"), "`src/a`");
        assert_eq!(span("see `$0` now"), "``");
        assert_eq!(span("see `src/$0"), "`src/");
        assert_eq!(span("see `src/a`$0 now"), "`src/a`");
        assert_eq!(span("see sr$0c/a now"), "src/a");
        assert_eq!(span("see $0 now"), "");
        assert_eq!(span("| `a` | b$0c |"), "bc");
    }

    #[test]
    fn a_cell_is_found_in_a_row_that_is_being_typed() {
        const TABLE: &str = "| Variable | **HTTP Code** |\r\n|---|:--|\r\n| a\\|b | c |\r\n";
        let found = |header: &str, content: &str| Some((header.to_owned(), content.to_owned()));
        assert_eq!(cell(&format!("{TABLE}| x$0")), found("variable", "x"));
        assert_eq!(cell(&format!("{TABLE}|$0")), found("variable", ""));
        assert_eq!(cell(&format!("{TABLE}| $0 |  |")), found("variable", ""));
        assert_eq!(cell(&format!("{TABLE}| 名\\|x | 4$0")), found("http code", "4"));
        assert_eq!(cell(&format!("{TABLE}| a | b |$0")), None, "behind the last column");
        assert_eq!(cell("| Variable$0 |\n|---|\n"), None, "the header");
        assert_eq!(cell("| a | b$0 |\n"), None, "no table");
    }

    #[test]
    fn fences_and_comments_are_seen_from_inside() {
        let fence = |marked: &str| at(marked, |cursor| cursor.fence().map(str::to_owned));
        assert_eq!(fence("```js\n$0\n```\n").as_deref(), Some("js"));
        assert_eq!(fence("```js\n```\n$0"), None);
        assert_eq!(fence("- x\n  ````\n```\n$0").as_deref(), Some(""));
        assert_eq!(fence("~~~\n```\n$0").as_deref(), Some(""));
        assert_eq!(fence("```inline``` x\n$0"), None);
        assert!(at("<!-- a $0 -->", |cursor| cursor.is_in_comment()));
        assert!(!at("<!-- a --> $0", |cursor| cursor.is_in_comment()));
    }

    #[test]
    fn a_name_may_stand_at_the_first_word_of_an_entry() {
        let word = |marked: &str| at(marked, |cursor| cursor.first_word().map(str::to_owned));
        assert_eq!(word("- `ST$0").as_deref(), Some("ST"));
        assert_eq!(word("- **Location:** src/$0").as_deref(), Some("src/"));
        assert_eq!(word("**Location:** $0").as_deref(), Some(""));
        assert_eq!(word("- Location: $0").as_deref(), Some(""));
        assert_eq!(word("- `X` - wor$0"), None);
        assert_eq!(word("Prose$0"), None);
    }
}
