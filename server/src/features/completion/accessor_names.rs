//! Variables in source and data files, inside an accessor of the environment.

use crate::features::CompletionItem;
use crate::features::accessor::accessor_before;
use crate::source::Language;
use crate::workspace::{RelPath, Snapshot};

use super::variables::{known_variables, variable};

/// The variables that are known, those of the bindings that the file lies in first.
pub(super) fn items(
    snapshot: &Snapshot,
    path: &RelPath,
    language: Language,
    text: &str,
    offset: usize,
) -> Vec<CompletionItem> {
    let Some(range) = accessor_before(text, language, offset) else { return Vec::new() };
    let contract = snapshot.governing(path);
    let is_own = |name: &str| {
        contract.is_some_and(|contract| {
            let mut services = contract.documenting(name).into_iter();
            services.any(|service| contract.is_in_binding(service, path))
        })
    };
    let known = known_variables(snapshot, path, range.slice(text)).into_iter();
    let items = known.map(|(name, rank)| {
        let rank = if is_own(&name) { 0 } else { rank };
        variable(snapshot, path, text, range, &name, rank)
    });
    items.collect()
}
