//! Inline content: text without markup, and where each byte of it stands in the source.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::text::{ByteRange, Spanned};

/// A line, list item, cell or heading.
///
/// Most are one piece of the source, so that text is borrowed from there, and the first piece needs
/// no list: a contract has tens of thousands of cells.
#[derive(Clone, Debug, Default)]
pub(in crate::contract) struct Inline<'s> {
    /// The text without markup.
    pub text: Cow<'s, str>,
    /// The source with markup, from the first piece to the last.
    pub range: ByteRange,
    /// Code spans and link targets, in order.
    pub runs: Vec<Run<'s>>,
    pieces: Pieces,
    /// The outermost nodes that have markup around what they show.
    nodes: Vec<Node>,
}

/// What a code span or link names, as the document has it.
pub(in crate::contract) type Name<'s> = Spanned<Cow<'s, str>>;

/// A code span or the target of a link.
#[derive(Clone, Debug)]
pub(in crate::contract) struct Run<'s> {
    /// What it says, at its place without backticks.
    pub name: Name<'s>,
    /// Bytes of [`Inline::text`] that show it: the code, or the text of the link.
    pub shown: Range<usize>,
    /// Whether it is the target of a link.
    pub is_target: bool,
}

impl Run<'_> {
    /// The name, borrowed.
    pub fn spanned(&self) -> Spanned<&str> {
        borrowed(&self.name)
    }
}

/// Some text that stands in one piece in the source.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where in the text it begins.
    at: u32,
    source: ByteRange,
    /// Whether text and source are byte for byte the same.
    is_exact: bool,
    is_strong: bool,
}

impl Piece {
    fn new(at: usize, source: ByteRange, is_exact: bool, is_strong: bool) -> Self {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        Self { at, source, is_exact, is_strong }
    }

    fn at(&self) -> usize {
        self.at as usize
    }
}

/// The pieces of a text in order.
#[derive(Clone, Debug, Default)]
struct Pieces {
    first: Option<Piece>,
    more: Vec<Piece>,
}

impl Pieces {
    fn push(&mut self, piece: Piece) {
        if self.first.is_none() {
            self.first = Some(piece);
        } else {
            self.more.push(piece);
        }
    }

    fn last(&self) -> Option<&Piece> {
        self.more.last().or(self.first.as_ref())
    }

    fn last_mut(&mut self) -> Option<&mut Piece> {
        self.more.last_mut().or(self.first.as_mut())
    }

    /// The piece that holds this byte of the text, or the last one before it.
    fn at(&self, at: usize) -> Option<&Piece> {
        let behind = self.more.partition_point(|piece| piece.at() <= at);
        match behind.checked_sub(1) {
            Some(last) => self.more.get(last),
            None => self.first.as_ref().filter(|first| first.at() <= at),
        }
    }

    fn iter(&self) -> impl Iterator<Item = &Piece> {
        self.first.iter().chain(&self.more)
    }
}

/// An outermost node with its markup.
#[derive(Clone, Debug)]
struct Node {
    /// Bytes of the text.
    shown: ByteRange,
    outer: ByteRange,
}

impl<'s> Inline<'s> {
    /// No content, at this place.
    pub fn empty(at: usize) -> Self {
        Self { range: ByteRange::at(at), ..Self::default() }
    }

    /// Raw source as inline content, for places that the Markdown library does not read.
    pub fn raw(source: &'s str, range: ByteRange) -> Self {
        let raw = range.slice(source);
        let bare = raw.trim_matches('`');
        let start = range.start() + raw.find(bare).unwrap_or_default();
        let bare_range = ByteRange::new(start, start + bare.len());
        let mut inline = Self { text: Cow::Borrowed(bare), range, ..Self::default() };
        if bare.len() < raw.len() && !bare.is_empty() {
            inline.runs.push(Run {
                name: Spanned::new(Cow::Borrowed(bare), bare_range),
                shown: 0..bare.len(),
                is_target: false,
            });
        }
        inline.nodes.push(Node { shown: ByteRange::new(0, bare.len()), outer: range });
        inline.pieces.push(Piece::new(0, bare_range, true, false));
        inline
    }

    /// The code spans and link targets, as names with places.
    pub fn names(&self) -> impl Iterator<Item = &Name<'s>> {
        self.runs.iter().map(|run| &run.name)
    }

    /// Those of them that stand in some bytes of the text.
    pub fn names_in(&self, shown: &Range<usize>) -> impl Iterator<Item = &Name<'s>> {
        let within =
            move |run: &&Run<'s>| shown.start <= run.shown.start && run.shown.end <= shown.end;
        self.runs.iter().filter(within).map(|run| &run.name)
    }

    /// Source bytes of some bytes of the text, without the markup around them.
    pub fn source(&self, shown: Range<usize>) -> ByteRange {
        let start = self.pieces.at(shown.start).map_or(self.range.start(), |piece| {
            if piece.is_exact {
                (piece.source.start() + (shown.start - piece.at())).min(piece.source.end())
            } else {
                piece.source.start()
            }
        });
        if shown.is_empty() {
            return ByteRange::at(start);
        }
        let end = self.pieces.at(shown.end - 1).map_or(self.range.end(), |piece| {
            if piece.is_exact {
                (piece.source.start() + (shown.end - piece.at())).min(piece.source.end())
            } else {
                piece.source.end()
            }
        });
        ByteRange::new(start, end)
    }

    /// Source bytes of some bytes of the text, with the markup of every node that lies wholly in
    /// them.
    pub fn outer(&self, shown: Range<usize>) -> ByteRange {
        let mut covered = self.source(shown.clone());
        let first = self.nodes.partition_point(|node| node.shown.end() <= shown.start);
        let nodes = self.nodes.get(first..).unwrap_or_default();
        for node in nodes.iter().take_while(|node| node.shown.start() < shown.end) {
            if shown.start <= node.shown.start() && node.shown.end() <= shown.end {
                covered = covered.cover(node.outer);
            }
        }
        covered
    }

    /// Some bytes of the text without surrounding space, at their place with markup; nothing for
    /// blank ones.
    pub fn trimmed(&self, shown: Range<usize>) -> Option<Spanned<String>> {
        let slice = self.text.get(shown.clone())?;
        let trimmed = slice.trim();
        if trimmed.is_empty() {
            return None;
        }
        let start = shown.start + (slice.len() - slice.trim_start().len());
        let range = self.outer(start..start + trimmed.len());
        Some(Spanned::new(trimmed.to_owned(), range))
    }

    /// Bytes of the text that begin it in bold: emoji and check marks may stand before them.
    pub fn leading_strong(&self) -> Option<Range<usize>> {
        let mut pieces = self.pieces.iter();
        let start = pieces.find(|piece| piece.is_strong)?.at();
        if self.text.get(..start)?.chars().any(char::is_alphanumeric) {
            return None;
        }
        let weak = pieces.find(|piece| !piece.is_strong);
        Some(start..weak.map_or(self.text.len(), |piece| piece.at()))
    }

    /// Whether the text is nothing but one link.
    pub fn is_link(&self) -> bool {
        let is_whole = |run: &Run<'s>| run.is_target && run.shown == (0..self.text.len());
        self.runs.iter().any(is_whole)
    }
}

/// Collects the inline events of one block.
#[derive(Debug, Default)]
pub(in crate::contract) struct InlineBuilder<'s> {
    inline: Inline<'s>,
    /// Whether something was collected since it was last taken.
    has_content: bool,
    /// Open inline containers, and where the outermost of them began.
    open: usize,
    node: Option<OpenNode>,
    strong: usize,
    links: Vec<OpenLink<'s>>,
}

#[derive(Clone, Copy, Debug)]
struct OpenNode {
    shown_from: usize,
    start: usize,
}

#[derive(Debug)]
struct OpenLink<'s> {
    target: Name<'s>,
    shown_from: usize,
    runs: usize,
    is_image: bool,
}

impl<'s> InlineBuilder<'s> {
    /// Whether nothing was collected yet.
    pub fn is_empty(&self) -> bool {
        !self.has_content && self.node.is_none()
    }

    /// What was collected, the builder being empty afterwards. Containers that are still open, as
    /// bold text over a line break is, go on in what is collected next.
    pub fn take(&mut self) -> Option<Inline<'s>> {
        if let Some(node) = self.node.take() {
            let end = self.inline.pieces.last().map_or(node.start, |piece| piece.source.end());
            self.push_node(node.shown_from, ByteRange::new(node.start, end));
        }
        for link in &mut self.links {
            link.shown_from = 0;
            link.runs = 0;
        }
        std::mem::take(&mut self.has_content).then(|| std::mem::take(&mut self.inline))
    }

    /// Adds a space where the source has a line break.
    pub fn space(&mut self, range: ByteRange) {
        if !self.is_empty() {
            self.text(Cow::Borrowed(" "), range, false);
        }
    }

    /// Takes an inline event; `links` gets the target of every link and image.
    pub fn event(
        &mut self,
        source: &'s str,
        event: Event<'s>,
        range: ByteRange,
        links: &mut Vec<Spanned<String>>,
    ) {
        match event {
            Event::Text(text) => {
                let written = range.slice(source);
                if written == &*text {
                    self.exact_text(source, range);
                } else {
                    self.text(Cow::Owned(text.into_string()), range, false);
                }
            }
            Event::Code(code) => self.code(source, &code, range),
            Event::Start(Tag::Strong) => {
                self.strong += 1;
                self.open(range);
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let target = target(source, &dest_url, range);
                if !matches!(link_type, LinkType::Email) && !dest_url.is_empty() {
                    links.push(owned(&target));
                }
                self.open_link(target, false, range);
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let target = target(source, &dest_url, range);
                links.push(owned(&target));
                self.open_link(target, true, range);
            }
            Event::Start(_) => self.open(range),
            Event::End(TagEnd::Strong) => {
                self.strong = self.strong.saturating_sub(1);
                self.close(range);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                self.close_link();
                self.close(range);
            }
            Event::End(_) => self.close(range),
            _ => {}
        }
    }

    fn open(&mut self, range: ByteRange) {
        if self.open == 0 {
            self.node = Some(OpenNode { shown_from: self.inline.text.len(), start: range.start() });
        }
        self.open += 1;
    }

    fn close(&mut self, range: ByteRange) {
        self.open = self.open.saturating_sub(1);
        if self.open == 0
            && let Some(node) = self.node.take()
        {
            self.push_node(node.shown_from, ByteRange::new(node.start, range.end()));
        }
    }

    /// Notes that content with markup stands at this place: a node of its own outside of
    /// containers, and where one that goes on from the line before goes on.
    fn reach(&mut self, shown_from: usize, range: ByteRange) {
        if self.open == 0 {
            self.push_node(shown_from, range);
        } else if self.node.is_none() {
            self.node = Some(OpenNode { shown_from, start: range.start() });
        }
    }

    /// The same for text, whose piece says all that a node would.
    fn reach_text(&mut self, shown_from: usize, range: ByteRange) {
        if self.open == 0 {
            self.cover(range);
        } else {
            self.reach(shown_from, range);
        }
    }

    fn push_node(&mut self, from: usize, outer: ByteRange) {
        let shown = ByteRange::new(from, self.inline.text.len());
        self.cover(outer);
        reserve_one(&mut self.inline.nodes);
        self.inline.nodes.push(Node { shown, outer });
    }

    fn cover(&mut self, range: ByteRange) {
        self.inline.range = if self.has_content { self.inline.range.cover(range) } else { range };
        self.has_content = true;
    }

    fn open_link(&mut self, target: Name<'s>, is_image: bool, range: ByteRange) {
        let shown_from = self.inline.text.len();
        self.links.push(OpenLink { target, shown_from, runs: self.inline.runs.len(), is_image });
        self.open(range);
    }

    fn close_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        // `[`src/mail.ts`](../src/mail.ts)` names one file: the code as people read it.
        let shown_runs = self.inline.runs.get(link.runs..).unwrap_or_default();
        let shows_file = shown_runs.iter().any(|run| run.name.value.contains(['/', '.']));
        if !link.is_image && !shows_file && !link.target.value.is_empty() {
            let shown = link.shown_from..self.inline.text.len();
            reserve_one(&mut self.inline.runs);
            self.inline.runs.push(Run { name: link.target, shown, is_target: true });
        }
    }

    /// Text that stands in the source as it is read.
    fn exact_text(&mut self, source: &'s str, range: ByteRange) {
        let at = self.inline.text.len();
        let is_strong = self.strong > 0;
        match self.inline.pieces.last_mut() {
            // The library cuts text at every character that could have been markup.
            Some(last)
                if last.is_exact
                    && last.is_strong == is_strong
                    && last.source.end() == range.start() =>
            {
                last.source = last.source.cover(range);
                let whole = last.source;
                match &mut self.inline.text {
                    Cow::Borrowed(text) if text.len() + range.len() == whole.len() => {
                        *text = whole.slice(source);
                    }
                    _ => self.push_str(range.slice(source)),
                }
                self.reach_text(at, range);
            }
            _ => self.text(Cow::Borrowed(range.slice(source)), range, true),
        }
    }

    fn text(&mut self, text: Cow<'s, str>, range: ByteRange, is_exact: bool) {
        let at = self.append(text);
        let is_strong = self.strong > 0;
        self.inline.pieces.push(Piece::new(at, range, is_exact, is_strong));
        self.reach_text(at, range);
    }

    /// Adds text, and says where it begins.
    fn append(&mut self, text: Cow<'s, str>) -> usize {
        let at = self.inline.text.len();
        if at == 0 {
            self.inline.text = text;
        } else {
            self.push_str(&text);
        }
        at
    }

    fn push_str(&mut self, more: &str) {
        match &mut self.inline.text {
            Cow::Owned(text) => text.push_str(more),
            Cow::Borrowed(first) => {
                let mut text = String::with_capacity(first.len() + more.len());
                text.push_str(first);
                text.push_str(more);
                self.inline.text = Cow::Owned(text);
            }
        }
    }

    fn code(&mut self, source: &'s str, code: &str, range: ByteRange) {
        let written = range.slice(source);
        let ticks = written.len() - written.trim_start_matches('`').len();
        let mut inside = ByteRange::new(range.start() + ticks, range.end().saturating_sub(ticks));
        let padded = inside.slice(source);
        let is_padded =
            padded.starts_with([' ', '\n', '\r']) && padded.ends_with([' ', '\n', '\r']);
        if is_padded && inside.len() == code.len() + 2 {
            inside = ByteRange::new(inside.start() + 1, inside.end() - 1);
        }
        // A line break at an end is white space of the rendered text: what is between stays exact.
        let written = inside.slice(source);
        let code = if written != code && written.trim() == code.trim() {
            let start = inside.start() + written.len() - written.trim_start().len();
            inside = ByteRange::new(start, start + written.trim().len());
            code.trim()
        } else {
            code
        };
        let is_exact = inside.slice(source) == code;
        let is_strong = self.strong > 0;
        let code = if is_exact {
            Cow::Borrowed(inside.slice(source))
        } else {
            Cow::Owned(code.to_owned())
        };
        let at = self.append(code.clone());
        self.inline.pieces.push(Piece::new(at, inside, is_exact, is_strong));
        let shown = at..self.inline.text.len();
        reserve_one(&mut self.inline.runs);
        self.inline.runs.push(Run { name: Spanned::new(code, inside), shown, is_target: false });
        self.reach(at, range);
    }
}

/// Room for the one entry that most lists end with, where the library would make room for four.
fn reserve_one<T>(list: &mut Vec<T>) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
}

/// A name to take apart.
pub(in crate::contract) fn borrowed<'n>(name: &'n Name<'_>) -> Spanned<&'n str> {
    Spanned::new(name.value.as_ref(), name.range)
}

/// A name as the model keeps it.
pub(in crate::contract) fn owned(name: &Spanned<impl AsRef<str>>) -> Spanned<String> {
    Spanned::new(name.value.as_ref().to_owned(), name.range)
}

/// The target of a link, at its place where the link spells it out, else at the link's.
fn target<'s>(source: &'s str, target: &str, range: ByteRange) -> Name<'s> {
    let written = range.slice(source);
    let place = written.rfind(target).filter(|_| !target.is_empty()).map(|at| {
        let start = range.start() + at;
        ByteRange::new(start, start + target.len())
    });
    match place {
        Some(place) => Spanned::new(Cow::Borrowed(place.slice(source)), place),
        None => Spanned::new(Cow::Owned(target.to_owned()), range),
    }
}
