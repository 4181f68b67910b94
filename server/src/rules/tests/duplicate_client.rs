use expect_test::expect;

use super::*;

fn file(path: &str, source: &str) -> Files {
    sound().and(&format!("//- /{path}\n{source}\n"))
}

#[test]
fn a_second_client_is_reported_where_it_is_made() {
    file("src/other.ts", "import Stripe from 'stripe';\n\nconst client = new Stripe(key);").finds(
        expect![[r#"
            src/other.ts:1:1 Warning direct-sdk-import(Stripe): import Stripe from 'stripe';
            src/other.ts:3:16 Warning duplicate-client(Stripe): new Stripe(key)
        "#]],
    );
    file("app/other.py", "import stripe\n\nstripe.api_key = key").finds(expect![[r#"
        app/other.py:1:1 Warning direct-sdk-import(Stripe): import stripe
        app/other.py:3:1 Warning duplicate-client(Stripe): stripe.api_key = key
    "#]]);
}

#[test]
fn of_two_files_of_the_binding_the_first_keeps_its_client() {
    file(
        "src/integrations/stripe/refunds.js",
        "const Stripe = require('stripe');\nconst second = new Stripe('x');",
    )
    .finds(expect![[r#"
        src/integrations/stripe/refunds.js:2:16 Warning duplicate-client(Stripe): new Stripe('x')
    "#]]);
}

#[test]
fn what_is_no_client_of_the_service_is_left_alone() {
    for source in [
        "import Stripe from 'stripe'; Stripe.webhooks.verify(x);",
        "import { StripeError } from 'stripe'; throw new StripeError();",
        "import Stripe from './integrations/stripe/client'; new Stripe();",
        "class Stripe {}\nnew Stripe();",
    ] {
        let found = render(&Fixture::new(&file("src/other.ts", source).0).snapshot());
        assert!(!found.contains("duplicate-client"), "{source}: {found}");
    }
}

#[test]
fn a_client_in_a_test_is_a_hint() {
    file("tests/pay.test.ts", "import Stripe from 'stripe';\nnew Stripe(key);").finds(expect![[
        r#"
        tests/pay.test.ts:1:1 Hint direct-sdk-import(Stripe): import Stripe from 'stripe';
        tests/pay.test.ts:2:1 Hint duplicate-client(Stripe): new Stripe(key)
    "#
    ]]);
}
