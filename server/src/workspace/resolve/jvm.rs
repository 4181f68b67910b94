//! Java, Kotlin and C#: packages and namespaces, which name no files.
//!
//! Java lays a class in a folder of its package, in a file of its name. Kotlin mostly does, and C#
//! need not: there the definitions say what a file holds.

use std::collections::{BTreeMap, HashMap};

use crate::source::{DefinitionKind, Import, Language};

use super::super::RelPath;
use super::super::SourceFile;
use super::super::entry::Entry;
use super::{Target, TargetNames};

/// Names behind a class that an import may go on with: a member, a nested class and its member.
const DEEPEST_MEMBER: usize = 2;

/// The packages of a workspace.
#[derive(Debug, Default)]
pub(super) struct Packages {
    /// Files of Java and Kotlin by their names without ending.
    by_class: HashMap<String, Vec<RelPath>>,
    /// Files of Kotlin by the names they define for others.
    by_definition: HashMap<String, Vec<RelPath>>,
    /// Folders with files of Java or Kotlin, by their last names.
    folders: HashMap<String, Vec<RelPath>>,
    /// Files of C# by the namespaces they declare.
    by_namespace: HashMap<String, Vec<RelPath>>,
}

impl Packages {
    pub(super) fn new(entries: &BTreeMap<RelPath, Entry>) -> Self {
        let mut packages = Self::default();
        for source in entries.values().filter_map(Entry::as_source) {
            match source.language {
                Language::Java | Language::Kotlin => packages.add(source),
                Language::CSharp => packages.add_namespaces(source),
                _ => {}
            }
        }
        packages
    }

    fn add(&mut self, source: &SourceFile) {
        let path = &source.path;
        let stem = path.file_name().rsplit_once('.').map_or("", |(stem, _)| stem);
        self.by_class.entry(stem.to_owned()).or_default().push(path.clone());
        let folder = path.parent();
        let folders = self.folders.entry(folder.file_name().to_owned()).or_default();
        if !folders.contains(&folder) {
            folders.push(folder);
        }
        if source.language == Language::Kotlin {
            let outermost = source.facts().definitions.iter().filter(|it| it.container.is_none());
            for name in outermost.flat_map(|definition| &definition.exported_as) {
                self.by_definition.entry(name.clone()).or_default().push(path.clone());
            }
        }
    }

    fn add_namespaces(&mut self, source: &SourceFile) {
        let definitions = source.facts().definitions.iter();
        for namespace in definitions.filter(|it| it.kind == DefinitionKind::Module) {
            let files = self.by_namespace.entry(namespace.name.value.clone()).or_default();
            if files.last() != Some(&source.path) {
                files.push(source.path.clone());
            }
        }
    }

    /// What an import means in the workspace; see [`super::Resolver::targets`].
    pub(super) fn resolve(&self, file: &SourceFile, import: &Import) -> Option<Target> {
        if file.language == Language::CSharp {
            return self.namespace(file, import);
        }
        let names: Vec<&str> = import.target.value.split('.').collect();
        let is_whole = import.names.iter().any(|name| name.imported == "*");
        for behind in 0..=DEEPEST_MEMBER {
            let Some(length) = names.len().checked_sub(behind).filter(|length| *length > 1) else {
                break;
            };
            if let Some(path) = self.class(file, &names[..length]) {
                return Some(Target { path, names: TargetNames::Module });
            }
        }
        // One name alone may be the last of many packages.
        if !is_whole || names.len() < 2 {
            return None;
        }
        let last = names.last()?;
        let folders =
            self.folders.get(*last)?.iter().filter(|folder| ends_with(folder.as_str(), &names));
        let path = nearest(file, folders)?;
        Some(Target { path, names: TargetNames::Module })
    }

    /// The file that holds a class or a function of a package.
    fn class(&self, file: &SourceFile, names: &[&str]) -> Option<RelPath> {
        let (last, package) = names.split_last()?;
        let candidates = self.by_class.get(*last).into_iter().flatten();
        let is_named = |path: &&RelPath| {
            let stem = path.as_str().rsplit_once('.').map_or("", |(stem, _)| stem);
            ends_with(stem, names)
        };
        let by_path = nearest(file, candidates.filter(is_named));
        by_path.or_else(|| {
            let candidates = self.by_definition.get(*last).into_iter().flatten();
            let in_package = |path: &&RelPath| ends_with(path.parent().as_str(), package);
            nearest(file, candidates.filter(in_package))
        })
    }

    /// The only file that declares a namespace, or the folder that holds all that do. A name with
    /// types behind the namespace is cut down to it.
    fn namespace(&self, file: &SourceFile, import: &Import) -> Option<Target> {
        let mut name = import.target.value.as_str();
        for _ in 0..=DEEPEST_MEMBER {
            if let Some(files) = self.by_namespace.get(name) {
                let mut folders: Vec<RelPath> = files.iter().map(RelPath::parent).collect();
                folders.dedup();
                let path = match (files.as_slice(), folders.as_slice()) {
                    ([only], _) => only.clone(),
                    (_, [folder]) => folder.clone(),
                    _ => return None,
                };
                let is_own = path == file.path || path == file.path.parent();
                return (!is_own).then_some(Target { path, names: TargetNames::Module });
            }
            name = name.rsplit_once('.')?.0;
        }
        None
    }
}

/// Whether a path ends with these names, each a part of its own.
fn ends_with(path: &str, names: &[&str]) -> bool {
    let mut parts = path.rsplit('/');
    names.iter().rev().all(|name| parts.next() == Some(name))
}

/// Of several places the one that shares most of its path with a file; none when two do alike.
fn nearest<'p>(file: &SourceFile, places: impl Iterator<Item = &'p RelPath>) -> Option<RelPath> {
    let shared = |path: &RelPath| {
        let parts = path.as_str().split('/').zip(file.path.as_str().split('/'));
        parts.take_while(|(one, other)| one == other).count()
    };
    let mut places: Vec<&RelPath> = places.filter(|path| **path != file.path).collect();
    places.sort_by_key(|path| std::cmp::Reverse(shared(path)));
    match places.as_slice() {
        [only] => Some((*only).clone()),
        [first, second, ..] if shared(first) > shared(second) => Some((*first).clone()),
        _ => None,
    }
}
