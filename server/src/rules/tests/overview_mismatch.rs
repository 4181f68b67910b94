use expect_test::expect;

use super::rich::{Fix, each_gives_one_finding, rich};
use super::{Fixture, edits_of, sound};
use crate::workspace::Severity::Warning;

const RULE: &str = "overview-mismatch";
const STRIPE: &str = "| Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |\n";
const ACME: &str = "| Acme Mail | Newsletters | Live | `lib/acme/client.js` | - | no |\n";

#[test]
fn rows_and_sections_without_each_other() {
    each_gives_one_finding(
        RULE,
        &rich(),
        &[
            (STRIPE, "", Warning, "Stripe", Fix::Safe),
            (ACME, "", Warning, "Acme Mail", Fix::Safe),
            (
                ACME,
                &format!("{ACME}| Twilio | SMS | Active | - | - | NO |\n"),
                Warning,
                "Twilio",
                Fix::None,
            ),
            (
                ACME,
                &format!("{ACME}| **Twilio** (SMS) | SMS | Active | - | - | NO |\n"),
                Warning,
                "Twilio",
                Fix::None,
            ),
            (
                ACME,
                &format!("{ACME}| 漢字サービス | SMS | Active | `lib/kanji/` | - | NO |\n"),
                Warning,
                "漢字サービス",
                Fix::None,
            ),
            (ACME, &format!("{ACME}{STRIPE}"), Warning, "Stripe", Fix::None),
            (
                ACME,
                &format!("{ACME}| stripe | again | Active | - | - | - |\n"),
                Warning,
                "stripe",
                Fix::None,
            ),
            (
                ACME,
                "| [Service Name] | [What it does] | - | - | - | - |\n",
                Warning,
                "Acme Mail",
                Fix::Safe,
            ),
        ],
    );
}

#[test]
fn what_a_row_says_otherwise_than_its_section() {
    each_gives_one_finding(
        RULE,
        &rich(),
        &[
            (
                "| Payments | Active |",
                "| Payments | Deprecated |",
                Warning,
                "Deprecated",
                Fix::Safe,
            ),
            ("| Payments | Active |", "| Payments | `testing` |", Warning, "`testing`", Fix::Safe),
            (
                "| Payments | Active |",
                "| Payments | ❌ DISABLED |",
                Warning,
                "❌ DISABLED",
                Fix::Safe,
            ),
            ("| Newsletters | Live |", "| Newsletters | Planned |", Warning, "Planned", Fix::Safe),
            ("**Status:** ✅ Live", "**Status:** Beta", Warning, "Live", Fix::Safe),
            (
                "| `src/integrations/stripe/` |",
                "| `src/payments/stripe/` |",
                Warning,
                "`src/payments/stripe/`",
                Fix::Safe,
            ),
            (
                "| `src/integrations/stripe/` |",
                "| src/payments/ |",
                Warning,
                "src/payments/",
                Fix::Safe,
            ),
            (
                "| `lib/acme/client.js` |",
                "| [acme](lib/acne/client.js) |",
                Warning,
                "[acme](lib/acne/client.js)",
                Fix::Safe,
            ),
            ("| `lib/acme/client.js` |", "| `lib/acme2/` |", Warning, "`lib/acme2/`", Fix::Safe),
            ("| - | no |", "| - | yes |", Warning, "yes", Fix::Safe),
            ("| - | no |", "| - | ✅ |", Warning, "✅", Fix::Safe),
            ("| Acme Mail |", "| Acme Mial |", Warning, "Acme Mial", Fix::Safe),
            ("| Acme Mail |", "| Newsletter Engine |", Warning, "Newsletter Engine", Fix::Safe),
            ("| Stripe | Payments |", "| Strpe | Payments |", Warning, "Strpe", Fix::Safe),
            (
                "| Stripe | Payments |",
                "| [Strpe](#stripe-payments) | Payments |",
                Warning,
                "Strpe",
                Fix::Safe,
            ),
        ],
    );
}

#[test]
fn another_name_of_the_same_service() {
    let s3 = sound()
        .with("| Stripe | Payments |", "| AWS S3 | Payments |")
        .with("### Stripe (Payments)", "### AWS S3");
    s3.clone().with("| AWS S3 |", "| Amazon S3 |").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:21:3 Warning overview-mismatch(AWS S3): Amazon S3
        src/integrations/stripe/client.js:1:1 Warning undocumented-integration(Stripe): const Stripe = require('stripe');
    "#]]);
    s3.with("| AWS S3 |", "| Amazon S3 |").changes(
        RULE,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:21
            - | Amazon S3 | Payments | Active | `src/integrations/stripe/` | $20 | NO |
            + | AWS S3 | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        "#]],
    );
}

#[test]
fn what_agrees_in_other_words() {
    for cell in ["Live", "✅ Active", "`active`", "Production", "", "-", "?", "[status]"] {
        sound().with("| Payments | Active |", &format!("| Payments | {cell} |")).is_clean();
    }
    // What is no status is not compared.
    sound().with("| Payments | Active |", "| Payments | Active/Deprecated |").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:21:23 Error invalid-metadata(Stripe): Active/Deprecated
    "#]]);
    for cell in [
        "`src/integrations/stripe`",
        "`./src/integrations/stripe/`",
        "src/integrations/stripe/",
        "`src/integrations/stripe/client.js`",
        "`src\\integrations\\stripe\\`",
        "`integrations/stripe/`",
        "[stripe](src/integrations/stripe/)",
        "`src/other/`, `src/integrations/stripe/`",
        "src/integrations/",
        "",
        "-",
        "TBD",
        "see below",
        "`StripeClient`",
    ] {
        sound().with("| `src/integrations/stripe/` | $20", &format!("| {cell} | $20")).is_clean();
    }
    for cell in [
        "stripe",
        "**Stripe**",
        "[Stripe](#stripe-payments)",
        "Stripe (Payments)",
        "1. Stripe API",
        "💳 Stripe",
        "Payments (Stripe)",
        "Stripe Payments",
        "Stripe, PayPal",
    ] {
        sound().with("| Stripe | Payments |", &format!("| {cell} | Payments |")).is_clean();
    }
    let with_fallback = sound().with("**Testing:**", "**Fallback:** none\n\n**Testing:**");
    for cell in ["YES", "-", "", "NO", "maybe"] {
        with_fallback.clone().with("| $20 | NO |", &format!("| $20 | {cell} |")).is_clean();
    }
}

#[test]
fn rows_that_need_no_section() {
    for row in [
        "| Twilio | SMS | Planned | - | - | - |\n",
        "| Twilio | SMS | ❌ Removed | - | - | - |\n",
        "| [Service Name] | [What it does] | Active/Deprecated | [Module path] | $X | YES/NO |\n",
        "| - | - | - | - | - | - |\n",
        "| | | | | | |\n",
        "| Stripe (test) | Payments | Testing | - | - | - |\n",
    ] {
        sound().with(STRIPE, &format!("{STRIPE}{row}")).is_clean();
    }
}

#[test]
fn a_family_in_one_row() {
    let aws = rich()
        .with("### Stripe (Payments)", "### AWS S3")
        .with("[above](#stripe-payments)", "above")
        .with("- **Stripe** - cards", "- **AWS S3** - files")
        .with("| Stripe | Payments |", "| AWS | Payments |");
    aws.is_clean_but("undocumented-integration");
}

#[test]
fn a_section_listed_in_another_table_of_the_overview() {
    rich()
        .with(ACME, "\n### Others\n\n| Service | Team |\n|---|---|\n| Acme Mail | news |\n")
        .is_clean();
}

#[test]
fn without_a_table_nothing_is_compared() {
    sound()
        .with("| Service | Purpose | Status | Binding Module | Monthly Cost | Critical |\n|---------|---------|--------|----------------|--------------|----------|\n", "")
        .with(STRIPE, "- Stripe\n")
        .is_clean();
}

#[test]
fn a_binding_that_does_not_exist_is_one_finding() {
    sound()
        .with("- **Location:** `src/integrations/stripe/`", "- **Location:** `src/integrations/strpe/`")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:43:18 Error binding-not-found(Stripe): src/integrations/strpe/
        "#]]);
}

#[test]
fn a_first_row_must_not_make_the_templates_examples_real() {
    let kept = "## Example Integrations\n\n### SendGrid (Email Service)\n\n**Status:** `active`\n\n## Integrations\n";
    let files = sound()
        .with(STRIPE, "| [Service Name] | - | - | - | - | - |\n")
        .with("## Integrations\n", kept);
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:31:5 Warning overview-mismatch(Stripe): Stripe
    "#]]);
    let edits = edits_of(&Fixture::new(&files.0).snapshot(), RULE);
    assert!(edits.is_empty(), "offered, not applied");
}

#[test]
fn the_fixes_keep_the_authors_style() {
    rich().with(STRIPE, "").changes(
        RULE,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:22
            + | Stripe | Takes payments | Active | `src/integrations/stripe/` | - | NO |
        "#]],
    );
    rich().with(ACME, "").changes(
        RULE,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:22
            + | Acme Mail | Sends the newsletter | Active | `lib/acme/` | - | NO |
        "#]],
    );
    rich().with("| Payments | Active |", "| Payments | `deprecated`         |").changes(
        RULE,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:21
            - | Stripe | Payments | `deprecated`         | `src/integrations/stripe/` | $20 | NO |
            + | Stripe | Payments | `active`             | `src/integrations/stripe/` | $20 | NO |
        "#]],
    );
    rich().with("| Payments | Active |", "| Payments | DISABLED |").changes(
        RULE,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:21
            - | Stripe | Payments | DISABLED | `src/integrations/stripe/` | $20 | NO |
            + | Stripe | Payments | ACTIVE | `src/integrations/stripe/` | $20 | NO |
        "#]],
    );
    rich().with("| `src/integrations/stripe/` |", "| `src/payments/a/very/long/path/` |").changes(
        RULE,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:21
            - | Stripe | Payments | Active | `src/payments/a/very/long/path/` | $20 | NO |
            + | Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        "#]],
    );
    rich()
        .with("| Stripe | Payments |", "| [**Strpe**](#stripe-payments) (cards) | Payments |")
        .changes(RULE, expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:21
            - | [**Strpe**](#stripe-payments) (cards) | Payments | Active | `src/integrations/stripe/` | $20 | NO |
            + | [**Stripe**](#stripe-payments) (cards) | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        "#]]);
    rich().with("| - | no |", "| - | yes |").changes(
        RULE,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:22
            - | Acme Mail | Newsletters | Live | `lib/acme/client.js` | - | yes |
            + | Acme Mail | Newsletters | Live | `lib/acme/client.js` | - | no |
        "#]],
    );
}

#[test]
fn messages() {
    rich().with(STRIPE, "").says(expect![[r#"
        overview-mismatch: Stripe has no row in the Integration Overview: who looks there will think that it is not in use
          help: add a row for it
          THIRD_PARTY_INTEGRATIONS.md:299..319: the overview is here
    "#]]);
    rich().with("| Payments | Active |", "| Payments | Testing |").says(expect![[r#"
        overview-mismatch: the overview says that Stripe is in testing, its section says active
          help: the overview follows the section
          THIRD_PARTY_INTEGRATIONS.md:714..720: the section says so here
    "#]]);
    rich()
        .with(ACME, &format!("{ACME}| Twilio | SMS | Active | - | - | NO |\n"))
        .says(expect![[r#"
            overview-mismatch: the overview lists Twilio, but no section describes it: nobody learns how to use it
              help: write the section, or remove the row
        "#]]);
    rich().with(ACME, &format!("{ACME}{STRIPE}")).says(expect![[r#"
        overview-mismatch: Stripe has a row already: of two rows, one will be out of date
          help: keep one of the two rows
          THIRD_PARTY_INTEGRATIONS.md:471..477: the first row is here
    "#]]);
}
