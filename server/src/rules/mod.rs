//! The rules: one file each, a registry of them, and the engine that runs them on a snapshot.

mod engine;
mod finding;
mod registry;
mod sink;
mod view;

mod ambient;
mod binding_not_found;
mod broken_link;
mod bypass;
mod category_mismatch;
mod dates;
mod direct_http_call;
mod direct_sdk_import;
mod env_outside_binding;
mod env_undocumented;
mod env_unused;
mod invalid_config;
mod invalid_metadata;
mod malformed_table;
mod missing_section;
mod nearest;
mod overview_mismatch;
mod overview_pairs;
mod placeholders;
mod unfilled_placeholder;
mod unfilled_template;
mod usages;
mod used_by_missing;
mod used_by_stale;

#[cfg(test)]
mod tests;

pub use engine::Findings;
pub use finding::{FileEdit, Finding, Fix, NewFile, Related};
pub use registry::{Rule, all_rules, nearest_rule, rule};
