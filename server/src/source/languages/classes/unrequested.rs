//! Addresses that no call of the file requests: which of them are kept as values.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::source::tree::Node;
use crate::source::value::UrlParts;

use super::File;
use super::constants::Folded;
use super::dialect::{Argument, BindingKind, Expression};
use super::names::BindingId;
use super::requests::{Purpose, purpose};
use super::roles::{Role, is_shown, role_of};

/// How far the expression around a literal is looked for.
const FARTHEST: usize = 64;

/// What is known once every call of a file has been looked at.
pub(super) struct Unrequested<'f, 's> {
    file: File<'s>,
    used: &'f HashSet<u32>,
    requests: &'f HashSet<u32>,
    /// The bindings by the nodes of their values.
    by_value: HashMap<u32, BindingId>,
    /// For a binding: whether the file only shows it.
    judged: RefCell<HashMap<BindingId, bool>>,
}

impl<'f, 's> Unrequested<'f, 's> {
    /// `used` are the literals that a call uses, `requests` the calls that have their finding.
    pub(super) fn new(file: File<'s>, used: &'f HashSet<u32>, requests: &'f HashSet<u32>) -> Self {
        let values =
            file.names.bindings().filter_map(|(id, binding)| Some((binding.value?.index(), id)));
        Self { file, used, requests, by_value: values.collect(), judged: RefCell::default() }
    }

    /// The address that a literal is kept as, with the expression that is the address.
    pub(super) fn constant(&self, literal: Node<'s>) -> Option<(UrlParts, Node<'s>)> {
        let is_literal = literal.kind().contains("string") && literal.text().contains('.');
        if !is_literal || self.used.contains(&literal.index()) {
            return None;
        }
        if !matches!(self.file.dialect.expression(literal), Expression::Text) {
            return None;
        }
        let expression = self.whole_expression(literal);
        let folded = self.file.constants.fold(expression);
        let url = folded.value.as_url().or_else(|| self.host(expression, &folded))?;
        // One place for each constant: what is made of another constant is reported there.
        let is_own = folded.sources.first() == Some(&literal.index())
            && folded.sources.iter().all(|source| {
                let source_range = self.file.syntax.node(*source).range();
                !self.used.contains(source) && expression.range().contains_range(source_range)
            });
        (is_own && self.is_kept(expression)).then_some((url, expression))
    }

    /// The sum, template or formatting call that a literal is part of.
    fn whole_expression(&self, literal: Node<'s>) -> Node<'s> {
        let mut whole = literal;
        let mut is_known = false;
        for outer in literal.ancestors().take(FARTHEST) {
            match self.file.dialect.expression(outer) {
                Expression::Text | Expression::Sum(..) if !is_known => whole = outer,
                Expression::Inner(_) => {}
                Expression::Call(_) => {
                    is_known |= self.file.constants.fold(whole).value.as_url().is_some();
                    if is_known {
                        return whole;
                    }
                    if self.file.constants.fold(outer).value.as_url().is_some() {
                        return outer;
                    }
                    return whole;
                }
                Expression::Other if is_wrapper(outer) => {}
                _ => return whole,
            }
        }
        whole
    }

    /// The host that an expression is, when it is the value of something that is named as one.
    fn host(&self, expression: Node<'s>, folded: &Folded) -> Option<UrlParts> {
        let binding = self.file.names.binding(*self.by_value.get(&expression.index())?);
        let is_host = role_of(binding.name.text()) == Some(Role::Host);
        if is_host { folded.value.as_host() } else { None }
    }

    /// Whether an address that no call requests is kept as a value, and not shown, compared or
    /// listed.
    fn is_kept(&self, expression: Node<'s>) -> bool {
        let dialect = self.file.dialect;
        let mut node = expression;
        for outer in expression.ancestors() {
            if let Some(id) = self.by_value.get(&node.index()) {
                let binding = self.file.names.binding(*id);
                if binding.kind != BindingKind::Function {
                    return !is_shown(binding.name.text()) && !self.is_only_shown(*id);
                }
            }
            if dialect.annotation(outer).is_some() || dialect.is_dead_end(outer, node) {
                return false;
            }
            if dialect.comparison(outer).is_some() {
                return false;
            }
            if let Some((target, value)) = dialect.assignment(outer) {
                if value != Some(node) {
                    return false;
                }
                let name = match dialect.expression(target) {
                    Expression::Member { name, .. } => name,
                    _ => target,
                };
                return !is_shown(name.text());
            }
            match dialect.expression(outer) {
                Expression::Call(call) => {
                    let is_answered = self.requests.contains(&outer.index());
                    let holds = |argument: &&Argument<'s>| {
                        argument.value.range().contains_range(expression.range())
                    };
                    let named = call.arguments.iter().find(holds);
                    let name = named.and_then(|argument| argument.name).map(Node::text);
                    let is_silent = purpose(self.file, outer, &call) == Purpose::Silent
                        || name.is_some_and(is_shown)
                        || self.is_shown_entry(
                            &call.arguments.iter().map(|it| it.value).collect::<Vec<_>>(),
                            node,
                        );
                    // What is done with the object is what is done with the call.
                    if is_silent || is_answered {
                        return false;
                    }
                }
                // A block behind a call belongs to it.
                Expression::Inner(inner) if inner != node => {
                    if let Expression::Call(call) = dialect.expression(inner)
                        && purpose(self.file, inner, &call) == Purpose::Silent
                    {
                        return false;
                    }
                }
                Expression::Index { key, .. } if key == node => return false,
                Expression::List(items) if self.is_shown_entry(&items, node) => return false,
                _ => {}
            }
            if dialect.is_home(outer) {
                return true;
            }
            node = outer;
        }
        true
    }

    /// Whether a value stands behind a key that names what is shown: `put("success_url", "…")`.
    fn is_shown_entry(&self, values: &[Node<'s>], node: Node<'s>) -> bool {
        let at = values.iter().position(|value| *value == node);
        let key = at.and_then(|at| at.checked_sub(1)).and_then(|at| values.get(at));
        key.and_then(|key| self.file.constants.text(*key)).is_some_and(|key| is_shown(&key))
    }

    /// Whether all the file does with a constant is to log it, compare it or redirect to it.
    fn is_only_shown(&self, id: BindingId) -> bool {
        // Constants that are made of each other are not judged twice.
        if let Some(known) = self.judged.borrow().get(&id) {
            return *known;
        }
        self.judged.borrow_mut().insert(id, false);
        let binding = self.file.names.binding(id);
        let uses = self.file.names.uses(id);
        let is_shown = |usage: &super::names::Use| {
            let usage = self.file.syntax.node(usage.node);
            // The name of a member: what is done with the whole counts.
            let whole = match usage.parent() {
                Some(outer) if matches!(self.file.dialect.expression(outer), Expression::Member { name, .. } if name == usage) => {
                    outer
                }
                _ => usage,
            };
            binding.node.range().contains_range(usage.range()) || !self.is_kept(whole)
        };
        let is_only_shown = !uses.is_empty() && uses.iter().all(is_shown);
        self.judged.borrow_mut().insert(id, is_only_shown);
        is_only_shown
    }
}

/// Nodes between a call and its argument.
fn is_wrapper(node: Node<'_>) -> bool {
    node.is_any(&[
        "argument_list",
        "argument",
        "value_arguments",
        "value_argument",
        "interpolation",
        "string_interpolation",
    ])
}
