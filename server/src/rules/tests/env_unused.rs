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
        .and("//- /.env.example\nSTRIPE_OLD_KEY=x\n//- /INFRA_CONTRACT.md\n# Infra\n\n## Environment Variables\n\n| Variable | Required |\n|---|---|\n| `STRIPE_OLD_KEY` | YES |\n//- /README.md\nSet `STRIPE_OLD_KEY`.\n//- /src/note.js\n// STRIPE_OLD_KEY is gone\n/* STRIPE_OLD_KEY */\n//- /compose.yaml\n# STRIPE_OLD_KEY: x\n")
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
