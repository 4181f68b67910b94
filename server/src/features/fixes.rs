//! Fixes of the findings at a place, and all safe ones of a file.

use crate::rules::{FileEdit, Finding, Findings, Fix, mend};
use crate::text::{ByteRange, difference};
use crate::workspace::{RelPath, Snapshot};

/// A fix with the finding it mends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    findings_at(findings, path, range)
        .flat_map(|finding| finding.fixes.iter().map(move |fix| OfferedFix { finding, fix }))
        .collect()
}

/// The findings of a file that touch `range`.
pub(super) fn findings_at<'findings>(
    findings: &'findings Findings,
    path: &RelPath,
    range: ByteRange,
) -> impl Iterator<Item = &'findings Finding> {
    findings.of_file(path).iter().filter(move |finding| {
        finding.range.start() <= range.end() && range.start() <= finding.range.end()
    })
}

/// How many findings of a file have a safe fix.
pub fn safe_fix_count(findings: &Findings, path: &RelPath) -> usize {
    let has_one = |finding: &&Finding| finding.fixes.iter().any(|fix| fix.safe);
    findings.of_file(path).iter().filter(has_one).count()
}

/// The edits that apply every safe fix of a file's findings until none is left. They may reach into
/// other files, where a fact is stated a second time. Whole lines, as few as there can be. `None`
/// when cancelled.
pub fn fix_all(
    snapshot: &Snapshot,
    findings: &Findings,
    path: &RelPath,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<FileEdit>> {
    let mended = mend(snapshot, findings, &|finding| finding.path == *path, cancelled)?;
    let mut file_edits = Vec::new();
    for (path, text) in mended.texts {
        let before = snapshot.document(&path)?;
        let edits = difference(before.text(), &text);
        file_edits.extend(edits.into_iter().map(|edit| FileEdit { path: path.clone(), edit }));
    }
    Some(file_edits)
}
