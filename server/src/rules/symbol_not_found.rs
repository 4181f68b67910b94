//! `symbol-not-found`: a handler or class that the contract names is not defined.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::contract::{Symbol, SymbolKind};
use crate::source::{Definition, DefinitionKind};
use crate::text::{ByteRange, Edit};
use crate::workspace::{RelPath, Severity, SourceFile};

use super::binding_code::{BindingCode, is_unread_code};
use super::engine::Check;
use super::nearest::nearest_name;
use super::sink::{Draft, Sink};
use super::usages::{Covered, covered, is_glob, users};
use super::view::{IntegrationView, Premise};
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "symbol-not-found",
    severity: Some(Severity::Warning),
    summary: "a webhook handler, client class or error class of the contract is not defined in the binding",
    page: include_str!("pages/symbol-not-found.md"),
    checks: &[Check::Integration(&[Premise::Built, Premise::Binding], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    let integration = view.integration();
    if integration.symbols.is_empty() {
        return;
    }
    let Some(binding) = BindingCode::of(view) else { return };
    let around = Around::of(view);
    for symbol in &integration.symbols {
        let is_handler = symbol.kind == SymbolKind::Handler;
        let known = || binding.files.iter().chain(around.files.iter());
        let is_defined = known().any(|file| is_defined_in(file, &symbol.name.value));
        if is_defined || binding.mentions(last_part(&symbol.name.value)) {
            continue;
        }
        let is_doubtful = is_handler && (around.is_unclear || has_row(view, symbol));
        if is_doubtful || (is_handler && is_defined_somewhere(view, &symbol.name.value)) {
            continue;
        }
        let candidates: Vec<&str> = if is_handler {
            known().flat_map(|file| names(file, is_function)).collect()
        } else {
            binding.files.iter().flat_map(|file| names(file, is_class)).collect()
        };
        let is_named = |name: &&str| integration.symbols.iter().any(|it| it.name.value == **name);
        let free: Vec<&str> = candidates.into_iter().filter(|name| !is_named(name)).collect();
        report(view, symbol, &free, sink);
    }
}

fn report(view: &IntegrationView<'_>, symbol: &Symbol, candidates: &[&str], sink: &mut Sink) {
    let file = &view.contract.contract.file;
    let service = &view.integration().name.value;
    let name = &symbol.name.value;
    let message = match symbol.kind {
        SymbolKind::Handler => format!(
            "the handler `{name}` is defined neither in the binding of {service} nor among its users: nobody can tell what handles the event"
        ),
        SymbolKind::ClientClass => format!(
            "the client class `{name}` is not defined in the binding of {service}: who follows the contract looks for it in vain"
        ),
        SymbolKind::ErrorClass => format!(
            "the error class `{name}` is not defined in the binding of {service}: who catches it by the contract catches nothing"
        ),
    };
    let help = "write the name as it is in the code now";
    let draft = Draft::new(&file.path, symbol.name.range, message).help(help);
    let last = last_part(name);
    let nearest = nearest_name(last, candidates.iter().copied());
    sink.report(match nearest {
        Some(nearest) => {
            let edit = |range| FileEdit {
                path: file.path.clone(),
                edit: Edit { range, text: nearest.to_owned() },
            };
            // A class is named by those that extend it, too.
            let places = places_of(&file.text, view.integration().range, last);
            draft.offer(format!("Write `{nearest}`"), places.into_iter().map(edit).collect())
        }
        None => draft,
    });
}

/// The files beside the binding in which a handler may be.
struct Around<'view> {
    files: Vec<&'view Arc<SourceFile>>,
    /// Whether one of them is gone or is not read: what it defines is not known.
    is_unclear: bool,
}

impl<'view> Around<'view> {
    fn of(view: &IntegrationView<'view>) -> Self {
        let snapshot = view.contract.snapshot;
        let mut paths: BTreeSet<RelPath> = users(view).cloned().collect();
        let mut is_unclear = false;
        for usage in &view.integration().usages {
            let is_one = usage.file.as_ref().is_some_and(|file| !is_glob(&file.path));
            match covered(snapshot, view.contract.contract, usage) {
                Covered::File(path) => drop(paths.insert(path)),
                Covered::Files(files) => paths.extend(files),
                Covered::Nothing => is_unclear |= is_one,
                Covered::Unclear => is_unclear |= usage.file.is_some(),
            }
        }
        is_unclear |=
            paths.iter().any(|path| snapshot.source(path).is_none() && is_unread_code(path));
        let files = paths.iter().filter_map(|path| snapshot.source(path)).collect();
        Self { files, is_unclear }
    }
}

fn is_defined_in(file: &SourceFile, name: &str) -> bool {
    let facts = file.facts();
    let mut imported = facts.imports.iter().flat_map(|import| &import.names);
    !facts.definitions_named(name).is_empty()
        || !facts.definitions_named(last_part(name)).is_empty()
        || imported.any(|import| import.local == last_part(name))
}

/// Whether any file that the contract governs defines a name: a handler may lie far from the binding,
/// and then it is not missing.
fn is_defined_somewhere(view: &IntegrationView<'_>, name: &str) -> bool {
    let snapshot = view.contract.snapshot;
    let files = snapshot.files_in(&view.contract.contract.folder);
    let mut sources = files.filter_map(|path| snapshot.source(path));
    let name = last_part(name);
    sources.any(|file| {
        let may_define = !file.is_test && file.may_name(name);
        may_define && !file.facts().definitions_named(name).is_empty()
    })
}

/// Whether a row of Used By Modules names the same function: that row's finding speaks for it.
fn has_row(view: &IntegrationView<'_>, symbol: &Symbol) -> bool {
    let mut functions =
        view.integration().usages.iter().filter_map(|usage| usage.function.as_ref());
    functions.any(|function| last_part(&function.value) == last_part(&symbol.name.value))
}

fn last_part(name: &str) -> &str {
    name.rsplit(['.', ':', '#']).next().unwrap_or(name)
}

fn names(file: &SourceFile, is_meant: fn(&Definition) -> bool) -> impl Iterator<Item = &str> {
    let definitions = file.facts().definitions.iter();
    definitions.filter(move |it| is_meant(it)).map(|definition| definition.name.value.as_str())
}

fn is_function(definition: &Definition) -> bool {
    matches!(definition.kind, DefinitionKind::Function | DefinitionKind::Method)
}

fn is_class(definition: &Definition) -> bool {
    matches!(definition.kind, DefinitionKind::Class | DefinitionKind::Type)
}

/// The places in a section where a word stands by itself.
fn places_of(text: &str, section: ByteRange, word: &str) -> Vec<ByteRange> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let within = section.slice(text);
    let is_whole = |at: &usize| {
        let before = within.get(..*at).unwrap_or_default();
        let behind = within.get(at + word.len()..).unwrap_or_default();
        !before.ends_with(is_part) && !behind.starts_with(is_part)
    };
    let starts = within.match_indices(word).map(|(at, _)| at).filter(is_whole);
    let place = |at: usize| ByteRange::new(section.start() + at, section.start() + at + word.len());
    starts.map(place).collect()
}
