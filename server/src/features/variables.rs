//! Every place that names an environment variable.

use std::collections::BTreeSet;

use crate::contract::Variable;
use crate::source::EnvUseKind;
use crate::text::{ByteRange, Document};
use crate::workspace::{DotenvFile, Entry, RelPath, Snapshot, SourceFile};

use super::spelling::{Spelling, is_quoted};
use super::words::whole_words;
use super::{FilePlace, MentionKind};

/// Endings of files of settings, in which a bare name may be that of an environment variable.
const SETTINGS_ENDINGS: &[&str] = &[
    "yml",
    "yaml",
    "toml",
    "json",
    "jsonc",
    "tf",
    "tfvars",
    "hcl",
    "sh",
    "bash",
    "zsh",
    "conf",
    "ini",
    "properties",
    "service",
    "nix",
];

/// Beginnings of the names of such files that have no telling ending.
const SETTINGS_NAMES: &[&str] =
    &["Dockerfile", "Containerfile", "Makefile", "Procfile", "justfile"];

/// A place that names a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VariablePlace {
    /// Where.
    pub place: FilePlace,
    /// What is done with it there.
    pub kind: MentionKind,
    /// How it is written there.
    pub spelling: Spelling,
}

/// All places that name a variable, sorted; only those in one file when `within` says which.
///
/// In contracts and infrastructure contracts every mention counts, for these documents are about
/// variables; in source what is read as a use, and strings that are the name and nothing else; in
/// `.env*` files where it is set and where another value is made of it; in other files of settings
/// every mention that is not a setting of another system (`secrets.NAME`).
pub(super) fn variable_places(
    snapshot: &Snapshot,
    name: &str,
    within: Option<&RelPath>,
) -> Vec<VariablePlace> {
    let mut paths: BTreeSet<RelPath> = BTreeSet::new();
    match within {
        Some(path) => drop(paths.insert(path.clone())),
        None => {
            paths.extend(snapshot.mentioning(name));
            paths.extend(snapshot.env_uses(name).into_iter().map(|(file, _)| file.path.clone()));
            let is_told = |entry: &Entry| {
                matches!(entry, Entry::Contract(_) | Entry::Infra(_) | Entry::Dotenv(_))
            };
            let told = snapshot.entries().filter(|(_, entry)| is_told(entry));
            paths.extend(told.map(|(path, _)| path.clone()));
            if !is_shaped(name) {
                let is_settings = |path: &RelPath| is_settings(path.file_name());
                let settings = snapshot.entries().filter(|(path, _)| is_settings(path));
                paths.extend(settings.map(|(path, _)| path.clone()));
            }
            // A file that is open may not be on disk yet.
            paths.extend(snapshot.open_paths().cloned());
        }
    }
    let mut places: Vec<VariablePlace> = Vec::new();
    for path in &paths {
        places.extend(places_in(snapshot, name, path));
    }
    places.sort_by(|one, other| one.place.cmp(&other.place));
    places.dedup_by(|one, other| one.place == other.place);
    places
}

fn places_in(snapshot: &Snapshot, name: &str, path: &RelPath) -> Vec<VariablePlace> {
    let Some(entry) = snapshot.entry(path) else { return Vec::new() };
    let Some(document) = snapshot.document(path) else { return Vec::new() };
    let text = document.text();
    let found: Vec<(ByteRange, MentionKind, Spelling)> = match entry {
        Entry::Contract(file) => {
            let declared = file.contract.integrations.iter().flat_map(|it| &it.variables);
            in_document(text, name, declared, MentionKind::Declaration)
        }
        Entry::Infra(file) => {
            in_document(text, name, file.contract.variables.iter(), MentionKind::Write)
        }
        Entry::Dotenv(file) => in_dotenv(text, name, file),
        Entry::Source(file) => in_source(&document, name, file),
        Entry::Data(_) => in_data(text, name, path),
        Entry::Unread => Vec::new(),
    };
    let place = |(range, kind, spelling)| VariablePlace {
        place: FilePlace { path: path.clone(), range },
        kind,
        spelling,
    };
    found.into_iter().map(place).collect()
}

type Found = (ByteRange, MentionKind, Spelling);

fn in_document<'variables>(
    text: &str,
    name: &str,
    declared: impl Iterator<Item = &'variables Variable>,
    kind: MentionKind,
) -> Vec<Found> {
    let rows: Vec<ByteRange> = declared.map(|variable| variable.name.range).collect();
    let kind_of = |range: &ByteRange| if rows.contains(range) { kind } else { MentionKind::Text };
    let words = whole_words(text, name).into_iter();
    words.map(|range| (range, kind_of(&range), Spelling::Plain)).collect()
}

fn in_dotenv(text: &str, name: &str, file: &DotenvFile) -> Vec<Found> {
    let is_set = |range: &ByteRange| file.names.iter().any(|set| set.range == *range);
    let found = whole_words(text, name).into_iter().filter_map(|range| {
        let before = text.get(..range.start()).unwrap_or_default();
        let behind = text.get(range.end()..).unwrap_or_default();
        // `# NAME=` is a setting that waits to be used; `$NAME` another value's part.
        let line = before.rsplit('\n').next().unwrap_or_default();
        let is_waiting = line.trim_start().starts_with('#')
            && line.trim_matches(['#', ' ', '\t']).trim_start_matches("export").trim().is_empty()
            && behind.trim_start().starts_with('=');
        let is_part = before.ends_with('$') || before.ends_with("${");
        let kind = match () {
            () if is_set(&range) || is_waiting => MentionKind::Write,
            () if is_part => MentionKind::Read,
            () => return None,
        };
        Some((range, kind, Spelling::Plain))
    });
    found.collect()
}

fn in_source(document: &Document, name: &str, file: &SourceFile) -> Vec<Found> {
    let text = document.text();
    let uses = file.facts().env_uses.iter().filter(|used| used.name.value == name);
    let mut found: Vec<Found> = uses
        .map(|used| {
            let kind = match used.kind {
                EnvUseKind::Write => MentionKind::Write,
                EnvUseKind::Read | EnvUseKind::PresenceCheck => MentionKind::Read,
            };
            let range = used.name.range;
            (range, kind, Spelling::of(text, range, name, file.language))
        })
        .collect();
    let strings = strings(text, name).into_iter();
    let new: Vec<Found> = strings
        .filter(|range| found.iter().all(|(known, ..)| known != range))
        .map(|range| (range, MentionKind::Read, Spelling::Plain))
        .collect();
    found.extend(new);
    found
}

fn in_data(text: &str, name: &str, path: &RelPath) -> Vec<Found> {
    let file_name = path.file_name();
    let is_prose =
        [".md", ".mdx", ".txt", ".rst", ".adoc"].iter().any(|it| file_name.ends_with(it));
    let ranges = match () {
        () if is_prose => Vec::new(),
        () if is_settings(file_name) => {
            whole_words(text, name).into_iter().filter(|range| is_own(text, *range)).collect()
        }
        () => strings(text, name),
    };
    ranges.into_iter().map(|range| (range, MentionKind::Read, Spelling::Plain)).collect()
}

/// Whether a file is one of settings, by its name.
fn is_settings(file_name: &str) -> bool {
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| SETTINGS_ENDINGS.contains(&ending))
        || SETTINGS_NAMES.iter().any(|known| file_name.starts_with(known))
}

/// Whether a name has the shape by which the index finds the files that mention it.
fn is_shaped(name: &str) -> bool {
    name.len() > 2
        && name
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether a mention in a file of settings is of the program's environment: not of another system's
/// store, which may use the same name (`secrets.NAME`, `var.NAME`, `key: NAME` of a Kubernetes
/// secret), and not in a comment.
fn is_own(text: &str, range: ByteRange) -> bool {
    let before = text.get(..range.start()).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    let unquoted = line.trim_end_matches(['\'', '"']);
    let is_foreign = unquoted.ends_with(['.', '/'])
        || ["secrets[", "vars["].iter().any(|store| unquoted.ends_with(store))
        || unquoted.trim_start_matches("- ").trim() == "key:";
    !is_foreign && !line.starts_with(['#', ';']) && !line.starts_with("//")
}

/// The strings of a text that are a name and nothing else, outside lines that are comments.
pub(super) fn strings(text: &str, name: &str) -> Vec<ByteRange> {
    let is_string = |range: &ByteRange| {
        let before = text.get(..range.start()).unwrap_or_default();
        let behind = text.get(range.end()..).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
        let is_comment = ["//", "*", "/*", "<!--"].iter().any(|mark| line.starts_with(mark))
            || (line.starts_with('#') && !line.starts_with("#["));
        is_quoted(before, behind) && !is_comment
    };
    whole_words(text, name).into_iter().filter(is_string).collect()
}
