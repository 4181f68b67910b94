//! `.env*` files: which variables they set and where a new one goes. Values are passed over and
//! never kept.

use std::collections::HashSet;

use crate::source::{SecretUse, Suppression, secrets, suppressions_of_assignments};
use crate::text::{ByteRange, Edit, Spanned};

use super::RelPath;

/// Names of the files that show which variables there are, in the order in which they are looked
/// for: they are committed, and people copy them to `.env`.
const EXAMPLES: &[&str] = &[".env.example", ".env.sample", ".env.template", ".env.dist"];

/// The names under which a folder may hold an example of its `.env`, best first.
pub(super) fn example_names() -> &'static [&'static str] {
    EXAMPLES
}

/// A `.env*` file: names only. The values are never kept, so they cannot be shown.
#[derive(Debug)]
pub struct DotenvFile {
    /// Where it lies.
    pub path: RelPath,
    /// The variables it sets, at their places.
    pub names: Vec<Spanned<String>>,
    /// The variables that it shows in comments (`# STRIPE_KEY=`), at their places.
    pub commented: Vec<Spanned<String>>,
    /// All of these names.
    shown: HashSet<String>,
    /// Where the entry of each of `names` ends, before its line break.
    ends: Vec<usize>,
    /// Length of the text in bytes.
    length: usize,
    is_line_open: bool,
    line_break: &'static str,
    /// Keys that stand in it, by their places alone.
    pub secrets: Vec<SecretUse>,
    /// Comments that speak to this program.
    pub suppressions: Vec<Suppression>,
}

impl DotenvFile {
    /// Reads a file.
    pub fn parse(path: &RelPath, text: &str) -> Self {
        let mut file = Self {
            path: path.clone(),
            names: Vec::new(),
            commented: Vec::new(),
            shown: HashSet::new(),
            ends: Vec::new(),
            length: text.len(),
            is_line_open: !text.is_empty() && !text.ends_with(['\n', '\r']),
            line_break: if text.contains("\r\n") { "\r\n" } else { "\n" },
            secrets: secrets(text),
            suppressions: suppressions_of_assignments(text),
        };
        let mut offset = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        while let Some(rest) = text.get(offset..).filter(|rest| !rest.is_empty()) {
            let line = rest.split_inclusive(['\n', '\r']).next().unwrap_or_default();
            let (code, is_comment) = match line.trim_start().strip_prefix('#') {
                Some(comment) => (comment.trim_start_matches(['#', ' ', '\t']), true),
                None => (line.trim_start(), false),
            };
            let code = code.strip_prefix("export ").map_or(code, str::trim_start);
            let start = offset + line.len() - code.len();
            let mut entry = line.len();
            if let Some(name) = name_of(code) {
                let range = ByteRange::new(start, start + name.len());
                let name = Spanned::new(name.to_owned(), range);
                file.shown.insert(name.value.clone());
                if is_comment {
                    file.commented.push(name);
                } else {
                    entry = length_of_entry(rest, line.len(), code);
                    let written = rest.get(..entry).unwrap_or(line);
                    file.ends.push(offset + written.trim_end_matches(['\n', '\r']).len());
                    file.names.push(name);
                }
            }
            offset += entry.max(1);
        }
        file
    }

    /// Whether it sets a variable, or shows it in a comment.
    pub fn shows(&self, name: &str) -> bool {
        self.shown.contains(name)
    }

    /// Adds a line for a variable, without a value: behind the last of its siblings, else at the end.
    pub fn add(&self, name: &str, siblings: &[&str]) -> Edit {
        let is_sibling = |shown: &Spanned<String>| siblings.contains(&shown.value.as_str());
        let behind = self.names.iter().rposition(is_sibling).and_then(|at| self.ends.get(at));
        let line_break = self.line_break;
        let (at, text) = match behind {
            Some(&end) => (end, format!("{line_break}{name}=")),
            None if self.is_line_open => (self.length, format!("{line_break}{name}=")),
            None => (self.length, format!("{name}={line_break}")),
        };
        Edit { range: ByteRange::at(at), text }
    }
}

/// The name that a line assigns to.
fn name_of(code: &str) -> Option<&str> {
    let (name, _) = code.split_once('=')?;
    let name = name.trim_end();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
    is_name.then_some(name)
}

/// How many bytes an entry takes: its line, and those over which a quoted value goes on.
fn length_of_entry(rest: &str, line: usize, code: &str) -> usize {
    let value = code.split_once('=').map_or("", |(_, value)| value.trim_start());
    let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) else {
        return line;
    };
    let closes = |text: &str| {
        text.match_indices(quote).any(|(at, _)| !text.get(..at).is_some_and(|t| t.ends_with('\\')))
    };
    if value.get(1..).is_none_or(closes) {
        return line;
    }
    let mut length = line;
    for more in rest.get(line..).unwrap_or_default().split_inclusive(['\n', '\r']) {
        length += more.len();
        if closes(more) {
            return length;
        }
    }
    // A quote that nothing closes is part of the value.
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply_edits;

    fn read(text: &str) -> DotenvFile {
        DotenvFile::parse(&RelPath::parse(".env.example").expect("a path"), text)
    }

    fn shown(text: &str) -> Vec<(&str, usize)> {
        let file = read(text);
        let slice = |name: &Spanned<String>| {
            assert_eq!(name.range.slice(text), name.value);
            name.range.slice(text)
        };
        file.names.iter().map(slice).zip(file.ends.clone()).collect()
    }

    #[test]
    fn names_stand_at_their_places() {
        assert_eq!(
            shown("# A=1\nSTRIPE_KEY=sk\n  export AWS_REGION = eu\nnot a line\n1X=2\n"),
            [("STRIPE_KEY", 19), ("AWS_REGION", 44)]
        );
        assert_eq!(shown("\u{feff}A=1\r\nB=2"), [("A", 6), ("B", 11)]);
        assert_eq!(shown(""), []);
    }

    #[test]
    fn a_quoted_value_over_several_lines_is_one_entry() {
        let text = "KEY=\"-----BEGIN\nA=b\n-----END\"\nNEXT=1\nOPEN=\"x\nLAST=2\n";
        let names: Vec<&str> = shown(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["KEY", "NEXT", "OPEN", "LAST"]);
        let added = apply_edits(text, &[read(text).add("KEY_ID", &["KEY"])]).expect("it fits");
        assert!(added.starts_with("KEY=\"-----BEGIN\nA=b\n-----END\"\nKEY_ID=\nNEXT"), "{added}");
    }

    #[test]
    fn comments_show_variables() {
        let file = read("# STRIPE_KEY=\n#OTHER=1\n# the key = secret thing\n");
        assert!(file.shows("STRIPE_KEY") && file.shows("OTHER"));
        assert!(file.names.is_empty());
    }

    #[test]
    fn a_line_is_added_behind_its_siblings_and_else_at_the_end() {
        let check = |text: &str, siblings: &[&str], expected: &str| {
            let file = read(text);
            let edits = [file.add("NEW_A", siblings), file.add("NEW_B", siblings)];
            assert_eq!(apply_edits(text, &edits).as_deref(), Ok(expected));
        };
        check("A=1\nB=2\n", &["A"], "A=1\nNEW_A=\nNEW_B=\nB=2\n");
        check("A=1\nB=2\n", &[], "A=1\nB=2\nNEW_A=\nNEW_B=\n");
        check("A=1\r\n", &[], "A=1\r\nNEW_A=\r\nNEW_B=\r\n");
        check("A=1", &[], "A=1\nNEW_A=\nNEW_B=");
        check("A=1", &["A"], "A=1\nNEW_A=\nNEW_B=");
        check("", &[], "NEW_A=\nNEW_B=\n");
        check("A=1\rB=2\r", &["A"], "A=1\nNEW_A=\nNEW_B=\rB=2\r");
        check("A=1\r", &[], "A=1\rNEW_A=\nNEW_B=\n");
        check("# only this", &["A"], "# only this\nNEW_A=\nNEW_B=");
    }
}
