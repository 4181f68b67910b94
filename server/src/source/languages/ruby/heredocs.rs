//! How much the heredocs of a file say before their bodies.

/// The scanner of the grammar writes its state into 1,024 bytes, and counts each word in one byte.
/// Where a word is longer the state cannot be read back, and the process ends; one that does not
/// fit into the state at all is left out of it.
const UNREADABLE: std::ops::Range<usize> = 256..1_024;

/// What the words of heredocs that are open at once may take; the rest is for open strings.
const MOST: usize = 800;

/// What the state holds of each heredoc beside its word.
const OVERHEAD: usize = 4;

/// Whether a file has heredocs that the grammar cannot be given.
pub(super) fn are_too_long(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // What is no heredoc (`class <<self`) is taken for one, and never closed.
        open.retain(|word| *word != line.trim());
        for (at, mark) in line.match_indices("<<") {
            let word = word_of(text.get(start + at + mark.len()..).unwrap_or_default());
            let length = word.chars().count();
            if UNREADABLE.contains(&length) {
                return true;
            }
            if length > 0 && length < UNREADABLE.start && !open.contains(&word) {
                open.push(word);
            }
            // Short lists only are summed up.
            if open.iter().map(|word| word.chars().count() + OVERHEAD).sum::<usize>() > MOST {
                return true;
            }
        }
        start += line.len();
    }
    false
}

/// The word behind `<<`; a quoted one goes on to the quote that closes it, over any lines.
fn word_of(rest: &str) -> &str {
    let rest = rest.strip_prefix(['-', '~']).unwrap_or(rest);
    let quote = rest.chars().next().filter(|first| matches!(first, '\'' | '"' | '`'));
    match quote {
        Some(quote) => rest.get(1..).and_then(|rest| rest.split(quote).next()).unwrap_or_default(),
        None => {
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            rest.get(..rest.find(|c| !is_part(c)).unwrap_or(rest.len())).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Facts;
    use crate::source::languages::ruby::extract;

    #[test]
    fn a_word_that_the_grammar_cannot_keep_is_not_given_to_it() {
        for length in [256, 300, 900] {
            let word = "A".repeat(length);
            let plain = format!("require 'stripe'\nx = <<~{word}\n  hi\n{word}\ny = ENV['X']\n");
            assert_eq!(extract(&plain), Facts::unread());
            assert_eq!(extract(&format!("require 'x'\nx = <<'{word}'\n  hi\n")), Facts::unread());
        }
        let word = "A".repeat(200);
        let text = format!("require 'stripe'\nx = <<~{word}\n  hi\n{word}\ny = ENV['X']\n");
        assert_eq!(extract(&text).env_uses.len(), 1);
    }

    #[test]
    fn heredocs_that_are_open_at_once_fit() {
        let words = ["A".repeat(200), "B".repeat(200), "C".repeat(200), "D".repeat(200)];
        let last = "E".repeat(203);
        let opened: String = words.iter().map(|word| format!("<<~{word},")).collect();
        assert!(are_too_long(&format!("f({opened}<<~{last})\n")));
        // One after the other.
        let each = |word: &String| format!("f(<<~{word})\n  x\n{word}\n");
        assert!(!are_too_long(&words.iter().map(each).collect::<String>()));
        assert!(!are_too_long(
            &"class <<self\nend\nf(<<~SQL, 1 << 2, a <<b)\n  x\nSQL\n".repeat(99)
        ));
    }
}
