//! `sdk-dep-outside-binding`: a manifest asks for an SDK, and the binding lies elsewhere.

use crate::source::DependencyKind;
use crate::workspace::{Governed, RelPath, Severity};

use super::Rule;
use super::engine::Check;
use super::file_view::ManifestView;
use super::sink::{Draft, Sink};

pub(super) const RULE: Rule = Rule {
    code: "sdk-dep-outside-binding",
    severity: Some(Severity::Warning),
    summary: "a manifest that does not own the binding depends on the SDK",
    page: include_str!("pages/sdk-dep-outside-binding.md"),
    checks: &[Check::Manifest(check)],
};

fn check(view: &ManifestView<'_>, sink: &mut Sink) {
    let (Some(contract), Some(ecosystem)) = (view.contract, view.ecosystem()) else { return };
    for dependency in &view.manifest.dependencies {
        let is_mild = match dependency.kind {
            DependencyKind::Indirect => continue,
            // A table that members inherit from counts at the member that does.
            DependencyKind::Development | DependencyKind::Shared => true,
            _ => false,
        };
        let package = &dependency.name.value;
        let Some(index) = contract.owner_of_package(ecosystem, package) else { continue };
        let Some(owners) = owning_manifests(view, contract, index) else { continue };
        if owners.iter().any(|owner| owner.parent() == view.path.parent()) {
            continue;
        }
        let name = &contract.integrations()[index].name.value;
        let owner = owners.first().map_or_else(String::new, |owner| format!(" (`{owner}`)"));
        let message = format!(
            "this package depends on `{package}`, {name}'s SDK, but the binding module belongs to another one{owner}: what is installed here will be used here"
        );
        let draft = Draft::new(view.path, dependency.name.range, message)
            .service(name)
            .help("depend on the package that holds the binding instead")
            .hint_if(is_mild);
        sink.report(draft);
    }
}

/// The manifests of the same registry nearest above the files of a binding; `None` when the binding
/// cannot be found or no manifest owns it, so that nothing can be said.
fn owning_manifests(
    view: &ManifestView<'_>,
    contract: &Governed,
    index: usize,
) -> Option<Vec<RelPath>> {
    let integration = contract.integrations().get(index)?;
    let service = contract.services.get(index)?;
    if !service.missing_bindings(&integration.bindings).is_empty() {
        return None;
    }
    let manifests = view.snapshot.manifests(&RelPath::root());
    let same_registry =
        manifests.iter().filter(|(_, manifest)| manifest.ecosystem == view.manifest.ecosystem);
    let manifests: Vec<&RelPath> = same_registry.map(|(path, _)| *path).collect();
    let mut owners = Vec::new();
    for binding in service.binding_paths() {
        let around = manifests.iter().filter(|path| binding.is_in(&path.parent()));
        let nearest = around.max_by_key(|path| path.parent().as_str().len())?;
        owners.push((**nearest).clone());
    }
    (!owners.is_empty()).then_some(owners)
}
