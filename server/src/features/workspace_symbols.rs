//! Symbols of the whole workspace.

use crate::workspace::Snapshot;

use super::{FilePlace, SymbolKind};

/// A symbol, found by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// Its name.
    pub name: String,
    /// What holds it: the service of a variable; the contract of a service.
    pub container: String,
    /// What it is.
    pub kind: SymbolKind,
    /// The name where it is declared.
    pub place: FilePlace,
    /// How well it matches what was asked for; less is better.
    pub distance: MatchDistance,
}

/// How far a name is from what was asked for, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchDistance {
    /// The name itself, letter case apart.
    Same,
    /// It begins so.
    Beginning,
    /// One of its words begins so.
    Word,
    /// It holds the letters in this order.
    Scattered,
}

/// Integrations of all contracts and the variables they document, best matches first. The letters of
/// `query` have to stand in the name in their order, as editors expect; letter case and spaces do not
/// count. An empty query matches everything.
pub fn workspace_symbols(snapshot: &Snapshot, query: &str) -> Vec<WorkspaceSymbol> {
    let query = plain(query);
    let mut symbols = Vec::new();
    for contract in snapshot.contracts() {
        let path = &contract.file.path;
        for integration in contract.integrations() {
            let mut add = |name: &str, container: &str, kind, range| {
                symbols.extend(distance(name, &query).map(|distance| WorkspaceSymbol {
                    name: name.to_owned(),
                    container: container.to_owned(),
                    kind,
                    place: FilePlace { path: path.clone(), range },
                    distance,
                }));
            };
            let service = &integration.name;
            add(&service.value, path.as_str(), SymbolKind::Integration, service.range);
            for variable in &integration.variables {
                let name = &variable.name;
                add(&name.value, &service.value, SymbolKind::Variable, name.range);
            }
        }
    }
    symbols.sort_by(|one, other| {
        let key = |it: &WorkspaceSymbol| (it.distance, it.name.len());
        key(one)
            .cmp(&key(other))
            .then_with(|| (&one.name, &one.place).cmp(&(&other.name, &other.place)))
    });
    symbols
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn distance(name: &str, query: &str) -> Option<MatchDistance> {
    let lower = plain(name);
    if lower == query {
        return Some(MatchDistance::Same);
    }
    if lower.starts_with(query) {
        return Some(MatchDistance::Beginning);
    }
    let mut words = name.split(|c: char| !c.is_alphanumeric()).map(plain);
    if words.any(|word| word.starts_with(query)) {
        return Some(MatchDistance::Word);
    }
    let mut letters = lower.chars();
    query
        .chars()
        .all(|wanted| letters.any(|letter| letter == wanted))
        .then_some(MatchDistance::Scattered)
}
