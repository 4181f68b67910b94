//! Who uses a binding: the files that import it, through barrels too.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::source::{Facts, ImportKind, Language};

use super::governance::Governed;
use super::resolve::TargetNames;
use super::source_file::SourceFile;
use super::{RelPath, Snapshot};

/// A use of a binding: one import of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BindingUse {
    /// Index of the integration in its contract.
    pub service: usize,
    /// Index into the file's imports.
    pub import: usize,
    /// Whether it surely reaches the binding. A barrel taken as a whole may or may not.
    pub certain: bool,
}

/// All uses of a contract's bindings by the files it governs, test code and the bindings' own files
/// left out. Sorted by file, service and import.
pub fn binding_uses(
    snapshot: &Snapshot,
    contract: &Governed,
) -> BTreeMap<RelPath, Vec<BindingUse>> {
    uses_of_services(snapshot, contract, 0..contract.services.len())
}

/// The uses of one binding alone; none where the contract has no such integration.
pub fn uses_of_binding(
    snapshot: &Snapshot,
    contract: &Governed,
    service: usize,
) -> BTreeMap<RelPath, Vec<BindingUse>> {
    let end = contract.services.len().min(service + 1);
    uses_of_services(snapshot, contract, service..end)
}

fn uses_of_services(
    snapshot: &Snapshot,
    contract: &Governed,
    services: Range<usize>,
) -> BTreeMap<RelPath, Vec<BindingUse>> {
    let mut uses = BTreeMap::new();
    let bindings = contract.services.iter().skip(services.start).take(services.len());
    let bindings: Vec<&RelPath> = bindings.flat_map(|service| service.binding_paths()).collect();
    let files = bindings.iter().flat_map(|binding| snapshot.files_in(binding));
    snapshot.expect_importers(files.chain(bindings.iter().copied()));
    for service in services {
        Search { snapshot, contract, service, uses: &mut uses }.run();
    }
    uses.values_mut().for_each(|uses: &mut Vec<BindingUse>| {
        uses.sort_unstable();
        uses.dedup();
    });
    uses
}

/// Whether a file's part in who uses which binding is the same in two snapshots of one state of the
/// disk: it imports the same in the same way, and exports the same.
pub fn use_the_same(before: &Snapshot, now: &Snapshot, path: &RelPath) -> bool {
    let (before_file, now_file) = match (before.source(path), now.source(path)) {
        (Some(before), Some(now)) => (before, now),
        (None, None) => return true,
        _ => return false,
    };
    let said = |file: &SourceFile| {
        let imports = file.facts().imports.iter();
        let imports = imports.map(|import| (import.kind, import.in_test, import.names.clone()));
        (file.is_test, exported_names(file), imports.collect::<Vec<_>>())
    };
    before.targets(before_file) == now.targets(now_file) && said(before_file) == said(now_file)
}

/// Whether a file does nothing but hand on what others define. Such a file is a door, not a user.
pub fn is_barrel(facts: &Facts) -> bool {
    let is_door = |kind| matches!(kind, ImportKind::Reexport | ImportKind::Mount);
    let has_body = facts.definitions.iter().any(|definition| {
        // Rust's `pub mod x { … }` and re-exported names of a namespace hold nothing themselves.
        definition.kind != crate::source::DefinitionKind::Module
    });
    !facts.imports.is_empty()
        && facts.imports.iter().all(|import| is_door(import.kind))
        && !has_body
}

struct Search<'search> {
    snapshot: &'search Snapshot,
    contract: &'search Governed,
    service: usize,
    uses: &'search mut BTreeMap<RelPath, Vec<BindingUse>>,
}

impl Search<'_> {
    fn run(mut self) {
        let bindings: Vec<RelPath> =
            self.contract.services[self.service].binding_paths().cloned().collect();
        let mut doors: Vec<(RelPath, BTreeSet<String>)> = Vec::new();
        for binding in &bindings {
            for place in self.places(binding) {
                let exported = self.snapshot.source(&place).map(|file| exported_names(file));
                self.visit(&place, None, &exported.unwrap_or_default(), &mut doors);
            }
            // One file of a package is imported as the package, for its own names.
            if let Some(file) = self.snapshot.source(binding)
                && file.language == Language::Go
            {
                let exported = exported_names(file);
                self.visit(&binding.parent(), Some(&exported), &exported, &mut doors);
            }
        }
        let mut seen = BTreeSet::new();
        while let Some(door) = doors.pop() {
            if seen.insert(door.clone()) {
                let (file, names) = door;
                self.visit(&file, Some(&names), &names, &mut doors);
            }
        }
    }

    /// What an import can mean that leads into a binding: its files and, where the binding is a
    /// folder, the folders. A workspace package without an entry point is imported as its folder, and
    /// every package of Go.
    fn places(&self, binding: &RelPath) -> BTreeSet<RelPath> {
        let mut places: BTreeSet<RelPath> = self.snapshot.files_in(binding).cloned().collect();
        if self.snapshot.entry(binding).is_some() {
            return places;
        }
        let mut folders: BTreeSet<RelPath> = BTreeSet::from([binding.clone()]);
        for file in &places {
            let mut folder = file.parent();
            while folder.is_in(binding) && folders.insert(folder.clone()) {
                folder = folder.parent();
            }
        }
        places.append(&mut folders);
        places
    }

    /// Records the files that import `file`. `offered`: the names by which the binding can be had
    /// there; `None` when the file is the binding itself. `passed_on`: what `export *` hands on.
    fn visit(
        &mut self,
        file: &RelPath,
        offered: Option<&BTreeSet<String>>,
        passed_on: &BTreeSet<String>,
        doors: &mut Vec<(RelPath, BTreeSet<String>)>,
    ) {
        for importer in self.snapshot.importers(file) {
            let Some(importing) = self.snapshot.source(&importer) else { continue };
            if !self.is_user(importing) {
                continue;
            }
            let targets = self.snapshot.targets(importing);
            let imports = importing.facts().imports.iter().enumerate().zip(targets.iter());
            for ((index, import), target) in imports {
                let Some(target) = target.as_ref().filter(|target| target.path == *file) else {
                    continue;
                };
                let takes = |names: &BTreeSet<String>| match &target.names {
                    TargetNames::Module => false,
                    TargetNames::Some(taken) => taken.iter().any(|name| names.contains(name)),
                };
                let certain = offered.is_none_or(takes);
                // `require.resolve` and its like name a module without using it.
                let is_lookup = import.kind == ImportKind::Lookup;
                let takes_other = !certain && target.names != TargetNames::Module;
                if import.in_test || is_lookup || takes_other {
                    continue;
                }
                if import.kind == ImportKind::Reexport {
                    let names = handed_on(import, offered, passed_on);
                    if !names.is_empty() {
                        doors.push((importer.clone(), names));
                    }
                }
                let found = BindingUse { service: self.service, import: index, certain };
                self.uses.entry(importer.clone()).or_default().push(found);
            }
        }
    }

    fn is_user(&self, file: &SourceFile) -> bool {
        let is_governed = || {
            self.snapshot
                .governing(&file.path)
                .is_some_and(|contract| contract.file.path == self.contract.file.path)
        };
        !file.is_test && !self.contract.is_in_binding(self.service, &file.path) && is_governed()
    }
}

/// The names under which a re-export hands a binding on.
fn handed_on(
    import: &crate::source::Import,
    offered: Option<&BTreeSet<String>>,
    passed_on: &BTreeSet<String>,
) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for name in &import.names {
        match (&*name.imported, &*name.local) {
            ("*", "*") => names.extend(passed_on.iter().cloned()),
            ("*", local) => drop(names.insert(local.to_owned())),
            (imported, local) if offered.is_none_or(|offered| offered.contains(imported)) => {
                names.insert(local.to_owned());
            }
            _ => {}
        }
    }
    names
}

fn exported_names(file: &SourceFile) -> BTreeSet<String> {
    let defined = file.facts().definitions.iter().flat_map(|definition| &definition.exported_as);
    let reexports =
        file.facts().imports.iter().filter(|import| import.kind == ImportKind::Reexport);
    let handed_on = reexports.flat_map(|import| import.names.iter().map(|name| &name.local));
    // `export *` never hands the default on.
    defined.chain(handed_on).filter(|name| *name != "default" && *name != "*").cloned().collect()
}
