//! What the languages of classes are tested with.

mod properties;

use std::fmt::Write as _;

use expect_test::Expect;

use crate::source::facts::{
    ClientForm, Endpoint, EnvUseKind, Facts, ImportKind, ImportUse, UrlUseKind,
};
use crate::source::tree::Grammar;
use crate::source::{Language, extract};

/// Holds what a source says, definitions left out, against what is expected: one fact a line, its
/// line first.
pub(in crate::source::languages) fn check(language: Language, source: &str, expected: &Expect) {
    expected.assert_eq(&told(source, &extract(language, source)));
}

/// Holds the names of nodes in the source of a dialect, which the compiler cannot check, against the
/// grammar. Words without an underscore may be anything.
pub(in crate::source::languages) fn check_nodes(grammar: &Grammar, sources: &[&str]) {
    for source in sources {
        let quoted = source.split('"').skip(1).step_by(2);
        let is_kind = |word: &&str| {
            word.contains('_')
                && word.len() > 1
                && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                && !word.starts_with('_')
                && !word.ends_with('_')
        };
        for kind in quoted.filter(is_kind) {
            assert!(grammar.knows(kind), "{kind} is no node of the grammar");
        }
    }
}

/// The facts of a source, definitions left out, in the order of the text.
pub(super) fn told(source: &str, facts: &Facts) -> String {
    let line = |offset: usize| source[..offset].matches('\n').count() + 1;
    let mut lines: Vec<(usize, String)> = Vec::new();
    for import in &facts.imports {
        let kind = match import.kind {
            ImportKind::Static => "import",
            ImportKind::Qualified => "path",
            ImportKind::Dynamic => "load",
            other => panic!("{other:?} is no form of these languages"),
        };
        let used = if import.used == ImportUse::TypesOnly { " (types)" } else { "" };
        let target = &import.target.value;
        lines.push((line(import.range.start()), format!("{kind} {target}{used}")));
    }
    for usage in &facts.env_uses {
        let kind = match usage.kind {
            EnvUseKind::Read => "reads",
            EnvUseKind::PresenceCheck => "asks for",
            EnvUseKind::Write => "sets",
        };
        lines.push((line(usage.name.range.start()), format!("{kind} {}", usage.name.value)));
    }
    for url in &facts.urls {
        let kind = match url.kind {
            UrlUseKind::Request => "requests",
            UrlUseKind::Constant => "keeps",
        };
        lines.push((line(url.range.start()), format!("{kind} {}{}", url.host, url.path)));
    }
    for client in &facts.clients {
        let form = match client.form {
            ClientForm::Constructed => "constructs",
            ClientForm::Called => "calls",
            ClientForm::Assigned => "assigns",
        };
        let package = &facts.imports[client.import].target.value;
        let endpoint = match &client.endpoint {
            Endpoint::Default => String::new(),
            Endpoint::Known { host, path } => format!(" for {host}{path}"),
            Endpoint::Unknown => " for another server".to_owned(),
        };
        let name = &client.name;
        lines.push((line(client.range.start()), format!("{form} {name} of {package}{endpoint}")));
    }
    lines.sort();
    let mut told = String::new();
    for (line, fact) in lines {
        let _ = writeln!(told, "{line} {fact}");
    }
    if facts.is_broken {
        told.push_str("broken\n");
    }
    told
}
