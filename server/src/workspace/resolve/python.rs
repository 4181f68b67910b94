//! Python: the modules and packages that the folders of a workspace hold.
//!
//! Where Python looks for a module depends on how it is started, which nothing in a workspace says.
//! So every folder around the importing file that could be on its path is asked, the nearest first.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::source::{Facts, Import, Language};

use super::super::entry::Entry;
use super::super::{Config, RelPath, SourceFile};
use super::{Target, TargetNames, names_of};

/// Files that a folder is imported as.
const FRONT_DOORS: [&str; 2] = ["__init__.py", "__init__.pyi"];
/// Endings of modules, those that run before those that only describe.
const ENDINGS: [&str; 2] = [".py", ".pyi"];

/// The modules of a workspace.
#[derive(Debug, Default)]
pub(super) struct ModuleTree {
    files: HashSet<RelPath>,
    /// Folders that hold modules, at any depth.
    folders: HashSet<RelPath>,
    /// The roots of configurations, by the folder they hold for.
    roots: Vec<(RelPath, RelPath)>,
    /// The front doors, which may define names or hand them on.
    doors: HashMap<RelPath, Arc<SourceFile>>,
}

/// Where a dotted name leads.
enum Place {
    /// A module, or a package by its front door.
    File(RelPath),
    /// A package without a front door: it holds modules and no names.
    Folder(RelPath),
}

impl Place {
    fn folder(&self) -> Option<RelPath> {
        match self {
            Self::File(file) if is_front_door(file) => Some(file.parent()),
            Self::File(_) => None,
            Self::Folder(folder) => Some(folder.clone()),
        }
    }

    fn path(self) -> RelPath {
        let (Self::File(path) | Self::Folder(path)) = self;
        path
    }
}

impl ModuleTree {
    pub(super) fn new(
        entries: &BTreeMap<RelPath, Entry>,
        configs: &BTreeMap<RelPath, Arc<Config>>,
    ) -> Self {
        let mut tree = Self::default();
        let sources = entries.values().filter_map(Entry::as_source);
        for source in sources.filter(|source| source.language == Language::Python) {
            let mut folder = source.path.parent();
            while tree.folders.insert(folder.clone()) && !folder.as_str().is_empty() {
                folder = folder.parent();
            }
            if is_front_door(&source.path) {
                tree.doors.insert(source.path.clone(), source.clone());
            }
            tree.files.insert(source.path.clone());
        }
        for (folder, config) in configs {
            let roots = config.python_roots.iter().filter_map(|root| folder.join(root.as_str()));
            tree.roots.extend(roots.map(|root| (folder.clone(), root)));
        }
        tree
    }

    /// What an import means in the workspace; see [`super::Resolver::targets`].
    pub(super) fn resolve(&self, file: &RelPath, import: &Import) -> Option<Target> {
        let name = import.target.value.as_str();
        let modules = name.trim_start_matches('.');
        let dots = name.len() - modules.len();
        if dots > 0 {
            let mut base = file.parent();
            for _ in 1..dots {
                if base.as_str().is_empty() {
                    return None;
                }
                base = base.parent();
            }
            return self.relative(file, &base, modules, import);
        }
        self.roots(file).find_map(|root| self.absolute(file, &root, modules, import))
    }

    /// `from .client import send`. A module that is not there yet is still no package.
    fn relative(
        &self,
        file: &RelPath,
        base: &RelPath,
        modules: &str,
        import: &Import,
    ) -> Option<Target> {
        let place = match modules {
            "" => self.front_door(base).map_or_else(|| Place::Folder(base.clone()), Place::File),
            _ => match self.place(base, modules) {
                Some(place) => place,
                None => {
                    let path = base.join(&format!("{}.py", modules.replace('.', "/")))?;
                    return Some(Target { path, names: names_of(import) });
                }
            },
        };
        let target = self.taken_from(place, import);
        // A front door that takes from its own package is a door to the modules alone.
        (target.path != *file).then_some(target)
    }

    fn absolute(
        &self,
        file: &RelPath,
        root: &RelPath,
        modules: &str,
        import: &Import,
    ) -> Option<Target> {
        let place = self.place(root, modules)?;
        let is_folder = matches!(place, Place::Folder(_));
        let is_own_package = place.folder().is_some_and(|folder| file.is_in(&folder));
        let is_single = !modules.contains('.');
        let target = self.taken_from(place, import);
        let leads_on = self.files.contains(&target.path) && target.names == TargetNames::Module;
        // An installed package goes before a folder without a front door. A file of a package
        // that has the name of an SDK and asks for that name means the SDK, unless it asks for
        // what is here.
        if is_folder && !leads_on {
            return None;
        }
        if is_own_package && is_single && !self.offers(&target, import) {
            return None;
        }
        (target.path != *file).then_some(target)
    }

    /// Whether a package of the workspace surely holds what is taken.
    fn offers(&self, target: &Target, import: &Import) -> bool {
        match &target.names {
            TargetNames::Module => {
                !is_front_door(&target.path) && import.names.iter().all(|it| it.imported != "*")
            }
            TargetNames::Some(names) => self
                .doors
                .get(&target.path)
                .is_some_and(|door| names.iter().all(|name| has_name(door.facts(), name))),
        }
    }

    /// The folders that an absolute import of a file may begin in. A folder with a front door is
    /// part of a package and is not on the path.
    fn roots(&self, file: &RelPath) -> impl Iterator<Item = RelPath> {
        let around = std::iter::successors(Some(file.parent()), |folder| {
            (!folder.as_str().is_empty()).then(|| folder.parent())
        });
        let around = around.filter(|folder| self.front_door(folder).is_none());
        let configured = self.roots.iter().filter(|(folder, _)| file.is_in(folder));
        around.chain(configured.map(|(_, root)| root.clone()))
    }

    fn front_door(&self, folder: &RelPath) -> Option<RelPath> {
        let doors = FRONT_DOORS.iter().filter_map(|door| folder.join(door));
        doors.into_iter().find(|door| self.files.contains(door))
    }

    /// What a dotted name means below a folder.
    fn place(&self, base: &RelPath, modules: &str) -> Option<Place> {
        let path = base.join(&modules.replace('.', "/"))?;
        if let Some(door) = self.front_door(&path) {
            return Some(Place::File(door));
        }
        let files = ENDINGS.iter().filter_map(|ending| RelPath::parse(&format!("{path}{ending}")));
        let module = files.into_iter().find(|file| self.files.contains(file)).map(Place::File);
        module.or_else(|| self.folders.contains(&path).then_some(Place::Folder(path)))
    }

    /// What an import takes from a module or package: a module below it goes before a name in it.
    fn taken_from(&self, place: Place, import: &Import) -> Target {
        let below = place.folder().and_then(|folder| {
            let names = import.names.iter().filter(|name| name.imported != "*");
            names.filter_map(|name| self.place(&folder, &name.imported)).next()
        });
        if let Some(below) = below {
            return Target { path: below.path(), names: TargetNames::Module };
        }
        Target { path: place.path(), names: names_of(import) }
    }
}

/// Whether a module defines a name or imports it from elsewhere.
fn has_name(facts: &Facts, name: &str) -> bool {
    let mut defined = facts.definitions.iter().filter(|it| it.container.is_none());
    let mut imported = facts.imports.iter().flat_map(|import| &import.names);
    defined.any(|it| it.name.value == name) || imported.any(|it| it.local == name)
}

fn is_front_door(file: &RelPath) -> bool {
    FRONT_DOORS.contains(&file.file_name())
}
