//! Paths under Binding Module.

use std::ops::Range;

use crate::text::Spanned;

use super::fields::{Content, Draft};
use super::inline::Inline;
use super::labels::LabelAt;
use super::paths::{path_of_name, path_of_word};
use super::runs::words;
use crate::contract::model::PathReference;
use crate::contract::schema::FieldKind;
use crate::contract::synonyms::plain_words;

/// The paths that the Binding Module fields among these name, each once.
pub(super) fn bindings_of_fields(drafts: &[Draft<'_>]) -> Vec<PathReference> {
    let is_binding = |draft: &&Draft<'_>| draft.kind == Some(FieldKind::BindingModule);
    let mut paths: Vec<PathReference> = Vec::new();
    for draft in drafts.iter().filter(is_binding) {
        for content in &draft.contents {
            match content {
                Content::Value(inline, shown) => paths.extend(paths_in(inline, shown.clone())),
                Content::Line(inline, _) => paths.extend(paths_of_line(inline)),
                Content::Item(inline, label) => {
                    paths.extend(paths_of_item(inline, label.as_ref()));
                }
                Content::Table(table) => {
                    let cells = table.body().iter().flat_map(|row| &row.cells);
                    let inlines = cells.map(|cell| &cell.inline);
                    paths.extend(inlines.flat_map(|inline| paths_in(inline, 0..inline.text.len())));
                }
                Content::Fence(_) => {}
            }
        }
    }
    let mut paths: Vec<PathReference> = paths.into_iter().filter_map(without_glob).collect();
    let mut seen = std::collections::HashSet::new();
    paths.retain(|path| seen.insert(path.path.clone()));
    paths
}

/// `src/stripe/**` is the folder; a glob elsewhere names no one place.
fn without_glob(mut reference: PathReference) -> Option<PathReference> {
    while let Some(folder) = ["**/", "**", "*"]
        .iter()
        .find_map(|glob| reference.path.strip_suffix(glob).filter(|folder| folder.ends_with('/')))
    {
        reference.path = folder.to_owned();
    }
    let is_glob = reference.path.contains(['*', '{']);
    (!is_glob).then_some(reference)
}

fn paths_of_item(inline: &Inline, label: Option<&LabelAt>) -> Vec<PathReference> {
    let Some(at) = label else {
        return paths_in(inline, 0..inline.text.len());
    };
    let label = plain_words(at.text(inline));
    // Tests and documents of a binding are not what wraps the service.
    let is_beside = label.split(' ').any(|word| {
        matches!(word, "test" | "mock" | "documentation" | "doc" | "readme" | "example" | "spec")
    });
    if is_beside { Vec::new() } else { paths_in(inline, at.value.clone()) }
}

/// In prose only what is marked as code or link.
fn paths_of_line(inline: &Inline) -> Vec<PathReference> {
    inline.names().filter_map(path_of_name).collect()
}

/// Marked paths; where nothing is marked, the words of a value that is nothing but paths.
pub(super) fn paths_in(inline: &Inline, shown: Range<usize>) -> Vec<PathReference> {
    let mut runs = inline
        .runs
        .iter()
        .filter(|run| run.shown.start >= shown.start && run.shown.end <= shown.end)
        .peekable();
    if runs.peek().is_some() {
        return runs.filter_map(|run| path_of_name(&run.name)).collect();
    }
    let text = inline.text.get(shown.clone()).unwrap_or_default();
    let before_remark = text.find([' ', '\t']).and_then(|_| text.find(" (")).unwrap_or(text.len());
    let words = words(inline, shown.start..shown.start + before_remark);
    let paths: Vec<_> = words.iter().filter_map(|word| path_of_bare(word, words.len())).collect();
    let joins = words.iter().filter(|word| matches!(word.value, "and" | "&" | "+")).count();
    if paths.len() + joins == words.len() { paths } else { Vec::new() }
}

fn path_of_bare(word: &Spanned<&str>, count: usize) -> Option<PathReference> {
    let is_file = count == 1 && word.value.starts_with(|c: char| c.is_lowercase());
    path_of_word(word).or_else(|| path_of_name(word).filter(|_| is_file))
}
