//! What the names of a file stand for: packages, functions, types, constants and variables with what
//! they are given, each in its block.

use std::collections::HashMap;

use crate::source::languages::scripting::Given;
use crate::source::scopes::{DeclarationId, ScopeId, Scopes};
use crate::source::tree::{Node, Syntax};

use super::packages::{Local, Packages};
use super::syntax::{FUNCTIONS, bare, callee_name, declared_names, listed, operator, values};

/// What opens a block of names.
const SCOPES: &[&str] = &[
    "function_declaration",
    "method_declaration",
    "func_literal",
    "block",
    "if_statement",
    "for_statement",
    "expression_switch_statement",
    "type_switch_statement",
    "select_statement",
    "expression_case",
    "default_case",
    "type_case",
    "communication_case",
];

/// The names of a file.
pub(super) struct Names<'s> {
    scopes: Scopes,
    declared: HashMap<DeclarationId, Declared<'s>>,
    dotted: bool,
}

/// What a name was declared as.
pub(super) struct Declared<'s> {
    pub(super) what: What<'s>,
    /// The type that it was declared with.
    pub(super) of_type: Option<Node<'s>>,
    /// What it is given, in the order of the text.
    pub(super) given: Vec<Given<'s>>,
}

/// Kinds of names.
#[derive(Clone, Copy)]
pub(super) enum What<'s> {
    /// A package, by its place among the imports.
    Package(usize),
    /// A function.
    Function(Node<'s>),
    /// A type.
    Type,
    /// A constant, variable or parameter.
    Variable,
}

impl<'s> Names<'s> {
    pub(super) fn of(syntax: &'s Syntax<'s>, packages: &Packages<'s>) -> Self {
        let scopes = Scopes::new(syntax.root().range());
        let root = scopes.root();
        let mut builder = Builder {
            names: Self { scopes, declared: HashMap::new(), dotted: false },
            by_scope: HashMap::new(),
            open: vec![(root, usize::MAX)],
            later: Vec::new(),
        };
        for (index, package) in packages.entries.iter().enumerate() {
            match package.local {
                Local::Named(name) => builder.hoist(name, package.path_node, What::Package(index)),
                Local::Dot => builder.names.dotted = true,
                Local::Blank => {}
            }
        }
        for node in syntax.nodes() {
            builder.enter(node);
            builder.declare(node);
        }
        builder.assign();
        builder.names
    }

    /// What a name means where it stands.
    pub(super) fn of_name(&self, name: Node<'s>) -> Option<&Declared<'s>> {
        self.declared.get(&self.id(name)?)
    }

    /// The declaration of a name, to tell names apart.
    pub(super) fn id(&self, name: Node<'s>) -> Option<DeclarationId> {
        self.scopes.resolve(name.text(), name.start())
    }

    /// The import that a name stands for.
    pub(super) fn package(&self, name: Node<'s>) -> Option<usize> {
        if !name.is_any(&["identifier", "package_identifier"]) {
            return None;
        }
        match self.of_name(name)?.what {
            What::Package(index) => Some(index),
            _ => None,
        }
    }

    /// The function of the file that a name stands for.
    pub(super) fn function(&self, name: Node<'s>) -> Option<Node<'s>> {
        match self.of_name(name).filter(|_| name.is("identifier"))?.what {
            What::Function(function) => Some(function),
            _ => None,
        }
    }

    /// The expression that a name was given once and for all.
    pub(super) fn given_once(&self, name: Node<'s>) -> Option<Node<'s>> {
        Given::once(&self.of_name(name)?.given)
    }

    /// Whether a name may come from a package whose names are the file's own.
    pub(super) fn may_be_dotted(&self, name: Node<'s>) -> bool {
        self.dotted && name.is("identifier") && self.id(name).is_none()
    }
}

struct Builder<'s> {
    names: Names<'s>,
    by_scope: HashMap<(ScopeId, &'s str), DeclarationId>,
    /// Scopes around the current node, each with its end.
    open: Vec<(ScopeId, usize)>,
    /// Names that are given something after their declaration.
    later: Vec<(Node<'s>, Given<'s>)>,
}

impl<'s> Builder<'s> {
    fn enter(&mut self, node: Node<'s>) {
        while self.open.len() > 1 && self.open.last().is_some_and(|(_, end)| *end <= node.start()) {
            self.open.pop();
        }
        // The body of a function shares the scope of its parameters.
        let is_body = node.is("block") && node.parent().is_some_and(|it| it.is_any(FUNCTIONS));
        if node.is_any(SCOPES) && !is_body {
            let scope = self.names.scopes.open(self.scope(), node.range());
            self.open.push((scope, node.end()));
        }
    }

    fn scope(&self) -> ScopeId {
        self.open.last().map_or_else(|| self.names.scopes.root(), |(scope, _)| *scope)
    }

    fn hoist(&mut self, name: &'s str, at: Node<'s>, what: What<'s>) {
        let root = self.names.scopes.root();
        let id = self.names.scopes.declare_hoisted(root, name, at.range());
        let declared = Declared { what, of_type: None, given: Vec::new() };
        self.names.declared.insert(id, declared);
        self.by_scope.insert((root, name), id);
    }

    /// A name of the current block, to be seen from `from` on; everywhere, outside functions.
    fn name(&mut self, name: Node<'s>, from: usize, of_type: Option<Node<'s>>, given: Given<'s>) {
        if name.text() == "_" {
            return;
        }
        let scope = self.scope();
        let scopes = &mut self.names.scopes;
        let id = if scope == scopes.root() {
            scopes.declare_hoisted(scope, name.text(), name.range())
        } else {
            scopes.declare(scope, name.text(), name.range(), from)
        };
        // A variable without a value is given one later.
        let is_open = of_type.is_some() && matches!(given, Given::Unknown);
        let is_spec = name.parent().is_some_and(|parent| parent.is("var_spec"));
        let given = if is_open && is_spec { Vec::new() } else { vec![given] };
        self.names.declared.insert(id, Declared { what: What::Variable, of_type, given });
        self.by_scope.insert((scope, name.text()), id);
    }

    fn declare(&mut self, node: Node<'s>) {
        match node.kind() {
            "function_declaration" => {
                if let Some(name) = node.child("name") {
                    self.hoist(name.text(), name, What::Function(node));
                }
            }
            "type_spec" | "type_alias" => self.declare_type(node),
            "const_spec" | "var_spec" => {
                let names: Vec<_> = declared_names(node).collect();
                let pairs = paired(&names, &listed(node, "value"));
                for (name, given) in pairs {
                    self.name(name, node.end(), node.child("type"), given);
                }
            }
            "parameter_declaration" | "variadic_parameter_declaration" => {
                for name in declared_names(node) {
                    self.name(name, node.start(), node.child("type"), Given::Unknown);
                }
            }
            "short_var_declaration" => self.short(node),
            "range_clause" | "receive_statement" => {
                let is_new =
                    node.child("left").zip(node.child("right")).is_some_and(|(left, right)| {
                        let between = node
                            .text()
                            .get(left.end() - node.start()..right.start() - node.start());
                        between.is_some_and(|between| between.contains(":="))
                    });
                for name in listed(node, "left") {
                    if is_new {
                        self.name(name, node.end(), None, Given::Unknown);
                    } else {
                        self.later.push((name, Given::Unknown));
                    }
                }
            }
            "type_switch_statement" => {
                for name in listed(node, "alias") {
                    self.name(name, name.end(), None, Given::Unknown);
                }
            }
            "assignment_statement" => {
                let left = listed(node, "left");
                let is_plain = operator(node) == "=";
                for (name, given) in paired(&left, &listed(node, "right")) {
                    self.later.push((name, if is_plain { given } else { Given::Unknown }));
                }
            }
            "inc_statement" | "dec_statement" => {
                self.later.extend(node.children().next().map(|name| (name, Given::Unknown)));
            }
            "call_expression" => self.handed_over(node),
            _ => {}
        }
    }

    fn declare_type(&mut self, node: Node<'s>) {
        let Some(name) = node.child("name") else { return };
        let scope = self.scope();
        if scope == self.names.scopes.root() {
            self.hoist(name.text(), name, What::Type);
            return;
        }
        let id = self.names.scopes.declare(scope, name.text(), name.range(), name.start());
        let declared = Declared { what: What::Type, of_type: None, given: Vec::new() };
        self.names.declared.insert(id, declared);
    }

    /// `a, err := f()`: names that the block does not have yet are new, the others are given again.
    fn short(&mut self, node: Node<'s>) {
        let scope = self.scope();
        for (name, given) in paired(&listed(node, "left"), &listed(node, "right")) {
            if self.by_scope.contains_key(&(scope, name.text())) {
                self.later.push((name, given));
            } else {
                self.name(name, node.end(), None, given);
            }
        }
    }

    /// A call that is given the address of a variable may set it: `json.Unmarshal(text, &url)`.
    fn handed_over(&mut self, call: Node<'s>) {
        let values = values(call);
        for value in &values {
            let is_address = value.is("unary_expression") && operator(*value) == "&";
            let name = bare(*value);
            if is_address && name.is("identifier") {
                // `flag.StringVar(&base, "base", "https://…", "usage")` sets what it is without.
                let default = values.get(2).filter(|_| callee_name(call) == "StringVar").copied();
                self.later.push((name, Given::of(default)));
            }
        }
    }

    fn assign(&mut self) {
        for (name, given) in std::mem::take(&mut self.later) {
            let name = bare(name);
            if !name.is("identifier") {
                continue;
            }
            let id = self.names.id(name);
            if let Some(declared) = id.and_then(|id| self.names.declared.get_mut(&id)) {
                declared.given.push(given);
            }
        }
    }
}

/// Names with what they are given: as many values as names, or the results of one call, of which the
/// first is the call's.
fn paired<'s>(names: &[Node<'s>], values: &[Node<'s>]) -> Vec<(Node<'s>, Given<'s>)> {
    let given = |at: usize| match values {
        _ if values.len() == names.len() => Given::of(values.get(at).copied()),
        [only] if at == 0 => Given::Value(*only),
        _ => Given::Unknown,
    };
    names.iter().enumerate().map(|(at, name)| (*name, given(at))).collect()
}
