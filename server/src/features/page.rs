//! A Markdown document of ours, for the features that follow its shape.

use std::borrow::Cow;
use std::sync::Arc;

use crate::contract::{self, Contract, Table, Variable};
use crate::text::ByteRange;
use crate::workspace::{Entry, Governed, RelPath, Snapshot};

/// A contract, or an infrastructure contract.
pub(super) struct Page<'snapshot> {
    /// Its text.
    pub text: Arc<str>,
    /// What it says. An infrastructure contract is read for its Markdown alone: it has sections and
    /// tables, and no integrations.
    pub model: Cow<'snapshot, Contract>,
    /// What the contract means in its workspace; `None` for an infrastructure contract.
    pub governed: Option<&'snapshot Arc<Governed>>,
    /// What an infrastructure contract declares.
    pub infra_variables: &'snapshot [Variable],
}

impl<'snapshot> Page<'snapshot> {
    /// The document at a path; `None` for a file of another kind.
    pub(super) fn at(snapshot: &'snapshot Snapshot, path: &RelPath) -> Option<Self> {
        match snapshot.entry(path)? {
            Entry::Contract(file) => Some(Self {
                text: file.text.clone(),
                model: Cow::Borrowed(&file.contract),
                governed: snapshot.contract(path),
                infra_variables: &[],
            }),
            Entry::Infra(file) => {
                let text = snapshot.document(path)?.text().clone();
                let mut model = contract::parse(&text);
                model.integrations.clear();
                Some(Self {
                    model: Cow::Owned(model),
                    text,
                    governed: None,
                    infra_variables: &file.contract.variables,
                })
            }
            _ => None,
        }
    }

    /// Every table: of the fields and beside them.
    pub(super) fn tables(&self) -> impl Iterator<Item = &Table> {
        let integrations = self.model.integrations.iter();
        let fields = integrations.flat_map(|integration| &integration.fields);
        fields.flat_map(|field| &field.tables).chain(&self.model.tables)
    }

    /// A range without the blank space at its ends.
    pub(super) fn trimmed(&self, range: ByteRange) -> ByteRange {
        let written = range.slice(&self.text);
        let start = range.start() + (written.len() - written.trim_start().len());
        ByteRange::new(start, start + written.trim().len())
    }
}
