//! Links out of a contract.

use std::collections::HashMap;

use crate::contract::{FieldKind, NodeKind, path_of_code};
use crate::text::{ByteRange, Spanned};
use crate::workspace::{RelPath, Snapshot};

use super::definition::main_file_of;
use super::page::Page;

/// Schemes that a link may lead to: anything else would have the editor run or open what the author
/// of a document says.
const SCHEMES: &[&str] = &["https://", "http://", "mailto:"];

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is clicked, in the document that was asked.
    pub range: ByteRange,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address, as written.
    Url(String),
    /// A file of the workspace, at a line (1-based) where the link says one.
    File(RelPath, Option<u32>),
}

/// The links of a contract or an infrastructure contract, in order and none over another: Markdown
/// links to addresses and files, and every path that names a file in full, in a code span, a binding,
/// a Used By row or as the root of Module Structure. A folder leads to its main file. Only what
/// exists is a link; a bare address is none of ours, for editors find those themselves.
pub fn document_links(snapshot: &Snapshot, path: &RelPath) -> Vec<Link> {
    let Some(page) = Page::at(snapshot, path) else { return Vec::new() };
    let model = &*page.model;
    let own_folder = path.parent();
    let governed_folder = match page.governed {
        Some(contract) => contract.folder.clone(),
        None => snapshot
            .contracts()
            .iter()
            .find(|contract| contract.infra.as_ref().is_some_and(|infra| infra.path == *path))
            .map_or_else(RelPath::root, |contract| contract.folder.clone()),
    };
    let seen_from = [governed_folder, own_folder.clone()];
    // Documents name few folders and name them often, and a folder may hold the whole workspace.
    let mut main_files: HashMap<RelPath, Option<RelPath>> = HashMap::new();
    let mut file = |written: &str, folders: &[RelPath]| {
        let place = snapshot.named_from(folders, written)?;
        let main =
            main_files.entry(place).or_insert_with_key(|place| main_file_of(snapshot, place));
        main.clone().filter(|file| file != path)
    };
    let mut links = Vec::new();
    for link in &model.links {
        let target = match address(&link.value) {
            Some(address) => Some(LinkTarget::Url(address)),
            None => {
                let (written, line) = path_and_line(&link.value);
                // As Markdown reads it: from the document, not from the workspace.
                file(&decoded(written), std::slice::from_ref(&own_folder))
                    .map(|file| LinkTarget::File(file, line))
            }
        };
        links.extend(target.map(|target| Link { range: link.range, target }));
    }
    let spans = model.nodes.iter().filter(|node| node.kind == NodeKind::CodeSpan);
    let spans = spans.map(|node| {
        let written = node.range.slice(&page.text);
        let code = written.trim_matches(['`', ' ']);
        let start = node.range.start() + written.find(code).unwrap_or_default();
        Spanned::new(code.to_owned(), ByteRange::new(start, start + code.len()))
    });
    for span in spans.chain(roots_of_structures(&page)) {
        let Some(named) = path_of_code(&span) else { continue };
        let Some(file) = file(&named.path, &seen_from) else { continue };
        let (_, line) = path_and_line(&span.value);
        // The line is part of what is clicked.
        let range = if line.is_some() { span.range } else { named.range };
        links.push(Link { range, target: LinkTarget::File(file, line) });
    }
    for integration in &model.integrations {
        let used_by = integration.usages.iter().filter_map(|usage| usage.file.as_ref());
        for named in integration.bindings.iter().chain(used_by) {
            if let Some(file) = file(&named.path, &seen_from) {
                links.push(Link { range: named.range, target: LinkTarget::File(file, None) });
            }
        }
    }
    // Of two at one place the one that says a line first.
    let has_line = |link: &Link| matches!(link.target, LinkTarget::File(_, Some(_)));
    links.sort_by_key(|link| (link.range.start(), !has_line(link), link.range.end()));
    let mut end = 0;
    links.retain(|link| {
        let is_free = link.range.start() >= end && !link.range.is_empty();
        end = if is_free { link.range.end() } else { end };
        is_free
    });
    links
}

/// The first words of the trees under Module Structure.
fn roots_of_structures<'page>(
    page: &'page Page<'_>,
) -> impl Iterator<Item = Spanned<String>> + 'page {
    let fields = page.model.integrations.iter().flat_map(|integration| &integration.fields);
    let structures = fields.filter(|field| {
        matches!(field.kind, Some(FieldKind::ModuleStructure | FieldKind::BindingModule))
    });
    structures.flat_map(|field| &field.fences).filter_map(|fence| {
        let content = fence.content.slice(&page.text);
        let word = content.split_whitespace().next()?;
        let start = fence.content.start() + content.find(word)?;
        Some(Spanned::new(word.to_owned(), ByteRange::new(start, start + word.len())))
    })
}

/// The address that a link leads to, when it is one that may be opened.
fn address(target: &str) -> Option<String> {
    let lower = target.get(..target.len().min(8)).unwrap_or(target).to_ascii_lowercase();
    SCHEMES.iter().any(|scheme| lower.starts_with(scheme)).then(|| target.to_owned())
}

/// A path and the line behind it: `src/x.ts:12`, `src/x.ts#L12-L20`. The fragment of another kind
/// is left away.
fn path_and_line(written: &str) -> (&str, Option<u32>) {
    let number = |text: &str| {
        let digits = text.trim_start_matches('L');
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        digits.get(..end)?.parse().ok().filter(|line| *line > 0)
    };
    if let Some((path, fragment)) = written.split_once('#') {
        return (path, number(fragment));
    }
    match written.split_once(':') {
        Some((path, line)) => (path, number(line)),
        None => (written, None),
    }
}

/// A link's target without percent signs; as it is where they mean nothing.
fn decoded(target: &str) -> String {
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let digits = (first == b'%').then(|| behind.get(..2)).flatten();
        let byte = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = match byte {
            Some(_) => behind.get(2..).unwrap_or_default(),
            None => behind,
        };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| target.to_owned())
}
