//! URLs used as values: what is requested, and what only stands there.

use std::collections::{BTreeMap, HashSet};

use super::calls::{
    arguments, callee, hands_its_argument_on, hands_its_receiver_on, split_at_commas,
};
use super::contexts::{TokenContext, macro_name};
use super::folding::{Folded, Folder};
use super::paths;
use super::positions;
use super::reading::Reading;
use super::strings;
use super::syntax::{NodeId, Roles};
use crate::source::elsewhere::{Pending, pending};
use crate::source::facts::{UrlUse, UrlUseKind};
use crate::source::value::UrlParts;
use crate::text::ByteRange;

/// All URL values of the file, and the requests that another file has to answer for.
pub(super) fn urls(
    reading: &Reading<'_, '_>,
    folder: &Folder<'_, '_>,
) -> (Vec<UrlUse>, Vec<Pending>) {
    let mut search = Search {
        reading,
        folder,
        settled: BTreeMap::new(),
        consumed: HashSet::new(),
        urls: Vec::new(),
        pending: Vec::new(),
    };
    search.uses();
    search.uses_in_macros();
    search.constants();
    search.urls.sort_by_key(|url| url.range);
    (search.urls, search.pending)
}

struct Search<'r, 's, 't> {
    reading: &'r Reading<'s, 't>,
    folder: &'r Folder<'r, 't>,
    /// Disjoint ranges of which everything is said, start to end.
    settled: BTreeMap<usize, usize>,
    /// Literals and `format!`s that are part of something reported, or known to be clean.
    consumed: HashSet<NodeId>,
    urls: Vec<UrlUse>,
    /// What would be a request if another file said so.
    pending: Vec<Pending>,
}

impl Search<'_, '_, '_> {
    /// Calls, fields of struct literals and comparisons, outer before inner.
    fn uses(&mut self) {
        let syntax = self.reading.syntax;
        let roles = Roles::CALL | Roles::FIELD | Roles::BINARY;
        for (node, roles) in syntax.marks_of(roles) {
            if self.is_settled(syntax.range(node)) {
                continue;
            }
            if roles.has(Roles::CALL) {
                self.call(node);
            } else if roles.has(Roles::FIELD) {
                self.field(node);
            } else if positions::compares(syntax, node) {
                for side in ["left", "right"] {
                    if let Some(operand) = syntax.child(node, side) {
                        let folded = self.folder.fold(operand);
                        self.consumed.extend(folded.leaves);
                    }
                }
            }
        }
    }

    fn call(&mut self, call: NodeId) {
        let syntax = self.reading.syntax;
        let Some(callee) = callee(syntax, call) else { return };
        let (name, is_method) = match syntax.child(callee, "field") {
            Some(method) if syntax.kind(callee) == "field_expression" => {
                (syntax.text_of(method), true)
            }
            _ => match paths::read(syntax, callee) {
                Some(path) if hands_its_argument_on(&path) => return,
                Some(path) if positions::is_clean_function(&path) => {
                    return self.clean(call);
                }
                Some(path) => (path.last(), false),
                None => ("", false),
            },
        };
        if positions::is_clean_call(name) || positions::is_mock(syntax, callee) {
            return self.clean(call);
        }
        if is_method && matches!(name, "expect" | "context" | "with_context") {
            return self.clean(call);
        }
        if is_method && positions::looks_up(syntax, call, name) {
            return self.clean(call);
        }
        // The value is judged where the outcome is used.
        let is_fallback =
            matches!(name, "unwrap_or" | "unwrap_or_else" | "or" | "or_else" | "map_or");
        if is_method && (is_fallback || name == "join" || hands_its_receiver_on(name)) {
            return;
        }
        for argument in arguments(syntax, call) {
            let folded = self.folder.fold(argument);
            let parts = if positions::takes_a_host(name) {
                folded.value.as_host()
            } else {
                folded.value.as_url()
            };
            let parts =
                parts.or_else(|| positions::command_line(name, folded.value.as_constant()?));
            if let Some(parts) = parts {
                return self.report(parts, syntax.range(argument), UrlUseKind::Request, folded);
            }
            self.pend(&folded, positions::takes_a_host(name), argument);
            if self.element(name, argument) {
                return;
            }
        }
    }

    /// `.args(["-X", "POST", "https://…"])`, `connect(("host", 443))`.
    fn element(&mut self, name: &str, argument: NodeId) -> bool {
        let syntax = self.reading.syntax;
        let list = match syntax.kind(argument) {
            "reference_expression" => syntax.child(argument, "value"),
            _ => Some(argument),
        };
        let Some(list) = list else { return false };
        let takes_elements = match syntax.kind(list) {
            "array_expression" => name == "args",
            // `sentry::init((dsn, options))`
            "tuple_expression" => positions::takes_a_host(name) || name == "init",
            _ => false,
        };
        if !takes_elements {
            return false;
        }
        for element in syntax.children(list) {
            let folded = self.folder.fold(element);
            let parts = if name == "args" {
                let command = || positions::command_line("arg", folded.value.as_constant()?);
                folded.value.as_url().or_else(command)
            } else if name == "init" {
                folded.value.as_url()
            } else {
                folded.value.as_host()
            };
            if let Some(parts) = parts {
                let range = syntax.range(element);
                self.report(parts, range, UrlUseKind::Request, folded);
                return true;
            }
        }
        false
    }

    fn field(&mut self, field: NodeId) {
        let syntax = self.reading.syntax;
        let (name, value) = match syntax.kind(field) {
            "shorthand_field_initializer" => {
                let Some(word) = syntax.child_of_kind(field, "identifier") else { return };
                (syntax.text_of(word), word)
            }
            _ => {
                let value = syntax.child(field, "value");
                let (Some(name), Some(value)) = (syntax.child(field, "field"), value) else {
                    return;
                };
                (syntax.text_of(name), value)
            }
        };
        let folded = self.folder.fold(value);
        let parts = if positions::is_host_field(name) {
            folded.value.as_host()
        } else if positions::is_base_field(name) {
            folded.value.as_url()
        } else {
            None
        };
        if let Some(parts) = parts {
            self.report(parts, syntax.range(value), UrlUseKind::Request, folded);
        } else if positions::is_host_field(name) || positions::is_base_field(name) {
            self.pend(&folded, positions::is_host_field(name), value);
        }
    }

    fn pend(&mut self, folded: &Folded, is_host: bool, place: NodeId) {
        let range = self.reading.syntax.range(place);
        let in_test = self.reading.tests.holds(range.start());
        self.pending.extend(pending(&folded.value, is_host, range, in_test));
    }

    /// Requests among the tokens of macros, where a method of a client is called by its name.
    fn uses_in_macros(&mut self) {
        let syntax = self.reading.syntax;
        for tree in syntax.nodes() {
            if syntax.kind(tree) != "token_tree"
                || self.reading.contexts.at(tree) != Some(TokenContext::Code)
            {
                continue;
            }
            let Some(name) = syntax.previous_sibling(tree) else { continue };
            let is_called = syntax
                .previous_sibling(name)
                .is_some_and(|before| matches!(syntax.kind(before), "." | "::"));
            if !is_called || !positions::is_request_method(syntax.text_of(name)) {
                continue;
            }
            for argument in split_at_commas(syntax, tree) {
                let folded = self.folder.fold_tokens(&argument, 0);
                let range = match (argument.first(), argument.last()) {
                    (Some(first), Some(last)) => syntax.range(*first).cover(syntax.range(*last)),
                    _ => continue,
                };
                if let Some(parts) = folded.value.as_url() {
                    self.report(parts, range, UrlUseKind::Request, folded);
                    break;
                }
            }
        }
    }

    /// What no call uses: declared values first, then what stands alone.
    fn constants(&mut self) {
        let syntax = self.reading.syntax;
        let declared: Vec<(NodeId, Folded)> = syntax
            .marked(Roles::ITEM | Roles::BINDING)
            .filter(|node| {
                matches!(syntax.kind(*node), "const_item" | "static_item" | "let_declaration")
            })
            .filter_map(|node| syntax.child(node, "value"))
            .map(|value| (value, self.folder.fold(value)))
            .filter(|(_, folded)| folded.value.as_url().is_some())
            .collect();
        let inside = |value: NodeId, leaf: &NodeId| *leaf >= value && *leaf < syntax.behind(value);
        // A constant that is part of another is told there.
        for (value, folded) in &declared {
            let (own, others): (Vec<NodeId>, Vec<NodeId>) =
                folded.leaves.iter().copied().partition(|leaf| inside(*value, leaf));
            if !own.is_empty() {
                self.consumed.extend(others);
            }
        }
        for (value, folded) in declared {
            let own: Vec<NodeId> =
                folded.leaves.iter().copied().filter(|leaf| inside(value, leaf)).collect();
            let is_known = own.is_empty() || own.iter().any(|leaf| self.consumed.contains(leaf));
            if is_known || self.is_settled(syntax.range(value)) || positions::is_list(syntax, value)
            {
                continue;
            }
            let range = match own.as_slice() {
                [leaf] => syntax.range(*leaf),
                _ => syntax.range(value),
            };
            if let Some(parts) = folded.value.as_url() {
                let kind = positions::kind_of_constant(syntax, own[0]);
                self.report(parts, range, kind, folded);
            }
        }
        for (node, roles) in syntax.marks_of(Roles::STRING | Roles::MACRO) {
            let is_settled = self.consumed.contains(&node) || self.is_settled(syntax.range(node));
            let is_value = if roles.has(Roles::STRING) {
                strings::is_string(syntax, node) && positions::is_value(syntax, node)
            } else {
                matches!(macro_name(syntax, node), "format" | "concat" | "formatcp" | "concatcp")
            };
            if is_settled || !is_value || positions::is_list(syntax, node) {
                continue;
            }
            let folded = self.folder.fold(node);
            if let Some(parts) = folded.value.as_url() {
                let kind = positions::kind_of_constant(syntax, node);
                self.report(parts, syntax.range(node), kind, folded);
            }
        }
    }

    fn clean(&mut self, call: NodeId) {
        let syntax = self.reading.syntax;
        for argument in arguments(syntax, call) {
            let folded = self.folder.fold(argument);
            self.consumed.extend(folded.leaves);
        }
        if let Some(list) = syntax.child(call, "arguments") {
            self.settle(syntax.range(list));
        }
    }

    fn report(&mut self, parts: UrlParts, range: ByteRange, kind: UrlUseKind, folded: Folded) {
        self.consumed.extend(folded.leaves);
        self.settle(range);
        let in_test = self.reading.tests.holds(range.start());
        self.urls.push(UrlUse { host: parts.host, path: parts.path, range, kind, in_test });
    }

    fn settle(&mut self, range: ByteRange) {
        self.settled.insert(range.start(), range.end());
    }

    fn is_settled(&self, range: ByteRange) -> bool {
        let before = self.settled.range(..=range.start()).next_back();
        before.is_some_and(|(_, end)| range.end() <= *end)
    }
}
