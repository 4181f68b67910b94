//! Facts in short, for the tests of harder forms.

use std::fmt::Write as _;

use crate::source::facts::{EnvUseKind, Facts, ImportUse, UrlUseKind};

/// The imports, variables and URLs of a text, a line each, with the line on which they stand.
pub(in crate::source::languages) fn short(text: &str, facts: &Facts) -> String {
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let mut out = String::new();
    for import in &facts.imports {
        let types = if import.used == ImportUse::TypesOnly { " types" } else { "" };
        let at = line(import.range.start());
        let _ = writeln!(out, "{at} import {}{types}", import.target.value);
    }
    for used in &facts.env_uses {
        let kind = match used.kind {
            EnvUseKind::Read => "read",
            EnvUseKind::PresenceCheck => "ask",
            EnvUseKind::Write => "write",
        };
        let _ = writeln!(out, "{} {kind} {}", line(used.name.range.start()), used.name.value);
    }
    for url in &facts.urls {
        let kind = if url.kind == UrlUseKind::Request { "request" } else { "constant" };
        let _ = writeln!(out, "{} {kind} {}{}", line(url.range.start()), url.host, url.path);
    }
    out
}
