//! What holds for every text, shown on the sources of the scenarios.

use proptest::prelude::*;

use crate::source::{Language, extract};

use super::told;

const SCENARIOS: &[(Language, &str)] = &[
    (Language::Java, include_str!("../../java/scenarios.md")),
    (Language::Kotlin, include_str!("../../kotlin/scenarios.md")),
    (Language::CSharp, include_str!("../../csharp/scenarios.md")),
];

/// The sources of the scenarios of a language.
fn sources() -> impl Iterator<Item = (Language, &'static str)> {
    SCENARIOS.iter().flat_map(|(language, text)| {
        let fences = text.split("\n```").skip(1).step_by(2);
        let source = |fence: &'static str| fence.split_once('\n').map(|(_, source)| source);
        let is_source = |fence: &&str| !fence.starts_with("facts");
        fences.filter(is_source).filter_map(source).map(|source| (*language, source))
    })
}

#[test]
fn the_scenarios_are_found() {
    assert!(sources().count() > 100, "{}", sources().count());
    assert!(sources().any(|(_, source)| source.contains("HttpClient")));
}

#[test]
fn source_that_ends_anywhere_is_read() {
    for (language, source) in sources() {
        for end in (0..source.len()).step_by(7).filter(|end| source.is_char_boundary(*end)) {
            extract(language, &source[..end]);
        }
    }
}

#[test]
fn the_ends_of_lines_change_nothing() {
    for (language, source) in sources() {
        let windows = source.replace('\n', "\r\n");
        let expected = told(source, &extract(language, source));
        assert_eq!(told(&windows, &extract(language, &windows)), expected, "{source}");
    }
}

#[test]
fn the_name_of_a_local_changes_nothing() {
    let renamed = [
        "other",
        "builder",
        "request",
        "base",
        "url",
        "region",
        "variables",
        "Payments",
        "gateway",
        "late",
    ];
    for (language, source) in sources() {
        for name in renamed {
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            let mut text = String::new();
            let mut rest = source;
            while let Some(at) = rest.find(name) {
                let (before, behind) = rest.split_at(at);
                let after = &behind[name.len()..];
                // Members and functions of others keep their names.
                let is_member =
                    before.ends_with(is_part) || before.ends_with(['.', '"', '/', '%', ':']);
                let is_other = after.starts_with(is_part)
                    || after.starts_with(['(', '"', '-', ':'])
                    || after.trim_start().starts_with('{');
                let is_argument =
                    after.trim_start().starts_with('=') && before.trim_end().ends_with(['(', ',']);
                let is_local = !is_member && !is_other && !is_argument;
                text.push_str(before);
                text.push_str(if is_local { "qwerty" } else { name });
                rest = after;
            }
            text.push_str(rest);
            let expected = told(source, &extract(language, source));
            let seen = told(&text, &extract(language, &text));
            assert_eq!(seen.lines().count(), expected.lines().count(), "{name}\n{text}\n{seen}");
        }
    }
}

#[test]
fn nothing_is_found_in_comments_and_prose() {
    for (language, source) in sources() {
        let facts = extract(language, source);
        for url in &facts.urls {
            let start = source[..url.range.start()].rfind('\n').map_or(0, |at| at + 1);
            let before = source[start..url.range.start()].trim_start();
            assert!(!before.starts_with("//") && !before.starts_with('*'), "{source}");
        }
    }
}

/// Pieces that, thrown together, reach every part of the extraction.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "import ",
        "using ",
        "static ",
        "a.b.C",
        "com.stripe.Stripe",
        "Stripe.Client.X",
        ";",
        "\n",
        "\r\n",
        " ",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        "=",
        "+",
        "?:",
        "??",
        "?.",
        "->",
        "=>",
        "class X ",
        "object O ",
        "val u = ",
        "var u = ",
        "String u = ",
        "const string u = ",
        "fun f() ",
        "void f() ",
        "return ",
        "new Uri",
        "new ",
        "u",
        "X",
        "\"https://a.b.c/\"",
        "\"$u/{0}%s\"",
        "$\"{u}/x\"",
        "\"\"\"",
        "\"",
        "String.format",
        ".concat",
        ".resolve",
        ".host",
        "System.getenv",
        "Environment.GetEnvironmentVariable",
        "@Value(\"${A_B:c}\")",
        "[A(\"x\")]",
        "this.",
        "if (u) ",
        "catch (E e) ",
        "is X",
        "// contract-lsp-ignore-next-line x\n",
        "/* ",
        "*/",
        "é",
        "\u{1F980}",
        "\\",
        "<",
        ">",
        "::",
        "!!",
        "global::",
        "extern alias Y;",
        "enum E ",
        "when (u) ",
        "switch (u) ",
        "lambda { ",
        "it",
        "mapOf",
        " to ",
        "u = u + u;",
        "builder()",
        ".build()",
        "&",
        "#",
        "$",
        "'",
    ]);
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read(text in pieces()) {
        for language in [Language::Java, Language::Kotlin, Language::CSharp] {
            let facts = extract(language, &text);
            for url in &facts.urls {
                prop_assert!(text.get(url.range.start()..url.range.end()).is_some());
            }
            for definition in &facts.definitions {
                let range = definition.name.range;
                prop_assert!(text.get(range.start()..range.end()).is_some());
            }
        }
    }
}
