//! What one file says, whatever kind of file it is. An entry depends on the file's path and text
//! and on the configuration alone.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::Read;
use std::ops::Bound;
use std::path::Path;
use std::sync::Arc;

use crate::contract::{self, Contract, InfraContract};
use crate::source::{self, Dependency, Language, Manifest, SecretUse, Suppression};

use super::dotenv::DotenvFile;
use super::index::keys_of_package;
use super::signs::Signs;
use super::source_file::SourceFile;
use super::{Config, RelPath, discovery, mentions};

/// Largest file that is read, in bytes. Hand-written source stays far below; what is larger is
/// generated or data, and would stall the editor.
const LARGEST_FILE: u64 = 2 * 1024 * 1024;

/// A file, by what it is to us.
#[derive(Clone, Debug)]
pub enum Entry {
    /// Source in a language that is parsed.
    Source(Arc<SourceFile>),
    /// A contract.
    Contract(Arc<ContractFile>),
    /// An infrastructure contract.
    Infra(Arc<InfraFile>),
    /// A `.env*` file.
    Dotenv(Arc<DotenvFile>),
    /// Any other text: the variables it mentions matter, and what a manifest asks for.
    Data(Arc<DataFile>),
    /// Not text, too large, or gone.
    Unread,
}

/// A contract, read.
#[derive(Debug)]
pub struct ContractFile {
    /// Where it lies.
    pub path: RelPath,
    /// Its text.
    pub text: Arc<str>,
    /// What it says.
    pub contract: Contract,
    /// Its suppression comments.
    pub suppressions: Vec<Suppression>,
    /// Keys that stand in it.
    pub secrets: Vec<SecretUse>,
}

/// An infrastructure contract, read.
#[derive(Debug)]
pub struct InfraFile {
    /// Where it lies.
    pub path: RelPath,
    /// Its text.
    pub text: Arc<str>,
    /// What it declares, and where.
    pub contract: InfraContract,
    /// The names that it declares, as they are written.
    names: BTreeSet<String>,
    has_wildcards: bool,
    secrets: Vec<SecretUse>,
}

/// Any other text.
#[derive(Debug)]
pub struct DataFile {
    /// Names shaped like environment variables, sorted.
    pub mentions: Vec<Box<str>>,
    /// What it asks for, when it is a manifest outside test code.
    pub manifest: Option<Manifest>,
    /// What it says as source does, when it says any of it and is no data of tests: requests, addresses,
    /// reads of variables, suppressions.
    pub source: Option<Arc<SourceFile>>,
    /// The manifest's dependencies, by the keys of their packages.
    by_package: HashMap<String, Vec<usize>>,
    secrets: Vec<SecretUse>,
    /// Comments that speak to this program.
    pub suppressions: Vec<Suppression>,
}

impl InfraFile {
    fn new(path: &RelPath, text: &Arc<str>) -> Self {
        let contract = contract::parse_infra(text);
        let names: BTreeSet<String> =
            contract.variables.iter().map(|it| it.name.value.clone()).collect();
        let has_wildcards = names.iter().any(|name| name.ends_with('*'));
        let secrets = source::secrets(text);
        Self { path: path.clone(), text: text.clone(), contract, names, has_wildcards, secrets }
    }

    /// Whether it declares a variable, by its name or by one with a wildcard; `STRIPE_PRICE_*` is
    /// declared by any name that begins so.
    pub fn declares(&self, name: &str) -> bool {
        let any_begins = |start: &str| {
            let mut behind = self.names.range::<str, _>((Bound::Included(start), Bound::Unbounded));
            behind.next().is_some_and(|declared| declared.starts_with(start))
        };
        let has_wildcard = || {
            let ends = name.char_indices().map(|(at, _)| at).chain([name.len()]);
            let mut beginnings = ends.filter_map(|end| name.get(..end));
            self.has_wildcards && beginnings.any(|start| self.names.contains(&format!("{start}*")))
        };
        self.names.contains(name)
            || name.strip_suffix('*').is_some_and(any_begins)
            || has_wildcard()
    }
}

impl DataFile {
    fn new(
        mentions: Vec<Box<str>>,
        manifest: Option<Manifest>,
        source: Option<SourceFile>,
        secrets: Vec<SecretUse>,
        suppressions: Vec<Suppression>,
    ) -> Self {
        let mut by_package: HashMap<String, Vec<usize>> = HashMap::new();
        let dependencies = manifest.iter().flat_map(|manifest| &manifest.dependencies);
        for (index, dependency) in dependencies.enumerate() {
            for key in keys_of_package(&dependency.name.value) {
                by_package.entry(key).or_default().push(index);
            }
        }
        Self { mentions, manifest, source: source.map(Arc::new), by_package, secrets, suppressions }
    }

    /// The dependencies on a package, by its [`package_key`](crate::source::package_key), in the
    /// order of the manifest.
    pub fn dependencies_on(&self, key: &str) -> impl Iterator<Item = &Dependency> {
        let dependencies = self.manifest.as_ref().map(|manifest| &manifest.dependencies);
        let indices = self.by_package.get(key).into_iter().flatten();
        indices.filter_map(move |index| dependencies?.get(*index))
    }
}

impl Entry {
    /// Reads a text.
    pub fn of_text(path: &RelPath, text: &Arc<str>, config: &Config) -> Self {
        Self::read(path, text, config, &|language, is_test| {
            SourceFile::of_text(path, language, text, is_test)
        })
    }

    fn read(
        path: &RelPath,
        text: &Arc<str>,
        config: &Config,
        source_file: &dyn Fn(Language, bool) -> SourceFile,
    ) -> Self {
        let name = path.file_name();
        if discovery::is_contract(path, config) {
            return Self::Contract(Arc::new(ContractFile {
                path: path.clone(),
                text: text.clone(),
                contract: contract::parse(text),
                suppressions: source::markdown_suppressions(text),
                secrets: source::secrets(text),
            }));
        }
        if discovery::is_infra(path, config) {
            return Self::Infra(Arc::new(InfraFile::new(path, text)));
        }
        if name == ".env" || name.starts_with(".env.") {
            return Self::Dotenv(Arc::new(DotenvFile::parse(path, text)));
        }
        let is_test = config.tests.is_match(path.as_str());
        let manifest = source::read_manifest(path.as_str(), text).filter(|_| !is_test);
        let language = || {
            source::language_of(name).or_else(|| source::language_of_script(path.as_str(), text))
        };
        if manifest.is_none()
            && let Some(language) = language()
        {
            return Self::Source(Arc::new(source_file(language, is_test)));
        }
        // Prose names variables without using them.
        let is_prose =
            [".md", ".mdx", ".txt", ".rst", ".adoc"].iter().any(|end| name.ends_with(end));
        let mentions = if is_prose { Vec::new() } else { mentions::variable_mentions(text) };
        let facts = source::data_facts(path.as_str(), text);
        let suppressions = facts.as_ref().map_or_else(Vec::new, |facts| facts.suppressions.clone());
        let facts = facts.filter(|facts| {
            let says_something = !facts.urls.is_empty() || !facts.env_uses.is_empty();
            // Recordings and fixtures of tests are no code, but scripts are.
            says_something && (!is_test || source::is_shell_script(path.as_str(), text))
        });
        let said = facts.map(|facts| SourceFile::of_data(path, facts, is_test));
        Self::Data(Arc::new(DataFile::new(
            mentions,
            manifest,
            said,
            source::secrets(text),
            suppressions,
        )))
    }

    /// The same with `is_test` of a source file as it is said.
    pub fn with_test(self, is_test: bool) -> Self {
        match self {
            Self::Source(file) if file.is_test != is_test => {
                let mut file =
                    Arc::try_unwrap(file).unwrap_or_else(|shared| SourceFile::clone(&shared));
                file.is_test = is_test;
                Self::Source(Arc::new(file))
            }
            other => other,
        }
    }

    /// Reads a file from disk. What cannot be read is logged: loudly for a contract, whose absence
    /// changes everything.
    pub(super) fn of_disk(
        root: &Arc<Path>,
        path: &RelPath,
        config: &Config,
        signs: &Signs,
    ) -> Self {
        match read_text(&path.on_disk(root)) {
            Ok(text) => {
                let text = text.into();
                Self::read(path, &text, config, &|language, is_test| {
                    SourceFile::of_disk(root, path, language, &text, is_test, signs)
                })
            }
            Err(reason) if discovery::is_contract(path, config) => {
                tracing::error!("the contract {path} is skipped: {reason}");
                Self::Unread
            }
            Err(reason) => {
                tracing::debug!("{path} is skipped: {reason}");
                Self::Unread
            }
        }
    }

    /// Keys that stand in the file.
    pub fn secrets(&self) -> &[SecretUse] {
        match self {
            Self::Source(file) => &file.secrets,
            Self::Contract(file) => &file.secrets,
            Self::Infra(file) => &file.secrets,
            Self::Dotenv(file) => &file.secrets,
            Self::Data(file) => &file.secrets,
            Self::Unread => &[],
        }
    }

    /// The suppression comments of the file.
    pub fn suppressions(&self) -> &[Suppression] {
        match self {
            Self::Source(file) => file.suppressions(),
            Self::Contract(file) => &file.suppressions,
            Self::Dotenv(file) => &file.suppressions,
            Self::Data(file) => &file.suppressions,
            Self::Infra(_) | Self::Unread => &[],
        }
    }

    /// The source file, when it is one.
    pub fn as_source(&self) -> Option<&Arc<SourceFile>> {
        match self {
            Self::Source(file) => Some(file),
            _ => None,
        }
    }

    /// What a data file says as source does, when it says any of it.
    pub fn as_data_source(&self) -> Option<&Arc<SourceFile>> {
        match self {
            Self::Data(file) => file.source.as_ref(),
            _ => None,
        }
    }

    /// What it asks for, when it is a manifest.
    pub fn as_manifest(&self) -> Option<&Manifest> {
        match self {
            Self::Data(file) => file.manifest.as_ref(),
            _ => None,
        }
    }

    /// Names shaped like environment variables that a use of a variable may be among.
    pub fn mentions(&self) -> &[Box<str>] {
        match self {
            Self::Source(file) => &file.mentions,
            Self::Data(file) => &file.mentions,
            _ => &[],
        }
    }
}

/// Why a file is not read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The system says no.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Hand-written source stays far below.
    #[error("it is larger than {} MiB", LARGEST_FILE / 1024 / 1024)]
    TooLarge,
    /// It holds a zero byte.
    #[error("it is binary")]
    Binary,
    /// It is text in another encoding.
    #[error("it is not UTF-8")]
    NotUtf8,
}

/// The text of a file on disk.
///
/// # Errors
/// When it cannot be opened, is too large, binary or not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Unreadable> {
    let mut file = fs::File::open(path)?;
    let length = file.metadata()?.len();
    if length > LARGEST_FILE {
        return Err(Unreadable::TooLarge);
    }
    let mut bytes = Vec::with_capacity(length as usize + 1);
    file.read_to_end(&mut bytes)?;
    if bytes.contains(&0) {
        return Err(Unreadable::Binary);
    }
    String::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)
}
