//! `docs/rules/`: the pages of `explain`, and their index. One source, the program; with
//! `UPDATE_EXPECT=1` the files are written anew.

use std::collections::BTreeSet;
use std::path::Path;

use expect_test::expect_file;

use crate::harness::Sandbox;

/// The ten critical rules of the contract template, in short.
const CRITICAL_RULES: [&str; 10] = [
    "check the contract before you integrate a service",
    "reuse binding modules, never create a second client",
    "never hardcode keys",
    "use the binding module, never call an API directly",
    "keep the contract up to date",
    "document variables in INFRA_CONTRACT.md too",
    "handle errors with the binding's error classes",
    "retry what may pass",
    "monitor critical integrations",
    "test with mocks, not against the real API",
];

/// What `rules` lists: code, severity, summary.
fn rules() -> Vec<[String; 3]> {
    let run = Sandbox::empty().run(&["rules"]);
    let rule = |line: &str| {
        let (code, rest) = line.split_once(' ').expect("a code");
        let (severity, summary) = rest.trim_start().split_once(' ').expect("a severity");
        [code, severity, summary.trim_start()].map(str::to_owned)
    };
    run.stdout.lines().map(rule).collect()
}

fn page(code: &str) -> String {
    Sandbox::empty().run(&["explain", code]).stdout
}

/// The numbers of the critical rules that a page says it carries, in its last paragraph.
fn carried(page: &str) -> BTreeSet<usize> {
    let last = page.trim_end().rsplit("\n\n").next().unwrap_or_default();
    let Some(at) = last.find("critical rule") else { return BTreeSet::new() };
    let words = last[at..].split(|c: char| !c.is_ascii_alphanumeric());
    words.filter_map(|word| word.parse().ok()).filter(|number| (1..=10).contains(number)).collect()
}

fn index() -> String {
    let mut index = "\
# Rules

What `contract-lsp` reports. Each page says what, why, and how to mend it; `contract-lsp explain RULE`
shows the same. Severities are the defaults, `[rules]` in `contract-lsp.toml` changes them.

| Rule | Severity | What it reports | Critical rule |
|---|---|---|---|
"
    .to_owned();
    for [code, severity, summary] in rules() {
        let carried: Vec<String> = carried(&page(&code)).iter().map(usize::to_string).collect();
        let carried = carried.join(", ");
        index += &format!("| [`{code}`]({code}.md) | {severity} | {summary} | {carried} |\n");
    }
    index += "\n## The template's critical rules\n\nThe contract template ends in ten rules for people and agents. The last column says which rule\nhere holds which of them.\n\n";
    for (number, rule) in CRITICAL_RULES.iter().enumerate() {
        index += &format!("{}. {rule}\n", number + 1);
    }
    index
}

#[test]
fn the_pages_on_disk_are_those_of_explain() {
    for [code, ..] in rules() {
        expect_file![format!("../../docs/rules/{code}.md")].assert_eq(&page(&code));
    }
    expect_file!["../../docs/rules/README.md"].assert_eq(&index());
}

#[test]
fn no_page_is_left_over() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules");
    let on_disk: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the pages")
        .map(|entry| entry.expect("a page").file_name().to_string_lossy().into_owned())
        .collect();
    let mut expected: BTreeSet<String> =
        rules().into_iter().map(|[code, ..]| format!("{code}.md")).collect();
    expected.insert("README.md".to_owned());
    assert_eq!(on_disk, expected);
}

#[test]
fn the_number_of_a_critical_rule_is_read_from_its_page() {
    assert_eq!(carried(&page("used-by-stale")), BTreeSet::from([5]));
    assert_eq!(carried(&page("direct-http-call")), BTreeSet::from([4, 10]));
    assert!(carried(&page("invalid-config")).is_empty());
}
