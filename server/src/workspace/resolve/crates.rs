//! Rust: the module tree of each crate, from manifests and `mod` lines.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use rayon::prelude::*;

use crate::source::{Import, ImportKind, Language};

use super::super::RelPath;
use super::super::SourceFile;
use super::super::entry::{Entry, read_text};
use super::renames::Renames;
use super::{Target, TargetNames};

/// The crates of a workspace with their modules.
#[derive(Debug, Default)]
pub(super) struct CrateTree {
    crates: Vec<Crate>,
    /// Places of a file in module trees; a file may be mounted by several crates.
    places: HashMap<RelPath, Vec<ModulePlace>>,
    /// Files that some crate mounts outside test code.
    product: HashSet<RelPath>,
    /// Library crates by the name other crates use them under.
    libraries: HashMap<String, usize>,
}

#[derive(Debug, Default)]
struct Crate {
    /// Files by module path (`["integrations", "stripe"]`); the crate root is the empty path.
    modules: HashMap<Vec<String>, RelPath>,
}

#[derive(Clone, Debug)]
struct ModulePlace {
    crate_index: usize,
    module: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Manifest {
    package: Option<ManifestPackage>,
    lib: Option<ManifestTarget>,
    #[serde(default)]
    bin: Vec<ManifestTarget>,
}

#[derive(serde::Deserialize)]
struct ManifestPackage {
    name: String,
}

#[derive(serde::Deserialize)]
struct ManifestTarget {
    name: Option<String>,
    path: Option<String>,
}

/// Folders whose files are crates of their own.
const TARGET_FOLDERS: &[&str] = &["src/bin", "tests", "examples", "benches"];

impl CrateTree {
    pub(super) fn new(root: &Path, entries: &BTreeMap<RelPath, Entry>) -> Self {
        let mut tree = Self::default();
        // The tree is walked from file to file; what takes time is to parse them.
        let sources: Vec<_> = entries.values().filter_map(Entry::as_source).collect();
        let mounting = sources
            .par_iter()
            .filter(|source| source.language == Language::Rust && source.may_mount());
        mounting.for_each(|source| {
            source.facts();
        });
        for path in entries.keys().filter(|path| path.file_name() == "Cargo.toml") {
            let Ok(text) = read_text(&path.on_disk(root)) else { continue };
            let Ok(manifest) = toml::from_str::<Manifest>(&text) else { continue };
            tree.add_package(&path.parent(), manifest, entries);
        }
        tree
    }

    fn add_package(
        &mut self,
        folder: &RelPath,
        manifest: Manifest,
        entries: &BTreeMap<RelPath, Entry>,
    ) {
        let Some(package) = manifest.package else { return };
        let below = |path: &str| folder.join(path).filter(|path| entries.contains_key(path));
        let library_name =
            manifest.lib.as_ref().and_then(|lib| lib.name.clone()).unwrap_or(package.name);
        let library_path = manifest.lib.and_then(|lib| lib.path).unwrap_or("src/lib.rs".into());
        if let Some(root_file) = below(&library_path) {
            let index = self.add_crate(root_file, entries);
            self.libraries.insert(library_name.replace('-', "_"), index);
        }
        let declared = manifest.bin.into_iter().filter_map(|bin| bin.path);
        let mut roots: Vec<RelPath> = declared
            .chain(["src/main.rs".to_owned(), "build.rs".to_owned()])
            .filter_map(|path| below(&path))
            .collect();
        for target_folder in TARGET_FOLDERS {
            let Some(target_folder) = folder.join(target_folder) else { continue };
            let below_folder = entries.range(target_folder.clone()..).map(|(path, _)| path);
            let files = below_folder
                .take_while(|path| path.is_in(&target_folder) || **path == target_folder);
            for file in files {
                let inner = file.relative_to(&target_folder).unwrap_or_default();
                let is_root =
                    inner.ends_with(".rs") && (!inner.contains('/') || inner.ends_with("/main.rs"));
                if is_root {
                    roots.push(file.clone());
                }
            }
        }
        roots.sort_unstable();
        roots.dedup();
        for root_file in roots {
            self.add_crate(root_file, entries);
        }
    }

    fn add_crate(&mut self, root_file: RelPath, entries: &BTreeMap<RelPath, Entry>) -> usize {
        let index = self.crates.len();
        let mut tree = Crate::default();
        let mut pending = vec![(Vec::new(), root_file, false)];
        while let Some((module, file, in_test)) = pending.pop() {
            if tree.modules.contains_key(&module) {
                continue;
            }
            if let Some(source) = entries.get(&file).and_then(Entry::as_source) {
                for mount in mounts(source, module.is_empty(), entries) {
                    let child = module.iter().cloned().chain(mount.names).collect();
                    pending.push((child, mount.file, in_test || mount.in_test));
                }
            }
            let place = ModulePlace { crate_index: index, module: module.clone() };
            self.places.entry(file.clone()).or_default().push(place);
            if !in_test {
                self.product.insert(file.clone());
            }
            tree.modules.insert(module, file);
        }
        self.crates.push(tree);
        index
    }

    /// The names of the modules that a file is, and of the crates whose root it is.
    pub(super) fn names_of(&self, file: &RelPath, renames: &Renames) -> Vec<String> {
        let mut names = Vec::new();
        for place in self.places.get(file).into_iter().flatten() {
            if let Some(name) = place.module.last() {
                names.push(name.clone());
                continue;
            }
            let libraries = self.libraries.iter().filter(|(_, at)| **at == place.crate_index);
            for (library, _) in libraries {
                let renamed = renames.all().filter(|(_, of)| of.replace('-', "_") == *library);
                names.extend(renamed.map(|(name, _)| name.to_owned()));
                names.push(library.clone());
            }
        }
        names
    }

    /// The files of the modules inside of the modules that a file is.
    pub(super) fn modules_inside(&self, file: &RelPath) -> Vec<RelPath> {
        let mut files = Vec::new();
        for place in self.places.get(file).into_iter().flatten() {
            let modules = self.crates.get(place.crate_index).map(|tree| &tree.modules);
            let inside = modules.into_iter().flatten();
            let inside = inside.filter(|(module, _)| module.starts_with(&place.module));
            files.extend(inside.map(|(_, file)| file.clone()));
        }
        files
    }

    /// Whether a file belongs to a crate in test code alone: what mounts it, or mounts that, stands
    /// under `#[cfg(test)]`.
    pub(super) fn is_test_module(&self, path: &RelPath) -> bool {
        self.places.contains_key(path) && !self.product.contains(path)
    }

    /// What an import means in the workspace; see [`super::Resolver::targets`].
    /// `path` is the import's path with the true names of crates.
    pub(super) fn resolve(&self, file: &SourceFile, import: &Import, path: &str) -> Option<Target> {
        let (is_extern, path) = match path.strip_prefix("::") {
            Some(rest) => (true, rest),
            None => (false, path),
        };
        let segments: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
        let first = *segments.first()?;
        if !is_extern {
            for place in self.places.get(&file.path).into_iter().flatten() {
                if let Some(target) = self.resolve_from(place, &segments, file, import) {
                    // The file itself is no other module: an item of its own was named.
                    return (target.path != file.path).then_some(target);
                }
            }
        }
        let library = *self.libraries.get(first)?;
        self.descend(library, Vec::new(), &segments[1..], import)
    }

    fn resolve_from(
        &self,
        place: &ModulePlace,
        segments: &[&str],
        file: &SourceFile,
        import: &Import,
    ) -> Option<Target> {
        let by_path = self.base_of(place, segments);
        let (base, rest) = match by_path {
            Some(found) => found,
            None => (self.globbed_parent(place, segments.first()?, file)?, segments),
        };
        self.descend(place.crate_index, base, rest, import)
    }

    /// The module that a path begins at, and the rest of the path; `None` when its first part is no
    /// module as seen from `place`.
    fn base_of<'path, 'name>(
        &self,
        place: &ModulePlace,
        segments: &'path [&'name str],
    ) -> Option<(Vec<String>, &'path [&'name str])> {
        let mut base = place.module.clone();
        let mut rest = segments;
        match *segments.first()? {
            "crate" => {
                base.clear();
                rest = &segments[1..];
            }
            "self" => rest = &segments[1..],
            "super" => {
                while rest.first() == Some(&"super") {
                    base.pop()?;
                    rest = &rest[1..];
                }
            }
            // A child module of this one; everything else is a crate or an item.
            first => {
                let child = base.iter().cloned().chain([first.to_owned()]).collect::<Vec<_>>();
                self.crates.get(place.crate_index)?.modules.get(&child)?;
            }
        }
        Some((base, rest))
    }

    /// The module of which `name` is a child and whose content the file takes in as a whole
    /// (`use crate::integrations::*;`): such a name hides a crate.
    fn globbed_parent(
        &self,
        place: &ModulePlace,
        name: &str,
        file: &SourceFile,
    ) -> Option<Vec<String>> {
        let modules = &self.crates.get(place.crate_index)?.modules;
        let is_glob = |import: &&Import| import.names.iter().any(|name| name.imported == "*");
        file.facts().imports.iter().filter(is_glob).find_map(|import| {
            let segments: Vec<&str> = import.target.value.split("::").collect();
            let (mut module, rest) = self.base_of(place, &segments)?;
            module.extend(rest.iter().map(|segment| (*segment).to_owned()));
            let mut child = module.clone();
            child.push(name.to_owned());
            modules.contains_key(&child).then_some(module)
        })
    }

    /// Follows `rest` from a module as far as it names modules.
    fn descend(
        &self,
        crate_index: usize,
        base: Vec<String>,
        rest: &[&str],
        import: &Import,
    ) -> Option<Target> {
        let modules = &self.crates.get(crate_index)?.modules;
        let mut path = modules.get(&base)?.clone();
        let mut module = base;
        let mut rest = rest;
        while let Some((first, behind)) = rest.split_first() {
            module.push((*first).to_owned());
            let Some(file) = modules.get(&module) else { break };
            path = file.clone();
            rest = behind;
        }
        let names = match rest.first() {
            None | Some(&"*") | Some(&"self") => TargetNames::Module,
            Some(name) => TargetNames::Some(vec![(*name).to_owned()]),
        };
        let names = if import.kind == ImportKind::Qualified && rest.is_empty() {
            TargetNames::Module
        } else {
            names
        };
        Some(Target { path, names })
    }
}

/// A file that another one mounts with `mod name;`.
struct Mount {
    /// The names that lead to it from the other's module: several for a `mod` line inside an inline
    /// module (`inner::deep`).
    names: Vec<String>,
    file: RelPath,
    in_test: bool,
}

/// The files that a file mounts.
fn mounts(source: &SourceFile, is_root: bool, entries: &BTreeMap<RelPath, Entry>) -> Vec<Mount> {
    let folder = source.path.parent();
    let stem = source.path.file_name().trim_end_matches(".rs");
    let children = if is_root || stem == "mod" { Some(folder.clone()) } else { folder.join(stem) };
    let mount = |import: &Import| {
        let target = &import.target.value;
        if target.ends_with(".rs") {
            // `#[path = "…"] mod x;`: the name it is mounted under is mostly the file's.
            let file_name = target.rsplit(['/', '\\']).next().unwrap_or(target);
            let name = file_name.trim_end_matches(".rs").to_owned();
            let file = folder.join(target)?;
            return Some(Mount { names: vec![name], file, in_test: import.in_test });
        }
        let names: Vec<String> = target.split("::").map(str::to_owned).collect();
        let path = names.join("/");
        let candidates = [format!("{path}.rs"), format!("{path}/mod.rs")];
        let paths = candidates.iter().filter_map(|path| children.as_ref()?.join(path));
        let found = paths.into_iter().find(|path| entries.contains_key(path))?;
        Some(Mount { names, file: found, in_test: import.in_test })
    };
    let is_mount = |import: &&Import| import.kind == ImportKind::Mount;
    if !source.may_mount() {
        return Vec::new();
    }
    source.facts().imports.iter().filter(is_mount).filter_map(mount).collect()
}
