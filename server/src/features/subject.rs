//! What stands at a place: every feature begins with this question.

use std::sync::Arc;

use crate::catalog::name_key;
use crate::contract::{FieldKind, PathReference, Usage, Variable};
use crate::source::EnvUse;
use crate::text::{ByteRange, Spanned};
use crate::workspace::{
    DotenvFile, Entry, Governed, GovernedService, InfraFile, RelPath, Snapshot, SourceFile,
};

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
    /// A service named in the overview.
    OverviewService { contract: &'snapshot Governed, service: usize, range: ByteRange },
}

impl<'snapshot> Subject<'snapshot> {
    /// What stands at a byte offset.
    pub(super) fn at(snapshot: &'snapshot Snapshot, path: &RelPath, offset: usize) -> Option<Self> {
        match snapshot.entry(path)? {
            Entry::Source(file) => Self::in_source(file, offset),
            Entry::Contract(_) => Self::in_contract(snapshot.contract(path)?, offset),
            Entry::Infra(file) => Self::in_infra(file, offset),
            Entry::Dotenv(file) => Self::in_dotenv(file, offset),
            Entry::Data(_) | Entry::Unread => None,
        }
    }

    /// The environment variable it is, and where the document that was asked names it.
    pub(super) fn variable(&self) -> Option<(&'snapshot str, ByteRange)> {
        let name = match self {
            Self::Documented { variable, range } => return Some((&variable.name.value, *range)),
            Self::Infra { variable } => &variable.name,
            Self::Dotenv { name } => name,
            Self::EnvUse { used } => &used.name,
            _ => return None,
        };
        Some((&name.value, name.range))
    }

    fn in_source(file: &'snapshot Arc<SourceFile>, offset: usize) -> Option<Self> {
        let used = file.facts.env_uses.iter().find(|used| used.name.range.touches(offset))?;
        Some(Self::EnvUse { used })
    }

    fn in_infra(file: &'snapshot Arc<InfraFile>, offset: usize) -> Option<Self> {
        let is_here = |variable: &&Variable| variable.name.range.touches(offset);
        Some(Self::Infra { variable: file.contract.variables.iter().find(is_here)? })
    }

    fn in_dotenv(file: &'snapshot Arc<DotenvFile>, offset: usize) -> Option<Self> {
        let is_here = |name: &&Spanned<String>| name.range.touches(offset);
        Some(Self::Dotenv { name: file.names.iter().find(is_here)? })
    }

    fn in_contract(contract: &'snapshot Governed, offset: usize) -> Option<Self> {
        let model = &contract.file.contract;
        if let Some(overview) = model.overview.as_ref().filter(|it| it.table.range.touches(offset))
        {
            let row = overview.rows.iter().find(|row| row.range.touches(offset))?;
            if let Some(binding) = row.binding.as_ref().filter(|it| it.range.touches(offset)) {
                let path = binding.value.trim_matches('`').to_owned();
                return Some(Self::Path { contract, path, range: binding.range });
            }
            let range = row.service.range;
            let service = integration_called(contract, &row.service.value)?;
            return range.touches(offset).then_some(Self::OverviewService {
                contract,
                service,
                range,
            });
        }
        let is_here = |it: &crate::contract::Integration| it.range.touches(offset);
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
        let span = spans.find(|span| span.range.touches(offset))?;
        // A name in a code span of another field is the variable it names.
        let named = integration.variables.iter().find(|variable| variable.name.value == span.value);
        if let Some(variable) =
            named.filter(|_| field.kind != Some(FieldKind::EnvironmentVariables))
        {
            return Some(Self::Documented { variable, range: span.range });
        }
        let is_path = span.value.contains('/') || span.value.contains('.');
        is_path.then(|| Self::Path { contract, path: span.value.clone(), range: span.range })
    }
}

/// The integration that a row of the overview means: by its name, or by another that the catalog
/// knows for the same service.
fn integration_called(contract: &Governed, name: &str) -> Option<usize> {
    let integrations = contract.integrations();
    let is_named = |it: &crate::contract::Integration| name_key(&it.name.value) == name_key(name);
    integrations.iter().position(is_named).or_else(|| {
        let known = contract.config.catalog.find(name)?;
        let is_known = |service: &GovernedService| {
            service.known.as_ref().is_some_and(|it| Arc::ptr_eq(it, known))
        };
        contract.services.iter().position(is_known)
    })
}
