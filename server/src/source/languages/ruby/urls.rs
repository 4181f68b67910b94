//! URLs: which are requested, and which are constants that nothing in the file requests.

use crate::source::facts::UrlUse;
use crate::source::languages::options::{Role, role_of};
use crate::source::languages::scripting::{
    Argument, Call, Expressions, Found, Purpose, Requests, with_constants,
};
use crate::source::tree::Node;

use super::File;
use super::purposes::{is_request_object, purpose};
use super::syntax::{CLOSED_SCOPES, arguments, method_name};
use super::unrequested::Unrequested;

/// Literals that can be a URL.
const LITERALS: &[&str] = &["string", "bare_string", "heredoc_beginning"];

/// Every URL use, in the order of the text.
pub(super) fn read<'s>(file: &File<'s>) -> Vec<UrlUse> {
    let mut requests = Requests::default();
    let mut made = Vec::new();
    let mut paths = Vec::new();
    for node in file.syntax.nodes() {
        match node.kind() {
            "call" if is_request_object(node) => paths.push(node),
            "call" => {
                let before = requests.uses.len();
                read_call(file, node, &mut requests);
                if requests.uses.len() > before {
                    made.push(Connection { node, found: before });
                }
                if VERBS.contains(&method_name(node)) {
                    paths.push(node);
                }
            }
            "subshell" => {
                let arguments = vec![Argument { key: None, value: node }];
                requests.read(file.folder, &Call { node, arguments }, Purpose::Command);
            }
            "assignment" => read_setting(file, node, &mut requests),
            _ => {}
        }
    }
    for node in paths {
        requested_path(file, node, &made, &mut requests);
    }
    let unrequested = Unrequested::new(file, &requests);
    with_constants(file.syntax, file.folder, &unrequested, &requests, LITERALS)
}

/// A call that makes a request or a client.
struct Connection<'s> {
    node: Node<'s>,
    /// Its finding, among those of the file.
    found: usize,
}

/// Methods of a connection that send a request to a path.
const VERBS: &[&str] =
    &["get", "post", "put", "patch", "delete", "head", "request_get", "request_post"];

/// What `Net::HTTP::Post.new(uri)` puts together, and `http.post(path)` asks for, is sent by the
/// connection: that one has the finding, and the path.
fn requested_path<'s>(
    file: &File<'s>,
    node: Node<'s>,
    made: &[Connection<'s>],
    requests: &mut Requests,
) {
    let call = Call { node, arguments: arguments(node) };
    let mut own = Requests::default();
    if is_request_object(node) {
        own.read(file.folder, &call, Purpose::Request);
        requests.used.extend(&own.used);
        requests.calls.extend(&own.calls);
    }
    let receiver = node.child("receiver").and_then(|receiver| file.folder.origin(receiver));
    let connection = made.iter().find(|connection| match own.uses.first() {
        Some(url) => {
            let is_same = |found: &UrlUse| found.host == url.host;
            body_of(connection.node) == body_of(node)
                && requests.uses.get(connection.found).is_some_and(is_same)
        }
        None if is_request_object(node) => body_of(connection.node) == body_of(node),
        None => receiver == Some(connection.node),
    });
    let first = call.arguments.first().and_then(|first| file.folder.text(first.value));
    let path = match own.uses.first() {
        Some(url) => Some(url.path.clone()),
        None => first.filter(|path| path.starts_with('/')),
    };
    match (connection.and_then(|it| requests.uses.get_mut(it.found)), path) {
        // The connection knows the host alone.
        (Some(found), Some(path)) if found.path.is_empty() => found.path = path,
        (None, _) => requests.uses.extend(own.uses),
        _ => {}
    }
}

fn read_call<'s>(file: &File<'s>, node: Node<'s>, requests: &mut Requests) {
    // `URI('https://…').open`: the address is what the method is called on.
    if method_name(node) == "open" || method_name(node) == "read" {
        let receiver = node.child("receiver").filter(|it| it.is_any(&["call", "identifier"]));
        if let Some(found) = receiver.and_then(|it| Found::of(file.folder, it, Role::Url)) {
            requests.add(node, found);
            return;
        }
    }
    let arguments = arguments(node);
    if !arguments.is_empty() {
        requests.read(file.folder, &Call { node, arguments }, purpose(file, node));
    }
}

/// `config.base_url = 'https://…'` makes a client as well as an option does; `self.site = …` is how
/// Active Resource has it.
fn read_setting<'s>(file: &File<'s>, node: Node<'s>, requests: &mut Requests) {
    let (Some(left), Some(right)) = (node.child("left"), node.child("right")) else { return };
    if !left.is("call") || left.child("receiver").is_none() {
        return;
    }
    let name = method_name(left);
    let role = role_of(if name == "site" { "url" } else { name });
    if let Some(found) = role.and_then(|role| Found::of(file.folder, right, role)) {
        requests.add(node, found);
    }
}

/// The method, class or file whose code a node is.
fn body_of(node: Node<'_>) -> u32 {
    node.ancestors().find(|outer| outer.is_any(CLOSED_SCOPES)).map_or(0, Node::index)
}
