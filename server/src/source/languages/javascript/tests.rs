use std::fmt::Write as _;

use expect_test::{Expect, expect};

use crate::source::{
    ClientForm, DefinitionKind, Endpoint, EnvUseKind, Facts, ImportKind, ImportUse, Language,
    UrlUseKind, extract,
};

/// What a test looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    Imports,
    Definitions,
    Variables,
    Urls,
    Clients,
}

/// The facts as people read them: the kind, what it is about, and `‹the text it stands at›`.
fn render(text: &str, facts: &Facts, show: Show) -> String {
    let mut out = String::new();
    let test = |in_test: bool| if in_test { " in-test" } else { "" };
    match show {
        Show::Imports => {
            for import in &facts.imports {
                let kind = match import.kind {
                    ImportKind::Static => "static",
                    ImportKind::TypeOnly => "type",
                    ImportKind::Dynamic => "dynamic",
                    ImportKind::Reexport => "reexport",
                    ImportKind::Qualified => "qualified",
                    ImportKind::Lookup => "lookup",
                    ImportKind::Mount => "mount",
                };
                let used = match import.used {
                    ImportUse::Runtime => "",
                    ImportUse::TypesOnly => " types",
                };
                let names: Vec<_> = import
                    .names
                    .iter()
                    .map(|name| format!("{}>{}", name.imported, name.local))
                    .collect();
                let at = import.range.slice(text).replace('\n', "⏎");
                let target = &import.target.value;
                let _ = writeln!(
                    out,
                    "{kind}{used}{} {target} [{}] ‹{at}›",
                    test(import.in_test),
                    names.join(" ")
                );
            }
        }
        Show::Definitions => {
            for definition in &facts.definitions {
                let kind = match definition.kind {
                    DefinitionKind::Function => "function",
                    DefinitionKind::Method => "method",
                    DefinitionKind::Class => "class",
                    DefinitionKind::Type => "type",
                    DefinitionKind::Constant => "constant",
                    DefinitionKind::Module => "module",
                };
                let container = definition.container.as_deref().map(|name| format!("{name}::"));
                let _ = write!(
                    out,
                    "{kind} {}{} {:?} ‹{}›",
                    container.unwrap_or_default(),
                    definition.name.value,
                    definition.exported_as,
                    definition.signature
                );
                if let Some(documentation) = &definition.documentation {
                    let _ = write!(out, " /// {}", documentation.replace('\n', "⏎"));
                }
                out.push('\n');
            }
        }
        Show::Variables => {
            for usage in &facts.env_uses {
                let kind = match usage.kind {
                    EnvUseKind::Read => "read",
                    EnvUseKind::PresenceCheck => "presence",
                    EnvUseKind::Write => "write",
                };
                let at = usage.name.range.slice(text);
                let _ = writeln!(out, "{kind}{} {} ‹{at}›", test(usage.in_test), usage.name.value);
            }
        }
        Show::Urls => {
            for url in &facts.urls {
                let kind = match url.kind {
                    UrlUseKind::Request => "request",
                    UrlUseKind::Constant => "constant",
                };
                let at = url.range.slice(text).replace('\n', "⏎");
                let _ =
                    writeln!(out, "{kind}{} {} {} ‹{at}›", test(url.in_test), url.host, url.path);
            }
        }
        Show::Clients => {
            for client in &facts.clients {
                let form = match client.form {
                    ClientForm::Constructed => "constructed",
                    ClientForm::Called => "called",
                    ClientForm::Assigned => "assigned",
                };
                let endpoint = match &client.endpoint {
                    Endpoint::Default => String::new(),
                    Endpoint::Known { host, path } => format!(" → {host}{path}"),
                    Endpoint::Unknown => " → ?".to_owned(),
                };
                let package = &facts.imports[client.import].target.value;
                let at = client.range.slice(text).replace('\n', "⏎");
                let in_test = test(client.in_test);
                let _ = writeln!(out, "{form}{in_test} {package} {}{endpoint} ‹{at}›", client.name);
            }
        }
    }
    out
}

#[track_caller]
fn check_in(language: Language, show: Show, source: &str, expected: Expect) {
    expected.assert_eq(&render(source, &extract(language, source), show));
}

/// TSX knows everything that the other two do, casts in angle brackets apart.
#[track_caller]
fn check(show: Show, source: &str, expected: Expect) {
    check_in(Language::Tsx, show, source, expected);
}

/// Lines none of which may give a fact.
#[track_caller]
fn check_silent(show: Show, snippets: &[&str]) {
    let mut wrong = String::new();
    for snippet in snippets {
        let rendered = render(snippet, &extract(Language::Tsx, snippet), show);
        if !rendered.is_empty() {
            let _ = write!(wrong, "{snippet}\n  → {rendered}");
        }
    }
    assert!(wrong.is_empty(), "should be silent:\n{wrong}");
}

mod clients;
mod definitions;
mod imports;
mod properties;
mod scopes;
mod suppressions;
mod urls;
mod variables;
