//! What rows of Used By Modules mean in the workspace: the files they cover, whether these define the
//! function, and where file or function went.

use crate::contract::Usage;
use crate::source::{Definition, DefinitionKind, ImportKind};
use crate::workspace::{Governed, PathPlace, RelPath, Snapshot, SourceFile, is_barrel};

use super::paths::nearest_to;
use super::view::{IntegrationView, SourceView};

/// What the file of a usage row leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Covered {
    /// One file.
    File(RelPath),
    /// The files of a folder or glob; maybe none.
    Files(Vec<RelPath>),
    /// Several places whose paths end so, or a row that names no file.
    Unclear,
    /// Nothing.
    Nothing,
}

/// The files that a row covers.
pub(crate) fn covered(snapshot: &Snapshot, contract: &Governed, usage: &Usage) -> Covered {
    let Some(file) = &usage.file else { return Covered::Unclear };
    if is_glob(&file.path) {
        return match matching(snapshot, contract, &file.path) {
            files if files.is_empty() => Covered::Nothing,
            files => Covered::Files(files),
        };
    }
    match snapshot.place_of(contract, &file.path) {
        PathPlace::Exact(path) | PathPlace::Suffix(path) => {
            if snapshot.entry(&path).is_some() {
                Covered::File(path)
            } else {
                Covered::Files(snapshot.files_in(&path).cloned().collect())
            }
        }
        PathPlace::Ambiguous => Covered::Unclear,
        PathPlace::Missing => Covered::Nothing,
    }
}

/// Whether a path is a pattern for many.
pub(crate) fn is_glob(path: &str) -> bool {
    path.contains(['*', '?']) || (path.contains('{') && path.contains('}'))
}

/// Whether a row covers a file.
pub(super) fn covers(
    snapshot: &Snapshot,
    contract: &Governed,
    usage: &Usage,
    path: &RelPath,
) -> bool {
    match covered(snapshot, contract, usage) {
        Covered::File(file) => file == *path,
        Covered::Files(files) => files.contains(path),
        // Of several candidates the file may be one: no reason to ask for another row.
        Covered::Unclear => usage
            .file
            .as_ref()
            .is_some_and(|file| path.as_str().ends_with(file.path.trim_end_matches('/'))),
        Covered::Nothing => false,
    }
}

/// Whether a file is the front door of a folder of bindings: an `index` or `mod` above the binding
/// that does nothing but hand on. Like the line that mounts a module, it uses nothing itself; who
/// imports through it is a user. Any other file that hands the binding on has a reason of its own.
pub(super) fn is_door(view: &SourceView<'_>, service: usize) -> bool {
    let path = &view.file.path;
    let stem = path.file_name().split('.').next().unwrap_or_default();
    let folder = path.parent();
    let mut bindings = view.contract.contract.services[service].binding_paths();
    ["index", "mod", "lib"].contains(&stem)
        && bindings.any(|binding| binding.is_in(&folder))
        && is_barrel(view.file.facts())
}

/// The other integrations that an import may be meant for: their binding lies at the same place.
pub(super) fn neighbours<'view>(
    view: &'view SourceView<'_>,
    service: usize,
    import: usize,
) -> impl Iterator<Item = usize> + 'view {
    let governed = view.contract.contract;
    let shares_place = move |other: usize| {
        let own = || governed.services[service].binding_paths();
        governed.services[other].binding_paths().any(|path| own().any(|own| own == path))
    };
    view.uses
        .iter()
        .filter(move |used| used.service != service && used.import == import)
        .map(|used| used.service)
        .filter(move |other| shares_place(*other))
}

/// The files that a glob of a contract matches. One that is written as seen from a package deeper
/// down matches there, as a plain path does that exists only as a suffix.
pub(super) fn matching(snapshot: &Snapshot, contract: &Governed, glob: &str) -> Vec<RelPath> {
    let exact = matching_exactly(snapshot, contract, glob);
    if !exact.is_empty() || glob.starts_with(['*', '/']) {
        return exact;
    }
    matching_exactly(snapshot, contract, &format!("**/{glob}"))
}

fn matching_exactly(snapshot: &Snapshot, contract: &Governed, glob: &str) -> Vec<RelPath> {
    // A folder may be called `[id]`.
    let glob = glob.replace('[', "[[]");
    // `*` stays within a folder, as people mean it.
    let built = globset::GlobBuilder::new(&glob).literal_separator(true).build();
    let Ok(matcher) = built.map(|glob| glob.compile_matcher()) else { return Vec::new() };
    let is_match = |path: &&RelPath| {
        path.relative_to(&contract.folder).is_some_and(|path| matcher.is_match(path))
    };
    snapshot.files_in(&contract.folder).filter(is_match).cloned().collect()
}

/// The file that a row most likely means now: the one that its missing file became, or the one to
/// which its function went. Files that have rows of their own are not asked.
pub(super) fn moved_to(view: &IntegrationView<'_>, usage: &Usage) -> Option<RelPath> {
    let snapshot = view.contract.snapshot;
    let governed = view.contract.contract;
    let file = usage.file.as_ref()?;
    match covered(snapshot, governed, usage) {
        Covered::Nothing if !is_glob(&file.path) => {
            let unlisted = unlisted_users(view);
            if let Some(user) = nearest_to(view, &file.path, &unlisted) {
                return Some(user.clone());
            }
            let by_function = usage.function.as_ref().and_then(|function| {
                sole(unlisted.iter().copied().filter(|user| defines(view, user, &function.value)))
            });
            if let Some(user) = by_function {
                return Some(user.clone());
            }
            let sources = snapshot.files_in(&governed.folder);
            let sources = sources.filter(|path| snapshot.source(path).is_some());
            let sources: Vec<&RelPath> = sources.filter(|path| !is_listed(view, path)).collect();
            nearest_to(view, &file.path, &sources).cloned()
        }
        Covered::File(path) => {
            let function = usage.function.as_ref()?;
            let source = snapshot.source(&path)?;
            if has_function(view, source, &function.value) {
                return None;
            }
            let users = users(view).filter(|user| **user != path);
            sole(users.filter(|user| defines(view, user, &function.value))).cloned()
        }
        _ => None,
    }
}

/// Whether a file defines what a row calls a function, or hands it on.
pub(super) fn has_function(view: &IntegrationView<'_>, source: &SourceFile, written: &str) -> bool {
    let facts = source.facts();
    if !facts.definitions_named(written).is_empty() {
        return true;
    }
    let reexports = facts.imports.iter().filter(|import| import.kind == ImportKind::Reexport);
    if reexports.flat_map(|import| &import.names).any(|name| name.local == written) {
        return true;
    }
    // A dotted name whose holder the file does not define may be a method of the SDK, or one that
    // is inherited: as long as the word is there, it is not called gone.
    let separators = ["::", ".", "#"];
    let split = separators.iter().find_map(|separator| written.rsplit_once(separator));
    // While somebody types in it, a file may define more than could be read.
    if facts.is_broken {
        return mentions_word(view, &source.path, split.map_or(written, |(_, name)| name));
    }
    let Some((holder, name)) = split else { return false };
    let defines_holder = facts.definitions.iter().any(|definition| definition.name.value == holder);
    !defines_holder && mentions_word(view, &source.path, name)
}

fn mentions_word(view: &IntegrationView<'_>, path: &RelPath, word: &str) -> bool {
    let Some(document) = view.contract.snapshot.document(path) else { return true };
    has_word(document.text(), word)
}

/// Whether a word stands in a text, with nothing of a name right before or behind it.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
        })
}

/// The files that surely use the binding, in order.
pub(super) fn users<'view>(
    view: &IntegrationView<'view>,
) -> impl Iterator<Item = &'view RelPath> + use<'view> {
    let index = view.index;
    let uses = view.contract.uses.iter();
    let is_user = move |uses: &[crate::workspace::BindingUse]| {
        uses.iter().any(|used| used.service == index && used.certain)
    };
    uses.filter(move |(_, uses)| is_user(uses)).map(|(path, _)| path)
}

fn unlisted_users<'view>(view: &IntegrationView<'view>) -> Vec<&'view RelPath> {
    users(view).filter(|path| !is_listed(view, path)).collect()
}

fn is_listed(view: &IntegrationView<'_>, path: &RelPath) -> bool {
    let contract = view.contract;
    let usages = &view.integration().usages;
    usages.iter().any(|usage| covers(contract.snapshot, contract.contract, usage, path))
}

fn defines(view: &IntegrationView<'_>, path: &RelPath, function: &str) -> bool {
    let source = view.contract.snapshot.source(path);
    // A module may be called like its main function: `mod checkout;`.
    let is_callable = |it: &Definition| it.kind != DefinitionKind::Module;
    source.is_some_and(|source| {
        source.facts().definitions_named(function).into_iter().any(is_callable)
    })
}

fn sole<Item>(mut items: impl Iterator<Item = Item>) -> Option<Item> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}
