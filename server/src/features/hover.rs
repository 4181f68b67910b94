//! Hover.

use std::fmt::Write as _;

use crate::contract::Variable;
use crate::workspace::{Entry, RelPath, Snapshot};

use super::HoverCard;
use super::definition::{reads, rows};
use super::references::set_in;
use super::subject::Subject;

/// Places listed by name; more are counted.
const LISTED_PLACES: usize = 3;

/// The card for what stands at a byte offset of a document: for an environment variable, in the
/// contract, in INFRA_CONTRACT.md, in `.env*` and in source, all that is written and known of it.
/// Values of `.env*` files are never part of it, and what looks like a credential is masked.
pub fn hover(snapshot: &Snapshot, path: &RelPath, offset: usize) -> Option<HoverCard> {
    let subject = Subject::at(snapshot, path, offset)?;
    let (name, range) = subject.variable()?;
    let markdown = variable_card(snapshot, path, name)?;
    Some(HoverCard { range, markdown })
}

/// The card of a variable, as seen from a file; `None` when nothing is known of it but its name.
pub(super) fn variable_card(snapshot: &Snapshot, asking: &RelPath, name: &str) -> Option<String> {
    let contract = snapshot.governing(asking).or_else(|| snapshot.contract(asking))?;
    let documenting = contract.documenting(name);
    let rows = rows(snapshot, asking, name);
    let reads = reads(snapshot, name);
    let set_in = set_in(snapshot, name);
    if rows.is_empty()
        && set_in.is_empty()
        && !matches!(snapshot.entry(asking), Some(Entry::Source(_)))
    {
        return None;
    }
    let mut card = format!("**`{name}`**");
    for service in &documenting {
        let _ = write!(card, " · {}", contract.integrations()[*service].name.value);
    }
    card.push_str("\n\n");
    let documented = documenting.iter().find_map(|service| contract.documentation(*service, name));
    let infra = contract.infra.as_ref();
    let declared = || infra?.contract.variables.iter().find(|variable| variable.name.value == name);
    match documented.or_else(declared) {
        Some(variable) => describe(variable, &mut card),
        None => card.push_str("No contract documents this variable.\n\n"),
    }
    let place = |path: &RelPath, offset: usize| {
        let line = snapshot
            .document(path)
            .map(|document| document.position(offset, crate::text::Encoding::Utf8).line + 1);
        match line {
            Some(line) => format!("`{path}:{line}`"),
            None => format!("`{path}`"),
        }
    };
    let documented_at: Vec<String> =
        rows.iter().map(|(path, _, name)| place(path, name.start())).collect();
    if !documented_at.is_empty() {
        let _ = writeln!(card, "- documented in {}", documented_at.join(", "));
    }
    let mut read_at: Vec<String> =
        reads.iter().take(LISTED_PLACES).map(|(path, range)| place(path, range.start())).collect();
    if reads.len() > LISTED_PLACES {
        read_at.push(format!("{} more", reads.len() - LISTED_PLACES));
    }
    match read_at.as_slice() {
        [] => card.push_str("- used nowhere in source\n"),
        places => drop(writeln!(card, "- used in {}", places.join(", "))),
    }
    let mut files: Vec<String> = set_in.iter().map(|place| format!("`{}`", place.path)).collect();
    files.dedup();
    if !files.is_empty() {
        let _ = writeln!(card, "- set in {}", files.join(", "));
    }
    Some(card)
}

fn describe(variable: &Variable, card: &mut String) {
    if let Some(description) = &variable.description {
        let _ = write!(card, "{description}\n\n");
    }
    let name = &variable.name.value;
    let required = variable.required.map(|required| if required { "required" } else { "optional" });
    let value = |what: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!("{what} `{}`", shown(name, value)))
    };
    let facts = [
        required.map(str::to_owned),
        value("default", &variable.default),
        value("example", &variable.example),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    if !facts.is_empty() {
        let _ = write!(card, "{}\n\n", facts.join(" · "));
    }
}

/// A value as it may be shown: of a credential only the beginning, unless it is plainly a sample.
fn shown(name: &str, value: &str) -> String {
    const CREDENTIAL_WORDS: &[&str] = &["KEY", "SECRET", "TOKEN", "PASSWORD", "CREDENTIAL", "DSN"];
    const SAMPLE_MARKS: &[&str] = &["...", "…", "xxx", "your", "<", "example", "***", "changeme"];
    /// A sample is cut short by whoever writes it; what is longer may be the real thing.
    const LONGEST_SAMPLE: usize = 12;
    let value = value.trim_matches('`');
    let lower = value.to_lowercase();
    let is_sample = SAMPLE_MARKS.iter().any(|mark| lower.contains(mark));
    let is_credential = CREDENTIAL_WORDS.iter().any(|word| name.contains(word));
    if is_credential && !is_sample && value.chars().count() > LONGEST_SAMPLE {
        let beginning: String = value.chars().take(4).collect();
        return format!("{beginning}…");
    }
    value.to_owned()
}
