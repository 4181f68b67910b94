//! The offer to silence a finding in source and data files by a comment that gives a reason.

use std::sync::Arc;

use crate::rules::{FileEdit, Finding, Findings};
use crate::source::Language;
use crate::text::{ByteRange, Edit};
use crate::workspace::{Entry, RelPath, Snapshot};

use super::fixes::findings_at;

/// Rules that a comment in the file itself cannot, or should not, silence.
const KEPT: &[&str] = &["invalid-config", "unused-suppression"];

/// What stands where the reason belongs until somebody writes it.
const REASON: &str = "TODO: say why";

/// A comment that silences a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silencing<'findings> {
    /// The finding.
    pub finding: &'findings Finding,
    /// What a person reads.
    pub title: String,
    /// The edit that inserts the comment.
    pub edit: FileEdit,
}

/// For each finding of a source or data file that touches `range`, the comment that silences it,
/// above its line or, where no comment can stand there, behind it. None in files without comments.
///
/// The comment is tried out before it is offered: in a string or a template it would be no comment.
pub fn silencings<'findings>(
    snapshot: &Snapshot,
    findings: &'findings Findings,
    path: &RelPath,
    range: ByteRange,
) -> Vec<Silencing<'findings>> {
    let marks = match snapshot.entry(path) {
        Some(Entry::Source(file)) => marks_of(file.language),
        // Many readers of JSON take no comments, even where this program knows them.
        Some(Entry::Data(_)) if path.file_name().ends_with(".json") => return Vec::new(),
        Some(Entry::Data(_) | Entry::Dotenv(_)) => marks_of(Language::Data),
        _ => return Vec::new(),
    };
    let Some(document) = snapshot.document(path) else { return Vec::new() };
    let can_be_silenced = |finding: &&Finding| !KEPT.contains(&finding.rule);
    let silencing = |finding: &'findings Finding| {
        let edit = comment_for(snapshot, path, document.text(), marks, finding)?;
        Some(Silencing {
            finding,
            title: format!("Silence `{}` here, with a reason", finding.rule),
            edit: FileEdit { path: path.clone(), edit },
        })
    };
    findings_at(findings, path, range).filter(can_be_silenced).filter_map(silencing).collect()
}

/// What begins and ends a comment, in the order in which they are tried.
fn marks_of(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::Python | Language::Ruby => &[("#", "")],
        Language::JavaScript | Language::Tsx | Language::TypeScript => {
            &[("//", ""), ("{/*", " */}"), ("/*", " */")]
        }
        Language::Markup => &[("//", ""), ("<!--", " -->"), ("/*", " */")],
        Language::Data => &[("#", ""), ("//", ""), ("<!--", " -->")],
        Language::CSharp
        | Language::Go
        | Language::Java
        | Language::Kotlin
        | Language::Php
        | Language::Rust => &[("//", ""), ("/*", " */")],
    }
}

/// The first comment that silences the finding when the file is read again with it.
fn comment_for(
    snapshot: &Snapshot,
    path: &RelPath,
    text: &str,
    marks: &[(&str, &str)],
    finding: &Finding,
) -> Option<Edit> {
    let start = finding.range.start();
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(line_start..)?;
    let line = rest.split('\n').next()?.trim_end();
    let indent = &line[..line.len() - line.trim_start().len()];
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let rule = finding.rule;
    let above = marks.iter().map(|(open, close)| Edit {
        range: ByteRange::at(line_start),
        text: format!(
            "{indent}{open} contract-lsp-ignore-next-line {rule} -- {REASON}{close}{line_break}"
        ),
    });
    let behind = marks.iter().map(|(open, close)| Edit {
        range: ByteRange::at(line_start + line.len()),
        text: format!(" {open} contract-lsp-ignore-line {rule} -- {REASON}{close}"),
    });
    above.chain(behind).find(|edit| is_silenced_by(snapshot, path, text, edit, finding))
}

/// Whether a file that is edited so has a comment that silences the finding.
fn is_silenced_by(
    snapshot: &Snapshot,
    path: &RelPath,
    text: &str,
    edit: &Edit,
    finding: &Finding,
) -> bool {
    let at = edit.range.start();
    let (Some(before), Some(behind)) = (text.get(..at), text.get(at..)) else { return false };
    let edited: Arc<str> = [before, &edit.text, behind].concat().into();
    let start = finding.range.start();
    let moved = if at <= start { start + edit.text.len() } else { start };
    let entry = Entry::of_text(path, &edited, snapshot.config_of(path));
    entry.suppressions().iter().any(|suppression| {
        let names_rule = || suppression.rules.iter().any(|rule| rule.code.value == finding.rule);
        let is_new = suppression.comment.touches(at + edit.text.len() / 2);
        is_new && suppression.scope.touches(moved) && names_rule()
    })
}
