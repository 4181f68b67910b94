//! What an expression is called in the module it comes from: `os.environ` for `env` after
//! `from os import environ as env`.

use crate::source::tree::Node;

use super::folding::Folding;
use super::names::{Binding, Origin};
use super::syntax::{bare, class_of, is_function, positional};

/// Aliases of aliases are followed this far.
const MOST_ALIASES: u32 = 8;

/// Of a name that is imported again and again, so many imports are told apart.
const MOST_IMPORTS: usize = 16;

/// Functions that load a module by its name.
pub(super) const LOADERS: &[&str] = &["importlib.import_module", "__import__"];

/// The full name of something, with what brought it into the file.
#[derive(Clone, Debug)]
pub(super) struct ModulePath<'s> {
    /// The entry of an import statement, or the call that loads; `None` for a builtin.
    pub(super) import: Option<Node<'s>>,
    /// Names with dots between them. Relative modules keep their leading dots.
    pub(super) text: String,
}

impl ModulePath<'_> {
    /// Whether it is one of these.
    pub(super) fn is_any(&self, paths: &[&str]) -> bool {
        paths.contains(&self.text.as_str())
    }
}

impl<'s> Folding<'s> {
    /// What an expression is called where it comes from; `None` for what is made in the file.
    pub(super) fn path(&self, node: Node<'s>) -> Option<ModulePath<'s>> {
        self.path_within(node, MOST_ALIASES)
    }

    /// Whether an expression is one of these things of other modules, or a builtin.
    pub(super) fn is_path(&self, node: Node<'s>, paths: &[&str]) -> bool {
        self.path(node).is_some_and(|path| path.is_any(paths))
    }

    fn path_within(&self, node: Node<'s>, aliases: u32) -> Option<ModulePath<'s>> {
        let aliases = aliases.checked_sub(1)?;
        let mut attributes = Vec::new();
        let mut root = bare(node);
        while root.is("attribute") {
            attributes.push(root.child("attribute")?.text());
            root = bare(root.child("object")?);
        }
        attributes.reverse();
        let rest = |from: usize| -> String {
            attributes.iter().skip(from).map(|name| format!(".{name}")).collect()
        };
        match root.kind() {
            "identifier" => match self.names.resolve(root) {
                None => {
                    Some(ModulePath { import: None, text: format!("{}{}", root.text(), rest(0)) })
                }
                Some(binding) => match imported(binding, &rest(0)) {
                    Some(path) => Some(path),
                    None => self.alias(root, binding, &attributes, aliases),
                },
            },
            "call" => {
                let target = self.loaded_within(root, aliases)?;
                Some(ModulePath { import: Some(root), text: format!("{target}{}", rest(0)) })
            }
            _ => None,
        }
    }

    /// `env = os.environ`, and `self.env` of a class that says so.
    fn alias(
        &self,
        root: Node<'s>,
        binding: &Binding<'s>,
        attributes: &[&str],
        aliases: u32,
    ) -> Option<ModulePath<'s>> {
        let (value, from) = match binding.value() {
            Some(value) => (value, 0),
            None => (self.own_member(root, attributes.first()?)?, 1),
        };
        if !bare(value).is_any(&["identifier", "attribute", "call"]) {
            return None;
        }
        let mut path = self.path_within(value, aliases)?;
        for name in attributes.iter().skip(from) {
            path.text.push('.');
            path.text.push_str(name);
        }
        Some(path)
    }

    /// The value of `self.name` or `cls.name`, where the class sets it once.
    pub(super) fn own_member(&self, receiver: Node<'s>, name: &str) -> Option<Node<'s>> {
        let class = self.class_of_receiver(receiver)?;
        self.member_of_class(class, name)
    }

    /// The class whose object or self a name is, in a method of it.
    pub(super) fn class_of_receiver(&self, receiver: Node<'s>) -> Option<Node<'s>> {
        let is_parameter = self
            .names
            .resolve(receiver)
            .is_some_and(|it| matches!(it.origins.as_slice(), [Origin::Parameter(_)]));
        if !is_parameter {
            return None;
        }
        let method =
            receiver.ancestors().find(|outer| is_function(*outer) && class_of(*outer).is_some())?;
        let first = method.child("parameters")?.children().next()?;
        (first.text() == receiver.text()).then(|| class_of(method)).flatten()
    }

    /// The module that a call loads.
    pub(super) fn loaded(&self, call: Node<'s>) -> Option<String> {
        self.loaded_within(call, MOST_ALIASES)
    }

    fn loaded_within(&self, call: Node<'s>, aliases: u32) -> Option<String> {
        let callee = call.child("function")?;
        let is_direct = callee.is("identifier") || bare(callee).is("attribute");
        if !is_direct || !self.path_within(callee, aliases)?.is_any(LOADERS) {
            return None;
        }
        let name = positional(call).next().or_else(|| super::syntax::keyword(call, "name"))?;
        let target = self.text(name)?;
        (!target.is_empty()).then_some(target)
    }
}

/// The path of an imported name followed by `rest`.
fn imported<'s>(binding: &Binding<'s>, rest: &str) -> Option<ModulePath<'s>> {
    let mut best: Option<(usize, ModulePath<'s>)> = None;
    for entry in binding.imports().take(MOST_IMPORTS) {
        let text = format!("{}{rest}", entry_path(entry));
        // Of `import a.b` and `import a.c`, the use of `a.c.f` is one of the second.
        let whole = target_of(entry);
        let is_below =
            text.strip_prefix(&whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let weight = if is_below { whole.len() } else { 0 };
        if best.as_ref().is_none_or(|(known, _)| weight > *known) {
            best = Some((weight, ModulePath { import: Some(entry), text }));
        }
    }
    best.map(|(_, path)| path)
}

/// What the name of an entry stands for.
fn entry_path(entry: Node<'_>) -> String {
    let name = written_name(entry);
    match entry.parent() {
        Some(statement) if statement.is("import_from_statement") => {
            let module = target_of(entry);
            if module.ends_with('.') {
                format!("{module}{name}")
            } else {
                format!("{module}.{name}")
            }
        }
        // `import a.b` binds `a`.
        _ if entry.is("dotted_name") => entry.children().next().map_or("", Node::text).to_owned(),
        _ => name,
    }
}

/// The module that the statement of an entry loads.
pub(super) fn target_of(entry: Node<'_>) -> String {
    let module = entry.parent().and_then(|statement| statement.child("module_name"));
    module.map_or_else(|| written_name(entry), dotted)
}

/// The name of an entry, as the module it comes from has it.
pub(super) fn written_name(entry: Node<'_>) -> String {
    dotted(entry.child("name").unwrap_or(entry))
}

/// A dotted name without white space and continued lines.
pub(super) fn dotted(name: Node<'_>) -> String {
    name.text().chars().filter(|c| !c.is_whitespace() && *c != '\\').collect()
}
