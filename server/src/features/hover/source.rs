//! Cards in source: SDKs, API hosts and bindings that it names.

use crate::catalog::Marks;
use crate::features::HoverCard;
use crate::rules::Findings;
use crate::source::{Import, ImportKind};
use crate::workspace::{Governed, Snapshot, SourceFile, binding_uses};

use super::service::{integration_card, undocumented_card};

/// The card of the service that an import or address at a byte offset belongs to.
pub(super) fn card(
    snapshot: &Snapshot,
    file: &SourceFile,
    offset: usize,
    findings: Option<&Findings>,
) -> Option<HoverCard> {
    let contract = snapshot.governing(&file.path)?;
    let own = Some(&file.path);
    let imports = file.facts.imports.iter().enumerate();
    let mut here = imports.filter(|(_, import)| import.target.range.touches(offset));
    if let Some((index, import)) = here.next() {
        let range = import.target.range;
        if let Some(service) = integration_of(snapshot, contract, file, index, import) {
            // Who imports the binding need not be told to.
            let is_local = snapshot.targets(file).get(index).is_some_and(Option::is_some);
            let asking = own.filter(|_| !is_local);
            let markdown = integration_card(snapshot, contract, service, asking, findings)?;
            return Some(HoverCard { range, markdown });
        }
        let (ecosystem, package) = snapshot.package_of_import(file, index)?;
        let services =
            contract.config.owners.of_import(ecosystem, &package, &[], &Marks::default());
        let [service] = services.as_slice() else { return None };
        return Some(HoverCard { range, markdown: undocumented_card(contract, service) });
    }
    let url = file.facts.urls.iter().find(|url| url.range.touches(offset))?;
    let service = contract.owner_of_address(&url.host, &url.path)?;
    let markdown = integration_card(snapshot, contract, service, own, findings)?;
    Some(HoverCard { range: url.range, markdown })
}

/// The integration whose SDK or binding an import names; through barrels too.
fn integration_of(
    snapshot: &Snapshot,
    contract: &Governed,
    file: &SourceFile,
    index: usize,
    import: &Import,
) -> Option<usize> {
    let targets = snapshot.targets(file);
    let Some(target) = targets.get(index).and_then(Option::as_ref) else {
        let is_package = import.kind != ImportKind::Mount;
        return is_package.then(|| snapshot.owner_of_import(contract, file, import)).flatten();
    };
    let mut services = 0..contract.services.len();
    if let Some(service) = services.find(|index| contract.is_in_binding(*index, &target.path)) {
        return Some(service);
    }
    let hands_on = snapshot.source(&target.path).is_some_and(|file| {
        file.facts.imports.iter().any(|import| import.kind == ImportKind::Reexport)
    });
    let uses = hands_on.then(|| binding_uses(snapshot, contract))?;
    let own = uses.get(&file.path)?;
    own.iter().find(|used| used.import == index && used.certain).map(|used| used.service)
}
