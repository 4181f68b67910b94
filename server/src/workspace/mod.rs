//! The workspace: configuration, which files there are, what they say, what lies open in the editor
//! over what lies on disk, and the immutable snapshot from which everything is answered.

mod config;
mod discovery;
mod path;
mod snapshot;
mod state;

pub use config::{Config, ConfigError, Severity};
pub use discovery::{Located, locate};
pub use path::RelPath;
pub use snapshot::Snapshot;
pub use state::{BuildProgress, Index, Settings, Workspace};
