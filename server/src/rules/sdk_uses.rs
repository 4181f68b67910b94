//! Which service of the catalog a package is the SDK of, documented or not.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::catalog::{Catalog, Ecosystem, Evidence, Service};
use crate::workspace::{Governed, RelPath, Snapshot};

/// The services of a catalog by the packages whose import proves their use.
#[derive(Debug)]
pub(crate) struct Sdks<'catalog> {
    /// Under the names they have in source.
    exact: HashMap<(Ecosystem, String), &'catalog Arc<Service>>,
    prefixes: Vec<(Ecosystem, &'catalog str, &'catalog Arc<Service>)>,
}

impl<'catalog> Sdks<'catalog> {
    /// The SDKs that a catalog knows.
    pub(crate) fn of(catalog: &'catalog Catalog) -> Self {
        let mut sdks = Self { exact: HashMap::new(), prefixes: Vec::new() };
        for service in catalog.services() {
            for (ecosystem, packages) in &service.packages {
                for package in packages.iter().filter(|it| it.evidence == Evidence::Strong) {
                    if package.prefix {
                        sdks.prefixes.push((*ecosystem, &package.name, service));
                        continue;
                    }
                    let own_name = [source_name(*ecosystem, &package.name)];
                    let names = package.imports.iter().cloned().chain(own_name);
                    for name in names {
                        sdks.exact.entry((*ecosystem, name)).or_insert(service);
                    }
                }
            }
        }
        sdks
    }

    /// The service whose SDK a package is, by its name in source.
    pub(crate) fn service(
        &self,
        ecosystem: Ecosystem,
        name: &str,
    ) -> Option<&'catalog Arc<Service>> {
        let exact = self.exact.get(&(ecosystem, name.to_owned())).copied();
        exact.or_else(|| {
            let is_meant = |it: &&(Ecosystem, &str, _)| it.0 == ecosystem && name.starts_with(it.1);
            let longest = self.prefixes.iter().filter(is_meant).max_by_key(|it| it.1.len());
            longest.map(|(_, _, service)| *service)
        })
    }
}

/// The name that a package of a registry has in source, where the registry's name alone tells.
pub(crate) fn source_name(ecosystem: Ecosystem, package: &str) -> String {
    match ecosystem {
        Ecosystem::Crates | Ecosystem::Pypi => package.replace('-', "_"),
        _ => package.to_owned(),
    }
}

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
    let sdks = Sdks::of(&contract.config.catalog);
    let mut used: BTreeMap<&str, UsedService<'snapshot>> = BTreeMap::new();
    for (ecosystem, name) in snapshot.imported_packages() {
        let Some(service) = sdks.service(ecosystem, &name) else { continue };
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
