//! What a name means at a place: declarations, namespaces and modules.
//!
//! Rust keeps types and values apart, and only the first kind can start a path: behind
//! `let stripe = …`, `stripe::Charge` still is the crate's. So each namespace has its own
//! [`Scopes`], opened in step.

use std::collections::{HashMap, HashSet};

use super::paths::Path;
use super::syntax::{NodeId, Roles, Syntax};
use super::usetree::{self, Leaf};
use crate::source::scopes::{DeclarationId, ScopeId, Scopes};
use crate::text::ByteRange;

/// Scopes nested deeper share one: nobody writes it, and looking a name up stays cheap.
const DEEPEST_SCOPE: usize = 256;

/// Renames of renames that are followed.
const LONGEST_ALIAS_CHAIN: usize = 8;

/// What declares a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// An entry of an import: index in [`Names::leaves`].
    Import(usize),
    /// `mod name;`
    Mount,
    /// `mod name { … }`
    Module,
    /// Another item.
    Item(NodeId),
    /// A variable: its identifier, and the statement or expression that binds it.
    Local { name: NodeId, binder: NodeId },
    /// A parameter of a function or closure: its identifier, and that function.
    Parameter { name: NodeId, holder: NodeId },
    /// A generic parameter.
    Generic,
}

/// In which namespace a name is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Namespace {
    /// Types, modules, crates: what can start a path.
    Types,
    /// Functions, constants, variables.
    Values,
}

/// A path with the names of this file replaced by what they stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Canonical<'t> {
    /// Starts with a crate.
    Crate(Path<'t>),
    /// Starts with `crate`, `self` or `super`; the latter two as seen from the file's own module,
    /// whatever inline module they are written in.
    Local(Path<'t>),
    /// A variable, a parameter, a generic.
    Nothing,
}

struct Module<'t> {
    body: ByteRange,
    parent: usize,
    /// The names of the inline modules around its content.
    path: Vec<&'t str>,
    /// `use super::*`: the names around it are visible in it.
    sees_parent: bool,
}

/// The names of one file.
pub(super) struct Names<'s, 't> {
    syntax: &'s Syntax<'t>,
    /// The entries of all imports.
    pub(super) leaves: Vec<Leaf<'t>>,
    /// Identifiers that declare a variable or parameter rather than use one.
    pub(super) binders: HashSet<NodeId>,
    /// The names of all imports: a word that is none of them needs no looking up.
    pub(super) imported: HashSet<&'t str>,
    /// `mod name;` inside inline modules, as paths from the file.
    nested_mounts: HashSet<Vec<&'t str>>,
    types: Scopes,
    values: Scopes,
    type_meanings: HashMap<DeclarationId, Meaning>,
    value_meanings: HashMap<DeclarationId, Meaning>,
    /// The first is the file's own; the rest in the order of the text.
    modules: Vec<Module<'t>>,
}

/// An open scope while the file is walked.
#[derive(Clone, Copy)]
struct Open {
    scope: ScopeId,
    behind: NodeId,
}

impl<'s, 't> Names<'s, 't> {
    pub(super) fn of(syntax: &'s Syntax<'t>) -> Self {
        let whole = ByteRange::new(0, syntax.text.len());
        let file = Module { body: whole, parent: 0, path: Vec::new(), sees_parent: false };
        let mut names = Self {
            syntax,
            leaves: Vec::new(),
            binders: HashSet::new(),
            imported: HashSet::new(),
            nested_mounts: HashSet::new(),
            types: Scopes::new(whole),
            values: Scopes::new(whole),
            type_meanings: HashMap::new(),
            value_meanings: HashMap::new(),
            modules: vec![file],
        };
        names.collect();
        names
    }

    /// What `name`, used at `offset`, means; `None` for a crate, a prelude name, or a name that a
    /// glob brings.
    pub(super) fn resolve(
        &self,
        name: &str,
        offset: usize,
        namespace: Namespace,
    ) -> Option<Meaning> {
        let (scopes, meanings) = match namespace {
            Namespace::Types => (&self.types, &self.type_meanings),
            Namespace::Values => (&self.values, &self.value_meanings),
        };
        let id = scopes.resolve(name, offset)?;
        let home = self.module_at(scopes.declaration(id).name_range.start());
        let mut module = self.module_at(offset);
        while module != home {
            if !self.modules[module].sees_parent {
                return None;
            }
            module = self.modules[module].parent;
        }
        meanings.get(&id).copied()
    }

    /// What a path at `offset` stands for.
    pub(super) fn canonical(
        &self,
        path: &Path<'t>,
        offset: usize,
        namespace: Namespace,
    ) -> Canonical<'t> {
        self.follow(path, offset, namespace, LONGEST_ALIAS_CHAIN)
    }

    fn follow(
        &self,
        path: &Path<'t>,
        offset: usize,
        namespace: Namespace,
        fuel: usize,
    ) -> Canonical<'t> {
        let as_written = || Canonical::Crate(path.clone());
        if path.is_global || fuel == 0 {
            return as_written();
        }
        match path.first() {
            "crate" => return Canonical::Local(path.clone()),
            "self" | "super" => return Canonical::Local(self.seen_from_file(path, offset)),
            _ => {}
        }
        match self.resolve(path.first(), offset, namespace) {
            None => as_written(),
            Some(Meaning::Import(index)) => {
                let leaf = &self.leaves[index];
                let rest = Path { is_global: false, segments: path.segments[1..].to_vec() };
                // `use anyhow::anyhow` brings a macro; `anyhow::Result` still is the crate's.
                if leaf.path.first() == path.first() && path.segments.len() > 1 {
                    return match leaf.path.segments.len() {
                        1 if leaf.path.is_global => Canonical::Crate(leaf.path.joined(&rest)),
                        _ => as_written(),
                    };
                }
                if leaf.path.first() == path.first() {
                    return Canonical::Crate(leaf.path.clone());
                }
                let start = leaf.range.start();
                self.follow(&leaf.path.joined(&rest), start, Namespace::Types, fuel - 1)
            }
            Some(Meaning::Mount | Meaning::Module | Meaning::Item(_)) => {
                let mut local = Path { is_global: false, segments: vec!["self"] };
                local.segments.extend(&self.modules[self.module_at(offset)].path);
                Canonical::Local(local.joined(path))
            }
            Some(Meaning::Local { .. } | Meaning::Parameter { .. } | Meaning::Generic) => {
                Canonical::Nothing
            }
        }
    }

    /// `self::…` or `super::…` inside inline modules, as the file's own module would write it.
    fn seen_from_file(&self, path: &Path<'t>, offset: usize) -> Path<'t> {
        let mut here = self.modules[self.module_at(offset)].path.clone();
        let mut above_file = 0;
        let mut rest = path.segments.as_slice();
        while let Some((first, behind)) = rest.split_first() {
            match *first {
                "self" => {}
                "super" if here.pop().is_some() => {}
                "super" => above_file += 1,
                _ => break,
            }
            rest = behind;
        }
        let mut segments = if above_file == 0 { vec!["self"] } else { vec!["super"; above_file] };
        segments.extend(here);
        segments.extend(rest);
        Path { is_global: false, segments }
    }

    /// The names of the inline modules around `offset`, the outermost first.
    pub(super) fn module_path(&self, offset: usize) -> &[&'t str] {
        &self.modules[self.module_at(offset)].path
    }

    /// Whether `segments`, a path from the file through its inline modules, reaches a mounted file.
    pub(super) fn reaches_nested_mount(&self, segments: &[&'t str]) -> bool {
        !self.nested_mounts.is_empty()
            && (2..=segments.len()).any(|length| self.nested_mounts.contains(&segments[..length]))
    }

    fn module_at(&self, offset: usize) -> usize {
        let behind = self.modules.partition_point(|module| module.body.start() <= offset);
        let mut module = behind.saturating_sub(1);
        while module != 0 && offset >= self.modules[module].body.end() {
            module = self.modules[module].parent;
        }
        module
    }

    fn collect(&mut self) {
        let syntax = self.syntax;
        let mut open = vec![Open { scope: self.types.root(), behind: NodeId::END }];
        let roles = Roles::SCOPE | Roles::MODULE | Roles::ITEM | Roles::IMPORT | Roles::BINDING;
        for (node, roles) in syntax.marks_of(roles) {
            while open.len() > 1 && open.last().is_some_and(|open| open.behind <= node) {
                open.pop();
            }
            let Some(scope) = open.last().map(|open| open.scope) else { return };
            if roles.has(Roles::ITEM) {
                self.declare_item(scope, node);
            }
            if roles.has(Roles::IMPORT) {
                self.declare_imports(scope, node);
            }
            if roles.has(Roles::BINDING) {
                self.declare_binding(scope, node);
            }
            let is_deep = open.len() > DEEPEST_SCOPE;
            if roles.has(Roles::MODULE) {
                self.open_module(node);
            }
            if roles.has(Roles::SCOPE | Roles::MODULE) && !is_deep {
                let (range, behind) = self.extent(node);
                let inner = self.types.open(scope, range);
                let in_step = self.values.open(scope, range);
                debug_assert_eq!(inner, in_step, "both trees hold the same scopes");
                open.push(Open { scope: inner, behind });
                self.declare_parts(inner, node);
            }
        }
    }

    /// What an `if let` binds is not visible in its `else`.
    fn extent(&self, node: NodeId) -> (ByteRange, NodeId) {
        let consequence = (self.syntax.kind(node) == "if_expression")
            .then(|| self.syntax.child(node, "consequence"))
            .flatten();
        match consequence {
            Some(block) => {
                let range = ByteRange::new(self.syntax.start(node), self.syntax.end(block));
                (range, self.syntax.behind(block))
            }
            None => (self.syntax.range(node), self.syntax.behind(node)),
        }
    }

    fn open_module(&mut self, body: NodeId) {
        let syntax = self.syntax;
        let name = syntax.parent(body).and_then(|item| syntax.child(item, "name"));
        let parent = self.module_at(syntax.start(body));
        let mut path = self.modules[parent].path.clone();
        // A path this deep is hostile; that its inner modules share a name then harms nobody.
        if path.len() < DEEPEST_SCOPE {
            path.push(name.map_or("", |name| syntax.text_of(name)));
        }
        let body = syntax.range(body);
        self.modules.push(Module { body, parent, path, sees_parent: false });
    }

    fn declare_item(&mut self, scope: ScopeId, item: NodeId) {
        let syntax = self.syntax;
        let kind = syntax.kind(item);
        let holder = syntax.parent(item).and_then(|list| syntax.parent(list));
        let is_associated = syntax.parent_kind(item) == "declaration_list"
            && holder.is_some_and(|it| matches!(syntax.kind(it), "impl_item" | "trait_item"));
        if is_associated || kind == "macro_definition" {
            return;
        }
        let Some(name) = syntax.child(item, "name") else { return };
        let meaning = match kind {
            "mod_item" if syntax.child(item, "body").is_some() => Meaning::Module,
            "mod_item" => Meaning::Mount,
            _ => Meaning::Item(item),
        };
        if meaning == Meaning::Mount {
            let mut path = self.module_path(syntax.start(item)).to_vec();
            if !path.is_empty() {
                path.push(syntax.text_of(name));
                self.nested_mounts.insert(path);
            }
        }
        let (is_type, is_value) = match kind {
            "function_item" | "function_signature_item" | "const_item" | "static_item" => {
                (false, true)
            }
            "struct_item" => (true, true),
            _ => (true, false),
        };
        if is_type {
            self.declare(Namespace::Types, scope, name, None, meaning);
        }
        if is_value {
            self.declare(Namespace::Values, scope, name, None, meaning);
        }
    }

    fn declare_imports(&mut self, scope: ScopeId, node: NodeId) {
        for leaf in usetree::leaves(self.syntax, node) {
            let index = self.leaves.len();
            match leaf.local {
                Some(local) => {
                    self.imported.insert(local.trim_start_matches("r#"));
                    for namespace in [Namespace::Types, Namespace::Values] {
                        let meaning = Meaning::Import(index);
                        self.declare_name(namespace, scope, local, leaf.range, None, meaning);
                    }
                }
                None if leaf.path.segments == ["super"] => {
                    let module = self.module_at(leaf.range.start());
                    self.modules[module].sees_parent = true;
                }
                None => {}
            }
            self.leaves.push(leaf);
        }
    }

    fn declare_binding(&mut self, scope: ScopeId, binder: NodeId) {
        let Some(pattern) = self.syntax.child(binder, "pattern") else { return };
        self.declare_pattern(scope, pattern, self.syntax.end(binder), |name| Meaning::Local {
            name,
            binder,
        });
    }

    /// The names that a scope's own head declares.
    fn declare_parts(&mut self, scope: ScopeId, node: NodeId) {
        let syntax = self.syntax;
        let start = syntax.start(node);
        if let Some(generics) = syntax.child(node, "type_parameters") {
            for generic in syntax.children(generics) {
                if let Some(name) = syntax.child(generic, "name") {
                    let namespace = match syntax.kind(generic) {
                        "type_parameter" => Namespace::Types,
                        "const_parameter" => Namespace::Values,
                        _ => continue,
                    };
                    self.declare(namespace, scope, name, None, Meaning::Generic);
                }
            }
        }
        match syntax.kind(node) {
            "function_item" | "closure_expression" => {
                let Some(parameters) = syntax.child(node, "parameters") else { return };
                for parameter in syntax.children(parameters) {
                    let pattern = match syntax.kind(parameter) {
                        "parameter" => syntax.child(parameter, "pattern"),
                        _ => Some(parameter),
                    };
                    let Some(pattern) = pattern else { continue };
                    self.declare_pattern(scope, pattern, start, |name| Meaning::Parameter {
                        name,
                        holder: node,
                    });
                }
            }
            "match_arm" => {
                let Some(pattern) = syntax.child(node, "pattern") else { return };
                self.declare_pattern(scope, pattern, start, |name| Meaning::Local {
                    name,
                    binder: node,
                });
            }
            "block" => {
                let Some(holder) = syntax.parent(node) else { return };
                if syntax.kind(holder) == "for_expression" && syntax.field(node) == "body" {
                    let Some(pattern) = syntax.child(holder, "pattern") else { return };
                    self.declare_pattern(scope, pattern, start, |name| Meaning::Local {
                        name,
                        binder: holder,
                    });
                }
            }
            _ => {}
        }
    }

    fn declare_pattern(
        &mut self,
        scope: ScopeId,
        pattern: NodeId,
        visible_from: usize,
        meaning: impl Fn(NodeId) -> Meaning,
    ) {
        let syntax = self.syntax;
        let mut skip_until = pattern;
        for node in syntax.subtree(pattern) {
            if node < skip_until {
                continue;
            }
            let is_outside = matches!(syntax.field(node), "type" | "condition") && node != pattern;
            match syntax.kind(node) {
                "scoped_identifier" | "macro_invocation" | "closure_expression"
                | "generic_type" | "range_pattern" | "const_block" => {
                    skip_until = syntax.behind(node)
                }
                _ if is_outside => skip_until = syntax.behind(node),
                // A pattern in capitals names a constant or a variant.
                "identifier" | "shorthand_field_identifier"
                    if !syntax.text_of(node).starts_with(char::is_uppercase) =>
                {
                    self.binders.insert(node);
                    let meaning = meaning(node);
                    self.declare(Namespace::Values, scope, node, Some(visible_from), meaning);
                }
                _ => {}
            }
        }
    }

    fn declare(
        &mut self,
        namespace: Namespace,
        scope: ScopeId,
        name: NodeId,
        visible_from: Option<usize>,
        meaning: Meaning,
    ) {
        let text = self.syntax.text_of(name).trim_start_matches("r#");
        let range = self.syntax.range(name);
        self.declare_name(namespace, scope, text, range, visible_from, meaning);
    }

    fn declare_name(
        &mut self,
        namespace: Namespace,
        scope: ScopeId,
        name: &str,
        range: ByteRange,
        visible_from: Option<usize>,
        meaning: Meaning,
    ) {
        let (scopes, meanings) = match namespace {
            Namespace::Types => (&mut self.types, &mut self.type_meanings),
            Namespace::Values => (&mut self.values, &mut self.value_meanings),
        };
        let id = match visible_from {
            Some(offset) => scopes.declare(scope, name, range, offset),
            None => scopes.declare_hoisted(scope, name, range),
        };
        meanings.insert(id, meaning);
    }
}
