//! Labels of an integration that are not there yet, with what they are begun with.

use crate::contract::{FieldKind, Status, field_like, is_head_field};
use crate::features::about::about;
use crate::features::today::today;
use crate::features::{CompletionItem, CompletionKind};
use crate::text::ByteRange;

use super::contract::{Asked, Section};
use super::item::{filter, item};
use super::snippet::snippet;

/// A place for a date in a skeleton.
const DATE: &str = "[YYYY-MM-DD]";

impl<'asked> Asked<'asked> {
    /// The labels that may be begun on the cursor's line: an empty one, or one that holds the
    /// beginning of a label in bold. `None` when it is neither.
    pub(super) fn labels(&self, section: Section<'asked>) -> Option<Vec<CompletionItem>> {
        let cursor = self.cursor;
        let content = cursor.content();
        let written = content.slice(cursor.text);
        let bullet = ["- ", "* ", "+ "].iter().find(|mark| written.starts_with(**mark));
        let label = bullet.map_or(written, |mark| written.get(mark.len()..).unwrap_or_default());
        let start = content.end() - label.len();
        let is_in_label = cursor.offset >= start && is_begun(label, cursor.offset - start);
        if !written.is_empty() && !is_in_label {
            return None;
        }
        let probe = self.field_text(section, FieldKind::Purpose);
        let is_list = probe.trim_start().starts_with(['-', '*', '+']) && !probe.starts_with("**");
        if bullet.is_some() && !is_list {
            return Some(self.entries(section));
        }
        Some(self.fields(section, cursor.line, is_list))
    }

    /// The fields that a section lacks, as items that replace `range`: missing required ones first,
    /// then recommended ones, in the order of the template.
    pub(super) fn fields(
        &self,
        section: Section<'asked>,
        range: ByteRange,
        is_list: bool,
    ) -> Vec<CompletionItem> {
        let integration = section.integration;
        let config = &self.contract.config;
        let is_deprecated =
            integration.status.as_ref().is_some_and(|it| it.value == Status::Deprecated);
        let cursor = self.cursor;
        let is_apart = |line: &str| line.trim().is_empty();
        let missing =
            FieldKind::ALL.iter().copied().filter(|kind| integration.field(*kind).is_none());
        let items = missing.enumerate().map(|(place, kind)| {
            let is_asked_for = is_deprecated && kind == FieldKind::DeprecationDate;
            let (rank, detail) = if config.required.contains(&kind) || is_asked_for {
                (0, Some("required"))
            } else if config.recommended.contains(&kind) {
                (1, Some("recommended"))
            } else {
                (2, None)
            };
            let mut text = self.field_text(section, kind);
            let stands_alone = !is_list && !is_head_field(kind);
            if stands_alone && !is_apart(cursor.line_above()) {
                text.insert(0, '\n');
            }
            if stands_alone && !is_apart(cursor.line_below()) {
                text.push('\n');
            }
            let label = kind.label();
            let mut made = self.skeleton(range, CompletionKind::Field, label, &text);
            if kind == FieldKind::DeprecationDate {
                made.edit.text = self.in_line_breaks(&text);
            }
            made.sort = format!("{rank}{place:02}");
            made.detail = detail.map(str::to_owned);
            made.documentation = Some(about(kind).to_owned());
            made
        });
        items.collect()
    }

    /// An item for text with placeholders: plain, and with tab stops. Its dates are today.
    pub(super) fn skeleton(
        &self,
        range: ByteRange,
        kind: CompletionKind,
        label: &str,
        text: &str,
    ) -> CompletionItem {
        let today = today().to_string();
        let plain = self.in_line_breaks(&text.replace(DATE, &today));
        let mut made = item(self.cursor.text, range, kind, label, plain, String::new());
        made.filter = filter(range.slice(self.cursor.text), label);
        made.snippet = Some(self.in_line_breaks(&snippet(text, &today)));
        made
    }

    /// A field's skeleton, written as the section's others are.
    fn field_text(&self, section: Section<'asked>, kind: FieldKind) -> String {
        let (skeleton, bullets) = (kind.skeleton(), kind.bullet_skeleton());
        field_like(self.cursor.text, Some(section.integration), kind, skeleton, bullets)
    }

    /// The entries of the template's block for the field at the cursor that are not in it yet:
    /// `- **Website:** [URL]` in Provider Information.
    fn entries(&self, section: Section<'asked>) -> Vec<CompletionItem> {
        let cursor = self.cursor;
        let before = |field: &&crate::contract::Field| field.range.start() < cursor.line.start();
        let Some(field) = section.integration.fields.iter().rev().find(before) else {
            return Vec::new();
        };
        let Some(kind) = field.kind else { return Vec::new() };
        let content = cursor.content();
        let bullet = content.slice(cursor.text).get(..2).unwrap_or("- ");
        let is_there = |label: &str| {
            let labels = field.items.iter().filter_map(|item| item.label.as_ref());
            labels.into_iter().any(|there| there.value.eq_ignore_ascii_case(label))
        };
        let entry = |line: &str| {
            let (label, _) = line.strip_prefix("- **")?.split_once(":**")?;
            let text = format!("{bullet}{}", line.get(2..)?);
            (!is_there(label)).then(|| self.skeleton(content, CompletionKind::Field, label, &text))
        };
        let mut entries: Vec<CompletionItem> = kind.skeleton().lines().filter_map(entry).collect();
        for (place, entry) in entries.iter_mut().enumerate() {
            entry.sort = super::item::ordered(place);
        }
        entries
    }

    /// A text with `\n` between its lines in the document's own line breaks.
    fn in_line_breaks(&self, text: &str) -> String {
        let is_windows = self.cursor.text.contains("\r\n");
        if is_windows { text.replace('\n', "\r\n") } else { text.to_owned() }
    }
}

/// Whether this is the beginning of a label in bold with the cursor in it: `**`, `**En`, and with
/// closing marks that an editor has put there (`**En**`). One that is whole has a value to complete.
fn is_begun(label: &str, cursor: usize) -> bool {
    let Some(mark) = ["**", "__"].iter().find(|mark| label.starts_with(**mark)) else {
        return false;
    };
    let words = label.get(mark.len()..).unwrap_or_default();
    let open = words.strip_suffix(*mark).unwrap_or(words);
    let is_word = |c: char| c.is_alphanumeric() || " &/()-".contains(c);
    let is_whole = open.len() < words.len() && FieldKind::of_label(open).is_some();
    open.chars().all(is_word)
        && !is_whole
        && cursor >= mark.len()
        && cursor <= mark.len() + open.len()
}
