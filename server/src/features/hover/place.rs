//! Cards of paths, globs and functions, and how places are shown.

use std::fmt::Write as _;

use crate::contract::Usage;
use crate::rules::{Covered, covered, is_glob};
use crate::source::Definition;
use crate::text::{Encoding, Spanned};
use crate::workspace::{Governed, PathPlace, RelPath, Snapshot, SourceFile};

use super::masked::without_credentials;

/// Places listed by name; more are counted.
pub(super) const LISTED_PLACES: usize = 3;

/// Exported names that a card lists; more are counted.
const LISTED_NAMES: usize = 6;

/// Of folders with more files only the number is told: adding up their sizes would ask the disk too
/// often.
const MOST_SIZES: usize = 200;

/// A place as people read it, `path:line`.
pub(super) fn place(snapshot: &Snapshot, path: &RelPath, offset: usize) -> String {
    let line =
        snapshot.document(path).map(|document| document.position(offset, Encoding::Utf8).line + 1);
    match line {
        Some(line) => format!("`{path}:{line}`"),
        None => format!("`{path}`"),
    }
}

/// The first of a list of `total`, with the number of the others; `None` for an empty list.
pub(super) fn listed(first: &[String], total: usize) -> Option<String> {
    let more = total.saturating_sub(first.len());
    match (first.is_empty(), more) {
        (true, _) => None,
        (_, 0) => Some(first.join(", ")),
        (_, more) => Some(format!("{}, {more} more", first.join(", "))),
    }
}

/// The card of a path: whether it is there, how large, what it exports; of a pattern, what it
/// matches.
pub(super) fn path_card(snapshot: &Snapshot, contract: &Governed, written: &str) -> String {
    if is_glob(written) {
        return glob_card(snapshot, contract, written);
    }
    let place = snapshot.place_of(contract, written);
    let path = match &place {
        PathPlace::Missing => {
            // What is no path may be anything.
            return format!("**`{}`** · does not exist\n", without_credentials(written));
        }
        PathPlace::Ambiguous => {
            return format!("**`{written}`** · several paths end so; write the whole one\n");
        }
        PathPlace::Exact(path) | PathPlace::Suffix(path) => path,
    };
    let mut card = format!("**`{path}`**");
    if let Some(source) = snapshot.source(path) {
        let _ = write!(card, " · {}", size_of(snapshot, [path]));
        card.push_str("\n\n");
        exports(source, &mut card);
    } else if snapshot.entry(path).is_some() {
        let _ = write!(card, " · {}\n\n", size_of(snapshot, [path]));
    } else {
        let files: Vec<&RelPath> = snapshot.files_in(path).collect();
        let _ = write!(card, " · folder, {}", counted(files.len(), "file"));
        if files.len() <= MOST_SIZES {
            let _ = write!(card, ", {}", size_of(snapshot, files));
        }
        card.push_str("\n\n");
    }
    if matches!(place, PathPlace::Suffix(_)) {
        let _ = writeln!(card, "- written as `{written}`, the end of its path");
    }
    for (service, integration) in contract.services.iter().zip(contract.integrations()) {
        if service.binding_paths().any(|binding| path.is_in(binding)) {
            let _ = writeln!(card, "- in the binding of {}", integration.name.value);
        }
    }
    card
}

fn glob_card(snapshot: &Snapshot, contract: &Governed, glob: &str) -> String {
    let usage = Usage {
        module: None,
        file: Some(crate::contract::PathReference {
            path: glob.to_owned(),
            range: crate::text::ByteRange::default(),
        }),
        function: None,
        purpose: None,
        range: crate::text::ByteRange::default(),
    };
    let files = match covered(snapshot, contract, &usage) {
        Covered::Files(files) => files,
        Covered::File(file) => vec![file],
        Covered::Nothing | Covered::Unclear => Vec::new(),
    };
    let mut card = format!("**`{glob}`** · matches {}\n\n", counted(files.len(), "file"));
    let first: Vec<String> =
        files.iter().take(LISTED_PLACES).map(|path| format!("`{path}`")).collect();
    if let Some(files) = listed(&first, files.len()) {
        let _ = writeln!(card, "- {files}");
    }
    card
}

fn exports(source: &SourceFile, card: &mut String) {
    let definitions = source.facts().definitions.iter().filter(|it| it.container.is_none());
    let exported = definitions.filter(|it| !it.exported_as.is_empty());
    let names: Vec<String> = exported.map(|it| format!("`{}`", it.name.value)).collect();
    let first = names.get(..LISTED_NAMES.min(names.len())).unwrap_or_default();
    if let Some(names) = listed(first, names.len()) {
        let _ = writeln!(card, "- exports {names}");
    }
}

/// The size of some files together, as people read it.
fn size_of<'paths>(
    snapshot: &Snapshot,
    paths: impl IntoIterator<Item = &'paths RelPath>,
) -> String {
    let size = |path: &RelPath| match snapshot.open_document(path) {
        Some((document, _)) => document.len() as u64,
        None => std::fs::metadata(path.on_disk(snapshot.root())).map_or(0, |it| it.len()),
    };
    let bytes: u64 = paths.into_iter().map(size).sum();
    match bytes {
        0..1024 => counted(usize::try_from(bytes).unwrap_or_default(), "byte"),
        1024..1_048_576 => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!("{} MiB", bytes.div_ceil(1_048_576)),
    }
}

/// A number of things: `1 file`, `2 files`.
pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// The card of the function that a Used By row names.
pub(super) fn usage_function_card(
    snapshot: &Snapshot,
    contract: &Governed,
    usage: &Usage,
    function: &Spanned<String>,
) -> Option<String> {
    let place_of = snapshot.place_of(contract, &usage.file.as_ref()?.path);
    let source = snapshot.source(place_of.path()?)?;
    match source.facts().definitions_named(&function.value).first() {
        Some(definition) => Some(function_card(snapshot, source, definition)),
        None => Some(format!("**`{}`** · not defined in `{}`\n", function.value, source.path)),
    }
}

/// The card of a definition: signature, doc comment, place.
pub(super) fn function_card(
    snapshot: &Snapshot,
    source: &SourceFile,
    definition: &Definition,
) -> String {
    let language = source.language.id();
    let mut card = format!("```{language}\n{}\n```\n\n", definition.signature);
    if let Some(documentation) = &definition.documentation {
        let _ = write!(card, "{}\n\n", without_credentials(documentation));
    }
    let at = place(snapshot, &source.path, definition.name.range.start());
    let exported = if definition.exported_as.is_empty() { "not exported, " } else { "" };
    let _ = writeln!(card, "- {exported}defined in {at}");
    card
}
