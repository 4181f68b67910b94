use expect_test::expect;

use super::*;

const RULE: &str = "env-not-in-infra";

const COLUMNS: &str = "\
| Variable | Type | Required | Default | Description | Example | Used By |
|----------|------|----------|---------|-------------|---------|---------|
";

/// The sound workspace with an infrastructure contract of this body.
fn with_infra(body: &str) -> Files {
    sound().and(&format!("//- /INFRA_CONTRACT.md\n# Infrastructure Contract\n\n{body}"))
}

fn with_core(body: &str) -> Files {
    with_infra(&format!(
        "## Environment Variables\n\n### Core\n\n{COLUMNS}| `APP_URL` | string | YES | - | Address | - | all |\n\n{body}"
    ))
}

#[test]
fn a_variable_that_is_not_declared_is_reported_at_its_name() {
    let files = with_core("");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 Warning env-not-in-infra(Stripe): STRIPE_SECRET_KEY
    "#]]);
    files.says(expect![[r#"
        env-not-in-infra: `STRIPE_SECRET_KEY` is documented for Stripe, but `INFRA_CONTRACT.md` does not declare it: who sets up an environment from there will miss it
          help: add a row for it there
    "#]]);
}

#[test]
fn declared_in_any_form_is_declared() {
    for body in [
        format!("## Env\n\n{COLUMNS}| `STRIPE_SECRET_KEY` | string | YES | - | - | - | - |\n"),
        format!("## Env\n\n{COLUMNS}| `STRIPE_*` | string | YES | - | - | - | - |\n"),
        "## Environment Variables\n\n- `STRIPE_SECRET_KEY`\n".to_owned(),
        "## Environment Variables\n\n```env\nSTRIPE_SECRET_KEY=\n```\n".to_owned(),
    ] {
        with_infra(&body).is_clean();
    }
}

#[test]
fn documents_that_are_not_held_to_it() {
    sound().is_clean();
    with_infra("## Environment Variables\n\nTo be written.\n").is_clean();
    with_core("")
        .with(
            "# Infrastructure Contract\n",
            "# Infrastructure Contract\n\n**Status:** Initial Template\n",
        )
        .is_clean();
    with_infra("## Servers\n\n| Variable | Where |\n|---|---|\n| `APP_URL` | web |\n")
        .with("# Infrastructure Contract", "# Our servers")
        .is_clean();
}

#[test]
fn a_planned_integration_is_not_set_up_yet() {
    with_core("").with("**Status:** `active`", "**Status:** `planned`").is_clean();
}

#[test]
fn what_nothing_reads_is_one_finding() {
    with_infra("## Environment Variables\n\n- `STRIPE_SECRET_KEY`\n")
        .with(
            "| `STRIPE_SECRET_KEY` | YES",
            "| `STRIPE_OLD` | YES | - | - | - |\n| `STRIPE_SECRET_KEY` | YES",
        )
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:49:4 Warning env-unused(Stripe): STRIPE_OLD
        "#]]);
}

#[test]
fn the_fix_adds_to_the_table_of_the_service() {
    let table =
        format!("{COLUMNS}| `STRIPE_WEBHOOK_URL` | string | YES | - | Events | - | pay |\n");
    for heading in ["#### Stripe (Payments)", "### 2.1 Stripe", "#### Stripe configuration"] {
        let shown = with_core(&format!("{heading}\n\n{table}\n**See Also:** x\n")).fixes(RULE);
        assert_eq!(
            shown,
            "16+ | `STRIPE_SECRET_KEY` | string | YES | - | Secret key | `sk_test_...` | Stripe |\n",
            "{heading}"
        );
    }
}

#[test]
fn the_fix_adds_below_a_heading_without_a_table() {
    with_core("#### Stripe\n\nSee the dashboard.\n\n---\n\n## Servers\n").changes(
        RULE,
        expect![[r#"
        INFRA_CONTRACT.md:15
        + | Variable | Type | Required | Default | Description | Example | Used By |
        + |----------|------|----------|---------|-------------|---------|---------|
        + | `STRIPE_SECRET_KEY` | string | YES | - | Secret key | `sk_test_...` | Stripe |
        + 
    "#]],
    );
}

#[test]
fn the_fix_goes_where_the_services_other_variables_are() {
    with_core(&format!(
        "### Money\n\n{COLUMNS}| `STRIPE_CURRENCY` | string | NO | `usd` | Currency | - | pay |\n"
    ))
    .with(
        "| `STRIPE_SECRET_KEY` | YES",
        "| `STRIPE_CURRENCY` | NO | `usd` | - | - |\n| `STRIPE_SECRET_KEY` | YES",
    )
    .with("new Stripe(", "new Stripe(process.env.STRIPE_CURRENCY, ")
    .changes(
        RULE,
        expect![[r#"
            INFRA_CONTRACT.md:16
            + | `STRIPE_SECRET_KEY` | string | YES | - | Secret key | `sk_test_...` | Stripe |
        "#]],
    );
}

/// The sound workspace with two more variables that are read.
fn with_three(files: Files) -> Files {
    files
        .with(
            "| `STRIPE_SECRET_KEY` | YES",
            "| `STRIPE_CURRENCY` | NO | `usd` | Currency | - |\n| `STRIPE_RETRIES` | ❌ | `3` | a \\| b | - |\n| `STRIPE_SECRET_KEY` | YES",
        )
        .with(
            "new Stripe(",
            "new Stripe(process.env.STRIPE_CURRENCY, process.env.STRIPE_RETRIES, ",
        )
}

#[test]
fn several_variables_of_a_service_share_a_new_section() {
    with_three(with_core(
        "### Third-Party Service Configuration\n\n#### Twilio\n\n- nothing\n\n---\n\n## Servers\n",
    ))
    .changes(
        RULE,
        expect![[r#"
            INFRA_CONTRACT.md:17
            + #### Stripe
            + 
            + | Variable | Type | Required | Default | Description | Example | Used By |
            + |----------|------|----------|---------|-------------|---------|---------|
            + | `STRIPE_CURRENCY` | string | NO | `usd` | Currency | - | Stripe |
            + | `STRIPE_RETRIES` | integer | NO | `3` | a \| b | - | Stripe |
            + | `STRIPE_SECRET_KEY` | string | YES | - | Secret key | `sk_test_...` | Stripe |
            + 
        "#]],
    );
}

#[test]
fn without_a_section_for_services_one_is_added_behind_the_variables() {
    with_three(with_core("## Servers\n\nTwo.\n")).changes(
        RULE,
        expect![[r#"
        INFRA_CONTRACT.md:11
        + ### Stripe
        + 
        + | Variable | Type | Required | Default | Description | Example | Used By |
        + |----------|------|----------|---------|-------------|---------|---------|
        + | `STRIPE_CURRENCY` | string | NO | `usd` | Currency | - | Stripe |
        + | `STRIPE_RETRIES` | integer | NO | `3` | a \| b | - | Stripe |
        + | `STRIPE_SECRET_KEY` | string | YES | - | Secret key | `sk_test_...` | Stripe |
        + 
    "#]],
    );
}

#[test]
fn without_a_heading_it_is_the_end() {
    with_three(with_infra(&format!(
        "## Core\n\n{COLUMNS}| `APP_URL` | string | YES | - | - | - | - |"
    )))
    .changes(
        RULE,
        expect![[r#"
            INFRA_CONTRACT.md:8
            + 
            + ## Stripe
            + 
            + | Variable | Type | Required | Default | Description | Example | Used By |
            + |----------|------|----------|---------|-------------|---------|---------|
            + | `STRIPE_CURRENCY` | string | NO | `usd` | Currency | - | Stripe |
            + | `STRIPE_RETRIES` | integer | NO | `3` | a \| b | - | Stripe |
            + | `STRIPE_SECRET_KEY` | string | YES | - | Secret key | `sk_test_...` | Stripe |
        "#]],
    );
}

#[test]
fn one_table_for_all_gets_the_row() {
    with_infra(&format!("## Environment Variables\n\n{COLUMNS}| `APP_URL` | string | YES | - | - | - | all |\n\n## More\n"))
        .changes(RULE, expect![[r#"
            INFRA_CONTRACT.md:8
            + | `STRIPE_SECRET_KEY` | string | YES | - | Secret key | `sk_test_...` | Stripe |
        "#]]);
}

#[test]
fn an_empty_table_gets_the_row() {
    with_infra(&format!("## Environment Variables\n\n{COLUMNS}")).changes(RULE, expect![[r#"
        INFRA_CONTRACT.md:7
        + | `STRIPE_SECRET_KEY` | string | YES      | -       | Secret key  | `sk_test_...` | Stripe  |
    "#]]);
}

#[test]
fn lists_and_fences_go_on() {
    with_three(with_infra("## Environment Variables\n\n- `APP_URL` - the address\n\nMore.\n"))
        .changes(
            RULE,
            expect![[r#"
            INFRA_CONTRACT.md:6
            + - `STRIPE_CURRENCY` - Currency
            + - `STRIPE_RETRIES` - a | b
            + - `STRIPE_SECRET_KEY` - Secret key
        "#]],
        );
    with_three(with_infra("## Environment Variables\n\n```env\nAPP_URL=http://x\n```\n")).changes(
        RULE,
        expect![[r#"
            INFRA_CONTRACT.md:7
            + STRIPE_CURRENCY=
            + STRIPE_RETRIES=
            + STRIPE_SECRET_KEY=sk_test_...
        "#]],
    );
}

#[test]
fn line_endings_are_kept() {
    let files = with_three(with_core(
        "### Third-Party Service Configuration\n\n#### Twilio\n\n- nothing\n",
    ));
    Files(files.0.replace('\n', "\r\n")).fixes(RULE);
}

#[test]
fn a_variable_of_two_services_is_missing_once() {
    let second = "\n### Twilio\n\n**Status:** `active`\n\n**Binding Module:** `src/integrations/twilio.js`\n\n**Environment Variables:**\n\n| Variable | Required |\n|---|---|\n| `STRIPE_SECRET_KEY` | YES |\n";
    with_core("")
        .with("| Takes a payment |\n", &format!("| Takes a payment |\n{second}"))
        .and("//- /src/integrations/twilio.js\nmodule.exports = process.env.STRIPE_SECRET_KEY;\n//- /contract-lsp.toml\n[schema]\nrequired = []\n")
        .changes(RULE, expect![[r#"
            INFRA_CONTRACT.md:11
            + ### Stripe
            + 
            + | Variable | Type | Required | Default | Description | Example | Used By |
            + |----------|------|----------|---------|-------------|---------|---------|
            + | `STRIPE_SECRET_KEY` | string | YES | - | Secret key | `sk_test_...` | Stripe, Twilio |
            + 
        "#]]);
}

#[test]
fn a_wildcard_is_declared_by_one_of_its_names() {
    let files = |declared: &str| {
        with_infra(&format!("## Environment Variables\n\n{COLUMNS}| `STRIPE_SECRET_KEY` | - | - | - | - | - | - |\n{declared}"))
            .with("| `STRIPE_SECRET_KEY` | YES", "| `STRIPE_PRICE_*` | NO | - | Prices | - |\n| `STRIPE_SECRET_KEY` | YES")
            .with("new Stripe(", "new Stripe(process.env.STRIPE_PRICE_PRO, ")
    };
    files("| `STRIPE_PRICE_PRO` | - | - | - | - | - | - |\n").is_clean();
    files("").changes(
        RULE,
        expect![[r#"
            INFRA_CONTRACT.md:8
            + | `STRIPE_PRICE_*` | string | NO | - | Prices | - | Stripe |
        "#]],
    );
}

#[test]
fn a_slip_of_the_hand_there_is_corrected_there() {
    let files = with_core(
        "#### Stripe\n\n| Variable | Required |\n|---|---|\n| `STRIPE_SECRTE_KEY` | YES |\n",
    );
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 Warning env-not-in-infra(Stripe): STRIPE_SECRET_KEY
    "#]]);
    files.says(expect![[r#"
        env-not-in-infra: `STRIPE_SECRET_KEY` is documented for Stripe, but `INFRA_CONTRACT.md` does not declare it: who sets up an environment from there will miss it
          help: correct `STRIPE_SECRTE_KEY` there
          INFRA_CONTRACT.md:317..334: no integration documents this one, and nothing reads it
    "#]]);
    files.is_offered(
        "Rename `STRIPE_SECRTE_KEY` to `STRIPE_SECRET_KEY` in `INFRA_CONTRACT.md`",
        expect![[r#"
        INFRA_CONTRACT.md:15
        - | `STRIPE_SECRTE_KEY` | YES |
        + | `STRIPE_SECRET_KEY` | YES |
    "#]],
    );
    assert!(
        edits_of(&Fixture::new(&files.0).snapshot(), RULE).is_empty(),
        "a guess is not made unasked"
    );
}
