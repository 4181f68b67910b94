//! Project files of .NET, central package files and `packages.config`.

use std::sync::LazyLock;

use regex::Regex;

use super::jvm::without_comments;
use super::{DependencyKind, Manifest, captured};

/// `<PackageReference Include="Name" Version="1.0" />`, with the version inside as well; the same of
/// `PackageVersion` and `package id`.
static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?s)<(PackageReference|PackageVersion|GlobalPackageReference|package)\s+(?:Include|Update|id)\s*=\s*"([^"]+)"(?:[^>]*?\s[vV]ersion\s*=\s*"([^"]+)"|[^>/]*>\s*<Version>\s*([^<\s]+))?"#,
    )
    .ok()
});

/// Reads a project file.
pub(super) fn read(text: &str) -> Manifest {
    let mut manifest = Manifest::new("nuget");
    let code = without_comments(text);
    for found in REFERENCE.iter().flat_map(|reference| reference.captures_iter(&code)) {
        let is_shared = found.get(1).is_some_and(|element| element.as_str() == "PackageVersion");
        let kind = if is_shared { DependencyKind::Shared } else { DependencyKind::Runtime };
        let Some(name) = captured(found.get(2)) else { continue };
        manifest.push(name, captured(found.get(3).or(found.get(4))), kind);
    }
    manifest
}
