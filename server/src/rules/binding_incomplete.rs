//! `binding-incomplete`: files that the contract names in a binding that is there are missing.

use std::collections::BTreeSet;

use crate::contract::{TreeEntry, TreeEntryKind};
use crate::text::{ByteRange, Edit};
use crate::workspace::{PathPlace, RelPath, Severity};

use super::binding_template::missing_file;
use super::engine::Check;
use super::nearest::nearest_path;
use super::paths::{moved, spelled};
use super::sink::{Draft, Sink};
use super::view::{IntegrationView, Premise};
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "binding-incomplete",
    severity: Some(Severity::Hint),
    summary: "a file of Module Structure or Binding Module is missing in a binding that exists",
    page: include_str!("pages/binding-incomplete.md"),
    checks: &[Check::Integration(&[Premise::Built, Premise::Binding], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let mut missing = Missing { view, said: said_elsewhere(view), sink };
    missing.parts_of_binding();
    missing.trees();
}

/// The paths of missing files that other rules speak about.
fn said_elsewhere(view: &IntegrationView<'_>) -> BTreeSet<RelPath> {
    let integration = view.integration();
    let usages = integration.usages.iter().filter_map(|usage| usage.file.as_ref());
    let paths = integration.tests.iter().chain(usages);
    let resolved = |path: &str| view.contract.snapshot.path_in(view.contract.contract, path);
    paths.filter_map(|path| resolved(&path.path)).collect()
}

struct Missing<'run, 'view> {
    view: &'run IntegrationView<'view>,
    /// What has a finding.
    said: BTreeSet<RelPath>,
    sink: &'run mut Sink,
}

impl Missing<'_, '_> {
    /// Main File, Configuration and the like.
    fn parts_of_binding(&mut self) {
        let view = self.view;
        let governed = view.contract.contract;
        let references = &view.integration().bindings;
        for index in view.service().missing_parts(references) {
            let reference = &references[index];
            let path = match binding_folder(view) {
                Some(folder) if !reference.path.contains('/') => folder.join(&reference.path),
                _ => view.contract.snapshot.path_in(governed, &reference.path),
            };
            let Some(path) = path else { continue };
            let message = format!(
                "`{}` is named under Binding Module and does not exist: who follows the contract looks for it in vain",
                reference.path
            );
            let near = self.near(&path);
            let edits = near.as_ref().map(|near| {
                let mut edits = moved(view, &reference.path, near);
                edits.extend(self.drawn_as(&path, near));
                edits
            });
            self.report(reference.range, &path, message, near.zip(edits));
        }
    }

    fn trees(&mut self) {
        let view = self.view;
        let structure = &view.integration().structure;
        // Where each entry lies; nothing for one that is missing, or below one that is.
        let mut places: Vec<Option<RelPath>> = Vec::new();
        for entry in structure {
            let place = match entry.parent {
                None => self.root(entry),
                Some(parent) => places
                    .get(parent)
                    .cloned()
                    .flatten()
                    .and_then(|above| self.below(&above, entry, structure.get(parent))),
            };
            places.push(place);
        }
    }

    fn root(&mut self, entry: &TreeEntry) -> Option<RelPath> {
        let view = self.view;
        if entry.kind == TreeEntryKind::File {
            self.lone_file(entry);
            return None;
        }
        if let Some(base) = tree_base(view, entry) {
            return Some(base.folder);
        }
        let snapshot = view.contract.snapshot;
        let governed = view.contract.contract;
        let is_missing = snapshot.place_of(governed, &entry.path) == PathPlace::Missing;
        if entry.kind != TreeEntryKind::Folder || !is_missing {
            return None;
        }
        let path = snapshot.path_in(governed, &entry.path)?;
        let message = format!(
            "`{}` is drawn under Module Structure and does not exist: the files below it are looked for in vain",
            entry.path
        );
        let folder = binding_folder(view).filter(|_| entry.path.contains('/'));
        let edits = folder.as_ref().map(|folder| vec![self.tree_edit(entry, folder)]);
        self.report(entry.name.range, &path, message, folder.zip(edits));
        None
    }

    /// A file that is drawn or listed without a folder above it: it may lie anywhere in the binding.
    fn lone_file(&mut self, entry: &TreeEntry) {
        let view = self.view;
        let snapshot = view.contract.snapshot;
        let governed = view.contract.contract;
        let ends_so = |path: &RelPath| {
            let before = path.as_str().strip_suffix(&*entry.path);
            before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        let mut files = view.service().binding_paths().flat_map(|path| snapshot.files_in(path));
        let is_exact = matches!(snapshot.place_of(governed, &entry.path), PathPlace::Exact(_));
        if is_exact || files.any(ends_so) {
            return;
        }
        let folder = binding_folder(view);
        let path = match &folder {
            Some(folder) if !entry.path.contains('/') => folder.join(&entry.path),
            _ => snapshot.path_in(governed, &entry.path),
        };
        if let Some(path) = path {
            self.drawn_in_vain(entry, &path);
        }
    }

    fn below(
        &mut self,
        above: &RelPath,
        entry: &TreeEntry,
        parent: Option<&TreeEntry>,
    ) -> Option<RelPath> {
        let drawn_above = parent.map_or("", |parent| parent.path.as_str());
        let own = entry.path.strip_prefix(drawn_above)?.trim_start_matches('/');
        let path = above.join(own)?;
        let snapshot = self.view.contract.snapshot;
        if snapshot.entry(&path).is_some() || snapshot.files_in(&path).next().is_some() {
            return Some(path);
        }
        if entry.kind != TreeEntryKind::Unclear {
            self.drawn_in_vain(entry, &path);
        }
        None
    }

    fn drawn_in_vain(&mut self, entry: &TreeEntry, path: &RelPath) {
        let folder = path.parent();
        let message = format!(
            "`{}` is drawn under Module Structure and does not exist in `{}`: who follows the contract looks for it in vain",
            entry.name.value,
            spelled(self.view.contract.contract, "/", &folder)
        );
        // The drawing of a file that lies elsewhere would have to change its shape.
        let near = self.near(path).filter(|near| near.parent() == folder);
        let edits = near.as_ref().map(|near| {
            let text = near.file_name().to_owned();
            let edit = Edit { range: entry.name.range, text };
            vec![FileEdit { path: self.view.contract.contract.file.path.clone(), edit }]
        });
        self.report(entry.name.range, path, message, near.zip(edits));
    }

    /// The edits that draw a file by another name in the same folder.
    fn drawn_as(&self, path: &RelPath, near: &RelPath) -> Vec<FileEdit> {
        let view = self.view;
        let structure = &view.integration().structure;
        let is_it = |entry: &&TreeEntry| {
            let mut root = *entry;
            while let Some(above) = root.parent.and_then(|above| structure.get(above)) {
                root = above;
            }
            let below = entry.path.strip_prefix(&*root.path).unwrap_or_default();
            let base = if root.path == entry.path {
                binding_folder(view).and_then(|folder| folder.join(&entry.path))
            } else {
                tree_base(view, root).and_then(|base| base.folder.join(below))
            };
            base.as_ref() == Some(path)
        };
        if near.parent() != path.parent() {
            return Vec::new();
        }
        let edit = |entry: &TreeEntry| {
            let text = near.file_name().to_owned();
            let edit = Edit { range: entry.name.range, text };
            FileEdit { path: view.contract.contract.file.path.clone(), edit }
        };
        structure
            .iter()
            .filter(is_it)
            .filter(|entry| !entry.name.value.contains('/'))
            .map(edit)
            .collect()
    }

    /// A file of the binding that the missing one was most likely called.
    fn near(&self, path: &RelPath) -> Option<RelPath> {
        let view = self.view;
        let structure = view.integration().structure.iter();
        let drawn: BTreeSet<&str> =
            structure.map(|entry| entry.path.rsplit('/').next().unwrap_or_default()).collect();
        let files = view.service().binding_paths();
        let files = files.flat_map(|path| view.contract.snapshot.files_in(path));
        let files: Vec<&RelPath> = files.filter(|file| !drawn.contains(file.file_name())).collect();
        nearest_path(path.as_str(), &files).cloned()
    }

    fn tree_edit(&self, entry: &TreeEntry, folder: &RelPath) -> FileEdit {
        let text = spelled(self.view.contract.contract, &entry.path, folder);
        let edit = Edit { range: entry.name.range, text };
        FileEdit { path: self.view.contract.contract.file.path.clone(), edit }
    }

    fn report(
        &mut self,
        range: ByteRange,
        path: &RelPath,
        message: String,
        near: Option<(RelPath, Vec<FileEdit>)>,
    ) {
        let governed = self.view.contract.contract;
        let shown = spelled(governed, "", path);
        let is_unread = self.view.contract.snapshot.is_unread(governed, &shown);
        if is_unread || !self.said.insert(path.clone()) {
            return;
        }
        let mut draft = Draft::new(&governed.file.path, range, message)
            .help("add it, or take it out of the contract");
        if let Some((near, edits)) = near {
            draft = draft.offer(format!("Write `{}`", spelled(governed, "", &near)), edits);
        }
        let new = missing_file(self.view, path);
        if !new.is_empty() {
            draft = draft.offer_files(format!("Create `{shown}`"), new);
        }
        self.sink.report(draft);
    }
}

/// The folder in which the tree below a root is looked for.
pub(super) struct TreeBase {
    pub(super) folder: RelPath,
    /// Whether the root is only the end of the folder's path, and no part of the binding's tells
    /// which folder it is.
    pub(super) is_inexact: bool,
}

/// The folder that an outermost entry of a tree means: as a path of the contract; the binding's
/// folder or one above it, by the end of its path; a folder in the binding; the end of just one
/// folder's path.
pub(super) fn tree_base(view: &IntegrationView<'_>, root: &TreeEntry) -> Option<TreeBase> {
    let snapshot = view.contract.snapshot;
    let exact = |folder: RelPath| Some(TreeBase { folder, is_inexact: false });
    let folder = binding_folder(view);
    if root.path.is_empty() {
        return folder.and_then(exact);
    }
    let place = snapshot.place_of(view.contract.contract, &root.path);
    let is_folder = |path: &RelPath| snapshot.entry(path).is_none();
    match &place {
        PathPlace::Exact(path) if is_folder(path) => return exact(path.clone()),
        _ => {}
    }
    for binding in view.service().binding_paths() {
        let mut above = binding.clone();
        while !above.as_str().is_empty() {
            let before = above.as_str().strip_suffix(&*root.path);
            if before.is_some_and(|before| before.is_empty() || before.ends_with('/')) {
                return exact(above);
            }
            above = above.parent();
        }
    }
    let inside = folder.and_then(|folder| folder.join(&root.path));
    if let Some(inside) = inside.filter(|inside| snapshot.files_in(inside).next().is_some()) {
        return exact(inside);
    }
    match place {
        PathPlace::Suffix(path) if is_folder(&path) => {
            Some(TreeBase { folder: path, is_inexact: true })
        }
        _ => None,
    }
}

/// The first folder of the binding; for one of files alone that of the first.
fn binding_folder(view: &IntegrationView<'_>) -> Option<RelPath> {
    let snapshot = view.contract.snapshot;
    let is_folder = |path: &&RelPath| snapshot.entry(path).is_none();
    let folder = view.service().binding_paths().find(is_folder).cloned();
    folder.or_else(|| view.service().binding_paths().next().map(RelPath::parent))
}
