//! Which section of a contract a name means, and which sections are for one service.

use std::collections::HashMap;

use crate::catalog::name_key;
use crate::contract::{Contract, Integration};

use super::{Config, RelPath};

/// How a section is related to an earlier one of the same name or of another name for one service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Both are for the same service.
    Repetition,
    /// The catalog knows both names for one service, but they may be two products of one house.
    Doubtful,
}

/// The names of a contract's integrations, looked up without asking each.
#[derive(Debug, Default)]
pub(super) struct SectionNames {
    /// The first integration of each name, by the key of the name.
    by_name: HashMap<String, usize>,
    /// The first integration of each service of the catalog, by the key of its name there.
    by_service: HashMap<String, usize>,
    /// For each integration, an earlier section for the same service.
    earlier: Vec<Option<(usize, Likeness)>>,
    is_repeated: Vec<bool>,
    overview_rows: Vec<Option<usize>>,
}

impl SectionNames {
    pub(super) fn of(contract: &Contract, config: &Config) -> Self {
        let integrations = &contract.integrations;
        let mut names = Self {
            earlier: vec![None; integrations.len()],
            is_repeated: vec![false; integrations.len()],
            overview_rows: vec![None; integrations.len()],
            ..Self::default()
        };
        let mut of_service: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, integration) in integrations.iter().enumerate() {
            let name = &integration.name.value;
            let (key, service) = (name_key(name), service_key(name, config));
            // A heading that is nothing but an emoji names no service.
            if key.is_empty() {
                continue;
            }
            names.by_name.entry(key).or_insert(index);
            names.by_service.entry(service.clone()).or_insert(index);
            let sections = of_service.entry(service).or_default();
            let like = |&earlier: &usize| {
                likeness(&integrations[earlier], integration).map(|likeness| (earlier, likeness))
            };
            let earlier = sections.iter().find_map(like);
            if let Some((earlier, Likeness::Repetition)) = earlier {
                names.is_repeated[index] = true;
                names.is_repeated[earlier] = true;
            } else {
                sections.push(index);
            }
            names.earlier[index] = earlier;
        }
        let rows = contract.overview.iter().flat_map(|overview| overview.rows.iter().enumerate());
        for (row, said) in rows.filter(|(_, row)| !row.placeholder) {
            if let Some(index) = names.called(&said.service.value, config) {
                names.overview_rows[index].get_or_insert(row);
            }
        }
        names
    }

    pub(super) fn called(&self, name: &str, config: &Config) -> Option<usize> {
        let of_service = || self.by_service.get(&service_key(name, config));
        self.by_name.get(&name_key(name)).or_else(of_service).copied()
    }

    pub(super) fn earlier(&self, index: usize) -> Option<(usize, Likeness)> {
        self.earlier.get(index).copied().flatten()
    }

    pub(super) fn is_repeated(&self, index: usize) -> bool {
        self.is_repeated.get(index).copied().unwrap_or(false)
    }

    pub(super) fn overview_row(&self, index: usize) -> Option<usize> {
        self.overview_rows.get(index).copied().flatten()
    }
}

/// The same for every name that the catalog knows for a service.
fn service_key(name: &str, config: &Config) -> String {
    name_key(config.catalog.find(name).map_or(name, |known| &known.name))
}

/// How alike two sections are that have one name, or whose names the catalog knows for one service;
/// `None` where they are meant to be two: "Stripe (EU)" and "Stripe (US)", or "Stripe Billing" and
/// "Stripe Connect", each with a binding of its own.
fn likeness(one: &Integration, other: &Integration) -> Option<Likeness> {
    let is_separate = has_own_binding(one, other);
    let (name, other_name) = (name_key(&one.name.value), name_key(&other.name.value));
    if name == other_name {
        let (qualifier, other_qualifier) = (qualifier_of(one), qualifier_of(other));
        let is_qualified = !qualifier.is_empty() && !other_qualifier.is_empty();
        let are_variants = is_separate && is_qualified && qualifier != other_qualifier;
        return (!are_variants).then_some(Likeness::Repetition);
    }
    let is_part = name.starts_with(&other_name) || other_name.starts_with(&name);
    let are_of_one_house = first_word(one) == first_word(other);
    match (is_separate, is_part, are_of_one_house) {
        (false, true, _) | (false, _, false) => Some(Likeness::Repetition),
        (true, _, true) => None,
        _ => Some(Likeness::Doubtful),
    }
}

/// Whether both sections have bindings, and none of them in common.
fn has_own_binding(one: &Integration, other: &Integration) -> bool {
    let paths = |integration: &Integration| -> Vec<RelPath> {
        let bindings = integration.bindings.iter();
        bindings.filter_map(|binding| RelPath::parse(&binding.path)).collect()
    };
    let (paths, other_paths) = (paths(one), paths(other));
    let overlaps =
        |path: &RelPath| other_paths.iter().any(|other| path.is_in(other) || other.is_in(path));
    !paths.is_empty() && !other_paths.is_empty() && !paths.iter().any(overlaps)
}

/// What a heading says behind the name of the service.
fn qualifier_of(integration: &Integration) -> String {
    let heading = &integration.heading.text.value;
    let behind = heading.split_once(&integration.name.value).map_or("", |(_, behind)| behind);
    name_key(behind)
}

fn first_word(integration: &Integration) -> String {
    let name = integration.name.value.to_lowercase();
    let is_end = |character: char| !character.is_alphanumeric();
    name.split(is_end).find(|word| !word.is_empty()).unwrap_or_default().to_owned()
}
