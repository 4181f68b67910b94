//! Definitions: functions, classes with what they hold, and constants.

use std::collections::HashSet;

use crate::source::facts::{Definition, DefinitionKind};
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::imports::exported_names;
use super::syntax::{bare, class_of, inside_quotes, is_function, last_name};

/// Longer signatures are cut.
const LONGEST: usize = 240;
/// No name is nested deeper than this.
const MOST_HOLDERS: usize = 8;
/// What makes a type and no constant.
const TYPE_MAKERS: &[&str] =
    &["NewType", "TypeVar", "namedtuple", "NamedTuple", "TypedDict", "Enum"];

/// Every definition, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Vec<Definition> {
    let exported = exported_names(file).map(|names| names.into_iter().collect());
    let reader = Reader { file, exported, seen: HashSet::new() };
    reader.read()
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    exported: Option<HashSet<String>>,
    /// Holder and name of constants that were told already: a later assignment defines nothing.
    seen: HashSet<(Option<String>, &'s str)>,
}

impl<'s> Reader<'_, 's> {
    fn read(mut self) -> Vec<Definition> {
        let nodes = self.file.syntax.nodes();
        nodes.filter_map(|node| self.definition(node)).collect()
    }

    fn definition(&mut self, node: Node<'s>) -> Option<Definition> {
        match node.kind() {
            "function_definition" => {
                let kind = match class_of(node) {
                    Some(_) => DefinitionKind::Method,
                    None => DefinitionKind::Function,
                };
                Some(self.made(node, node.child("name")?, kind))
            }
            "class_definition" => Some(self.made(node, node.child("name")?, DefinitionKind::Class)),
            "type_alias_statement" => {
                let name = node.child("left")?.descendants().find(|it| it.is("identifier"))?;
                Some(self.made(node, name, DefinitionKind::Type))
            }
            "assignment" => self.constant(node),
            _ => None,
        }
    }

    /// A name of the module or of a class; what functions keep is their own business.
    fn constant(&mut self, node: Node<'s>) -> Option<Definition> {
        let name = node.child("left").filter(|left| left.is("identifier"))?;
        let mut outer = node.ancestors();
        let holder = outer.find(|it| is_function(*it) || it.is("class_definition"));
        let is_dunder = name.text().starts_with("__") && name.text().ends_with("__");
        if holder.is_some_and(is_function) || is_dunder || name.text() == "_" {
            return None;
        }
        let imported = |name: Node<'s>| {
            self.file.names.resolve(name).is_some_and(|it| it.imports().next().is_some())
        };
        // `stripe = None` where the package is missing.
        if imported(name) {
            return None;
        }
        if !self.seen.insert((container(node), name.text())) {
            return None;
        }
        let value = node.child("right").map(bare);
        let maker = value
            .filter(|value| value.is("call"))
            .and_then(|call| call.child("function"))
            .map_or("", last_name);
        let is_alias = node.child("type").is_some_and(|it| it.text().ends_with("TypeAlias"));
        let kind = match value {
            Some(value) if value.is("lambda") && holder.is_some() => DefinitionKind::Method,
            Some(value) if value.is("lambda") => DefinitionKind::Function,
            _ if is_alias || TYPE_MAKERS.contains(&maker) => DefinitionKind::Type,
            _ => DefinitionKind::Constant,
        };
        Some(self.made(node, name, kind))
    }

    fn made(&self, node: Node<'s>, name: Node<'s>, kind: DefinitionKind) -> Definition {
        let whole = node.parent().filter(|it| it.is("decorated_definition")).unwrap_or(node);
        let container = container(node);
        let is_exported = container.is_none()
            && match &self.exported {
                Some(names) => names.contains(name.text()),
                None => !name.text().starts_with('_'),
            };
        Definition {
            name: Spanned::new(name.text().to_owned(), name.range()),
            container,
            kind,
            exported_as: if is_exported { vec![name.text().to_owned()] } else { Vec::new() },
            range: whole.range(),
            signature: self.signature(node, name),
            documentation: self.documentation(node),
        }
    }

    fn signature(&self, node: Node<'s>, name: Node<'s>) -> String {
        let end = match node.kind() {
            // The value of a constant may be a secret; its type says enough.
            "assignment" => node.child("type").map_or(name.end(), Node::end),
            _ => node.child("body").map_or(node.end(), Node::start),
        };
        let header =
            ByteRange::new(node.start(), end.max(node.start())).slice(self.file.syntax.text());
        let code = header.lines().map(|line| line.split(" #").next().unwrap_or(line));
        let words: Vec<&str> = code.flat_map(str::split_whitespace).collect();
        let line = words.join(" ");
        let line = line.trim_end_matches([':', ' ']);
        line.chars().take(LONGEST).collect()
    }

    /// The docstring; for constants the string below, and for all the comment right above.
    fn documentation(&self, node: Node<'s>) -> Option<String> {
        let docstring = match node.kind() {
            "assignment" => {
                let statement = node.parent()?;
                statement.next().filter(|next| next.is("expression_statement"))
            }
            _ => node.child("body").and_then(|body| body.children().next()),
        };
        let string = docstring
            .filter(|it| it.is("expression_statement"))
            .and_then(|it| it.children().next())
            .filter(|it| it.is("string"));
        match string {
            Some(string) => unindented(inside_quotes(string).slice(self.file.syntax.text())),
            None => self.comment_above(node),
        }
    }

    fn comment_above(&self, node: Node<'s>) -> Option<String> {
        let outer =
            node.parent().filter(|it| it.is_any(&["decorated_definition", "expression_statement"]));
        let text = self.file.syntax.text();
        let mut below = outer.unwrap_or(node);
        let mut lines = Vec::new();
        while let Some(comment) = below.previous().filter(|it| it.is_comment()) {
            let gap = text.get(comment.end()..below.start()).unwrap_or_default();
            let line_start = text.get(..comment.start())?.rfind('\n').map_or(0, |at| at + 1);
            let is_trailing = !text.get(line_start..comment.start())?.trim().is_empty();
            let line = comment.text().trim_start_matches(['#', ':']).trim();
            let is_directive =
                line.contains("contract-lsp-ignore") || comment.text().starts_with("#!");
            if gap.matches('\n').count() > 1 || is_trailing || is_directive {
                break;
            }
            lines.push(line);
            below = comment;
        }
        lines.reverse();
        let documentation = lines.join("\n").trim().to_owned();
        (!documentation.is_empty()).then_some(documentation)
    }
}

/// The names of the classes and functions around a definition, joined with `.`.
fn container(node: Node<'_>) -> Option<String> {
    let holders =
        node.ancestors().filter(|it| it.is_any(&["class_definition", "function_definition"]));
    let mut names: Vec<&str> = holders
        .filter_map(|holder| holder.child("name"))
        .map(Node::text)
        .take(MOST_HOLDERS)
        .collect();
    names.reverse();
    (!names.is_empty()).then(|| names.join("."))
}

/// A docstring without the indentation of its code.
fn unindented(docstring: &str) -> Option<String> {
    let rest = docstring.lines().skip(1).filter(|line| !line.trim().is_empty());
    let indentation = rest.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let lines = docstring.lines().enumerate().map(|(index, line)| match index {
        0 => line.trim(),
        _ => line.get(indentation..).unwrap_or_default().trim_end(),
    });
    let text = lines.collect::<Vec<_>>().join("\n").trim().to_owned();
    (!text.is_empty()).then_some(text)
}
