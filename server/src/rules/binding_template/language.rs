//! The languages that have a template, and the parts of a module.

use std::collections::BTreeMap;

use crate::workspace::{RelPath, Snapshot};

/// A language that binding modules are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TemplateLanguage {
    JavaScript,
    TypeScript,
    Python,
    Rust,
}

/// A part of a binding module, by what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Client,
    Config,
    Types,
    Errors,
    Utils,
    /// What the folder is imported by: `__init__.py`, `mod.rs`, `index.js`.
    Entry,
    Readme,
}

impl Part {
    /// Those that hold code, each after the ones it needs.
    pub(super) const CODE: &'static [Self] =
        &[Self::Types, Self::Errors, Self::Config, Self::Utils, Self::Client];

    /// The part that a file is by its name.
    pub(super) fn of_file(name: &str, language: TemplateLanguage) -> Option<Self> {
        if name.eq_ignore_ascii_case("readme.md") {
            return Some(Self::Readme);
        }
        if TemplateLanguage::of_file(name) != Some(language) {
            return None;
        }
        match name.split('.').next().unwrap_or_default() {
            "client" => Some(Self::Client),
            "config" | "configuration" => Some(Self::Config),
            "types" => Some(Self::Types),
            "errors" | "error" => Some(Self::Errors),
            "utils" => Some(Self::Utils),
            "index" | "mod" | "__init__" => Some(Self::Entry),
            _ => None,
        }
    }
}

impl TemplateLanguage {
    /// The language of a file, by its ending.
    pub(super) fn of_file(path: &str) -> Option<Self> {
        let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
        match ending {
            "js" | "mjs" | "cjs" | "jsx" => Some(Self::JavaScript),
            "ts" | "mts" | "cts" | "tsx" => Some(Self::TypeScript),
            "py" => Some(Self::Python),
            "rs" => Some(Self::Rust),
            _ => None,
        }
    }

    /// The language that most files of a folder are written in.
    pub(super) fn most_used(snapshot: &Snapshot, folder: &RelPath) -> Option<Self> {
        let mut counts: BTreeMap<Self, usize> = BTreeMap::new();
        for language in snapshot.files_in(folder).filter_map(|path| Self::of_file(path.as_str())) {
            *counts.entry(language).or_default() += 1;
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(language, _)| language)
    }

    /// The name of the file that holds the client.
    pub(super) fn main_file(self) -> &'static str {
        match self {
            Self::JavaScript => "client.js",
            Self::TypeScript => "client.ts",
            Self::Python => "client.py",
            Self::Rust => "client.rs",
        }
    }

    /// The name of a part's file beside the client's, which gives the ending (`.mjs`).
    pub(super) fn file_of(self, part: Part, main: &str) -> String {
        let stem = match part {
            Part::Client => return main.to_owned(),
            Part::Config => "config",
            Part::Types => "types",
            Part::Errors => "errors",
            Part::Utils => "utils",
            Part::Readme => return "README.md".to_owned(),
            Part::Entry => match self {
                Self::JavaScript | Self::TypeScript => "index",
                Self::Python => "__init__",
                Self::Rust => "mod",
            },
        };
        let ending = main.rsplit_once('.').map_or("", |(_, ending)| ending);
        // What is no component needs no JSX.
        let ending = match ending {
            "jsx" => "js",
            "tsx" => "ts",
            other => other,
        };
        format!("{stem}.{ending}")
    }

    /// The template of a part.
    pub(super) fn template(self, part: Part) -> &'static str {
        match (self, part) {
            (_, Part::Readme) => include_str!("README.md.template"),
            (Self::JavaScript, Part::Client) => include_str!("javascript/client.js.template"),
            (Self::JavaScript, Part::Config) => include_str!("javascript/config.js.template"),
            (Self::JavaScript, Part::Types) => include_str!("javascript/types.js.template"),
            (Self::JavaScript, Part::Errors) => include_str!("javascript/errors.js.template"),
            (Self::JavaScript, Part::Utils) => include_str!("javascript/utils.js.template"),
            (Self::JavaScript | Self::TypeScript, Part::Entry) => {
                "export * from './client.js';\nexport * from './errors.js';\n"
            }
            (Self::TypeScript, Part::Client) => include_str!("typescript/client.ts.template"),
            (Self::TypeScript, Part::Config) => include_str!("typescript/config.ts.template"),
            (Self::TypeScript, Part::Types) => include_str!("typescript/types.ts.template"),
            (Self::TypeScript, Part::Errors) => include_str!("typescript/errors.ts.template"),
            (Self::TypeScript, Part::Utils) => include_str!("typescript/utils.ts.template"),
            (Self::Python, Part::Client) => include_str!("python/client.py.template"),
            (Self::Python, Part::Config) => include_str!("python/config.py.template"),
            (Self::Python, Part::Types) => include_str!("python/types.py.template"),
            (Self::Python, Part::Errors) => include_str!("python/errors.py.template"),
            (Self::Python, Part::Utils) => include_str!("python/utils.py.template"),
            (Self::Python, Part::Entry) => include_str!("python/__init__.py.template"),
            (Self::Rust, Part::Client) => include_str!("rust/client.rs.template"),
            (Self::Rust, Part::Config) => include_str!("rust/config.rs.template"),
            (Self::Rust, Part::Types) => include_str!("rust/types.rs.template"),
            (Self::Rust, Part::Errors) => include_str!("rust/errors.rs.template"),
            (Self::Rust, Part::Utils) => include_str!("rust/utils.rs.template"),
            (Self::Rust, Part::Entry) => {
                "mod client;\nmod config;\nmod errors;\nmod types;\nmod utils;\n\npub use client::TemplateClient;\npub use errors::TemplateError;\npub use types::Config;\n"
            }
        }
    }
}
