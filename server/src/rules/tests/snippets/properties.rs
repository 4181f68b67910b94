//! What holds for every snippet, whatever it shows.

use std::fmt::Write as _;

use crate::source::{Import, Language, extract, language_of};

use super::{Snippet, found, found_in, snippets_of};

/// The languages, with what begins a comment to the end of the line.
const LANGUAGES: &[(&str, &str)] = &[
    ("csharp", "//"),
    ("go", "//"),
    ("java", "//"),
    ("javascript", "//"),
    ("kotlin", "//"),
    ("php", "//"),
    ("python", "#"),
    ("ruby", "#"),
    ("rust", "//"),
    ("shell", "#"),
    ("typescript", "//"),
];

/// The line breaks of Windows change no finding.
fn is_same_with_windows_line_breaks(language: &str) {
    for snippet in snippets_of(language) {
        let windows = found_in(&snippet, |text| text.replace('\n', "\r\n"));
        assert_eq!(windows, found(&snippet), "{}", snippet.title);
    }
}

#[test]
fn windows_line_breaks_change_nothing() {
    for (language, _) in LANGUAGES.iter().chain(&[("markup", "")]) {
        is_same_with_windows_line_breaks(language);
    }
}

/// Code that is commented out is prose: no rule but `hardcoded-secret` speaks of it.
#[test]
fn nothing_is_found_in_comments() {
    for (language, mark) in LANGUAGES {
        for snippet in snippets_of(language) {
            let files: Vec<_> = snippet.files.iter().take(1).cloned().collect();
            // JSON has no comments, and those of XML look otherwise.
            let others = [".json", ".csproj", ".xml"];
            if files.iter().any(|(path, _)| others.iter().any(|end| path.ends_with(end))) {
                continue;
            }
            let commented = Snippet { files, ..snippet };
            let found = found_in(&commented, |text| {
                text.lines().map(|line| format!("{mark} {line}\n")).collect()
            });
            let spoken = found.iter().filter(|it| !it.contains("hardcoded-secret"));
            assert_eq!(spoken.collect::<Vec<_>>(), [""; 0], "{}", commented.title);
        }
    }
}

/// Another name that nobody uses, with the first letter as large or small as before: in some
/// languages it tells types from functions, and what is exported from what is not.
fn another_name(name: &str) -> String {
    if name.starts_with(char::is_uppercase) { format!("Zz{name}") } else { format!("zz{name}") }
}

/// The local names that a file is free to choose: they stand in an import behind what says so.
fn free_names(path: &str, text: &str) -> Vec<String> {
    let Some(language) = language_of(path) else { return Vec::new() };
    let facts = extract(language, text);
    let is_free = |statement: &str, name: &str| {
        let name = regex::escape(name);
        let forms = [
            format!(r"\bas\s+{name}\b"),
            format!(r"\bimport\s+(type\s+)?{name}\s*(,|from\b|=)"),
            format!(r"\b(const|let|var)\s+{name}\s*="),
            format!(r#"^{name}\s+""#),
            format!(r"\busing\s+{name}\s*="),
        ];
        forms.iter().any(|form| regex::Regex::new(form).expect("a pattern").is_match(statement))
    };
    let imports = facts.imports.iter();
    let names = imports.flat_map(|import| {
        let statement = import.range.slice(text);
        let names = import.names.iter().map(|name| &name.local);
        names.filter(move |name| is_free(statement, name)).cloned()
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names.dedup();
    names
}

/// A text in which an import gives a package another name than its own, where it gave it none.
fn with_alias(path: &str, text: &str) -> Vec<String> {
    let Some(language) = language_of(path) else { return Vec::new() };
    let facts = extract(language, text);
    let aliased = |import: &Import| {
        let [name] = import.names.as_slice() else { return None };
        let name = &name.local;
        let statement = import.range.slice(text);
        let (plain, alias) = match language {
            Language::Python => {
                (format!("import {name}"), format!("import {name} as {}", another_name(name)))
            }
            Language::Go => {
                let path = format!("\"{}\"", import.target.value);
                (path.clone(), format!("{} {path}", another_name(name)))
            }
            _ => return None,
        };
        let is_plain = statement.trim() == plain;
        let (before, behind) = text.split_at(import.range.start());
        let behind = &behind[statement.len()..];
        is_plain.then(|| [&renamed(before, name), &*alias, &renamed(behind, name)].concat())
    };
    facts.imports.iter().filter_map(aliased).collect()
}

/// A text with a name replaced wherever it stands for itself: not as a member, in a path, in quotes.
fn renamed(text: &str, name: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    while let Some(at) = rest.find(name) {
        let (before, behind) = (&rest[..at], &rest[at + name.len()..]);
        let last = before.chars().next_back().or_else(|| out.chars().next_back());
        let next = behind.chars().next();
        let is_own = !last.is_some_and(|c| is_part(c) || ".-/'\"`@$\\".contains(c))
            && !next.is_some_and(|c| is_part(c) || "-/'\"`".contains(c));
        out += before;
        out += &if is_own { another_name(name) } else { name.to_owned() };
        rest = behind;
    }
    out + rest
}

/// What a package is called in a file is the file's affair: under another name the same is found.
#[test]
fn renaming_an_alias_removes_no_finding() {
    let mut renamings = 0;
    let mut lost = String::new();
    for (language, _) in LANGUAGES.iter().chain(&[("markup", "")]) {
        for snippet in snippets_of(language) {
            let Some((path, text)) = snippet.files.first() else { continue };
            let names = free_names(path, text);
            let others = names.iter().map(|name| renamed(text, name));
            let others: Vec<String> = others.chain(with_alias(path, text)).collect();
            if others.is_empty() {
                continue;
            }
            renamings += others.len();
            let before = found(&snippet);
            for other in others {
                let after = found_in(&snippet, |content| match content == text {
                    true => other.clone(),
                    false => content.to_owned(),
                });
                for finding in before.iter().filter(|it| !after.contains(it)) {
                    let _ = writeln!(lost, "{language}: {}: {finding}\n{other}", snippet.title);
                }
            }
        }
    }
    assert!(renamings > 120, "names are renamed: {renamings}");
    assert_eq!(lost, "");
}
