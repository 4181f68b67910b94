//! Every place that names a service, or uses it.

use std::sync::Arc;

use crate::contract::service_mentions;
use crate::source::Suppression;
use crate::text::ByteRange;
use crate::workspace::{Entry, Governed, RelPath, Snapshot, SourceFile};

use super::{FilePlace, MentionKind};

/// A place that names an integration of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ServiceName {
    /// Index of the integration in its contract.
    pub service: usize,
    /// The name alone: without numbering, emoji and parenthesis.
    pub range: ByteRange,
    /// The heading declares a service, all else states it.
    pub kind: MentionKind,
}

/// The names in the contract itself: headings, rows of the overview, categories, suppressions.
pub(super) fn names_in_contract(contract: &Governed) -> Vec<ServiceName> {
    let model = &contract.file.contract;
    let name = |service, range, kind| ServiceName { service, range, kind };
    let headings = contract.integrations().iter().enumerate();
    let headings = headings.map(|(service, integration)| {
        name(service, integration.name.range, MentionKind::Declaration)
    });
    let rows = model.overview.iter().flat_map(|overview| &overview.rows);
    let rows = rows.filter(|row| !row.placeholder).map(|row| &row.service);
    let entries = model.categories.iter().flat_map(|category| &category.services);
    let stated = rows.chain(entries).filter_map(|stated| {
        let service = contract.integration_called(&stated.value)?;
        Some(name(service, stated.range, MentionKind::Write))
    });
    let suppressed =
        names_in_suppressions(contract, &contract.file.suppressions, &contract.file.text);
    let mut names: Vec<ServiceName> = headings.chain(stated).chain(suppressed).collect();
    names.retain(|name| !name.range.is_empty());
    names
}

/// The names in the text of the contract's infrastructure contract.
pub(super) fn names_in_infra(contract: &Governed, text: &str) -> Vec<ServiceName> {
    let mentions = service_mentions(text, contract.file.path.file_name()).into_iter();
    let named = mentions.filter_map(|mention| {
        let service = contract.integration_called(&mention.value)?;
        Some(ServiceName { service, range: mention.range, kind: MentionKind::Write })
    });
    named.collect()
}

/// The names to which suppressions are narrowed: `RULE(Stripe)`.
pub(super) fn names_in_suppressions(
    contract: &Governed,
    suppressions: &[Suppression],
    text: &str,
) -> Vec<ServiceName> {
    let rules = suppressions.iter().flat_map(|suppression| &suppression.rules);
    let named = rules.filter_map(|rule| {
        let service = contract.integration_called(rule.service.as_ref()?)?;
        let behind = text.get(rule.code.range.end()..)?;
        let inside = behind.trim_start().strip_prefix('(')?;
        let written = inside.split(')').next()?;
        let start = rule.code.range.end() + behind.len() - inside.len();
        let lead = written.len() - written.trim_start().len();
        let range = ByteRange::new(start + lead, start + lead + written.trim().len());
        Some(ServiceName { service, range, kind: MentionKind::Text })
    });
    named.collect()
}

/// The names in any file that belong to a contract; only of a source file the text is read, and only
/// when a suppression in it names a service.
pub(super) fn names_in_file(
    snapshot: &Snapshot,
    contract: &Governed,
    path: &RelPath,
) -> Vec<ServiceName> {
    let text = || snapshot.document(path).map(|document| document.text().clone());
    match snapshot.entry(path) {
        Some(Entry::Contract(file)) if file.path == contract.file.path => {
            names_in_contract(contract)
        }
        Some(Entry::Infra(file)) => {
            let is_its = contract.infra.as_ref().is_some_and(|infra| infra.path == file.path);
            text()
                .filter(|_| is_its)
                .map(|text| names_in_infra(contract, &text))
                .unwrap_or_default()
        }
        Some(Entry::Source(file)) => {
            let mut rules = file.facts.suppressions.iter().flat_map(|it| &it.rules);
            let is_governed = || {
                let governing = snapshot.governing(path);
                governing.is_some_and(|governing| governing.file.path == contract.file.path)
            };
            if !rules.any(|rule| rule.service.is_some()) || !is_governed() {
                return Vec::new();
            }
            let named =
                |text: Arc<str>| names_in_suppressions(contract, &file.facts.suppressions, &text);
            text().map(named).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// All places that name a service, in the contract, in its infrastructure contract and in
/// suppressions; only those in one file when `within` says which.
pub(super) fn names_of_service(
    snapshot: &Snapshot,
    contract: &Governed,
    service: usize,
    within: Option<&RelPath>,
) -> Vec<(FilePlace, MentionKind)> {
    let paths: Vec<RelPath> = match within {
        Some(path) => vec![path.clone()],
        None => {
            let infra = contract.infra.iter().map(|infra| infra.path.clone());
            let suppressing = snapshot.sources().filter(|file| !file.facts.suppressions.is_empty());
            let mut paths: Vec<RelPath> =
                infra.chain(suppressing.map(|file| file.path.clone())).collect();
            paths.push(contract.file.path.clone());
            paths
        }
    };
    let named = paths.iter().flat_map(|path| {
        let names = names_in_file(snapshot, contract, path).into_iter();
        let own = names.filter(|name| name.service == service);
        own.map(|name| (FilePlace { path: path.clone(), range: name.range }, name.kind))
    });
    named.collect()
}

/// The places in source that use a service: imports of its binding from elsewhere, imports of its
/// SDK and addresses of its API.
pub(super) fn uses_of_service(
    snapshot: &Snapshot,
    contract: &Governed,
    service: usize,
    within: Option<&RelPath>,
) -> Vec<FilePlace> {
    let bindings: Vec<&RelPath> = match contract.services.get(service) {
        Some(governed) => governed.binding_paths().collect(),
        None => return Vec::new(),
    };
    let mut places = Vec::new();
    let files: Vec<&Arc<SourceFile>> = match within {
        Some(path) => snapshot.source(path).into_iter().collect(),
        None => snapshot.sources().collect(),
    };
    for file in files {
        let governing = snapshot.governing(&file.path);
        if governing.is_none_or(|governing| governing.file.path != contract.file.path) {
            continue;
        }
        let is_inside = contract.is_in_binding(service, &file.path);
        let targets = snapshot.targets(file);
        for (index, import) in file.facts.imports.iter().enumerate() {
            let target = targets.get(index).and_then(Option::as_ref);
            let is_binding = !is_inside
                && target.is_some_and(|it| bindings.iter().any(|path| it.path.is_in(path)));
            let is_sdk = || snapshot.owner_of_import(contract, file, import) == Some(service);
            if is_binding || (target.is_none() && is_sdk()) {
                places.push(FilePlace { path: file.path.clone(), range: import.target.range });
            }
        }
        let addresses = file.facts.urls.iter().filter(|address| {
            contract.owner_of_address(&address.host, &address.path) == Some(service)
        });
        places.extend(
            addresses.map(|address| FilePlace { path: file.path.clone(), range: address.range }),
        );
    }
    places
}
