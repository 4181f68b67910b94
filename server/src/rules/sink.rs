//! Where rules put what they find.

use crate::text::ByteRange;
use crate::workspace::{RelPath, Severity};

use super::{FileEdit, FindingTag, Fix, NewFile, Related};

/// A finding as a rule writes it; the engine adds the rule, the service and the configuration.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) service: Option<String>,
    pub(super) path: RelPath,
    pub(super) range: ByteRange,
    pub(super) message: String,
    pub(super) severity: Option<Severity>,
    pub(super) is_hint: bool,
    pub(super) tag: Option<FindingTag>,
    pub(super) help: Option<String>,
    pub(super) related: Vec<Related>,
    pub(super) fixes: Vec<Fix>,
}

impl Draft {
    /// A finding at the rule's own severity.
    pub(super) fn new(path: &RelPath, range: ByteRange, message: impl Into<String>) -> Self {
        Self {
            service: None,
            path: path.clone(),
            range,
            message: message.into(),
            severity: None,
            is_hint: false,
            tag: None,
            help: None,
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// The service it speaks of, for a check that is asked about the whole contract.
    pub(super) fn service(mut self, name: &str) -> Self {
        self.service = Some(name.to_owned());
        self
    }

    /// A severity other than the rule's; a configured one replaces both.
    pub(super) fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// No more than a hint, whatever the configuration says: test code, types, doubt.
    pub(super) fn hint_if(mut self, is_hint: bool) -> Self {
        self.is_hint |= is_hint;
        self
    }

    /// What editors show beside the message.
    pub(super) fn tag(mut self, tag: FindingTag) -> Self {
        self.tag = Some(tag);
        self
    }

    /// What to do about it.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Another place of the story.
    pub(super) fn related(
        mut self,
        path: &RelPath,
        range: ByteRange,
        message: impl Into<String>,
    ) -> Self {
        self.related.push(Related { path: path.clone(), range, message: message.into() });
        self
    }

    /// A fix that may be applied without asking.
    pub(super) fn safe_fix(mut self, title: impl Into<String>, edits: Vec<FileEdit>) -> Self {
        self.fixes.push(Fix { title: title.into(), safe: true, edits, new_files: Vec::new() });
        self
    }

    /// A fix that a person has to pick: a guess, or one of several ways.
    pub(super) fn offer(mut self, title: impl Into<String>, edits: Vec<FileEdit>) -> Self {
        self.fixes.push(Fix { title: title.into(), safe: false, edits, new_files: Vec::new() });
        self
    }

    /// A fix that creates files, for a person to pick.
    pub(super) fn offer_files(mut self, title: impl Into<String>, new_files: Vec<NewFile>) -> Self {
        self.fixes.push(Fix { title: title.into(), safe: false, edits: Vec::new(), new_files });
        self
    }
}

/// Takes the findings of one rule for one service.
#[derive(Debug, Default)]
pub(super) struct Sink {
    pub(super) drafts: Vec<Draft>,
}

impl Sink {
    /// Reports a finding.
    pub(super) fn report(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }
}
