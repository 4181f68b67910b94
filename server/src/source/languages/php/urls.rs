//! URLs: which are requested, and which are constants that nothing in the file requests.

use crate::source::facts::UrlUse;
use crate::source::languages::options::{Role, role_of};
use crate::source::languages::scripting::{
    Argument, Call, Found, Purpose, Requests, with_constants,
};
use crate::source::tree::Node;

use super::File;
use super::purposes::purpose;
use super::syntax::{arguments, is_call, last_segment};
use super::unrequested::Unrequested;

/// Literals that can be a URL.
const LITERALS: &[&str] = &["string", "encapsed_string", "heredoc", "nowdoc"];

/// Every URL use, in the order of the text.
pub(super) fn read<'s>(file: &File<'s>) -> Vec<UrlUse> {
    let mut requests = Requests::default();
    for node in file.syntax.nodes() {
        match node.kind() {
            "shell_command_expression" => {
                let arguments = vec![Argument { key: None, value: node }];
                requests.read(file.folder, &Call { node, arguments }, Purpose::Command);
            }
            "assignment_expression" => read_setting(file, node, &mut requests),
            _ if is_call(node) => {
                let arguments = arguments(node);
                if !arguments.is_empty() {
                    let purpose = purpose(file, node);
                    requests.read(file.folder, &Call { node, arguments }, purpose);
                }
            }
            _ => {}
        }
    }
    let unrequested = Unrequested::new(file, &requests);
    with_constants(file.syntax, file.folder, &unrequested, &requests, LITERALS)
}

/// `\Stripe\Stripe::$apiBase = 'https://…'`, `$config->baseUrl = '…'`: a setting of something else
/// makes a client as well as an option does.
fn read_setting<'s>(file: &File<'s>, node: Node<'s>, requests: &mut Requests) {
    let (Some(left), Some(right)) = (node.child("left"), node.child("right")) else { return };
    let holder = match left.kind() {
        "member_access_expression" => left.child("object"),
        "scoped_property_access_expression" => left.child("scope"),
        _ => None,
    };
    let is_own = holder.is_none_or(|it| matches!(it.text(), "$this" | "self" | "static"));
    let Some(name) = left.child("name").filter(|_| !is_own) else { return };
    let role = role_of(last_segment(name.text().trim_start_matches('$')));
    let role = role.filter(|role| *role == Role::Url || right.is("string"));
    if let Some(found) = role.and_then(|role| Found::of(file.folder, right, role)) {
        requests.add(node, found);
    }
}
