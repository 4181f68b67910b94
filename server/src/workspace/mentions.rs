//! Names shaped like environment variables in any text.
//!
//! A variable that any text outside comments mentions is not called unused: wrappers
//! (`required('STRIPE_KEY')`), schemas, compose files, CI and languages that are not parsed all use
//! variables in ways that no list of forms covers.

use crate::text::{ByteRange, Spanned};

/// Shortest name that counts; shorter ones (`GET`, `ID`) are words of every program.
const SHORTEST_NAME: usize = 3;

/// Beginnings of lines that are comments in the languages of source and data files. A line of code
/// that begins so (`*pointer = …`) loses its mentions, which only makes a rule more careful
/// elsewhere: what is read as an environment variable is a fact of its own.
const COMMENT_MARKS: &[&str] = &["//", "#", "*", "/*", "--", ";", "<!--"];

/// The names, sorted and without repetition.
pub(super) fn variable_mentions(text: &str) -> Vec<Box<str>> {
    let mut names: Vec<&str> = Vec::new();
    for line in text.lines() {
        let code = line.trim_start();
        // Rust's attributes begin with `#` too.
        let is_comment =
            COMMENT_MARKS.iter().any(|mark| code.starts_with(mark)) && !code.starts_with("#[");
        if !is_comment {
            names_in(line, &mut names);
        }
    }
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(Into::into).collect()
}

fn names_in<'text>(line: &'text str, names: &mut Vec<&'text str>) {
    let bytes = line.as_bytes();
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
    let mut at = 0;
    while at < bytes.len() {
        if !is_word(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        let mut is_upper = bytes[at].is_ascii_uppercase();
        while at < bytes.len() && is_word(bytes[at]) {
            is_upper &=
                bytes[at].is_ascii_uppercase() || bytes[at].is_ascii_digit() || bytes[at] == b'_';
            at += 1;
        }
        if is_upper && at - start >= SHORTEST_NAME {
            names.push(&line[start..at]);
        }
    }
}

/// The variables that a dotenv file sets: `NAME=…`, `export NAME=…`. Comments are left out; values
/// are not looked at.
pub(super) fn dotenv_names(text: &str) -> Vec<Spanned<String>> {
    let mut names = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let code = line.trim_start();
        let start = offset + line.len() - code.len();
        offset += line.len();
        let (code, start) = match code.strip_prefix("export ") {
            Some(rest) => {
                let rest_trimmed = rest.trim_start();
                (rest_trimmed, start + "export ".len() + rest.len() - rest_trimmed.len())
            }
            None => (code, start),
        };
        let Some((name, _)) = code.split_once('=') else { continue };
        let name = name.trim_end();
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
        if is_name {
            names.push(Spanned::new(name.to_owned(), ByteRange::new(start, start + name.len())));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_outside_comments_are_mentioned() {
        let text = "need('STRIPE_KEY')\n// OLD_KEY\n  # YAML_OLD\n- KEY2: ${OTHER_KEY}\n#[arg(env = \"CLAP_KEY\")]\nMixedCASE a_B ID\n";
        let names = variable_mentions(text);
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        assert_eq!(names, ["CLAP_KEY", "KEY2", "OTHER_KEY", "STRIPE_KEY"]);
    }

    #[test]
    fn a_dotenv_file_gives_names_at_their_places() {
        let text = "# A=1\nSTRIPE_KEY=sk\n  export AWS_REGION = eu\nnot a line\n1X=2\n";
        let names = dotenv_names(text);
        let read: Vec<_> =
            names.iter().map(|name| (&*name.value, name.range.slice(text))).collect();
        assert_eq!(read, [("STRIPE_KEY", "STRIPE_KEY"), ("AWS_REGION", "AWS_REGION")]);
    }
}
