//! Facts behind the rows of variables.

use crate::contract::Variable;
use crate::workspace::{Entry, RelPath, Snapshot};

use super::counts::{counted, reads};

/// Files listed by name; more are counted.
const LISTED_FILES: usize = 3;

/// A few words behind a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The place.
    pub offset: usize,
    /// The words.
    pub label: String,
    /// More of them, for who asks: Markdown.
    pub tooltip: String,
}

/// How often each variable that a contract or an infrastructure contract documents is read in
/// source, behind its row. A variable without a read gets no hint: it may be read where we do not
/// look, and where that matters a finding says so.
pub fn inlay_hints(snapshot: &Snapshot, path: &RelPath) -> Vec<Hint> {
    let variables: Vec<&Variable> = match snapshot.entry(path) {
        Some(Entry::Contract(file)) if !file.contract.unfilled => {
            file.contract.integrations.iter().flat_map(|it| &it.variables).collect()
        }
        Some(Entry::Infra(file)) => file.contract.variables.iter().collect(),
        _ => return Vec::new(),
    };
    let hint = |variable: &&Variable| {
        let mut files = reads(snapshot, &variable.name.value);
        let label = counted(files.len(), "read");
        if files.is_empty() {
            return None;
        }
        files.dedup();
        let listed = files.iter().take(LISTED_FILES).map(|file| format!("`{file}`"));
        let mut listed: Vec<String> = listed.collect();
        if files.len() > LISTED_FILES {
            listed.push(format!("{} more", files.len() - LISTED_FILES));
        }
        let tooltip = format!("Read in {}", listed.join(", "));
        Some(Hint { offset: variable.range.end(), label, tooltip })
    };
    let mut hints: Vec<Hint> = variables.iter().filter_map(hint).collect();
    hints.sort_by_key(|hint| hint.offset);
    hints
}
