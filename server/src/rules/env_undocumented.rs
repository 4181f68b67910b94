//! `env-undocumented`: a binding reads a variable that its table lacks.

use std::collections::BTreeSet;

use crate::contract::FieldKind;
use crate::source::EnvUseKind;
use crate::text::Edit;
use crate::workspace::Severity;

use super::ambient::is_ambient;
use super::declaring::document;
use super::engine::Check;
use super::readings::Slip;
use super::sink::{Draft, Sink};
use super::view::{Premise, SourceView};
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "env-undocumented",
    severity: Some(Severity::Warning),
    summary: "the binding reads an environment variable that its table lacks",
    page: include_str!("pages/env-undocumented.md"),
    checks: &[Check::Source(&[Premise::Binding, Premise::Variables, Premise::Single], check)],
};

fn check(view: &SourceView<'_>, service: usize, sink: &mut Sink) {
    // A file of several bindings is asked once, for the first.
    if view.binding_of.first() != Some(&service) {
        return;
    }
    let contract = &view.contract.contract.file;
    let integration = view.integration(service).integration();
    let mut told = BTreeSet::new();
    for (documenting, used) in &view.env_uses {
        let name = &*used.name.value;
        // One that another integration documents is read outside that one's binding: its finding.
        if !documenting.is_empty() || used.kind == EnvUseKind::Write || is_ambient(name) {
            continue;
        }
        if !told.insert(name) {
            continue;
        }
        let slip = view.binding_of.iter().find_map(|binding| {
            Some((*binding, view.contract.readings.slip_of_read(*binding, name)?))
        });
        let of = &integration.name.value;
        let is_mild = used.in_test || used.kind == EnvUseKind::PresenceCheck;
        let draft = match slip {
            // The name in the contract is the wrong one, and it is told there.
            Some((_, slip)) if slip.is_in_contract => continue,
            Some((binding, slip)) => {
                let message = format!(
                    "the binding of {of} reads `{name}`, which its Environment Variables do not list, while nothing reads a listed one that is nearly the same: it will not be set"
                );
                let draft = Draft::new(&view.file.path, used.name.range, message);
                misspelt(draft, view, binding, slip)
            }
            None => {
                let message = format!(
                    "the binding of {of} reads `{name}`, which its Environment Variables do not list: a deployment will miss it"
                );
                Draft::new(&view.file.path, used.name.range, message)
                    .help("add a row for it to the contract")
            }
        };
        let draft = draft.hint_if(is_mild);
        let draft = match integration.field(FieldKind::EnvironmentVariables) {
            Some(field) if slip.is_none() => {
                draft.related(&contract.path, field.label.range, "the variables are listed here")
            }
            _ => draft,
        };
        let title = format!("Add `{name}` to Environment Variables of {of}");
        sink.report(match document(&view.integration(service), name) {
            // Of two ways, a person has to pick one.
            Some(edits) if slip.is_some() => draft.offer(title, edits),
            Some(edits) => draft.safe_fix(title, edits),
            None => draft,
        });
    }
}

/// A read that is most likely meant for a documented variable.
fn misspelt(draft: Draft, view: &SourceView<'_>, binding: usize, slip: &Slip) -> Draft {
    let contract = &view.contract.contract.file;
    let integration = view.integration(binding).integration();
    let Some(listed) = integration.variables.get(slip.variable) else { return draft };
    let name = &listed.name.value;
    let place = draft.range;
    let draft = draft.help(format!("read `{name}` if that is meant")).related(
        &contract.path,
        listed.name.range,
        "this one is listed, and nothing reads it",
    );
    let path = &view.file.path;
    let text = view.contract.snapshot.document(path);
    // What a framework derives from another name is not there to be replaced.
    if text.is_none_or(|text| place.slice(text.text()) != slip.read) {
        return draft;
    }
    let edit = Edit { range: place, text: name.clone() };
    draft.offer(format!("Read `{name}`"), vec![FileEdit { path: path.clone(), edit }])
}
