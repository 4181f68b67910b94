//! Imports of all that is in a package: which names they bring, the file cannot see.

use crate::source::facts::ImportUse;
use crate::source::tree::Node;

use super::File;
use super::qualified::starts_package;
use super::usages;

/// What an import of a whole package is used for: the types that the file neither declares nor
/// imports by name may be any package's, so they decide for all of them.
pub(super) fn used(file: &File<'_>) -> ImportUse {
    let own = file.dialect.words().own_types;
    let is_open = |node: Node<'_>| {
        let name = node.text();
        let is_generic = name.chars().count() == 1;
        name.starts_with(char::is_uppercase) && !is_generic && !own.contains(&name)
    };
    let uses = file.names.free().iter().filter(|usage| {
        let node = file.syntax.node(usage.node);
        is_open(node) && starts_package(file, node).is_none()
    });
    usages::used(uses.map(|usage| usage.role))
}

/// The import of a whole package that most likely brings a type: the one whose package has the
/// name that the type begins with, else the only one that is not the language's own.
pub(super) fn bringing(file: &File<'_>, type_name: &str) -> Option<usize> {
    let own = file.dialect.words().own_packages;
    let is_open = |target: &str| {
        let first = target.split('.').next().unwrap_or_default();
        !own.contains(&first)
    };
    let candidates: Vec<(usize, &str)> = file
        .written
        .iter()
        .enumerate()
        .filter(|(_, import)| {
            import.local.is_none() && !import.is_static && is_open(&import.target)
        })
        .map(|(index, import)| (index, import.target.as_str()))
        .collect();
    let named = candidates.iter().find(|(_, target)| begins_with_package(type_name, target));
    match (named, candidates.as_slice()) {
        (Some((index, _)), _) | (None, [(index, _)]) => Some(*index),
        _ => None,
    }
}

/// Whether a type is named after its package: `AmazonS3Client` of `Amazon.S3`, `OpenAIClient` of
/// `Azure.AI.OpenAI`, `BlobServiceClient` of `Azure.Storage.Blobs`.
fn begins_with_package(type_name: &str, package: &str) -> bool {
    let type_name = type_name.to_lowercase();
    let steps: Vec<String> = package.split('.').map(str::to_lowercase).collect();
    (0..steps.len()).any(|start| {
        let joined = steps[start..].concat();
        let singular = steps[start].trim_end_matches('s');
        type_name.starts_with(&joined) || singular.len() > 2 && type_name.starts_with(singular)
    })
}
