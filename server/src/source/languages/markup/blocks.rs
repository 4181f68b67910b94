//! The blocks of a markup file that matter here: scripts, comments and tags. Found as a browser finds
//! them: a script ends at the next `</script`, whatever stands around it.

use crate::text::ByteRange;

/// A part of a markup file.
pub(super) enum Block {
    /// `<script …>…</script>`, or the code between the `---` of an Astro component.
    Script(Script),
    /// `<!-- … -->`
    Comment(ByteRange),
    /// Any other opening tag with an address in it.
    Tag(Tag),
}

/// An opening tag.
pub(super) struct Tag {
    pub(super) name: ByteRange,
    /// The names and values of its attributes, quotes and braces left out.
    pub(super) attributes: Vec<(ByteRange, ByteRange)>,
}

/// A script.
pub(super) struct Script {
    /// The opening tag; empty for the code at the head of an Astro component, the code itself where
    /// it stands in a template.
    pub(super) tag: ByteRange,
    /// What stands between the tags.
    pub(super) content: ByteRange,
    /// The names and values of the tag's attributes, quotes left out.
    attributes: Vec<(ByteRange, ByteRange)>,
    /// Whether its `type` is one of scripts; templates, data and import maps are none.
    is_code: bool,
}

impl Block {
    pub(super) fn as_script(&self) -> Option<&Script> {
        match self {
            Self::Script(script) => Some(script),
            Self::Comment(_) | Self::Tag(_) => None,
        }
    }

    pub(super) fn as_comment(&self) -> Option<ByteRange> {
        match self {
            Self::Comment(range) => Some(*range),
            Self::Script(_) | Self::Tag(_) => None,
        }
    }

    pub(super) fn as_tag(&self) -> Option<&Tag> {
        match self {
            Self::Tag(tag) => Some(tag),
            Self::Script(_) | Self::Comment(_) => None,
        }
    }
}

impl Script {
    fn new(text: &str, tag: ByteRange, content: ByteRange) -> Self {
        let attributes = attributes(text, tag);
        let mut script = Self { tag, content, attributes, is_code: true };
        script.is_code = script.attribute(text, "type").is_none_or(is_type_of_scripts);
        script
    }

    /// Code outside of scripts: a handler, an expression.
    pub(super) fn of_template(content: ByteRange) -> Self {
        Self { tag: content, content, attributes: Vec::new(), is_code: true }
    }

    pub(super) fn is_code(&self) -> bool {
        self.is_code
    }

    pub(super) fn is_frontmatter(&self) -> bool {
        self.tag.is_empty()
    }

    /// The value of an attribute of its tag.
    pub(super) fn attribute<'t>(&self, text: &'t str, name: &str) -> Option<&'t str> {
        self.attribute_range(text, name).map(|range| range.slice(text))
    }

    /// Where the value of an attribute stands, without its quotes.
    pub(super) fn attribute_range(&self, text: &str, name: &str) -> Option<ByteRange> {
        let named = |(it, _): &&(ByteRange, ByteRange)| it.slice(text).eq_ignore_ascii_case(name);
        self.attributes.iter().find(named).map(|(_, value)| *value)
    }
}

fn is_type_of_scripts(kind: &str) -> bool {
    let kind = kind.trim().to_ascii_lowercase();
    matches!(kind.as_str(), "" | "module" | "ts" | "text/babel" | "text/jsx" | "text/typescript")
        || kind.ends_with("javascript")
        || kind.ends_with("ecmascript")
}

/// All blocks, in the order of the text.
pub(super) fn read(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    if let Some(content) = frontmatter(text) {
        at = content.end();
        let tag = ByteRange::at(content.start());
        blocks.push(Block::Script(Script { tag, content, attributes: Vec::new(), is_code: true }));
    }
    while let Some(start) = find(text, "<", at) {
        if text[start..].starts_with("<!--") {
            let end = find(text, "-->", start + 4).map_or(text.len(), |end| end + 3);
            blocks.push(Block::Comment(ByteRange::new(start, end)));
            at = end;
        } else if opens(text, start, "script") {
            let tag = ByteRange::new(start, end_of_tag(text, start));
            let is_closed = tag.slice(text).ends_with("/>");
            let end = if is_closed { tag.end() } else { closing(text, tag.end(), "script") };
            let content = ByteRange::new(tag.end(), end);
            blocks.push(Block::Script(Script::new(text, tag, content)));
            at = end;
        } else if opens(text, start, "style") {
            at = closing(text, end_of_tag(text, start), "style");
        } else {
            at = start + 1;
            blocks.extend(tag_with_address(text, start).map(Block::Tag));
        }
    }
    blocks
}

/// How far the end of a tag, and of braces, is looked for, in bytes: farther off, something is not
/// closed, and a file full of that would be read over and over.
const LONGEST_TAG: usize = 8192;

/// The tag that opens at `start`, when it has an address in one of its attributes.
fn tag_with_address(text: &str, start: usize) -> Option<Tag> {
    let rest = text.get(start + 1..)?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':');
    let name = rest.split(|c: char| !is_name(c)).next()?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = ByteRange::new(start + 1, start + 1 + name.len());
    let longest = (start + LONGEST_TAG).min(text.len());
    let end = (start..=longest).rev().find(|at| text.is_char_boundary(*at))?;
    let attributes = attributes(text, ByteRange::new(start, end));
    let has_address = attributes.iter().any(|(_, value)| value.slice(text).contains("://"));
    has_address.then_some(Tag { name, attributes })
}

/// Where the brace at `open` is closed; braces in strings do not count.
pub(super) fn closing_brace(text: &str, open: usize) -> Option<usize> {
    let mut quote = None;
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(open).take(LONGEST_TAG) {
        match (quote, byte) {
            _ if is_escaped => is_escaped = false,
            (Some(_), b'\\') => is_escaped = true,
            (Some(end), _) if end == byte => quote = None,
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') if depth == 1 => return Some(at),
            (None, b'}') => depth -= 1,
            _ => {}
        }
    }
    None
}

fn find(text: &str, needle: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(needle).map(|at| from + at)
}

/// The code between two lines of `---` at the head of the file.
fn frontmatter(text: &str) -> Option<ByteRange> {
    let head = text.len() - text.trim_start().len();
    let fence = text.get(head..)?.split_inclusive('\n').next()?;
    if fence.trim_end() != "---" {
        return None;
    }
    let start = head + fence.len();
    let mut end = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some(ByteRange::new(start, end));
        }
        end += line.len();
    }
    None
}

/// Whether a tag of this name opens at `start`, whatever its letters' case.
fn opens(text: &str, start: usize, name: &str) -> bool {
    let name_end = start + 1 + name.len();
    let behind = text.as_bytes().get(name_end).copied().unwrap_or(b'>');
    text.get(start + 1..name_end).is_some_and(|it| it.eq_ignore_ascii_case(name))
        && (behind.is_ascii_whitespace() || matches!(behind, b'>' | b'/'))
}

/// Where `</name` stands at or behind `from`; the end of the text when nowhere.
fn closing(text: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(start) = find(text, "</", at) {
        if opens(text, start + 1, name) {
            return start;
        }
        at = start + 2;
    }
    text.len()
}

/// The byte behind the `>` that ends the tag at `start`; one inside quotes does not.
fn end_of_tag(text: &str, start: usize) -> usize {
    let mut quote = None;
    for (offset, byte) in text.bytes().enumerate().skip(start) {
        match (quote, byte) {
            (None, b'>') => return offset + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The attributes of a tag: `name`, `name=value`, `name="value"`, `name={value}`.
fn attributes(text: &str, tag: ByteRange) -> Vec<(ByteRange, ByteRange)> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().filter(|_| at < tag.end());
    let skip = |mut at: usize, skipped: &dyn Fn(u8) -> bool| {
        while byte(at).is_some_and(skipped) {
            at += 1;
        }
        at
    };
    let mut found = Vec::new();
    let is_space = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
    let is_name = |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/');
    let mut at = skip(tag.start() + 1, &is_name);
    loop {
        let start = skip(at, &is_space);
        let end = skip(start, &is_name);
        if start == end {
            return found;
        }
        let name = ByteRange::new(start, end);
        at = skip(end, &|byte| byte.is_ascii_whitespace());
        let mut value = ByteRange::at(end);
        if byte(at) == Some(b'=') {
            let opening = skip(at + 1, &|byte| byte.is_ascii_whitespace());
            at = match byte(opening) {
                Some(quote @ (b'"' | b'\'')) => {
                    let end = skip(opening + 1, &|byte| byte != quote);
                    value = ByteRange::new(opening + 1, end);
                    end + 1
                }
                Some(b'{') if closing_brace(text, opening).is_some_and(|it| it < tag.end()) => {
                    let end = closing_brace(text, opening).unwrap_or(opening);
                    value = ByteRange::new(opening + 1, end);
                    end + 1
                }
                _ => {
                    let end = skip(opening, &|byte| !byte.is_ascii_whitespace() && byte != b'>');
                    value = ByteRange::new(opening, end);
                    end
                }
            };
        }
        found.push((name, value));
    }
}
