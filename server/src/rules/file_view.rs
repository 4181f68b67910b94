//! What a rule looks at when it asks about services that no section may be for.

use std::borrow::Cow;
use std::sync::Arc;

use crate::catalog::{Ecosystem, Service, import_steps};
use crate::source::{Import, ImportKind, Manifest, SecretUse, UrlUse};
use crate::workspace::{Config, Governed, RelPath, Snapshot, SourceFile, Target};

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
        let imports = self.file.facts.imports.iter().enumerate();
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

    /// Whether an import is of what all services of a vendor need, and the file imports the SDK of
    /// another one of them, which brings it along.
    fn comes_with_another(&self, service: &Service, import: &Import) -> bool {
        let is_common = |import: &Import| {
            let ecosystem = self.file.language.ecosystem();
            ecosystem.is_some_and(|ecosystem| {
                let mut steps = import_steps(ecosystem, &import.target.value);
                steps.any(|step| service.common.iter().any(|common| common == step))
            })
        };
        let vendor = service.name.split(' ').next().unwrap_or_default();
        is_common(import)
            && self.file.facts.imports.iter().any(|other| {
                let owner = self.snapshot.catalog_owner_of_import(self.config, self.file, other);
                let is_sibling = owner.is_some_and(|owner| owner.name.starts_with(vendor));
                is_sibling && !is_common(other)
            })
    }

    /// The addresses of services without a section.
    pub(super) fn undocumented_addresses(&self) -> Vec<(&'view Arc<Service>, Cow<'view, UrlUse>)> {
        let urls = addresses_of(self.snapshot, self.file);
        let service = |url: Cow<'view, UrlUse>| {
            let service = self.config.owners.of_address(&url.host, &url.path)?;
            let is_claimed = self.contract.is_some_and(|contract| {
                is_covered(contract, service)
                    || contract.owner_of_address(&url.host, &url.path).is_some()
            });
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

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}
