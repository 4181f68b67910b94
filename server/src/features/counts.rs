//! How much something is used, in words.

use std::collections::{BTreeSet, HashMap};

use crate::rules::Findings;
use crate::source::EnvUseKind;
use crate::workspace::{Governed, RelPath, Severity, Snapshot, uses_of_binding};

/// `1 module`, `2 modules`.
pub(super) fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// How many files use an integration: those whose imports surely reach its binding, or, where
/// nothing of the binding can be read (no such path, a language that is not parsed), those that the
/// contract lists.
pub(super) fn users(snapshot: &Snapshot, contract: &Governed, service: usize) -> usize {
    let Some(governed) = contract.services.get(service) else { return 0 };
    let mut files = governed.binding_paths().flat_map(|binding| snapshot.files_in(binding));
    if files.any(|file| snapshot.source(file).is_some()) {
        let uses = uses_of_binding(snapshot, contract, service);
        return uses.values().filter(|uses| uses.iter().any(|used| used.certain)).count();
    }
    let Some(integration) = contract.integrations().get(service) else { return 0 };
    let listed = integration.usages.iter().filter_map(|usage| usage.file.as_ref());
    listed.map(|file| &*file.path).collect::<BTreeSet<_>>().len()
}

/// How many findings the engine last had for each integration of a contract: those that name it,
/// wherever they stand in what the contract governs, and those in its section. Hints are no
/// problems.
pub(super) fn problems(
    snapshot: &Snapshot,
    contract: &Governed,
    findings: &Findings,
) -> Vec<usize> {
    let integrations = contract.integrations();
    let mut by_name = HashMap::new();
    for (service, integration) in integrations.iter().enumerate() {
        by_name.entry(&*integration.name.value).or_insert(service);
    }
    let mut counts = vec![0; integrations.len()];
    for (path, found) in findings.by_file() {
        let is_contract = *path == contract.file.path;
        let is_governed = || {
            let governing = snapshot.governing(path);
            governing.is_some_and(|governing| governing.file.path == contract.file.path)
        };
        if !is_contract && !is_governed() {
            continue;
        }
        for finding in found.iter().filter(|finding| finding.severity > Severity::Hint) {
            let start = finding.range.start();
            let here = integrations.partition_point(|it| it.range.end() <= start);
            let is_inside = |at: &usize| {
                is_contract && integrations.get(*at).is_some_and(|it| it.range.start() <= start)
            };
            let named = || by_name.get(&**finding.service.as_ref()?).copied();
            let about = Some(here).filter(is_inside).or_else(named);
            if let Some(count) = about.and_then(|about| counts.get_mut(about)) {
                *count += 1;
            }
        }
    }
    counts
}

/// The files that read a variable, one entry for each read; what sets it is no read. A trailing `*`
/// stands for every name that begins so.
pub(super) fn reads(snapshot: &Snapshot, name: &str) -> Vec<RelPath> {
    let names = match name.strip_suffix('*') {
        Some(prefix) => {
            let mut names = snapshot.used_variables();
            names.retain(|name| name.starts_with(prefix));
            names
        }
        None => vec![name],
    };
    let uses = names.into_iter().flat_map(|name| snapshot.env_uses(name));
    let reads = uses.filter(|(_, used)| used.kind != EnvUseKind::Write);
    reads.map(|(file, _)| file.path.clone()).collect()
}
