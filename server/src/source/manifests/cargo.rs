//! `Cargo.toml`.

use toml::de::DeTable;

use super::tables::{entries, is_true, parse, string, string_at, table};
use super::{Dependency, DependencyKind, Manifest};

const TABLES: &[(&str, DependencyKind)] = &[
    ("dependencies", DependencyKind::Runtime),
    ("dev-dependencies", DependencyKind::Development),
    ("dev_dependencies", DependencyKind::Development),
    ("build-dependencies", DependencyKind::Build),
    ("build_dependencies", DependencyKind::Build),
];

/// Reads a `Cargo.toml`, the tables of targets included. `[patch]` chooses for others and is left
/// out.
pub(super) fn read(text: &str) -> Manifest {
    let root = parse(text);
    let mut manifest = Manifest::new("crates");
    manifest.name = table(&root, &["package"])
        .and_then(|package| string_at(package, "name"))
        .map(|name| name.value);
    read_tables(&root, &mut manifest);
    for (_, target) in table(&root, &["target"]).map(entries).unwrap_or_default() {
        if let Some(target) = target.get_ref().as_table() {
            read_tables(target, &mut manifest);
        }
    }
    if let Some(shared) = table(&root, &["workspace", "dependencies"]) {
        read_table(shared, DependencyKind::Shared, &mut manifest);
    }
    manifest
}

fn read_tables(root: &DeTable<'_>, manifest: &mut Manifest) {
    for (name, kind) in TABLES {
        if let Some(dependencies) = table(root, &[name]) {
            read_table(dependencies, *kind, manifest);
        }
    }
}

fn read_table(dependencies: &DeTable<'_>, kind: DependencyKind, manifest: &mut Manifest) {
    for (name, value) in entries(dependencies) {
        let Some(details) = value.get_ref().as_table() else {
            manifest.push(name, string(value), kind);
            continue;
        };
        // What lies elsewhere has that place's version.
        let is_elsewhere = details.contains_key("git") || details.contains_key("path");
        let kind = match kind {
            DependencyKind::Runtime if is_true(details, "optional") => DependencyKind::Optional,
            kind => kind,
        };
        manifest.dependencies.push(Dependency {
            name: string_at(details, "package")
                // Half typed.
                .filter(|package| !package.value.is_empty())
                .unwrap_or(name),
            requirement: string_at(details, "version").filter(|_| !is_elsewhere),
            kind,
            is_inherited: is_true(details, "workspace"),
        });
    }
}
