//! What a contract governs: the folder, the binding modules on disk, and which packages, addresses
//! and variables belong to which of its integrations.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::catalog::{Hosts, Role, Service};
use crate::contract::{Integration, OverviewRow, PathReference, Variable};
use crate::source::Language;

use super::entry::{ContractFile, Entry, InfraFile};
use super::index::{files_in, has_folder};
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
        files: &BTreeMap<RelPath, Entry>,
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
            folder,
            file: file.clone(),
        };
        for (index, integration) in file.contract.integrations.iter().enumerate() {
            let service = governed.service(integration, files);
            governed.learn(index, integration, service.known.as_deref());
            governed.services.push(service);
        }
        governed.names = SectionNames::of(&file.contract, &governed.config);
        governed
    }

    fn service(
        &self,
        integration: &Integration,
        files: &BTreeMap<RelPath, Entry>,
    ) -> GovernedService {
        let known = self.config.catalog.find(&integration.name.value).cloned();
        let mut hosts = known.as_deref().map(Hosts::of_service).unwrap_or_default();
        integration.hosts.iter().for_each(|host| hosts.add(&host.value));
        let bindings = integration.bindings.iter().enumerate().map(|(reference, path)| Binding {
            reference,
            place: self.place_of(&path.path, files),
        });
        GovernedService { bindings: bindings.collect(), hosts, known }
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
    pub(super) fn place_of(&self, path: &str, files: &BTreeMap<RelPath, Entry>) -> PathPlace {
        let exists = |path: &RelPath| files.contains_key(path) || has_folder(files, path);
        if let Some(exact) = self.candidates(path).find(exists) {
            return PathPlace::Exact(exact);
        }
        let Some(wanted) = RelPath::parse(path).filter(|path| !path.as_str().is_empty()) else {
            return PathPlace::Missing;
        };
        let mut found: Option<RelPath> = None;
        for (file, _) in files_in(files, &self.folder) {
            let Some(match_) = path_with_end(file, wanted.as_str()) else { continue };
            match &found {
                Some(earlier) if *earlier == match_ => {}
                Some(_) => return PathPlace::Ambiguous,
                None => found = Some(match_),
            }
        }
        found.map_or(PathPlace::Missing, PathPlace::Suffix)
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

    /// The integration whose SDK an import target names, if it is just one's.
    pub(super) fn owner_of_import(&self, language: Language, target: &str) -> Option<usize> {
        self.sdks.owner(language, target)
    }

    /// The integration whose API an address belongs to, if it is just one's: the most specific wins.
    pub fn owner_of_address(&self, host: &str, path: &str) -> Option<usize> {
        let matches = self
            .services
            .iter()
            .enumerate()
            .filter_map(|(index, service)| Some((service.hosts.matches(host, path)?, index)));
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
        let is_below_another = |index: usize| {
            let path = RelPath::parse(&references[index].path);
            let is_part_of = |other: &PathReference| {
                let folder = RelPath::parse(&other.path);
                matches!((&path, folder), (Some(path), Some(folder)) if *path != folder && path.is_in(&folder))
            };
            references.iter().any(is_part_of)
        };
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

    /// Variables that its SDK reads by itself.
    pub fn sdk_reads(&self, name: &str) -> bool {
        self.known.as_ref().is_some_and(|known| known.sdk_reads.iter().any(|read| read == name))
    }
}

/// Whether a documented variable is this one; `STRIPE_PRICE_*` is every one that begins so.
pub fn declares(variable: &Variable, name: &str) -> bool {
    match variable.name.value.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => variable.name.value == name,
    }
}

/// The part of `file` up to an occurrence of `end` that is followed by the file's end or a slash:
/// the file or the folder whose path ends so.
fn path_with_end(file: &RelPath, end: &str) -> Option<RelPath> {
    let text = file.as_str();
    text.match_indices(end).find_map(|(at, _)| {
        let is_whole_start = at == 0 || text.as_bytes()[at - 1] == b'/';
        let stop = at + end.len();
        let is_whole_end = stop == text.len() || text.as_bytes()[stop] == b'/';
        (is_whole_start && is_whole_end).then(|| RelPath::parse(&text[..stop])).flatten()
    })
}
