//! Addresses that other files can take from this one.

use crate::source::elsewhere::{offered, sorted};
use crate::source::facts::OfferedAddress;
use crate::source::tree::Node;

use super::File;

/// Entries of entries of a dictionary are looked at so far down.
const DEEPEST: u32 = 4;

/// Every address by the name of the module's that holds it.
pub(super) fn read(file: &File<'_>) -> Vec<OfferedAddress> {
    let mut reader = Reader { file, offers: Vec::new() };
    for statement in file.syntax.root().children() {
        match statement.kind() {
            "expression_statement" => {
                // By its name, so that one that is assigned again is worth nothing.
                for (name, _) in assignments(statement) {
                    reader.offer(name.text(), name, DEEPEST);
                }
            }
            "class_definition" => reader.class(statement, None),
            _ => {}
        }
    }
    sorted(reader.offers)
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    offers: Vec<OfferedAddress>,
}

impl<'s> Reader<'_, 's> {
    fn offer(&mut self, name: &str, value: Node<'s>, depth: u32) {
        let folding = &self.file.folding;
        if let Some(address) = offered(name, &folding.fold(value).value) {
            self.offers.push(address);
            return;
        }
        let Some(depth) = depth.checked_sub(1) else { return };
        // `settings = Settings()`
        let entries = folding.origin(value);
        if entries.is("call") {
            if let Some(class) = folding.class_behind(entries) {
                self.class(class, Some(name));
            }
            return;
        }
        if !entries.is("dictionary") {
            return;
        }
        for pair in entries.children() {
            let (Some(key), Some(value)) = (pair.child("key"), pair.child("value")) else {
                continue;
            };
            if let Some(key) = folding.text(key) {
                self.offer(&format!("{name}.{key}"), value, depth);
            }
        }
    }

    /// The members of a class, of which `holder` is an object when it is not the class itself.
    fn class(&mut self, class: Node<'s>, holder: Option<&str>) {
        let own = class.child("name").map_or("", Node::text);
        let holder = holder.unwrap_or(own);
        for statement in class.child("body").into_iter().flat_map(Node::children) {
            for (name, value) in assignments(statement) {
                let folded = self.file.folding.fold(value);
                self.offers.extend(offered(&format!("{holder}.{}", name.text()), &folded.value));
            }
        }
    }
}

/// The names that a statement assigns to, with their values.
fn assignments<'s>(statement: Node<'s>) -> Vec<(Node<'s>, Node<'s>)> {
    let assigned = |node: Node<'s>| {
        let (left, right) = (node.child("left")?, node.child("right")?);
        left.is("identifier").then_some((left, right))
    };
    statement.children().filter(|node| node.is("assignment")).filter_map(assigned).collect()
}
