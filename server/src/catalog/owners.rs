//! Whose an import, an address or a variable is, among all services of a catalog.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::{
    Catalog, Ecosystem, Evidence, Hosts, Service, crate_of, import_root, import_steps,
    npm_package_of, registry_name,
};

/// The services of a catalog by what source writes when it uses them.
#[derive(Debug, Default)]
pub struct Owners {
    services: Vec<Arc<Service>>,
    /// By the name a package is imported under.
    imports: HashMap<(Ecosystem, String), Vec<Owner>>,
    /// By the name a package has in its registry.
    packages: HashMap<(Ecosystem, String), Vec<Owner>>,
    prefixes: Vec<(Ecosystem, String, Owner)>,
    /// What the import paths of all packages begin with.
    roots: HashSet<(Ecosystem, String)>,
    /// Import paths below a package of many services.
    subpaths: HashMap<String, usize>,
    hosts: Vec<Hosts>,
    /// Services by the last two labels of their hosts; those that only an expression tells are in
    /// `expressed`.
    by_domain: HashMap<String, Vec<usize>>,
    expressed: Vec<usize>,
    expressed_parts: BTreeSet<String>,
    variables: HashMap<String, Vec<usize>>,
}

#[derive(Clone, Copy, Debug)]
struct Owner {
    service: usize,
    evidence: Evidence,
}

/// What a file does with an import, as far as it tells which of several services is meant.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Names it takes from the module and clients it makes, `S3Client`, and `client(s3)` for a
    /// client with its first argument.
    pub names: Vec<String>,
}

impl Owners {
    /// Takes in a catalog.
    pub fn of(catalog: &Catalog) -> Self {
        let mut owners = Self { services: catalog.services().to_vec(), ..Self::default() };
        for (index, service) in catalog.services().iter().enumerate() {
            owners.learn_packages(index, service);
            owners.learn_hosts(index, service);
            for variable in &service.variables {
                owners.variables.entry(variable.name.clone()).or_default().push(index);
            }
            let subpaths = service.subpaths.iter().map(|path| (path.clone(), index));
            owners.subpaths.extend(subpaths);
        }
        let names = owners.imports.keys().map(|(ecosystem, name)| (*ecosystem, name));
        let subpaths = owners.subpaths.keys().flat_map(|path| {
            let ecosystems = Ecosystem::ALL.iter();
            ecosystems.map(move |ecosystem| (*ecosystem, path))
        });
        let root = |(ecosystem, name): (Ecosystem, &String)| {
            Some((ecosystem, import_root(ecosystem, name)?))
        };
        owners.roots = names.chain(subpaths).filter_map(root).collect();
        owners
    }

    fn learn_packages(&mut self, index: usize, service: &Service) {
        for (ecosystem, packages) in &service.packages {
            for package in packages {
                let owner = Owner { service: index, evidence: package.evidence };
                if package.prefix {
                    self.prefixes.push((*ecosystem, package.name.clone(), owner));
                    continue;
                }
                let name = match ecosystem {
                    Ecosystem::Go => without_major(&package.name),
                    _ => &package.name,
                };
                let key = (*ecosystem, registry_name(*ecosystem, name).into_owned());
                self.packages.entry(key).or_default().push(owner);
                let mut names: BTreeSet<String> = package.imports.iter().cloned().collect();
                // Python's data tells every import; elsewhere the own name is one more.
                if names.is_empty() || *ecosystem != Ecosystem::Pypi {
                    names.insert(import_name(*ecosystem, &package.name));
                }
                for name in names {
                    self.imports.entry((*ecosystem, name)).or_default().push(owner);
                }
            }
        }
    }

    fn learn_hosts(&mut self, index: usize, service: &Service) {
        let mut hosts = Hosts::of_service(service);
        service.script_hosts.iter().for_each(|host| hosts.add(host));
        let patterns =
            service.hosts.iter().chain(&service.url_prefixes).chain(&service.script_hosts);
        let domains: BTreeSet<String> = patterns.filter_map(|host| domain_of(host)).collect();
        for domain in domains {
            self.by_domain.entry(domain).or_default().push(index);
        }
        if !service.host_expressions.is_empty() {
            self.expressed.push(index);
            self.expressed_parts.extend(hosts.expressed_parts());
        }
        self.hosts.push(hosts);
    }

    /// Whether an import path could be of any service's SDK. It may say yes where [`Self::of_import`]
    /// finds nothing, never the other way round.
    pub fn may_own(&self, ecosystem: Ecosystem, path: &str) -> bool {
        let is_prefixed = |(of, prefix, _): &(Ecosystem, String, Owner)| {
            *of == ecosystem && path.trim_start_matches(['\\', ':']).starts_with(&**prefix)
        };
        // `twitter4j` is a package of one word where others have two.
        let is_root = |root: &str| self.roots.contains(&(ecosystem, root.to_owned()));
        let root = import_root(ecosystem, path);
        root.is_some_and(|root| {
            is_root(&root) || root.split(['.', '/']).next().is_some_and(is_root)
        }) || self.prefixes.iter().any(is_prefixed)
    }

    /// What the import paths of all packages of a registry begin with, as
    /// [`import_root`] tells it.
    pub fn roots(&self, ecosystem: Ecosystem) -> impl Iterator<Item = &str> {
        let of_registry = move |(of, _): &&(Ecosystem, String)| *of == ecosystem;
        self.roots.iter().filter(of_registry).map(|(_, root)| &**root)
    }

    /// What the names of packages of a registry begin with where a service owns all that begin so.
    pub fn prefixes(&self, ecosystem: Ecosystem) -> impl Iterator<Item = &str> {
        let of_registry = move |(of, _, _): &&(Ecosystem, String, Owner)| *of == ecosystem;
        self.prefixes.iter().filter(of_registry).map(|(_, prefix, _)| &**prefix)
    }

    /// The last two labels of all hosts but those that an expression tells.
    pub fn domains(&self) -> impl Iterator<Item = &str> {
        self.by_domain.keys().map(String::as_str)
    }

    /// Whether an address could be that of any service, those apart that an expression tells. Of the
    /// path the beginning may do.
    pub fn may_own_address(&self, host: &str, path: &str) -> bool {
        let of_domain = domain_of(host).and_then(|domain| self.by_domain.get(&domain));
        of_domain.into_iter().flatten().any(|index| self.hosts[*index].may_match(host, path))
    }

    /// Parts of addresses, one of which is in every address that an expression tells.
    pub fn expressed_parts(&self) -> impl Iterator<Item = &str> {
        self.expressed_parts.iter().map(String::as_str)
    }

    /// The services whose SDK an import may be: one that a mark or a path decides for, else every one
    /// that the package alone proves. `names` are what the import takes from its target.
    pub fn of_import<'own>(
        &'own self,
        ecosystem: Ecosystem,
        target: &str,
        names: &[String],
        marks: &Marks,
    ) -> Vec<&'own Arc<Service>> {
        let target = target.trim_start_matches(['\\', ':']);
        let below = |name: &String| match ecosystem {
            // What `from google.cloud import storage` takes may be a module.
            Ecosystem::Pypi => Some(format!("{target}.{name}")),
            // Which of its constants are used tells more than the feature that is loaded.
            Ecosystem::Rubygems => Some(name.trim_start_matches(':').to_owned()),
            _ => None,
        };
        let paths: Vec<String> =
            names.iter().filter_map(below).chain([target.to_owned()]).collect();
        for path in &paths {
            let found = self.of_path(ecosystem, path, marks);
            if !found.is_empty() {
                return found.into_iter().map(|index| &self.services[index]).collect();
            }
        }
        Vec::new()
    }

    fn of_path(&self, ecosystem: Ecosystem, path: &str, marks: &Marks) -> Vec<usize> {
        let steps = || import_steps(ecosystem, path);
        if let Some(service) = steps().find_map(|step| self.subpaths.get(step)) {
            return vec![*service];
        }
        match ecosystem {
            Ecosystem::Npm => npm_package_of(path)
                .map(|(name, _)| self.of_name(ecosystem, name, marks))
                .unwrap_or_default(),
            Ecosystem::Crates => {
                crate_of(path).map(|name| self.of_name(ecosystem, name, marks)).unwrap_or_default()
            }
            // The longest path that is known decides, also when it proves nothing. A Go module of
            // another major version is the same module: `gopkg.in/telebot.v3`, `…/stripe-go/v76`.
            _ => steps()
                .map(|step| if ecosystem == Ecosystem::Go { without_major(step) } else { step })
                .find(|step| self.imports.contains_key(&(ecosystem, (*step).to_owned())))
                .map(|step| self.of_name(ecosystem, step, marks))
                .unwrap_or_default(),
        }
    }

    fn of_name(&self, ecosystem: Ecosystem, name: &str, marks: &Marks) -> Vec<usize> {
        match self.imports.get(&(ecosystem, name.to_owned())) {
            Some(owners) => self.decided(owners, marks),
            None => self.by_prefix(ecosystem, name),
        }
    }

    fn by_prefix(&self, ecosystem: Ecosystem, name: &str) -> Vec<usize> {
        let is_meant =
            |it: &&(Ecosystem, String, Owner)| it.0 == ecosystem && name.starts_with(&*it.1);
        let longest = self.prefixes.iter().filter(is_meant).max_by_key(|it| it.1.len());
        let strong = longest.filter(|it| it.2.evidence == Evidence::Strong);
        strong.map(|it| it.2.service).into_iter().collect()
    }

    fn decided(&self, owners: &[Owner], marks: &Marks) -> Vec<usize> {
        let is_marked = |owner: &&Owner| {
            let markers = &self.services[owner.service].markers;
            markers.iter().any(|marker| marks.names.contains(marker))
        };
        let marked: Vec<usize> = owners.iter().filter(is_marked).map(|it| it.service).collect();
        if !marked.is_empty() {
            return marked;
        }
        let strong = owners.iter().filter(|owner| owner.evidence == Evidence::Strong);
        let mut services: Vec<usize> = strong.map(|owner| owner.service).collect();
        services.dedup();
        services
    }

    /// The services whose SDK a package of a registry is, by its name there. The `/v2` of a Go module
    /// is no part of its name.
    pub fn of_package(&self, ecosystem: Ecosystem, name: &str) -> Vec<&Arc<Service>> {
        let name = match ecosystem {
            Ecosystem::Go => without_major(name),
            _ => name,
        };
        let key = (ecosystem, registry_name(ecosystem, name).into_owned());
        let exact = self.packages.get(&key).or_else(|| {
            let is_below =
                |step: &&str| self.packages.contains_key(&(ecosystem, (*step).to_owned()));
            let step = import_steps(ecosystem, name).find(is_below);
            step.filter(|_| ecosystem == Ecosystem::Go)
                .and_then(|step| self.packages.get(&(ecosystem, step.to_owned())))
        });
        let services = match exact {
            Some(owners) => self.decided(owners, &Marks::default()),
            None => self.by_prefix(ecosystem, name),
        };
        services.into_iter().map(|index| &self.services[index]).collect()
    }

    /// The service whose API or SDK script an address belongs to: the most specific, if it is just
    /// one. Host and path as in [`crate::source::UrlUse`].
    pub fn of_address(&self, host: &str, path: &str) -> Option<&Arc<Service>> {
        let of_domain = domain_of(host).and_then(|domain| self.by_domain.get(&domain));
        let candidates: BTreeSet<usize> =
            of_domain.into_iter().flatten().chain(&self.expressed).copied().collect();
        let matches = candidates
            .into_iter()
            .filter_map(|index| Some((self.hosts[index].matches(host, path)?, index)));
        let matches: Vec<(usize, usize)> = matches.collect();
        let best = matches.iter().map(|(specificity, _)| *specificity).max()?;
        let mut owners = matches.iter().filter(|(specificity, _)| *specificity == best);
        let (_, index) = owners.next()?;
        owners.next().is_none().then(|| &self.services[*index])
    }

    /// The service that a variable is usual for, when it is usual for just one.
    pub fn of_variable(&self, name: &str) -> Option<&Arc<Service>> {
        match self.variables.get(name)?.as_slice() {
            [index] => Some(&self.services[*index]),
            _ => None,
        }
    }
}

/// The name under which a package is imported, where the registry's name alone tells.
pub fn import_name(ecosystem: Ecosystem, package: &str) -> String {
    match ecosystem {
        Ecosystem::Crates => package.replace('-', "_"),
        Ecosystem::Pypi => package.replace('-', "_").to_ascii_lowercase(),
        Ecosystem::Go => without_major(package).to_owned(),
        _ => package.to_owned(),
    }
}

/// A Go module path without the major version at its end: `/v76`, `.v1`.
fn without_major(path: &str) -> &str {
    let is_major = |tail: &str| !tail.is_empty() && tail.bytes().all(|byte| byte.is_ascii_digit());
    let cut = |separator: &str| {
        path.rsplit_once(separator).filter(|(_, tail)| is_major(tail)).map(|(head, _)| head)
    };
    cut("/v").or_else(|| cut(".v")).unwrap_or(path)
}

/// The last two labels of a host or host pattern with optional path.
fn domain_of(host: &str) -> Option<String> {
    let host = host.split('/').next()?.trim_end_matches('.').to_ascii_lowercase();
    let mut labels = host.rsplit('.');
    let (last, before) = (labels.next()?, labels.next()?);
    Some(format!("{before}.{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_import(ecosystem: Ecosystem, target: &str, names: &[&str], marks: &[&str]) -> String {
        let owners = Owners::of(Catalog::builtin());
        let owned =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let marks = Marks { names: owned(marks) };
        let found = owners.of_import(ecosystem, target, &owned(names), &marks);
        found.iter().map(|service| service.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn imports_of_every_ecosystem_name_their_service() {
        let cases: [(Ecosystem, &str, &[&str], &str); 15] = [
            (Ecosystem::Npm, "stripe/lib/x", &[], "Stripe"),
            (Ecosystem::Npm, "next-auth/providers/google", &[], "Google OAuth"),
            (Ecosystem::Pypi, "stripe.error", &[], "Stripe"),
            (Ecosystem::Pypi, "google.cloud", &["storage"], "Google Cloud Storage"),
            (Ecosystem::Crates, "stripe::Client", &[], "Stripe"),
            (Ecosystem::Go, "github.com/stripe/stripe-go/v76/charge", &[], "Stripe"),
            (Ecosystem::Go, "github.com/aws/aws-sdk-go-v2/service/s3", &[], "AWS S3"),
            (Ecosystem::Go, "gopkg.in/DataDog/dd-trace-go.v1/ddtrace/tracer", &[], "Datadog"),
            (Ecosystem::Rubygems, "twilio-ruby", &[], "Twilio"),
            (Ecosystem::Rubygems, "::Stripe::Charge", &[], "Stripe"),
            (Ecosystem::Rubygems, "Aws::S3::Client", &[], "AWS S3"),
            (Ecosystem::Maven, "com.stripe.model.Charge", &[], "Stripe"),
            (Ecosystem::Composer, "\\Stripe\\StripeClient", &[], "Stripe"),
            (Ecosystem::Nuget, "Stripe.Checkout", &[], "Stripe"),
            (Ecosystem::Npm, "left-pad", &[], ""),
        ];
        for (ecosystem, target, names, expected) in cases {
            assert_eq!(of_import(ecosystem, target, names, &[]), expected, "{target}");
        }
    }

    #[test]
    fn what_an_expression_tells_has_a_part_that_is_always_there() {
        let owners = Owners::of(Catalog::builtin());
        let parts: Vec<&str> = owners.expressed_parts().collect();
        assert!(parts.iter().all(|part| part.len() > 4), "{parts:?}");
        for part in ["sentry.io", "amazonaws.com", "algolianet.com", "clerk.", "/dialog/oauth"] {
            assert!(parts.contains(&part), "{part}: {parts:?}");
        }
    }

    #[test]
    fn marks_decide_between_services_that_share_a_package() {
        assert_eq!(of_import(Ecosystem::Pypi, "boto3", &[], &["client(s3)"]), "AWS S3");
        assert_ne!(of_import(Ecosystem::Pypi, "boto3", &[], &["client(sqs)"]), "AWS S3");
        assert_eq!(of_import(Ecosystem::Npm, "openai", &[], &["AzureOpenAI"]), "Azure OpenAI");
        assert_eq!(of_import(Ecosystem::Npm, "openai", &[], &["default"]), "OpenAI");
    }

    #[test]
    fn packages_addresses_and_variables_name_their_service() {
        let owners = Owners::of(Catalog::builtin());
        let name = |found: Vec<&Arc<Service>>| found.first().map(|it| it.name.clone());
        let module = owners.of_package(Ecosystem::Go, "github.com/stripe/stripe-go/v76");
        assert_eq!(name(module).as_deref(), Some("Stripe"));
        assert_eq!(name(owners.of_package(Ecosystem::Npm, "redis")), None);
        let of_address = |host, path| owners.of_address(host, path).map(|it| it.name.as_str());
        assert_eq!(of_address("api.stripe.com", "/v1"), Some("Stripe"));
        assert_eq!(of_address("js.stripe.com", "/v3"), Some("Stripe"));
        assert_eq!(of_address("docs.stripe.com", ""), None);
        assert_eq!(of_address("www.googleapis.com", "/auth/drive"), None);
        assert_eq!(of_address("example.com", ""), None);
        let variable = |name| owners.of_variable(name).map(|it| it.name.as_str());
        assert_eq!(variable("STRIPE_SECRET_KEY"), Some("Stripe"));
        assert_eq!(variable("DATABASE_URL"), None);
    }
}
