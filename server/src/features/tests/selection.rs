use expect_test::{Expect, expect};

use super::*;
use crate::features::selection_ranges;

/// The ranges around the cursor, each shortened to its beginning and end.
fn check_fixture(fixture: &Fixture, expect: Expect) {
    let snapshot = fixture.snapshot();
    let (path, offset) = cursor(fixture);
    let chains = selection_ranges(&snapshot, &path, &[offset]).expect("a contract");
    let text = snapshot.document(&path).expect("a file").text().clone();
    let mut lines = String::new();
    let mut inner: Option<ByteRange> = None;
    for range in &chains[0] {
        assert!(range.touches(offset));
        if let Some(inner) = inner {
            assert!(range.contains_range(inner) && inner != *range, "{inner:?} in {range:?}");
        }
        inner = Some(*range);
        let written = range.slice(&text);
        let first = written.lines().next().unwrap_or_default();
        let last = written.lines().last().unwrap_or_default();
        let count = written.lines().count();
        lines += &match count {
            0 | 1 => format!("{written}\n"),
            _ => format!("{first} … {last} ({count} lines)\n"),
        };
    }
    assert_eq!(inner, Some(ByteRange::new(0, text.len())), "the document is the last");
    expect.assert_eq(&lines);
}

fn check(from: &str, to: &str, expect: Expect) {
    check_fixture(&sound_with(from, to, ""), expect);
}

#[test]
fn from_a_word_of_a_cell_to_the_document() {
    check(
        "| `src/pay.js` |",
        "| `src/p$0ay.js` |",
        expect![[r#"
            pay
            src/pay.js
            `src/pay.js`
            | pay | `src/pay.js` | `pay()` | Takes a payment |
            | Module | File | Function | Usage | … | pay | `src/pay.js` | `pay()` | Takes a payment | (3 lines)
            **Used By Modules:** … | pay | `src/pay.js` | `pay()` | Takes a payment | (5 lines)
            ### Stripe (Payments) … | 2026-02-03 | 1.0.0 | First version | NO | (61 lines)
            ## Integrations … | 2026-02-03 | 1.0.0 | First version | NO | (63 lines)
            # Third Party Integrations Contract … | 2026-02-03 | 1.0.0 | First version | NO | (85 lines)
        "#]],
    );
}

#[test]
fn a_name_with_underscores_is_one_word() {
    check(
        "| `STRIPE_SECRET_KEY` | YES",
        "| `STRIPE_SE$0CRET_KEY` | YES",
        expect![[r#"
            STRIPE_SECRET_KEY
            `STRIPE_SECRET_KEY`
            | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
            | Variable | Required | Default | Description | Example | … | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` | (3 lines)
            **Environment Variables:** … | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` | (5 lines)
            ### Stripe (Payments) … | 2026-02-03 | 1.0.0 | First version | NO | (61 lines)
            ## Integrations … | 2026-02-03 | 1.0.0 | First version | NO | (63 lines)
            # Third Party Integrations Contract … | 2026-02-03 | 1.0.0 | First version | NO | (85 lines)
        "#]],
    );
}

#[test]
fn from_a_list_item_to_the_field() {
    check(
        "- **Method:** API key",
        "- **Method:** API k$0ey",
        expect![[r#"
            key
            API key in `STRIPE_SECRET_KEY`
            - **Method:** API key in `STRIPE_SECRET_KEY`
            **Authentication:** … - **Method:** API key in `STRIPE_SECRET_KEY` (2 lines)
            ### Stripe (Payments) … | 2026-02-03 | 1.0.0 | First version | NO | (61 lines)
            ## Integrations … | 2026-02-03 | 1.0.0 | First version | NO | (63 lines)
            # Third Party Integrations Contract … | 2026-02-03 | 1.0.0 | First version | NO | (85 lines)
        "#]],
    );
}

#[test]
fn nested_items_are_selected_one_after_the_other() {
    check(
        "- Rate of failed payments",
        "- Rate\n  - of fai$0led\n  - payments\n- Latency",
        expect![[r#"
            failed
            of failed
            - of failed
            - of failed …   - payments (2 lines)
            - Rate …   - payments (3 lines)
            - Rate … - Latency (4 lines)
            **Monitoring:** … - Latency (5 lines)
            ### Stripe (Payments) … | 2026-02-03 | 1.0.0 | First version | NO | (64 lines)
            ## Integrations … | 2026-02-03 | 1.0.0 | First version | NO | (66 lines)
            # Third Party Integrations Contract … | 2026-02-03 | 1.0.0 | First version | NO | (88 lines)
        "#]],
    );
}

#[test]
fn emphasis_and_its_content() {
    check(
        "**Purpose:** Takes",
        "**Pur$0pose:** Takes",
        expect![[r#"
            Purpose
            Purpose:
            **Purpose:**
            **Purpose:** Takes payments.
            ### Stripe (Payments) … | 2026-02-03 | 1.0.0 | First version | NO | (61 lines)
            ## Integrations … | 2026-02-03 | 1.0.0 | First version | NO | (63 lines)
            # Third Party Integrations Contract … | 2026-02-03 | 1.0.0 | First version | NO | (85 lines)
        "#]],
    );
}

#[test]
fn a_heading_is_a_step_before_its_section() {
    check(
        "### Stripe (Payments)",
        "### Str$0ipe (Payments)",
        expect![[r#"
            Stripe
            Stripe (Payments)
            ### Stripe (Payments)
            ### Stripe (Payments) … | 2026-02-03 | 1.0.0 | First version | NO | (61 lines)
            ## Integrations … | 2026-02-03 | 1.0.0 | First version | NO | (63 lines)
            # Third Party Integrations Contract … | 2026-02-03 | 1.0.0 | First version | NO | (85 lines)
        "#]],
    );
}

#[test]
fn letters_of_every_script_make_words() {
    check(
        "**Purpose:** Takes payments.",
        "**Purpose:** 支払$0いを 😀 受ける",
        expect![[r#"
            支払いを
            支払いを 😀 受ける
            **Purpose:** 支払いを 😀 受ける
            ### Stripe (Payments) … | 2026-02-03 | 1.0.0 | First version | NO | (61 lines)
            ## Integrations … | 2026-02-03 | 1.0.0 | First version | NO | (63 lines)
            # Third Party Integrations Contract … | 2026-02-03 | 1.0.0 | First version | NO | (85 lines)
        "#]],
    );
}

#[test]
fn between_things_there_is_what_holds_both() {
    check(
        "## Change Log\n\n",
        "## Change Log\n$0\n",
        expect![[r#"
            ## Change Log … | 2026-02-03 | 1.2.0 | Ada | Stripe | none | (5 lines)
            # Third Party Integrations Contract … | 2026-02-03 | 1.0.0 | First version | NO | (85 lines)
        "#]],
    );
}

#[test]
fn a_row_of_the_change_log_is_in_a_table_and_a_section() {
    check(
        "| 1.2.0 | Ada |",
        "| 1.2.0 | A$0da |",
        expect![[r#"
            Ada
            | 2026-02-03 | 1.2.0 | Ada | Stripe | none |
            | Date | Version | Author | Changes | Impact | … | 2026-02-03 | 1.2.0 | Ada | Stripe | none | (3 lines)
            ## Change Log … | 2026-02-03 | 1.2.0 | Ada | Stripe | none | (5 lines)
            # Third Party Integrations Contract … | 2026-02-03 | 1.0.0 | First version | NO | (85 lines)
        "#]],
    );
}

#[test]
fn links_and_code_blocks_are_steps() {
    check(
        "- **Website:** [https://stripe.com](https://stripe.com)",
        "- **Website:** [https://str$0ipe.com](https://stripe.com)",
        expect![[r#"
            stripe
            https://stripe.com
            [https://stripe.com](https://stripe.com)
            - **Website:** [https://stripe.com](https://stripe.com)
            **Provider Information:** … - **Website:** [https://stripe.com](https://stripe.com) (2 lines)
            ### Stripe (Payments) … | 2026-02-03 | 1.0.0 | First version | NO | (61 lines)
            ## Integrations … | 2026-02-03 | 1.0.0 | First version | NO | (63 lines)
            # Third Party Integrations Contract … | 2026-02-03 | 1.0.0 | First version | NO | (85 lines)
        "#]],
    );
    check(
        "- Rate of failed payments",
        "```sh\nls $0-l\n```",
        expect![[r#"
            ls -l
            ```sh … ``` (3 lines)
            **Monitoring:** … ``` (4 lines)
            ### Stripe (Payments) … | 2026-02-03 | 1.0.0 | First version | NO | (63 lines)
            ## Integrations … | 2026-02-03 | 1.0.0 | First version | NO | (65 lines)
            # Third Party Integrations Contract … | 2026-02-03 | 1.0.0 | First version | NO | (87 lines)
        "#]],
    );
}

#[test]
fn several_places_have_a_chain_each() {
    let fixture = Fixture::new(&sound_workspace());
    let snapshot = fixture.snapshot();
    let path = RelPath::parse("THIRD_PARTY_INTEGRATIONS.md").expect("a path");
    let chains = selection_ranges(&snapshot, &path, &[0, 40, usize::MAX]).expect("a contract");
    assert_eq!(chains.len(), 3);
    assert!(chains.iter().all(|chain| !chain.is_empty()));
    let other = RelPath::parse("src/pay.js").expect("a path");
    assert_eq!(selection_ranges(&snapshot, &other, &[0]), None, "no document of ours");
}

#[test]
fn an_empty_document_is_selected_whole() {
    let mut fixture = Fixture::new(&sound_workspace());
    fixture.open("THIRD_PARTY_INTEGRATIONS.md", "");
    let path = RelPath::parse("THIRD_PARTY_INTEGRATIONS.md").expect("a path");
    let chains = selection_ranges(&fixture.snapshot(), &path, &[0]).expect("a contract");
    assert_eq!(chains, [[ByteRange::at(0)]]);
}
