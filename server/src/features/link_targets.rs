//! Where the links of a document lead.

use crate::contract::{heading_anchors, parse};
use crate::text::ByteRange;
use crate::workspace::{Entry, RelPath, Snapshot};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LinkedPlace {
    /// The file, or a folder.
    pub path: RelPath,
    /// The section that the anchor names, with the text of its heading.
    pub section: Option<(ByteRange, ByteRange)>,
}

/// Where a link in a document leads; `None` when it is no relative link, or leads nowhere.
pub(super) fn follow(snapshot: &Snapshot, from: &RelPath, target: &str) -> Option<LinkedPlace> {
    let (path, anchor) = split(target)?;
    let path = if path.is_empty() { from.clone() } else { file_of(snapshot, from, path)? };
    let section = anchor.and_then(|anchor| section_of(snapshot, &path, anchor));
    Some(LinkedPlace { path, section })
}

/// The path and the anchor of a relative link; `None` for addresses.
pub(super) fn split(target: &str) -> Option<(&str, Option<&str>)> {
    if target.contains("://") || target.starts_with("mailto:") || target.starts_with("tel:") {
        return None;
    }
    Some(match target.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (target, None),
    })
}

/// The file or folder that the path of a link names, as seen from the document's folder.
pub(super) fn file_of(snapshot: &Snapshot, from: &RelPath, path: &str) -> Option<RelPath> {
    let decoded = path.replace("%20", " ");
    // From the root of the repository, as hosts of repositories read it.
    let found = match decoded.strip_prefix('/') {
        Some(from_root) => RelPath::parse(from_root),
        None => from.parent().join(&decoded),
    }?;
    let exists = snapshot.entry(&found).is_some() || snapshot.files_in(&found).next().is_some();
    exists.then_some(found)
}

fn section_of(snapshot: &Snapshot, path: &RelPath, anchor: &str) -> Option<(ByteRange, ByteRange)> {
    let read;
    let contract = match snapshot.entry(path)? {
        Entry::Contract(file) => &file.contract,
        _ if path.file_name().ends_with(".md") => {
            read = parse(snapshot.document(path)?.text());
            &read
        }
        _ => return None,
    };
    let wanted = anchor.to_lowercase();
    let (_, heading) = heading_anchors(contract).into_iter().find(|(slug, _)| *slug == wanted)?;
    let section = contract.sections.iter().find(|section| section.heading.line == heading.line);
    Some((section.map_or(heading.line, |section| section.range), heading.text.range))
}
