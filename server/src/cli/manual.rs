//! `explain` and `rules`: what the rules say of themselves.

use std::fmt::Write as _;

use anyhow::bail;

use crate::rules::{Rule, all_rules, nearest_rule, rule};
use crate::workspace::Severity;

use super::Answer;

/// The page of a rule. It is Markdown that reads as plain text.
pub(super) fn explain(code: &str) -> anyhow::Result<Answer> {
    let rule = known_rule(code)?;
    Ok(Answer::success(format!("{}\n", rule.page.trim_end())))
}

/// A table of all rules.
pub(super) fn rules() -> Answer {
    Answer::success(table(all_rules()))
}

/// The rule of this code, or an error that names the nearest one.
pub(super) fn known_rule(code: &str) -> anyhow::Result<&'static Rule> {
    if let Some(rule) = rule(code) {
        return Ok(rule);
    }
    match nearest_rule(code) {
        Some(near) => bail!("there is no rule `{code}`, the nearest is `{}`", near.code),
        None => bail!("there is no rule `{code}`, `contract-lsp rules` lists them all"),
    }
}

/// The name of a severity, as reports and the configuration spell it.
pub(super) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
        Severity::Hint => "hint",
    }
}

fn table(rules: &[&Rule]) -> String {
    let width = rules.iter().map(|rule| rule.code.len()).max().unwrap_or_default();
    rules.iter().fold(String::new(), |mut table, rule| {
        let severity = rule.severity.map_or("off", severity_name);
        let _ = writeln!(table, "{:width$}  {severity:11}  {}", rule.code, rule.summary);
        table
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn the_table_is_aligned() {
        let rules = ["used-by-stale", "env-unused"].map(|code| rule(code).expect("a known rule"));
        expect![[r"
            used-by-stale  error        a row of Used By Modules names a file or function that is gone, or no longer uses the binding
            env-unused     warning      a documented environment variable is read nowhere
        "]]
        .assert_eq(&table(&rules));
    }
}
