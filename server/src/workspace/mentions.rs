//! Names shaped like environment variables in any text.
//!
//! A variable that any text outside comments mentions is not called unused: wrappers
//! (`required('STRIPE_KEY')`), schemas, compose files, CI and languages that are not parsed all use
//! variables in ways that no list of forms covers.

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
}
