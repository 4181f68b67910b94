//! Renaming an environment variable.

use crate::contract::{Integration, Variable, parse, parse_infra};
use crate::rules::FileEdit;
use crate::text::{Edit, apply_edits};
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
    for in_file in places.chunk_by(|one, other| one.place.path == other.place.path) {
        let Some(path) = in_file.first().map(|found| &found.place.path) else { continue };
        let out_of_reach =
            || RenameRefusal::OutOfReach { name: old.to_owned(), path: path.clone() };
        let document = snapshot.document(path).ok_or_else(out_of_reach)?;
        let text = document.text();
        for found in in_file {
            match found.spelling.renamed(text, found.place.range, new) {
                Some(edit) => edits.push(FileEdit { path: path.clone(), edit }),
                None if is_string_of(text, in_file, old) => {}
                None => return Err(out_of_reach()),
            }
        }
    }
    if !reads_back(snapshot, &edits, old, new) {
        return Err(RenameRefusal::UnreadName(new.to_owned()));
    }
    Ok(edits)
}

/// Whether contracts and infrastructure contracts, after the edits, declare what they declared, under
/// the new name: a table says that `Key` is a variable's name no more than prose does.
fn reads_back(snapshot: &Snapshot, edits: &[FileEdit], old: &str, new: &str) -> bool {
    let names = |variables: &[&Variable], is_before: bool| -> Vec<String> {
        let name = |variable: &&Variable| match &*variable.name.value {
            name if is_before && name == old => new.to_owned(),
            name => name.to_owned(),
        };
        variables.iter().map(name).collect()
    };
    let edited = |path: &RelPath| {
        let own: Vec<Edit> =
            edits.iter().filter(|it| it.path == *path).map(|it| it.edit.clone()).collect();
        apply_edits(snapshot.document(path)?.text(), &own).ok()
    };
    snapshot.contracts().iter().all(|contract| {
        let of = |integrations: &[Integration], is_before| {
            let variables: Vec<&Variable> =
                integrations.iter().flat_map(|it| &it.variables).collect();
            names(&variables, is_before)
        };
        let stays = edited(&contract.file.path).is_some_and(|text| {
            of(&parse(&text).integrations, false) == of(contract.integrations(), true)
        });
        let infra = contract.infra.as_ref().is_none_or(|infra| {
            let before: Vec<&Variable> = infra.contract.variables.iter().collect();
            let after = edited(&infra.path).map(|text| parse_infra(&text)).unwrap_or_default();
            names(&after.variables.iter().collect::<Vec<_>>(), false) == names(&before, true)
        });
        stays && infra
    })
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
        let is_declared = infra.contract.variables.iter().any(|row| row.name.value == name);
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

/// Whether a name that is taken from elsewhere is a string of the same file, which is renamed:
/// `const NAME = 'STRIPE_KEY'`.
fn is_string_of(text: &str, places: &[VariablePlace], name: &str) -> bool {
    let strings = strings(text, name);
    let is_string = |found: &VariablePlace| strings.contains(&found.place.range);
    places.iter().any(|found| found.spelling == Spelling::Plain && is_string(found))
}
