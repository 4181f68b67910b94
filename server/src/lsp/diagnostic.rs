//! A finding as a protocol diagnostic.

use std::sync::Arc;

use tower_lsp::ls_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, NumberOrString,
};

use crate::rules::{Finding, FindingTag, Fix};
use crate::text::Document;
use crate::workspace::{RelPath, Severity};

use super::view::FolderView;

/// The diagnostics of a file.
pub fn diagnostics(
    view: &FolderView,
    path: &RelPath,
    findings: Option<&Arc<Vec<Finding>>>,
) -> Vec<Diagnostic> {
    let Some(findings) = findings.filter(|findings| !findings.is_empty()) else {
        return Vec::new();
    };
    let document = view.document(path);
    findings.iter().map(|finding| diagnostic(view, document.as_ref(), finding)).collect()
}

/// The diagnostic of a finding. `document` is the text of the finding's file; without it the
/// diagnostic stands at the file's start.
pub fn diagnostic(view: &FolderView, document: Option<&Document>, finding: &Finding) -> Diagnostic {
    let range = document.map(|document| view.range(document, finding.range));
    let message = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    let tags = match finding.tag {
        Some(FindingTag::Deprecated) if view.client.deprecated_tag => {
            Some(vec![DiagnosticTag::DEPRECATED])
        }
        Some(FindingTag::Unnecessary) if view.client.unnecessary_tag => {
            Some(vec![DiagnosticTag::UNNECESSARY])
        }
        _ => None,
    };
    Diagnostic {
        range: range.unwrap_or_default(),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        source: Some("contract-lsp".to_owned()),
        message,
        related_information: related(view, finding),
        tags,
        data: view.client.diagnostic_data.then(|| data(finding)),
        ..Diagnostic::default()
    }
}

/// What a client may want to know before it asks for code actions: the fixes there are, by title.
fn data(finding: &Finding) -> serde_json::Value {
    let fix = |fix: &Fix| serde_json::json!({"title": fix.title, "safe": fix.safe});
    serde_json::json!({"fixes": finding.fixes.iter().map(fix).collect::<Vec<_>>()})
}

fn related(view: &FolderView, finding: &Finding) -> Option<Vec<DiagnosticRelatedInformation>> {
    if !view.client.related_information || finding.related.is_empty() {
        return None;
    }
    let information = finding.related.iter().filter_map(|related| {
        let location = view.location(&related.path, related.range)?;
        Some(DiagnosticRelatedInformation { location, message: related.message.clone() })
    });
    Some(information.collect())
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}
