//! The source files of which any rule could have something to say.
//!
//! Most files of a workspace request nothing, read no variables and import nothing but their like
//! and tools; whatever a contract says, no rule speaks of them. They are known when they are read, so
//! that an edit of the contract does not look at each of them again.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::{Ecosystem, Owners, import_root};
use crate::source::ImportKind;

use super::RelPath;
use super::clients::taken_names;
use super::entry::SourceFile;
use super::resolve::{Resolver, Target};

/// The files of one state of the disk, told apart.
#[derive(Debug, Default)]
pub(super) struct Interest {
    /// Files with something that a rule may speak of under any contract.
    telling: Vec<RelPath>,
    /// The others by the roots of the packages that they import, which a contract may name.
    by_root: HashMap<(Ecosystem, Box<str>), Vec<RelPath>>,
}

/// What a contract names: the root of a package's import paths, or all of a registry where its names
/// do not tell how they are imported.
pub(super) type StatedRoot = (Ecosystem, Option<String>);

impl Interest {
    /// Tells files apart. `owners` know the services, under each configuration.
    pub(super) fn new(
        sources: &[&Arc<SourceFile>],
        targets: &HashMap<RelPath, Arc<[Option<Target>]>>,
        resolver: &Resolver,
        owners: &[&Owners],
    ) -> Self {
        let roots = |file: &&Arc<SourceFile>| {
            let targets = targets.get(&file.path).map_or(&[] as &[_], |targets| targets);
            roots_of_quiet(file, targets, resolver, owners)
        };
        let roots: Vec<Option<BTreeSet<(Ecosystem, String)>>> =
            sources.par_iter().map(roots).collect();
        let mut interest = Self::default();
        for (file, roots) in sources.iter().zip(roots) {
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

    /// The files of which some rule may speak under contracts that name these packages, but for those
    /// that read a variable of theirs.
    pub(super) fn under<'own>(
        &'own self,
        stated: impl Iterator<Item = &'own StatedRoot>,
    ) -> BTreeSet<&'own RelPath> {
        let mut files: BTreeSet<&RelPath> = self.telling.iter().collect();
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
        }
        files
    }
}

/// The roots of the packages that a file imports; `None` for a file that has more to tell.
fn roots_of_quiet(
    file: &SourceFile,
    targets: &[Option<Target>],
    resolver: &Resolver,
    owners: &[&Owners],
) -> Option<BTreeSet<(Ecosystem, String)>> {
    let facts = &file.facts;
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
