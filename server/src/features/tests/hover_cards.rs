//! Hover cards of everything but variables.

use expect_test::expect;

use super::hover::check;
use super::*;
use crate::features::hover;
use crate::features::today::today;

#[test]
fn a_service_is_told_of_wherever_it_is_named() {
    check(
        "### Stripe (Payments)",
        "### Str$0ipe (Payments)",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe
        **Stripe** · active · Payments

        Takes payments.

        - binding `src/integrations/stripe`
        - used by 1 module · 1 variable
        - documented in `THIRD_PARTY_INTEGRATIONS.md:25`
    "#]],
    );
    check(
        "| Stripe | Payments | Active |",
        "| Str$0ipe | Payments | Active |",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:21:3 Stripe
        **Stripe** · active · Payments

        Takes payments.

        - binding `src/integrations/stripe`
        - used by 1 module · 1 variable
        - documented in `THIRD_PARTY_INTEGRATIONS.md:25`
    "#]],
    );
    check(
        "$20 | NO |\n\n## Integrations",
        "$20 | YES |\n\n## Integration Categories\n\n### Money\n- **Str$0ipe** - payments\n\n## Integrations",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:26:5 Stripe
        **Stripe** · active · critical · Money

        Takes payments.

        - binding `src/integrations/stripe`
        - used by 1 module · 1 variable
        - documented in `THIRD_PARTY_INTEGRATIONS.md:30`
    "#]],
    );
}

#[test]
fn an_sdk_and_an_address_lead_to_the_integration() {
    check(
        "require('stripe')",
        "require('str$0ipe')",
        "",
        expect![[r#"
        src/integrations/stripe/client.js:1:25 stripe
        **Stripe** · active · Payments

        Takes payments.

        - binding `src/integrations/stripe`
        - used by 1 module · 1 variable
        - documented in `THIRD_PARTY_INTEGRATIONS.md:25`
    "#]],
    );
    check(
        "## Purpose",
        "## Purpose",
        "//- /src/rogue.js\nimport Stripe from 'str$0ipe';\n",
        expect![[r#"
        src/rogue.js:1:21 stripe
        **Stripe** · active · Payments

        Takes payments.

        - use its binding `src/integrations/stripe`
        - used by 1 module · 1 variable
        - documented in `THIRD_PARTY_INTEGRATIONS.md:25`
    "#]],
    );
    check(
        "## Purpose",
        "## Purpose",
        "//- /src/rogue.js\nfetch('https://api.str$0ipe.com/v1/charges');\n",
        expect![[r#"
        src/rogue.js:1:7 'https://api.stripe.com/v1/charges'
        **Stripe** · active · Payments

        Takes payments.

        - use its binding `src/integrations/stripe`
        - used by 1 module · 1 variable
        - documented in `THIRD_PARTY_INTEGRATIONS.md:25`
    "#]],
    );
    check(
        "## Purpose",
        "## Purpose",
        "//- /src/sms.js\nimport twilio from 'twi$0lio';\n",
        expect![[r#"
        src/sms.js:1:21 twilio
        **Twilio** · Communication

        `THIRD_PARTY_INTEGRATIONS.md` has no section for it.
    "#]],
    );
    check(
        "## Purpose",
        "## Purpose",
        "//- /src/x.js\nimport lodash from 'lod$0ash';\n",
        expect![[""]],
    );
}

#[test]
fn an_import_of_a_binding_leads_to_the_integration() {
    check(
        "require('./integrations/stripe/client')",
        "require('./integrations/str$0ipe/client')",
        "",
        expect![[r#"
            src/pay.js:1:29 ./integrations/stripe/client
            **Stripe** · active · Payments

            Takes payments.

            - binding `src/integrations/stripe`
            - used by 1 module · 1 variable
            - documented in `THIRD_PARTY_INTEGRATIONS.md:25`
        "#]],
    );
    check(
        "## Purpose",
        "## Purpose",
        "//- /src/integrations/index.js\nexport { client } from './stripe/client';\n//- /src/a.js\nimport { client } from './integrat$0ions';\n",
        expect![[r#"
            src/a.js:1:25 ./integrations
            **Stripe** · active · Payments

            Takes payments.

            - binding `src/integrations/stripe`
            - used by 3 modules · 1 variable
            - documented in `THIRD_PARTY_INTEGRATIONS.md:25`
        "#]],
    );
}

#[test]
fn a_path_says_whether_it_is_there() {
    check(
        "- **Location:** `src/integrations/stripe/`",
        "- **Location:** `src/integrations/str$0ipe/`",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:43:18 src/integrations/stripe/
        **`src/integrations/stripe`** · folder, 1 file, 121 bytes

        - in the binding of Stripe
    "#]],
    );
    check(
        "| pay | `src/pay.js` |",
        "| pay | `src/p$0ay.js` |",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 src/pay.js
        **`src/pay.js`** · 168 bytes

        - exports `pay`
    "#]],
    );
    check(
        "| pay | `src/pay.js` |",
        "| pay | `src/g$0one.js` |",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 src/gone.js
        **`src/gone.js`** · does not exist
    "#]],
    );
    check(
        "| pay | `src/pay.js` |",
        "| pay | `stripe/cli$0ent.js` |",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 stripe/client.js
        **`src/integrations/stripe/client.js`** · 121 bytes

        - exports `client`
        - written as `stripe/client.js`, the end of its path
        - in the binding of Stripe
    "#]],
    );
    check(
        "| pay | `src/pay.js` |",
        "| pay | `src/**/*$0.js` |",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 src/**/*.js
        **`src/**/*.js`** · matches 2 files

        - `src/integrations/stripe/client.js`, `src/pay.js`
    "#]],
    );
    check(
        "| Active | `src/integrations/stripe/` |",
        "| Active | `src/integ$0rations/stripe/` |",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:21:32 `src/integrations/stripe/`
        **`src/integrations/stripe`** · folder, 1 file, 121 bytes

        - in the binding of Stripe
    "#]],
    );
}

#[test]
fn a_function_shows_its_signature_and_comment() {
    check(
        "`pay()`",
        "`p$0ay()`",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:25 pay
        ```javascript
        async function pay(amount)
        ```

        - defined in `src/pay.js:2`
    "#]],
    );
    check(
        "`src/pay.js` | `pay()`",
        "`src/till.ts` | `char$0ge()`",
        "//- /src/till.ts\n/** Charges a card. Key was AKIA4EXCANARY7QRSTUV once. */\nexport function charge(cents: number): void {}\n",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:26 charge
        ```typescript
        export function charge(cents: number): void
        ```

        Charges a card. Key was AKIA… once.

        - defined in `src/till.ts:2`
    "#]],
    );
    check(
        "`pay()`",
        "`gon$0e()`",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:25 gone
        **`gone`** · not defined in `src/pay.js`
    "#]],
    );
}

#[test]
fn dates_and_statuses_are_explained() {
    let fixture = sound_with("**Added:** 2026-01-02", "**Added:** 2026-$001-02", "");
    let (path, offset) = cursor(&fixture);
    let card = hover(&fixture.snapshot(), &path, offset, None).expect("a card");
    assert!(card.markdown.starts_with("**2026-01-02** · Friday · "), "{}", card.markdown);
    check(
        "**Status:** `active`",
        "**Status:** `act$0ive`",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:29:14 active
        **active**

        In use. The code is held to the section, and the section to the code.
    "#]],
    );
    check(
        "**Status:** `active`",
        "**Status:** `plan$0ned`",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:29:14 planned
        **planned**

        Not built yet: code is not held to the section.
    "#]],
    );
    check(
        "| Stripe | Payments | Active |",
        "| Stripe | Payments | Act$0ive |",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:21:23 Active
        **active**

        In use. The code is held to the section, and the section to the code.
    "#]],
    );
}

#[test]
fn today_is_called_so() {
    let today = today().to_string();
    let to = format!("| {}$0{} | 1.2.0 | Ada |", &today[..4], &today[4..]);
    let fixture = sound_with("| 2026-02-03 | 1.2.0 | Ada |", &to, "");
    let (path, offset) = cursor(&fixture);
    let card = hover(&fixture.snapshot(), &path, offset, None).expect("a card");
    assert!(card.markdown.trim_end().ends_with("· today"), "{}", card.markdown);
}

#[test]
fn labels_and_headings_say_what_belongs_there() {
    check(
        "**Environment Variables:**",
        "**Environ$0ment Variables:**",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:45:3 Environment Variables
        **Environment Variables** · required

        Every variable that the binding reads, with whether it is required, its default and what it sets.
    "#]],
    );
    check(
        "**Environment Variables:**",
        "**En$0v Vars:**",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:45:3 Env Vars
        **Environment Variables** · required

        Every variable that the binding reads, with whether it is required, its default and what it sets.

        Written here as “Env Vars”.
    "#]],
    );
    check(
        "**Last Updated:**",
        "**Last Up$0dated:**",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:3:3 Last Updated
        **Last Updated** · required

        The day on which the file was last changed, as YYYY-MM-DD: that of the newest row of its change log.
    "#]],
    );
    check(
        "## Change Log",
        "## Change$0 Log",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:11:4 Change Log
        **Change Log** · required

        Every change of the file, newest first or last, with a version.
    "#]],
    );
    check("**Purpose:** Takes payments.", "**Purpose:** Takes$0 payments.", "", expect![[""]]);
}

#[test]
fn packages_say_whose_they_are_and_who_imports_them() {
    check(
        "- `stripe` - the SDK",
        "- `str$0ipe` - the SDK",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:79:4 stripe
        **`stripe`** · npm · SDK of Stripe

        - imported in `src/integrations/stripe/client.js`
    "#]],
    );
    check(
        "- `stripe` - the SDK",
        "- `left$0-pad@1.0.0` - pads",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:79:4 left-pad
        **`left-pad`** · npm

        - imported nowhere
    "#]],
    );
}

#[test]
fn codes_of_rules_show_their_pages() {
    let begins = |from: &str, to: &str, files: &str, beginning: &str| {
        let fixture = sound_with(from, to, files);
        let (path, offset) = cursor(&fixture);
        let card = hover(&fixture.snapshot(), &path, offset, None).expect("a card");
        assert!(card.markdown.starts_with(beginning), "{}", card.markdown);
    };
    let source = |code: &str| {
        format!("// contract-lsp-ignore-next-line {code} -- why\nconst Stripe = require")
    };
    let import = "const Stripe = require";
    begins(import, &source("invalid-con$0fig"), "", "# invalid-config\n");
    let meant = "No rule is called `invalid-conf`. Is `invalid-config` meant?";
    begins(import, &source("invalid-conf$0"), "", meant);
    begins(import, &source("quite-an$0other"), "", "No rule is called `quite-another`.");
    let comment = "<!-- contract-lsp-ignore-next-line env-unu$0sed -- why -->\n\n## Purpose\n";
    begins("## Purpose\n", comment, "", "# env-unused\n");
    let files = "//- /contract-lsp.toml\n[rules]\nenv-unu$0sed = \"off\"\n";
    begins("## Purpose", "## Purpose", files, "# env-unused\n");
}

#[test]
fn a_wildcard_lists_the_names_it_stands_for() {
    check(
        "| `STRIPE_SECRET_KEY` | YES |",
        "| `STRIPE_SECRET_KEY` | YES | - | - | - |\n| `STRIPE_PRI$0CE_*` | NO |",
        "//- /src/integrations/stripe/prices.js\nx(process.env.STRIPE_PRICE_A, process.env.STRIPE_PRICE_B);\n//- /.env\nSTRIPE_PRICE_C=canary\n",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:50:4 STRIPE_PRICE_*
        **`STRIPE_PRICE_*`** · Stripe

        Secret key

        optional · example `sk_test_...`

        - documented in `THIRD_PARTY_INTEGRATIONS.md:50`
        - used in `src/integrations/stripe/prices.js:1`, `src/integrations/stripe/prices.js:1`
        - set in `.env`
        - stands for `STRIPE_PRICE_A`, `STRIPE_PRICE_B`, `STRIPE_PRICE_C`
    "#]],
    );
}

#[test]
fn findings_of_a_service_are_counted() {
    let files = "//- /src/rogue.js\nimport Stripe from 'stripe';\n";
    let fixture = sound_with("### Stripe (Payments)", "### Str$0ipe (Payments)", files);
    let snapshot = fixture.snapshot();
    let findings = crate::rules::Findings::compute(&snapshot, None, &|| false).expect("all");
    let (path, offset) = cursor(&fixture);
    let card = hover(&snapshot, &path, offset, Some(&findings)).expect("a card");
    assert!(card.markdown.contains("- 1 finding\n"), "{}", card.markdown);
}

#[test]
fn no_card_shows_a_credential() {
    // A cursor anywhere in a contract that holds credentials where people put them.
    let canary = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";
    let text = sound_workspace()
        .replace("`sk_test_...`", &format!("`{canary}`"))
        .replace("| - | Secret key |", &format!("| {canary} | Was {canary} |"))
        .replace("**Purpose:** Takes payments.", &format!("**Purpose:** Pays with {canary}."));
    let fixture = Fixture::new(&(text + &format!("//- /.env\nSTRIPE_SECRET_KEY={canary}\n")));
    let snapshot = fixture.snapshot();
    let mut cards = 0;
    for path in ["THIRD_PARTY_INTEGRATIONS.md", ".env", "src/integrations/stripe/client.js"] {
        let path = RelPath::parse(path).expect("a path");
        let length = snapshot.document(&path).expect("a text").len();
        for offset in 0..=length + 1 {
            let card = hover(&snapshot, &path, offset, None);
            let shown = card.map(|card| card.markdown).unwrap_or_default();
            assert!(!shown.contains(canary), "{path}:{offset} {shown}");
            cards += usize::from(!shown.is_empty());
            for item in crate::features::completion(&snapshot, &path, offset) {
                assert!(!format!("{item:?}").contains(canary), "{path}:{offset} {item:?}");
            }
        }
    }
    assert!(cards > 300, "{cards}");
}
