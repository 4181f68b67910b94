//! `textDocument/codeAction`.

use tower_lsp::ls_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionResponse, Range,
};

use crate::features::{self, OfferedFix};

use super::super::diagnostic::diagnostic;
use super::super::edits::workspace_edit;
use super::super::question::Cancelled;
use super::super::view::View;

/// Fixes of the findings that a range touches.
pub fn code_action(
    view: &View,
    range: Range,
    context: &CodeActionContext,
    cancelled: Cancelled<'_>,
) -> Option<CodeActionResponse> {
    if !view.client().code_actions || !wants(context, &CodeActionKind::QUICKFIX) {
        return None;
    }
    let findings = view.folder.findings(cancelled)?;
    let fixes = features::fixes(&findings, &view.path, view.bytes(range));
    let actions: Vec<CodeActionOrCommand> =
        fixes.iter().filter_map(|offered| action(view, offered)).collect();
    (!actions.is_empty()).then_some(actions)
}

fn action(view: &View, offered: &OfferedFix<'_>) -> Option<CodeActionOrCommand> {
    let finding = offered.finding;
    Some(CodeActionOrCommand::CodeAction(CodeAction {
        title: offered.fix.title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic(&view.folder, Some(&view.document), finding)]),
        edit: Some(workspace_edit(&view.folder, &offered.fix.edits)?),
        // An editor's "fix this" takes a preferred one without asking.
        is_preferred: offered.fix.safe.then_some(true),
        ..CodeAction::default()
    }))
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

    fn asks(only: Option<Vec<&'static str>>) -> bool {
        let only = only.map(|only| only.into_iter().map(CodeActionKind::from).collect());
        let context = CodeActionContext { only, ..CodeActionContext::default() };
        wants(&context, &CodeActionKind::QUICKFIX)
    }

    #[test]
    fn kinds_are_hierarchies() {
        assert!(asks(None));
        assert!(asks(Some(vec![""])));
        assert!(asks(Some(vec!["refactor", "quickfix"])));
        assert!(!asks(Some(vec!["quickfix.spelling"])));
        assert!(!asks(Some(vec!["quick"])));
        assert!(!asks(Some(vec!["source.fixAll"])));
        assert!(!asks(Some(vec![])));
    }
}
