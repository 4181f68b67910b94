//! How deep a file is indented.

use std::collections::BTreeSet;

/// The scanner of the grammar writes its state into 1,024 bytes: two for each level of indentation
/// and one for each string that is open, of which it counts up to 255. It does not look whether the
/// last level fits, and the process ends where it does not.
const MOST_LEVELS: usize = 380;

/// Levels are kept in 16 bits; a wider one would look narrow, and be entered again at each line.
const WIDEST: usize = u16::MAX as usize;

/// Whether a file has more levels of indentation than the grammar can be given. Each level that is
/// open is wider than the one around it, so that there are never more than widths.
pub(super) fn are_too_many(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut widths = BTreeSet::new();
    let mut at = 0;
    while at < bytes.len() {
        let mut width = 0;
        // As the scanner does it: a joined line goes on with the width of the one before.
        loop {
            match bytes.get(at..).unwrap_or_default() {
                [b' ', ..] => width += 1,
                [b'\t', ..] => width += 8,
                [b'\r' | b'\n' | b'\x0c', ..] => width = 0,
                [b'\\', b'\n', ..] => at += 1,
                [b'\\', b'\r', b'\n', ..] => at += 2,
                _ => break,
            }
            at += 1;
        }
        widths.insert(width);
        if widths.len() > MOST_LEVELS || width > WIDEST {
            return true;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        at += rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Facts;
    use crate::source::languages::python::extract;

    fn nested(levels: usize) -> String {
        let line = |level| format!("{}if x:\n", " ".repeat(level));
        let lines: String = (0..levels).map(line).collect();
        let inside = " ".repeat(levels);
        format!("import stripe\n{lines}{inside}y = f'{{x}}'\n{inside}z = 'a'\n")
    }

    #[test]
    fn a_file_that_is_indented_too_deep_is_not_read() {
        assert_eq!(extract(&nested(300)).imports.len(), 1);
        for levels in [400, 511, 600] {
            assert_eq!(extract(&nested(levels)), Facts::unread());
        }
    }

    #[test]
    fn joined_lines_and_wide_ones_count() {
        let joined = |line| format!("if x:\n{}x\n", " \\\n".repeat(line));
        assert!(!are_too_many(&(0..300).map(joined).collect::<String>()));
        assert!(are_too_many(&(0..400).map(joined).collect::<String>()));
        assert!(are_too_many(&format!("if x:\n{}x\n", "\t".repeat(9_000))));
        assert!(!are_too_many(&"if x:\n    y\n\tz\r\n\n".repeat(2_000)));
    }
}
