//! Names in a row: code spans that stand together as one enumeration, with prose behind.

use std::ops::Range;

use crate::text::{ByteRange, Spanned};

use super::inline::{Inline, Run};

/// The first enumeration of code spans and link targets in these bytes of the text: those that
/// `accept` takes and that only commas, slashes, "and" and remarks in parentheses separate.
pub(super) fn enumeration<'i>(
    inline: &'i Inline,
    shown: &Range<usize>,
    accept: impl Fn(&Run) -> bool,
) -> Vec<&'i Run> {
    let mut named: Vec<&Run> = Vec::new();
    for run in &inline.runs {
        if run.shown.start < shown.start || run.shown.end > shown.end {
            continue;
        }
        let Some(last) = named.last() else {
            if accept(run) {
                named.push(run);
            }
            continue;
        };
        let between = inline.text.get(last.shown.end..run.shown.start).unwrap_or_default();
        match outside_parentheses(between) {
            // Inside a remark: `A` (default `x`), `B`.
            None => {}
            Some(rest) if is_separator(&rest) && accept(run) => named.push(run),
            Some(_) => break,
        }
    }
    named
}

/// Text without what stands in parentheses; `None` when one is still open at the end.
fn outside_parentheses(text: &str) -> Option<String> {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(character),
            _ => {}
        }
    }
    (depth == 0).then_some(outside)
}

fn is_separator(text: &str) -> bool {
    text.split(|character: char| character.is_whitespace() || ",;/&+|·•".contains(character))
        .filter(|word| !word.is_empty())
        .all(|word| matches!(word, "and" | "or" | "y" | "e" | "et" | "und" | "plus"))
}

/// Words of some bytes of the text, at their places: what white space, commas, semicolons and
/// pipes separate.
pub(super) fn words(inline: &Inline, shown: Range<usize>) -> Vec<Spanned<String>> {
    let text = inline.text.get(shown.clone()).unwrap_or_default();
    text.split(|character: char| character.is_whitespace() || ",;|".contains(character))
        .filter(|word| !word.is_empty())
        .map(|word| {
            let start = shown.start + (word.as_ptr().addr() - text.as_ptr().addr());
            Spanned::new(word.to_owned(), inline.source(start..start + word.len()))
        })
        .collect()
}

/// A part of a name, at its place.
pub(super) fn part(name: &Spanned<String>, bytes: Range<usize>) -> Spanned<String> {
    let value = name.value.get(bytes.clone()).unwrap_or_default().to_owned();
    let is_exact = name.range.len() == name.value.len();
    let range = if is_exact {
        ByteRange::new(name.range.start() + bytes.start, name.range.start() + bytes.end)
    } else {
        name.range
    };
    Spanned::new(value, range)
}
