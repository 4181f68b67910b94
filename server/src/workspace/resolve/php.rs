//! PHP: classes by the folders that composer maps their namespaces to (PSR-4 and PSR-0), and files
//! that are included by path.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::source::Import;

use super::super::RelPath;
use super::super::SourceFile;
use super::super::entry::{Entry, read_text};
use super::{Target, TargetNames};

/// The PHP files of a workspace, and where namespaces lie.
#[derive(Debug, Default)]
pub(super) struct PhpFiles {
    files: BTreeSet<RelPath>,
    /// Longest namespace first.
    mappings: Vec<Mapping>,
}

/// A namespace that composer loads from a folder.
#[derive(Debug)]
struct Mapping {
    /// With a `\` at its end; empty for everything.
    namespace: String,
    folder: RelPath,
    /// Whether the folders repeat the namespace, as PSR-0 has it.
    repeats: bool,
}

#[derive(Deserialize)]
struct Composer {
    #[serde(default)]
    autoload: Autoload,
    #[serde(default, rename = "autoload-dev")]
    autoload_dev: Autoload,
}

#[derive(Default, Deserialize)]
struct Autoload {
    #[serde(default, rename = "psr-4")]
    psr4: BTreeMap<String, Folders>,
    #[serde(default, rename = "psr-0")]
    psr0: BTreeMap<String, Folders>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Folders {
    One(String),
    Many(Vec<String>),
}

/// Folders in which code lies that no composer.json maps, as seen from the folders above a file.
const SOURCE_FOLDERS: &[&str] = &["", "src", "lib", "app", "includes", "classes"];

impl PhpFiles {
    pub(super) fn new(root: &Path, entries: &BTreeMap<RelPath, Entry>) -> Self {
        let mut tree = Self::default();
        for path in entries.keys() {
            if path.as_str().ends_with(".php") {
                tree.files.insert(path.clone());
            } else if path.file_name() == "composer.json" {
                let Ok(text) = read_text(&path.on_disk(root)) else { continue };
                if let Ok(composer) = serde_json::from_str::<Composer>(&text) {
                    tree.learn(&path.parent(), composer.autoload);
                    tree.learn(&path.parent(), composer.autoload_dev);
                }
            }
        }
        tree.mappings.sort_by_key(|mapping| std::cmp::Reverse(mapping.namespace.len()));
        tree
    }

    fn learn(&mut self, base: &RelPath, autoload: Autoload) {
        let mapped = autoload.psr4.into_iter().map(|entry| (entry, false));
        let repeated = autoload.psr0.into_iter().map(|entry| (entry, true));
        for ((namespace, folders), repeats) in mapped.chain(repeated) {
            let folders = match folders {
                Folders::One(folder) => vec![folder],
                Folders::Many(folders) => folders,
            };
            let namespace = match namespace.trim_matches('\\') {
                "" => String::new(),
                namespace => format!("{namespace}\\"),
            };
            for folder in folders.iter().filter_map(|folder| base.join(folder)) {
                self.mappings.push(Mapping { namespace: namespace.clone(), folder, repeats });
            }
        }
    }

    /// What an import means in the workspace; see [`super::Resolver::targets`].
    pub(super) fn resolve(&self, file: &SourceFile, import: &Import) -> Option<Target> {
        let target = import.target.value.as_str();
        if target.starts_with("./") || target.starts_with("../") {
            // A file that is not there yet is still no package.
            let path = file.path.parent().join(target)?;
            return Some(Target { path, names: TargetNames::Module });
        }
        if target.ends_with(".php") {
            let path = self.above(&file.path, target, &[""])?;
            return Some(Target { path, names: TargetNames::Module });
        }
        let path = self.class(file, target)?;
        let name = target.rsplit('\\').next().unwrap_or(target).to_owned();
        let is_file = path.as_str().ends_with(".php");
        let names = if is_file { TargetNames::Some(vec![name]) } else { TargetNames::Module };
        (path != file.path).then_some(Target { path, names })
    }

    /// The ends of the namespaces that a folder is mapped to.
    pub(super) fn names_of(&self, folder: &RelPath) -> Vec<String> {
        let mapped = self.mappings.iter().filter(|mapping| mapping.folder == *folder);
        let end = |mapping: &Mapping| {
            let namespace = mapping.namespace.trim_end_matches('\\');
            namespace.rsplit('\\').next().map(str::to_owned)
        };
        mapped.filter_map(end).collect()
    }

    /// The file of a class, or the folder of a namespace.
    fn class(&self, file: &SourceFile, name: &str) -> Option<RelPath> {
        let mut missing = None;
        for mapping in &self.mappings {
            // The namespace itself may be named, to be gone on from.
            let whole = format!("{name}\\");
            let rest = match name.strip_prefix(&mapping.namespace) {
                Some(rest) => rest,
                None if whole == mapping.namespace => "",
                None => continue,
            };
            let inner = if mapping.repeats { name } else { rest }.replace('\\', "/");
            let Some(folder) = mapping.folder.join(&inner) else { continue };
            if let Some(found) = self.found(&folder) {
                return Some(found);
            }
            if !mapping.namespace.is_empty() {
                missing = missing.or_else(|| RelPath::parse(&format!("{folder}.php")));
            }
        }
        // What is in a namespace of the workspace is no package, whether its file is there or not.
        if missing.is_some() || !name.contains('\\') {
            return missing;
        }
        self.above(&file.path, &format!("{}.php", name.replace('\\', "/")), SOURCE_FOLDERS)
    }

    /// The file at a path without its ending, or the folder at it.
    fn found(&self, path: &RelPath) -> Option<RelPath> {
        let with_ending = RelPath::parse(&format!("{path}.php"))?;
        if self.files.contains(&with_ending) {
            return Some(with_ending);
        }
        let behind = self.files.range(path.clone()..);
        let mut alike = behind.take_while(|file| file.as_str().starts_with(path.as_str()));
        let is_folder = *path != RelPath::root() && alike.any(|file| file.is_in(path));
        is_folder.then(|| path.clone())
    }

    /// The file at a path that is relative to one of the folders above `from`, the nearest first,
    /// or to one of `inner` below them.
    fn above(&self, from: &RelPath, path: &str, inner: &[&str]) -> Option<RelPath> {
        let mut folder = from.parent();
        loop {
            let candidates = inner.iter().filter_map(|inner| folder.join(inner)?.join(path));
            let found = candidates.into_iter().find(|path| self.files.contains(path));
            if found.is_some() || folder == RelPath::root() {
                return found;
            }
            folder = folder.parent();
        }
    }
}
