//! What a rule looks at.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::client_names::makes_client;
use super::readings::Readings;
use crate::contract::{Field, FieldKind, Integration, Status, Table};
use crate::source::{ClientUse, Endpoint, EnvUse, Import, ImportKind, ImportUse, Language, UrlUse};
use crate::text::ByteRange;
use crate::workspace::{
    BindingUse, Governed, GovernedService, Likeness, RelPath, Snapshot, SourceFile, Target,
    requests_elsewhere,
};

/// Something that has to hold before a rule may speak about an integration. What breaks it has a
/// finding of its own (or none, for doubt), and one mistake is one finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Premise {
    /// The document is held to the template.
    Strict,
    /// Every path of the binding leads to a file or folder, and there is one.
    Binding,
    /// There is a list of users that can be read.
    UsedBy,
    /// There is a list of variables that can be read.
    Variables,
    /// The integration is in use, not just planned.
    Built,
    /// No earlier section is for the same service: a repetition is to be merged, not completed.
    First,
    /// No other section is for the same service: of two, each has a part of the story.
    Single,
}

/// A contract in its workspace.
#[derive(Clone, Copy, Debug)]
pub struct ContractView<'view> {
    /// The state of the workspace.
    pub snapshot: &'view Snapshot,
    /// The contract.
    pub contract: &'view Governed,
    /// Who uses its bindings.
    pub uses: &'view BTreeMap<RelPath, Vec<BindingUse>>,
    /// Which of the variables it documents are read.
    pub readings: &'view Readings,
}

/// An integration of a contract.
#[derive(Clone, Copy, Debug)]
pub struct IntegrationView<'view> {
    /// The contract it stands in.
    pub contract: ContractView<'view>,
    /// Its index there.
    pub index: usize,
}

impl<'view> IntegrationView<'view> {
    /// What the section says.
    pub fn integration(&self) -> &'view Integration {
        &self.contract.contract.integrations()[self.index]
    }

    /// What is known of the service.
    pub fn service(&self) -> &'view GovernedService {
        &self.contract.contract.services[self.index]
    }

    pub(super) fn holds(&self, premise: Premise) -> bool {
        let integration = self.integration();
        match premise {
            Premise::Strict => {
                self.contract.contract.file.contract.strictness
                    == crate::contract::Strictness::Strict
            }
            Premise::Binding => {
                let service = self.service();
                let leads_somewhere = service.binding_paths().next().is_some();
                leads_somewhere && service.missing_bindings(&integration.bindings).is_empty()
            }
            Premise::UsedBy => integration.field(FieldKind::UsedByModules).is_some_and(|field| {
                let files = integration.usages.iter().filter(|usage| usage.file.is_some());
                is_readable(field, &files.map(|usage| usage.range).collect())
            }),
            Premise::Variables => {
                integration.field(FieldKind::EnvironmentVariables).is_some_and(|field| {
                    let variables = integration.variables.iter();
                    is_readable(field, &variables.map(|variable| variable.range).collect())
                })
            }
            Premise::First => !matches!(
                self.contract.contract.earlier_section(self.index),
                Some((_, Likeness::Repetition))
            ),
            Premise::Single => !self.contract.contract.is_repeated(self.index),
            Premise::Built => {
                integration.status.as_ref().is_none_or(|status| status.value != Status::Planned)
            }
        }
    }
}

/// Whether a list was understood: entries were found, or it is plainly empty; and no row that has a
/// cell too few or too many hides another.
fn is_readable(field: &Field, entries: &BTreeSet<ByteRange>) -> bool {
    let has_rows = field.tables.iter().any(|table| !table.rows.is_empty());
    let is_hidden = |table: &Table| {
        table.rows.iter().any(|row| !table.is_even(row) && !entries.contains(&row.range))
    };
    let is_understood =
        !entries.is_empty() || !(has_rows || !field.items.is_empty() || !field.fences.is_empty());
    is_understood && !field.tables.iter().any(is_hidden)
}

/// A source file as its contract sees it.
#[derive(Debug)]
pub struct SourceView<'view> {
    /// The contract that governs it.
    pub contract: ContractView<'view>,
    /// The file.
    pub file: &'view SourceFile,
    /// Its uses of bindings.
    pub uses: &'view [BindingUse],
    /// Imports of an integration's SDK.
    pub sdk_imports: Vec<(usize, &'view Import)>,
    /// Addresses of an integration's API.
    pub addresses: Vec<(usize, Cow<'view, UrlUse>)>,
    /// Uses of variables, with the integrations that document them.
    pub env_uses: Vec<(Vec<usize>, &'view EnvUse)>,
    /// Integrations in whose binding it lies.
    pub binding_of: Vec<usize>,
    /// The integration whose SDK each import is.
    import_owners: Vec<Option<usize>>,
}

/// The imports of each integration without those that only repeat an earlier one: in Ruby and PHP a
/// package is named in full wherever it is used, and the first place speaks for the file. One that is
/// used at run time speaks before one that only names types.
fn without_repetitions<'view>(
    file: &SourceFile,
    imports: Vec<(usize, &'view Import)>,
) -> Vec<(usize, &'view Import)> {
    if !matches!(file.language, Language::Php | Language::Ruby) {
        return imports;
    }
    let mut spoken: BTreeSet<usize> = BTreeSet::new();
    let mut kept = vec![false; imports.len()];
    for used in [ImportUse::Runtime, ImportUse::TypesOnly] {
        let is_full = |import: &Import| import.kind != ImportKind::Qualified;
        for written_out in [false, true] {
            for (index, (service, import)) in imports.iter().enumerate() {
                let is_turn = import.used == used && is_full(import) != written_out;
                if is_turn && (is_full(import) || !spoken.contains(service)) {
                    spoken.insert(*service);
                    kept[index] = true;
                }
            }
        }
    }
    let mut kept = kept.into_iter();
    imports.into_iter().filter(|_| kept.next().unwrap_or_default()).collect()
}

/// The addresses that a file uses as values: its own, and requests of which another file says the
/// server.
pub(super) fn addresses_of<'view>(
    snapshot: &Snapshot,
    file: &'view SourceFile,
) -> impl Iterator<Item = Cow<'view, UrlUse>> {
    let own = file.facts().urls.iter().filter(|url| !url.is_page_or_asset()).map(Cow::Borrowed);
    own.chain(requests_elsewhere(snapshot, file).into_iter().map(Cow::Owned))
}

impl<'view> SourceView<'view> {
    pub(super) fn new(
        contract: ContractView<'view>,
        file: &'view SourceFile,
        uses: &'view [BindingUse],
    ) -> Self {
        let governed = contract.contract;
        let targets: Arc<[Option<Target>]> = contract.snapshot.targets(file);
        let is_local = |index: usize| targets.get(index).is_some_and(Option::is_some);
        let owner = |(index, import): (usize, &'view Import)| {
            let is_package = import.kind != ImportKind::Mount && !is_local(index);
            is_package.then(|| contract.snapshot.owner_of_import(governed, file, import))?
        };
        let import_owners: Vec<Option<usize>> =
            file.facts().imports.iter().enumerate().map(owner).collect();
        let owned = file.facts().imports.iter().zip(&import_owners);
        let address =
            |url: Cow<'view, UrlUse>| Some((governed.owner_of_address(&url.host, &url.path)?, url));
        Self {
            contract,
            file,
            uses,
            sdk_imports: without_repetitions(
                file,
                owned.filter_map(|(import, owner)| Some(((*owner)?, import))).collect(),
            ),
            addresses: addresses_of(contract.snapshot, file).filter_map(address).collect(),
            env_uses: file
                .facts()
                .env_uses
                .iter()
                .map(|used| (governed.documenting(&used.name.value), used))
                .collect(),
            binding_of: governed.bindings_around(&file.path),
            import_owners,
        }
    }

    /// The integrations the file has anything to do with.
    pub(super) fn services(&self) -> BTreeSet<usize> {
        let documented = self.env_uses.iter().flat_map(|(services, _)| services);
        let mut services: BTreeSet<usize> = documented.copied().collect();
        services.extend(self.sdk_imports.iter().map(|(service, _)| service));
        services.extend(self.addresses.iter().map(|(service, _)| service));
        services.extend(self.uses.iter().map(|used| used.service));
        services.extend(&self.binding_of);
        services
    }

    /// The clients that the file makes of an integration's service, and the places that set its key.
    pub(super) fn clients(&self, service: usize) -> Vec<&'view ClientUse> {
        let integration = self.integration(service);
        let is_own = |client: &&ClientUse| {
            let governed = self.contract.contract;
            let is_elsewhere = match &client.endpoint {
                Endpoint::Known { host, path } => {
                    governed.owner_of_address(host, path) != Some(service)
                }
                Endpoint::Default | Endpoint::Unknown => false,
            };
            self.import_owners.get(client.import) == Some(&Some(service))
                && !is_elsewhere
                && makes_client(client, &self.file.facts().imports[client.import], &integration)
        };
        self.file.facts().clients.iter().filter(is_own).collect()
    }

    /// Whether the file lies in the binding of an integration.
    pub fn is_in_binding(&self, service: usize) -> bool {
        self.binding_of.contains(&service)
    }

    /// One of the file's integrations.
    pub fn integration(&self, index: usize) -> IntegrationView<'view> {
        IntegrationView { contract: self.contract, index }
    }
}
