//! Constant folding: what an expression is worth, as far as the file fixes it.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::source::tree::Node;
use crate::source::value::Value;

use super::annotations;
use super::builders;
use super::dialect::{Binding, BindingKind, Call, Dialect, Expression, Part};
use super::names::{BindingId, Names};
use super::placeholders;

/// Longer chains of constants than this are not followed.
const FUEL: u32 = 40;

/// Values and lists of their sources are cut off here: doubled names would grow without end.
const LONGEST: usize = 2_048;

/// A value together with the literals it was made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub(super) value: Value,
    /// The nodes of the literals.
    pub(super) sources: Vec<u32>,
}

impl Folded {
    pub(super) fn unknown() -> Self {
        Self { value: Value::unknown(), sources: Vec::new() }
    }

    pub(super) fn text(text: &str) -> Self {
        Self { value: Value::constant(text), sources: Vec::new() }
    }

    pub(super) fn concat(self, other: Self) -> Self {
        let mut sources = self.sources;
        if sources.len() < LONGEST {
            sources.extend(other.sources);
        }
        if self.value.known_len() + other.value.known_len() > LONGEST {
            return Self { value: Value::unknown(), sources };
        }
        Self { value: self.value.concat(other.value), sources }
    }
}

/// The constants of a file. Everything is folded once.
pub(super) struct Constants<'s> {
    pub(super) dialect: &'static dyn Dialect,
    pub(super) names: &'s Names<'s>,
    folded: RefCell<HashMap<u32, Folded>>,
}

impl<'s> Constants<'s> {
    pub(super) fn new(dialect: &'static dyn Dialect, names: &'s Names<'s>) -> Self {
        Self { dialect, names, folded: RefCell::default() }
    }

    /// What an expression is worth.
    pub(super) fn fold(&self, node: Node<'s>) -> Folded {
        self.fold_within(node, FUEL)
    }

    /// The text of an expression, when all of it is known.
    pub(super) fn text(&self, node: Node<'s>) -> Option<String> {
        self.fold(node).value.as_constant().map(str::to_owned)
    }

    pub(super) fn fold_within(&self, node: Node<'s>, fuel: u32) -> Folded {
        if let Some(known) = self.folded.borrow().get(&node.index()) {
            return known.clone();
        }
        let Some(fuel) = fuel.checked_sub(1) else { return Folded::unknown() };
        // A constant that is made of itself is unknown.
        self.folded.borrow_mut().insert(node.index(), Folded::unknown());
        let folded = self.evaluate(node, fuel);
        self.folded.borrow_mut().insert(node.index(), folded.clone());
        folded
    }

    fn evaluate(&self, node: Node<'s>, fuel: u32) -> Folded {
        match self.dialect.expression(node) {
            Expression::Text => self.literal(node, fuel),
            Expression::Name => self.bound(node, fuel),
            Expression::Inner(inner) => self.fold_within(inner, fuel),
            Expression::Function(Some(result)) => self.fold_within(result, fuel),
            Expression::Sum(..) => self.sum(node, fuel),
            Expression::Either(sides) => self.either(&sides, fuel),
            Expression::Member { object, name } => match self.names.binding_of(node) {
                Some(_) => self.bound(node, fuel),
                None => builders::property(self, object, name.text(), fuel),
            },
            Expression::Call(call) => self.call(node, &call, fuel),
            Expression::Index { object, key } => match self.entry(object, key, fuel) {
                Some(value) => self.fold_within(value, fuel),
                None => Folded::unknown(),
            },
            Expression::This
            | Expression::Function(None)
            | Expression::List(_)
            | Expression::TypeToken
            | Expression::Other => Folded::unknown(),
        }
    }

    fn literal(&self, node: Node<'s>, fuel: u32) -> Folded {
        let start = Folded { value: Value::default(), sources: vec![node.index()] };
        self.dialect.text_parts(node).into_iter().fold(start, |folded, part| {
            folded.concat(match part {
                Part::Known(text) => Folded::text(&text),
                Part::Hole(inner) => self.fold_within(inner, fuel),
                Part::Name(name) => {
                    let id = self.names.resolve_at(&name, node.start());
                    id.map_or_else(Folded::unknown, |id| self.worth(id, fuel))
                }
                Part::Open => Folded::unknown(),
            })
        })
    }

    fn sum(&self, node: Node<'s>, fuel: u32) -> Folded {
        // Long sums nest to the left; they are taken apart without recursion.
        let mut operands = Vec::new();
        let mut current = node;
        while let Expression::Sum(left, right) = self.dialect.expression(current) {
            operands.push(right);
            current = left;
        }
        operands.push(current);
        let fold =
            |folded: Folded, operand: Node<'s>| folded.concat(self.fold_within(operand, fuel));
        operands.into_iter().rev().fold(Folded::default(), fold)
    }

    /// The first of several that is known; a use of it is a use of all.
    pub(super) fn either(&self, sides: &[Node<'s>], fuel: u32) -> Folded {
        let mut chosen = Folded::unknown();
        for side in sides {
            let Folded { value, sources } = self.fold_within(*side, fuel);
            if chosen.value.is_unknown() {
                chosen.value = value;
            }
            if chosen.sources.len() < LONGEST {
                chosen.sources.extend(sources);
            }
        }
        chosen
    }

    fn call(&self, node: Node<'s>, call: &Call<'s>, fuel: u32) -> Folded {
        let binding = self.names.binding_of(node).map(|id| self.names.binding(id).kind);
        // `URL("…")` of Kotlin calls what `import java.net.URL` brings.
        let is_own =
            !call.is_new && binding.is_some_and(|kind| !matches!(kind, BindingKind::Import(_)));
        if is_own { self.bound(node, fuel) } else { builders::call(self, call, fuel) }
    }

    /// What a name or member is worth.
    fn bound(&self, node: Node<'s>, fuel: u32) -> Folded {
        let id = self.names.binding_of(node);
        id.map_or_else(Folded::unknown, |id| self.worth(id, fuel))
    }

    fn worth(&self, id: BindingId, fuel: u32) -> Folded {
        match self.names.value(id) {
            Some(value) => self.fold_within(value, fuel),
            None => self.injected(self.names.binding(id)),
        }
    }

    /// The default of a placeholder that a field or parameter is annotated with.
    fn injected(&self, binding: Binding<'s>) -> Folded {
        if !matches!(binding.kind, BindingKind::Field | BindingKind::Parameter) {
            return Folded::unknown();
        }
        let default =
            annotations::of(self.dialect, binding.node).into_iter().find_map(|annotation| {
                let literal = annotations::placeholder_literal(self.dialect, &annotation)?;
                let text = self.literal(literal, 1).value.as_constant()?.to_owned();
                let default = placeholders::read(&text).into_iter().next()?.default?;
                let sources = vec![literal.index()];
                Some(Folded { value: Value::constant(default), sources })
            });
        default.unwrap_or_else(Folded::unknown)
    }

    /// The expression that an expression stands for: what a constant holds.
    pub(super) fn origin(&self, node: Node<'s>) -> Node<'s> {
        let mut node = node;
        for _ in 0..FUEL {
            let next = match self.dialect.expression(node) {
                Expression::Inner(inner) => Some(inner),
                Expression::Name | Expression::Member { .. } => {
                    self.names.binding_of(node).and_then(|id| self.names.value(id))
                }
                _ => None,
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        node
    }

    /// The value under a constant key of a map that the file fixes.
    pub(super) fn entry(&self, map: Node<'s>, key: Node<'s>, fuel: u32) -> Option<Node<'s>> {
        let key = self.fold_within(key, fuel).value.as_constant()?.to_owned();
        let entries = builders::entries(self, self.origin(map));
        entries.into_iter().find_map(|(name, value)| {
            let name = self.fold_within(name, fuel);
            (name.value.as_constant() == Some(key.as_str())).then_some(value)
        })
    }
}
