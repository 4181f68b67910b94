use expect_test::expect;

use super::*;

/// The sound workspace that documents a second variable.
fn with_row(name: &str) -> Files {
    sound().with(
        "| `STRIPE_SECRET_KEY` | YES",
        &format!("| `{name}` | NO | - | More | - |\n| `STRIPE_SECRET_KEY` | YES"),
    )
}

#[test]
fn a_variable_that_nothing_reads_is_reported_at_its_row() {
    let files = with_row("STRIPE_OLD_KEY");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 Warning env-unused(Stripe): STRIPE_OLD_KEY
    "#]]);
    files.says(expect![[r#"
        env-unused: `STRIPE_OLD_KEY` is documented for Stripe, but no source, compose, CI or Kubernetes file reads it: people set it for nothing
          help: remove the row, or read the variable in the binding
    "#]]);
}

#[test]
fn env_files_infra_prose_and_comments_do_not_read() {
    with_row("STRIPE_OLD_KEY")
        .and("//- /.env.example\nSTRIPE_OLD_KEY=x\nSTRIPE_SECRET_KEY=\n//- /INFRA_CONTRACT.md\n# Infra\n\n## Environment Variables\n\n| Variable | Required |\n|---|---|\n| `STRIPE_OLD_KEY` | YES |\n| `STRIPE_SECRET_KEY` | YES |\n//- /README.md\nSet `STRIPE_OLD_KEY`.\n//- /src/note.js\n// STRIPE_OLD_KEY is gone\n/* STRIPE_OLD_KEY */\n//- /compose.yaml\n# STRIPE_OLD_KEY: x\n")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:49:4 Warning env-unused(Stripe): STRIPE_OLD_KEY
        "#]]);
}

#[test]
fn source_wrappers_compose_ci_and_kubernetes_read() {
    for file in [
        "//- /src/env.js\nexport const key = required('STRIPE_OLD_KEY');\n",
        "//- /src/other.ts\nexport const key = process.env.STRIPE_OLD_KEY;\n",
        "//- /compose.yaml\nservices:\n  app:\n    environment:\n      - STRIPE_OLD_KEY\n",
        "//- /.github/workflows/ci.yml\nenv:\n  STRIPE_OLD_KEY: ${{ secrets.STRIPE_OLD_KEY }}\n",
        "//- /k8s/app.yaml\nenv:\n  - name: STRIPE_OLD_KEY\n",
        "//- /worker/main.go\nkey := os.Getenv(\"STRIPE_OLD_KEY\")\n",
        "//- /Dockerfile\nENV STRIPE_OLD_KEY=x\n",
    ] {
        let found = render(&Fixture::new(&with_row("STRIPE_OLD_KEY").and(file).0).snapshot());
        assert!(!found.contains("env-unused"), "{file}: {found}");
    }
}

#[test]
fn names_compare_whole() {
    with_row("STRIPE_SECRET").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 Warning env-unused(Stripe): STRIPE_SECRET
    "#]]);
}

#[test]
fn a_variable_that_the_sdk_reads_by_itself_is_used() {
    sound()
        .with("### Stripe (Payments)", "### AWS S3")
        .with("| Stripe | Payments", "| AWS S3 | Files")
        .with("API key in `STRIPE_SECRET_KEY`", "API key")
        .with("| `STRIPE_SECRET_KEY` | YES", "| `AWS_ACCESS_KEY_ID` | YES")
        .with("new Stripe(process.env.STRIPE_SECRET_KEY)", "new S3Client({})")
        .with(
            "const Stripe = require('stripe')",
            "const { S3Client } = require('@aws-sdk/client-s3')",
        )
        .with("- `stripe` - the SDK", "- `@aws-sdk/client-s3` - the SDK")
        .is_clean();
}

#[test]
fn a_wildcard_row_is_used_by_any_name_that_begins_so() {
    with_row("STRIPE_PRICE_*").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 Warning env-unused(Stripe): STRIPE_PRICE_*
    "#]]);
    with_row("STRIPE_PRICE_*").and("//- /compose.yaml\nSTRIPE_PRICE_PRO: x\n").is_clean();
}

#[test]
fn a_planned_integration_sets_up_what_is_to_come() {
    with_row("STRIPE_OLD_KEY")
        .with("**Status:** `active`", "**Status:** `planned`")
        .with("| Payments | Active |", "| Payments | Planned |")
        .is_clean();
}

#[test]
fn the_row_can_be_removed() {
    with_row("STRIPE_OLD_KEY").picks(
        "Remove `STRIPE_OLD_KEY` from Stripe's variables",
        expect![[r#"
            Remove `STRIPE_OLD_KEY` from Stripe's variables
            THIRD_PARTY_INTEGRATIONS.md:49
            - | `STRIPE_OLD_KEY` | NO | - | More | - |
            =>
        "#]],
    );
}

#[test]
fn the_last_row_leaves_header_and_delimiter() {
    sound().with("process.env.STRIPE_SECRET_KEY", "'none'").picks(
        "Remove `STRIPE_SECRET_KEY` from Stripe's variables",
        expect![[r#"
            Remove `STRIPE_SECRET_KEY` from Stripe's variables
            THIRD_PARTY_INTEGRATIONS.md:49
            - | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
            =>
        "#]],
    );
}

#[test]
fn of_several_names_in_a_cell_only_the_one_goes() {
    for (names, left) in [
        ("`STRIPE_OLD_KEY`, `STRIPE_SECRET_KEY`", "| `STRIPE_SECRET_KEY` | YES"),
        ("`STRIPE_SECRET_KEY`, `STRIPE_OLD_KEY`", "| `STRIPE_SECRET_KEY` | YES"),
        ("`STRIPE_SECRET_KEY`<br>`STRIPE_OLD_KEY`", "| `STRIPE_SECRET_KEY` | YES"),
        ("`STRIPE_OLD_KEY / STRIPE_SECRET_KEY`", "| `STRIPE_SECRET_KEY` | YES"),
        ("STRIPE_SECRET_KEY / STRIPE_OLD_KEY", "| STRIPE_SECRET_KEY | YES"),
    ] {
        let files = sound().with("| `STRIPE_SECRET_KEY` | YES", &format!("| {names} | YES"));
        let (text, edits) = removal(&files);
        let fixed = apply_edits(&text, &edits).expect("it fits");
        assert!(fixed.contains(left), "{names}: {fixed}");
    }
}

#[test]
fn bullets_and_fence_lines_can_be_removed() {
    let table = "| Variable | Required | Default | Description | Example |\n|----------|----------|---------|-------------|---------|\n| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n";
    for (list, left) in [
        (
            "- `STRIPE_OLD_KEY` - old\n- `STRIPE_SECRET_KEY` - key\n",
            "- `STRIPE_SECRET_KEY` - key\n",
        ),
        (
            "- `STRIPE_SECRET_KEY` - key\n- `STRIPE_OLD_KEY` - old\n",
            "- `STRIPE_SECRET_KEY` - key\n",
        ),
        (
            "```bash\nSTRIPE_OLD_KEY=x\nSTRIPE_SECRET_KEY=y\n```\n",
            "```bash\nSTRIPE_SECRET_KEY=y\n```\n",
        ),
        (
            "- `STRIPE_SECRET_KEY` - key, `STRIPE_OLD_KEY`\n- `STRIPE_OLD_KEY`: the\n  old one\n",
            "- `STRIPE_SECRET_KEY` - key, `STRIPE_OLD_KEY`\n",
        ),
    ] {
        for is_crlf in [false, true] {
            let files = sound().with(table, list);
            let files = if is_crlf { Files(files.0.replace('\n', "\r\n")) } else { files };
            let expected = sound().with(table, left);
            let expected = if is_crlf { Files(expected.0.replace('\n', "\r\n")) } else { expected };
            let (text, edits) = removal(&files);
            let fixed = apply_edits(&text, &edits).expect("it fits");
            let expected = Fixture::new(&expected.0).snapshot().document(&contract());
            assert_eq!(fixed, expected.expect("it is there").text().to_string(), "{list}");
        }
    }
}

#[test]
fn an_entry_on_which_more_hangs_is_left_to_people() {
    let table = "| Variable | Required | Default | Description | Example |\n|----------|----------|---------|-------------|---------|\n| `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |\n";
    let files = sound()
        .with(table, "- `STRIPE_SECRET_KEY` - key\n- `STRIPE_OLD_KEY` - old\n  - kept for years\n");
    let findings = all_findings(&Fixture::new(&files.0).snapshot());
    assert_eq!(
        findings.iter().map(|it| (it.rule, it.fixes.len())).collect::<Vec<_>>(),
        [("env-unused", 0)]
    );
}

fn contract() -> RelPath {
    RelPath::parse("THIRD_PARTY_INTEGRATIONS.md").expect("a path")
}

/// The text of the contract and the edits that remove `STRIPE_OLD_KEY`.
fn removal(files: &Files) -> (String, Vec<Edit>) {
    let fixture = Fixture::new(&files.0);
    let findings = all_findings(&fixture.snapshot());
    let fixes = findings.iter().flat_map(|finding| &finding.fixes);
    let titled: Vec<_> = fixes
        .filter(|fix| fix.title == "Remove `STRIPE_OLD_KEY` from Stripe's variables")
        .collect();
    assert_eq!(titled.len(), 1, "{findings:#?}");
    let text = fixture.snapshot().document(&contract()).expect("it is there").text().to_string();
    (text, titled[0].edits.iter().map(|edit| edit.edit.clone()).collect())
}

#[test]
fn a_name_with_a_slip_of_the_hand_is_one_finding_with_the_read_one() {
    let files = sound().with("| `STRIPE_SECRET_KEY` | YES", "| `STRIPE_SECRET_KYE` | YES");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:4 Warning env-unused(Stripe): STRIPE_SECRET_KYE
    "#]]);
    files.says(expect![[r#"
        env-unused: `STRIPE_SECRET_KYE` is documented for Stripe, but nothing reads it; the binding reads `STRIPE_SECRET_KEY`, which is not documented: people set a variable that has no effect
          help: write `STRIPE_SECRET_KEY` if that is meant
          src/integrations/stripe/client.js:72..89: this one is read
    "#]]);
    files.picks(
        "Rename the variable to `STRIPE_SECRET_KEY`",
        expect![[r#"
            Rename the variable to `STRIPE_SECRET_KEY`
            THIRD_PARTY_INTEGRATIONS.md:49
            - | `STRIPE_SECRET_KYE` | YES | - | Secret key | `sk_test_...` |
            + | `STRIPE_SECRET_KEY` | YES | - | Secret key | `sk_test_...` |
            =>
        "#]],
    );
}
