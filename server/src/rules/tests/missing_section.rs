use expect_test::expect;

use super::*;

const PURPOSE: &str = "**Purpose:** Takes payments.\n\n";
const PROVIDER: &str =
    "**Provider Information:**\n- **Website:** [https://stripe.com](https://stripe.com)\n\n";
const LOG: &str = "\
## Change Log

| Date | Version | Author | Changes | Impact |
|------|---------|--------|---------|--------|
| 2026-02-03 | 1.2.0 | Ada | Stripe | none |

";

#[test]
fn a_missing_field_is_reported_at_the_integrations_name() {
    sound().with(PURPOSE, "").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Error missing-section(Stripe): Stripe
    "#]]);
}

#[test]
fn several_missing_fields_are_one_finding_that_lists_them() {
    sound()
        .with(PURPOSE, "")
        .with(PROVIDER, "")
        .with("**Added:** 2026-01-02\n", "")
        .says(expect![[r#"
            missing-section: Stripe lacks the required sections Added, Purpose and Provider Information: who reads the contract relies on finding it
              help: the fix inserts a skeleton at its place in the order of the template
        "#]]);
}

#[test]
fn missing_parts_of_the_file_are_one_finding_at_the_title() {
    let files = sound().with("**Version:** 1.2.0\n", "").with(LOG, "");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:1:3 Error missing-section(-): Third Party Integrations Contract
    "#]]);
    files.says(expect![[r#"
        missing-section: The contract lacks the required sections Version and Change Log: who reads the contract relies on finding it
          help: the fix inserts a skeleton at its place in the order of the template
    "#]]);
}

#[test]
fn the_many_ways_to_write_a_label_count_as_present() {
    sound()
        .with("**Used By Modules:**", "#### Used by")
        .with("**Environment Variables:**", "**🔑 ENV VARS**:")
        .with("**Plan & Pricing:**", "__Pricing__")
        .with("**Purpose:** Takes", "- **PURPOSE**: Takes")
        .is_clean();
}

#[test]
fn a_misspelt_label_counts_as_present() {
    sound()
        .with("**Environment Variables:**", "**Enviroment Variables:**")
        .with("**Last Updated:**", "**Last Updatd:**")
        .with("## Change Log", "## Chnage Log")
        .is_clean_but("unknown-label");
}

#[test]
fn other_sections_and_the_template_section_are_nobodys_business() {
    sound()
        .with("## Integrations\n", "## House Rules\n\nBe kind.\n\n## Integrations\n")
        .with(
            "### Stripe (Payments)",
            "### Integration Template\n\n**Status:** `active`\n\n### Stripe (Payments)",
        )
        .with(
            "### Stripe (Payments)",
            "### [Service Name]\n\n**Added:** [YYYY-MM-DD]\n\n### Stripe (Payments)",
        )
        .is_clean();
}

#[test]
fn example_integrations_serve_as_the_section_of_integrations() {
    sound().with("## Integrations\n", "## Example Integrations\n").is_clean();
}

#[test]
fn a_loose_document_is_not_held_to_the_template() {
    let loose = "\
//- /THIRD_PARTY_INTEGRATIONS.md
# What we use

## Integrations

### Stripe

**Binding Module:** `src/stripe.js`

**Status:** Active
//- /src/stripe.js
const stripe = require('stripe')(process.env.STRIPE_SECRET_KEY);
module.exports = { stripe };
";
    Files(loose.into()).is_clean();
}

#[test]
fn the_configuration_says_which_fields_are_required() {
    let files = sound().with(PURPOSE, "").with(PROVIDER, "");
    files
        .clone()
        .and("//- /contract-lsp.toml\n[schema]\nrequired = [\"Status\", \"Binding Module\"]\n")
        .is_clean();
    files
        .and("//- /contract-lsp.toml\n[schema]\nrequired = [\"Purpose\", \"Monitoring\"]\n")
        .says(expect![[r#"
            missing-section: Stripe lacks the required section Purpose: who reads the contract relies on finding it
              help: the fix inserts a skeleton at its place in the order of the template
        "#]]);
}

#[test]
fn the_fix_inserts_a_field_at_its_place() {
    sound().with(PURPOSE, "").is_fixed(
        "missing-section",
        expect![[r#"
        31+ **Purpose:** [What the service does for us]
        32+ 
    "#]],
    );
}

#[test]
fn the_fix_inserts_several_fields_at_once() {
    sound()
        .with(PURPOSE, "")
        .with(PROVIDER, "")
        .with("**Last Modified:** 2026-02-03\n", "")
        .is_fixed(
            "missing-section",
            expect![[r#"
            28+ **Last Modified:** [YYYY-MM-DD]
            31+ **Purpose:** [What the service does for us]
            32+ 
            33+ **Provider Information:**
            34+ - **Website:** [URL]
            35+ - **Documentation:** [URL]
            36+ - **Status Page:** [URL]
            37+ 
        "#]],
        );
}

#[test]
fn the_fix_inserts_every_required_field_into_a_bare_section() {
    let bare = "\n### Acme Pay\n\nTo be described.\n";
    sound()
        .with(
            "| pay | `src/pay.js` | `pay()` | Takes a payment |\n",
            &format!("| pay | `src/pay.js` | `pay()` | Takes a payment |\n{bare}"),
        )
        .is_fixed(
            "missing-section",
            expect![[r#"
            59+ **Added:** [YYYY-MM-DD]
            60+ 
            61+ **Last Modified:** [YYYY-MM-DD]
            62+ 
            63+ **Status:** [active, testing, planned or deprecated]
            64+ 
            65+ **Purpose:** [What the service does for us]
            66+ 
            67+ **Provider Information:**
            68+ - **Website:** [URL]
            69+ - **Documentation:** [URL]
            70+ - **Status Page:** [URL]
            71+ 
            72+ **Plan & Pricing:**
            73+ - **Plan:** [name]
            74+ - **Monthly Cost:** [amount]
            75+ - **Rate Limits:** [limit]
            76+ 
            77+ **Authentication:**
            78+ - **Method:** [API key, OAuth 2.0, …]
            79+ - **Key Location:** [VARIABLE_NAME]
            80+ 
            81+ **Binding Module:**
            82+ - **Location:** [path of the folder]
            83+ - **Main File:** [path of the file]
            84+ 
            85+ **Environment Variables:**
            86+ 
            87+ | Variable | Required | Default | Description |
            88+ |----------|----------|---------|-------------|
            89+ | [VARIABLE_NAME] | [YES/NO] | - | [What it sets] |
            90+ 
            91+ **Used By Modules:**
            92+ 
            93+ | Module | File | Function | Usage |
            94+ |--------|------|----------|-------|
            95+ | [module] | [path of the file] | [function] | [How it uses the service] |
            96+ 
        "#]],
        );
}

#[test]
fn the_fix_inserts_parts_of_the_file() {
    sound()
        .with("**Version:** 1.2.0\n", "")
        .with(LOG, "")
        .with("## Purpose\n\nWhat we use and where.\n\n", "")
        .is_fixed(
            "missing-section",
            expect![[r#"
            4+ **Version:** [1.0.0]
            7+ ## Purpose
            8+ 
            9+ [What this contract covers and who keeps it true]
            10+ 
            11+ ## Change Log
            12+ 
            13+ | Date | Version | Agent/Author | Changes | Impact |
            14+ |------|---------|--------------|---------|--------|
            15+ | [YYYY-MM-DD] | [1.0.0] | [author] | [What changed] | [Who is affected] |
            16+ 
        "#]],
        );
}

#[test]
fn the_fix_keeps_the_line_endings_of_the_file() {
    let files =
        sound().with(PURPOSE, "").with(PROVIDER, "").with(LOG, "").with("**Version:** 1.2.0\n", "");
    Files(files.0.replace('\n', "\r\n")).is_fixed(
        "missing-section",
        expect![[r#"
        4+ **Version:** [1.0.0]
        11+ ## Change Log
        12+ 
        13+ | Date | Version | Agent/Author | Changes | Impact |
        14+ |------|---------|--------------|---------|--------|
        15+ | [YYYY-MM-DD] | [1.0.0] | [author] | [What changed] | [Who is affected] |
        16+ 
        31+ **Purpose:** [What the service does for us]
        32+ 
        33+ **Provider Information:**
        34+ - **Website:** [URL]
        35+ - **Documentation:** [URL]
        36+ - **Status Page:** [URL]
        37+ 
    "#]],
    );
}
