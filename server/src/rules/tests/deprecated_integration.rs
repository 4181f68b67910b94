use expect_test::expect;

use super::*;

const RULE: &str = "deprecated-integration";

fn deprecated() -> Files {
    sound()
        .with(
            "**Status:** `active`\n",
            "**Status:** `deprecated`\n**Deprecation Date:** 2026-01-30\n",
        )
        .with("| Active |", "| Deprecated |")
}

#[test]
fn a_use_of_the_binding_is_reported_at_its_import() {
    deprecated().finds(expect![[r#"
        src/pay.js:1:1 Warning deprecated-integration(Stripe): const { client } = require('./integrations/stripe/client');
    "#]]);
    deprecated().says(expect![[r#"
        deprecated-integration: Stripe is deprecated (Deprecation Date: 2026-01-30), and this file still uses its binding
          help: the section of the contract says what takes its place, or whom to ask
          THIRD_PARTY_INTEGRATIONS.md:650..660: the contract deprecates it here
    "#]]);
    let findings = all_findings(&Fixture::new(&deprecated().0).snapshot());
    assert!(
        findings.iter().all(|finding| finding.tag == Some(crate::rules::FindingTag::Deprecated)),
        "editors strike it through"
    );
}

#[test]
fn a_file_is_reported_once() {
    let import = "import { client } from './integrations/stripe/client';\n";
    let files = deprecated().and(&format!("//- /src/job.js\n{import}{import}client();\n"));
    let found = render(&Fixture::new(&files.0).snapshot());
    let spoken = found.lines().filter(|line| line.starts_with("src/job.js") && line.contains(RULE));
    assert_eq!(spoken.count(), 1, "{found}");
}

#[test]
fn a_day_that_is_none_is_not_quoted() {
    for day in ["-", "[YYYY-MM-DD]", "when the last customer has moved on"] {
        let files = deprecated().with("2026-01-30", day);
        let findings = all_findings(&Fixture::new(&files.0).snapshot());
        let spoken = findings.iter().find(|finding| finding.rule == RULE).expect("a finding");
        assert!(spoken.message.starts_with("Stripe is deprecated, and"), "{}", spoken.message);
    }
}

#[test]
fn tests_the_binding_and_its_front_door_are_no_users() {
    let files = deprecated()
        .and("//- /tests/pay.test.js\nimport '../src/integrations/stripe/client';\n")
        .and("//- /src/integrations/index.js\nexport * from './stripe/client';\n")
        .and("//- /src/integrations/stripe/more.js\nimport './client';\n");
    let findings = all_findings(&Fixture::new(&files.0).snapshot());
    let places: Vec<_> = findings
        .iter()
        .filter(|finding| finding.rule == RULE)
        .map(|finding| finding.path.as_str())
        .collect();
    assert_eq!(places, ["src/pay.js"]);
}

#[test]
fn other_states_may_be_used() {
    for status in ["`active`", "`testing`", "Live", "some word"] {
        let files = sound().with("`active`", status);
        let found = render(&Fixture::new(&files.0).snapshot());
        assert!(!found.contains(RULE), "{status}: {found}");
    }
}
