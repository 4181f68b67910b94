//! `unfilled-template`: the document is still the template. It is all that is said of one.

use crate::text::ByteRange;
use crate::workspace::Severity;

use super::engine::Check;
use super::populating::{Populated, populated};
use super::sink::{Draft, Sink};
use super::view::ContractView;
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "unfilled-template",
    severity: Some(Severity::Hint),
    summary: "the whole document is still the template",
    page: include_str!("pages/unfilled-template.md"),
    checks: &[Check::Unfilled(check)],
};

fn check(view: &ContractView<'_>, sink: &mut Sink) {
    let file = &view.contract.file;
    let range = title_range(&file.contract);
    let message = "this contract is still the template: no service is written down yet, so nothing is checked";
    let help = "fill in a row of the Integration Overview and the service's section";
    let draft = Draft::new(&file.path, range, message).help(help);
    let Some(Populated { services, edits }) = populated(view) else { return sink.report(draft) };
    let path = file.path.clone();
    let edits = edits.into_iter().map(|edit| FileEdit { path: path.clone(), edit }).collect();
    let title = match services.as_slice() {
        [only] => format!("Populate with {only}, which the code uses"),
        [.., _] => format!(
            "Populate with the {} services that the code uses: {}",
            services.len(),
            services.join(", ")
        ),
        [] => return sink.report(draft),
    };
    sink.report(draft.offer(title, edits));
}

/// Where a finding about the whole document stands: its title, or its first byte.
pub(super) fn title_range(contract: &crate::contract::Contract) -> ByteRange {
    contract.title.as_ref().map_or_else(|| ByteRange::at(0), |title| title.text.range)
}
