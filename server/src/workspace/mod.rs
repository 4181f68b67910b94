//! The workspace: configuration, which files there are, what they say, what lies open in the editor
//! over what lies on disk, and the immutable snapshot from which everything is answered.

mod addresses;
mod clients;
mod config;
mod discovery;
mod dotenv;
mod entry;
#[cfg(test)]
pub(crate) mod fixture;
mod governance;
mod importers;
mod index;
mod interest;
mod mentions;
mod packages;
mod path;
mod reads;
mod resolve;
mod sdk_owners;
mod section_names;
mod signs;
mod snapshot;
mod source_file;
mod sources;
mod state;
mod takers;
mod telling;
mod uses;
mod words;

pub use addresses::{offers_otherwise, requests_elsewhere};
pub(crate) use clients::{is_open_ended, tells_service};
pub use config::{CONFIG_FILE, Config, ConfigError, Severity};
pub use discovery::{Located, locate};
pub use dotenv::DotenvFile;
pub use entry::{ContractFile, DataFile, Entry, InfraFile, Unreadable, read_text};
pub use governance::{Binding, Governed, GovernedService, PathPlace, declares};
pub use index::{BuildProgress, Index, Settings};
pub use path::RelPath;
pub use reads::Reads;
pub use resolve::{Target, TargetNames};
pub use section_names::Likeness;
pub use snapshot::Snapshot;
pub use source_file::SourceFile;
pub use state::Workspace;
pub use telling::telling_sources;
pub use uses::{BindingUse, binding_uses, is_barrel, use_the_same, uses_of_binding};
