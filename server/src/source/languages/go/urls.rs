//! URLs: which are requested, and which are constants that nothing in the file requests.

use crate::source::elsewhere::Pending;
use crate::source::facts::UrlUse;
use crate::source::languages::options::{Role, role_of};
use crate::source::languages::scripting::{Call, Found, Purpose, Requests, with_constants};
use crate::source::tree::Node;

use super::File;
use super::members::selected;
use super::purposes::{Act, act};
use super::syntax::{STRINGS, arguments, bare, elements, listed, named_type, operator};
use super::unrequested::Unrequested;

/// Every URL use, in the order of the text, and the requests that another file has to answer for.
pub(super) fn read<'s>(file: &File<'s>) -> (Vec<UrlUse>, Vec<Pending>) {
    let mut requests = Requests::default();
    for node in file.syntax.nodes().filter(|node| node.is("call_expression")) {
        let mut arguments = arguments(node);
        let purpose = match act(file, node) {
            Act::Does(purpose) => purpose,
            Act::Dials(at) => {
                arguments.drain(..at.min(arguments.len()));
                Purpose::Host
            }
        };
        if !arguments.is_empty() {
            requests.read(file.folder, &Call { node, arguments }, purpose);
        }
    }
    for node in file.syntax.nodes() {
        match node.kind() {
            "composite_literal" => read_literal(file, node, &mut requests),
            "assignment_statement" => read_setting(file, node, &mut requests),
            _ => {}
        }
    }
    let unrequested = Unrequested::new(file, &requests);
    let uses = with_constants(file.syntax, file.folder, &unrequested, &requests, STRINGS);
    (uses, requests.pending)
}

/// What a field says about the address it is given.
pub(super) fn role_of_field(name: &str) -> Option<Role> {
    match name {
        "Addr" | "Address" => Some(Role::Host),
        _ => role_of(name),
    }
}

/// `&sdk.Config{BaseURL: "https://…"}`: a client of others is made. What the fields of the file's own
/// types are given is found where they are used.
fn read_literal<'s>(file: &File<'s>, node: Node<'s>, requests: &mut Requests) {
    let Some(of) = node.child("type").and_then(named_type) else { return };
    let is_url = of.child("package").is_some_and(|package| {
        let import = file.names.package(package);
        import.is_some_and(|import| file.packages.path(import) == "net/url")
    });
    if is_url || file.folder.declared_type(of.text()).is_some() {
        return;
    }
    for (key, value) in elements(node) {
        let Some(role) = key.and_then(|key| role_of_field(key.text())) else { continue };
        let Some(found) = Found::of(file.folder, value, role) else {
            requests.pend(file.folder, value, Some(role));
            continue;
        };
        let is_used = requests.used.contains(&value.index());
        if !is_used {
            requests.add(node, found);
            return;
        }
    }
}

/// `options.BaseEndpoint = aws.String("https://…")`: a setting of something else makes a client as
/// well as an option does.
fn read_setting<'s>(file: &File<'s>, node: Node<'s>, requests: &mut Requests) {
    let (left, right) = (listed(node, "left"), listed(node, "right"));
    for (target, value) in left.iter().zip(&right).filter(|_| operator(node) == "=") {
        let Some((operand, field)) = selected(bare(*target)) else { continue };
        let is_own =
            file.folder.type_of(operand).is_some_and(|of| file.folder.declared_type(of).is_some());
        let role = role_of_field(field).filter(|_| !is_own);
        if let Some(found) = role.and_then(|role| Found::of(file.folder, *value, role)) {
            requests.add(node, found);
        }
    }
}
