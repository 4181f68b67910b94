use expect_test::expect;

use super::*;

fn file(path: &str, source: &str) -> Files {
    sound().and(&format!("//- /{path}\n{source}\n"))
}

#[test]
fn each_place_that_uses_the_service_is_reported() {
    file(
        "src/other.ts",
        "import * as Sentry from '@sentry/node';\n\nfetch('https://api.resend.com/emails');",
    )
    .and("//- /package.json\n{ \"dependencies\": { \"@sentry/node\": \"8\", \"stripe\": \"14\" } }\n")
    .finds(expect![[r#"
        package.json:1:22 Warning undocumented-integration(Sentry): @sentry/node
        src/other.ts:1:1 Warning undocumented-integration(Sentry): import * as Sentry from '@sentry/node';
        src/other.ts:3:7 Warning undocumented-integration(Resend): 'https://api.resend.com/emails'
    "#]]);
}

#[test]
fn doubt_is_a_hint() {
    for (path, source) in [
        ("src/a.ts", "import type { Event } from '@sentry/node';\nlet e: Event;"),
        ("src/a.ts", "import { Event } from '@sentry/node';\nlet e: Event;"),
        ("tests/a.test.ts", "import * as Sentry from '@sentry/node';\nSentry.init();"),
        ("src/a.ts", "export const key = process.env.RESEND_API_KEY;"),
        (
            "package.json",
            "{ \"dependencies\": { \"stripe\": \"14\" }, \"devDependencies\": { \"@sentry/node\": \"8\" } }",
        ),
    ] {
        let found = render(&Fixture::new(&file(path, source).0).snapshot());
        assert!(found.contains("Hint undocumented-integration"), "{path} {source}: {found}");
        assert_eq!(found.lines().count(), 1, "{path} {source}: {found}");
    }
}

#[test]
fn what_proves_nothing_is_clean() {
    for source in [
        "import Redis from 'redis';\nnew Redis();",
        "import { x } from './sentry';",
        "const docs = 'https://docs.sentry.io/platforms';",
        "if (process.env.RESEND_API_KEY) {}",
        "export const url = process.env.DATABASE_URL;",
    ] {
        file("src/a.ts", source).is_clean();
    }
}

#[test]
fn a_section_is_added_with_what_is_known() {
    let files = file("src/other.ts", "import * as Sentry from '@sentry/node';\nSentry.init();");
    let mut fixture = Fixture::new(&files.0);
    let snapshot = fixture.snapshot();
    let findings = all_findings(&snapshot);
    let fix = &findings.iter().find(|it| !it.fixes.is_empty()).expect("a fix").fixes[0];
    assert_eq!(fix.title, "Add a section for Sentry to the contract");
    for (path, edits) in by_file(fix.edits.iter().cloned()) {
        let text = snapshot.document(&path).expect("the contract").text().to_string();
        fixture.write(path.as_str(), &apply_edits(&text, &edits).expect("edits that fit"));
    }
    let after = fixture.snapshot();
    assert_eq!(after.contracts()[0].integrations().len(), 2);
    let left = all_findings(&after);
    assert!(left.iter().all(|it| it.rule != "undocumented-integration"), "{left:?}");
}

#[test]
fn what_all_services_of_a_vendor_need_comes_with_one_of_them() {
    let both = "import { S3Client } from '@aws-sdk/client-s3';\nimport { fromIni } from '@aws-sdk/credential-providers';\nnew S3Client({ credentials: fromIni() });";
    let found = render(&Fixture::new(&file("src/a.ts", both).0).snapshot());
    assert!(found.contains("(AWS S3)") && !found.contains("(AWS (general))"), "{found}");
    // Another service of the vendor is one of its own.
    for other in ["@aws-sdk/client-dynamodb", "@aws-sdk/client-sqs"] {
        let found = render(
            &Fixture::new(
                &file("src/a.ts", &both.replace("@aws-sdk/credential-providers", other)).0,
            )
            .snapshot(),
        );
        assert!(found.contains("(AWS (general))"), "{other}: {found}");
    }
    let alone = "import { fromIni } from '@aws-sdk/credential-providers';\nfromIni();";
    let found = render(&Fixture::new(&file("src/a.ts", alone).0).snapshot());
    assert!(found.contains("(AWS (general))"), "{found}");
}
