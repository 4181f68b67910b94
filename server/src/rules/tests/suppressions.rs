//! Suppression comments, in source and in Markdown.

use expect_test::expect;

use super::*;

fn importing(source: &str) -> Files {
    sound().and(&format!("//- /src/other.ts\n{source}\n"))
}

#[test]
fn a_comment_silences_the_next_line_that_is_not_blank() {
    importing("// contract-lsp-ignore-next-line direct-sdk-import -- moving in May\n\nimport Stripe from 'stripe';")
        .is_clean();
    importing("// contract-lsp-ignore-next-line direct-sdk-import\nimport a from 'a';\nimport Stripe from 'stripe';")
        .finds(expect![[r#"
            src/other.ts:1:34 Hint unused-suppression(-): direct-sdk-import
            src/other.ts:3:1 Warning direct-sdk-import(Stripe): import Stripe from 'stripe';
        "#]]);
}

#[test]
fn it_silences_the_statement_that_starts_there() {
    importing("// contract-lsp-ignore-next-line direct-http-call\nfetch(\n  'https://api.stripe.com/v1',\n);\nfetch('https://api.stripe.com/v1');")
        .finds(expect![[r#"
            src/other.ts:5:7 Warning direct-http-call(Stripe): 'https://api.stripe.com/v1'
        "#]]);
}

#[test]
fn a_comment_on_the_line_silences_that_line() {
    importing("import Stripe from 'stripe'; // contract-lsp-ignore-line direct-sdk-import\nimport more from 'stripe/lib';")
        .finds(expect![[r#"
            src/other.ts:2:1 Warning direct-sdk-import(Stripe): import more from 'stripe/lib';
        "#]]);
}

#[test]
fn a_comment_for_the_file_stands_before_the_first_token() {
    importing("/* contract-lsp-ignore-file direct-sdk-import, direct-http-call */\nimport Stripe from 'stripe';\nfetch('https://api.stripe.com');")
        .is_clean();
    importing("import Stripe from 'stripe';\n/* contract-lsp-ignore-file direct-sdk-import */")
        .finds(expect![[r#"
            src/other.ts:1:1 Warning direct-sdk-import(Stripe): import Stripe from 'stripe';
            src/other.ts:2:29 Hint unused-suppression(-): direct-sdk-import
        "#]]);
}

#[test]
fn a_comment_silences_the_rules_it_names_alone() {
    importing("// contract-lsp-ignore-file env-outside-binding\nimport Stripe from 'stripe';\nStripe(process.env.STRIPE_SECRET_KEY);")
        .finds(expect![[r#"
            src/other.ts:2:1 Warning direct-sdk-import(Stripe): import Stripe from 'stripe';
            src/other.ts:3:1 Warning duplicate-client(Stripe): Stripe(process.env.STRIPE_SECRET_KEY)
        "#]]);
}

#[test]
fn words_in_a_string_are_no_comment() {
    importing("const x = '// contract-lsp-ignore-next-line direct-sdk-import';\nimport Stripe from 'stripe';")
        .finds(expect![[r#"
            src/other.ts:2:1 Warning direct-sdk-import(Stripe): import Stripe from 'stripe';
        "#]]);
}

const TWO: &str = "\
//- /THIRD_PARTY_INTEGRATIONS.md
# Services

## Integrations

### Stripe

**Binding Module:** `src/stripe.js`

### Twilio SMS

**Binding Module:** `src/twilio.js`
//- /src/stripe.js
export const s = 1;
//- /src/twilio.js
export const t = 1;
";

#[test]
fn a_service_in_parentheses_narrows_it() {
    Files(TWO.into())
        .and("//- /src/a.js\n// contract-lsp-ignore-file direct-sdk-import(stripe)\nimport 'stripe';\nimport 'twilio';\n//- /src/b.js\n// contract-lsp-ignore-file direct-sdk-import(Twilio SMS), env-unused\nimport 'stripe';\nimport 'twilio';\n")
        .finds(expect![[r#"
            src/a.js:3:1 Warning direct-sdk-import(Twilio SMS): import 'twilio';
            src/b.js:1:60 Hint unused-suppression(-): env-unused
            src/b.js:2:1 Warning direct-sdk-import(Stripe): import 'stripe';
        "#]]);
}

#[test]
fn what_is_silenced_is_counted() {
    let files = importing(
        "import Stripe from 'stripe'; // contract-lsp-ignore-line direct-sdk-import -- why",
    );
    let fixture = Fixture::new(&files.0);
    let findings = Findings::compute(&fixture.snapshot(), None, &|| false).expect("not cancelled");
    let suppressed: Vec<_> = findings.suppressed().map(|finding| finding.rule).collect();
    assert_eq!(suppressed, ["direct-sdk-import"]);
}

#[test]
fn html_comments_speak_in_the_contract() {
    let unused = "| `STRIPE_OLD` | NO | - | Old | - |";
    let row = "| `STRIPE_SECRET_KEY` | YES";
    let files = sound().with(row, &format!("{unused}\n{row}"));
    files
        .clone()
        .with("# Third", "<!-- contract-lsp-ignore-file env-unused(Stripe) -- soon -->\n\n# Third")
        .is_clean();
    files
        .clone()
        .with("| Old |", "| Old <!-- contract-lsp-ignore-line env-unused --> |")
        .is_clean();
    files.with("# Third", "<!-- contract-lsp-ignore-file env-unused(Twilio) -->\n\n# Third").finds(
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:1:31 Hint unused-suppression(-): env-unused
            THIRD_PARTY_INTEGRATIONS.md:51:4 Warning env-unused(Stripe): STRIPE_OLD
        "#]],
    );
}

#[test]
fn the_line_behind_an_html_comment_is_silenced() {
    let comment = "<!-- contract-lsp-ignore-next-line binding-not-found -->\n- **Location:** `lib/";
    sound().with("- **Location:** `src/", comment).is_clean();
    let comment = "<!-- contract-lsp-ignore-next-line missing-section -->\n\n### Stripe";
    sound().with("**Purpose:** Takes payments.\n\n", "").with("### Stripe", comment).is_clean();
}

#[test]
fn a_comment_in_code_of_the_contract_is_no_comment() {
    sound()
        .with("**Purpose:** Takes payments.\n\n", "")
        .with(
            "### Stripe",
            "`<!-- contract-lsp-ignore-next-line missing-section -->`\n\n### Stripe",
        )
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:27:5 Error missing-section(Stripe): Stripe
        "#]]);
}
