//! Addresses that other files can take from this one.

use crate::source::elsewhere::{offered, sorted};
use crate::source::facts::OfferedAddress;

use super::File;
use super::constants::key_text;
use super::definitions::{export_around, is_default, is_outermost};
use super::exports::{Exported, Exports, commonjs_target};
use super::origins::members_of;
use super::syntax::Node;
use super::vocabulary::{Field, Kind};

/// Members of members of an exported object are looked at so far down.
const DEEPEST: u32 = 4;

/// Every address by the name it is exported under.
pub(super) fn read(file: &File<'_>, exports: &Exports) -> Vec<OfferedAddress> {
    let mut reader = Reader { file, exports, offers: Vec::new() };
    for node in file.syntax.nodes() {
        match node.kind() {
            // By its name, so that one that is assigned again is worth nothing.
            Kind::Declarator if is_outermost(node) => {
                reader.declared(node, node.child(Field::Name));
            }
            Kind::Enum | Kind::Class => reader.declared(node, Some(node)),
            Kind::ExportStatement if is_default(node) => {
                let value = node.child(Field::Value);
                value.into_iter().for_each(|value| reader.offer("default", value, DEEPEST));
            }
            Kind::Assignment => reader.assignment(node),
            _ => {}
        }
    }
    sorted(reader.offers)
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    exports: &'f Exports,
    offers: Vec<OfferedAddress>,
}

impl<'s> Reader<'_, 's> {
    fn declared(&mut self, node: Node<'s>, value: Option<Node<'s>>) {
        let (Some(name), Some(value)) = (node.child(Field::Name), value) else { return };
        if !matches!(name.kind(), Kind::Identifier | Kind::TypeIdentifier) {
            return;
        }
        if let Some(export) = export_around(node) {
            let exported = if is_default(export) { "default" } else { name.text() };
            self.offer(exported, value, DEEPEST);
        }
        for exported in self.exports.names_of(name.text()) {
            self.offer(exported, value, DEEPEST);
        }
    }

    /// `module.exports = { … }`, `exports.API = …`.
    fn assignment(&mut self, node: Node<'s>) {
        let (Some(left), Some(right)) = (node.child(Field::Left), node.child(Field::Right)) else {
            return;
        };
        match commonjs_target(left) {
            Some(Exported::Named(name)) => self.offer(name, right, DEEPEST),
            Some(Exported::Whole) if right.bare().is(Kind::Object) => {
                for entry in right.bare().children().filter(|entry| entry.is(Kind::Pair)) {
                    if let (Some(key), Some(value)) =
                        (entry.child(Field::Key), entry.child(Field::Value))
                    {
                        self.offer(&key_text(key), value, DEEPEST);
                    }
                }
            }
            Some(Exported::Whole) => self.offer("default", right, DEEPEST),
            None => {}
        }
    }

    fn offer(&mut self, name: &str, value: Node<'s>, depth: u32) {
        let value = value.bare();
        if !value.kind().is_class() && !value.is(Kind::Enum) {
            let folded = self.file.constants.fold(value);
            if let Some(address) = offered(name, &folded.value) {
                self.offers.push(address);
                return;
            }
        }
        let Some(depth) = depth.checked_sub(1) else { return };
        let holder = self.file.constants.origin(value).unwrap_or(value);
        for (member, value) in members_of(holder) {
            self.offer(&format!("{name}.{member}"), self.file.syntax.node(value), depth);
        }
    }
}
