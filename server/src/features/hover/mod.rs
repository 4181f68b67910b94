//! Hover: a short card for what stands at a place.

mod masked;
mod metadata;
mod place;
mod rule;
mod service;
mod source;
mod variable;

use crate::contract::{FieldKind, FileField, FileSection};
use crate::rules::Findings;
use crate::text::{ByteRange, Spanned};
use crate::workspace::{CONFIG_FILE, Entry, Governed, RelPath, Snapshot};

use super::HoverCard;
use super::subject::Subject;
use metadata::{date_card, file_label_card, label_card, section_card, status_card};
use place::{path_card, usage_function_card};
use rule::{rule_card, suppressed_code};
use service::{integration_card, package_card};
pub(super) use variable::variable_card;

/// Headers of columns that hold dates.
const DATE_COLUMNS: &[&str] = &["date", "when"];

/// The card for what stands at a byte offset of a document.
///
/// Of an environment variable, in the contract, in INFRA_CONTRACT.md, in `.env*` and in source, all
/// that is written and known; of a path whether it is there and what it exports; of a function its
/// signature; of a service, its SDK, its API's address and an import of its binding the state of its
/// integration; what labels, statuses, dates, packages and rules mean. Values of `.env*` files are
/// never part of a card, and what looks like a credential is masked. `findings`: the last ones, to
/// count those of a service.
pub fn hover(
    snapshot: &Snapshot,
    path: &RelPath,
    offset: usize,
    findings: Option<&Findings>,
) -> Option<HoverCard> {
    let entry = snapshot.entry(path)?;
    if let Some(code) = suppressed_code(entry.suppressions(), offset) {
        return Some(HoverCard { range: code.range, markdown: rule_card(&code.value) });
    }
    let place = Place { snapshot, offset, findings };
    if let Entry::Contract(_) = entry {
        let contract = snapshot.contract(path)?;
        if let Some(card) = place.beside_subjects(contract) {
            return Some(card);
        }
        return place.of_subject(path).or_else(|| place.of_label(contract));
    }
    if path.file_name() == CONFIG_FILE {
        return configured_rule(snapshot, path, offset);
    }
    place.of_subject(path).or_else(|| source::card(snapshot, path, offset, findings))
}

#[derive(Clone, Copy)]
struct Place<'place> {
    snapshot: &'place Snapshot,
    offset: usize,
    findings: Option<&'place Findings>,
}

impl Place<'_> {
    fn of_subject(&self, path: &RelPath) -> Option<HoverCard> {
        let snapshot = self.snapshot;
        let subject = Subject::at(snapshot, path, self.offset)?;
        if let Some((name, range)) = subject.variable() {
            let markdown = variable_card(snapshot, path, name)?;
            return Some(HoverCard { range, markdown });
        }
        match subject {
            Subject::UsageFunction { contract, usage, function } => {
                let markdown = usage_function_card(snapshot, contract, usage, function)?;
                Some(HoverCard { range: function.range, markdown })
            }
            Subject::Path { contract, path, range } => {
                Some(HoverCard { range, markdown: path_card(snapshot, contract, &path) })
            }
            Subject::Service { contract, service, range } => {
                self.of_service(contract, service, None, range)
            }
            Subject::ServiceUse { contract, service, range } => {
                self.of_service(contract, service, Some(path), range)
            }
            _ => None,
        }
    }

    fn of_service(
        &self,
        contract: &Governed,
        service: usize,
        asking: Option<&RelPath>,
        range: ByteRange,
    ) -> Option<HoverCard> {
        let markdown = integration_card(self.snapshot, contract, service, asking, self.findings)?;
        Some(HoverCard { range, markdown })
    }

    /// Services, statuses, dates and packages, which have no subject of their own.
    fn beside_subjects(&self, contract: &Governed) -> Option<HoverCard> {
        let model = &contract.file.contract;
        let is_here = |range: ByteRange| range.touches(self.offset);
        let integrations = model.integrations.iter();
        let rows = model.overview.iter().flat_map(|overview| &overview.rows);
        if let Some(index) = integrations.clone().position(|it| is_here(it.name.range)) {
            return self.of_service(
                contract,
                index,
                None,
                model.integrations.get(index)?.name.range,
            );
        }
        let listed = model.categories.iter().flat_map(|category| &category.services);
        if let Some(name) = listed.into_iter().find(|name| is_here(name.range)) {
            let index = contract.integration_called(&name.value)?;
            return self.of_service(contract, index, None, name.range);
        }
        for row in rows.filter(|row| is_here(row.range)) {
            let status = row.status.as_ref().filter(|status| is_here(status.range));
            if let Some(written) = status {
                let index = contract.integration_called(&row.service.value)?;
                let stated = model.integrations.get(index)?.status.as_ref()?;
                let markdown = status_card(stated.value);
                return Some(HoverCard { range: written.range, markdown });
            }
        }
        if let Some(integration) = integrations.clone().find(|it| is_here(it.range)) {
            let status = integration.status.as_ref().filter(|status| is_here(status.range));
            if let Some(status) = status {
                return Some(HoverCard {
                    range: status.range,
                    markdown: status_card(status.value),
                });
            }
            let package = integration.packages.iter().find(|it| is_here(it.name.range));
            if let Some(package) = package {
                let markdown = package_card(self.snapshot, contract, package);
                return Some(HoverCard { range: package.name.range, markdown });
            }
        }
        self.of_date(contract)
    }

    /// A date behind a label, or in a table's column of dates.
    fn of_date(&self, contract: &Governed) -> Option<HoverCard> {
        let model = &contract.file.contract;
        let is_here = |range: ByteRange| range.touches(self.offset);
        let integration = model.integration_at(self.offset);
        let fields = integration.iter().flat_map(|it| &it.fields);
        let dates = fields.clone().filter(|field| {
            matches!(
                field.kind,
                Some(FieldKind::Added | FieldKind::LastModified | FieldKind::DeprecationDate)
            )
        });
        let values: Vec<&Spanned<String>> = dates
            .chain(model.file_field(FileField::LastUpdated))
            .filter_map(|field| field.value.as_ref())
            .collect();
        if let Some(value) = values.into_iter().find(|value| is_here(value.range)) {
            let markdown = date_card(&value.value)?;
            return Some(HoverCard { range: value.range, markdown });
        }
        let mut tables = fields.flat_map(|field| &field.tables).chain(&model.tables);
        let table = tables.find(|table| is_here(table.range))?;
        let column = table.column(DATE_COLUMNS)?;
        let cell = table.rows.iter().find(|row| is_here(row.range))?.cells.get(column)?;
        let markdown = date_card(&cell.text).filter(|_| is_here(cell.range))?;
        Some(HoverCard { range: cell.range, markdown })
    }

    /// What a label or the heading of a section is for.
    fn of_label(&self, contract: &Governed) -> Option<HoverCard> {
        let model = &contract.file.contract;
        let is_here = |range: ByteRange| range.touches(self.offset);
        if let Some(integration) = model.integration_at(self.offset) {
            let field = integration.fields.iter().find(|field| is_here(field.label.range))?;
            let markdown = label_card(&contract.config, field.kind?, &field.label.value);
            return Some(HoverCard { range: field.label.range, markdown });
        }
        if let Some(field) = model.metadata.iter().find(|field| is_here(field.label.range)) {
            let markdown = file_label_card(FileField::of_label(&field.label.value)?);
            return Some(HoverCard { range: field.label.range, markdown });
        }
        let headings = model.sections.iter().filter(|it| is_here(it.heading.text.range));
        let (range, kind): (ByteRange, FileSection) =
            headings.filter_map(|it| Some((it.heading.text.range, it.kind?))).next()?;
        Some(HoverCard { range, markdown: section_card(kind) })
    }
}

/// The page of the rule that a word of the configuration names.
fn configured_rule(snapshot: &Snapshot, path: &RelPath, offset: usize) -> Option<HoverCard> {
    let document = snapshot.document(path)?;
    let text = document.text();
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let (before, behind) = (text.get(..offset)?, text.get(offset..)?);
    let start = before.trim_end_matches(is_part).len();
    let end = offset + behind.len() - behind.trim_start_matches(is_part).len();
    let range = ByteRange::new(start, end);
    let code = crate::rules::rule(range.slice(text))?.code;
    Some(HoverCard { range, markdown: rule_card(code) })
}
