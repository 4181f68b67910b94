//! Imports: written, qualified and by name at run time.

use std::collections::HashMap;

use crate::source::facts::{Import, ImportKind, ImportUse, ImportedName};
use crate::source::tree::Syntax;
use crate::text::Spanned;

use super::File;
use super::dialect::{BindingKind, Dialect, Expression, NameRole, Written};
use super::holders::is_one;
use super::qualified;
use super::usages::used;
use super::wildcards;

/// The imports of a file, and how to find them again.
pub(super) struct Imports {
    /// In the order of the text.
    pub(super) facts: Vec<Import>,
    /// For each written import its place among the facts.
    written: Vec<usize>,
    /// The qualified uses by their root.
    roots: HashMap<String, usize>,
}

impl Imports {
    /// The fact of a written import.
    pub(super) fn of_written(&self, index: usize) -> Option<usize> {
        self.written.get(index).copied()
    }

    /// The fact of the qualified uses of a package.
    pub(super) fn of_root(&self, root: &str) -> Option<usize> {
        self.roots.get(root).copied()
    }
}

/// The imports as they are written.
pub(super) fn written<'s>(
    dialect: &'static dyn Dialect,
    syntax: &'s Syntax<'s>,
) -> Vec<Written<'s>> {
    syntax.nodes().filter_map(|node| dialect.import(node)).collect()
}

/// Every import, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Imports {
    let wildcard_use = wildcards::used(file);
    let mut found: Vec<(Import, Source)> = Vec::new();
    let uses = uses_of_imports(file);
    for (index, import) in file.written.iter().enumerate() {
        let used = match import.local {
            Some(_) => uses.get(&index).copied().unwrap_or(ImportUse::Runtime),
            None if import.is_static => ImportUse::Runtime,
            None => wildcard_use,
        };
        let last = import.target.rsplit('.').next().unwrap_or(&import.target);
        let name = match import.local {
            Some(local) => {
                ImportedName { imported: last.to_owned(), local: local.text().to_owned() }
            }
            None => ImportedName { imported: "*".to_owned(), local: "*".to_owned() },
        };
        let fact = Import {
            target: Spanned::new(import.target.clone(), import.target_range),
            range: import.node.range(),
            kind: ImportKind::Static,
            names: vec![name],
            used,
            in_test: false,
        };
        found.push((fact, Source::Written(index)));
    }
    for package in qualified::read(file) {
        found.push((package.import, Source::Root(package.root)));
    }
    found.extend(loaded(file).into_iter().map(|import| (import, Source::Loaded)));
    found.sort_by_key(|(import, _)| import.range);
    let mut written = vec![0; file.written.len()];
    let mut roots = HashMap::new();
    for (at, (_, source)) in found.iter().enumerate() {
        match source {
            Source::Written(index) => written[*index] = at,
            Source::Root(root) => drop(roots.insert(root.clone(), at)),
            Source::Loaded => {}
        }
    }
    Imports { facts: found.into_iter().map(|(import, _)| import).collect(), written, roots }
}

enum Source {
    Written(usize),
    Root(String),
    Loaded,
}

/// What the names of the imports are used for, by the import.
fn uses_of_imports(file: &File<'_>) -> HashMap<usize, ImportUse> {
    let bindings = file.names.bindings().filter_map(|(id, binding)| match binding.kind {
        BindingKind::Import(index) => Some((index, id)),
        _ => None,
    });
    bindings
        .map(|(index, id)| (index, used(file.names.uses(id).iter().map(|it| it.role))))
        .collect()
}

/// Classes that are loaded by their name: `Class.forName("com.stripe.Stripe")`.
fn loaded(file: &File<'_>) -> Vec<Import> {
    let mut found = Vec::new();
    for node in file.syntax.nodes() {
        let Expression::Call(call) = file.dialect.expression(node) else { continue };
        let Some(argument) = call.arguments.first() else { continue };
        // `getClass().getClassLoader().loadClass(…)`.
        let is_loader = call.name.is_some_and(|name| name.text() == "loadClass");
        if !is_loader && !is_one(file, &call, file.dialect.words().loaders) {
            continue;
        }
        let Some(text) = file.constants.text(argument.value) else { continue };
        // .NET writes the assembly behind the type: `Stripe.StripeClient, Stripe.net`.
        let target = text.split(',').next().unwrap_or_default().trim().to_owned();
        let is_name = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "_$+".contains(c))
        };
        if !target.split('.').all(is_name) {
            continue;
        }
        found.push(Import {
            target: Spanned::new(target, argument.value.range()),
            range: node.range(),
            kind: ImportKind::Dynamic,
            names: Vec::new(),
            used: used([NameRole::Value].into_iter()),
            in_test: false,
        });
    }
    found
}
