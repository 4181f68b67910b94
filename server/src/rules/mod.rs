//! The rules: one file each, a registry of them, and the engine that runs them on a snapshot.

mod engine;
mod finding;
mod registry;
mod sink;
mod view;

mod ambient;
mod binding_not_found;
mod builtin_modules;
mod bypass;
mod dates;
mod declaring;
mod dependency_mismatch;
mod direct_http_call;
mod direct_sdk_import;
mod env_missing_from_example;
mod env_not_in_infra;
mod env_outside_binding;
mod env_undocumented;
mod env_unused;
mod invalid_config;
mod invalid_metadata;
mod missing_section;
mod nearest;
mod placeholders;
mod readings;
mod unfilled_placeholder;
mod unfilled_template;
mod usages;
mod used_by_missing;
mod used_by_stale;
mod versions;

#[cfg(test)]
mod tests;

pub use engine::Findings;
pub use finding::{FileEdit, Finding, Fix, NewFile, Related};
pub use registry::{Rule, all_rules, nearest_rule, rule};
