//! Completion: what may stand at a place, best first.
//!
//! What surrounds the cursor is read from the text, for it is half typed; which section it stands in
//! and what is known comes from the snapshot.

mod accessor_names;
mod configuration;
mod contract;
mod cursor;
mod dotenv;
mod functions;
mod imports;
mod infra;
mod item;
mod labels;
mod packages;
mod paths;
mod sections;
mod services;
mod snippet;
mod values;
mod variables;

use crate::source::{Language, data_facts};
use crate::workspace::{CONFIG_FILE, Entry, RelPath, Snapshot};

use super::CompletionItem;
use super::hover::variable_card;

/// What can be inserted at a byte offset of a document; the list is whole, whatever is typed already.
///
/// In a contract: variables where variables are listed (those that the binding reads and nobody
/// documents first), files and folders under Binding Module and Used By (users of the binding
/// without a row first), functions of a row's file, the labels that a section lacks, whole sections
/// for services (those that the code uses first), services and statuses in the overview, dates,
/// versions, YES and NO, packages. In INFRA_CONTRACT.md and `.env*`: variables. In source: variables
/// inside an accessor of the environment, bindings in import paths. In scripts and configuration:
/// variables behind `$`, `${`, `secrets.`. In `contract-lsp.toml`: keys, rules and severities. Nothing in fences, comments, prose and the template's own section.
pub fn completion(snapshot: &Snapshot, path: &RelPath, offset: usize) -> Vec<CompletionItem> {
    let Some(entry) = snapshot.entry(path) else { return Vec::new() };
    if let Entry::Contract(file) = entry {
        let asked = snapshot
            .contract(path)
            .and_then(|contract| contract::Asked::new(snapshot, contract, &file.text, offset));
        return asked.map(|asked| asked.items()).unwrap_or_default();
    }
    let is_config = path.file_name() == CONFIG_FILE;
    if matches!(entry, Entry::Unread) {
        return Vec::new();
    }
    let Some(document) = snapshot.document(path) else { return Vec::new() };
    let text = document.text();
    let Some(cursor) = cursor::Cursor::new(text, offset) else { return Vec::new() };
    match entry {
        Entry::Infra(_) => infra::items(snapshot, path, &cursor),
        Entry::Dotenv(file) => dotenv::items(snapshot, file, &cursor),
        Entry::Source(file) => {
            let names = accessor_names::items(snapshot, path, file.language, text, offset);
            if names.is_empty() { imports::items(snapshot, file, &cursor) } else { names }
        }
        Entry::Data(_) if is_config => configuration::items(&cursor),
        // Prose is data that no variable is used in.
        Entry::Data(_) if data_facts(path.as_str(), text).is_some() => {
            accessor_names::items(snapshot, path, Language::Data, text, offset)
        }
        Entry::Data(_) => Vec::new(),
        Entry::Contract(_) | Entry::Unread => Vec::new(),
    }
}

/// What explains a variable that a completion item inserts, as seen from the document that was
/// asked: its hover card.
pub fn variable_documentation(snapshot: &Snapshot, path: &RelPath, name: &str) -> Option<String> {
    variable_card(snapshot, path, name)
}
