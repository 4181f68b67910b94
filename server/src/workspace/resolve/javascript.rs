//! JavaScript and TypeScript: relative paths, tsconfig and jsconfig paths, `#imports`, and packages
//! of the workspace by their names, so that it works before anything is installed.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use oxc_resolver::{
    ResolveOptions, Resolver, TsconfigDiscovery, TsconfigOptions, TsconfigReferences,
};

use crate::catalog::npm_package_of;

use super::super::RelPath;
use super::super::entry::{Entry, read_text};

pub(super) struct JavaScriptResolver {
    root: PathBuf,
    /// Finds the tsconfig of each importing file.
    with_tsconfig: Resolver,
    /// For relative paths when a tsconfig cannot be read.
    plain: Resolver,
    /// Resolvers by the folder of a jsconfig.json, deepest first.
    with_jsconfig: Vec<(RelPath, Resolver)>,
    /// Folders of the workspace's packages by name.
    packages: HashMap<String, RelPath>,
    /// The packages by their folders.
    by_folder: HashMap<RelPath, Package>,
    /// Specifiers that configuration gives to files, whatever those are called; an empty one when it
    /// gives any to files of any name.
    aliases: Vec<String>,
}

/// A package of the workspace.
struct Package {
    name: Option<String>,
    /// Whether it says which files its paths lead to.
    has_exports: bool,
    /// What it is imported as.
    entries: OnceLock<Vec<RelPath>>,
}

impl fmt::Debug for JavaScriptResolver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("JavaScriptResolver").field("packages", &self.packages).finish()
    }
}

/// What an import may leave out, most likely ones first.
const EXTENSIONS: [&str; 11] =
    [".ts", ".tsx", ".mts", ".cts", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".json"];

#[derive(serde::Deserialize)]
struct PackageJson {
    name: Option<String>,
}

impl JavaScriptResolver {
    pub(super) fn new(root: &Path, entries: &BTreeMap<RelPath, Entry>) -> Self {
        let mut packages = HashMap::new();
        let mut with_jsconfig = Vec::new();
        let mut by_folder = HashMap::new();
        let mut aliases = Vec::new();
        for path in entries.keys() {
            if is_compiler_config(path.file_name())
                && let Ok(text) = read_text(&path.on_disk(root))
            {
                aliases.extend(aliases_in(&text, "\"paths\""));
            }
            match path.file_name() {
                "package.json" => {
                    let manifest = read_text(&path.on_disk(root)).unwrap_or_default();
                    let name = package_name(&manifest);
                    aliases.extend(aliases_in(&manifest, "\"imports\""));
                    let has_exports = manifest.contains("\"exports\"");
                    let package =
                        Package { name: name.clone(), has_exports, entries: OnceLock::new() };
                    by_folder.insert(path.parent(), package);
                    if let Some(name) = name {
                        packages.entry(name).or_insert_with(|| path.parent());
                    }
                }
                "jsconfig.json" => {
                    let file = path.on_disk(root);
                    let manual = TsconfigOptions {
                        config_file: file,
                        references: TsconfigReferences::Disabled,
                    };
                    let resolver = Resolver::new(options(Some(TsconfigDiscovery::Manual(manual))));
                    with_jsconfig.push((path.parent(), resolver));
                }
                _ => {}
            }
        }
        with_jsconfig.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.as_str().len()));
        Self {
            root: root.to_owned(),
            with_tsconfig: Resolver::new(options(Some(TsconfigDiscovery::Auto))),
            plain: Resolver::new(options(None)),
            with_jsconfig,
            packages,
            by_folder,
            aliases,
        }
    }

    /// The file of the workspace that `specifier` means in `file`.
    pub(super) fn resolve(&self, file: &RelPath, specifier: &str) -> Option<RelPath> {
        let on_disk = file.on_disk(&self.root);
        let is_relative = specifier.starts_with("./")
            || specifier.starts_with("../")
            || specifier == "."
            || specifier == "..";
        let below_root = |path: &Path| RelPath::below(&self.root, path);
        let by_config = self.with_tsconfig.resolve_file(&on_disk, specifier).ok();
        if let Some(path) = by_config.and_then(|resolution| below_root(resolution.path())) {
            return Some(path);
        }
        if is_relative {
            let resolution = self.plain.resolve(on_disk.parent()?, specifier).ok();
            return resolution
                .and_then(|resolution| below_root(resolution.path()))
                .or_else(|| self.by_name(&file.parent().join(specifier)?))
                // A file that is not there yet is still no package.
                .or_else(|| file.parent().join(specifier));
        }
        let by_jsconfig = self
            .with_jsconfig
            .iter()
            .find(|(folder, _)| file.is_in(folder))
            .and_then(|(_, resolver)| resolver.resolve(on_disk.parent()?, specifier).ok());
        if let Some(path) = by_jsconfig.and_then(|resolution| below_root(resolution.path())) {
            return Some(path);
        }
        let (name, inner) = npm_package_of(specifier)?;
        let folder = self.packages.get(name)?;
        let inside = if inner.is_empty() { ".".to_owned() } else { format!("./{inner}") };
        let candidates = [inside, format!("./src/{inner}"), "./src".to_owned()];
        let resolved = candidates.iter().find_map(|candidate| {
            let resolution = self.plain.resolve(folder.on_disk(&self.root), candidate).ok()?;
            below_root(resolution.path())
        });
        Some(resolved.unwrap_or_else(|| folder.clone()))
    }

    /// Names under which specifiers lead to a file or folder, beside its own: those of packages and
    /// the folders they lie in, and aliases. An empty one when any specifier may.
    pub(super) fn names_of(&self, place: &RelPath) -> Vec<String> {
        let mut names = self.aliases.clone();
        let mut folder = Some(place.clone());
        while let Some(above) = folder {
            if let Some(package) = self.by_folder.get(&above) {
                let is_entry = || above == *place || self.entries(&above, package).contains(place);
                if package.has_exports || is_entry() {
                    names.extend(package.name.clone());
                    let is_root = above.as_str().is_empty();
                    names.extend((!is_root).then(|| above.file_name().to_owned()));
                }
            }
            folder = (!above.as_str().is_empty()).then(|| above.parent());
        }
        names
    }

    fn entries<'own>(&'own self, folder: &RelPath, package: &'own Package) -> &'own [RelPath] {
        package.entries.get_or_init(|| {
            let resolved = |inside: &&str| {
                let resolution = self.plain.resolve(folder.on_disk(&self.root), inside).ok()?;
                RelPath::below(&self.root, resolution.path())
            };
            [".", "./src"].iter().filter_map(resolved).collect()
        })
    }

    /// The file that a path means by its name alone. The resolver gives up on every path below a
    /// package.json that does not parse, and one that is being edited often does not.
    fn by_name(&self, path: &RelPath) -> Option<RelPath> {
        let is_file = |path: &RelPath| path.on_disk(&self.root).is_file();
        let with = |path: &RelPath, extension: &str| {
            RelPath::parse(&format!("{}{extension}", path.as_str())).filter(is_file)
        };
        let stem = path.as_str().strip_suffix(".js").and_then(RelPath::parse);
        let index = path.join("index");
        is_file(path)
            .then(|| path.clone())
            .or_else(|| EXTENSIONS.iter().find_map(|extension| with(path, extension)))
            .or_else(|| EXTENSIONS.iter().find_map(|extension| with(stem.as_ref()?, extension)))
            .or_else(|| EXTENSIONS.iter().find_map(|extension| with(index.as_ref()?, extension)))
    }
}

/// Whether a file may say what specifiers mean.
fn is_compiler_config(name: &str) -> bool {
    name.ends_with(".json") && (name.contains("tsconfig") || name.contains("jsconfig"))
}

/// The specifiers that an object gives to files by whole name; an empty one when a file's name has
/// nothing of the specifier (`"#lib/*": "./src/*/main.ts"`). Comments may stand in it, and what looks
/// like a key in one is an alias more.
fn aliases_in(text: &str, key: &str) -> Vec<String> {
    let Some((_, behind)) = text.split_once(key) else { return Vec::new() };
    let Some(object) = behind.trim_start().strip_prefix(':').map(str::trim_start) else {
        return Vec::new();
    };
    let mut depth = 0_usize;
    let end = object.find(|c| {
        depth = match c {
            '{' => depth + 1,
            '}' => depth.saturating_sub(1),
            _ => depth,
        };
        depth == 0
    });
    let object = &object[..end.unwrap_or(object.len())];
    let strings = object.split('"').skip(1).step_by(2);
    let is_hidden = |text: &str| text.split_once('*').is_some_and(|(_, end)| end.contains('/'));
    if strings.clone().any(is_hidden) {
        return vec![String::new()];
    }
    strings.filter(|text| !text.contains('*')).map(str::to_owned).collect()
}

/// The name in a package.json, also in one that is being edited and does not parse.
fn package_name(text: &str) -> Option<String> {
    match serde_json::from_str::<PackageJson>(text) {
        Ok(package) => package.name,
        Err(_) => {
            let (_, behind) = text.split_once("\"name\"")?;
            let value = behind.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
            let (name, _) = value.split_once('"')?;
            (!name.contains(['\n', '\\'])).then(|| name.to_owned())
        }
    }
}

fn options(tsconfig: Option<TsconfigDiscovery>) -> ResolveOptions {
    let list = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
    let alias = |written: &str, meant: &[&str]| (written.to_owned(), list(meant));
    ResolveOptions {
        tsconfig,
        extensions: list(&EXTENSIONS),
        // TypeScript sources are imported under the names of what they compile to.
        extension_alias: vec![
            alias(".js", &[".ts", ".tsx", ".d.ts", ".js", ".jsx"]),
            alias(".jsx", &[".tsx", ".jsx"]),
            alias(".mjs", &[".mts", ".mjs"]),
            alias(".cjs", &[".cts", ".cjs"]),
        ],
        condition_names: list(&["import", "require", "node", "default", "types"]),
        main_fields: list(&["module", "main"]),
        // Installed packages are never the workspace's own code.
        modules: Vec::new(),
        symlinks: false,
        ..ResolveOptions::default()
    }
}
