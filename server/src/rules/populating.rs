//! Fills an untouched template with the services that the code uses.
//!
//! What the code and the catalog know is written down, the rest stays a placeholder: nothing that
//! the contract says then is made up.

use crate::catalog::Service;
use crate::contract::{Contract, FileSection};
use crate::text::{ByteRange, Edit};

use super::new_integration::NewIntegration;
use super::sdk_uses::{UsedService, used_services};
use super::view::ContractView;

/// A template filled in.
pub(super) struct Populated {
    /// The services, in the order of their names.
    pub(super) services: Vec<String>,
    /// The rows of the overview in place of the placeholder's, and the sections in place of the
    /// template's examples.
    pub(super) edits: Vec<Edit>,
}

/// The edits that write the services into an untouched template whose SDK the workspace imports.
/// `None` when it imports none, or when the document has no overview or no place for sections.
pub(super) fn populated(view: &ContractView<'_>) -> Option<Populated> {
    let governed = view.contract;
    let contract = &governed.file.contract;
    let text = &*governed.file.text;
    // The examples are the template's: they document nothing.
    let used = used_services(view.snapshot, governed, &|_| false);
    let (place, level) = place_of_sections(contract)?;
    let overview = contract.overview.as_ref()?;
    let config = &governed.config;
    let mut rows = String::new();
    let mut sections = Vec::new();
    for service in &used {
        let new = NewIntegration {
            snapshot: view.snapshot,
            text,
            kinds: config.required.iter().chain(&config.recommended).copied().collect(),
            known: Some(&**service.service),
            used: Some(service),
            like: None,
            level,
        };
        rows.push_str(&overview_row(contract, service, &new));
        sections.push(new.section());
    }
    let body = overview.table.rows.first()?.range.cover(overview.table.rows.last()?.range);
    let rows = Edit { range: body, text: rows.trim_end().to_owned() };
    let mut sections = sections.join("\n\n---\n\n");
    if place.is_empty() {
        sections = format!("\n\n{sections}");
    }
    let edits = [rows, Edit { range: place, text: sections }];
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let in_own_breaks = |edit: Edit| Edit { text: edit.text.replace('\n', line_break), ..edit };
    let name = |service: &UsedService<'_>| service.service.name.clone();
    (!used.is_empty()).then(|| Populated {
        services: used.iter().map(name).collect(),
        edits: edits.into_iter().map(in_own_breaks).collect(),
    })
}

/// Where the sections go, and the level of their headings: in place of the template's examples, else
/// at the end of the last section for integrations.
fn place_of_sections(contract: &Contract) -> Option<(ByteRange, usize)> {
    let examples = contract.integrations.iter();
    if let Some(first) = contract.integrations.first() {
        let all = examples.map(|it| it.range).reduce(ByteRange::cover)?;
        // The rule below the last one goes on to part what follows.
        let last = contract.integrations.last()?;
        let fields_end = last.fields.last().map_or(last.heading.line.end(), |it| it.range.end());
        return Some((ByteRange::new(all.start(), fields_end), usize::from(first.heading.level)));
    }
    let is_place =
        |section: &&crate::contract::Section| section.kind == Some(FileSection::Integrations);
    let section = contract.sections.iter().rfind(is_place)?;
    let line = section.heading.line.end();
    Some((ByteRange::at(line), usize::from(section.heading.level) + 1))
}

/// A row in the columns that the overview has.
fn overview_row(
    contract: &Contract,
    service: &UsedService<'_>,
    new: &NewIntegration<'_>,
) -> String {
    let Some(overview) = &contract.overview else { return String::new() };
    let known: &Service = service.service;
    let columns = &overview.columns;
    let binding = new.binding().map(|(folder, _)| format!("`{folder}/`"));
    let cells = (0..overview.table.header.cells.len()).map(|index| {
        let column = Some(index);
        if column == columns.service {
            known.name.replace('|', "\\|")
        } else if column == columns.status {
            "Active".to_owned()
        } else if column == columns.binding {
            binding.clone().unwrap_or_else(|| "-".to_owned())
        } else {
            "-".to_owned()
        }
    });
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}
