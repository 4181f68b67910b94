//! `env-missing-from-example`: a required variable that the example of `.env` does not show.

use crate::text::{Edit, Spanned};
use crate::workspace::{DotenvFile, Severity};

use super::declaring::show_in_example;
use super::engine::Check;
use super::nearest::nearest_variable;
use super::sink::{Draft, Sink};
use super::view::{IntegrationView, Premise};
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "env-missing-from-example",
    severity: Some(Severity::Hint),
    summary: "a required environment variable is absent from .env.example",
    page: include_str!("pages/env-missing-from-example.md"),
    checks: &[Check::Integration(&[Premise::Built], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let governed = view.contract.contract;
    let required = |variable: &&(usize, &crate::contract::Variable)| {
        variable.1.required == Some(true) && !variable.1.name.value.ends_with('*')
    };
    let variables: Vec<_> = view.integration().variables.iter().enumerate().collect();
    if !variables.iter().any(|variable| required(&variable)) {
        return;
    }
    let examples = view.contract.snapshot.env_examples(governed, view.index);
    let Some(nearest) = examples.first() else { return };
    for (index, variable) in variables.iter().filter(required) {
        let name = &variable.name.value;
        let is_told = view.contract.readings.is_unread(view.index, *index)
            || governed.documenting(name).first() != Some(&view.index)
            || view.integration().variables[..*index].iter().any(|it| it.name.value == *name);
        if is_told || examples.iter().any(|example| example.shows(name)) {
            continue;
        }
        let message = format!(
            "`{name}` is required, but `{}` does not show it: a fresh checkout will not run",
            nearest.path
        );
        let draft = Draft::new(&governed.file.path, variable.name.range, message);
        sink.report(match misspelt(view, nearest, name) {
            Some(slip) => draft
                .help(format!("correct `{}` there", slip.value))
                .related(
                    &nearest.path,
                    slip.range,
                    "no integration documents this one, and nothing reads it",
                )
                .offer(
                    format!("Rename `{}` to `{name}` in `{}`", slip.value, nearest.path),
                    vec![FileEdit {
                        path: nearest.path.clone(),
                        edit: Edit { range: slip.range, text: name.clone() },
                    }],
                ),
            None => {
                let draft = draft.help(format!("add a line `{name}=` there"));
                match show_in_example(view, name) {
                    Some(edit) => {
                        draft.safe_fix(format!("Add `{name}=` to `{}`", nearest.path), vec![edit])
                    }
                    None => draft,
                }
            }
        });
    }
}

/// The name in an example that is most likely this one with a slip of the hand: no integration
/// documents it, and nothing reads it.
fn misspelt<'file>(
    view: &IntegrationView<'_>,
    example: &'file DotenvFile,
    name: &str,
) -> Option<&'file Spanned<String>> {
    let is_stray = |shown: &&Spanned<String>| {
        view.contract.contract.documenting(&shown.value).is_empty()
            && !view.contract.snapshot.is_mentioned(&shown.value)
    };
    let strays: Vec<&Spanned<String>> = example.names.iter().filter(is_stray).collect();
    let names: Vec<&str> = strays.iter().map(|shown| shown.value.as_str()).collect();
    let meant = nearest_variable(name, &names)?;
    strays.into_iter().find(|shown| shown.value == meant)
}
