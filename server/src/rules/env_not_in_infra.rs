//! `env-not-in-infra`: a documented variable that the infrastructure contract does not declare.

use crate::contract::Variable;
use crate::text::Edit;
use crate::workspace::{InfraFile, Severity};

use super::declaring::{complete_infra, declare};
use super::engine::Check;
use super::nearest::nearest_variable;
use super::sink::{Draft, Sink};
use super::view::{IntegrationView, Premise};
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "env-not-in-infra",
    severity: Some(Severity::Warning),
    summary: "a documented environment variable is not declared in INFRA_CONTRACT.md",
    page: include_str!("pages/env-not-in-infra.md"),
    checks: &[Check::Integration(&[Premise::Strict, Premise::Built], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let governed = view.contract.contract;
    let Some(infra) = complete_infra(governed) else { return };
    let service = &view.integration().name.value;
    let path = &governed.file.path;
    for (index, variable) in view.integration().variables.iter().enumerate() {
        let name = &variable.name.value;
        // What nothing reads is not to be declared anywhere; a variable of several services is
        // missing once.
        let is_told = view.contract.readings.is_unread(view.index, index)
            || governed.documenting(name).first() != Some(&view.index)
            || view.integration().variables[..index].iter().any(|it| it.name.value == *name);
        if is_told || infra.declares(name) {
            continue;
        }
        let message = format!(
            "`{name}` is documented for {service}, but `{}` does not declare it: who sets up an environment from there will miss it",
            infra.path
        );
        let draft = Draft::new(path, variable.name.range, message);
        sink.report(match misspelt(view, infra, name) {
            Some(slip) => draft
                .help(format!("correct `{}` there", slip.name.value))
                .related(
                    &infra.path,
                    slip.name.range,
                    "no integration documents this one, and nothing reads it",
                )
                .offer(
                    format!("Rename `{}` to `{name}` in `{}`", slip.name.value, infra.path),
                    vec![FileEdit {
                        path: infra.path.clone(),
                        edit: Edit { range: slip.name.range, text: name.clone() },
                    }],
                ),
            None => {
                let edits = declare(view, infra, variable);
                let draft = draft.help("add a row for it there");
                if edits.is_empty() {
                    draft
                } else {
                    draft.safe_fix(format!("Add `{name}` to `{}`", infra.path), edits)
                }
            }
        });
    }
}

/// The declared variable that is most likely this one with a slip of the hand: no integration
/// documents it, and nothing reads it.
fn misspelt<'infra>(
    view: &IntegrationView<'_>,
    infra: &'infra InfraFile,
    name: &str,
) -> Option<&'infra Variable> {
    let is_stray = |variable: &&Variable| {
        let name = &variable.name.value;
        view.contract.contract.documenting(name).is_empty()
            && !view.contract.snapshot.is_mentioned(name)
    };
    let strays: Vec<&Variable> = infra.contract.variables.iter().filter(is_stray).collect();
    let names: Vec<&str> = strays.iter().map(|variable| variable.name.value.as_str()).collect();
    let meant = nearest_variable(name, &names)?;
    strays.into_iter().find(|variable| variable.name.value == meant)
}
