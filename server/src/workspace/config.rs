//! `contract-lsp.toml`.

use serde::{Deserialize, Serialize};

/// How much a finding weighs. Ordered from the lightest to the heaviest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Hint,
    /// For information.
    Information,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

/// The configuration in force.
#[derive(Clone, Debug, Default)]
pub struct Config {}

/// A configuration that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConfigError {
    /// One sentence for the person who wrote it.
    pub message: String,
    /// Where in the file.
    pub range: crate::text::ByteRange,
}
