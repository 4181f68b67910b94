//! Which packages are whose SDK.

use std::collections::{BTreeSet, HashMap};

use crate::catalog::{
    Ecosystem, Evidence, Service, crate_of, import_name, import_root, import_steps, name_key,
    npm_package_of,
};
use crate::contract::Integration;

use super::interest::StatedRoot;

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

/// The SDK packages that the sections of one contract state, beside what the catalog knows.
#[derive(Debug, Default)]
pub(super) struct SdkOwners {
    /// Integrations by the names of packages in source.
    stated: HashMap<(Ecosystem, String), Vec<usize>>,
}

impl SdkOwners {
    /// Takes in the packages that the section of the integration at `index` states.
    pub(super) fn learn(
        &mut self,
        index: usize,
        integration: &Integration,
        known: Option<&Service>,
    ) {
        for package in &integration.packages {
            if let Some(ecosystem) = Ecosystem::named(package.ecosystem)
                && is_sdk(&package.name.value, ecosystem, &integration.name.value, known)
                && !is_shared(&package.name.value, ecosystem, known)
            {
                let name = import_name(ecosystem, &package.name.value);
                let namespace = namespace_key(ecosystem, &package.name.value);
                let also = namespace.filter(|namespace| *namespace != name);
                for name in std::iter::once(name).chain(also) {
                    self.stated.entry((ecosystem, name)).or_default().push(index);
                }
            }
        }
    }

    /// The roots of the import paths of all packages that are stated. Where a registry's names do not
    /// tell how they are imported, all of it.
    pub(super) fn roots(&self) -> BTreeSet<StatedRoot> {
        let root = |(ecosystem, name): &(Ecosystem, String)| {
            let is_told = matches!(
                ecosystem,
                Ecosystem::Npm | Ecosystem::Crates | Ecosystem::Go | Ecosystem::Pypi
            );
            (*ecosystem, import_root(*ecosystem, name).filter(|_| is_told))
        };
        self.stated.keys().map(root).collect()
    }

    /// The integration whose section states a package that an import names, if just one does.
    /// `names` are what the import takes from its target.
    pub(super) fn owner(
        &self,
        ecosystem: Ecosystem,
        target: &str,
        names: &[String],
    ) -> Option<usize> {
        let target = target.trim_start_matches(['\\', ':']);
        let owners = match ecosystem {
            Ecosystem::Npm => self.stating(ecosystem, npm_package_of(target)?.0)?,
            Ecosystem::Crates => self.stating(ecosystem, crate_of(target)?)?,
            // Which of its constants are used tells more than the feature that is loaded.
            Ecosystem::Rubygems => {
                let constants = names.iter().map(String::as_str).chain([target]);
                constants.into_iter().find_map(|path| self.stating_below(ecosystem, path))?
            }
            _ => self.stating_below(ecosystem, target)?,
        };
        let first = owners.first()?;
        owners.iter().all(|owner| owner == first).then_some(*first)
    }

    /// The integration whose section states a package of a registry, if just one does.
    pub(super) fn owner_of_package(&self, ecosystem: Ecosystem, name: &str) -> Option<usize> {
        let owners = self.stating(ecosystem, name)?;
        let first = owners.first()?;
        owners.iter().all(|owner| owner == first).then_some(*first)
    }

    fn stating_below(&self, ecosystem: Ecosystem, path: &str) -> Option<&Vec<usize>> {
        let path = path.trim_start_matches(':');
        let stated = import_steps(ecosystem, path).find_map(|step| self.stating(ecosystem, step));
        stated.or_else(|| {
            let root = path.split([':', '\\', '/']).next()?;
            let is_namespace = root.starts_with(|c: char| c.is_uppercase());
            is_namespace.then(|| self.stating(ecosystem, &root.to_lowercase()))?
        })
    }

    fn stating(&self, ecosystem: Ecosystem, name: &str) -> Option<&Vec<usize>> {
        // A Go module states its major version or does not.
        self.stated.get(&(ecosystem, import_name(ecosystem, name)))
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

/// Whether the catalog says that several services share a package: a section that lists it does not
/// settle whose it is.
fn is_shared(package: &str, ecosystem: Ecosystem, known: Option<&Service>) -> bool {
    let of_service = known.and_then(|known| known.packages.get(&ecosystem)).into_iter().flatten();
    let mut named = of_service.filter(|it| it.name == package);
    named.any(|it| it.evidence == Evidence::Shared)
}

/// The namespace that a package most likely defines, in lower case: `acmepay` of the gem
/// `acme-pay-ruby`, `acme` of `acme/pay-sdk`; in Maven the group, `com.acme` of `com.acme:pay`.
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
        Ecosystem::Maven => package.split_once(':').map(|(group, _)| group.to_owned()),
        Ecosystem::Composer => package.split_once('/').map(|(vendor, _)| plain(vendor)),
        _ => None,
    }
}
