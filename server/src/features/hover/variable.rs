//! The card of an environment variable.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::contract::Variable;
use crate::features::definition::{reads, rows};
use crate::features::references::set_in;
use crate::workspace::{Entry, RelPath, Snapshot};

use super::masked::{shown, without_credentials};
use super::place::{LISTED_PLACES, listed, place};

/// Names that a wildcard stands for; more are counted.
const LISTED_NAMES: usize = 8;

/// The card of a variable, as seen from a file; `None` when nothing is known of it but its name.
pub(in crate::features) fn variable_card(
    snapshot: &Snapshot,
    asking: &RelPath,
    name: &str,
) -> Option<String> {
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
    let documented_at: Vec<String> =
        rows.iter().map(|(path, _, name)| place(snapshot, path, name.start())).collect();
    if !documented_at.is_empty() {
        let _ = writeln!(card, "- documented in {}", documented_at.join(", "));
    }
    let read_at = reads.iter().take(LISTED_PLACES);
    let read_at: Vec<String> =
        read_at.map(|(path, range)| place(snapshot, path, range.start())).collect();
    match listed(&read_at, reads.len()) {
        Some(places) => drop(writeln!(card, "- used in {places}")),
        None => card.push_str("- used nowhere in source\n"),
    }
    let mut files: Vec<String> = set_in.iter().map(|place| format!("`{}`", place.path)).collect();
    files.dedup();
    if !files.is_empty() {
        let _ = writeln!(card, "- set in {}", files.join(", "));
    }
    if let Some(beginning) = name.strip_suffix('*') {
        let names = standing_for(snapshot, beginning);
        let shown: Vec<String> =
            names.iter().take(LISTED_NAMES).map(|name| format!("`{name}`")).collect();
        if let Some(names) = listed(&shown, names.len()) {
            let _ = writeln!(card, "- stands for {names}");
        }
    }
    Some(card)
}

fn describe(variable: &Variable, card: &mut String) {
    if let Some(description) = &variable.description {
        let _ = write!(card, "{}\n\n", without_credentials(description));
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

/// The variables that source uses or `.env*` files set and that begin so.
fn standing_for<'snapshot>(
    snapshot: &'snapshot Snapshot,
    beginning: &str,
) -> BTreeSet<&'snapshot str> {
    let set = snapshot.dotenv_files().into_iter().flat_map(|file| &file.names);
    let names = snapshot.used_variables().into_iter().chain(set.map(|name| &*name.value));
    names.filter(|name| name.starts_with(beginning)).collect()
}
