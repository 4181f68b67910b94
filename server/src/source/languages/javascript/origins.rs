//! Where a value comes from: constants, members of constant objects, classes and enums, defaults.

use std::collections::HashMap;
use std::rc::Rc;

use super::constants::{Constants, is_member, key_text};
use super::names::{Binding, BindingKind, Step, pattern_names};
use super::syntax::Node;
use super::vocabulary::{Field, Kind};

impl<'s> Constants<'s> {
    pub(super) fn origin_within(&self, node: Node<'s>, fuel: u32) -> Option<Node<'s>> {
        let mut node = node.bare();
        let mut fuel = fuel;
        loop {
            fuel = fuel.checked_sub(1)?;
            let next = match node.kind() {
                Kind::Identifier | Kind::Shorthand => {
                    let binding = self.names.resolve(node)?;
                    self.value_of(binding, fuel)?
                }
                Kind::Member | Kind::Subscript => {
                    let object = node.child(Field::Object)?.bare();
                    let holder = match object.kind() {
                        Kind::This => enclosing_class(node)?,
                        _ => self.origin_within(object, fuel)?,
                    };
                    self.member(holder, &self.member_name(node, fuel)?, fuel)?
                }
                Kind::Call => match node.callee() {
                    Some(callee) if is_member(callee, "freeze") || is_member(callee, "seal") => {
                        node.arguments().next()?
                    }
                    _ => return Some(node),
                },
                _ => return Some(node),
            };
            node = next.bare();
        }
    }

    /// The name in `object.name`, `object['name']` or `object[NAME]`.
    pub(super) fn member_name(&self, node: Node<'s>, fuel: u32) -> Option<String> {
        match node.child(Field::Property) {
            Some(property) => Some(property.text().to_owned()),
            None => {
                let index = self.fold_within(node.child(Field::Index)?, fuel);
                index.value.as_constant().map(str::to_owned)
            }
        }
    }

    fn value_of(&self, binding: Binding, fuel: u32) -> Option<Node<'s>> {
        let name = self.syntax.node(binding.name);
        let origin = self.syntax.node(binding.origin);
        match binding.kind {
            BindingKind::Declaration => Some(origin),
            BindingKind::Variable if self.is_stable(binding) => {
                let value = origin.child(Field::Value);
                let path = self.path_to(origin.child(Field::Name)?, name)?;
                self.follow(value, &path, fuel).or_else(|| default_of(name))
            }
            BindingKind::Parameter if self.is_stable(binding) => {
                default_of(name).or_else(|| {
                    // `constructor({ baseUrl } = { baseUrl: '…' })`
                    let (pattern, value) = defaulted(origin)?;
                    let path = self.path_to(pattern, name)?;
                    self.follow(Some(value), &path, fuel)
                })
            }
            _ => None,
        }
    }

    fn path_to(&self, pattern: Node<'s>, name: Node<'s>) -> Option<Vec<Step<'s>>> {
        if pattern == name {
            return Some(Vec::new());
        }
        pattern_names(pattern).into_iter().find(|(found, _)| *found == name).map(|(_, path)| path)
    }

    fn follow(&self, value: Option<Node<'s>>, path: &[Step<'s>], fuel: u32) -> Option<Node<'s>> {
        let mut value = value?;
        for step in path {
            let Step::Key(key) = step else {
                return None;
            };
            let holder = self.origin_within(value, fuel)?;
            value = self.member(holder, &key_text(*key), fuel)?;
        }
        Some(value)
    }

    /// Whether a name keeps the value it is declared with.
    pub(super) fn is_stable(&self, binding: Binding) -> bool {
        let origin = self.syntax.node(binding.origin);
        let is_const = origin
            .parent()
            .and_then(|declaration| declaration.child(Field::KindWord))
            .is_some_and(|word| word.text() == "const");
        let name = self.syntax.node(binding.name);
        is_const || !self.names.uses_of(name, self.syntax).into_iter().any(is_assigned)
    }

    /// The value of a member of an object literal, a class or an enum.
    fn member(&self, holder: Node<'s>, name: &str, fuel: u32) -> Option<Node<'s>> {
        let known = self.members.borrow().get(&holder.index()).cloned();
        let members = known.unwrap_or_else(|| {
            let members = Rc::new(members_of(holder));
            self.members.borrow_mut().insert(holder.index(), Rc::clone(&members));
            members
        });
        if let Some(index) = members.get(name) {
            return Some(self.syntax.node(*index));
        }
        let fuel = fuel.checked_sub(1)?;
        let spreads = holder.children().filter(|child| child.is(Kind::Spread)).take(8);
        spreads.filter_map(|spread| self.origin_within(spread.children().next()?, fuel)).find_map(
            |spread| (spread.is(Kind::Object)).then(|| self.member(spread, name, fuel)).flatten(),
        )
    }
}

/// The members of an object literal, a class or an enum, with the nodes of their values.
pub(super) fn members_of(holder: Node<'_>) -> HashMap<String, u32> {
    let mut members = HashMap::new();
    let mut add = |name: Option<Node<'_>>, value: Option<Node<'_>>| {
        if let (Some(name), Some(value)) = (name, value) {
            members.insert(key_text(name), value.index());
        }
    };
    match holder.kind() {
        Kind::Object => {
            for entry in holder.children() {
                match entry.kind() {
                    Kind::Pair => add(entry.child(Field::Key), entry.child(Field::Value)),
                    Kind::Shorthand => add(Some(entry), Some(entry)),
                    Kind::Method => add(entry.child(Field::Name), Some(entry)),
                    _ => {}
                }
            }
        }
        Kind::Enum => {
            for entry in holder.child(Field::Body).into_iter().flat_map(Node::children) {
                add(entry.child(Field::Name), entry.child(Field::Value));
            }
        }
        kind if kind.is_class() => class_members(holder, &mut add),
        _ => {}
    }
    members
}

fn class_members<'n>(class: Node<'n>, add: &mut impl FnMut(Option<Node<'n>>, Option<Node<'n>>)) {
    let Some(body) = class.child(Field::Body) else {
        return;
    };
    for member in body.children() {
        match member.kind() {
            Kind::FieldDefinition => {
                let name = member.child(Field::Name).or_else(|| member.child(Field::Property));
                add(name, member.child(Field::Value));
            }
            Kind::Method
                if member.child(Field::Name).is_some_and(|n| n.text() == "constructor") =>
            {
                for node in member.descendants() {
                    match node.kind() {
                        // `constructor(private readonly baseUrl = '…')`
                        Kind::RequiredParameter => {
                            add(node.child(Field::Pattern), node.child(Field::Value));
                        }
                        Kind::Assignment => {
                            let left = node.child(Field::Left).filter(|left| {
                                left.child(Field::Object).is_some_and(|o| o.is(Kind::This))
                            });
                            add(
                                left.and_then(|left| left.child(Field::Property)),
                                node.child(Field::Right),
                            );
                        }
                        _ => {}
                    }
                }
            }
            Kind::Method => add(member.child(Field::Name), Some(member)),
            _ => {}
        }
    }
}

/// The class whose `this` a node would be.
fn enclosing_class(node: Node<'_>) -> Option<Node<'_>> {
    for ancestor in node.ancestors() {
        match ancestor.kind() {
            kind if kind.is_class() => return Some(ancestor),
            // Inside an object's method `this` is the object.
            Kind::Object => return Some(ancestor),
            Kind::Function | Kind::FunctionExpression => return None,
            _ => {}
        }
    }
    None
}

/// The default a name has where it stands: `{ name = '…' }`, `name = '…'`.
fn default_of(name: Node<'_>) -> Option<Node<'_>> {
    let parent = name.parent()?;
    match parent.kind() {
        Kind::ObjectAssignmentPattern | Kind::AssignmentPattern
            if parent.child(Field::Left) == Some(name) =>
        {
            parent.child(Field::Right)
        }
        Kind::RequiredParameter | Kind::OptionalParameter => parent.child(Field::Value),
        _ => None,
    }
}

/// A parameter that has a default as a whole.
pub(super) fn defaulted(parameter: Node<'_>) -> Option<(Node<'_>, Node<'_>)> {
    let pattern = parameter.child(Field::Pattern).or_else(|| parameter.child(Field::Left))?;
    let value = parameter.child(Field::Value).or_else(|| parameter.child(Field::Right))?;
    Some((pattern, value))
}

/// Whether a use of a name gives it another value.
pub(super) fn is_assigned(usage: Node<'_>) -> bool {
    let target = usage.wrapped();
    let Some(parent) = target.parent() else {
        return false;
    };
    match parent.kind() {
        Kind::Assignment | Kind::AugmentedAssignment | Kind::ForIn => target.field() == Field::Left,
        Kind::Update => true,
        Kind::ArrayPattern | Kind::RestPattern => true,
        Kind::PairPattern => target.field() == Field::Value,
        Kind::ObjectAssignmentPattern | Kind::AssignmentPattern => target.field() == Field::Left,
        _ => usage.is(Kind::ShorthandPattern),
    }
}
