//! Snapshots of facts, one line each: what it is, where it stands, what it says.

mod clients;
mod definitions;
mod environment;
mod imports;
mod properties;
mod scenarios;
mod suppressions;
mod urls;

use expect_test::Expect;

use crate::source::facts::{EnvUseKind, Facts, Import, ImportKind, ImportUse, UrlUseKind};
use crate::text::ByteRange;

fn facts(source: &str) -> Facts {
    super::extract(source)
}

fn lines<T>(facts: &[T], line: impl Fn(&T) -> String) -> String {
    facts.iter().map(|fact| line(fact) + "\n").collect()
}

fn at(source: &str, range: ByteRange) -> String {
    let line = source[..range.start()].matches('\n').count() + 1;
    let text = range.slice(source);
    let text: Vec<&str> = text.split_whitespace().collect();
    format!("{line} `{}`", text.join(" "))
}

fn test_mark(in_test: bool) -> &'static str {
    if in_test { " (test)" } else { "" }
}

fn import_line(source: &str, import: &Import) -> String {
    let kind = match import.kind {
        ImportKind::Static => "use",
        ImportKind::Reexport => "pub use",
        ImportKind::Qualified => "path",
        ImportKind::Mount => "mod",
        other => return format!("{other:?} is no form of Rust"),
    };
    let names: Vec<String> = import
        .names
        .iter()
        .map(|name| match name.imported == name.local {
            true => name.local.clone(),
            false => format!("{}→{}", name.imported, name.local),
        })
        .collect();
    let used = if import.used == ImportUse::TypesOnly { " types" } else { "" };
    let test = test_mark(import.in_test);
    let place = at(source, import.range);
    format!("{kind} {} [{}]{used}{test} @ {place}", import.target.value, names.join(" "))
}

fn imports(source: &str) -> String {
    lines(&facts(source).imports, |import| import_line(source, import))
}

fn env_uses(source: &str) -> String {
    lines(&facts(source).env_uses, |found| {
        let kind = match found.kind {
            EnvUseKind::Read => "read",
            EnvUseKind::PresenceCheck => "presence",
            EnvUseKind::Write => "write",
        };
        let test = test_mark(found.in_test);
        format!("{kind} {}{test} @ {}", found.name.value, at(source, found.name.range))
    })
}

fn urls(source: &str) -> String {
    lines(&facts(source).urls, |url| {
        let kind = match url.kind {
            UrlUseKind::Request => "request",
            UrlUseKind::Constant => "constant",
        };
        let test = test_mark(url.in_test);
        format!("{kind} {} {}{test} @ {}", url.host, url.path, at(source, url.range))
    })
}

fn definitions(source: &str) -> String {
    lines(&facts(source).definitions, |definition| {
        let container = definition.container.as_deref().map(|it| format!("{it}."));
        let exported = if definition.exported_as.is_empty() { "" } else { " pub" };
        let documentation = definition.documentation.as_ref();
        let documentation = documentation.map(|it| format!(" — {it:?}")).unwrap_or_default();
        format!(
            "{:?} {}{}{exported} `{}`{documentation}",
            definition.kind,
            container.unwrap_or_default(),
            definition.name.value,
            definition.signature
        )
    })
}

#[track_caller]
fn check(actual: String, expected: Expect) {
    expected.assert_eq(&actual);
}
