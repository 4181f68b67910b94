//! Things that can be gone to by name.

use crate::source::facts::{Definition, DefinitionKind};
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::dialect::Defined;
use super::documentation::{documentation, signature};
use super::names::plain;

/// Every definition, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Vec<Definition> {
    let defined = file.syntax.nodes().filter_map(|node| file.dialect.defined(node));
    let mut definitions: Vec<Definition> =
        defined.map(|defined| definition(file, &defined)).collect();
    definitions.sort_by_key(|definition| definition.name.range);
    definitions.dedup_by_key(|definition| definition.name.range);
    definitions
}

fn definition<'s>(file: &File<'s>, defined: &Defined<'s>) -> Definition {
    let text = file.syntax.text();
    let name = plain(defined.name.text()).to_owned();
    let holders = defined.node.ancestors().filter(|outer| file.dialect.is_type(*outer));
    let mut names: Vec<&str> =
        holders.filter_map(|holder| holder.child("name")).map(|name| plain(name.text())).collect();
    names.reverse();
    let receiver = defined.receiver.and_then(|receiver| super::names::last(file.dialect, receiver));
    names.extend(receiver.map(Node::text));
    let container = (!names.is_empty()).then(|| names.join("."));
    let kind = match defined.kind {
        DefinitionKind::Function if container.is_some() => DefinitionKind::Method,
        kind => kind,
    };
    let header_end = defined.body.map_or(defined.node.end(), Node::start);
    let header_start = header(defined.node);
    let exported_as = if defined.is_public { vec![name.clone()] } else { Vec::new() };
    Definition {
        name: Spanned::new(name, defined.name.range()),
        container,
        kind,
        exported_as,
        range: defined.node.range(),
        signature: signature(text, ByteRange::new(header_start.min(header_end), header_end)),
        documentation: documentation(file.dialect, text, defined.node),
    }
}

/// Where a definition begins behind its annotations.
fn header(node: Node<'_>) -> usize {
    let is_annotation =
        |node: &Node<'_>| node.is_any(&["annotation", "marker_annotation", "attribute_list"]);
    let modifiers = node.children().next().filter(|first| first.is("modifiers"));
    let before = modifiers.map_or_else(
        || node.children().take_while(is_annotation).last(),
        |list| list.children().take_while(is_annotation).last(),
    );
    let Some(annotation) = before else { return node.start() };
    let behind = node.text().get(annotation.end() - node.start()..).unwrap_or_default();
    annotation.end() + behind.len() - behind.trim_start().len()
}
