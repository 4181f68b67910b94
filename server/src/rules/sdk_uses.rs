//! Which service of the catalog a package is the SDK of, documented or not.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalog::{Ecosystem, Marks, Service};
use crate::workspace::{Governed, RelPath, Snapshot};

/// A service of the catalog that the code uses.
#[derive(Debug)]
pub(crate) struct UsedService<'snapshot> {
    pub(crate) service: &'snapshot Arc<Service>,
    /// Its packages that are imported, under the names they have in source.
    pub(crate) packages: Vec<(Ecosystem, String)>,
    /// The files that import them.
    pub(crate) files: Vec<RelPath>,
}

/// The services of the catalog whose SDK is imported below a contract, those that `is_known` left
/// out, in the order of their names.
pub(crate) fn used_services<'snapshot>(
    snapshot: &'snapshot Snapshot,
    contract: &'snapshot Governed,
    is_known: &dyn Fn(&Arc<Service>) -> bool,
) -> Vec<UsedService<'snapshot>> {
    let owners = &contract.config.owners;
    let mut used: BTreeMap<&str, UsedService<'snapshot>> = BTreeMap::new();
    for (ecosystem, name) in snapshot.imported_packages() {
        let services = owners.of_import(ecosystem, &name, &[], &Marks::default());
        let [service] = services.as_slice() else { continue };
        if is_known(service) {
            continue;
        }
        let governs = |path: &&RelPath| {
            let governing = snapshot.governing(path);
            governing.is_some_and(|it| it.file.path == contract.file.path)
        };
        let files = snapshot.importing(ecosystem, &name).into_iter().filter(governs).cloned();
        let files: Vec<RelPath> = files.collect();
        if files.is_empty() {
            continue;
        }
        let entry = used.entry(&service.name).or_insert_with(|| UsedService {
            service,
            packages: Vec::new(),
            files: Vec::new(),
        });
        entry.packages.push((ecosystem, name));
        entry.files.extend(files);
    }
    used.into_values().collect()
}

/// Whether a contract has a section for a service, the one at `but` apart.
pub(crate) fn is_documented(
    contract: &Governed,
    service: &Arc<Service>,
    but: Option<usize>,
) -> bool {
    contract.services.iter().enumerate().any(|(index, documented)| {
        Some(index) != but && documented.known.as_ref().is_some_and(|it| Arc::ptr_eq(it, service))
    })
}
