//! URLs that no call of the file requests: which of them are kept as values.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::source::value::UrlParts;

use super::File;
use super::constants::key_text;
use super::context::is_type_position;
use super::requests::{Purpose, purpose};
use super::syntax::Node;
use super::vocabulary::{Field, Kind};
use crate::source::languages::options::{Role, is_shown, role_of};

/// Whether a part of an address is read that does not lead to its server.
fn is_part_of_url(member: Node<'_>) -> bool {
    const PARTS: &[&str] = &["searchParams", "search", "pathname", "hash"];
    member.child(Field::Property).is_some_and(|property| PARTS.contains(&property.text()))
}

/// What is known once every call of a file has been looked at.
pub(super) struct Unrequested<'f, 's> {
    file: &'f File<'s>,
    used: &'f HashSet<u32>,
    requests: &'f HashSet<u32>,
    /// For the name of a constant: whether the file only shows it.
    judged: RefCell<HashMap<u32, bool>>,
}

impl<'f, 's> Unrequested<'f, 's> {
    /// `used` are the literals that a call uses, `requests` the calls that have their finding.
    pub(super) fn new(
        file: &'f File<'s>,
        used: &'f HashSet<u32>,
        requests: &'f HashSet<u32>,
    ) -> Self {
        Self { file, used, requests, judged: RefCell::default() }
    }

    /// The URL that a literal is kept as, with the expression that is the URL.
    pub(super) fn constant(&self, literal: Node<'s>) -> Option<(UrlParts, Node<'s>)> {
        if self.used.contains(&literal.index()) || !literal.text().contains('.') {
            return None;
        }
        let expression = whole_expression(literal);
        let folded = self.file.constants.fold(expression);
        let host = host_key(expression);
        let url = folded.value.as_url().or_else(|| host.then(|| folded.value.as_host()).flatten());
        let url = url?;
        // One place for each constant: what is made of another constant is reported there.
        let is_own = folded.sources.first() == Some(&literal.index())
            && folded.sources.iter().all(|source| {
                !self.used.contains(source)
                    && expression.range().contains_range(self.file.syntax.node(*source).range())
            });
        (is_own && self.is_kept(expression)).then_some((url, expression))
    }

    /// Whether a URL that no call requests is kept as a value, and not shown, compared or listed.
    fn is_kept(&self, expression: Node<'s>) -> bool {
        if is_type_position(expression) {
            return false;
        }
        let mut node = expression;
        for ancestor in expression.ancestors() {
            match ancestor.kind() {
                Kind::Binary => match ancestor.operator() {
                    "+" | "||" | "??" | "&&" => {}
                    _ => return false,
                },
                Kind::ImportStatement
                | Kind::ExpressionStatement
                | Kind::SwitchCase
                | Kind::Throw
                | Kind::Decorator => return false,
                // `<p>{'https://…'}</p>` is shown.
                Kind::JsxExpression
                    if !ancestor.parent().is_some_and(|parent| parent.is(Kind::JsxAttribute)) =>
                {
                    return false;
                }
                Kind::Pair => {
                    let key = ancestor.child(Field::Key);
                    if node.field() == Field::Key || key.is_some_and(|key| is_shown(&key_text(key)))
                    {
                        return false;
                    }
                }
                Kind::JsxAttribute => {
                    let name = ancestor.children().next().map(Node::text).unwrap_or_default();
                    return role_of(name).is_some() && !is_shown(name);
                }
                Kind::Subscript if node.field() == Field::Index => return false,
                // `new URL(next, BASE).searchParams` only takes an address apart.
                Kind::Member if node.field() == Field::Object && is_part_of_url(ancestor) => {
                    return false;
                }
                Kind::Call | Kind::New => {
                    let purpose = purpose(self.file, ancestor);
                    let is_answered = self.requests.contains(&ancestor.index());
                    if purpose == Purpose::Silent || is_answered {
                        return false;
                    }
                }
                Kind::Assignment => {
                    let left = ancestor.child(Field::Left).map(Node::bare);
                    let name = left.map(|left| left.child(Field::Property).unwrap_or(left));
                    return !name.is_some_and(|name| is_shown(name.text()));
                }
                Kind::Declarator => {
                    let name = ancestor.child(Field::Name);
                    return name.is_none_or(|name| {
                        !is_shown(name.text()) && !self.is_only_shown(name, ancestor)
                    });
                }
                Kind::FieldDefinition => {
                    let name =
                        ancestor.child(Field::Name).or_else(|| ancestor.child(Field::Property));
                    return !name.is_some_and(|name| is_shown(name.text()));
                }
                Kind::ExportStatement | Kind::Return | Kind::Program => return true,
                kind if kind.is_function() => return true,
                Kind::Block | Kind::EnumBody | Kind::Parameters => return true,
                _ => {}
            }
            node = ancestor;
        }
        true
    }

    /// Whether all the file does with a constant is to log it, compare it or redirect to it.
    fn is_only_shown(&self, name: Node<'s>, declarator: Node<'s>) -> bool {
        // Constants that are made of each other are not judged twice.
        if let Some(known) = self.judged.borrow().get(&name.index()) {
            return *known;
        }
        self.judged.borrow_mut().insert(name.index(), false);
        let is_only_shown = self.has_only_shown_uses(name, declarator);
        self.judged.borrow_mut().insert(name.index(), is_only_shown);
        is_only_shown
    }

    fn has_only_shown_uses(&self, name: Node<'s>, declarator: Node<'s>) -> bool {
        let uses = self.file.names.uses_of(name, self.file.syntax);
        let is_exported =
            declarator.ancestors().take(2).any(|outer| outer.is(Kind::ExportStatement))
                || uses.iter().any(|usage| {
                    usage.parent().is_some_and(|parent| parent.is(Kind::ExportSpecifier))
                });
        !uses.is_empty()
            && !is_exported
            && uses.into_iter().all(|usage| {
                let declaration = usage.ancestors().find(|outer| outer.is(Kind::Declarator));
                // What is made of it may be requested elsewhere.
                let is_moved = declaration
                    .is_some_and(|outer| outer.range().contains_range(usage.range()))
                    && usage
                        .ancestors()
                        .take_while(|outer| !outer.is(Kind::Declarator))
                        .all(|outer| !matches!(outer.kind(), Kind::Call | Kind::New));
                !is_moved && !self.is_kept(usage)
            })
    }
}

/// The sum or template that a literal is part of.
fn whole_expression(literal: Node<'_>) -> Node<'_> {
    let mut node = literal;
    while let Some(parent) = node.parent() {
        let is_part = match parent.kind() {
            Kind::Binary => parent.operator() == "+",
            Kind::Substitution | Kind::Template | Kind::Parenthesized => true,
            _ => false,
        };
        if !is_part {
            break;
        }
        node = parent;
    }
    node
}

/// Whether an expression is the value of something that is named as a host: `hostname: '…'`.
fn host_key(expression: Node<'_>) -> bool {
    expression
        .wrapped()
        .parent()
        .filter(|parent| {
            matches!(parent.kind(), Kind::Pair | Kind::FieldDefinition | Kind::Declarator)
        })
        .and_then(|holder| {
            let name = holder.child(Field::Key).or_else(|| holder.child(Field::Name));
            name.or_else(|| holder.child(Field::Property))
        })
        .is_some_and(|key| role_of(&key_text(key)) == Some(Role::Host))
}
