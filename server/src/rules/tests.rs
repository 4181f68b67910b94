//! Every rule on small workspaces: what fires, what must not, and what a fix does.

use expect_test::{Expect, expect};

use crate::workspace::fixture::{Fixture, sound_workspace};

use super::Findings;

/// Renders findings as `path:line:column severity rule(service): the place`.
fn render(fixture: &Fixture) -> String {
    let snapshot = fixture.snapshot();
    let findings = Findings::compute(&snapshot, None, &|| false).expect("not cancelled");
    let mut lines = String::new();
    for (path, findings) in findings.by_file() {
        let document = snapshot.document(path).expect("a file with findings");
        for finding in findings.iter() {
            let position = document.position(finding.range.start(), crate::text::Encoding::Utf32);
            let place = finding.range.slice(document.text()).lines().next().unwrap_or_default();
            lines += &format!(
                "{path}:{}:{} {:?} {}({}): {place}\n",
                position.line + 1,
                position.column + 1,
                finding.severity,
                finding.rule,
                finding.service.as_deref().unwrap_or("-"),
            );
        }
    }
    lines
}

/// Checks the sound workspace with one change to it.
fn check_changed(from: &str, to: &str, expect: Expect) {
    let sound = sound_workspace();
    assert!(sound.contains(from), "the change must change something: {from}");
    expect.assert_eq(&render(&Fixture::new(&sound.replacen(from, to, 1))));
}

#[test]
fn the_sound_workspace_has_no_finding() {
    expect![""].assert_eq(&render(&Fixture::new(&sound_workspace())));
}

#[test]
fn an_import_outside_the_binding_is_reported_while_it_is_there() {
    let mut fixture = Fixture::new(&sound_workspace());
    fixture.open("src/other.js", "const S = require('stripe');\n");
    expect![[r#"
        src/other.js:1:1 Warning direct-sdk-import(Stripe): const S = require('stripe');
    "#]]
    .assert_eq(&render(&fixture));
    fixture.open("src/other.js", "");
    expect![""].assert_eq(&render(&fixture));
}

#[test]
fn a_missing_binding_silences_what_follows_from_it() {
    check_changed(
        "**Location:** `src/integrations/stripe/`",
        "**Location:** `src/integrations/gone/`",
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:43:18 Error binding-not-found(Stripe): src/integrations/gone/
        "#]],
    );
}
