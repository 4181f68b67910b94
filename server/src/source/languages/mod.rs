//! The languages, one folder each; this file is the list.

mod classes;
mod csharp;
mod go;
mod java;
mod javascript;
mod kotlin;
mod markup;
mod options;
mod php;
mod python;
mod ruby;
mod rust;
mod scripting;
mod typescript;

use crate::catalog::Ecosystem;

use super::facts::Facts;

/// A language this program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// JavaScript and JSX: `.js`, `.jsx`, `.mjs`, `.cjs`.
    JavaScript,
    /// TypeScript: `.ts`, `.mts`, `.cts`.
    TypeScript,
    /// TypeScript with JSX: `.tsx`.
    Tsx,
    /// Rust: `.rs`.
    Rust,
    /// C#: `.cs`.
    CSharp,
    /// Go: `.go`.
    Go,
    /// Java: `.java`.
    Java,
    /// Kotlin: `.kt`, `.kts`.
    Kotlin,
    /// Vue, Svelte, Astro and HTML: the scripts in them.
    Markup,
    /// PHP: `.php`.
    Php,
    /// Python: `.py`, `.pyi`.
    Python,
    /// Ruby: `.rb`, `.rake`.
    Ruby,
    /// None: configuration and other data, which [`data_facts`](crate::source::data_facts) reads.
    Data,
}

impl Language {
    /// Its name as editors and Markdown fences write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::JavaScript => "javascript",
            Self::TypeScript | Self::Tsx => "typescript",
            Self::Rust => "rust",
            Self::CSharp => "csharp",
            Self::Go => "go",
            Self::Java => "java",
            Self::Kotlin => "kotlin",
            Self::Markup => "html",
            Self::Php => "php",
            Self::Python => "python",
            Self::Ruby => "ruby",
            Self::Data => "plaintext",
        }
    }

    /// The registry its packages come from; `None` for a language without packages. Languages that
    /// share one can import each other.
    pub fn ecosystem(self) -> Option<Ecosystem> {
        Some(match self {
            Self::JavaScript | Self::TypeScript | Self::Tsx | Self::Markup => Ecosystem::Npm,
            Self::Rust => Ecosystem::Crates,
            Self::CSharp => Ecosystem::Nuget,
            Self::Go => Ecosystem::Go,
            Self::Java | Self::Kotlin => Ecosystem::Maven,
            Self::Php => Ecosystem::Composer,
            Self::Python => Ecosystem::Pypi,
            Self::Ruby => Ecosystem::Rubygems,
            Self::Data => return None,
        })
    }

    /// JavaScript, TypeScript, or files that hold scripts of them.
    pub fn is_ecmascript(self) -> bool {
        self.ecosystem() == Some(Ecosystem::Npm)
    }
}

/// The language of a file name or path; `None` for one that is not read.
pub fn language_of(path: &str) -> Option<Language> {
    let (_, extension) = path.rsplit_once('.')?;
    Some(match extension {
        "js" | "jsx" | "mjs" | "cjs" => Language::JavaScript,
        "ts" | "mts" | "cts" => Language::TypeScript,
        "tsx" => Language::Tsx,
        "rs" => Language::Rust,
        "cs" => Language::CSharp,
        "go" => Language::Go,
        "java" => Language::Java,
        "kt" | "kts" => Language::Kotlin,
        "vue" | "svelte" | "astro" | "html" | "htm" => Language::Markup,
        "php" => Language::Php,
        "py" | "pyi" => Language::Python,
        "rb" | "rake" | "ru" => Language::Ruby,
        _ => return None,
    })
}

/// The language of a text without an ending, by the program that its first line names
/// (`#!/usr/bin/env python3`); `None` for shells, whose scripts are data, and for others.
pub fn language_of_script(path: &str, text: &str) -> Option<Language> {
    Some(
        match interpreter(path, text)?.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') {
            "python" | "uv" => Language::Python,
            "node" | "nodejs" => Language::JavaScript,
            "deno" | "bun" | "tsx" | "ts-node" => Language::TypeScript,
            "ruby" => Language::Ruby,
            "php" => Language::Php,
            _ => return None,
        },
    )
}

/// The program that runs a script without an ending: the last part of its path in the first line, or
/// what `env` is told to run.
pub(in crate::source) fn interpreter<'text>(path: &str, text: &'text str) -> Option<&'text str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let line = text.strip_prefix("#!").filter(|_| !name.contains('.'))?.lines().next()?;
    let mut words = line.split_whitespace();
    let program = words.next()?;
    let program = program.rsplit('/').next().unwrap_or(program);
    // `#!/usr/bin/env -S deno run` has options of `env` first.
    if program == "env" { words.find(|word| !word.starts_with('-')) } else { Some(program) }
}

/// The facts of a text. Broken source gives the facts of what can be read.
pub fn extract(language: Language, text: &str) -> Facts {
    match language {
        Language::JavaScript => javascript::extract(text),
        Language::TypeScript => typescript::extract(text),
        Language::Tsx => typescript::extract_tsx(text),
        Language::Rust => rust::extract(text),
        Language::CSharp => csharp::extract(text),
        Language::Go => go::extract(text),
        Language::Java => java::extract(text),
        Language::Kotlin => kotlin::extract(text),
        Language::Markup => markup::extract(text),
        Language::Php => php::extract(text),
        Language::Python => python::extract(text),
        Language::Ruby => ruby::extract(text),
        Language::Data => Facts::default(),
    }
}

#[cfg(test)]
mod tests;
