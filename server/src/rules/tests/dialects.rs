//! Every rule on contracts as people write them, in workspaces that their own text describes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::*;
use crate::contract::{Contract, PathReference, SAMPLES, Strictness, TreeEntryKind, parse};
use crate::workspace::fixture::extreme_contracts;

const CONTRACT: &str = "THIRD_PARTY_INTEGRATIONS.md";

/// The folder below which the sources lie, so that what a document names exists as a suffix only.
const PACKAGE: &str = "packages/app";

/// The rules that say that something named is not there.
const ABSENCES: &[&str] = &["binding-not-found", "test-not-found", "binding-incomplete"];

/// A workspace with this contract and these other files.
fn workspace(contract: &str, sources: &str) -> Fixture {
    let mut fixture = Fixture::new(sources);
    fixture.write(CONTRACT, contract);
    fixture
}

/// Every path that the model of a document has, with the functions it names there.
fn named_paths(contract: &Contract) -> BTreeMap<String, Vec<String>> {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for integration in &contract.integrations {
        let mut name = |path: &PathReference, function: Option<&str>| {
            for path in alternatives(&path.path) {
                named.entry(path).or_default().extend(function.map(str::to_owned));
            }
        };
        for path in integration.bindings.iter().chain(&integration.tests) {
            name(path, None);
        }
        for usage in &integration.usages {
            let function = usage.function.as_ref().map(|function| function.value.as_str());
            if let Some(file) = &usage.file {
                name(file, function);
            }
        }
        for entry in integration.structure.iter().filter(|it| it.kind == TreeEntryKind::File) {
            named.entry(entry.path.clone()).or_default();
        }
    }
    named
}

/// The paths that a path with `{a,b}` stands for, with names in the place of its stars.
fn alternatives(path: &str) -> Vec<String> {
    let braces = path.split_once('{').and_then(|(head, rest)| Some((head, rest.split_once('}')?)));
    match braces {
        Some((head, (inside, tail))) => inside
            .split(',')
            .flat_map(|choice| alternatives(&format!("{head}{choice}{tail}")))
            .collect(),
        None => vec![path.replace("**", "deep").replace('*', "some")],
    }
}

/// The files of a source tree in which all that a document names exists below `folder`.
fn source_tree(contract: &Contract, folder: &str) -> String {
    let mut tree = String::new();
    for (path, functions) in named_paths(contract) {
        let last = path.rsplit('/').next().unwrap_or_default();
        let is_folder = path.ends_with('/') || !last.contains('.');
        let file =
            if is_folder { format!("{}/entry.ts", path.trim_end_matches('/')) } else { path };
        write!(tree, "//- /{folder}/{file}\n{}", definitions(&file, &functions)).expect("a string");
    }
    tree
}

/// What defines these functions in the language of the file.
fn definitions(file: &str, functions: &[String]) -> String {
    let define = |name: &String| {
        let parts: Vec<&str> =
            name.split(['.', '#', ':', '>']).map(|it| it.trim_end_matches('-')).collect();
        let own = parts.last().copied().unwrap_or_default();
        let holder = parts.first().copied().filter(|_| parts.len() > 1);
        match (file.rsplit('.').next(), holder) {
            (Some("py"), Some(holder)) => {
                format!("class {holder}:\n    def {own}(self):\n        pass\n")
            }
            (Some("py"), None) => format!("def {own}():\n    pass\n"),
            (Some("rb"), Some(holder)) => format!("class {holder}\n  def {own}\n  end\nend\n"),
            (Some("rb"), None) => format!("def {own}\nend\n"),
            (Some("go"), _) => format!("func {own}() {{}}\n"),
            (Some("rs"), _) => format!("pub fn {own}() {{}}\n"),
            (Some("php"), Some(holder)) => {
                format!("class {holder} {{\n  public function {own}() {{}}\n}}\n")
            }
            (_, Some(holder)) => format!("export class {holder} {{\n  {own}() {{}}\n}}\n"),
            (_, None) => format!("export function {own}() {{}}\n"),
        }
    };
    let head = match file.rsplit('.').next() {
        Some("go") => "package some\n",
        Some("php") => "<?php\n",
        _ => "",
    };
    format!("{head}{}", functions.iter().map(define).collect::<String>())
}

/// The findings as `line rule: message`.
fn lines(snapshot: &Snapshot) -> Vec<String> {
    let line = |finding: Finding| {
        let document = snapshot.document(&finding.path).expect("a file with findings");
        let line = document.position(finding.range.start(), Encoding::Utf32).line + 1;
        format!("{}:{line} {}: {}", finding.path, finding.rule, finding.message)
    };
    all_findings(snapshot).into_iter().map(line).collect()
}

#[test]
fn there_are_thirty_documents_most_of_them_loose() {
    let loose = SAMPLES.iter().filter(|(_, text)| parse(text).strictness == Strictness::Loose);
    assert!(SAMPLES.len() >= 30 && loose.count() >= 20);
    let named: usize = SAMPLES.iter().map(|(_, text)| named_paths(&parse(text)).len()).sum();
    assert!(named > 150, "the documents name {named} paths");
}

#[test]
fn what_exists_as_a_unique_suffix_is_not_missing() {
    for (name, text) in SAMPLES {
        let contract = parse(text);
        let fixture = workspace(text, &source_tree(&contract, PACKAGE));
        for finding in all_findings(&fixture.snapshot()) {
            let place = finding.range.slice(text);
            assert!(!ABSENCES.contains(&finding.rule), "{name}: {place}: {}", finding.message);
            let is_gone = finding.rule == "used-by-stale"
                && (finding.severity == Severity::Error || finding.message.contains("matches"));
            assert!(!is_gone, "{name}: {place}: {}", finding.message);
        }
    }
}

#[test]
fn a_source_tree_that_lies_elsewhere_is_missed() {
    let is_absence = |finding: &Finding| {
        ABSENCES.contains(&finding.rule)
            || finding.rule == "used-by-stale" && finding.message.contains("does not exist")
    };
    let silent: Vec<&str> = SAMPLES
        .iter()
        .filter(|(_, text)| named_paths(&parse(text)).keys().any(|path| !path.contains('*')))
        .filter(|(_, text)| {
            let fixture = workspace(text, "//- /elsewhere/nothing.ts\n");
            !all_findings(&fixture.snapshot()).iter().any(is_absence)
        })
        .map(|(name, _)| *name)
        .collect();
    assert_eq!(silent, [""; 0], "these say nothing about what is not there");
}

#[test]
fn nothing_is_demanded_of_a_loose_document() {
    for (name, text) in SAMPLES {
        let contract = parse(text);
        if contract.strictness == Strictness::Strict {
            continue;
        }
        for sources in [String::new(), source_tree(&contract, PACKAGE), source_tree(&contract, ".")]
        {
            for finding in all_findings(&workspace(text, &sources).snapshot()) {
                let demands = ["missing-section", "recommended-section", "malformed-table"];
                let is_demand = demands.contains(&finding.rule)
                    || matches!(finding.rule, "invalid-metadata" | "unknown-label");
                assert!(!is_demand, "{name}: {}: {}", finding.rule, finding.message);
            }
        }
    }
}

#[test]
fn line_endings_change_no_finding() {
    for (name, text) in SAMPLES {
        let sources = source_tree(&parse(text), PACKAGE);
        let plain = lines(&workspace(text, &sources).snapshot());
        let windows = text.replace('\n', "\r\n");
        assert_eq!(plain, lines(&workspace(&windows, &sources).snapshot()), "{name}");
        let marked = format!("\u{feff}{text}");
        assert_eq!(plain, lines(&workspace(&marked, &sources).snapshot()), "{name}");
    }
}

#[test]
fn contracts_out_of_all_proportion_are_checked() {
    for (name, text) in extreme_contracts() {
        let begun = Instant::now();
        let fixture = workspace(&text, "//- /src/acme/1.js\nprocess.env.ACME_1;\n");
        let findings = all_findings(&fixture.snapshot());
        assert!(findings.iter().all(|it| text.get(it.range.start()..it.range.end()).is_some()));
        // Many times what it takes, many times less than what grows with the square.
        let taken = begun.elapsed();
        assert!(taken < Duration::from_secs(60), "{name} took {taken:?}");
        if std::env::var_os("SHOW_TIMES").is_some() {
            println!("{name}: {} bytes, {} findings, {taken:?}", text.len(), findings.len());
        }
    }
}
