//! Completion.

use std::collections::BTreeSet;

use crate::contract::{Cell, Field, FieldKind, Integration, Table, Usage};
use crate::source::DefinitionKind;
use crate::text::{ByteRange, Edit};
use crate::workspace::{Entry, Governed, RelPath, Snapshot};

use super::accessor::accessor_before;
use super::hover::variable_card;
use super::{CompletionItem, CompletionKind};

/// What can be inserted at a byte offset of a document.
///
/// In a contract: in the Environment Variables of an integration the variables that its binding
/// reads and nobody documents, then all others that are known; under Binding Module and in the File
/// column of Used By the files and folders of the workspace, users of the binding without a row
/// first; in the Function column the functions of that row's file. In source, inside an accessor of
/// the environment, the variables that are known.
pub fn completion(snapshot: &Snapshot, path: &RelPath, offset: usize) -> Vec<CompletionItem> {
    match snapshot.entry(path) {
        Some(Entry::Contract(_)) => snapshot
            .contract(path)
            .map(|contract| Inside { snapshot, contract, offset }.items())
            .unwrap_or_default(),
        Some(Entry::Source(file)) => {
            let Some(document) = snapshot.document(path) else { return Vec::new() };
            let Some(name) = accessor_before(document.text(), file.language, offset) else {
                return Vec::new();
            };
            let known = known_variables(snapshot, path, &[], name.slice(document.text()));
            let items = known.into_iter().map(|(name_of, rank)| {
                let edit = Edit { range: name, text: name_of.clone() };
                variable_item(snapshot, path, name_of, rank, edit)
            });
            items.collect()
        }
        _ => Vec::new(),
    }
}

/// A place inside a contract.
struct Inside<'place> {
    snapshot: &'place Snapshot,
    contract: &'place Governed,
    offset: usize,
}

/// How near an item is to what is being written; smaller comes first.
type Rank = u8;

impl<'place> Inside<'place> {
    fn items(&self) -> Vec<CompletionItem> {
        let model = &self.contract.file.contract;
        // White space at the end of a line, where the next word goes, is part of no block.
        let before = self.contract.file.text.get(..self.offset).unwrap_or_default();
        let behind_text = before.trim_end_matches([' ', '\t']).len();
        let is_here = |range: ByteRange| range.touches(self.offset) || range.touches(behind_text);
        let Some(service) = model.integrations.iter().position(|it| is_here(it.range)) else {
            return Vec::new();
        };
        let integration = &model.integrations[service];
        let Some(field) = integration.fields.iter().rev().find(|it| is_here(it.range)) else {
            return Vec::new();
        };
        match field.kind {
            Some(FieldKind::EnvironmentVariables) => self.variables(service, integration, field),
            Some(FieldKind::BindingModule) => self.binding_paths(),
            Some(FieldKind::UsedByModules) => self.usage(service, integration, field),
            _ => Vec::new(),
        }
    }

    fn variables(
        &self,
        service: usize,
        integration: &Integration,
        field: &Field,
    ) -> Vec<CompletionItem> {
        let range = match self.cell(field) {
            Some((table, _, column, cell)) => {
                let names =
                    ["variable", "variables", "name", "env var", "environment variable", "key"];
                if table.column(&names).unwrap_or(0) != column {
                    return Vec::new();
                }
                content_range(cell, self.offset)
            }
            None => self.span_at_cursor(),
        };
        let documented: Vec<&str> = integration
            .variables
            .iter()
            .filter(|variable| !variable.name.range.touches(self.offset))
            .map(|variable| &*variable.name.value)
            .collect();
        let path = &self.contract.file.path;
        let read_in_binding: BTreeSet<&str> = self.contract.services[service]
            .binding_paths()
            .flat_map(|binding| self.snapshot.files_in(binding))
            .filter_map(|file| self.snapshot.source(file))
            .flat_map(|file| file.facts.env_uses.iter().map(|used| &*used.name.value))
            .collect();
        let typed = range.slice(&self.contract.file.text).trim_matches('`');
        let known = known_variables(self.snapshot, path, &documented, typed);
        let items = known.into_iter().map(|(name, rank)| {
            let rank = if read_in_binding.contains(&*name) { 0 } else { rank };
            let edit = Edit { range, text: format!("`{name}`") };
            variable_item(self.snapshot, path, name, rank, edit)
        });
        items.collect()
    }

    fn binding_paths(&self) -> Vec<CompletionItem> {
        let range = self.span_at_cursor();
        self.paths(range, &BTreeSet::new())
    }

    fn usage(
        &self,
        service: usize,
        integration: &Integration,
        field: &Field,
    ) -> Vec<CompletionItem> {
        let Some((table, row, column, cell)) = self.cell(field) else {
            return self
                .paths(self.span_at_cursor(), &self.users_without_row(service, integration));
        };
        let range = content_range(cell, self.offset);
        if table.column(&["file", "files", "path", "location"]) == Some(column) {
            return self.paths(range, &self.users_without_row(service, integration));
        }
        if table.column(&["function", "functions", "method", "symbol"]) == Some(column) {
            let usage = integration.usages.iter().find(|usage| usage.range == row);
            return usage.map(|usage| self.functions(usage, range)).unwrap_or_default();
        }
        Vec::new()
    }

    /// Files that use the binding and that no row lists.
    fn users_without_row(&self, service: usize, integration: &Integration) -> BTreeSet<String> {
        let uses = crate::workspace::binding_uses(self.snapshot, self.contract);
        let users = uses.iter().filter(|(_, uses)| uses.iter().any(|used| used.service == service));
        let shown = users.filter_map(|(path, _)| path.relative_to(&self.contract.folder));
        let is_listed = |path: &str| {
            let files = integration.usages.iter().filter_map(|usage| usage.file.as_ref());
            let mut others = files.filter(|file| !file.range.touches(self.offset));
            others.any(|file| file.path == path)
        };
        shown.filter(|path| !is_listed(path)).map(str::to_owned).collect()
    }

    /// Files and folders one step below what is written, with those of `first` before them.
    fn paths(&self, range: ByteRange, first: &BTreeSet<String>) -> Vec<CompletionItem> {
        let content = range.slice(&self.contract.file.text);
        let ticks = content.len() - content.trim_start_matches('`').len();
        let written = content.trim_matches('`');
        let up_to_cursor = self.offset.saturating_sub(range.start() + ticks).min(written.len());
        let typed = written.get(..up_to_cursor).unwrap_or(written);
        let folder = typed.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(folder) = self.contract.folder.join(folder) else { return Vec::new() };
        let mut children: BTreeSet<(String, bool)> = BTreeSet::new();
        let own = &self.contract.file.path;
        for file in self.snapshot.files_in(&folder).filter(|file| *file != own) {
            let Some(below) = file.relative_to(&folder) else { continue };
            let Some(from_root) = file.relative_to(&self.contract.folder) else { continue };
            let before = &from_root[..from_root.len() - below.len()];
            match below.split_once('/') {
                Some((child, _)) => children.insert((format!("{before}{child}/"), true)),
                None => children.insert((from_root.to_owned(), false)),
            };
        }
        let item =
            |path: String, is_folder: bool, rank: Rank, detail: Option<&str>| CompletionItem {
                kind: if is_folder { CompletionKind::Folder } else { CompletionKind::File },
                detail: detail.map(str::to_owned),
                documentation: None,
                edit: Edit { range, text: format!("`{path}`") },
                sort: format!("{rank}{path}"),
                label: path,
            };
        let users = first
            .iter()
            .map(|path| item(path.clone(), false, 0, Some("uses the binding, no row yet")));
        let others = children
            .into_iter()
            .filter(|(path, _)| !first.contains(path))
            .map(|(path, is_folder)| item(path, is_folder, 1, None));
        users.chain(others).collect()
    }

    fn functions(&self, usage: &Usage, range: ByteRange) -> Vec<CompletionItem> {
        let Some(file) = &usage.file else { return Vec::new() };
        let place = self.snapshot.place_of(self.contract, &file.path);
        let Some(source) = place.path().and_then(|path| self.snapshot.source(path)) else {
            return Vec::new();
        };
        let is_function = |kind| matches!(kind, DefinitionKind::Function | DefinitionKind::Method);
        let functions = source.facts.definitions.iter().filter(|it| is_function(it.kind));
        let item = |definition: &crate::source::Definition| {
            let name = match &definition.container {
                Some(container) => format!("{container}.{}", definition.name.value),
                None => definition.name.value.clone(),
            };
            let rank = Rank::from(definition.exported_as.is_empty());
            CompletionItem {
                kind: CompletionKind::Function,
                detail: Some(definition.signature.clone()),
                documentation: definition.documentation.clone(),
                edit: Edit { range, text: format!("`{name}()`") },
                sort: format!("{rank}{name}"),
                label: name,
            }
        };
        functions.map(item).collect()
    }

    /// The table cell at the cursor: its table, row, column and itself.
    fn cell<'field>(
        &self,
        field: &'field Field,
    ) -> Option<(&'field Table, ByteRange, usize, &'field Cell)> {
        field.tables.iter().find_map(|table| {
            let row = table.rows.iter().find(|row| row.range.touches(self.offset))?;
            let column = row.cells.iter().position(|cell| cell.outer.touches(self.offset))?;
            Some((table, row.range, column, &row.cells[column]))
        })
    }

    /// The code span or word at the cursor, backticks included; empty at the cursor when there is
    /// none.
    fn span_at_cursor(&self) -> ByteRange {
        let text = &*self.contract.file.text;
        let is_part = |c: char| !c.is_whitespace() && !"|()[],*".contains(c);
        let before = text.get(..self.offset).unwrap_or_default();
        let behind = text.get(self.offset..).unwrap_or_default();
        let start = before.trim_end_matches(is_part).len();
        let end = self.offset + behind.len() - behind.trim_start_matches(is_part).len();
        ByteRange::new(start, end)
    }
}

/// What an item in a cell replaces: all it holds, or nothing at the cursor when it is empty.
fn content_range(cell: &Cell, cursor: usize) -> ByteRange {
    if cell.range.is_empty() { ByteRange::at(cursor) } else { cell.range }
}

/// Variables that are known somewhere, without those already named: used in source, set in `.env*`
/// files, documented in the contract or in INFRA_CONTRACT.md. What is being typed is no evidence of
/// itself: half a name would be offered otherwise.
fn known_variables(
    snapshot: &Snapshot,
    asking: &RelPath,
    named: &[&str],
    typed: &str,
) -> Vec<(String, Rank)> {
    let mut known: std::collections::BTreeMap<String, Rank> = Default::default();
    let mut learn = |name: &str, rank: Rank| {
        if !named.contains(&name) && !name.ends_with('*') {
            let known = known.entry(name.to_owned()).or_insert(rank);
            *known = rank.min(*known);
        }
    };
    if let Some(contract) = snapshot.governing(asking) {
        let variables = contract.integrations().iter().flat_map(|it| &it.variables);
        let is_typed_here = contract.file.path == *asking;
        let evident = variables.filter(|it| !is_typed_here || it.name.value != typed);
        evident.for_each(|variable| learn(&variable.name.value, 1));
        let infra = contract.infra.iter().flat_map(|infra| &infra.contract.variables);
        infra.for_each(|variable| learn(&variable.name.value, 2));
    }
    let is_source = matches!(snapshot.entry(asking), Some(Entry::Source(_)));
    let is_evident =
        |name: &&str| !is_source || *name != typed || snapshot.env_uses(name).len() > 1;
    snapshot.used_variables().into_iter().filter(is_evident).for_each(|name| learn(name, 2));
    for (_, entry) in snapshot.entries() {
        if let Entry::Dotenv(file) = entry {
            file.names.iter().for_each(|name| learn(&name.value, 3));
        }
    }
    known.into_iter().collect()
}

fn variable_item(
    snapshot: &Snapshot,
    asking: &RelPath,
    name: String,
    rank: Rank,
    edit: Edit,
) -> CompletionItem {
    let services = snapshot.governing(asking).map(|contract| {
        let documenting = contract.documenting(&name);
        let names = documenting.iter().map(|it| contract.integrations()[*it].name.value.clone());
        names.collect::<Vec<_>>().join(", ")
    });
    CompletionItem {
        kind: CompletionKind::Variable,
        detail: services.filter(|services| !services.is_empty()),
        documentation: variable_card(snapshot, asking, &name),
        edit,
        sort: format!("{rank}{name}"),
        label: name,
    }
}
