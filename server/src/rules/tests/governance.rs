//! Which contract and which configuration speak of a file.

use expect_test::expect;

use super::*;

const NESTED: &str = "\
//- /THIRD_PARTY_INTEGRATIONS.md
# Services

## Integrations

### Stripe

**Binding Module:** `src/stripe.js`

**Used By Modules:**

- `src/pay.js`
//- /src/stripe.js
export const stripe = require('stripe')(1);
//- /src/pay.js
import { stripe } from './stripe';
stripe();
//- /packages/shop/THIRD_PARTY_INTEGRATIONS.md
# Services of the shop

## Integrations

### Stripe

**Binding Module:** `lib/stripe.js`

**Used By Modules:**

- `lib/till.js`
//- /packages/shop/lib/stripe.js
export const stripe = require('stripe')(2);
//- /packages/shop/lib/till.js
import { stripe } from './stripe';
stripe();
";

#[test]
fn the_nearest_contract_governs_a_file() {
    Files(NESTED.into()).is_clean();
    Files(NESTED.into())
        .and("//- /src/other.js\nimport 'stripe';\n//- /packages/shop/lib/other.js\nimport 'stripe';\n")
        .says(expect![[r#"
            direct-sdk-import: `stripe` is Stripe's SDK, imported outside its binding module: its keys, retries and error handling are bypassed
              help: use the binding module `packages/shop/lib/stripe.js` instead
              packages/shop/THIRD_PARTY_INTEGRATIONS.md:74..87: the contract names the binding here
            direct-sdk-import: `stripe` is Stripe's SDK, imported outside its binding module: its keys, retries and error handling are bypassed
              help: use the binding module `src/stripe.js` instead
              THIRD_PARTY_INTEGRATIONS.md:62..75: the contract names the binding here
        "#]]);
}

#[test]
fn a_file_of_a_nested_contract_is_no_user_of_the_outer_binding() {
    Files(NESTED.into())
        .and("//- /packages/shop/lib/outer.js\nimport { stripe } from '../../../src/stripe';\nstripe();\n")
        .is_clean();
}

#[test]
fn the_binding_of_the_outer_contract_is_none_in_the_nested_ones_folder() {
    Files(NESTED.into())
        .with("**Binding Module:** `lib/stripe.js`", "**Binding Module:** `src/stripe.js`")
        .finds(expect![[r#"
            packages/shop/THIRD_PARTY_INTEGRATIONS.md:7:22 Error binding-not-found(Stripe): src/stripe.js
        "#]]);
}

#[test]
fn a_file_that_no_contract_governs_is_told_what_it_uses() {
    Files(NESTED.into())
        .with("//- /THIRD_PARTY_INTEGRATIONS.md", "//- /app/THIRD_PARTY_INTEGRATIONS.md")
        .with("//- /src/stripe.js", "//- /app/src/stripe.js")
        .with("//- /src/pay.js", "//- /app/src/pay.js")
        .and("//- /tools/x.js\nimport 'stripe';\nfetch('https://api.stripe.com');\n")
        .finds(expect![[r#"
            tools/x.js:1:1 Information undocumented-integration(Stripe): import 'stripe';
            tools/x.js:2:7 Information undocumented-integration(Stripe): 'https://api.stripe.com'
        "#]]);
}

const BYPASS: &str = "//- /legacy/a.js\nimport 'stripe';\nfetch('https://api.stripe.com');\n";

#[test]
fn severities_are_configured_by_rule() {
    sound()
        .and(BYPASS)
        .and("//- /contract-lsp.toml\n[rules]\ndirect-sdk-import = \"error\"\ndirect-http-call = \"information\"\n")
        .finds(expect![[r#"
            legacy/a.js:1:1 Error direct-sdk-import(Stripe): import 'stripe';
            legacy/a.js:2:7 Information direct-http-call(Stripe): 'https://api.stripe.com'
        "#]]);
    sound()
        .and(BYPASS)
        .and("//- /contract-lsp.toml\n[rules]\ndirect-sdk-import = \"off\"\ndirect-http-call = \"off\"\n")
        .is_clean();
}

#[test]
fn what_is_a_hint_stays_one() {
    sound()
        .and("//- /tests/a.js\nimport 'stripe';\n//- /src/types.ts\nimport type S from 'stripe';\n//- /contract-lsp.toml\n[rules]\ndirect-sdk-import = \"error\"\n")
        .finds(expect![[r#"
            src/types.ts:1:1 Hint direct-sdk-import(Stripe): import type S from 'stripe';
            tests/a.js:1:1 Hint direct-sdk-import(Stripe): import 'stripe';
        "#]]);
}

#[test]
fn excluded_and_generated_files_are_left_alone() {
    sound().and(BYPASS).and("//- /contract-lsp.toml\nexclude = [\"legacy/**\"]\n").is_clean();
    sound().and("//- /src/gen.js\n// @generated\nimport 'stripe';\n").is_clean();
}

#[test]
fn the_configuration_replaces_the_globs_of_tests() {
    sound()
        .and("//- /checks/a.js\nimport 'stripe';\n//- /tests/b.js\nimport 'stripe';\n//- /contract-lsp.toml\ntests = [\"checks/**\"]\n")
        .finds(expect![[r#"
            checks/a.js:1:1 Hint direct-sdk-import(Stripe): import 'stripe';
            tests/b.js:1:1 Warning direct-sdk-import(Stripe): import 'stripe';
        "#]]);
}

#[test]
fn a_contract_elsewhere_is_named_by_the_configuration() {
    sound()
        .with("//- /THIRD_PARTY_INTEGRATIONS.md", "//- /docs/services.md")
        .and("//- /contract-lsp.toml\ncontract = \"docs/services.md\"\n")
        .and(BYPASS)
        .finds(expect![[r#"
            legacy/a.js:1:1 Warning direct-sdk-import(Stripe): import 'stripe';
            legacy/a.js:2:7 Warning direct-http-call(Stripe): 'https://api.stripe.com'
        "#]]);
}

#[test]
fn a_loose_document_still_says_where_services_belong() {
    let loose = "\
//- /THIRD_PARTY_INTEGRATIONS.md
# What we use

## Integrations

### Stripe

**Binding Module:** `src/stripe.js`
//- /src/stripe.js
module.exports = require('stripe')(1);
";
    Files(loose.into()).and(BYPASS).finds(expect![[r#"
        legacy/a.js:1:1 Warning direct-sdk-import(Stripe): import 'stripe';
        legacy/a.js:2:7 Warning direct-http-call(Stripe): 'https://api.stripe.com'
    "#]]);
}

#[test]
fn line_endings_do_not_change_what_is_found() {
    let files = sound().with("`src/pay.js` | `pay()`", "`src/pay.js` | `refund()`").and(BYPASS);
    let lines = render(&Fixture::new(&files.0).snapshot());
    assert_eq!(render(&Fixture::new(&files.0.replace('\n', "\r\n")).snapshot()), lines);
}
