//! Go to definition.

use std::collections::BTreeSet;

use crate::source::Definition;
use crate::text::ByteRange;
use crate::workspace::{Governed, PathPlace, RelPath, Snapshot};

use super::DefinitionTarget;
use super::link_targets::follow;
use super::subject::Subject;

/// Names of files that say what a folder is, most telling first; what `Location:` leads to.
const MAIN_FILES: &[&str] = &["client", "index", "mod", "lib", "main"];

/// Where the thing at a byte offset of a document is defined.
///
/// In the contract: from the function of a Used By row to its definition, from any path to the file
/// (from a folder to its main file), from a variable to the places that read it, from a service in
/// the overview, a category or a suppression to its section, from a handler or class to its
/// definition in the binding, from a link to its target. In source, `.env*`, INFRA_CONTRACT.md and
/// files of settings: from a variable to the row that documents it, from an SDK or an address of an
/// API to the binding module; inside the binding, to the section of the contract. An import of a
/// binding is left to the language's own server: a second answer would make the editor ask which.
pub fn definition(snapshot: &Snapshot, path: &RelPath, offset: usize) -> Vec<DefinitionTarget> {
    let Some(subject) = Subject::at(snapshot, path, offset) else { return Vec::new() };
    match &subject {
        Subject::UsageFunction { contract, usage, function } => {
            let file = usage.file.as_ref().map(|file| snapshot.place_of(contract, &file.path));
            let source =
                file.as_ref().and_then(PathPlace::path).and_then(|path| snapshot.source(path));
            let definitions =
                source.map(|source| source.facts().definitions_named(&function.value));
            let target = |definition: &Definition| DefinitionTarget {
                origin: function.range,
                path: source.map_or_else(RelPath::root, |source| source.path.clone()),
                range: definition.range,
                focus: definition.name.range,
            };
            definitions.unwrap_or_default().into_iter().map(target).collect()
        }
        Subject::Path { contract, path, range } => file_of(snapshot, contract, path)
            .map(|path| start_of(path, *range))
            .into_iter()
            .collect(),
        Subject::Service { contract, service, range } => {
            section_of(contract, *service, *range).into_iter().collect()
        }
        Subject::ServiceUse { contract, service, range } => {
            let is_inside = contract.is_in_binding(*service, path);
            let binding = || main_file(snapshot, contract, *service);
            let target = (!is_inside).then(binding).flatten().map(|file| start_of(file, *range));
            target.or_else(|| section_of(contract, *service, *range)).into_iter().collect()
        }
        Subject::Symbol { contract, service, name, range } => {
            symbols(snapshot, contract, *service, name)
                .into_iter()
                .map(|(path, definition)| {
                    target_at(*range, path, definition.range, definition.name.range)
                })
                .collect()
        }
        Subject::Link { target, range } => {
            let Some(target) = follow(snapshot, path, target) else { return Vec::new() };
            let target = match target.section {
                Some((section, heading)) => Some(target_at(*range, target.path, section, heading)),
                None => main_file_of(snapshot, &target.path).map(|path| start_of(path, *range)),
            };
            target.into_iter().collect()
        }
        Subject::Documented { variable, range } => reads(snapshot, &variable.name.value)
            .into_iter()
            .map(|(path, focus)| target_at(*range, path, focus, focus))
            .collect(),
        Subject::Infra { .. }
        | Subject::Dotenv { .. }
        | Subject::EnvUse { .. }
        | Subject::Mention { .. } => {
            let Some((name, origin)) = subject.variable() else { return Vec::new() };
            rows(snapshot, path, name)
                .into_iter()
                .filter(|(row_path, _, focus)| row_path != path || *focus != origin)
                .map(|(path, range, focus)| target_at(origin, path, range, focus))
                .collect()
        }
    }
}

/// The rows that document a variable: in the contract that governs the asking file, then in the
/// others, then in infrastructure contracts. Path, whole row, name.
pub(super) fn rows(
    snapshot: &Snapshot,
    asking: &RelPath,
    name: &str,
) -> Vec<(RelPath, ByteRange, ByteRange)> {
    let mut rows = Vec::new();
    let governing = snapshot.governing(asking);
    let is_governing = |contract: &&std::sync::Arc<Governed>| {
        governing.is_some_and(|governing| governing.file.path == contract.file.path)
    };
    let (first, others): (Vec<_>, Vec<_>) = snapshot.contracts().iter().partition(is_governing);
    let contracts = if first.is_empty() { others } else { first };
    for contract in contracts {
        for service in contract.documenting(name) {
            if let Some(variable) = contract.documentation(service, name) {
                rows.push((contract.file.path.clone(), variable.range, variable.name.range));
            }
        }
        let infra = contract.infra.iter().flat_map(|infra| {
            let named =
                infra.contract.variables.iter().filter(|variable| variable.name.value == name);
            named.map(|variable| (infra.path.clone(), variable.range, variable.name.range))
        });
        rows.extend(infra);
    }
    rows
}

/// The places in source that read a variable; `STRIPE_PRICE_*` means every one that begins so.
pub(super) fn reads(snapshot: &Snapshot, name: &str) -> Vec<(RelPath, ByteRange)> {
    let names: Vec<&str> = match name.strip_suffix('*') {
        Some(prefix) => {
            snapshot.used_variables().into_iter().filter(|name| name.starts_with(prefix)).collect()
        }
        None => vec![name],
    };
    let uses = names.into_iter().flat_map(|name| snapshot.env_uses(name));
    uses.map(|(file, used)| (file.path.clone(), used.name.range)).collect()
}

/// The section of an integration.
fn section_of(contract: &Governed, service: usize, origin: ByteRange) -> Option<DefinitionTarget> {
    let integration = contract.integrations().get(service)?;
    let path = contract.file.path.clone();
    Some(target_at(origin, path, integration.range, integration.name.range))
}

/// The main file of an integration's binding: that of the first path that leads to one.
fn main_file(snapshot: &Snapshot, contract: &Governed, service: usize) -> Option<RelPath> {
    let governed = contract.services.get(service)?;
    // A file that is named is meant before a folder it lies in.
    let paths: Vec<&RelPath> = governed.binding_paths().collect();
    let file = paths.iter().find(|path| snapshot.source(path).is_some());
    let folder = || paths.iter().find_map(|path| main_file_of(snapshot, path));
    file.map(|path| (*path).clone()).or_else(folder)
}

/// The definitions in an integration's binding that a name of the contract means.
pub(super) fn symbols<'snapshot>(
    snapshot: &'snapshot Snapshot,
    contract: &Governed,
    service: usize,
    name: &str,
) -> Vec<(RelPath, &'snapshot Definition)> {
    let Some(governed) = contract.services.get(service) else { return Vec::new() };
    let files: BTreeSet<&RelPath> =
        governed.binding_paths().flat_map(|binding| snapshot.files_in(binding)).collect();
    let sources = files.into_iter().filter_map(|path| snapshot.source(path));
    sources
        .flat_map(|file| {
            let found = file.facts().definitions_named(name).into_iter();
            found.map(|definition| (file.path.clone(), definition))
        })
        .collect()
}

/// The file a path of the contract leads to; a folder leads to its main file.
fn file_of(snapshot: &Snapshot, contract: &Governed, path: &str) -> Option<RelPath> {
    let place = snapshot.place_of(contract, path);
    main_file_of(snapshot, place.path()?)
}

/// The file itself, or the main file of a folder.
pub(super) fn main_file_of(snapshot: &Snapshot, path: &RelPath) -> Option<RelPath> {
    if snapshot.entry(path).is_some() {
        return Some(path.clone());
    }
    let directly_in = |file: &&RelPath| file.parent() == *path;
    let rank = |file: &&RelPath| {
        let stem = file.file_name().split('.').next().unwrap_or_default();
        MAIN_FILES.iter().position(|main| *main == stem).unwrap_or(MAIN_FILES.len())
    };
    snapshot.files_in(path).filter(directly_in).min_by_key(rank).cloned()
}

fn start_of(path: RelPath, origin: ByteRange) -> DefinitionTarget {
    target_at(origin, path, ByteRange::at(0), ByteRange::at(0))
}

fn target_at(
    origin: ByteRange,
    path: RelPath,
    range: ByteRange,
    focus: ByteRange,
) -> DefinitionTarget {
    DefinitionTarget { origin, path, range, focus }
}
