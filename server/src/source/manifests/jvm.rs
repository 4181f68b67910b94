//! `pom.xml`, Gradle's build files and its version catalogs.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::Spanned;

use super::tables::{entries, parse, string, string_at, table};
use super::{DependencyKind, Manifest, captured};

static DEPENDENCY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s)<dependency>(.*?)</dependency>").ok());
static ELEMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"<(groupId|artifactId|version|scope)>\s*([^<\s]+)\s*<").ok());

/// `implementation("group:artifact:1.0")`, also with `platform(…)` around it, and in the notation of
/// keys.
static NOTATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?m)^[ \t]*(\w*(?:mplementation|pi|ompile|ompileOnly|untime|untimeOnly|rocessor|kapt|ksp|classpath))\b[^'"\n/]*['"]([\w.\-]+:[\w.\-]+)(?::([^'"\n:@]+))?[^'"\n]*['"]"#,
    )
    .ok()
});
static KEYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"group\s*[:=]\s*['"]([\w.\-]+)['"]\s*,\s*name\s*[:=]\s*['"]([\w.\-]+)['"](?:\s*,\s*version\s*[:=]\s*['"]([^'"]+)['"])?"#,
    )
    .ok()
});

/// Reads a `pom.xml`.
pub(super) fn read_pom(text: &str) -> Manifest {
    let mut manifest = Manifest::new("maven");
    let code = without_comments(text);
    let managed = code.find("<dependencyManagement>").zip(code.find("</dependencyManagement>"));
    for block in DEPENDENCY.iter().flat_map(|dependency| dependency.captures_iter(&code)) {
        let Some(inner) = block.get(1) else { continue };
        let element = |name: &str| {
            let elements = ELEMENT.iter().flat_map(|it| it.captures_iter(inner.as_str()));
            let mut named = elements.filter(|it| it.get(1).is_some_and(|it| it.as_str() == name));
            let mut found = captured(named.next()?.get(2))?;
            found.range = found.range.shifted(inner.start());
            Some(found)
        };
        let (Some(group), Some(artifact)) = (element("groupId"), element("artifactId")) else {
            continue;
        };
        let is_managed = managed.is_some_and(|(start, end)| (start..end).contains(&inner.start()));
        let kind = match element("scope") {
            _ if is_managed => DependencyKind::Shared,
            Some(scope) if scope.value == "test" => DependencyKind::Development,
            _ => DependencyKind::Runtime,
        };
        let name = format!("{}:{}", group.value, artifact.value);
        manifest.push(Spanned::new(name, artifact.range), element("version"), kind);
    }
    manifest
}

/// Reads a `build.gradle` or `build.gradle.kts`. What a catalog names stands in the catalog.
pub(super) fn read_gradle(text: &str) -> Manifest {
    let mut manifest = Manifest::new("maven");
    for found in NOTATION.iter().flat_map(|notation| notation.captures_iter(text)) {
        let is_test = found.get(1).is_some_and(|of| of.as_str().starts_with("test"));
        let kind = if is_test { DependencyKind::Development } else { DependencyKind::Runtime };
        let Some(name) = captured(found.get(2)) else { continue };
        manifest.push(name, captured(found.get(3)), kind);
    }
    for found in KEYS.iter().flat_map(|keys| keys.captures_iter(text)) {
        let (Some(group), Some(name)) = (found.get(1), captured(found.get(2))) else { continue };
        let name = Spanned::new(format!("{}:{}", group.as_str(), name.value), name.range);
        manifest.push(name, captured(found.get(3)), DependencyKind::Runtime);
    }
    manifest
}

/// Reads a version catalog: `libs.versions.toml`.
pub(super) fn read_catalog(text: &str) -> Manifest {
    let root = parse(text);
    let mut manifest = Manifest::new("maven");
    let version_called = |name: &str| string_at(table(&root, &["versions"])?, name);
    for (_, library) in table(&root, &["libraries"]).map(entries).unwrap_or_default() {
        if let Some(whole) = string(library) {
            let mut parts = whole.value.rsplitn(2, ':');
            let (version, module) = (parts.next(), parts.next());
            let (Some(version), Some(module)) = (version, module) else { continue };
            let start = whole.range.start();
            let at = |from: usize, piece: &str| {
                let range = crate::text::ByteRange::new(start + from, start + from + piece.len());
                Spanned::new(piece.to_owned(), range)
            };
            let requirement = at(module.len() + 1, version);
            manifest.push(at(0, module), Some(requirement), DependencyKind::Shared);
            continue;
        }
        let Some(details) = library.get_ref().as_table() else { continue };
        let module = string_at(details, "module").or_else(|| {
            let (group, name) = (string_at(details, "group")?, string_at(details, "name")?);
            Some(Spanned::new(format!("{}:{}", group.value, name.value), name.range))
        });
        let Some(module) = module else { continue };
        let version = string_at(details, "version").or_else(|| {
            let by_name = details.get("version")?.get_ref().as_table()?;
            version_called(&string_at(by_name, "ref")?.value)
        });
        manifest.push(module, version, DependencyKind::Shared);
    }
    manifest
}

/// XML with blanks for its comments: every other byte stays at its place.
pub(super) fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains("<!--") {
        return Cow::Borrowed(text);
    }
    let mut blanked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("<!--") {
        blanked.push_str(before);
        let length = behind.find("-->").map_or(behind.len(), |end| end + "-->".len());
        blanked.push_str(&" ".repeat("<!--".len() + length));
        rest = behind.get(length..).unwrap_or_default();
    }
    blanked.push_str(rest);
    Cow::Owned(blanked)
}
