use proptest::prelude::*;

use super::facts;

/// Pieces of Rust that, thrown together, reach every part of the extraction.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "use ",
        "a::b",
        "::",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ",",
        ";",
        "self",
        "super",
        "crate",
        "*",
        " as x",
        "fn f",
        "mod m",
        "impl X",
        "let u = ",
        "const C: &str = ",
        "\"https://a.b.c/\"",
        "r#\"x\"#",
        "format!",
        "concat!",
        "\"{C}{}{0:?}{{\"",
        "env::var",
        "std::env::var(C)",
        ".join",
        ".get",
        "#[cfg(test)]",
        "#[arg(env = C)]",
        "#[arg(env)]",
        "// contract-lsp-ignore-next-line x\n",
        "/* ",
        "*/",
        "\n",
        " ",
        "\r\n",
        "é",
        "\u{1F980}",
        "match x ",
        " => ",
        "|x| ",
        "if let ",
        " = ",
        "for i in ",
        "macro_rules! m ",
        "$x",
        "\\",
        "'",
        "<",
        ">",
        ".",
        "&",
        "+",
        "==",
        "extern crate y",
        "Self::C",
        "u",
        "C",
        "!",
        "?",
        "#",
        "\"",
        "pub ",
        "struct S",
        ":",
        "stripe::X",
    ]);
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC*") {
        facts(&text);
    }

    #[test]
    fn broken_rust_never_panics_and_ranges_fit(text in pieces()) {
        let facts = facts(&text);
        let ranges = facts.imports.iter().flat_map(|it| [it.range, it.target.range])
            .chain(facts.env_uses.iter().map(|it| it.name.range))
            .chain(facts.urls.iter().map(|it| it.range))
            .chain(facts.definitions.iter().flat_map(|it| [it.range, it.name.range]))
            .chain(facts.suppressions.iter().flat_map(|it| [it.comment, it.scope]));
        for range in ranges {
            prop_assert!(text.get(std::ops::Range::from(range)).is_some(), "{range:?}");
        }
    }
}

#[test]
fn deep_and_long_texts_take_their_time_and_no_more() {
    let deep = 20_000;
    for source in [
        "{".repeat(deep),
        "fn f() { ".to_owned() + &"(".repeat(deep),
        "const A: &str = ".to_owned() + &"&".repeat(deep) + "\"x\";",
        "fn f() { get(".to_owned() + &"\"x\".to_string() + ".repeat(2_000) + "\"\"); }",
        "fn f() { x".to_owned() + &".get(\"https://a.acme.dev\")".repeat(2_000) + "; }",
        "use ".to_owned() + &"a::{".repeat(2_000),
        "#[a]\n".repeat(deep) + "fn f() {}",
        "/// x\n".repeat(deep) + "fn f() {}",
        (0..200).map(|i| format!("const C{}: &str = concat!(C{i}, C{i});\n", i + 1)).collect(),
        "mod a { ".repeat(2_000),
        "const A: &str = B; const B: &str = A; fn f() { get(A); }".to_owned(),
        "fn f() -> String { f() } fn g() { get(f()); }".to_owned(),
        "use a::b; use b::a; fn f() { a::x(); }".to_owned(),
    ] {
        facts(&source);
    }
}
