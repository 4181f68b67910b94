//! The snapshot: everything is answered from one, and it never changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use crate::catalog::{Ecosystem, Service};
use crate::source::{Dependency, EnvUse, Import, Manifest, is_manifest};
use crate::text::Document;

use super::clients::{leads_elsewhere, marks_of, taken_names};
use super::config::CONFIG_FILE;
use super::dotenv::{self, DotenvFile};
use super::entry::{ContractFile, Entry, InfraFile, read_text};
use super::governance::{Governed, PathPlace};
use super::index::{Index, children, files_in, has_folder, package_keys};
use super::packages::{package_of, packages_of};
use super::reads::Reads;
use super::resolve::Target;
use super::source_file::SourceFile;
use super::{Config, ConfigError, RelPath};

/// Meanings of the imports of a file, with the index they were asked of.
type ResolvedImports = (Weak<Index>, Arc<[Option<Target>]>);

/// A file that is open in the editor.
#[derive(Debug)]
pub(super) struct OpenFile {
    document: Document,
    version: Option<i32>,
    entry: OnceLock<Entry>,
    targets: Mutex<Option<ResolvedImports>>,
}

impl OpenFile {
    pub(super) fn new(document: Document, version: Option<i32>) -> Self {
        Self { document, version, entry: OnceLock::new(), targets: Mutex::new(None) }
    }

    /// The same document, not yet read.
    pub(super) fn unread(&self) -> Arc<Self> {
        Arc::new(Self::new(self.document.clone(), self.version))
    }

    /// Read at most once, by the first who asks: a state that the next keystroke overtakes is
    /// never parsed.
    fn entry(&self, path: &RelPath, index: &Index) -> &Entry {
        self.entry.get_or_init(|| {
            let entry = Entry::of_text(path, self.document.text(), index.config_of(path));
            match index.resolver().is_test_module(path) {
                true => entry.with_test(true),
                false => entry,
            }
        })
    }

    fn targets(&self, file: &SourceFile, index: &Arc<Index>) -> Arc<[Option<Target>]> {
        let mut cached = self.targets.lock().unwrap_or_else(PoisonError::into_inner);
        match &*cached {
            Some((of, targets)) if of.as_ptr() == Arc::as_ptr(index) => targets.clone(),
            _ => {
                let targets: Arc<[Option<Target>]> = index.resolver().targets(file).into();
                *cached = Some((Arc::downgrade(index), targets.clone()));
                targets
            }
        }
    }
}

/// The contracts as they were last understood, kept between snapshots: a keystroke in source must
/// not read a contract of 200 integrations again.
pub(super) type GovernanceCache = Mutex<Vec<(Weak<Index>, Arc<Governed>)>>;

/// A state of the workspace that does not change any more. Cheap to clone and to send to a worker.
#[derive(Clone, Debug)]
pub struct Snapshot {
    root: Arc<Path>,
    index: Arc<Index>,
    open: Arc<BTreeMap<RelPath, Arc<OpenFile>>>,
    contracts: Arc<OnceLock<Vec<Arc<Governed>>>>,
    cache: Arc<GovernanceCache>,
    /// Where it is noted what is asked for.
    reads: Option<Arc<Reads>>,
}

impl Snapshot {
    pub(super) fn new(
        root: Arc<Path>,
        index: Arc<Index>,
        open: Arc<BTreeMap<RelPath, Arc<OpenFile>>>,
        cache: Arc<GovernanceCache>,
    ) -> Self {
        Self { root, index, open, contracts: Arc::default(), cache, reads: None }
    }

    /// The state as a server would have it that starts now on the same disk, with the same files
    /// open. `None` when `cancelled` says yes.
    pub fn read_anew(&self, cancelled: &(dyn Fn() -> bool + Sync)) -> Option<Self> {
        let index = Index::build(&self.root, self.index.settings(), &|_| !cancelled())?;
        let open = self.open.iter().map(|(path, open)| (path.clone(), open.unread())).collect();
        Some(Self::new(self.root.clone(), Arc::new(index), Arc::new(open), Arc::default()))
    }

    /// The same workspace in which some files have other texts, as if an editor had them open.
    pub fn with_texts<'texts>(
        &self,
        texts: impl IntoIterator<Item = &'texts (RelPath, String)>,
    ) -> Self {
        let mut open = (*self.open).clone();
        for (path, text) in texts {
            let version = open.get(path).and_then(|open| open.version);
            open.insert(path.clone(), Arc::new(OpenFile::new(Document::new(text), version)));
        }
        // A cache of its own: what is only tried out must not drive out what is in force.
        let mut snapshot =
            Self::new(self.root.clone(), self.index.clone(), Arc::new(open), Arc::default());
        snapshot.reads.clone_from(&self.reads);
        snapshot
    }

    /// The same state, which notes what it is asked for.
    pub fn noting(&self) -> (Self, Arc<Reads>) {
        let reads: Arc<Reads> = Arc::default();
        (Self { reads: Some(reads.clone()), ..self.clone() }, reads)
    }

    /// The open files whose texts are others than in an earlier snapshot; `None` when other files
    /// are open.
    pub fn changed_texts(&self, earlier: &Self) -> Option<BTreeSet<RelPath>> {
        if !self.open.keys().eq(earlier.open.keys()) {
            return None;
        }
        let both = self.open.iter().zip(earlier.open.values());
        let changed = both.filter(|((_, now), before)| !Arc::ptr_eq(now, before));
        Some(changed.map(|((path, _), _)| path.clone()).collect())
    }

    /// An open file, of which it is noted that its text matters.
    fn opened(&self, path: &RelPath) -> Option<&Arc<OpenFile>> {
        let open = self.open.get(path)?;
        if let Some(reads) = &self.reads {
            reads.note_text(path);
        }
        Some(open)
    }

    fn note_disk(&self) {
        if let Some(reads) = &self.reads {
            reads.note_disk();
        }
    }

    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// The registries of the languages that the workspace is written in.
    pub fn ecosystems(&self) -> BTreeSet<Ecosystem> {
        self.index.ecosystems()
    }

    /// Says which files' importers will be asked for: for many at once it is cheaper.
    pub fn expect_importers<'paths>(&self, paths: impl Iterator<Item = &'paths RelPath>) {
        self.index.expect_importers(paths);
    }

    /// The workspace's folder, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether two snapshots rest on the same state of the disk.
    pub fn same_disk(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.index, &other.index)
    }

    /// Whether the `.env*` files that are open in two snapshots say the same.
    pub fn same_dotenv(&self, other: &Self) -> bool {
        let opened = self.open.keys().chain(other.open.keys());
        opened.into_iter().all(|path| match (self.entry(path), other.entry(path)) {
            (Some(Entry::Dotenv(now)), Some(Entry::Dotenv(then))) => Arc::ptr_eq(now, then),
            (Some(Entry::Dotenv(_)), _) | (_, Some(Entry::Dotenv(_))) => false,
            _ => true,
        })
    }

    /// The text of a file: as it is in the editor when it is open, else as it is on disk now.
    /// `None` when there is no such file, or it is too large, binary or not UTF-8.
    pub fn document(&self, path: &RelPath) -> Option<Document> {
        match self.opened(path) {
            Some(open) => return Some(open.document.clone()),
            None => self.note_disk(),
        }
        read_text(&path.on_disk(&self.root)).ok().map(|text| Document::new(&text))
    }

    /// The document as the editor has it, with its version; `None` when it is not open.
    pub fn open_document(&self, path: &RelPath) -> Option<(&Document, Option<i32>)> {
        self.opened(path).map(|open| (&open.document, open.version))
    }

    /// Configuration files that cannot be used, with the reason; the last good configuration is in
    /// force. The editor's text counts for a file that is open.
    pub fn config_errors(&self) -> Vec<(RelPath, ConfigError)> {
        let on_disk = self.index.config_errors().iter();
        let mut errors: Vec<_> =
            on_disk.filter(|(path, _)| !self.open.contains_key(path)).cloned().collect();
        for (path, open) in self.open.iter().filter(|(path, _)| path.file_name() == CONFIG_FILE) {
            if let Some(reads) = &self.reads {
                reads.note_text(path);
            }
            let overrides = &self.index.settings().overrides;
            if let Err(error) = Config::parse(open.document.text(), overrides) {
                errors.push((path.clone(), error));
            }
        }
        errors
    }

    /// The configuration files in force, each with its configuration.
    pub fn configs(&self) -> impl Iterator<Item = (RelPath, &Arc<Config>)> {
        let with_file = |(folder, config): (&RelPath, _)| Some((folder.join(CONFIG_FILE)?, config));
        self.index.configs().iter().filter_map(with_file)
    }

    /// The configuration that a file is read with.
    pub fn config_of(&self, path: &RelPath) -> &Arc<Config> {
        self.index.config_of(path)
    }

    /// How many files were looked at.
    pub fn file_count(&self) -> usize {
        let is_read = |entry: &&Entry| !matches!(entry, Entry::Unread);
        self.index.entries().values().filter(is_read).count()
    }

    /// Every file at or below a folder, in order.
    pub fn files_in<'snapshot>(
        &'snapshot self,
        folder: &'snapshot RelPath,
    ) -> impl Iterator<Item = &'snapshot RelPath> {
        files_in(self.index.entries(), folder).map(|(path, _)| path)
    }

    /// The files and folders directly in a folder, by name, with whether each is a folder; files
    /// that are open and not saved yet too.
    pub fn children(&self, folder: &RelPath) -> Vec<(String, bool)> {
        let mut children = children(self.index.entries(), folder);
        let open = self.open.keys().filter_map(|path| path.relative_to(folder));
        children.extend(open.filter(|below| !below.is_empty()).map(|below| {
            below
                .split_once('/')
                .map_or_else(|| (below.to_owned(), false), |(child, _)| (child.to_owned(), true))
        }));
        children.sort_unstable();
        children.dedup();
        children
    }

    /// What a file says; the editor's text counts for a file that is open.
    pub fn entry(&self, path: &RelPath) -> Option<&Entry> {
        match self.opened(path) {
            Some(open) => Some(open.entry(path, &self.index)),
            None => self.index.entries().get(path),
        }
    }

    /// A source file.
    pub fn source(&self, path: &RelPath) -> Option<&Arc<SourceFile>> {
        self.entry(path).and_then(Entry::as_source)
    }

    /// All source files, in no particular order.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        let closed = self.index.entries().iter().filter(|(path, _)| !self.open.contains_key(path));
        let open = self.open.keys().filter_map(|path| self.entry(path));
        closed.map(|(_, entry)| entry).chain(open).filter_map(Entry::as_source)
    }

    /// Files that are open, in order.
    pub fn open_paths(&self) -> impl Iterator<Item = &RelPath> {
        self.open.keys()
    }

    /// All `.env*` and infrastructure files, and everything else that is looked at, in order of the
    /// paths.
    pub fn entries(&self) -> impl Iterator<Item = (&RelPath, &Entry)> {
        let seen = |(path, entry)| match self.open.contains_key(path) {
            true => Some((path, self.entry(path)?)),
            false => Some((path, entry)),
        };
        self.index.entries().iter().filter_map(seen)
    }

    /// What the imports of a source file mean in the workspace, in the order of its imports.
    pub fn targets(&self, file: &SourceFile) -> Arc<[Option<Target>]> {
        match self.opened(&file.path) {
            Some(open) => open.targets(file, &self.index),
            None => self.index.targets(&file.path),
        }
    }

    /// The integration of a contract whose SDK an import of a file names, if it is just one's.
    pub fn owner_of_import(
        &self,
        contract: &Governed,
        file: &SourceFile,
        import: &Import,
    ) -> Option<usize> {
        let resolver = self.index.resolver();
        if resolver.is_doubtful(file, import) {
            return None;
        }
        let name = resolver.true_name(file, &import.target.value);
        let ecosystem = file.language.ecosystem()?;
        let (names, marks) = (taken_names(import), marks_of(file, import));
        let owner = contract.owner_of_import(ecosystem, &name, &names, &marks)?;
        let is_elsewhere = leads_elsewhere(file, import, &|host, path| {
            contract.owner_of_address(host, path) == Some(owner)
        });
        (!is_elsewhere).then_some(owner)
    }

    /// The service of the catalog whose SDK an import of a file names, if it is just one's.
    pub fn catalog_owner_of_import<'config>(
        &self,
        config: &'config Config,
        file: &SourceFile,
        import: &Import,
    ) -> Option<&'config Arc<Service>> {
        let resolver = self.index.resolver();
        if resolver.is_doubtful(file, import) {
            return None;
        }
        let name = resolver.true_name(file, &import.target.value);
        let (names, marks) = (taken_names(import), marks_of(file, import));
        let services = config.owners.of_import(file.language.ecosystem()?, &name, &names, &marks);
        let [service] = services.as_slice() else { return None };
        let is_elsewhere = leads_elsewhere(file, import, &|host, path| {
            config.owners.of_address(host, path).is_some_and(|owner| owner.name == service.name)
        });
        (!is_elsewhere).then_some(*service)
    }

    /// What an import names, with the name that its package has in the registry.
    pub fn true_import_name(&self, file: &SourceFile, import: &Import) -> String {
        self.index.resolver().true_name(file, &import.target.value).into_owned()
    }

    /// The files that import a file.
    pub fn importers(&self, path: &RelPath) -> Vec<RelPath> {
        let on_disk = self.index.importers(path);
        let closed = on_disk.iter().filter(|path| !self.open.contains_key(path));
        let imports = |candidate: &&RelPath| {
            self.source(candidate).is_some_and(|file| {
                self.targets(file).iter().flatten().any(|target| target.path == *path)
            })
        };
        let open = self.open.keys().filter(imports);
        closed.chain(open).cloned().collect()
    }

    /// Every use of an environment variable that is understood, in order of files and places.
    pub fn env_uses(&self, name: &str) -> Vec<(&Arc<SourceFile>, &EnvUse)> {
        let closed = self.index.env_uses(name).iter().filter(|path| !self.open.contains_key(path));
        let mut paths: Vec<&RelPath> = closed.chain(self.open.keys()).collect();
        paths.sort_unstable();
        let uses_in = |path| {
            let file = self.source(path)?;
            let uses = file.facts().env_uses.iter().filter(|used| used.name.value == name);
            Some(uses.map(move |used| (file, used)))
        };
        paths.into_iter().filter_map(uses_in).flatten().collect()
    }

    /// The `.env*` files, in order.
    pub fn dotenv_files(&self) -> Vec<&Arc<DotenvFile>> {
        let closed = self.index.dotenvs().iter().filter(|path| !self.open.contains_key(path));
        let mut paths: Vec<&RelPath> = closed.chain(self.open.keys()).collect();
        paths.sort_unstable();
        let dotenv = |path| match self.entry(path) {
            Some(Entry::Dotenv(file)) => Some(file),
            _ => None,
        };
        paths.into_iter().filter_map(dotenv).collect()
    }

    /// What data files say as source does, in order.
    pub fn data_sources(&self) -> Vec<&Arc<SourceFile>> {
        let closed = self.index.data_sources().iter().filter(|path| !self.open.contains_key(path));
        let mut paths: Vec<&RelPath> = closed.chain(self.open.keys()).collect();
        paths.sort_unstable();
        let said = |path| self.entry(path).and_then(Entry::as_data_source);
        paths.into_iter().filter_map(said).collect()
    }

    /// Files other than source in which keys stand, sorted.
    pub fn documents_with_secrets(&self) -> Vec<&RelPath> {
        let closed = self.index.with_secrets().iter().filter(|path| !self.open.contains_key(path));
        let holds_keys = |path: &&RelPath| {
            let entry = self.entry(path);
            entry.is_some_and(|it| !it.secrets().is_empty() && it.as_source().is_none())
        };
        let mut paths: Vec<&RelPath> = closed.chain(self.open.keys().filter(holds_keys)).collect();
        paths.sort_unstable();
        paths
    }

    /// Files other than source that hold suppression comments, sorted.
    pub fn documents_with_suppressions(&self) -> Vec<&RelPath> {
        let holds = |path: &&RelPath| {
            self.entry(path)
                .is_some_and(|it| !it.suppressions().is_empty() && it.as_source().is_none())
        };
        let closed = self.index.with_suppressions().iter();
        let closed = closed.filter(|path| !self.open.contains_key(path));
        let mut paths: Vec<&RelPath> = closed.chain(self.open.keys().filter(holds)).collect();
        paths.sort_unstable();
        paths
    }

    /// The packages that product code on disk imports, whatever is open.
    pub fn packages_on_disk(&self) -> impl Iterator<Item = (Ecosystem, &str)> {
        self.index.packages().names()
    }

    /// The packages that product code imports, under the names they have in source, sorted.
    pub fn imported_packages(&self) -> Vec<(Ecosystem, String)> {
        let is_closed = |(ecosystem, name): &(Ecosystem, &str)| {
            let mut files = self.index.packages().importing(*ecosystem, name).iter();
            files.any(|path| !self.open.contains_key(path))
        };
        let closed = self.index.packages().names().filter(is_closed);
        let mut packages: Vec<(Ecosystem, String)> =
            closed.map(|(ecosystem, name)| (ecosystem, name.to_owned())).collect();
        let open = self.open.keys().filter_map(|path| self.source(path));
        let of_open = open.flat_map(|file| self.packages_of(file));
        packages.extend(of_open.map(|(ecosystem, name)| (ecosystem, name.into())));
        packages.sort_unstable();
        packages.dedup();
        packages
    }

    /// The packages that a source file imports, under the names they have in source.
    pub fn packages_of(&self, file: &SourceFile) -> Vec<(Ecosystem, Box<str>)> {
        packages_of(file, &self.targets(file), self.index.resolver())
    }

    /// The package that one of a file's imports names, under its name in source; `None` for one that
    /// leads into the workspace.
    pub fn package_of_import(
        &self,
        file: &SourceFile,
        index: usize,
    ) -> Option<(Ecosystem, Box<str>)> {
        let is_local = self.targets(file).get(index).is_some_and(Option::is_some);
        let import = file.facts().imports.get(index).filter(|_| !is_local)?;
        package_of(file, import, self.index.resolver())
    }

    /// The product code that imports a package, under the name it has in source, in order.
    pub fn importing(&self, ecosystem: Ecosystem, name: &str) -> Vec<&RelPath> {
        let closed = self.index.importing(ecosystem, name).into_iter();
        let imports = |path: &&RelPath| {
            self.source(path).is_some_and(|file| {
                let mut packages = self.packages_of(file).into_iter();
                packages.any(|(of, package)| of == ecosystem && *package == *name)
            })
        };
        let open = self.open.keys().filter(imports);
        let mut paths: Vec<&RelPath> =
            closed.filter(|path| !self.open.contains_key(path)).chain(open).collect();
        paths.sort_unstable();
        paths
    }

    /// Every environment variable that some file uses, sorted.
    pub fn used_variables(&self) -> Vec<&str> {
        let open = self.open.keys().filter_map(|path| self.source(path));
        let open = open.flat_map(|file| file.facts().env_uses.iter().map(|used| &*used.name.value));
        let mut names: Vec<&str> = self.index.used_variables().chain(open).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether any source or data file mentions a variable outside comments. A trailing `*` stands
    /// for every name that begins so; a mention that ends in `_` (`STRIPE_PRICE_${plan}`) may become
    /// any name that begins with it.
    pub fn is_mentioned(&self, name: &str) -> bool {
        let is_closed = |path: &RelPath| !self.open.contains_key(path);
        let on_disk = |name: &str| self.index.mentions(name).iter().any(is_closed);
        let open =
            || self.open.keys().filter_map(|path| self.entry(path)).flat_map(Entry::mentions);
        if let Some(prefix) = name.strip_suffix('*') {
            let begins_so = |name: &&str| name.starts_with(prefix);
            return self.index.mentioned_names().filter(begins_so).any(on_disk)
                || open().any(|mention| mention.starts_with(prefix))
                || self.used_variables().iter().any(begins_so);
        }
        // What is read as a use is one, whatever its name is shaped like.
        if !self.env_uses(name).is_empty() {
            return true;
        }
        let beginnings = name.match_indices('_').map(|(at, _)| &name[..=at]);
        std::iter::once(name)
            .chain(beginnings)
            .any(|written| on_disk(written) || open().any(|mention| **mention == *written))
    }

    /// The source and data files that mention a variable outside comments, sorted.
    pub fn mentioning(&self, name: &str) -> Vec<RelPath> {
        let closed = self.index.mentions(name).iter().filter(|path| !self.open.contains_key(path));
        let mentions = |path: &&RelPath| {
            let entry = self.entry(path);
            entry.is_some_and(|entry| entry.mentions().iter().any(|mention| **mention == *name))
        };
        let open = self.open.keys().filter(mentions);
        let mut paths: Vec<RelPath> = closed.chain(open).cloned().collect();
        paths.sort_unstable();
        paths
    }

    /// The manifests at or below a folder, in no particular order.
    pub fn manifests(&self, folder: &RelPath) -> Vec<(&RelPath, &Manifest)> {
        self.manifests_at(self.index.manifests(), folder)
    }

    /// The manifests at or below a folder that ask for a package or describe it. `key` is its
    /// [`package_key`](crate::source::package_key).
    pub fn manifests_naming(&self, key: &str, folder: &RelPath) -> Vec<(&RelPath, &Manifest)> {
        self.manifests_at(self.index.naming_package(key), folder)
            .into_iter()
            .filter(|(path, manifest)| {
                !self.open.contains_key(*path) || package_keys(manifest).any(|named| named == key)
            })
            .collect()
    }

    /// The dependencies on a package that a manifest states, by the package's
    /// [`package_key`](crate::source::package_key).
    pub fn dependencies_on<'snapshot>(
        &'snapshot self,
        manifest: &RelPath,
        key: &str,
    ) -> Vec<&'snapshot Dependency> {
        match self.entry(manifest) {
            Some(Entry::Data(file)) => file.dependencies_on(key).collect(),
            _ => Vec::new(),
        }
    }

    fn manifests_at<'snapshot>(
        &'snapshot self,
        on_disk: &'snapshot [RelPath],
        folder: &RelPath,
    ) -> Vec<(&'snapshot RelPath, &'snapshot Manifest)> {
        let closed = on_disk.iter().filter(|path| !self.open.contains_key(path));
        let open = self.open.keys().filter(|path| is_manifest(path.as_str()));
        let below = closed.chain(open).filter(|path| path.is_in(folder));
        below.filter_map(|path| Some((path, self.entry(path)?.as_manifest()?))).collect()
    }

    /// The contracts, sorted by path.
    pub fn contract_paths(&self) -> Vec<RelPath> {
        self.contracts().iter().map(|contract| contract.file.path.clone()).collect()
    }

    /// The contracts with what they govern, sorted by path.
    pub fn contracts(&self) -> &[Arc<Governed>] {
        self.contracts.get_or_init(|| self.read_contracts())
    }

    /// The contract at this path.
    pub fn contract(&self, path: &RelPath) -> Option<&Arc<Governed>> {
        self.contracts().iter().find(|contract| contract.file.path == *path)
    }

    /// The contract that governs a file: the one of the nearest folder upwards.
    pub fn governing(&self, path: &RelPath) -> Option<&Arc<Governed>> {
        let governs = |contract: &&Arc<Governed>| path.is_in(&contract.folder);
        // Of two contracts for one folder the first by path speaks.
        self.contracts()
            .iter()
            .rev()
            .filter(governs)
            .max_by_key(|contract| contract.folder.as_str().len())
    }

    /// Whether something that is not looked at may lie at a path: a file that lies there on disk, or
    /// a place that git ignores, where each machine has its own. Asks the disk whether the path is
    /// there, and nothing about it; what lies outside of the root is never asked for.
    pub fn may_exist_unread(&self, path: &RelPath) -> bool {
        self.note_disk();
        let config = self.index.config_of(path);
        !super::discovery::may_be_read(path, config)
            || path.on_disk(&self.root).symlink_metadata().is_ok()
            || super::discovery::git_ignores(&self.root, path)
    }

    /// What a path of a contract leads to.
    pub fn place_of(&self, contract: &Governed, path: &str) -> PathPlace {
        // A file that is open and not saved yet is there for the person who writes it.
        let open = contract.candidates(path).find(|path| self.open.contains_key(path));
        open.map_or_else(|| contract.place_of(path, &self.index), PathPlace::Exact)
    }

    /// The files and folders that a contract governs and whose paths end so, in order.
    pub fn places_ending(&self, contract: &Governed, path: &str) -> Vec<RelPath> {
        contract.places_ending(path, &self.index)
    }

    /// Whether a path of a contract, as seen from the folder it governs or its own, leads to
    /// something on disk that is not looked at: what git ignores, an excluded folder.
    pub fn is_unread(&self, contract: &Governed, path: &str) -> bool {
        self.note_disk();
        let on_disk = |path: RelPath| path.on_disk(&self.root);
        contract.candidates(path).map(on_disk).any(|path| path.exists())
    }

    /// What a path of a contract would be from the folder it governs.
    pub fn path_in(&self, contract: &Governed, path: &str) -> Option<RelPath> {
        contract.candidates(path).next()
    }

    /// All folders below a folder, in order.
    pub fn folders_in(&self, folder: &RelPath) -> Vec<RelPath> {
        let mut folders = BTreeSet::new();
        for file in self.files_in(folder) {
            let mut above = file.parent();
            while above != *folder && above.is_in(folder) && !folders.contains(&above) {
                let next = above.parent();
                folders.insert(above);
                above = next;
            }
        }
        folders.into_iter().collect()
    }

    /// The file or folder that a path names in full, as seen from one of these folders, the first
    /// one first. Unlike [`Self::place_of`] it never searches, so it may be asked of every word.
    pub fn named_from(&self, folders: &[RelPath], path: &str) -> Option<RelPath> {
        let entries = self.index.entries();
        let exists = |path: &RelPath| {
            self.open.contains_key(path) || entries.contains_key(path) || has_folder(entries, path)
        };
        folders.iter().filter_map(|folder| folder.join(path)).find(exists)
    }

    /// The examples of `.env` that an integration's variables belong into: those of the folders from
    /// its bindings up to the governed one, nearest first.
    pub fn env_examples(&self, contract: &Governed, service: usize) -> Vec<&Arc<DotenvFile>> {
        let bindings = contract.services.get(service).into_iter().flat_map(|it| it.binding_paths());
        let starts = bindings.chain(std::iter::once(&contract.folder));
        let mut examples: Vec<&Arc<DotenvFile>> = Vec::new();
        for start in starts {
            let mut folder = start.clone();
            while folder.is_in(&contract.folder) {
                let mut names = dotenv::example_names().iter();
                let example = names.find_map(|name| match self.entry(&folder.join(name)?) {
                    Some(Entry::Dotenv(file)) => Some(file),
                    _ => None,
                });
                if let Some(example) = example
                    && !examples.iter().any(|known| known.path == example.path)
                {
                    examples.push(example);
                }
                if folder.as_str().is_empty() {
                    break;
                }
                folder = folder.parent();
            }
        }
        examples
    }

    fn read_contracts(&self) -> Vec<Arc<Governed>> {
        let contract_of = |path: &RelPath| match self.entry(path) {
            Some(Entry::Contract(file)) => Some(file.clone()),
            _ => None,
        };
        let on_disk = self
            .index
            .entries()
            .iter()
            .filter_map(|(path, entry)| matches!(entry, Entry::Contract(_)).then_some(path));
        let mut paths: Vec<&RelPath> = on_disk.chain(self.open.keys()).collect();
        paths.sort_unstable();
        paths.dedup();
        let files: Vec<Arc<ContractFile>> = paths.into_iter().filter_map(contract_of).collect();

        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let understood = |file: Arc<ContractFile>| {
            let infra = self.infra_of(&file.path);
            let still_holds = |(index, governed): &&(Weak<Index>, Arc<Governed>)| {
                index.as_ptr() == Arc::as_ptr(&self.index)
                    && Arc::ptr_eq(&governed.file, &file)
                    && match (&governed.infra, &infra) {
                        (Some(before), Some(now)) => Arc::ptr_eq(before, now),
                        (None, None) => true,
                        _ => false,
                    }
            };
            if let Some((_, governed)) = cache.iter().find(still_holds) {
                return governed.clone();
            }
            let config = self.index.config_of(&file.path).clone();
            Arc::new(Governed::new(file, config, infra, &self.index))
        };
        let contracts: Vec<Arc<Governed>> = files.into_iter().map(understood).collect();
        *cache = contracts
            .iter()
            .map(|governed| (Arc::downgrade(&self.index), governed.clone()))
            .collect();
        contracts
    }

    /// The infrastructure contract of a contract: the configured one, or the one beside it.
    fn infra_of(&self, contract: &RelPath) -> Option<Arc<InfraFile>> {
        let config = self.index.config_of(contract);
        let candidates = match &config.infra {
            Some(configured) => [RelPath::parse(configured), contract.parent().join(configured)],
            None => [contract.parent().join(super::discovery::INFRA_FILE), None],
        };
        candidates.into_iter().flatten().find_map(|path| match self.entry(&path) {
            Some(Entry::Infra(file)) => Some(file.clone()),
            _ => None,
        })
    }
}
