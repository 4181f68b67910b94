//! The sample workspaces: their READMEs list what has drifted, and the program finds that and
//! nothing else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::harness::{command_in, run};
use crate::json::Severity;

#[test]
fn storefront() {
    check_against_readme("storefront");
}

#[test]
fn ledger() {
    check_against_readme("ledger");
}

/// The order of a line of the table: path, line, rule, severity.
type Drift = (String, u32, String, Severity);

fn check_against_readme(name: &str) {
    let fixture = fixtures().join(name);
    let readme = std::fs::read_to_string(fixture.join("README.md")).expect("the fixture's README");
    let expected = drift_in(&readme);
    assert!(!expected.is_empty(), "the README of {name} has a table of what drifted");
    let path = format!("fixtures/{name}");
    let repository = fixtures().join("..");
    let run = run(&mut command_in(&repository, &["check", "--format", "json", &path]));
    let mut found: Vec<Drift> = run
        .report()
        .findings
        .into_iter()
        .map(|one| (one.path, one.range.start.line, one.rule, one.severity))
        .collect();
    found.sort();
    if found != expected {
        panic!("{}", difference(&expected, &found));
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

/// The rows of the README's table `| # | Rule | Severity | Place | What drifted |`, sorted.
fn drift_in(readme: &str) -> Vec<Drift> {
    let row = |line: &str| {
        let cells: Vec<&str> =
            line.trim().trim_matches('|').split('|').map(|cell| cell.trim()).collect();
        let [number, rule, severity, place, _] = cells[..] else { return None };
        number.parse::<u32>().ok()?;
        let severity = match severity.trim_matches('`').to_lowercase().as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            "information" => Severity::Information,
            "hint" => Severity::Hint,
            other => panic!("{other:?} is no severity: {line}"),
        };
        let (path, at) = place.trim_matches('`').rsplit_once(':').expect("a place has a line");
        let at = at.parse().expect("a line is a number");
        Some((path.to_owned(), at, rule.trim_matches('`').to_owned(), severity))
    };
    let mut drift: Vec<Drift> = readme.lines().filter_map(row).collect();
    drift.sort();
    drift
}

fn difference(expected: &[Drift], found: &[Drift]) -> String {
    let lines = |drifts: &[Drift], other: &[Drift], mark: &str| -> Vec<String> {
        let counted = |list: &[Drift], one: &Drift| list.iter().filter(|it| *it == one).count();
        let surplus: BTreeSet<&Drift> =
            drifts.iter().filter(|one| counted(drifts, one) > counted(other, one)).collect();
        surplus
            .into_iter()
            .map(|(path, line, rule, severity)| {
                format!("{mark} {path}:{line} {rule} ({severity:?})")
            })
            .collect()
    };
    let mut all = lines(expected, found, "missing   ");
    all.extend(lines(found, expected, "unexpected"));
    format!("\n{}", all.join("\n"))
}

#[test]
fn the_table_is_read_as_it_is_written() {
    let readme = "\
# A shop

| # | Rule | Severity | Place | What drifted |
|---|------|----------|-------|--------------|
| 1 | `env-unused` | warning | `docs/C.md:12` | Nothing reads `A` |
| 2 | `direct-sdk-import` | Hint | `src/a.ts:3` | A type |
";
    let expected = vec![
        ("docs/C.md".to_owned(), 12, "env-unused".to_owned(), Severity::Warning),
        ("src/a.ts".to_owned(), 3, "direct-sdk-import".to_owned(), Severity::Hint),
    ];
    assert_eq!(drift_in(readme), expected);
    assert_eq!(
        difference(&expected, &expected[..1]),
        "\nmissing    src/a.ts:3 direct-sdk-import (Hint)"
    );
}
