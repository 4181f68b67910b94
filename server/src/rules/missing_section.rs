//! `missing-section`: a required part of the file or of an integration is absent. One finding for
//! the file and one for each integration, which lists all that is missing there.

use crate::contract::{self, FileField, FileSection, Strictness};
use crate::workspace::{RelPath, Severity};

use super::engine::Check;
use super::sink::{Draft, Sink};
use super::skeletons::{edits_of, listed, skeletons};
use super::unfilled_template::title_range;
use super::view::{ContractView, IntegrationView, Premise};
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "missing-section",
    severity: Some(Severity::Error),
    summary: "a required section of the file or field of an integration is absent",
    page: include_str!("pages/missing-section.md"),
    checks: &[
        Check::Contract(check_file),
        Check::Integration(&[Premise::Strict, Premise::First], check_integration),
    ],
};

fn check_file(view: &ContractView<'_>, sink: &mut Sink) {
    let file = &view.contract.file;
    let contract = &file.contract;
    if contract.strictness != Strictness::Strict {
        return;
    }
    let fields: Vec<FileField> = FileField::ALL
        .iter()
        .copied()
        .filter(|field| contract.file_field(*field).is_none())
        .collect();
    let sections: Vec<FileSection> = FileSection::REQUIRED
        .iter()
        .copied()
        .filter(|section| contract.file_section(*section).is_none())
        .collect();
    let field_labels = fields.iter().map(|field| field.label());
    let labels: Vec<&str> =
        field_labels.chain(sections.iter().map(|section| section.label())).collect();
    let field_edits =
        fields.iter().map(|field| contract::insert_file_field(&file.text, contract, *field));
    let section_edits = sections
        .iter()
        .map(|section| contract::insert_file_section(&file.text, contract, *section));
    let edits = edits_of(&file.path, field_edits.chain(section_edits));
    if let Some(draft) = missing("The contract", &file.path, title_range(contract), &labels, edits)
    {
        sink.report(draft);
    }
}

fn check_integration(view: &IntegrationView<'_>, sink: &mut Sink) {
    let file = &view.contract.contract.file;
    let integration = view.integration();
    let required = &view.contract.contract.config.required;
    let absent: Vec<_> =
        required.iter().copied().filter(|kind| integration.field(*kind).is_none()).collect();
    let labels: Vec<&str> = absent.iter().map(|kind| kind.label()).collect();
    let edits = skeletons(view, &absent);
    let name = &integration.name;
    if let Some(draft) = missing(&name.value, &file.path, name.range, &labels, edits) {
        sink.report(draft);
    }
}

fn missing(
    who: &str,
    path: &RelPath,
    range: crate::text::ByteRange,
    labels: &[&str],
    edits: Vec<FileEdit>,
) -> Option<Draft> {
    let (last, others) = labels.split_last()?;
    let sections = if others.is_empty() { "section" } else { "sections" };
    let list = format!("the required {sections} {}", listed(labels));
    let message = format!("{who} lacks {list}: who reads the contract relies on finding it");
    let help = "the fix inserts a skeleton at its place in the order of the template";
    let title = match others {
        [] => format!("Insert the missing section {last}"),
        _ => format!("Insert the {} missing sections", labels.len()),
    };
    Some(Draft::new(path, range, message).help(help).safe_fix(title, edits))
}
