//! The Integration Overview and the list of categories.

use crate::text::{ByteRange, Spanned};

use super::bindings::paths_in;
use super::blocks::{Block, BlockKind};
use super::labels::{is_placeholder, yes_or_no};
use super::names::name_of_entry;
use super::status::status_in;
use super::tables::{RowBlock, TableBlock, is_empty_mark};
use crate::contract::model::{Category, Heading, Overview, OverviewColumns, OverviewRow};
use crate::contract::synonyms::plain_words;

/// The overview in a section: its first table.
pub(super) fn overview_of_section(heading: Heading, blocks: &[Block]) -> Option<Overview> {
    let table = blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    })?;
    let columns = OverviewColumns::of(table);
    let count = table.headers().len();
    let rows = table.body().iter().filter_map(|row| columns.read(row, count)).collect();
    Some(Overview { heading, table: table.table(), columns, rows })
}

/// Whether a header says that its column names services, in whatever words.
pub(in crate::contract) fn is_service_column(header: &str) -> bool {
    let names_service = |word: &str| {
        matches!(
            word,
            "service" | "integration" | "name" | "provider" | "vendor" | "api" | "platform"
        ) || matches!(word, "product" | "tool" | "party" | "partner" | "system" | "saa")
            || matches!(word, "servicio" | "serviço" | "dienst" | "anbieter" | "fournisseur")
            || matches!(word, "nombre" | "nome" | "nom" | "proveedor" | "integración")
    };
    plain_words(header).split(' ').any(names_service)
}

impl OverviewColumns {
    fn of(table: &TableBlock) -> Self {
        let headers = table.headers();
        let column =
            |names: &[&str]| headers.iter().position(|header| names.contains(&header.as_str()));
        Self {
            service: column(&["service", "integration", "name", "service name", "provider"])
                .or_else(|| headers.iter().position(|header| is_service_column(header))),
            purpose: column(&["purpose", "description", "use case", "usage", "what it does"]),
            status: column(&["status", "state"]),
            binding: column(&[
                "binding module",
                "binding",
                "module",
                "location",
                "adapter",
                "module path",
            ]),
            critical: column(&["critical", "is critical", "criticality"]),
        }
    }

    fn read(&self, row: &RowBlock, count: usize) -> Option<OverviewRow> {
        let cell = row.cell(self.service.or(Some(0)))?;
        let text = cell.inline.text.trim();
        let spanned = |column| {
            let cell = row.cell(column)?;
            cell.inline.trimmed(0..cell.inline.text.len())
        };
        let status = spanned(self.status);
        let criticality = spanned(self.critical)
            .and_then(|said| Some(Spanned::new(yes_or_no(&said.value)?, said.range)));
        Some(OverviewRow {
            service: name_of_entry(&cell.inline),
            service_cell: text.to_owned(),
            status_value: status
                .as_ref()
                .and_then(|status| status_in(&status.value))
                .map(|found| found.0),
            status,
            binding: spanned(self.binding),
            binding_paths: row
                .cell(self.binding)
                .map(|cell| paths_in(&cell.inline, 0..cell.inline.text.len()))
                .unwrap_or_default(),
            critical: criticality,
            is_even: row.cells.len() == count,
            placeholder: (is_placeholder(text) && !cell.inline.is_link()) || is_empty_mark(text),
            range: row.range,
        })
    }
}

/// The categories below a heading: each deeper heading with its list of services.
pub(super) fn categories_of_section(blocks: &[Block]) -> Vec<Category> {
    let mut categories: Vec<Category> = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { inline, .. } => {
                categories.push(Category { name: name_of_entry(inline), services: Vec::new() });
            }
            BlockKind::Item(inline) if block.depth == 1 => {
                let entry = entry_name(inline);
                let is_real = !entry.value.is_empty() && !is_placeholder(&entry.value);
                if let Some(category) = categories.last_mut().filter(|_| is_real) {
                    category.services.push(entry);
                }
            }
            _ => {}
        }
    }
    categories
}

/// The service that `- **Name** - text` or `- Name: text` names.
fn entry_name(inline: &super::inline::Inline<'_>) -> crate::text::Spanned<String> {
    let Some(strong) = inline.leading_strong() else { return name_of_entry(inline) };
    let text = inline.text.get(strong.clone()).unwrap_or_default();
    let name = super::names::name_in(text);
    let place = strong.start + name.start..strong.start + name.end;
    let value = inline.text.get(place.clone()).unwrap_or_default().trim_end_matches(':').to_owned();
    let range = inline.source(place.start..place.start + value.len());
    let range = if value.is_empty() { ByteRange::at(range.start()) } else { range };
    crate::text::Spanned::new(value, range)
}
