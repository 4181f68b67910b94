//! The source files of which any rule could have something to say.
//!
//! Most files of a workspace request nothing, read no variables and import nothing but their like
//! and tools; whatever a contract says, no rule speaks of them. They are known when they are read, so
//! that an edit of the contract does not look at each of them again.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

#[cfg(test)]
use crate::catalog::Marks;
use crate::catalog::{Ecosystem, Owners, import_root};
use crate::source::{ImportKind, OfferedAddress};

use super::RelPath;
use super::clients::taken_names;
use super::index::Index;
use super::resolve::{Resolver, Target};
use super::source_file::SourceFile;
use super::sources::{Sources, Trace};

/// The files of one state of the disk, told apart.
#[derive(Debug, Default)]
pub(super) struct Interest {
    /// Files with something that a rule may speak of under any contract.
    telling: Vec<RelPath>,
    /// The others that are parsed by the roots of the packages that they import, which a contract may
    /// name.
    by_root: HashMap<(Ecosystem, Box<str>), Vec<RelPath>>,
    /// Files from which others may take the address of a service.
    offering: Vec<RelPath>,
}

/// What a contract names: the root of a package's import paths, or all of a registry where its names
/// do not tell how they are imported.
pub(super) type StatedRoot = (Ecosystem, Option<String>);

impl Interest {
    /// Tells files apart. `owners` know the services, under each configuration.
    pub(super) fn new(
        files: &[&Arc<SourceFile>],
        sources: &Sources,
        resolver: &Resolver,
        owners: &[&Owners],
    ) -> Self {
        let roots = |file: &&Arc<SourceFile>| {
            roots_of_quiet(file, &sources.targets(&file.path, resolver), resolver, owners)
        };
        let roots: Vec<Option<BTreeSet<(Ecosystem, String)>>> =
            files.par_iter().map(roots).collect();
        let mut interest = Self::default();
        for (file, roots) in files.iter().zip(roots) {
            if file.facts().offered_addresses.iter().any(|offer| may_be_owned(offer, owners)) {
                interest.offering.push(file.path.clone());
            }
            match roots {
                None => interest.telling.push(file.path.clone()),
                Some(roots) => {
                    for (ecosystem, root) in roots {
                        let files = interest.by_root.entry((ecosystem, root.into()));
                        files.or_default().push(file.path.clone());
                    }
                }
            }
        }
        interest
    }

    /// Files from which others may take the address of a service of the catalog.
    pub(super) fn offering(&self) -> &[RelPath] {
        &self.offering
    }

    /// The files of which some rule may speak under contracts that name these packages, but for those
    /// that read a variable of theirs.
    pub(super) fn under<'own>(
        &'own self,
        index: &'own Index,
        stated: &BTreeSet<&StatedRoot>,
    ) -> BTreeSet<&'own RelPath> {
        let mut files: BTreeSet<&RelPath> = self.telling.iter().collect();
        let mut traces = Vec::new();
        for (ecosystem, root) in stated {
            match root {
                Some(root) => {
                    let named = self.by_root.get(&(*ecosystem, root.as_str().into()));
                    files.extend(named.into_iter().flatten());
                }
                None => {
                    let all = self.by_root.iter().filter(|((of, _), _)| of == ecosystem);
                    files.extend(all.flat_map(|(_, files)| files));
                }
            }
            let root = root.as_deref().unwrap_or_default();
            let names = std::iter::once(root).chain(index.resolver().names_of_crate(root));
            traces.push(Trace::new(Some(*ecosystem), names));
        }
        files.extend(quiet_with(index, &traces).map(|file| &file.path));
        files
    }
}

/// The files without a sign that may hold one of several traces.
pub(super) fn quiet_with<'index>(
    index: &'index Index,
    traces: &[Trace],
) -> impl Iterator<Item = &'index Arc<SourceFile>> {
    index.sources().look_for(traces);
    let held = traces.iter().flat_map(|trace| index.sources().holding(trace));
    let quiet: Vec<&Arc<SourceFile>> = held.filter(|file| !file.has_signs()).collect();
    quiet.into_iter()
}

/// Whether an address may be that of a service.
fn may_be_owned(offer: &OfferedAddress, owners: &[&Owners]) -> bool {
    let text = offer.text.to_ascii_lowercase();
    owners.iter().any(|owners| {
        owners.domains().any(|domain| text.contains(domain))
            || owners.expressed_parts().any(|part| text.contains(part))
    })
}

/// The roots of the packages that a file imports; `None` for a file that has more to tell.
fn roots_of_quiet(
    file: &SourceFile,
    targets: &[Option<Target>],
    resolver: &Resolver,
    owners: &[&Owners],
) -> Option<BTreeSet<(Ecosystem, String)>> {
    let facts = file.facts();
    // Other variables matter to those who document them.
    let is_usual = |name: &str| owners.iter().any(|owners| owners.of_variable(name).is_some());
    let is_quiet = facts.urls.is_empty()
        && facts.open_requests.is_empty()
        && !facts.env_uses.iter().any(|used| is_usual(&used.name.value))
        && facts.suppressions.is_empty()
        && file.secrets.is_empty();
    let Some(ecosystem) = file.language.ecosystem().filter(|_| is_quiet) else {
        return is_quiet.then(BTreeSet::new);
    };
    let mut roots = BTreeSet::new();
    for (index, import) in facts.imports.iter().enumerate() {
        let is_local = targets.get(index).is_some_and(Option::is_some);
        if is_local || import.kind == ImportKind::Mount {
            continue;
        }
        let target = resolver.true_name(file, &import.target.value);
        // What is taken from a module may be a module, and constants of Ruby are paths themselves.
        let names = taken_names(import);
        let paths = || std::iter::once(&*target).chain(names.iter().map(String::as_str));
        let may_be_owned = |path| owners.iter().any(|owners| owners.may_own(ecosystem, path));
        if paths().any(may_be_owned) {
            return None;
        }
        roots.extend(paths().filter_map(|path| Some((ecosystem, import_root(ecosystem, path)?))));
    }
    Some(roots)
}

/// That files without a sign say nothing of which a rule could speak under any contract.
#[cfg(test)]
pub(super) fn others_are_quiet(
    telling: &[&Arc<SourceFile>],
    sources: &Sources,
    resolver: &Resolver,
    owners: &[&Owners],
) {
    let telling: BTreeSet<&RelPath> = telling.iter().map(|file| &file.path).collect();
    for file in sources.iter().filter(|file| !telling.contains(&file.path)) {
        let (path, facts) = (&file.path, file.facts());
        assert_eq!(facts.env_uses, [], "{path}");
        assert_eq!(facts.suppressions, [], "{path}");
        let is_owned = |host: &str, path: &str| {
            owners.iter().any(|owners| owners.of_address(host, path).is_some())
        };
        assert!(!facts.urls.iter().any(|url| is_owned(&url.host, &url.path)), "{path}");
        let targets = sources.targets(path, resolver);
        for (import, target) in facts.imports.iter().zip(targets.iter()) {
            let name = resolver.true_name(file, &import.target.value);
            let is_package = target.is_none() && import.kind != ImportKind::Mount;
            let ecosystem = file.language.ecosystem().filter(|_| is_package);
            let is_owned = |ecosystem| {
                owners.iter().any(|owners| {
                    !owners
                        .of_import(ecosystem, &name, &taken_names(import), &Marks::default())
                        .is_empty()
                })
            };
            assert!(!ecosystem.is_some_and(is_owned), "{path} imports {name}");
        }
    }
}
