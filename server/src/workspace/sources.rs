//! The source files on disk, and which of them could name something.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::catalog::Ecosystem;

use super::RelPath;
use super::resolve::{Resolver, Target};
use super::source_file::SourceFile;
use super::words::{Word, words_of};

/// What a text must hold to name something: all words of any one of several names, in a language of
/// the registry that goes with it, or in any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Trace {
    names: Vec<(Option<Ecosystem>, Vec<Word>)>,
}

impl Trace {
    /// What a text in a language of this registry holds that writes one of these names. A name
    /// without a word is in every text.
    pub(super) fn new<'name>(
        ecosystem: Option<Ecosystem>,
        names: impl IntoIterator<Item = &'name str>,
    ) -> Self {
        let names = names.into_iter().map(|name| (ecosystem, words_of(name)));
        Self { names: names.collect() }
    }

    /// The same, or another name in a language of another registry.
    pub(super) fn or(mut self, ecosystem: Ecosystem, name: &str) -> Self {
        self.names.push((Some(ecosystem), words_of(name)));
        self
    }

    fn may_be_in(&self, file: &SourceFile) -> bool {
        let own = file.language.ecosystem();
        self.names.iter().any(|(ecosystem, words)| {
            (ecosystem.is_none() || *ecosystem == own) && file.may_hold(words)
        })
    }
}

/// The source files of one state of the disk, sorted by path.
#[derive(Debug, Default)]
pub(super) struct Sources {
    files: Vec<IndexedFile>,
    /// The files that may hold what was asked for, by their places in `files`.
    holding: Mutex<HashMap<Trace, Arc<[u32]>>>,
}

#[derive(Debug)]
struct IndexedFile {
    file: Arc<SourceFile>,
    /// What its imports mean, in their order; told at the first request.
    targets: OnceLock<Arc<[Option<Target>]>>,
}

impl Sources {
    /// `files` come in order of their paths.
    pub(super) fn new<'entries>(files: impl Iterator<Item = &'entries Arc<SourceFile>>) -> Self {
        let indexed =
            |file: &Arc<SourceFile>| IndexedFile { file: file.clone(), targets: OnceLock::new() };
        Self { files: files.map(indexed).collect(), holding: Mutex::default() }
    }

    /// All files.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.iter().map(|indexed| &indexed.file)
    }

    /// The file at a path.
    pub(super) fn get(&self, path: &RelPath) -> Option<&Arc<SourceFile>> {
        self.indexed(path).map(|indexed| &indexed.file)
    }

    /// What the imports of the file at a path mean, in their order; nothing where there is none.
    pub(super) fn targets(&self, path: &RelPath, resolver: &Resolver) -> Arc<[Option<Target>]> {
        let indexed = self.indexed(path);
        indexed.map(|indexed| indexed.targets(resolver).clone()).unwrap_or_default()
    }

    /// The files that may hold a trace; those that hold it are among them.
    pub(super) fn holding(&self, trace: &Trace) -> Vec<&Arc<SourceFile>> {
        self.look_for(std::slice::from_ref(trace));
        let known = self.holding.lock().unwrap_or_else(PoisonError::into_inner);
        let places = known.get(trace).cloned().unwrap_or_default();
        places.iter().map(|place| &self.files[*place as usize].file).collect()
    }

    /// Looks for many traces at once, each of which may be asked for after that: all files are gone
    /// through one time.
    pub(super) fn look_for(&self, traces: &[Trace]) {
        let new: Vec<&Trace> = {
            let known = self.holding.lock().unwrap_or_else(PoisonError::into_inner);
            traces.iter().filter(|trace| !known.contains_key(*trace)).collect()
        };
        if new.is_empty() {
            return;
        }
        let held = |(place, indexed): (usize, &IndexedFile)| {
            let held = new.iter().enumerate().filter(|(_, trace)| trace.may_be_in(&indexed.file));
            held.map(|(trace, _)| (trace, place as u32)).collect::<Vec<_>>()
        };
        let found: Vec<(usize, u32)> =
            self.files.par_iter().enumerate().flat_map_iter(held).collect();
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); new.len()];
        found.into_iter().for_each(|(trace, place)| places[trace].push(place));
        let mut known = self.holding.lock().unwrap_or_else(PoisonError::into_inner);
        let found = new.into_iter().cloned().zip(places.into_iter().map(Arc::from));
        known.extend(found);
    }

    fn indexed(&self, path: &RelPath) -> Option<&IndexedFile> {
        let place = self.files.binary_search_by(|indexed| indexed.file.path.cmp(path)).ok()?;
        self.files.get(place)
    }
}

impl IndexedFile {
    fn targets(&self, resolver: &Resolver) -> &Arc<[Option<Target>]> {
        self.targets.get_or_init(|| resolver.targets(&self.file).into())
    }
}
