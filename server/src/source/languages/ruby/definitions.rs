//! Things that can be gone to by name.

use std::collections::HashSet;

use crate::source::facts::{Definition, DefinitionKind};
use crate::source::languages::scripting::{comments_before, signature};
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::constants::{nesting, path_of};
use super::syntax::{arguments, inside, method_name, plain_text, positional};

/// Comments that speak to a tool say nothing about the definition.
const DIRECTIVES: &[&str] =
    &["rubocop:", "frozen_string_literal:", "typed:", "encoding:", "@!", ":nodoc:", "standard:"];

/// Every definition, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Vec<Definition> {
    let hidden = hidden_names(file);
    let mut reader = Reader { file, hidden, definitions: Vec::new() };
    for node in file.syntax.nodes() {
        reader.visit(node);
    }
    reader.definitions
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    hidden: Hidden,
    definitions: Vec<Definition>,
}

impl<'s> Reader<'_, 's> {
    fn visit(&mut self, node: Node<'s>) {
        match node.kind() {
            "class" => self.named(node, DefinitionKind::Class),
            "module" => self.named(node, DefinitionKind::Module),
            "method" | "singleton_method" => {
                let is_held = !nesting(node).is_empty();
                let kind = if is_held { DefinitionKind::Method } else { DefinitionKind::Function };
                self.named(node, kind);
            }
            "assignment" => {
                let left =
                    node.child("left").filter(|it| it.is_any(&["constant", "scope_resolution"]));
                if let Some(left) = left {
                    let kind = node.child("right").map_or(DefinitionKind::Constant, kind_of_value);
                    self.add(node, left, left.range(), left.text(), kind, None);
                }
            }
            "call" if method_name(node) == "define_method" => {
                let Some(name) = positional(node).next() else { return };
                if let Some(text) = plain_text(name) {
                    let body = node.child("block");
                    self.add(node, name, inside(name), text, DefinitionKind::Method, body);
                }
            }
            _ => {}
        }
    }

    fn named(&mut self, node: Node<'s>, kind: DefinitionKind) {
        let Some(name) = node.child("name") else { return };
        self.add(node, name, name.range(), name.text(), kind, node.child("body"));
    }

    fn add(
        &mut self,
        node: Node<'s>,
        place: Node<'s>,
        range: ByteRange,
        written: &str,
        kind: DefinitionKind,
        body: Option<Node<'s>>,
    ) {
        let text = self.file.syntax.text();
        let holder = nesting(node).into_iter().next();
        // `class A::B` is `B` in `A`.
        let (outer, bare) = match written.rsplit_once("::") {
            Some((outer, bare)) => (Some(outer.trim_start_matches("::")), bare),
            None => (None, written),
        };
        let container = [holder.as_deref(), outer].into_iter().flatten().collect::<Vec<_>>();
        let container = container.join("::").replace("::", ".");
        let name = ByteRange::new(range.end() - bare.len().min(range.len()), range.end());
        let whole = outermost(node);
        let first_line = node.text().lines().next().map_or(0, str::len);
        let header_end = body.map_or(node.start() + first_line, Node::start);
        let header = ByteRange::new(node.start(), header_end.min(node.start() + LONGEST_HEADER));
        let is_public = !self.is_hidden(node, place, bare);
        self.definitions.push(Definition {
            name: Spanned::new(bare.to_owned(), name),
            container: Some(container).filter(|container| !container.is_empty()),
            kind,
            exported_as: if is_public { vec![bare.to_owned()] } else { Vec::new() },
            range: whole.range(),
            signature: signature(text, cut_at_line(text, header, node, body)),
            documentation: documentation(text, whole),
        });
    }

    fn is_hidden(&self, node: Node<'s>, place: Node<'s>, name: &str) -> bool {
        let whole = outermost(node);
        if whole != node && matches!(method_name(whole), "private" | "private_class_method") {
            return true;
        }
        let body = whole.parent().map_or(0, Node::index);
        self.hidden.places.contains(&place.start())
            || self.hidden.names.contains(&(body, name.to_owned()))
    }
}

/// A header is at most this long, in bytes; what is longer is cut.
const LONGEST_HEADER: usize = 2_000;

/// Headers without parentheses end with their line.
fn cut_at_line(text: &str, header: ByteRange, node: Node<'_>, body: Option<Node<'_>>) -> ByteRange {
    let parameters = node.child("parameters").map_or(node.start(), Node::end);
    let is_block = body.is_some_and(|body| body.is_any(&["do_block", "block"]));
    let slice = header.slice(text);
    let from = parameters.saturating_sub(header.start()).min(slice.len());
    let rest = slice.get(from..).unwrap_or_default();
    let end =
        rest.find(['\n', '\r', ';']).filter(|_| !is_block).map_or(slice.len(), |at| from + at);
    ByteRange::new(header.start(), header.start() + end)
}

/// `private def x` with its `private`.
fn outermost(node: Node<'_>) -> Node<'_> {
    let call = node
        .parent()
        .filter(|list| list.is("argument_list"))
        .and_then(|list| list.parent())
        .filter(|call| call.is("call") && call.child("receiver").is_none());
    call.unwrap_or(node)
}

/// What `private` hides.
#[derive(Default)]
struct Hidden {
    /// Where the names stand of what follows a bare `private`.
    places: HashSet<usize>,
    /// Names that a `private :name` lists, by the body it stands in.
    names: HashSet<(u32, String)>,
}

fn hidden_names(file: &File<'_>) -> Hidden {
    let mut hidden = Hidden::default();
    for body in file.syntax.nodes().filter(|node| node.is("body_statement")) {
        let is_class =
            body.parent().is_some_and(|it| it.is_any(&["class", "module", "singleton_class"]));
        if !is_class {
            continue;
        }
        let mut is_private = false;
        for statement in body.children() {
            match (statement.kind(), method_name(statement)) {
                ("identifier", "private" | "protected") => is_private = true,
                ("identifier", "public" | "module_function") => is_private = false,
                ("call", "private" | "protected" | "private_class_method" | "private_constant") => {
                    for argument in arguments(statement) {
                        let names = argument.value.descendants().chain([argument.value]);
                        for name in names.filter_map(plain_text) {
                            hidden.names.insert((body.index(), name.to_owned()));
                        }
                    }
                }
                ("method", _) if is_private => {
                    if let Some(name) = statement.child("name") {
                        hidden.places.insert(name.start());
                    }
                }
                _ => {}
            }
        }
    }
    hidden
}

fn kind_of_value(value: Node<'_>) -> DefinitionKind {
    if value.is("lambda") {
        return DefinitionKind::Function;
    }
    let owner = value.child("receiver").and_then(path_of).unwrap_or_default();
    match (owner.as_str(), method_name(value)) {
        ("Class" | "Struct", "new") | ("Data", "define") => DefinitionKind::Class,
        ("Module", "new") => DefinitionKind::Module,
        (_, "lambda" | "proc") => DefinitionKind::Function,
        _ => DefinitionKind::Constant,
    }
}

fn documentation(text: &str, node: Node<'_>) -> Option<String> {
    // The comment before the first statement of a body stands before the body.
    let body =
        node.parent().filter(|parent| parent.is("body_statement") && node.previous().is_none());
    let comments = comments_before(text, body.unwrap_or(node));
    let lines: Vec<&str> = comments
        .into_iter()
        .map(|comment| comment.trim_start_matches('#').trim())
        .filter(|line| !line.starts_with('!') && !DIRECTIVES.iter().any(|it| line.starts_with(it)))
        .collect();
    let documentation = lines.join("\n").trim().to_owned();
    (!documentation.is_empty()).then_some(documentation)
}
