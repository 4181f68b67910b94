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
            THIRD_PARTY_INTEGRATIONS.md:40:27 STRIPE_SECRET_KEY
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
            THIRD_PARTY_INTEGRATIONS.md:40:27 STRIPE_SECRET_KEY
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
    assert_eq!(expected.len(), 7);
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
            THIRD_PARTY_INTEGRATIONS.md:40:27 STRIPE_SECRET_KEY
            src/new.js:1:15 STRIPE_SECRET_KEY
        "#]],
    );
}

#[test]
fn what_is_no_variable_has_no_references() {
    check("**Purpose:** Takes", "**Purpose:** Ta$0kes", true, expect![[""]]);
}

const CATEGORIES: &str = "\
## Integration Categories

### Money
- **Stripe** - cards, see [the section](#stripe-payments)

## Integrations

### Str$0ipe (Payments)";

const USERS: &str = "\
//- /src/direct.js
import Stripe from 'stripe';
fetch('https://api.stripe.com/v1/charges');
// contract-lsp-ignore-next-line direct-sdk-import(Stripe)
import other from 'other';
//- /INFRA_CONTRACT.md
# Infra

#### Stripe (Payments)

**See Also:** THIRD_PARTY_INTEGRATIONS.md (Stripe)
";

#[test]
fn a_service_is_found_in_every_list_and_in_source() {
    let from = "## Integrations\n\n### Stripe (Payments)";
    check_fixture(
        &sound_with(from, CATEGORIES, USERS),
        true,
        expect![[r#"
        INFRA_CONTRACT.md:3:6 Stripe
        INFRA_CONTRACT.md:5:44 Stripe
        THIRD_PARTY_INTEGRATIONS.md:21:3 Stripe
        THIRD_PARTY_INTEGRATIONS.md:26:5 Stripe
        THIRD_PARTY_INTEGRATIONS.md:26:41 #stripe-payments
        THIRD_PARTY_INTEGRATIONS.md:30:5 Stripe
        src/direct.js:1:21 stripe
        src/direct.js:2:7 'https://api.stripe.com/v1/charges'
        src/direct.js:3:52 Stripe
        src/integrations/stripe/client.js:1:25 stripe
        src/pay.js:1:29 ./integrations/stripe/client
    "#]],
    );
    check_fixture(
        &sound_with(from, CATEGORIES, USERS),
        false,
        expect![[r#"
        INFRA_CONTRACT.md:3:6 Stripe
        INFRA_CONTRACT.md:5:44 Stripe
        THIRD_PARTY_INTEGRATIONS.md:21:3 Stripe
        THIRD_PARTY_INTEGRATIONS.md:26:5 Stripe
        THIRD_PARTY_INTEGRATIONS.md:26:41 #stripe-payments
        src/direct.js:1:21 stripe
        src/direct.js:2:7 'https://api.stripe.com/v1/charges'
        src/direct.js:3:52 Stripe
        src/integrations/stripe/client.js:1:25 stripe
        src/pay.js:1:29 ./integrations/stripe/client
    "#]],
    );
}

#[test]
fn a_service_is_found_from_every_place_that_names_it() {
    let from = "## Integrations\n\n### Stripe (Payments)";
    let found = |text: &str| {
        let fixture = Fixture::new(text);
        let (path, offset) = cursor(&fixture);
        references(&fixture.snapshot(), &path, offset, true)
    };
    let whole = sound_workspace().replacen(from, &CATEGORIES.replace("$0", ""), 1) + USERS;
    let expected = found(&whole.replacen("### Stripe", "### Str$0ipe", 1));
    assert!(expected.len() > 9, "{expected:?}");
    for (piece, cursor) in [
        ("| Stripe | Payments", "| Str$0ipe | Payments"),
        ("- **Stripe** -", "- **Stripe$0** -"),
        ("(#stripe-payments)", "(#stripe-$0payments)"),
        ("#### Stripe", "#### $0Stripe"),
        ("md (Stripe)", "md (Str$0ipe)"),
        ("import(Stripe)", "import(Stri$0pe)"),
        ("from 'stripe'", "from 'str$0ipe'"),
        ("api.stripe.com", "api.str$0ipe.com"),
    ] {
        assert!(whole.contains(piece), "{piece}");
        assert_eq!(found(&whole.replacen(piece, cursor, 1)), expected, "{cursor}");
    }
}

#[test]
fn a_binding_is_found_in_the_contract_and_where_it_is_imported() {
    let location = "- **Location:** `src/integrations/stripe/`";
    let files = "//- /src/other.js\nimport { client } from './integrations/stripe/client.js';\n//- /src/integrations/stripe/index.js\nexport * from './client';\n";
    check_fixture(
        &sound_with(location, "- **Location:** `src/$0integrations/stripe/`", files),
        true,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:21:33 src/integrations/stripe/
            THIRD_PARTY_INTEGRATIONS.md:43:18 src/integrations/stripe/
            src/other.js:1:25 ./integrations/stripe/client.js
            src/pay.js:1:29 ./integrations/stripe/client
        "#]],
    );
    let main = "- **Location:** `src/integrations/stripe/`\n- **Main File:** `src/integrations/stripe/cli$0ent.js`";
    check_fixture(
        &sound_with(location, main, files),
        true,
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:44:19 src/integrations/stripe/client.js
        src/integrations/stripe/index.js:1:16 ./client
        src/other.js:1:25 ./integrations/stripe/client.js
        src/pay.js:1:29 ./integrations/stripe/client
    "#]],
    );
}

#[test]
fn a_function_of_a_row_is_found_in_its_rows_and_at_its_definition() {
    check(
        "| pay | `src/pay.js` | `pay()` | Takes a payment |",
        "| pay | `src/pay.js` | `p$0ay()` | Takes a payment |\n| again | `./src/pay.js` | `pay` | x |\n| other | `src/integrations/stripe/client.js` | `pay` | x |",
        true,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:55:25 pay
            THIRD_PARTY_INTEGRATIONS.md:56:29 pay
            src/pay.js:2:16 pay
        "#]],
    );
    check(
        "| pay | `src/pay.js` | `pay()` |",
        "| pay | `src/pay.js` | `p$0ay()` |",
        false,
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:55:25 pay
        "#]],
    );
}

#[test]
fn a_wildcard_row_finds_what_it_covers() {
    let fixture = sound_with("| `STRIPE_SECRET_KEY` | YES", "| `STRIPE_SEC$0RET_*` | YES", FILES);
    check_fixture(
        &fixture,
        true,
        expect![[r#"
        .env.example:1:1 STRIPE_SECRET_KEY
        THIRD_PARTY_INTEGRATIONS.md:49:4 STRIPE_SECRET_*
        src/b.js:1:9 STRIPE_SECRET_KEY
        src/b.js:2:30 STRIPE_SECRET_KEY
        src/b.js:2:64 STRIPE_SECRET_KEY_2
        src/integrations/stripe/client.js:2:39 STRIPE_SECRET_KEY
    "#]],
    );
}

#[test]
fn several_contracts_document_one_variable() {
    let other = "//- /shop/THIRD_PARTY_INTEGRATIONS.md\n# Third Party Integrations Contract\n\n## Integrations\n\n### Stripe\n\n**Environment Variables:**\n- `STRIPE_SECRET_KEY` - 鍵\n";
    let row = ("| `STRIPE_SECRET_KEY` | YES", "| `STRIPE$0_SECRET_KEY` | YES");
    check_fixture(
        &sound_with(row.0, row.1, other),
        true,
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:40:27 STRIPE_SECRET_KEY
        THIRD_PARTY_INTEGRATIONS.md:49:4 STRIPE_SECRET_KEY
        shop/THIRD_PARTY_INTEGRATIONS.md:8:4 STRIPE_SECRET_KEY
        src/integrations/stripe/client.js:2:39 STRIPE_SECRET_KEY
    "#]],
    );
}
