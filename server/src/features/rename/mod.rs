//! Rename: an environment variable, or a service.

mod service;
mod variable;

use crate::rules::FileEdit;
use crate::text::ByteRange;
use crate::workspace::{RelPath, Snapshot};

use super::subject::Subject;

/// What would be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameTarget {
    /// The name in the document that was asked.
    pub range: ByteRange,
    /// What the name is now.
    pub name: String,
}

/// Why something is not renamed. The text is for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenameRefusal {
    /// Nothing that has a name of ours.
    #[error("Only environment variables and services of the contract can be renamed here.")]
    Nothing,
    /// A path.
    #[error(
        "A path follows its file: rename or move the file, and the contract is updated with it."
    )]
    Path,
    /// A function or class.
    #[error("A function or class is renamed where it is defined, by the language's own server.")]
    Symbol,
    /// `STRIPE_PRICE_*`.
    #[error(
        "`{0}` stands for every variable that begins so: rename the variables themselves, then this row."
    )]
    Wildcard(String),
    /// The name at the cursor is that of a constant.
    #[error(
        "`{0}` is only named by a constant or put together from parts here: rename it in the contract."
    )]
    Computed(String),
    /// No name of a variable.
    #[error(
        "`{0}` is no name of an environment variable: letters A-Z and a-z, digits and `_`, no digit first."
    )]
    NoVariableName(String),
    /// The contract would not take the name for one.
    #[error(
        "The contract would not read `{0}` as the name of a variable: use capital letters, digits and `_`."
    )]
    UnreadName(String),
    /// The new name is taken.
    #[error("`{name}` is taken: {place} has a variable of this name.")]
    VariableExists {
        /// The new name.
        name: String,
        /// Where it is.
        place: RelPath,
    },
    /// Only a wildcard documents the old name.
    #[error(
        "`{old}` is documented by the row `{row}` alone, which does not cover `{new}`: nobody would document it."
    )]
    Uncovered {
        /// The variable.
        old: String,
        /// The row.
        row: String,
        /// The new name.
        new: String,
    },
    /// A file names it in a way that cannot be edited.
    #[error(
        "`{name}` cannot be renamed: {path} puts the name together or takes it from elsewhere, and would go on using the old one."
    )]
    OutOfReach {
        /// The variable.
        name: String,
        /// The file.
        path: RelPath,
    },
    /// No name of a service.
    #[error(
        "`{0}` cannot be the name of a service: as a heading it would be read otherwise. Use a plain name in one line, without `|`, parenthesis and dash."
    )]
    NoServiceName(String),
    /// The new name is taken.
    #[error("`{new}` is taken: the contract has a section {existing}, which is the same service.")]
    ServiceExists {
        /// The new name.
        new: String,
        /// The section.
        existing: String,
    },
}

/// What would be renamed at a byte offset of a document.
///
/// # Errors
/// When something stands there that is renamed in another way.
pub fn prepare_rename(
    snapshot: &Snapshot,
    path: &RelPath,
    offset: usize,
) -> Result<RenameTarget, RenameRefusal> {
    let subject = Subject::at(snapshot, path, offset).ok_or(RenameRefusal::Nothing)?;
    let document = snapshot.document(path).ok_or(RenameRefusal::Nothing)?;
    let range = match &subject {
        Subject::Service { range, .. } => *range,
        Subject::Path { .. } => return Err(RenameRefusal::Path),
        Subject::UsageFunction { .. } | Subject::Symbol { .. } => {
            return Err(RenameRefusal::Symbol);
        }
        _ => {
            let (name, range) = subject.variable().ok_or(RenameRefusal::Nothing)?;
            if name.ends_with('*') {
                return Err(RenameRefusal::Wildcard(name.to_owned()));
            }
            if range.slice(document.text()) != name {
                return Err(RenameRefusal::Computed(name.to_owned()));
            }
            range
        }
    };
    Ok(RenameTarget { range, name: range.slice(document.text()).to_owned() })
}

/// The edits that give what stands at a byte offset of a document a new name.
///
/// An environment variable is renamed wherever [`references`](super::references()) finds it: in
/// contracts, infrastructure contracts, source, `.env*` and files of settings. Local variables of
/// source keep their names. A service is renamed in its heading, whose numbering and parenthesis
/// stay, in the overview, in categories, in INFRA_CONTRACT.md and in suppressions; links to the
/// heading follow it.
///
/// # Errors
/// When the new name is none or is taken, or a place cannot be edited: then nothing is renamed.
pub fn rename(
    snapshot: &Snapshot,
    path: &RelPath,
    offset: usize,
    new_name: &str,
) -> Result<Vec<FileEdit>, RenameRefusal> {
    prepare_rename(snapshot, path, offset)?;
    let new_name = new_name.trim();
    let subject = Subject::at(snapshot, path, offset).ok_or(RenameRefusal::Nothing)?;
    if let Subject::Service { contract, service, .. } = &subject {
        return service::rename(snapshot, contract, *service, new_name);
    }
    let (name, _) = subject.variable().ok_or(RenameRefusal::Nothing)?;
    variable::rename(snapshot, path, name, new_name)
}
