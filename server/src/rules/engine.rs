//! Runs the rules on a snapshot.
//!
//! Three things are decided here once and for every rule: what has to hold before a rule may speak
//! (a broken premise silences its consequences), what the configuration and suppression comments
//! say, and that one place gets one finding of a rule for a service.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::source::{Manifest, Suppression};
use crate::workspace::{
    BindingUse, Config, Entry, Governed, Reads, RelPath, Severity, Snapshot, SourceFile,
    binding_uses, offers_otherwise, telling_sources, use_the_same,
};

use super::dates::{latest_today, today};
use super::file_view::{FileView, ManifestView, SecretView};
use super::readings::Readings;
use super::settled::{Settled, SuppressionView};
use super::sink::{Draft, Sink};
use super::view::{ContractView, IntegrationView, Premise, SourceView};
use super::{Finding, Rule, all_rules};

/// A check of a contract as a whole.
type ContractCheck = fn(&ContractView<'_>, &mut Sink);

/// How a rule is asked.
#[derive(Debug)]
pub(super) enum Check {
    /// Once.
    Workspace(fn(&Snapshot, &mut Sink)),
    /// Once for each contract that is still the template, which gets nothing else.
    Unfilled(ContractCheck),
    /// Once for each contract that is filled in.
    Contract(ContractCheck),
    /// Once for each integration.
    Integration(&'static [Premise], fn(&IntegrationView<'_>, &mut Sink)),
    /// Once for each source and data file, governed or not.
    File(fn(&FileView<'_>, &mut Sink)),
    /// Once for each file in which keys stand, governed or not.
    Secrets(fn(&SecretView<'_>, &mut Sink)),
    /// Once for each manifest outside test code, governed or not.
    Manifest(fn(&ManifestView<'_>, &mut Sink)),
    /// Once for each file with suppression comments, when everything else has been asked.
    Suppressions(fn(&SuppressionView<'_>, &mut Sink)),
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
    /// In the order of the snapshot's contracts, as are the readings.
    uses: Arc<Vec<Uses>>,
    readings: Arc<Vec<Readings>>,
    /// What was found in the documents of each contract.
    documents: Vec<Vec<Checked>>,
    days: [Date; 2],
}

/// What one check of a contract, or all checks of an integration, found in documents.
#[derive(Clone, Debug)]
struct Checked {
    findings: Arc<Vec<Finding>>,
    reads: Arc<Reads>,
}

/// What days rules may call today.
fn days() -> [Date; 2] {
    [today(), latest_today()]
}

impl Findings {
    /// The findings of a snapshot. `previous` may be those of any earlier snapshot: what still
    /// holds of them is taken over. `None` when `cancelled` said yes on the way.
    pub fn compute(
        snapshot: &Snapshot,
        previous: Option<&Self>,
        cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let previous = previous.and_then(|findings| Some((findings, findings.basis.as_ref()?)));
        let basis = previous.map(|(_, basis)| basis);
        let uses = basis
            .and_then(|basis| basis.uses_of(snapshot))
            .unwrap_or_else(|| Arc::new(uses_of(snapshot)));
        let readings = readings_of(snapshot, &uses);
        let run = Run { snapshot, uses: &uses, readings: &readings };
        let mut findings = match previous {
            Some((findings, basis)) if basis.is_like(snapshot) => {
                findings.with_changed_sources(&run, basis, cancelled)?
            }
            _ => run.all_sources(cancelled)?,
        };
        let days = days();
        let kept = basis.and_then(|basis| basis.kept(&run, days));
        let checked = run.documents(kept.as_ref(), cancelled)?;
        let mut documents = run.workspace();
        // Few data files say anything; they are looked at each time, like documents.
        for file in snapshot.data_sources() {
            documents.entry(file.path.clone()).or_default().extend(run.source_findings(file));
        }
        for path in snapshot.documents_with_secrets() {
            documents.entry(path.clone()).or_default().extend(run.secrets(path, None));
        }
        for (path, manifest) in snapshot.manifests(&RelPath::root()) {
            documents.entry(path.clone()).or_default().extend(run.manifest(path, manifest));
        }
        for finding in checked.iter().flatten().flat_map(|checked| checked.findings.iter()) {
            documents.entry(finding.path.clone()).or_default().push(finding.clone());
        }
        for path in snapshot.documents_with_suppressions() {
            documents.entry(path.clone()).or_default();
        }
        for path in documents.keys() {
            findings.by_file.remove(path);
            findings.suppressed.remove(path);
        }
        for (path, drafts) in documents {
            let governing = snapshot.governing(&path).map(|contract| &**contract);
            let suppressions = snapshot.entry(&path).map_or(&[] as &[_], Entry::suppressions);
            let settled = run.settled(&path, governing, drafts, suppressions);
            findings.insert(path, settled);
        }
        findings.basis = Some(Basis {
            snapshot: snapshot.clone(),
            uses,
            readings: Arc::new(readings),
            documents: checked,
            days,
        });
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
            && self.snapshot.same_dotenv(snapshot)
            && is_same(before, now)
    }

    /// The users of bindings, as long as they are the same.
    fn uses_of(&self, snapshot: &Snapshot) -> Option<Arc<Vec<Uses>>> {
        let (before, now) = (self.snapshot.contracts(), snapshot.contracts());
        let binds_alike = |(before, now): (&Arc<Governed>, &Arc<Governed>)| now.binds_like(before);
        let is_alike = self.snapshot.same_disk(snapshot)
            && before.len() == now.len()
            && before.iter().zip(now).all(binds_alike);
        if !is_alike {
            return None;
        }
        let changed = snapshot.changed_texts(&self.snapshot)?;
        let is_unmoved = changed.iter().all(|path| use_the_same(&self.snapshot, snapshot, path));
        is_unmoved.then(|| self.uses.clone())
    }

    /// The findings in documents that may still hold: those that do not rest on texts that changed.
    /// `None` when something else changed.
    fn kept<'basis>(&'basis self, run: &Run<'_>, days: [Date; 2]) -> Option<Kept<'basis>> {
        let changed = self.changed_texts(run.snapshot)?;
        let is_kept = self.days == days && *self.uses == run.uses && *self.readings == run.readings;
        is_kept.then_some(Kept { documents: &self.documents, changed })
    }

    /// The open files with other texts; `None` when more than such texts changed.
    fn changed_texts(&self, snapshot: &Snapshot) -> Option<BTreeSet<RelPath>> {
        let is_like = self.snapshot.same_disk(snapshot)
            && is_same(self.snapshot.contracts(), snapshot.contracts());
        if is_like { snapshot.changed_texts(&self.snapshot) } else { None }
    }
}

/// Whether contracts mean the same.
fn is_same(before: &[Arc<Governed>], now: &[Arc<Governed>]) -> bool {
    before.len() == now.len()
        && before.iter().zip(now).all(|(before, now)| Arc::ptr_eq(before, now))
}

/// Findings in documents from before.
struct Kept<'basis> {
    documents: &'basis [Vec<Checked>],
    changed: BTreeSet<RelPath>,
}

impl Kept<'_> {
    fn get(&self, contract: usize, index: usize) -> Option<Checked> {
        let checked = self.documents.get(contract)?.get(index)?;
        checked.reads.hold_despite(&self.changed).then(|| checked.clone())
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
    changed.extend(takers_of_addresses(run.snapshot, &basis.snapshot, &changed));
    for (before, now) in basis.uses.iter().zip(run.uses) {
        let paths = before.keys().chain(now.keys());
        changed.extend(paths.filter(|path| before.get(path) != now.get(path)).cloned());
    }
    // What a binding's reads mean depends on what else reads the documented variables.
    let readings = basis.readings.iter().zip(run.readings);
    for (contract, (before, now)) in run.snapshot.contracts().iter().zip(readings) {
        for service in now.with_other_slips(before) {
            let bindings = contract.services.get(service).into_iter();
            let folders = bindings.flat_map(|service| service.binding_paths());
            changed.extend(folders.flat_map(|folder| run.snapshot.files_in(folder)).cloned());
        }
    }
    changed
}

/// The files whose requests begin with an address of files that offer others than before, or hand on
/// others.
fn takers_of_addresses(
    now: &Snapshot,
    before: &Snapshot,
    changed: &BTreeSet<RelPath>,
) -> BTreeSet<RelPath> {
    let is_other =
        |path: &&RelPath| offers_otherwise(before, now, path) || !use_the_same(before, now, path);
    let mut pending: Vec<RelPath> = changed.iter().filter(is_other).cloned().collect();
    let mut seen = BTreeSet::new();
    let mut takers = BTreeSet::new();
    while let Some(path) = pending.pop() {
        if seen.insert(path.clone()) {
            pending.extend(now.importers(&path));
            // A package of Go is a folder, and its files have each other's names.
            let folder = path.parent();
            pending.extend(now.importers(&folder));
            takers.extend(now.files_in(&folder).filter(|it| it.parent() == folder).cloned());
            takers.insert(path);
        }
    }
    let takes = |path: &RelPath| {
        now.source(path).is_some_and(|file| !file.facts().open_requests.is_empty())
    };
    takers.retain(takes);
    takers
}

fn uses_of(snapshot: &Snapshot) -> Vec<Uses> {
    snapshot.contracts().iter().map(|contract| binding_uses(snapshot, contract)).collect()
}

fn readings_of(snapshot: &Snapshot, uses: &[Uses]) -> Vec<Readings> {
    let nothing = Readings::default();
    let reading = |(contract, uses): (&Arc<Governed>, &Uses)| {
        Readings::of(&ContractView { snapshot, contract, uses, readings: &nothing })
    };
    snapshot.contracts().iter().zip(uses).map(reading).collect()
}

/// One run over one snapshot.
struct Run<'run> {
    snapshot: &'run Snapshot,
    uses: &'run [Uses],
    readings: &'run [Readings],
}

impl<'run> Run<'run> {
    fn contracts(&self) -> impl Iterator<Item = ContractView<'run>> {
        let snapshot = self.snapshot;
        let known = self.uses.iter().zip(self.readings);
        snapshot.contracts().iter().zip(known).map(move |(contract, (uses, readings))| {
            ContractView { snapshot, contract, uses, readings }
        })
    }

    /// The findings about the workspace as a whole.
    fn workspace(&self) -> BTreeMap<RelPath, Vec<Finding>> {
        let mut findings: BTreeMap<RelPath, Vec<Finding>> = BTreeMap::new();
        let config = self.snapshot.config_of(&RelPath::root());
        for (rule, check) in checks_under(config) {
            if let Check::Workspace(check) = check {
                let mut sink = Sink::default();
                check(self.snapshot, &mut sink);
                for finding in weighed(rule, None, config, sink) {
                    findings.entry(finding.path.clone()).or_default().push(finding);
                }
            }
        }
        findings
    }

    /// The findings that stand in the documents of each contract.
    fn documents(
        &self,
        kept: Option<&Kept<'_>>,
        cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Vec<Checked>>> {
        let contracts: Vec<ContractView<'_>> = self.contracts().collect();
        let contracts = contracts.iter().enumerate();
        contracts.map(|(index, view)| contract_checked(index, view, kept, cancelled)).collect()
    }

    fn all_sources(&self, cancelled: &(dyn Fn() -> bool + Sync)) -> Option<Findings> {
        let mut paths = telling_sources(self.snapshot);
        if self.asks_every_file() {
            paths.extend(self.snapshot.sources().map(|file| &file.path));
        }
        paths.extend(self.uses.iter().flat_map(BTreeMap::keys));
        let sources: Vec<&Arc<SourceFile>> =
            paths.iter().filter_map(|path| self.snapshot.source(path)).collect();
        #[cfg(test)]
        self.has_nothing_to_say_beside(&paths);
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

    /// Whether a rule about files is on that is off until somebody wants it: such a rule may speak of
    /// what matters to no other.
    fn asks_every_file(&self) -> bool {
        self.snapshot.configs().any(|(_, config)| {
            checks_under(config).any(|(rule, check)| {
                rule.severity.is_none() && matches!(check, Check::File(_) | Check::Source(..))
            })
        })
    }

    /// That looking at some files alone misses nothing.
    #[cfg(test)]
    fn has_nothing_to_say_beside(&self, paths: &BTreeSet<&RelPath>) {
        for file in self.snapshot.sources().filter(|file| !paths.contains(&file.path)) {
            let settled = self.source(file);
            let (path, findings) = (&file.path, &settled.findings);
            assert!(findings.is_empty() && settled.suppressed.is_empty(), "{path}: {findings:?}");
        }
    }

    /// The findings in one source file.
    fn source(&self, file: &SourceFile) -> Settled {
        let governing = self.snapshot.governing(&file.path).map(|contract| &**contract);
        let is_looked_at = !file.facts().generated;
        let findings = self.source_findings(file);
        self.settled(&file.path, governing.filter(|_| is_looked_at), findings, file.suppressions())
    }

    /// The findings in one source file, suppressed ones among them.
    fn source_findings(&self, file: &SourceFile) -> Vec<Finding> {
        let mut findings = self.secrets(&file.path, Some(file));
        if file.facts().generated || self.is_excluded(&file.path) {
            return findings;
        }
        findings.extend(self.file(file));
        let Some(governing) = self.snapshot.governing(&file.path) else { return findings };
        let is_governing = |view: &ContractView<'_>| view.contract.file.path == governing.file.path;
        let Some(contract) = self.contracts().find(is_governing) else { return findings };
        let config = &governing.config;
        if governing.file.contract.unfilled {
            return findings;
        }
        let uses = contract.uses.get(&file.path).map_or(&[] as &[_], Vec::as_slice);
        let view = SourceView::new(contract, file, uses);
        for index in view.services() {
            let integration = view.integration(index);
            for (rule, check) in checks_under(config) {
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
        findings
    }

    /// What is found in a file whether a contract governs it or not.
    fn file(&self, file: &SourceFile) -> Vec<Finding> {
        let governing = self.snapshot.governing(&file.path).map(|contract| &**contract);
        if governing.is_some_and(|contract| contract.file.contract.unfilled) {
            return Vec::new();
        }
        let config = self.config_of(&file.path, governing);
        let view = FileView { snapshot: self.snapshot, contract: governing, config, file };
        let mut findings = Vec::new();
        for (rule, check) in checks_under(config) {
            let Check::File(check) = check else { continue };
            let mut sink = Sink::default();
            check(&view, &mut sink);
            if file.is_test {
                sink.drafts.iter_mut().for_each(|draft| draft.is_hint = true);
            }
            findings.extend(weighed(rule, None, config, sink));
        }
        findings
    }

    /// The keys in a file, source or not.
    fn secrets(&self, path: &RelPath, file: Option<&SourceFile>) -> Vec<Finding> {
        let secrets = match file {
            Some(file) => file.secrets.as_slice(),
            None => self.snapshot.entry(path).map_or(&[] as &[_], Entry::secrets),
        };
        if secrets.is_empty() || self.is_excluded(path) {
            return Vec::new();
        }
        let governing = self.snapshot.governing(path).map(|contract| &**contract);
        let config = self.config_of(path, governing);
        let name = path.file_name();
        let is_example = [".example", ".sample", ".template", ".dist"];
        let is_sample = file.map_or_else(|| config.tests.is_match(path.as_str()), |it| it.is_test)
            || is_example.iter().any(|end| name.ends_with(end));
        let view = SecretView { contract: governing, path, file, is_sample, secrets };
        let mut findings = Vec::new();
        for (rule, check) in checks_under(config) {
            let Check::Secrets(check) = check else { continue };
            let mut sink = Sink::default();
            check(&view, &mut sink);
            findings.extend(weighed(rule, None, config, sink));
        }
        findings
    }

    /// What is found in a manifest.
    fn manifest(&self, path: &RelPath, manifest: &Manifest) -> Vec<Finding> {
        let governing = self.snapshot.governing(path).map(|contract| &**contract);
        let is_unfilled = governing.is_some_and(|contract| contract.file.contract.unfilled);
        if is_unfilled || self.is_excluded(path) {
            return Vec::new();
        }
        let config = self.config_of(path, governing);
        let (snapshot, contract) = (self.snapshot, governing);
        let view = ManifestView { snapshot, contract, config, path, manifest };
        let mut findings = Vec::new();
        for (rule, check) in checks_under(config) {
            let Check::Manifest(check) = check else { continue };
            let mut sink = Sink::default();
            check(&view, &mut sink);
            findings.extend(weighed(rule, None, config, sink));
        }
        findings
    }

    fn config_of(&self, path: &RelPath, governing: Option<&'run Governed>) -> &'run Config {
        governing.map_or_else(|| self.snapshot.config_of(path), |contract| &contract.config)
    }

    /// Whether the configuration leaves a file out. The globs are those of the folder that the
    /// configuration governs.
    fn is_excluded(&self, path: &RelPath) -> bool {
        self.snapshot.governing(path).is_some_and(|governing| {
            let below_folder = path.relative_to(&governing.folder).unwrap_or_default();
            governing.config.exclude.is_match(below_folder)
        })
    }

    /// Takes out of the findings of a file what comments silence, and adds what is to be said of
    /// these comments, where a contract speaks for the file.
    fn settled(
        &self,
        path: &RelPath,
        governing: Option<&Governed>,
        findings: Vec<Finding>,
        suppressions: &[Suppression],
    ) -> Settled {
        let mut settled = Settled::of(findings, suppressions);
        if suppressions.is_empty() {
            return settled;
        }
        let contract = governing.and_then(|governing| {
            self.contracts().find(|view| view.contract.file.path == governing.file.path)
        });
        let Some(contract) = contract.filter(|view| !view.contract.file.contract.unfilled) else {
            return settled;
        };
        if self.is_excluded(path) {
            return settled;
        }
        let silenced = settled.suppressed.as_slice();
        let view = SuppressionView { contract, path, suppressions, silenced };
        let mut found = Vec::new();
        let config = &contract.contract.config;
        for (rule, check) in checks_under(config) {
            let Check::Suppressions(check) = check else { continue };
            let mut sink = Sink::default();
            check(&view, &mut sink);
            found.extend(weighed(rule, None, config, sink));
        }
        settled.add(found, suppressions);
        settled
    }
}

/// What the checks of a contract find, one by one, and then those of each integration.
fn contract_checked(
    contract: usize,
    view: &ContractView<'_>,
    kept: Option<&Kept<'_>>,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Checked>> {
    let is_unfilled = view.contract.file.contract.unfilled;
    let of_contract: Vec<(&Rule, ContractCheck)> = checks_under(&view.contract.config)
        .filter_map(|(rule, check)| match check {
            Check::Unfilled(check) if is_unfilled => Some((rule, *check)),
            Check::Contract(check) if !is_unfilled => Some((rule, *check)),
            _ => None,
        })
        .collect();
    let services = if is_unfilled { 0 } else { view.contract.services.len() };
    let checked = |index: usize| {
        if let Some(kept) = kept.and_then(|kept| kept.get(contract, index)) {
            return Some(kept);
        }
        if cancelled() {
            return None;
        }
        let (snapshot, reads) = view.snapshot.noting();
        let view = ContractView { snapshot: &snapshot, ..*view };
        let findings = match of_contract.get(index) {
            Some((rule, check)) => {
                let mut sink = Sink::default();
                check(&view, &mut sink);
                weighed(rule, None, &view.contract.config, sink)
            }
            None => {
                let index = index - of_contract.len();
                integration_findings(&IntegrationView { contract: view, index })
            }
        };
        Some(Checked { findings: Arc::new(findings), reads })
    };
    (0..of_contract.len() + services).into_par_iter().map(checked).collect()
}

fn integration_findings(view: &IntegrationView<'_>) -> Vec<Finding> {
    let config = &view.contract.contract.config;
    let name = &view.integration().name.value;
    let mut findings = Vec::new();
    for (rule, check) in checks_under(config) {
        if let Check::Integration(premises, check) = check
            && premises.iter().all(|premise| view.holds(*premise))
        {
            let mut sink = Sink::default();
            check(view, &mut sink);
            findings.extend(weighed(rule, Some(name), config, sink));
        }
    }
    findings
}

/// The checks of all rules that a configuration does not leave off.
fn checks_under(config: &Config) -> impl Iterator<Item = (&'static Rule, &'static Check)> {
    let is_on = |rule: &&&'static Rule| rule.severity_under(config).is_some();
    let rules = all_rules().iter().filter(is_on);
    rules.flat_map(|rule| rule.checks.iter().map(move |check| (*rule, check)))
}

/// Findings at the severity that rule, place and configuration give them; none of a rule that is off.
fn weighed(rule: &Rule, service: Option<&String>, config: &Config, sink: Sink) -> Vec<Finding> {
    let Some(usual) = rule.severity_under(config) else { return Vec::new() };
    let is_configured = config.rules.contains_key(rule.code);
    let finding = |draft: Draft| {
        let severity = draft.severity.filter(|_| !is_configured).unwrap_or(usual);
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
            tag: draft.tag,
        }
    };
    sink.drafts.into_iter().map(finding).collect()
}
