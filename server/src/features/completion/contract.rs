//! Completion in a contract: which question a place of it asks.

use crate::contract::{Contract, Field, FieldKind, FileField, FileSection, Integration};
use crate::features::{CompletionItem, CompletionKind};
use crate::text::ByteRange;
use crate::workspace::{Governed, GovernedService, Snapshot};

use super::cursor::{CellAt, Cursor};

/// Headers of the columns that are completed, as plain words in lower case.
pub(super) const VARIABLE_COLUMNS: &[&str] =
    &["variable", "variables", "variable name", "name", "env var", "environment variable", "key"];
const FILE_COLUMNS: &[&str] =
    &["file", "files", "path", "file path", "location", "source", "source file", "where"];
const FUNCTION_COLUMNS: &[&str] = &[
    "function",
    "functions",
    "method",
    "methods",
    "symbol",
    "function method",
    "method function",
    "entry point",
];
const HANDLER_COLUMNS: &[&str] = &["handler", "handlers", "handler function", "function"];
/// Columns that are answered with yes or no.
pub(super) const YES_NO_COLUMNS: &[&str] =
    &["required", "retry", "retried", "retryable", "breaking", "critical", "is critical"];
pub(super) const DATE_COLUMNS: &[&str] = &["date", "when"];
pub(super) const VERSION_COLUMNS: &[&str] = &["version"];

/// A place in a contract that somebody asks about.
#[derive(Clone, Copy)]
pub(super) struct Asked<'asked> {
    pub(super) snapshot: &'asked Snapshot,
    pub(super) contract: &'asked Governed,
    pub(super) cursor: Cursor<'asked>,
}

/// The integration at the cursor.
#[derive(Clone, Copy)]
pub(super) struct Section<'asked> {
    pub(super) index: usize,
    pub(super) integration: &'asked Integration,
}

impl<'asked> Asked<'asked> {
    pub(super) fn new(
        snapshot: &'asked Snapshot,
        contract: &'asked Governed,
        text: &'asked str,
        offset: usize,
    ) -> Option<Self> {
        Some(Self { snapshot, contract, cursor: Cursor::new(text, offset)? })
    }

    pub(super) fn model(&self) -> &'asked Contract {
        &self.contract.file.contract
    }

    /// What is known of the service of a section.
    pub(super) fn service(&self, section: Section<'asked>) -> Option<&'asked GovernedService> {
        self.contract.services.get(section.index)
    }

    /// Whether a section of the text holds the cursor. Sections end where the next one begins.
    pub(super) fn is_in(&self, range: ByteRange) -> bool {
        let offset = self.cursor.offset;
        let is_end = offset == range.end() && offset == self.cursor.text.len();
        range.start() <= offset && (offset < range.end() || is_end)
    }

    pub(super) fn items(&self) -> Vec<CompletionItem> {
        let model = self.model();
        if model.templates.iter().any(|template| self.is_in(*template))
            || self.cursor.is_in_comment()
        {
            return Vec::new();
        }
        let section = self.section();
        if self.cursor.fence().is_some() {
            return match section.and_then(|section| Some((section, self.field(section)?))) {
                Some((section, field)) if is_of(field, FieldKind::EnvironmentVariables) => {
                    self.variables_in_fence(section)
                }
                _ => Vec::new(),
            };
        }
        if let Some(level) = self.cursor.heading_level() {
            return self.headings(level);
        }
        match section {
            Some(section) => self.in_section(section),
            None => self.beside_sections(),
        }
    }

    /// The integration that holds the cursor.
    pub(super) fn section(&self) -> Option<Section<'asked>> {
        let mut integrations = self.model().integrations.iter().enumerate().rev();
        let (index, integration) = integrations.find(|(_, it)| self.is_in(it.range))?;
        Some(Section { index, integration })
    }

    /// The field that the cursor's line belongs to.
    fn field(&self, section: Section<'asked>) -> Option<&'asked Field> {
        let place = self.cursor.content().start();
        let mut fields = section.integration.fields.iter().rev();
        fields.find(|field| {
            field.range.touches(place) || field.range.touches(self.cursor.line.start())
        })
    }

    fn in_section(&self, section: Section<'asked>) -> Vec<CompletionItem> {
        if let Some(labels) = self.labels(section) {
            return labels;
        }
        let Some(field) = self.field(section) else { return Vec::new() };
        if let Some(cell) = self.cursor.cell() {
            return self.in_cell(section, field, &cell);
        }
        let starts_name = self.cursor.is_in_code() || self.cursor.first_word().is_some();
        match field.kind {
            Some(FieldKind::EnvironmentVariables) if starts_name => {
                self.variables(section, self.cursor.span())
            }
            Some(FieldKind::Authentication) if self.cursor.is_in_code() => {
                self.variables_named_in_prose(section)
            }
            Some(FieldKind::BindingModule | FieldKind::Testing) if starts_name => {
                self.paths(self.cursor.span(), &Default::default())
            }
            Some(FieldKind::UsedByModules) if starts_name => {
                self.users(section, self.cursor.span())
            }
            Some(FieldKind::Dependencies) if starts_name => self.packages(section),
            Some(FieldKind::ApiClientClass) if starts_name => {
                self.definitions_of_binding(section, self.cursor.span(), CompletionKind::Class)
            }
            kind => self.value(field, kind, Some(section)),
        }
    }

    fn in_cell(
        &self,
        section: Section<'asked>,
        field: &Field,
        cell: &CellAt<'_>,
    ) -> Vec<CompletionItem> {
        match field.kind {
            Some(FieldKind::EnvironmentVariables) if cell.is(VARIABLE_COLUMNS) => {
                self.variables(section, cell.range)
            }
            Some(FieldKind::UsedByModules) if cell.is(FILE_COLUMNS) => {
                self.users(section, cell.range)
            }
            Some(FieldKind::UsedByModules) if cell.is(FUNCTION_COLUMNS) => cell
                .beside(FILE_COLUMNS)
                .map(|file| self.functions_of(file, cell.range, ""))
                .unwrap_or_default(),
            Some(FieldKind::WebhookEventsHandled) if cell.is(HANDLER_COLUMNS) => {
                self.definitions_of_binding(section, cell.range, CompletionKind::Function)
            }
            Some(FieldKind::Changelog) if cell.is(DATE_COLUMNS) || cell.is(VERSION_COLUMNS) => {
                self.change_log_cell(cell, None)
            }
            Some(
                FieldKind::EnvironmentVariables | FieldKind::ErrorHandling | FieldKind::Changelog,
            ) if cell.is(YES_NO_COLUMNS) => self.yes_or_no(cell.range, &cell.column()),
            // A key/value table: the field is the row.
            kind => self.value(field, kind, Some(section)),
        }
    }

    fn beside_sections(&self) -> Vec<CompletionItem> {
        let model = self.model();
        let is_on_line = |field: &&Field| {
            let line = self.cursor.line;
            line.start() <= field.label.range.start() && field.label.range.end() <= line.end()
        };
        if let Some(field) = model.metadata.iter().find(is_on_line) {
            return match FileField::of_label(&field.label.value) {
                Some(kind) => self.file_value(field, kind),
                None => Vec::new(),
            };
        }
        let section = model.sections.iter().rev();
        let kind = section.filter(|section| self.is_in(section.range)).find_map(|it| it.kind);
        match (kind, self.cursor.cell()) {
            (Some(FileSection::IntegrationOverview), Some(cell)) => self.overview_cell(&cell),
            (Some(FileSection::ChangeLog), Some(cell)) => {
                self.change_log_cell(&cell, model.file_field(FileField::Version))
            }
            (Some(FileSection::IntegrationCategories), None) => self.category_entry(),
            _ => Vec::new(),
        }
    }
}

fn is_of(field: &Field, kind: FieldKind) -> bool {
    field.kind == Some(kind)
}
