//! `env-unused`: a documented variable that nothing reads.

use crate::contract;
use crate::text::{ByteRange, Edit};
use crate::workspace::{RelPath, Severity};

use super::engine::Check;
use super::sink::{Draft, Sink};
use super::view::{IntegrationView, Premise};
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "env-unused",
    severity: Some(Severity::Warning),
    summary: "a documented environment variable is read nowhere",
    page: include_str!("pages/env-unused.md"),
    checks: &[Check::Integration(&[Premise::Binding, Premise::Built], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let integration = view.integration();
    let service = &integration.name.value;
    let file = &view.contract.contract.file;
    let readings = view.contract.readings;
    for (index, variable) in integration.variables.iter().enumerate() {
        if !readings.is_unread(view.index, index) {
            continue;
        }
        let name = &variable.name.value;
        let edit = |edit: Edit| vec![FileEdit { path: file.path.clone(), edit }];
        let slip = readings.slip_of(view.index, index);
        let draft = match slip {
            // The read is the wrong one, and it is told there.
            Some(slip) if !slip.is_in_contract => continue,
            Some(slip) => {
                let read = &slip.read;
                let message = format!(
                    "`{name}` is documented for {service}, but nothing reads it; the binding reads `{read}`, which is not documented: people set a variable that has no effect"
                );
                let draft = Draft::new(&file.path, variable.name.range, message)
                    .help(format!("write `{read}` if that is meant"));
                let draft = match first_read(view, read) {
                    Some((path, range)) => draft.related(path, range, "this one is read"),
                    None => draft,
                };
                let renamed = Edit { range: variable.name.range, text: read.clone() };
                draft.offer(format!("Rename the variable to `{read}`"), edit(renamed))
            }
            None => {
                let message = format!(
                    "`{name}` is documented for {service}, but no source, compose, CI or Kubernetes file reads it: people set it for nothing"
                );
                Draft::new(&file.path, variable.name.range, message)
                    .help("remove the row, or read the variable in the binding")
            }
        };
        sink.report(match contract::remove_variable(&file.text, integration, variable) {
            Some(removal) => {
                draft.offer(format!("Remove `{name}` from {service}'s variables"), edit(removal))
            }
            None => draft,
        });
    }
}

/// Where the binding reads a variable first.
fn first_read<'view>(
    view: &IntegrationView<'view>,
    name: &str,
) -> Option<(&'view RelPath, ByteRange)> {
    let contract = view.contract.contract;
    view.contract.snapshot.env_uses(name).into_iter().find_map(|(file, used)| {
        let is_own = contract.is_in_binding(view.index, &file.path);
        is_own.then_some((&file.path, used.name.range))
    })
}
