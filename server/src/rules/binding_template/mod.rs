//! A new binding module, as the template's Module Structure has it, in the language of the project:
//! real code with timeout, retries and error classes, to be filled with the service's calls.

mod language;
mod plan;

use crate::contract::PathReference;
use crate::workspace::{Governed, RelPath, Snapshot};

use super::NewFile;
use super::paths::is_folder_like;
use super::view::IntegrationView;
use language::{Part, TemplateLanguage};
use plan::Plan;

/// The files of a new binding module of an integration, for one of the paths under its Binding Module:
/// for a folder the template's structure and what the section's own draws, for a file that one. Files
/// that exist are left out; nothing where the language has no template.
pub fn binding_module(
    snapshot: &Snapshot,
    contract: &Governed,
    service: usize,
    reference: &PathReference,
) -> Vec<NewFile> {
    let Some(place) = snapshot.path_in(contract, &reference.path) else { return Vec::new() };
    let Some(integration) = contract.integrations().get(service) else { return Vec::new() };
    let is_folder = is_folder_like(&reference.path);
    let named = if is_folder { main_file(&integration.bindings, reference) } else { None };
    let by_ending = TemplateLanguage::of_file(named.unwrap_or(&reference.path));
    let language = match (is_folder, by_ending) {
        (_, Some(language)) => Some(language),
        (true, None) => TemplateLanguage::most_used(snapshot, &contract.folder),
        (false, None) => None,
    };
    let Some(language) = language else { return Vec::new() };
    let plan = Plan::new(snapshot, contract, service, language);
    let files = if is_folder {
        let main = named.and_then(|main| main.rsplit('/').next()).map(str::to_owned);
        let main = main.unwrap_or_else(|| language.main_file().to_owned());
        plan.folder(&place, &main, &integration.structure)
    } else {
        vec![NewFile { text: plan.single_file(), path: place }]
    };
    files.into_iter().filter(|file| snapshot.entry(&file.path).is_none()).collect()
}

/// One file that an existing binding lacks: with the template's text where its name tells what it
/// holds, else empty.
pub(super) fn missing_file(view: &IntegrationView<'_>, path: &RelPath) -> Vec<NewFile> {
    let name = path.file_name();
    if !name.contains('.') {
        return Vec::new();
    }
    let contract = view.contract.contract;
    let snapshot = view.contract.snapshot;
    let language = TemplateLanguage::of_file(name)
        .or_else(|| TemplateLanguage::most_used(snapshot, &contract.folder));
    let text = language.map(|language| {
        let plan = Plan::new(snapshot, contract, view.index, language);
        match Part::of_file(name, language) {
            // What stands beside it has its own names: it brings all it needs.
            Some(Part::Client) => plan.single_file(),
            Some(part) => plan.part(part),
            None => String::new(),
        }
    });
    vec![NewFile { path: path.clone(), text: text.unwrap_or_default() }]
}

/// The path under Binding Module that names the file of the client: the first file that is not plainly
/// another part.
fn main_file<'paths>(
    bindings: &'paths [PathReference],
    folder: &PathReference,
) -> Option<&'paths str> {
    let is_main = |path: &&PathReference| {
        let language = TemplateLanguage::of_file(&path.path);
        let is_inside =
            path.path.starts_with(folder.path.trim_end_matches('/')) || !path.path.contains('/');
        let name = path.path.rsplit('/').next().unwrap_or_default();
        is_inside
            && language.is_some_and(|language| {
                let part = Part::of_file(name, language);
                matches!(part, None | Some(Part::Client | Part::Entry))
            })
    };
    bindings.iter().find(is_main).map(|path| path.path.as_str())
}
