//! The outline of a contract.

use crate::contract::{Field, FieldKind, Integration};
use crate::text::ByteRange;
use crate::workspace::{RelPath, Snapshot};

use super::{Symbol, SymbolKind};

/// File sections and integrations; in an integration its fields, in these the variables and Used By
/// rows. Nothing for a file that is no contract.
pub fn document_symbols(snapshot: &Snapshot, path: &RelPath) -> Vec<Symbol> {
    let Some(contract) = snapshot.contract(path) else { return Vec::new() };
    let model = &contract.file.contract;
    let mut symbols: Vec<Symbol> = model.integrations.iter().map(of_integration).collect();
    let is_own = |range: ByteRange| {
        model.integrations.iter().all(|integration| !range.contains_range(integration.range))
    };
    let sections =
        model.sections.iter().filter(|section| section.kind.is_some() && is_own(section.range));
    symbols.extend(sections.map(|section| Symbol {
        name: section.heading.text.value.clone(),
        detail: None,
        kind: SymbolKind::Section,
        range: section.range,
        focus: section.heading.text.range,
        children: Vec::new(),
    }));
    symbols.sort_by_key(|symbol| symbol.range);
    symbols
}

fn of_integration(integration: &Integration) -> Symbol {
    let status = integration.field(FieldKind::Status).and_then(|field| field.value.as_ref());
    Symbol {
        name: integration.name.value.clone(),
        detail: status.map(|status| status.value.trim_matches('`').to_owned()),
        kind: SymbolKind::Integration,
        range: integration.range.cover(integration.name.range),
        focus: integration.name.range,
        children: integration.fields.iter().map(|field| of_field(integration, field)).collect(),
    }
}

fn of_field(integration: &Integration, field: &Field) -> Symbol {
    let children = match field.kind {
        Some(FieldKind::EnvironmentVariables) => {
            let rows = integration.variables.iter();
            rows.map(|variable| {
                row(
                    &variable.name.value,
                    variable.description.clone(),
                    SymbolKind::Variable,
                    variable.range,
                    variable.name.range,
                )
            })
            .collect()
        }
        Some(FieldKind::UsedByModules) => {
            let rows = integration.usages.iter();
            rows.filter_map(|usage| {
                let file = usage.file.as_ref()?;
                let function = usage.function.as_ref().map(|function| function.value.clone());
                Some(row(&file.path, function, SymbolKind::Usage, usage.range, file.range))
            })
            .collect()
        }
        _ => Vec::new(),
    };
    Symbol {
        name: field.label.value.clone(),
        detail: field.value.as_ref().map(|value| value.value.clone()),
        kind: SymbolKind::Field,
        range: field.range.cover(field.label.range),
        focus: field.label.range,
        children,
    }
}

fn row(
    name: &str,
    detail: Option<String>,
    kind: SymbolKind,
    range: ByteRange,
    focus: ByteRange,
) -> Symbol {
    let range = range.cover(focus);
    Symbol { name: name.to_owned(), detail, kind, range, focus, children: Vec::new() }
}
