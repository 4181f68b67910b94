//! Writing a variable down wherever it has to stand: in the section of its integration, in the
//! infrastructure contract, in the example of `.env`.

use crate::contract::{
    FieldKind, InfraEntry, NewVariable, Variable, add_infra_row, add_variable_row,
};
use crate::workspace::{Governed, InfraFile};

use super::FileEdit;
use super::skeletons::edits_of;
use super::view::{IntegrationView, Premise};

/// What stands in a Description cell until somebody knows.
const DESCRIPTION: &str = "[What it sets]";

/// The infrastructure contract, when it is held to declare what the contract documents: not while it
/// is still the template or empty, nor when it is another document that shares no variable with the
/// contract.
pub(super) fn complete_infra(governed: &Governed) -> Option<&InfraFile> {
    let infra = governed.infra.as_deref()?;
    let contract = &infra.contract;
    let has_place = !contract.variables.is_empty() || !contract.tables.is_empty();
    let shares_one = || {
        let declared = contract.variables.iter();
        declared.map(|it| &it.name.value).any(|name| !governed.documenting(name).is_empty())
    };
    let is_held = contract.is_about_variables() || shares_one();
    (has_place && !contract.is_template && is_held).then_some(infra)
}

/// The edits that document a variable which the binding reads, at all its places.
pub(super) fn document(view: &IntegrationView<'_>, name: &str) -> Option<Vec<FileEdit>> {
    let governed = view.contract.contract;
    let infra = complete_infra(governed);
    let mut new = NewVariable { name: name.to_owned(), ..NewVariable::default() };
    let declared = infra.and_then(|infra| {
        let declared = infra.contract.variables.iter().find(|it| it.name.value == name)?;
        Some(NewVariable::like(&infra.text, declared, &infra.contract.tables))
    });
    if let Some(declared) = declared {
        new = declared;
    }
    new.description.get_or_insert_with(|| DESCRIPTION.to_owned());
    let file = &governed.file;
    let edit = add_variable_row(&file.text, view.integration(), &new)?;
    let mut edits = vec![FileEdit { path: file.path.clone(), edit }];
    let is_held = view.holds(Premise::Strict) && view.holds(Premise::Built);
    if let Some(infra) = infra.filter(|infra| is_held && !infra.declares(name)) {
        edits.extend(declare_new(view, infra, new.clone()));
    }
    if new.required == Some(true) && view.holds(Premise::Built) {
        edits.extend(show_in_example(view, name));
    }
    Some(edits)
}

/// The edits that declare a documented variable in the infrastructure contract.
pub(super) fn declare(
    view: &IntegrationView<'_>,
    infra: &InfraFile,
    variable: &Variable,
) -> Vec<FileEdit> {
    let fields = view.integration().fields.iter();
    let tables = fields
        .filter(|field| field.kind == Some(FieldKind::EnvironmentVariables))
        .flat_map(|field| &field.tables);
    let new = NewVariable::like(&view.contract.contract.file.text, variable, tables);
    declare_new(view, infra, new)
}

fn declare_new(view: &IntegrationView<'_>, infra: &InfraFile, new: NewVariable) -> Vec<FileEdit> {
    let governed = view.contract.contract;
    let integration = view.integration();
    let users = governed.documenting(&new.name);
    let names = users.iter().filter_map(|index| governed.integrations().get(*index));
    let names: Vec<&str> = names.map(|integration| integration.name.value.as_str()).collect();
    let service = integration.name.value.as_str();
    let aliases = view.service().known.as_ref().map_or(&[][..], |known| &known.aliases);
    let entry = InfraEntry {
        siblings: siblings(view, &new.name),
        used_by: if names.is_empty() { service.to_owned() } else { names.join(", ") },
        variable: new,
        service,
        aliases,
    };
    let edits = add_infra_row(&infra.text, &infra.contract, &entry);
    edits_of(&infra.path, edits)
}

/// The edit that adds a line for a variable to the nearest example of `.env`; `None` when there is no
/// example, or one shows it.
pub(super) fn show_in_example(view: &IntegrationView<'_>, name: &str) -> Option<FileEdit> {
    let examples = view.contract.snapshot.env_examples(view.contract.contract, view.index);
    if examples.iter().any(|example| example.shows(name)) {
        return None;
    }
    let nearest = examples.first()?;
    let edit = nearest.add(name, &siblings(view, name));
    Some(FileEdit { path: nearest.path.clone(), edit })
}

/// The other variables of an integration.
fn siblings<'view>(view: &IntegrationView<'view>, name: &str) -> Vec<&'view str> {
    let names = view.integration().variables.iter().map(|variable| variable.name.value.as_str());
    names.filter(|sibling| *sibling != name).collect()
}
