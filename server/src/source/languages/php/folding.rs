//! Constant folding: what an expression is worth, as far as the file fixes it.

use crate::source::languages::scripting::{Expressions, Folded, Memo, formatted};
use crate::source::tree::Node;

use super::classes::{Classes, Space};
use super::members::{Members, own_property};
use super::names::Names;
use super::syntax::{
    METHOD_CALLS, bare, callee_name, entry, last_segment, plain_text, returned, values,
    variable_name,
};

/// Longer chains of constants than this are not followed.
const FUEL: u32 = 24;

/// What expressions are worth. Everything is folded once.
pub(super) struct Folder<'s> {
    classes: &'s Classes<'s>,
    names: &'s Names<'s>,
    members: &'s Members<'s>,
    memo: Memo,
}

impl<'s> Folder<'s> {
    pub(super) fn new(
        classes: &'s Classes<'s>,
        names: &'s Names<'s>,
        members: &'s Members<'s>,
    ) -> Self {
        Self { classes, names, members, memo: Memo::default() }
    }

    /// The text of an expression, when all of it is known.
    pub(super) fn text(&self, node: Node<'s>) -> Option<String> {
        self.fold(node).value.as_constant().map(str::to_owned)
    }

    fn fold_within(&self, node: Node<'s>, fuel: u32) -> Folded {
        let node = bare(node);
        self.memo.fold(node, fuel, |fuel| self.evaluate(node, fuel))
    }

    fn evaluate(&self, node: Node<'s>, fuel: u32) -> Folded {
        let child = |field: &str| {
            node.child(field).map_or_else(Folded::unknown, |it| self.fold_within(it, fuel))
        };
        match node.kind() {
            "string" | "encapsed_string" | "shell_command_expression" => {
                self.text_of(node, node, fuel)
            }
            "heredoc" | "nowdoc" => match node.child("value") {
                Some(body) => {
                    self.text_of(node, body, fuel).with_text(|text| text.trim().to_owned())
                }
                None => Folded::unknown(),
            },
            "integer" => Folded::constant(node.text()),
            "name" if node.text() == "__DIR__" => Folded::constant("."),
            "binary_expression" => self.binary(node, fuel),
            "conditional_expression" => {
                // `a ?: b` has the condition as its first branch.
                let first = if node.child("body").is_some() { "body" } else { "condition" };
                child(first).or(child("alternative"))
            }
            "match_expression" => {
                let arms = node.child("body").into_iter().flat_map(Node::children);
                let results = arms.filter_map(|arm| arm.child("return_expression"));
                results.fold(Folded::unknown(), |folded, result| {
                    folded.or(self.fold_within(result, fuel))
                })
            }
            "function_call_expression" => self.function(node, fuel),
            "object_creation_expression" => match callee_name(node) {
                "Uri" | "URI" | "Url" => self.argument(node, 0, fuel),
                _ => Folded::unknown(),
            },
            "scoped_call_expression" => self.static_call(node, fuel),
            _ if node.is_any(METHOD_CALLS) => self.method(node, fuel),
            _ => match self.step(node) {
                Some(next) => self.fold_within(next, fuel),
                None => Folded::unknown(),
            },
        }
    }

    /// The text between quotes. `literal` is blamed for it.
    fn text_of(&self, literal: Node<'s>, body: Node<'s>, fuel: u32) -> Folded {
        let mut folded = Folded::literal(literal.index());
        for part in body.children() {
            let next = match part.kind() {
                "string_content" | "nowdoc_string" => Folded::constant(part.text()),
                "escape_sequence" => Folded::constant(unescaped(part.text())),
                _ => self.fold_within(part, fuel),
            };
            folded = folded.concat(next);
        }
        folded
    }

    fn binary(&self, node: Node<'s>, fuel: u32) -> Folded {
        match operator(node) {
            "." => {
                // Long sums nest to the left; they are taken apart without recursion.
                let mut operands = Vec::new();
                let mut sum = node;
                loop {
                    operands.extend(sum.child("right"));
                    let Some(left) = sum.child("left").map(bare) else { break };
                    if !left.is("binary_expression") || operator(left) != "." {
                        operands.push(left);
                        break;
                    }
                    sum = left;
                }
                let parts = operands.into_iter().rev().map(|part| self.fold_within(part, fuel));
                Folded::joined(parts, "")
            }
            "??" => {
                let side = |field: &str| {
                    node.child(field).map_or_else(Folded::unknown, |it| self.fold_within(it, fuel))
                };
                side("left").or(side("right"))
            }
            _ => Folded::unknown(),
        }
    }

    fn argument(&self, call: Node<'s>, at: usize, fuel: u32) -> Folded {
        values(call).get(at).map_or_else(Folded::unknown, |it| self.fold_within(*it, fuel))
    }

    fn function(&self, node: Node<'s>, fuel: u32) -> Folded {
        let name = callee_name(node);
        let values = values(node);
        let folded = |at: usize| {
            values.get(at).map_or_else(Folded::unknown, |it| self.fold_within(*it, fuel))
        };
        let list = |at: usize| {
            let list = values.get(at).and_then(|list| self.origin(*list));
            list.map(|list| self.items(list)).unwrap_or_default()
        };
        match name {
            _ if self.classes.is_own_function(name) => self.stepped(node, fuel),
            "sprintf" => formatted(&folded(0), |at| folded(at + 1), |_| Folded::unknown()),
            "vsprintf" => {
                let items = list(1);
                let item = |at: usize| {
                    items.get(at).map_or_else(Folded::unknown, |it| self.fold_within(*it, fuel))
                };
                formatted(&folded(0), item, |_| Folded::unknown())
            }
            "implode" | "join" => {
                let separator = values.first().and_then(|it| self.text(*it)).unwrap_or_default();
                let items = list(1).into_iter().map(|it| self.fold_within(it, fuel));
                if values.len() == 2 {
                    Folded::joined(items, &separator)
                } else {
                    Folded::unknown()
                }
            }
            "rtrim" | "trim" | "ltrim" | "untrailingslashit" => {
                let ends = values.get(1).and_then(|it| self.text(*it));
                let ends: Vec<char> = ends.unwrap_or_else(|| " /".to_owned()).chars().collect();
                folded(0).with_text(|text| {
                    let ends = ends.as_slice();
                    match name {
                        "ltrim" => text.trim_start_matches(ends),
                        "trim" => text.trim_matches(ends),
                        _ => text.trim_end_matches(ends),
                    }
                    .to_owned()
                })
            }
            "trailingslashit" => folded(0)
                .with_text(|text| text.trim_end_matches('/').to_owned())
                .concat(Folded::constant("/")),
            "strval" | "esc_url_raw" | "strtolower" | "tap" | "value" => folded(0),
            // What stands behind the key is taken where there is nothing else.
            "env" | "config" | "apply_filters" | "get_option" => folded(1),
            // The address stands last, behind a name and value or a list of them.
            "add_query_arg" => folded(values.len().saturating_sub(1)),
            "dirname" => {
                let is_file = values.first().is_some_and(|it| it.text() == "__FILE__");
                let levels = values.get(1).and_then(|it| it.text().parse::<usize>().ok());
                let levels = levels.unwrap_or(1).min(16);
                if is_file {
                    return Folded::constant(".");
                }
                folded(0).with_text(|path| match path {
                    "." => vec![".."; levels].join("/"),
                    path => format!("{path}{}", "/..".repeat(levels)),
                })
            }
            _ => self.stepped(node, fuel),
        }
    }

    fn static_call(&self, node: Node<'s>, fuel: u32) -> Folded {
        let scope = node.child("scope").map_or("", |scope| last_segment(scope.text()));
        match (scope, callee_name(node)) {
            ("Env" | "Config", "get") => self.argument(node, 1, fuel),
            ("Uri" | "Str", "new" | "of" | "createFromString" | "fromString") => {
                self.argument(node, 0, fuel)
            }
            _ => self.stepped(node, fuel),
        }
    }

    fn method(&self, node: Node<'s>, fuel: u32) -> Folded {
        let object = node.child("object");
        let of_object = || object.map_or_else(Folded::unknown, |it| self.fold_within(it, fuel));
        match callee_name(node) {
            "toString" | "__toString" | "rtrim" | "trim" if values(node).is_empty() => of_object(),
            "append" => of_object().concat(self.argument(node, 0, fuel)),
            "withPath" => self.argument(node, 0, fuel).resolved_against(of_object()),
            _ => self.stepped(node, fuel),
        }
    }

    fn stepped(&self, node: Node<'s>, fuel: u32) -> Folded {
        self.step(node).map_or_else(Folded::unknown, |next| self.fold_within(next, fuel))
    }

    /// What a name, a member or a call of the file's own functions stands for.
    fn step(&self, node: Node<'s>) -> Option<Node<'s>> {
        match node.kind() {
            "variable_name" => self.names.variable(node),
            // `"${name}"`.
            "name" | "qualified_name" => {
                let path = self.classes.resolve(node, Space::Constant).path;
                self.members.constant("", last_segment(&path))
            }
            "class_constant_access_expression" => {
                let mut parts = node.children();
                let (scope, name) = (parts.next()?, parts.next()?);
                self.members.constant(&self.classes.class_named(scope)?, name.text())
            }
            "member_access_expression" | "nullsafe_member_access_expression" => {
                if let Some(name) = own_property(node) {
                    return self.members.property(&self.classes.class_around(node)?, name);
                }
                // The value of a case of an enum.
                let object = node.child("object")?;
                let is_value = node.child("name").is_some_and(|name| name.text() == "value");
                (is_value && object.is("class_constant_access_expression")).then_some(object)
            }
            "scoped_property_access_expression" => {
                let class = self.classes.class_named(node.child("scope")?)?;
                self.members.property(&class, node.child("name").and_then(variable_name)?)
            }
            "subscript_expression" => {
                let mut parts = node.children();
                let (list, key) = (parts.next()?, parts.next()?);
                let list = self.origin(list)?;
                let key = plain_text(key)
                    .map(str::to_owned)
                    .or_else(|| self.origin(key).and_then(plain_text).map(str::to_owned))?;
                self.entries(list).into_iter().find(|(name, _)| *name == key).map(|(_, it)| it)
            }
            "function_call_expression" => returned(self.members.function("", callee_name(node))?),
            "scoped_call_expression" => {
                let class = self.classes.class_named(node.child("scope")?)?;
                returned(self.members.function(&class, callee_name(node))?)
            }
            _ if node.is_any(METHOD_CALLS) => {
                let object = node.child("object").filter(|object| object.text() == "$this")?;
                let class = self.classes.class_around(object)?;
                returned(self.members.function(&class, callee_name(node))?)
            }
            _ => None,
        }
    }
}

impl<'s> Expressions<'s> for Folder<'s> {
    fn fold(&self, node: Node<'s>) -> Folded {
        self.fold_within(node, FUEL)
    }

    fn origin(&self, node: Node<'s>) -> Option<Node<'s>> {
        let mut node = bare(node);
        for _ in 0..FUEL {
            match self.step(node) {
                Some(next) => node = bare(next),
                None => break,
            }
        }
        Some(node)
    }

    fn entries(&self, map: Node<'s>) -> Vec<(String, Node<'s>)> {
        let mut entries = Vec::new();
        let mut pending = vec![(map, 0)];
        while let Some((map, depth)) = pending.pop() {
            if map.is("function_call_expression") && callee_name(map) == "array_merge" && depth < 3
            {
                let maps = values(map).into_iter().filter_map(|it| self.origin(it));
                pending.extend(maps.map(|map| (map, depth + 1)));
                continue;
            }
            if !map.is("array_creation_expression") {
                continue;
            }
            for element in map.children() {
                match entry(element) {
                    Some((Some(key), value)) => entries.push((self.key_of(key), value)),
                    Some((None, value)) if value.is("variadic_unpacking") && depth < 3 => {
                        let inner = value.children().next().and_then(|it| self.origin(it));
                        pending.extend(inner.map(|inner| (inner, depth + 1)));
                    }
                    _ => {}
                }
            }
        }
        entries
    }

    fn items(&self, list: Node<'s>) -> Vec<Node<'s>> {
        if !list.is("array_creation_expression") {
            return Vec::new();
        }
        let entries = list.children().filter_map(entry);
        entries.filter(|(key, _)| key.is_none()).map(|(_, value)| value).collect()
    }
}

impl<'s> Folder<'s> {
    /// What a key says: its text, or the name of the constant or option that it is.
    fn key_of(&self, key: Node<'s>) -> String {
        match plain_text(key) {
            Some(text) => text.to_owned(),
            None => self.text(key).unwrap_or_else(|| {
                let name = key.children().last().unwrap_or(key);
                if key.is("class_constant_access_expression") { name.text() } else { key.text() }
                    .to_owned()
            }),
        }
    }
}

/// The operator of a binary expression.
pub(super) fn operator(node: Node<'_>) -> &str {
    node.child("operator").map_or("", Node::text)
}

fn unescaped(text: &str) -> &str {
    match text {
        "\\n" => "\n",
        "\\t" => "\t",
        "\\r" => "\r",
        _ => text.strip_prefix('\\').unwrap_or(text),
    }
}
