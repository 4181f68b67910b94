//! TOML with places.

use toml::de::{DeTable, DeValue};

use crate::text::{ByteRange, Spanned};

/// The table that a text is; of broken text what can be read.
pub(super) fn parse(text: &str) -> DeTable<'_> {
    DeTable::parse_recoverable(text).0.into_inner()
}

/// The table at this path of keys.
pub(super) fn table<'t, 'i>(root: &'t DeTable<'i>, path: &[&str]) -> Option<&'t DeTable<'i>> {
    path.iter().try_fold(root, |table, key| table.get(*key)?.get_ref().as_table())
}

/// Keys with their values, in the order of the file.
pub(super) fn entries<'t, 'i>(
    table: &'t DeTable<'i>,
) -> Vec<(Spanned<String>, &'t toml::Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let name = key.get_ref().to_string();
            (Spanned::new(name, ByteRange::from(key.span())), value)
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.range);
    entries
}

/// A string without its quotes.
pub(super) fn string(value: &toml::Spanned<DeValue<'_>>) -> Option<Spanned<String>> {
    let text = value.get_ref().as_str()?;
    let span = ByteRange::from(value.span());
    let quote = span.len().saturating_sub(text.len()) / 2;
    let range = ByteRange::new(span.start() + quote, span.end().saturating_sub(quote));
    Some(Spanned::new(text.to_owned(), range))
}

/// The string under a key.
pub(super) fn string_at(table: &DeTable<'_>, key: &str) -> Option<Spanned<String>> {
    string(table.get(key)?)
}

/// Whether a key says true.
pub(super) fn is_true(table: &DeTable<'_>, key: &str) -> bool {
    table.get(key).and_then(|value| value.get_ref().as_bool()) == Some(true)
}
