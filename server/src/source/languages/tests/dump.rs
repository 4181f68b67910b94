//! Facts as people read them.

use std::fmt::Write as _;

use crate::source::{ClientForm, Endpoint, EnvUseKind, Facts, ImportKind, ImportUse, UrlUseKind};
use crate::text::ByteRange;

/// Every fact on a line of its own: the kind, what it is about, and `‹the text it stands at›` with
/// its line.
pub(in crate::source::languages) fn dump(text: &str, facts: &Facts) -> String {
    let mut out = String::new();
    let test = |in_test: bool| if in_test { " in-test" } else { "" };
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
        let name = |it: &crate::source::ImportedName| format!("{}>{}", it.imported, it.local);
        let names: Vec<String> = import.names.iter().map(name).collect();
        let (target, at) = (&import.target.value, place(text, import.range));
        let in_test = test(import.in_test);
        let _ = writeln!(out, "import {target} [{}] {kind}{used}{in_test} {at}", names.join(" "));
    }
    for used in &facts.env_uses {
        let kind = match used.kind {
            EnvUseKind::Read => "read",
            EnvUseKind::PresenceCheck => "presence",
            EnvUseKind::Write => "write",
        };
        let (name, at) = (&used.name.value, place(text, used.name.range));
        let _ = writeln!(out, "env {name} {kind}{} {at}", test(used.in_test));
    }
    for url in &facts.urls {
        let kind = match url.kind {
            UrlUseKind::Request => "request",
            UrlUseKind::Constant => "constant",
        };
        let at = place(text, url.range);
        let _ = writeln!(out, "url {}{} {kind}{} {at}", url.host, url.path, test(url.in_test));
    }
    for client in &facts.clients {
        let form = match client.form {
            ClientForm::Constructed => "constructed",
            ClientForm::Called => "called",
            ClientForm::Assigned => "assigned",
        };
        let package = &facts.imports[client.import].target.value;
        let argument = client.first_argument.as_ref().map(|it| format!(" ({it})"));
        let endpoint = match &client.endpoint {
            Endpoint::Default => String::new(),
            Endpoint::Known { host, path } => format!(" → {host}{path}"),
            Endpoint::Unknown => " → ?".to_owned(),
        };
        let argument = argument.unwrap_or_default();
        let (name, at) = (&client.name, place(text, client.range));
        let in_test = test(client.in_test);
        let _ = writeln!(out, "client {package} {name}{argument} {form}{endpoint}{in_test} {at}");
    }
    for definition in &facts.definitions {
        let kind = format!("{:?}", definition.kind).to_lowercase();
        let holder = definition.container.as_ref().map(|holder| format!("{holder}."));
        let exported = match definition.exported_as.as_slice() {
            [] => String::new(),
            names => format!(" as {}", names.join(", ")),
        };
        let (name, holder) = (&definition.name.value, holder.unwrap_or_default());
        let documentation = definition.documentation.as_ref().map(|it| format!(" “{it}”"));
        let documentation = documentation.unwrap_or_default().replace('\n', "⏎");
        let at = place(text, definition.name.range);
        let _ = writeln!(out, "definition {holder}{name} {kind}{exported}{documentation} {at}");
    }
    for suppression in &facts.suppressions {
        let rules = suppression.rules.iter().map(|rule| match &rule.service {
            Some(service) => format!("{}({service})", rule.code.value),
            None => rule.code.value.clone(),
        });
        let rules: Vec<String> = rules.collect();
        let at = place(text, suppression.scope);
        let _ = writeln!(out, "suppression {} {at}", rules.join(", "));
    }
    if facts.is_broken {
        out.push_str("broken\n");
    }
    if facts.generated {
        out.push_str("generated\n");
    }
    out
}

/// The line a range begins in, counted from 1, and its text on one line.
fn place(text: &str, range: ByteRange) -> String {
    let line = text[..range.start()].matches('\n').count() + 1;
    let lines: Vec<&str> = range.slice(text).lines().map(str::trim).collect();
    format!("{line} ‹{}›", lines.join("⏎"))
}
