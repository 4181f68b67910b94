//! `dependency-mismatch`: a package of the contract that no manifest asks for, or in another major
//! version.

use crate::contract::Package;
use crate::source::{Dependency, Manifest, package_key};
use crate::text::{ByteRange, Edit};
use crate::workspace::{RelPath, Severity};

use super::builtin_modules::is_builtin;
use super::engine::Check;
use super::requirements::{are_apart, restated};
use super::sink::{Draft, Sink};
use super::view::{IntegrationView, Premise};
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "dependency-mismatch",
    severity: Some(Severity::Warning),
    summary: "a package under Dependencies is in no manifest, or there in another major version",
    page: include_str!("pages/dependency-mismatch.md"),
    checks: &[Check::Integration(&[Premise::Built], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let packages = &view.integration().packages;
    for (index, package) in packages.iter().enumerate() {
        let name = &package.name.value;
        let is_told = packages[..index]
            .iter()
            .any(|earlier| earlier.name.value == *name && earlier.ecosystem == package.ecosystem);
        if is_told || is_of_runtime(package) {
            continue;
        }
        let naming = manifests_naming(view, package);
        if naming.is_empty() {
            absent(view, package, sink);
        } else {
            other_version(view, package, &naming, sink);
        }
    }
}

/// Whether a package comes with the language or its runtime, so that no manifest lists it.
pub(super) fn is_of_runtime(package: &Package) -> bool {
    let name = &package.name.value;
    // Go's own packages have no host in front.
    let is_go = package.ecosystem == "go";
    is_builtin(name) || is_go && name.split('/').next().is_some_and(|first| !first.contains('.'))
}

/// The manifests that name a package, or the module that a package of Go is part of.
pub(super) fn manifests_naming<'view>(
    view: &IntegrationView<'view>,
    package: &Package,
) -> Vec<(&'view RelPath, &'view Manifest)> {
    let folder = &view.contract.contract.folder;
    let key = package_key(&package.name.value);
    let mut name = key.as_str();
    loop {
        let naming = view.contract.snapshot.manifests_naming(name, folder);
        match name.rsplit_once('/') {
            Some((module, _)) if naming.is_empty() && package.ecosystem == "go" => name = module,
            _ => return naming,
        }
    }
}

fn absent(view: &IntegrationView<'_>, package: &Package, sink: &mut Sink) {
    let governed = view.contract.contract;
    let text = &governed.file.text;
    let manifests = view.contract.snapshot.manifests(&governed.folder);
    let of_ecosystem =
        || manifests.iter().filter(|(_, manifest)| manifest.ecosystem == package.ecosystem);
    // A list without a label is taken for npm's, which is a guess.
    let may_be_elsewhere = manifests.iter().any(|(_, manifest)| {
        let is_asked = manifest.ecosystem == package.ecosystem || package.ecosystem == "npm";
        is_asked && !manifest.is_complete
    });
    let may_be_part = package.ecosystem == "go"
        && manifests.iter().any(|(_, manifest)| {
            let module = format!("{}/", package_key(&package.name.value));
            let dependencies = manifest.dependencies.iter();
            dependencies.into_iter().any(|it| package_key(&it.name.value).starts_with(&module))
        });
    if may_be_elsewhere || may_be_part || !is_surely_a_package(text, package) {
        return;
    }
    let Some((first, _)) = of_ecosystem().min_by_key(|(path, _)| path.as_str().len()) else {
        return;
    };
    let others = of_ecosystem().count() - 1;
    let asked = match others {
        0 => format!("`{first}` does not ask for it"),
        1 => format!("neither `{first}` nor another manifest asks for it"),
        _ => format!("neither `{first}` nor {others} other manifests ask for it"),
    };
    let name = &package.name.value;
    let message = format!(
        "`{name}` is listed under Dependencies of {}, but {asked}: whoever updates or audits by this list is misled",
        view.integration().name.value
    );
    sink.report(
        Draft::new(&governed.file.path, package.name.range, message)
            .help("correct the name, remove it from the list, or add it to the manifest"),
    );
}

/// Whether an entry is surely the name of a package: marked as code, given a version, or a lower-case
/// word that stands for itself. `Redis server` and `an account` are none.
pub(super) fn is_surely_a_package(text: &str, package: &Package) -> bool {
    let range = package.name.range;
    let before = text.get(..range.start()).unwrap_or_default();
    let behind = text.get(range.end()..).unwrap_or_default();
    let behind = behind.split(['\n', '\r', '|']).next().unwrap_or_default().trim();
    let stands_alone = behind.is_empty() || behind.starts_with(['-', '–', '—', ':', ',', '(']);
    let is_lower = !package.name.value.contains(char::is_uppercase);
    before.ends_with('`') || package.version.is_some() || (stands_alone && is_lower)
}

fn other_version(
    view: &IntegrationView<'_>,
    package: &Package,
    naming: &[(&RelPath, &Manifest)],
    sink: &mut Sink,
) {
    let file = &view.contract.contract.file;
    let name = &package.name.value;
    let Some(stated) = package.version.clone().or_else(|| major_in_path(package)) else { return };
    let (snapshot, key) = (view.contract.snapshot, package_key(name));
    let asked = naming.iter().flat_map(|(path, _)| {
        let named = snapshot.dependencies_on(path, &key).into_iter();
        named.map(move |dependency| (*path, dependency))
    });
    let asked: Vec<(&RelPath, &Dependency)> = asked.collect();
    let is_apart = |(_, dependency): &(&RelPath, &Dependency)| {
        dependency.requirement.as_ref().map(|required| are_apart(&stated, &required.value))
    };
    // A manifest that takes its version from a shared table says nothing by itself.
    let said: Vec<bool> = asked
        .iter()
        .filter(|(_, dependency)| !dependency.is_inherited)
        .filter_map(is_apart)
        .collect();
    let is_silent = asked
        .iter()
        .any(|(_, dependency)| dependency.requirement.is_none() && !dependency.is_inherited);
    if said.is_empty() || is_silent || said.contains(&false) {
        return;
    }
    let first = asked.iter().find_map(|(path, dependency)| {
        let required = dependency.requirement.as_ref().filter(|_| !dependency.is_inherited)?;
        Some((*path, required))
    });
    let Some((path, required)) = first else { return };
    let range = place_of_version(&file.text, package, &stated);
    let message = format!(
        "the contract states version {stated} of `{name}`, and `{path}` asks for {}: what is written here of the other major version may no longer hold",
        required.value
    );
    let draft = Draft::new(&file.path, range.unwrap_or(package.name.range), message)
        .help("check the section against the version in use, then update the version here")
        .related(path, required.range, "this version is in use");
    let new = range.filter(|_| package.version.is_some()).zip(restated(&stated, &required.value));
    sink.report(match new {
        Some((range, new)) => {
            let title = format!("Update the version in the contract to {new}");
            let edit = Edit { range, text: new };
            draft.offer(title, vec![FileEdit { path: file.path.clone(), edit }])
        }
        None => draft,
    });
}

/// The major version that a module of Go has in its path.
fn major_in_path(package: &Package) -> Option<String> {
    let (_, major) = package.name.value.rsplit_once("/v")?;
    let is_number = !major.is_empty() && major.bytes().all(|byte| byte.is_ascii_digit());
    (package.ecosystem == "go" && is_number).then(|| major.to_owned())
}

/// Where the version stands: in the name's line behind it.
fn place_of_version(text: &str, package: &Package, stated: &str) -> Option<ByteRange> {
    let start = package.name.range.end();
    let line = text.get(start..)?.split(['\n', '\r']).next()?;
    let at = start + line.find(stated)?;
    Some(ByteRange::new(at, at + stated.len()))
}
