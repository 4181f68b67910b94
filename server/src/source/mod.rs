//! Source: text in, facts out. Facts depend on one file's text alone and know no service, so an
//! edit of the contract never reads source again.

mod comments;
mod data;
mod elsewhere;
mod facts;
mod languages;
mod manifests;
mod placeholders;
mod retry;
mod scopes;
mod secrets;
mod suppression;
mod tree;
mod value;

pub use data::{data_facts, is_shell_script, suppressions_of_assignments};
pub use facts::{
    ClientForm, ClientUse, Definition, DefinitionKind, Endpoint, EnvUse, EnvUseKind, Facts, Import,
    ImportKind, ImportUse, ImportedName, InTest, OfferedAddress, OpenRequest, SuppressedRule,
    Suppression, UrlUse, UrlUseKind,
};
pub use languages::{Language, extract, language_of, language_of_script};
pub use manifests::{
    Dependency, DependencyKind, Manifest, is_manifest, package_key, read_manifest,
};
pub use retry::shows_retry;
pub use secrets::{SecretUse, secrets, without_secrets};
pub use suppression::{markdown_suppressions, parse_suppression};
pub use value::{UrlParts, Value};
