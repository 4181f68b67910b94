//! Runs the rules on a snapshot.
//!
//! Three things are decided here once and for every rule: what has to hold before a rule may speak
//! (a broken premise silences its consequences), what the configuration and suppression comments
//! say, and that one place gets one finding of a rule for a service.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::source::Suppression;
use crate::workspace::{
    BindingUse, Config, Entry, RelPath, Severity, Snapshot, SourceFile, binding_uses,
};

use super::sink::{Draft, Sink};
use super::view::{ContractView, IntegrationView, Premise, SourceView};
use super::{Finding, Rule, all_rules};

/// How a rule is asked.
#[derive(Debug)]
pub(super) enum Check {
    /// Once.
    Workspace(fn(&Snapshot, &mut Sink)),
    /// Once for each contract that is still the template, which gets nothing else.
    Unfilled(fn(&ContractView<'_>, &mut Sink)),
    /// Once for each contract that is filled in.
    Contract(fn(&ContractView<'_>, &mut Sink)),
    /// Once for each integration.
    Integration(&'static [Premise], fn(&IntegrationView<'_>, &mut Sink)),
    /// Once for each source file and each integration it has to do with.
    Source(&'static [Premise], fn(&SourceView<'_>, usize, &mut Sink)),
}

/// The users of a contract's bindings.
type Uses = BTreeMap<RelPath, Vec<BindingUse>>;

/// All findings of one snapshot, by file.
///
/// Holds what it was computed from, so that the findings of the next snapshot are computed only
/// where that differs.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    by_file: BTreeMap<RelPath, Arc<Vec<Finding>>>,
    /// What suppression comments silenced, by file.
    suppressed: BTreeMap<RelPath, Arc<Vec<Finding>>>,
    basis: Option<Basis>,
}

#[derive(Clone, Debug)]
struct Basis {
    snapshot: Snapshot,
    /// In the order of the snapshot's contracts.
    uses: Arc<Vec<Uses>>,
}

impl Findings {
    /// The findings of a snapshot. `previous` may be those of any earlier snapshot: what still
    /// holds of them is taken over. `None` when `cancelled` said yes on the way.
    pub fn compute(
        snapshot: &Snapshot,
        previous: Option<&Self>,
        cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let uses: Vec<Uses> =
            snapshot.contracts().iter().map(|contract| binding_uses(snapshot, contract)).collect();
        let run = Run { snapshot, uses: &uses };
        let previous = previous.and_then(|findings| Some((findings, findings.basis.as_ref()?)));
        let mut findings = match previous {
            Some((findings, basis)) if basis.is_like(snapshot) => {
                findings.with_changed_sources(&run, basis, cancelled)?
            }
            _ => run.all_sources(cancelled)?,
        };
        let documents = run.documents();
        if cancelled() {
            return None;
        }
        for path in documents.keys() {
            findings.by_file.remove(path);
            findings.suppressed.remove(path);
        }
        for (path, drafts) in documents {
            findings.insert(path.clone(), settled(drafts, &run.suppressions(&path)));
        }
        findings.basis = Some(Basis { snapshot: snapshot.clone(), uses: Arc::new(uses) });
        Some(findings)
    }

    /// The findings of one file in the order of their places.
    pub fn of_file(&self, path: &RelPath) -> &[Finding] {
        self.by_file.get(path).map_or(&[], |findings| findings.as_slice())
    }

    /// Every file that has findings, in the order of paths.
    pub fn by_file(&self) -> &BTreeMap<RelPath, Arc<Vec<Finding>>> {
        &self.by_file
    }

    /// The findings that suppression comments silenced.
    pub fn suppressed(&self) -> impl Iterator<Item = &Finding> {
        self.suppressed.values().flat_map(|findings| findings.iter())
    }

    fn insert(&mut self, path: RelPath, settled: Settled) {
        if !settled.suppressed.is_empty() {
            self.suppressed.insert(path.clone(), Arc::new(settled.suppressed));
        }
        if !settled.findings.is_empty() {
            self.by_file.insert(path, Arc::new(settled.findings));
        }
    }

    fn with_changed_sources(
        &self,
        run: &Run<'_>,
        basis: &Basis,
        cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let mut findings = Self {
            by_file: self.by_file.clone(),
            suppressed: self.suppressed.clone(),
            basis: None,
        };
        // What was computed for documents is computed anew.
        let is_document =
            |path: &RelPath| !matches!(run.snapshot.entry(path), Some(Entry::Source(_)));
        findings.by_file.retain(|path, _| !is_document(path));
        findings.suppressed.retain(|path, _| !is_document(path));
        for path in changed_sources(run, basis) {
            if cancelled() {
                return None;
            }
            findings.by_file.remove(&path);
            findings.suppressed.remove(&path);
            if let Some(file) = run.snapshot.source(&path) {
                findings.insert(path, run.source(file));
            }
        }
        Some(findings)
    }
}

impl Basis {
    /// Whether a snapshot differs in open source files alone.
    fn is_like(&self, snapshot: &Snapshot) -> bool {
        let (before, now) = (self.snapshot.contracts(), snapshot.contracts());
        self.snapshot.same_disk(snapshot)
            && before.len() == now.len()
            && before.iter().zip(now).all(|(before, now)| Arc::ptr_eq(before, now))
    }
}

/// Source files that say something else than in the basis, or use bindings otherwise.
fn changed_sources(run: &Run<'_>, basis: &Basis) -> BTreeSet<RelPath> {
    let opened = run.snapshot.open_paths().chain(basis.snapshot.open_paths());
    let differs = |path: &&RelPath| match (basis.snapshot.source(path), run.snapshot.source(path)) {
        (Some(before), Some(now)) => !Arc::ptr_eq(before, now),
        (None, None) => false,
        _ => true,
    };
    let mut changed: BTreeSet<RelPath> = opened.filter(differs).cloned().collect();
    for (before, now) in basis.uses.iter().zip(run.uses) {
        let paths = before.keys().chain(now.keys());
        changed.extend(paths.filter(|path| before.get(path) != now.get(path)).cloned());
    }
    changed
}

/// One run over one snapshot.
struct Run<'run> {
    snapshot: &'run Snapshot,
    uses: &'run [Uses],
}

impl<'run> Run<'run> {
    fn contracts(&self) -> impl Iterator<Item = ContractView<'run>> {
        let snapshot = self.snapshot;
        let with_uses = snapshot.contracts().iter().zip(self.uses);
        with_uses.map(move |(contract, uses)| ContractView { snapshot, contract, uses })
    }

    /// The findings that stand in contracts and configuration files.
    fn documents(&self) -> BTreeMap<RelPath, Vec<Finding>> {
        let mut findings: BTreeMap<RelPath, Vec<Finding>> = BTreeMap::new();
        let mut keep = |found: Vec<Finding>| {
            for finding in found {
                findings.entry(finding.path.clone()).or_default().push(finding);
            }
        };
        for (rule, check) in all_checks() {
            if let Check::Workspace(check) = check {
                let mut sink = Sink::default();
                check(self.snapshot, &mut sink);
                let config = self.snapshot.config_of(&RelPath::root());
                keep(weighed(rule, None, config, sink));
            }
        }
        for view in self.contracts() {
            keep(self.contract(&view));
        }
        findings
    }

    fn contract(&self, view: &ContractView<'_>) -> Vec<Finding> {
        let config = &view.contract.config;
        let is_unfilled = view.contract.file.contract.unfilled;
        let mut findings = Vec::new();
        for (rule, check) in all_checks() {
            let mut sink = Sink::default();
            match check {
                Check::Unfilled(check) if is_unfilled => check(view, &mut sink),
                Check::Contract(check) if !is_unfilled => check(view, &mut sink),
                Check::Integration(premises, check) if !is_unfilled => {
                    for index in 0..view.contract.services.len() {
                        let integration = IntegrationView { contract: *view, index };
                        if premises.iter().all(|premise| integration.holds(*premise)) {
                            let mut sink = Sink::default();
                            check(&integration, &mut sink);
                            let name = &integration.integration().name.value;
                            findings.extend(weighed(rule, Some(name), config, sink));
                        }
                    }
                }
                _ => {}
            }
            findings.extend(weighed(rule, None, config, sink));
        }
        findings
    }

    fn all_sources(&self, cancelled: &(dyn Fn() -> bool + Sync)) -> Option<Findings> {
        let sources: Vec<&Arc<SourceFile>> = self.snapshot.sources().collect();
        let checked = |file: &&Arc<SourceFile>| {
            (!cancelled()).then(|| (file.path.clone(), self.source(file)))
        };
        let checked: Option<Vec<_>> = sources.par_iter().map(checked).collect();
        let mut findings = Findings::default();
        for (path, found) in checked? {
            findings.insert(path, found);
        }
        Some(findings)
    }

    /// The findings in one source file.
    fn source(&self, file: &SourceFile) -> Settled {
        let nothing = Settled::default();
        let Some(governing) = self.snapshot.governing(&file.path) else { return nothing };
        let is_governing = |view: &ContractView<'_>| view.contract.file.path == governing.file.path;
        let Some(contract) = self.contracts().find(is_governing) else { return nothing };
        let config = &governing.config;
        let below_folder = file.path.relative_to(&governing.folder).unwrap_or_default();
        let is_excluded = config.exclude.is_match(below_folder);
        if file.facts.generated || is_excluded || governing.file.contract.unfilled {
            return nothing;
        }
        let uses = contract.uses.get(&file.path).map_or(&[] as &[_], Vec::as_slice);
        let view = SourceView::new(contract, file, uses);
        let mut findings = Vec::new();
        for index in view.services() {
            let integration = view.integration(index);
            for (rule, check) in all_checks() {
                let Check::Source(premises, check) = check else { continue };
                if premises.iter().all(|premise| integration.holds(*premise)) {
                    let mut sink = Sink::default();
                    check(&view, index, &mut sink);
                    if file.is_test {
                        sink.drafts.iter_mut().for_each(|draft| draft.is_hint = true);
                    }
                    let name = &integration.integration().name.value;
                    findings.extend(weighed(rule, Some(name), config, sink));
                }
            }
        }
        settled(findings, &file.facts.suppressions)
    }

    fn suppressions(&self, path: &RelPath) -> Vec<Suppression> {
        match self.snapshot.entry(path) {
            Some(Entry::Contract(file)) => file.suppressions.clone(),
            Some(Entry::Source(file)) => file.facts.suppressions.clone(),
            _ => Vec::new(),
        }
    }
}

fn all_checks() -> impl Iterator<Item = (&'static Rule, &'static Check)> {
    all_rules().iter().flat_map(|rule| rule.checks.iter().map(move |check| (*rule, check)))
}

/// Findings at the severity that rule, place and configuration give them; none of a rule that is off.
fn weighed(rule: &Rule, service: Option<&String>, config: &Config, sink: Sink) -> Vec<Finding> {
    let configured = match config.rules.get(rule.code) {
        Some(None) => return Vec::new(),
        Some(Some(severity)) => Some(*severity),
        None => None,
    };
    let finding = |draft: Draft| {
        let severity = configured.or(draft.severity).unwrap_or(rule.severity);
        let severity = if draft.is_hint { severity.min(Severity::Hint) } else { severity };
        Finding {
            rule: rule.code,
            severity,
            service: draft.service.or_else(|| service.cloned()),
            path: draft.path,
            range: draft.range,
            message: draft.message,
            help: draft.help,
            related: draft.related,
            fixes: draft.fixes,
            deprecated: false,
        }
    };
    sink.drafts.into_iter().map(finding).collect()
}

/// The findings of one file in the order of their places.
#[derive(Debug, Default)]
struct Settled {
    findings: Vec<Finding>,
    /// Those that comments silence.
    suppressed: Vec<Finding>,
}

/// Puts the findings of one file in order, drops a second one of a rule for a service at one place,
/// and takes out what comments silence.
fn settled(mut findings: Vec<Finding>, suppressions: &[Suppression]) -> Settled {
    let key = |finding: &Finding| (finding.range, finding.rule, finding.service.clone());
    findings.sort_by(|a, b| key(a).cmp(&key(b)).then(b.severity.cmp(&a.severity)));
    findings.dedup_by(|later, earlier| key(later) == key(earlier));
    let is_silenced = |finding: &Finding| {
        suppressions.iter().any(|suppression| is_silenced(finding, suppression))
    };
    let (suppressed, findings) = findings.into_iter().partition(is_silenced);
    Settled { findings, suppressed }
}

fn is_silenced(finding: &Finding, suppression: &Suppression) -> bool {
    let is_service = |service: &String| {
        finding.service.as_ref().is_some_and(|of| of.eq_ignore_ascii_case(service))
    };
    suppression.scope.touches(finding.range.start())
        && suppression.rules.iter().any(|rule| {
            rule.code.value == finding.rule && rule.service.as_ref().is_none_or(is_service)
        })
}
