use expect_test::{Expect, expect};

use super::*;
use crate::features::{code_lenses, inlay_hints};
use crate::rules::Findings;

const CONTRACT: &str = "THIRD_PARTY_INTEGRATIONS.md";

fn lenses_of(fixture: &Fixture, path: &str) -> String {
    let snapshot = fixture.snapshot();
    let findings = Findings::compute(&snapshot, None, &|| false);
    let path = RelPath::parse(path).expect("a path");
    let lenses = code_lenses(&snapshot, &path, findings.as_ref());
    let lens = |lens: &crate::features::Lens| {
        format!("{}: {}\n", shown(&snapshot, &path, lens.range), lens.title)
    };
    lenses.iter().map(lens).collect()
}

fn hints_of(fixture: &Fixture, path: &str) -> String {
    let snapshot = fixture.snapshot();
    let path = RelPath::parse(path).expect("a path");
    let text = snapshot.document(&path).expect("a file").text().clone();
    let hint = |hint: &crate::features::Hint| {
        let line = text[..hint.offset].lines().last().unwrap_or_default();
        format!("{line} <{}> {}\n", hint.label, hint.tooltip)
    };
    inlay_hints(&snapshot, &path).iter().map(hint).collect()
}

fn check(from: &str, to: &str, files: &str, expect: Expect) {
    expect.assert_eq(&lenses_of(&sound_with(from, to, files), CONTRACT));
}

const USER: &str = "const { client } = require('./integrations/stripe/client');\nclient.x();\n";

#[test]
fn an_integration_says_by_how_many_modules_it_is_used() {
    expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe (Payments): used by 1 module · 1 variable
    "#]]
    .assert_eq(&lenses_of(&Fixture::new(&sound_workspace()), CONTRACT));
}

#[test]
fn problems_are_counted_wherever_they_stand() {
    // A user without a row, and a read outside the binding.
    let files = format!("//- /src/b.js\n{USER}//- /src/c.js\nprocess.env.STRIPE_SECRET_KEY;\n");
    check(
        "| pay |",
        "| pay |",
        &files,
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe (Payments): used by 2 modules · 1 variable · 2 problems
    "#]],
    );
}

#[test]
fn problems_of_the_section_itself_count() {
    check(
        "**Added:** 2026-01-02\n",
        "",
        "",
        expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe (Payments): used by 1 module · 1 variable · 1 problem
    "#]],
    );
}

#[test]
fn without_findings_there_are_no_problems_to_speak_of() {
    let fixture = sound_with("**Added:** 2026-01-02\n", "", "");
    let path = RelPath::parse(CONTRACT).expect("a path");
    let lenses = code_lenses(&fixture.snapshot(), &path, None);
    assert!(lenses.iter().all(|lens| !lens.title.contains("problem")));
}

#[test]
fn a_binding_that_cannot_be_read_is_used_by_what_the_contract_lists() {
    let rows = "| pay | `src/pay.py` | `pay()` | - |\n| pay | `src/pay.py` | `refund()` | - |\n| pay | `src/b.py` | - | - |";
    let mut fixture = sound_with(
        "| pay | `src/pay.js` | `pay()` | Takes a payment |",
        rows,
        "//- /lib/stripe/client.ex\nalias Stripe\n//- /src/pay.py\n\n//- /src/b.py\n\n",
    );
    let path = RelPath::parse(CONTRACT).expect("a path");
    let text = fixture.snapshot().document(&path).expect("a file").text().to_string();
    for location in ["lib/stripe/", "lib/gone/"] {
        fixture.open(CONTRACT, &text.replace("src/integrations/stripe/", location));
        let lenses = lenses_of(&fixture, CONTRACT);
        assert!(lenses.contains("used by 2 modules"), "{location}: {lenses}");
    }
}

#[test]
fn a_service_without_users_and_variables_says_so() {
    check(
        "| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n",
        "",
        "//- /src/pay.js\nfunction pay() {}\n",
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:25:5 Stripe (Payments): used by no module · 2 problems
        "#]],
    );
}

#[test]
fn the_template_says_nothing() {
    let template = "# Third Party Integrations Contract\n\n## Integration Overview\n\n| Service | Purpose |\n|---|---|\n| [Service Name] | [What it does] |\n\n## Integrations\n";
    let mut fixture = Fixture::new(&sound_workspace());
    fixture.open(CONTRACT, template);
    assert_eq!(lenses_of(&fixture, CONTRACT), "");
    assert_eq!(hints_of(&fixture, CONTRACT), "");
}

#[test]
fn the_main_file_of_a_binding_says_whose_it_is() {
    let fixture = sound_with("| pay |", "| pay |", &format!("//- /src/b.js\n{USER}"));
    expect![[r#"
        src/integrations/stripe/client.js:1:1 : Stripe binding · used by 2 modules
    "#]]
    .assert_eq(&lenses_of(&fixture, "src/integrations/stripe/client.js"));
    assert_eq!(lenses_of(&fixture, "src/pay.js"), "");
}

#[test]
fn a_file_that_the_contract_names_is_the_main_file() {
    let fixture = sound_with(
        "- **Location:** `src/integrations/stripe/`",
        "- **Location:** `src/integrations/stripe/`\n- **Main File:** `src/integrations/stripe/pay.js`",
        "//- /src/integrations/stripe/pay.js\nrequire('./client');\n",
    );
    expect![[r#"
        src/integrations/stripe/pay.js:1:1 : Stripe binding · used by 1 module
    "#]]
    .assert_eq(&lenses_of(&fixture, "src/integrations/stripe/pay.js"));
    assert_eq!(lenses_of(&fixture, "src/integrations/stripe/client.js"), "");
}

#[test]
fn a_row_says_how_often_its_variable_is_read() {
    let files = "//- /src/b.js\nprocess.env.STRIPE_SECRET_KEY;\nprocess.env.STRIPE_SECRET_KEY;\nprocess.env.STRIPE_SECRET_KEY = 'x';\n";
    let fixture = sound_with("| pay |", "| pay |", files);
    expect![[r#"
        | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` | <3 reads> Read in `src/b.js`, `src/integrations/stripe/client.js`
    "#]].assert_eq(&hints_of(&fixture, CONTRACT));
}

#[test]
fn one_read_is_one_read_and_none_is_silence() {
    let fixture = sound_with(
        "| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n",
        "| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n| `STRIPE_UNREAD` | NO | - | - | - |\n| `STRIPE_PRICE_*` | NO | - | 支払い 😀 | - |\n",
        "//- /src/b.js\nprocess.env.STRIPE_PRICE_A;\nprocess.env.STRIPE_PRICE_B;\n",
    );
    expect![[r#"
        | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` | <1 read> Read in `src/integrations/stripe/client.js`
        | `STRIPE_PRICE_*` | NO | - | 支払い 😀 | - | <2 reads> Read in `src/b.js`
    "#]].assert_eq(&hints_of(&fixture, CONTRACT));
}

#[test]
fn an_infrastructure_contract_says_it_too() {
    let files = sound_workspace()
        + "//- /INFRA_CONTRACT.md\n# Infra\n\n## Environment Variables\n\n| Variable | Required |\n|---|---|\n| `STRIPE_SECRET_KEY` | YES |\n| `PORT` | YES |\n";
    expect![[r#"
        | `STRIPE_SECRET_KEY` | YES | <1 read> Read in `src/integrations/stripe/client.js`
    "#]]
    .assert_eq(&hints_of(&Fixture::new(&files), "INFRA_CONTRACT.md"));
}
