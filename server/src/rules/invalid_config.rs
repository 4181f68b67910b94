//! `invalid-config`: a configuration file that cannot be used as it is.

use crate::workspace::{Severity, Snapshot};

use super::engine::Check;
use super::sink::{Draft, Sink};
use super::{Rule, all_rules, nearest_rule};

pub(super) const RULE: Rule = Rule {
    code: "invalid-config",
    severity: Some(Severity::Error),
    summary: "the configuration file does not parse or holds an unknown key or value",
    page: include_str!("pages/invalid-config.md"),
    checks: &[Check::Workspace(check)],
};

fn check(snapshot: &Snapshot, sink: &mut Sink) {
    let errors = snapshot.config_errors();
    for (path, error) in &errors {
        let draft = Draft::new(path, error.range, &error.message)
            .help("until it is mended the last configuration that could be read stays in force");
        sink.report(draft);
    }
    for (path, config) in snapshot.configs() {
        if errors.iter().any(|(bad, _)| *bad == path) {
            continue;
        }
        let is_unknown = |code: &str| all_rules().iter().all(|rule| rule.code != code);
        for place in config.rule_places.iter().filter(|place| is_unknown(&place.value)) {
            let message = format!("`{}` is no rule", place.value);
            let draft = Draft::new(&path, place.range, message);
            sink.report(match nearest_rule(&place.value) {
                Some(near) => draft.help(format!("did you mean `{}`?", near.code)),
                None => draft.help("`contract-lsp rules` lists the rules"),
            });
        }
    }
}
