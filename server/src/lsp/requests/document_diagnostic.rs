//! `textDocument/diagnostic` and `workspace/diagnostic`: the same findings, for clients that ask.

use std::collections::HashMap;

use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticReport, FullDocumentDiagnosticReport, PreviousResultId,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::rules::Findings;
use crate::workspace::RelPath;

use super::super::diagnostic::diagnostics;
use super::super::question::Cancelled;
use super::super::view::{FolderView, View};

/// The diagnostics of a document, or that they are those of `previous`. `None` when cancelled.
pub fn document_diagnostic(
    view: &View,
    previous: Option<&str>,
    cancelled: Cancelled<'_>,
) -> Option<DocumentDiagnosticReport> {
    let findings = view.folder.findings(cancelled)?;
    Some(match report(&view.folder, &view.path, &findings, previous) {
        Report::Full(report) => full(report),
        Report::Unchanged(report) => RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: report,
        }
        .into(),
    })
}

/// That a document has no diagnostics: it is none of ours.
pub fn nothing() -> DocumentDiagnosticReport {
    full(FullDocumentDiagnosticReport::default())
}

/// The diagnostics of every file that has some, or had some when the client asked before. A file of
/// nested folders is told of once, by the innermost. `None` when cancelled.
pub fn workspace_diagnostic(
    views: &[FolderView],
    previous: Vec<PreviousResultId>,
    cancelled: Cancelled<'_>,
) -> Option<Vec<WorkspaceDocumentDiagnosticReport>> {
    let mut known: HashMap<Uri, String> =
        previous.into_iter().map(|known| (known.uri, known.value)).collect();
    let mut innermost: Vec<&FolderView> = views.iter().collect();
    innermost.sort_by_key(|view| std::cmp::Reverse(view.root.components().count()));
    let mut reports = Vec::new();
    for (index, view) in innermost.iter().enumerate() {
        let findings = view.findings(cancelled)?;
        let inner = &innermost[..index];
        for path in findings.by_file().keys() {
            let on_disk = path.on_disk(&view.root);
            if inner.iter().any(|inner| on_disk.starts_with(&inner.root)) {
                continue;
            }
            let Some(uri) = view.uri(path) else { continue };
            let version = view.version(path).map(i64::from);
            let report = report(view, path, &findings, known.remove(&uri).as_deref());
            reports.push(of_workspace(uri, version, report));
        }
    }
    // What is left had diagnostics and has none any more.
    let mut cleared: Vec<(Uri, String)> = known.into_iter().collect();
    cleared.sort_by(|(one, _), (other, _)| one.as_str().cmp(other.as_str()));
    reports.extend(
        cleared
            .into_iter()
            .map(|(uri, previous)| of_workspace(uri, None, report_of(Vec::new(), Some(&previous)))),
    );
    Some(reports)
}

enum Report {
    Full(FullDocumentDiagnosticReport),
    Unchanged(UnchangedDocumentDiagnosticReport),
}

fn report(
    view: &FolderView,
    path: &RelPath,
    findings: &Findings,
    previous: Option<&str>,
) -> Report {
    report_of(diagnostics(view, path, findings.by_file().get(path)), previous)
}

fn report_of(items: Vec<Diagnostic>, previous: Option<&str>) -> Report {
    let result_id = result_id(&items);
    if previous == Some(&*result_id) {
        return Report::Unchanged(UnchangedDocumentDiagnosticReport { result_id });
    }
    Report::Full(FullDocumentDiagnosticReport { result_id: Some(result_id), items })
}

/// What stands for these diagnostics: the same for the same ones, whenever they are worked out, so
/// that nothing has to be remembered of what a client was told.
fn result_id(items: &[Diagnostic]) -> String {
    let written = serde_json::to_vec(items).unwrap_or_default();
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(&written))
}

fn full(report: FullDocumentDiagnosticReport) -> DocumentDiagnosticReport {
    RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: report,
    }
    .into()
}

fn of_workspace(
    uri: Uri,
    version: Option<i64>,
    report: Report,
) -> WorkspaceDocumentDiagnosticReport {
    match report {
        Report::Full(full_document_diagnostic_report) => {
            WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }
                .into()
        }
        Report::Unchanged(unchanged_document_diagnostic_report) => {
            WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report,
            }
            .into()
        }
    }
}
