//! What each name of a file means: the declarations, their scopes, and where each is used.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::source::scopes::{DeclarationId, ScopeId, Scopes};

use super::syntax::{Node, Syntax};
use super::vocabulary::{Field, Kind};

/// How a name came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BindingKind {
    /// By an import statement.
    Import,
    /// By `const`, `let`, `var`.
    Variable,
    /// As a parameter.
    Parameter,
    /// As a function, class, enum or namespace.
    Declaration,
    /// By `catch` or a loop: its value is never known.
    Opaque,
}

/// A declared name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binding {
    pub(super) kind: BindingKind,
    /// The name's own node.
    pub(super) name: u32,
    /// The statement, declarator, parameter, function … that declares it.
    pub(super) origin: u32,
}

/// For each declaration of one name, the nodes that use it.
type Places = HashMap<DeclarationId, Vec<u32>>;

/// The names of a file.
pub(super) struct Names<'t> {
    scopes: Scopes,
    bindings: HashMap<DeclarationId, Binding>,
    by_name_node: HashMap<u32, DeclarationId>,
    occurrences: HashMap<&'t str, Vec<u32>>,
    /// For a name that was asked for: the places of each of its declarations.
    uses: RefCell<HashMap<String, Rc<Places>>>,
}

struct OpenScope {
    id: ScopeId,
    behind: usize,
    /// The scope around it that `var` does not leave.
    function: ScopeId,
}

impl<'s> Names<'s> {
    pub(super) fn of(syntax: &'s Syntax<'_>) -> Self {
        let mut names = Self {
            scopes: Scopes::new(syntax.root().range()),
            bindings: HashMap::new(),
            by_name_node: HashMap::new(),
            occurrences: HashMap::new(),
            uses: RefCell::default(),
        };
        let root = names.scopes.root();
        let mut open = vec![OpenScope { id: root, behind: usize::MAX, function: root }];
        for node in syntax.nodes() {
            while open.len() > 1 && open.last().is_some_and(|scope| scope.behind <= node.start()) {
                open.pop();
            }
            let (outer, function) =
                open.last().map_or((root, root), |scope| (scope.id, scope.function));
            let inner = opens_scope(node).map(|holds_var| {
                let id = names.scopes.open(outer, node.range());
                let function = if holds_var { id } else { function };
                open.push(OpenScope { id, behind: node.end(), function });
                id
            });
            names.declare_all(node, outer, function, inner);
        }
        names.note_occurrences(syntax);
        names
    }

    fn declare_all(
        &mut self,
        node: Node<'s>,
        outer: ScopeId,
        function: ScopeId,
        inner: Option<ScopeId>,
    ) {
        use BindingKind::{Declaration, Import, Opaque, Parameter, Variable};
        match node.kind() {
            Kind::ImportStatement => {
                for name in imported_names(node) {
                    self.declare(outer, name, node, Import);
                }
            }
            Kind::ImportAlias => {
                if let Some(name) = node.child_of(Kind::Identifier) {
                    self.declare(outer, name, node, Declaration);
                }
            }
            Kind::Declarator => {
                let is_var = node.parent().is_some_and(|parent| parent.is(Kind::Variable));
                let scope = if is_var { function } else { outer };
                if let Some(pattern) = node.child(Field::Name) {
                    self.declare_pattern(scope, pattern, node, Variable);
                }
            }
            Kind::Function | Kind::GeneratorFunction | Kind::FunctionSignature => {
                if let Some(name) = node.child(Field::Name) {
                    self.declare(outer, name, node, Declaration);
                }
            }
            Kind::FunctionExpression | Kind::ClassExpression => {
                if let (Some(name), Some(scope)) = (node.child(Field::Name), inner) {
                    self.declare(scope, name, node, Declaration);
                }
            }
            Kind::Class | Kind::AbstractClass | Kind::Enum => {
                if let Some(name) = node.child(Field::Name) {
                    self.declare(outer, name, node, Declaration);
                }
            }
            Kind::Namespace => {
                // `declare module 'm'` declares no name here.
                let name = node.child(Field::Name).filter(|name| !name.is(Kind::String));
                let first = name.map(|name| match name.kind() {
                    Kind::Identifier => name,
                    _ => name.descendants().find(|part| part.is(Kind::Identifier)).unwrap_or(name),
                });
                if let Some(name) = first {
                    self.declare(outer, name, node, Declaration);
                }
            }
            Kind::Parameters => {
                for parameter in node.children() {
                    let pattern = match parameter.kind() {
                        Kind::RequiredParameter | Kind::OptionalParameter => {
                            parameter.child(Field::Pattern).or_else(|| parameter.child(Field::Name))
                        }
                        _ => Some(parameter),
                    };
                    if let Some(pattern) = pattern {
                        self.declare_pattern(outer, pattern, parameter, Parameter);
                    }
                }
            }
            Kind::Arrow => {
                if let (Some(name), Some(scope)) = (node.child(Field::Parameter), inner) {
                    self.declare(scope, name, name, Parameter);
                }
            }
            Kind::Catch => {
                if let (Some(pattern), Some(scope)) = (node.child(Field::Parameter), inner) {
                    self.declare_pattern(scope, pattern, node, Opaque);
                }
            }
            Kind::ForIn => {
                let word = node.child(Field::KindWord).map(Node::text);
                let scope = match word {
                    Some("var") => Some(function),
                    Some(_) => inner,
                    None => None,
                };
                if let (Some(pattern), Some(scope)) = (node.child(Field::Left), scope) {
                    self.declare_pattern(scope, pattern, node, Opaque);
                }
            }
            _ => {}
        }
    }

    fn declare(&mut self, scope: ScopeId, name: Node<'s>, origin: Node<'s>, kind: BindingKind) {
        let id = self.scopes.declare_hoisted(scope, name.text(), name.range());
        let binding = Binding { kind, name: name.index(), origin: origin.index() };
        self.bindings.insert(id, binding);
        self.by_name_node.insert(name.index(), id);
    }

    fn declare_pattern(
        &mut self,
        scope: ScopeId,
        pattern: Node<'s>,
        origin: Node<'s>,
        kind: BindingKind,
    ) {
        for (name, _) in pattern_names(pattern) {
            self.declare(scope, name, origin, kind);
        }
    }

    fn note_occurrences(&mut self, syntax: &'s Syntax<'_>) {
        for node in syntax.nodes() {
            let is_name = matches!(
                node.kind(),
                Kind::Identifier | Kind::TypeIdentifier | Kind::Shorthand | Kind::ShorthandPattern
            );
            let is_use = is_name
                && !self.by_name_node.contains_key(&node.index())
                && node.parent().is_none_or(|parent| !parent.is(Kind::ImportSpecifier));
            if is_use {
                self.occurrences.entry(node.text()).or_default().push(node.index());
            }
        }
    }

    /// What an identifier means here; `None` for a global.
    pub(super) fn resolve(&self, identifier: Node<'_>) -> Option<Binding> {
        let id = self.scopes.resolve(identifier.text(), identifier.start())?;
        self.bindings.get(&id).copied()
    }

    /// Whether an identifier with this text is a global here.
    pub(super) fn is_global(&self, identifier: Node<'_>, name: &str) -> bool {
        identifier.is(Kind::Identifier)
            && identifier.text() == name
            && self.scopes.resolve(name, identifier.start()).is_none()
    }

    /// Every place that uses the declared name, in the order of the text.
    pub(super) fn uses_of<'n>(&self, name: Node<'n>, syntax: &'n Syntax<'_>) -> Vec<Node<'n>> {
        let Some(id) = self.by_name_node.get(&name.index()) else {
            return Vec::new();
        };
        let text = name.text();
        let known = self.uses.borrow().get(text).cloned();
        let by_declaration = known.unwrap_or_else(|| {
            let mut by_declaration = Places::new();
            for index in self.occurrences.get(text).into_iter().flatten() {
                let place = syntax.node(*index).start();
                if let Some(declaration) = self.scopes.resolve(text, place) {
                    by_declaration.entry(declaration).or_default().push(*index);
                }
            }
            let shared = Rc::new(by_declaration);
            self.uses.borrow_mut().insert(text.to_owned(), Rc::clone(&shared));
            shared
        });
        let places = by_declaration.get(id).into_iter().flatten();
        places.map(|index| syntax.node(*index)).collect()
    }
}

/// Whether a node opens a scope, and whether `var` stays in it.
fn opens_scope(node: Node<'_>) -> Option<bool> {
    match node.kind() {
        kind if kind.is_function() => Some(true),
        Kind::StaticBlock | Kind::Namespace => Some(true),
        Kind::FunctionSignature
        | Kind::MethodSignature
        | Kind::AbstractMethod
        | Kind::CallSignature
        | Kind::FunctionType => Some(true),
        Kind::Block
        | Kind::For
        | Kind::ForIn
        | Kind::Catch
        | Kind::SwitchBody
        | Kind::ClassExpression => Some(false),
        _ => None,
    }
}

/// The local names of an import statement.
fn imported_names(statement: Node<'_>) -> Vec<Node<'_>> {
    let mut names = Vec::new();
    for part in statement.children().filter(|part| part.field() != Field::Source) {
        let direct = |node: &Node<'_>| node.is(Kind::Identifier);
        match part.kind() {
            Kind::ImportRequire => names.extend(part.children().find(direct)),
            Kind::ImportClause => {
                for entry in part.children() {
                    match entry.kind() {
                        Kind::Identifier => names.push(entry),
                        Kind::NamespaceImport => names.extend(entry.children().find(direct)),
                        Kind::NamedImports => names.extend(entry.children().filter_map(|entry| {
                            entry.child(Field::Alias).or_else(|| entry.child(Field::Name))
                        })),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    names
}

/// A step from a value to a part of it.
#[derive(Clone)]
pub(super) enum Step<'n> {
    /// A member with this name.
    Key(Node<'n>),
    /// Something that is not followed: an element, the rest.
    Unknown,
}

/// The names that a pattern declares, each with the way from the whole value to its part.
pub(super) fn pattern_names(pattern: Node<'_>) -> Vec<(Node<'_>, Vec<Step<'_>>)> {
    let mut found = Vec::new();
    let mut pending = vec![(pattern, Vec::new())];
    while let Some((node, path)) = pending.pop() {
        if path.len() > 64 {
            continue;
        }
        match node.kind() {
            Kind::Identifier | Kind::TypeIdentifier => found.push((node, path)),
            Kind::ShorthandPattern => found.push((node, extended(&path, Step::Key(node)))),
            Kind::AssignmentPattern | Kind::ObjectAssignmentPattern => {
                pending.extend(node.child(Field::Left).map(|left| (left, path)));
            }
            Kind::PairPattern => {
                if let (Some(key), Some(value)) = (node.child(Field::Key), node.child(Field::Value))
                {
                    pending.push((value, extended(&path, Step::Key(key))));
                }
            }
            Kind::ObjectPattern => {
                pending.extend(node.children().map(|child| (child, path.clone())));
            }
            Kind::ArrayPattern | Kind::RestPattern => {
                pending
                    .extend(node.children().map(|child| (child, extended(&path, Step::Unknown))));
            }
            _ => {}
        }
    }
    found.sort_by_key(|(name, _)| name.start());
    found
}

fn extended<'n>(path: &[Step<'n>], step: Step<'n>) -> Vec<Step<'n>> {
    let mut path = path.to_vec();
    path.push(step);
    path
}
