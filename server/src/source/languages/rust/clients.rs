//! Clients: values that the types and functions of other crates make.

use std::collections::{HashMap, HashSet, VecDeque};

use super::calls::{arguments, callee};
use super::folding::Folder;
use super::imports::names_a_crate;
use super::names::{Canonical, Meaning, Namespace};
use super::paths::{self, Path};
use super::positions;
use super::reading::Reading;
use super::syntax::{NodeId, Roles};
use crate::source::facts::{ClientForm, ClientUse, Endpoint, Import};

/// Builders with more steps than this are cut off.
const LONGEST_CHAIN: usize = 64;
/// Variables that configurations are made of, one from another.
const MOST_PARTS: usize = 12;

/// All clients of the file.
pub(super) fn clients(
    reading: &Reading<'_, '_>,
    folder: &Folder<'_, '_>,
    imports: &[Import],
) -> Vec<ClientUse> {
    let by_start =
        imports.iter().enumerate().map(|(index, import)| (import.target.range.start(), index));
    let search = Search { reading, folder, imports: by_start.collect() };
    reading.syntax.marked(Roles::CALL).filter_map(|call| search.client(call)).collect()
}

struct Search<'r, 's, 't> {
    reading: &'r Reading<'s, 't>,
    folder: &'r Folder<'r, 't>,
    /// The imports by where their targets start.
    imports: HashMap<usize, usize>,
}

impl<'t> Search<'_, '_, 't> {
    fn client(&self, call: NodeId) -> Option<ClientUse> {
        let syntax = self.reading.syntax;
        let callee = callee(syntax, call)?;
        let path = paths::read(syntax, callee)?;
        let makes = is_maker(path.last());
        if !makes {
            return None;
        }
        let offset = syntax.start(callee);
        let Canonical::Crate(canonical) =
            self.reading.names.canonical(&path, offset, Namespace::Types)
        else {
            return None;
        };
        if canonical.segments.len() < 2 || !names_a_crate(&canonical) {
            return None;
        }
        let (name, form) = made(&canonical)?;
        let whole = self.chain_behind(call, path.last() == "builder");
        let first = arguments(syntax, call).next();
        Some(ClientUse {
            import: self.import(&path, offset)?,
            name: name.to_owned(),
            form,
            range: syntax.range(whole),
            first_argument: first
                .and_then(|first| self.folder.fold(first).value.as_constant().map(str::to_owned)),
            endpoint: self.endpoint(whole),
            in_test: self.reading.tests.holds(offset),
        })
    }

    /// What brings a path into the file: the entry of a `use`, or the path itself.
    fn import(&self, path: &Path<'t>, offset: usize) -> Option<usize> {
        let names = &self.reading.names;
        let leaf = match names.resolve(path.first(), offset, Namespace::Types) {
            Some(Meaning::Import(leaf)) if !path.is_global => names.leaves.get(leaf),
            _ => None,
        };
        let start = leaf.map_or(offset, |leaf| leaf.path_range.start());
        self.imports.get(&start).copied()
    }

    /// The end of the construction that starts with a call. Whatever follows a builder goes on
    /// building, until it is built.
    fn chain_behind(&self, call: NodeId, is_builder: bool) -> NodeId {
        let syntax = self.reading.syntax;
        let mut whole = call;
        for _ in 0..LONGEST_CHAIN {
            let field = syntax.parent(whole).filter(|field| {
                syntax.kind(*field) == "field_expression" && syntax.field(whole) == "value"
            });
            let method = field.and_then(|field| syntax.child(field, "field"));
            let outer = field.and_then(|field| syntax.parent(field));
            let (Some(method), Some(outer)) = (method, outer) else { break };
            let method = syntax.text_of(method);
            if syntax.kind(outer) != "call_expression" || !(is_builder || is_step(method)) {
                break;
            }
            whole = outer;
            if matches!(method, "build" | "load") {
                break;
            }
        }
        whole
    }

    /// The server that a construction names, in its own steps and arguments or in the variables
    /// that it is given.
    fn endpoint(&self, construction: NodeId) -> Endpoint {
        let syntax = self.reading.syntax;
        // What stands nearer to the construction decides.
        let mut waiting = VecDeque::from([construction]);
        let mut seen: HashSet<NodeId> = HashSet::new();
        let mut is_open = false;
        while let Some(part) = waiting.pop_front() {
            if is_open {
                break;
            }
            if !seen.insert(part) || seen.len() > MOST_PARTS {
                continue;
            }
            for node in std::iter::once(part).chain(syntax.subtree(part)) {
                match syntax.kind(node) {
                    "call_expression" => match self.set_by(node) {
                        Some(Endpoint::Unknown) => is_open = true,
                        Some(known) => return known,
                        None => {}
                    },
                    // A segment of a path names no variable.
                    "identifier" if !syntax.parent_kind(node).starts_with("scoped_") => {
                        let name = syntax.text_of(node);
                        let offset = syntax.start(node);
                        // A configuration that comes from elsewhere most often leaves the server as
                        // it is: SDKs are always given one.
                        let meaning = self.reading.names.resolve(name, offset, Namespace::Values);
                        if let Some(Meaning::Local { name, binder }) = meaning
                            && name != node
                        {
                            waiting.extend(syntax.child(binder, "value"));
                        }
                    }
                    _ => {}
                }
            }
        }
        if is_open { Endpoint::Unknown } else { Endpoint::Default }
    }

    /// The server that one call names: `.endpoint_url("…")`, `Client::new("https://…")`.
    fn set_by(&self, call: NodeId) -> Option<Endpoint> {
        let syntax = self.reading.syntax;
        let callee = callee(syntax, call)?;
        let setter = syntax.child(callee, "field").map(|field| syntax.text_of(field));
        let names_server = setter.is_some_and(|setter| {
            let option = setter.trim_start_matches("with_").trim_start_matches("set_");
            positions::is_base_field(option) || positions::takes_a_host(option)
        });
        let first = arguments(syntax, call).next()?;
        // `sentry::init((dsn, options))`
        let first = match syntax.kind(first) {
            "tuple_expression" => {
                syntax.children(first).find(|part| syntax.kind(*part) != "(").unwrap_or(first)
            }
            _ => first,
        };
        let value = &self.folder.fold(first).value;
        let parts = if names_server { value.as_host() } else { value.as_url() };
        match parts {
            Some(parts) => Some(Endpoint::Known { host: parts.host, path: parts.path }),
            None => names_server.then_some(Endpoint::Unknown),
        }
    }
}

/// The type that a path constructs, or the function that it calls.
fn made<'t>(canonical: &Path<'t>) -> Option<(&'t str, ClientForm)> {
    let [.., holder, last] = canonical.segments.as_slice() else { return None };
    if holder.starts_with(char::is_uppercase) {
        return Some((holder, ClientForm::Constructed));
    }
    // `toml::from_str` and its like read a value and make no client.
    let reads = last.starts_with("from_") && *last != "from_env";
    (!reads).then_some((last, ClientForm::Called))
}

/// Whether a function makes a value of its type or sets up its crate, by its name.
fn is_maker(name: &str) -> bool {
    let is_whole = matches!(
        name,
        "new"
            | "try_new"
            | "builder"
            | "default"
            | "init"
            | "connect"
            | "open"
            | "create"
            | "client"
    );
    is_whole
        || ["from_", "with_", "new_", "init_", "create_", "connect_", "set_api_key"]
            .iter()
            .any(|start| name.starts_with(start))
}

/// Whether a method goes on building.
fn is_step(method: &str) -> bool {
    let option = method.trim_start_matches("with_").trim_start_matches("set_");
    option.len() < method.len()
        || positions::is_base_field(option)
        || positions::takes_a_host(option)
        || matches!(
            method,
            "build"
                | "load"
                | "region"
                | "credentials_provider"
                | "behavior_version"
                | "force_path_style"
                | "timeout"
                | "api_key"
                | "token"
                | "auth"
                | "user_agent"
                | "retry_config"
                | "http_client"
                | "default_headers"
        )
}
