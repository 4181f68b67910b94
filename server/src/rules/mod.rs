//! The rules: one file each, a registry of them, and the engine that runs them on a snapshot.

mod engine;
mod finding;
mod mending;
mod registry;
mod sink;
mod view;

mod ambient;
mod binding_code;
mod binding_incomplete;
mod binding_not_found;
mod binding_template;
mod broken_link;
mod builtin_modules;
mod bypass;
mod category_mismatch;
mod dates;
mod declaring;
mod dependency_mismatch;
mod deprecated_without_date;
mod direct_http_call;
mod direct_sdk_import;
mod duplicate_integration;
mod env_missing_from_example;
mod env_not_in_infra;
mod env_outside_binding;
mod env_undocumented;
mod env_unused;
mod history;
mod inexact_path;
mod invalid_config;
mod invalid_metadata;
mod malformed_table;
mod missing_section;
mod nearest;
mod new_integration;
mod overview_mismatch;
mod overview_pairs;
mod paths;
mod placeholders;
mod populating;
mod readings;
mod recommended_section;
mod requirements;
mod sdk_uses;
mod skeletons;
mod stale_metadata;
mod symbol_not_found;
mod test_not_found;
mod unfilled_placeholder;
mod unfilled_template;
mod unknown_label;
mod unmatched_entry;
mod unsafe_critical;
mod usages;
mod used_by_missing;
mod used_by_stale;
mod versions;

#[cfg(test)]
mod tests;

pub(crate) use usages::{Covered, covered, is_glob};

pub(crate) use ambient::is_ambient;
pub use binding_template::binding_module;
pub(crate) use dates::read_date;
pub use engine::Findings;
pub use finding::{FileEdit, Finding, Fix, NewFile, Related};
pub use mending::{AppliedFix, Mended, mend};
pub(crate) use new_integration::NewIntegration;
pub use placeholders::placeholders;
pub use registry::{Rule, all_rules, nearest_rule, rule};
pub(crate) use sdk_uses::{UsedService, is_documented, used_services};
