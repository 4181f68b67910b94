use expect_test::expect;

use super::*;

fn file(path: &str, source: &str) -> Files {
    sound().and(&format!("//- /{path}\n{source}"))
}

/// The text of a file after the safe fixes.
fn fixed(path: &str, source: &str) -> String {
    let fixture = Fixture::new(&file(path, source).0);
    let findings = all_findings(&fixture.snapshot());
    let own: Vec<&Finding> = findings.iter().filter(|it| it.rule == "unused-suppression").collect();
    assert!(!own.is_empty(), "{source}");
    let edits = own.iter().filter_map(|it| it.fixes.first()).flat_map(|fix| &fix.edits);
    let edits: Vec<Edit> = edits.map(|edit| edit.edit.clone()).collect();
    apply_edits(source, &edits).expect("the edits are of this text")
}

#[test]
fn a_comment_that_silences_nothing_is_told_in_every_kind_of_file() {
    for (path, source) in [
        ("src/a.ts", "// contract-lsp-ignore-next-line direct-sdk-import\nexport const a = 1;\n"),
        ("src/a.py", "a = 1  # contract-lsp-ignore-line env-outside-binding\n"),
        ("src/a.rs", "// contract-lsp-ignore-file direct-http-call -- old\nfn a() {}\n"),
        (
            "src/a.go",
            "package a\n\n/* contract-lsp-ignore-next-line direct-http-call */\nvar A = 1\n",
        ),
        ("src/a.rb", "# contract-lsp-ignore-next-line direct-sdk-import(Stripe)\na = 1\n"),
        ("src/a.php", "<?php\n// contract-lsp-ignore-next-line direct-sdk-import\n$a = 1;\n"),
        ("src/A.java", "// contract-lsp-ignore-next-line direct-sdk-import\nclass A {}\n"),
        (
            "src/a.vue",
            "<script>\n// contract-lsp-ignore-next-line direct-sdk-import\nlet a;\n</script>\n",
        ),
        ("config/a.yaml", "# contract-lsp-ignore-next-line direct-http-call\na: 1\n"),
        (".env", "# contract-lsp-ignore-next-line hardcoded-secret\nA=1\n"),
    ] {
        let found = render(&Fixture::new(&file(path, source).0).snapshot());
        assert_eq!(found.lines().count(), 1, "{path}: {found}");
        assert!(found.contains("Hint unused-suppression(-): "), "{path}: {found}");
    }
}

#[test]
fn a_comment_in_the_contract_is_told_as_well() {
    sound()
        .with(
            "**Status:** `active`",
            "<!-- contract-lsp-ignore-next-line invalid-metadata -->\n**Status:** `active`",
        )
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:29:36 Hint unused-suppression(-): invalid-metadata
        "#]]);
}

#[test]
fn a_comment_that_silences_something_is_of_use() {
    for (path, source) in [
        (
            "src/a.ts",
            "// contract-lsp-ignore-next-line direct-sdk-import\nimport Stripe from 'stripe';\n",
        ),
        (
            "src/a.ts",
            "// contract-lsp-ignore-next-line direct-sdk-import(stripe)\nimport Stripe from 'stripe';\n",
        ),
        ("src/a.ts", "// gitleaks:allow\nexport const a = 1; // pragma: allowlist secret\n"),
        ("src/a.ts", "export const text = 'contract-lsp-ignore-next-line direct-sdk-import';\n"),
        (
            "src/a.ts",
            "// contract-lsp-ignore-file unused-suppression\n// contract-lsp-ignore-next-line direct-sdk-import\nexport const a = 1;\n",
        ),
        ("src/a.ts", "// contract-lsp-ignore-file unused-suppression\nexport const a = 1;\n"),
    ] {
        file(path, source).is_clean();
    }
}

#[test]
fn what_might_have_spoken_is_left_alone() {
    let source = "//- /src/a.ts\n// contract-lsp-ignore-next-line direct-sdk-import, env-unused\nexport const a = 1;\n";
    let off =
        "//- /contract-lsp.toml\n[rules]\ndirect-sdk-import = \"off\"\nenv-unused = \"off\"\n";
    sound().and(source).and(off).is_clean();
    let lost = sound().and(
        "//- /src/a.ts\n// contract-lsp-ignore-next-line direct-sdk-import\nexport const a = 1;\n",
    );
    let lost = Files(lost.0.replace("`src/integrations/stripe/", "`src/integrations/gone/"));
    let found = render(&Fixture::new(&lost.0).snapshot());
    assert!(found.contains("binding-not-found") && !found.contains("src/a.ts"), "{found}");
    let ungoverned = "//- /src/a.ts\n// contract-lsp-ignore-next-line direct-sdk-import\nlet a;\n";
    Files(ungoverned.to_owned()).is_clean();
}

#[test]
fn a_rule_that_does_not_exist_is_told_with_the_nearest() {
    file("src/a.ts", "// contract-lsp-ignore-next-line direct-sdk-imports, no-console\nexport const a = 1;\n")
        .says(expect![[r#"
            unused-suppression: there is no rule `direct-sdk-imports`, so this comment silences nothing
              help: `direct-sdk-import` is meant, as it seems
            unused-suppression: there is no rule `no-console`, so this comment silences nothing
              help: `contract-lsp rules` lists them all
        "#]]);
    file("src/a.ts", "// contract-lsp-ignore-next-line -- later\nexport const a = 1;\n").says(
        expect![[r#"
            unused-suppression: this comment names no rule, so it silences nothing
        "#]],
    );
}

#[test]
fn the_comment_goes_with_its_line() {
    let line = "export const a = 1;\n";
    let next = "  // contract-lsp-ignore-next-line direct-sdk-import -- why\n";
    assert_eq!(fixed("src/a.ts", &format!("{next}{line}")), line);
    let windows = format!("{next}{line}").replace('\n', "\r\n");
    assert_eq!(fixed("src/a.ts", &windows), line.replace('\n', "\r\n"));
    let behind = "export const a = 1; // contract-lsp-ignore-line direct-sdk-import\n";
    assert_eq!(fixed("src/a.ts", behind), line);
    let before = "  /* contract-lsp-ignore-line direct-sdk-import */ const a = 1;\n";
    assert_eq!(fixed("src/a.ts", before), "  const a = 1;\n");
    let block = "/* contract-lsp-ignore-next-line\n   direct-sdk-import */\nexport const a = 1;\n";
    assert_eq!(fixed("src/a.ts", block), line);
    let yaml = "a: 1 # contract-lsp-ignore-line direct-http-call\n";
    assert_eq!(fixed("config/a.yaml", yaml), "a: 1\n");
}

#[test]
fn one_of_several_rules_goes_alone() {
    let source = "// contract-lsp-ignore-next-line env-outside-binding(Stripe), direct-sdk-import, duplicate-client -- why\nimport Stripe from 'stripe';\n";
    assert_eq!(
        fixed("src/a.ts", source),
        "// contract-lsp-ignore-next-line direct-sdk-import -- why\nimport Stripe from 'stripe';\n"
    );
}

/// The finding comes and goes while the code below the comment is typed.
#[test]
fn typing_makes_a_comment_useful_again() {
    let source = "// contract-lsp-ignore-next-line direct-sdk-import\nexport const a = 1;\n";
    let mut fixture = Fixture::new(&file("src/a.ts", source).0);
    let before = Findings::compute(&fixture.snapshot(), None, &|| false).expect("no stop");
    let path = RelPath::parse("src/a.ts").expect("a path");
    assert_eq!(before.of_file(&path).len(), 1);
    fixture
        .open("src/a.ts", &source.replace("export const a = 1;", "import Stripe from 'stripe';"));
    let after = Findings::compute(&fixture.snapshot(), Some(&before), &|| false).expect("no stop");
    assert_eq!(after.of_file(&path).len(), 0, "{:?}", after.of_file(&path));
}
