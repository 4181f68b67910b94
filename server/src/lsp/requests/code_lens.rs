//! `textDocument/codeLens`.

use tower_lsp::ls_types::{CodeLens, Command};

use crate::features;

use super::super::view::View;

/// What is said above headings and files. A lens has a command by the protocol; one without a name
/// is shown and cannot be clicked.
pub fn code_lens(view: &View) -> Option<Vec<CodeLens>> {
    let findings = view.folder.last_findings.get();
    let lenses = features::code_lenses(&view.folder.snapshot, &view.path, findings.as_deref());
    view.folder.shown.lenses(&view.path, &lenses);
    let shown = lenses.into_iter().map(|lens| CodeLens {
        range: view.range(lens.range),
        command: Some(Command { title: lens.title, command: String::new(), arguments: None }),
        data: None,
    });
    let shown: Vec<CodeLens> = shown.collect();
    (!shown.is_empty()).then_some(shown)
}
