//! The list of rules.

use crate::workspace::Severity;

/// What is known of a rule, whether it fires or not.
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
}

/// Every rule, in the order in which they are listed to people.
pub fn all_rules() -> &'static [&'static Rule] {
    &[]
}

/// The rule of this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    all_rules().iter().copied().find(|rule| rule.code == code)
}
