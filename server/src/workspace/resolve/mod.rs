//! Module resolution: which file of the workspace an import means, if any.

mod crates;
mod go;
mod javascript;
mod jvm;
mod php;
mod python;
mod renames;
mod ruby;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::catalog::{Ecosystem, crate_of};
use crate::source::{Import, ImportKind, Language};

use super::SourceFile;
use super::entry::Entry;
use super::{Config, RelPath};

/// What an import means inside the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The file; a folder for a workspace package whose entry point is not there yet.
    pub path: RelPath,
    /// What is taken from it.
    pub names: TargetNames,
}

/// What an import takes from its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetNames {
    /// Everything or the module itself: a namespace, a glob, an import for its effect.
    Module,
    /// Only these names, as the target calls them.
    Some(Vec<String>),
}

/// Answers for one state of the disk.
#[derive(Debug)]
pub struct Resolver {
    javascript: javascript::JavaScriptResolver,
    crates: crates::CrateTree,
    go: go::GoModules,
    packages: jvm::Packages,
    python: python::ModuleTree,
    renames: renames::Renames,
    ruby: ruby::RubyFiles,
    php: php::PhpFiles,
}

impl Resolver {
    /// A resolver for the files of a workspace.
    pub fn new(
        root: &Path,
        entries: &BTreeMap<RelPath, Entry>,
        configs: &BTreeMap<RelPath, Arc<Config>>,
    ) -> Self {
        Self {
            javascript: javascript::JavaScriptResolver::new(root, entries),
            crates: crates::CrateTree::new(root, entries),
            go: go::GoModules::new(root, entries),
            packages: jvm::Packages::new(entries),
            python: python::ModuleTree::new(entries, configs),
            renames: renames::Renames::new(root, entries),
            ruby: ruby::RubyFiles::new(entries),
            php: php::PhpFiles::new(root, entries),
        }
    }

    /// Whether a file is a module of tests because of where it is mounted, whatever its name.
    pub fn is_test_module(&self, path: &RelPath) -> bool {
        self.crates.is_test_module(path)
    }

    /// What the imports of a file mean, in their order; `None` for one that leads out of the
    /// workspace or cannot be resolved.
    pub fn targets(&self, file: &SourceFile) -> Vec<Option<Target>> {
        file.facts().imports.iter().map(|import| self.target(file, import)).collect()
    }

    /// What an import names, with the name that its package has in the registry where a manifest
    /// gives it another one.
    pub fn true_name<'name>(&self, file: &SourceFile, target: &'name str) -> Cow<'name, str> {
        let renamed = || {
            let name = (file.language == Language::Rust).then(|| crate_of(target)).flatten()?;
            let package = self.renames.package(&file.path, name)?;
            let rest = target.trim_start_matches("::").strip_prefix(name)?;
            Some(Cow::Owned(format!("{}{rest}", package.replace('-', "_"))))
        };
        renamed().unwrap_or(Cow::Borrowed(target))
    }

    /// Whether a path that no import brings in may as well begin at a name that a glob of a module
    /// of the own crate brings in, because no manifest knows such a crate.
    pub fn is_doubtful(&self, file: &SourceFile, import: &Import) -> bool {
        let is_own_glob = |import: &Import| {
            let own = ["crate", "self", "super"];
            let first = import.target.value.split("::").next();
            import.names.iter().any(|name| name.imported == "*")
                && first.is_some_and(|first| own.contains(&first))
        };
        file.language == Language::Rust
            && import.kind == ImportKind::Qualified
            && !import.target.value.starts_with("::")
            && file.facts().imports.iter().any(is_own_glob)
            && crate_of(&import.target.value)
                .is_some_and(|name| self.renames.lists(&file.path, name) == Some(false))
    }

    /// Names under which files import a file or folder, beside its own; an empty one when any file
    /// may, whatever it writes.
    pub fn names_of(&self, place: &RelPath, ecosystem: Option<Ecosystem>) -> Vec<String> {
        let mut names = match ecosystem {
            None | Some(Ecosystem::Npm) => self.javascript.names_of(place),
            Some(_) => Vec::new(),
        };
        names.extend(self.crates.names_of(place, &self.renames));
        names.extend(self.go.names_of(place));
        names.extend(self.php.names_of(place));
        names
    }

    /// The names that packages of Rust give to a crate, beside its own.
    pub fn names_of_crate<'own>(
        &'own self,
        crate_name: &'own str,
    ) -> impl Iterator<Item = &'own str> {
        let names = self.renamed_crates();
        let is_it = move |package: &str| package.replace('-', "_") == crate_name;
        names.filter(move |(_, package)| is_it(package)).map(|(name, _)| name)
    }

    /// The files of modules inside a module of Rust, which call it `super` or `crate`.
    pub fn modules_inside(&self, place: &RelPath) -> Vec<RelPath> {
        self.crates.modules_inside(place)
    }

    /// The names that packages of Rust give to crates that have another one in the registry, with
    /// that.
    pub fn renamed_crates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.renames.all()
    }

    fn target(&self, file: &SourceFile, import: &Import) -> Option<Target> {
        match file.language {
            language if language.is_ecmascript() => {
                let path = self.javascript.resolve(&file.path, &import.target.value)?;
                Some(Target { path, names: names_of(import) })
            }
            Language::Rust if import.kind == ImportKind::Mount => None,
            Language::Rust => {
                let target = self.true_name(file, &import.target.value);
                self.crates.resolve(file, import, &target)
            }
            Language::Go => self.go.resolve(file, import),
            Language::Ruby => self.ruby.resolve(file, import),
            Language::Php => self.php.resolve(file, import),
            Language::Java | Language::Kotlin | Language::CSharp => {
                self.packages.resolve(file, import)
            }
            Language::Python => self.python.resolve(&file.path, import),
            _ => None,
        }
    }
}

fn names_of(import: &Import) -> TargetNames {
    let is_whole = import.names.is_empty() || import.names.iter().any(|name| name.imported == "*");
    if is_whole {
        TargetNames::Module
    } else {
        TargetNames::Some(import.names.iter().map(|name| name.imported.clone()).collect())
    }
}
