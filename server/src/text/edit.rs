//! Edits: a range and what replaces it.

use super::ByteRange;

/// A replacement of some bytes of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty for an insertion.
    pub range: ByteRange,
    /// What comes.
    pub text: String,
}

/// An edit whose range is not one of the text it was meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the edit at bytes {range:?} does not fit a text of {length} bytes")]
pub struct EditError {
    /// The edit's range.
    pub range: ByteRange,
    /// Length of the text in bytes.
    pub length: usize,
}

/// `text` with all `edits` applied at once: every range speaks of the original text. Of edits that
/// overlap, the first wins and the others are dropped, so that one round of fixes never mixes two.
/// An edit that is there twice is made once: two fixes may share a part.
///
/// # Errors
/// When a range lies outside the text or not on character boundaries.
pub fn apply_edits(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    // Stable: two insertions at one place keep their order.
    sorted.sort_by_key(|edit| edit.range.start());
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for (index, &edit) in sorted.iter().enumerate() {
        let beside = sorted[..index].iter().rev();
        let mut at_place = beside.take_while(|earlier| earlier.range.start() == edit.range.start());
        if at_place.any(|earlier| *earlier == edit) {
            continue;
        }
        let (start, end) = (edit.range.start(), edit.range.end());
        if !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            return Err(EditError { range: edit.range, length: text.len() });
        }
        if start < done {
            continue;
        }
        result.push_str(&text[done..start]);
        result.push_str(&edit.text);
        done = end;
    }
    result.push_str(&text[done..]);
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { range: ByteRange::new(start, end), text: text.into() }
    }

    #[test]
    fn edits_speak_of_the_original_text() {
        let edits = [edit(4, 5, "E"), edit(0, 1, "AA"), edit(2, 2, "-")];
        assert_eq!(apply_edits("abcde", &edits).as_deref(), Ok("AAb-cdE"));
    }

    #[test]
    fn of_overlapping_edits_the_first_wins() {
        let edits = [edit(0, 3, "x"), edit(2, 4, "y")];
        assert_eq!(apply_edits("abcd", &edits).as_deref(), Ok("xd"));
    }

    #[test]
    fn an_edit_that_is_there_twice_is_made_once() {
        let edits = [edit(1, 1, "x"), edit(1, 1, "y"), edit(1, 1, "x"), edit(2, 2, "x")];
        assert_eq!(apply_edits("abc", &edits).as_deref(), Ok("axybxc"));
    }

    #[test]
    fn an_edit_outside_the_text_is_an_error() {
        assert!(apply_edits("ab", &[edit(1, 3, "")]).is_err());
        assert!(apply_edits("😀", &[edit(1, 4, "")]).is_err());
    }
}
