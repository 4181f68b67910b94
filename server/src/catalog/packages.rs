//! Packages: which registry they live in, and which one an import names.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A package registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ecosystem {
    /// npm, for JavaScript and TypeScript.
    Npm,
    /// The registry of Rust crates.
    Crates,
    /// PyPI, for Python.
    Pypi,
    /// Go modules.
    Go,
    /// RubyGems.
    Rubygems,
    /// Maven repositories, for Java and Kotlin.
    Maven,
    /// Composer, for PHP.
    Composer,
    /// NuGet, for C#.
    Nuget,
}

impl Ecosystem {
    /// Every registry.
    pub const ALL: [Self; 8] = [
        Self::Npm,
        Self::Crates,
        Self::Pypi,
        Self::Go,
        Self::Rubygems,
        Self::Maven,
        Self::Composer,
        Self::Nuget,
    ];

    /// The ecosystem of this name, as the contract model and the data files write it.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "npm" => Some(Self::Npm),
            "crates" => Some(Self::Crates),
            "pypi" => Some(Self::Pypi),
            "go" => Some(Self::Go),
            "rubygems" => Some(Self::Rubygems),
            "maven" => Some(Self::Maven),
            "composer" => Some(Self::Composer),
            "nuget" => Some(Self::Nuget),
            _ => None,
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Npm => "npm",
            Self::Crates => "crates",
            Self::Pypi => "PyPI",
            Self::Go => "Go",
            Self::Rubygems => "RubyGems",
            Self::Maven => "Maven",
            Self::Composer => "Composer",
            Self::Nuget => "NuGet",
        }
    }
}

/// Hosts that serve npm packages by path, with what stands before the package in the path.
const NPM_CDNS: &[(&str, &str)] = &[
    ("esm.sh", ""),
    ("cdn.skypack.dev", ""),
    ("unpkg.com", ""),
    ("cdn.jsdelivr.net", "npm/"),
    ("esm.run", ""),
    ("ga.jspm.io", "npm:"),
];

/// The npm package a JavaScript specifier names, without version, and the path inside it (empty for
/// the package itself): `@sendgrid/mail`, `stripe` + `lib/x`, `npm:stripe@14`, an address on a
/// package CDN. `None` for relative and absolute paths, built-in modules and other addresses.
pub fn npm_package_of(specifier: &str) -> Option<(&str, &str)> {
    let rest = specifier.strip_prefix("npm:").unwrap_or(specifier);
    let rest = match rest.split_once("://") {
        Some(("https" | "http", address)) => {
            let (host, path) = address.split_once('/')?;
            let (_, before) = NPM_CDNS.iter().find(|(cdn, _)| *cdn == host)?;
            path.strip_prefix(before)?
        }
        Some(_) => return None,
        None => rest,
    };
    if rest.starts_with(['.', '/', '#', '~']) || rest.contains(':') {
        return None;
    }
    let name_parts = if rest.starts_with('@') { 2 } else { 1 };
    let name_end = rest.match_indices('/').nth(name_parts - 1).map_or(rest.len(), |(at, _)| at);
    let (name, path) = rest.split_at(name_end);
    let version = name.char_indices().skip(1).find(|(_, c)| *c == '@').map(|(at, _)| at);
    let name = &name[..version.unwrap_or(name.len())];
    let is_whole = !name.is_empty() && (name_parts == 1 || name.contains('/'));
    is_whole.then(|| (name, path.trim_start_matches('/')))
}

/// The crate a Rust path begins with, as written in source (`aws_sdk_s3`). `None` for paths into
/// the own crate and the standard library.
pub fn crate_of(path: &str) -> Option<&str> {
    let path = path.strip_prefix("::").unwrap_or(path);
    let first = path.split("::").next()?;
    let own = ["crate", "self", "super", "Self", "std", "core", "alloc", ""];
    (!own.contains(&first)).then_some(first)
}

/// What every import path below a package begins with, in small letters, as far as it can be told
/// from any of them: `@aws-sdk`, `google`, `github.com/stripe`, `com.stripe`. `None` for what names no
/// package.
pub fn import_root(ecosystem: Ecosystem, path: &str) -> Option<String> {
    let path = path.trim_start_matches(['\\', ':']);
    let segments = |count: usize, separators: &[char]| {
        let ends = path.match_indices(separators).nth(count - 1).map(|(at, _)| at);
        &path[..ends.unwrap_or(path.len())]
    };
    let root = match ecosystem {
        Ecosystem::Npm => npm_package_of(path)?.0.split('/').next()?,
        Ecosystem::Crates => crate_of(path)?,
        Ecosystem::Go => segments(2, &['/']),
        Ecosystem::Maven => segments(2, &['.', ':']),
        Ecosystem::Pypi | Ecosystem::Nuget => segments(1, &['.']),
        Ecosystem::Rubygems => segments(1, &['/', ':']),
        Ecosystem::Composer => segments(1, &['\\', '/']),
    };
    // A major version at the end of a Go module is no part of its name.
    let root = match (ecosystem, root.rsplit_once(".v")) {
        (Ecosystem::Go, Some((name, major))) if major.bytes().all(|it| it.is_ascii_digit()) => name,
        _ => root,
    };
    let root = root.to_lowercase();
    Some(if ecosystem == Ecosystem::Crates { root.replace('-', "_") } else { root })
}

/// The name of a package in the form in which its registry compares names: PyPI and crates.io take `-`
/// and `_` (PyPI `.` too) for each other, and letter case counts on npm, Maven and in Go alone.
pub fn registry_name(ecosystem: Ecosystem, name: &str) -> Cow<'_, str> {
    let is_apart = match ecosystem {
        Ecosystem::Pypi => |c: char| matches!(c, '_' | '.') || c.is_ascii_uppercase(),
        Ecosystem::Crates => |c: char| c == '_' || c.is_ascii_uppercase(),
        Ecosystem::Composer | Ecosystem::Nuget => |c: char| c.is_ascii_uppercase(),
        Ecosystem::Npm | Ecosystem::Go | Ecosystem::Maven | Ecosystem::Rubygems => {
            return name.into();
        }
    };
    if !name.contains(is_apart) {
        return name.into();
    }
    let name = name.to_ascii_lowercase();
    match ecosystem {
        Ecosystem::Pypi => name.replace(['_', '.'], "-").into(),
        Ecosystem::Crates => name.replace('_', "-").into(),
        _ => name.into(),
    }
}

/// The path an import writes and every shorter one that begins it, longest first:
/// `google.cloud.storage`, `google.cloud`, `google`. Steps end at what the language writes between
/// them: `.`, `/`, `::` or `\\`.
pub fn import_steps(ecosystem: Ecosystem, path: &str) -> impl Iterator<Item = &str> {
    let ends = move |(at, _): &(usize, char)| match ecosystem {
        Ecosystem::Npm | Ecosystem::Go => path[*at..].starts_with('/'),
        Ecosystem::Crates => path[*at..].starts_with("::"),
        Ecosystem::Pypi | Ecosystem::Maven | Ecosystem::Nuget => path[*at..].starts_with('.'),
        Ecosystem::Rubygems => path[*at..].starts_with('/') || path[*at..].starts_with("::"),
        Ecosystem::Composer => path[*at..].starts_with('\\'),
    };
    let shorter = path.char_indices().rev().filter(ends).map(|(at, _)| &path[..at]);
    std::iter::once(path).chain(shorter).filter(|step| !step.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_specifier_names_its_package() {
        let cases = [
            ("stripe", Some(("stripe", ""))),
            ("stripe/lib/net", Some(("stripe", "lib/net"))),
            ("@sendgrid/mail", Some(("@sendgrid/mail", ""))),
            ("@aws-sdk/client-s3/dist/x.js", Some(("@aws-sdk/client-s3", "dist/x.js"))),
            ("npm:stripe@14.1.0", Some(("stripe", ""))),
            ("npm:@sendgrid/mail@8/src", Some(("@sendgrid/mail", "src"))),
            ("https://esm.sh/stripe@14?target=deno", Some(("stripe", ""))),
            (
                "https://cdn.jsdelivr.net/npm/@stripe/stripe-js@3/+esm",
                Some(("@stripe/stripe-js", "+esm")),
            ),
            ("https://example.com/stripe", None),
            ("./stripe", None),
            ("../integrations/stripe", None),
            ("/abs", None),
            ("#stripe", None),
            ("~/stripe", None),
            ("node:process", None),
            ("@sendgrid", None),
            ("", None),
        ];
        for (specifier, expected) in cases {
            assert_eq!(npm_package_of(specifier), expected, "{specifier}");
        }
    }

    #[test]
    fn a_path_is_cut_at_its_steps() {
        let cases: [(Ecosystem, &str, &[&str]); 5] = [
            (
                Ecosystem::Pypi,
                "google.cloud.storage",
                &["google.cloud.storage", "google.cloud", "google"],
            ),
            (
                Ecosystem::Go,
                "github.com/stripe/stripe-go",
                &["github.com/stripe/stripe-go", "github.com/stripe", "github.com"],
            ),
            (Ecosystem::Rubygems, "Aws::S3::Client", &["Aws::S3::Client", "Aws::S3", "Aws"]),
            (Ecosystem::Composer, "\\Stripe\\Client", &["\\Stripe\\Client", "\\Stripe"]),
            (Ecosystem::Nuget, "Stripe", &["Stripe"]),
        ];
        for (ecosystem, path, expected) in cases {
            assert_eq!(import_steps(ecosystem, path).collect::<Vec<_>>(), expected, "{path}");
        }
    }

    #[test]
    fn a_rust_path_names_its_crate() {
        assert_eq!(crate_of("stripe::Client"), Some("stripe"));
        assert_eq!(crate_of("::stripe"), Some("stripe"));
        assert_eq!(crate_of("crate::stripe::Client"), None);
        assert_eq!(crate_of("std::env::var"), None);
    }
}
