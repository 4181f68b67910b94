//! What a contract governs: the folder, the binding modules on disk, and which packages, addresses
//! and variables belong to which of its integrations.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::catalog::{
    Ecosystem, Evidence, Hosts, Role, Service, crate_of, name_key, npm_package_of,
};
use crate::contract::{Integration, PathReference, Variable};
use crate::source::Language;

use super::entry::{ContractFile, Entry, InfraFile};
use super::index::{files_in, has_folder};
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

/// Packages of every kind of program, which a section may list because its binding uses them.
const GENERAL_PACKAGES: &[&str] = &[
    // HTTP, retries and streams.
    "axios",
    "axios-retry",
    "got",
    "ky",
    "node-fetch",
    "cross-fetch",
    "undici",
    "superagent",
    "request",
    "needle",
    "p-retry",
    "p-limit",
    "async-retry",
    "bottleneck",
    "form-data",
    "ws",
    "nodemailer",
    "graphql",
    "graphql-request",
    "reqwest",
    "reqwest-middleware",
    "reqwest-retry",
    "ureq",
    "hyper",
    "surf",
    "isahc",
    "backoff",
    "backon",
    "tokio-retry",
    "tonic",
    "tower",
    "tower-http",
    "tokio-tungstenite",
    // Servers, validation, configuration, tools.
    "express",
    "fastify",
    "koa",
    "body-parser",
    "cors",
    "multer",
    "zod",
    "joi",
    "yup",
    "ajv",
    "dotenv",
    "envalid",
    "lodash",
    "uuid",
    "nanoid",
    "jsonwebtoken",
    "jose",
    "date-fns",
    "dayjs",
    "luxon",
    "winston",
    "pino",
    "ioredis",
    "redis",
    "react",
    "next",
    "axum",
    "actix-web",
    "tokio",
    "serde",
    "serde_json",
    "thiserror",
    "anyhow",
    "chrono",
    "time",
    "url",
    "base64",
    "hmac",
    "sha2",
    "secrecy",
    "tracing",
    "async-trait",
    "futures",
    "bytes",
    "once_cell",
    "lazy_static",
    "dotenvy",
    "config",
    "typescript",
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
    /// Integrations that document a variable, by its name; names with a wildcard stand apart.
    documented: HashMap<String, Vec<usize>>,
    wildcards: Vec<(String, usize)>,
    packages: HashMap<(Ecosystem, String), Vec<PackageOwner>>,
    package_prefixes: Vec<(Ecosystem, String, PackageOwner)>,
    subpaths: Vec<(String, usize)>,
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

#[derive(Clone, Copy, Debug)]
struct PackageOwner {
    service: usize,
    evidence: Evidence,
    /// Whether the section itself lists the package.
    stated: bool,
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
            documented: HashMap::new(),
            wildcards: Vec::new(),
            packages: HashMap::new(),
            package_prefixes: Vec::new(),
            subpaths: Vec::new(),
            folder,
            file: file.clone(),
        };
        for (index, integration) in file.contract.integrations.iter().enumerate() {
            let service = governed.service(integration, files);
            governed.learn(index, integration, service.known.as_deref());
            governed.services.push(service);
        }
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
        for package in &integration.packages {
            if let Some(ecosystem) = Ecosystem::named(package.ecosystem)
                && is_sdk(&package.name.value, ecosystem, &integration.name.value, known)
            {
                let owner =
                    PackageOwner { service: index, evidence: Evidence::Strong, stated: true };
                let name = import_name(ecosystem, &package.name.value);
                self.packages.entry((ecosystem, name)).or_default().push(owner);
            }
        }
        let Some(known) = known else { return };
        for (ecosystem, packages) in &known.packages {
            for package in packages {
                let owner =
                    PackageOwner { service: index, evidence: package.evidence, stated: false };
                if package.prefix {
                    self.package_prefixes.push((*ecosystem, package.name.clone(), owner));
                    continue;
                }
                let names = match package.imports.as_slice() {
                    [] => vec![import_name(*ecosystem, &package.name)],
                    imports => imports.to_vec(),
                };
                for name in names {
                    self.packages.entry((*ecosystem, name)).or_default().push(owner);
                }
            }
        }
        self.subpaths.extend(known.subpaths.iter().map(|path| (path.clone(), index)));
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

    /// The integration whose SDK an import target names, if it is just one's. A sub-path decides
    /// before a package, an exact name before a prefix, what a section states before the catalog.
    pub fn owner_of_import(&self, language: Language, target: &str) -> Option<usize> {
        let (ecosystem, name) = match language {
            Language::JavaScript | Language::TypeScript | Language::Tsx => {
                let is_below = |path: &str| {
                    target
                        .strip_prefix(path)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                if let Some((_, service)) = self.subpaths.iter().find(|(path, _)| is_below(path)) {
                    return Some(*service);
                }
                (Ecosystem::Npm, npm_package_of(target)?.0)
            }
            Language::Rust => (Ecosystem::Crates, crate_of(target)?),
        };
        let exact = self.packages.get(&(ecosystem, name.to_owned()));
        if let Some(owners) = exact {
            return sole_owner(owners);
        }
        let prefixed = self
            .package_prefixes
            .iter()
            .filter(|(of, prefix, _)| *of == ecosystem && name.starts_with(&**prefix))
            .max_by_key(|(_, prefix, _)| prefix.len())?;
        sole_owner(&[prefixed.2])
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

/// Whether a package that a section lists under Dependencies is the service's SDK, and not one of
/// the tools its binding is built with (an HTTP client, a retry library): an import of those
/// elsewhere is nobody's bypass.
fn is_sdk(package: &str, ecosystem: Ecosystem, service: &str, known: Option<&Service>) -> bool {
    let names = std::iter::once(service)
        .chain(known.into_iter().flat_map(|known| known.aliases.iter().map(String::as_str)));
    let package_key = name_key(package);
    let is_named_so =
        names.map(name_key).any(|name| !name.is_empty() && package_key.contains(&name));
    let is_catalogued = || {
        let of_service = known.and_then(|known| known.packages.get(&ecosystem));
        of_service.is_some_and(|packages| packages.iter().any(|it| it.name == package))
    };
    is_named_so || is_catalogued() || (known.is_none() && !GENERAL_PACKAGES.contains(&package))
}

/// The owner, when the evidence points to one alone.
fn sole_owner(owners: &[PackageOwner]) -> Option<usize> {
    // Listing a package in a section settles a generic one, never one that services share.
    let is_shared = owners.iter().any(|owner| owner.evidence == Evidence::Shared);
    if is_shared {
        return None;
    }
    let stated: Vec<&PackageOwner> = owners.iter().filter(|owner| owner.stated).collect();
    let candidates: Vec<&PackageOwner> = if stated.is_empty() {
        owners.iter().filter(|owner| owner.evidence == Evidence::Strong).collect()
    } else {
        stated
    };
    let first = candidates.first()?;
    candidates.iter().all(|owner| owner.service == first.service).then_some(first.service)
}

/// The name under which a package is imported, where the registry's name alone tells.
fn import_name(ecosystem: Ecosystem, package: &str) -> String {
    match ecosystem {
        Ecosystem::Npm => package.to_owned(),
        Ecosystem::Crates | Ecosystem::Pypi => package.replace('-', "_"),
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
