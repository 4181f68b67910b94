//! Manifests of package managers: which packages a folder depends on, from one file's text alone.
//! Lock files say what was chosen, not what was asked for, and are not read.

mod cargo;
mod dotnet;
mod go;
mod json;
mod jvm;
mod npm;
mod php;
mod python;
mod ruby;
mod tables;

#[cfg(test)]
mod tests;

use crate::text::{ByteRange, Spanned};

/// What a manifest says. Dependencies are in the order of the file, tables in that of their kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// `npm`, `pypi`, `crates`, `go`, `rubygems`, `maven`, `composer`, `nuget`.
    pub ecosystem: &'static str,
    /// The name of the package that it describes.
    pub name: Option<String>,
    /// What it depends on.
    pub dependencies: Vec<Dependency>,
    /// Whether that is all it depends on; a manifest that is a program (`setup.py`) may say more.
    pub is_complete: bool,
}

/// A package that a manifest asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Its name in the registry, at its place; for one that goes by another name here
    /// (`npm:`, `package =`) where the registry's name stands. Maven: `group:artifact`.
    pub name: Spanned<String>,
    /// The versions asked for, as written, without quotes: `^14.1.0`, `>=2,<3`, `workspace:*`.
    /// `None` where none is stated, or another file states it.
    pub requirement: Option<Spanned<String>>,
    /// What it is for.
    pub kind: DependencyKind,
    /// Whether the version comes from a table that several manifests share
    /// (`workspace = true`, `catalog:`).
    pub is_inherited: bool,
}

/// What a dependency is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DependencyKind {
    /// The product.
    Runtime,
    /// Tests and tools.
    Development,
    /// Building.
    Build,
    /// The product brings it itself.
    Peer,
    /// The product, where it is wanted: optional tables, extras.
    Optional,
    /// Nothing by itself: a table of versions for manifests that inherit from it.
    Shared,
    /// Another dependency; listed because the tool lists all.
    Indirect,
}

impl Manifest {
    fn new(ecosystem: &'static str) -> Self {
        Self { ecosystem, name: None, dependencies: Vec::new(), is_complete: true }
    }

    fn push(
        &mut self,
        name: Spanned<String>,
        requirement: Option<Spanned<String>>,
        kind: DependencyKind,
    ) {
        let dependency = Dependency { name, requirement, kind, is_inherited: false };
        self.dependencies.push(dependency);
    }
}

/// The manifest that a file is by its path, read; `None` for a file that is none. Broken text gives
/// what can be read of it.
pub fn read_manifest(path: &str, text: &str) -> Option<Manifest> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let is_requirements = || {
        let in_folder = folder.rsplit('/').next() == Some("requirements");
        file.ends_with(".txt") && (file.contains("requirements") || in_folder)
    };
    let mut manifest = match file {
        "package.json" => npm::read_package(text),
        "deno.json" | "deno.jsonc" => npm::read_deno(text),
        "Cargo.toml" => cargo::read(text),
        "pyproject.toml" => python::read_pyproject(text),
        "Pipfile" => python::read_pipfile(text),
        "setup.py" | "setup.cfg" | "environment.yml" | "environment.yaml" | "requirements.in" => {
            Manifest { is_complete: false, ..Manifest::new("pypi") }
        }
        "go.mod" => go::read(text),
        "composer.json" => php::read(text),
        "Gemfile" | "gems.rb" => ruby::read(text),
        "pom.xml" => jvm::read_pom(text),
        "build.gradle" | "build.gradle.kts" => jvm::read_gradle(text),
        "build.sbt" => Manifest { is_complete: false, ..Manifest::new("maven") },
        _ if file.ends_with(".versions.toml") => jvm::read_catalog(text),
        _ if file.ends_with(".gemspec") => ruby::read(text),
        "Directory.Packages.props" | "Directory.Build.props" | "packages.config" => {
            dotnet::read(text)
        }
        _ if [".csproj", ".fsproj", ".vbproj"].iter().any(|end| file.ends_with(end)) => {
            dotnet::read(text)
        }
        _ if is_requirements() => python::read_requirements(text),
        _ => return None,
    };
    // A key that is not typed yet names no package.
    manifest.dependencies.retain(|dependency| !dependency.name.value.is_empty());
    Some(manifest)
}

/// Whether a file is a manifest by its path.
pub fn is_manifest(path: &str) -> bool {
    read_manifest(path, "").is_some()
}

/// A package's name in the form in which names are compared: registries take `-`, `_` and `.` for
/// each other, or nobody would tell two packages apart by them; Go's major version is none of the
/// name.
pub fn package_key(name: &str) -> String {
    let path = match name.rsplit_once("/v") {
        Some((path, major))
            if !major.is_empty() && major.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            path
        }
        _ => name,
    };
    path.to_lowercase().replace(['_', '.'], "-")
}

/// A piece of a text at its place.
fn spanned(text: &str, start: usize, piece: &str) -> Spanned<String> {
    debug_assert_eq!(text.get(start..start + piece.len()), Some(piece));
    Spanned::new(piece.to_owned(), ByteRange::new(start, start + piece.len()))
}

/// The place of a capture of an expression.
fn captured(found: Option<regex::Match<'_>>) -> Option<Spanned<String>> {
    found.map(|found| {
        Spanned::new(found.as_str().to_owned(), ByteRange::new(found.start(), found.end()))
    })
}
