//! The rules: one file each, a registry of them, and the engine that runs them on a snapshot.

mod engine;
mod finding;
mod registry;
mod sink;
mod view;

mod ambient;
mod binding_code;
mod binding_incomplete;
mod binding_not_found;
mod binding_template;
mod bypass;
mod dates;
mod direct_http_call;
mod direct_sdk_import;
mod env_outside_binding;
mod env_undocumented;
mod env_unused;
mod inexact_path;
mod invalid_config;
mod invalid_metadata;
mod missing_section;
mod nearest;
mod paths;
mod placeholders;
mod symbol_not_found;
mod test_not_found;
mod unfilled_placeholder;
mod unfilled_template;
mod unmatched_entry;
mod usages;
mod used_by_missing;
mod used_by_stale;

#[cfg(test)]
mod tests;

pub use binding_template::binding_module;
pub use engine::Findings;
pub use finding::{FileEdit, Finding, Fix, NewFile, Related};
pub use registry::{Rule, all_rules, nearest_rule, rule};
