//! Markdown events to a flat list of blocks: headings, lines, list items, tables, fences.
//!
//! The list is flat because labels are: what belongs to a label is "everything up to the next
//! one", not a subtree. A block remembers how deep in lists it stands.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::text::{ByteRange, Spanned};

use super::broken_tables::mend_tables;
use super::inline::{Inline, InlineBuilder};
use super::tables::{TableBlock, TableBuilder};
use crate::contract::anchors::Anchors;
use crate::contract::model::{Fence, Node, NodeKind};
use crate::contract::schema::{FieldKind, FileField};

/// A block and where it stands.
#[derive(Debug)]
pub(in crate::contract) struct Block<'s> {
    pub kind: BlockKind<'s>,
    /// Number of lists around it; an item of a list that is in no other has depth 1.
    pub depth: usize,
    /// Its bytes without surrounding blank space.
    pub range: ByteRange,
}

#[derive(Debug)]
pub(in crate::contract) enum BlockKind<'s> {
    /// A heading that stands in no list or quote.
    Heading {
        level: u8,
        inline: Inline<'s>,
    },
    /// A line of a paragraph.
    Line(Inline<'s>),
    /// A list item's own text, without nested lists.
    Item(Inline<'s>),
    Table(TableBlock<'s>),
    Fence(Fence),
    /// `---`
    Rule,
    /// HTML, indented code: content without structure.
    Other,
}

/// The blocks of a document.
#[derive(Debug, Default)]
pub(in crate::contract) struct Blocks<'s> {
    pub blocks: Vec<Block<'s>>,
    /// Targets of links and images.
    pub links: Vec<Spanned<String>>,
    /// Every piece of Markdown that has a beginning and an end, the outer ones first.
    pub nodes: Vec<Node>,
    pub anchors: Anchors,
}

/// Blocks of contracts are longer than this, so that the list seldom grows.
const BYTES_A_BLOCK: usize = 48;

/// Reads a document.
pub(in crate::contract) fn read_blocks(source: &str) -> Blocks<'_> {
    let start = start_of_markdown(source);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let body = source.get(start..).unwrap_or_default();
    let mut reader = Reader::new(source);
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        reader.event(event, ByteRange::from(range).shifted(start));
    }
    reader.flush();
    let mut read = reader.read;
    read.blocks = mend_tables(source, read.blocks);
    read
}

/// Where Markdown begins: behind a byte order mark and a front matter block, which the library
/// would take for text and headings.
pub(in crate::contract) fn start_of_markdown(source: &str) -> usize {
    let mark = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = source.get(mark..).unwrap_or_default();
    let mut lines = body.split_inclusive('\n');
    if lines.next().is_none_or(|line| line.trim_end() != "---" || !line.starts_with("---")) {
        return mark;
    }
    let mut end = mark + body.find('\n').map_or(body.len(), |at| at + 1);
    for (index, line) in lines.enumerate() {
        // A rule with a blank line below is a rule.
        if index == 0 && line.trim().is_empty() {
            return mark;
        }
        end += line.len();
        if line.trim_end() == "---" {
            return end;
        }
        if line.starts_with('#') {
            return mark;
        }
    }
    mark
}

struct Reader<'s> {
    source: &'s str,
    read: Blocks<'s>,
    inline: InlineBuilder<'s>,
    lists: usize,
    quotes: usize,
    /// Depth and start of a list item whose own text has not been finished.
    items: Vec<Item>,
    heading: Option<ByteRange>,
    table: Option<TableBuilder<'s>>,
    code: Option<Code>,
    /// Whether the lines now read belong to a list for Markdown only.
    is_lazy: bool,
}

struct Item {
    start: usize,
    is_pending: bool,
}

struct Code {
    language: Option<String>,
    content: Option<ByteRange>,
    range: ByteRange,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str) -> Self {
        Self {
            source,
            read: Blocks {
                blocks: Vec::with_capacity(source.len() / BYTES_A_BLOCK),
                links: Vec::new(),
                nodes: Vec::new(),
                anchors: Anchors::default(),
            },
            inline: InlineBuilder::default(),
            lists: 0,
            quotes: 0,
            items: Vec::new(),
            heading: None,
            table: None,
            code: None,
            is_lazy: false,
        }
    }

    fn event(&mut self, event: Event<'s>, range: ByteRange) {
        if let Some(kind) = node_kind(&event, range.slice(self.source)) {
            self.read.nodes.push(Node { kind, range: trim(self.source, range) });
        }
        if let Some(code) = &mut self.code {
            match event {
                Event::End(TagEnd::CodeBlock) => self.end_code(),
                _ => code.content = Some(code.content.map_or(range, |all| all.cover(range))),
            }
            return;
        }
        if let Event::Html(html) | Event::InlineHtml(html) = &event {
            self.read.anchors.add_html(html);
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(_) | Event::Code(_) => {
                self.inline.event(self.source, event, range, &mut self.read.links);
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::InlineHtml(html) if is_line_break(&html) => self.line_break(range),
            Event::Html(html) if !html.trim_start().starts_with("<!--") => {
                self.push(BlockKind::Other, range);
            }
            Event::Rule => {
                self.end_block();
                self.push(BlockKind::Rule, range);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'s>, range: ByteRange) {
        match tag {
            Tag::Paragraph => {}
            Tag::Heading { .. } => {
                self.end_block();
                self.heading = Some(range);
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.end_block();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => Some(language_of(&info)),
                    CodeBlockKind::Indented => None,
                };
                self.code = Some(Code { language, content: None, range });
            }
            Tag::HtmlBlock => self.end_block(),
            Tag::List(_) => {
                self.end_block();
                self.lists += 1;
            }
            Tag::Item => {
                self.end_block();
                self.items.push(Item { start: range.start(), is_pending: true });
            }
            Tag::Table(_) => {
                self.end_block();
                self.table = Some(TableBuilder::new(range));
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.start_row(self.source, range);
                }
            }
            Tag::TableCell => {}
            _ => {
                let event = Event::Start(tag);
                self.inline.event(self.source, event, range, &mut self.read.links);
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: ByteRange) {
        match tag {
            TagEnd::Paragraph => self.end_block(),
            TagEnd::Heading(level) => self.end_heading(level as u8),
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::HtmlBlock => {}
            TagEnd::List(_) => {
                self.end_block();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Item => {
                self.end_block();
                self.items.pop();
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    let table = table.finish(self.source);
                    let range = table.range;
                    self.push(BlockKind::Table(table), range);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::TableCell => {
                let inline = self.inline.take();
                if let (Some(table), Some(inline)) = (&mut self.table, inline) {
                    table.cell(inline);
                }
            }
            _ => {
                let event = Event::End(tag);
                self.inline.event(self.source, event, range, &mut self.read.links);
            }
        }
    }

    fn end_heading(&mut self, level: u8) {
        let Some(range) = self.heading.take() else { return };
        let line = trim(self.source, range);
        let inline = self.inline.take().unwrap_or_else(|| Inline::empty(line.end()));
        self.read.anchors.add_heading(&inline.text);
        if self.quotes > 0 || self.lists > 0 {
            self.push(BlockKind::Line(inline), line);
        } else {
            self.push(BlockKind::Heading { level, inline }, line);
        }
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let kind = match code.language {
            Some(language) => {
                let content = code.content.unwrap_or_else(|| ByteRange::at(code.range.end()));
                BlockKind::Fence(Fence { language, content })
            }
            None => BlockKind::Other,
        };
        self.push(kind, code.range);
    }

    fn line_break(&mut self, range: ByteRange) {
        let is_pending_item = self.items.last().is_some_and(|item| item.is_pending);
        if is_pending_item && self.is_lazy_label(range) {
            self.flush();
            self.is_lazy = true;
        } else if is_pending_item || self.heading.is_some() || self.table.is_some() {
            self.inline.space(range);
        } else {
            self.flush();
        }
    }

    /// Whether, behind a line break in a labelled item, a label stands at the line's beginning:
    /// Markdown takes it for more of the item, its author for a line of its own.
    fn is_lazy_label(&self, line_break: ByteRange) -> bool {
        let Some(item) = self.items.last().filter(|_| self.quotes == 0) else { return false };
        let line = |from: usize| {
            let text = self.source.get(from..).unwrap_or_default();
            text.lines().next().unwrap_or_default()
        };
        let is_known = |label: &str| {
            FieldKind::of_label(label).is_some() || FileField::of_label(label).is_some()
        };
        let is_label = |line: &str| bold_label_of_source(line).is_some_and(is_known);
        let is_line_start = line_break.slice(self.source).ends_with(['\n', '\r']);
        let own = line(item.start).trim_start_matches(|c: char| c.is_ascii_digit());
        let own = own.get(1..).unwrap_or_default().trim_start();
        is_line_start && is_label(line(line_break.end())) && is_label(own)
    }

    /// Ends the block that is being collected.
    fn end_block(&mut self) {
        self.flush();
        self.is_lazy = false;
    }

    /// Ends the line or item text that is being collected.
    fn flush(&mut self) {
        let inline = self.inline.take();
        match self.items.last_mut() {
            Some(item) if item.is_pending => {
                item.is_pending = false;
                let start = item.start;
                let inline = inline.unwrap_or_else(|| Inline::empty(start));
                let range = ByteRange::at(start).cover(inline.range);
                self.push(BlockKind::Item(inline), range);
            }
            _ => {
                if let Some(inline) = inline {
                    let range = inline.range;
                    self.push(BlockKind::Line(inline), range);
                }
            }
        }
    }

    fn push(&mut self, kind: BlockKind<'s>, range: ByteRange) {
        let range = trim(self.source, range);
        let is_outside = self.is_lazy && matches!(kind, BlockKind::Line(_));
        let depth = if is_outside { 0 } else { self.lists };
        self.read.blocks.push(Block { kind, depth, range });
    }
}

/// What kind of node an event begins, or is; `None` for what ends one and for plain text.
fn node_kind(event: &Event<'_>, written: &str) -> Option<NodeKind> {
    let is_comment = written.trim_start().starts_with("<!--");
    let kind = match event {
        Event::Start(Tag::Paragraph) => NodeKind::Paragraph,
        Event::Start(Tag::BlockQuote(_)) => NodeKind::Quote,
        Event::Start(Tag::List(_)) => NodeKind::List,
        Event::Start(Tag::Item) => NodeKind::Item,
        Event::Start(Tag::CodeBlock(_)) => NodeKind::CodeBlock,
        Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) if is_comment => NodeKind::Comment,
        Event::Start(Tag::HtmlBlock) => NodeKind::Html,
        Event::Start(Tag::Strong | Tag::Emphasis | Tag::Strikethrough) => NodeKind::Emphasis,
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) => NodeKind::Link,
        Event::Code(_) => NodeKind::CodeSpan,
        _ => return None,
    };
    Some(kind)
}

/// The label of a line that begins with `**X:**` or `**X**:`.
fn bold_label_of_source(line: &str) -> Option<&str> {
    let (bold, behind) = line.strip_prefix("**")?.split_once("**")?;
    bold.strip_suffix(':').or_else(|| behind.starts_with(':').then_some(bold))
}

fn is_line_break(html: &str) -> bool {
    let inside = html.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
    inside.eq_ignore_ascii_case("br")
}

fn language_of(info: &str) -> String {
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    word.to_lowercase()
}

/// A range without the blank space at its ends.
pub(in crate::contract) fn trim(source: &str, range: ByteRange) -> ByteRange {
    let slice = range.slice(source);
    let kept = slice.trim_ascii();
    // Space beyond the common one is rare, and looked for only where it could be.
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let is_done = is_plain(kept.as_bytes().first()) && is_plain(kept.as_bytes().last());
    let kept = if is_done { kept } else { kept.trim() };
    let start = range.start() + (kept.as_ptr().addr() - slice.as_ptr().addr());
    ByteRange::new(start, start + kept.len())
}
