//! The index: what every file on disk says, and the ways back from a name to the files that use it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::catalog::{Ecosystem, Owners};

use rayon::prelude::*;

use crate::source::{Language, Manifest, package_key};

use super::config::CONFIG_FILE;
use super::entry::{Entry, read_text};
use super::importers;
use super::interest::Interest;
use super::packages::{ImportedPackages, packages_of};
use super::resolve::{Resolver, Target};
use super::signs::Signs;
use super::source_file::SourceFile;
use super::sources::{Sources, Trace};
use super::words::{Word, words_of};
use super::{Config, ConfigError, RelPath, discovery};

/// What a workspace is set up with besides the files in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The keys of `contract-lsp.toml` as the client sends them (`initializationOptions`, section
    /// `contractLsp`); they are laid over the file's. `Null` for none.
    pub overrides: serde_json::Value,
}

/// How far a build has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildProgress {
    /// Files read.
    pub done: usize,
    /// Files found.
    pub total: usize,
}

/// How many files are read between two reports of progress.
const PROGRESS_STEP: usize = 256;

/// What the files on disk say. Built in the background, handed to
/// [`Workspace::install`](super::Workspace::install).
#[derive(Debug)]
pub struct Index {
    root: PathBuf,
    settings: Settings,
    /// Configurations by the folder they lie in; the root's is always there.
    configs: BTreeMap<RelPath, Arc<Config>>,
    config_errors: Vec<(RelPath, ConfigError)>,
    entries: BTreeMap<RelPath, Entry>,
    resolver: Resolver,
    signs: Arc<Signs>,
    sources: Sources,
    /// Files that import a file, as far as somebody has asked.
    importers: Mutex<HashMap<RelPath, Arc<[RelPath]>>>,
    /// Files that mention a name shaped like an environment variable.
    mentions: HashMap<Box<str>, Vec<RelPath>>,
    /// Files that use an environment variable in a form that is understood.
    env_uses: HashMap<Box<str>, Vec<RelPath>>,
    /// Packages that product code imports.
    packages: ImportedPackages,
    /// Source files of which rules may speak.
    interest: Interest,
    /// Files other than source in which keys stand, in order.
    with_secrets: Vec<RelPath>,
    /// Files other than source that hold suppression comments, sorted.
    with_suppressions: Vec<RelPath>,
    /// `.env*` files, in order.
    dotenvs: Vec<RelPath>,
    /// Data files that say something as source does, in order.
    data_sources: Vec<RelPath>,
    /// Manifests, in order.
    manifests: Vec<RelPath>,
    /// Manifests that ask for a package or describe it, by [`package_key`].
    naming_packages: HashMap<String, Vec<RelPath>>,
    /// Files and folders by their last name, in order of the paths; read by the first who asks.
    by_name: OnceLock<HashMap<Box<str>, Vec<RelPath>>>,
}

impl Index {
    /// Reads the workspace from disk. `progress` is called now and then, from several threads;
    /// `None` when it answers false, which stops the build. Folders and files that cannot be read
    /// are skipped and logged.
    pub fn build(
        root: &Path,
        settings: &Settings,
        progress: &(dyn Fn(BuildProgress) -> bool + Sync),
    ) -> Option<Self> {
        Self::build_after(root, settings, None, progress)
    }

    /// An index of nothing.
    pub(super) fn empty(root: &Path, settings: Settings) -> Self {
        let configs = BTreeMap::from([(RelPath::root(), Arc::default())]);
        Self::derive(root, settings, configs, Vec::new(), BTreeMap::new(), Arc::default())
    }

    fn build_after(
        root: &Path,
        settings: &Settings,
        previous: Option<&Self>,
        progress: &(dyn Fn(BuildProgress) -> bool + Sync),
    ) -> Option<Self> {
        let mut config_errors = Vec::new();
        let mut read_config = |folder: &RelPath| {
            let file = folder.join(CONFIG_FILE)?;
            let previous = previous.and_then(|index| index.configs.get(folder));
            config_at(root, &file, settings, previous, &mut config_errors)
        };
        let config = read_config(&RelPath::root()).unwrap_or_default();
        let go_on = || progress(BuildProgress { done: 0, total: 0 });
        let files = discovery::files_below(root, &config, &go_on)?;
        let mut configs = BTreeMap::new();
        for file in files.iter().filter(|file| file.file_name() == CONFIG_FILE) {
            let folder = file.parent();
            if !folder.as_str().is_empty()
                && let Some(config) = read_config(&folder)
            {
                configs.insert(folder, config);
            }
        }
        configs.insert(RelPath::root(), config.clone());

        let owners = configs.values().map(|config| config.owners.clone());
        let signs = Arc::new(Signs::new(owners.collect()));
        let shared_root: Arc<Path> = root.into();
        let done = AtomicUsize::new(0);
        let total = files.len();
        let read = |path: RelPath| {
            let count = done.fetch_add(1, Ordering::Relaxed) + 1;
            if count.is_multiple_of(PROGRESS_STEP)
                && !progress(BuildProgress { done: count, total })
            {
                return None;
            }
            let config = config_of(&configs, &path);
            let entry = Entry::of_disk(&shared_root, &path, config, &signs);
            Some((path, entry))
        };
        let entries: Option<BTreeMap<RelPath, Entry>> = files.into_par_iter().map(read).collect();
        let index = Self::derive(root, settings.clone(), configs, config_errors, entries?, signs);
        progress(BuildProgress { done: total, total }).then_some(index)
    }

    fn derive(
        root: &Path,
        settings: Settings,
        configs: BTreeMap<RelPath, Arc<Config>>,
        config_errors: Vec<(RelPath, ConfigError)>,
        mut entries: BTreeMap<RelPath, Entry>,
        signs: Arc<Signs>,
    ) -> Self {
        let resolver = Resolver::new(root, &entries, &configs);
        for (path, entry) in entries.iter_mut().filter(|(path, _)| path.as_str().ends_with(".rs")) {
            let is_test = config_of(&configs, path).tests.is_match(path.as_str())
                || resolver.is_test_module(path);
            *entry = std::mem::replace(entry, Entry::Unread).with_test(is_test);
        }
        let sources = Sources::new(entries.values().filter_map(Entry::as_source));
        // Which configuration is in force for a file depends on the contract that governs it.
        let owners: Vec<&Owners> = configs.values().map(|config| &*config.owners).collect();
        let telling = with_signs(&sources, &resolver, &owners);
        #[cfg(test)]
        super::interest::others_are_quiet(&telling, &sources, &resolver, &owners);
        telling.par_iter().for_each(|file| drop(sources.targets(&file.path, &resolver)));
        let mut env_uses: HashMap<Box<str>, Vec<RelPath>> = HashMap::new();
        for file in &telling {
            for env in &file.facts().env_uses {
                push_new(env_uses.entry(env.name.value.as_str().into()).or_default(), &file.path);
            }
        }
        let packages = ImportedPackages::new(&telling, &sources, &resolver);
        let interest = Interest::new(&telling, &sources, &resolver, &owners);
        let mut mentions: HashMap<Box<str>, Vec<RelPath>> = HashMap::new();
        for (path, entry) in &entries {
            for name in entry.mentions() {
                push_new(mentions.entry(name.clone()).or_default(), path);
            }
        }
        let is_dotenv = |(path, entry): (&RelPath, &Entry)| {
            matches!(entry, Entry::Dotenv(_)).then(|| path.clone())
        };
        let holds_keys = |(path, entry): (&RelPath, &Entry)| {
            let is_it = !entry.secrets().is_empty() && entry.as_source().is_none();
            is_it.then(|| path.clone())
        };
        let with_secrets = entries.iter().filter_map(holds_keys).collect();
        let holds_suppressions = |(path, entry): (&RelPath, &Entry)| {
            let is_it = !entry.suppressions().is_empty() && entry.as_source().is_none();
            is_it.then(|| path.clone())
        };
        let with_suppressions = entries.iter().filter_map(holds_suppressions).collect();
        let dotenvs = entries.iter().filter_map(is_dotenv).collect();
        let says_something =
            |(path, entry): (&RelPath, &Entry)| entry.as_data_source().map(|_| path.clone());
        let data_sources = entries.iter().filter_map(says_something).collect();
        let mut manifests = Vec::new();
        let mut naming_packages: HashMap<String, Vec<RelPath>> = HashMap::new();
        for (path, entry) in &entries {
            let Some(manifest) = entry.as_manifest() else { continue };
            manifests.push(path.clone());
            for key in package_keys(manifest) {
                push_new(naming_packages.entry(key).or_default(), path);
            }
        }
        Self {
            root: root.to_owned(),
            settings,
            packages,
            interest,
            dotenvs,
            with_secrets,
            with_suppressions,
            data_sources,
            naming_packages,
            configs,
            config_errors,
            entries,
            resolver,
            signs,
            sources,
            importers: Mutex::default(),
            mentions,
            env_uses,
            manifests,
            by_name: OnceLock::new(),
        }
    }

    /// The index after these files or folders were created, changed or deleted on disk. Shares all
    /// that did not change. `None` when `cancelled` says yes.
    pub fn update(
        &self,
        changed: &[PathBuf],
        cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let changed: Vec<RelPath> =
            changed.iter().filter_map(|path| RelPath::below(&self.root, path)).collect();
        // What is looked at, and how, may have changed with these.
        let decides_all = |path: &RelPath| {
            matches!(path.file_name(), CONFIG_FILE | ".gitignore" | ".ignore")
                || path.on_disk(&self.root).is_dir()
                || self.has_folder(path)
        };
        if changed.iter().any(decides_all) {
            return Self::build_after(&self.root, &self.settings, Some(self), &|_| !cancelled());
        }
        let mut entries = self.entries.clone();
        let shared_root: Arc<Path> = self.root.as_path().into();
        for path in changed {
            if cancelled() {
                return None;
            }
            let config = self.config_of(&path);
            let is_new = !entries.contains_key(&path);
            let exists =
                path.on_disk(&self.root).is_file() && discovery::may_be_read(&path, config);
            if exists && is_new && discovery::is_ignored(&self.root, &path) {
                continue;
            }
            if exists {
                let entry = Entry::of_disk(&shared_root, &path, config, &self.signs);
                entries.insert(path, entry);
            } else {
                entries.remove(&path);
            }
        }
        let index = Self::derive(
            &self.root,
            self.settings.clone(),
            self.configs.clone(),
            self.config_errors.clone(),
            entries,
            self.signs.clone(),
        );
        (!cancelled()).then_some(index)
    }

    /// The settings it was built with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The configuration that a file is read with: that of the nearest folder upwards that has one.
    pub fn config_of(&self, path: &RelPath) -> &Arc<Config> {
        config_of(&self.configs, path)
    }

    pub(super) fn configs(&self) -> &BTreeMap<RelPath, Arc<Config>> {
        &self.configs
    }

    pub(super) fn config_errors(&self) -> &[(RelPath, ConfigError)] {
        &self.config_errors
    }

    pub(super) fn entries(&self) -> &BTreeMap<RelPath, Entry> {
        &self.entries
    }

    pub(super) fn resolver(&self) -> &Resolver {
        &self.resolver
    }

    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Every file at or below a folder, in order.
    pub(super) fn files_in<'index>(
        &'index self,
        folder: &'index RelPath,
    ) -> impl Iterator<Item = &'index RelPath> {
        files_in(&self.entries, folder).map(|(path, _)| path)
    }

    /// What the imports of a source file mean, in their order.
    pub(super) fn targets(&self, path: &RelPath) -> Arc<[Option<Target>]> {
        self.sources.targets(path, &self.resolver)
    }

    /// The files that import a file or folder, in order.
    pub(super) fn importers(&self, path: &RelPath) -> Arc<[RelPath]> {
        let known = || self.importers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(importers) = known().get(path) {
            return importers.clone();
        }
        let importers: Arc<[RelPath]> = importers::importers(self, path).into();
        known().insert(path.clone(), importers.clone());
        importers
    }

    /// Says which files' importers will be asked for: for many at once it is cheaper.
    pub(super) fn expect_importers<'paths>(&self, paths: impl Iterator<Item = &'paths RelPath>) {
        let known = self.importers.lock().unwrap_or_else(PoisonError::into_inner);
        let new: Vec<&RelPath> = paths.filter(|path| !known.contains_key(*path)).collect();
        drop(known);
        importers::expect(self, new.into_iter());
    }

    pub(super) fn mentions(&self, name: &str) -> &[RelPath] {
        self.mentions.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn mentioned_names(&self) -> impl Iterator<Item = &str> {
        self.mentions.keys().map(|name| &**name)
    }

    pub(super) fn env_uses(&self, name: &str) -> &[RelPath] {
        self.env_uses.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn manifests(&self) -> &[RelPath] {
        &self.manifests
    }

    /// The manifests that a package is named in, by its [`package_key`].
    pub(super) fn naming_package(&self, key: &str) -> &[RelPath] {
        self.naming_packages.get(key).map_or(&[], Vec::as_slice)
    }

    pub(super) fn used_variables(&self) -> impl Iterator<Item = &str> {
        self.env_uses.keys().map(|name| &**name)
    }

    pub(super) fn interest(&self) -> &Interest {
        &self.interest
    }

    pub(super) fn packages(&self) -> &ImportedPackages {
        &self.packages
    }

    /// The product code that imports a package, under its name in source, in order.
    pub(super) fn importing(&self, ecosystem: Ecosystem, name: &str) -> Vec<&RelPath> {
        let mut paths: Vec<&RelPath> = self.packages.importing(ecosystem, name).iter().collect();
        let mut owners = self.configs.values().map(|config| &config.owners);
        if !owners.any(|owners| owners.may_own(ecosystem, name)) {
            let names = std::iter::once(name);
            let trace =
                Trace::new(Some(ecosystem), names.chain(self.resolver.names_of_crate(name)));
            let quiet = self.sources.holding(&trace).into_iter().filter(|file| !file.has_signs());
            let imports = |file: &&Arc<SourceFile>| {
                let packages = packages_of(file, &self.targets(&file.path), &self.resolver);
                packages.iter().any(|(of, package)| *of == ecosystem && **package == *name)
            };
            paths.extend(quiet.filter(imports).map(|file| &file.path));
            paths.sort_unstable();
            paths.dedup();
        }
        paths
    }

    /// The registries of the languages that the workspace is written in.
    pub(super) fn ecosystems(&self) -> BTreeSet<Ecosystem> {
        self.sources.iter().filter_map(|file| file.language.ecosystem()).collect()
    }

    pub(super) fn data_sources(&self) -> &[RelPath] {
        &self.data_sources
    }

    pub(super) fn with_secrets(&self) -> &[RelPath] {
        &self.with_secrets
    }

    pub(super) fn with_suppressions(&self) -> &[RelPath] {
        &self.with_suppressions
    }

    pub(super) fn dotenvs(&self) -> &[RelPath] {
        &self.dotenvs
    }

    /// The files and folders of this name, wherever they lie, in order of the paths.
    pub(super) fn named(&self, name: &str) -> &[RelPath] {
        let by_name = self.by_name.get_or_init(|| by_name(&self.entries));
        by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether files lie below this path.
    pub(super) fn has_folder(&self, path: &RelPath) -> bool {
        has_folder(&self.entries, path)
    }
}

/// The files whose facts may matter under any contract: those that show a sign, and those of Rust that
/// know a crate of a service by another name.
fn with_signs<'sources>(
    sources: &'sources Sources,
    resolver: &Resolver,
    owners: &[&Owners],
) -> Vec<&'sources Arc<SourceFile>> {
    let may_own = |package: &str| {
        let name = package.replace('-', "_");
        owners.iter().any(|owners| owners.may_own(Ecosystem::Crates, &name))
    };
    let renamed = resolver.renamed_crates().filter(|(_, package)| may_own(package));
    let renamed: BTreeSet<&str> = renamed.map(|(name, _)| name).collect();
    let names: Vec<Vec<Word>> = renamed.into_iter().map(words_of).collect();
    let knows_one = |file: &Arc<SourceFile>| {
        file.language == Language::Rust && names.iter().any(|name| file.may_hold(name))
    };
    sources.iter().filter(|file| file.has_signs() || knows_one(file)).collect()
}

/// The keys of the packages that a manifest names. People write an artifact without its group, too.
pub(super) fn package_keys(manifest: &Manifest) -> impl Iterator<Item = String> {
    let names = manifest.dependencies.iter().map(|dependency| &dependency.name.value);
    names.chain(&manifest.name).flat_map(|name| keys_of_package(name))
}

/// The keys of a package: its own, and that of its artifact alone.
pub(super) fn keys_of_package(name: &str) -> impl Iterator<Item = String> {
    let artifact = name.rsplit_once(':').map(|(_, artifact)| package_key(artifact));
    artifact.into_iter().chain([package_key(name)])
}

/// Whether files lie below this path.
pub(super) fn has_folder<Value>(files: &BTreeMap<RelPath, Value>, folder: &RelPath) -> bool {
    files_in(files, folder).any(|(path, _)| path != folder)
}

/// The files at or below a path, in order.
pub(super) fn files_in<'files, Value>(
    files: &'files BTreeMap<RelPath, Value>,
    folder: &'files RelPath,
) -> impl Iterator<Item = (&'files RelPath, &'files Value)> {
    // `a-b` sorts between `a` and `a/b`: begin at the folder's own children.
    let first_child = folder.join("\u{1}").filter(|_| !folder.as_str().is_empty());
    let children = files
        .range(first_child.unwrap_or_else(RelPath::root)..)
        .take_while(move |(path, _)| path.is_in(folder));
    files.get_key_value(folder).into_iter().chain(children)
}

/// The files and folders directly in a folder, with whether each is one, in order. A folder is passed
/// over in one step, however much lies below it.
pub(super) fn children<Value>(
    files: &BTreeMap<RelPath, Value>,
    folder: &RelPath,
) -> Vec<(String, bool)> {
    let mut children: Vec<(String, bool)> = Vec::new();
    let mut next = folder.join("\u{1}");
    while let Some(start) = next {
        let Some((path, _)) = files.range(start..).next() else { break };
        let Some(below) = path.relative_to(folder).filter(|below| !below.is_empty()) else { break };
        match below.split_once('/') {
            Some((child, _)) => {
                children.push((child.to_owned(), true));
                // `0` is what comes right behind a slash.
                next = folder.join(&format!("{child}0"));
            }
            None => {
                children.push((below.to_owned(), false));
                next = folder.join(&format!("{below}\u{1}"));
            }
        }
    }
    children
}

fn by_name(files: &BTreeMap<RelPath, Entry>) -> HashMap<Box<str>, Vec<RelPath>> {
    let mut by_name: HashMap<Box<str>, Vec<RelPath>> = HashMap::new();
    let mut add = |path: &RelPath| {
        by_name.entry(path.file_name().into()).or_default().push(path.clone());
    };
    let mut folders: HashSet<RelPath> = HashSet::new();
    for file in files.keys() {
        add(file);
        let mut folder = file.parent();
        while !folder.as_str().is_empty() && folders.insert(folder.clone()) {
            add(&folder);
            folder = folder.parent();
        }
    }
    by_name.values_mut().for_each(|paths| paths.sort_unstable());
    by_name
}

fn push_new(paths: &mut Vec<RelPath>, path: &RelPath) {
    // Files come one after the other: a repetition is always the last one.
    if paths.last() != Some(path) {
        paths.push(path.clone());
    }
}

fn config_of<'configs>(
    configs: &'configs BTreeMap<RelPath, Arc<Config>>,
    path: &RelPath,
) -> &'configs Arc<Config> {
    let mut folder = path.parent();
    loop {
        if let Some(config) = configs.get(&folder) {
            return config;
        }
        folder = folder.parent();
    }
}

/// The configuration in a file; of a bad one the error is kept and the last good one returned.
fn config_at(
    root: &Path,
    file: &RelPath,
    settings: &Settings,
    previous: Option<&Arc<Config>>,
    errors: &mut Vec<(RelPath, ConfigError)>,
) -> Option<Arc<Config>> {
    let on_disk = file.on_disk(root);
    let text = match read_text(&on_disk) {
        Ok(text) => text,
        Err(_) if !on_disk.exists() => String::new(),
        Err(reason) => {
            let message = format!("the configuration cannot be read: {reason}");
            errors.push((file.clone(), ConfigError { message, range: Default::default() }));
            return previous.cloned();
        }
    };
    match Config::parse(&text, &settings.overrides) {
        Ok(config) => Some(Arc::new(config)),
        Err(error) => {
            tracing::warn!("{file}: {error}");
            errors.push((file.clone(), error));
            previous.cloned()
        }
    }
}
