//! Find references, and the same places within one document.

use crate::contract::PathReference;
use crate::text::ByteRange;
use crate::workspace::{Entry, Governed, RelPath, Snapshot, declares};

use super::definition::{reads, rows, symbols};
use super::link_targets::{follow, split};
use super::services::{names_of_service, uses_of_service};
use super::subject::Subject;
use super::variables::variable_places;
use super::{FilePlace, Highlight, MentionKind};

/// All places that mention what stands at a byte offset of a document, sorted by file and place.
///
/// A variable: its uses in source, where it is set (`.env*`), every mention in contracts,
/// infrastructure contracts and files of settings; the row of the contract is the declaration. A
/// service: the overview, categories, INFRA_CONTRACT.md, suppressions, links to its section, imports
/// of its binding and of its SDK, addresses of its API; the heading is the declaration. A path: every
/// mention in the contract and every import of it from outside. A function of a Used By row: the
/// rows that name it; its definition is the declaration.
pub fn references(
    snapshot: &Snapshot,
    path: &RelPath,
    offset: usize,
    include_declaration: bool,
) -> Vec<FilePlace> {
    let places = mentions(snapshot, path, offset, None).into_iter();
    let wanted = |kind: MentionKind| include_declaration || kind != MentionKind::Declaration;
    places.filter(|(_, kind)| wanted(*kind)).map(|(place, _)| place).collect()
}

/// The places within a document that mention what stands at a byte offset of it.
pub fn highlights(snapshot: &Snapshot, path: &RelPath, offset: usize) -> Vec<Highlight> {
    let places = mentions(snapshot, path, offset, Some(path)).into_iter();
    places.map(|(place, kind)| Highlight { range: place.range, kind }).collect()
}

/// The places that mention what stands at an offset, with what they do; only those in one file when
/// `within` says which.
fn mentions(
    snapshot: &Snapshot,
    path: &RelPath,
    offset: usize,
    within: Option<&RelPath>,
) -> Vec<(FilePlace, MentionKind)> {
    let Some(subject) = Subject::at(snapshot, path, offset) else { return Vec::new() };
    let mut places = match &subject {
        Subject::Service { contract, service, .. }
        | Subject::ServiceUse { contract, service, .. } => {
            of_service(snapshot, contract, *service, within)
        }
        Subject::Path { contract, path, .. } => of_path(snapshot, contract, path, within),
        Subject::UsageFunction { contract, usage, function } => {
            let file = usage.file.as_ref();
            of_function(snapshot, contract, file, &function.value)
        }
        Subject::Symbol { contract, service, name, range } => {
            let here = FilePlace { path: path.clone(), range: *range };
            let found =
                symbols(snapshot, contract, *service, name).into_iter().map(|(path, it)| {
                    (FilePlace { path, range: it.name.range }, MentionKind::Declaration)
                });
            found.chain([(here, MentionKind::Read)]).collect()
        }
        Subject::Link { target, .. } => of_link(snapshot, path, target, within),
        _ => match subject.variable() {
            Some((name, _)) if name.ends_with('*') => of_wildcard(snapshot, path, name),
            Some((name, _)) => variable_places(snapshot, name, within)
                .into_iter()
                .map(|found| (found.place, found.kind))
                .collect(),
            None => Vec::new(),
        },
    };
    places.retain(|(place, _)| within.is_none_or(|path| place.path == *path));
    // A place that is found twice is told once, as what it declares.
    let rank = |kind: MentionKind| match kind {
        MentionKind::Declaration => 0_u8,
        MentionKind::Write => 1,
        MentionKind::Read => 2,
        MentionKind::Text => 3,
    };
    places.sort_by(|(one, kind), (other, other_kind)| {
        one.cmp(other).then(rank(*kind).cmp(&rank(*other_kind)))
    });
    places.dedup_by(|(one, _), (other, _)| one == other);
    places
}

fn of_service(
    snapshot: &Snapshot,
    contract: &Governed,
    service: usize,
    within: Option<&RelPath>,
) -> Vec<(FilePlace, MentionKind)> {
    let mut places = names_of_service(snapshot, contract, service, within);
    let uses = uses_of_service(snapshot, contract, service, within).into_iter();
    places.extend(uses.map(|place| (place, MentionKind::Read)));
    let heading = contract.integrations().get(service).map(|it| it.heading.text.range);
    let own = &contract.file.path;
    if let Some(heading) = heading.filter(|_| within.is_none_or(|path| path == own)) {
        let leads_here = |target: &str| {
            split(target).is_some_and(|(_, anchor)| anchor.is_some())
                && follow(snapshot, own, target)
                    .is_some_and(|it| it.section.is_some_and(|(_, found)| found == heading))
        };
        let links = contract.file.contract.links.iter().filter(|link| leads_here(&link.value));
        places.extend(
            links.map(|link| {
                (FilePlace { path: own.clone(), range: link.range }, MentionKind::Read)
            }),
        );
    }
    places
}

/// The mentions of a path in its contract, and what imports it from elsewhere.
fn of_path(
    snapshot: &Snapshot,
    contract: &Governed,
    path: &str,
    within: Option<&RelPath>,
) -> Vec<(FilePlace, MentionKind)> {
    let place = snapshot.place_of(contract, path);
    let Some(wanted) = place.path() else { return Vec::new() };
    let own = &contract.file.path;
    let mut places: Vec<(FilePlace, MentionKind)> = path_mentions(snapshot, contract)
        .into_iter()
        .filter(|(found, _)| found == wanted)
        .map(|(_, range)| (FilePlace { path: own.clone(), range }, MentionKind::Text))
        .collect();
    for (_, kind) in places.iter_mut().filter(|(place, _)| is_binding_row(contract, place.range)) {
        *kind = MentionKind::Declaration;
    }
    if within.is_some_and(|path| path == own) {
        return places;
    }
    for file in snapshot.files_in(wanted).chain([wanted]) {
        for importer in snapshot.importers(file) {
            let Some(source) = snapshot.source(&importer) else { continue };
            if importer.is_in(wanted) {
                continue;
            }
            let targets = snapshot.targets(source);
            let imports = source.facts().imports.iter().zip(targets.iter());
            let of_file = imports
                .filter(|(_, target)| target.as_ref().is_some_and(|it| it.path == *file))
                .map(|(import, _)| import.target.range);
            places.extend(
                of_file
                    .map(|range| (FilePlace { path: importer.clone(), range }, MentionKind::Read)),
            );
        }
    }
    places
}

fn is_binding_row(contract: &Governed, range: ByteRange) -> bool {
    let mut bindings = contract.integrations().iter().flat_map(|it| &it.bindings);
    bindings.any(|binding| binding.range == range)
}

/// Every path in a contract that leads somewhere, with its place.
fn path_mentions(snapshot: &Snapshot, contract: &Governed) -> Vec<(RelPath, ByteRange)> {
    let model = &contract.file.contract;
    let rows = model.overview.iter().flat_map(|overview| &overview.rows);
    let cells = rows.filter_map(|row| row.binding.as_ref());
    let text = &contract.file.text;
    let cells = cells.map(|cell| {
        // The cell's place is that of its marks.
        let marks = cell.range.slice(text);
        let lead = marks.len() - marks.trim_start_matches('`').len();
        let start = cell.range.start() + lead;
        let range = ByteRange::new(start, start + marks.trim_matches('`').len());
        (cell.value.trim_matches('`').to_owned(), range)
    });
    let stated = model.integrations.iter().flat_map(|integration| {
        let usages = integration.usages.iter().filter_map(|usage| usage.file.as_ref());
        usages.chain(&integration.bindings).map(|it| (it.path.clone(), it.range))
    });
    let spans = model.integrations.iter().flat_map(|it| &it.fields).flat_map(|field| {
        let cells = field.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        let spans = field.code.iter().chain(cells.flat_map(|cell| &cell.code));
        spans.filter(|span| span.value.contains(['/', '.'])).map(|it| (it.value.clone(), it.range))
    });
    let mut places: Vec<(RelPath, ByteRange)> = cells
        .chain(stated)
        .chain(spans)
        .filter_map(|(path, range)| {
            Some((snapshot.place_of(contract, &path).path()?.clone(), range))
        })
        .collect();
    places.sort_unstable_by_key(|(_, range)| *range);
    places.dedup_by_key(|(_, range)| *range);
    places
}

/// The definition of a function of a Used By row, and the rows that name it.
fn of_function(
    snapshot: &Snapshot,
    contract: &Governed,
    file: Option<&PathReference>,
    function: &str,
) -> Vec<(FilePlace, MentionKind)> {
    let place = |file: &PathReference| snapshot.place_of(contract, &file.path).path().cloned();
    let Some(path) = file.and_then(place) else { return Vec::new() };
    let usages = contract.integrations().iter().flat_map(|it| &it.usages);
    let is_same_file = |file: &PathReference| place(file).is_some_and(|found| found == path);
    let definitions =
        snapshot.source(&path).map(|source| source.facts().definitions_named(function));
    let definitions = definitions.unwrap_or_default();
    // `pay` and `Till.pay` are one function when they mean one definition.
    let means_it = |written: &str| {
        written == function || {
            let named =
                snapshot.source(&path).map(|source| source.facts().definitions_named(written));
            let first = named.unwrap_or_default().first().map(|it| it.range);
            first.is_some() && first == definitions.first().map(|it| it.range)
        }
    };
    let rows = usages
        .filter(|usage| usage.file.as_ref().is_some_and(is_same_file))
        .filter_map(|usage| usage.function.as_ref())
        .filter(|named| means_it(&named.value))
        .map(|named| {
            let place = FilePlace { path: contract.file.path.clone(), range: named.range };
            (place, MentionKind::Read)
        });
    let defined = definitions.iter().map(|definition| {
        let range = definition.name.range;
        (FilePlace { path: path.clone(), range }, MentionKind::Declaration)
    });
    rows.chain(defined).collect()
}

/// What a link to a section means is its service; to a file, the path.
fn of_link(
    snapshot: &Snapshot,
    from: &RelPath,
    target: &str,
    within: Option<&RelPath>,
) -> Vec<(FilePlace, MentionKind)> {
    let Some(found) = follow(snapshot, from, target) else { return Vec::new() };
    let Some((_, heading)) = found.section else { return Vec::new() };
    let Some(contract) = snapshot.contract(&found.path) else { return Vec::new() };
    let is_heading = |it: &crate::contract::Integration| it.heading.text.range == heading;
    match contract.integrations().iter().position(is_heading) {
        Some(service) => of_service(snapshot, contract, service, within),
        None => Vec::new(),
    }
}

/// A row like `STRIPE_PRICE_*`: itself, and every use and setting that it covers.
fn of_wildcard(snapshot: &Snapshot, path: &RelPath, name: &str) -> Vec<(FilePlace, MentionKind)> {
    let place = |path, range| FilePlace { path, range };
    let read = reads(snapshot, name).into_iter();
    let read = read.map(|(path, range)| (place(path, range), MentionKind::Read));
    let set = set_in(snapshot, name).into_iter().map(|place| (place, MentionKind::Write));
    let rows = rows(snapshot, path, name).into_iter().map(|(path, _, range)| {
        let is_contract = matches!(snapshot.entry(&path), Some(Entry::Contract(_)));
        let kind = if is_contract { MentionKind::Declaration } else { MentionKind::Write };
        (place(path, range), kind)
    });
    read.chain(set).chain(rows).collect()
}

/// The `.env*` files that set a variable.
pub(super) fn set_in(snapshot: &Snapshot, name: &str) -> Vec<FilePlace> {
    let wanted = crate::contract::Variable {
        name: crate::text::Spanned::new(name.to_owned(), Default::default()),
        ..Default::default()
    };
    let mut places = Vec::new();
    for file in snapshot.dotenv_files() {
        let set = file.names.iter().filter(|set| declares(&wanted, &set.value));
        places.extend(set.map(|set| FilePlace { path: file.path.clone(), range: set.range }));
    }
    places
}
