//! Minimal edits back to Markdown. They keep the author's line endings, bullets, label shape and
//! column widths, and touch nothing but their place.

mod change_log;
mod format;
mod infra_rows;
mod labels;
mod like;
mod overview_rows;
mod path_mentions;
mod rows;
mod shape;
mod tables;
mod usage_removal;
mod usage_rows;
mod values;
mod variable_rows;

#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod tests;

use crate::text::{ByteRange, Edit};

use super::model::{Contract, Field, Integration, Section};
use super::parse::blocks::start_of_markdown;
use super::schema::{FieldKind, FileField, FileSection};
pub use change_log::{NewChange, record_change};
pub use format::format_tables;
pub use infra_rows::{InfraEntry, add_infra_row};
pub use labels::{Respelling, respell_field, respell_file_field, respell_heading};
pub use like::{field_like, is_head_field};
pub use overview_rows::{
    add_overview_row, remove_overview_row, set_overview_binding, set_overview_critical,
    set_overview_name, set_overview_status,
};
pub use path_mentions::{overview_paths, paths_of_section, replace_path};
use shape::{
    Shape, end_of_line, has_blank_line, is_block, is_followed_directly, line_break, start_of_line,
};
pub use tables::{
    drop_empty_surplus, escape_code_pipes, join_surplus, mend_interruption, pad_row,
    write_delimiter,
};
pub use usage_removal::{remove_usage, remove_usage_function};
pub use usage_rows::add_usage_row;
pub use values::replace_in_value;
pub use variable_rows::{NewVariable, add_variable_row, remove_variable};

/// Inserts the skeleton of a missing field into an integration, at its place in the order of the
/// template among the fields that are there.
pub fn insert_field(text: &str, integration: &Integration, kind: FieldKind) -> Edit {
    let order = |field: &Field| field.kind.map(|kind| kind as usize);
    let new = NewField {
        label: kind.label(),
        skeleton: kind.skeleton(),
        bullets: kind.bullet_skeleton(),
        order: kind as usize,
        is_head: is_head(kind),
    };
    let neighbours = Neighbours::of(&integration.fields, new.order, order);
    let is_head = |field: &Field| field.kind.is_some_and(is_head);
    new.insert(text, &integration.fields, &neighbours, is_head, integration.heading.line.end())
}

/// Inserts a missing line of the file's metadata below the title.
pub fn insert_file_field(text: &str, contract: &Contract, kind: FileField) -> Edit {
    let order = |field: &Field| FileField::meant_by(&field.label.value).map(|kind| kind as usize);
    let new = NewField {
        label: kind.label(),
        skeleton: kind.skeleton(),
        bullets: kind.skeleton(),
        order: kind as usize,
        is_head: true,
    };
    let neighbours = Neighbours::of(&contract.metadata, new.order, order);
    let is_head = |field: &Field| FileField::meant_by(&field.label.value).is_some();
    match &contract.title {
        Some(title) => new.insert(text, &contract.metadata, &neighbours, is_head, title.line.end()),
        None if !contract.metadata.is_empty() => {
            let start = start_of_markdown(text);
            new.insert(text, &contract.metadata, &neighbours, is_head, start)
        }
        None => {
            let at = start_of_markdown(text);
            let new = Shape::template().field(new.label, new.skeleton, new.bullets);
            insertion(text, at, format!("{new}\n\n"))
        }
    }
}

/// Inserts the skeleton of a missing section of the file at its place in the order of the template.
pub fn insert_file_section(text: &str, contract: &Contract, kind: FileSection) -> Edit {
    let known = || contract.sections.iter().filter(|section| section.kind.is_some());
    let before = known()
        .filter(|section| section.kind < Some(kind))
        .max_by_key(|section| (section.kind, section.range.start()));
    let behind = known().find(|section| section.kind > Some(kind));
    let first = || contract.sections.iter().find(|section| section.heading.level > 1);
    let at = match (before, behind) {
        (Some(before), _) => before.range.end(),
        (None, Some(behind)) => behind.range.start(),
        (None, None) if kind < FileSection::Integrations => {
            first().map_or(text.len(), |section| section.range.start())
        }
        (None, None) => text.len(),
    };
    let level = before.or(behind).map_or(2, |section| usize::from(section.heading.level).max(2));
    let mut new = format!("{} {}\n", "#".repeat(level), kind.label());
    if !kind.skeleton().is_empty() {
        new = format!("{new}\n{}\n", kind.skeleton());
    }
    if at < text.len() {
        new.push('\n');
        if before.is_some_and(|section| ends_with_rule(text, section)) {
            new.push_str("---\n\n");
        }
    }
    let lead = text.get(..at).unwrap_or_default();
    let blank = match lead.trim_end_matches(['\n', '\r', ' ', '\t']) {
        "" | "\u{feff}" => "",
        content if has_blank_line(text, content.len()..at) => "",
        _ if lead.ends_with(['\n', '\r']) => "\n",
        _ => "\n\n",
    };
    insertion(text, at, format!("{blank}{new}"))
}

fn ends_with_rule(text: &str, section: &Section) -> bool {
    let last = section.range.slice(text).trim_end().rsplit(['\n', '\r']).next();
    last.is_some_and(|line| matches!(line.trim(), "---" | "***" | "___" | "* * *"))
}

/// The dates and the status at the head of an integration, which stand on lines of one paragraph.
fn is_head(kind: FieldKind) -> bool {
    kind <= FieldKind::DeprecationDate
}

/// The fields between which a new one goes.
struct Neighbours<'f> {
    before: Option<&'f Field>,
    behind: Option<&'f Field>,
    /// The field in front of `before`.
    second: Option<&'f Field>,
}

impl<'f> Neighbours<'f> {
    /// The last field, in the order of the template, that precedes a place in it, and the fields
    /// around that one in the document.
    fn of(fields: &'f [Field], order: usize, order_of: impl Fn(&Field) -> Option<usize>) -> Self {
        let preceding = fields.iter().enumerate().filter_map(|(index, field)| {
            order_of(field).filter(|&of_field| of_field < order).map(|order| (order, index))
        });
        match preceding.max() {
            Some((_, index)) => Self {
                before: fields.get(index),
                behind: fields.get(index + 1),
                second: index.checked_sub(1).and_then(|second| fields.get(second)),
            },
            None => Self { before: None, behind: fields.first(), second: None },
        }
    }
}

/// A field to be inserted.
struct NewField {
    label: &'static str,
    skeleton: &'static str,
    bullets: &'static str,
    order: usize,
    is_head: bool,
}

impl NewField {
    fn insert(
        &self,
        text: &str,
        fields: &[Field],
        neighbours: &Neighbours<'_>,
        is_head: impl Fn(&Field) -> bool,
        below: usize,
    ) -> Edit {
        let shape = self.shape(text, fields, neighbours);
        let new = shape.field(self.label, self.skeleton, self.bullets);
        let written = |field: &Field| Shape::of_field(text, field);
        if let Some(before) = neighbours.before {
            let like = written(before);
            if let (Shape::Row { .. }, Shape::Row { .. }) = (&shape, &like) {
                return insertion(text, end_of_line(text, before.range.end()), format!("\n{new}"));
            }
            let at = end_of_field(text, before);
            if let (Shape::Bullet { .. }, true) = (&shape, shape.is_like(&like)) {
                let is_loose = neighbours.behind.is_some_and(|behind| {
                    shape.is_like(&written(behind)) && is_apart(text, before, behind)
                });
                let gap = if is_loose { "\n\n" } else { "\n" };
                return insertion(text, at, format!("{gap}{new}"));
            }
            let is_one_line = !before.range.slice(text).contains(['\n', '\r']);
            if self.is_head
                && is_head(before)
                && is_one_line
                && shape.is_like(&like)
                && matches!(shape, Shape::Paragraph { .. })
                && !self.is_head_loose(text, neighbours, is_head)
            {
                let gap = if breaks_hard(text, neighbours) { "  \n" } else { "\n" };
                return insertion(text, at, format!("{gap}{new}"));
            }
            return insertion(text, at, apart(text, at, &new));
        }
        if let Some(behind) = neighbours.behind
            && shape.is_like(&written(behind))
        {
            let at = start_of_line(text, behind.range.start());
            let is_head = self.is_head && is_head(behind) && !is_block(self.skeleton);
            match shape {
                Shape::Paragraph { .. } if is_head => {
                    let is_last = neighbours_in_paragraph(text, fields);
                    let gap = if is_last == Some(false) { "\n" } else { "  \n" };
                    return insertion(text, at, format!("{new}{gap}"));
                }
                Shape::Bullet { .. } => return insertion(text, at, format!("{new}\n")),
                _ => {}
            }
        }
        insertion(text, below, apart(text, below, &new))
    }

    /// The shape that most fields have, as the nearest one of that shape writes it.
    fn shape(&self, text: &str, fields: &[Field], neighbours: &Neighbours<'_>) -> Shape {
        let shapes: Vec<Shape> = fields
            .iter()
            .filter(|field| {
                field.kind.is_some() || FileField::meant_by(&field.label.value).is_some()
            })
            .map(|field| Shape::of_field(text, field))
            .collect();
        let count = |shape: &Shape| shapes.iter().filter(|other| other.is_like(shape)).count();
        // Of shapes that are equally frequent, the one used first.
        let common = shapes.iter().rev().max_by_key(|shape| count(shape)).cloned();
        let near = [neighbours.before, neighbours.behind]
            .into_iter()
            .flatten()
            .map(|field| Shape::of_field(text, field))
            .find(|shape| common.as_ref().is_some_and(|common| common.is_like(shape)));
        match near.or(common) {
            Some(Shape::Row { .. }) if is_block(self.skeleton) || neighbours.before.is_none() => {
                Shape::template()
            }
            Some(shape @ Shape::Row { .. }) => {
                let before = neighbours.before.map(|before| Shape::of_field(text, before));
                if before.is_some_and(|before| before.is_like(&shape)) {
                    shape
                } else {
                    Shape::template()
                }
            }
            Some(shape) => shape,
            None => Shape::template(),
        }
    }

    /// Whether the lines at the head stand in paragraphs of their own.
    fn is_head_loose(
        &self,
        text: &str,
        neighbours: &Neighbours<'_>,
        is_head: impl Fn(&Field) -> bool,
    ) -> bool {
        let Some(before) = neighbours.before else { return false };
        let behind = neighbours.behind.filter(|behind| is_head(behind));
        let second = neighbours.second.filter(|second| is_head(second));
        match (behind, second) {
            (Some(behind), _) => is_apart(text, before, behind),
            (None, Some(second)) => is_apart(text, second, before),
            (None, None) => false,
        }
    }
}

/// Whether a blank line stands between two fields.
fn is_apart(text: &str, first: &Field, second: &Field) -> bool {
    has_blank_line(text, first.range.end()..second.range.start())
}

/// Whether lines of one paragraph end in hard breaks here; so they do unless one does not.
fn breaks_hard(text: &str, neighbours: &Neighbours<'_>) -> bool {
    let Some(before) = neighbours.before else { return true };
    let pair = match (neighbours.behind, neighbours.second) {
        (Some(behind), _) if !is_apart(text, before, behind) => Some((before, behind)),
        (_, Some(second)) => Some((second, before)),
        _ => None,
    };
    pair.is_none_or(|(first, second)| has_hard_break(text, first, second))
}

fn has_hard_break(text: &str, first: &Field, second: &Field) -> bool {
    let between = ByteRange::new(first.range.end(), second.range.start()).slice(text);
    between.starts_with("  ") || between.starts_with('\\') || between.contains("<br")
}

/// Whether the first two fields stand on lines of one paragraph that end in hard breaks.
fn neighbours_in_paragraph(text: &str, fields: &[Field]) -> Option<bool> {
    let [first, second, ..] = fields else { return None };
    (!is_apart(text, first, second)).then(|| has_hard_break(text, first, second))
}

/// Where a field's block ends; for the row of a table, where the table does.
fn end_of_field(text: &str, field: &Field) -> usize {
    let mut end = field.range.end();
    if !matches!(Shape::of_field(text, field), Shape::Row { .. }) {
        return end;
    }
    loop {
        end = end_of_line(text, end);
        let below = text.get(end..).unwrap_or_default();
        let below = below.strip_prefix("\r\n").or_else(|| below.get(1..)).unwrap_or_default();
        let line = below.split(['\n', '\r']).next().unwrap_or_default();
        if !line.contains('|') {
            return end;
        }
        end = text.len() - below.len() + line.len();
    }
}

/// A new block below what ends at `at`, with blank lines around it.
fn apart(text: &str, at: usize, new: &str) -> String {
    let behind = if is_followed_directly(text, at) { "\n" } else { "" };
    format!("\n\n{new}{behind}")
}

/// An insertion in the text's own line breaks.
fn insertion(text: &str, at: usize, new: String) -> Edit {
    let line_break = line_break(text);
    let new = if line_break == "\n" { new } else { new.replace('\n', line_break) };
    Edit { range: ByteRange::at(at), text: new }
}
