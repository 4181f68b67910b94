use expect_test::{Expect, expect};

use super::*;
use crate::features::references;

fn check(from: &str, to: &str, declaration: bool, expect: Expect) {
    check_fixture(&sound_with(from, to, FILES), declaration, expect);
}

fn check_fixture(fixture: &Fixture, declaration: bool, expect: Expect) {
    let snapshot = fixture.snapshot();
    let (path, offset) = cursor(fixture);
    let places = references(&snapshot, &path, offset, declaration);
    let lines = places.iter().map(|place| shown(&snapshot, &place.path, place.range) + "\n");
    expect.assert_eq(&lines.collect::<String>());
}

const FILES: &str = "\
//- /src/b.js
const { STRIPE_SECRET_KEY: k } = process.env;
const 文 = '😀' + process.env['STRIPE_SECRET_KEY'] + process.env.STRIPE_SECRET_KEY_2;
// process.env.STRIPE_SECRET_KEY
//- /.env.example
STRIPE_SECRET_KEY=sk_test_x
//- /INFRA_CONTRACT.md
# Infra

## Environment Variables

| Variable | Required |
|----------|----------|
| `STRIPE_SECRET_KEY` | YES |
";

#[test]
fn every_use_and_setting_of_a_variable_is_found_from_its_row() {
    check(
        "| `STRIPE_SECRET_KEY` | YES",
        "| `STRIPE$0_SECRET_KEY` | YES",
        true,
        expect![[r#"
        .env.example:1:1 STRIPE_SECRET_KEY
        INFRA_CONTRACT.md:7:4 STRIPE_SECRET_KEY
        THIRD_PARTY_INTEGRATIONS.md:49:4 STRIPE_SECRET_KEY
        src/b.js:1:9 STRIPE_SECRET_KEY
        src/b.js:2:30 STRIPE_SECRET_KEY
        src/integrations/stripe/client.js:2:39 STRIPE_SECRET_KEY
    "#]],
    );
}

#[test]
fn the_row_is_the_declaration() {
    check(
        "| `STRIPE_SECRET_KEY` | YES",
        "| `STRIPE$0_SECRET_KEY` | YES",
        false,
        expect![[r#"
        .env.example:1:1 STRIPE_SECRET_KEY
        INFRA_CONTRACT.md:7:4 STRIPE_SECRET_KEY
        src/b.js:1:9 STRIPE_SECRET_KEY
        src/b.js:2:30 STRIPE_SECRET_KEY
        src/integrations/stripe/client.js:2:39 STRIPE_SECRET_KEY
    "#]],
    );
}

#[test]
fn the_same_is_found_from_source_and_dotenv() {
    let from_row =
        sound_with("| `STRIPE_SECRET_KEY` | YES", "| `STRIPE$0_SECRET_KEY` | YES", FILES);
    let found = |fixture: &Fixture| {
        let (path, offset) = cursor(fixture);
        references(&fixture.snapshot(), &path, offset, true)
    };
    let expected = found(&from_row);
    assert_eq!(expected.len(), 6);
    let from_source = sound_with("process.env.STRIPE", "process.env.STR$0IPE", FILES);
    assert_eq!(found(&from_source), expected);
    let from_dotenv = Fixture::new(&(sound_workspace() + &FILES.replace("\nSTRIPE", "\nS$0TRIPE")));
    assert_eq!(found(&from_dotenv), expected);
    let from_infra =
        Fixture::new(&(sound_workspace() + &FILES.replace("| `STRIPE", "| `$0STRIPE")));
    assert_eq!(found(&from_infra), expected);
}

#[test]
fn text_that_is_not_saved_counts() {
    let mut fixture =
        sound_with("| `STRIPE_SECRET_KEY` | YES", "| `STRIPE$0_SECRET_KEY` | YES", "");
    fixture.open("src/new.js", "x(process.env.STRIPE_SECRET_KEY);\n");
    fixture.open("src/integrations/stripe/client.js", "// empty now\n");
    check_fixture(
        &fixture,
        false,
        expect![[r#"
        src/new.js:1:15 STRIPE_SECRET_KEY
    "#]],
    );
}

#[test]
fn what_is_no_variable_has_no_references() {
    check("**Purpose:** Takes", "**Purpose:** Ta$0kes", true, expect![[""]]);
}
