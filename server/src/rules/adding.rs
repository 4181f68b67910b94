//! The offer to add a section for a service of the catalog.

use std::sync::Arc;

use crate::catalog::Service;
use crate::contract::{Contract, FileSection};
use crate::text::{ByteRange, Edit};
use crate::workspace::{Governed, Snapshot};

use super::FileEdit;
use super::new_integration::NewIntegration;
use super::sink::Draft;

/// Offers to add a section for a service behind the last one: what catalog and code know is filled
/// in, the rest is placeholders.
pub(super) fn offer_section(
    draft: Draft,
    snapshot: &Snapshot,
    contract: &Governed,
    service: &Arc<Service>,
) -> Draft {
    let model = &contract.file.contract;
    let Some((place, level)) = place_of_section(model) else { return draft };
    let text = &*contract.file.text;
    let new = NewIntegration {
        snapshot,
        text,
        kinds: contract.config.required.iter().copied().collect(),
        known: Some(service),
        used: None,
        like: model.integrations.last(),
        level,
    };
    let mut section = format!("\n\n{}", new.section());
    if text.contains("\r\n") {
        section = section.replace('\n', "\r\n");
    }
    let edit = Edit { range: ByteRange::at(place), text: section };
    let edit = FileEdit { path: contract.file.path.clone(), edit };
    draft.offer(format!("Add a section for {} to the contract", service.name), vec![edit])
}

/// Behind the fields of the last integration, else at the end of the section for integrations; with
/// the level of headings there.
fn place_of_section(contract: &Contract) -> Option<(usize, usize)> {
    if let Some(last) = contract.integrations.last() {
        let end = last.fields.last().map_or(last.heading.line.end(), |field| field.range.end());
        return Some((end, usize::from(last.heading.level)));
    }
    let is_place =
        |section: &&crate::contract::Section| section.kind == Some(FileSection::Integrations);
    let section = contract.sections.iter().rfind(is_place)?;
    Some((section.heading.line.end(), usize::from(section.heading.level) + 1))
}
