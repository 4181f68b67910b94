use expect_test::expect;

use super::*;

/// The sound workspace with one more field, and a class in its binding.
fn with_field(field: &str) -> Files {
    sound()
        .with("**Error Handling:**", &format!("{field}\n\n**Error Handling:**"))
        .with("module.exports = { client };\n//- /src/pay.js", "class StripeGateway {}\nclass PaymentError extends Error {}\nfunction handlePaid() {}\nmodule.exports = { client };\n//- /src/pay.js")
}

fn events(handler: &str) -> Files {
    with_field(&format!(
        "**Webhook Events Handled:**\n\n| Event | Handler | Purpose |\n|-------|---------|---------|\n| `paid` | {handler} | Books it |"
    ))
}

#[test]
fn a_handler_that_is_gone_is_a_warning_at_its_name() {
    let files = events("`handlePayd()`");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:67:13 Warning symbol-not-found(Stripe): handlePayd
    "#]]);
    files.says(expect![[r#"
        symbol-not-found: the handler `handlePayd` is defined neither in the binding of Stripe nor among its users: nobody can tell what handles the event
          help: write the name as it is in the code now
    "#]]);
    files.picks(
        "Write",
        expect![[r#"
            Write `handlePaid`
            THIRD_PARTY_INTEGRATIONS.md:67
            - | `paid` | `handlePayd()` | Books it |
            + | `paid` | `handlePaid()` | Books it |
            =>
        "#]],
    );
    let other = events("`settleInvoice()`");
    other.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:67:13 Warning symbol-not-found(Stripe): settleInvoice
    "#]]);
    other.offers(expect![[""]]);
    let bullet = with_field("**Webhook Events Handled:**\n- `paid` -> `settleInvoice()`");
    bullet.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:64:14 Warning symbol-not-found(Stripe): settleInvoice
    "#]]);
}

#[test]
fn handlers_of_the_binding_its_users_and_others_are_there() {
    for handler in [
        "`handlePaid()`",
        "`pay()`",
        "handlePaid",
        "`handlePaid(event)`",
        "`src/integrations/stripe/client.js::handlePaid()`",
        "-",
        "logged and ignored",
        "see docs",
        "`/webhooks/stripe`",
        "[handler]",
    ] {
        let found = render(&Fixture::new(&events(handler).0).snapshot());
        assert!(!found.contains("symbol-not-found"), "{handler}\n{found}");
    }
    events("`settleInvoice()`")
        .and("//- /src/far/away.js\nexport function settleInvoice() {}\n")
        .is_clean();
    // In a language that is not read yet, or in a file that is gone, anything may be defined.
    let row = "| pay | `src/pay.js` | `pay()` |";
    events("`settleInvoice()`")
        .with(row, &format!("| hooks | `hooks/main.ex` | - | Hears |\n{row}"))
        .and("//- /hooks/main.ex\ndefmodule Main do\n")
        .is_clean();
    events("`settleInvoice()`")
        .and("//- /src/integrations/stripe/hooks.ex\ndefmodule Stripe do\n")
        .is_clean();
}

#[test]
fn a_handler_with_a_row_has_that_finding_alone() {
    let row = "| pay | `src/pay.js` | `pay()` |";
    let rows = format!("| hooks | `src/pay.js` | `settle()` | Hears |\n{row}");
    let files = events("`settle()`").with(row, &rows);
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:27 Error used-by-stale(Stripe): settle
    "#]]);
}

#[test]
fn classes_that_are_gone_are_warnings() {
    let client = with_field("**API Client Class:** `StripeGatway`");
    client.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:63:24 Warning symbol-not-found(Stripe): StripeGatway
    "#]]);
    let fence = "**API Client Class:**\n\n```js\nclass StripeGate {\n}\n```";
    with_field(fence).finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:66:7 Warning symbol-not-found(Stripe): StripeGate
    "#]]);
    let list = "**Custom Error Classes:**\n- `PaymentError` - any\n- `CardError` - declined";
    with_field(list).finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:65:4 Warning symbol-not-found(Stripe): CardError
    "#]]);
    let fence = "**Custom Error Classes:**\n\n```js\nclass PaymentErr extends Error {}\nclass PaymentError extends PaymentErr {}\n```";
    let fence = with_field(fence);
    fence.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:66:7 Warning symbol-not-found(Stripe): PaymentErr
    "#]]);
    // The nearest class has its place in the list already.
    fence.offers(expect![[""]]);
}

#[test]
fn classes_that_the_code_mentions_are_there() {
    for field in [
        "**API Client Class:** `StripeGateway`",
        "**API Client Class:** the official client",
        "**API Client Class:** `client`",
        "**Custom Error Classes:** `PaymentError`",
        "**Custom Error Classes:** None",
        "**API Client Class:**\n\n```js\nconst gateway = new Other();\n```",
    ] {
        with_field(field).is_clean();
    }
    with_field("**Custom Error Classes:** `Stripe.errors.StripeCardError`")
        .with(
            "class StripeGateway {}",
            "class StripeGateway {}\nexport const { StripeCardError } = Stripe.errors;",
        )
        .is_clean();
    // A comment does not define anything.
    let comment = with_field("**Custom Error Classes:** `CardError`")
        .with("class StripeGateway {}", "// CardError is gone\nclass StripeGateway {}");
    comment.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:63:28 Warning symbol-not-found(Stripe): CardError
    "#]]);
}

#[test]
fn a_missing_binding_silences_it() {
    let gone = with_field("**API Client Class:** `GoneClient`")
        .with("**Location:** `src/integrations/stripe/`", "**Location:** `src/integrations/gone/`");
    gone.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:43:18 Error binding-not-found(Stripe): src/integrations/gone/
    "#]]);
}
