//! Services where the file lists them: the overview and the categories.

use std::collections::HashSet;

use crate::contract::Status;
use crate::features::{CompletionItem, CompletionKind};

use super::contract::{Asked, YES_NO_COLUMNS};
use super::cursor::CellAt;
use super::item::{code, item, ordered};

const SERVICE_COLUMNS: &[&str] = &["service", "integration", "name", "service name", "provider"];
const STATUS_COLUMNS: &[&str] = &["status", "state"];
const BINDING_COLUMNS: &[&str] =
    &["binding module", "binding", "module", "location", "adapter", "module path"];

impl<'asked> Asked<'asked> {
    /// A cell of the overview: services without a row first, the row's binding, statuses, YES and
    /// NO.
    pub(super) fn overview_cell(&self, cell: &CellAt<'_>) -> Vec<CompletionItem> {
        if cell.is(SERVICE_COLUMNS) {
            return self.overview_services(cell);
        }
        let named = cell.beside(SERVICE_COLUMNS);
        let service = named.and_then(|name| self.contract.integration_called(name));
        if cell.is(STATUS_COLUMNS) {
            let integrations = self.contract.integrations();
            let stated = service.and_then(|index| integrations.get(index)?.status.as_ref());
            return self.statuses(cell.range, stated.map(|it| it.value), &cell.column());
        }
        if cell.is(BINDING_COLUMNS) {
            let bindings = service.and_then(|index| self.contract.integrations().get(index));
            let paths = bindings.into_iter().flat_map(|it| &it.bindings).enumerate();
            let text = self.cursor.text;
            let items = paths.map(|(place, path)| {
                let kind = if path.path.ends_with('/') {
                    CompletionKind::Folder
                } else {
                    CompletionKind::File
                };
                item(text, cell.range, kind, &*path.path, code(&path.path), ordered(place))
            });
            let items: Vec<CompletionItem> = items.collect();
            return if items.is_empty() {
                self.paths(cell.range, &Default::default())
            } else {
                items
            };
        }
        if cell.is(YES_NO_COLUMNS) {
            return self.yes_or_no(cell.range, &cell.column());
        }
        Vec::new()
    }

    fn overview_services(&self, cell: &CellAt<'_>) -> Vec<CompletionItem> {
        let rows = self.model().overview.iter().flat_map(|overview| &overview.rows);
        let others = rows.filter(|row| !row.range.touches(self.cursor.offset));
        let listed: HashSet<usize> =
            others.filter_map(|row| self.contract.integration_called(&row.service.value)).collect();
        let integrations = self.contract.integrations().iter().enumerate();
        let items = integrations.map(|(index, integration)| {
            let name = &integration.name.value;
            let is_listed = listed.contains(&index);
            let sort = format!("{}{index:04}", u8::from(is_listed));
            let (text, range) = (self.cursor.text, cell.range);
            let mut made = item(text, range, CompletionKind::Service, name, name, sort);
            made.detail = (!is_listed).then(|| "no row yet".to_owned());
            made
        });
        items.collect()
    }

    /// An entry of a category: services that are in none.
    pub(super) fn category_entry(&self) -> Vec<CompletionItem> {
        let cursor = self.cursor;
        let content = cursor.content();
        let written = content.slice(cursor.text);
        let Some(bullet) = ["- ", "* ", "+ "].iter().find(|bullet| {
            written.starts_with(**bullet)
                || (written == bullet.trim() && cursor.before().ends_with(' '))
        }) else {
            return Vec::new();
        };
        let start = (content.start() + bullet.len()).min(cursor.offset.max(content.start()));
        let name = crate::text::ByteRange::new(start, content.end().max(cursor.offset));
        let said = [" - ", " – ", ": "].iter().find_map(|mark| name.slice(cursor.text).find(mark));
        let end = said.map_or(name.end(), |at| name.start() + at);
        let range = crate::text::ByteRange::new(name.start(), end);
        if !range.touches(cursor.offset) {
            return Vec::new();
        }
        let services = self.uncategorised().into_iter().enumerate();
        let items = services.map(|(place, (_, name))| {
            let insert = format!("**{name}**");
            item(cursor.text, range, CompletionKind::Service, name, insert, ordered(place))
        });
        items.collect()
    }

    /// The integrations that no category lists, with their index.
    pub(super) fn uncategorised(&self) -> Vec<(usize, &'asked str)> {
        let listed = self.model().categories.iter().flat_map(|category| &category.services);
        let elsewhere = listed.filter(|name| !name.range.touches(self.cursor.offset));
        let listed: HashSet<usize> =
            elsewhere.filter_map(|name| self.contract.integration_called(&name.value)).collect();
        let integrations = self.contract.integrations().iter().enumerate();
        let open = integrations.filter(|(index, _)| !listed.contains(index));
        open.map(|(index, integration)| (index, &*integration.name.value)).collect()
    }
}

/// A status as the template writes it.
pub(super) fn status_word(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::Testing => "testing",
        Status::Deprecated => "deprecated",
        Status::Planned => "planned",
    }
}
