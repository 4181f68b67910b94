//! Every place that names a service, or uses it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::catalog::Ecosystem;
use crate::contract::service_mentions;
use crate::source::Suppression;
use crate::text::ByteRange;
use crate::workspace::{Entry, Governed, RelPath, Snapshot, Target};

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
            let mut rules = file.suppressions().iter().flat_map(|it| &it.rules);
            let is_governed = || {
                let governing = snapshot.governing(path);
                governing.is_some_and(|governing| governing.file.path == contract.file.path)
            };
            if !rules.any(|rule| rule.service.is_some()) || !is_governed() {
                return Vec::new();
            }
            let named =
                |text: Arc<str>| names_in_suppressions(contract, file.suppressions(), &text);
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
            let suppressing = snapshot.sources().filter(|file| !file.suppressions().is_empty());
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

/// The services whose SDK or API a source or data file uses, with the places: imports of an SDK,
/// addresses of an API, dependencies of a manifest.
pub(super) fn services_used_in(
    snapshot: &Snapshot,
    contract: &Governed,
    path: &RelPath,
) -> Vec<(usize, ByteRange)> {
    let (source, manifest) = match snapshot.entry(path) {
        Some(Entry::Source(file)) => (Some(file), None),
        Some(Entry::Data(file)) => (file.source.as_ref(), file.manifest.as_ref()),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    if let Some(file) = source {
        let targets = snapshot.targets(file);
        let packages = file
            .facts()
            .imports
            .iter()
            .enumerate()
            .filter(|(index, _)| targets.get(*index).and_then(Option::as_ref).is_none());
        found.extend(packages.filter_map(|(_, import)| {
            Some((snapshot.owner_of_import(contract, file, import)?, import.target.range))
        }));
        found.extend(file.facts().urls.iter().filter_map(|address| {
            Some((contract.owner_of_address(&address.host, &address.path)?, address.range))
        }));
    }
    if let Some(manifest) = manifest
        && let Some(ecosystem) = Ecosystem::named(manifest.ecosystem)
    {
        found.extend(manifest.dependencies.iter().filter_map(|dependency| {
            let name = &dependency.name;
            Some((contract.owner_of_package(ecosystem, &name.value)?, name.range))
        }));
    }
    found
}

/// The places that use a service: imports of its binding from elsewhere, imports of its SDK, addresses
/// of its API, dependencies on its SDK.
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
    let paths: BTreeSet<&RelPath> = match within {
        Some(path) => BTreeSet::from([path]),
        None => {
            let sources = snapshot.sources().map(|file| &file.path);
            let data = snapshot.data_sources().into_iter().map(|file| &file.path);
            let root = RelPath::root();
            let manifests = snapshot.manifests(&root).into_iter().map(|(path, _)| path);
            sources.chain(data).chain(manifests).collect()
        }
    };
    for path in paths {
        let governing = snapshot.governing(path);
        if governing.is_none_or(|governing| governing.file.path != contract.file.path) {
            continue;
        }
        let used = services_used_in(snapshot, contract, path).into_iter();
        let mut ranges: Vec<ByteRange> =
            used.filter(|(of, _)| *of == service).map(|(_, range)| range).collect();
        if let Some(file) = snapshot.source(path).filter(|_| !contract.is_in_binding(service, path))
        {
            let targets = snapshot.targets(file);
            let imports = file.facts().imports.iter().zip(targets.iter());
            let is_binding = |target: &Option<Target>| {
                target.as_ref().is_some_and(|it| bindings.iter().any(|path| it.path.is_in(path)))
            };
            let of_binding = imports.filter(|(_, target)| is_binding(target));
            ranges.extend(of_binding.map(|(import, _)| import.target.range));
        }
        places.extend(ranges.into_iter().map(|range| FilePlace { path: path.clone(), range }));
    }
    places
}
