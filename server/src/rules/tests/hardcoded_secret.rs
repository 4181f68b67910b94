use expect_test::expect;

use super::*;

/// A key that looks random, put together here so that no file holds one.
fn key(beginning: &str) -> String {
    const LETTERS: &[u8] = b"aK3vQ9mZ7xT2cR8wB5nJ4yH6sD1fG0pLqEuViOtXrCzNbMkPjWhYgUdSeAoFl";
    let mut at = 3;
    let letter = |index: usize| {
        at = (at * 31 + index * 7 + 17) % 7919;
        char::from(LETTERS[at % LETTERS.len()])
    };
    beginning.chars().chain((0..40).map(letter)).collect()
}

fn live() -> String {
    key("sk_live_")
}

/// Rule, severity and file of each finding; the place would show the key.
fn told(files: &Files) -> Vec<String> {
    let findings = all_findings(&Fixture::new(&files.0).snapshot());
    let line = |it: &Finding| {
        format!("{} {:?} {}", it.path, it.severity, it.service.as_deref().unwrap_or("-"))
    };
    findings.iter().filter(|it| it.rule == "hardcoded-secret").map(line).collect()
}

#[test]
fn a_live_key_is_an_error_wherever_it_stands() {
    for path in [
        "src/other.ts",
        "src/integrations/stripe/key.js",
        "tests/pay.test.js",
        "docs/setup.md",
        "config/app.yml",
        "tests/fixtures/answer.json",
        ".env",
        ".env.example",
        "tools/deploy.sh",
    ] {
        let files = sound().and(&format!("//- /{path}\nSTRIPE_SECRET_KEY = \"{}\"\n", live()));
        assert_eq!(told(&files), [format!("{path} Error Stripe")], "{path}");
    }
}

#[test]
fn the_contract_itself_is_looked_at() {
    let files = sound().with("**Purpose:**", &format!("**Purpose:** {}", live()));
    assert_eq!(told(&files), ["THIRD_PARTY_INTEGRATIONS.md Error Stripe"]);
}

#[test]
fn a_file_that_no_contract_governs_is_looked_at() {
    let files = Files(format!("//- /src/a.js\nconst stripe = '{}';\n", live()));
    assert_eq!(told(&files), ["src/a.js Error Stripe"]);
}

#[test]
fn a_key_of_the_test_mode_is_a_hint_where_samples_are() {
    let key = key("sk_test_");
    for (path, severity) in
        [("src/other.ts", "Error"), ("tests/pay.test.js", "Hint"), (".env.example", "Hint")]
    {
        let files = sound().and(&format!("//- /{path}\nSTRIPE_SECRET_KEY = '{key}'\n"));
        assert_eq!(told(&files), [format!("{path} {severity} Stripe")], "{path}");
    }
}

#[test]
fn comments_silence_it_in_every_kind_of_file() {
    let key = live();
    for (path, text) in [
        (
            "src/other.ts",
            format!("// contract-lsp-ignore-next-line hardcoded-secret -- x\nf('{key}');"),
        ),
        ("src/other.ts", format!("f('{key}'); // gitleaks:allow")),
        (".env", format!("# contract-lsp-ignore-next-line hardcoded-secret -- x\nK={key}")),
        ("app.yml", format!("# contract-lsp-ignore-next-line hardcoded-secret -- x\nkey: {key}")),
        ("app.py", format!("K = '{key}'  # pragma: allowlist secret")),
    ] {
        let files = sound().and(&format!("//- /{path}\n{text}\n"));
        assert_eq!(told(&files), [""; 0], "{path}");
    }
}

#[test]
fn no_message_and_no_fix_holds_the_key() {
    let key = live();
    let files = sound().and(&format!("//- /src/other.ts\nconnect('{key}');\n"));
    for finding in all_findings(&Fixture::new(&files.0).snapshot()) {
        assert!(!format!("{finding:?}").contains(&key[12..]), "{finding:?}");
    }
}

#[test]
fn the_documented_variable_is_read_instead() {
    let files =
        sound().and(&format!("//- /src/integrations/stripe/more.js\nconnect('{}');\n", live()));
    let mut fixture = Fixture::new(&files.0);
    let snapshot = fixture.snapshot();
    let findings = all_findings(&snapshot);
    let finding = findings.iter().find(|it| it.rule == "hardcoded-secret").expect("the key");
    let fix = finding.fixes.first().expect("a fix");
    assert_eq!(fix.title, "Read it from `STRIPE_SECRET_KEY`");
    let document = snapshot.document(&finding.path).expect("the file");
    let edits: Vec<Edit> = fix.edits.iter().map(|it| it.edit.clone()).collect();
    let text = apply_edits(document.text(), &edits).expect("edits that fit");
    expect![[r#"
        connect(process.env.STRIPE_SECRET_KEY);
    "#]]
    .assert_eq(&text);
    fixture.write("src/integrations/stripe/more.js", &text);
    assert!(all_findings(&fixture.snapshot()).iter().all(|it| it.rule != "hardcoded-secret"));
}
