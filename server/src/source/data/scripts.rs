//! Variables of shell scripts: those of the environment that are read, and those that the script sets.

use std::collections::BTreeMap;

use crate::source::facts::{EnvUse, EnvUseKind};
use crate::source::value::Value;
use crate::text::{ByteRange, Spanned};

use super::value_in;

/// What a script has set its variables to; `None` for one that it sets more than once.
pub(super) type Variables = BTreeMap<String, Option<Value>>;

/// What a script says of variables.
#[derive(Default)]
pub(super) struct Script {
    /// Reads of variables that the script has not set before.
    pub(super) env_uses: Vec<EnvUse>,
    pub(super) variables: Variables,
}

/// Reads a script line by line. Comments are known already.
pub(super) fn read(text: &str, comments: &[ByteRange]) -> Script {
    let mut script = Script::default();
    let mut quoted: Option<u8> = None;
    let mut document: Option<(String, bool)> = None;
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let line = code_of(whole, start, comments);
        match &document {
            Some((end, _)) if line.trim() == end => document = None,
            // A document whose end is quoted is taken as it stands.
            Some((_, is_plain)) => {
                if *is_plain {
                    script.reads(start, line, &mut Some(b'"'));
                }
            }
            None => {
                let was_quoted = quoted.is_some();
                script.reads(start, line, &mut quoted);
                if !was_quoted {
                    script.assigns(line);
                    document = document_in(line).filter(|_| quoted.is_none());
                }
            }
        }
        start += whole.len();
    }
    script
}

/// A line without its comment.
fn code_of<'text>(line: &'text str, start: usize, comments: &[ByteRange]) -> &'text str {
    let first = comments.partition_point(|comment| comment.start() < start);
    let comment = comments.get(first).map(|comment| comment.start() - start);
    let line = comment.and_then(|at| line.get(..at)).unwrap_or(line);
    line.trim_end_matches(['\n', '\r'])
}

/// The word that ends a here-document that begins on a line, and whether names in it are replaced.
fn document_in(line: &str) -> Option<(String, bool)> {
    let (_, behind) = line.split_once("<<")?;
    // `<<<` gives a word.
    if behind.starts_with('<') {
        return None;
    }
    let word = behind.trim_start_matches('-').split_whitespace().next()?;
    let plain = word.trim_matches(['"', '\'', '\\']);
    (!plain.is_empty()).then(|| (plain.to_owned(), plain == word))
}

impl Script {
    /// Notes what a line sets: `export NAME=value`, `readonly NAME="value"`.
    fn assigns(&mut self, line: &str) {
        const DECLARING: &[&str] = &["export", "readonly", "local", "declare", "typeset"];
        let is_option = |word: &str| DECLARING.contains(&word) || word.starts_with('-');
        let mut rest = line.trim_start();
        while let Some((_, behind)) = rest.split_once(' ').filter(|(word, _)| is_option(word)) {
            rest = behind.trim_start();
        }
        let mut words = rest.split_whitespace();
        match words.next() {
            // `read -r -p "Token: " NAME` and `for NAME in …` set it to what is not known.
            Some("read") => {
                let names = words.filter(|word| is_variable(word));
                names.for_each(|name| drop(self.variables.insert(name.to_owned(), None)));
                return;
            }
            Some("for") => {
                let name = words.next().filter(|name| is_variable(name));
                name.into_iter()
                    .for_each(|name| drop(self.variables.insert(name.to_owned(), None)));
                return;
            }
            _ => {}
        }
        let Some((name, value)) = rest.split_once('=').filter(|(name, _)| is_name(name)) else {
            return;
        };
        let value = match value.chars().next().filter(|quote| matches!(quote, '"' | '\'')) {
            Some(quote) => value[1..].split(quote).next().unwrap_or_default(),
            None => value.split([' ', ';', '\t']).next().unwrap_or_default(),
        };
        let value = value_in(value, &self.variables);
        let known = self.variables.entry(name.to_owned());
        known.and_modify(|earlier| *earlier = None).or_insert(Some(value));
    }

    /// Notes the variables that a line reads. `quote` is the quote that is open, before and after.
    fn reads(&mut self, start: usize, line: &str, quote: &mut Option<u8>) {
        let bytes = line.as_bytes();
        // In the word that another shell runs, single quotes keep nothing from being replaced.
        let is_run = ["sh -c '", "bash -c '", "eval '"].iter().any(|call| line.contains(call));
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            match (byte, *quote) {
                (b'\\', _) => at += 1,
                // A comment begins where a word may begin.
                (b'#', None) if at == 0 || bytes[at - 1].is_ascii_whitespace() => return,
                (b'\'' | b'"', None) => *quote = Some(byte),
                (b'\'' | b'"', Some(open)) if open == byte => *quote = None,
                (b'$', open) if open != Some(b'\'') || is_run => {
                    let rest = line.get(at + 1..).unwrap_or_default();
                    let inner = rest.strip_prefix('{').unwrap_or(rest);
                    let length = inner
                        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                        .unwrap_or(inner.len());
                    let (name, behind) = inner.split_at(length);
                    let from = at + 1 + rest.len() - inner.len();
                    if is_variable(name) && !self.variables.contains_key(name) {
                        let begin = start + from;
                        let range = ByteRange::new(begin, begin + length);
                        let kind = kind(&line[..at], behind);
                        let name = Spanned::new(name.to_owned(), range);
                        self.env_uses.push(EnvUse { name, kind, in_test: false });
                    }
                    at += length;
                }
                _ => {}
            }
            at += 1;
        }
    }
}

/// What a line does with a variable: `[ -z "$NAME" ]` and `${NAME+x}` ask whether it is set.
fn kind(before: &str, behind: &str) -> EnvUseKind {
    let before = before.trim_end_matches(['"', ' ']);
    let asks = ["-z", "-n", "-v"].iter().any(|test| before.ends_with(test))
        && ["[", "test "].iter().any(|command| before.contains(command));
    let is_set = behind.starts_with('+') || behind.starts_with(":+");
    if asks || is_set { EnvUseKind::PresenceCheck } else { EnvUseKind::Read }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a name is one that variables of the environment have: `$1` and `$name` are the script's.
fn is_variable(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && !name.contains(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(text: &str) -> Vec<(String, EnvUseKind)> {
        let uses = read(text, &[]).env_uses.into_iter();
        uses.map(|used| {
            assert_eq!(used.name.range.slice(text), used.name.value);
            (used.name.value, used.kind)
        })
        .collect()
    }

    #[test]
    fn what_the_script_has_set_is_not_of_the_environment() {
        let read = |name: &str| (name.to_owned(), EnvUseKind::Read);
        assert_eq!(reads("export A=1\necho $A $B\n"), [read("B")]);
        assert_eq!(reads("A=${A:-1}\necho $A\n"), [read("A")]);
        assert_eq!(reads("read -r A\necho $A ${1} $lower\n"), []);
        assert_eq!(reads("echo '$A' # $B\n"), []);
        assert_eq!(reads("cat <<'E'\n$A\nE\ncat <<E\n'$B'\nE\n"), [read("B")]);
    }

    #[test]
    fn asking_is_no_read() {
        for line in ["[ -z \"$A\" ]", "test -n $A", "echo ${A+x}", "[[ -v ${A:+x} ]]"] {
            assert_eq!(reads(line), [("A".to_owned(), EnvUseKind::PresenceCheck)], "{line}");
        }
    }

    #[test]
    fn any_text_is_read_to_its_end() {
        for text in ["\\é$", "é\\é$A", "$", "${", "'\n\"\n$A", "<<", "<<-", "A='é", "=\n=é"] {
            let _ = reads(text);
        }
    }
}
