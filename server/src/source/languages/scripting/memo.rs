//! What has been folded already, and what names were given.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::source::tree::Node;

use super::Folded;

/// What expressions are worth, each of them found out once.
#[derive(Default)]
pub(in crate::source::languages) struct Memo {
    folded: RefCell<HashMap<u32, Folded>>,
}

impl Memo {
    /// What a node is worth; `evaluate` finds it out with one step less to go.
    pub(in crate::source::languages) fn fold(
        &self,
        node: Node<'_>,
        fuel: u32,
        evaluate: impl FnOnce(u32) -> Folded,
    ) -> Folded {
        if let Some(known) = self.folded.borrow().get(&node.index()) {
            return known.clone();
        }
        let Some(fuel) = fuel.checked_sub(1) else { return Folded::unknown() };
        // A constant that is made of itself is unknown.
        self.folded.borrow_mut().insert(node.index(), Folded::unknown());
        let folded = evaluate(fuel);
        self.folded.borrow_mut().insert(node.index(), folded.clone());
        folded
    }
}

/// What a name is given at one place.
#[derive(Clone, Copy)]
pub(in crate::source::languages) enum Given<'s> {
    /// What an expression is worth.
    Value(Node<'s>),
    /// What the file does not say.
    Unknown,
}

impl<'s> Given<'s> {
    /// The value, or that there is none to be known.
    pub(in crate::source::languages) fn of(value: Option<Node<'s>>) -> Self {
        value.map_or(Self::Unknown, Self::Value)
    }

    /// The expression that a name was given once and for all.
    pub(in crate::source::languages) fn once(given: &[Self]) -> Option<Node<'s>> {
        match given {
            [Self::Value(value)] => Some(*value),
            _ => None,
        }
    }
}
