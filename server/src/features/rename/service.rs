//! Renaming a service.

use std::collections::BTreeMap;

use crate::catalog::name_key;
use crate::contract::{Contract, heading_anchors, parse};
use crate::rules::FileEdit;
use crate::text::{ByteRange, Edit, apply_edits};
use crate::workspace::{Entry, Governed, Snapshot};

use super::RenameRefusal;
use crate::features::link_targets::{file_of, split};
use crate::features::services::names_of_service;

pub(super) fn rename(
    snapshot: &Snapshot,
    contract: &Governed,
    service: usize,
    new: &str,
) -> Result<Vec<FileEdit>, RenameRefusal> {
    let refused = || RenameRefusal::NoServiceName(new.to_owned());
    let integration = contract.integrations().get(service).ok_or_else(refused)?;
    if integration.name.value == new {
        return Ok(Vec::new());
    }
    if new.contains(['|', '`', '\n', '\r', ')', ',']) || name_key(new).is_empty() {
        return Err(refused());
    }
    if let Some(existing) = taken_by(contract, service, new) {
        return Err(RenameRefusal::ServiceExists { new: new.to_owned(), existing });
    }
    let named = names_of_service(snapshot, contract, service, None).into_iter();
    let mut edits: Vec<FileEdit> = named
        .map(|(place, _)| {
            let edit = Edit { range: place.range, text: new.to_owned() };
            FileEdit { path: place.path, edit }
        })
        .collect();
    let own: Vec<Edit> = edits
        .iter()
        .filter(|edit| edit.path == contract.file.path)
        .map(|edit| edit.edit.clone())
        .collect();
    let renamed = apply_edits(&contract.file.text, &own).map_err(|_| refused())?;
    let after = parse(&renamed);
    // What is read back decides whether it is a name.
    if !reads_back(&contract.file.contract, &after, service, new) {
        return Err(refused());
    }
    edits.extend(moved_links(snapshot, contract, &after));
    Ok(edits)
}

/// The section that is for the service of this name already.
fn taken_by(contract: &Governed, service: usize, new: &str) -> Option<String> {
    let known = contract.config.catalog.find(new).map(|known| known.name.clone());
    let mut others = contract.integrations().iter().enumerate().filter(|(at, _)| *at != service);
    let is_same = |(at, other): &(usize, &crate::contract::Integration)| {
        let of_other = contract.services.get(*at).and_then(|it| it.known.as_ref());
        name_key(&other.name.value) == name_key(new)
            || of_other.is_some_and(|it| known.as_ref() == Some(&it.name))
    };
    others.find(is_same).map(|(_, other)| other.name.value.clone())
}

/// Whether only the name of one service is another one, wherever the contract states it.
fn reads_back(before: &Contract, after: &Contract, service: usize, new: &str) -> bool {
    let names = |contract: &Contract| -> Vec<String> {
        contract.integrations.iter().map(|it| it.name.value.clone()).collect()
    };
    let mut expected = names(before);
    if let Some(name) = expected.get_mut(service) {
        new.clone_into(name);
    }
    let stated = |contract: &Contract| {
        let rows = contract.overview.iter().flat_map(|it| &it.rows).count();
        let entries = contract.categories.iter().map(|it| it.services.len()).sum::<usize>();
        (rows, entries, contract.sections.len())
    };
    names(after) == expected && stated(before) == stated(after)
}

/// The edits of links whose anchors are others now: in the contract, in its infrastructure contract
/// and in all other Markdown that links to it.
fn moved_links(snapshot: &Snapshot, contract: &Governed, after: &Contract) -> Vec<FileEdit> {
    let own = &contract.file.path;
    let before = heading_anchors(&contract.file.contract).into_iter().map(|(anchor, _)| anchor);
    let moved: BTreeMap<String, String> = before
        .zip(heading_anchors(after).into_iter().map(|(anchor, _)| anchor))
        .filter(|(old, new)| old != new)
        .collect();
    if moved.is_empty() {
        return Vec::new();
    }
    let mut edits = Vec::new();
    for (path, entry) in snapshot.entries() {
        let is_markdown = matches!(entry, Entry::Contract(_) | Entry::Infra(_))
            || (matches!(entry, Entry::Data(_)) && path.file_name().ends_with(".md"));
        if !is_markdown {
            continue;
        }
        let Some(document) = snapshot.document(path) else { continue };
        let text = document.text();
        if path != own && !text.contains(own.file_name()) {
            continue;
        }
        let leads_here = |written: &str| {
            written.is_empty() && path == own
                || file_of(snapshot, path, written).is_some_and(|it| it == *own)
        };
        let edit = |(range, anchor): (ByteRange, &String)| FileEdit {
            path: path.clone(),
            edit: Edit { range, text: anchor.clone() },
        };
        edits.extend(links(text).into_iter().filter_map(|(target, range)| {
            let (file, anchor) = split(&target)?;
            let anchor = anchor?;
            let new = moved.get(anchor).filter(|_| leads_here(file))?;
            let start = range.start() + file.len() + "#".len();
            Some(edit((ByteRange::new(start, start + anchor.len()), new)))
        }));
    }
    edits
}

/// The targets of the links of a document that are spelled out, and those of its link definitions
/// (`[stripe]: #stripe`).
fn links(text: &str) -> Vec<(String, ByteRange)> {
    let mut links: Vec<(String, ByteRange)> = parse(text)
        .links
        .into_iter()
        .filter(|link| link.range.slice(text) == link.value)
        .map(|link| (link.value, link.range))
        .collect();
    for (at, mark) in text.match_indices("]:") {
        let line_start = text.get(..at).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1);
        let line = text.get(line_start..at).unwrap_or_default().trim_start();
        if !line.starts_with('[') {
            continue;
        }
        let behind = text.get(at + mark.len()..).unwrap_or_default();
        let target = behind.trim_start_matches([' ', '\t', '<']);
        let start = at + mark.len() + behind.len() - target.len();
        let target = target.split(|c: char| c.is_whitespace() || c == '>').next();
        let target = target.unwrap_or_default();
        links.push((target.to_owned(), ByteRange::new(start, start + target.len())));
    }
    links.sort_by_key(|(_, range)| *range);
    links.dedup_by_key(|(_, range)| *range);
    links
}
