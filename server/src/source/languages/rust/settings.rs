//! Variables that the fields of a struct stand for: `envy`, `config` and `figment` fill it from the
//! environment.

use super::attributes;
use super::calls::{arguments, callee, split_at_commas};
use super::folding::Folder;
use super::names::{Meaning, Namespace};
use super::paths;
use super::reading::Reading;
use super::strings;
use super::syntax::{NodeId, Roles};
use crate::source::facts::{EnvUse, EnvUseKind};
use crate::text::Spanned;

/// Functions of more nodes than this are not searched to their end.
const LONGEST_FUNCTION: usize = 4_096;

/// The variables that structs of this file are filled from.
pub(super) fn env_uses(reading: &Reading<'_, '_>, folder: &Folder<'_, '_>) -> Vec<EnvUse> {
    let search = Search { reading, folder };
    let calls = reading.syntax.marked(Roles::CALL);
    let loaded = calls.filter_map(|call| Some((search.prefix(call)?, search.structure(call)?)));
    loaded.flat_map(|(prefix, structure)| search.fields(structure, &prefix)).collect()
}

struct Search<'r, 's, 't> {
    reading: &'r Reading<'s, 't>,
    folder: &'r Folder<'r, 't>,
}

impl Search<'_, '_, '_> {
    /// What the names of the variables begin with, when a call fills a struct from them.
    fn prefix(&self, call: NodeId) -> Option<String> {
        let syntax = self.reading.syntax;
        let callee = callee(syntax, call)?;
        if let Some(method) = syntax.child(callee, "field") {
            return match syntax.text_of(method) {
                // `envy::prefixed("APP_").from_env()`
                "from_env" => self.stated_prefix(syntax.child(callee, "value")?),
                // The source was named somewhere on the way here.
                "try_deserialize" | "extract" => {
                    let around = std::iter::successors(Some(call), |node| syntax.parent(*node));
                    let function =
                        around.take(256).find(|it| syntax.kind(*it) == "function_item")?;
                    let mut inside = syntax.subtree(function).take(LONGEST_FUNCTION);
                    inside.find_map(|node| self.stated_prefix(node))
                }
                _ => None,
            };
        }
        let path = paths::read(syntax, callee)?;
        path.segments.ends_with(&["envy", "from_env"]).then(String::new)
    }

    /// The prefix that a source of variables is made with.
    fn stated_prefix(&self, call: NodeId) -> Option<String> {
        let syntax = self.reading.syntax;
        if syntax.kind(call) != "call_expression" {
            return None;
        }
        let path = paths::read(syntax, callee(syntax, call)?)?;
        let (holder, name) = match path.segments.as_slice() {
            [.., holder, name] => (*holder, *name),
            _ => return None,
        };
        let first = || {
            let folded = self.folder.fold(arguments(syntax, call).next()?);
            Some(folded.value.as_constant()?.to_ascii_uppercase())
        };
        match (holder, name) {
            ("envy" | "Env", "prefixed") => first(),
            ("Environment", "with_prefix") => first().map(|prefix| format!("{prefix}_")),
            ("Environment", "default") | ("Env", "raw") => Some(String::new()),
            _ => None,
        }
    }

    /// The struct of this file that a call fills: named by the call, by the variable it is bound to,
    /// or by the result of the function around it.
    fn structure(&self, call: NodeId) -> Option<NodeId> {
        let syntax = self.reading.syntax;
        let function = syntax.child(call, "function")?;
        let named = syntax.child(function, "type_arguments");
        let around = std::iter::successors(syntax.parent(call), |node| syntax.parent(*node));
        let stated = around.take(256).filter_map(|node| match syntax.kind(node) {
            "let_declaration" => syntax.child(node, "type"),
            "function_item" => syntax.child(node, "return_type"),
            _ => None,
        });
        named.into_iter().chain(stated).find_map(|kind| self.structure_in(kind))
    }

    fn structure_in(&self, kind: NodeId) -> Option<NodeId> {
        let syntax = self.reading.syntax;
        std::iter::once(kind).chain(syntax.subtree(kind)).find_map(|node| {
            if syntax.kind(node) != "type_identifier" {
                return None;
            }
            let (name, offset) = (syntax.text_of(node), syntax.start(node));
            match self.reading.names.resolve(name, offset, Namespace::Types) {
                Some(Meaning::Item(item)) if syntax.kind(item) == "struct_item" => Some(item),
                _ => None,
            }
        })
    }

    fn fields(&self, structure: NodeId, prefix: &str) -> Vec<EnvUse> {
        let syntax = self.reading.syntax;
        let body = syntax.child(structure, "body").into_iter();
        let fields = body.flat_map(|body| syntax.children(body));
        let read = |field: NodeId| {
            let name = syntax.child(field, "name")?;
            let spelled = self.renamed(field).unwrap_or_else(|| {
                Spanned::new(syntax.text_of(name).to_owned(), syntax.range(name))
            });
            let variable = format!("{prefix}{}", spelled.value.to_ascii_uppercase());
            Some(EnvUse {
                name: Spanned::new(variable, spelled.range),
                kind: EnvUseKind::Read,
                in_test: self.reading.tests.holds(syntax.start(field)),
            })
        };
        let is_field = |node: &NodeId| syntax.kind(*node) == "field_declaration";
        fields.filter(is_field).filter_map(read).collect()
    }

    /// `#[serde(rename = "…")]`.
    fn renamed(&self, field: NodeId) -> Option<Spanned<String>> {
        let syntax = self.reading.syntax;
        let serde = attributes::above(syntax, field)
            .filter(|attribute| attributes::name(syntax, *attribute) == "serde");
        let tokens = serde.filter_map(|attribute| attributes::arguments(syntax, attribute));
        let words = tokens.flat_map(|tokens| split_at_commas(syntax, tokens));
        words.into_iter().find_map(|argument| match argument.as_slice() {
            [word, _, literal] if syntax.text_of(*word) == "rename" => {
                let range = strings::range(syntax, *literal);
                Some(Spanned::new(strings::content(syntax, *literal), range))
            }
            _ => None,
        })
    }
}
