use expect_test::expect;

use super::*;

const READ: &str = "process.env.STRIPE_SECRET_KEY";

/// The sound workspace with a line more in the binding.
fn with_line(line: &str) -> Files {
    sound().with(
        "const Stripe = require('stripe');\n",
        &format!("const Stripe = require('stripe');\n{line}\n"),
    )
}

#[test]
fn a_variable_that_the_table_lacks_is_reported_at_its_read() {
    let files = with_line("const secret = process.env.STRIPE_WEBHOOK_SECRET;");
    files.finds(expect![[r#"
        src/integrations/stripe/client.js:2:28 Warning env-undocumented(Stripe): STRIPE_WEBHOOK_SECRET
    "#]]);
    files.says(expect![[r#"
        env-undocumented: the binding of Stripe reads `STRIPE_WEBHOOK_SECRET`, which its Environment Variables do not list: a deployment will miss it
          help: add a row for it to the contract
          THIRD_PARTY_INTEGRATIONS.md:942..963: the variables are listed here
    "#]]);
}

#[test]
fn every_form_of_a_read_counts() {
    for line in [
        "const x = process.env['STRIPE_X'];",
        "const { STRIPE_X } = process.env;",
        "const { STRIPE_X: x = 'y' } = process.env;",
        "const env = process.env; use(env.STRIPE_X);",
        "const x = process.env.STRIPE_X ?? '';",
    ] {
        let found = render(&Fixture::new(&with_line(line).0).snapshot());
        assert!(found.ends_with("Warning env-undocumented(Stripe): STRIPE_X\n"), "{line}: {found}");
        assert_eq!(found.lines().count(), 1, "{line}: {found}");
    }
}

#[test]
fn one_variable_read_twice_is_one_finding() {
    with_line("const x = process.env.STRIPE_X; const y = process.env.STRIPE_X;").finds(expect![[
        r#"
            src/integrations/stripe/client.js:2:23 Warning env-undocumented(Stripe): STRIPE_X
        "#
    ]]);
}

#[test]
fn a_mere_presence_check_is_a_hint() {
    with_line("const has = 'STRIPE_X' in process.env;").finds(expect![[r#"
        src/integrations/stripe/client.js:2:14 Hint env-undocumented(Stripe): STRIPE_X
    "#]]);
}

#[test]
fn writes_comments_and_other_objects_are_no_reads() {
    for line in [
        "process.env.STRIPE_X = '1';",
        "delete process.env.STRIPE_X;",
        "// process.env.STRIPE_X",
        "const text = 'process.env.STRIPE_X';",
        "function f(process) { return process.env.STRIPE_X; }",
    ] {
        with_line(line).is_clean();
    }
}

#[test]
fn variables_of_the_process_and_the_platform_are_no_services() {
    for name in ["NODE_ENV", "CI", "PORT", "HTTPS_PROXY", "npm_package_version", "TZ"] {
        with_line(&format!("const x = process.env.{name};")).is_clean();
    }
}

#[test]
fn names_compare_whole() {
    with_line("const x = process.env.STRIPE_SECRET_KEY_OLD;").finds(expect![[r#"
        src/integrations/stripe/client.js:2:23 Warning env-undocumented(Stripe): STRIPE_SECRET_KEY_OLD
    "#]]);
}

#[test]
fn a_wildcard_row_documents_every_name_that_begins_so() {
    with_line("const x = process.env.STRIPE_PRICE_PRO;")
        .with(
            "| `STRIPE_SECRET_KEY` | YES",
            "| `STRIPE_PRICE_*` | NO | - | Prices | - |\n| `STRIPE_SECRET_KEY` | YES",
        )
        .is_clean();
}

#[test]
fn a_test_inside_the_binding_gets_a_hint() {
    sound()
        .and(
            "//- /src/integrations/stripe/client.test.js\nconst x = process.env.STRIPE_TEST_KEY;\n",
        )
        .finds(expect![[r#"
            src/integrations/stripe/client.test.js:1:23 Hint env-undocumented(Stripe): STRIPE_TEST_KEY
        "#]]);
}

#[test]
fn without_a_table_of_variables_only_that_is_said() {
    let table = "**Environment Variables:**\n\n| Variable | Required | Default | Description | Example |\n|----------|----------|---------|-------------|---------|\n| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n";
    sound().with(table, "").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Error missing-section(Stripe): Stripe
    "#]]);
}

#[test]
fn a_plainly_empty_table_lacks_what_is_read() {
    sound()
        .with("| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n", "")
        .finds(expect![[r#"
            src/integrations/stripe/client.js:2:39 Warning env-undocumented(Stripe): STRIPE_SECRET_KEY
        "#]]);
}

#[test]
fn a_variable_that_another_integration_documents_has_its_finding_there() {
    let second = "\n### Twilio\n\n**Binding Module:** `src/integrations/twilio.js`\n\n**Environment Variables:** `TWILIO_AUTH_TOKEN`\n";
    let found = with_line("const x = process.env.TWILIO_AUTH_TOKEN;")
        .with("| Takes a payment |\n", &format!("| Takes a payment |\n{second}"))
        .and("//- /src/integrations/twilio.js\nmodule.exports = process.env.TWILIO_AUTH_TOKEN;\n//- /contract-lsp.toml\n[schema]\nrequired = []\n");
    found.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Hint recommended-section(Stripe): Stripe
        THIRD_PARTY_INTEGRATIONS.md:57:5 Warning overview-mismatch(Twilio): Twilio
        src/integrations/stripe/client.js:2:23 Warning env-outside-binding(Twilio): TWILIO_AUTH_TOKEN
    "#]]);
}

#[test]
fn a_removed_read_ends_the_finding() {
    sound().with(READ, "'none'").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 Warning env-unused(Stripe): STRIPE_SECRET_KEY
    "#]]);
}

#[test]
fn the_fix_adds_a_row_in_the_columns_of_the_table() {
    with_line("const x = process.env.STRIPE_WEBHOOK_SECRET;").is_fixed(
        "env-undocumented",
        expect![[r#"
            50+ | `STRIPE_WEBHOOK_SECRET` | [YES/NO] | - | [What it sets] | - |
        "#]],
    );
}

#[test]
fn the_fix_serves_several_variables_and_files_at_once() {
    with_line("const x = [process.env.STRIPE_A, process.env.STRIPE_B];")
        .and("//- /src/integrations/stripe/more.js\nconst x = [process.env.STRIPE_B, process.env.STRIPE_C];\n")
        .is_fixed("env-undocumented", expect![[r#"
            50+ | `STRIPE_A` | [YES/NO] | - | [What it sets] | - |
            51+ | `STRIPE_B` | [YES/NO] | - | [What it sets] | - |
            52+ | `STRIPE_C` | [YES/NO] | - | [What it sets] | - |
        "#]]);
}

const TABLE: &str = "| Variable | Required | Default | Description | Example |\n|----------|----------|---------|-------------|---------|\n| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n";

/// The row, bullet or line that the fix adds to a way of listing variables.
fn added_to(list: &str) -> String {
    let files = with_line("const x = process.env.STRIPE_X;").with(TABLE, list);
    let files = Files(files.0.replace('\n', "\r\n"));
    files.fixes("env-undocumented")
}

#[test]
fn the_fix_writes_as_the_author_does() {
    let mut shown = String::new();
    for list in [
        "| Name | Purpose |\n|:--|--:|\n| STRIPE_SECRET_KEY | The key |\n",
        "|Variable|Required|\n|---|---|\n|`STRIPE_SECRET_KEY`|yes|\n",
        "Variable | Optional\n---|---\n`STRIPE_SECRET_KEY` | ❌\n",
        "- `STRIPE_SECRET_KEY` — the key\n",
        "* `STRIPE_SECRET_KEY` (required): the key\n  which is long\n",
        "- STRIPE_SECRET_KEY\n",
        "- [x] `STRIPE_SECRET_KEY` - 密钥\n",
        "```bash\n# keys\nSTRIPE_SECRET_KEY=sk_test\n```\n",
        "```\nexport STRIPE_SECRET_KEY=sk_test\n```\n",
        "| 変数 | Variable | 説明 |\n|---|---|---|\n| 鍵 | `STRIPE_SECRET_KEY` | a \\| b |\n",
        "> | Variable | Required |\n> |---|---|\n> | `STRIPE_SECRET_KEY` | YES |\n",
    ] {
        shown += &added_to(list);
    }
    expect![[r#"
        50+ | STRIPE_X | [What it sets] |
        50+ |`STRIPE_X`|[YES/NO]|
        50+ `STRIPE_X` | [YES/NO] 
        48+ - `STRIPE_X` — [What it sets]
        49+ * `STRIPE_X`: [What it sets]
        48+ - STRIPE_X
        48+ - [ ] `STRIPE_X` - [What it sets]
        50+ STRIPE_X=
        49+ export STRIPE_X=
        50+ | - | `STRIPE_X` | - |
        50+ > | `STRIPE_X` | [YES/NO] |
    "#]]
    .assert_eq(&shown);
}

#[test]
fn the_fix_adds_a_name_behind_a_label() {
    let files = with_line("const x = process.env.STRIPE_X;").with(
        &format!("**Environment Variables:**\n\n{TABLE}"),
        "**Environment Variables:** `STRIPE_SECRET_KEY`\n",
    );
    files.changes(
        "env-undocumented",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:45
        - **Environment Variables:** `STRIPE_SECRET_KEY`
        + **Environment Variables:** `STRIPE_SECRET_KEY`, `STRIPE_X`
    "#]],
    );
}

#[test]
fn the_fix_begins_a_table_where_there_is_none() {
    let files = sound().with(&format!("\n{TABLE}"), "\nNone yet.\n");
    files.is_fixed(
        "env-undocumented",
        expect![[r#"
        49+ | Variable | Required | Default | Description |
        50+ |----------|----------|---------|-------------|
        51+ | `STRIPE_SECRET_KEY` | [YES/NO] | - | [What it sets] |
        52+ 
    "#]],
    );
}

#[test]
fn the_fix_takes_over_what_the_infrastructure_contract_says() {
    sound()
        .with("| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n", "")
        .and("//- /INFRA_CONTRACT.md\n# Infrastructure Contract\n\n## Environment Variables\n\n| Variable | Type | Required | Default | Description | Example |\n|---|---|---|---|---|---|\n| `STRIPE_SECRET_KEY` | string | YES | - | Key of the *account* | `sk_test_...` |\n//- /.env.example\nOTHER=1\n")
        .changes("env-undocumented", expect![[r#"
            .env.example:2
            + STRIPE_SECRET_KEY=
            THIRD_PARTY_INTEGRATIONS.md:49
            + | `STRIPE_SECRET_KEY` | YES      | -       | Key of the *account* | `sk_test_...` |
        "#]]);
}

#[test]
fn the_fix_declares_the_variable_in_the_infrastructure_contract_too() {
    with_line("const x = process.env.STRIPE_X;")
        .and("//- /INFRA_CONTRACT.md\n# Infrastructure Contract\n\n## Environment Variables\n\n| Variable | Type | Required | Default | Description | Example | Used By |\n|---|---|---|---|---|---|---|\n| `STRIPE_SECRET_KEY` | string | YES | - | Key | `sk_test_...` | Stripe |\n")
        .changes("env-undocumented", expect![[r#"
            INFRA_CONTRACT.md:8
            + | `STRIPE_X` | string | - | - | [What it sets] | - | Stripe |
            THIRD_PARTY_INTEGRATIONS.md:50
            + | `STRIPE_X` | [YES/NO] | - | [What it sets] | - |
        "#]]);
}

#[test]
fn a_read_with_a_slip_of_the_hand_is_told_where_it_stands() {
    // The example of `.env` and the section know the listed name: the read is the wrong one.
    let files = sound()
        .with("process.env.STRIPE_SECRET_KEY", "process.env.STRIPE_SERCET_KEY")
        .and("//- /.env.example\nSTRIPE_SECRET_KEY=\n");
    files.finds(expect![[r#"
        src/integrations/stripe/client.js:2:39 Warning env-undocumented(Stripe): STRIPE_SERCET_KEY
    "#]]);
    files.says(expect![[r#"
        env-undocumented: the binding of Stripe reads `STRIPE_SERCET_KEY`, which its Environment Variables do not list, while nothing reads a listed one that is nearly the same: it will not be set
          help: read `STRIPE_SECRET_KEY` if that is meant
          THIRD_PARTY_INTEGRATIONS.md:1087..1104: this one is listed, and nothing reads it
    "#]]);
    files.picks(
        "Read `STRIPE_SECRET_KEY`",
        expect![[r#"
            Read `STRIPE_SECRET_KEY`
            src/integrations/stripe/client.js:2
            - const client = new Stripe(process.env.STRIPE_SERCET_KEY);
            + const client = new Stripe(process.env.STRIPE_SECRET_KEY);
            =>
        "#]],
    );
}
