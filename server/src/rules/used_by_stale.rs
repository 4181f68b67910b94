//! `used-by-stale`: a row of Used By Modules that is no longer true.

use std::collections::BTreeSet;

use crate::catalog::Ecosystem;
use crate::contract::{self, PathReference, Usage};
use crate::source::{Definition, Language};
use crate::text::{Edit, Spanned};
use crate::workspace::{RelPath, Severity, SourceFile, Target, TargetNames};

use super::engine::Check;
use super::nearest::nearest_name;
use super::paths::{is_below_missing_binding, rewritten, spelled};
use super::sink::{Draft, Sink};
use super::skeletons::edits_of;
use super::usages::{Covered, covered, has_function, is_glob, moved_to};
use super::view::{IntegrationView, Premise};
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "used-by-stale",
    severity: Some(Severity::Error),
    summary: "a row of Used By Modules names a file or function that is gone, or no longer uses the binding",
    page: include_str!("pages/used-by-stale.md"),
    checks: &[Check::Integration(&[Premise::Built], check)],
};

fn check(view: &IntegrationView<'_>, sink: &mut Sink) {
    for usage in &view.integration().usages {
        if let Some(file) = &usage.file
            && !is_below_missing_binding(view, &file.path)
        {
            check_row(view, usage, file, sink);
        }
    }
}

fn check_row(view: &IntegrationView<'_>, usage: &Usage, file: &PathReference, sink: &mut Sink) {
    let snapshot = view.contract.snapshot;
    let contract = view.contract.contract;
    let path = &contract.file.path;
    let name = &view.integration().name.value;
    let files = match covered(snapshot, contract, usage) {
        Covered::Unclear => return,
        Covered::Nothing if is_glob(&file.path) => {
            let message = format!("nothing matches `{}` any more", file.path);
            let draft = Draft::new(path, file.range, message).severity(Severity::Warning);
            let draft = draft.help("remove the row, or write where the users lie now");
            sink.report(offer_removal(view, draft, usage));
            return;
        }
        Covered::Nothing if snapshot.is_unread(contract, &file.path) => return,
        Covered::Nothing => {
            let message =
                format!("`{}` does not exist, but {name}'s contract lists it as a user", file.path);
            let help = "write where the file lies now, or remove the row";
            let draft = Draft::new(path, file.range, message).help(help);
            let draft = offer_move(view, draft, usage, file);
            sink.report(offer_removal(view, draft, usage));
            return;
        }
        Covered::File(covered) => vec![covered],
        Covered::Files(files) => files,
    };
    if let (Some(function), [only]) = (&usage.function, files.as_slice())
        && let Some(source) = snapshot.source(only)
        && !has_function(view, source, &function.value)
    {
        let draft = function_is_gone(view, source, function);
        let draft = offer_move(view, draft, usage, file);
        sink.report(offer_function_removal(view, draft, usage));
        return;
    }
    if no_longer_uses(view, &files) {
        let message = match files.as_slice() {
            [_] => format!("`{}` no longer uses the binding of {name}", file.path),
            _ => format!("nothing below `{}` uses the binding of {name} any more", file.path),
        };
        let draft = Draft::new(path, file.range, message).severity(Severity::Warning);
        let draft = draft.help("remove the row, or use the binding there");
        sink.report(offer_removal(view, draft, usage));
    }
}

fn function_is_gone(
    view: &IntegrationView<'_>,
    source: &SourceFile,
    function: &Spanned<String>,
) -> Draft {
    let name = &view.integration().name.value;
    let contract = &view.contract.contract.file.path;
    let message = format!(
        "`{}` is not defined in `{}`, but {name}'s contract lists it as a user",
        function.value, source.path
    );
    let draft = Draft::new(contract, function.range, message)
        .help("write the function's name as it is now, or remove the row");
    match nearest_function(source, &function.value) {
        Some(nearest) => {
            let edit = Edit { range: function.range, text: nearest.clone() };
            let edit = FileEdit { path: contract.clone(), edit };
            draft.offer(format!("Write `{nearest}`, which is defined there"), vec![edit])
        }
        None => draft,
    }
}

/// The name of a definition that a written one was most likely meant to be, with its holder where the
/// written one has a holder.
fn nearest_function(source: &SourceFile, written: &str) -> Option<String> {
    let separator = ["::", ".", "#"].into_iter().find(|separator| written.contains(separator));
    let named = |definition: &Definition| match (separator, &definition.container) {
        (Some(separator), Some(container)) => {
            Some(format!("{container}{separator}{}", definition.name.value))
        }
        (Some(_), None) => None,
        (None, _) => Some(definition.name.value.clone()),
    };
    let names: Vec<String> = source.facts().definitions.iter().filter_map(named).collect();
    nearest_name(written, names.iter().map(String::as_str)).map(str::to_owned)
}

fn offer_move(
    view: &IntegrationView<'_>,
    draft: Draft,
    usage: &Usage,
    file: &PathReference,
) -> Draft {
    let Some(target) = moved_to(view, usage) else { return draft };
    let shown = spelled(view.contract.contract, &file.path, &target);
    draft.offer(format!("Write `{shown}`"), vec![rewritten(view, file, &target)])
}

fn offer_removal(view: &IntegrationView<'_>, draft: Draft, usage: &Usage) -> Draft {
    let text = &view.contract.contract.file.text;
    offer_edits(view, draft, contract::remove_usage(text, view.integration(), usage))
}

fn offer_function_removal(view: &IntegrationView<'_>, draft: Draft, usage: &Usage) -> Draft {
    let text = &view.contract.contract.file.text;
    offer_edits(view, draft, contract::remove_usage_function(text, view.integration(), usage))
}

fn offer_edits(view: &IntegrationView<'_>, draft: Draft, edits: Vec<Edit>) -> Draft {
    let path = &view.contract.contract.file.path;
    if edits.is_empty() {
        return draft;
    }
    let title = match edits
        .iter()
        .any(|edit| edit.range.slice(&view.contract.contract.file.text).contains('\n'))
    {
        true => "Remove the row",
        false => "Remove it from the row",
    };
    draft.offer(title, edits_of(path, edits))
}

/// Whether it is sure that none of these files uses the binding.
fn no_longer_uses(view: &IntegrationView<'_>, files: &[RelPath]) -> bool {
    if !view.holds(Premise::Binding) {
        return false;
    }
    let contract = view.contract;
    let binding_families: BTreeSet<Ecosystem> = view
        .service()
        .binding_paths()
        .flat_map(|path| contract.snapshot.files_in(path))
        .filter_map(|path| contract.snapshot.source(path))
        .filter_map(|file| file.language.ecosystem())
        .collect();
    let surely_does_not = |path: &RelPath| {
        let Some(file) = contract.snapshot.source(path) else { return false };
        let uses = contract.uses.get(path).map_or(&[] as &[_], Vec::as_slice);
        let uses_it = uses.iter().any(|used| used.service == view.index);
        let is_own = contract.contract.is_in_binding(view.index, path);
        // Across languages a binding is reached in ways that imports do not show.
        let can_import_it =
            file.language.ecosystem().is_some_and(|it| binding_families.contains(&it));
        let governing = contract.snapshot.governing(path);
        let is_governed =
            governing.is_some_and(|governing| governing.file.path == contract.contract.file.path);
        let is_clear = !(uses_it || is_own || file.is_test || bypasses(view, file));
        let is_read = !file.facts().is_broken;
        let is_sure = is_clear && is_read && !sees_without_import(view, file);
        is_sure && is_governed && can_import_it && !may_reach(view, file)
    };
    !files.is_empty() && files.iter().all(surely_does_not)
}

/// Whether a file may name what is in the binding without importing it: from the same package, or
/// from a namespace around it.
fn sees_without_import(view: &IntegrationView<'_>, file: &SourceFile) -> bool {
    match file.language {
        Language::CSharp => true,
        Language::Go | Language::Java | Language::Kotlin => {
            let folder = file.path.parent();
            view.service().binding_paths().any(|path| *path == folder || path.parent() == folder)
        }
        _ => false,
    }
}

/// Whether an import may lead to the binding in a way that is not resolved: a module above the
/// binding taken as a whole (`use crate::integrations;`, `import * as all from './integrations'`),
/// a file that uses the binding and is asked for what it does not define itself (`import` there, then
/// `export`), or a path that names the binding's folder under an alias nobody explains.
fn may_reach(view: &IntegrationView<'_>, file: &SourceFile) -> bool {
    let targets = view.contract.snapshot.targets(file);
    let bindings: Vec<&RelPath> = view.service().binding_paths().collect();
    let is_above = |target: &Target| {
        let stem = target.path.file_name().split('.').next().unwrap_or_default();
        let is_folders_own = ["mod", "lib", "main", "index"].contains(&stem);
        let folder = if is_folders_own {
            Some(target.path.parent())
        } else {
            target.path.parent().join(stem)
        };
        let folder = folder.unwrap_or_else(|| target.path.clone());
        target.names == TargetNames::Module && bindings.iter().any(|binding| binding.is_in(&folder))
    };
    let hands_on = |target: &Target| {
        let uses = view.contract.uses.get(&target.path).map_or(&[] as &[_], Vec::as_slice);
        let is_user = uses.iter().any(|used| used.service == view.index);
        let Some(source) = view.contract.snapshot.source(&target.path) else { return false };
        let defines = |name: &String| {
            let definitions = &source.facts().definitions;
            definitions.iter().any(|definition| definition.exported_as.contains(name))
        };
        is_user
            && match &target.names {
                TargetNames::Module => true,
                TargetNames::Some(names) => !names.iter().all(defines),
            }
    };
    let names_binding = |specifier: &str| {
        let parts: Vec<&str> = specifier.split('/').collect();
        let is_named = |binding: &&RelPath| {
            let name = binding.file_name().split('.').next().unwrap_or_default();
            parts.iter().skip(1).any(|part| part.split('.').next() == Some(name))
        };
        bindings.iter().any(is_named)
    };
    file.facts().imports.iter().zip(targets.iter()).any(|(import, target)| match target {
        Some(target) => is_above(target) || hands_on(target),
        None => names_binding(&import.target.value),
    })
}

/// Whether the file talks to the service past the binding: that is the finding to make.
fn bypasses(view: &IntegrationView<'_>, file: &SourceFile) -> bool {
    let contract = view.contract.contract;
    let owns = |owner: Option<usize>| owner == Some(view.index);
    let facts = file.facts();
    facts
        .imports
        .iter()
        .any(|import| owns(view.contract.snapshot.owner_of_import(contract, file, import)))
        || facts.urls.iter().any(|url| owns(contract.owner_of_address(&url.host, &url.path)))
}
