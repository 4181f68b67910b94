//! Which packages are whose SDK.

use std::collections::HashMap;

use crate::catalog::{
    Ecosystem, Evidence, Service, crate_of, import_steps, name_key, npm_package_of,
};
use crate::contract::Integration;
use crate::source::{ImportedName, Language};

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

/// The SDK packages of the integrations of one contract.
#[derive(Debug, Default)]
pub(super) struct SdkOwners {
    packages: HashMap<(Ecosystem, String), Vec<PackageOwner>>,
    prefixes: Vec<(Ecosystem, String, PackageOwner)>,
    /// Import paths below a package of many services.
    subpaths: Vec<(String, usize)>,
}

#[derive(Clone, Copy, Debug)]
struct PackageOwner {
    service: usize,
    evidence: Evidence,
    /// Whether the section itself lists the package.
    stated: bool,
}

impl SdkOwners {
    /// Takes in the packages of the integration at `index`: those its section states, and those the
    /// catalog knows of the service.
    pub(super) fn learn(
        &mut self,
        index: usize,
        integration: &Integration,
        known: Option<&Service>,
    ) {
        for package in &integration.packages {
            if let Some(ecosystem) = Ecosystem::named(package.ecosystem)
                && is_sdk(&package.name.value, ecosystem, &integration.name.value, known)
            {
                let owner =
                    PackageOwner { service: index, evidence: Evidence::Strong, stated: true };
                let name = import_name(ecosystem, &package.name.value);
                let namespace = namespace_key(ecosystem, &package.name.value);
                let also = namespace.filter(|namespace| *namespace != name);
                for name in std::iter::once(name).chain(also) {
                    self.packages.entry((ecosystem, name)).or_default().push(owner);
                }
            }
        }
        let Some(known) = known else { return };
        for (ecosystem, packages) in &known.packages {
            for package in packages {
                let owner =
                    PackageOwner { service: index, evidence: package.evidence, stated: false };
                if package.prefix {
                    self.prefixes.push((*ecosystem, package.name.clone(), owner));
                    continue;
                }
                // A renamed crate is asked for by its name in the registry.
                let own_name = import_name(*ecosystem, &package.name);
                let mut names = package.imports.clone();
                // A gem is required by its name and used by its constants.
                let has_own_name = matches!(ecosystem, Ecosystem::Crates | Ecosystem::Rubygems);
                if names.is_empty() || has_own_name {
                    names.push(own_name);
                }
                names.dedup();
                for name in names {
                    self.packages.entry((*ecosystem, name)).or_default().push(owner);
                }
            }
        }
        self.subpaths.extend(known.subpaths.iter().map(|path| (path.clone(), index)));
    }

    /// The integration whose SDK an import target names, if it is just one's. A sub-path decides
    /// before a package, the longest path before a shorter one, an exact name before a prefix, what a
    /// section states before the catalog.
    pub(super) fn owner(
        &self,
        language: Language,
        target: &str,
        names: &[ImportedName],
    ) -> Option<usize> {
        match language.ecosystem()? {
            Ecosystem::Npm => {
                let subpath = import_steps(Ecosystem::Npm, target)
                    .find_map(|step| self.subpaths.iter().find(|(path, _)| path == step));
                if let Some((_, service)) = subpath {
                    return Some(*service);
                }
                self.owner_of_name(Ecosystem::Npm, npm_package_of(target)?.0)
            }
            Ecosystem::Crates => self.owner_of_name(Ecosystem::Crates, crate_of(target)?),
            // What `from google.cloud import storage` takes may be a module.
            Ecosystem::Pypi => {
                let taken = names.iter().filter(|name| name.imported != "*");
                let mut owners = taken.map(|name| {
                    self.owner_of_path(Ecosystem::Pypi, &format!("{target}.{}", name.imported))
                });
                match owners.next() {
                    Some(first) => first.or_else(|| owners.find_map(|owner| owner)),
                    None => self.owner_of_path(Ecosystem::Pypi, target),
                }
            }
            // Which of its constants are used tells more than the feature that is loaded.
            Ecosystem::Rubygems => {
                let mut owners = names
                    .iter()
                    .filter_map(|name| self.owner_of_path(Ecosystem::Rubygems, &name.imported));
                let target = target.trim_start_matches(':');
                owners
                    .next()
                    .or_else(|| self.owner_of_path(Ecosystem::Rubygems, target))
                    .or_else(|| self.owner_of_namespace(Ecosystem::Rubygems, target))
            }
            Ecosystem::Composer => {
                let target = target.trim_start_matches('\\');
                self.owner_of_path(Ecosystem::Composer, target)
                    .or_else(|| self.owner_of_namespace(Ecosystem::Composer, target))
            }
            ecosystem => self.owner_of_path(ecosystem, target.trim_start_matches(['\\', ':'])),
        }
    }

    /// The owner of the longest path that begins `path` and is known.
    fn owner_of_path(&self, ecosystem: Ecosystem, path: &str) -> Option<usize> {
        import_steps(ecosystem, path).find_map(|step| self.owner_of_name(ecosystem, step))
    }

    /// The owner of a package whose name is that of the outermost namespace of `path`, for those that
    /// only a section knows.
    fn owner_of_namespace(&self, ecosystem: Ecosystem, path: &str) -> Option<usize> {
        let root = path.split([':', '\\', '/']).next()?;
        let is_namespace = root.starts_with(|c: char| c.is_uppercase());
        is_namespace.then(|| self.owner_of_name(ecosystem, &root.to_lowercase()))?
    }

    fn owner_of_name(&self, ecosystem: Ecosystem, name: &str) -> Option<usize> {
        let exact = self.packages.get(&(ecosystem, name.to_owned()));
        if let Some(owners) = exact {
            return sole_owner(owners);
        }
        let prefixed = self
            .prefixes
            .iter()
            .filter(|(of, prefix, _)| *of == ecosystem && name.starts_with(&**prefix))
            .max_by_key(|(_, prefix, _)| prefix.len())?;
        sole_owner(&[prefixed.2])
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

/// The namespace that a package most likely defines, in lower case: `acmepay` of the gem
/// `acme-pay-ruby`, `acme` of `acme/pay-sdk`.
fn namespace_key(ecosystem: Ecosystem, package: &str) -> Option<String> {
    const FILLERS: &[&str] = &["-ruby", "-rb", "-sdk", "-client", "-api"];
    let plain = |name: &str| name.replace(['-', '_'], "").to_lowercase();
    match ecosystem {
        Ecosystem::Rubygems => {
            let mut name = package;
            while let Some(rest) = FILLERS.iter().find_map(|end| name.strip_suffix(end)) {
                name = rest;
            }
            Some(plain(name))
        }
        Ecosystem::Composer => package.split_once('/').map(|(vendor, _)| plain(vendor)),
        _ => None,
    }
}

/// The name under which a package is imported, where the registry's name alone tells.
fn import_name(ecosystem: Ecosystem, package: &str) -> String {
    match ecosystem {
        Ecosystem::Crates | Ecosystem::Pypi => package.replace('-', "_"),
        _ => package.to_owned(),
    }
}
