//! Environment variables in contracts.

use std::collections::{BTreeMap, BTreeSet};

use crate::features::{CompletionItem, CompletionKind};
use crate::rules::is_ambient;
use crate::source::EnvUse;
use crate::text::ByteRange;
use crate::workspace::{Entry, RelPath, Snapshot, declares};

use super::contract::{Asked, Section};
use super::item::{code, item};

/// How near an item is to what is being written; smaller comes first.
pub(super) type Rank = u8;

impl<'asked> Asked<'asked> {
    /// The variables that may be listed at the cursor: those that the binding reads and nobody
    /// documents, then all others that are known.
    pub(super) fn variables(
        &self,
        section: Section<'asked>,
        range: ByteRange,
    ) -> Vec<CompletionItem> {
        self.variables_as(section, range, code)
    }

    /// The same in a fence of assignments.
    pub(super) fn variables_in_fence(&self, section: Section<'asked>) -> Vec<CompletionItem> {
        let before = self.cursor.before().trim_start();
        let name = before.strip_prefix("export ").unwrap_or(before);
        if !name.chars().all(is_name_part) {
            return Vec::new();
        }
        let behind = self.cursor.behind();
        let end = behind.len() - behind.trim_start_matches(is_name_part).len();
        let offset = self.cursor.offset;
        let range = ByteRange::new(offset - name.len(), offset + end);
        let has_value = behind.get(end..).is_some_and(|rest| rest.trim_start().starts_with('='));
        self.variables_as(section, range, |name| {
            if has_value { name.to_owned() } else { format!("{name}=") }
        })
    }

    fn variables_as(
        &self,
        section: Section<'asked>,
        range: ByteRange,
        written: impl Fn(&str) -> String,
    ) -> Vec<CompletionItem> {
        let cursor = self.cursor;
        let elsewhere: Vec<&crate::contract::Variable> = section
            .integration
            .variables
            .iter()
            .filter(|variable| !variable.name.range.touches(cursor.offset))
            .collect();
        let read = self.read_in_binding(section);
        let typed = range.slice(cursor.text).trim_matches('`');
        let path = &self.contract.file.path;
        let is_new = |name: &str| !elsewhere.iter().any(|variable| declares(variable, name));
        let known = known_variables(self.snapshot, path, typed).into_iter();
        let items = known.filter(|(name, _)| is_new(name)).map(|(name, rank)| {
            let rank = if read.contains(&*name) { 0 } else { rank };
            let mut made = variable(self.snapshot, path, cursor.text, range, &name, rank);
            made.edit.text = written(&name);
            made
        });
        items.collect()
    }

    /// A variable that prose names in a code span: those of the section first.
    pub(super) fn variables_named_in_prose(&self, section: Section<'asked>) -> Vec<CompletionItem> {
        let range = self.cursor.span();
        let typed = range.slice(self.cursor.text).trim_matches('`');
        // A path or scope is in code marks too.
        if !typed.chars().all(is_name_part) {
            return Vec::new();
        }
        let path = &self.contract.file.path;
        let own: BTreeSet<&str> =
            section.integration.variables.iter().map(|variable| &*variable.name.value).collect();
        let known = known_variables(self.snapshot, path, typed).into_iter();
        let items = known.map(|(name, rank)| {
            let rank = if own.contains(&*name) { 0 } else { rank + 1 };
            let mut made = variable(self.snapshot, path, self.cursor.text, range, &name, rank);
            made.edit.text = code(&name);
            made
        });
        items.collect()
    }

    /// What the files of the binding read; not the variables of every program.
    fn read_in_binding(&self, section: Section<'asked>) -> BTreeSet<&'asked str> {
        let Some(service) = self.service(section) else { return BTreeSet::new() };
        let snapshot = self.snapshot;
        let files = service.binding_paths().flat_map(|binding| snapshot.files_in(binding));
        let sources = files.filter_map(|file| snapshot.source(file)).filter(|file| !file.is_test);
        let is_read = |used: &&EnvUse| !used.in_test && !is_ambient(&used.name.value);
        sources
            .flat_map(|file| file.facts().env_uses.iter().filter(is_read))
            .map(|used| &*used.name.value)
            .collect()
    }
}

pub(super) fn is_name_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// Variables that are known somewhere: documented in the contract or in INFRA_CONTRACT.md, used in
/// source, set in `.env*` files. What is being typed is no evidence of itself: half a name would be
/// offered otherwise.
pub(super) fn known_variables(
    snapshot: &Snapshot,
    asking: &RelPath,
    typed: &str,
) -> BTreeMap<String, Rank> {
    let mut known: BTreeMap<String, Rank> = BTreeMap::new();
    let mut learn = |name: &str, rank: Rank| match known.get_mut(name) {
        Some(known) => *known = rank.min(*known),
        None if name.ends_with('*') => {}
        None => drop(known.insert(name.to_owned(), rank)),
    };
    let is_typed_here = |path: &RelPath, name: &str| path == asking && name == typed;
    if let Some(contract) = snapshot.governing(asking) {
        let own = &contract.file.path;
        let variables = contract.integrations().iter().flat_map(|it| &it.variables);
        let evident = variables.filter(|it| !is_typed_here(own, &it.name.value));
        evident.for_each(|variable| learn(&variable.name.value, 1));
        if let Some(infra) = &contract.infra {
            let variables = infra.contract.variables.iter();
            let evident = variables.filter(|it| !is_typed_here(&infra.path, &it.name.value));
            evident.for_each(|variable| learn(&variable.name.value, 2));
        }
    }
    let is_source = matches!(snapshot.entry(asking), Some(Entry::Source(_)));
    let is_evident =
        |name: &&str| !is_source || *name != typed || snapshot.env_uses(name).len() > 1;
    snapshot.used_variables().into_iter().filter(is_evident).for_each(|name| {
        learn(name, if is_ambient(name) { 3 } else { 2 });
    });
    for file in snapshot.dotenv_files() {
        let evident = file.names.iter().filter(|name| !is_typed_here(&file.path, &name.value));
        evident.for_each(|name| learn(&name.value, 3));
    }
    known
}

/// An item for a variable, with the services that document it.
pub(super) fn variable(
    snapshot: &Snapshot,
    asking: &RelPath,
    text: &str,
    range: ByteRange,
    name: &str,
    rank: Rank,
) -> CompletionItem {
    let services = snapshot.governing(asking).map(|contract| {
        let documenting = contract.documenting(name).into_iter();
        let names = documenting.filter_map(|service| contract.integrations().get(service));
        names.map(|it| it.name.value.clone()).collect::<Vec<_>>().join(", ")
    });
    CompletionItem {
        detail: services.filter(|services| !services.is_empty()),
        variable: Some(name.to_owned()),
        ..item(text, range, CompletionKind::Variable, name, name, format!("{rank}{name}"))
    }
}
