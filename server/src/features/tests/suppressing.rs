use expect_test::{Expect, expect};

use super::*;
use crate::features::{Silencing, silencings};
use crate::rules::Findings;

/// Each finding at the cursor with the file as its comment would leave it, only the lines that are
/// new or other.
fn offered(path: &str, source: &str) -> Vec<String> {
    let fixture = Fixture::new(&format!("{}//- /{path}\n{source}\n", sound_workspace()));
    let snapshot = fixture.snapshot();
    let findings = Findings::compute(&snapshot, None, &|| false).expect("not cancelled");
    let (path, at) = cursor(&fixture);
    let text = snapshot.document(&path).expect("the file").text().to_owned();
    assert!(!findings.of_file(&path).is_empty(), "something to silence");
    let offers = silencings(&snapshot, &findings, &path, ByteRange::at(at));
    let changed = |offer: &Silencing<'_>| {
        let at = offer.edit.edit.range.start();
        let edited = [&text[..at], &offer.edit.edit.text, &text[at..]].concat();
        let is_new = |line: &&str| !text.split('\n').any(|old| old == *line);
        let lines: Vec<&str> = edited.split('\n').filter(is_new).collect();
        // What is offered does what it says.
        let again = Fixture::new(&format!("{}//- /{path}\n{edited}", sound_workspace()));
        let snapshot = again.snapshot();
        let left = Findings::compute(&snapshot, None, &|| false).expect("not cancelled");
        let rules: Vec<&str> = left.of_file(&path).iter().map(|finding| finding.rule).collect();
        assert!(!rules.contains(&offer.finding.rule), "{edited}: {rules:?}");
        format!("{}: {}", offer.finding.rule, lines.join("\n"))
    };
    offers.iter().map(changed).collect()
}

fn check(path: &str, source: &str, expect: Expect) {
    expect.assert_eq(&offered(path, source).join("\n"));
}

#[test]
fn the_comment_stands_above_the_line() {
    check(
        "src/a.ts",
        "import Stripe from 'stri$0pe';\nnew Stripe();",
        expect![
            "direct-sdk-import: // contract-lsp-ignore-next-line direct-sdk-import -- TODO: say why"
        ],
    );
    check(
        "jobs/a.py",
        "def pay():\n    import str$0ipe\n    stripe.Charge.create()",
        expect![
            "direct-sdk-import:     # contract-lsp-ignore-next-line direct-sdk-import -- TODO: say why"
        ],
    );
    check(
        "jobs/a.go",
        "package jobs\n\nimport (\n\t\"github.com/stripe/str$0ipe-go/v76\"\n)\n\nvar _ = stripe.Key",
        expect![
            "direct-sdk-import: 	// contract-lsp-ignore-next-line direct-sdk-import -- TODO: say why"
        ],
    );
    check(
        "config/app.yml",
        "stripe:\n  url: https://api.str$0ipe.com/v1",
        expect![
            "direct-http-call:   # contract-lsp-ignore-next-line direct-http-call -- TODO: say why"
        ],
    );
    check(
        ".env.staging",
        &format!("KEY={}_live$0_51HbQ9x2KqLmVtW8rYz3NcPd", "sk"),
        expect![
            "hardcoded-secret: # contract-lsp-ignore-next-line hardcoded-secret -- TODO: say why"
        ],
    );
}

#[test]
fn inside_a_call_it_stands_above_the_argument() {
    check(
        "src/a.ts",
        "const answer = await fetch(\n  'https://api.str$0ipe.com/v1',\n  {},\n);",
        expect![
            "direct-http-call:   // contract-lsp-ignore-next-line direct-http-call -- TODO: say why"
        ],
    );
}

#[test]
fn in_markup_it_is_the_comment_of_the_place() {
    check(
        "src/a.jsx",
        "export const App = () => (\n  <div>\n    {fetch('https://api.str$0ipe.com/v1')}\n  </div>\n);",
        expect![
            "direct-http-call:     {/* contract-lsp-ignore-next-line direct-http-call -- TODO: say why */}"
        ],
    );
    check(
        "web/a.html",
        "<p>x</p>\n<script src=\"https://js.str$0ipe.com/v3/\"></script>",
        expect![
            "direct-http-call: <!-- contract-lsp-ignore-next-line direct-http-call -- TODO: say why -->"
        ],
    );
    check(
        "web/a.vue",
        "<script>\nimport Stripe from 'st$0ripe';\nnew Stripe();\n</script>",
        expect![
            "direct-sdk-import: // contract-lsp-ignore-next-line direct-sdk-import -- TODO: say why"
        ],
    );
}

#[test]
fn a_line_inside_a_string_gets_it_behind() {
    check(
        "src/a.js",
        "const text = `\n${fetch('https://api.str$0ipe.com/v1')}`;",
        expect![
            "direct-http-call: ${fetch('https://api.stripe.com/v1')}`; // contract-lsp-ignore-line direct-http-call -- TODO: say why"
        ],
    );
}

#[test]
fn nothing_is_offered_where_there_are_no_comments() {
    check("src/config.json", "{\n  \"api\": \"https://api.str$0ipe.com/v1\"\n}", expect![[r#""#]]);
}
