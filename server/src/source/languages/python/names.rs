//! What names mean: the scopes of a file with what is bound in each.
//!
//! A name that is bound anywhere in a function is the function's own in all of it; the names of a
//! class are seen in its body, and not in its methods. That is Python's own order, which fits no tree
//! of extents: so each node is told its scope once, in one pass.

use std::collections::{HashMap, HashSet};

use crate::source::tree::{Node, Syntax};

use super::syntax::{is_function, is_import_entry, is_sequence};

/// What binds a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin<'s> {
    /// An import: its entry, and the path that the name stands for.
    Import(Node<'s>),
    /// The right side of an assignment.
    Value(Node<'s>),
    /// A parameter, with its default.
    Parameter(Option<Node<'s>>),
    /// One of the elements of an expression.
    Element(Node<'s>),
    /// A `def`.
    Function(Node<'s>),
    /// A `class`.
    Class(Node<'s>),
    /// Something that gives the name no constant meaning.
    Other,
}

/// A name of one scope.
#[derive(Debug)]
pub(super) struct Binding<'s> {
    /// All that binds it, in the order of the text.
    pub(super) origins: Vec<Origin<'s>>,
}

#[derive(Debug)]
struct Scope<'s> {
    parent: Option<u32>,
    /// Its names are not seen in scopes below.
    is_class: bool,
    names: HashMap<&'s str, usize>,
}

/// The scopes of a file.
pub(super) struct Names<'s> {
    scopes: Vec<Scope<'s>>,
    /// By the number of a node.
    scope_of: Vec<u32>,
    bindings: Vec<Binding<'s>>,
    uses: HashMap<usize, Vec<Node<'s>>>,
    /// The identifiers that bind something.
    places: HashSet<u32>,
}

impl<'s> Names<'s> {
    pub(super) fn of(syntax: &'s Syntax<'s>) -> Self {
        let root = Scope { parent: None, is_class: false, names: HashMap::new() };
        let mut names = Self {
            scopes: vec![root],
            scope_of: Vec::new(),
            bindings: Vec::new(),
            uses: HashMap::new(),
            places: HashSet::new(),
        };
        names.number(syntax);
        let globals = names.globals(syntax);
        for node in syntax.nodes() {
            names.bind_node(node, &globals);
        }
        for node in syntax.nodes().filter(|node| node.is("identifier")) {
            if !is_name_of_something(node)
                && let Some(binding) = names.resolve_index(node)
                && !names.places.contains(&node.index())
            {
                names.uses.entry(binding).or_default().push(node);
            }
        }
        names
    }

    /// Tells each node its scope.
    fn number(&mut self, syntax: &'s Syntax<'s>) {
        for node in syntax.nodes() {
            let Some(parent) = node.parent() else {
                self.scope_of.push(0);
                continue;
            };
            let around = self.scope_of[parent.index() as usize];
            let opens = match parent.kind() {
                "function_definition" | "lambda" => {
                    node.is_any(&["parameters", "lambda_parameters"]) || node.field() == "body"
                }
                "class_definition" => node.field() == "body",
                _ => false,
            };
            let is_comprehension = node.is_any(&[
                "list_comprehension",
                "set_comprehension",
                "dictionary_comprehension",
                "generator_expression",
            ]);
            let scope = if opens {
                self.scope_below(parent, node, around)
            } else if is_comprehension {
                self.open(around, false)
            } else if is_outside_function(node) {
                self.scopes[around as usize].parent.unwrap_or(0)
            } else {
                around
            };
            self.scope_of.push(scope);
        }
    }

    /// The scope that the parameters and the body of a function share.
    fn scope_below(&mut self, holder: Node<'s>, node: Node<'s>, around: u32) -> u32 {
        let is_body = node.field() == "body";
        let parameters = holder.children().find(|child| {
            is_body && is_function(holder) && child.is_any(&["parameters", "lambda_parameters"])
        });
        match parameters.and_then(|it| self.scope_of.get(it.index() as usize)) {
            Some(scope) => *scope,
            None => self.open(around, holder.is("class_definition")),
        }
    }

    fn open(&mut self, parent: u32, is_class: bool) -> u32 {
        let id = self.scopes.len() as u32;
        self.scopes.push(Scope { parent: Some(parent), is_class, names: HashMap::new() });
        id
    }

    /// The names that functions declare as global, by scope.
    fn globals(&self, syntax: &'s Syntax<'s>) -> HashMap<(u32, &'s str), bool> {
        let statements =
            syntax.nodes().filter(|it| it.is_any(&["global_statement", "nonlocal_statement"]));
        let names = statements.flat_map(|statement| {
            let is_global = statement.is("global_statement");
            statement.children().map(move |name| (name, is_global))
        });
        names.map(|(name, is_global)| ((self.scope(name), name.text()), is_global)).collect()
    }

    fn scope(&self, node: Node<'s>) -> u32 {
        self.scope_of.get(node.index() as usize).copied().unwrap_or(0)
    }

    fn bind_node(&mut self, node: Node<'s>, globals: &HashMap<(u32, &'s str), bool>) {
        let mut binder = Binder { names: self, globals };
        match node.kind() {
            "dotted_name" | "aliased_import" => binder.import(node),
            "assignment" => {
                if let Some(left) = node.child("left") {
                    binder.target(left, node.child("right"), node);
                }
            }
            "augmented_assignment" => {
                if let Some(left) = node.child("left") {
                    binder.pattern(left, Origin::Other);
                }
            }
            "named_expression" => {
                if let (Some(name), Some(value)) = (node.child("name"), node.child("value")) {
                    binder.pattern(name, Origin::Value(value));
                }
            }
            "for_statement" | "for_in_clause" => {
                let right =
                    node.children().find(|it| it.field() == "right" && !it.text().starts_with(','));
                let origin = right.map_or(Origin::Other, Origin::Element);
                if let Some(left) = node.child("left") {
                    binder.pattern(left, origin);
                }
            }
            "as_pattern_target" => {
                let value = node.parent().and_then(|pattern| pattern.children().next());
                let is_resource =
                    node.ancestors().nth(1).is_some_and(|outer| outer.is("with_item"));
                let origin = value.filter(|_| is_resource).map_or(Origin::Other, Origin::Value);
                for target in node.children() {
                    binder.pattern(target, origin);
                }
            }
            "except_clause" => {
                if let Some(alias) = node.child("alias") {
                    binder.pattern(alias, Origin::Other);
                }
            }
            "function_definition" | "class_definition" => {
                let origin = match node.kind() {
                    "function_definition" => Origin::Function(node),
                    _ => Origin::Class(node),
                };
                if let Some(name) = node.child("name") {
                    binder.bind_at(name, node, origin);
                }
            }
            "parameters" | "lambda_parameters" => {
                for parameter in node.children() {
                    binder.parameter(parameter);
                }
            }
            "case_pattern" => {
                for name in node.children().filter(|it| it.is("dotted_name")) {
                    let mut parts = name.children();
                    if let (Some(only), None) = (parts.next(), parts.next()) {
                        binder.pattern(only, Origin::Other);
                    }
                }
            }
            "delete_statement" => {}
            _ => {}
        }
    }

    fn resolve_index(&self, name: Node<'s>) -> Option<usize> {
        let first = self.scope(name);
        let mut current = Some(first);
        while let Some(id) = current {
            let scope = self.scopes.get(id as usize)?;
            if let Some(found) = scope.names.get(name.text())
                && (!scope.is_class || id == first)
            {
                return Some(*found);
            }
            current = scope.parent;
        }
        None
    }

    /// What an identifier means; `None` for a builtin or an unknown name.
    pub(super) fn resolve(&self, identifier: Node<'s>) -> Option<&Binding<'s>> {
        self.bindings.get(self.resolve_index(identifier)?)
    }

    /// The uses of what an identifier binds, bindings left out, in the order of the text.
    pub(super) fn uses_of(&self, identifier: Node<'s>) -> &[Node<'s>] {
        let index = self.resolve_index(identifier);
        index.and_then(|index| self.uses.get(&index)).map_or(&[], Vec::as_slice)
    }

    /// Whether a node stands in no function and no class.
    pub(super) fn is_at_module_level(&self, node: Node<'s>) -> bool {
        self.scope(node) == 0
    }
}

impl<'s> Binding<'s> {
    /// Its value, when it is bound once.
    pub(super) fn value(&self) -> Option<Node<'s>> {
        match self.origins.as_slice() {
            [Origin::Value(value)] => Some(*value),
            [Origin::Parameter(default)] => *default,
            _ => None,
        }
    }

    /// The imports that bind it, when nothing else does: a `None` for the case that the package is
    /// missing does not count.
    pub(super) fn imports(&self) -> impl Iterator<Item = Node<'s>> {
        let is_package = self.origins.iter().all(|origin| match origin {
            Origin::Import(_) => true,
            Origin::Value(value) => value.is_any(&["none", "false"]),
            _ => false,
        });
        let imports = self.origins.iter().filter(move |_| is_package);
        imports.filter_map(|origin| match origin {
            Origin::Import(entry) => Some(*entry),
            _ => None,
        })
    }
}

/// What stands in a function's head and is worked out around it: defaults and annotations.
fn is_outside_function(node: Node<'_>) -> bool {
    let in_parameter = node.parent().is_some_and(|it| {
        it.is_any(&["default_parameter", "typed_default_parameter", "typed_parameter"])
    });
    in_parameter && matches!(node.field(), "value" | "type")
}

/// Whether an identifier is the name of an attribute, a keyword or the like, and not a use of what
/// the name is bound to.
pub(super) fn is_name_of_something(identifier: Node<'_>) -> bool {
    let Some(parent) = identifier.parent() else { return false };
    match parent.kind() {
        "attribute" => identifier.field() == "attribute",
        "keyword_argument" => identifier.field() == "name",
        "dotted_name" => {
            let is_pattern = parent
                .parent()
                .is_some_and(|outer| outer.is_any(&["case_pattern", "class_pattern"]));
            !is_pattern || parent.children().next() != Some(identifier)
        }
        "aliased_import" => true,
        _ => false,
    }
}

struct Binder<'n, 's> {
    names: &'n mut Names<'s>,
    globals: &'n HashMap<(u32, &'s str), bool>,
}

impl<'s> Binder<'_, 's> {
    fn bind(&mut self, name: Node<'s>, origin: Origin<'s>) {
        self.bind_at(name, name, origin);
    }

    /// Binds a name in the scope of `place`.
    fn bind_at(&mut self, name: Node<'s>, place: Node<'s>, origin: Origin<'s>) {
        let mut scope = self.names.scope(place);
        match self.globals.get(&(scope, name.text())) {
            Some(true) => scope = 0,
            Some(false) => {
                let parent = self.names.scopes.get(scope as usize).and_then(|it| it.parent);
                scope = parent.unwrap_or(0);
            }
            None => {}
        }
        let next = self.names.bindings.len();
        let Some(names) = self.names.scopes.get_mut(scope as usize).map(|it| &mut it.names) else {
            return;
        };
        let index = *names.entry(name.text()).or_insert(next);
        if index == next {
            self.names.bindings.push(Binding { origins: Vec::new() });
        }
        if let Some(binding) = self.names.bindings.get_mut(index) {
            binding.origins.push(origin);
            self.names.places.insert(name.index());
        }
    }

    /// An entry of an import statement.
    fn import(&mut self, node: Node<'s>) {
        if !is_import_entry(node) {
            return;
        }
        let local = match node.kind() {
            "aliased_import" => node.child("alias"),
            _ => node.children().next(),
        };
        if let Some(local) = local {
            self.bind_at(local, node, Origin::Import(node));
        }
    }

    /// `a = 1`, `a, b = 1, 2`, `a = b = 1`.
    fn target(&mut self, left: Node<'s>, right: Option<Node<'s>>, assignment: Node<'s>) {
        let mut value = right;
        while let Some(next) = value.filter(|it| it.is("assignment")) {
            value = next.child("right");
        }
        let Some(value) = value else {
            // `name: str` alone declares; in a function it is local.
            if left.is("identifier") && !self.names.is_at_module_level(assignment) {
                self.bind(left, Origin::Other);
            }
            return;
        };
        if !left.is_any(&["pattern_list", "tuple_pattern", "list_pattern"]) {
            self.pattern(left, Origin::Value(value));
            return;
        }
        let is_matched = is_sequence(value)
            && value.children().count() == left.children().count()
            && !value.children().any(|it| it.is("list_splat"));
        if is_matched {
            for (target, value) in left.children().zip(value.children()) {
                self.pattern(target, Origin::Value(value));
            }
        } else {
            self.pattern(left, Origin::Other);
        }
    }

    /// The names in what is assigned to; inside a list or tuple nothing is known of each.
    fn pattern(&mut self, pattern: Node<'s>, origin: Origin<'s>) {
        match pattern.kind() {
            "identifier" => self.bind(pattern, origin),
            "pattern_list" | "tuple_pattern" | "list_pattern" | "list_splat_pattern" | "tuple"
            | "list" => {
                let names = pattern.descendants().filter(|it| it.is("identifier"));
                for name in names.filter(|it| {
                    !it.ancestors().take(1).any(|outer| outer.is_any(&["attribute", "subscript"]))
                }) {
                    self.bind(name, Origin::Other);
                }
            }
            _ => {}
        }
    }

    fn parameter(&mut self, parameter: Node<'s>) {
        let name = match parameter.kind() {
            "identifier" => Some(parameter),
            "default_parameter" | "typed_default_parameter" => parameter.child("name"),
            _ => parameter.descendants().find(|it| it.is("identifier")),
        };
        if let Some(name) = name.filter(|it| it.is("identifier")) {
            self.bind_at(name, parameter, Origin::Parameter(parameter.child("value")));
        }
    }
}
