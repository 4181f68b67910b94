//! Applies safe fixes until nothing changes.

use std::collections::BTreeMap;

use crate::text::{Edit, apply_edits};
use crate::workspace::{RelPath, Snapshot};

use super::{Finding, Findings, Fix};

/// A workspace after its safe fixes, in memory: nothing is written.
#[derive(Debug)]
pub struct Mended {
    /// The new texts of the files that changed, in the order of paths.
    pub texts: BTreeMap<RelPath, String>,
    /// What was done, in the order in which it was done.
    pub applied: Vec<AppliedFix>,
    /// The workspace with the new texts.
    pub snapshot: Snapshot,
    /// What is left to say of it.
    pub findings: Findings,
}

/// A fix that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedFix {
    /// The rule whose finding it mended.
    pub rule: &'static str,
    /// The file in which the finding stood.
    pub path: RelPath,
    /// What the fix did.
    pub title: String,
}

/// Applies the safe fixes of the findings that are `wanted`, round by round until none is left.
///
/// A fix is applied whole or not at all. Of two that touch the same bytes the second waits for the
/// next round, where it is worked out anew on what the first has left: so two rows that are added
/// to one table never mix, and what the first fix mended as well is not mended twice. `findings`
/// are those of the snapshot. `None` when `cancelled` said yes on the way.
pub fn mend(
    snapshot: &Snapshot,
    findings: &Findings,
    wanted: &dyn Fn(&Finding) -> bool,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<Mended> {
    let mut mended = Mended {
        texts: BTreeMap::new(),
        applied: Vec::new(),
        snapshot: snapshot.clone(),
        findings: findings.clone(),
    };
    // A fix that does not do away with its finding would go on for ever. Rules are tested not to
    // have such fixes; this is the end of one that has all the same.
    let most_rounds = 2 * safe_fixes(&mended.findings, wanted).count() + 1;
    for _ in 0..most_rounds {
        let round = Round::of(safe_fixes(&mended.findings, wanted));
        if round.applied.is_empty() {
            return Some(mended);
        }
        let mut changed = Vec::new();
        for (path, edits) in round.edits {
            let Some(document) = mended.snapshot.document(&path) else { continue };
            match apply_edits(document.text(), &edits) {
                Ok(text) => changed.push((path, text)),
                Err(error) => tracing::error!("a fix of {path} is left out: {error}"),
            }
        }
        mended.applied.extend(round.applied);
        mended.snapshot = mended.snapshot.with_texts(&changed);
        mended.texts.extend(changed);
        mended.findings = Findings::compute(&mended.snapshot, Some(&mended.findings), cancelled)?;
    }
    if safe_fixes(&mended.findings, wanted).next().is_some() {
        tracing::error!("fixes go on after {most_rounds} rounds and are left at that");
    }
    Some(mended)
}

/// The first safe fix of each wanted finding, in the order of files and places.
fn safe_fixes<'findings>(
    findings: &'findings Findings,
    wanted: &'findings dyn Fn(&Finding) -> bool,
) -> impl Iterator<Item = (&'findings Finding, &'findings Fix)> {
    let of_files = findings.by_file().values().flat_map(|findings| findings.iter());
    of_files.filter(|finding| wanted(finding)).filter_map(|finding| {
        let fix = finding.fixes.iter().find(|fix| fix.safe)?;
        (!fix.edits.is_empty()).then_some((finding, fix))
    })
}

/// Fixes that are applied at once: no two touch the same bytes.
#[derive(Default)]
struct Round {
    edits: BTreeMap<RelPath, Vec<Edit>>,
    applied: Vec<AppliedFix>,
}

impl Round {
    fn of<'findings>(fixes: impl Iterator<Item = (&'findings Finding, &'findings Fix)>) -> Self {
        let mut round = Self::default();
        for (finding, fix) in fixes {
            if round.is_in_the_way_of(fix) {
                continue;
            }
            for file_edit in &fix.edits {
                let edits = round.edits.entry(file_edit.path.clone()).or_default();
                edits.push(file_edit.edit.clone());
            }
            round.applied.push(AppliedFix {
                rule: finding.rule,
                path: finding.path.clone(),
                title: fix.title.clone(),
            });
        }
        round
    }

    fn is_in_the_way_of(&self, fix: &Fix) -> bool {
        fix.edits.iter().any(|new| {
            let accepted = self.edits.get(&new.path).into_iter().flatten();
            accepted.into_iter().any(|edit| {
                edit.range.start() <= new.edit.range.end()
                    && new.edit.range.start() <= edit.range.end()
            })
        })
    }
}
