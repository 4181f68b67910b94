//! `go.mod`.

use super::{DependencyKind, Manifest, spanned};

/// Reads a `go.mod`: the `require` lines. `replace` and `exclude` choose for others.
pub(super) fn read(text: &str) -> Manifest {
    let mut manifest = Manifest::new("go");
    let mut is_in_block = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let line_start = start;
        start += line.len();
        let (code, comment) = line.split_once("//").unwrap_or((line, ""));
        let code = code.trim();
        if let Some(name) = code.strip_prefix("module ") {
            manifest.name = Some(name.trim().trim_matches('"').to_owned());
        }
        let required = match code.strip_prefix("require") {
            Some(rest) if rest.trim_start().starts_with('(') => {
                is_in_block = true;
                continue;
            }
            Some(rest) if rest.starts_with([' ', '\t']) => rest.trim(),
            _ if is_in_block && code.starts_with(')') => {
                is_in_block = false;
                continue;
            }
            _ if is_in_block => code,
            _ => continue,
        };
        let mut words = required.split_whitespace();
        let Some(module) = words.next() else { continue };
        let place = |word: &str| {
            let at = line.find(word).unwrap_or_default();
            spanned(text, line_start + at, word)
        };
        let is_indirect = comment.trim_start().starts_with("indirect");
        let kind = if is_indirect { DependencyKind::Indirect } else { DependencyKind::Runtime };
        manifest.push(place(module.trim_matches('"')), words.next().map(place), kind);
    }
    manifest
}
