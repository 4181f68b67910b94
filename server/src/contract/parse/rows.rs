//! Services of documents that have tables only: no section for each, but a row that names a
//! service with its package or its way to sign in, and a row for each variable.

use std::collections::HashMap;

use crate::text::Spanned;

use super::blocks::{Block, BlockKind};
use super::inline::owned;
use super::labels::is_placeholder;
use super::names::name_of_entry;
use super::packages::packages_of_cell;
use super::runs::{without_brackets, words};
use super::status::status_in;
use super::tables::{CellBlock, RowBlock, TableBlock, is_empty_mark};
use super::variables::{names_in_column, variables_of_table};
use crate::contract::model::{Heading, Integration, Package, Variable};

const SERVICE_COLUMNS: &[&str] =
    &["service", "integration", "provider", "vendor", "external service", "third party service"];
const PACKAGE_COLUMNS: &[&str] =
    &["package", "npm package", "sdk", "sdk package", "library", "client library"];
const AUTH_COLUMNS: &[&str] = &["auth method", "auth", "authentication", "credential", "api key"];
const VERSION_COLUMNS: &[&str] = &["version", "version range"];
const STATUS_COLUMNS: &[&str] = &["status", "state"];

/// The level that a row has as a heading: below every heading.
const ROW_LEVEL: u8 = 6;

/// The integrations that the tables of these blocks list, in the order of the document. A service
/// that several rows name is one, at the first of them; of the others its variables and packages
/// are taken.
pub(super) fn integrations_of_rows(blocks: &[Block<'_>]) -> Vec<Integration> {
    let mut integrations: Vec<Integration> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut versions: HashMap<String, String> = HashMap::new();
    for block in blocks {
        let BlockKind::Table(table) = &block.kind else { continue };
        let headers = table.headers();
        let column = |names: &[&str]| headers.iter().position(|it| names.contains(&it.as_str()));
        let package = column(PACKAGE_COLUMNS);
        let version = column(VERSION_COLUMNS);
        let Some(service) = column(SERVICE_COLUMNS) else {
            versions.extend(versions_of_rows(table, package, version));
            continue;
        };
        let auth = column(AUTH_COLUMNS);
        let variables = variables_of_table(table, false);
        if package.is_none() && auth.is_none() && variables.is_empty() {
            continue;
        }
        let status = column(STATUS_COLUMNS);
        for row in table.body() {
            let Some(mut found) = integration_of_row(row, service) else { continue };
            found.status = row.cell(status).and_then(|cell| {
                let (status, place) = status_in(&cell.inline.text)?;
                Some(Spanned::new(status, cell.inline.source(place)))
            });
            found.packages = row.cell(package).map(packages_of_own_cell).unwrap_or_default();
            found.variables =
                row.cell(auth).map(|cell| variables_in(cell, row)).unwrap_or_default();
            found.variables.extend(variables.iter().filter(|it| it.range == row.range).cloned());
            let place =
                *places.entry(found.name.value.to_lowercase()).or_insert(integrations.len());
            match integrations.get_mut(place) {
                Some(known) => add(known, found),
                None => integrations.push(found),
            }
        }
    }
    for package in integrations.iter_mut().flat_map(|it| &mut it.packages) {
        let stated = versions.get(&package.name.value).cloned();
        package.version = package.version.take().or(stated);
    }
    integrations
}

/// The versions that a table of packages states, by package.
fn versions_of_rows(
    table: &TableBlock<'_>,
    package: Option<usize>,
    version: Option<usize>,
) -> HashMap<String, String> {
    let stated = |row: &RowBlock<'_>| {
        let name = row.cell(package)?.filled()?.to_owned();
        Some((name, row.cell(version)?.filled()?.to_owned()))
    };
    table.body().iter().filter_map(stated).collect()
}

fn integration_of_row(row: &RowBlock<'_>, service: usize) -> Option<Integration> {
    let cell = row.cell(Some(service))?;
    let text = cell.inline.text.trim();
    let name = name_of_entry(&cell.inline);
    if name.value.is_empty() || is_empty_mark(text) || is_placeholder(text) {
        return None;
    }
    let text = Spanned::new(text.to_owned(), cell.range);
    Some(Integration {
        name,
        heading: Heading { level: ROW_LEVEL, text, line: row.range },
        range: row.range,
        fields: Vec::new(),
        status: None,
        critical: None,
        bindings: Vec::new(),
        variables: Vec::new(),
        usages: Vec::new(),
        hosts: Vec::new(),
        packages: Vec::new(),
        change_log: None,
        structure: Vec::new(),
        tests: Vec::new(),
        symbols: Vec::new(),
        retries: Vec::new(),
    })
}

/// The packages of a cell that names one or says that there is none: `Native fetch` is no package.
fn packages_of_own_cell(cell: &CellBlock<'_>) -> Vec<Package> {
    let has_code = cell.inline.runs.iter().any(|run| !run.is_target);
    let is_prose = !has_code && cell.inline.text.trim().contains(' ');
    if is_prose || cell.filled().is_none() { Vec::new() } else { packages_of_cell(cell, "npm") }
}

/// `API Key (GROQ_API_KEY)`: the names in a cell of prose, which need an underscore.
fn variables_in(cell: &CellBlock<'_>, row: &RowBlock<'_>) -> Vec<Variable> {
    let whole = 0..cell.inline.text.len();
    let is_name = |word: &Spanned<&str>| {
        word.value.contains('_')
            && word.value.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    let mut names: Vec<Spanned<&str>> =
        words(&cell.inline, whole).into_iter().map(without_brackets).filter(is_name).collect();
    if names.is_empty() {
        names = names_in_column(&cell.inline);
        names.retain(is_name);
    }
    let variable = |name: Spanned<&str>| Variable {
        name: owned(&name),
        range: row.range,
        ..Variable::default()
    };
    names.into_iter().map(variable).collect()
}

/// Adds what a further row says about a service. The row that describes a variable is the one that
/// declares it.
fn add(known: &mut Integration, found: Integration) {
    known.status = known.status.or(found.status);
    for variable in found.variables {
        let same = known.variables.iter_mut().find(|it| it.name.value == variable.name.value);
        match same {
            Some(same) if same.description.is_none() && variable.description.is_some() => {
                *same = variable;
            }
            Some(_) => {}
            None => known.variables.push(variable),
        }
    }
    for package in found.packages {
        if known.packages.iter().all(|it| it.name.value != package.name.value) {
            known.packages.push(package);
        }
    }
}
