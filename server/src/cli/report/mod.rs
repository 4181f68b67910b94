//! The report of a check: plain data, the same for every format. Its fields in their order are
//! version 1 of the JSON format.

mod fingerprint;
pub(super) mod human;
mod place;

use serde::Serialize;

use crate::rules::{Finding, Findings, Rule};
use crate::workspace::{Severity, Snapshot};

use super::targets::Target;
use fingerprint::Fingerprints;
use place::{Documents, Place, Range};

/// What this rule points at is never shown.
const SECRET_RULE: &str = "hardcoded-secret";

/// One workspace, looked at.
#[derive(Debug)]
pub(super) struct Analysis {
    /// What was asked for.
    pub target: Target,
    /// What it was found in.
    pub snapshot: Snapshot,
    /// All of it; the report takes what was asked for.
    pub findings: Findings,
}

/// The report.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    version: u32,
    contracts: Vec<String>,
    summary: Summary,
    findings: Vec<Entry>,
}

/// What was counted. Findings that were not asked for are not.
#[derive(Debug, Default, Serialize)]
struct Summary {
    /// Files looked at, in all workspaces.
    files: usize,
    errors: usize,
    warnings: usize,
    information: usize,
    hints: usize,
    /// Findings that comments silenced.
    suppressed: usize,
    /// Findings that a baseline silenced.
    baselined: usize,
}

/// A finding as it is reported.
#[derive(Debug, Serialize)]
struct Entry {
    rule: &'static str,
    severity: Severity,
    service: Option<String>,
    #[serde(flatten)]
    place: Place,
    message: String,
    help: Option<String>,
    related: Vec<RelatedEntry>,
    fixes: Vec<FixEntry>,
    fingerprint: String,
}

#[derive(Debug, PartialEq, Serialize)]
struct RelatedEntry {
    #[serde(flatten)]
    place: Place,
    message: String,
}

#[derive(Debug, Serialize)]
struct FixEntry {
    title: String,
    safe: bool,
}

impl Report {
    /// Puts a report together: what the targets ask for, of these rules (of all, when there is
    /// none). `excerpts` adds the lines that each place covers.
    pub fn new(analyses: &[Analysis], rules: &[&Rule], excerpts: bool) -> Self {
        let mut report = Self {
            version: 1,
            contracts: Vec::new(),
            summary: Summary::default(),
            findings: Vec::new(),
        };
        let wanted = |finding: &Finding| {
            rules.is_empty() || rules.iter().any(|rule| rule.code == finding.rule)
        };
        for Analysis { target, snapshot, findings } in analyses {
            let documents =
                Documents::new(&target.prefix, excerpts, |path| snapshot.document(path));
            let mut fingerprints = Fingerprints::default();
            for (path, of_file) in findings.by_file() {
                if !target.asks_for(path) {
                    continue;
                }
                for finding in of_file.iter().filter(|finding| wanted(finding)) {
                    let fingerprint = fingerprints.of(finding, documents.get(path).as_ref());
                    report.findings.push(Entry::new(finding, fingerprint, &documents));
                }
            }
            report.summary.files += snapshot.file_count();
            let silenced = findings.suppressed();
            report.summary.suppressed +=
                silenced.filter(|it| target.asks_for(&it.path) && wanted(it)).count();
            let contracts = snapshot.contract_paths();
            report.contracts.extend(contracts.iter().map(|path| documents.shown(path)));
        }
        report.settle();
        report
    }

    /// How grave each finding is.
    pub fn severities(&self) -> impl Iterator<Item = Severity> {
        self.findings.iter().map(|entry| entry.severity)
    }

    /// Sorts, drops what two workspaces of which one lies in the other both say, and counts.
    fn settle(&mut self) {
        self.contracts.sort();
        self.contracts.dedup();
        self.findings.sort_by(|one, other| one.sort_key().cmp(&other.sort_key()));
        self.findings.dedup_by(|one, other| one.says_the_same_as(other));
        for entry in &self.findings {
            *match entry.severity {
                Severity::Error => &mut self.summary.errors,
                Severity::Warning => &mut self.summary.warnings,
                Severity::Information => &mut self.summary.information,
                Severity::Hint => &mut self.summary.hints,
            } += 1;
        }
    }
}

impl Entry {
    fn new(finding: &Finding, fingerprint: String, documents: &Documents<'_>) -> Self {
        let related = finding.related.iter().map(|related| RelatedEntry {
            place: documents.place(&related.path, related.range),
            message: related.message.clone(),
        });
        let fixes =
            finding.fixes.iter().map(|fix| FixEntry { title: fix.title.clone(), safe: fix.safe });
        let mut place = documents.place(&finding.path, finding.range);
        if finding.rule == SECRET_RULE {
            place.excerpt = None;
        }
        Self {
            rule: finding.rule,
            severity: finding.severity,
            service: finding.service.clone(),
            place,
            message: finding.message.clone(),
            help: finding.help.clone(),
            related: related.collect(),
            fixes: fixes.collect(),
            fingerprint,
        }
    }

    /// The order of reports: path, line, column, rule. What follows only keeps it the same from
    /// run to run.
    fn sort_key(&self) -> impl Ord + '_ {
        let Range { start, end } = self.place.range;
        (&self.place.path, start, self.rule, end, &self.service, &self.message)
    }

    fn says_the_same_as(&self, other: &Self) -> bool {
        self.sort_key() == other.sort_key() && self.severity == other.severity
    }
}
