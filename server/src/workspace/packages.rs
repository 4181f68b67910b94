//! The packages that product code imports: the way back from a package to the files.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalog::{Ecosystem, crate_of, npm_package_of};
use crate::source::{Import, ImportKind};

use super::RelPath;
use super::resolve::{Resolver, Target};
use super::source_file::SourceFile;
use super::sources::Sources;

/// Files by the package they import, under the name that the registry's name becomes in source.
#[derive(Debug, Default)]
pub(super) struct ImportedPackages {
    files: BTreeMap<(Ecosystem, Box<str>), Vec<RelPath>>,
}

impl ImportedPackages {
    /// The packages of these files, which are among all `sources`. What leads into the workspace is
    /// no package.
    pub(super) fn new(files: &[&Arc<SourceFile>], sources: &Sources, resolver: &Resolver) -> Self {
        let mut packages = Self::default();
        for file in files {
            let targets = sources.targets(&file.path, resolver);
            for package in packages_of(file, &targets, resolver) {
                let files = packages.files.entry(package).or_default();
                // Files come one after the other: a repetition is always the last one.
                if files.last() != Some(&file.path) {
                    files.push(file.path.clone());
                }
            }
        }
        packages
    }

    /// The files that import a package.
    pub(super) fn importing(&self, ecosystem: Ecosystem, name: &str) -> &[RelPath] {
        self.files.get(&(ecosystem, name.into())).map_or(&[], Vec::as_slice)
    }

    /// Every package, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = (Ecosystem, &str)> {
        self.files.keys().map(|(ecosystem, name)| (*ecosystem, &**name))
    }
}

/// The packages that a file imports; none for test code.
pub(super) fn packages_of(
    file: &SourceFile,
    targets: &[Option<Target>],
    resolver: &Resolver,
) -> Vec<(Ecosystem, Box<str>)> {
    if file.is_test {
        return Vec::new();
    }
    let imports = file.facts().imports.iter().zip(targets.iter().chain(std::iter::repeat(&None)));
    let of_product = imports.filter(|(import, target)| target.is_none() && !import.in_test);
    of_product.filter_map(|(import, _)| package_of(file, import, resolver)).collect()
}

/// The package that an import names, when it does not lead into the workspace.
pub(super) fn package_of(
    file: &SourceFile,
    import: &Import,
    resolver: &Resolver,
) -> Option<(Ecosystem, Box<str>)> {
    if import.kind == ImportKind::Mount {
        return None;
    }
    let target = resolver.true_name(file, &import.target.value);
    let ecosystem = file.language.ecosystem()?;
    let name = match ecosystem {
        Ecosystem::Npm => npm_package_of(&target)?.0,
        Ecosystem::Crates => crate_of(&target)?,
        // A name from the outermost namespace on: `::Stripe`, `\Stripe`.
        _ => target.trim_start_matches([':', '\\']),
    };
    Some((ecosystem, name.into()))
}
