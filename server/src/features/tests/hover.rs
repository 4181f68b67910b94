use expect_test::{Expect, expect};

use super::*;
use crate::features::hover;

fn card(fixture: &Fixture) -> Option<String> {
    let (path, offset) = cursor(fixture);
    let snapshot = fixture.snapshot();
    let card = hover(&snapshot, &path, offset, None)?;
    assert!(card.range.touches(offset));
    Some(format!("{}\n{}", shown(&snapshot, &path, card.range), card.markdown))
}

pub(super) fn check(from: &str, to: &str, files: &str, expect: Expect) {
    expect.assert_eq(&card(&sound_with(from, to, files)).unwrap_or_default());
}

const READ: &str = "process.env.STRIPE_SECRET_KEY";
const ROW: &str = "| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |";

#[test]
fn the_card_of_a_documented_variable_says_all_that_is_known() {
    let files = "//- /.env.example\nSTRIPE_SECRET_KEY=sk_test_canary\n//- /.env\nSTRIPE_SECRET_KEY=sk_live_canary\nSTRIPE_SECRET_KEY=twice\n";
    check(
        READ,
        "process.env.STRIPE$0_SECRET_KEY",
        files,
        expect![[r#"
        src/integrations/stripe/client.js:2:39 STRIPE_SECRET_KEY
        **`STRIPE_SECRET_KEY`** · Stripe

        Secret key

        required · example `sk_test_...`

        - documented in `THIRD_PARTY_INTEGRATIONS.md:49`
        - used in `src/integrations/stripe/client.js:2`
        - set in `.env`, `.env.example`
    "#]],
    );
}

#[test]
fn the_card_is_the_same_from_the_row_from_dotenv_and_from_infra() {
    check(
        ROW,
        "| `STRIPE_$0SECRET_KEY` | NO | `none` | 支払い 😀 key | `sk_test_...` |",
        "",
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:49:4 STRIPE_SECRET_KEY
            **`STRIPE_SECRET_KEY`** · Stripe

            支払い 😀 key

            optional · example `sk_test_...`

            - documented in `THIRD_PARTY_INTEGRATIONS.md:49`
            - used in `src/integrations/stripe/client.js:2`
        "#]],
    );
    check(
        "## Purpose",
        "## Purpose",
        "//- /.env\nSTRIPE$0_SECRET_KEY=sk_live_canary\n",
        expect![[r#"
            .env:1:1 STRIPE_SECRET_KEY
            **`STRIPE_SECRET_KEY`** · Stripe

            Secret key

            required · example `sk_test_...`

            - documented in `THIRD_PARTY_INTEGRATIONS.md:49`
            - used in `src/integrations/stripe/client.js:2`
            - set in `.env`
        "#]],
    );
    check(
        "## Purpose",
        "## Purpose",
        "//- /INFRA_CONTRACT.md\n# I\n\n## Environment Variables\n\n| Variable | Required | Description |\n|---|---|---|\n| `STRIPE_$0SECRET_KEY` | YES | From the vault |\n",
        expect![[r#"
            INFRA_CONTRACT.md:7:4 STRIPE_SECRET_KEY
            **`STRIPE_SECRET_KEY`** · Stripe

            Secret key

            required · example `sk_test_...`

            - documented in `THIRD_PARTY_INTEGRATIONS.md:49`, `INFRA_CONTRACT.md:7`
            - used in `src/integrations/stripe/client.js:2`
        "#]],
    );
}

#[test]
fn an_undocumented_variable_has_a_card_that_says_so() {
    check(
        READ,
        "process.env.STRIPE$0_OTHER",
        "",
        expect![[r#"
        src/integrations/stripe/client.js:2:39 STRIPE_OTHER
        **`STRIPE_OTHER`**

        No contract documents this variable.

        - used in `src/integrations/stripe/client.js:2`
    "#]],
    );
}

#[test]
fn a_variable_of_the_infrastructure_alone_is_described_from_there() {
    check(
        READ,
        "process.env.DATABASE$0_URL",
        "//- /INFRA_CONTRACT.md\n# I\n\n## Environment Variables\n\n| Variable | Required | Description |\n|---|---|---|\n| `DATABASE_URL` | YES | The store |\n",
        expect![[r#"
            src/integrations/stripe/client.js:2:39 DATABASE_URL
            **`DATABASE_URL`**

            The store

            required

            - documented in `INFRA_CONTRACT.md:7`
            - used in `src/integrations/stripe/client.js:2`
        "#]],
    );
}

#[test]
fn an_example_that_may_be_a_credential_is_masked() {
    check(
        ROW,
        "| `STRIPE$0_SECRET_KEY` | YES | - | Key | `rk_4eC39HqLyjWDarjtT1zdp7dc` |",
        "",
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:49:4 STRIPE_SECRET_KEY
            **`STRIPE_SECRET_KEY`** · Stripe

            Key

            required · example `rk_4…`

            - documented in `THIRD_PARTY_INTEGRATIONS.md:49`
            - used in `src/integrations/stripe/client.js:2`
        "#]],
    );
}

#[test]
fn many_reads_are_counted() {
    let line = "x(process.env.STRIPE_SECRET_KEY);\n";
    check(
        READ,
        "process.env.STRIPE$0_SECRET_KEY",
        &format!("//- /src/z.js\n{}", line.repeat(5)),
        expect![[r#"
            src/integrations/stripe/client.js:2:39 STRIPE_SECRET_KEY
            **`STRIPE_SECRET_KEY`** · Stripe

            Secret key

            required · example `sk_test_...`

            - documented in `THIRD_PARTY_INTEGRATIONS.md:49`
            - used in `src/integrations/stripe/client.js:2`, `src/z.js:1`, `src/z.js:2`, 3 more
        "#]],
    );
}

#[test]
fn no_value_of_a_dotenv_file_is_ever_shown() {
    let files = "//- /.env\nSTRIPE_SECRET_KEY=canary-1\nUNDOCUMENTED=canary-2\nSTRIPE_SECRET_KEY_2 = 'canary-3' # canary-4\n";
    for name in ["STRIPE_SECRET_KEY=", "UNDOCUMENTED=", "STRIPE_SECRET_KEY_2 "] {
        let (head, tail) = name.split_at(4);
        let files = files.replacen(name, &format!("{head}$0{tail}"), 1);
        let card = card(&Fixture::new(&(sound_workspace() + &files))).expect("a card");
        assert!(!card.contains("canary"), "{card}");
    }
}

#[test]
fn text_that_is_not_saved_counts() {
    let mut fixture = sound_with(ROW, &ROW.replace("STRIPE_S", "STRIPE$0_S"), "");
    fixture.open("src/new.js", "\n\nx(process.env.STRIPE_SECRET_KEY);\n");
    fixture.open("src/integrations/stripe/client.js", "");
    expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 STRIPE_SECRET_KEY
        **`STRIPE_SECRET_KEY`** · Stripe

        Secret key

        required · example `sk_test_...`

        - documented in `THIRD_PARTY_INTEGRATIONS.md:49`
        - used in `src/new.js:3`
    "#]]
    .assert_eq(&card(&fixture).unwrap_or_default());
}

#[test]
fn other_words_have_no_card() {
    check("Takes payments.", "Takes $0payments.", "", expect![[""]]);
    check("new Stripe(", "new Str$0ipe(", "", expect![[""]]);
}
