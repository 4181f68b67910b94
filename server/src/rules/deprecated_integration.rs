//! `deprecated-integration`: a file uses the binding of an integration that is on its way out.

use crate::contract::{FieldKind, Status};
use crate::workspace::{BindingUse, Severity};

use super::deprecated_without_date::says_nothing;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::usages::{is_door, neighbours};
use super::view::{IntegrationView, Premise, SourceView};
use super::{FindingTag, Rule};

pub(super) const RULE: Rule = Rule {
    code: "deprecated-integration",
    severity: Some(Severity::Warning),
    summary: "a file uses the binding of a deprecated integration",
    page: include_str!("pages/deprecated-integration.md"),
    checks: &[Check::Source(&[Premise::Binding, Premise::Single], check)],
};

fn check(view: &SourceView<'_>, service: usize, sink: &mut Sink) {
    let integration = view.integration(service);
    let status = integration.integration().status.as_ref();
    let Some(status) = status.filter(|status| status.value == Status::Deprecated) else { return };
    let certain = |used: &&BindingUse| used.service == service && used.certain;
    // One place for a file: it is the file that has to be rewritten.
    let Some(first) = view.uses.iter().find(certain) else { return };
    let Some(import) = view.file.facts().imports.get(first.import) else { return };
    let is_shared = neighbours(view, service, first.import).next().is_some();
    if is_shared || is_door(view, service) {
        return;
    }
    let name = &integration.integration().name.value;
    let dated = match deprecation_date(&integration) {
        Some(date) => format!(" (Deprecation Date: {date})"),
        None => String::new(),
    };
    let message = format!("{name} is deprecated{dated}, and this file still uses its binding");
    let contract = &view.contract.contract.file.path;
    let draft = Draft::new(&view.file.path, import.range, message)
        .help("the section of the contract says what takes its place, or whom to ask")
        .related(contract, status.range, "the contract deprecates it here")
        .tag(FindingTag::Deprecated);
    sink.report(draft);
}

/// What the section says of the day, as it is written there.
fn deprecation_date<'view>(integration: &IntegrationView<'view>) -> Option<&'view str> {
    let field = integration.integration().field(FieldKind::DeprecationDate)?;
    let value = field.value.as_ref().filter(|_| !says_nothing(field))?;
    let date = value.value.trim_matches(['`', '*', '_', ' ']);
    // A placeholder is no day, and prose would drown the message.
    (!date.starts_with('[') && date.chars().count() <= 20).then_some(date)
}
