use expect_test::expect;

use super::*;

/// A service of the section's own whose binding makes this request.
fn with_request(provider: &str, code: &str) -> Files {
    sound()
        .with("| Stripe | Payments", "| Acme | Payments")
        .with("### Stripe (Payments)", "### Acme (Payments)")
        .with("- **Website:** [https://stripe.com](https://stripe.com)", provider)
        .with("- `stripe` - the SDK", "- none")
        .with("const Stripe = require('stripe');\nconst client = new Stripe(process.env.STRIPE_SECRET_KEY);\n", &format!("const key = process.env.STRIPE_SECRET_KEY;\n{code}\n"))
}

const CALL: &str = "const client = () => fetch('https://api.acme.example/v1/pay', { key });";

#[test]
fn a_host_that_the_binding_leaves_out_is_a_hint() {
    let files = with_request("- **API Base URL:** `https://api.acme-pay.example/v1`", CALL);
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:34:22 Hint unmatched-entry(Acme): https://api.acme-pay.example/v1
    "#]]);
    files.says(expect![[r#"
        unmatched-entry: the binding of Acme never speaks to `api.acme-pay.example`: its address in the contract or in the code is an old one
          help: write the host that the binding calls, or take this one out
    "#]]);
    with_request("- **API Hosts:** `api.acme.example`, `files.acme.example`", CALL).finds(expect![
        [r#"
            THIRD_PARTY_INTEGRATIONS.md:34:39 Hint unmatched-entry(Acme): files.acme.example
        "#]
    ]);
    with_request("- **Website:** none", CALL)
        .with("| `/v1/payment_intents` | POST", "| `https://old.acme.example/v1/pay` | POST")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:61:4 Hint unmatched-entry(Acme): https://old.acme.example/v1/pay
        "#]]);
}

#[test]
fn a_host_that_may_be_used_is_no_finding() {
    for (provider, code) in [
        ("- **API Base URL:** `https://api.acme.example/v1`", CALL),
        ("- **API Hosts:** `*.acme.example`", CALL),
        // No address at all: it comes from somewhere else.
        (
            "- **API Base URL:** `https://api.acme-pay.example/v1`",
            "const client = (url) => fetch(url, { key });",
        ),
        (
            "- **API Base URL:** `https://api.acme-pay.example/v1`",
            "const client = () => fetch(process.env.ACME_BASE_URL ?? 'https://api.acme.example', { key });",
        ),
        (
            "- **API Base URL:** `https://api.acme-pay.example/v1`",
            "const hosts = { live: 'api.acme-pay.example' };\nconst client = () => fetch('https://api.acme.example/v1/pay', { key });",
        ),
    ] {
        let found = render(&Fixture::new(&with_request(provider, code).0).snapshot());
        assert!(!found.contains("unmatched-entry"), "{provider} {code}\n{found}");
    }
    // An SDK hides the host.
    sound()
        .with(
            "- **Website:** [https://stripe.com](https://stripe.com)",
            "- **API Base URL:** `https://api.stripe.example/v1`",
        )
        .is_clean();
    // It stands in a file that the binding imports.
    let elsewhere = with_request("- **API Base URL:** `https://api.acme-pay.example/v1`", "const { BASE } = require('../../base');\nconst client = () => fetch('https://auth.acme.example/token', { key });")
        .and("//- /src/base.js\nexports.BASE = 'https://api.acme-pay.example/v1';\n");
    let found = render(&Fixture::new(&elsewhere.0).snapshot());
    assert!(!found.contains("unmatched-entry"), "{found}");
}

#[test]
fn a_package_that_nothing_imports_is_a_hint() {
    let files =
        sound().with("- `stripe` - the SDK", "- `stripe` - the SDK\n- `axios@^1` - requests");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:80:4 Hint unmatched-entry(Stripe): axios
    "#]]);
    files.says(expect![[r#"
        unmatched-entry: the binding of Stripe never imports `axios`: who relies on this list keeps a package for nothing
          help: take the package out of the list, or use it in the binding
    "#]]);
    sound()
        .with("- `stripe` - the SDK", "- `stripe`\n- `axios`")
        .and("//- /package.json\n{ \"dependencies\": { \"stripe\": \"1\", \"axios\": \"1\" } }\n")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:80:4 Hint unmatched-entry(Stripe): axios
        "#]]);
}

#[test]
fn packages_that_are_used_or_need_no_import_are_no_finding() {
    for packages in [
        "- `stripe` - the SDK",
        "- `stripe@^14`\n- `@types/stripe`\n- `eslint-plugin-stripe`\n- `nock`",
        "- `stripe`\n\n**Python Packages:**\n- `stripe`\n- `requests`",
        "- `stripe`\n\n**Internal Dependencies:**\n- `src/pay.js`",
        "- `stripe`\n- `node:crypto`\n- `fetch`",
        "- `stripe`\n- Redis server 7\n- an account",
    ] {
        sound().with("- `stripe` - the SDK", packages).is_clean();
    }
    let with_axios = || sound().with("- `stripe` - the SDK", "- `stripe`\n- `axios`");
    with_axios()
        .with(
            "const Stripe = require('stripe');",
            "const Stripe = require('stripe');\nconst axios = require('axios/dist/node');",
        )
        .is_clean();
    with_axios().and("//- /src/elsewhere.js\nimport axios from 'axios';\n").is_clean();
    // Of a package in no manifest another rule speaks.
    with_axios().and("//- /package.json\n{ \"dependencies\": { \"stripe\": \"1\" } }\n").finds(
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:80:4 Warning dependency-mismatch(Stripe): axios
        "#]],
    );
    with_axios().and("//- /src/integrations/stripe/more.py\nimport axios\n").is_clean();
}
