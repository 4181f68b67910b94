//! The code of a binding: what rules that miss something in it look through.

use std::sync::Arc;

use crate::text::Document;
use crate::workspace::{RelPath, SourceFile};

use super::usages::has_word;
use super::view::IntegrationView;

/// Endings of program code in languages that may not be read yet. What such a file says is not known,
/// so nothing is called missing beside it.
const CODE_ENDINGS: &[&str] = &[
    "astro", "c", "cc", "clj", "cpp", "cs", "dart", "ex", "exs", "fs", "go", "groovy", "h", "hpp",
    "java", "kt", "kts", "lua", "m", "php", "pl", "rb", "scala", "svelte", "swift", "vue",
];

/// Beginnings of lines that are comments.
const COMMENT_MARKS: &[&str] = &["//", "/*", "*", "#", "<!--"];

/// The source files of a binding, all of them read.
pub(super) struct BindingCode<'view> {
    view: IntegrationView<'view>,
    /// In order of the paths.
    pub(super) files: Vec<&'view Arc<SourceFile>>,
}

impl<'view> BindingCode<'view> {
    /// `None` when the binding has no source, or holds code in a language that is not read.
    pub(super) fn of(view: &IntegrationView<'view>) -> Option<Self> {
        let snapshot = view.contract.snapshot;
        let mut files: Vec<&Arc<SourceFile>> = Vec::new();
        for path in view.service().binding_paths().flat_map(|path| snapshot.files_in(path)) {
            match snapshot.source(path) {
                Some(file) => files.push(file),
                None if is_unread_code(path) => return None,
                None => {}
            }
        }
        (!files.is_empty()).then_some(Self { view: *view, files })
    }

    /// Whether a word stands in the code, comments left out: an import, an inherited name, a string.
    pub(super) fn mentions(&self, word: &str) -> bool {
        let is_comment = |line: &&str| {
            let line = line.trim_start();
            let is_attribute = line.starts_with("#[") || line.starts_with("#![");
            !is_attribute && COMMENT_MARKS.iter().any(|mark| line.starts_with(mark))
        };
        let says = |document: &Document| {
            let text = document.text();
            // Most words are in no line at all.
            text.contains(word)
                && text.lines().filter(|line| !is_comment(line)).any(|line| has_word(line, word))
        };
        let snapshot = self.view.contract.snapshot;
        let documents = self.files.iter().map(|file| snapshot.document(&file.path));
        // What cannot be looked at may say anything.
        documents.into_iter().any(|document| document.as_ref().is_none_or(says))
    }
}

/// Whether a file holds program code, going by its ending; asked of files that are not read as source.
pub(super) fn is_unread_code(path: &RelPath) -> bool {
    let ending = path.file_name().rsplit_once('.').map_or("", |(_, ending)| ending);
    CODE_ENDINGS.contains(&ending)
}
