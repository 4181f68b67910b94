//! Clients: what is made of something imported, and keys that are set for a whole package.

use std::collections::HashMap;

use crate::source::facts::{ClientForm, ClientUse, Endpoint, Import};

use super::File;
use super::constants::{is_member, key_text, last_name};
use super::context::in_test;
use super::names::{BindingKind, Step, pattern_names};
use super::syntax::Node;
use super::vocabulary::{Field, Kind};
use crate::source::languages::options::{Role, leads_to_options, read_as, role_of, unread_server};

/// Longer ways from a name to its import are not followed.
const FUEL: u32 = 12;
/// Options nested deeper than this are not those of the client.
const DEEPEST: u32 = 3;

/// Every client of the file, in the order of the text.
pub(super) fn read<'s>(file: &File<'s>, imports: &[Import]) -> Vec<ClientUse> {
    let is_package = |import: &Import| {
        let target = &import.target.value;
        !target.starts_with(['.', '/']) && !target.starts_with("node:")
    };
    let by_source = imports.iter().enumerate().filter(|(_, import)| is_package(import));
    let by_source: HashMap<usize, usize> =
        by_source.map(|(index, import)| (import.target.range.start(), index)).collect();
    if by_source.is_empty() {
        return Vec::new();
    }
    let reader = Reader { file, by_source };
    let client = |node: Node<'s>| match node.kind() {
        Kind::New => reader.construction(node),
        Kind::Call => reader.call(node),
        Kind::Assignment => reader.assignment(node),
        _ => None,
    };
    file.syntax.nodes().filter_map(client).collect()
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    /// The imports of packages, by the place where their targets begin.
    by_source: HashMap<usize, usize>,
}

/// What an expression is of an import: the names that lead to it, none for the module itself.
struct Imported {
    import: usize,
    names: Vec<String>,
}

impl Imported {
    fn then(mut self, name: String) -> Self {
        self.names.push(name);
        self
    }

    /// Its own name in the module.
    fn name(&self) -> &str {
        self.names.last().map_or("default", String::as_str)
    }

    /// The class whose member it is: `Client` of `Client.init`.
    fn class(&self) -> Option<&str> {
        let holder = self.names.len().checked_sub(2).and_then(|at| self.names.get(at))?;
        is_class_name(holder).then_some(holder)
    }
}

impl<'s> Reader<'_, 's> {
    fn construction(&self, node: Node<'s>) -> Option<ClientUse> {
        let imported = self.imported(node.callee()?, FUEL)?;
        Some(self.client(node, imported.import, imported.name(), ClientForm::Constructed))
    }

    fn call(&self, node: Node<'s>) -> Option<ClientUse> {
        let callee = node.callee()?;
        // Most calls make nothing, and their name shows it.
        let configures = configures(callee);
        if callee.is(Kind::Member) && !configures && !makes(last_name(callee)) {
            return None;
        }
        let imported = self.imported(callee, FUEL)?;
        let (import, name) = (imported.import, imported.name());
        if let Some(class) = imported.class().filter(|_| makes(name)) {
            return Some(self.client(node, import, class, ClientForm::Constructed));
        }
        let form = match name {
            name if is_class_name(name) => ClientForm::Constructed,
            name if configures || makes(name) => ClientForm::Called,
            _ => return None,
        };
        Some(self.client(node, import, name, form))
    }

    /// `Stripe.apiKey = …`.
    fn assignment(&self, node: Node<'s>) -> Option<ClientUse> {
        let left = node.child(Field::Left)?.bare();
        if !left.is(Kind::Member) || !is_credential(last_name(left)) {
            return None;
        }
        let imported = self.imported(left, FUEL)?;
        Some(ClientUse {
            endpoint: Endpoint::Default,
            first_argument: None,
            ..self.client(node, imported.import, imported.name(), ClientForm::Assigned)
        })
    }

    fn client(&self, node: Node<'s>, import: usize, name: &str, form: ClientForm) -> ClientUse {
        let first = node.arguments().next();
        ClientUse {
            import,
            name: name.to_owned(),
            form,
            range: node.range(),
            first_argument: first.and_then(|first| self.file.constants.text(first)),
            endpoint: self.endpoint(node, 0).unwrap_or(Endpoint::Default),
            in_test: in_test(self.file, node),
        }
    }

    /// The import that an expression is taken from.
    fn imported(&self, expression: Node<'s>, fuel: u32) -> Option<Imported> {
        let fuel = fuel.checked_sub(1)?;
        let node = expression.bare();
        match node.kind() {
            Kind::Identifier => self.named(node, fuel),
            Kind::Member => {
                let object = self.imported(node.child(Field::Object)?, fuel)?;
                Some(object.then(node.child(Field::Property)?.text().to_owned()))
            }
            // Whatever loads a module here is an import that has been read.
            Kind::Call => self.loaded(node.arguments().next()?),
            _ => None,
        }
    }

    fn loaded(&self, specifier: Node<'s>) -> Option<Imported> {
        let start = specifier.bare().inside_quotes().start();
        let import = *self.by_source.get(&start)?;
        Some(Imported { import, names: Vec::new() })
    }

    fn named(&self, identifier: Node<'s>, fuel: u32) -> Option<Imported> {
        let binding = self.file.names.resolve(identifier)?;
        let origin = self.file.syntax.node(binding.origin);
        let name = self.file.syntax.node(binding.name);
        match binding.kind {
            BindingKind::Import => {
                let required = origin.child_of(Kind::ImportRequire);
                let source = origin
                    .child(Field::Source)
                    .or_else(|| required.and_then(|required| required.child(Field::Source)))?;
                let module = self.loaded(source)?;
                let holder = name.parent()?;
                Some(match holder.kind() {
                    Kind::NamespaceImport | Kind::ImportRequire => module,
                    Kind::ImportSpecifier => module.then(key_text(holder.child(Field::Name)?)),
                    _ => module.then("default".to_owned()),
                })
            }
            BindingKind::Variable if self.file.constants.is_stable(binding) => {
                let value = self.imported(origin.child(Field::Value)?, fuel)?;
                taken(value, origin.child(Field::Name)?, name)
            }
            // `import('stripe').then(({ default: Stripe }) => …)`
            BindingKind::Parameter => {
                let function = name.ancestors().find(|outer| outer.kind().is_function())?;
                let callee = function.parent()?.parent()?.callee()?;
                let promise = callee.child(Field::Object).filter(|_| is_member(callee, "then"))?;
                let pattern = origin.child(Field::Pattern).unwrap_or(origin);
                taken(self.imported(promise, fuel)?, pattern, name)
            }
            _ => None,
        }
    }

    /// The server that the arguments of a call name; `None` when they name none.
    fn endpoint(&self, call: Node<'s>, depth: u32) -> Option<Endpoint> {
        call.arguments().find_map(|argument| self.argument_endpoint(argument.bare(), depth))
    }

    fn argument_endpoint(&self, argument: Node<'s>, depth: u32) -> Option<Endpoint> {
        let folded = self.file.constants.fold(argument).value;
        if let Some(url) = folded.as_url() {
            return Some(Endpoint::Known { host: url.host, path: url.path });
        }
        if folded.as_constant().is_some_and(|text| text.contains("://")) {
            return Some(Endpoint::Unknown);
        }
        let origin = self.file.constants.origin(argument);
        match origin.map(|origin| (origin.kind(), origin)) {
            Some((Kind::Object, options)) => self.options_endpoint(options, depth),
            Some((Kind::Ternary, either)) if depth < DEEPEST => {
                let sides = [Field::Consequence, Field::Alternative];
                let options = sides.into_iter().filter_map(|side| either.child(side));
                options
                    .map(Node::bare)
                    .find_map(|options| self.argument_endpoint(options, depth + 1))
            }
            // `new OpenAIApi(new Configuration({ basePath }))`
            Some((Kind::New, inner)) if depth < DEEPEST => self.endpoint(inner, depth + 1),
            _ => {
                let name = last_name(argument);
                let is_open = role_of(name).is_some() || names_options(name);
                is_open.then_some(Endpoint::Unknown)
            }
        }
    }

    fn options_endpoint(&self, options: Node<'s>, depth: u32) -> Option<Endpoint> {
        if depth > DEEPEST {
            return None;
        }
        options.children().find_map(|entry| {
            let (key, value) = match entry.kind() {
                Kind::Pair => (key_text(entry.child(Field::Key)?), entry.child(Field::Value)?),
                Kind::Shorthand => (entry.text().to_owned(), entry),
                Kind::Spread => {
                    let inner = entry.children().next()?;
                    return self.argument_endpoint(inner.bare(), depth + 1);
                }
                _ => return None,
            };
            let Some(role) = role_of(&key) else {
                let nested = value.bare();
                let is_nested = nested.is(Kind::Object) && leads_to_options(&key);
                return is_nested.then(|| self.options_endpoint(nested, depth + 1)).flatten();
            };
            self.option_endpoint(&key, role, value)
        })
    }

    fn option_endpoint(&self, key: &str, role: Role, value: Node<'s>) -> Option<Endpoint> {
        if matches!(value.bare().kind(), Kind::Undefined | Kind::Null) {
            return None;
        }
        let folded = self.file.constants.fold(value).value;
        if let Some(url) = read_as(role, &folded) {
            return Some(Endpoint::Known { host: url.host, path: url.path });
        }
        unread_server(key, &folded)
    }
}

/// What a pattern gives to one of its names.
fn taken<'s>(value: Imported, pattern: Node<'s>, name: Node<'s>) -> Option<Imported> {
    if pattern == name {
        return Some(value);
    }
    let (_, path) = pattern_names(pattern).into_iter().find(|(it, _)| *it == name)?;
    path.into_iter().try_fold(value, |value, step| match step {
        Step::Key(key) => Some(value.then(key_text(key))),
        Step::Unknown => None,
    })
}

/// `AWS.config.update(…)`.
fn configures(callee: Node<'_>) -> bool {
    let holder = callee.child(Field::Object).map(|object| last_name(object.bare()));
    is_member(callee, "update") && holder == Some("config")
}

fn is_class_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.contains(|other: char| other.is_ascii_lowercase())
}

/// Whether a function makes a client or sets up its package, by its name.
fn makes(name: &str) -> bool {
    const WHOLE: &[&str] = &[
        "default",
        "client",
        "configure",
        "config",
        "init",
        "initialize",
        "setup",
        "connect",
        "login",
    ];
    const BEGINNINGS: &[&str] =
        &["create", "make", "build", "init", "initialize", "load", "from", "new"];
    let begins = |word: &&str| {
        let rest = name.strip_prefix(*word);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| c.is_uppercase()))
    };
    WHOLE.contains(&name)
        || BEGINNINGS.iter().any(begins)
        || name.strip_prefix("set").is_some_and(is_credential)
        || name.strip_prefix("get").is_some_and(|rest| rest.ends_with("Client"))
}

/// `apiKey`, `api_key`, `accessToken`, and not `monkey`.
fn is_credential(name: &str) -> bool {
    let plain = name.to_ascii_lowercase().replace('_', "");
    [
        "apikey",
        "secretkey",
        "accesskey",
        "token",
        "secret",
        "credentials",
        "accountsid",
        "privatekey",
    ]
    .iter()
    .any(|end| plain.ends_with(end))
}

/// Whether a name is one of options that are made elsewhere.
fn names_options(name: &str) -> bool {
    let plain = name.to_ascii_lowercase();
    ["options", "opts", "config", "configuration", "settings"]
        .iter()
        .any(|end| plain.ends_with(end))
}
