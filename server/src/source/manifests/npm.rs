//! `package.json` and `deno.json`.

use crate::text::{ByteRange, Spanned};

use super::json::Json;
use super::{Dependency, DependencyKind, Manifest};

const TABLES: &[(&str, DependencyKind)] = &[
    ("dependencies", DependencyKind::Runtime),
    ("devDependencies", DependencyKind::Development),
    ("peerDependencies", DependencyKind::Peer),
    ("optionalDependencies", DependencyKind::Optional),
];

/// Reads a `package.json`. Overrides and resolutions choose versions for others and are left out.
pub(super) fn read_package(text: &str) -> Manifest {
    let json = Json::parse(text);
    let mut manifest = Manifest::new("npm");
    manifest.name = json.get("name").and_then(Json::as_string).map(|name| name.value.clone());
    for (table, kind) in TABLES {
        for (name, value) in json.get(table).map_or(&[][..], Json::members) {
            manifest.dependencies.push(dependency(name, value.as_string(), *kind));
        }
    }
    manifest
}

/// Reads a `deno.json`: the packages of npm among its imports.
pub(super) fn read_deno(text: &str) -> Manifest {
    let json = Json::parse(text);
    let mut manifest = Manifest::new("npm");
    for (name, value) in json.get("imports").map_or(&[][..], Json::members) {
        let Some(target) = value.as_string().filter(|target| target.value.starts_with("npm:"))
        else {
            continue;
        };
        manifest.dependencies.push(dependency(name, Some(target), DependencyKind::Runtime));
    }
    manifest
}

fn dependency(
    name: &Spanned<String>,
    value: Option<&Spanned<String>>,
    kind: DependencyKind,
) -> Dependency {
    let is_inherited = value.is_some_and(|value| value.value.starts_with("catalog:"));
    let aliased = value.and_then(|value| {
        let target = value.value.strip_prefix("npm:")?;
        let start = value.range.start() + "npm:".len();
        // The `@` of a scope is none of a version.
        let at = target.get(1..)?.find('@').map_or(target.len(), |at| at + 1);
        let piece = |from: usize, to: usize| {
            let piece = target.get(from..to)?.to_owned();
            Some(Spanned::new(piece, ByteRange::new(start + from, start + to)))
        };
        Some((piece(0, at)?, piece(at + 1, target.len())))
    });
    match aliased {
        Some((name, requirement)) => Dependency { name, requirement, kind, is_inherited },
        None => Dependency { name: name.clone(), requirement: value.cloned(), kind, is_inherited },
    }
}
