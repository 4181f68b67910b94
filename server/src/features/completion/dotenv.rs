//! Names in `.env*` files.

use crate::features::CompletionItem;
use crate::text::ByteRange;
use crate::workspace::{DotenvFile, Snapshot};

use super::cursor::Cursor;
use super::variables::{is_name_part, known_variables, variable};

/// The variables that may be set at the beginning of a line and are not set in the file: documented
/// ones first. Behind `=` there is nothing to offer.
pub(super) fn items(
    snapshot: &Snapshot,
    file: &DotenvFile,
    cursor: &Cursor<'_>,
) -> Vec<CompletionItem> {
    let before = cursor.before().trim_start();
    let name = before.strip_prefix("export ").unwrap_or(before);
    if !name.chars().all(is_name_part) {
        return Vec::new();
    }
    let behind = cursor.behind();
    let end = behind.len() - behind.trim_start_matches(is_name_part).len();
    let has_value = behind.get(end..).is_some_and(|rest| rest.trim_start().starts_with('='));
    let range = ByteRange::new(cursor.offset - name.len(), cursor.offset + end);
    let is_set = |name: &str| {
        let mut set = file.names.iter().filter(|set| !set.range.touches(cursor.offset));
        set.any(|set| set.value == name)
    };
    let known = known_variables(snapshot, &file.path, range.slice(cursor.text)).into_iter();
    let items = known.filter(|(name, _)| !is_set(name)).map(|(name, rank)| {
        let mut made = variable(snapshot, &file.path, cursor.text, range, &name, rank);
        made.edit.text = if has_value { name } else { format!("{name}=") };
        made
    });
    items.collect()
}
