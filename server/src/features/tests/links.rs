use expect_test::{Expect, expect};

use super::*;
use crate::features::{LinkTarget, document_links};

fn links_of(fixture: &Fixture, path: &str) -> String {
    let snapshot = fixture.snapshot();
    let path = RelPath::parse(path).expect("a path");
    let mut lines = String::new();
    let mut end = 0;
    for link in document_links(&snapshot, &path) {
        assert!(link.range.start() >= end, "over the link before");
        end = link.range.end();
        let target = match link.target {
            LinkTarget::Url(address) => address,
            LinkTarget::File(path, Some(line)) => format!("{path} line {line}"),
            LinkTarget::File(path, None) => path.to_string(),
        };
        let place = shown(&snapshot, &path, link.range);
        let place = place.strip_prefix(&format!("{path}:")).unwrap_or(&place).to_owned();
        lines += &format!("{place} -> {target}\n");
    }
    lines
}

/// The links of the line that replaces Purpose, in the sound workspace with more files.
fn check(line: &str, files: &str, expect: Expect) {
    let fixture = sound_with("**Purpose:** Takes payments.", line, files);
    let links = links_of(&fixture, "THIRD_PARTY_INTEGRATIONS.md");
    let here: Vec<&str> = links.lines().filter(|link| link.starts_with("31:")).collect();
    expect.assert_eq(&here.join("\n"));
}

#[test]
fn bindings_users_and_the_overview_lead_to_files_and_links_to_addresses() {
    expect![[r#"
        21:33 src/integrations/stripe/ -> src/integrations/stripe/client.js
        34:37 https://stripe.com -> https://stripe.com
        43:18 src/integrations/stripe/ -> src/integrations/stripe/client.js
        55:10 src/pay.js -> src/pay.js
    "#]]
    .assert_eq(&links_of(&Fixture::new(&sound_workspace()), "THIRD_PARTY_INTEGRATIONS.md"));
}

#[test]
fn a_line_behind_a_path_is_part_of_the_link() {
    check("**Purpose:** `src/pay.js:2`", "", expect!["31:15 src/pay.js:2 -> src/pay.js line 2"]);
    check(
        "**Purpose:** `src/pay.js:2-3`",
        "",
        expect!["31:15 src/pay.js:2-3 -> src/pay.js line 2"],
    );
    check(
        "**Purpose:** `src/pay.js#L2-L3`",
        "",
        expect!["31:15 src/pay.js#L2-L3 -> src/pay.js line 2"],
    );
    check(
        "**Purpose:** [how](src/pay.js#L2)",
        "",
        expect!["31:20 src/pay.js#L2 -> src/pay.js line 2"],
    );
    check("**Purpose:** [how](src/pay.js#pay)", "", expect!["31:20 src/pay.js#pay -> src/pay.js"]);
}

#[test]
fn what_is_not_there_is_no_link() {
    check("**Purpose:** `src/gone.js` [x](src/gone.js) [x](#stripe)", "", expect![[""]]);
    check("**Purpose:** `pay.js`", "", expect![[""]]);
    check("**Purpose:** `../outside.js` [x](../../etc/passwd) [x](/etc/passwd)", "", expect![[""]]);
}

#[test]
fn only_addresses_that_may_be_opened_are_links() {
    check(
        "**Purpose:** [a](HTTPS://stripe.com/x?y=1#z) [b](mailto:a@b.c) [c](javascript:x) [d](command:x) [e](file:///etc/passwd) [f](vscode://x)",
        "",
        expect![[r#"
            31:18 HTTPS://stripe.com/x?y=1#z -> HTTPS://stripe.com/x?y=1#z
            31:50 mailto:a@b.c -> mailto:a@b.c"#]],
    );
    check(
        "**Purpose:** <https://stripe.com> and https://stripe.com",
        "",
        expect!["31:15 https://stripe.com -> https://stripe.com"],
    );
    check(
        "**Purpose:** [a][ref]\n\n[ref]: https://stripe.com",
        "",
        expect!["31:14 [a][ref] -> https://stripe.com"],
    );
}

#[test]
fn percent_signs_of_a_link_are_read() {
    check(
        "**Purpose:** [x](docs/a%20b.md) [y](docs/%E6%94%AF.md) [z](docs/100%.md)",
        "//- /docs/a b.md\n\n//- /docs/支.md\n\n",
        expect![[r#"
            31:18 docs/a%20b.md -> docs/a b.md
            31:37 docs/%E6%94%AF.md -> docs/支.md"#]],
    );
}

#[test]
fn a_path_with_letters_of_every_script_stands_at_its_place() {
    check(
        "**Purpose:** 😀 支払い `src/支払い.js`",
        "//- /src/支払い.js\nx;\n",
        expect!["31:21 src/支払い.js -> src/支払い.js"],
    );
}

#[test]
fn a_link_is_seen_from_the_document_and_a_path_from_the_governed_folder() {
    let contract = crate::workspace::fixture::SOUND_CONTRACT.replace(
        "**Purpose:** Takes payments.",
        "**Purpose:** [x](../src/pay.js) [y](src/pay.js) `src/pay.js` `notes.md`",
    );
    let fixture = Fixture::new(&format!(
        "//- /docs/THIRD_PARTY_INTEGRATIONS.md\n{contract}//- /src/pay.js\nx;\n//- /docs/notes.md\nx\n"
    ));
    let links = links_of(&fixture, "docs/THIRD_PARTY_INTEGRATIONS.md");
    let here: Vec<&str> = links.lines().filter(|link| link.starts_with("31:")).collect();
    expect![[r#"
        31:18 ../src/pay.js -> src/pay.js
        31:50 src/pay.js -> src/pay.js
        31:63 notes.md -> docs/notes.md"#]]
    .assert_eq(&here.join("\n"));
}

#[test]
fn the_root_of_a_structure_and_test_files_are_links() {
    let fixture = sound_with(
        "**Testing:**\n- **Unit Tests:** with recorded answers",
        "**Module Structure:**\n\n```\nsrc/integrations/stripe/\n└── client.js\n```\n\n**Testing:**\n- **Unit Tests:** `src/pay.test.js`",
        "//- /src/pay.test.js\nx;\n",
    );
    let links = links_of(&fixture, "THIRD_PARTY_INTEGRATIONS.md");
    let here: Vec<&str> = links.lines().skip(4).collect();
    expect![[r#"
        72:1 src/integrations/stripe/ -> src/integrations/stripe/client.js
        77:20 src/pay.test.js -> src/pay.test.js"#]]
    .assert_eq(&here.join("\n"));
}

#[test]
fn an_infrastructure_contract_leads_to_files_too() {
    let files = sound_workspace()
        + "//- /INFRA_CONTRACT.md\n# Infra\n\n## Configuration\n\n**File:** `config/app.js`  \n**Other:** `config/gone.js`\n//- /config/app.js\nx;\n";
    expect![[r#"
        5:12 config/app.js -> config/app.js
    "#]]
    .assert_eq(&links_of(&Fixture::new(&files), "INFRA_CONTRACT.md"));
}
