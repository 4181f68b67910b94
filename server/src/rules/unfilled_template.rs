//! `unfilled-template`: the document is still the template. It is all that is said of one.

use crate::text::ByteRange;
use crate::workspace::Severity;

use super::Rule;
use super::engine::Check;
use super::sink::{Draft, Sink};
use super::view::ContractView;

pub(super) const RULE: Rule = Rule {
    code: "unfilled-template",
    severity: Severity::Hint,
    summary: "the whole document is still the template",
    page: include_str!("pages/unfilled-template.md"),
    checks: &[Check::Unfilled(check)],
};

fn check(view: &ContractView<'_>, sink: &mut Sink) {
    let file = &view.contract.file;
    let range = title_range(&file.contract);
    let message = "this contract is still the template: no service is written down yet, so nothing is checked";
    let help = "fill in a row of the Integration Overview and the service's section";
    sink.report(Draft::new(&file.path, range, message).help(help));
}

/// Where a finding about the whole document stands: its title, or its first byte.
pub(super) fn title_range(contract: &crate::contract::Contract) -> ByteRange {
    contract.title.as_ref().map_or_else(|| ByteRange::at(0), |title| title.text.range)
}
