//! Moved paths as they are written out in a text, wherever they stand in it.

use crate::text::{ByteRange, Edit};
use crate::workspace::RelPath;

use super::{Move, Reader, seen_from};

/// A way to write a moved path.
struct Form {
    old: String,
    new: String,
    is_file: bool,
}

/// The edits of moved paths that are written from the governed folder or from the document's own.
/// `stated`: places that are known to be paths; a word without slash and dot is taken for one only
/// there, or when a slash follows.
pub(super) fn edits(
    reader: &Reader<'_>,
    text: &str,
    moves: &[&Move],
    stated: &[ByteRange],
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for form in forms(reader, moves) {
        for (separator, old, new) in [
            ('/', form.old.clone(), form.new.clone()),
            ('\\', form.old.replace('/', "\\"), form.new.replace('/', "\\")),
        ] {
            if separator == '\\' && old == form.old {
                continue;
            }
            let is_plain_word = !old.contains(['/', '\\', '.']);
            for (start, _) in text.match_indices(&old) {
                let range = ByteRange::new(start, start + old.len());
                let before = text.get(..start).unwrap_or_default();
                let behind = text.get(range.end()..).unwrap_or_default();
                if !begins_path(before, form.is_file) || !ends_part(behind, form.is_file) {
                    continue;
                }
                let is_stated = || stated.iter().any(|path| path.contains_range(range));
                if is_plain_word && !behind.starts_with(['/', '\\']) && !is_stated() {
                    continue;
                }
                // `a\b` with a single part tells the separator of what follows alone.
                edits.push(Edit { range, text: in_style(&new, &form.new, behind) });
            }
        }
    }
    edits
}

/// A new path in the style of what stands behind the old one, where the old had no separator.
fn in_style(new: &str, plain: &str, behind: &str) -> String {
    if behind.starts_with('\\') { plain.replace('/', "\\") } else { new.to_owned() }
}

/// The ways to write each moved path, from both folders; longer ones first, for one may be part of
/// another.
fn forms(reader: &Reader<'_>, moves: &[&Move]) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let own_folder = reader.own.parent();
    for moved in moves {
        let is_file = reader.snapshot.entry(&moved.from).is_some();
        for folder in [reader.folder, &own_folder] {
            let old = seen_from(folder, &moved.from);
            let new = seen_from(folder, &moved.to);
            let is_known = forms.iter().any(|form| form.old == old);
            // As seen from the governed folder it is another file.
            let means_other = folder != reader.folder && exists(reader, &old);
            if !old.is_empty() && old != new && !is_known && !means_other {
                forms.push(Form { old, new, is_file });
            }
        }
    }
    forms.sort_by_key(|form| std::cmp::Reverse(form.old.len()));
    forms
}

fn exists(reader: &Reader<'_>, path: &str) -> bool {
    let found: Option<RelPath> = reader.folder.join(path);
    found.is_some_and(|path| reader.snapshot.files_in(&path).next().is_some())
}

/// Whether a path begins behind a text: after something that is no part of a path, and what people
/// write before paths of the repository (`./`, `@/`, `/` before a file).
fn begins_path(before: &str, is_file: bool) -> bool {
    let is_part = |c: char| {
        c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '\\' | '@' | '~' | '$' | '}')
    };
    let is_free = |before: &str| !before.ends_with(is_part);
    let prefixes = ["./", ".\\", "@/", "~/"];
    let root = if is_file { before.strip_suffix('/') } else { None };
    let prefixed = prefixes.iter().find_map(|prefix| before.strip_suffix(prefix));
    is_free(before) || prefixed.is_some_and(is_free) || root.is_some_and(is_free)
}

/// Whether a part of a path ends before a text; below a folder, more parts may follow.
fn ends_part(behind: &str, is_file: bool) -> bool {
    let mut characters = behind.chars();
    match characters.next() {
        None => true,
        Some('/' | '\\') => !is_file,
        Some('.') => !characters.next().is_some_and(char::is_alphanumeric),
        Some(c) => !(c.is_alphanumeric() || matches!(c, '_' | '-')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_whole_one() {
        for before in ["", "`", "(", "| ", "`./", "](./", "`@/", "`/", "漢（"] {
            assert!(begins_path(before, true), "{before}");
        }
        for before in ["a", "a/", "../", "x.", "https://x.dev/", "-", "@", "..\\"] {
            assert!(!begins_path(before, true), "{before}");
        }
        assert!(!begins_path("`/", false), "a route, not a folder");
        for behind in ["", "`", "::f", ":12", "#L3", " ", ".", ". And", ")"] {
            assert!(ends_part(behind, true), "{behind}");
        }
        for behind in ["x", "/a", ".map", "-old", "_x"] {
            assert!(!ends_part(behind, true), "{behind}");
        }
        assert!(ends_part("/a", false));
    }
}
