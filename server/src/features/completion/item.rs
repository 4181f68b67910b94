//! How items are made.

use crate::features::{CompletionItem, CompletionKind};
use crate::text::{ByteRange, Edit};

/// Marks that stand around names in Markdown.
const MARKS: &[char] = &['`', '*', '_', '#', '-', '+', '>', ' '];

/// An item that replaces `range` of `text` by `insert`. `sort` is its place among the others.
pub(super) fn item(
    text: &str,
    range: ByteRange,
    kind: CompletionKind,
    label: impl Into<String>,
    insert: impl Into<String>,
    sort: impl Into<String>,
) -> CompletionItem {
    let label = label.into();
    CompletionItem {
        filter: filter(range.slice(text), &label),
        label,
        kind,
        detail: None,
        documentation: None,
        variable: None,
        edit: Edit { range, text: insert.into() },
        snippet: None,
        sort: sort.into(),
    }
}

/// Items for plain values, in their order.
pub(super) fn values<'value>(
    text: &str,
    range: ByteRange,
    values: impl IntoIterator<Item = (&'value str, Option<&'value str>)>,
) -> Vec<CompletionItem> {
    let values = values.into_iter().enumerate();
    let made = values.map(|(place, (value, detail))| CompletionItem {
        detail: detail.map(str::to_owned),
        ..item(text, range, CompletionKind::Value, value, value, ordered(place))
    });
    made.collect()
}

/// A sort text for the item at this place of a list.
pub(super) fn ordered(place: usize) -> String {
    format!("{place:04}")
}

/// What a client compares with the text that is replaced: the label, behind the marks that are
/// there already.
pub(super) fn filter(replaced: &str, label: &str) -> String {
    let marks = replaced.len() - replaced.trim_start_matches(MARKS).len();
    format!("{}{label}", replaced.get(..marks).unwrap_or_default())
}

/// A name in code marks.
pub(super) fn code(name: &str) -> String {
    format!("`{name}`")
}
