//! Command lines in data files: which addresses they fetch.

use crate::source::facts::{UrlUse, UrlUseKind};
use crate::text::ByteRange;

use super::scripts::Variables;
use super::{found, value_in};

/// Programs that request the address they are given.
const FETCHERS: &[&str] = &["curl", "wget", "http", "https", "xh"];
/// Words that stand before a command.
const BEFORE: &[&str] = &[
    "sudo",
    "time",
    "exec",
    "then",
    "do",
    "if",
    "while",
    "until",
    "else",
    "!",
    "{",
    "env",
    "-",
    "CMD",
    "CMD-SHELL",
];
/// Programs that run the command line they are given as one word.
const SHELLS: &[&str] = &["sh", "bash", "ash", "zsh", "dash"];

/// The requests of the commands in a part of a text, with the variables that the script has set.
pub(super) fn requests(text: &str, part: ByteRange, variables: &Variables) -> Vec<UrlUse> {
    let mut requests = Vec::new();
    let mut command = Vec::new();
    for word in words(text, part) {
        match word {
            Word::End => {
                requests.extend(of_command(text, &command, variables));
                command.clear();
            }
            Word::Range(range) => command.push(range),
            Word::Substitution(inner) => requests.extend(self::requests(text, inner, variables)),
        }
    }
    requests.extend(of_command(text, &command, variables));
    requests
}

/// The requests of a simple command, or of those in the word that a shell is given. Quotes end where
/// they are met again, so shells in shells are never deep.
fn of_command(text: &str, words: &[ByteRange], variables: &Variables) -> Vec<UrlUse> {
    let is_assignment = |word: &str| {
        word.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        })
    };
    let mut rest = words.iter().skip_while(|word| {
        let word = word.slice(text);
        BEFORE.contains(&word) || is_assignment(word) || word.starts_with("--")
    });
    let program = rest.next().map_or("", |program| program.slice(text));
    let program = program.rsplit('/').next().unwrap_or(program);
    if SHELLS.contains(&program) {
        let line = rest.find(|word| word.slice(text).contains(char::is_whitespace));
        return line.map(|line| requests(text, *line, variables)).unwrap_or_default();
    }
    let address = |word: &ByteRange| {
        let url = value_in(word.slice(text), variables).as_url()?;
        Some(found(url.host, url.path, *word, UrlUseKind::Request))
    };
    let is_fetcher = FETCHERS.contains(&program);
    rest.find_map(|word| address(word).filter(|_| is_fetcher)).into_iter().collect()
}

enum Word {
    /// A word without its quotes.
    Range(ByteRange),
    /// The end of a simple command.
    End,
    /// A command inside a word, whose output becomes part of it: what is between `$(` and `)`, or
    /// between backquotes.
    Substitution(ByteRange),
}

/// The command that a part of a word in double quotes begins with, if it does, without its marks.
fn substitution(text: &str, at: usize, end: usize) -> Option<ByteRange> {
    let rest = text.get(at..end)?;
    if let Some(inner) = rest.strip_prefix('`') {
        return Some(ByteRange::new(at + 1, at + 1 + inner.find('`')?));
    }
    let inner = rest.strip_prefix("$(")?;
    let (mut depth, mut is_quoted) = (1_usize, false);
    for (place, byte) in inner.bytes().enumerate() {
        match byte {
            b'\'' => is_quoted = !is_quoted,
            b'(' if !is_quoted => depth += 1,
            b')' if !is_quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(ByteRange::new(at + 2, at + 2 + place));
        }
    }
    None
}

/// The words of command lines. An escaped line break is white space, any other ends a command; in
/// arrays of words (`["curl", "https://…"]`) the commas are white space too.
fn words(text: &str, part: ByteRange) -> Vec<Word> {
    let bytes = text.as_bytes();
    let is_list = part.slice(text).trim_start().starts_with('[');
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut at = part.start();
    while at < part.end() {
        let byte = bytes.get(at).copied().unwrap_or_default();
        // Inside a string of JSON or YAML quotes are escaped.
        if byte == b'\\'
            && let Some(escaped @ (b'"' | b'\'')) = bytes.get(at + 1).copied()
        {
            if quote == Some(escaped) {
                words.extend(start.take().map(|start| Word::Range(ByteRange::new(start, at))));
                quote = None;
            } else if quote.is_none() && start.is_none() {
                quote = Some(escaped);
                start = Some(at + 2);
            }
            at += 2;
            continue;
        }
        let is_escaped_break =
            byte == b'\\' && matches!(bytes.get(at + 1), Some(b'\n' | b'\r') | None);
        let ends_command = matches!(byte, b'\n' | b';' | b'|' | b'&' | b'(' | b')' | b'`');
        let divides = byte.is_ascii_whitespace() || is_list && matches!(byte, b',' | b'[' | b']');
        match quote {
            Some(open) if byte == open => {
                words.extend(start.take().map(|start| Word::Range(ByteRange::new(start, at))));
                quote = None;
            }
            Some(b'"') => {
                if let Some(inner) = substitution(text, at, part.end()) {
                    words.push(Word::Substitution(inner));
                    at = inner.end();
                }
            }
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') && start.is_none() => {
                quote = Some(byte);
                start = Some(at + 1);
            }
            None if ends_command || divides || is_escaped_break => {
                words.extend(start.take().map(|start| Word::Range(ByteRange::new(start, at))));
                if ends_command {
                    words.push(Word::End);
                }
                if is_escaped_break {
                    // Windows breaks lines with two bytes.
                    at += if bytes.get(at + 1) == Some(&b'\r') { 2 } else { 1 };
                }
            }
            None => start = start.or(Some(at)),
        }
        at += 1;
    }
    words.extend(start.map(|start| Word::Range(ByteRange::new(start, part.end()))));
    words
}
