//! Fixes of the findings at a place.

use crate::rules::{Finding, Findings, Fix};
use crate::text::ByteRange;
use crate::workspace::RelPath;

/// A fix with the finding it mends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedFix<'findings> {
    /// The finding.
    pub finding: &'findings Finding,
    /// The fix.
    pub fix: &'findings Fix,
}

/// The fixes of all findings of a file that touch `range`.
pub fn fixes<'findings>(
    findings: &'findings Findings,
    path: &RelPath,
    range: ByteRange,
) -> Vec<OfferedFix<'findings>> {
    let touched = |finding: &&Finding| {
        finding.range.start() <= range.end() && range.start() <= finding.range.end()
    };
    findings
        .of_file(path)
        .iter()
        .filter(touched)
        .flat_map(|finding| finding.fixes.iter().map(move |fix| OfferedFix { finding, fix }))
        .collect()
}
