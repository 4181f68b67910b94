//! What the rules about bypasses say alike: where the binding is.

use super::sink::Draft;
use super::view::IntegrationView;

/// Names the binding to use instead, and where the contract says so.
pub(super) fn point_to_binding(draft: Draft, integration: &IntegrationView<'_>) -> Draft {
    let contract = &integration.contract.contract.file;
    let first = integration.service().bindings.iter().find_map(|binding| {
        Some((binding.place.path()?, integration.integration().bindings.get(binding.reference)?))
    });
    match first {
        Some((path, reference)) => draft
            .help(format!("use the binding module `{path}` instead"))
            .related(&contract.path, reference.range, "the contract names the binding here"),
        None => draft,
    }
}
