//! The names of crates in the manifests of packages: which ones a package depends on, and those that
//! have another name there: `paylib = { package = "async-stripe", … }`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use toml::{Table, Value};

use super::super::RelPath;
use super::super::entry::{Entry, read_text};

/// The renamed dependencies of every package.
#[derive(Debug, Default)]
pub(super) struct Renames {
    /// By the package's folder.
    by_package: BTreeMap<RelPath, CrateNames>,
}

#[derive(Debug)]
struct CrateNames {
    /// Every crate the package depends on, by its name in source.
    all: HashSet<String>,
    /// The name in source, the package's name in the registry.
    renamed: HashMap<String, String>,
}

/// The tables of a manifest that list dependencies.
const TABLES: &[&str] = &["dependencies", "dev-dependencies", "build-dependencies"];

impl Renames {
    pub(super) fn new(root: &Path, entries: &BTreeMap<RelPath, Entry>) -> Self {
        let manifests = entries.keys().filter(|path| path.file_name() == "Cargo.toml");
        let read = |path: &RelPath| {
            let manifest: Table = toml::from_str(&read_text(&path.on_disk(root)).ok()?).ok()?;
            Some((path.parent(), manifest))
        };
        let manifests: BTreeMap<RelPath, Table> = manifests.filter_map(read).collect();
        let by_package = manifests
            .iter()
            .filter(|(_, manifest)| manifest.contains_key("package"))
            .map(|(folder, manifest)| {
                let inherited = inherited(&manifests, folder);
                let all = dependencies(manifest).map(|(name, _)| name.replace('-', "_"));
                let all = all.collect();
                (folder.clone(), CrateNames { all, renamed: renamed(manifest, &inherited) })
            })
            .collect();
        Self { by_package }
    }

    /// The package's name in the registry, when the package of `file` uses it under `name`.
    pub(super) fn package(&self, file: &RelPath, name: &str) -> Option<&str> {
        self.names(file)?.renamed.get(name).map(String::as_str)
    }

    /// Every name in source that is not the one in the registry, with that.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        let renamed = self.by_package.values().flat_map(|names| &names.renamed);
        renamed.map(|(name, package)| (&**name, &**package))
    }

    /// Whether the package of `file` depends on a crate that source calls `name`; `None` when no
    /// manifest tells.
    pub(super) fn lists(&self, file: &RelPath, name: &str) -> Option<bool> {
        Some(self.names(file)?.all.contains(name))
    }

    fn names(&self, file: &RelPath) -> Option<&CrateNames> {
        let holds = |(folder, _): &(&RelPath, &CrateNames)| file.is_in(folder);
        let deepest = |(folder, _): &(&RelPath, &CrateNames)| folder.as_str().len();
        self.by_package.iter().filter(holds).max_by_key(deepest).map(|(_, names)| names)
    }
}

fn dependencies(manifest: &Table) -> impl Iterator<Item = (&String, &Value)> {
    let targets = manifest.get("target").and_then(Value::as_table).into_iter();
    let targets = targets.flat_map(|targets| targets.values().filter_map(Value::as_table));
    let holders = std::iter::once(manifest).chain(targets);
    let tables = holders.flat_map(|holder| {
        TABLES.iter().filter_map(|name| holder.get(*name).and_then(Value::as_table))
    });
    tables.flatten()
}

fn renamed(manifest: &Table, inherited: &Table) -> HashMap<String, String> {
    let package_of = |(name, dependency): (&String, &Value)| {
        let is_inherited = dependency.get("workspace").and_then(Value::as_bool) == Some(true);
        let dependency = if is_inherited { inherited.get(name)? } else { dependency };
        let package = dependency.get("package")?.as_str()?;
        Some((name.replace('-', "_"), package.to_owned()))
    };
    dependencies(manifest).filter_map(package_of).collect()
}

/// The dependencies that a package may inherit: those of the nearest workspace above it.
fn inherited(manifests: &BTreeMap<RelPath, Table>, folder: &RelPath) -> Table {
    let workspaces = manifests.iter().filter(|(above, _)| folder.is_in(above));
    workspaces
        .filter_map(|(above, manifest)| Some((above, manifest.get("workspace")?.as_table()?)))
        .max_by_key(|(above, _)| above.as_str().len())
        .and_then(|(_, workspace)| workspace.get("dependencies")?.as_table().cloned())
        .unwrap_or_default()
}
