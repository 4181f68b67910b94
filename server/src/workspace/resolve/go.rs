//! Go: packages by the modules that `go.mod` files declare, and by what they replace.
//!
//! A package is a folder. What an import takes of it by name is kept, so that a binding that is one
//! file of a package is told from its neighbours.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use crate::source::{Import, Language};

use super::super::RelPath;
use super::super::SourceFile;
use super::super::entry::{Entry, read_text};
use super::{Target, TargetNames};

/// The modules of a workspace.
#[derive(Debug, Default)]
pub(super) struct GoModules {
    /// Longest path first.
    modules: Vec<Module>,
    /// Folders that hold Go.
    packages: HashSet<RelPath>,
}

/// A path that begins the imports of the packages below a folder.
#[derive(Debug)]
struct Module {
    path: String,
    folder: RelPath,
    /// For whom: a replacement counts in the module that declares it alone.
    within: Option<RelPath>,
}

impl GoModules {
    pub(super) fn new(root: &Path, entries: &BTreeMap<RelPath, Entry>) -> Self {
        let mut tree = Self::default();
        for (path, entry) in entries {
            if entry.as_source().is_some_and(|source| source.language == Language::Go) {
                tree.packages.insert(path.parent());
            } else if path.file_name() == "go.mod"
                && let Ok(text) = read_text(&path.on_disk(root))
            {
                tree.learn(&path.parent(), &text);
            }
        }
        tree.modules.sort_by_key(|module| std::cmp::Reverse(module.path.len()));
        tree
    }

    /// Reads a `go.mod`: <https://go.dev/ref/mod#go-mod-file>.
    fn learn(&mut self, folder: &RelPath, text: &str) {
        let mut block = "";
        for line in text.lines() {
            let line = line.split("//").next().unwrap_or_default().trim();
            if let Some(opened) = line.strip_suffix('(') {
                block = opened.trim();
                continue;
            }
            if line == ")" {
                block = "";
                continue;
            }
            let (directive, rest) = match block {
                "" => line.split_once(char::is_whitespace).unwrap_or((line, "")),
                block => (block, line),
            };
            match directive {
                "module" => self.modules.push(Module {
                    path: unquoted(rest).to_owned(),
                    folder: folder.clone(),
                    within: None,
                }),
                "replace" => self.modules.extend(replacement(folder, rest)),
                _ => {}
            }
        }
    }

    /// What an import means in the workspace; see [`super::Resolver::targets`].
    pub(super) fn resolve(&self, file: &SourceFile, import: &Import) -> Option<Target> {
        let path = import.target.value.as_str();
        let path = match path.strip_prefix("./").or_else(|| path.strip_prefix("../")) {
            Some(_) => file.path.parent().join(path)?,
            None => self.folder(&file.path, path)?,
        };
        let taken = import.names.iter().filter(|name| name.imported != "*");
        let taken: Vec<String> = taken.map(|name| name.imported.clone()).collect();
        let names = if taken.is_empty() { TargetNames::Module } else { TargetNames::Some(taken) };
        Some(Target { path, names })
    }

    /// What import paths of a folder end in where that is not its name: it is the root of a module.
    pub(super) fn names_of(&self, folder: &RelPath) -> Vec<String> {
        let modules = self.modules.iter().filter(|module| module.folder == *folder);
        modules.filter_map(|module| module.path.rsplit('/').next()).map(str::to_owned).collect()
    }

    /// The folder of a package: that of the longest module that holds it, where there is Go in it. A
    /// package of a module of the workspace that is not there yet is still none of others.
    fn folder(&self, from: &RelPath, path: &str) -> Option<RelPath> {
        let mut missing = None;
        for module in &self.modules {
            if module.within.as_ref().is_some_and(|within| !from.is_in(within)) {
                continue;
            }
            let inner = match path.strip_prefix(module.path.as_str()) {
                Some("") => "",
                Some(rest) => match rest.strip_prefix('/') {
                    Some(inner) => inner,
                    None => continue,
                },
                None => continue,
            };
            let folder = if inner.is_empty() {
                Some(module.folder.clone())
            } else {
                module.folder.join(inner)
            };
            let Some(folder) = folder else { continue };
            if self.packages.contains(&folder) {
                return Some(folder);
            }
            missing = missing.or(Some(folder));
        }
        missing
    }
}

/// `example.com/pay v1.2.0 => ../pay`: a module that lies in a folder. One that is replaced by
/// another module stays a package of others.
fn replacement(folder: &RelPath, line: &str) -> Option<Module> {
    let (old, new) = line.split_once("=>")?;
    let path = unquoted(old.split_whitespace().next()?);
    let place = unquoted(new.trim());
    let is_folder =
        [".", ".."].contains(&place) || place.starts_with("./") || place.starts_with("../");
    let place = folder.join(place).filter(|_| is_folder)?;
    Some(Module { path: path.to_owned(), folder: place, within: Some(folder.clone()) })
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '`'])
}
