//! What stands at a place: every feature begins with this question.

use std::sync::Arc;

use crate::contract::{Field, FieldKind, Integration, PathReference, Usage, Variable, parse};
use crate::source::EnvUse;
use crate::text::{ByteRange, Spanned};
use crate::workspace::{
    DataFile, DotenvFile, Entry, Governed, InfraFile, RelPath, Snapshot, SourceFile,
};

use super::services::{names_in_contract, names_in_file, services_used_in};
use super::spelling::is_quoted;
use super::words::word_at;

/// What stands at a place of a document.
#[derive(Debug)]
pub(super) enum Subject<'snapshot> {
    /// A variable of an integration, named at `range`: in its row, or in a code span elsewhere.
    Documented { variable: &'snapshot Variable, range: ByteRange },
    /// The name in a row of an infrastructure contract.
    Infra { variable: &'snapshot Variable },
    /// A name that a `.env*` file sets.
    Dotenv { name: &'snapshot Spanned<String> },
    /// A use in source.
    EnvUse { used: &'snapshot EnvUse },
    /// The function of a Used By row.
    UsageFunction {
        contract: &'snapshot Governed,
        usage: &'snapshot Usage,
        function: &'snapshot Spanned<String>,
    },
    /// A path of the contract: of a Used By row, of a binding, or in any other code span.
    Path { contract: &'snapshot Governed, path: String, range: ByteRange },
    /// A name of a variable in a text that uses variables in its own way: a file of settings, a
    /// string of source, prose of an infrastructure contract.
    Mention { name: &'snapshot str, range: ByteRange },
    /// A service, named in the contract, in INFRA_CONTRACT.md or in a suppression.
    Service { contract: &'snapshot Governed, service: usize, range: ByteRange },
    /// A service, used in source or data: its SDK or an address of its API.
    ServiceUse { contract: &'snapshot Governed, service: usize, range: ByteRange },
    /// A handler or class that the contract names and the binding defines.
    Symbol { contract: &'snapshot Governed, service: usize, name: String, range: ByteRange },
    /// The target of a link in a document.
    Link { target: String, range: ByteRange },
}

impl<'snapshot> Subject<'snapshot> {
    /// What stands at a byte offset.
    pub(super) fn at(snapshot: &'snapshot Snapshot, path: &RelPath, offset: usize) -> Option<Self> {
        match snapshot.entry(path)? {
            Entry::Source(file) => Self::in_source(snapshot, file, offset),
            Entry::Contract(_) => Self::in_contract(snapshot.contract(path)?, offset),
            Entry::Infra(file) => Self::in_infra(snapshot, file, offset),
            Entry::Dotenv(file) => Self::in_dotenv(file, offset),
            Entry::Data(file) => Self::in_data(snapshot, path, file, offset),
            Entry::Unread => None,
        }
    }

    /// The environment variable it is, and where the document that was asked names it.
    pub(super) fn variable(&self) -> Option<(&'snapshot str, ByteRange)> {
        let name = match self {
            Self::Documented { variable, range } => return Some((&variable.name.value, *range)),
            Self::Mention { name, range } => return Some((name, *range)),
            Self::Infra { variable } => &variable.name,
            Self::Dotenv { name } => name,
            Self::EnvUse { used } => &used.name,
            _ => return None,
        };
        Some((&name.value, name.range))
    }

    fn in_source(
        snapshot: &'snapshot Snapshot,
        file: &'snapshot Arc<SourceFile>,
        offset: usize,
    ) -> Option<Self> {
        let is_here = |used: &&EnvUse| used.name.range.touches(offset);
        if let Some(used) = file.facts().env_uses.iter().find(is_here) {
            return Some(Self::EnvUse { used });
        }
        if let Some(contract) = snapshot.governing(&file.path) {
            let mut names = names_in_file(snapshot, contract, &file.path).into_iter();
            if let Some(name) = names.find(|name| name.range.touches(offset)) {
                return Some(Self::Service { contract, service: name.service, range: name.range });
            }
            if let Some(found) = Self::service_used(snapshot, contract, &file.path, offset) {
                return Some(found);
            }
        }
        let document = snapshot.document(&file.path)?;
        let range = word_at(document.text(), offset);
        let before = document.text().get(..range.start())?;
        let behind = document.text().get(range.end()..)?;
        let name = mentioned(&file.mentions, range.slice(document.text()))?;
        let is_known = || snapshot.contracts().iter().any(|it| !it.documenting(name).is_empty());
        (is_quoted(before, behind) && is_known()).then_some(Self::Mention { name, range })
    }

    fn service_used(
        snapshot: &Snapshot,
        contract: &'snapshot Governed,
        path: &RelPath,
        offset: usize,
    ) -> Option<Self> {
        let mut used = services_used_in(snapshot, contract, path).into_iter();
        let (service, range) = used.find(|(_, range)| range.touches(offset))?;
        Some(Self::ServiceUse { contract, service, range })
    }

    fn in_infra(
        snapshot: &'snapshot Snapshot,
        file: &'snapshot Arc<InfraFile>,
        offset: usize,
    ) -> Option<Self> {
        let is_here = |variable: &&Variable| variable.name.range.touches(offset);
        if let Some(variable) = file.contract.variables.iter().find(is_here) {
            return Some(Self::Infra { variable });
        }
        let document = snapshot.document(&file.path)?;
        let text = document.text();
        for contract in snapshot.contracts() {
            let mut names = names_in_file(snapshot, contract, &file.path).into_iter();
            if let Some(name) = names.find(|name| name.range.touches(offset)) {
                let (service, range) = (name.service, name.range);
                return Some(Self::Service { contract, service, range });
            }
        }
        if let Some(link) = parse(text).links.into_iter().find(|it| it.range.touches(offset)) {
            return Some(Self::Link { target: link.value, range: link.range });
        }
        let range = word_at(text, offset);
        let is_named = |variable: &&Variable| variable.name.value == range.slice(text);
        let variable = file.contract.variables.iter().find(is_named)?;
        Some(Self::Mention { name: &variable.name.value, range })
    }

    fn in_data(
        snapshot: &'snapshot Snapshot,
        path: &RelPath,
        file: &'snapshot Arc<DataFile>,
        offset: usize,
    ) -> Option<Self> {
        if let Some(contract) = snapshot.governing(path)
            && let Some(found) = Self::service_used(snapshot, contract, path, offset)
        {
            return Some(found);
        }
        let document = snapshot.document(path)?;
        let range = word_at(document.text(), offset);
        let name = mentioned(&file.mentions, range.slice(document.text()))?;
        // In data, only what is known to be a variable is one.
        let is_known = snapshot.contracts().iter().any(|it| !it.documenting(name).is_empty())
            || !snapshot.env_uses(name).is_empty();
        is_known.then_some(Self::Mention { name, range })
    }

    fn in_dotenv(file: &'snapshot Arc<DotenvFile>, offset: usize) -> Option<Self> {
        let is_here = |name: &&Spanned<String>| name.range.touches(offset);
        Some(Self::Dotenv { name: file.names.iter().find(is_here)? })
    }

    fn in_contract(contract: &'snapshot Governed, offset: usize) -> Option<Self> {
        let model = &contract.file.contract;
        let rows = model.overview.iter().flat_map(|overview| &overview.rows);
        let mut bindings = rows.filter_map(|row| row.binding.as_ref());
        if let Some(binding) = bindings.find(|binding| binding.range.touches(offset)) {
            let path = binding.value.trim_matches('`').to_owned();
            return Some(Self::Path { contract, path, range: binding.range });
        }
        let mut names = names_in_contract(contract).into_iter();
        if let Some(name) = names.find(|name| name.range.touches(offset)) {
            return Some(Self::Service { contract, service: name.service, range: name.range });
        }
        let link = || {
            let link = model.links.iter().find(|link| link.range.touches(offset))?;
            Some(Self::Link { target: link.value.clone(), range: link.range })
        };
        Self::in_integration(contract, offset)
            .or_else(link)
            .or_else(|| Self::variable_in_text(contract, offset))
            .or_else(|| Self::path_in_table(contract, offset))
    }

    /// A path in a table that belongs to no integration.
    fn path_in_table(contract: &'snapshot Governed, offset: usize) -> Option<Self> {
        let tables = contract.file.contract.tables.iter();
        let cells = tables.flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        let mut spans = cells.flat_map(|cell| &cell.code);
        let span = spans.find(|span| span.range.touches(offset) && span.value.contains('/'))?;
        Some(Self::Path { contract, path: span.value.clone(), range: span.range })
    }

    fn in_integration(contract: &'snapshot Governed, offset: usize) -> Option<Self> {
        let model = &contract.file.contract;
        // In a document of tables, a service's variables stand in rows elsewhere.
        let is_here = |it: &Integration| {
            it.range.touches(offset)
                || it.variables.iter().any(|variable| variable.name.range.touches(offset))
        };
        let service = model.integrations.iter().position(is_here)?;
        let integration = &model.integrations[service];
        if let Some(variable) =
            integration.variables.iter().find(|variable| variable.name.range.touches(offset))
        {
            return Some(Self::Documented { variable, range: variable.name.range });
        }
        let rows = integration.usages.iter().filter(|usage| usage.range.touches(offset));
        for usage in rows {
            if let Some(function) = usage.function.as_ref().filter(|it| it.range.touches(offset)) {
                return Some(Self::UsageFunction { contract, usage, function });
            }
        }
        let usage_paths = integration.usages.iter().filter_map(|usage| usage.file.as_ref());
        let mut paths = usage_paths.chain(&integration.bindings);
        if let Some(PathReference { path, range }) = paths.find(|path| path.range.touches(offset)) {
            return Some(Self::Path { contract, path: path.clone(), range: *range });
        }
        let field = integration.fields.iter().find(|field| field.range.touches(offset))?;
        let cells = field.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        let mut spans = field.code.iter().chain(cells.flat_map(|cell| &cell.code));
        let Some(span) = spans.find(|span| span.range.touches(offset)) else {
            let (name, range) = symbol_in(field, &contract.file.text, offset)?;
            return Some(Self::Symbol { contract, service, name, range });
        };
        // A name in a code span of another field is the variable it names.
        if Self::variable_in_text(contract, offset).is_some() {
            return None;
        }
        // A link is what it leads to, whatever its target looks like.
        if model.links.iter().any(|link| link.range == span.range) {
            return None;
        }
        let is_path = span.value.contains('/') || span.value.contains('.');
        let names_symbol = names_symbols(field) && !span.value.contains('/');
        if let Some(name) = symbol_named(&span.value).filter(|_| names_symbol) {
            return Some(Self::Symbol { contract, service, name, range: span.range });
        }
        is_path.then(|| Self::Path { contract, path: span.value.clone(), range: span.range })
    }

    /// A variable that the contract documents, wherever in its text it is named.
    fn variable_in_text(contract: &'snapshot Governed, offset: usize) -> Option<Self> {
        let range = word_at(&contract.file.text, offset);
        let name = range.slice(&contract.file.text);
        let mut variables = contract.integrations().iter().flat_map(|it| &it.variables);
        let variable = variables.find(|variable| variable.name.value == name)?;
        Some(Self::Documented { variable, range })
    }
}

/// The name in a list of mentions.
fn mentioned<'names>(mentions: &'names [Box<str>], name: &str) -> Option<&'names str> {
    mentions.iter().find(|mention| &***mention == name).map(|mention| &**mention)
}

/// Whether the names in a field are those of handlers or classes.
fn names_symbols(field: &Field) -> bool {
    matches!(
        field.kind,
        Some(
            FieldKind::WebhookEventsHandled
                | FieldKind::ApiClientClass
                | FieldKind::CustomErrorClasses
        )
    )
}

/// The symbol at an offset of a field that names it without code marks.
fn symbol_in(field: &Field, text: &str, offset: usize) -> Option<(String, ByteRange)> {
    let is_telling = match field.kind {
        Some(FieldKind::WebhookEventsHandled) => {
            let in_handler_column = |table: &crate::contract::Table| {
                let column = table.column(&["handler", "handlers", "handler function", "function"]);
                let mut cells = table.rows.iter().filter_map(|row| row.cells.get(column?));
                cells.any(|cell| cell.range.touches(offset))
            };
            field.tables.iter().any(in_handler_column)
        }
        _ => names_symbols(field),
    };
    let range = word_at(text, offset);
    let name = symbol_named(range.slice(text)).filter(|_| is_telling)?;
    Some((name, range))
}

/// The function or class that a code span names: without parentheses and what stands in them.
fn symbol_named(written: &str) -> Option<String> {
    let name = written.split('(').next().unwrap_or_default().trim();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | ':' | '#');
    let begins_so = name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$'));
    (begins_so && name.chars().all(is_part)).then(|| name.to_owned())
}
