//! `pyproject.toml`, `Pipfile` and requirements files.

use toml::de::{DeTable, DeValue};

use crate::text::{ByteRange, Spanned};

use super::tables::{entries, parse, string, string_at, table};
use super::{DependencyKind, Manifest, spanned};

/// Reads a `pyproject.toml`: the project's own tables, dependency groups, and those of Poetry, PDM
/// and uv.
pub(super) fn read_pyproject(text: &str) -> Manifest {
    let root = parse(text);
    let mut manifest = Manifest::new("pypi");
    let project = table(&root, &["project"]);
    let poetry = table(&root, &["tool", "poetry"]);
    manifest.name =
        project.or(poetry).and_then(|project| string_at(project, "name")).map(|name| name.value);
    if let Some(list) = project.and_then(|project| project.get("dependencies")) {
        read_list(list, DependencyKind::Runtime, &mut manifest);
    }
    // `dynamic = ["dependencies"]`: another file says them.
    let dynamic = project.and_then(|project| project.get("dynamic")?.get_ref().as_array());
    manifest.is_complete = !dynamic.is_some_and(|dynamic| {
        dynamic.iter().any(|name| name.get_ref().as_str() == Some("dependencies"))
    });
    for (path, kind) in [
        (&["project", "optional-dependencies"][..], DependencyKind::Optional),
        (&["dependency-groups"][..], DependencyKind::Development),
        (&["tool", "pdm", "dev-dependencies"][..], DependencyKind::Development),
    ] {
        for (_, list) in table(&root, path).map(entries).unwrap_or_default() {
            read_list(list, kind, &mut manifest);
        }
    }
    let uv = table(&root, &["tool", "uv"]).and_then(|uv| uv.get("dev-dependencies"));
    if let Some(list) = uv {
        read_list(list, DependencyKind::Development, &mut manifest);
    }
    if let Some(poetry) = poetry {
        read_table(poetry, "dependencies", DependencyKind::Runtime, &mut manifest);
        read_table(poetry, "dev-dependencies", DependencyKind::Development, &mut manifest);
        for (_, group) in table(poetry, &["group"]).map(entries).unwrap_or_default() {
            if let Some(group) = group.get_ref().as_table() {
                read_table(group, "dependencies", DependencyKind::Development, &mut manifest);
            }
        }
    }
    manifest
}

/// Reads a `Pipfile`.
pub(super) fn read_pipfile(text: &str) -> Manifest {
    let root = parse(text);
    let mut manifest = Manifest::new("pypi");
    read_table(&root, "packages", DependencyKind::Runtime, &mut manifest);
    read_table(&root, "dev-packages", DependencyKind::Development, &mut manifest);
    manifest
}

/// Reads a requirements file.
pub(super) fn read_requirements(text: &str) -> Manifest {
    let mut manifest = Manifest::new("pypi");
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let code = line.split(" #").next().unwrap_or_default();
        // Options (`-r other.txt`, `--hash=…`) and comments name no package.
        if !code.trim_start().starts_with(['#', '-']) {
            let lead = code.len() - code.trim_start().len();
            let at = start + lead;
            read_specification(text, at, code.trim(), DependencyKind::Runtime, &mut manifest);
        }
        start += line.len();
    }
    manifest
}

fn read_list(list: &toml::Spanned<DeValue<'_>>, kind: DependencyKind, manifest: &mut Manifest) {
    for value in list.get_ref().as_array().into_iter().flatten() {
        let Some(said) = string(value) else { continue };
        let mut read = Manifest::new("pypi");
        read_specification(&said.value, 0, &said.value, kind, &mut read);
        let by = said.range.start();
        manifest.dependencies.extend(read.dependencies.into_iter().map(|mut dependency| {
            dependency.name.range = dependency.name.range.shifted(by);
            if let Some(requirement) = &mut dependency.requirement {
                requirement.range = requirement.range.shifted(by);
            }
            dependency
        }));
    }
}

/// A table of names and versions, as Poetry and Pipenv have it.
fn read_table(root: &DeTable<'_>, key: &str, kind: DependencyKind, manifest: &mut Manifest) {
    for (name, value) in table(root, &[key]).map(entries).unwrap_or_default() {
        if name.value == "python" {
            continue;
        }
        let requirement = match value.get_ref().as_table() {
            Some(details) => string_at(details, "version"),
            None => string(value),
        };
        manifest.push(name, requirement, kind);
    }
}

/// `name[extra] >=1,<2 ; marker`, of PEP 508; `name @ address` has no version.
fn read_specification(
    text: &str,
    start: usize,
    code: &str,
    kind: DependencyKind,
    manifest: &mut Manifest,
) {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let end = code.find(|c| !is_name(c)).unwrap_or(code.len());
    let Some(name) = code.get(..end).filter(|name| !name.is_empty()) else { return };
    let rest = code.get(end..).unwrap_or_default();
    if rest.starts_with([':', '/', '\\', '+']) {
        return;
    }
    let specified = match rest.trim_start().strip_prefix('[') {
        Some(extras) => extras.split_once(']').map_or("", |(_, rest)| rest),
        None => rest,
    };
    let specified = specified.split([';', '\\']).next().unwrap_or_default();
    let specified = specified.split(" --").next().unwrap_or_default().trim();
    let specified = specified.trim_matches(['(', ')']);
    let requirement = specified.starts_with(['=', '<', '>', '~', '!', '^']).then(|| {
        let at = start + code.find(specified).unwrap_or_default();
        Spanned::new(specified.to_owned(), ByteRange::new(at, at + specified.len()))
    });
    manifest.push(spanned(text, start, name), requirement, kind);
}
