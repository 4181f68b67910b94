//! The rules: one file each, a registry of them, and the engine that runs them on a snapshot.

mod engine;
mod finding;
mod registry;

pub use engine::Findings;
pub use finding::{FileEdit, Finding, Fix, Related};
pub use registry::{Rule, all_rules, rule};
