//! Environment variables.

use std::collections::{HashMap, HashSet};

use super::attributes;
use super::calls::{arguments, callee, hands_its_receiver_on, split_at_commas};
use super::contexts::{TokenContext, macro_name};
use super::folding::{Folded, Folder};
use super::names::{Canonical, Meaning, Namespace};
use super::paths::{self, Path};
use super::reading::Reading;
use super::settings;
use super::strings;
use super::syntax::{NodeId, Roles, Syntax};
use crate::source::facts::{EnvUse, EnvUseKind, InTest};
use crate::text::{ByteRange, Spanned};

/// All uses of environment variables.
pub(super) fn env_uses(reading: &Reading<'_, '_>, folder: &Folder<'_, '_>) -> Vec<EnvUse> {
    let search = Search { reading, folder, glob: glob_of_std(reading), uses: Vec::new() };
    search.run()
}

struct Search<'r, 's, 't> {
    reading: &'r Reading<'s, 't>,
    folder: &'r Folder<'r, 't>,
    /// What a glob import of the standard library puts before a path that nothing explains.
    glob: Option<Path<'t>>,
    uses: Vec<EnvUse>,
}

impl<'t> Search<'_, '_, 't> {
    fn run(mut self) -> Vec<EnvUse> {
        let syntax = self.reading.syntax;
        let mut wrappers: HashMap<NodeId, (usize, EnvUseKind)> = HashMap::new();
        for call in syntax.marked(Roles::CALL) {
            let Some(kind) = self.kind_of_call(call) else { continue };
            let Some(argument) = arguments(syntax, call).next() else { continue };
            match self.wrapper_of(argument) {
                Some((function, position)) => {
                    wrappers.insert(function, (position, kind));
                }
                None => self.add_argument(argument, presence(syntax, call, kind)),
            }
        }
        if !wrappers.is_empty() {
            self.calls_of_wrappers(&wrappers);
        }
        for invocation in syntax.marked(Roles::MACRO) {
            if let Some(kind) = kind_of_macro(macro_name(syntax, invocation)) {
                let tokens = syntax.child_of_kind(invocation, "token_tree");
                self.add_tokens(tokens, presence(syntax, invocation, kind));
            }
        }
        self.in_token_trees();
        self.in_attributes();
        self.uses.extend(settings::env_uses(self.reading, self.folder));
        // Product code first: where both read one constant, its use is the one that is told.
        self.uses.sort_by_key(|found| (found.name.range, found.in_test));
        let mut seen = HashSet::new();
        self.uses.retain(|found| seen.insert((found.name.range, found.kind)));
        self.uses
    }

    fn kind_of_call(&self, call: NodeId) -> Option<EnvUseKind> {
        let syntax = self.reading.syntax;
        let callee = callee(syntax, call)?;
        if syntax.kind(callee) == "field_expression" {
            return self.kind_of_method(call, callee);
        }
        let path = paths::read(syntax, callee)?;
        self.kind_of_path(&path, syntax.start(callee))
    }

    fn kind_of_path(&self, path: &Path<'t>, offset: usize) -> Option<EnvUseKind> {
        let namespace = if path.segments.len() == 1 { Namespace::Values } else { Namespace::Types };
        let Canonical::Crate(full) = self.reading.names.canonical(path, offset, namespace) else {
            return None;
        };
        let known = kind_of_function(&full.segments);
        // Nothing explains it, so a glob may.
        if known.is_none() && full == *path && !path.is_global {
            let glob = self.glob.as_ref()?;
            return kind_of_function(&glob.joined(path).segments);
        }
        known
    }

    /// `Command::env("X", value)` and `Arg::env("X")`.
    fn kind_of_method(&self, call: NodeId, callee: NodeId) -> Option<EnvUseKind> {
        let syntax = self.reading.syntax;
        let method = syntax.text_of(syntax.child(callee, "field")?);
        match (method, arguments(syntax, call).count()) {
            ("env", 2) | ("env_remove", 1) => Some(EnvUseKind::Write),
            ("env", 1) if chain_starts_at_arg(syntax, callee) => Some(EnvUseKind::Read),
            _ => None,
        }
    }

    /// The function of which the argument is a parameter, and which one: a wrapper.
    fn wrapper_of(&self, argument: NodeId) -> Option<(NodeId, usize)> {
        let syntax = self.reading.syntax;
        let word = without_conversions(syntax, argument);
        if syntax.kind(word) != "identifier" {
            return None;
        }
        let names = &self.reading.names;
        let meaning = names.resolve(syntax.text_of(word), syntax.start(word), Namespace::Values)?;
        let Meaning::Parameter { name, holder } = meaning else { return None };
        if syntax.kind(holder) != "function_item" {
            return None;
        }
        let parameters = syntax.child(holder, "parameters")?;
        let position = syntax
            .children(parameters)
            .filter(|node| matches!(syntax.kind(*node), "parameter" | "self_parameter"))
            .position(|parameter| syntax.child(parameter, "pattern") == Some(name))?;
        Some((holder, position))
    }

    fn calls_of_wrappers(&mut self, wrappers: &HashMap<NodeId, (usize, EnvUseKind)>) {
        let reading = self.reading;
        let syntax = reading.syntax;
        // Methods are known by their name alone, so only names that one function of the file has.
        let mut by_name: HashMap<&str, Option<NodeId>> = HashMap::new();
        for item in syntax.marked(Roles::ITEM) {
            if let ("function_item", Some(name)) = (syntax.kind(item), syntax.child(item, "name")) {
                by_name
                    .entry(syntax.text_of(name))
                    .and_modify(|it| *it = None)
                    .or_insert(Some(item));
            }
        }
        for call in syntax.marked(Roles::CALL) {
            let Some(callee) = callee(syntax, call) else { continue };
            let mut skipped = 0;
            let function = match syntax.kind(callee) {
                "identifier" => {
                    let offset = syntax.start(callee);
                    match reading.names.resolve(syntax.text_of(callee), offset, Namespace::Values) {
                        Some(Meaning::Item(item)) => Some(item),
                        _ => None,
                    }
                }
                "field_expression" => {
                    skipped = 1;
                    let is_own = syntax
                        .child(callee, "value")
                        .is_some_and(|value| syntax.text_of(value) == "self");
                    let name = syntax.child(callee, "field").filter(|_| is_own);
                    name.and_then(|name| by_name.get(syntax.text_of(name)).copied().flatten())
                }
                "scoped_identifier" => match paths::read(syntax, callee) {
                    Some(path) if is_own_type(reading, &path, callee) => {
                        by_name.get(path.last()).copied().flatten()
                    }
                    _ => None,
                },
                _ => None,
            };
            let wrapper = function.and_then(|function| wrappers.get(&function));
            let Some((position, kind)) = wrapper else { continue };
            let argument = position.checked_sub(skipped);
            if let Some(argument) = argument.and_then(|at| arguments(syntax, call).nth(at)) {
                self.add_argument(argument, presence(syntax, call, *kind));
            }
        }
    }

    /// Reads among the tokens of macros: `format!("{}", env::var("X")?)`.
    fn in_token_trees(&mut self) {
        let reading = self.reading;
        let syntax = reading.syntax;
        for word in syntax.nodes() {
            let is_word = syntax.kind(word) == "identifier"
                && matches!(syntax.parent_kind(word), "token_tree" | "token_repetition");
            if !is_word
                || matches!(
                    reading.contexts.at(word),
                    None | Some(TokenContext::Attribute | TokenContext::Lint)
                )
            {
                continue;
            }
            let names_env = matches!(
                syntax.text_of(word),
                "var" | "var_os" | "set_var" | "remove_var" | "env" | "option_env" | "dotenv"
            );
            let is_import = || {
                let offset = syntax.start(word);
                let meaning =
                    reading.names.resolve(syntax.text_of(word), offset, Namespace::Values);
                matches!(meaning, Some(Meaning::Import(_)))
            };
            let starts_path = matches!(syntax.text_of(word), "std" | "dotenvy" | "dotenv");
            if !names_env && !starts_path && !is_import() {
                continue;
            }
            let Some(found) = paths::from_token(syntax, word) else { continue };
            let Some(next) = syntax.next_sibling(found.last) else { continue };
            if syntax.kind(next) == "!" {
                if let Some(kind) = kind_of_macro(found.path.last()) {
                    self.add_tokens(syntax.next_sibling(next), kind);
                }
            } else if syntax.kind(next) == "token_tree"
                && let Some(kind) = self.kind_of_path(&found.path, syntax.start(word))
            {
                let method = syntax
                    .next_sibling(next)
                    .filter(|dot| syntax.kind(*dot) == ".")
                    .and_then(|dot| syntax.next_sibling(dot));
                let asks = method.is_some_and(|method| asks_for_presence(syntax.text_of(method)));
                let kind =
                    if asks && kind == EnvUseKind::Read { EnvUseKind::PresenceCheck } else { kind };
                self.add_tokens(Some(next), kind);
            }
        }
    }

    /// `#[arg(env = "X")]`, and `#[arg(env)]`, which takes the field's name in capitals.
    fn in_attributes(&mut self) {
        let syntax = self.reading.syntax;
        for attribute in syntax.marked(Roles::ATTRIBUTE) {
            let word_of_variable = match attributes::name(syntax, attribute) {
                "arg" | "clap" | "structopt" => "env",
                "envconfig" => "from",
                _ => continue,
            };
            let Some(tokens) = attributes::arguments(syntax, attribute) else { continue };
            for argument in split_at_commas(syntax, tokens) {
                match argument.as_slice() {
                    [word, sign, value @ ..]
                        if syntax.text_of(*word) == word_of_variable
                            && syntax.kind(*sign) == "=" =>
                    {
                        let folded = self.folder.fold_tokens(value, 0);
                        if let (Some(first), Some(last)) = (value.first(), value.last()) {
                            let range = syntax.range(*first).cover(syntax.range(*last));
                            self.add(folded, range, EnvUseKind::Read);
                        }
                    }
                    [word, tree] if syntax.text_of(*word) == "env" => {
                        self.add_tokens(Some(*tree), EnvUseKind::Read);
                    }
                    [word] if syntax.text_of(*word) == "env" => {
                        let field = attributes::subject(syntax, attribute)
                            .filter(|field| syntax.kind(*field) == "field_declaration")
                            .and_then(|field| syntax.child(field, "name"));
                        if let Some(field) = field {
                            let name = syntax.text_of(field).to_ascii_uppercase();
                            let in_test = self.reading.tests.holds(syntax.start(field));
                            self.push(name, syntax.range(field), EnvUseKind::Read, in_test);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn add_argument(&mut self, argument: NodeId, kind: EnvUseKind) {
        for element in self.loop_elements(argument) {
            let folded = self.folder.fold(element);
            self.add(folded, self.reading.syntax.range(element), kind);
        }
    }

    /// The argument, or the elements of the array over which a `for` loop runs it.
    fn loop_elements(&self, argument: NodeId) -> Vec<NodeId> {
        let syntax = self.reading.syntax;
        let word = without_conversions(syntax, argument);
        let meaning = (syntax.kind(word) == "identifier").then(|| {
            let offset = syntax.start(word);
            self.reading.names.resolve(syntax.text_of(word), offset, Namespace::Values)
        });
        let Some(Some(Meaning::Local { name, binder })) = meaning else { return vec![argument] };
        let is_loop = syntax.kind(binder) == "for_expression"
            && syntax.child(binder, "pattern") == Some(name);
        let Some(array) = syntax.child(binder, "value").filter(|_| is_loop) else {
            return vec![argument];
        };
        let array = self.array_of(without_conversions(syntax, array));
        if syntax.kind(array) != "array_expression" {
            return vec![argument];
        }
        syntax.children(array).filter(|element| strings::is_string(syntax, *element)).collect()
    }

    /// The array that a constant holds, or the expression itself.
    fn array_of(&self, list: NodeId) -> NodeId {
        let syntax = self.reading.syntax;
        if syntax.kind(list) != "identifier" {
            return list;
        }
        let offset = syntax.start(list);
        match self.reading.names.resolve(syntax.text_of(list), offset, Namespace::Values) {
            Some(Meaning::Item(item)) => {
                syntax.child(item, "value").map_or(list, |value| without_conversions(syntax, value))
            }
            _ => list,
        }
    }

    fn add_tokens(&mut self, tree: Option<NodeId>, kind: EnvUseKind) {
        let syntax = self.reading.syntax;
        let Some(tree) = tree.filter(|tree| syntax.kind(*tree) == "token_tree") else { return };
        let arguments = split_at_commas(syntax, tree);
        let Some((first, last)) =
            arguments.first().and_then(|argument| argument.first().zip(argument.last()))
        else {
            return;
        };
        let range = syntax.range(*first).cover(syntax.range(*last));
        let folded = self.folder.fold_tokens(&arguments[0], 0);
        self.add(folded, range, kind);
    }

    /// The name stands where its literal is, so that a rename finds it; behind a constant, too.
    fn add(&mut self, folded: Folded, range: ByteRange, kind: EnvUseKind) {
        let syntax = self.reading.syntax;
        let Some(name) = folded.value.as_constant() else { return };
        // A constant of the product that only a test reads is a test's variable.
        let in_test = self.reading.tests.holds(range.start());
        let literal = match folded.leaves.as_slice() {
            [leaf] if strings::is_string(syntax, *leaf) => Some(strings::range(syntax, *leaf)),
            _ => None,
        };
        let range = literal.filter(|range| range.slice(syntax.text) == name).unwrap_or(range);
        self.push(name.to_owned(), range, kind, in_test);
    }

    fn push(&mut self, name: String, range: ByteRange, kind: EnvUseKind, in_test: InTest) {
        if name.is_empty() || name.contains(['=', '\0']) || name.contains(char::is_whitespace) {
            return;
        }
        self.uses.push(EnvUse { name: Spanned::new(name, range), kind, in_test });
    }
}

/// `Self::name` or `Type::name` of a type that this file defines.
fn is_own_type(reading: &Reading<'_, '_>, path: &Path<'_>, at: NodeId) -> bool {
    let offset = reading.syntax.start(at);
    path.segments.len() == 2
        && (path.first() == "Self"
            || matches!(
                reading.names.resolve(path.first(), offset, Namespace::Types),
                Some(Meaning::Item(_))
            ))
}

fn kind_of_function(path: &[&str]) -> Option<EnvUseKind> {
    match path {
        ["std", "env", "var" | "var_os"] | ["dotenvy" | "dotenv", "var"] => Some(EnvUseKind::Read),
        ["std", "env", "set_var" | "remove_var"] => Some(EnvUseKind::Write),
        _ => None,
    }
}

fn kind_of_macro(name: &str) -> Option<EnvUseKind> {
    matches!(name, "env" | "option_env" | "dotenv").then_some(EnvUseKind::Read)
}

fn asks_for_presence(method: &str) -> bool {
    matches!(method, "is_ok" | "is_err" | "is_some" | "is_none")
}

/// The use of a read whose result is only asked whether it is there.
fn presence(syntax: &Syntax<'_>, call: NodeId, kind: EnvUseKind) -> EnvUseKind {
    let asks = syntax
        .parent(call)
        .filter(|parent| syntax.kind(*parent) == "field_expression")
        .and_then(|parent| syntax.child(parent, "field"))
        .is_some_and(|method| asks_for_presence(syntax.text_of(method)));
    let ignores = syntax
        .parent(call)
        .filter(|parent| syntax.kind(*parent) == "let_condition")
        .and_then(|parent| syntax.child(parent, "pattern"))
        .is_some_and(|pattern| {
            matches!(syntax.text_of(pattern), "Ok(_)" | "Err(_)" | "Some(_)" | "None")
        });
    if kind == EnvUseKind::Read && (asks || ignores) { EnvUseKind::PresenceCheck } else { kind }
}

/// `Arg::new("x").long("x").env("X")`: the chain below the method starts at clap's `Arg`.
fn chain_starts_at_arg(syntax: &Syntax<'_>, callee: NodeId) -> bool {
    let mut current = callee;
    for _ in 0..64 {
        let below = match syntax.kind(current) {
            "field_expression" => syntax.child(current, "value"),
            "call_expression" => self::callee(syntax, current),
            "macro_invocation" => return macro_name(syntax, current) == "arg",
            _ => {
                return paths::read(syntax, current)
                    .is_some_and(|path| path.segments.ends_with(&["Arg", "new"]));
            }
        };
        let Some(below) = below else { return false };
        current = below;
    }
    false
}

/// The expression below references and conversions that hand a string on.
fn without_conversions(syntax: &Syntax<'_>, node: NodeId) -> NodeId {
    let mut current = node;
    for _ in 0..16 {
        let below = match syntax.kind(current) {
            "reference_expression" => syntax.child(current, "value"),
            "call_expression" => callee(syntax, current).and_then(|callee| {
                let method = syntax.child(callee, "field")?;
                let hands_on = hands_its_receiver_on(syntax.text_of(method))
                    || matches!(syntax.text_of(method), "iter" | "into_iter" | "copied");
                syntax.child(callee, "value").filter(|_| hands_on)
            }),
            _ => None,
        };
        let Some(below) = below else { break };
        current = below;
    }
    current
}

/// The glob import of `std` or `std::env`, if the file has one.
fn glob_of_std<'t>(reading: &Reading<'_, 't>) -> Option<Path<'t>> {
    let globs = reading.names.leaves.iter().filter(|leaf| leaf.local.is_none());
    globs.map(|leaf| &leaf.path).find(|path| path.first() == "std").cloned()
}
