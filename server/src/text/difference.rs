//! The edits that lead from one text to another.

use similar::{Algorithm, capture_diff_slices};

use super::{ByteRange, Edit};

/// The edits that make `new` of `old`: whole lines, as few as there can be. Empty when the texts are
/// equal.
pub fn difference(old: &str, new: &str) -> Vec<Edit> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let (old_starts, new_starts) = (starts(&old_lines), starts(&new_lines));
    let operations = capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines);
    let edits = operations.iter().filter_map(|operation| {
        let (tag, old_range, new_range) = operation.as_tag_tuple();
        if tag == similar::DiffTag::Equal {
            return None;
        }
        let range = ByteRange::new(old_starts[old_range.start], old_starts[old_range.end]);
        let text = &new[new_starts[new_range.start]..new_starts[new_range.end]];
        Some(Edit { range, text: text.to_owned() })
    });
    edits.collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where each line begins, and where the last one ends.
fn starts(lines: &[&str]) -> Vec<usize> {
    let mut starts = Vec::with_capacity(lines.len() + 1);
    let mut at = 0;
    starts.push(at);
    for line in lines {
        at += line.len();
        starts.push(at);
    }
    starts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::apply_edits;

    #[test]
    fn only_lines_that_differ_are_touched() {
        let edits = difference("a\r\nb\r\nc", "a\r\nB\r\nc\r\nd");
        let touched: Vec<_> =
            edits.iter().map(|edit| (edit.range.start(), edit.range.end(), &*edit.text)).collect();
        assert_eq!(touched, [(3, 7, "B\r\nc\r\nd")]);
        assert_eq!(difference("a\n", "a\n"), []);
    }

    proptest! {
        #[test]
        fn the_edits_lead_from_one_text_to_the_other(old in "[ab\n漢]{0,30}", new in "[ab\n漢]{0,30}") {
            prop_assert_eq!(apply_edits(&old, &difference(&old, &new)), Ok(new));
        }
    }
}
