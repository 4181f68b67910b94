//! Names in a row: code spans that stand together as one enumeration, with prose behind.

use std::ops::Range;

use crate::text::{ByteRange, Spanned};

use super::inline::{Inline, Run};

/// The first enumeration of code spans and link targets in these bytes of the text: those that
/// `accept` takes and that only commas, slashes, "and" and remarks in parentheses separate.
pub(super) fn enumeration<'i>(
    inline: &'i Inline<'i>,
    shown: &Range<usize>,
    accept: impl Fn(&Run<'i>) -> bool,
) -> Vec<&'i Run<'i>> {
    let mut named: Vec<&Run<'_>> = Vec::new();
    let mut between = Between::default();
    let mut reached = shown.start;
    for run in &inline.runs {
        if run.shown.start < shown.start || run.shown.end > shown.end {
            continue;
        }
        let is_first = named.is_empty();
        if !is_first {
            between.read(inline.text.get(reached..run.shown.start).unwrap_or_default());
        }
        reached = run.shown.end;
        // Inside a remark: `A` (default `x`), `B`.
        if between.depth > 0 {
            continue;
        }
        let is_next = is_first || !between.has_prose;
        if is_next && accept(run) {
            named.push(run);
        } else if !is_first {
            break;
        }
    }
    named
}

/// What stands between two names, remarks in parentheses apart.
#[derive(Default)]
struct Between {
    depth: usize,
    has_prose: bool,
}

impl Between {
    fn read(&mut self, text: &str) {
        let ends_word = |c: char| c.is_whitespace() || ",;/&+|·•()".contains(c);
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let word = rest.find(ends_word).unwrap_or(rest.len());
            if word > 0 {
                let (word, behind) = rest.split_at(word);
                let joins = matches!(word, "and" | "or" | "y" | "e" | "et" | "und" | "plus");
                self.has_prose |= self.depth == 0 && !joins;
                rest = behind;
                continue;
            }
            match first {
                '(' => self.depth += 1,
                ')' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
}

/// Words of some bytes of the text, at their places: what white space, commas, semicolons and
/// pipes separate.
pub(super) fn words<'i>(inline: &'i Inline<'_>, shown: Range<usize>) -> Vec<Spanned<&'i str>> {
    let text = inline.text.get(shown.clone()).unwrap_or_default();
    // A backtick that is left over has lost its partner.
    text.split(|character: char| character.is_whitespace() || ",;|`".contains(character))
        .filter(|word| !word.is_empty())
        .map(|word| {
            let start = shown.start + (word.as_ptr().addr() - text.as_ptr().addr());
            Spanned::new(word, inline.source(start..start + word.len()))
        })
        .collect()
}

/// A word without the brackets, quotes and full stops around it.
pub(super) fn without_brackets(word: Spanned<&str>) -> Spanned<&str> {
    let marks = ['(', ')', '[', ']', '"', '\'', '`', '.', ':'];
    let start = word.value.len() - word.value.trim_start_matches(marks).len();
    let end = word.value.trim_end_matches(marks).len();
    part(word, start..end.max(start))
}

/// A part of a name, at its place.
pub(super) fn part(name: Spanned<&str>, bytes: Range<usize>) -> Spanned<&str> {
    let value = name.value.get(bytes.clone()).unwrap_or_default();
    let is_exact = name.range.len() == name.value.len();
    let range = if is_exact {
        ByteRange::new(name.range.start() + bytes.start, name.range.start() + bytes.end)
    } else {
        name.range
    };
    Spanned::new(value, range)
}
