//! The findings of one file, with those apart that comments silence.

use crate::source::{SuppressedRule, Suppression};
use crate::workspace::RelPath;

use super::Finding;
use super::view::ContractView;

/// The findings of one file in the order of their places.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub(super) findings: Vec<Finding>,
    /// Those that comments silence.
    pub(super) suppressed: Vec<Finding>,
}

/// The suppression comments of a file, when everything else has been found.
pub(super) struct SuppressionView<'view> {
    /// The contract that speaks for the file.
    pub(super) contract: ContractView<'view>,
    /// The file.
    pub(super) path: &'view RelPath,
    pub(super) suppressions: &'view [Suppression],
    /// What they silence.
    pub(super) silenced: &'view [Finding],
}

impl Settled {
    /// Puts findings in order, drops a second one of a rule for a service at one place, and takes out
    /// what comments silence.
    pub(super) fn of(findings: Vec<Finding>, suppressions: &[Suppression]) -> Self {
        let mut settled = Self::default();
        settled.add(findings, suppressions);
        settled
    }

    /// Adds findings of the same file.
    pub(super) fn add(&mut self, findings: Vec<Finding>, suppressions: &[Suppression]) {
        let is_silenced = |finding: &Finding| {
            let named =
                suppressions.iter().flat_map(|it| it.rules.iter().map(move |rule| (it, rule)));
            named.into_iter().any(|(suppression, rule)| silences(suppression, rule, finding))
        };
        let (silenced, spoken): (Vec<Finding>, Vec<Finding>) =
            findings.into_iter().partition(is_silenced);
        self.suppressed.extend(silenced);
        self.findings.extend(spoken);
        in_order(&mut self.suppressed);
        in_order(&mut self.findings);
    }
}

fn in_order(findings: &mut Vec<Finding>) {
    let key = |finding: &Finding| (finding.range, finding.rule, finding.service.clone());
    findings.sort_by(|a, b| key(a).cmp(&key(b)).then(b.severity.cmp(&a.severity)));
    findings.dedup_by(|later, earlier| key(later) == key(earlier));
}

/// Whether one of the rules that a comment names silences a finding.
pub(super) fn silences(
    suppression: &Suppression,
    rule: &SuppressedRule,
    finding: &Finding,
) -> bool {
    let is_service = |service: &String| {
        finding.service.as_ref().is_some_and(|of| of.eq_ignore_ascii_case(service))
    };
    suppression.scope.touches(finding.range.start())
        && rule.code.value == finding.rule
        && rule.service.as_ref().is_none_or(is_service)
}
