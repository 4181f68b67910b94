use expect_test::expect;

use super::rich::{Fix, each_gives_one_finding, rich};
use super::{Files, sound};
use crate::workspace::Severity::Warning;

const RULE: &str = "broken-link";

/// The rich workspace with a sentence in it.
fn saying(sentence: &str) -> Files {
    rich()
        .with("**Purpose:** Takes payments.", &format!("**Purpose:** Takes payments.\n{sentence}"))
}

#[test]
fn links_that_lead_nowhere() {
    let purpose = "**Purpose:** Takes payments.";
    let says = |sentence: &str| format!("{purpose} {sentence}");
    let broken = |sentence: &str, place: &'static str| (says(sentence), place);
    let faults = [
        broken("[x](docs/missing.md)", "docs/missing.md"),
        broken("[x](./docs/missing.md \"Title\")", "./docs/missing.md"),
        broken("[x](docs/key%20s.md)", "docs/key%20s.md"),
        broken("[x](<docs/my keys.md>)", "docs/my keys.md"),
        broken("[x](docs/keys.md/more)", "docs/keys.md/more"),
        broken("[x](missing/)", "missing/"),
        broken("![x](docs/picture.png)", "docs/picture.png"),
        broken("[x](/docs/missing.md)", "/docs/missing.md"),
        broken("[x](docs/missing.md?plain=1#L3)", "docs/missing.md?plain=1#L3"),
        broken("[x](#strpe)", "#strpe"),
        broken("[x](#stripe)", "#stripe"),
        broken("[x](#payments-stripe)", "#payments-stripe"),
        broken("[x](#no-such-part)", "#no-such-part"),
        broken("[x](docs/keys.md#rotation)", "docs/keys.md#rotation"),
        broken("[x](THIRD_PARTY_INTEGRATIONS.md#nope)", "THIRD_PARTY_INTEGRATIONS.md#nope"),
        broken("[x](#status-1)", "#status-1"),
        broken("[x](www.stripe.com/docs)", "www.stripe.com/docs"),
        broken("[x](help@stripe.example)", "help@stripe.example"),
        broken("[x][keys]\n\n[keys]: docs/kees.md", "[x][keys]"),
        broken("[keys] and [keys]\n\n[keys]: docs/kees.md", "[keys]"),
        broken("[![x](docs/badge.svg)](https://x.example)", "docs/badge.svg"),
    ];
    let faults: Vec<_> = faults
        .iter()
        .map(|(to, place)| (purpose, to.as_str(), Warning, *place, Fix::None))
        .collect();
    each_gives_one_finding(RULE, &rich(), &faults);
    each_gives_one_finding(
        RULE,
        &rich(),
        &[
            (
                "docs/keys.md#key-rotation-",
                "docs/keys.md#key-rotatoin-",
                Warning,
                "docs/keys.md#key-rotatoin-",
                Fix::None,
            ),
            (
                "docs/keys.md#key-rotation-",
                "doc/keys.md#key-rotation-",
                Warning,
                "doc/keys.md#key-rotation-",
                Fix::None,
            ),
            (
                "[above](#stripe-payments)",
                "[above](#stripe-payment)",
                Warning,
                "#stripe-payment",
                Fix::None,
            ),
            ("### Stripe (Payments)", "### Stripe (Cards)", Warning, "#stripe-payments", Fix::None),
            ("## Key rotation 🔑", "## Rotation", Warning, "docs/keys.md#key-rotation-", Fix::None),
            ("- **Stripe** - cards", "- [Stripe](#strype)", Warning, "#strype", Fix::None),
            (
                "| Stripe | Payments |",
                "| [Stripe](#strype) | Payments |",
                Warning,
                "#strype",
                Fix::None,
            ),
        ],
    );
}

#[test]
fn links_that_lead_somewhere() {
    for sentence in [
        "[x](docs/keys.md)",
        "[x](docs)",
        "[x](docs/)",
        "[x](./)",
        "[x](docs/../docs/keys.md#keys)",
        "[x](docs/keys.md#KEY-ROTATION)",
        "[x](docs/keys.md#key-rotation)",
        "[x](/docs/keys.md)",
        "[x](#stripe-payments)",
        "[x](#2-acme-mail--newsletters)",
        "[x](#third-party-integrations-contract)",
        "[x](#integration-overview)",
        "[x](#)",
        "[x](#top)",
        "[x](src/pay.js#L1-L3)",
        "[x](src/pay.js#pay)",
        "[x](#L10)",
        "<a id=\"here\"></a> [x](#here)",
        "<a name='here'/> [x](#user-content-here)",
        "[x](https://x.example/nope#y) <https://y.example> [m](mailto:a@b.example) [t](tel:1)",
        "[x](//cdn.example/x.js)",
        "[x](../outside.md)",
        "[x](../../README.md#y)",
        "[x](/v3/mail/send)",
        "[x](node_modules/stripe/README.md)",
        "[x]([URL])",
        "[x](url) [y](docs/…) [z](docs/[name].md)",
        "`[x](missing.md)`",
        "<!-- [x](missing.md) -->",
        "\n\n```\n[x](missing.md)\n```\n",
        "[x][undefined]",
        "[x][keys]\n\n[keys]: docs/keys.md#keys",
        "[^1]\n\n[^1]: A note",
    ] {
        saying(sentence).is_clean();
    }
    // The same words twice, a heading in a quote, one with its own anchor.
    rich()
        .with("\n## Integrations\n", "\n## Notes\n\n> ### Notes\n\n#### 注意 事項 {#care}\n\n[a](#notes-1) [b](#注意-事項) [c](#care) [d](#%E6%B3%A8%E6%84%8F-%E4%BA%8B%E9%A0%85)\n\n## Integrations\n")
        .is_clean();
}

#[test]
fn what_git_ignores_is_different_on_each_machine() {
    let files = saying("[x](coverage/index.html) [y](docs/api/index.html)");
    files.clone().and("//- /.gitignore\n/coverage\n//- /docs/.gitignore\napi/\n").is_clean();
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:33:5 Warning broken-link(-): coverage/index.html
        THIRD_PARTY_INTEGRATIONS.md:33:30 Warning broken-link(-): docs/api/index.html
    "#]]);
}

#[test]
fn what_is_there_but_not_read_is_there() {
    saying("![x](docs/picture.png) [y](src/lib.min.js)")
        .and("//- /docs/picture.png\n\u{0}\n//- /src/lib.min.js\nx\n")
        .is_clean();
}

#[test]
fn templates_and_fields_of_paths_are_left_to_others() {
    sound()
        .with("### Stripe (Payments)\n", "### Integration Template\n\n#### [Service Name]\n\n[x](missing.md)\n\n### Stripe (Payments)\n")
        .is_clean();
    sound().with("with recorded answers", "[tests](tests/missing.test.js)").is_clean();
    sound()
        .with(
            "- **Location:** `src/integrations/stripe/`",
            "- **Location:** [x](src/integrations/strpe/)",
        )
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:43:21 Error binding-not-found(Stripe): src/integrations/strpe/
        "#]]);
    sound().with("| pay | `src/pay.js` | `pay()`", "| pay | [pay](src/pai.js) | `pay()`").finds(
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:55:15 Error used-by-stale(Stripe): src/pai.js
        "#]],
    );
    // The row's link leads nowhere because its section is gone.
    rich()
        .with("| - | no |\n", "| - | no |\n| [Twilio](#twilio) | SMS | Active | - | - | NO |\n")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:23:4 Warning overview-mismatch(Twilio): Twilio
        "#]]);
}

#[test]
fn a_contract_among_documents() {
    let moved = sound()
        .with("//- /THIRD_PARTY_INTEGRATIONS.md", "//- /docs/THIRD_PARTY_INTEGRATIONS.md")
        .and("//- /docs/keys.md\n# Keys\n");
    let says = |sentence: &str| {
        moved.clone().with("Takes payments.", &format!("Takes payments. {sentence}"))
    };
    says("[x](keys.md#keys) [y](../src/pay.js) [z](/docs/keys.md)").is_clean();
    says("[x](docs/keys.md)").finds(expect![[r#"
        docs/THIRD_PARTY_INTEGRATIONS.md:31:34 Warning broken-link(-): docs/keys.md
    "#]]);
}

#[test]
fn messages() {
    saying("[x](#strpe-payments) [y](docs/missing.md) [z](docs/keys.md#rotation)").says(expect![[
        r#"
            broken-link: this link leads nowhere: this document has no heading `#strpe-payments`
              help: write the heading's words, lower case, with dashes for spaces
            broken-link: this link leads nowhere: `docs/missing.md` does not exist
              help: write where the file lies now, as seen from the contract
            broken-link: this link leads nowhere: `docs/keys.md` has no heading `#rotation`
              help: write the heading's words, lower case, with dashes for spaces
        "#
    ]]);
}
