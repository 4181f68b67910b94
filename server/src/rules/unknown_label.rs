//! `unknown-label`: a label or heading that is a slip away from one of the template's.

use crate::contract::{
    FieldKind, FileField, FileSection, Respelling, Strictness, respell_field, respell_file_field,
    respell_heading,
};
use crate::text::Spanned;
use crate::workspace::{RelPath, Severity};

use super::Rule;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::skeletons::edits_of;
use super::view::{ContractView, IntegrationView, Premise};

pub(super) const RULE: Rule = Rule {
    code: "unknown-label",
    severity: Some(Severity::Hint),
    summary: "a misspelt label or heading",
    page: include_str!("pages/unknown-label.md"),
    checks: &[
        Check::Contract(check_file),
        Check::Integration(&[Premise::Strict], check_integration),
    ],
};

fn check_file(view: &ContractView<'_>, sink: &mut Sink) {
    let file = &view.contract.file;
    let contract = &file.contract;
    if contract.strictness != Strictness::Strict {
        return;
    }
    for field in &contract.metadata {
        let Some(respelling) = respell_file_field(&file.text, &field.label) else { continue };
        let is_there = contract.metadata.iter().any(|other| {
            FileField::of_label(&other.label.value)
                .is_some_and(|kind| kind.label() == respelling.meant)
        });
        if !is_there {
            report(&file.path, &field.label, respelling, sink);
        }
    }
    for section in contract.sections.iter().filter(|section| section.kind.is_some()) {
        let heading = &section.heading.text;
        if FileSection::of_heading(&heading.value).is_none()
            && let Some(respelling) = respell_heading(&file.text, heading)
        {
            report(&file.path, heading, respelling, sink);
        }
    }
}

fn check_integration(view: &IntegrationView<'_>, sink: &mut Sink) {
    let file = &view.contract.contract.file;
    let fields = &view.integration().fields;
    for field in fields.iter().filter(|field| field.kind.is_some()) {
        if FieldKind::of_label(&field.label.value).is_some() {
            continue;
        }
        let Some(respelling) = respell_field(&file.text, &field.label) else { continue };
        // Beside a field of the right name, one of a similar name may be the author's own.
        let is_there = fields.iter().any(|other| {
            other.kind == field.kind
                && FieldKind::of_label(&other.label.value).is_some()
                && other.label.value.eq_ignore_ascii_case(respelling.meant)
        });
        if !is_there {
            report(&file.path, &field.label, respelling, sink);
        }
    }
}

fn report(path: &RelPath, label: &Spanned<String>, respelling: Respelling, sink: &mut Sink) {
    let meant = respelling.meant;
    let message =
        format!("`{}` is read as {meant}: who searches for that will not find it", label.value);
    let draft = Draft::new(path, label.range, message).help(format!("spell it `{meant}`"));
    sink.report(if respelling.edits.is_empty() {
        draft
    } else {
        draft.safe_fix(format!("Spell it `{meant}`"), edits_of(path, respelling.edits))
    });
}
