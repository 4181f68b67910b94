//! Variables that a library reads for the file: schemas the environment is checked with, and
//! services that are asked by name.

use std::collections::HashSet;

use crate::source::facts::{EnvUse, EnvUseKind};
use crate::text::Spanned;

use super::File;
use super::constants::{key_text, last_name};
use super::context::{in_test, module_of, root_of};
use super::environment::{Host, Hosts};
use super::syntax::Node;
use super::vocabulary::{Field, Kind};

/// Functions that projects write around `process.env`, by the names they give them. Asked for a name
/// spelled as variables are, they read that variable, wherever they are defined.
const READERS: &[&str] = &[
    "requireEnv",
    "requiredEnv",
    "requireEnvVar",
    "getEnv",
    "getEnvVar",
    "getEnvVariable",
    "getRequiredEnv",
    "getOptionalEnv",
    "mustGetEnv",
    "mustEnv",
    "readEnv",
    "optionalEnv",
    "envVar",
];

/// What reads variables by their names, in one file.
pub(super) struct Wrappers<'s> {
    file: &'s File<'s>,
    /// Names that are declared with the type of Nest's configuration service.
    services: HashSet<&'s str>,
}

impl<'s> Wrappers<'s> {
    pub(super) fn of(file: &'s File<'s>) -> Self {
        let is_service = |node: &Node<'_>| {
            node.is(Kind::TypeAnnotation)
                && node.text().trim_start_matches([':', ' ']).starts_with("ConfigService")
        };
        let name_of = |annotation: Node<'s>| {
            let holder = annotation.parent()?;
            let name = holder.child(Field::Pattern).or_else(|| holder.child(Field::Name))?;
            Some(name.text())
        };
        let services = file.syntax.nodes().filter(is_service).filter_map(name_of).collect();
        Self { file, services }
    }

    /// The variables that a call reads.
    pub(super) fn call(&self, hosts: &Hosts<'s>, call: Node<'s>, uses: &mut Vec<EnvUse>) {
        let Some(callee) = call.callee() else {
            return;
        };
        if self.is_asked_by_name(callee) {
            let name = call.arguments().next().and_then(|name| hosts.named_by(name));
            if let Some(name) = name.filter(|name| is_variable(&name.value)) {
                self.add(name, call, uses);
            }
        } else if last_name(callee) == "createEnv" {
            self.typed_environment(call, uses);
        } else if last_name(callee) == "forRoot" {
            for options in call.arguments().filter(|options| options.is(Kind::Object)) {
                let schema = member(options, "validationSchema");
                self.schema(schema, uses);
            }
        } else if call.arguments().any(|argument| hosts.host(argument) == Some(Host::Environment)) {
            // `schema.parse(process.env)`, `cleanEnv(process.env, { … })`.
            for argument in call.arguments() {
                self.schema(Some(argument), uses);
            }
            self.schema(callee.child(Field::Object), uses);
        }
    }

    /// Nest's `config.get('X')`, `env-var`, the parameters of Firebase functions.
    fn is_asked_by_name(&self, callee: Node<'s>) -> bool {
        let name = last_name(callee);
        let module = || module_of(self.file, root_of(callee)).unwrap_or_default();
        match name {
            "get" | "getOrThrow" => {
                let object = callee.child(Field::Object).map(Node::bare);
                let is_service =
                    object.is_some_and(|object| self.services.contains(last_name(object)));
                is_service || module() == "env-var"
            }
            "getSecret" => module() == "astro:env/server",
            _ if READERS.contains(&name) => true,
            "defineSecret" | "defineString" | "defineInt" | "defineBoolean" => {
                module().starts_with("firebase-functions")
            }
            _ => false,
        }
    }

    /// `createEnv({ server: { … }, runtimeEnv: process.env })`. Where the values are listed one by
    /// one, those are the reads.
    fn typed_environment(&self, call: Node<'s>, uses: &mut Vec<EnvUse>) {
        let Some(options) = call.arguments().next().filter(|options| options.is(Kind::Object))
        else {
            return;
        };
        let is_listed = ["runtimeEnv", "runtimeEnvStrict"]
            .iter()
            .any(|name| member(options, name).is_some_and(|values| values.bare().is(Kind::Object)));
        if !is_listed {
            for part in ["server", "client", "shared"] {
                self.schema(member(options, part), uses);
            }
        }
    }

    /// The variables named by a schema: the keys of an object literal, or of the one that a
    /// builder like `z.object({ … }).strict()` was given.
    fn schema(&self, schema: Option<Node<'s>>, uses: &mut Vec<EnvUse>) {
        let mut node = schema.and_then(|schema| self.file.constants.origin(schema));
        for _ in 0..16 {
            let Some(current) = node else {
                return;
            };
            node = match current.kind() {
                Kind::Object => {
                    for entry in current.children() {
                        let key = entry.child(Field::Key).or(Some(entry));
                        if let Some(key) = key.filter(|key| is_variable(&key_text(*key))) {
                            self.add(Spanned::new(key_text(key), key.inside_quotes()), key, uses);
                        }
                    }
                    return;
                }
                Kind::Call => {
                    let inside = current.arguments().next().map(Node::bare);
                    let shape = inside.filter(|inside| inside.is(Kind::Object));
                    let before = current.callee().and_then(|callee| callee.child(Field::Object));
                    shape.or_else(|| before.and_then(|before| self.file.constants.origin(before)))
                }
                _ => return,
            };
        }
    }

    fn add(&self, name: Spanned<String>, node: Node<'s>, uses: &mut Vec<EnvUse>) {
        uses.push(EnvUse { name, kind: EnvUseKind::Read, in_test: in_test(self.file, node) });
    }
}

fn member<'s>(object: Node<'s>, name: &str) -> Option<Node<'s>> {
    let pair = object
        .children()
        .find(|entry| entry.child(Field::Key).is_some_and(|key| key_text(key) == name))?;
    pair.child(Field::Value)
}

/// Whether a name is spelled as variables are: what a schema or service holds besides is not from
/// the environment.
fn is_variable(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}
