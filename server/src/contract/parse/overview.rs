//! The Integration Overview and the list of categories.

use crate::text::{ByteRange, Spanned};

use super::blocks::{Block, BlockKind};
use super::labels::{is_placeholder, yes_or_no};
use super::names::name_of_entry;
use super::tables::{RowBlock, TableBlock, is_empty_mark};
use crate::contract::model::{Category, Heading, Overview, OverviewRow};

/// The overview in a section: its first table.
pub(super) fn overview_of_section(heading: Heading, blocks: &[Block]) -> Option<Overview> {
    let table = blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    })?;
    let columns = Columns::of(table);
    let rows = table.body().iter().filter_map(|row| columns.read(row)).collect();
    Some(Overview { heading, table: table.table(), rows })
}

struct Columns {
    service: Option<usize>,
    status: Option<usize>,
    binding: Option<usize>,
    critical: Option<usize>,
}

impl Columns {
    fn of(table: &TableBlock) -> Self {
        let headers = table.headers();
        let column =
            |names: &[&str]| headers.iter().position(|header| names.contains(&header.as_str()));
        Self {
            service: column(&["service", "integration", "name", "service name", "provider"])
                .or(Some(0)),
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

    fn read(&self, row: &RowBlock) -> Option<OverviewRow> {
        let cell = row.cell(self.service)?;
        let text = cell.inline.text.trim();
        let spanned = |column| {
            let cell = row.cell(column)?;
            cell.inline.trimmed(0..cell.inline.text.len())
        };
        Some(OverviewRow {
            service: name_of_entry(&cell.inline),
            status: spanned(self.status),
            binding: spanned(self.binding),
            critical: spanned(self.critical)
                .and_then(|cell| Some(Spanned::new(yes_or_no(&cell.value)?, cell.range))),
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
