//! `rules` and `explain`: every rule has a page, and the two agree.

use crate::harness::Sandbox;

/// The rules that `rules` lists: code and default severity.
fn listed(sandbox: &Sandbox) -> Vec<(String, String)> {
    let run = sandbox.run(&["rules"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    run.stdout
        .lines()
        .map(|line| {
            let mut words = line.split_whitespace().map(str::to_owned);
            (words.next().expect("a code"), words.next().expect("a severity"))
        })
        .collect()
}

#[test]
fn every_rule_has_a_page() {
    let sandbox = Sandbox::empty();
    let rules = listed(&sandbox);
    assert!(!rules.is_empty());
    for (code, severity) in rules {
        let run = sandbox.run(&["explain", &code]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{code}");
        let page = run.stdout;
        assert!(page.starts_with(&format!("# {code}\n\n")), "{page}");
        assert!(page.contains(&format!("\n**Default severity:** {severity}")), "{code}: {page}");
        for heading in ["What it reports", "Why it matters", "Example", "How to mend it"] {
            assert!(page.contains(&format!("\n## {heading}\n")), "{code}: {heading}");
        }
        assert!(!page.contains("\n\n\n") && page.ends_with('\n'), "{code}");
        assert!(page.lines().all(|line| line.chars().count() <= 100), "{code}");
    }
}

#[test]
fn every_page_belongs_to_a_rule() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules/pages");
    let mut pages: Vec<String> = std::fs::read_dir(folder)
        .expect("the pages")
        .map(|entry| {
            let path = entry.expect("a page").path();
            path.file_stem().expect("a name").to_string_lossy().into_owned()
        })
        .collect();
    pages.sort();
    let mut codes: Vec<String> =
        listed(&Sandbox::empty()).into_iter().map(|(code, _)| code).collect();
    codes.sort();
    assert_eq!(pages, codes);
}

#[test]
fn explain_does_not_guess() {
    let sandbox = Sandbox::empty();
    let near = sandbox.run(&["explain", "env_unsued"]);
    near.assert_failure("no rule `env_unsued`");
    assert!(near.stderr.contains("`env-unused`"), "{}", near.stderr);
    sandbox.run(&["explain", "no-console"]).assert_failure("no rule `no-console`");
}
