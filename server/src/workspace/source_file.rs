//! A source file, which is parsed when somebody asks what it says.

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::catalog::Ecosystem;
use crate::source::{self, Facts, Language, SecretUse, Suppression};

use super::RelPath;
use super::entry::read_text;
use super::mentions;
use super::signs::Signs;
use super::words::{Word, Words};

/// Source, read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it lies.
    pub path: RelPath,
    /// Its language.
    pub language: Language,
    /// Whether it is test code: by its path, or by the module that mounts it.
    pub is_test: bool,
    /// Names shaped like environment variables, outside comments, sorted.
    pub mentions: Vec<Box<str>>,
    /// Keys that stand in it.
    pub secrets: Vec<SecretUse>,
    origin: Origin,
    facts: OnceLock<Facts>,
    shows_retry: OnceLock<bool>,
    /// Its words, when it was read from disk.
    words: Option<Words>,
    may_mount: bool,
    may_take_all: bool,
    has_signs: bool,
}

/// Where the text is to be had.
#[derive(Clone, Debug)]
enum Origin {
    /// Here.
    Text(Arc<str>),
    /// On disk, below the root of the workspace: to keep what is not parsed would take more memory
    /// than all that is known of it. When the file has changed since, its new text is as good.
    Disk(Arc<Path>),
}

impl SourceFile {
    /// A text that an editor or a caller holds.
    pub(super) fn of_text(
        path: &RelPath,
        language: Language,
        text: &Arc<str>,
        is_test: bool,
    ) -> Self {
        Self {
            path: path.clone(),
            language,
            is_test,
            mentions: mentions::variable_mentions(text),
            secrets: source::secrets(text),
            origin: Origin::Text(text.clone()),
            facts: OnceLock::new(),
            shows_retry: OnceLock::new(),
            words: None,
            may_mount: true,
            may_take_all: true,
            has_signs: true,
        }
    }

    /// A file below `root` whose text was just read.
    pub(super) fn of_disk(
        root: &Arc<Path>,
        path: &RelPath,
        language: Language,
        text: &Arc<str>,
        is_test: bool,
        signs: &Signs,
    ) -> Self {
        let mut file = Self::of_text(path, language, text, is_test);
        file.has_signs = !file.secrets.is_empty() || signs.are_in(language, text);
        file.may_mount = language == Language::Rust && may_mount(text);
        file.may_take_all = may_take_all(language, text);
        file.words = Some(Words::of(text));
        if file.has_signs {
            // It is asked for sooner or later, and the text is at hand.
            file.facts();
        }
        file.origin = Origin::Disk(root.clone());
        file
    }

    /// What a data file says as source does.
    pub(super) fn of_data(path: &RelPath, facts: Facts, is_test: bool) -> Self {
        Self {
            facts: facts.into(),
            mentions: Vec::new(),
            secrets: Vec::new(),
            ..Self::of_text(path, Language::Data, &Arc::from(""), is_test)
        }
    }

    /// What it says; parsed at the first request.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| source::extract(self.language, &self.text()))
    }

    /// Whether it shows any sign of trying a call again.
    pub fn shows_retry(&self) -> bool {
        self.language != Language::Data
            && *self.shows_retry.get_or_init(|| source::shows_retry(&self.text()))
    }

    /// The comments in it that speak to this program.
    pub fn suppressions(&self) -> &[Suppression] {
        if self.has_signs { &self.facts().suppressions } else { &[] }
    }

    /// Whether it shows any sign by which its facts may matter whatever the contracts say.
    pub(super) fn has_signs(&self) -> bool {
        self.has_signs
    }

    /// Whether all of these words may be in it.
    pub(super) fn may_hold(&self, words: &[Word]) -> bool {
        self.words.as_ref().is_none_or(|held| held.may_hold(words))
    }

    /// Whether a name may be in it, in any way of writing.
    pub fn may_name(&self, name: &str) -> bool {
        self.may_hold(&super::words::words_of(name))
    }

    /// Whether it may mount other files as modules, as Rust does.
    pub(super) fn may_mount(&self) -> bool {
        self.may_mount
    }

    /// Whether it may take all names of another file, and so has none of them in its text.
    pub(super) fn may_take_all(&self) -> bool {
        self.may_take_all
    }

    fn text(&self) -> Cow<'_, str> {
        match &self.origin {
            Origin::Text(text) => Cow::Borrowed(text),
            Origin::Disk(root) => match read_text(&self.path.on_disk(root)) {
                Ok(text) => Cow::Owned(text),
                Err(reason) => {
                    tracing::debug!("{} is not there any more: {reason}", self.path);
                    Cow::Borrowed("")
                }
            },
        }
    }
}

/// Whether a text of Rust holds `mod name;`.
fn may_mount(text: &str) -> bool {
    text.match_indices("mod ").any(|(at, keyword)| {
        let name = text[at + keyword.len()..].trim_start();
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '#';
        name.trim_start_matches(is_name).trim_start().starts_with(';')
    })
}

/// Whether a text takes all names of another file without writing one: `export * from`, `import *`,
/// `::*`.
fn may_take_all(language: Language, text: &str) -> bool {
    let form = match language.ecosystem() {
        // `import * as urls` writes the names where it uses them.
        Some(Ecosystem::Npm) => "export *",
        Some(Ecosystem::Pypi) => "import *",
        Some(Ecosystem::Crates) => "::*",
        // Nothing is handed on: who uses a name writes it.
        _ => return false,
    };
    text.contains(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_in_other_files_are_told_from_those_with_a_body() {
        assert!(may_mount("#[path = \"x.rs\"]\npub(crate) mod  r#type ;"));
        assert!(!may_mount("mod tests { fn modest() {} }"));
    }

    #[test]
    fn what_takes_everything_writes_a_star() {
        let may_take_all = |text| may_take_all(Language::Python, text);
        assert!(may_take_all("from .urls import *") && !may_take_all("from .urls import API"));
    }
}
