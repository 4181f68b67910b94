use expect_test::{Expect, expect};

use super::*;
use crate::features::definition;

fn check_fixture(fixture: &Fixture, expect: Expect) {
    let snapshot = fixture.snapshot();
    let (path, offset) = cursor(fixture);
    let mut lines = String::new();
    for target in definition(&snapshot, &path, offset) {
        let origin = shown(&snapshot, &path, target.origin);
        assert!(target.origin.touches(offset), "the origin is not at the cursor: {origin}");
        assert!(target.range.contains_range(target.focus));
        let whole = target.range.slice(snapshot.document(&target.path).unwrap().text()).to_owned();
        let whole = whole.lines().next().unwrap_or_default().to_owned();
        lines += &format!("{} <- {whole}\n", shown(&snapshot, &target.path, target.focus));
    }
    expect.assert_eq(&lines);
}

fn check(from: &str, to: &str, files: &str, expect: Expect) {
    check_fixture(&sound_with(from, to, files), expect);
}

const FUNCTION: &str = "`src/pay.js` | `pay()`";

/// Checks where the function of the Used By row leads when `src/pay.js` holds `source`.
fn check_function(function: &str, source: &str, expect: Expect) {
    let cursor = function.replacen('(', "$0(", 1);
    let mut fixture = sound_with(FUNCTION, &format!("`src/pay.js` | `{cursor}`"), "");
    fixture.open("src/pay.js", source);
    check_fixture(&fixture, expect);
}

#[test]
fn the_function_of_a_row_leads_to_its_declaration() {
    check(
        FUNCTION,
        "`src/pay.js` | `p$0ay()`",
        "",
        expect![[r#"
        src/pay.js:2:16 pay <- async function pay(amount) {
    "#]],
    );
}

#[test]
fn functions_are_found_in_every_form() {
    check_function(
        "pay()",
        "export const pay = async (x) => x;\n",
        expect![[r#"
        src/pay.js:1:14 pay <- export const pay = async (x) => x;
    "#]],
    );
    check_function(
        "charge()",
        "class Till {\n  async charge() {}\n}\n",
        expect![[r#"
        src/pay.js:2:9 charge <- async charge() {}
    "#]],
    );
    check_function(
        "Till.charge()",
        "class Shop { charge() {} }\nclass Till {\n  charge() {}\n}\n",
        expect![[r#"
            src/pay.js:3:3 charge <- charge() {}
        "#]],
    );
    check_function(
        "api.list()",
        "export const api = {\n  list() {},\n};\n",
        expect![[r#"
        src/pay.js:2:3 list <- list() {}
    "#]],
    );
    check_function(
        "giveBack()",
        "function refund() {}\nexport { refund as giveBack };\n",
        expect![[r#"
            src/pay.js:1:10 refund <- function refund() {}
        "#]],
    );
    check_function(
        "pay()",
        "module.exports.pay = function () {};\n",
        expect![[r#"
        src/pay.js:1:16 pay <- module.exports.pay = function () {};
    "#]],
    );
    check_function("gone()", "export function pay() {}\n", expect![[""]]);
}

#[test]
fn a_method_of_a_rust_impl_is_found() {
    let files = "//- /src/pay.rs\npub struct Till;\n\nimpl Till {\n    /// Charges.\n    pub fn charge(&self) {}\n}\n";
    check(
        FUNCTION,
        "`src/pay.rs` | `Till::ch$0arge()`",
        files,
        expect![[r#"
        src/pay.rs:5:12 charge <- pub fn charge(&self) {}
    "#]],
    );
    check(
        FUNCTION,
        "`src/pay.rs` | `Till.charge$0`",
        files,
        expect![[r#"
        src/pay.rs:5:12 charge <- pub fn charge(&self) {}
    "#]],
    );
}

#[test]
fn several_functions_of_a_cell_lead_to_their_own() {
    let mut fixture = sound_with(FUNCTION, "`src/pay.js` | `pay()`, `re$0fund()`", "");
    fixture.open("src/pay.js", "export function pay() {}\nexport function refund() {}\n");
    check_fixture(
        &fixture,
        expect![[r#"
        src/pay.js:2:17 refund <- export function refund() {}
    "#]],
    );
}

#[test]
fn the_text_in_the_editor_counts() {
    let mut fixture = sound_with(FUNCTION, "`src/pay.js` | `p$0ay()`", "");
    fixture.open("src/pay.js", "// 😀\n// 支払い\nexport function pay() {}\n");
    check_fixture(
        &fixture,
        expect![[r#"
        src/pay.js:3:17 pay <- export function pay() {}
    "#]],
    );
}

#[test]
fn a_path_leads_to_the_file_and_a_folder_to_its_main_file() {
    check(
        FUNCTION,
        "`src/p$0ay.js` | `pay()`",
        "",
        expect![[r#"
        src/pay.js:1:1  <- 
    "#]],
    );
    check(
        "**Location:** `src/integrations",
        "**Location:** `src/$0integrations",
        "",
        expect![[r#"
            src/integrations/stripe/client.js:1:1  <- 
        "#]],
    );
    check(
        "| Stripe | Payments | Active | `src/integrations/stripe/`",
        "| Stripe | Payments | Active | `src/$0integrations/stripe/`",
        "",
        expect![[r#"
            src/integrations/stripe/client.js:1:1  <- 
        "#]],
    );
    check(FUNCTION, "`src/go$0ne.js` | `pay()`", "", expect![[""]]);
}

#[test]
fn a_path_in_any_other_field_leads_to_the_file() {
    check(
        "**Purpose:** Takes payments.",
        "**Error Handling:** see `src/p$0ay.js`.\n\n**Purpose:** Takes payments.",
        "",
        expect![[r#"
            src/pay.js:1:1  <- 
        "#]],
    );
}

#[test]
fn a_service_of_the_overview_leads_to_its_section() {
    check(
        "| Stripe | Payments",
        "| 💳 Str$0ipe | Payments",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe <- ### Stripe (Payments)
    "#]],
    );
    check(
        "| Stripe | Payments",
        "| [Str$0ipe](#stripe-payments) | Payments",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe <- ### Stripe (Payments)
    "#]],
    );
    check(
        "| Stripe | Payments",
        "| St$0ripe Payments | Payments",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe <- ### Stripe (Payments)
    "#]],
    );
}

#[test]
fn a_row_of_variables_leads_to_every_read() {
    let files = "//- /src/b.js\nconst 名前 = '😀', k = process.env.STRIPE_SECRET_KEY;\n//- /src/note.js\n// process.env.STRIPE_SECRET_KEY\n";
    check(
        "| `STRIPE_SECRET_KEY` | YES",
        "| `STRIPE_$0SECRET_KEY` | YES",
        files,
        expect![[r#"
        src/b.js:1:33 STRIPE_SECRET_KEY <- STRIPE_SECRET_KEY
        src/integrations/stripe/client.js:2:39 STRIPE_SECRET_KEY <- STRIPE_SECRET_KEY
    "#]],
    );
}

#[test]
fn a_wildcard_row_leads_to_every_name_that_begins_so() {
    let files = "//- /src/b.js\nprocess.env.STRIPE_PRICE_A;\nprocess.env.STRIPE_PRICE_B;\n";
    check(
        "| `STRIPE_SECRET_KEY` | YES",
        "| `STRIPE_PRICE$0_*` | YES",
        files,
        expect![[r#"
        src/b.js:1:13 STRIPE_PRICE_A <- STRIPE_PRICE_A
        src/b.js:2:13 STRIPE_PRICE_B <- STRIPE_PRICE_B
    "#]],
    );
}

#[test]
fn a_variable_named_in_another_field_leads_to_its_reads() {
    check(
        "key in `STRIPE_SECRET_KEY`",
        "key in `STRIPE_$0SECRET_KEY`",
        "",
        expect![[r#"
        src/integrations/stripe/client.js:2:39 STRIPE_SECRET_KEY <- STRIPE_SECRET_KEY
    "#]],
    );
}

const INFRA: &str = "\
//- /INFRA_CONTRACT.md
# Infra

## Environment Variables

| Variable | Required | Description |
|----------|----------|-------------|
| `STRIPE_SECRET_KEY` | YES | Key |
";

#[test]
fn a_read_leads_to_the_row_and_to_the_infrastructure() {
    check(
        "process.env.STRIPE_SECRET_KEY",
        "process.env.STRIPE_$0SECRET_KEY",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 STRIPE_SECRET_KEY <- | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
    "#]],
    );
    check(
        "process.env.STRIPE_SECRET_KEY",
        "process.env.STRIPE_$0SECRET_KEY",
        INFRA,
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 STRIPE_SECRET_KEY <- | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
        INFRA_CONTRACT.md:7:4 STRIPE_SECRET_KEY <- | `STRIPE_SECRET_KEY` | YES | Key |
    "#]],
    );
    check("process.env.STRIPE_SECRET_KEY", "process.env.STRIPE_$0OTHER_KEY", "", expect![[""]]);
}

#[test]
fn a_name_in_dotenv_and_infra_leads_to_the_row() {
    check(
        "## Purpose",
        "## Purpose",
        "//- /.env.example\n# 😀\nexport STRIPE_$0SECRET_KEY=sk_test_x\n",
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:49:4 STRIPE_SECRET_KEY <- | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
        "#]],
    );
    check(
        "## Purpose",
        "## Purpose",
        &INFRA.replace("| `STRIPE_S", "| `STRIPE_$0S"),
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:49:4 STRIPE_SECRET_KEY <- | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
        "#]],
    );
}

#[test]
fn beside_every_thing_there_is_nothing() {
    check("Takes payments.", "Takes $0payments.", "", expect![[""]]);
    check("new Stripe(", "new Str$0ipe(", "", expect![[""]]);
}

#[test]
fn a_category_and_a_reference_of_infra_lead_to_the_section() {
    check(
        "## Integrations\n",
        "## Integration Categories\n\n### Money\n- **Str$0ipe** - cards\n\n## Integrations\n",
        "",
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:30:5 Stripe <- ### Stripe (Payments)
        "#]],
    );
    for cursor in [
        "**See Also:** THIRD_PARTY_INTEGRATIONS.md (Str$0ipe)",
        "[Str$0ipe](THIRD_PARTY_INTEGRATIONS.md#stripe-payments)",
        "#### 💳 Str$0ipe",
    ] {
        let infra = format!("//- /INFRA_CONTRACT.md\n# Infra\n\n{cursor}\n");
        check(
            "## Purpose",
            "## Purpose",
            &infra,
            expect![[r#"
                THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe <- ### Stripe (Payments)
            "#]],
        );
    }
    let link = "//- /INFRA_CONTRACT.md\n[x](THIRD_PARTY_INTEGRATIONS.md#stripe-$0payments)\n";
    check(
        "## Purpose",
        "## Purpose",
        link,
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe (Payments) <- ### Stripe (Payments)
    "#]],
    );
}

#[test]
fn a_suppressed_service_leads_to_its_section() {
    let files = "//- /src/x.js\n// contract-lsp-ignore-line direct-sdk-import(Str$0ipe)\n";
    check(
        "## Purpose",
        "## Purpose",
        files,
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe <- ### Stripe (Payments)
    "#]],
    );
}

const SYMBOLS: &str = "\
**API Client Class:** `StripeCl$0ient`

**Custom Error Classes:**
- `CardError` - declined

**Webhook Events Handled:**

| Event | Handler | Purpose |
|-------|---------|---------|
| `paid` | `onPaid()` | x |
| `refunded` | onRefund | 文 |
| `disputed` | `src/pay.js` | x |

**Testing:**";

const CLASSES: &str = "\
//- /src/integrations/stripe/classes.js
export class StripeClient {}
export class CardError extends Error {}
export function onPaid() {}
export const onRefund = () => {};
";

#[test]
fn handlers_and_classes_lead_into_the_binding() {
    let without = SYMBOLS.replace("$0", "");
    for (piece, cursor, expected) in [
        (
            "StripeClient",
            "StripeCl$0ient",
            expect![[r#"
            src/integrations/stripe/classes.js:1:14 StripeClient <- export class StripeClient {}
        "#]],
        ),
        (
            "CardError",
            "Card$0Error",
            expect![[r#"
            src/integrations/stripe/classes.js:2:14 CardError <- export class CardError extends Error {}
        "#]],
        ),
        (
            "onPaid",
            "on$0Paid",
            expect![[r#"
            src/integrations/stripe/classes.js:3:17 onPaid <- export function onPaid() {}
        "#]],
        ),
        (
            "onRefund",
            "onRe$0fund",
            expect![[r#"
            src/integrations/stripe/classes.js:4:14 onRefund <- export const onRefund = () => {};
        "#]],
        ),
        (
            "src/pay.js",
            "src/p$0ay.js",
            expect![[r#"
            src/pay.js:1:1  <- 
        "#]],
        ),
        ("`paid`", "`p$0aid`", expect![[""]]),
    ] {
        check("**Testing:**", &without.replacen(piece, cursor, 1), CLASSES, expected);
    }
}

#[test]
fn links_lead_to_their_targets() {
    for (link, expected) in [
        (
            "[x](#stripe-pay$0ments)",
            expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe (Payments) <- ### Stripe (Payments)
        "#]],
        ),
        (
            "[x](src/p$0ay.js)",
            expect![[r#"
            src/pay.js:1:1  <- 
        "#]],
        ),
        (
            "[x](./s$0rc/integrations/stripe)",
            expect![[r#"
            src/integrations/stripe/client.js:1:1  <- 
        "#]],
        ),
        (
            "[x](docs/notes.md#漢$0字)",
            expect![[r#"
            docs/notes.md:3:4 漢字 <- ## 漢字
        "#]],
        ),
        (
            "[x](docs/notes.md#g$0one)",
            expect![[r#"
            docs/notes.md:1:1  <- 
        "#]],
        ),
        ("[x](https://strip$0e.com)", expect![[""]]),
        ("[x](gone.$0md)", expect![[""]]),
    ] {
        let files = "//- /docs/notes.md\n# Notes\n\n## 漢字\n";
        check("What we use and where.", link, files, expected);
    }
}

#[test]
fn an_sdk_and_an_address_lead_to_the_binding() {
    check(
        "## Purpose",
        "## Purpose",
        "//- /src/x.js\nimport S from 'str$0ipe';\n",
        expect![[r#"
        src/integrations/stripe/client.js:1:1  <- 
    "#]],
    );
    check(
        "## Purpose",
        "## Purpose",
        "//- /src/x.js\nfetch('https://api.str$0ipe.com/v1/charges');\n",
        expect![[r#"
            src/integrations/stripe/client.js:1:1  <- 
        "#]],
    );
    // In the binding itself, to what is written of it.
    check(
        "require('stripe')",
        "require('str$0ipe')",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe <- ### Stripe (Payments)
    "#]],
    );
    // An import of the binding is the language's own server's.
    check(
        "require('./integrations/stripe/client')",
        "require('./integra$0tions/stripe/client')",
        "",
        expect![[""]],
    );
}

#[test]
fn a_name_in_settings_and_in_a_string_leads_to_the_row() {
    for file in [
        "compose.yaml\nX: ${STRIPE_SECR$0ET_KEY}\n",
        ".github/workflows/ci.yml\nSTRIPE_SECR$0ET_KEY: x\n",
        "src/x.js\nrequired('STRIPE_SECR$0ET_KEY');\n",
    ] {
        check(
            "## Purpose",
            "## Purpose",
            &format!("//- /{file}"),
            expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:49:4 STRIPE_SECRET_KEY <- | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
        "#]],
        );
    }
    check("## Purpose", "## Purpose", "//- /compose.yaml\nX: ${UNKN$0OWN_KEY}\n", expect![[""]]);
}
