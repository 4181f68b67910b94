//! Clients that the file makes, and keys it sets for a whole package.

use crate::source::facts::{ClientForm, ClientUse, Endpoint};
use crate::source::languages::options::{leads_to_options, read_as, role_of, unread_server};
use crate::source::tree::Node;

use super::File;
use super::imports::Places;
use super::paths::ModulePath;
use super::syntax::{arguments, bare, keyword, last_name, positional};

/// Functions by which packages make or configure their clients.
const MAKERS: &[&str] = &[
    "client",
    "resource",
    "session",
    "init",
    "initialize",
    "initialize_app",
    "configure",
    "connect",
    "connection",
    "from_url",
    "from_api_key",
    "from_env",
    "from_settings",
    "from_connection_string",
    "from_service_account_json",
    "from_service_account_file",
    "from_service_account_info",
    "setup",
    "get_client",
    "get_session",
    "build",
    "authorize",
    "login",
    "start",
    "create_engine",
    "create_client",
];

/// Every client, in the order of the text.
pub(super) fn read(file: &File<'_>, places: &Places) -> Vec<ClientUse> {
    if places.is_empty() {
        return Vec::new();
    }
    let client = |node| match bare(node).kind() {
        "call" if node == bare(node) => call(file, places, node),
        "assignment" => assignment(file, places, node),
        _ => None,
    };
    file.syntax.nodes().filter_map(client).collect()
}

fn call<'s>(file: &File<'s>, places: &Places, node: Node<'s>) -> Option<ClientUse> {
    let callee = bare(node.child("function")?);
    let own = file.folding.path(callee).filter(|path| path.import.is_some());
    let (path, (name, form)) = match own {
        Some(path) if !is_session_call(&path.text) => {
            let named = named(&path.text)?;
            (path, named)
        }
        Some(path) => (path, (last_name(callee).to_owned(), ClientForm::Called)),
        None => {
            let object = callee.child("object").filter(|_| callee.is("attribute"))?;
            let made = file.folding.maker(object)?.child("function")?;
            let path = file.folding.path(made).filter(|path| path.import.is_some())?;
            let name = last_name(callee);
            if !is_session_call(&format!("{}.{name}", path.text)) {
                return None;
            }
            (path, (name.to_owned(), ClientForm::Called))
        }
    };
    let import = import_of(places, &path)?;
    let first = positional(node).next().or_else(|| keyword(node, "service_name"));
    Some(ClientUse {
        import,
        name,
        form,
        range: node.range(),
        first_argument: first.and_then(|first| file.folding.text(first)),
        endpoint: endpoint(file, node),
        in_test: false,
    })
}

/// `boto3.Session().client`: a session makes clients as the module does.
fn is_session_call(path: &str) -> bool {
    ["Session.client", "Session.resource"].iter().any(|end| path.ends_with(end))
}

/// What a call makes: the class it constructs, itself or by a function of the class.
fn named(path: &str) -> Option<(String, ClientForm)> {
    let mut names = path.rsplit('.');
    let (last, holder) = (names.next()?, names.next().unwrap_or_default());
    if is_class(last) {
        return Some((last.to_owned(), ClientForm::Constructed));
    }
    let makes = MAKERS.contains(&last)
        || ["create_", "make_", "get_"].iter().any(|start| last.starts_with(start))
            && last.ends_with("client");
    if !makes {
        return None;
    }
    if is_class(holder) {
        return Some((holder.to_owned(), ClientForm::Constructed));
    }
    Some((last.to_owned(), ClientForm::Called))
}

/// Whether a name is that of a class, and not of an error.
fn is_class(name: &str) -> bool {
    let is_constant =
        name.len() > 1 && !name.contains(|c: char| c.is_ascii_lowercase()) && name.contains('_');
    name.starts_with(|c: char| c.is_uppercase())
        && !is_constant
        && !["Error", "Exception", "Warning"].iter().any(|end| name.ends_with(end))
}

/// `stripe.api_key = …`.
fn assignment<'s>(file: &File<'s>, places: &Places, node: Node<'s>) -> Option<ClientUse> {
    let left = node.child("left").filter(|left| left.is("attribute"))?;
    let right = node.child("right")?;
    let path = file.folding.path(left.child("object")?)?;
    let import = import_of(places, &path)?;
    let name = last_name(left);
    let value = file.folding.fold(right).value;
    let endpoint = match role_of(name) {
        None => Endpoint::Default,
        Some(role) => read_as(role, &value)
            .map_or(Endpoint::Unknown, |url| Endpoint::Known { host: url.host, path: url.path }),
    };
    Some(ClientUse {
        import,
        name: name.to_owned(),
        form: ClientForm::Assigned,
        range: node.range(),
        first_argument: None,
        endpoint,
        in_test: false,
    })
}

/// The import of a path, but for those of the own package and the standard library's own.
fn import_of(places: &Places, path: &ModulePath<'_>) -> Option<usize> {
    places.get(&path.import?.index()).copied().filter(|_| !path.text.starts_with('.'))
}

/// The server that a client is made for.
fn endpoint<'s>(file: &File<'s>, call: Node<'s>) -> Endpoint {
    let first = positional(call).next().map(|first| file.folding.fold(first).value);
    if let Some(url) = first.as_ref().and_then(crate::source::value::Value::as_url) {
        return Endpoint::Known { host: url.host, path: url.path };
    }
    let mut found = Endpoint::Default;
    for (name, value) in options(file, call) {
        let Some(role) = role_of(&name) else { continue };
        let origin = file.folding.origin(value);
        if origin.is("none") {
            continue;
        }
        let value = file.folding.fold(value).value;
        match read_as(role, &value) {
            Some(url) => return Endpoint::Known { host: url.host, path: url.path },
            None => found = unread_server(&name, &value).unwrap_or(found),
        }
    }
    found
}

/// The options of a call by name: keywords, and the entries of dictionaries that are spread or
/// given as options.
pub(super) fn options<'s>(file: &File<'s>, call: Node<'s>) -> Vec<(String, Node<'s>)> {
    let mut options = Vec::new();
    for argument in arguments(call) {
        match argument.kind() {
            "keyword_argument" => {
                let (Some(name), Some(value)) = (argument.child("name"), argument.child("value"))
                else {
                    continue;
                };
                options.push((name.text().to_owned(), value));
                let is_holder = role_of(name.text()).is_none() && leads_to_options(name.text());
                if is_holder {
                    options.extend(entries(file, value));
                }
            }
            "dictionary_splat" => {
                if let Some(inner) = argument.children().next() {
                    options.extend(entries(file, inner));
                }
            }
            _ if bare(argument).is("dictionary") => options.extend(entries(file, argument)),
            _ => {}
        }
    }
    options
}

/// The entries of a dictionary, or of `dict(…)`.
fn entries<'s>(file: &File<'s>, holder: Node<'s>) -> Vec<(String, Node<'s>)> {
    let holder = file.folding.origin(holder);
    match holder.kind() {
        "dictionary" => {
            let pairs = holder.children().filter(|pair| pair.is("pair"));
            let entry = |pair: Node<'s>| {
                Some((file.folding.text(pair.child("key")?)?, pair.child("value")?))
            };
            pairs.filter_map(entry).collect()
        }
        "call" if holder.child("function").is_some_and(|callee| last_name(callee) == "dict") => {
            super::syntax::keywords(holder).map(|(name, value)| (name.to_owned(), value)).collect()
        }
        _ => Vec::new(),
    }
}
