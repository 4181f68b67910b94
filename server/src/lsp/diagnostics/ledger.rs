//! What was told about the files of a folder, so that only differences are told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tower_lsp::ls_types::{Diagnostic, Uri};

use crate::rules::{Finding, Findings};
use crate::workspace::RelPath;

use super::super::diagnostic::diagnostics;
use super::super::outbox::Outbox;
use super::super::view::FolderView;
use super::State;

/// The files about which something was told, and what.
#[derive(Default)]
pub struct Ledger {
    files: BTreeMap<RelPath, Told>,
    /// The versions of open documents that were looked at last.
    versions: BTreeMap<RelPath, i32>,
}

struct Told {
    uri: Uri,
    diagnostics: Vec<Diagnostic>,
    /// What they were made from, to skip the making when nothing changed.
    source: Option<Source>,
}

/// Findings are shared as long as they are the same; their positions depend on the text too.
struct Source {
    findings: Arc<Vec<Finding>>,
    version: Option<i32>,
}

impl Source {
    fn is(&self, findings: &Arc<Vec<Finding>>, version: Option<i32>) -> bool {
        Arc::ptr_eq(&self.findings, findings) && self.version == version
    }
}

impl Ledger {
    /// Tells what is new: files with other diagnostics than before, files that have none any more,
    /// and files that were opened.
    ///
    /// A client that asks for diagnostics is told nothing: the answer is whether one of the files is
    /// other than it could know, since its text is the same and what is found in it is not.
    pub fn publish(&mut self, state: &State, findings: &Findings, outbox: &Outbox) -> bool {
        let mut has_news = false;
        let paths: BTreeSet<&RelPath> =
            findings.by_file().keys().chain(self.files.keys()).chain(&state.opened).collect();
        let paths: Vec<RelPath> = paths.into_iter().cloned().collect();
        for path in paths {
            // A file of a nested folder is that folder's.
            let is_ours = !state.nested.iter().any(|nested| path.is_in(nested));
            let findings = findings.by_file().get(&path).filter(|_| is_ours);
            let opened = is_ours && state.opened.contains(&path);
            has_news |= self.tell(&state.view, path, findings, opened, outbox);
        }
        let open = state.view.open.iter();
        self.versions = open.map(|(path, open)| (path.clone(), open.version)).collect();
        has_news
    }

    /// Clears all files.
    pub fn clear(self, outbox: &Outbox) {
        for told in self.files.into_values().filter(|told| !told.diagnostics.is_empty()) {
            outbox.publish(told.uri, Vec::new(), None);
        }
    }

    fn tell(
        &mut self,
        view: &FolderView,
        path: RelPath,
        findings: Option<&Arc<Vec<Finding>>>,
        opened: bool,
        outbox: &Outbox,
    ) -> bool {
        let version = view.version(&path);
        let before = self.files.remove(&path);
        // A closed file keeps the spelling under which the client knows it.
        let known = before.as_ref().filter(|_| version.is_none()).map(|told| told.uri.clone());
        let Some(uri) = known.or_else(|| view.uri(&path)) else { return false };
        let same_uri = before.as_ref().is_none_or(|told| told.uri == uri);
        if let (Some(told), Some(findings)) = (&before, findings)
            && !opened
            && same_uri
            && told.source.as_ref().is_some_and(|source| source.is(findings, version))
        {
            self.files.extend(before.map(|told| (path, told)));
            return false;
        }
        let diagnostics = diagnostics(view, &path, findings);
        let had = before.as_ref().map_or(&[][..], |told| &told.diagnostics);
        let is_pushed = !view.client.pulls_diagnostics;
        // Who edits a document asks for its diagnostics anyway.
        let is_edited = version.is_some() && self.versions.get(&path) != version.as_ref();
        let is_news = had != diagnostics && !is_edited;
        if is_pushed && !same_uri && !had.is_empty() {
            outbox.publish(
                before.as_ref().map_or(uri.clone(), |told| told.uri.clone()),
                Vec::new(),
                None,
            );
        }
        if is_pushed && (opened || !same_uri || had != diagnostics) {
            outbox.publish(uri.clone(), diagnostics.clone(), version);
        }
        if !diagnostics.is_empty() {
            let source = findings.map(|findings| Source { findings: findings.clone(), version });
            self.files.insert(path, Told { uri, diagnostics, source });
        }
        is_news
    }
}
