//! Cards of services and packages.

use std::fmt::Write as _;

use crate::catalog::{Ecosystem, Service, import_name};
use crate::contract::{FieldKind, Integration, Package};
use crate::rules::Findings;
use crate::workspace::{Governed, RelPath, Snapshot, uses_of_binding};

use super::masked::without_credentials;
use super::metadata::status_name;
use super::place::{LISTED_PLACES, counted, listed, place};

/// How much of a purpose is shown, in characters.
const LONGEST_PURPOSE: usize = 240;

/// The card of an integration. `asking`: a source file that uses it, which is told where the
/// binding is when it lies outside.
pub(super) fn integration_card(
    snapshot: &Snapshot,
    contract: &Governed,
    index: usize,
    asking: Option<&RelPath>,
    findings: Option<&Findings>,
) -> Option<String> {
    let integration = contract.integrations().get(index)?;
    let mut card = format!("**{}**", integration.name.value);
    if let Some(status) = &integration.status {
        let _ = write!(card, " · {}", status_name(status.value));
    }
    if is_critical(contract, index) {
        card.push_str(" · critical");
    }
    if let Some(category) = category(contract, index) {
        let _ = write!(card, " · {category}");
    }
    card.push_str("\n\n");
    if let Some(purpose) = purpose(contract, integration) {
        let _ = write!(card, "{purpose}\n\n");
    }
    let service = contract.services.get(index)?;
    let mut bindings: Vec<String> =
        service.binding_paths().map(|path| format!("`{path}`")).collect();
    bindings.dedup();
    match listed(bindings.get(..1).unwrap_or_default(), bindings.len()) {
        Some(bindings) => {
            let is_outside = asking.is_some_and(|path| !contract.is_in_binding(index, path));
            let what = if is_outside { "use its binding" } else { "binding" };
            let _ = writeln!(card, "- {what} {bindings}");
        }
        None => card.push_str("- no binding that exists\n"),
    }
    let users = uses_of_binding(snapshot, contract, index).len();
    let variables = integration.variables.len();
    let _ = writeln!(
        card,
        "- used by {} · {}",
        counted(users, "module"),
        counted(variables, "variable")
    );
    if let Some(findings) = findings {
        let name = &integration.name.value;
        let told = findings.by_file().iter().filter(|(path, _)| path.is_in(&contract.folder));
        let told = told.flat_map(|(_, of_file)| of_file.iter());
        let count = told.filter(|finding| finding.service.as_ref() == Some(name)).count();
        if count > 0 {
            let _ = writeln!(card, "- {}", counted(count, "finding"));
        }
    }
    let own = place(snapshot, &contract.file.path, integration.heading.line.start());
    let _ = writeln!(card, "- documented in {own}");
    Some(card)
}

/// The card of a service of the catalog that a contract does not document.
pub(super) fn undocumented_card(contract: &Governed, service: &Service) -> String {
    let Service { name, category, .. } = service;
    format!("**{name}** · {category}\n\n`{}` has no section for it.\n", contract.file.path)
}

/// The card of a package under Dependencies: whose SDK it is, and who imports it.
pub(super) fn package_card(snapshot: &Snapshot, contract: &Governed, package: &Package) -> String {
    let mut card = format!("**`{}`** · {}", package.name.value, package.ecosystem);
    let ecosystem = Ecosystem::named(package.ecosystem);
    let name = ecosystem.map(|ecosystem| import_name(ecosystem, &package.name.value));
    let named = ecosystem.zip(name);
    let owners = &contract.config.owners;
    let services = ecosystem.map(|it| owners.of_package(it, &package.name.value));
    if let Some([service]) = services.as_deref() {
        let _ = write!(card, " · SDK of {}", service.name);
    }
    card.push_str("\n\n");
    let Some((ecosystem, name)) = named.filter(|(of, _)| *of != Ecosystem::Pypi) else {
        return card;
    };
    let files = snapshot.importing(ecosystem, &name);
    let first: Vec<String> =
        files.iter().take(LISTED_PLACES).map(|path| format!("`{path}`")).collect();
    match listed(&first, files.len()) {
        Some(files) => drop(writeln!(card, "- imported in {files}")),
        None => card.push_str("- imported nowhere\n"),
    }
    card
}

fn is_critical(contract: &Governed, index: usize) -> bool {
    let model = &contract.file.contract;
    let says_so = contract
        .integrations()
        .get(index)
        .is_some_and(|it| it.critical.as_ref().is_some_and(|said| said.value));
    let mut rows = model.overview.iter().flat_map(|overview| &overview.rows);
    says_so
        || rows.any(|row| {
            row.critical.as_ref().is_some_and(|said| said.value)
                && contract.integration_called(&row.service.value) == Some(index)
        })
}

/// The category that the file lists the service under, else the catalog's.
fn category(contract: &Governed, index: usize) -> Option<&str> {
    let categories = contract.file.contract.categories.iter();
    let lists = |category: &&crate::contract::Category| {
        let mut services = category.services.iter();
        services.any(|name| contract.integration_called(&name.value) == Some(index))
    };
    let known = || contract.services.get(index)?.known.as_ref().map(|known| &*known.category);
    categories.into_iter().find(lists).map(|it| &*it.name.value).or_else(known)
}

/// The first line of the Purpose.
fn purpose(contract: &Governed, integration: &Integration) -> Option<String> {
    let field = integration.field(FieldKind::Purpose)?;
    let stated = field.value.as_ref().map(|value| &*value.value);
    let below = || {
        let mut lines = field.range.slice(&contract.file.text).lines().skip(1).map(str::trim);
        lines.find(|line| !line.is_empty())
    };
    let line = stated.or_else(below)?;
    let short: String = line.chars().take(LONGEST_PURPOSE).collect();
    let end = if short.len() < line.len() { "…" } else { "" };
    Some(format!("{}{end}", without_credentials(&short)))
}
