//! `composer.json`.

use super::json::Json;
use super::{DependencyKind, Manifest};

/// Reads a `composer.json`. PHP itself and its extensions are no packages.
pub(super) fn read(text: &str) -> Manifest {
    let json = Json::parse(text);
    let mut manifest = Manifest::new("composer");
    manifest.name = json.get("name").and_then(Json::as_string).map(|name| name.value.clone());
    for (table, kind) in
        [("require", DependencyKind::Runtime), ("require-dev", DependencyKind::Development)]
    {
        for (name, value) in json.get(table).map_or(&[][..], Json::members) {
            if name.value.contains('/') {
                manifest.push(name.clone(), value.as_string().cloned(), kind);
            }
        }
    }
    manifest
}
