//! The files that may take the address of a service from others.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::catalog::Ecosystem;
use crate::source::{Import, ImportKind, ImportedName};

use super::RelPath;
use super::importers::candidates;
use super::resolve::Target;
use super::snapshot::Snapshot;
use super::source_file::SourceFile;
use super::words::{Word, words_of};

/// Longest way over files that hand names on, as [`requests_elsewhere`](super::requests_elsewhere)
/// goes it.
const MOST_DOORS: usize = 8;

/// The files that import one of these and may write a name under which it offers an address, or lie
/// beside it and may, on the way over files that hand it on. Files that take none may be among them.
pub(super) fn takers<'offering>(
    snapshot: &Snapshot,
    offering: impl Iterator<Item = &'offering RelPath>,
) -> BTreeSet<RelPath> {
    let mut takers = BTreeSet::new();
    let mut pending: Vec<(RelPath, BTreeSet<String>, usize)> = Vec::new();
    for path in offering {
        let offers = snapshot.source(path).map(|file| &file.facts().offered_addresses);
        let names: BTreeSet<String> =
            offers.into_iter().flatten().map(|offer| offer.name.clone()).collect();
        pending.push((path.clone(), names, 0));
    }
    let mut seen = BTreeSet::new();
    while let Some((path, names, doors)) = pending.pop() {
        if !seen.insert((path.clone(), names.clone())) {
            continue;
        }
        let wanted: Vec<Vec<Word>> = names.iter().map(|name| words_of(bare(name))).collect();
        let may_take = |file: &SourceFile| wanted.iter().any(|words| file.may_hold(words));
        let folder = path.parent();
        let ecosystem = snapshot.source(&path).and_then(|file| file.language.ecosystem());
        let mut places = vec![&path];
        // Scripts and modules of these have nothing of a file that they do not import.
        if !matches!(ecosystem, Some(Ecosystem::Npm | Ecosystem::Pypi | Ecosystem::Crates)) {
            let beside = snapshot.files_in(&folder).filter(|it| it.parent() == folder);
            let beside = beside.filter(|it| snapshot.source(it).is_some_and(|it| may_take(it)));
            takers.extend(beside.cloned());
            places.push(&folder);
        } else if folder.join("package.json").is_some_and(|it| snapshot.entry(&it).is_some()) {
            places.push(&folder);
        }
        for place in places {
            let candidates: Vec<RelPath> = candidates(snapshot, place).into_iter().collect();
            let handed_on = |taker: &RelPath| {
                let file = snapshot.source(taker)?;
                let is_candidate = may_take(file) || file.may_take_all();
                is_candidate.then(|| handed_on(snapshot, file, place, &names))?
            };
            // Most of the time goes into parsing those that nobody has asked yet.
            let handed_on: Vec<Option<BTreeSet<String>>> =
                candidates.par_iter().map(handed_on).collect();
            for (taker, names) in candidates.into_iter().zip(handed_on) {
                let Some(names) = names else { continue };
                if !names.is_empty() && doors < MOST_DOORS {
                    pending.push((taker.clone(), names, doors + 1));
                }
                takers.insert(taker);
            }
        }
    }
    takers
}

/// The names under which a file hands on what is offered at a place; `None` when it imports nothing
/// from there.
fn handed_on(
    snapshot: &Snapshot,
    file: &SourceFile,
    place: &RelPath,
    names: &BTreeSet<String>,
) -> Option<BTreeSet<String>> {
    let targets = snapshot.targets(file);
    let imports = file.facts().imports.iter().zip(targets.iter());
    let leads = |target: &Option<Target>| target.as_ref().is_some_and(|it| it.path == *place);
    let leading: Vec<&Import> =
        imports.filter(|(_, target)| leads(target)).map(|(import, _)| import).collect();
    if leading.is_empty() {
        return None;
    }
    let is_door = |it: &&&Import| matches!(it.kind, ImportKind::Reexport | ImportKind::Static);
    let taken = leading.iter().filter(is_door).flat_map(|import| &import.names);
    let here = taken.flat_map(|taken| names.iter().filter_map(|name| name_here(taken, name)));
    Some(here.collect())
}

/// What an offer is called in the file that takes it.
fn name_here(taken: &ImportedName, offered: &str) -> Option<String> {
    let offered = bare(offered);
    let (first, members) = match offered.split_once('.') {
        Some((first, members)) => (first, format!(".{members}")),
        None => (offered, String::new()),
    };
    match (&*taken.imported, &*taken.local) {
        ("*", "*") => Some(offered.to_owned()),
        // The module, or what it exports as a whole.
        ("*" | "default", local) => Some(format!("{local}.{offered}")),
        (imported, local) if imported == first => Some(format!("{local}{members}")),
        _ => None,
    }
}

/// A name without the default that no importing file writes.
fn bare(name: &str) -> &str {
    name.strip_prefix("default.").or(name.strip_prefix("default")).unwrap_or(name)
}
