//! Mistakes of the hand that a reader who knows the template alone would make, each with the one
//! finding that it gives.

use expect_test::expect;

use super::rich::rich;
use super::sound;

#[test]
fn a_label_with_nothing_behind_it_is_no_metadata() {
    for (from, to, place) in [
        ("**Added:** 2026-01-02", "**Added:**", "Added"),
        ("**Added:** 2026-01-02", "**Added:**  ", "Added"),
        ("**Added:** 2026-01-02", "- **Added**:", "Added"),
        ("**Last Modified:** 2026-02-03", "**Last Modified:**", "Last Modified"),
        ("**Status:** `active`", "**Status:**", "Status"),
        ("**Last Updated:** 2026-02-03", "**Last Updated:**", "Last Updated"),
        ("**Version:** 1.2.0", "**Version:**", "Version"),
    ] {
        let files = sound().with(from, to);
        for files in [files.clone(), files.with_windows_line_breaks()] {
            let found = super::render(&super::Fixture::new(&files.0).snapshot());
            let lines: Vec<&str> = found.lines().collect();
            assert_eq!(lines.len(), 1, "{to}: {found}");
            assert!(lines[0].contains("Error invalid-metadata"), "{to}: {found}");
            assert!(lines[0].ends_with(&format!(": {place}")), "{to}: {found}");
        }
    }
}

#[test]
fn a_value_below_its_label_is_one() {
    for to in ["**Added:**\n2026-01-02", "**Added:** 2026-01-02", "**Added**: `2026-01-02`"] {
        sound().with("**Added:** 2026-01-02", to).is_clean();
    }
}

#[test]
fn a_slip_of_the_hand_in_a_category_is_told_apart_from_a_missing_section() {
    let files = rich().with("- **Stripe** - cards", "- **Strpe** - cards");
    files.says(expect![[r#"
        category-mismatch: Strpe is listed here, the section is called Stripe: who searches for one does not find the other
          help: write Stripe, as the section does
          THIRD_PARTY_INTEGRATIONS.md:629..635: the section is here
    "#]]);
    files.picks(
        "Write Stripe",
        expect![[r#"
            Write Stripe
            THIRD_PARTY_INTEGRATIONS.md:151
            - - **Strpe** - cards
            + - **Stripe** - cards
            =>
        "#]],
    );
}

#[test]
fn a_table_that_is_not_padded_stays_so() {
    let files = sound().with("| Payments | Active |", "| Payments | Testing |");
    files.changes(
        "overview-mismatch",
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:21
            - | Stripe | Payments | Testing | `src/integrations/stripe/` | $20 | NO |
            + | Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        "#]],
    );
}

#[test]
fn what_a_fix_leaves_open_in_the_head_of_the_file_is_said() {
    sound().with("**Version:** 1.2.0", "**Version:** [1.0.0]").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:4:14 Warning unfilled-placeholder(-): [1.0.0]
    "#]]);
    sound().with("**Last Updated:** 2026-02-03", "**Last Updated:** [YYYY-MM-DD]").finds(expect![
        [r#"
            THIRD_PARTY_INTEGRATIONS.md:3:19 Warning unfilled-placeholder(-): [YYYY-MM-DD]
        "#]
    ]);
}

#[test]
fn a_route_is_no_function() {
    for cell in ["`POST /webhooks/stripe`", "`/webhooks/stripe`", "`get /pay`", "POST /webhooks"] {
        sound().with("`pay()`", cell).is_clean();
    }
}

#[test]
fn a_backtick_without_its_partner_hides_nothing() {
    sound().with("`src/pay.js` |", "src/pay.js` |").is_clean();
    sound().with("| `STRIPE_SECRET_KEY` |", "| `STRIPE_SECRET_KEY |").is_clean();
}

#[test]
fn a_manifest_that_is_being_edited_is_no_reason_to_call_users_stale() {
    sound().and("//- /package.json\n{ \"name\": \"shop\", \"dependencies\": { \"stripe\": \"14.1.0\" }, }\n").is_clean();
}

#[test]
fn a_variable_in_other_letters_is_one_mistake() {
    sound().with("| `STRIPE_SECRET_KEY` |", "| `stripe_secret_key` |").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 Warning env-unused(Stripe): stripe_secret_key
    "#]]);
}

#[test]
fn a_place_that_two_bindings_share_is_used_by_whom_the_rows_say() {
    // The second service's users go by the row of the first.
    rich()
        .with("- Location: `lib/acme/`", "- Location: `src/integrations/stripe/`")
        .is_clean_but("used-by-stale");
}

#[test]
fn a_heading_that_is_misspelt_is_not_written_into_the_overview() {
    sound().with("### Stripe", "### Strpe").offers(expect![[""]]);
    let renamed = rich().with("### 2. Acme Mail — newsletters", "### 2. Acme Mails — newsletters");
    // The fix takes the entry of the categories along, and leaves nothing behind.
    renamed.changes(
        "overview-mismatch",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:22
        - | Acme Mail | Newsletters | Live | `lib/acme/client.js` | - | no |
        + | Acme Mails | Newsletters | Live | `lib/acme/client.js` | - | no |
        - - **Acme Mail** - newsletters
        + - **Acme Mails** - newsletters
    "#]],
    );
}
