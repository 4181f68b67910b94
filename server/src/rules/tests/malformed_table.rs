use expect_test::expect;

use super::rich::{Fix, each_gives_one_finding, rich};
use super::sound;
use crate::workspace::Severity::{Error, Warning};

const RULE: &str = "malformed-table";
const ENV_HEADER: &str = "| Variable | Required | Default | Description | Example |\n";
const ENV_DELIMITER: &str = "|----------|----------|---------|-------------|---------|\n";
const ENV_ROW: &str = "| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n";
const USED_HEADER: &str = "| Module | File | Function | Usage |";
const USED_DELIMITER: &str = "|--------|------|----------|-------|\n";
const USED_ROW: &str = "| pay | `src/pay.js` | `pay()` | Takes a payment |";
const OVERVIEW_DELIMITER: &str =
    "|---------|---------|--------|----------------|--------------|----------|\n";
const STRIPE_ROW: &str = "| Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |";

#[test]
fn a_table_without_delimiter_row() {
    let header = ENV_HEADER.trim_end();
    each_gives_one_finding(
        RULE,
        &rich(),
        &[
            (&format!("{ENV_HEADER}{ENV_DELIMITER}"), ENV_HEADER, Error, header, Fix::Safe),
            (
                &format!("\n\n{ENV_HEADER}{ENV_DELIMITER}"),
                &format!("\n{ENV_HEADER}"),
                Error,
                header,
                Fix::Safe,
            ),
            (USED_DELIMITER, "", Error, USED_HEADER, Fix::Safe),
            (
                OVERVIEW_DELIMITER,
                "",
                Error,
                "| Service | Purpose | Status | Binding Module | Monthly Cost | Critical |",
                Fix::Safe,
            ),
            (
                "|------|---------|--------|---------|--------|\n",
                "",
                Error,
                "| Date | Version | Author | Changes | Impact |",
                Fix::Safe,
            ),
            (
                "|-------------|:--------:|------------|---------------|\n",
                "",
                Error,
                "| Env Var     | Required | Default    | Notes         |",
                Fix::Safe,
            ),
            (ENV_DELIMITER, "|---|---|---|---|\n", Error, "|---|---|---|---|", Fix::Safe),
            (
                ENV_DELIMITER,
                "|---|---|---|---|---|---|\n",
                Error,
                "|---|---|---|---|---|---|",
                Fix::Safe,
            ),
            (USED_DELIMITER, "|===|===|===|===|\n", Error, "|===|===|===|===|", Fix::Safe),
            (USED_DELIMITER, "| – | – | –- | :–: |\n", Error, "| – | – | –- | :–: |", Fix::Safe),
            // The header is what is missing.
            (ENV_HEADER, "", Error, ENV_DELIMITER.trim_end(), Fix::None),
        ],
    );
}

#[test]
fn a_table_without_its_key_column() {
    let without = |from: &'static str, to: &'static str| (from, to);
    let (all, none) = without(
        "| Variable | Required | Default | Description | Example |\n|----------|----------|---------|-------------|---------|\n| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |",
        "| Required | Default | Description | Example |\n|----------|---------|-------------|---------|\n| YES | - | Secret key | `sk_test_...` |",
    );
    each_gives_one_finding(
        RULE,
        &rich(),
        &[
            (all, none, Error, "| Required | Default | Description | Example |", Fix::None),
            (
                "| Variable | Required | Default | Description | Example |",
                "| Thing | Required | Default | Description | Example |",
                Error,
                "| Thing | Required | Default | Description | Example |",
                Fix::None,
            ),
            (
                "| Module | File | Function | Usage |\n|--------|------|----------|-------|\n| pay | `src/pay.js` | `pay()` | Takes a payment |",
                "| Function | Usage |\n|----------|-------|\n| `pay()` | Takes a payment |",
                Error,
                "| Function | Usage |",
                Fix::None,
            ),
            (
                "| Module | File | Function | Usage |\n|--------|------|----------|-------|\n| pay | `src/pay.js` | `pay()` | Takes a payment |",
                "| Module | Function | Usage |\n|--------|----------|-------|\n| pay | `pay()` | Takes a payment |",
                Error,
                "| Module | Function | Usage |",
                Fix::None,
            ),
            (
                "| Module | File          | Usage    |\n|--------|---------------|----------|\n| news   | `src/news.js` | Sends it |",
                "| Usage    |\n|----------|\n| Sends it |",
                Error,
                "| Usage    |",
                Fix::None,
            ),
            (
                "| Service | Purpose | Status | Binding Module | Monthly Cost | Critical |\n|---------|---------|--------|----------------|--------------|----------|\n| Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |\n| Acme Mail | Newsletters |",
                "| Purpose | Status | Binding Module | Monthly Cost | Critical |\n|---------|--------|----------------|--------------|----------|\n| Payments | Active | `src/integrations/stripe/` | $20 | NO |\n| Newsletters |",
                Error,
                "| Purpose | Status | Binding Module | Monthly Cost | Critical |",
                Fix::None,
            ),
            (
                "| Service | Purpose | Status |",
                "| Foo | Purpose | Status |",
                Error,
                "| Foo | Purpose | Status | Binding Module | Monthly Cost | Critical |",
                Fix::None,
            ),
        ],
    );
}

#[test]
fn a_row_with_too_few_cells() {
    each_gives_one_finding(
        RULE,
        &rich(),
        &[
            (
                ENV_ROW,
                "| `STRIPE_SECRET_KEY` | YES | - |\n",
                Warning,
                "| `STRIPE_SECRET_KEY` | YES | - |",
                Fix::Safe,
            ),
            (ENV_ROW, "| `STRIPE_SECRET_KEY`\n", Warning, "| `STRIPE_SECRET_KEY`", Fix::Safe),
            (
                ENV_ROW,
                "| YES | - | Secret key | `sk_test_...` |\n",
                Warning,
                "| YES | - | Secret key | `sk_test_...` |",
                Fix::None,
            ),
            (USED_ROW, "| pay | `src/pay.js` |", Warning, "| pay | `src/pay.js` |", Fix::Safe),
            (
                USED_ROW,
                "| `src/pay.js` | `pay()` | Takes |",
                Warning,
                "| `src/pay.js` | `pay()` | Takes |",
                Fix::None,
            ),
            (
                USED_ROW,
                "| pay | `src/pay.js` | Takes |",
                Warning,
                "| pay | `src/pay.js` | Takes |",
                Fix::None,
            ),
            (
                "| Acme Mail | Newsletters | Live | `lib/acme/client.js` | - | no |",
                "| Acme Mail | Newsletters | Live | `lib/acme/client.js` |",
                Warning,
                "| Acme Mail | Newsletters | Live | `lib/acme/client.js` |",
                Fix::Safe,
            ),
            (
                "| 2026-02-03 | 1.2.0 | Ada | Stripe | none |",
                "| 2026-02-03 | 1.2.0 | Ada | Stripe |",
                Warning,
                "| 2026-02-03 | 1.2.0 | Ada | Stripe |",
                Fix::Safe,
            ),
            (
                "| Card declined | 402 |",
                "| Card declined |",
                Warning,
                "| Card declined | Told to the customer | NO |",
                Fix::Safe,
            ),
            (
                "| news   | `src/news.js` | Sends it |",
                "| news   | `src/news.js` |",
                Warning,
                "| news   | `src/news.js` |",
                Fix::Safe,
            ),
        ],
    );
}

#[test]
fn a_row_with_too_many_cells() {
    each_gives_one_finding(
        RULE,
        &rich(),
        &[
            (
                USED_ROW,
                "| pay | `src/pay.js` | `pay()` | Takes `a|b` |",
                Warning,
                "| pay | `src/pay.js` | `pay()` | Takes `a|b` |",
                Fix::Safe,
            ),
            (
                ENV_ROW,
                "| `STRIPE_SECRET_KEY` | YES | `live|test` | Secret key | ``a`|`` |\n",
                Warning,
                "| `STRIPE_SECRET_KEY` | YES | `live|test` | Secret key | ``a`|`` |",
                Fix::Safe,
            ),
            (
                USED_ROW,
                "| pay | `src/pay.js` | `pay()` | Takes | | |",
                Warning,
                "| pay | `src/pay.js` | `pay()` | Takes | | |",
                Fix::Safe,
            ),
            (
                USED_ROW,
                "| pay | `src/pay.js` | `pay()` | Takes ||",
                Warning,
                "| pay | `src/pay.js` | `pay()` | Takes ||",
                Fix::Safe,
            ),
            (
                USED_ROW,
                "| pay | `src/pay.js` | `pay()` | cards | wallets |",
                Warning,
                "| pay | `src/pay.js` | `pay()` | cards | wallets |",
                Fix::None,
            ),
            (
                USED_ROW,
                "| pay | shop | `src/pay.js` | `pay()` | Takes |",
                Warning,
                "| pay | shop | `src/pay.js` | `pay()` | Takes |",
                Fix::None,
            ),
            (
                STRIPE_ROW,
                "| Stripe | Payments | cards | Active | `src/integrations/stripe/` | $20 | NO |",
                Warning,
                "| Stripe | Payments | cards | Active | `src/integrations/stripe/` | $20 | NO |",
                Fix::None,
            ),
        ],
    );
}

#[test]
fn blank_lines_too_few_and_too_many() {
    let stripe = format!("{STRIPE_ROW}\n");
    each_gives_one_finding(
        RULE,
        &rich(),
        &[
            (
                &stripe,
                &format!("{stripe}\n"),
                Error,
                "| Acme Mail | Newsletters | Live | `lib/acme/client.js` | - | no |",
                Fix::Safe,
            ),
            (
                "| `ACME_MODE` |",
                "\n\n| `ACME_MODE` |",
                Error,
                "| `ACME_MODE` |    NO    | `a \\| b`  | Which mode 漢 |",
                Fix::Safe,
            ),
            (
                "`sk_test_...` |\n\n**Used By",
                "`sk_test_...` |\n**Used By",
                Error,
                "**Used By Modules:**",
                Fix::Safe,
            ),
            (
                "| Takes a payment |\n\n**API",
                "| Takes a payment |\n**API",
                Error,
                "**API Endpoints Used:**",
                Fix::Safe,
            ),
            (
                "| Takes a payment |\n\n**API",
                "| Takes a payment |\nThat is all.\n\n**API",
                Error,
                "That is all.",
                Fix::Safe,
            ),
        ],
    );
}

#[test]
fn headers_in_other_words_are_no_finding() {
    for header in
        ["Env Var", "Name", "Key", "Config Var", "Secret name", "ENVIRONMENT VARIABLE", "Variável"]
    {
        sound().with("| Variable | Required", &format!("| {header} | Required")).is_clean();
    }
    for header in ["| Consumer | Path |", "| Area | Source file |", "| Modul | Datei |"] {
        sound().with("| Module | File |", header).is_clean();
    }
    for header in ["Integration", "Provider", "Name", "Third-Party Service"] {
        sound().with("| Service | Purpose", &format!("| {header} | Purpose")).is_clean();
    }
    // A module's cell may be the file.
    sound()
        .with(
            "| Module | File | Function | Usage |\n|--------|------|----------|-------|\n| pay | `src/pay.js` | `pay()` |",
            "| Module | Function | Usage |\n|--------|----------|-------|\n| `src/pay.js` | `pay()` |",
        )
        .is_clean();
}

#[test]
fn tables_that_are_written_otherwise_are_sound() {
    // Without pipes at the ends, with colons, with escaped pipes, with empty cells.
    sound()
        .with(
            "| Endpoint | Method | Purpose |\n|----------|--------|---------|\n| `/v1/payment_intents` | POST | Takes a payment |",
            "Endpoint | Method | Purpose\n:--|:-:|--:\n`/v1/a\\|b` | POST | x \\| y\n|  |\t| |",
        )
        .is_clean();
    sound().with(USED_ROW, "| pay | `src/pay.js` | `pay()` | |").is_clean();
    // A second table below the label speaks of something else.
    sound()
        .with(ENV_ROW, &format!("{ENV_ROW}\n| Stage | URL |\n|---|---|\n| live | x |\n"))
        .is_clean();
    sound().with("Takes payments.", "Takes payments. |x| and |y|\nand |z|").is_clean();
}

#[test]
fn templates_code_comments_and_loose_documents_are_left_alone() {
    let broken = "| a | b |\n|---|---|\n| 1 |\n";
    for around in [
        format!("### Integration Template\n\n#### [Service Name]\n\n{broken}\n"),
        format!("```\n{broken}```\n\n"),
        format!("<!--\n{broken}-->\n\n"),
    ] {
        sound()
            .with("### Stripe (Payments)\n", &format!("{around}### Stripe (Payments)\n"))
            .is_clean();
    }
    let loose = sound()
        .with("# Third Party Integrations Contract", "# Notes")
        .with("**Used By Modules:**", "**Consumers:**");
    loose.clone().with("| Card declined | 402 |", "| Card declined |").is_clean();
    loose
        .with("| pay | `src/pay.js` | `pay()` | Takes a payment |", "| pay | `src/pay.js` |")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:55:1 Warning malformed-table(Stripe): | pay | `src/pay.js` |
        "#]]);
}

#[test]
fn the_fixes_keep_the_authors_style() {
    rich().with("|-------------|:--------:|------------|---------------|\n", "").changes(
        RULE,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:107
            + |-------------|----------|------------|---------------|
        "#]],
    );
    rich().with("| news   | `src/news.js` | Sends it |", "| news   | `src/news.js` |").changes(
        RULE,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:115
            - | news   | `src/news.js` |
            + | news   | `src/news.js` |          |
        "#]],
    );
    sound()
        .with(ENV_ROW, "| `STRIPE_SECRET_KEY` | YES |\n| `STRIPE_SECRET_KEY` | YES | - | x | - |\n")
        .changes(
            RULE,
            expect![[r#"
                THIRD_PARTY_INTEGRATIONS.md:49
                - | `STRIPE_SECRET_KEY` | YES |
                + | `STRIPE_SECRET_KEY` | YES | - | | - |
            "#]],
        );
    sound().with(USED_ROW, "| pay | `src/pay.js` | `pay()` | `a|b` and `c\\|d` |").changes(
        RULE,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:55
            - | pay | `src/pay.js` | `pay()` | `a|b` and `c\|d` |
            + | pay | `src/pay.js` | `pay()` | `a\|b` and `c\|d` |
        "#]],
    );
    rich().with("`sk_test_...` |\n\n**Used By", "`sk_test_...` |\n**Used By").changes(
        RULE,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:51
            + 
        "#]],
    );
    rich().with(ENV_DELIMITER, "| :-- | --: | :-: |\n").changes(
        RULE,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:49
            - | :-- | --: | :-: |
            + | :------- | -------: | :-----: | ----------- | ------- |
        "#]],
    );
}

#[test]
fn messages() {
    rich().with(USED_ROW, "| pay | `src/pay.js` |").says(expect![[r#"
        malformed-table: this row has 2 cells, its header 4: what is missing cannot be read
          help: write a cell, or `-`, for each column
    "#]]);
    rich().with(USED_DELIMITER, "").says(expect![[r#"
        malformed-table: this table has no delimiter row below its header: Markdown shows it as plain text
          help: put a row of `---` below the header
    "#]]);
    rich().with(USED_DELIMITER, "|---|\n").says(expect![[r#"
        malformed-table: this delimiter row does not fit its header, which has 4 cells: Markdown shows the table as plain text
          help: write `---` once for each column of the header
    "#]]);
    sound().with(USED_HEADER, "| A | B | C | D |").says(expect![[r#"
        malformed-table: this table has no File column: nobody can tell which file a row is about, so none counts as a known user
          help: add a column headed `File`
    "#]]);
}
