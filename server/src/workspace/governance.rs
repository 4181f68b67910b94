//! What a contract governs: the folder, the binding modules on disk, and which packages, addresses
//! and variables belong to which of its integrations.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::catalog::{Ecosystem, Hosts, Marks, Role, Service, registry_name};
use crate::contract::{Integration, OverviewRow, Package, PathReference, Variable};

use super::entry::{ContractFile, Entry, InfraFile};
use super::index::{Index, has_folder};
use super::interest::StatedRoot;
use super::sdk_owners::SdkOwners;
use super::section_names::{Likeness, SectionNames};
use super::{Config, RelPath, discovery};

/// Prefixes under which build tools hand variables to the browser: everybody may read them.
const PUBLIC_PREFIXES: &[&str] = &[
    "NEXT_PUBLIC_",
    "VITE_",
    "REACT_APP_",
    "EXPO_PUBLIC_",
    "NUXT_PUBLIC_",
    "PUBLIC_",
    "GATSBY_",
    "VUE_APP_",
];

/// A contract with what it means in its workspace.
#[derive(Debug)]
pub struct Governed {
    /// The contract.
    pub file: Arc<ContractFile>,
    /// The configuration in force for it.
    pub config: Arc<Config>,
    /// The folder it governs.
    pub folder: RelPath,
    /// The infrastructure contract beside it.
    pub infra: Option<Arc<InfraFile>>,
    /// What is known of each integration, in the contract's order.
    pub services: Vec<GovernedService>,
    names: SectionNames,
    /// Integrations that document a variable, by its name; names with a wildcard stand apart.
    documented: HashMap<String, Vec<usize>>,
    wildcards: Vec<(String, usize)>,
    sdks: SdkOwners,
    /// Where imports of packages that it names begin.
    pub(super) stated_roots: BTreeSet<StatedRoot>,
    /// The last two labels of the hosts that it states.
    pub(super) stated_domains: BTreeSet<String>,
    /// Integrations by the last two labels of their hosts; those with a host that only an expression
    /// tells stand apart.
    by_domain: HashMap<String, Vec<usize>>,
    by_expression: Vec<usize>,
    /// Integrations by the files and folders of their bindings.
    by_binding: HashMap<RelPath, Vec<usize>>,
}

/// An integration with what it means in the workspace.
#[derive(Debug)]
pub struct GovernedService {
    /// The catalog's knowledge of it.
    pub known: Option<Arc<Service>>,
    /// Its binding paths, in the contract's order.
    pub bindings: Vec<Binding>,
    hosts: Hosts,
}

/// A binding path of the contract and what it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Index into [`Integration::bindings`].
    pub reference: usize,
    /// What it leads to.
    pub place: PathPlace,
}

/// What a path in a contract leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPlace {
    /// A file or folder, by its full path as seen from the governed or the contract's folder.
    Exact(RelPath),
    /// The only file or folder whose path ends so.
    Suffix(RelPath),
    /// Several files or folders whose paths end so.
    Ambiguous,
    /// Nothing.
    Missing,
}

impl PathPlace {
    /// The file or folder, when there is just one.
    pub fn path(&self) -> Option<&RelPath> {
        match self {
            Self::Exact(path) | Self::Suffix(path) => Some(path),
            Self::Ambiguous | Self::Missing => None,
        }
    }
}

impl Governed {
    pub(super) fn new(
        file: Arc<ContractFile>,
        config: Arc<Config>,
        infra: Option<Arc<InfraFile>>,
        index: &Index,
    ) -> Self {
        let folder = discovery::governed_folder(&file.path);
        let mut governed = Self {
            config,
            infra,
            services: Vec::new(),
            names: SectionNames::default(),
            documented: HashMap::new(),
            wildcards: Vec::new(),
            sdks: SdkOwners::default(),
            stated_roots: BTreeSet::new(),
            stated_domains: BTreeSet::new(),
            by_domain: HashMap::new(),
            by_expression: Vec::new(),
            by_binding: HashMap::new(),
            folder,
            file: file.clone(),
        };
        for (at, integration) in file.contract.integrations.iter().enumerate() {
            let mut stated = Hosts::default();
            integration.hosts.iter().for_each(|host| stated.add(&host.value));
            governed.stated_domains.extend(stated.domains().into_iter().flatten());
            let service = governed.service(integration, index);
            governed.learn(at, integration, service.known.as_deref());
            for binding in service.binding_paths() {
                governed.by_binding.entry(binding.clone()).or_default().push(at);
            }
            match service.hosts.domains() {
                None => governed.by_expression.push(at),
                Some(domains) => {
                    for domain in domains {
                        let services = governed.by_domain.entry(domain).or_default();
                        if services.last() != Some(&at) {
                            services.push(at);
                        }
                    }
                }
            }
            governed.services.push(service);
        }
        governed.stated_roots = governed.sdks.roots();
        governed.names = SectionNames::of(&file.contract, &governed.config);
        governed
    }

    fn service(&self, integration: &Integration, index: &Index) -> GovernedService {
        let known = self.config.catalog.find(&integration.name.value).cloned();
        let mut hosts = known.as_deref().map(Hosts::of_service).unwrap_or_default();
        let scripts = known.iter().flat_map(|known| &known.script_hosts);
        scripts.for_each(|host| hosts.add(host));
        integration.hosts.iter().for_each(|host| hosts.add(&host.value));
        let bindings = self.bindings(&integration.bindings, index);
        GovernedService { bindings, hosts, known }
    }

    /// What the binding paths lead to. A file's name alone is read from the folders that stand
    /// beside it, and from nowhere else when there are any: `client.js` below a Location.
    fn bindings(&self, references: &[PathReference], index: &Index) -> Vec<Binding> {
        let mut places: Vec<PathPlace> =
            references.iter().map(|path| self.place_of(&path.path, index)).collect();
        let folders: Vec<Option<RelPath>> = references
            .iter()
            .zip(&places)
            .filter(|(path, _)| path.path.contains('/'))
            .map(|(_, place)| {
                let path = place.path()?;
                let is_file = index.entries().contains_key(path);
                Some(if is_file { path.parent() } else { path.clone() })
            })
            .collect();
        for (path, place) in references.iter().zip(&mut places) {
            if matches!(place, PathPlace::Exact(_)) {
                continue;
            }
            let below = folders.iter().flatten().find_map(|folder| {
                let path = folder.join(&path.path)?;
                exists(&path, index.entries()).then_some(path)
            });
            match below {
                Some(path) => *place = PathPlace::Exact(path),
                // The client of another service, as like as not.
                None if is_bare_name(&path.path) && !folders.is_empty() => {
                    *place = PathPlace::Missing;
                }
                None => {}
            }
        }
        let binding = |(reference, place)| Binding { reference, place };
        places.into_iter().enumerate().map(binding).collect()
    }

    fn learn(&mut self, index: usize, integration: &Integration, known: Option<&Service>) {
        for variable in &integration.variables {
            match variable.name.value.strip_suffix('*') {
                Some(prefix) => self.wildcards.push((prefix.to_owned(), index)),
                None => {
                    let documenting =
                        self.documented.entry(variable.name.value.clone()).or_default();
                    // A section may name a variable twice; it documents it once.
                    if !documenting.contains(&index) {
                        documenting.push(index);
                    }
                }
            }
        }
        self.sdks.learn(index, integration, known);
    }

    /// What a path of the contract leads to: as seen from the governed folder, from the contract's
    /// own, or as the end of one file's or folder's path.
    pub(super) fn place_of(&self, path: &str, index: &Index) -> PathPlace {
        let exact = self.candidates(path).find(|path| exists(path, index.entries()));
        if let Some(exact) = exact {
            return PathPlace::Exact(exact);
        }
        let mut ending = self.places_ending(path, index).into_iter();
        match (ending.next(), ending.next()) {
            (Some(only), None) => PathPlace::Suffix(only),
            (Some(_), Some(_)) => PathPlace::Ambiguous,
            (None, _) => PathPlace::Missing,
        }
    }

    /// The files and folders below the governed folder whose paths end so, in order.
    pub(super) fn places_ending(&self, path: &str, index: &Index) -> Vec<RelPath> {
        let Some(wanted) = RelPath::parse(path) else { return Vec::new() };
        let ends_so = |path: &&RelPath| {
            let before = path.as_str().strip_suffix(wanted.as_str());
            path.is_in(&self.folder) && before.is_some_and(|b| b.is_empty() || b.ends_with('/'))
        };
        index.named(wanted.file_name()).iter().filter(ends_so).cloned().collect()
    }

    /// What a path of the contract would be, from the governed folder and from the contract's own.
    pub(super) fn candidates(&self, path: &str) -> impl Iterator<Item = RelPath> {
        let from = [self.folder.join(path), self.file.path.parent().join(path)];
        from.into_iter().flatten()
    }

    /// The integrations.
    pub fn integrations(&self) -> &[Integration] {
        &self.file.contract.integrations
    }

    /// The integration that a row of the overview, a category or the like means: by its name, or by
    /// another that the catalog knows for the same service.
    pub fn integration_called(&self, name: &str) -> Option<usize> {
        self.names.called(name, &self.config)
    }

    /// An earlier section for the service of this one, as it seems.
    pub fn earlier_section(&self, service: usize) -> Option<(usize, Likeness)> {
        self.names.earlier(service)
    }

    /// Whether another section, earlier or later, is for the same service beyond doubt.
    pub fn is_repeated(&self, service: usize) -> bool {
        self.names.is_repeated(service)
    }

    /// The first row of the overview that is an integration's.
    pub fn overview_row(&self, service: usize) -> Option<&OverviewRow> {
        let row = self.names.overview_row(service)?;
        self.file.contract.overview.as_ref()?.rows.get(row)
    }

    /// Whether a file lies in the binding of an integration.
    pub fn is_in_binding(&self, service: usize, path: &RelPath) -> bool {
        self.services[service].binding_paths().any(|binding| path.is_in(binding))
    }

    /// Whether it governs the same folder as another state of it, with the same bindings.
    pub fn binds_like(&self, other: &Self) -> bool {
        let binds_alike = |(one, other): (&GovernedService, &GovernedService)| {
            one.binding_paths().eq(other.binding_paths())
        };
        self.file.path == other.file.path
            && self.folder == other.folder
            && self.services.len() == other.services.len()
            && self.services.iter().zip(&other.services).all(binds_alike)
    }

    /// The integrations in whose binding a file lies, in order.
    pub fn bindings_around(&self, path: &RelPath) -> Vec<usize> {
        let mut services = Vec::new();
        let mut place = path.clone();
        loop {
            services.extend(self.by_binding.get(&place).into_iter().flatten());
            if place.as_str().is_empty() {
                break;
            }
            place = place.parent();
        }
        services.sort_unstable();
        services.dedup();
        services
    }

    /// The integrations that document a variable.
    pub fn documenting(&self, name: &str) -> Vec<usize> {
        let mut services = self.documented.get(name).cloned().unwrap_or_default();
        for (prefix, service) in &self.wildcards {
            if name.starts_with(&**prefix) && !services.contains(service) {
                services.push(*service);
            }
        }
        services
    }

    /// The row that documents a variable in an integration's section.
    pub fn documentation(&self, service: usize, name: &str) -> Option<&Variable> {
        self.integrations()[service].variables.iter().find(|variable| declares(variable, name))
    }

    /// Whether everybody may read a variable: a publishable key, or one the build hands to browsers.
    pub fn is_public(&self, name: &str) -> bool {
        let is_public = |service: &GovernedService| {
            service.known.as_ref().is_some_and(|known| {
                known.variables.iter().any(|known| known.name == name && known.role == Role::Public)
            })
        };
        PUBLIC_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
            || name.contains("PUBLISHABLE")
            || self.services.iter().any(is_public)
    }

    /// The integration whose SDK an import names, if it is just one's: what a section states decides
    /// before the catalog.
    pub(super) fn owner_of_import(
        &self,
        ecosystem: Ecosystem,
        target: &str,
        names: &[String],
        marks: &Marks,
    ) -> Option<usize> {
        if let Some(owner) = self.sdks.owner(ecosystem, target, names) {
            return Some(owner);
        }
        let possible = self.config.owners.of_import(ecosystem, target, names, marks);
        let is_meant = |service: &&GovernedService| {
            service
                .known
                .as_ref()
                .is_some_and(|known| possible.iter().any(|it| it.name == known.name))
        };
        let mut documented =
            self.services.iter().enumerate().filter(|(_, service)| is_meant(service));
        let (first, service) = documented.next()?;
        let is_same = |other: &GovernedService| {
            other.known.as_ref().map(|known| &known.name)
                == service.known.as_ref().map(|it| &it.name)
        };
        documented.all(|(_, other)| is_same(other)).then_some(first)
    }

    /// Whether some section lists a package of a registry under its Dependencies.
    pub fn states_package(&self, ecosystem: Ecosystem, name: &str) -> bool {
        let is_it = |package: &Package| {
            Ecosystem::named(package.ecosystem) == Some(ecosystem)
                && registry_name(ecosystem, &package.name.value) == registry_name(ecosystem, name)
        };
        self.integrations().iter().any(|integration| integration.packages.iter().any(is_it))
    }

    /// The integration whose SDK a package of a registry is, by its name there, if it is just one's.
    pub fn owner_of_package(&self, ecosystem: Ecosystem, name: &str) -> Option<usize> {
        if let Some(owner) = self.sdks.owner_of_package(ecosystem, name) {
            return Some(owner);
        }
        let services = self.config.owners.of_package(ecosystem, name);
        let [service] = services.as_slice() else { return None };
        let is_it = |documented: &GovernedService| {
            documented.known.as_ref().is_some_and(|known| known.name == service.name)
        };
        self.services.iter().position(is_it)
    }

    /// The variables that some section documents by their whole name.
    pub(super) fn documented_names(&self) -> impl Iterator<Item = &str> {
        self.documented.keys().map(String::as_str)
    }

    /// What the variables begin with that some section documents by a wildcard.
    pub(super) fn documented_beginnings(&self) -> impl Iterator<Item = &str> {
        self.wildcards.iter().map(|(prefix, _)| prefix.as_str())
    }

    /// Whether the API hosts of any section cover an address, be it of one or of several.
    pub fn states_address(&self, host: &str, path: &str) -> bool {
        self.owners_of_address(host, path).next().is_some()
    }

    /// The integrations whose hosts cover an address, with how specific each is.
    fn owners_of_address(&self, host: &str, path: &str) -> impl Iterator<Item = (usize, usize)> {
        let mut labels = host.rmatch_indices('.').map(|(at, _)| at + 1).skip(1);
        let domain = labels.next().map_or(host, |start| &host[start..]);
        // A label that the source leaves open in part may be any domain's.
        let is_open = domain.contains('*');
        let of_domain = self.by_domain.get(domain).into_iter().flatten();
        let known = of_domain.chain(&self.by_expression).copied().filter(move |_| !is_open);
        let all = 0..if is_open { self.services.len() } else { 0 };
        known
            .chain(all)
            .filter_map(move |at| Some((self.services[at].hosts.matches(host, path)?, at)))
    }

    /// The integration whose API an address belongs to, if it is just one's: the most specific wins.
    pub fn owner_of_address(&self, host: &str, path: &str) -> Option<usize> {
        let matches = self.owners_of_address(host, path);
        let mut best: Option<(usize, usize)> = None;
        let mut is_tie = false;
        for candidate in matches {
            match best {
                Some((specificity, _)) if specificity > candidate.0 => {}
                Some((specificity, _)) if specificity == candidate.0 => is_tie = true,
                _ => {
                    best = Some(candidate);
                    is_tie = false;
                }
            }
        }
        best.filter(|_| !is_tie).map(|(_, service)| service)
    }
}

impl GovernedService {
    /// The files and folders of the binding that exist.
    pub fn binding_paths(&self) -> impl Iterator<Item = &RelPath> {
        self.bindings.iter().filter_map(|binding| binding.place.path())
    }

    /// Indices of the binding paths that lead nowhere and are a mistake of their own: not those
    /// below a folder that is missing or there, which are parts of it.
    pub fn missing_bindings(&self, references: &[PathReference]) -> Vec<usize> {
        let is_below_another = |index: usize| is_part(references, index);
        let earlier_twin = |index: usize| {
            references[..index].iter().any(|earlier| earlier.path == references[index].path)
        };
        self.bindings
            .iter()
            .filter(|binding| binding.place == PathPlace::Missing)
            .map(|binding| binding.reference)
            .filter(|index| !is_below_another(*index) && !earlier_twin(*index))
            .collect()
    }

    /// Indices of the binding paths that lead nowhere although the folder they are parts of is there.
    pub fn missing_parts(&self, references: &[PathReference]) -> Vec<usize> {
        let is_whole = self.missing_bindings(references).is_empty();
        self.bindings
            .iter()
            .filter(|binding| is_whole && binding.place == PathPlace::Missing)
            .map(|binding| binding.reference)
            .filter(|index| is_part(references, *index))
            .collect()
    }

    /// Variables that its SDK reads by itself.
    pub fn sdk_reads(&self, name: &str) -> bool {
        self.known.as_ref().is_some_and(|known| known.sdk_reads.iter().any(|read| read == name))
    }
}

/// Whether a binding path is part of a folder that another one names: it lies below that one, or is a
/// file's name alone beside it.
fn is_part(references: &[PathReference], index: usize) -> bool {
    let Some(reference) = references.get(index) else { return false };
    let is_below = |folder: &PathReference| {
        let (path, folder) = (RelPath::parse(&reference.path), RelPath::parse(&folder.path));
        matches!((path, folder), (Some(path), Some(folder)) if path != folder && path.is_in(&folder))
    };
    let stands_beside =
        |other: &PathReference| is_bare_name(&reference.path) && !is_bare_name(&other.path);
    references.iter().any(|other| is_below(other) || stands_beside(other))
}

/// Whether a documented variable is this one; `STRIPE_PRICE_*` is every one that begins so.
pub fn declares(variable: &Variable, name: &str) -> bool {
    match variable.name.value.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => variable.name.value == name,
    }
}

/// Whether a file or folder lies there.
fn exists(path: &RelPath, files: &BTreeMap<RelPath, Entry>) -> bool {
    files.contains_key(path) || has_folder(files, path)
}

/// Whether a path is the name of a file and nothing more.
fn is_bare_name(path: &str) -> bool {
    !path.contains('/')
}
