//! Environment variables.
//!
//! What is followed are the few objects of the host that lead to them: `process`, `Deno`, `Bun`,
//! `import.meta` and the global object, by whatever name the file knows them.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::source::facts::{EnvUse, EnvUseKind};
use crate::text::Spanned;

use super::File;
use super::constants::{key_text, last_name};
use super::context::{in_test, is_type_position, module_of};
use super::names::{BindingKind, Step, pattern_names};
use super::origins::defaulted;
use super::syntax::Node;
use super::vocabulary::{Field, Kind};
use super::wrappers::Wrappers;

/// An object of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host {
    Global,
    Process,
    Bun,
    Deno,
    Meta,
    /// An object whose members are the variables.
    Environment,
    /// `Deno.env`, which is asked by method.
    DenoEnvironment,
}

impl Host {
    fn member(self, name: &str) -> Option<Self> {
        Some(match (self, name) {
            (Self::Global, "process") => Self::Process,
            (Self::Global, "globalThis" | "window" | "global" | "self") => Self::Global,
            (Self::Global, "Bun") => Self::Bun,
            (Self::Global, "Deno") => Self::Deno,
            (Self::Process | Self::Meta | Self::Bun, "env") => Self::Environment,
            (Self::Deno, "env") => Self::DenoEnvironment,
            // The default of the module `process` is the object itself.
            (Self::Process, "default") => Self::Process,
            _ => return None,
        })
    }

    fn global(name: &str) -> Option<Self> {
        match name {
            "globalThis" | "window" | "global" | "self" => Some(Self::Global),
            name => Self::Global.member(name),
        }
    }
}

/// Every use of a variable, in the order of the text.
pub(super) fn read<'s>(file: &'s File<'s>) -> Vec<EnvUse> {
    let hosts = Hosts { file, known: RefCell::default() };
    let wrappers = Wrappers::of(file);
    let mut uses = Vec::new();
    for node in file.syntax.nodes() {
        match node.kind() {
            Kind::Member | Kind::Subscript => hosts.member_use(node, &mut uses),
            Kind::Declarator => {
                if let (Some(pattern), Some(value)) =
                    (node.child(Field::Name), node.child(Field::Value))
                {
                    hosts.pattern_uses(pattern, value, &mut uses);
                }
            }
            Kind::Assignment => {
                if let (Some(pattern), Some(value)) =
                    (node.child(Field::Left), node.child(Field::Right))
                {
                    hosts.pattern_uses(pattern, value, &mut uses);
                }
            }
            Kind::RequiredParameter | Kind::OptionalParameter | Kind::AssignmentPattern => {
                if let Some((pattern, value)) = defaulted(node) {
                    hosts.pattern_uses(pattern, value, &mut uses);
                }
            }
            Kind::Binary if node.operator() == "in" => hosts.presence(node, &mut uses),
            Kind::Call => {
                hosts.method_use(node, &mut uses);
                wrappers.call(&hosts, node, &mut uses);
            }
            Kind::ImportSpecifier => static_variable(file, node, &mut uses),
            _ => {}
        }
    }
    uses.sort_by_key(|usage| usage.name.range);
    uses.dedup();
    uses
}

/// The host objects of one file.
pub(super) struct Hosts<'s> {
    file: &'s File<'s>,
    /// For the name node of a declaration: the host object it holds.
    known: RefCell<HashMap<u32, Option<Host>>>,
}

impl<'s> Hosts<'s> {
    /// The host object that an expression is worth.
    pub(super) fn host(&self, expression: Node<'s>) -> Option<Host> {
        self.host_within(expression, 16)
    }

    fn host_within(&self, expression: Node<'s>, fuel: u32) -> Option<Host> {
        let fuel = fuel.checked_sub(1)?;
        let node = expression.bare();
        match node.kind() {
            Kind::Identifier => self.named(node, fuel),
            Kind::MetaProperty => node.starts_with_word("import").then_some(Host::Meta),
            Kind::Member | Kind::Subscript => {
                let name = self.member_name(node)?;
                let name = name.value.as_str();
                // Only these lead on; all else need not be looked up.
                if !matches!(name, "env" | "process" | "Bun" | "Deno" | "default" | "globalThis") {
                    return None;
                }
                self.host_within(node.child(Field::Object)?, fuel)?.member(name)
            }
            Kind::Ternary => [Field::Consequence, Field::Alternative]
                .into_iter()
                .find_map(|side| self.host_within(node.child(side)?, fuel)),
            Kind::Binary if matches!(node.operator(), "||" | "??" | "&&") => {
                [Field::Left, Field::Right]
                    .into_iter()
                    .find_map(|side| self.host_within(node.child(side)?, fuel))
            }
            Kind::Call => {
                let callee = node.callee()?;
                if last_name(callee) == "loadEnv" && module_of(self.file, callee) == Some("vite") {
                    return Some(Host::Environment);
                }
                let is_loader =
                    callee.is(Kind::ImportWord) || self.file.names.is_global(callee, "require");
                let specifier = node.arguments().next().filter(|_| is_loader)?;
                is_process(specifier.inside_quotes().slice(self.file.syntax.text()))
                    .then_some(Host::Process)
            }
            _ => None,
        }
    }

    fn named(&self, identifier: Node<'s>, fuel: u32) -> Option<Host> {
        let Some(binding) = self.file.names.resolve(identifier) else {
            return Host::global(identifier.text());
        };
        if let Some(known) = self.known.borrow().get(&binding.name) {
            return *known;
        }
        self.known.borrow_mut().insert(binding.name, None);
        let name = self.file.syntax.node(binding.name);
        let origin = self.file.syntax.node(binding.origin);
        let host = match binding.kind {
            BindingKind::Import => self.imported(identifier, name),
            BindingKind::Variable => {
                let value = origin.child(Field::Value);
                self.destructured(origin.child(Field::Name), value, name, fuel)
            }
            BindingKind::Parameter => {
                let (pattern, value) = defaulted(origin).unzip();
                self.destructured(pattern, value, name, fuel)
            }
            _ => None,
        };
        let host = host.filter(|_| self.file.constants.is_stable(binding));
        self.known.borrow_mut().insert(binding.name, host);
        host
    }

    fn imported(&self, identifier: Node<'s>, name: Node<'s>) -> Option<Host> {
        let module = module_of(self.file, identifier)?;
        let specifier = name.parent().filter(|parent| parent.is(Kind::ImportSpecifier));
        let imported = specifier.and_then(|specifier| specifier.child(Field::Name)).map(Node::text);
        match (module, imported) {
            (module, None) if is_process(module) => Some(Host::Process),
            (module, Some(imported)) if is_process(module) => Host::Process.member(imported),
            ("$env/dynamic/private" | "$env/dynamic/public", Some("env")) => {
                Some(Host::Environment)
            }
            ("bun", Some("env")) => Some(Host::Environment),
            _ => None,
        }
    }

    /// The host object that a name of a pattern is given.
    fn destructured(
        &self,
        pattern: Option<Node<'s>>,
        value: Option<Node<'s>>,
        name: Node<'s>,
        fuel: u32,
    ) -> Option<Host> {
        let host = self.host_within(value?, fuel)?;
        let pattern = pattern?;
        if pattern == name {
            return Some(host);
        }
        let (_, path) = pattern_names(pattern).into_iter().find(|(found, _)| *found == name)?;
        path.into_iter().try_fold(host, |host, step| match step {
            Step::Key(key) => host.member(&key_text(key)),
            Step::Unknown => None,
        })
    }

    /// The name in `env.NAME`, `env['NAME']`, `env[CONSTANT]`, at its place.
    fn member_name(&self, node: Node<'s>) -> Option<Spanned<String>> {
        match node.child(Field::Property) {
            Some(property) => Some(Spanned::new(property.text().to_owned(), property.range())),
            None => self.named_by(node.child(Field::Index)?),
        }
    }

    /// A constant string, at its place.
    pub(super) fn named_by(&self, expression: Node<'s>) -> Option<Spanned<String>> {
        let name = self.file.constants.text(expression)?;
        Some(Spanned::new(name, expression.bare().inside_quotes()))
    }

    fn add(&self, name: Spanned<String>, kind: EnvUseKind, node: Node<'s>, to: &mut Vec<EnvUse>) {
        if !name.value.is_empty() {
            to.push(EnvUse { name, kind, in_test: in_test(self.file, node) });
        }
    }

    fn member_use(&self, node: Node<'s>, uses: &mut Vec<EnvUse>) {
        let object = node.child(Field::Object);
        if object.and_then(|object| self.host(object)) != Some(Host::Environment) {
            return;
        }
        let Some(name) = self.member_name(node) else {
            return;
        };
        let is_called = node.parent().is_some_and(|parent| parent.is(Kind::Call))
            && node.field() == Field::Function;
        if !is_called && !is_type_position(node) {
            self.add(name, member_use_kind(node), node, uses);
        }
    }

    /// `const { NAME, OTHER: other } = process.env`, at any depth.
    fn pattern_uses(&self, pattern: Node<'s>, value: Node<'s>, uses: &mut Vec<EnvUse>) {
        if !pattern.is(Kind::ObjectPattern) {
            return;
        }
        let Some(host) = self.host(value) else {
            return;
        };
        let mut pending = vec![(pattern, host)];
        while let Some((pattern, host)) = pending.pop() {
            for entry in pattern.children() {
                let entry = match entry.kind() {
                    Kind::ObjectAssignmentPattern => entry.child(Field::Left).unwrap_or(entry),
                    _ => entry,
                };
                let (key, below) = match entry.kind() {
                    Kind::ShorthandPattern => (entry, None),
                    Kind::PairPattern => {
                        let Some(key) = entry.child(Field::Key) else {
                            continue;
                        };
                        let below = entry.child(Field::Value).map(|below| match below.kind() {
                            Kind::AssignmentPattern => below.child(Field::Left).unwrap_or(below),
                            _ => below,
                        });
                        (key, below)
                    }
                    _ => continue,
                };
                if host == Host::Environment {
                    let name = match key.kind() {
                        Kind::Computed => key.children().next().and_then(|key| self.named_by(key)),
                        _ => Some(Spanned::new(key_text(key), key.inside_quotes())),
                    };
                    if let Some(name) = name {
                        self.add(name, EnvUseKind::Read, key, uses);
                    }
                } else if let (Some(host), Some(below)) = (host.member(&key_text(key)), below)
                    && below.is(Kind::ObjectPattern)
                {
                    pending.push((below, host));
                }
            }
        }
    }

    /// `'NAME' in process.env`.
    fn presence(&self, node: Node<'s>, uses: &mut Vec<EnvUse>) {
        let (Some(left), Some(right)) = (node.child(Field::Left), node.child(Field::Right)) else {
            return;
        };
        if self.host(right) == Some(Host::Environment)
            && let Some(name) = self.named_by(left)
        {
            self.add(name, EnvUseKind::PresenceCheck, node, uses);
        }
    }

    fn method_use(&self, call: Node<'s>, uses: &mut Vec<EnvUse>) {
        let Some(callee) = call.callee().filter(|callee| callee.is(Kind::Member)) else {
            return;
        };
        let (Some(object), Some(method)) =
            (callee.child(Field::Object), callee.child(Field::Property))
        else {
            return;
        };
        let mut arguments = call.arguments();
        let (host, name) = match method.text() {
            "get" | "has" | "set" | "delete" | "hasOwnProperty" => {
                (self.host(object), arguments.next())
            }
            "hasOwn" if object.text() == "Object" => {
                (arguments.next().and_then(|first| self.host(first)), arguments.next())
            }
            _ => return,
        };
        let kind = match (host, method.text()) {
            (Some(Host::DenoEnvironment), "get") => EnvUseKind::Read,
            (Some(Host::DenoEnvironment), "has") => EnvUseKind::PresenceCheck,
            (Some(Host::DenoEnvironment), "set" | "delete") => EnvUseKind::Write,
            (Some(Host::Environment), "hasOwn" | "hasOwnProperty") => EnvUseKind::PresenceCheck,
            _ => return,
        };
        if let Some(name) = name.and_then(|name| self.named_by(name)) {
            self.add(name, kind, call, uses);
        }
    }
}

/// `import { NAME } from '$env/static/private'`: a module whose names are the variables.
fn static_variable<'s>(file: &File<'s>, specifier: Node<'s>, uses: &mut Vec<EnvUse>) {
    const MODULES: &[&str] =
        &["$env/static/private", "$env/static/public", "astro:env/server", "astro:env/client"];
    let source = specifier
        .ancestors()
        .find(|outer| outer.is(Kind::ImportStatement))
        .and_then(|statement| statement.child(Field::Source));
    let module = source.map(|source| source.inside_quotes().slice(file.syntax.text()));
    let name = specifier.child(Field::Name).filter(|name| {
        // `getSecret` and the like are functions of the module.
        name.text().chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    });
    if let (Some(module), Some(name)) = (module, name)
        && MODULES.contains(&module)
    {
        let name = Spanned::new(name.text().to_owned(), name.range());
        uses.push(EnvUse { name, kind: EnvUseKind::Read, in_test: in_test(file, specifier) });
    }
}

fn is_process(module: &str) -> bool {
    matches!(module, "process" | "node:process")
}

fn member_use_kind(node: Node<'_>) -> EnvUseKind {
    let node = node.wrapped();
    if only_truth_is_asked(node) {
        return EnvUseKind::PresenceCheck;
    }
    let Some(parent) = node.parent() else {
        return EnvUseKind::Read;
    };
    match parent.kind() {
        Kind::Assignment | Kind::AugmentedAssignment if node.field() == Field::Left => {
            EnvUseKind::Write
        }
        Kind::Update => EnvUseKind::Write,
        Kind::Unary => match parent.operator() {
            "delete" => EnvUseKind::Write,
            "typeof" => EnvUseKind::PresenceCheck,
            _ => EnvUseKind::Read,
        },
        Kind::Binary if matches!(parent.operator(), "===" | "!==" | "==" | "!=") => {
            let other = parent
                .children()
                .find(|side| *side != node && matches!(side.field(), Field::Left | Field::Right));
            match other.map(Node::kind) {
                Some(Kind::Undefined | Kind::Null) => EnvUseKind::PresenceCheck,
                _ => EnvUseKind::Read,
            }
        }
        _ => EnvUseKind::Read,
    }
}

/// Whether an expression decides and its value goes nowhere: a condition, `!x`, `Boolean(x)`, the
/// left side of `&&`.
fn only_truth_is_asked(node: Node<'_>) -> bool {
    let mut node = node.wrapped();
    while let Some(parent) = node.parent() {
        if node.field() == Field::Condition {
            return true;
        }
        match parent.kind() {
            Kind::Unary => return parent.operator() == "!",
            Kind::Binary if parent.operator() == "&&" && node.field() == Field::Left => {
                return true;
            }
            // As part of a condition either side only decides.
            Kind::Binary if matches!(parent.operator(), "&&" | "||") => node = parent.wrapped(),
            Kind::Arguments => {
                let call = parent.parent().and_then(Node::callee);
                return call.is_some_and(|callee| callee.text() == "Boolean");
            }
            _ => return false,
        }
    }
    false
}
