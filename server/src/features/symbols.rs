//! The outline of a contract.

use std::cmp::Reverse;

use crate::contract::{Cell, Field, FieldKind, FileSection, Integration, Row, Status, Table};
use crate::text::ByteRange;
use crate::workspace::{RelPath, Snapshot};

use super::page::Page;
use super::{Symbol, SymbolKind};

/// Headers of the column that tells most of an endpoint, an event or a change, besides its name.
const ENDPOINT_DETAIL: &[&str] = &["method", "purpose", "handler", "description"];
const CHANGE_DETAIL: &[&str] = &["changes", "change", "description", "version"];

/// The sections of the file, one in the other as their headings say; among them the integrations,
/// in these the fields, and in the fields the rows: variables, users, endpoints, events, changes. An
/// infrastructure contract has its sections and, in them, its variables. Nothing for other files.
pub fn document_symbols(snapshot: &Snapshot, path: &RelPath) -> Vec<Symbol> {
    let Some(page) = Page::at(snapshot, path) else { return Vec::new() };
    let model = &*page.model;
    let mut symbols: Vec<Symbol> = model.integrations.iter().map(of_integration).collect();
    // Both are in the order of the document, so one walk finds the integration around a heading.
    let mut integrations = model.integrations.iter().peekable();
    for section in &model.sections {
        let heading = section.heading.line;
        while integrations.next_if(|it| it.range.end() <= heading.start()).is_some() {}
        if integrations.peek().is_some_and(|it| it.range.contains_range(heading)) {
            continue;
        }
        symbols.push(Symbol {
            name: section.heading.text.value.clone(),
            detail: None,
            kind: SymbolKind::Section,
            range: section.range.cover(section.heading.text.range),
            focus: section.heading.text.range,
            is_deprecated: false,
            children: Vec::new(),
        });
    }
    if let Some(log) = model.file_section(FileSection::ChangeLog) {
        let tables = model.tables.iter().filter(|table| log.range.contains_range(table.range));
        symbols.extend(tables.flat_map(|table| of_rows(table, SymbolKind::Change, CHANGE_DETAIL)));
    }
    symbols.extend(page.infra_variables.iter().map(of_variable));
    nested(symbols)
}

/// The symbols as a tree: each in the one whose range holds it.
fn nested(mut symbols: Vec<Symbol>) -> Vec<Symbol> {
    symbols.sort_by_key(|symbol| (symbol.range.start(), Reverse(symbol.range.end())));
    let mut open: Vec<Symbol> = Vec::new();
    let mut outermost = Vec::new();
    let mut close_until = |open: &mut Vec<Symbol>, range: Option<ByteRange>| {
        let is_over = |last: &Symbol| range.is_none_or(|range| !last.range.contains_range(range));
        while let Some(symbol) = open.pop_if(|last| is_over(last)) {
            match open.last_mut() {
                Some(outer) => outer.children.push(symbol),
                None => outermost.push(symbol),
            }
        }
    };
    for symbol in symbols {
        close_until(&mut open, Some(symbol.range));
        open.push(symbol);
    }
    close_until(&mut open, None);
    outermost
}

fn of_integration(integration: &Integration) -> Symbol {
    let status = integration.field(FieldKind::Status).and_then(|field| field.value.as_ref());
    let is_deprecated =
        integration.status.as_ref().is_some_and(|status| status.value == Status::Deprecated);
    Symbol {
        name: integration.name.value.clone(),
        detail: status.map(|status| status.value.trim_matches('`').to_owned()),
        kind: SymbolKind::Integration,
        range: integration.range.cover(integration.name.range),
        focus: integration.name.range,
        is_deprecated,
        children: integration.fields.iter().map(|field| of_field(integration, field)).collect(),
    }
}

fn of_field(integration: &Integration, field: &Field) -> Symbol {
    let rows = |kind, detail| {
        field.tables.iter().flat_map(|table| of_rows(table, kind, detail)).collect::<Vec<_>>()
    };
    // A label may stand twice: each shows what its own block declares.
    let is_here = |range: ByteRange| field.range.contains_range(range);
    let children = match field.kind {
        Some(FieldKind::EnvironmentVariables) => {
            let rows = integration.variables.iter().filter(|variable| is_here(variable.range));
            rows.map(of_variable).collect()
        }
        Some(FieldKind::UsedByModules) => {
            let rows = integration.usages.iter().filter(|usage| is_here(usage.range));
            rows.filter_map(|usage| {
                let file = usage.file.as_ref()?;
                let function = usage.function.as_ref().map(|function| function.value.clone());
                Some(row(&file.path, function, SymbolKind::Usage, usage.range, file.range))
            })
            .collect()
        }
        Some(FieldKind::ApiEndpointsUsed) => rows(SymbolKind::Endpoint, ENDPOINT_DETAIL),
        Some(FieldKind::WebhookEventsHandled) => rows(SymbolKind::Event, ENDPOINT_DETAIL),
        Some(FieldKind::Changelog) => rows(SymbolKind::Change, CHANGE_DETAIL),
        _ => Vec::new(),
    };
    Symbol {
        name: field.label.value.clone(),
        detail: field.value.as_ref().map(|value| value.value.clone()),
        kind: SymbolKind::Field,
        range: field.range.cover(field.label.range),
        focus: field.label.range,
        is_deprecated: false,
        children,
    }
}

fn of_variable(variable: &crate::contract::Variable) -> Symbol {
    row(
        &variable.name.value,
        variable.description.clone(),
        SymbolKind::Variable,
        variable.range,
        variable.name.range,
    )
}

/// The rows of a table, each by its first cell that says something.
fn of_rows<'table>(
    table: &'table Table,
    kind: SymbolKind,
    detail_columns: &'static [&'static str],
) -> impl Iterator<Item = Symbol> + 'table {
    let detail_column = detail_columns.iter().find_map(|column| table.column(&[*column]));
    let of_row = move |of: &'table Row| {
        let name = of.cells.iter().find(|cell| !cell.text.is_empty())?;
        let detail = detail_column.and_then(|column| of.cells.get(column));
        let detail = detail.filter(|cell| cell.range != name.range && !cell.text.is_empty());
        let said = |cell: &Cell| cell.text.clone();
        Some(row(&name.text, detail.map(said), kind, of.range, name.range))
    };
    table.rows.iter().filter_map(of_row)
}

fn row(
    name: &str,
    detail: Option<String>,
    kind: SymbolKind,
    range: ByteRange,
    focus: ByteRange,
) -> Symbol {
    let (name, range) = (name.to_owned(), range.cover(focus));
    Symbol { name, detail, kind, range, focus, is_deprecated: false, children: Vec::new() }
}
