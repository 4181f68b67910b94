//! Cards in source and data: bindings that it imports, and services that nobody has documented.

use crate::catalog::{Ecosystem, Marks};
use crate::features::HoverCard;
use crate::rules::Findings;
use crate::source::{ImportKind, Manifest};
use crate::text::ByteRange;
use crate::workspace::{Entry, Governed, RelPath, Snapshot, SourceFile, binding_uses};

use super::service::{integration_card, undocumented_card};

/// The card of what an import, an address or a dependency at a byte offset leads to: the integration
/// whose binding an import takes, or a service of the catalog without a section. Uses of a documented
/// service are subjects of their own.
pub(super) fn card(
    snapshot: &Snapshot,
    path: &RelPath,
    offset: usize,
    findings: Option<&Findings>,
) -> Option<HoverCard> {
    let contract = snapshot.governing(path)?;
    let (file, manifest) = match snapshot.entry(path)? {
        Entry::Source(file) => (Some(file), None),
        Entry::Data(data) => (data.source.as_ref(), data.manifest.as_ref()),
        _ => return None,
    };
    let of_file = file.and_then(|file| {
        of_import(snapshot, contract, file, offset, findings)
            .or_else(|| of_address(contract, file, offset))
    });
    of_file.or_else(|| of_dependency(contract, manifest?, offset))
}

fn of_import(
    snapshot: &Snapshot,
    contract: &Governed,
    file: &SourceFile,
    offset: usize,
    findings: Option<&Findings>,
) -> Option<HoverCard> {
    let mut imports = file.facts().imports.iter().enumerate();
    let (index, import) = imports.find(|(_, import)| import.target.range.touches(offset))?;
    let range = import.target.range;
    if let Some(service) = integration_of(snapshot, contract, file, index) {
        // Who imports the binding need not be told to.
        let markdown = integration_card(snapshot, contract, service, None, findings)?;
        return Some(HoverCard { range, markdown });
    }
    let (ecosystem, package) = snapshot.package_of_import(file, index)?;
    of_package(contract, ecosystem, &package, range)
}

fn of_address(contract: &Governed, file: &SourceFile, offset: usize) -> Option<HoverCard> {
    let url = file.facts().urls.iter().find(|url| url.range.touches(offset))?;
    let service = contract.config.owners.of_address(&url.host, &url.path)?;
    Some(HoverCard { range: url.range, markdown: undocumented_card(contract, service) })
}

fn of_dependency(contract: &Governed, manifest: &Manifest, offset: usize) -> Option<HoverCard> {
    let mut dependencies = manifest.dependencies.iter();
    let named = &dependencies.find(|dependency| dependency.name.range.touches(offset))?.name;
    let ecosystem = Ecosystem::named(manifest.ecosystem)?;
    of_package(contract, ecosystem, &named.value, named.range)
}

fn of_package(
    contract: &Governed,
    ecosystem: Ecosystem,
    package: &str,
    range: ByteRange,
) -> Option<HoverCard> {
    let services = contract.config.owners.of_import(ecosystem, package, &[], &Marks::default());
    let [service] = services.as_slice() else { return None };
    Some(HoverCard { range, markdown: undocumented_card(contract, service) })
}

/// The integration whose binding an import takes something of; through barrels too.
fn integration_of(
    snapshot: &Snapshot,
    contract: &Governed,
    file: &SourceFile,
    index: usize,
) -> Option<usize> {
    let targets = snapshot.targets(file);
    let target = targets.get(index).and_then(Option::as_ref)?;
    let mut services = 0..contract.services.len();
    if let Some(service) = services.find(|index| contract.is_in_binding(*index, &target.path)) {
        return Some(service);
    }
    let hands_on = snapshot.source(&target.path).is_some_and(|file| {
        file.facts().imports.iter().any(|import| import.kind == ImportKind::Reexport)
    });
    let uses = hands_on.then(|| binding_uses(snapshot, contract))?;
    let own = uses.get(&file.path)?;
    own.iter().find(|used| used.import == index && used.certain).map(|used| used.service)
}
