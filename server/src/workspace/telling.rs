//! The source files that are looked at when everything is computed.

use std::collections::BTreeSet;

use super::RelPath;
use super::interest::quiet_with;
use super::snapshot::Snapshot;
use super::sources::Trace;
use super::takers::takers;

/// The source files of which a rule may have something to say beside the uses of bindings: those
/// that are open, and those on disk that request, read or import anything of that kind.
pub fn telling_sources(snapshot: &Snapshot) -> BTreeSet<&RelPath> {
    let index = snapshot.index();
    let contracts = || snapshot.contracts().iter();
    let stated = contracts().flat_map(|contract| &contract.stated_roots).collect();
    let mut paths = index.interest().under(index, &stated);
    let domains = contracts().flat_map(|contract| &contract.stated_domains);
    let domains: Vec<Trace> = domains.map(|domain| Trace::new(None, [domain.as_str()])).collect();
    let naming: Vec<&RelPath> = quiet_with(index, &domains).map(|file| &file.path).collect();
    let offers = |path: &&RelPath| {
        snapshot.source(path).is_some_and(|file| !file.facts().offered_addresses.is_empty())
    };
    let offering = index.interest().offering().iter().chain(naming.iter().copied());
    let offering = offering.chain(snapshot.open_paths()).filter(offers);
    let takers = takers(snapshot, offering);
    paths.extend(naming);
    paths.extend(takers.iter().filter_map(|path| Some(&index.sources().get(path)?.path)));
    for contract in snapshot.contracts() {
        // In a binding, what nobody documents matters too.
        let bindings = contract.services.iter().flat_map(|service| service.binding_paths());
        paths.extend(bindings.flat_map(|binding| snapshot.files_in(binding)));
        paths.extend(contract.documented_names().flat_map(|name| index.env_uses(name)));
        let prefixed = |prefix: &'_ str| {
            let names = index.used_variables();
            names.filter(move |name| name.starts_with(prefix)).collect::<Vec<_>>()
        };
        let names = contract.documented_beginnings().flat_map(prefixed);
        paths.extend(names.flat_map(|name| index.env_uses(name)));
    }
    paths.extend(snapshot.open_paths());
    paths
}
