use proptest::prelude::*;

use super::*;

/// Pieces from which sources grow that are nearly right.
const PIECES: &[&str] = &[
    "const ",
    "let ",
    "import ",
    "export ",
    "from ",
    "'stripe'",
    "require",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "=>",
    "process",
    ".env",
    ".X",
    "fetch",
    "`https://api.${a}.com`",
    "'https://api.a.com'",
    "function ",
    "class ",
    "a",
    "b",
    "=",
    ";",
    "\n",
    ",",
    ":",
    "...",
    "new ",
    "type ",
    "default ",
    "as ",
    "<",
    ">",
    "/** d */",
    "// contract-lsp-ignore-next-line x\n",
    "?.",
    "+",
    "await ",
    "this",
    "module.exports",
    "describe",
    "\u{e9}",
    "\u{1f600}",
    "\\",
    "\"",
    "if ",
    "in ",
    "|| ",
];

proptest! {
    #[test]
    fn no_text_is_too_broken(text in any::<String>()) {
        for language in [Language::JavaScript, Language::TypeScript, Language::Tsx] {
            extract(language, &text);
        }
    }

    #[test]
    fn no_order_of_words_is_too_broken(words in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = words.into_iter().map(|word| PIECES[word]).collect();
        for language in [Language::JavaScript, Language::TypeScript, Language::Tsx] {
            let facts = extract(language, &text);
            for import in &facts.imports {
                prop_assert!(text.get(import.range.start()..import.range.end()).is_some());
            }
            for url in &facts.urls {
                prop_assert!(text.get(url.range.start()..url.range.end()).is_some());
            }
        }
    }

    #[test]
    fn a_local_alias_may_have_any_name(name in "[a-z][a-z0-9]{3,9}x") {
        let source = |alias: &str| format!(
            "import {alias} from 'stripe';\nconst {alias}2 = process.env;\nconst {alias}3 = \
             'https://api.a.com';\n{alias}.x({alias}2.KEY);\nfetch({alias}3);\n"
        );
        let count = |facts: &Facts| (facts.imports.len(), facts.env_uses.len(), facts.urls.len());
        let facts = extract(Language::TypeScript, &source(&name));
        prop_assert_eq!(count(&facts), count(&extract(Language::TypeScript, &source("alias"))));
        prop_assert_eq!(count(&facts), (1, 1, 1));
    }
}

#[test]
fn depth_and_length_cost_neither_stack_nor_patience() {
    let deep = format!("fetch({}'https://api.a.com'{})", "(".repeat(20_000), ")".repeat(20_000));
    extract(Language::TypeScript, &deep);
    extract(Language::JavaScript, &format!("x = {}", "[".repeat(50_000)));
    extract(Language::JavaScript, &"function f() {".repeat(20_000));
    extract(Language::JavaScript, &format!("x = {}''", "'a' + ".repeat(20_000)));
    let doubled: String = (1..60).map(|n| format!("const a{n} = a{0} + a{0};\n", n - 1)).collect();
    extract(Language::JavaScript, &format!("const a0 = 'https://a.b';\n{doubled}fetch(a59);"));
    let facts = extract(
        Language::JavaScript,
        &format!("const a0 = 'https://api.a.com/' + x;\n{doubled}fetch(a20);"),
    );
    assert!(facts.urls.iter().all(|url| url.kind == UrlUseKind::Constant && url.path.len() < 9));
    let wide = "const x = process.env.A; require('b'); fetch('https://c.d/e');\n".repeat(3_000);
    assert_eq!(extract(Language::JavaScript, &wide).env_uses.len(), 3_000);
    extract(Language::JavaScript, "const a = 'https://x.y/' + f(b); const b = f(a);");
    extract(Language::JavaScript, "const a = b, b = a; fetch(a); const env = env; env.X;");
}
