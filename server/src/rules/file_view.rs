//! What a rule looks at when it asks about services that no section may be for.

use std::borrow::Cow;
use std::sync::Arc;

use crate::catalog::{Ecosystem, Service};
use crate::source::{Import, ImportKind, Manifest, SecretUse, UrlUse};
use crate::workspace::{Config, Governed, RelPath, Snapshot, SourceFile, Target, tells_service};

use super::view::addresses_of;

/// A source or data file, governed or not.
#[derive(Debug)]
pub(super) struct FileView<'view> {
    /// The state of the workspace.
    pub(super) snapshot: &'view Snapshot,
    /// The contract that governs it.
    pub(super) contract: Option<&'view Governed>,
    /// The configuration in force.
    pub(super) config: &'view Config,
    /// The file.
    pub(super) file: &'view SourceFile,
}

/// A manifest outside test code, governed or not.
#[derive(Debug)]
pub(super) struct ManifestView<'view> {
    /// The state of the workspace.
    pub(super) snapshot: &'view Snapshot,
    /// The contract that governs it.
    pub(super) contract: Option<&'view Governed>,
    /// The configuration in force.
    pub(super) config: &'view Config,
    /// Where it lies.
    pub(super) path: &'view RelPath,
    /// What it says.
    pub(super) manifest: &'view Manifest,
}

/// A file in which keys stand, governed or not.
#[derive(Debug)]
pub(super) struct SecretView<'view> {
    /// The contract that governs it.
    pub(super) contract: Option<&'view Governed>,
    /// Where it lies.
    pub(super) path: &'view RelPath,
    /// The source file, when it is one.
    pub(super) file: Option<&'view SourceFile>,
    /// Whether it is test code or data of tests, or shows people what to fill in.
    pub(super) is_sample: bool,
    /// The keys.
    pub(super) secrets: &'view [SecretUse],
}

impl<'view> FileView<'view> {
    /// The imports whose SDK is that of a service without a section, with that service.
    pub(super) fn undocumented_imports(&self) -> Vec<(&'view Arc<Service>, &'view Import)> {
        let targets: Arc<[Option<Target>]> = self.snapshot.targets(self.file);
        let imports = self.file.facts().imports.iter().enumerate();
        let packages = imports.filter(|(index, import)| {
            let is_local = targets.get(*index).is_some_and(Option::is_some);
            import.kind != ImportKind::Mount && !is_local
        });
        let service = |(_, import): (usize, &'view Import)| {
            let service = self.snapshot.catalog_owner_of_import(self.config, self.file, import)?;
            let is_claimed = self.contract.is_some_and(|contract| {
                is_covered(contract, service)
                    || self.snapshot.owner_of_import(contract, self.file, import).is_some()
            });
            (!is_claimed).then_some((service, import))
        };
        let mut found: Vec<(&'view Arc<Service>, &'view Import)> =
            packages.filter_map(service).collect();
        found.retain(|(service, import)| !self.comes_with_another(service, import));
        found
    }

    /// Whether an import is of what all services of a vendor need, and another one of them is at hand:
    /// the file imports its SDK, or the contract has a section for it.
    fn comes_with_another(&self, service: &Service, import: &Import) -> bool {
        let Some(ecosystem) = self.file.language.ecosystem() else { return false };
        let path = self.snapshot.true_import_name(self.file, import);
        if service.is_common(ecosystem, &path) {
            let has_sibling =
                self.contract.is_some_and(|it| siblings_in(it, service).next().is_some());
            let is_sibling = |other: &Import| {
                let owner = self.snapshot.catalog_owner_of_import(self.config, self.file, other);
                owner.is_some_and(|owner| {
                    let is_own = owner.name == service.name
                        && !owner.is_common(ecosystem, &other.target.value);
                    is_own || owner.is_of_same_vendor(service)
                })
            };
            if has_sibling || self.file.facts().imports.iter().any(is_sibling) {
                return true;
            }
        }
        // What a client of the trunk is for may be told elsewhere; one that is told here decides.
        self.contract.is_some_and(|contract| {
            !tells_service(self.file, import)
                && (siblings_in(contract, service).any(|known| known.grows_on(ecosystem, &path))
                    || others_in(contract, service).any(|known| known.lists(ecosystem, &path)))
        })
    }

    /// The addresses of services without a section.
    pub(super) fn undocumented_addresses(&self) -> Vec<(&'view Arc<Service>, Cow<'view, UrlUse>)> {
        let urls = addresses_of(self.snapshot, self.file);
        let service = |url: Cow<'view, UrlUse>| {
            let is_stated =
                |contract: &Governed| contract.owner_of_address(&url.host, &url.path).is_some();
            if self.contract.is_some_and(is_stated) {
                return None;
            }
            let service = self.config.owners.of_address(&url.host, &url.path)?;
            let is_claimed = self.contract.is_some_and(|contract| is_covered(contract, service));
            (!is_claimed && !self.config.is_own_host(&url.host)).then_some((service, url))
        };
        urls.filter_map(service).collect()
    }
}

impl<'view> ManifestView<'view> {
    /// The registry whose packages the manifest names.
    pub(super) fn ecosystem(&self) -> Option<Ecosystem> {
        Ecosystem::named(self.manifest.ecosystem)
    }
}

/// Whether a contract has a section that speaks for a service: its own, or that of the platform it
/// belongs to (`Google Cloud` for `Google Cloud Storage`), or one that names it beside others
/// (`Stripe & PayPal`).
pub(super) fn is_covered(contract: &Governed, service: &Service) -> bool {
    let is_of = |known: &Service| {
        let rest = service.name.strip_prefix(known.name.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let words = |text: &str| format!(" {} ", text.to_lowercase().replace(is_mark, " "));
    let name = words(&service.name);
    let sections = contract.integrations().iter().zip(&contract.services);
    sections.into_iter().any(|(section, documented)| {
        documented.known.as_deref().is_some_and(is_of) || words(&section.name.value).contains(&name)
    })
}

/// Whether a package of a service's is needed by another service that a contract has a section for:
/// `aws-config` by S3, `googleapis` by YouTube.
pub(super) fn is_needed_by_another(
    contract: &Governed,
    service: &Service,
    ecosystem: Ecosystem,
    package: &str,
) -> bool {
    let names = service.imports_of(ecosystem, package);
    let names = || names.iter().map(String::as_str).chain([package]);
    let is_trunk = |known: &Service| {
        names().any(|name| service.is_common(ecosystem, name) || known.grows_on(ecosystem, name))
    };
    siblings_in(contract, service).any(is_trunk)
        || others_in(contract, service).any(|known| known.lists(ecosystem, package))
}

/// Whether a service is what all services of a vendor need, and a contract has a section for one of
/// these: `AWS_SESSION_TOKEN` beside S3.
pub(super) fn is_ground_of_another(contract: &Governed, service: &Service) -> bool {
    !service.common.is_empty() && siblings_in(contract, service).next().is_some()
}

/// The other services of the catalog that a contract has sections for.
fn others_in<'view>(
    contract: &'view Governed,
    service: &'view Service,
) -> impl Iterator<Item = &'view Service> {
    let known = contract.services.iter().filter_map(|documented| documented.known.as_deref());
    known.filter(|known| known.name != service.name)
}

/// Those of the same vendor.
fn siblings_in<'view>(
    contract: &'view Governed,
    service: &'view Service,
) -> impl Iterator<Item = &'view Service> {
    others_in(contract, service).filter(|known| known.is_of_same_vendor(service))
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}
