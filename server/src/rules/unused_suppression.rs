//! `unused-suppression`: a comment silences nothing.

use crate::source::{SuppressedRule, Suppression};
use crate::text::{ByteRange, Edit};
use crate::workspace::Severity;

use super::engine::Check;
use super::settled::{SuppressionView, silences};
use super::sink::{Draft, Sink};
use super::view::IntegrationView;
use super::{FileEdit, FindingTag, Rule, nearest_rule, rule};

pub(super) const RULE: Rule = Rule {
    code: CODE,
    severity: Some(Severity::Hint),
    summary: "a suppression comment silences nothing, or names no rule",
    page: include_str!("pages/unused-suppression.md"),
    checks: &[Check::Suppressions(check)],
};

const CODE: &str = "unused-suppression";

fn check(view: &SuppressionView<'_>, sink: &mut Sink) {
    for suppression in view.suppressions {
        let unused: Vec<&SuppressedRule> =
            suppression.rules.iter().filter(|named| is_unused(view, suppression, named)).collect();
        if suppression.rules.is_empty() {
            let message = "this comment names no rule, so it silences nothing";
            let draft =
                Draft::new(view.path, suppression.comment, message).tag(FindingTag::Unnecessary);
            sink.report(without(view, draft, suppression.removal, "Remove the comment"));
            continue;
        }
        let is_whole = unused.len() == suppression.rules.len();
        for named in unused {
            let code = &named.code.value;
            let place = named.code.range;
            let Some(known) = rule(code) else {
                sink.report(unknown(view, code, place));
                continue;
            };
            let of = named.service.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
            let message = format!(
                "nothing here is a finding of `{}`{of}: what this comment was for is gone, and it would hide the next one",
                known.code
            );
            let draft = Draft::new(view.path, place, message).tag(FindingTag::Unnecessary);
            let is_alone = is_whole && suppression.rules.len() == 1;
            sink.report(if is_alone {
                without(view, draft, suppression.removal, "Remove the comment")
            } else {
                let title = format!("Remove `{}` from the comment", known.code);
                without(view, draft, entry_with_comma(suppression, named), &title)
            });
        }
    }
}

/// Whether a rule that a comment names has nothing to be silent about, and would have had.
fn is_unused(
    view: &SuppressionView<'_>,
    suppression: &Suppression,
    named: &SuppressedRule,
) -> bool {
    let code = &*named.code.value;
    // It speaks of comments like this one, after they were counted.
    if code == CODE {
        return false;
    }
    let is_used = view.silenced.iter().any(|finding| silences(suppression, named, finding));
    !is_used && !is_off(view, code) && !is_kept_from_speaking(view, code)
}

fn is_off(view: &SuppressionView<'_>, code: &str) -> bool {
    rule(code).is_some_and(|rule| rule.severity_under(&view.contract.contract.config).is_none())
}

/// Whether a rule on source says nothing of some integration, because something else is wrong with
/// that: its binding cannot be found, as a rule.
fn is_kept_from_speaking(view: &SuppressionView<'_>, code: &str) -> bool {
    let checks = rule(code).map_or(&[] as &[Check], |rule| rule.checks);
    let premises = checks.iter().filter_map(|check| match check {
        Check::Source(premises, _) | Check::Integration(premises, _) => Some(*premises),
        _ => None,
    });
    let integrations = 0..view.contract.contract.services.len();
    let integrations = integrations.map(|index| IntegrationView { contract: view.contract, index });
    let integrations: Vec<IntegrationView<'_>> = integrations.collect();
    premises.flatten().any(|premise| integrations.iter().any(|it| !it.holds(*premise)))
}

fn unknown(view: &SuppressionView<'_>, code: &str, place: ByteRange) -> Draft {
    let message = format!("there is no rule `{code}`, so this comment silences nothing");
    let draft = Draft::new(view.path, place, message);
    match nearest_rule(code) {
        Some(near) => {
            let edit = FileEdit {
                path: view.path.clone(),
                edit: Edit { range: place, text: near.code.to_owned() },
            };
            let title = format!("Write `{}`", near.code);
            draft.help(format!("`{}` is meant, as it seems", near.code)).offer(title, vec![edit])
        }
        None => draft.help("`contract-lsp rules` lists them all"),
    }
}

fn without(view: &SuppressionView<'_>, draft: Draft, range: ByteRange, title: &str) -> Draft {
    let edit = Edit { range, text: String::new() };
    draft.safe_fix(title, vec![FileEdit { path: view.path.clone(), edit }])
}

/// An entry of the list with the comma that goes with it.
fn entry_with_comma(suppression: &Suppression, named: &SuppressedRule) -> ByteRange {
    let entries: Vec<ByteRange> = suppression.rules.iter().map(|rule| rule.entry).collect();
    let at = entries.iter().position(|entry| *entry == named.entry).unwrap_or_default();
    match (entries.get(at + 1), at.checked_sub(1).and_then(|before| entries.get(before))) {
        (Some(next), _) => ByteRange::new(named.entry.start(), next.start()),
        (None, Some(before)) => ByteRange::new(before.end(), named.entry.end()),
        (None, None) => named.entry,
    }
}
