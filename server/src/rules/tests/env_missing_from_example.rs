use expect_test::expect;

use super::*;

const RULE: &str = "env-missing-from-example";

#[test]
fn a_required_variable_that_the_example_lacks_is_a_hint() {
    let files = sound().and("//- /.env.example\nAPP_URL=x\n");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 Hint env-missing-from-example(Stripe): STRIPE_SECRET_KEY
    "#]]);
    files.says(expect![[r#"
        env-missing-from-example: `STRIPE_SECRET_KEY` is required, but `.env.example` does not show it: a fresh checkout will not run
          help: add a line `STRIPE_SECRET_KEY=` there
    "#]]);
    files.changes(
        RULE,
        expect![[r#"
        .env.example:2
        + STRIPE_SECRET_KEY=
    "#]],
    );
}

#[test]
fn what_is_shown_or_not_asked_for_is_clean() {
    for example in [
        "//- /.env.example\nSTRIPE_SECRET_KEY=\n",
        "//- /.env.example\nexport STRIPE_SECRET_KEY=x\n",
        "//- /.env.example\n# STRIPE_SECRET_KEY=\n",
        "//- /.env.sample\nSTRIPE_SECRET_KEY=\n",
        "//- /src/integrations/stripe/.env.example\nSTRIPE_SECRET_KEY=\n//- /.env.example\n",
        "//- /.env.example\nSTRIPE_SECRET_KEY=\n//- /src/.env.template\nA=1\n",
        "//- /.env\nA=1\n",
        "//- /.env.production\nA=1\n",
        "//- /other/.env.example\nA=1\n",
    ] {
        sound().and(example).is_clean();
    }
    for required in ["NO", "-", "Optional"] {
        sound()
            .with("| `STRIPE_SECRET_KEY` | YES", &format!("| `STRIPE_SECRET_KEY` | {required}"))
            .and("//- /.env.example\n")
            .is_clean();
    }
    sound()
        .with("**Status:** `active`", "**Status:** `planned`")
        .with("| Active |", "| Planned |")
        .and("//- /.env.example\n")
        .is_clean();
}

#[test]
fn the_nearest_example_counts() {
    sound().and("//- /.env.dist\nA=1\n//- /src/.env.template\nB=1\n").changes(
        RULE,
        expect![[r#"
        src/.env.template:2
        + STRIPE_SECRET_KEY=
    "#]],
    );
}

#[test]
fn several_variables_join_their_siblings() {
    sound()
        .with("| `STRIPE_SECRET_KEY` | YES", "| `STRIPE_A` | YES | - | - | - |\n| `STRIPE_B` | YES | - | - | - |\n| `STRIPE_SECRET_KEY` | YES")
        .with("new Stripe(", "new Stripe(process.env.STRIPE_A, process.env.STRIPE_B, ")
        .and("//- /.env.example\r\nSTRIPE_SECRET_KEY=\"a\r\nb\"\r\nOTHER=secret\r\n")
        .changes(RULE, expect![[r#"
            .env.example:3
            + STRIPE_A=
            + STRIPE_B=
        "#]]);
}

#[test]
fn values_are_never_told() {
    let files =
        sound().and("//- /.env.example\nSTRIPE_SECRTE_KEY=canary_value_1\nOTHER=canary_value_2\n");
    let findings = all_findings(&Fixture::new(&files.0).snapshot());
    assert!(!findings.is_empty());
    assert!(!format!("{findings:?}").contains("canary"), "{findings:?}");
}

#[test]
fn a_slip_of_the_hand_there_is_corrected_there() {
    let files = sound().and("//- /.env.example\nSTRIPE_SECRTE_KEY=x\n");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 Hint env-missing-from-example(Stripe): STRIPE_SECRET_KEY
    "#]]);
    files.picks(
        "Rename `STRIPE_SECRTE_KEY` to `STRIPE_SECRET_KEY` in `.env.example`",
        expect![[r#"
            Rename `STRIPE_SECRTE_KEY` to `STRIPE_SECRET_KEY` in `.env.example`
            .env.example:1
            - STRIPE_SECRTE_KEY=x
            + STRIPE_SECRET_KEY=x
            =>
        "#]],
    );
}
