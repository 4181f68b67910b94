use expect_test::expect;

use super::*;

const RULE: &str = "missing-retry";

/// A contract that promises retry, over a binding without any.
fn promising() -> Files {
    sound().with("| Told to the customer | NO |", "| Told to the customer | YES |")
}

#[test]
fn a_promise_that_the_binding_does_not_keep_is_reported_at_its_cell() {
    promising().finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:67:48 Hint missing-retry(Stripe): YES
    "#]]);
    promising().says(expect![[r#"
        missing-retry: calls to Stripe are said to be tried again, but its binding shows no sign of retry or backoff: a short failure becomes the customer's
          help: try again with growing pauses in the binding, or write NO here
    "#]]);
}

#[test]
fn any_sign_in_the_binding_keeps_it() {
    for sign in [
        "const options = { maxNetworkRetries: 2 };",
        "// Stripe's SDK retries by itself.",
        "for (let attempt = 1; attempt < 4; attempt++) {}",
    ] {
        promising().and(&format!("//- /src/integrations/stripe/again.js\n{sign}\n")).is_clean();
    }
    let lookup =
        "//- /src/integrations/stripe/lookup.js\nexports.find = (id) => client.retrieve(id);\n";
    let found = render(&Fixture::new(&promising().and(lookup).0).snapshot());
    assert!(found.contains(RULE), "`retrieve` is no sign: {found}");
}

#[test]
fn a_wrapper_that_the_binding_imports_counts() {
    let binding =
        "//- /src/integrations/stripe/again.js\nconst { steadily } = require('../../lib/http');\n";
    let wrapper = "//- /src/lib/http.js\nexports.steadily = (call) => withBackoff(call);\n";
    promising().and(binding).and(wrapper).is_clean();
    let idle = "//- /src/lib/http.js\nexports.steadily = (call) => call();\n";
    let found = render(&Fixture::new(&promising().and(binding).and(idle).0).snapshot());
    assert!(found.contains(RULE), "{found}");
}

#[test]
fn what_promises_nothing_is_not_asked() {
    sound().is_clean();
    let planned = promising().with("`active`", "`planned`");
    let found = render(&Fixture::new(&planned.0).snapshot());
    assert!(!found.contains(RULE), "{found}");
}
