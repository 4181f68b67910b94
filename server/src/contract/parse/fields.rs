//! Blocks to fields: which lines are labels, and what belongs to them.

use std::ops::Range;

use crate::text::{ByteRange, Spanned};

use super::blocks::{Block, BlockKind};
use super::inline::{Inline, owned};
use super::labels::{LabelAt, bold_label, head_label, lone_label, plain_label};
use super::tables::TableBlock;
use crate::contract::model::{Fence, Field, ListItem};
use crate::contract::schema::{FieldKind, FileField};

/// A label and its block, not yet copied out of the document.
#[derive(Debug)]
pub(super) struct Draft<'b> {
    pub kind: Option<FieldKind>,
    /// From the label's line to the end of the block.
    pub range: ByteRange,
    pub contents: Vec<Content<'b>>,
    line: &'b Inline<'b>,
    label: Range<usize>,
}

impl<'b> Draft<'b> {
    /// The label as written.
    pub fn label(&self) -> &'b str {
        self.line.text.get(self.label.clone()).unwrap_or_default()
    }

    /// What stands behind the colon.
    pub fn value(&self) -> Option<Spanned<String>> {
        self.contents.iter().find_map(|content| match content {
            Content::Value(inline, shown) => inline.trimmed(shown.clone()),
            _ => None,
        })
    }

    /// The field as the model shows it.
    pub fn field(&self) -> Field {
        let label = Spanned::new(self.label().to_owned(), self.line.source(self.label.clone()));
        let mut field = Field {
            kind: self.kind,
            label,
            value: self.value(),
            range: self.range,
            tables: Vec::new(),
            items: Vec::new(),
            fences: Vec::new(),
            code: Vec::new(),
        };
        for content in &self.contents {
            match content {
                Content::Value(inline, shown) => {
                    field.code.extend(inline.names_in(shown).map(owned));
                }
                Content::Line(inline, label) => {
                    if label.is_some() {
                        field.items.push(list_item(inline, label.as_ref()));
                    }
                    field.code.extend(inline.names().map(owned));
                }
                Content::Item(inline, label) => {
                    field.items.push(list_item(inline, label.as_ref()));
                    field.code.extend(inline.names().map(owned));
                }
                Content::Table(table) => field.tables.push(table.table()),
                Content::Fence(fence) => field.fences.push((*fence).clone()),
            }
        }
        field
    }
}

/// A part of a field's block.
#[derive(Clone, Debug)]
pub(super) enum Content<'b> {
    /// What stands behind the colon: these bytes of the line's text.
    Value(&'b Inline<'b>, Range<usize>),
    /// A line of prose; one that begins with a bold label counts as an item of the block.
    Line(&'b Inline<'b>, Option<LabelAt>),
    Item(&'b Inline<'b>, Option<LabelAt>),
    Table(&'b TableBlock<'b>),
    Fence(&'b Fence),
}

/// Reads the fields of a run of blocks: a section without its heading.
pub(super) fn read_fields<'b>(blocks: &'b [Block<'b>]) -> Vec<Draft<'b>> {
    read(blocks, Head::None)
}

/// Reads the labels below the file's title.
pub(super) fn read_metadata<'b>(blocks: &'b [Block<'b>]) -> Vec<Draft<'b>> {
    read(blocks, Head::File)
}

/// Reads the fields of an integration without its heading.
pub(super) fn read_integration<'b>(blocks: &'b [Block<'b>]) -> Vec<Draft<'b>> {
    read(blocks, Head::Integration)
}

/// What the blocks stand right below of: there, a line without markup may be a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    None,
    File,
    Integration,
}

fn read<'b>(blocks: &'b [Block<'b>], head: Head) -> Vec<Draft<'b>> {
    let mut reader = FieldReader {
        drafts: Vec::with_capacity(blocks.len() / 4),
        open: Open::Nothing,
        is_below_own_heading: false,
        head,
    };
    for block in blocks {
        reader.block(block);
    }
    reader.drafts
}

/// The label whose block is being read; it is the last draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    /// A bold label in a paragraph.
    Paragraph,
    /// A bullet, and how deep its block stands once there is one: deeper, but for people who forget
    /// to indent.
    Bullet {
        depth: usize,
        block: Option<usize>,
    },
    Heading {
        level: u8,
    },
}

struct FieldReader<'b> {
    drafts: Vec<Draft<'b>>,
    open: Open,
    /// Whether the last heading was one of the author's own, below which a plain `Auth: …` is a
    /// detail.
    is_below_own_heading: bool,
    /// The heading that all so far was labels right below of.
    head: Head,
}

impl<'b> FieldReader<'b> {
    fn block(&mut self, block: &'b Block<'b>) {
        if !matches!(block.kind, BlockKind::Line(_)) || block.depth > 0 {
            self.head = Head::None;
        }
        match &block.kind {
            BlockKind::Heading { level, inline } => self.heading(block, *level, inline),
            BlockKind::Line(inline) => self.line(block, inline),
            BlockKind::Item(inline) => self.item(block, inline),
            BlockKind::Table(table) => self.table(block, table),
            BlockKind::Fence(fence) => {
                if let Some(draft) = self.block_of_open(block) {
                    draft.contents.push(Content::Fence(fence));
                }
            }
            BlockKind::Rule => {
                if block.depth == 0 {
                    self.open = Open::Nothing;
                }
            }
            BlockKind::Other => {
                self.block_of_open(block);
            }
        }
    }

    fn heading(&mut self, block: &'b Block<'b>, level: u8, inline: &'b Inline<'b>) {
        let whole = LabelAt { label: 0..inline.text.len(), value: 0..0 };
        let with_value = plain_label(inline).filter(|label| label.kind(inline).is_some());
        let at = with_value.unwrap_or(whole);
        // `#### Environment Variables` with `##### Production` and `##### Staging` below.
        let is_part = matches!(self.open, Open::Heading { level: above } if level > above)
            && self.open_kind().is_some()
            && at.kind(inline).is_none();
        if is_part {
            self.block_of_open(block);
            return;
        }
        self.is_below_own_heading = at.kind(inline).is_none();
        self.begin(block.range, inline, &at);
        self.open = Open::Heading { level };
    }

    fn line(&mut self, block: &'b Block<'b>, inline: &'b Inline<'b>) {
        let label = bold_label(inline);
        // Below `**Purpose:**` with nothing behind it, `Status: …` is the purpose.
        let is_said = self.drafts.last().is_none_or(|draft| !draft.contents.is_empty());
        let head = || if is_said { self.head_label(inline) } else { None };
        let begun = label.clone().or_else(|| lone_label(inline)).or_else(head);
        if begun.is_none() {
            self.head = Head::None;
        }
        if block.depth == 0
            && let Some(at) = &begun
        {
            // Under `#### Testing`, `**Unit Tests:** …` belongs to it.
            let is_part = matches!(self.open, Open::Heading { .. })
                && self.open_kind().is_some()
                && at.kind(inline).is_none();
            if !is_part {
                self.begin(block.range, inline, at);
                self.open = Open::Paragraph;
                return;
            }
        }
        if let Some(draft) = self.block_of_open(block) {
            draft.contents.push(Content::Line(inline, label));
        }
    }

    /// `Status: active` among the labels right below a heading. The first of them has to be one of
    /// a few, so that `Overview: …` begins a text and no list of fields.
    fn head_label(&self, inline: &Inline) -> Option<LabelAt> {
        match self.head {
            Head::None => None,
            Head::File => {
                plain_label(inline).filter(|at| FileField::of_label(at.text(inline)).is_some())
            }
            Head::Integration if self.drafts.is_empty() => head_label(inline),
            Head::Integration => {
                plain_label(inline).filter(|at| FieldKind::of_label(at.text(inline)).is_some())
            }
        }
    }

    fn item(&mut self, block: &'b Block<'b>, inline: &'b Inline<'b>) {
        let bold = bold_label(inline);
        let plain = || plain_label(inline);
        if self.may_begin_at(block.depth) {
            let known = |at: &LabelAt| at.kind(inline).is_some();
            let label = match self.open {
                // Below `**Purpose:** text` a list of labels goes on with the section.
                Open::Paragraph => bold.clone().or_else(plain).filter(known),
                _ if self.is_below_own_heading => bold.clone(),
                _ => bold.clone().or_else(|| plain().filter(known)),
            };
            if let Some(at) = label {
                self.begin(block.range, inline, &at);
                self.open = Open::Bullet { depth: block.depth, block: None };
                return;
            }
        }
        if let Some(draft) = self.block_of_open(block) {
            let label = bold.or_else(plain);
            draft.contents.push(Content::Item(inline, label));
        }
    }

    fn table(&mut self, block: &'b Block<'b>, table: &'b TableBlock<'b>) {
        if self.may_hold_fields(table) {
            for row in table.body() {
                let (Some(key), value) = (row.cells.first(), row.cells.get(1)) else { continue };
                let label = key.inline.text.trim().trim_end_matches(':').trim_end();
                if label.is_empty() {
                    continue;
                }
                let start = key.inline.text.find(label).unwrap_or_default();
                let at = LabelAt { label: start..start + label.len(), value: 0..0 };
                self.begin(row.range, &key.inline, &at);
                let Some(draft) = self.drafts.last_mut() else { continue };
                draft.contents.clear();
                if let Some(value) = value {
                    draft.contents.push(Content::Value(&value.inline, 0..value.inline.text.len()));
                }
            }
            self.open = Open::Nothing;
            return;
        }
        if let Some(draft) = self.block_of_open(block) {
            draft.contents.push(Content::Table(table));
        }
    }

    /// Begins the field of a label. What stood open is closed.
    fn begin(&mut self, range: ByteRange, inline: &'b Inline<'b>, at: &LabelAt) {
        let has_value =
            inline.text.get(at.value.clone()).is_some_and(|value| !value.trim().is_empty());
        let contents =
            if has_value { vec![Content::Value(inline, at.value.clone())] } else { Vec::new() };
        self.drafts.push(Draft {
            kind: at.kind(inline),
            range,
            contents,
            line: inline,
            label: at.label.clone(),
        });
    }

    /// The open field, grown to hold this block; nothing where the block belongs to none, which
    /// then closes it.
    fn block_of_open(&mut self, block: &Block) -> Option<&mut Draft<'b>> {
        let draft = self.drafts.last_mut()?;
        let belongs = match &mut self.open {
            Open::Nothing => false,
            Open::Paragraph | Open::Heading { .. } => true,
            Open::Bullet { depth, block: first } => {
                let is_item = matches!(block.kind, BlockKind::Item(_));
                let is_inside = block.depth > *depth || (block.depth == *depth && !is_item);
                let is_flat = match *first {
                    None => draft.contents.is_empty(),
                    Some(first) => first <= *depth && block.depth >= first,
                };
                first.get_or_insert(block.depth);
                is_inside || is_flat
            }
        };
        if !belongs {
            self.open = Open::Nothing;
            return None;
        }
        draft.range = draft.range.cover(block.range);
        Some(draft)
    }

    fn open_kind(&self) -> Option<FieldKind> {
        self.drafts.last().and_then(|draft| draft.kind)
    }

    /// Whether a list item at this depth may be a field, rather than part of the open one's block.
    fn may_begin_at(&self, depth: usize) -> bool {
        match self.open {
            Open::Nothing => depth == 1,
            Open::Bullet { depth: open, .. } => depth <= open,
            Open::Heading { .. } => depth == 1 && self.open_kind().is_none(),
            Open::Paragraph => depth == 1 && self.is_complete(),
        }
    }

    /// Whether the open label has said all it has to say on its own line.
    fn is_complete(&self) -> bool {
        let Some(draft) = self.drafts.last() else { return true };
        let is_single = matches!(
            draft.kind,
            None | Some(
                FieldKind::Added
                    | FieldKind::LastModified
                    | FieldKind::Status
                    | FieldKind::DeprecationDate
                    | FieldKind::Purpose
            )
        );
        let is_said = |content: &Content<'_>| match content {
            Content::Value(inline, shown) => {
                let value = inline.text.get(shown.clone()).unwrap_or_default();
                !value.trim_end().ends_with(':')
            }
            _ => false,
        };
        is_single && draft.contents.first().is_some_and(is_said)
    }

    /// Whether a table is one of keys and values whose rows are fields.
    fn may_hold_fields(&self, table: &TableBlock) -> bool {
        if table.rows.first().is_none_or(|header| header.cells.len() != 2) {
            return false;
        }
        let headers = table.headers();
        let [key, value] = headers.as_slice() else { return false };
        let is_unnamed = key.is_empty() && value.is_empty();
        let is_named = matches!(
            key.as_str(),
            "attribute"
                | "field"
                | "property"
                | "key"
                | "item"
                | "detail"
                | "aspect"
                | "atributo"
                | "campo"
                | "attribut"
                | "champ"
        ) && matches!(
            value.as_str(),
            "value" | "detail" | "info" | "information" | "description" | "valor" | "valeur"
        );
        if !is_unnamed && !is_named {
            return false;
        }
        let is_known = |label: &str| FieldKind::of_label(label).is_some();
        let known = table.body().iter().filter_map(|row| row.cells.first());
        let known = known.filter(|cell| is_known(&cell.inline.text)).count();
        match self.open {
            Open::Nothing => is_named || known > 0,
            _ if self.open_kind().is_none() => known > 0,
            _ => self.is_complete() && known > 0,
        }
    }
}

fn list_item(inline: &Inline, label: Option<&LabelAt>) -> ListItem {
    let whole = 0..inline.text.len();
    let shown = label.map_or(whole, |label| label.value.clone());
    let text = inline
        .trimmed(shown)
        .unwrap_or_else(|| Spanned::new(String::new(), ByteRange::at(inline.range.end())));
    ListItem {
        label: label.map(|label| {
            let place = inline.source(label.label.clone());
            Spanned::new(label.text(inline).to_owned(), place)
        }),
        text,
        code: inline.names().map(owned).collect(),
    }
}
