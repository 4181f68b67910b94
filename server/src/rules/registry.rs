//! The list of rules. Adding a rule is adding a file beside this one and a line here.

use super::engine::Check;
use crate::workspace::{Config, Severity};

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code: `used-by-stale`. Stable: configuration, suppressions and reports name it.
    pub code: &'static str,
    /// Its severity unless the configuration says otherwise; single findings may be milder. `None`:
    /// it is off until the configuration gives it one.
    pub severity: Option<Severity>,
    /// What it reports, in one line.
    pub summary: &'static str,
    /// Its page: what, why, example, how to mend. Markdown.
    pub page: &'static str,
    /// How it is asked; more than once when it speaks of the file and of integrations.
    pub(super) checks: &'static [Check],
}

impl Rule {
    /// Its severity under a configuration; `None` when it is off.
    pub fn severity_under(&self, config: &Config) -> Option<Severity> {
        config.rules.get(self.code).copied().unwrap_or(self.severity)
    }
}

/// Every rule, in the order in which they are listed to people: the contract first, then the
/// contract against the workspace, then source.
const ALL: &[&Rule] = &[
    &super::missing_section::RULE,
    &super::recommended_section::RULE,
    &super::unknown_label::RULE,
    &super::unfilled_template::RULE,
    &super::duplicate_integration::RULE,
    &super::invalid_metadata::RULE,
    &super::deprecated_without_date::RULE,
    &super::stale_metadata::RULE,
    &super::malformed_table::RULE,
    &super::unfilled_placeholder::RULE,
    &super::overview_mismatch::RULE,
    &super::category_mismatch::RULE,
    &super::broken_link::RULE,
    &super::unsafe_critical::RULE,
    &super::binding_not_found::RULE,
    &super::inexact_path::RULE,
    &super::binding_incomplete::RULE,
    &super::used_by_stale::RULE,
    &super::used_by_missing::RULE,
    &super::env_undocumented::RULE,
    &super::env_unused::RULE,
    &super::env_not_in_infra::RULE,
    &super::env_missing_from_example::RULE,
    &super::test_not_found::RULE,
    &super::symbol_not_found::RULE,
    &super::dependency_mismatch::RULE,
    &super::unmatched_entry::RULE,
    &super::missing_retry::RULE,
    &super::direct_sdk_import::RULE,
    &super::direct_http_call::RULE,
    &super::duplicate_client::RULE,
    &super::undocumented_integration::RULE,
    &super::unknown_external_host::RULE,
    &super::sdk_dep_outside_binding::RULE,
    &super::hardcoded_secret::RULE,
    &super::env_outside_binding::RULE,
    &super::deprecated_integration::RULE,
    &super::unused_suppression::RULE,
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

/// The rule that was most likely meant by `code`: the one that takes the fewest slips of the hand,
/// when these are few for its length.
pub fn nearest_rule(code: &str) -> Option<&'static Rule> {
    let code = code.to_lowercase().replace('_', "-");
    let slips = |rule: &Rule| strsim::damerau_levenshtein(&code, rule.code);
    let nearest = all_rules().iter().copied().min_by_key(|rule| slips(rule))?;
    (slips(nearest) <= nearest.code.len() / 4).then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_finds_the_rule() {
        let nearest = |code| nearest_rule(code).map(|rule| rule.code);
        assert_eq!(nearest("used-by-stael"), Some("used-by-stale"));
        assert_eq!(nearest("USED_BY_MISSING"), Some("used-by-missing"));
        assert_eq!(nearest("env-unsued"), Some("env-unused"));
        assert_eq!(nearest("no-console"), None);
        assert_eq!(nearest(""), None);
    }
}
