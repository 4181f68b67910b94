use expect_test::expect;

use super::*;

const RULE: &str = "unknown-external-host";

/// A sound workspace in which the rule is on.
fn asked(path: &str, source: &str) -> Files {
    sound()
        .and(&format!("//- /{path}\n{source}\n"))
        .and("//- /contract-lsp.toml\nown-hosts = [\"*.acme.dev\"]\n\n[rules]\nunknown-external-host = \"information\"\n")
}

#[test]
fn a_request_to_an_unknown_server_is_reported_once_for_each_host() {
    let source = "fetch('https://rates.tinybank.io/v2');\nfetch('https://rates.tinybank.io/v3');\nfetch('https://other.tinybank.io/');";
    let files = asked("src/rates.ts", source);
    files.finds(expect![[r#"
        src/rates.ts:1:7 Information unknown-external-host(-): 'https://rates.tinybank.io/v2'
        src/rates.ts:3:7 Information unknown-external-host(-): 'https://other.tinybank.io/'
    "#]]);
    files.says(expect![[r#"
        unknown-external-host: this request goes to `rates.tinybank.io`, of which neither `THIRD_PARTY_INTEGRATIONS.md` nor the configuration says anything: nobody learns that the program depends on it
          help: document the service with its API host, or list the host under `own-hosts` of contract-lsp.toml
        unknown-external-host: this request goes to `other.tinybank.io`, of which neither `THIRD_PARTY_INTEGRATIONS.md` nor the configuration says anything: nobody learns that the program depends on it
          help: document the service with its API host, or list the host under `own-hosts` of contract-lsp.toml
    "#]]);
}

#[test]
fn it_is_off_unless_asked_for() {
    sound().and("//- /src/rates.ts\nfetch('https://rates.tinybank.io/v2');\n").is_clean();
}

#[test]
fn what_is_known_or_no_request_is_clean() {
    for source in [
        "fetch('https://api.acme.dev/v1');",
        "fetch('http://localhost:3000/v1');",
        "fetch('https://api.example.com/v1');",
        "fetch('http://payments.internal/v1');",
        "fetch('https://docs.stripe.com/api');",
        "fetch(`https://${host}/v1`);",
        "fetch('/v1/users');",
        "export const help = 'https://help.tinybank.io/faq';",
    ] {
        asked("src/rates.ts", source).is_clean();
    }
    asked("src/integrations/stripe/more.js", "fetch('https://files.tinybank.io/v1');").is_clean();
}

#[test]
fn a_test_gets_no_more_than_a_hint() {
    let files = asked("tests/rates.test.ts", "fetch('https://rates.tinybank.io/v2');");
    let found = render(&Fixture::new(&files.0).snapshot());
    assert!(found.contains(&format!("Hint {RULE}")), "{found}");
}

#[test]
fn a_section_with_the_host_is_offered() {
    let files = asked("src/rates.ts", "fetch('https://rates.tinybank.io/v2');");
    let findings = all_findings(&Fixture::new(&files.0).snapshot());
    let fix = findings.iter().flat_map(|finding| &finding.fixes).next().expect("an offer");
    assert_eq!(fix.title, "Add a section for Tinybank to the contract");
    assert!(!fix.safe);
    let text = &fix.edits[0].edit.text;
    assert!(text.contains("### Tinybank") && text.contains("rates.tinybank.io"), "{text}");
}
