//! Findings: what the rules say, as plain data.

use crate::text::{ByteRange, Edit};
use crate::workspace::{RelPath, Severity};

/// One verdict of one rule at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code: `used-by-stale`.
    pub rule: &'static str,
    /// After configuration; a rule that is off gives none.
    pub severity: Severity,
    /// The contract's name for the service, or the catalog's; `None` for a finding about a file.
    pub service: Option<String>,
    /// The file in which it stands.
    pub path: RelPath,
    /// Where in the file.
    pub range: ByteRange,
    /// What is wrong and why it matters, in one or two sentences.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that are part of the story.
    pub related: Vec<Related>,
    /// Edits that mend it.
    pub fixes: Vec<Fix>,
    /// What editors show beside the message.
    pub tag: Option<FindingTag>,
}

/// How editors draw the place of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingTag {
    /// It uses what is on its way out: struck through.
    Deprecated,
    /// It does nothing and can go: faded.
    Unnecessary,
}

/// A place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub path: RelPath,
    /// Where in the file.
    pub range: ByteRange,
    /// What is there.
    pub message: String,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "Add `src/auth/login.js` to Used By Modules of SendGrid".
    pub title: String,
    /// Whether it may be applied without asking.
    pub safe: bool,
    /// All its edits; they are applied together or not at all.
    pub edits: Vec<FileEdit>,
    /// Files it creates, together with the edits. Only a fix that a person picks creates any.
    pub new_files: Vec<NewFile>,
}

/// A file that a fix creates. It is never laid over one that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Where it will lie.
    pub path: RelPath,
    /// What it will hold.
    pub text: String,
}

/// An edit of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The file.
    pub path: RelPath,
    /// The edit, in bytes of that file.
    pub edit: Edit,
}
