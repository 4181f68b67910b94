//! The files that import a file.
//!
//! Most of them are told by a word: who imports a module writes its name. So only files that hold it
//! are parsed and asked what their imports mean.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::catalog::Ecosystem;
use crate::source::language_of;

use super::RelPath;
use super::index::Index;
use super::snapshot::Snapshot;
#[cfg(test)]
use super::source_file::SourceFile;
use super::sources::Trace;

/// What the files that import a place have in common.
pub(super) struct Traces {
    /// They write one of its names,
    named: Trace,
    /// or lie below a folder, where `..` may mean it,
    below: Option<RelPath>,
    /// or are modules inside of it, where `super` may mean it.
    inside: Vec<RelPath>,
}

/// Names of files that are imported as the folder they lie in.
const FRONT_DOORS: &[&str] = &["index", "__init__", "mod", "lib", "main"];

impl Traces {
    /// The traces of importing a file or folder.
    pub(super) fn of(index: &Index, place: &RelPath) -> Self {
        let source = index.sources().get(place);
        let language = source.map(|file| file.language).or_else(|| language_of(place.file_name()));
        let is_file = language.is_some();
        let ecosystem = match language {
            Some(language) => language.ecosystem(),
            None => ecosystem_in(index, place),
        };
        let (file_name, folder) = (place.file_name(), place.parent());
        let stem = match is_file {
            true => file_name.split('.').find(|part| !part.is_empty()).unwrap_or_default(),
            false => file_name,
        };
        let is_front_door = is_file && FRONT_DOORS.contains(&stem);
        let mut names: Vec<String> = index.resolver().names_of(place, ecosystem);
        // The root has no name of its own.
        names.extend((!stem.is_empty()).then(|| stem.to_owned()));
        // Kotlin imports functions from a package without a word of the file.
        let is_kotlin = file_name.ends_with(".kt") || file_name.ends_with(".kts");
        if is_front_door || is_kotlin {
            names.extend((!folder.as_str().is_empty()).then(|| folder.file_name().to_owned()));
        }
        // A namespace of C# has nothing in common with the path.
        if ecosystem == Some(Ecosystem::Nuget) {
            names.push(String::new());
        }
        let below = match ecosystem {
            // Go has no name for the folder above, and the root would be above all.
            Some(Ecosystem::Go | Ecosystem::Crates) => None,
            _ if is_file => is_front_door.then_some(folder),
            _ => Some(place.clone()),
        };
        let named = Trace::new(ecosystem, names.iter().map(String::as_str));
        Self {
            // Scripts import files of any language, which a bundler makes something of.
            named: if is_file { named.or(Ecosystem::Npm, file_name) } else { named },
            below,
            inside: index.resolver().modules_inside(place),
        }
    }

    /// The files that show one of them.
    fn candidates<'index>(&self, index: &'index Index) -> BTreeSet<&'index RelPath> {
        let own = |path: &RelPath| index.sources().get(path).map(|file| &file.path);
        let named = index.sources().holding(&self.named).into_iter();
        let mut candidates: BTreeSet<&RelPath> = named.map(|file| &file.path).collect();
        candidates.extend(self.inside.iter().filter_map(own));
        if let Some(folder) = &self.below {
            candidates.extend(index.files_in(folder).filter_map(own));
        }
        candidates
    }
}

/// The registry of the language that the files of a folder are written in, if it is one.
fn ecosystem_in(index: &Index, folder: &RelPath) -> Option<Ecosystem> {
    let files = index.files_in(folder).filter(|path| path.parent() == *folder);
    let mut ecosystems: Vec<Ecosystem> =
        files.filter_map(|path| index.sources().get(path)?.language.ecosystem()).collect();
    ecosystems.dedup();
    match ecosystems.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The files that import a file or folder, in order.
pub(super) fn importers(index: &Index, place: &RelPath) -> Vec<RelPath> {
    let imports = |path: &&RelPath| {
        let targets = index.targets(path);
        targets.iter().flatten().any(|target| target.path == *place)
    };
    let candidates: Vec<&RelPath> = on_disk(index, place).into_iter().collect();
    // Most of the time goes into parsing those that nobody has asked yet.
    let importers = candidates.into_par_iter().filter(imports).cloned().collect();
    #[cfg(test)]
    are_all(index, place, &importers);
    importers
}

/// Reads what the files say that may import any of these, all at once.
pub(super) fn expect<'paths>(index: &Index, places: impl Iterator<Item = &'paths RelPath>) {
    let traces: Vec<Traces> = places.map(|place| Traces::of(index, place)).collect();
    let named: Vec<Trace> = traces.iter().map(|traces| traces.named.clone()).collect();
    index.sources().look_for(&named);
    let candidates: BTreeSet<&RelPath> =
        traces.iter().flat_map(|traces| traces.candidates(index)).collect();
    let candidates: Vec<&RelPath> = candidates.into_iter().collect();
    candidates.par_iter().for_each(|path| drop(index.targets(path)));
}

/// The files that may import a file or folder, by their words; those that are open are among them.
pub(super) fn candidates(snapshot: &Snapshot, place: &RelPath) -> BTreeSet<RelPath> {
    on_disk(snapshot.index(), place).into_iter().chain(snapshot.open_paths()).cloned().collect()
}

fn on_disk<'index>(index: &'index Index, place: &RelPath) -> BTreeSet<&'index RelPath> {
    Traces::of(index, place).candidates(index)
}

/// That looking for words misses nobody.
#[cfg(test)]
fn are_all(index: &Index, place: &RelPath, importers: &Vec<RelPath>) {
    let imports = |file: &&std::sync::Arc<SourceFile>| {
        index.targets(&file.path).iter().flatten().any(|target| target.path == *place)
    };
    let all: Vec<RelPath> =
        index.sources().iter().filter(imports).map(|file| file.path.clone()).collect();
    assert_eq!(*importers, all, "who imports {place}");
}
