//! Cards of rules, where their codes are named.

use crate::rules::{nearest_rule, rule};
use crate::source::Suppression;
use crate::text::Spanned;

/// The code of a suppression comment at a byte offset.
pub(super) fn suppressed_code(
    suppressions: &[Suppression],
    offset: usize,
) -> Option<&Spanned<String>> {
    let codes = suppressions.iter().flat_map(|suppression| &suppression.rules);
    codes.map(|rule| &rule.code).find(|code| code.range.touches(offset))
}

/// A rule's page; for a code that none has, the one that was most likely meant.
pub(super) fn rule_card(code: &str) -> String {
    match (rule(code), nearest_rule(code)) {
        (Some(rule), _) => rule.page.to_owned(),
        (None, Some(near)) => format!("No rule is called `{code}`. Is `{}` meant?\n", near.code),
        (None, None) => format!("No rule is called `{code}`.\n"),
    }
}
