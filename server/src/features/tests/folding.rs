use expect_test::{Expect, expect};

use super::*;
use crate::features::folding_ranges;

const CONTRACT: &str = "THIRD_PARTY_INTEGRATIONS.md";

fn folds_of(fixture: &Fixture, path: &str) -> String {
    let snapshot = fixture.snapshot();
    let path = RelPath::parse(path).expect("a path");
    let mut lines = String::new();
    for fold in folding_ranges(&snapshot, &path) {
        let document = snapshot.document(&path).expect("a file");
        let line = |offset| document.position(offset, Encoding::Utf8).line + 1;
        let (first, last) = (line(fold.range.start()), line(fold.range.end()));
        assert!(first < last, "a fold of one line");
        let text = fold.range.slice(document.text()).lines().next().unwrap_or_default();
        let comment = if fold.is_comment { " comment" } else { "" };
        lines += &format!("{}{first}-{last}{comment} {text}\n", "  ".repeat(fold.depth));
    }
    lines
}

fn check(text: &str, expect: Expect) {
    let mut fixture = Fixture::new(&sound_workspace());
    fixture.open(CONTRACT, text);
    let folds = folds_of(&fixture, CONTRACT);
    expect.assert_eq(&folds);
    fixture.open(CONTRACT, &text.replace('\n', "\r\n"));
    assert_eq!(folds_of(&fixture, CONTRACT), folds, "other line ends, the same lines");
}

#[test]
fn sections_integrations_fields_and_tables_fold() {
    expect![[r#"
        7-9 ## Purpose
        11-15 ## Change Log
          13-15 | Date | Version | Author | Changes | Impact |
        17-21 ## Integration Overview
          19-21 | Service | Purpose | Status | Binding Module | Monthly Cost | Critical |
        23-85 ## Integrations
          25-85 ### Stripe (Payments)
            33-34 **Provider Information:**
            36-37 **Plan & Pricing:**
            39-40 **Authentication:**
            42-43 **Binding Module:**
            45-49 **Environment Variables:**
              47-49 | Variable | Required | Default | Description | Example |
            51-55 **Used By Modules:**
              53-55 | Module | File | Function | Usage |
            57-61 **API Endpoints Used:**
              59-61 | Endpoint | Method | Purpose |
            63-67 **Error Handling:**
              65-67 | Error Type | HTTP Code | Handling Strategy | Retry |
            69-70 **Testing:**
            72-73 **Monitoring:**
            75-76 **Security Considerations:**
            78-79 **Dependencies:**
            81-85 **Changelog:**
              83-85 | Date | Version | Changes | Breaking |
    "#]]
    .assert_eq(&folds_of(&Fixture::new(&sound_workspace()), CONTRACT));
}

#[test]
fn what_has_one_line_does_not_fold() {
    check(
        "# Services\n\n## Integrations\n\n### Stripe\n",
        expect![[r#"
        3-5 ## Integrations
    "#]],
    );
    check("", expect![[""]]);
    check("# Services\n\n## Purpose\n\n\n## Integrations\n", expect![[""]]);
}

#[test]
fn a_document_that_ends_without_a_line_break_folds_to_its_last_line() {
    check(
        "# Services\n\n## Integrations\n\n### Stripe\n\n**Status:** active",
        expect![[r#"
        3-7 ## Integrations
          5-7 ### Stripe
    "#]],
    );
}

#[test]
fn comments_fold_as_comments() {
    check(
        "# Services\n\n<!-- first\nsecond -->\n\n<!-- one line -->\n\ntext <!-- in\na line --> goes on\n",
        expect![[r#"
            3-4 comment <!-- first
            8-9 comment <!-- in
        "#]],
    );
}

#[test]
fn code_folds_and_its_headings_do_not() {
    check(
        "# Services\n\n```sh\n# Heading\n## Other\n\nls\n```\n\n~~~\nopen\n",
        expect![[r#"
        3-8 ```sh
        10-11 ~~~
    "#]],
    );
}

#[test]
fn lists_fold_by_the_items_that_hold_others() {
    check(
        "# Services\n\n- a\n  - b\n    - c\n  - d\n- e\n\n> quote\n> goes on\n",
        expect![[r#"
        3-6 - a
          4-5 - b
        9-10 > quote
    "#]],
    );
}

#[test]
fn of_folds_in_one_line_the_longest_counts() {
    check(
        "# Services\n\n## Integrations\n\n### Stripe\n\n- **Binding Module:**\n  - `src/a/`\n  - `src/b/`\n",
        expect![[r#"
            3-9 ## Integrations
              5-9 ### Stripe
                7-9 - **Binding Module:**
        "#]],
    );
}

#[test]
fn headings_as_labels_fold_like_other_headings() {
    check(
        "# Services\n\n## Integrations\n\n### Stripe\n\n#### Status\n\nactive\n\n#### Environment Variables\n\n| Variable |\n|---|\n| `A_KEY` |\n",
        expect![[r#"
            3-15 ## Integrations
              5-15 ### Stripe
                7-9 #### Status
                11-15 #### Environment Variables
                  13-15 | Variable |
        "#]],
    );
}

#[test]
fn an_infrastructure_contract_folds_too() {
    let files = sound_workspace()
        + "//- /INFRA_CONTRACT.md\n# Infra\n\n## Environment Variables\n\n| Variable |\n|---|\n| `STRIPE_SECRET_KEY` |\n\n## Ports\n\nnone\n";
    expect![[r#"
        3-7 ## Environment Variables
          5-7 | Variable |
        9-11 ## Ports
    "#]]
    .assert_eq(&folds_of(&Fixture::new(&files), "INFRA_CONTRACT.md"));
}

#[test]
fn other_files_have_no_folds_of_ours() {
    assert_eq!(folds_of(&Fixture::new(&sound_workspace()), "src/pay.js"), "");
}
