//! Requests of which one file says the path and another one the server.

use crate::source::{Import, ImportKind, OpenRequest, UrlUse, UrlUseKind};

use super::path::RelPath;
use super::snapshot::Snapshot;
use super::source_file::SourceFile;

/// Longest way over files that hand names on.
const MOST_DOORS: u32 = 8;

/// The requests of a file whose address begins with a constant of another file, in the order of the
/// file.
pub fn requests_elsewhere(snapshot: &Snapshot, file: &SourceFile) -> Vec<UrlUse> {
    if file.facts().open_requests.is_empty() {
        return Vec::new();
    }
    let targets = snapshot.targets(file);
    let answered = |request: &OpenRequest| {
        let place = match request.import {
            Some(import) => targets.get(import)?.as_ref()?.path.clone(),
            None => file.path.parent(),
        };
        let offered = |name: &str| offered_by(snapshot, &place, name, MOST_DOORS);
        // What Python takes from a package, `from app import config`, may be the module itself.
        let inner = || request.name.split_once('.').and_then(|(_, inner)| offered(inner));
        let text = offered(&request.name).or_else(inner)?;
        let address = request.address_with(&text)?;
        Some(UrlUse {
            host: address.host,
            path: address.path,
            range: request.range,
            kind: UrlUseKind::Request,
            in_test: request.in_test,
        })
    };
    file.facts().open_requests.iter().filter_map(answered).collect()
}

/// The address that a file offers under a name, itself or handed on from others.
fn offered_by(snapshot: &Snapshot, path: &RelPath, name: &str, doors: u32) -> Option<String> {
    let Some(file) = snapshot.source(path) else {
        // A package of Go is a folder.
        let files = snapshot.files_in(path).filter(|file| file.parent() == *path);
        let mut sources = files.filter_map(|file| snapshot.source(file));
        return sources.find_map(|file| own_offer(file, name)).map(str::to_owned);
    };
    if let Some(text) = own_offer(file, name) {
        return Some(text.to_owned());
    }
    let doors = doors.checked_sub(1)?;
    let targets = snapshot.targets(file);
    let handed_on = |import: &Import| {
        matches!(import.kind, ImportKind::Reexport | ImportKind::Static)
            .then(|| import.names.iter().find_map(|names| name_behind(names, name)))
            .flatten()
    };
    file.facts().imports.iter().zip(targets.iter()).find_map(|(import, target)| {
        let behind = handed_on(import)?;
        offered_by(snapshot, &target.as_ref()?.path, &behind, doors)
    })
}

fn own_offer<'file>(file: &'file SourceFile, name: &str) -> Option<&'file str> {
    // What CommonJS assigns to `module.exports` is the module, and the default of it.
    let bare = name.strip_prefix("default.").unwrap_or(name);
    let default = format!("default.{name}");
    let offers = &file.facts().offered_addresses;
    let offer = |wanted: &str| offers.iter().find(|offer| offer.name == wanted);
    [name, bare, &default].into_iter().find_map(offer).map(|offer| &*offer.text)
}

/// What a name of a door is called behind it.
fn name_behind(handed_on: &crate::source::ImportedName, name: &str) -> Option<String> {
    let (first, members) = match name.split_once('.') {
        Some((first, members)) => (first, format!(".{members}")),
        None => (name, String::new()),
    };
    match (&*handed_on.imported, &*handed_on.local) {
        ("*", "*") => Some(name.to_owned()),
        ("*", local) if local == first => members.strip_prefix('.').map(str::to_owned),
        (imported, local) if local == first => Some(format!("{imported}{members}")),
        _ => None,
    }
}

/// Whether a file offers other addresses in two snapshots, or hands on what it may take from others.
pub fn offers_otherwise(before: &Snapshot, now: &Snapshot, path: &RelPath) -> bool {
    let offers = |snapshot: &Snapshot| {
        snapshot.source(path).map(|file| file.facts().offered_addresses.clone()).unwrap_or_default()
    };
    offers(before) != offers(now)
}
