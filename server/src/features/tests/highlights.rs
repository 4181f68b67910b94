use expect_test::{Expect, expect};

use super::*;
use crate::features::highlights;

fn check(from: &str, to: &str, files: &str, expect: Expect) {
    let fixture = sound_with(from, to, files);
    let snapshot = fixture.snapshot();
    let (path, offset) = cursor(&fixture);
    let places = highlights(&snapshot, &path, offset);
    let lines = places
        .iter()
        .map(|place| format!("{:?} {}\n", place.kind, shown(&snapshot, &path, place.range)));
    expect.assert_eq(&lines.collect::<String>());
}

#[test]
fn a_variable_lights_up_in_its_document_alone() {
    let row = ("| `STRIPE_SECRET_KEY` | YES", "| `STRIPE$0_SECRET_KEY` | YES");
    check(
        row.0,
        row.1,
        "//- /.env.example\nSTRIPE_SECRET_KEY=x\n",
        expect![[r#"
        Text THIRD_PARTY_INTEGRATIONS.md:40:27 STRIPE_SECRET_KEY
        Declaration THIRD_PARTY_INTEGRATIONS.md:49:4 STRIPE_SECRET_KEY
    "#]],
    );
    let source = "//- /src/b.js\nconst 文 = '😀', k = process.env.STRIPE_$0SECRET_KEY;\nprocess.env.STRIPE_SECRET_KEY = k;\nrequired('STRIPE_SECRET_KEY');\n";
    check(
        "## Purpose",
        "## Purpose",
        source,
        expect![[r#"
        Read src/b.js:1:32 STRIPE_SECRET_KEY
        Write src/b.js:2:13 STRIPE_SECRET_KEY
        Read src/b.js:3:11 STRIPE_SECRET_KEY
    "#]],
    );
    let dotenv = "//- /.env\nSTRIPE_$0SECRET_KEY=x\nURL=${STRIPE_SECRET_KEY}\n";
    check(
        "## Purpose",
        "## Purpose",
        dotenv,
        expect![[r#"
        Write .env:1:1 STRIPE_SECRET_KEY
        Read .env:2:7 STRIPE_SECRET_KEY
    "#]],
    );
}

#[test]
fn a_service_lights_up_where_it_is_named() {
    check(
        "### Stripe (Payments)",
        "### Str$0ipe (Payments)",
        "",
        expect![[r#"
        Write THIRD_PARTY_INTEGRATIONS.md:21:3 Stripe
        Declaration THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe
    "#]],
    );
    check(
        "const Stripe = require('stripe')",
        "const Stripe = require('str$0ipe')",
        "",
        expect![[r#"
            Read src/integrations/stripe/client.js:1:25 stripe
        "#]],
    );
}

#[test]
fn a_path_lights_up_where_it_is_stated() {
    check(
        "- **Location:** `src/integrations",
        "- **Location:** `src/$0integrations",
        "",
        expect![[r#"
            Text THIRD_PARTY_INTEGRATIONS.md:21:33 src/integrations/stripe/
            Declaration THIRD_PARTY_INTEGRATIONS.md:43:18 src/integrations/stripe/
        "#]],
    );
    check(
        "| `src/pay.js` |",
        "| `src/$0pay.js` |",
        "",
        expect![[r#"
        Text THIRD_PARTY_INTEGRATIONS.md:55:10 src/pay.js
    "#]],
    );
}

#[test]
fn nothing_lights_up_beside_a_name() {
    check("Takes payments.", "Ta$0kes payments.", "", expect![[""]]);
    check("async function", "async $0function", "", expect![[""]]);
}
