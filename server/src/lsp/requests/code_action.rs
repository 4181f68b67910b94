//! `textDocument/codeAction` and `codeAction/resolve`.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionResponse, Range,
    Uri, WorkspaceEdit,
};

use crate::features::{self, OfferedFix, Silencing};
use crate::rules::Findings;
use crate::text::ByteRange;

use super::super::diagnostic::diagnostic;
use super::super::edits::workspace_edit;
use super::super::question::Cancelled;
use super::super::view::View;

/// Kind of the action that applies all safe fixes of a file, as editors name it to run it on save.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.contractLsp");

/// What an action whose edit is asked for later keeps of itself.
#[derive(Debug, Deserialize, Serialize)]
pub struct Unresolved {
    /// The document it was offered in.
    pub uri: Uri,
    /// The fix; none for the one of [`FIX_ALL`].
    fix: Option<FixName>,
}

/// By what a fix is found again.
#[derive(Debug, Deserialize, Serialize)]
struct FixName {
    rule: String,
    title: String,
    /// Bytes of the finding in the document.
    start: usize,
    end: usize,
}

/// Fixes of the findings that a range touches, comments that silence them, and the action that applies all safe ones of the
/// document: when it is asked for by its kind, and beside a safe fix when there are more of them.
pub fn code_action(
    view: &View,
    range: Range,
    context: &CodeActionContext,
    cancelled: Cancelled<'_>,
) -> Option<CodeActionResponse> {
    let wants_fixes = wants(context, &CodeActionKind::QUICKFIX);
    let wants_all = wants(context, &FIX_ALL);
    if !view.client().code_actions || !(wants_fixes || wants_all) {
        return None;
    }
    let findings = view.folder.findings(cancelled)?;
    let offered = features::fixes(&findings, &view.path, view.bytes(range));
    let mut actions = Vec::new();
    if wants_fixes {
        actions.extend(offered.iter().filter_map(|offered| quick_fix(view, *offered)));
        let silencings =
            features::silencings(&view.folder.snapshot, &findings, &view.path, view.bytes(range));
        actions.extend(silencings.into_iter().filter_map(|silencing| silence(view, silencing)));
    }
    let safe_fixes = features::safe_fix_count(&findings, &view.path);
    let is_beside_safe_fix = safe_fixes > 1 && offered.iter().any(|offered| offered.fix.safe);
    if wants_all && safe_fixes > 0 && (context.only.is_some() || is_beside_safe_fix) {
        actions.extend(fix_all_action(view, &findings, safe_fixes, cancelled));
    }
    let actions = actions.into_iter().map(CodeActionOrCommand::CodeAction).collect::<Vec<_>>();
    (!actions.is_empty()).then_some(actions)
}

/// The edit of an action that was offered without. `None` when it mends nothing any more: the text
/// has changed since.
pub fn code_action_resolve(
    view: &View,
    unresolved: &Unresolved,
    cancelled: Cancelled<'_>,
) -> Option<WorkspaceEdit> {
    let findings = view.folder.findings(cancelled)?;
    let Some(name) = &unresolved.fix else { return fix_all_edit(view, &findings, cancelled) };
    let range = ByteRange::new(name.start, name.end);
    let offered = features::fixes(&findings, &view.path, range).into_iter().find(|offered| {
        offered.finding.rule == name.rule
            && offered.finding.range == range
            && offered.fix.title == name.title
    });
    let fix = offered?.fix;
    workspace_edit(&view.folder, &fix.edits, &fix.new_files)
}

fn quick_fix(view: &View, offered: OfferedFix<'_>) -> Option<CodeAction> {
    let OfferedFix { finding, fix } = offered;
    let action = CodeAction {
        title: fix.title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic(&view.folder, Some(&view.document), finding)]),
        // An editor's "fix this" takes a preferred one without asking.
        is_preferred: fix.safe.then_some(true),
        ..CodeAction::default()
    };
    if !view.client().resolves_edits {
        let edit = Some(workspace_edit(&view.folder, &fix.edits, &fix.new_files)?);
        return Some(CodeAction { edit, ..action });
    }
    if !fix.new_files.is_empty() && !view.client().creates_files {
        return None;
    }
    let name = FixName {
        rule: finding.rule.to_owned(),
        title: fix.title.clone(),
        start: finding.range.start(),
        end: finding.range.end(),
    };
    Some(CodeAction { data: Some(data(view, Some(name))?), ..action })
}

fn silence(view: &View, silencing: Silencing<'_>) -> Option<CodeAction> {
    Some(CodeAction {
        title: silencing.title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic(&view.folder, Some(&view.document), silencing.finding)]),
        edit: Some(workspace_edit(&view.folder, &[silencing.edit], &[])?),
        ..CodeAction::default()
    })
}

fn fix_all_action(
    view: &View,
    findings: &Findings,
    count: usize,
    cancelled: Cancelled<'_>,
) -> Option<CodeAction> {
    let problems = if count == 1 { "problem" } else { "problems" };
    let action = CodeAction {
        title: format!("Fix {count} {problems} of this file that can be fixed safely"),
        kind: Some(FIX_ALL),
        ..CodeAction::default()
    };
    if view.client().resolves_edits {
        return Some(CodeAction { data: Some(data(view, None)?), ..action });
    }
    let edit = fix_all_edit(view, findings, cancelled)?;
    Some(CodeAction { edit: Some(edit), ..action })
}

fn fix_all_edit(
    view: &View,
    findings: &Findings,
    cancelled: Cancelled<'_>,
) -> Option<WorkspaceEdit> {
    let edits = features::fix_all(&view.folder.snapshot, findings, &view.path, cancelled)?;
    workspace_edit(&view.folder, &edits, &[])
}

fn data(view: &View, fix: Option<FixName>) -> Option<serde_json::Value> {
    let uri = view.folder.uri(&view.path)?;
    serde_json::to_value(Unresolved { uri, fix }).ok()
}

/// Whether actions of a kind are asked for. Kinds are hierarchies: `quickfix` asks for
/// `quickfix.spelling` too, and the empty one for everything.
fn wants(context: &CodeActionContext, kind: &CodeActionKind) -> bool {
    let Some(only) = &context.only else { return true };
    only.iter().any(|asked| {
        let asked = asked.as_str();
        asked.is_empty()
            || kind
                .as_str()
                .strip_prefix(asked)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(only: Option<Vec<&'static str>>, kind: &CodeActionKind) -> bool {
        let only = only.map(|only| only.into_iter().map(CodeActionKind::from).collect());
        let context = CodeActionContext { only, ..CodeActionContext::default() };
        wants(&context, kind)
    }

    #[test]
    fn kinds_are_hierarchies() {
        let asks_for_fix = |only| asks(only, &CodeActionKind::QUICKFIX);
        assert!(asks_for_fix(None));
        assert!(asks_for_fix(Some(vec![""])));
        assert!(asks_for_fix(Some(vec!["refactor", "quickfix"])));
        assert!(!asks_for_fix(Some(vec!["quickfix.spelling"])));
        assert!(!asks_for_fix(Some(vec!["quick"])));
        assert!(!asks_for_fix(Some(vec!["source.fixAll"])));
        assert!(!asks_for_fix(Some(vec![])));
        assert!(asks(Some(vec!["source"]), &FIX_ALL));
        assert!(asks(Some(vec!["source.fixAll"]), &FIX_ALL));
        assert!(!asks(Some(vec!["source.fixAll.eslint"]), &FIX_ALL));
    }
}
