//! Expressions that hold the environment, what reads variables by their names, and those names.

use std::collections::HashMap;

use crate::source::tree::Node;
use crate::text::Spanned;

use super::File;
use super::names::Origin;
use super::syntax::{bare, class_of, inside_quotes, is_sequence, keyword, last_name, positional};

/// The environment itself.
const ENVIRONMENTS: &[&str] = &["os.environ", "os.environb", "starlette.config.environ"];
/// What makes an object that is asked for variables by name.
const MAKERS: &[&str] = &[
    "environs.Env",
    "environs.EnvParser",
    "environs.FileAwareEnv",
    "environ.Env",
    "environ.FileAwareEnv",
    "decouple.Config",
    "decouple.AutoConfig",
    "starlette.config.Config",
];
/// Such objects that a package holds ready.
const READY: &[&str] = &["decouple.config", "environs.env"];
/// Functions that projects write around the environment, by the names they give them. Asked for a
/// name spelled as variables are, they read that variable, wherever they are defined.
const READERS: &[&str] = &[
    "require_env",
    "required_env",
    "require_env_var",
    "get_env",
    "get_env_var",
    "get_env_variable",
    "get_env_setting",
    "get_required_env",
    "get_optional_env",
    "must_get_env",
    "read_env_var",
    "env_var",
];
/// Copies of copies are followed this far.
const MOST_COPIES: u32 = 6;

/// What reads variables, in one file.
pub(super) struct Variables<'f, 's> {
    pub(super) file: &'f File<'s>,
    /// Functions of the file that read the variable they are given, by that parameter.
    wrappers: HashMap<u32, Wrapper<'s>>,
}

/// The parameter of a function that names a variable.
struct Wrapper<'s> {
    place: usize,
    name: &'s str,
}

impl<'f, 's> Variables<'f, 's> {
    pub(super) fn of(file: &'f File<'s>) -> Self {
        let mut variables = Self { file, wrappers: HashMap::new() };
        variables.wrappers = variables.find_wrappers();
        variables
    }

    /// Whether an expression is the environment, or a copy of it.
    pub(super) fn is_environment(&self, node: Node<'s>) -> bool {
        self.is_environment_within(node, MOST_COPIES)
    }

    fn is_environment_within(&self, node: Node<'s>, copies: u32) -> bool {
        let Some(copies) = copies.checked_sub(1) else { return false };
        if bare(node).is_any(&["identifier", "attribute"])
            && self.file.folding.is_path(node, ENVIRONMENTS)
        {
            return true;
        }
        let origin = self.file.folding.origin(node);
        match origin.kind() {
            "identifier" | "attribute" => {
                origin != bare(node) && self.file.folding.is_path(origin, ENVIRONMENTS)
            }
            "call" => self.is_copy(origin, copies),
            "dictionary" => origin
                .children()
                .filter(|entry| entry.is("dictionary_splat"))
                .filter_map(|entry| entry.children().next())
                .any(|inner| self.is_environment_within(inner, copies)),
            "binary_operator" => {
                origin.child("operator").is_some_and(|it| it.text() == "|")
                    && ["left", "right"]
                        .iter()
                        .filter_map(|side| origin.child(side))
                        .any(|side| self.is_environment_within(side, copies))
            }
            _ => false,
        }
    }

    /// `os.environ.copy()`, `dict(os.environ)`, `dotenv_values()`.
    fn is_copy(&self, call: Node<'s>, copies: u32) -> bool {
        let Some(callee) = call.child("function").map(bare) else { return false };
        match last_name(callee) {
            "dotenv_values" => self.file.folding.is_path(callee, &["dotenv.dotenv_values"]),
            "copy" | "keys"
                if callee
                    .child("object")
                    .is_some_and(|object| self.is_environment_within(object, copies)) =>
            {
                true
            }
            "dict" | "copy" | "deepcopy" | "ChainMap" | "MappingProxyType" => {
                positional(call).any(|inner| self.is_environment_within(inner, copies))
            }
            _ => false,
        }
    }

    /// Whether an expression is an object that is asked for variables: `env('X')`, `env.str('X')`.
    pub(super) fn is_reader(&self, node: Node<'s>) -> bool {
        if self.file.folding.is_path(node, READY) {
            return true;
        }
        let Some(made) = self.file.folding.maker(node) else { return false };
        made.child("function").is_some_and(|callee| self.file.folding.is_path(callee, MAKERS))
    }

    /// The argument in which a call of the project's own function names a variable.
    pub(super) fn wrapped_name(&self, call: Node<'s>) -> Option<Node<'s>> {
        let callee = call.child("function")?;
        if let Some(function) = self.file.folding.function(callee) {
            let wrapper = self.wrappers.get(&function.index())?;
            return positional(call).nth(wrapper.place).or_else(|| keyword(call, wrapper.name));
        }
        let first = positional(call).next().filter(|_| READERS.contains(&last_name(callee)))?;
        let is_variable = self.file.folding.text(first).is_some_and(|name| is_variable(&name));
        is_variable.then_some(first)
    }

    fn find_wrappers(&self) -> HashMap<u32, Wrapper<'s>> {
        let mut wrappers = HashMap::new();
        let nodes = self.file.syntax.nodes();
        let names = nodes.filter_map(|node| match node.kind() {
            "subscript" => {
                self.is_environment(node.child("value")?).then(|| node.child("subscript")).flatten()
            }
            "call" => self.read_by(node),
            _ => None,
        });
        for name in names.map(bare).filter(|name| name.is("identifier")) {
            let Some(binding) = self.file.names.resolve(name) else { continue };
            if !matches!(binding.origins.as_slice(), [Origin::Parameter(_)]) {
                continue;
            }
            let holder = name.ancestors().find(|outer| super::syntax::is_function(*outer));
            let Some(function) = holder else { continue };
            let parameters =
                function.children().find(|it| it.is_any(&["parameters", "lambda_parameters"]));
            let is_static =
                super::syntax::decorators(function).any(|it| last_name(it) == "staticmethod");
            let skipped = usize::from(class_of(function).is_some() && !is_static);
            let place = parameters.and_then(|list| {
                list.children().position(|parameter| {
                    let mut names = parameter.descendants().filter(|it| it.is("identifier"));
                    parameter.is("identifier") && parameter.text() == name.text()
                        || names.next().is_some_and(|it| it.text() == name.text())
                })
            });
            if let Some(place) = place.and_then(|place| place.checked_sub(skipped)) {
                wrappers.insert(function.index(), Wrapper { place, name: name.text() });
            }
        }
        wrappers
    }

    /// The argument in which a call of the standard library or a package names a variable to read.
    pub(super) fn read_by(&self, call: Node<'s>) -> Option<Node<'s>> {
        const FUNCTIONS: &[&str] =
            &["os.getenv", "os.getenvb", "os.environ.get", "os.environ.__getitem__"];
        let callee = bare(call.child("function")?);
        let first = || positional(call).next().or_else(|| keyword(call, "key"));
        if self.file.folding.is_path(callee, FUNCTIONS) {
            return first();
        }
        if self.file.folding.is_path(callee, &["dotenv.get_key"]) {
            return positional(call).nth(1);
        }
        if let Some(object) = callee.child("object").filter(|_| callee.is("attribute")) {
            const METHODS: &[&str] = &["get", "pop", "setdefault", "__getitem__"];
            const OTHERS: &[&str] = &["read_env", "prefixed", "seal", "add_parser", "parser_for"];
            if METHODS.contains(&last_name(callee)) && self.is_environment(object) {
                return first();
            }
            let is_asked = !OTHERS.contains(&last_name(callee)) && self.is_reader(object);
            return is_asked.then(first).flatten();
        }
        self.is_reader(callee).then(first).flatten()
    }

    /// The variables that an expression names: a constant, or each element of a constant list that
    /// is gone through.
    pub(super) fn named_by(&self, expression: Node<'s>) -> Vec<Spanned<String>> {
        let node = bare(expression);
        if let Some(name) = self.file.folding.text(node) {
            return vec![Spanned::new(name, inside_quotes(node))];
        }
        if node.is("conditional_expression") {
            let mut sides = node.children();
            let sides = [sides.next(), sides.nth(1)].into_iter().flatten();
            return sides.filter_map(|side| self.constant(side)).collect();
        }
        let Some(binding) = self.file.names.resolve(node).filter(|_| node.is("identifier")) else {
            return Vec::new();
        };
        match binding.origins.as_slice() {
            [Origin::Element(list)] => self.elements(*list),
            _ => Vec::new(),
        }
    }

    /// The constant strings of a list, or the keys of a dictionary.
    pub(super) fn elements(&self, list: Node<'s>) -> Vec<Spanned<String>> {
        let list = self.file.folding.origin(list);
        let list = match list.kind() {
            "call" => match positional(list).next() {
                Some(inner)
                    if ["sorted", "set", "list", "tuple", "frozenset"]
                        .contains(&list.child("function").map_or("", last_name)) =>
                {
                    self.file.folding.origin(inner)
                }
                _ => list,
            },
            _ => list,
        };
        match list.kind() {
            "dictionary" => {
                let keys = list.children().filter_map(|pair| pair.child("key"));
                keys.filter_map(|key| self.constant(key)).collect()
            }
            _ if is_sequence(list) => {
                list.children().filter_map(|element| self.constant(element)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn constant(&self, node: Node<'s>) -> Option<Spanned<String>> {
        Some(Spanned::new(self.file.folding.text(node)?, inside_quotes(node)))
    }
}

/// Whether a name is spelled as variables are.
pub(super) fn is_variable(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}
