//! Bindings in the import paths of source.

use std::collections::BTreeMap;

use crate::features::{CompletionItem, CompletionKind};
use crate::source::{Import, Language};
use crate::text::ByteRange;
use crate::workspace::{Governed, RelPath, Snapshot, SourceFile, Target, TargetNames};

use super::cursor::Cursor;
use super::item::item;

/// What stands before the quote of an import path.
const IMPORT_WORDS: &[&str] =
    &["from ", "from", "import ", "import", "import(", "require(", "require.resolve(", "mock("];

/// The modules of the bindings that govern a file, inside the path of an import: as other files
/// import them, else relative to this one. In Rust behind `use crate::`, in Python behind `from` and
/// `import`.
pub(super) fn items(
    snapshot: &Snapshot,
    file: &SourceFile,
    cursor: &Cursor<'_>,
) -> Vec<CompletionItem> {
    let Some(contract) = snapshot.governing(&file.path) else { return Vec::new() };
    let place = match file.language {
        Language::Rust => rust_path(cursor),
        Language::Python => python_path(cursor),
        language if language.is_ecmascript() => specifier(cursor),
        _ => None,
    };
    let Some(range) = place else { return Vec::new() };
    let mut items: BTreeMap<String, CompletionItem> = BTreeMap::new();
    for (index, service) in contract.services.iter().enumerate() {
        let Some(integration) = contract.integrations().get(index) else { continue };
        if contract.is_in_binding(index, &file.path) {
            continue;
        }
        for module in service.binding_paths().flat_map(|it| modules(snapshot, it)) {
            let named = match file.language {
                Language::Rust => crate_path(&file.path, &module).into_iter().collect(),
                Language::Python => dotted_names(snapshot, file, &module),
                _ => specifiers(snapshot, contract, file, &module),
            };
            for (place, name) in named.into_iter().enumerate() {
                let sort = format!("{place}{index:04}{name}");
                let mut made =
                    item(cursor.text, range, CompletionKind::Module, &*name, &*name, sort);
                made.filter = name.clone();
                made.detail = Some(format!("{} binding", integration.name.value));
                items.entry(name).or_insert(made);
            }
        }
    }
    items.into_values().collect()
}

/// The files of a binding that can be imported; of a folder with a front door that alone.
fn modules(snapshot: &Snapshot, binding: &RelPath) -> Vec<RelPath> {
    if snapshot.source(binding).is_some() {
        return vec![binding.clone()];
    }
    let is_module = |path: &&RelPath| {
        snapshot.source(path).is_some_and(|file| !file.is_test) && !path.as_str().contains(".d.")
    };
    let files: Vec<RelPath> = snapshot.files_in(binding).filter(is_module).cloned().collect();
    let is_door = |path: &RelPath| {
        path.parent() == *binding && matches!(stem(path), "index" | "mod" | "__init__")
    };
    match files.iter().find(|path| is_door(path)) {
        Some(door) => vec![door.clone()],
        None => files,
    }
}

/// The path inside the quotes at the cursor, when they are those of an import.
fn specifier(cursor: &Cursor<'_>) -> Option<ByteRange> {
    let before = cursor.before();
    let quote_at = before.rfind(['"', '\''])?;
    let quote = before.get(quote_at..)?.chars().next()?;
    let lead = before.get(..quote_at)?;
    let is_import = IMPORT_WORDS.iter().any(|word| {
        let rest = lead.strip_suffix(*word);
        rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    });
    let is_comment = lead.trim_start().starts_with(['/', '*']);
    let typed = before.get(quote_at + 1..)?;
    if !is_import || is_comment || typed.contains(char::is_whitespace) {
        return None;
    }
    let behind = cursor.behind();
    let end = behind.find(|c: char| c == quote || c.is_whitespace() || c == ';' || c == ')');
    let end = cursor.offset + end.unwrap_or(behind.len());
    Some(ByteRange::new(cursor.line.start() + quote_at + 1, end))
}

/// The path behind `use` at the cursor, when it begins with `crate::`.
fn rust_path(cursor: &Cursor<'_>) -> Option<ByteRange> {
    let before = cursor.before();
    let statement = before.trim_start();
    let path = statement.strip_prefix("use ").or_else(|| {
        let visibility = statement.strip_prefix("pub")?;
        visibility.split_once("use ").map(|(_, path)| path)
    })?;
    let is_path = path.starts_with("crate::") && !path.contains(['{', ' ', ';']);
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let behind = cursor.behind();
    let end = behind.len() - behind.trim_start_matches(is_part).len();
    is_path.then(|| ByteRange::new(cursor.offset - path.len(), cursor.offset + end))
}

/// The dotted name behind `from` or `import` at the cursor.
fn python_path(cursor: &Cursor<'_>) -> Option<ByteRange> {
    let statement = cursor.before().trim_start();
    let path = ["from ", "import "].iter().find_map(|word| statement.strip_prefix(word))?;
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let behind = cursor.behind();
    let end = behind.len() - behind.trim_start_matches(is_part).len();
    let is_path = path.chars().all(is_part);
    is_path.then(|| ByteRange::new(cursor.offset - path.len(), cursor.offset + end))
}

/// How a module is named in Python: as other files name it, else from the outermost folder around
/// both.
fn dotted_names(snapshot: &Snapshot, file: &SourceFile, module: &RelPath) -> Vec<String> {
    let users = snapshot.importers(module);
    let of_user = |user: &RelPath| {
        let user = snapshot.source(user)?;
        let targets = snapshot.targets(user);
        let imports = user.facts().imports.iter().zip(targets.iter());
        imports.filter_map(|(import, target)| written_name(import, target.as_ref()?, module)).next()
    };
    let known = users.iter().find_map(of_user);
    known.or_else(|| dotted_from_root(snapshot, file, module)).into_iter().collect()
}

/// The whole name under which an import names a module, when it is no relative one.
fn written_name(import: &Import, target: &Target, module: &RelPath) -> Option<String> {
    if target.path != *module || import.target.value.starts_with('.') {
        return None;
    }
    let last = import.names.first().map(|name| &*name.imported).filter(|name| *name != "*");
    let below = last.filter(|_| target.names == TargetNames::Module);
    let lead = import.target.value.as_str();
    let name = below.map_or_else(|| lead.to_owned(), |below| format!("{lead}.{below}"));
    format!(".{}", dotted(module.as_str())).ends_with(&format!(".{name}")).then_some(name)
}

/// The name from the outermost folder around both files that is no package; packages mostly lie
/// there, or in its `src`.
fn dotted_from_root(snapshot: &Snapshot, file: &SourceFile, module: &RelPath) -> Option<String> {
    let has_door = |folder: &RelPath| {
        folder.join("__init__.py").is_some_and(|door| snapshot.source(&door).is_some())
    };
    let around = std::iter::successors(Some(file.path.parent()), |folder| {
        (!folder.as_str().is_empty()).then(|| folder.parent())
    });
    let root = around.filter(|folder| module.is_in(folder) && !has_door(folder)).last()?;
    let name = dotted(module.relative_to(&root)?);
    let name = name.strip_prefix("src.").unwrap_or(&name).to_owned();
    (!name.is_empty()).then_some(name)
}

/// The dotted name of a path.
fn dotted(path: &str) -> String {
    let path = path.strip_suffix(".pyi").or_else(|| path.strip_suffix(".py")).unwrap_or(path);
    path.strip_suffix("/__init__").unwrap_or(path).replace('/', ".")
}

/// How a module is named in an import of a file: as other files do with an alias or a package name,
/// which holds everywhere, then relative to the file.
fn specifiers(
    snapshot: &Snapshot,
    contract: &Governed,
    file: &SourceFile,
    module: &RelPath,
) -> Vec<String> {
    /// A specifier that holds everywhere is used by some; there is no need to ask all users.
    const ASKED_USERS: usize = 20;
    let mut found: Vec<String> = Vec::new();
    for user in snapshot.importers(module).into_iter().take(ASKED_USERS) {
        let Some(user) = snapshot.source(&user).filter(|user| user.path.is_in(&contract.folder))
        else {
            continue;
        };
        let targets = snapshot.targets(user);
        let imports = user.facts().imports.iter().zip(targets.iter());
        let of_module =
            imports.filter(|(_, target)| target.as_ref().is_some_and(|it| it.path == *module));
        let named = of_module.map(|(import, _)| &*import.target.value);
        for name in named.filter(|name| !name.starts_with('.')) {
            if !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        }
    }
    found.push(relative(file, module));
    found
}

/// The path from a file to a module, with an extension where the file's other imports have one.
fn relative(file: &SourceFile, module: &RelPath) -> String {
    let from = file.path.parent();
    let shared = from
        .as_str()
        .split('/')
        .zip(module.as_str().split('/'))
        .take_while(|(a, b)| a == b && !a.is_empty())
        .count();
    let depth = from.as_str().split('/').filter(|part| !part.is_empty()).count();
    let ups = "../".repeat(depth - shared.min(depth));
    let rest: Vec<&str> = module.as_str().split('/').skip(shared).collect();
    let path = rest.join("/");
    let lead = if ups.is_empty() { "./" } else { &ups };
    let written = |extension: &str| {
        let mut relative = file.facts().imports.iter().map(|import| &*import.target.value);
        relative.any(|name| name.starts_with('.') && name.ends_with(extension))
    };
    let has_extension = [".js", ".mjs", ".ts"].iter().find(|extension| written(extension));
    let without = path.rsplit_once('.').map_or(&*path, |(without, _)| without);
    match has_extension {
        Some(&".ts") => format!("{lead}{path}"),
        Some(extension) => format!("{lead}{without}{extension}"),
        None => {
            let folder = without.strip_suffix("/index").unwrap_or(without);
            format!("{lead}{folder}")
        }
    }
}

/// The path of a module in the crate of a file; `None` when they are of two crates.
fn crate_path(file: &RelPath, module: &RelPath) -> Option<String> {
    let root = |path: &RelPath| {
        let path = path.as_str();
        let end = path.rfind("/src/").map(|at| at + "/src/".len());
        end.or_else(|| path.starts_with("src/").then_some("src/".len()))
    };
    let (of_file, of_module) = (root(file)?, root(module)?);
    let root = file.as_str().get(..of_file)?;
    if module.as_str().get(..of_module)? != root {
        return None;
    }
    let inner = module.as_str().get(of_module..)?.strip_suffix(".rs")?;
    let inner = inner.strip_suffix("/mod").unwrap_or(inner);
    Some(format!("crate::{}", inner.replace('/', "::")))
}

fn stem(path: &RelPath) -> &str {
    path.file_name().split('.').next().unwrap_or_default()
}
