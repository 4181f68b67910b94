//! Version 1 of the JSON format, held field by field: programs read it.

use serde::{Deserialize, Deserializer};

use crate::harness::Sandbox;

/// The report. A field more or less is a failed test.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Report {
    pub version: u32,
    pub contracts: Vec<String>,
    pub summary: Summary,
    pub findings: Vec<Finding>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    pub files: usize,
    pub errors: usize,
    pub warnings: usize,
    pub information: usize,
    pub hints: usize,
    pub suppressed: usize,
    pub baselined: usize,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    pub rule: String,
    pub severity: Severity,
    #[serde(deserialize_with = "present")]
    pub service: Option<String>,
    pub path: String,
    pub range: Range,
    pub message: String,
    #[serde(deserialize_with = "present")]
    pub help: Option<String>,
    pub related: Vec<Related>,
    pub fixes: Vec<Fix>,
    pub fingerprint: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
    Information,
    Hint,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
pub struct Range {
    pub start: Point,
    pub end: Point,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
pub struct Point {
    pub line: u32,
    pub column: u32,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Related {
    pub path: String,
    pub range: Range,
    pub message: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Fix {
    pub title: String,
    pub safe: bool,
}

/// A field that may be null and must be there; an `Option` alone may be left out.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(deserializer)
}

impl Report {
    /// The places: `used-by-stale THIRD_PARTY_INTEGRATIONS.md`.
    pub fn rules_and_paths(&self) -> Vec<String> {
        self.findings.iter().map(|finding| format!("{} {}", finding.rule, finding.path)).collect()
    }
}

#[test]
fn a_report_without_findings_has_every_field() {
    let report = Sandbox::empty().report(&["."]);
    let expected = Report {
        version: 1,
        contracts: Vec::new(),
        summary: Summary { files: 0, ..Summary::default() },
        findings: Vec::new(),
    };
    assert_eq!(report, expected);
}

#[test]
fn a_finding_says_where_it_stands_in_lines_and_code_points_from_one() {
    let sandbox = Sandbox::clean();
    sandbox.write("src/web.js", "const 漢 = '😀'; import('stripe').then(run);\r\n");
    let report = sandbox.report(&[]);
    assert_eq!(report.rules_and_paths(), ["direct-sdk-import src/web.js"]);
    let finding = &report.findings[0];
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.service.as_deref(), Some("Stripe"));
    assert_eq!(finding.range.start, Point { line: 1, column: 16 });
    assert_eq!(finding.range.end.line, 1);
    assert!(finding.range.end.column > 16);
    assert!(!finding.message.is_empty());
}

#[test]
fn the_summary_counts_what_is_listed() {
    let report = Sandbox::drifted().report(&[]);
    assert_eq!(report.contracts, ["THIRD_PARTY_INTEGRATIONS.md"]);
    let count = |severity| report.findings.iter().filter(|one| one.severity == severity).count();
    assert_eq!(report.summary.errors, count(Severity::Error));
    assert_eq!(report.summary.warnings, count(Severity::Warning));
    assert_eq!((report.summary.errors, report.summary.warnings), (1, 1));
    assert!(report.summary.files >= 4, "{:?}", report.summary);
}

#[test]
fn findings_are_ordered_and_the_same_in_every_run() {
    let sandbox = Sandbox::drifted();
    for file in ["src/b.js", "src/a.js", "src/a/b.js"] {
        sandbox
            .write(file, "import Stripe from 'stripe';\nawait fetch('https://api.stripe.com/v1');");
    }
    let arguments = ["check", "--format", "json"];
    let first = sandbox.run(&arguments);
    let report = first.report();
    let key = |finding: &Finding| (finding.path.clone(), finding.range.start, finding.rule.clone());
    assert!(report.findings.len() >= 8, "{:?}", report.rules_and_paths());
    assert!(report.findings.is_sorted_by_key(key), "{:?}", report.rules_and_paths());
    for _ in 0..5 {
        assert_eq!(sandbox.run(&arguments).stdout, first.stdout);
    }
}

#[test]
fn a_fingerprint_outlives_moved_lines() {
    let sandbox = Sandbox::drifted();
    let before = sandbox.report(&["src"]);
    let text = std::fs::read_to_string(sandbox.path().join("src/web.js")).expect("the source");
    sandbox.write("src/web.js", format!("// One line more.\n\n{text}"));
    let after = sandbox.report(&["src"]);
    let only = |report: &Report| {
        assert_eq!(report.findings.len(), 1, "{:?}", report.rules_and_paths());
        report.findings[0].clone()
    };
    let (before, after) = (only(&before), only(&after));
    assert_eq!(before.range.start.line + 2, after.range.start.line);
    assert_eq!(before.fingerprint, after.fingerprint);
    assert_eq!(before.fingerprint.len(), 16);
}

#[test]
fn equal_places_have_fingerprints_of_their_own() {
    let sandbox = Sandbox::clean();
    sandbox.write("src/web.js", "await import('stripe');\nawait import('stripe');\n");
    let report = sandbox.report(&[]);
    assert_eq!(report.findings.len(), 2, "{:?}", report.rules_and_paths());
    assert_ne!(report.findings[0].fingerprint, report.findings[1].fingerprint);
}
