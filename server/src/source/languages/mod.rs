//! The languages, one folder each; this file is the list.

mod javascript;
mod rust;
mod typescript;

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
}

/// The language of a file name or path; `None` for one that is not read.
pub fn language_of(path: &str) -> Option<Language> {
    let (_, extension) = path.rsplit_once('.')?;
    Some(match extension {
        "js" | "jsx" | "mjs" | "cjs" => Language::JavaScript,
        "ts" | "mts" | "cts" => Language::TypeScript,
        "tsx" => Language::Tsx,
        "rs" => Language::Rust,
        _ => return None,
    })
}

/// The facts of a text. Broken source gives the facts of what can be read.
pub fn extract(language: Language, text: &str) -> Facts {
    match language {
        Language::JavaScript => javascript::extract(text),
        Language::TypeScript => typescript::extract(text),
        Language::Tsx => typescript::extract_tsx(text),
        Language::Rust => rust::extract(text),
    }
}
