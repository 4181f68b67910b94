//! Renaming an environment variable.

use crate::rules::FileEdit;
use crate::text::Edit;
use crate::workspace::{RelPath, Snapshot};

use super::RenameRefusal;
use crate::features::references::set_in;
use crate::features::spelling::Spelling;
use crate::features::variables::{VariablePlace, strings, variable_places};

pub(super) fn rename(
    snapshot: &Snapshot,
    asking: &RelPath,
    old: &str,
    new: &str,
) -> Result<Vec<FileEdit>, RenameRefusal> {
    if !is_variable_name(new) {
        return Err(RenameRefusal::NoVariableName(new.to_owned()));
    }
    if new == old {
        return Ok(Vec::new());
    }
    if let Some(place) = taken_in(snapshot, new) {
        return Err(RenameRefusal::VariableExists { name: new.to_owned(), place });
    }
    stays_documented(snapshot, asking, old, new)?;
    let places = variable_places(snapshot, old, None);
    let mut edits = Vec::new();
    for found in &places {
        match found.spelling.renamed(old, new) {
            Some(text) => {
                let edit = Edit { range: found.place.range, text };
                edits.push(FileEdit { path: found.place.path.clone(), edit });
            }
            None if is_named_nearby(snapshot, &places, found, old) => {}
            None => {
                let path = found.place.path.clone();
                return Err(RenameRefusal::OutOfReach { name: old.to_owned(), path });
            }
        }
    }
    Ok(edits)
}

fn is_variable_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A file that has a variable of this name already.
fn taken_in(snapshot: &Snapshot, name: &str) -> Option<RelPath> {
    let documented = snapshot.contracts().iter().find_map(|contract| {
        let mut rows = contract.integrations().iter().flat_map(|it| &it.variables);
        if rows.any(|row| row.name.value == name) {
            return Some(contract.file.path.clone());
        }
        let infra = contract.infra.as_ref()?;
        let is_declared = infra.variables.iter().any(|row| row.name.value == name);
        is_declared.then(|| infra.path.clone())
    });
    let used = || snapshot.env_uses(name).first().map(|(file, _)| file.path.clone());
    let set = || set_in(snapshot, name).into_iter().next().map(|place| place.path);
    documented.or_else(used).or_else(set)
}

/// Whether a variable that only a row like `STRIPE_PRICE_*` documents is documented afterwards too.
fn stays_documented(
    snapshot: &Snapshot,
    asking: &RelPath,
    old: &str,
    new: &str,
) -> Result<(), RenameRefusal> {
    let Some(contract) = snapshot.governing(asking).or_else(|| snapshot.contract(asking)) else {
        return Ok(());
    };
    let rows: Vec<&str> = contract
        .documenting(old)
        .into_iter()
        .filter_map(|service| contract.documentation(service, old))
        .map(|row| &*row.name.value)
        .collect();
    let covers = |row: &str| row.strip_suffix('*').is_none_or(|prefix| new.starts_with(prefix));
    match rows.iter().find(|row| !covers(row)) {
        Some(row) if !rows.contains(&old) => Err(RenameRefusal::Uncovered {
            old: old.to_owned(),
            row: (*row).to_owned(),
            new: new.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Whether the name that a place takes from elsewhere is a string of the same file, which is
/// renamed: `const NAME = 'STRIPE_KEY'`.
fn is_named_nearby(
    snapshot: &Snapshot,
    places: &[VariablePlace],
    found: &VariablePlace,
    name: &str,
) -> bool {
    let Some(document) = snapshot.document(&found.place.path) else { return false };
    let strings = strings(document.text(), name);
    places.iter().any(|other| {
        other.spelling == Spelling::Plain
            && other.place.path == found.place.path
            && strings.contains(&other.place.range)
    })
}
