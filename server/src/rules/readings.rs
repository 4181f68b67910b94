//! Which documented variables are read, and which are a read variable with a slip of the hand.
//!
//! A name that is misspelt in the contract is read nowhere, and the one that is read is missing
//! there; the infrastructure contract and the example of `.env` lack the misspelt one too. That is
//! one mistake, so it is decided here, for all rules, which place it is told at.

use std::collections::BTreeSet;

use crate::contract::Integration;
use crate::source::EnvUseKind;
use crate::workspace::{Entry, declares};

use super::ambient::is_ambient;
use super::nearest::nearest_variable;
use super::view::{ContractView, IntegrationView, Premise};

/// The readings of the variables of one contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    /// In the order of the contract's integrations.
    services: Vec<ServiceReadings>,
}

/// The readings of the variables of one integration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ServiceReadings {
    /// Indices of variables that nothing reads.
    unread: BTreeSet<usize>,
    slips: Vec<Slip>,
}

/// A documented variable that nothing reads, and a read one that is not documented, which are most
/// likely the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// Index of the documented variable in its integration.
    pub variable: usize,
    /// The name that the binding reads.
    pub read: String,
    /// Whether the name in the contract is the wrong one.
    pub is_in_contract: bool,
}

impl Readings {
    /// Asks the workspace. Integrations of which `env-unused` does not speak have no unread
    /// variables.
    pub(super) fn of(view: &ContractView<'_>) -> Self {
        if view.contract.file.contract.unfilled {
            return Self::default();
        }
        let services = (0..view.contract.services.len()).map(|index| {
            let integration = IntegrationView { contract: *view, index };
            let may_ask = integration.holds(Premise::Binding) && integration.holds(Premise::Built);
            if may_ask { ServiceReadings::of(&integration) } else { ServiceReadings::default() }
        });
        Self { services: services.collect() }
    }

    /// Whether nothing reads a documented variable.
    pub(super) fn is_unread(&self, service: usize, variable: usize) -> bool {
        self.services.get(service).is_some_and(|service| service.unread.contains(&variable))
    }

    /// The slip that explains why nothing reads a documented variable.
    pub(super) fn slip_of(&self, service: usize, variable: usize) -> Option<&Slip> {
        self.slips(service).iter().find(|slip| slip.variable == variable)
    }

    /// The slip that explains why a variable that a binding reads is not documented.
    pub(super) fn slip_of_read(&self, service: usize, name: &str) -> Option<&Slip> {
        self.slips(service).iter().find(|slip| slip.read == name)
    }

    /// The integrations whose slips are others than before.
    pub(super) fn with_other_slips(&self, before: &Self) -> Vec<usize> {
        let differs = |service: &usize| self.slips(*service) != before.slips(*service);
        (0..self.services.len()).filter(differs).collect()
    }

    fn slips(&self, service: usize) -> &[Slip] {
        self.services.get(service).map_or(&[], |service| &service.slips)
    }
}

impl ServiceReadings {
    fn of(view: &IntegrationView<'_>) -> Self {
        let variables = &view.integration().variables;
        let name_of = |index: &usize| variables[*index].name.value.as_str();
        let is_mentioned = |index: &usize| view.contract.snapshot.is_mentioned(name_of(index));
        let unmentioned: Vec<usize> =
            (0..variables.len()).filter(|index| !is_mentioned(index)).collect();
        if unmentioned.is_empty() {
            return Self::default();
        }
        let is_read_by_sdk = |index: &usize| view.service().sdk_reads(name_of(index));
        let mut read = undocumented_reads(view);
        let mut slips: Vec<Slip> = Vec::new();
        for index in &unmentioned {
            let candidates: Vec<&str> = read.iter().map(String::as_str).collect();
            let name = name_of(index);
            let Some(meant) = nearest_variable(name, &candidates).map(str::to_owned) else {
                continue;
            };
            // A row that stands twice is one slip, told at the first.
            read.remove(&meant);
            let is_in_contract =
                !is_read_by_sdk(index) && vouchers(view, &meant) >= vouchers(view, name);
            slips.push(Slip { variable: *index, read: meant, is_in_contract });
        }
        let unread = unmentioned.into_iter().filter(|index| !is_read_by_sdk(index)).collect();
        Self { unread, slips }
    }
}

/// The variables that the product code of a binding reads and no integration documents.
fn undocumented_reads(view: &IntegrationView<'_>) -> BTreeSet<String> {
    let snapshot = view.contract.snapshot;
    let folders = view.service().binding_paths();
    let files = folders.flat_map(|folder| snapshot.files_in(folder));
    let sources = files.filter_map(|path| snapshot.source(path));
    let product = sources.filter(|file| !file.is_test && !file.facts().generated);
    let reads = product.flat_map(|file| &file.facts().env_uses).filter(|used| {
        used.kind == EnvUseKind::Read
            && !used.in_test
            && !is_ambient(&used.name.value)
            && view.contract.contract.documenting(&used.name.value).is_empty()
    });
    reads.map(|used| used.name.value.clone()).collect()
}

/// How many places besides the row and the reads know a name: the infrastructure contract, the
/// `.env*` files, the catalog, the rest of the integration's section.
fn vouchers(view: &IntegrationView<'_>, name: &str) -> usize {
    let governed = view.contract.contract;
    let infra = governed.infra.iter().flat_map(|infra| &infra.contract.variables);
    let is_declared = infra.into_iter().any(|variable| declares(variable, name));
    let is_set = view.contract.snapshot.entries().any(|(_, entry)| match entry {
        Entry::Dotenv(file) => file.shows(name),
        _ => false,
    });
    let is_usual = view
        .service()
        .known
        .as_ref()
        .is_some_and(|known| known.variables.iter().any(|variable| variable.name == name));
    let is_told = is_told_elsewhere(&governed.file.text, view.integration(), name);
    [is_declared, is_set, is_usual, is_told].into_iter().filter(|knows| *knows).count()
}

/// Whether a section names a variable at another place than where it is declared.
fn is_told_elsewhere(text: &str, integration: &Integration, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let section = integration.range.slice(text);
    section.match_indices(name).any(|(at, _)| {
        let start = integration.range.start() + at;
        let is_whole = !section.get(..at).is_some_and(|before| before.ends_with(is_word))
            && !section.get(at + name.len()..).is_some_and(|behind| behind.starts_with(is_word));
        let is_row = integration.variables.iter().any(|variable| variable.range.touches(start));
        is_whole && !is_row
    })
}
