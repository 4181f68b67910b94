use expect_test::{Expect, expect};

use super::*;
use crate::features::semantic_tokens;

const CONTRACT: &str = "THIRD_PARTY_INTEGRATIONS.md";

fn tokens_in(fixture: &Fixture, path: &str, within: ByteRange) -> String {
    let snapshot = fixture.snapshot();
    let path = RelPath::parse(path).expect("a path");
    let document = snapshot.document(&path).expect("a file");
    let mut lines = String::new();
    for token in semantic_tokens(&snapshot, &path, within) {
        let place = document.position(token.range.start(), Encoding::Utf32);
        let declares = if token.is_declaration { " declaration" } else { "" };
        let deprecated = if token.is_deprecated { " deprecated" } else { "" };
        let text = token.range.slice(document.text());
        let place = format!("{}:{}", place.line + 1, place.column + 1);
        lines += &format!("{place} {:?}{declares}{deprecated} {text}\n", token.kind);
    }
    lines
}

fn tokens_of(fixture: &Fixture, path: &str) -> String {
    tokens_in(fixture, path, ByteRange::new(0, usize::MAX))
}

/// The tokens of the lines that replace Purpose.
fn check(lines: &str, expect: Expect) {
    let fixture = sound_with("**Purpose:** Takes payments.", lines, "");
    let tokens = tokens_of(&fixture, CONTRACT);
    let last = 31 + lines.lines().count();
    let line = |token: &str| token.split(':').next().and_then(|line| line.parse().ok());
    let here =
        tokens.lines().filter(|token| line(token).is_some_and(|at| (31..last).contains(&at)));
    expect.assert_eq(&here.map(|token| format!("{token}\n")).collect::<String>());
}

#[test]
fn the_words_of_a_contract_are_what_they_mean() {
    expect![[r#"
        3:19 Date 2026-02-03
        5:13 Status Active
        15:3 Date 2026-02-03
        21:3 Service Stripe
        21:23 Status Active
        21:33 Path src/integrations/stripe/
        25:5 Service declaration Stripe
        27:12 Date 2026-01-02
        28:20 Date 2026-02-03
        29:14 Status active
        40:27 Variable STRIPE_SECRET_KEY
        43:18 Path src/integrations/stripe/
        49:4 Variable declaration STRIPE_SECRET_KEY
        55:10 Path src/pay.js
        55:25 Function pay
        85:3 Date 2026-02-03
    "#]]
    .assert_eq(&tokens_of(&Fixture::new(&sound_workspace()), CONTRACT));
}

#[test]
fn a_range_has_its_tokens_only() {
    let fixture = Fixture::new(&sound_workspace());
    let text = fixture.snapshot().document(&RelPath::parse(CONTRACT).unwrap()).unwrap();
    let text = text.text().clone();
    let start = text.find("**Used By").expect("there");
    let end = text.find("**API Endpoints").expect("there");
    expect![[r#"
        55:10 Path src/pay.js
        55:25 Function pay
    "#]]
    .assert_eq(&tokens_in(&fixture, CONTRACT, ByteRange::new(start, end)));
}

#[test]
fn what_is_deprecated_is_struck_through() {
    let fixture = sound_with("**Status:** `active`", "**Status:** ⚠️ Deprecated", "");
    let tokens = tokens_of(&fixture, CONTRACT);
    let deprecated = tokens.lines().filter(|token| token.contains(" deprecated "));
    expect![[r#"
        25:5 Service declaration deprecated Stripe
        29:16 Status deprecated Deprecated"#]]
    .assert_eq(&deprecated.collect::<Vec<_>>().join("\n"));
}

#[test]
fn placeholders_are_found_in_values_and_prose() {
    check(
        "**Purpose:** [What we pay]\n- $[amount] since [YYYY-MM-DD] [link](https://x.y)",
        expect![[r#"
            31:14 Placeholder [What we pay]
            32:3 Placeholder $[amount]
            32:19 Placeholder [YYYY-MM-DD]
        "#]],
    );
}

#[test]
fn of_a_template_only_placeholders_are_coloured() {
    let template = "## Integration Template\n\n### [Service Name]\n\n**Added:** 2026-01-02\n**Status:** `active`\n\n- **Location:** `src/[service-name]/`\n\n| Variable |\n|---|\n| `[VARIABLE_NAME]` |\n\n## Integrations\n\n";
    let fixture = sound_with("## Integrations\n\n", template, "");
    let tokens = tokens_of(&fixture, CONTRACT);
    let here = tokens.lines().skip_while(|token| !token.starts_with("25:"));
    let here: Vec<&str> = here.take_while(|token| !token.contains("Service declaration")).collect();
    expect![[r#"
        25:5 Placeholder [Service Name]
        30:22 Placeholder [service-name]
        34:4 Placeholder [VARIABLE_NAME]"#]]
    .assert_eq(&here.join("\n"));
}

#[test]
fn code_and_comments_are_left_alone() {
    check(
        "```js\nconst x = `STRIPE_SECRET_KEY`; // [Service Name] 2026-01-02\n```\n<!-- [Service Name] `STRIPE_SECRET_KEY` -->",
        expect![[""]],
    );
}

#[test]
fn names_in_a_dotenv_fence_are_variables() {
    check(
        "**Env:**\n\n**Environment Variables:**\n\n```dotenv\n# [amount]\nSTRIPE_KEY=sk\n```",
        expect![[r#"
            37:1 Variable declaration STRIPE_KEY
        "#]],
    );
}

#[test]
fn a_documented_variable_is_one_wherever_code_names_it() {
    check(
        "**Purpose:** `STRIPE_SECRET_KEY` and `OTHER_KEY` and STRIPE_SECRET_KEY",
        expect![[r#"
        31:15 Variable STRIPE_SECRET_KEY
    "#]],
    );
}

#[test]
fn handlers_of_webhooks_and_tests_are_functions_and_paths() {
    check(
        "**Webhook Events Handled:**\n\n| Event | Handler |\n|---|---|\n| `invoice.paid` | `onPaid()` |\n\n**Testing:** `tests/pay.test.js` and `application/json`",
        expect![[r#"
            35:21 Function onPaid
            37:15 Path tests/pay.test.js
        "#]],
    );
}

#[test]
fn places_are_right_behind_letters_of_every_script() {
    check(
        "**Purpose:** 😀 支払い `STRIPE_SECRET_KEY` 漢字 [Service Name]",
        expect![[r#"
        31:21 Variable STRIPE_SECRET_KEY
        31:43 Placeholder [Service Name]
    "#]],
    );
}

#[test]
fn categories_name_services() {
    let fixture = sound_with(
        "## Integrations\n\n",
        "## Integration Categories\n\n### Payments\n\n- **Stripe** - Cards\n- [Service] - x\n\n## Integrations\n\n",
        "",
    );
    let tokens = tokens_of(&fixture, CONTRACT);
    let here: Vec<&str> = tokens
        .lines()
        .filter(|token| token.starts_with("27:") || token.starts_with("28:"))
        .collect();
    expect!["27:5 Service Stripe"].assert_eq(&here.join("\n"));
}

#[test]
fn an_infrastructure_contract_has_variables_and_placeholders() {
    let files = sound_workspace()
        + "//- /INFRA_CONTRACT.md\n# Infra\n\n**Last Updated:** 2026-02-03\n\n## Environment Variables\n\n| Variable | Required |\n|---|---|\n| `STRIPE_SECRET_KEY` | YES |\n| `PORT` | [YES/NO] |\n";
    expect![[r#"
        3:19 Date 2026-02-03
        9:4 Variable declaration STRIPE_SECRET_KEY
        10:4 Variable declaration PORT
        10:12 Placeholder [YES/NO]
    "#]]
    .assert_eq(&tokens_of(&Fixture::new(&files), "INFRA_CONTRACT.md"));
}

#[test]
fn other_files_have_no_tokens_of_ours() {
    assert_eq!(tokens_of(&Fixture::new(&sound_workspace()), "src/pay.js"), "");
}
