//! The list of rules. Adding a rule is adding a file beside this one and a line here.

use super::engine::Check;
use crate::workspace::Severity;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code: `used-by-stale`. Stable: configuration, suppressions and reports name it.
    pub code: &'static str,
    /// Its severity unless the configuration says otherwise; single findings may be milder.
    pub severity: Severity,
    /// What it reports, in one line.
    pub summary: &'static str,
    /// Its page: what, why, example, how to mend. Markdown.
    pub page: &'static str,
    /// How it is asked; more than once when it speaks of the file and of integrations.
    pub(super) checks: &'static [Check],
}

/// Every rule, in the order in which they are listed to people: the contract first, then the
/// contract against the workspace, then source.
const ALL: &[&Rule] = &[
    &super::missing_section::RULE,
    &super::unfilled_template::RULE,
    &super::unfilled_placeholder::RULE,
    &super::invalid_metadata::RULE,
    &super::binding_not_found::RULE,
    &super::used_by_stale::RULE,
    &super::used_by_missing::RULE,
    &super::env_undocumented::RULE,
    &super::env_unused::RULE,
    &super::direct_sdk_import::RULE,
    &super::direct_http_call::RULE,
    &super::env_outside_binding::RULE,
    &super::invalid_config::RULE,
];

/// Every rule, in the order in which they are listed to people.
pub fn all_rules() -> &'static [&'static Rule] {
    ALL
}

/// The rule of this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    all_rules().iter().copied().find(|rule| rule.code == code)
}
