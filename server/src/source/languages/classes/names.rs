//! What the names of a file mean, and where they are used.

use std::collections::HashMap;

use crate::source::scopes::{DeclarationId, ScopeId, Scopes};
use crate::source::tree::{Node, Syntax};

use super::dialect::{Binding, BindingKind, Dialect, Expression, NameRole, Written};

/// Scopes are not opened deeper: hostile text must not make look-ups slow.
const DEEPEST_SCOPE: usize = 256;

/// Types of values that lead to types of values: longer chains are not followed.
const LONGEST_CHAIN: usize = 8;

/// Index of a binding of one [`Names`].
pub(super) type BindingId = usize;

/// An identifier that is used, by its node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    pub(super) node: u32,
    pub(super) role: NameRole,
}

/// The names of one file.
pub(super) struct Names<'s> {
    dialect: &'static dyn Dialect,
    syntax: &'s Syntax<'s>,
    scopes: Scopes,
    bindings: Vec<Binding<'s>>,
    by_declaration: HashMap<DeclarationId, BindingId>,
    /// Members of a type by the type's node and their names.
    members: HashMap<(u32, &'s str), BindingId>,
    /// What is assigned to a binding behind its declaration; `None` for what is no plain value.
    assigned: HashMap<BindingId, Vec<Option<Node<'s>>>>,
    /// Where the bindings are used.
    uses: HashMap<BindingId, Vec<Use>>,
    /// Identifiers that the file does not declare, where they are used.
    free: Vec<Use>,
}

struct Open<'s> {
    scope: ScopeId,
    end: usize,
    /// The type whose members are declared here.
    holder: Option<Node<'s>>,
}

impl<'s> Names<'s> {
    pub(super) fn of(
        dialect: &'static dyn Dialect,
        syntax: &'s Syntax<'s>,
        written: &[Written<'s>],
    ) -> Self {
        let mut names = Self {
            dialect,
            syntax,
            scopes: Scopes::new(syntax.root().range()),
            bindings: Vec::new(),
            by_declaration: HashMap::new(),
            members: HashMap::new(),
            assigned: HashMap::new(),
            uses: HashMap::new(),
            free: Vec::new(),
        };
        for (index, import) in written.iter().enumerate() {
            let Some(local) = import.local else { continue };
            let kind = BindingKind::Import(index);
            let node = import.node;
            let binding = Binding { kind, name: local, value: None, declared_type: None, node };
            let root = names.scopes.root();
            names.add(root, None, binding);
        }
        names.declare_all();
        names.note_assignments();
        names.note_uses();
        names
    }

    fn declare_all(&mut self) {
        let root = self.scopes.root();
        let mut open = vec![Open { scope: root, end: self.syntax.root().end(), holder: None }];
        let mut found = Vec::new();
        let syntax = self.syntax;
        for node in syntax.nodes().skip(1) {
            while open.len() > 1 && open.last().is_some_and(|open| open.end <= node.start()) {
                open.pop();
            }
            let Some(Open { scope, holder, .. }) = open.last() else { return };
            let (scope, holder) = (*scope, *holder);
            self.dialect.declare(node, &mut found);
            for binding in found.drain(..) {
                self.add(scope, holder, binding);
            }
            if self.dialect.is_scope(node) && open.len() < DEEPEST_SCOPE {
                let scope = self.scopes.open(scope, node.range());
                let holder = self.dialect.is_type(node).then_some(node);
                open.push(Open { scope, end: node.end(), holder });
            }
        }
    }

    fn add(&mut self, scope: ScopeId, holder: Option<Node<'s>>, binding: Binding<'s>) {
        let name = plain(binding.name.text());
        let range = binding.name.range();
        let declaration = match binding.kind {
            // What a declaration holds does not see the name it declares.
            BindingKind::Local => {
                let visible_from = binding.value.map_or(range.end(), Node::end);
                self.scopes.declare(scope, name, range, visible_from.max(range.end()))
            }
            _ => self.scopes.declare_hoisted(scope, name, range),
        };
        let id = self.bindings.len();
        self.by_declaration.insert(declaration, id);
        let is_member =
            matches!(binding.kind, BindingKind::Field | BindingKind::Function | BindingKind::Type);
        if let Some(holder) = holder.filter(|_| is_member) {
            self.members.entry((holder.index(), name)).or_insert(id);
        }
        self.bindings.push(binding);
    }

    fn note_assignments(&mut self) {
        for node in self.syntax.nodes() {
            let Some((target, value)) = self.dialect.assignment(node) else { continue };
            if let Some(id) = self.binding_of(target) {
                self.assigned.entry(id).or_default().push(value);
            }
        }
    }

    fn note_uses(&mut self) {
        for node in self.syntax.nodes() {
            if !matches!(node.kind(), "identifier" | "type_identifier") {
                continue;
            }
            let role = self.dialect.role(node);
            let usage = Use { node: node.index(), role };
            match role {
                NameRole::NoUse => {
                    // `Config.URL` uses the member too.
                    let member = node.parent().filter(|outer| self.is_member_name(*outer, node));
                    if let Some(id) = member.and_then(|outer| self.binding_of(outer)) {
                        self.uses
                            .entry(id)
                            .or_default()
                            .push(Use { role: NameRole::Value, ..usage });
                    }
                }
                _ => match self.resolve(node) {
                    Some(id) => self.uses.entry(id).or_default().push(usage),
                    None => self.free.push(usage),
                },
            }
        }
    }

    fn is_member_name(&self, outer: Node<'s>, node: Node<'s>) -> bool {
        match self.dialect.expression(outer) {
            Expression::Member { name, .. } => name == node,
            Expression::Call(call) => call.object.is_some() && call.name == Some(node),
            _ => false,
        }
    }

    /// What an identifier means where it stands; `None` when the file does not declare it.
    pub(super) fn resolve(&self, name: Node<'s>) -> Option<BindingId> {
        self.resolve_at(plain(name.text()), name.start())
    }

    /// What a name means at byte `offset`.
    pub(super) fn resolve_at(&self, name: &str, offset: usize) -> Option<BindingId> {
        let declaration = self.scopes.resolve(name, offset)?;
        self.by_declaration.get(&declaration).copied()
    }

    pub(super) fn binding(&self, id: BindingId) -> Binding<'s> {
        self.bindings[id]
    }

    /// The import that an identifier stands for.
    pub(super) fn import_of(&self, name: Node<'s>) -> Option<usize> {
        match self.binding(self.resolve(name)?).kind {
            BindingKind::Import(index) => Some(index),
            _ => None,
        }
    }

    /// Where a binding is used.
    pub(super) fn uses(&self, id: BindingId) -> &[Use] {
        self.uses.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The uses of names that the file does not declare.
    pub(super) fn free(&self) -> &[Use] {
        &self.free
    }

    /// Every binding, with where it stands among them.
    pub(super) fn bindings(&self) -> impl Iterator<Item = (BindingId, Binding<'s>)> {
        self.bindings.iter().copied().enumerate()
    }

    /// What a name, a member of a type or object of this file, or a call of a function of it leads
    /// to.
    pub(super) fn binding_of(&self, node: Node<'s>) -> Option<BindingId> {
        self.binding_within(node, LONGEST_CHAIN)
    }

    fn binding_within(&self, node: Node<'s>, fuel: usize) -> Option<BindingId> {
        let fuel = fuel.checked_sub(1)?;
        let (object, name) = match self.dialect.expression(node) {
            Expression::Name => return self.resolve(node),
            Expression::Inner(inner) => return self.binding_within(inner, fuel),
            Expression::Member { object, name } => (object, name),
            Expression::Call(call) if !call.is_new => match call.object {
                Some(object) => (object, call.name?),
                None => return self.resolve(call.name?),
            },
            _ => return None,
        };
        let holder = self.type_within(object, fuel)?;
        self.members.get(&(holder.index(), plain(name.text()))).copied()
    }

    /// The type of this file that an expression names or is an object of.
    fn type_within(&self, object: Node<'s>, fuel: usize) -> Option<Node<'s>> {
        let fuel = fuel.checked_sub(1)?;
        match self.dialect.expression(object) {
            Expression::This => object.ancestors().find(|outer| self.dialect.is_type(*outer)),
            Expression::Inner(inner) => self.type_within(inner, fuel),
            Expression::Call(call) if call.is_new => self.type_named(call.name?),
            _ => {
                let binding = self.binding(self.binding_within(object, fuel)?);
                match binding.kind {
                    BindingKind::Type => Some(binding.node),
                    _ => {
                        let declared = binding
                            .declared_type
                            .and_then(|it| self.type_named(last(self.dialect, it)?));
                        declared.or_else(|| self.type_within(binding.value?, fuel))
                    }
                }
            }
        }
    }

    fn type_named(&self, name: Node<'s>) -> Option<Node<'s>> {
        let binding = self.binding(self.resolve(name)?);
        (binding.kind == BindingKind::Type).then_some(binding.node)
    }

    /// What a binding is worth, when the file assigns it once.
    pub(super) fn value(&self, id: BindingId) -> Option<Node<'s>> {
        let binding = self.binding(id);
        match (binding.value, self.assigned.get(&id).map(Vec::as_slice)) {
            (Some(value), None) => Some(value),
            (None, Some([Some(value)])) if binding.kind != BindingKind::Parameter => Some(*value),
            _ => None,
        }
    }

    /// The name of the type a binding is declared with, without its package; what it is constructed
    /// as where no type is written.
    pub(super) fn type_name(&self, id: BindingId) -> Option<&'s str> {
        let binding = self.binding(id);
        let declared = binding.declared_type.and_then(|it| last(self.dialect, it)).map(Node::text);
        let is_inferred = |name: &&str| !matches!(*name, "var" | "val");
        declared.filter(is_inferred).or_else(|| {
            let call = match self.dialect.expression(binding.value?) {
                Expression::Call(call) if call.is_new => call,
                _ => return None,
            };
            call.name.map(Node::text)
        })
    }
}

/// The last name of a type or path.
pub(super) fn last<'s>(dialect: &dyn Dialect, node: Node<'s>) -> Option<Node<'s>> {
    dialect.path(node).last().copied()
}

/// A name without the marks that let a word of the language be one: `` `in` ``, `@in`.
pub(super) fn plain(name: &str) -> &str {
    name.trim_matches('`').trim_start_matches('@')
}
