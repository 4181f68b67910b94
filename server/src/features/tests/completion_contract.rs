//! Completion in contracts: cells, values, lists.

use expect_test::expect;

use super::completion::{READS, ROW, check, check_fixture, items};
use super::*;
use crate::workspace::fixture::SOUND_CONTRACT;

const TWILIO: &str = "//- /src/sms.js\nconst twilio = require('twilio');\n";

/// The sound contract with CRLF and a second integration behind it, as a workspace of its own.
fn contract(text: &str) -> Fixture {
    let sources = sound_workspace();
    let rest = &sources[sources.find("//- /src").expect("sources")..];
    Fixture::new(&format!("//- /THIRD_PARTY_INTEGRATIONS.md\n{text}{rest}{READS}"))
}

#[test]
fn required_is_answered_with_yes_or_no_in_the_columns_letters() {
    check(
        ROW,
        "| `STRIPE_SECRET_KEY` | Y$0ES |",
        "",
        expect![[r#"
        | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
        Value YES
        Value NO
    "#]],
    );
    check(
        ROW,
        "| `STRIPE_SECRET_KEY` | $0 |",
        "",
        expect![[r#"
        | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
        Value YES
        Value NO
    "#]],
    );
    check(
        ROW,
        "| `A` | yes | - | - | - |\n| `STRIPE_SECRET_KEY` |$0 |",
        "",
        expect![[r#"
        | `STRIPE_SECRET_KEY` |yes | - | Secret key | `sk_test_...` |
        Value yes
        Value no
    "#]],
    );
}

#[test]
fn a_row_that_is_being_typed_needs_no_last_pipe() {
    check(
        ROW,
        "| `STRIPE_SECRET_KEY` | YES | - | - | - |\n| STRI$0\n| `X` | YES |",
        READS,
        expect![[r#"
        | `STRIPE_WEBHOOK_SECRET`
        Variable STRIPE_WEBHOOK_SECRET
        Variable FROM_INFRA
        Variable OTHER_KEY
        Variable FROM_DOTENV
    "#]],
    );
    check(
        ROW,
        "|$0\n| `STRIPE_SECRET_KEY` | YES |",
        READS,
        expect![[r#"
        |`STRIPE_WEBHOOK_SECRET`
        Variable STRIPE_WEBHOOK_SECRET
        Variable FROM_INFRA
        Variable OTHER_KEY
        Variable FROM_DOTENV
    "#]],
    );
}

#[test]
fn the_last_line_of_a_file_is_completed_too() {
    let end = SOUND_CONTRACT.find("\n**Used By Modules").expect("the label");
    let text = format!("{}| STRI$0", &SOUND_CONTRACT[..end]);
    let mut fixture = contract(&text);
    // Without a line break at its end, as an editor may have it.
    fixture.open("THIRD_PARTY_INTEGRATIONS.md", &text.replace("$0", ""));
    check_fixture(
        &fixture,
        expect![[r#"
        | `STRIPE_WEBHOOK_SECRET`
        Variable STRIPE_WEBHOOK_SECRET
        Variable FROM_INFRA
        Variable OTHER_KEY
        Variable FROM_DOTENV
    "#]],
    );
}

#[test]
fn windows_line_breaks_and_wide_characters_move_nothing() {
    let text = SOUND_CONTRACT
        .replace(ROW, &format!("| 名😀$0 | YES | - | 支払い | - |\n{ROW}"))
        .replace('\n', "\r\n");
    check_fixture(
        &contract(&text),
        expect![[r#"
            | `STRIPE_WEBHOOK_SECRET` | YES | - | 支払い | - |
            Variable STRIPE_WEBHOOK_SECRET
            Variable FROM_INFRA
            Variable OTHER_KEY
            Variable FROM_DOTENV
        "#]],
    );
}

#[test]
fn bullets_and_fences_list_variables_too() {
    check(
        "| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |",
        "| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n\n- `STR$0` - the hook",
        READS,
        expect![[r#"
        - `STRIPE_WEBHOOK_SECRET` - the hook
        Variable STRIPE_WEBHOOK_SECRET
        Variable FROM_INFRA
        Variable OTHER_KEY
        Variable FROM_DOTENV
    "#]],
    );
    check(
        "| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |",
        "| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n\n```bash\nSTR$0\nX=1\n```",
        READS,
        expect![[r#"
        STRIPE_WEBHOOK_SECRET=
        Variable STRIPE_WEBHOOK_SECRET
        Variable FROM_INFRA
        Variable OTHER_KEY
        Variable FROM_DOTENV
    "#]],
    );
}

#[test]
fn a_variable_that_stands_in_another_row_is_not_offered() {
    check(
        ROW,
        "| `STRIPE_WEBHOOK_SECRET` | YES | - | - | - |\n| $0 | YES | - | - | - |\n| `STRIPE_SECRET_KEY` | YES |",
        READS,
        expect![[r#"
        | `FROM_INFRA` | YES | - | - | - |
        Variable FROM_INFRA
        Variable OTHER_KEY
        Variable FROM_DOTENV
    "#]],
    );
}

#[test]
fn a_code_span_under_authentication_names_a_variable() {
    check(
        "API key in `STRIPE_SECRET_KEY`",
        "API key in `ST$0`",
        READS,
        expect![[r#"
        - **Method:** API key in `STRIPE_SECRET_KEY`
        Variable STRIPE_SECRET_KEY (Stripe)
        Variable FROM_INFRA
        Variable OTHER_KEY
        Variable STRIPE_WEBHOOK_SECRET
        Variable FROM_DOTENV
    "#]],
    );
    check(
        "API key in `STRIPE_SECRET_KEY`",
        "API ke$0y in `STRIPE_SECRET_KEY`",
        READS,
        expect![[""]],
    );
}

#[test]
fn functions_of_a_file_come_behind_two_colons() {
    check(
        "`src/pay.js` | `pay()`",
        "`src/pay.js::$0` | `pay()`",
        "",
        expect![[r#"
        | pay | `src/pay.js::pay()` | `pay()` | Takes a payment |
        Function pay (async function pay(amount))
    "#]],
    );
    check(
        "`src/pay.js` | `pay()`",
        "src/pay.js::p$0 | `pay()`",
        "",
        expect![[r#"
        | pay | `src/pay.js::pay()` | `pay()` | Takes a payment |
        Function pay (async function pay(amount))
    "#]],
    );
}

#[test]
fn a_used_by_list_is_completed_too() {
    check(
        "| pay | `src/pay.js` | `pay()` | Takes a payment |",
        "| pay | `src/pay.js` | `pay()` | Takes a payment |\n\n- `src/$0` - charges",
        "",
        expect![[r#"
        - `src/integrations/` - charges
        Folder src/integrations/
        File src/pay.js
    "#]],
    );
}

#[test]
fn the_handler_of_an_event_is_a_function_of_the_binding() {
    check(
        "**API Endpoints Used:**",
        "**Webhook Events Handled:**\n\n| Event | Handler |\n|---|---|\n| `x` | $0 |\n\n**API Endpoints Used:**",
        "//- /src/integrations/stripe/hooks.js\n/** Settles. */\nexport function onPaid(event) {}\nfunction helper() {}\nexport class Till {}\n//- /src/integrations/stripe/hooks.test.js\nexport function testOnly() {}\n",
        expect![[r#"
        | `x` | `onPaid()` |
        Function onPaid (export function onPaid(event))
        Function helper (function helper())
    "#]],
    );
    check(
        "**API Endpoints Used:**",
        "**API Client Class:** $0\n\n**API Endpoints Used:**",
        "//- /src/integrations/stripe/till.js\nexport class Till {}\n",
        expect![[r#"
        **API Client Class:** `Till`
        Class Till (export class Till)
    "#]],
    );
}

#[test]
fn retries_are_answered_with_yes_or_no() {
    check(
        "Told to the customer | NO |",
        "Told to the customer | $0 |",
        "",
        expect![[r#"
        | Card declined | 402 | Told to the customer | YES |
        Value YES
        Value NO
    "#]],
    );
    check("Told to the customer | NO |", "Told $0to the customer | NO |", "", expect![[""]]);
}

#[test]
fn a_status_is_completed_in_its_place_alone() {
    check(
        "**Status:** `active`",
        "**Status:** $0",
        "",
        expect![[r#"
        **Status:** `active`
        Value active (in use)
        Value testing (tried out)
        Value deprecated (on its way out, or gone)
        Value planned (not built yet)
    "#]],
    );
    check(
        "**Status:** `active`",
        "**Status:** `act$0`",
        "",
        expect![[r#"
        **Status:** `active`
        Value active (in use)
        Value testing (tried out)
        Value deprecated (on its way out, or gone)
        Value planned (not built yet)
    "#]],
    );
    check(
        "**Status:** `active`",
        "**Status:**$0",
        "",
        expect![[r#"
        **Status:** `active`
        Value active (in use)
        Value testing (tried out)
        Value deprecated (on its way out, or gone)
        Value planned (not built yet)
    "#]],
    );
    check("**Status:** `active`", "**Sta$0tus:** `active`", "", expect![[""]]);
    check(
        "**Status:** Active",
        "**Status:** $0",
        "",
        expect![[r#"
        **Status:** Active
        Value Active
        Value Draft
        Value Deprecated
    "#]],
    );
}

#[test]
fn a_status_is_written_as_the_other_sections_write_it() {
    let second = SOUND_CONTRACT[SOUND_CONTRACT.find("### Stripe").expect("the section")..]
        .replace("### Stripe (Payments)", "### Twilio")
        .replace("**Status:** `active`", "**Status:** $0");
    let first = SOUND_CONTRACT.replace("`active`", "Active");
    check_fixture(
        &contract(&format!("{first}\n{second}")),
        expect![[r#"
        **Status:** Active
        Value Active (in use)
        Value Testing (tried out)
        Value Deprecated (on its way out, or gone)
        Value Planned (not built yet)
    "#]],
    );
}

#[test]
fn dates_are_today_and_those_of_the_file() {
    check(
        "**Last Modified:** 2026-02-03",
        "**Last Modified:** 2026-$0",
        "",
        expect![[r#"
        **Last Modified:** TODAY
        Value TODAY (today)
        Value 2026-02-03
        Value 2026-01-02
    "#]],
    );
    check(
        "**Last Updated:** 2026-02-03",
        "**Last Updated:** $0",
        "",
        expect![[r#"
        **Last Updated:** TODAY
        Value TODAY (today)
        Value 2026-02-03
        Value 2026-01-02
    "#]],
    );
    check(
        "| 2026-02-03 | 1.2.0 | Ada |",
        "| $0 | 1.3.0 | Ada | x | none |\n| 2026-02-03 | 1.2.0 | Ada |",
        "",
        expect![[r#"
        | TODAY | 1.3.0 | Ada | x | none |
        Value TODAY (today)
        Value 2026-02-03
        Value 2026-01-02
    "#]],
    );
    check(
        "**Status:** `active`",
        "**Status:** `deprecated`\n**Deprecation Date:** $0",
        "",
        expect![[r#"
        **Deprecation Date:** TODAY
        Value TODAY (today)
        Value 2026-02-03
        Value 2026-01-02
    "#]],
    );
}

#[test]
fn versions_are_the_next_ones() {
    check(
        "**Version:** 1.2.0",
        "**Version:** 1.2$0.0",
        "",
        expect![[r#"
        **Version:** 1.2.1
        Value 1.2.1 (next patch)
        Value 1.3.0 (next minor version)
        Value 2.0.0 (next major version)
    "#]],
    );
    check(
        "**Version:** 1.2.0",
        "**Version:** $0",
        "",
        expect![[r#"
        **Version:** 1.2.1
        Value 1.2.1 (next patch)
        Value 1.3.0 (next minor version)
        Value 2.0.0 (next major version)
    "#]],
    );
    check(
        "| 2026-02-03 | 1.2.0 | Ada |",
        "| 2026-02-04 | $0 | Ada | x | none |\n| 2026-02-03 | 1.2.0 | Ada |",
        "",
        expect![[r#"
        | 2026-02-04 | 1.2.1 | Ada | x | none |
        Value 1.2.1 (next patch)
        Value 1.3.0 (next minor version)
        Value 2.0.0 (next major version)
    "#]],
    );
    check(
        "| 2026-02-03 | 1.0.0 | First version | NO |",
        "| 2026-02-03 | 1.0.0 | First version | NO |\n| 2026-02-04 | $0 | x | NO |",
        "",
        expect![[r#"
        | 2026-02-04 | 1.0.1 | x | NO |
        Value 1.0.1 (next patch)
        Value 1.1.0 (next minor version)
        Value 2.0.0 (next major version)
    "#]],
    );
    check(
        "**Version:** 1.2.0",
        "**Version:** 1.1$0.0",
        "",
        expect![[r#"
        **Version:** 1.2.0
        Value 1.2.0 (the newest in the change log)
        Value 1.2.1 (next patch)
        Value 1.3.0 (next minor version)
        Value 2.0.0 (next major version)
    "#]],
    );
}

#[test]
fn a_version_that_no_row_tells_of_comes_first_in_the_change_log() {
    check(
        "**Version:** 1.2.0\n**Status:** Active\n\n## Purpose\n\nWhat we use and where.\n\n## Change Log\n\n| Date | Version | Author | Changes | Impact |\n|------|---------|--------|---------|--------|\n",
        "**Version:** 1.3.0\n**Status:** Active\n\n## Purpose\n\nWhat we use and where.\n\n## Change Log\n\n| Date | Version | Author | Changes | Impact |\n|------|---------|--------|---------|--------|\n| 2026-02-04 | $0 | Ada |\n",
        "",
        expect![[r#"
        | 2026-02-04 | 1.3.0 | Ada |
        Value 1.3.0 (the version of the file)
        Value 1.3.1 (next patch)
        Value 1.4.0 (next minor version)
        Value 2.0.0 (next major version)
    "#]],
    );
}

#[test]
fn breaking_changes_are_answered_with_yes_or_no() {
    check(
        "First version | NO |",
        "First version | $0 |",
        "",
        expect![[r#"
        | 2026-02-03 | 1.0.0 | First version | YES |
        Value YES
        Value NO
    "#]],
    );
}

#[test]
fn the_overview_lists_integrations_without_a_row_first() {
    check(
        "| Stripe | Payments | Active |",
        "| $0 | Payments | Active |",
        "",
        expect![[r#"
        | Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        Service Stripe (no row yet)
    "#]],
    );
    check(
        "| Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |",
        "| Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |\n| St$0 |",
        "",
        expect![[r#"
        | Stripe |
        Service Stripe
    "#]],
    );
}

#[test]
fn cells_of_the_overview_know_their_row() {
    check(
        "| Stripe | Payments | Active |",
        "| Stripe | Payments | $0 |",
        "",
        expect![[r#"
        | Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        Value Active (in use)
        Value Testing (tried out)
        Value Deprecated (on its way out, or gone)
        Value Planned (not built yet)
    "#]],
    );
    check(
        "Active | `src/integrations/stripe/` | $20 | NO |",
        "Active | $0 | $20 | NO |",
        "",
        expect![[r#"
        | Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |
        Folder src/integrations/stripe/
    "#]],
    );
    check(
        "`src/integrations/stripe/` | $20 | NO |",
        "`src/integrations/stripe/` | $20 | $0 |",
        "",
        expect![[r#"
        | Stripe | Payments | Active | `src/integrations/stripe/` | $20 | YES |
        Value YES
        Value NO
    "#]],
    );
    check("| Stripe | Payments | Active |", "| Stripe | Pay$0ments | Active |", "", expect![[""]]);
}

#[test]
fn a_status_of_the_overview_is_the_sections_first() {
    let text = SOUND_CONTRACT
        .replace("| Stripe | Payments | Active |", "| Stripe | Payments | $0 |")
        .replace("`active`", "`testing`");
    check_fixture(
        &contract(&text),
        expect![[r#"
        | Stripe | Payments | Testing | `src/integrations/stripe/` | $20 | NO |
        Value Testing (tried out)
        Value Active (in use)
        Value Deprecated (on its way out, or gone)
        Value Planned (not built yet)
    "#]],
    );
}

#[test]
fn categories_list_services_that_are_in_none() {
    let with = |entry: &str| {
        let twilio = "\n### Twilio\n\n**Status:** `active`\n";
        format!("{SOUND_CONTRACT}{twilio}\n## Integration Categories\n\n### Payments\n{entry}\n")
    };
    check_fixture(
        &contract(&with("- **Stripe** - Payments\n- $0")),
        expect![[r#"
        - **Twilio**
        Service Twilio
    "#]],
    );
    check_fixture(
        &contract(&with("- **Stripe** - Payments\n- **Tw$0** - SMS")),
        expect![[r#"
        - **Twilio** - SMS
        Service Twilio
    "#]],
    );
    check_fixture(
        &contract(&with("- **Stri$0pe** - Payments")),
        expect![[r#"
        - **Stripe** - Payments
        Service Stripe
        Service Twilio
    "#]],
    );
    check_fixture(&contract(&with("- **Stripe** - Pay$0ments")), expect![[""]]);
}

#[test]
fn dependencies_are_what_the_binding_imports_and_the_catalog_knows() {
    check(
        "- `stripe` - the SDK",
        "- `$0` - the SDK",
        "//- /src/integrations/stripe/retry.js\nimport retry from 'p-retry';\nimport fs from 'fs';\n",
        expect![[r#"
        - `p-retry` - the SDK
        Package p-retry (imported by the binding)
        Package stripe (imported by the binding)
        Package @stripe/agent-toolkit (npm)
        Package @stripe/connect-js (npm)
        Package @stripe/react-connect-js (npm)
        Package @stripe/react-stripe-js (npm)
        Package @stripe/stripe-js (npm)
        Package @stripe/stripe-react-native (npm)
        … 4 more
    "#]],
    );
    check(
        "- `stripe` - the SDK",
        "- `stripe` - the SDK\n- @str$0",
        "",
        expect![[r#"
        - `@stripe/agent-toolkit`
        Package @stripe/agent-toolkit (npm)
        Package @stripe/connect-js (npm)
        Package @stripe/react-connect-js (npm)
        Package @stripe/react-stripe-js (npm)
        Package @stripe/stripe-js (npm)
        Package @stripe/stripe-react-native (npm)
        Package @stripe/terminal-js (npm)
        Package react-stripe-checkout (npm)
        … 2 more
    "#]],
    );
}

#[test]
fn testing_names_files() {
    check(
        "- **Unit Tests:** with recorded answers",
        "- **Unit Tests:** `src/$0`",
        "",
        expect![[r#"
        - **Unit Tests:** `src/integrations/`
        Folder src/integrations/
        File src/pay.js
    "#]],
    );
    check(
        "- **Unit Tests:** with recorded answers",
        "- **Unit Tests:** with recorded $0answers",
        "",
        expect![[""]],
    );
}

#[test]
fn nothing_is_offered_in_prose_fences_comments_and_the_template() {
    check("What we use and where.", "What we use$0 and where.", TWILIO, expect![[""]]);
    check(
        "**Purpose:** Takes payments.",
        "**Purpose:** Takes payments.\n\n```js\n**$0\nprocess.env.\n```\n",
        TWILIO,
        expect![[""]],
    );
    check(
        "**Purpose:** Takes payments.",
        "**Purpose:** Takes payments.\n\n<!-- **$0 -->\n",
        TWILIO,
        expect![[""]],
    );
    check(
        "## Integrations\n",
        "## Integrations\n\n### Integration Template\n\n#### [Service Name]\n\n**Status:** $0\n",
        TWILIO,
        expect![[""]],
    );
    check("- Rate of failed payments", "- Rate of fai$0led payments", TWILIO, expect![[""]]);
}

#[test]
fn every_edit_is_on_the_cursors_line_and_around_the_cursor() {
    // A cursor anywhere in the contract: no item may reach over the line, and none may panic.
    let fixture = contract(SOUND_CONTRACT);
    let snapshot = fixture.snapshot();
    let path = RelPath::parse("THIRD_PARTY_INTEGRATIONS.md").expect("a path");
    let mut offered = 0;
    for offset in 0..=SOUND_CONTRACT.len() + 1 {
        for item in crate::features::completion(&snapshot, &path, offset) {
            assert!(item.edit.range.touches(offset), "{offset}: {item:?}");
            let replaced = item.edit.range.slice(SOUND_CONTRACT);
            assert!(!replaced.contains(['\n', '|']), "{offset}: {item:?}");
            offered += 1;
        }
    }
    assert!(offered > 100, "{offered}");
}

#[test]
fn a_name_without_marks_is_filtered_without_them() {
    let filter = |to: &str| {
        let fixture = sound_with(ROW, to, READS);
        items(&fixture).into_iter().next().map(|item| item.filter).unwrap_or_default()
    };
    assert_eq!(filter("| STR$0 | YES |"), "STRIPE_SECRET_KEY");
    assert_eq!(filter("| `STR$0` | YES |"), "`STRIPE_SECRET_KEY");
}
