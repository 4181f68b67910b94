//! Classes of the file: what their members are worth.

use std::collections::HashMap;
use std::rc::Rc;

use crate::source::tree::Node;

use super::folding::Folding;
use super::names::Origin;
use super::syntax::bare;

/// Base classes are followed this far.
const MOST_BASES: usize = 8;

/// The members of one class.
#[derive(Debug, Default)]
pub(super) struct Members<'s> {
    /// What each name is set to, in the body and by the methods.
    values: HashMap<&'s str, Vec<Node<'s>>>,
    methods: HashMap<&'s str, Node<'s>>,
}

impl<'s> Folding<'s> {
    /// The value of `object.name`, when the file fixes it.
    pub(super) fn member(&self, attribute: Node<'s>) -> Option<Node<'s>> {
        let (object, name) = (attribute.child("object")?, attribute.child("attribute")?.text());
        match self.class_behind(object) {
            Some(class) => self.member_of_class(class, name),
            None => {
                // `options.base_url` of a `SimpleNamespace`.
                let holder = self.origin(object);
                holder.is("call").then(|| self.entry(holder, name)).flatten()
            }
        }
    }

    /// `.value` of a member of an enumeration: the member itself is worth its value.
    pub(super) fn is_asked_of_value(&self, attribute: Node<'s>) -> bool {
        let name = attribute.child("attribute").map_or("", Node::text);
        let object = attribute.child("object").map(bare);
        name == "value"
            && object.is_some_and(|object| {
                object.is("attribute")
                    && object.child("object").and_then(|it| self.class_behind(it)).is_some()
            })
    }

    /// The class of the file that an expression is, or is an object of.
    pub(super) fn class_behind(&self, object: Node<'s>) -> Option<Node<'s>> {
        let object = bare(object);
        if object.is("call") {
            let callee = bare(object.child("function")?);
            if callee.is("identifier") && callee.text() == "super" {
                let class = object.ancestors().find(|outer| outer.is("class_definition"))?;
                return self.bases(class).next();
            }
            return self.named_class(callee);
        }
        if !object.is("identifier") {
            return None;
        }
        if let Some(class) = self.named_class(object).or_else(|| self.class_of_receiver(object)) {
            return Some(class);
        }
        let value = bare(self.names.resolve(object)?.value()?);
        value.is("call").then(|| self.named_class(value.child("function")?)).flatten()
    }

    /// The class that a name is.
    pub(super) fn named_class(&self, name: Node<'s>) -> Option<Node<'s>> {
        let name = bare(name);
        if !name.is("identifier") {
            return None;
        }
        match self.names.resolve(name)?.origins.as_slice() {
            [Origin::Class(class)] => Some(*class),
            _ => None,
        }
    }

    /// The value of a member that is set once, in the class or the bases that the file holds.
    pub(super) fn member_of_class(&self, class: Node<'s>, name: &str) -> Option<Node<'s>> {
        self.in_class_or_bases(class, |members| {
            let values = members.values.get(name)?;
            Some(match values.as_slice() {
                [only] => Some(*only),
                _ => None,
            })
        })
        .flatten()
    }

    /// A method of a class or its bases.
    pub(super) fn method_of_class(&self, class: Node<'s>, name: &str) -> Option<Node<'s>> {
        self.in_class_or_bases(class, |members| members.methods.get(name).copied())
    }

    fn in_class_or_bases<T>(
        &self,
        class: Node<'s>,
        find: impl Fn(&Members<'s>) -> Option<T>,
    ) -> Option<T> {
        let mut pending = vec![class];
        for _ in 0..MOST_BASES {
            let class = pending.pop()?;
            if let Some(found) = find(&self.members_of(class)) {
                return Some(found);
            }
            pending.extend(self.bases(class));
        }
        None
    }

    /// The base classes that the file holds.
    pub(super) fn bases(&self, class: Node<'s>) -> impl Iterator<Item = Node<'s>> {
        let bases = class.child("superclasses").into_iter().flat_map(Node::children);
        bases.filter_map(|base| self.named_class(base))
    }

    fn members_of(&self, class: Node<'s>) -> Rc<Members<'s>> {
        if let Some(known) = self.members.borrow().get(&class.index()) {
            return Rc::clone(known);
        }
        let members = Rc::new(self.read_members(class));
        self.members.borrow_mut().insert(class.index(), Rc::clone(&members));
        members
    }

    fn read_members(&self, class: Node<'s>) -> Members<'s> {
        let mut members = Members::default();
        let Some(body) = class.child("body") else { return members };
        for node in body.descendants() {
            match node.kind() {
                "assignment" => {
                    let (Some(left), Some(value)) = (node.child("left"), node.child("right"))
                    else {
                        continue;
                    };
                    let is_in_body = || {
                        node.ancestors()
                            .find(|it| it.is_any(&["function_definition", "class_definition"]))
                            == Some(class)
                    };
                    let name = match left.kind() {
                        "identifier" if is_in_body() => Some(left.text()),
                        "attribute" => left
                            .child("object")
                            .filter(|it| {
                                it.is("identifier") && self.class_of_receiver(*it) == Some(class)
                            })
                            .and_then(|_| left.child("attribute"))
                            .map(Node::text),
                        _ => None,
                    };
                    // What is set to `None` first is set to its value later.
                    if let Some(name) = name.filter(|_| !value.is("none")) {
                        members.values.entry(name).or_default().push(value);
                    }
                }
                "function_definition" if super::syntax::class_of(node) == Some(class) => {
                    if let Some(name) = node.child("name") {
                        members.methods.insert(name.text(), node);
                    }
                }
                _ => {}
            }
        }
        members
    }

    /// Whether a class derives from one of these, directly or through classes of the file. Names
    /// are compared without the module.
    pub(super) fn derives_from(&self, class: Node<'s>, names: &[&str]) -> bool {
        let mut pending = vec![class];
        for _ in 0..MOST_BASES {
            let Some(class) = pending.pop() else { return false };
            let bases = class.child("superclasses").into_iter().flat_map(Node::children);
            for base in bases {
                match self.named_class(base) {
                    Some(own) => pending.push(own),
                    None => {
                        let path = self.path(base);
                        let text = path.as_ref().map_or("", |path| path.text.as_str());
                        if names.contains(&text.rsplit('.').next().unwrap_or(text)) {
                            return true;
                        }
                    }
                }
            }
        }
        false
    }

    /// The call that makes what an expression is: `Session()` for `session`, `with` and `self.x`
    /// seen through.
    pub(super) fn maker(&self, node: Node<'s>) -> Option<Node<'s>> {
        let made = self.origin(node);
        made.is("call").then_some(made)
    }
}
