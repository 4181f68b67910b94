//! Services and the collection of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use super::{Ecosystem, import_steps};

/// What is known of one service.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Service {
    /// Its name as it calls itself.
    pub name: String,
    /// Communication, Payments, Storage, ….
    pub category: String,
    /// Other ways it is written in headings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Its SDK packages.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub packages: BTreeMap<Ecosystem, Vec<Package>>,
    /// Import paths below a package of many services that are this service's:
    /// `next-auth/providers/google`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subpaths: Vec<String>,
    /// Import paths that all services of the vendor need, as `software.amazon.awssdk.regions`: beside
    /// the SDK of one of them they prove no other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub common: Vec<String>,
    /// API hosts: exact, or `*.x.y` for one or more labels before `.x.y`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// API hosts as anchored regular expressions, for regional families.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub host_expressions: Vec<String>,
    /// Host with path, for hosts that serve a site beside the API: `slack.com/api/`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub url_prefixes: Vec<String>,
    /// Hosts that are never a call, although a wildcard in `hosts` covers them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub link_hosts: Vec<String>,
    /// Environment variables that are usual for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<ServiceVariable>,
    /// Variables that its SDK reads without being told to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sdk_reads: Vec<String>,
    /// Clients that tell this service where several share a package: `S3`, or with the first argument
    /// `client(s3)`; compare [`crate::source::ClientUse`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub markers: Vec<String>,
    /// Hosts from which browsers load its SDK.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub script_hosts: Vec<String>,
    /// What its keys look like.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<KeyFormat>,
}

impl Service {
    /// Whether another service is of the same vendor, going by the first word of their names:
    /// `AWS (general)` and `AWS S3`.
    pub fn is_of_same_vendor(&self, other: &Self) -> bool {
        let vendor = |service: &'_ Self| service.name.split(' ').next().map(str::to_owned);
        self.name != other.name && vendor(self) == vendor(other)
    }

    /// Whether an import path of this service's is of what all services of the vendor need.
    pub fn is_common(&self, ecosystem: Ecosystem, import: &str) -> bool {
        let mut steps = import_steps(ecosystem, import);
        steps.any(|step| self.common.iter().any(|common| common == step))
    }

    /// Whether the service's own packages, shared ones among them, are imported from a path or one
    /// above it: `googleapis` for YouTube.
    pub fn lists(&self, ecosystem: Ecosystem, import: &str) -> bool {
        let packages = || self.packages.get(&ecosystem).into_iter().flatten();
        let mut steps = import_steps(ecosystem, import);
        steps.any(|step| {
            packages().any(|package| {
                package.name == step || package.imports.iter().any(|import| import == step)
            })
        })
    }

    /// Whether a package or import path is the trunk of the service's SDK: `com.amazonaws` for S3,
    /// `software.amazon.awssdk` for `software.amazon.awssdk.services.s3`.
    pub fn grows_on(&self, ecosystem: Ecosystem, trunk: &str) -> bool {
        let is_branch = |name: &String| {
            let rest = name.strip_prefix(trunk);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.', ':', '\\']))
        };
        let packages = self.packages.get(&ecosystem).into_iter().flatten();
        let mut names = packages
            .flat_map(|package| std::iter::once(&package.name).chain(&package.imports))
            .chain(&self.subpaths);
        names.any(is_branch)
    }

    /// The names under which a package of this service's may be imported, its own first.
    pub fn imports_of(&self, ecosystem: Ecosystem, package: &str) -> Vec<String> {
        let packages = self.packages.get(&ecosystem).into_iter().flatten();
        let known = packages.filter(|known| known.name == package);
        let own = match ecosystem {
            Ecosystem::Crates => package.replace('-', "_"),
            _ => package.to_owned(),
        };
        std::iter::once(own).chain(known.flat_map(|known| known.imports.iter().cloned())).collect()
    }
}

/// The form of a kind of key.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFormat {
    /// What people call it: `secret key`.
    pub name: String,
    /// Its form, as a regular expression without anchors and without look-around.
    pub pattern: String,
    /// Who may know it.
    #[serde(default)]
    pub secrecy: Secrecy,
    /// Where it works.
    #[serde(default)]
    pub mode: KeyMode,
    /// Whether the form alone says nothing, because it is bare letters and digits: a name has to
    /// stand beside it.
    #[serde(default)]
    pub needs_context: bool,
}

/// Who may know a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Secrecy {
    /// Nobody outside.
    #[default]
    Secret,
    /// Everybody: a publishable key.
    Public,
    /// Everybody: it only names an account.
    Identifier,
    /// The client of one session.
    Client,
    /// It depends on how the account is set up or where the key is used.
    Depends,
    /// It is half of a pair and a secret beside the other half only.
    Paired,
}

/// Where a key works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyMode {
    /// Its form does not tell.
    #[default]
    Any,
    /// On real accounts.
    Live,
    /// In the test mode of the service alone.
    Test,
}

/// An SDK package.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Its name in the registry; the beginning of many names when `prefix` is set.
    pub name: String,
    /// Whether every package that begins with the name is meant: `@sentry/`.
    #[serde(default)]
    pub prefix: bool,
    /// How much an import of it proves.
    #[serde(default)]
    pub evidence: Evidence,
    /// Names it is imported under where they differ from the package's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub imports: Vec<String>,
}

/// How much an import of a package proves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// The import is a use of the service.
    #[default]
    Strong,
    /// Several services share it; something else has to decide.
    Shared,
    /// A protocol driver or local library, which does not prove the vendor.
    Generic,
    /// Types only; nothing of it runs.
    Types,
}

/// An environment variable that is usual for a service.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceVariable {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub role: Role,
}

/// What an environment variable holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A credential.
    Secret,
    /// Something every visitor may see: a publishable key.
    Public,
    /// The secret that webhooks are signed with.
    WebhookSecret,
    /// A plain setting.
    Config,
}

/// All services, found by the names people give them.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    services: Vec<Arc<Service>>,
    /// Key: see [`name_key`].
    by_name: HashMap<String, usize>,
}

static BUILTIN: LazyLock<Catalog> = LazyLock::new(|| {
    const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/services.rs"));
    let services = FILES.iter().filter_map(|(file, text)| {
        serde_json::from_str::<Service>(text)
            // A test reads every file; a bad one must not take the others with it.
            .inspect_err(|error| tracing::error!("catalog file {file}: {error}"))
            .ok()
    });
    Catalog::default().with(services)
});

impl Catalog {
    /// The services that come with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// This catalog with more services. One whose name is known already extends that service:
    /// its lists are added.
    #[must_use]
    pub fn with(&self, additions: impl IntoIterator<Item = Service>) -> Self {
        let mut catalog = self.clone();
        for addition in additions {
            let known = catalog.by_name.get(&name_key(&addition.name)).copied();
            let index = match known {
                Some(index) => {
                    let extended = extended(&catalog.services[index], addition);
                    catalog.services[index] = Arc::new(extended);
                    index
                }
                None => {
                    catalog.services.push(Arc::new(addition));
                    catalog.services.len() - 1
                }
            };
            let service = catalog.services[index].clone();
            for name in std::iter::once(&service.name).chain(&service.aliases) {
                // A service's own name beats another's alias; files come in the order of names.
                let key = name_key(name);
                if *name == service.name {
                    catalog.by_name.insert(key, index);
                } else {
                    catalog.by_name.entry(key).or_insert(index);
                }
            }
        }
        catalog
    }

    /// The service that is called so, by its name or an alias; letter case, spaces and punctuation
    /// apart.
    pub fn find(&self, name: &str) -> Option<&Arc<Service>> {
        let key = name_key(name);
        // A heading loses its last "API" as a word that says nothing: "Meta Graph API".
        let index = self.by_name.get(&key).or_else(|| self.by_name.get(&format!("{key}api")));
        index.filter(|_| !key.is_empty()).map(|index| &self.services[*index])
    }

    /// The services that may have been meant by a name that [`Self::find`] does not know: those with
    /// these letters in their name or an alias, else the one whose name takes the fewest slips of the
    /// hand, when these are few. In the order of their names.
    pub fn near(&self, name: &str) -> Vec<&Arc<Service>> {
        let key = name_key(name);
        if key.is_empty() {
            return Vec::new();
        }
        let mut found: BTreeSet<usize> =
            self.by_name.iter().filter(|(known, _)| known.contains(&key)).map(|it| *it.1).collect();
        if found.is_empty() {
            let slips = |known: &str| strsim::damerau_levenshtein(&key, known);
            let nearest = self.by_name.iter().map(|(known, index)| (slips(known), *index)).min();
            let allowed = (key.chars().count() / 4).max(1);
            found.extend(nearest.filter(|(slips, _)| *slips <= allowed).map(|(_, index)| index));
        }
        let mut services: Vec<_> = found.into_iter().map(|index| &self.services[index]).collect();
        services.sort_by_key(|service| service.name.to_lowercase());
        services
    }

    /// All services.
    pub fn services(&self) -> &[Arc<Service>] {
        &self.services
    }
}

fn extended(service: &Service, mut addition: Service) -> Service {
    let mut service = service.clone();
    service.aliases.append(&mut addition.aliases);
    for (ecosystem, mut packages) in addition.packages {
        service.packages.entry(ecosystem).or_default().append(&mut packages);
    }
    service.subpaths.append(&mut addition.subpaths);
    service.common.append(&mut addition.common);
    service.hosts.append(&mut addition.hosts);
    service.host_expressions.append(&mut addition.host_expressions);
    service.url_prefixes.append(&mut addition.url_prefixes);
    service.link_hosts.append(&mut addition.link_hosts);
    service.variables.append(&mut addition.variables);
    service.sdk_reads.append(&mut addition.sdk_reads);
    service.markers.append(&mut addition.markers);
    service.script_hosts.append(&mut addition.script_hosts);
    service.keys.append(&mut addition.keys);
    service
}

/// What is left of a name when people write it in their own way: "AWS S3", "aws-s3".
pub fn name_key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_catalog_is_read() {
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/catalog/services"))
            .expect("the folder is there")
            .filter_map(Result::ok)
            .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "json"))
            .count();
        assert_eq!(Catalog::builtin().services().len(), files);
    }

    #[test]
    fn the_services_of_the_template_are_found_by_name_and_alias() {
        for name in [
            "SendGrid",
            "Twilio",
            "Slack",
            "Stripe",
            "PayPal",
            "AWS S3",
            "aws-s3",
            "Amazon S3",
            "Cloudinary",
            "Google Analytics",
            "Mixpanel",
            "Sentry",
            "Auth0",
            "Google OAuth",
            "GitHub OAuth",
            "AWS",
            "Vercel",
            "MongoDB Atlas",
            "Mailgun",
            "DataDog",
            "Google Cloud Storage",
        ] {
            assert!(Catalog::builtin().find(name).is_some(), "{name}");
        }
        assert_eq!(Catalog::builtin().find("S3").map(|service| &*service.name), Some("AWS S3"));
        assert!(Catalog::builtin().find("Acme Pay").is_none());
    }

    #[test]
    fn every_expression_and_pattern_is_valid() {
        for service in Catalog::builtin().services() {
            for expression in &service.host_expressions {
                assert!(regex::Regex::new(expression).is_ok(), "{}: {expression}", service.name);
            }
            for pattern in service.hosts.iter().chain(&service.url_prefixes) {
                let parsed = super::super::HostPattern::parse(pattern);
                assert!(parsed.is_some(), "{}: {pattern}", service.name);
            }
        }
    }

    #[test]
    fn a_name_that_is_not_known_leads_to_those_near_it() {
        let near = |name| {
            let found = Catalog::builtin().near(name);
            found.into_iter().map(|service| service.name.clone()).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(near("strpie"), "Stripe");
        assert_eq!(near("sendgird"), "SendGrid");
        assert_eq!(near("microsoft entra"), "Microsoft Entra ID");
        assert_eq!(near("left-pad"), "");
        assert_eq!(near(" "), "");
    }

    #[test]
    fn a_service_is_written_as_its_file_has_it() {
        for service in Catalog::builtin().services() {
            let written = serde_json::to_string(&**service).expect("it can be written");
            let read: Service = serde_json::from_str(&written).expect("it can be read");
            assert_eq!(serde_json::to_string(&read).ok(), Some(written), "{}", service.name);
        }
    }

    #[test]
    fn an_addition_extends_a_known_service() {
        let addition = Service {
            name: "stripe".into(),
            aliases: vec!["Billing Provider".into()],
            hosts: vec!["stripe.internal.example".into()],
            ..Service::default()
        };
        let catalog = Catalog::builtin().with([addition]);
        assert_eq!(catalog.services().len(), Catalog::builtin().services().len());
        let stripe = catalog.find("Billing Provider").expect("the alias is known");
        assert_eq!(stripe.name, "Stripe");
        assert!(stripe.hosts.contains(&"stripe.internal.example".into()));
    }
}
