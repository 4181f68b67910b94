//! `duplicate-integration`: a second section for a service that has one.

use crate::workspace::{Likeness, Severity};

use super::Rule;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::view::IntegrationView;

pub(super) const RULE: Rule = Rule {
    code: "duplicate-integration",
    severity: Some(Severity::Error),
    summary: "two sections for one service",
    page: include_str!("pages/duplicate-integration.md"),
    checks: &[Check::Integration(&[], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let governed = view.contract.contract;
    let Some((earlier, likeness)) = governed.earlier_section(view.index) else { return };
    let Some(first) = governed.integrations().get(earlier) else { return };
    let path = &governed.file.path;
    let name = &view.integration().name;
    let message = if first.name.value == name.value {
        format!("{} has a section already: of two, one is out of date before long", name.value)
    } else {
        format!(
            "{} is the service that has a section as {} already: of two, one is out of date before \
             long",
            name.value, first.name.value
        )
    };
    let draft = Draft::new(path, name.range, message)
        .hint_if(likeness == Likeness::Doubtful)
        .help(
            "merge the two sections; if they are two for good reason, say in parentheses which is \
             which and give each a binding of its own",
        )
        .related(path, first.name.range, "its first section");
    sink.report(draft);
}
