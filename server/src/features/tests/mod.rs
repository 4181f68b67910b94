//! The features on small workspaces: `$0` is the cursor.

mod completion;
mod completion_contract;
mod completion_elsewhere;
mod completion_sections;
mod definition;
mod folding;
mod formatting;
mod highlights;
mod hover;
mod hover_cards;
mod languages;
mod lenses;
mod links;
mod properties;
mod references;
mod rename;
mod rename_files;
mod selection;
mod suppressing;
mod symbols;
mod tokens;
mod workspace_symbols;

use crate::text::{ByteRange, Encoding};
use crate::workspace::fixture::{Fixture, sound_workspace};
use crate::workspace::{RelPath, Snapshot};

/// The sound workspace with `from` replaced by `to`, which holds the cursor, and more files.
fn sound_with(from: &str, to: &str, files: &str) -> Fixture {
    let sound = sound_workspace();
    assert!(sound.contains(from), "the change must change something: {from}");
    Fixture::new(&(sound.replacen(from, to, 1) + files))
}

/// The file and byte offset of the cursor.
fn cursor(fixture: &Fixture) -> (RelPath, usize) {
    fixture.cursor.clone().expect("a cursor")
}

/// A place as `path:line:column text`, columns in characters.
fn shown(snapshot: &Snapshot, path: &RelPath, range: ByteRange) -> String {
    let document = snapshot.document(path).expect("a file that is there");
    let position = document.position(range.start(), Encoding::Utf32);
    let text = range.slice(document.text());
    let line = text.lines().next().unwrap_or_default();
    let more = if text.lines().count() > 1 { " …" } else { "" };
    format!("{path}:{}:{} {line}{more}", position.line + 1, position.column + 1)
}
