//! Constant folding: what an expression is worth, as far as the file fixes it.

use std::collections::HashMap;

use crate::source::languages::scripting::{Expressions, Folded, Memo, formatted};
use crate::source::tree::{Node, Syntax};

use super::constants::{nesting, path_of};
use super::names::Names;
use super::syntax::{
    bare, keyword, method_name, only_expression, pair, plain_text, positional, root_of,
};

/// Longer chains of constants than this are not followed.
const FUEL: u32 = 24;

/// Methods whose result is their receiver in another dress.
const DRESS: &[&str] = &[
    "freeze",
    "dup",
    "clone",
    "to_s",
    "to_str",
    "to_h",
    "strip",
    "chomp",
    "squish",
    "presence",
    "itself",
    "html_safe",
    "downcase",
    "normalize",
    "deep_dup",
    "deep_freeze",
    "with_indifferent_access",
    "symbolize_keys",
    "not_nil!",
    "then",
    "to_uri",
    "uri",
];

/// What expressions are worth. Everything is folded once.
pub(super) struct Folder<'s> {
    names: &'s Names<'s>,
    memo: Memo,
    /// The body of each heredoc, by where it is announced.
    heredocs: HashMap<u32, Node<'s>>,
}

impl<'s> Folder<'s> {
    pub(super) fn new(syntax: &'s Syntax<'s>, names: &'s Names<'s>) -> Self {
        // Bodies follow in the order in which they are announced.
        let announced = syntax.nodes().filter(|node| node.is("heredoc_beginning"));
        let bodies = syntax.nodes().filter(|node| node.is("heredoc_body"));
        let heredocs = announced.map(Node::index).zip(bodies).collect();
        Self { names, memo: Memo::default(), heredocs }
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
            "string" | "bare_string" | "subshell" | "delimited_symbol" => {
                self.text_of(node, node, fuel)
            }
            "simple_symbol" => Folded::constant(node.text().trim_start_matches(':')),
            "chained_string" => node.children().fold(Folded::default(), |folded, part| {
                folded.concat(self.fold_within(part, fuel))
            }),
            "heredoc_beginning" => match self.heredocs.get(&node.index()) {
                Some(body) => {
                    self.text_of(node, *body, fuel).with_text(|text| text.trim().to_owned())
                }
                None => Folded::unknown(),
            },
            "binary" => self.binary(node, fuel),
            "conditional" => child("consequence").or(child("alternative")),
            "if" | "unless" | "else" | "then" | "begin" => self.branches(node, fuel),
            "call" => self.call(node, fuel),
            "identifier" if node.text() == "__dir__" => Folded::constant("."),
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
                "string_content" | "heredoc_content" => Folded::constant(part.text()),
                "escape_sequence" => Folded::constant(unescaped(part.text())),
                "interpolation" => {
                    let inner = part.children().next();
                    inner.map_or_else(Folded::default, |inner| self.fold_within(inner, fuel))
                }
                _ => Folded::default(),
            };
            folded = folded.concat(next);
        }
        folded
    }

    fn binary(&self, node: Node<'s>, fuel: u32) -> Folded {
        let operator = node.child("operator").map_or("", Node::text);
        match operator {
            "+" | "<<" => {
                // Long sums nest to the left; they are taken apart without recursion.
                let mut operands = Vec::new();
                let mut sum = node;
                loop {
                    operands.extend(sum.child("right"));
                    let Some(left) = sum.child("left").map(bare) else { break };
                    let is_sum = left.is("binary")
                        && left.child("operator").is_some_and(|it| it.text() == operator);
                    if !is_sum {
                        operands.push(left);
                        break;
                    }
                    sum = left;
                }
                let parts = operands.into_iter().rev().map(|part| self.fold_within(part, fuel));
                Folded::joined(parts, "")
            }
            "||" | "or" => {
                let side = |field: &str| {
                    node.child(field).map_or_else(Folded::unknown, |it| self.fold_within(it, fuel))
                };
                side("left").or(side("right"))
            }
            "%" => {
                let (Some(left), Some(right)) = (node.child("left"), node.child("right")) else {
                    return Folded::unknown();
                };
                let right = bare(right);
                let items = if right.is("array") { self.items(right) } else { vec![right] };
                self.formatted(left, &items, right, fuel)
            }
            _ => Folded::unknown(),
        }
    }

    fn formatted(&self, pattern: Node<'s>, items: &[Node<'s>], map: Node<'s>, fuel: u32) -> Folded {
        let fold = |node: Option<&Node<'s>>| {
            node.map_or_else(Folded::unknown, |node| self.fold_within(*node, fuel))
        };
        let entries = self.entries(map);
        let named =
            |name: &str| fold(entries.iter().find(|(key, _)| key == name).map(|(_, it)| it));
        formatted(&self.fold_within(pattern, fuel), |at| fold(items.get(at)), named)
    }

    /// `if` and its like as a value: the first branch that is known.
    fn branches(&self, node: Node<'s>, fuel: u32) -> Folded {
        let branches = node
            .children()
            .filter(|branch| branch.field() != "condition")
            .map(|branch| only_expression(branch).unwrap_or(branch))
            .filter(|branch| *branch != node);
        branches.fold(Folded::unknown(), |folded, branch| folded.or(self.fold_within(branch, fuel)))
    }

    fn call(&self, node: Node<'s>, fuel: u32) -> Folded {
        let name = method_name(node);
        let receiver = node.child("receiver");
        let owner = receiver.and_then(path_of).unwrap_or_default();
        let values: Vec<_> = positional(node).collect();
        let folded = |at: usize| {
            values.get(at).map_or_else(Folded::unknown, |it| self.fold_within(*it, fuel))
        };
        let of_receiver = || receiver.map_or_else(Folded::unknown, |it| self.fold_within(it, fuel));
        match (owner.trim_start_matches("::"), name) {
            ("" | "Kernel", "format" | "sprintf") if !values.is_empty() => {
                let named = node.child("arguments").unwrap_or(node);
                return self.formatted(values[0], &values[1..], named, fuel);
            }
            ("" | "Kernel", "URI" | "String" | "Addressable") if receiver.is_none() => {
                return folded(0);
            }
            ("URI" | "Addressable::URI", "parse" | "new") | ("HTTP::URI", "parse") => {
                return folded(0);
            }
            ("URI", "join") | ("Addressable::URI", "join") => {
                let parts = 1..values.len();
                return parts.fold(folded(0), |base, at| folded(at).resolved_against(base));
            }
            ("File", "join") => {
                let parts = values.iter().enumerate().map(|(at, it)| {
                    let is_first = at == 0;
                    self.fold_within(*it, fuel).with_text(|text| {
                        let text = text.trim_end_matches('/');
                        if is_first { text } else { text.trim_start_matches('/') }.to_owned()
                    })
                });
                return Folded::joined(parts, "/");
            }
            ("URI::HTTPS" | "URI::HTTP" | "Addressable::URI", "build" | "for") => {
                return self.built(node, fuel);
            }
            ("File", "expand_path") if values.len() == 2 => {
                return Folded::joined([folded(1), folded(0)], "/");
            }
            ("ENV", "fetch") => {
                let block = node.child("block").and_then(|block| block.child("body"));
                let default = values.get(1).copied().or(block.and_then(only_expression));
                return default.map_or_else(Folded::unknown, |it| self.fold_within(it, fuel));
            }
            _ => {}
        }
        match name {
            "join" if receiver.is_some() => {
                let list = receiver.and_then(|list| self.origin(list));
                let items = list.map(|list| self.items(list)).unwrap_or_default();
                let separator = values.first().and_then(|it| self.text(*it)).unwrap_or_default();
                let parts = items.into_iter().map(|it| self.fold_within(it, fuel));
                if list.is_some_and(|list| list.is_any(&["array", "string_array"])) {
                    Folded::joined(parts, &separator)
                } else {
                    Folded::unknown()
                }
            }
            "concat" => of_receiver().concat(folded(0)),
            "chomp" | "delete_suffix" if !values.is_empty() => {
                let end = folded(0);
                let end = end.value.as_constant().unwrap_or_default();
                of_receiver().with_text(|text| text.strip_suffix(end).unwrap_or(text).to_owned())
            }
            "path" | "request_uri" if receiver.is_some() && values.is_empty() => {
                of_receiver().path()
            }
            "host" | "hostname" if receiver.is_some() && values.is_empty() => of_receiver().host(),
            _ if receiver.is_some() && values.is_empty() && DRESS.contains(&name) => of_receiver(),
            _ => match self.step(node) {
                Some(next) => self.fold_within(next, fuel),
                None => Folded::unknown(),
            },
        }
    }

    /// `URI::HTTPS.build(host: …, path: …)`.
    fn built(&self, node: Node<'s>, fuel: u32) -> Folded {
        let part = |name: &str| keyword(node, name).map(|it| self.fold_within(it, fuel));
        let Some(host) = part("host") else { return Folded::unknown() };
        Folded::constant("https://").concat(host).concat(part("path").unwrap_or_default())
    }

    /// What a name, a member or a call without a value of its own stands for.
    fn step(&self, node: Node<'s>) -> Option<Node<'s>> {
        match node.kind() {
            "identifier" if self.names.is_local(node) => self.names.variable(node),
            "identifier" => self.names.reader(node).or_else(|| self.returned(node, None)),
            "instance_variable" | "class_variable" | "global_variable" => self.names.variable(node),
            "constant" | "scope_resolution" => self.names.constant(&path_of(node)?, node),
            "element_reference" => {
                let key = node.children().find(|child| child.field() != "object")?;
                self.member(node.child("object")?, key)
            }
            // `{ url: }` gives the variable of that name.
            "hash_key_symbol" => None,
            "call" => {
                let Some(receiver) = node.child("receiver") else {
                    return self.returned(node, None);
                };
                match method_name(node) {
                    "fetch" | "dig" | "[]" => {
                        let mut keys = positional(node);
                        let first = self.member(receiver, keys.next()?)?;
                        match keys.next() {
                            Some(second) if method_name(node) == "dig" => {
                                self.member(first, second)
                            }
                            _ => Some(first),
                        }
                    }
                    name if DRESS.contains(&name) && positional(node).next().is_none() => {
                        Some(receiver)
                    }
                    _ => self.returned(node, Some(receiver)),
                }
            }
            _ => None,
        }
    }

    /// The value of a constant member of a constant hash or list.
    fn member(&self, map: Node<'s>, key: Node<'s>) -> Option<Node<'s>> {
        let map = self.origin(map)?;
        let key = plain_text(key).map(str::to_owned).or_else(|| {
            // What is known without being folded again: keys are hardly ever more than names.
            self.origin(key).and_then(plain_text).map(str::to_owned)
        })?;
        self.entries(map).into_iter().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// The expression that a method of this file returns.
    fn returned(&self, call: Node<'s>, receiver: Option<Node<'s>>) -> Option<Node<'s>> {
        let holder = match receiver {
            None => nesting(call).into_iter().next().unwrap_or_default(),
            Some(receiver) if is_self(receiver) => nesting(call).into_iter().next()?,
            Some(receiver) => {
                // `Config.base` and `Config.new.base`.
                let root = root_of(receiver);
                let is_object = receiver.is("call")
                    && method_name(receiver) == "new"
                    && receiver.child("receiver") == Some(root);
                let path =
                    Some(root).filter(|_| is_object || root == receiver).and_then(path_of)?;
                self.names.own_constant(&path, call)?
            }
        };
        let method = self.names.method(&holder, method_name(call))?;
        only_expression(method.child("body")?)
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
            if !map.is_any(&["hash", "argument_list"]) {
                continue;
            }
            for child in map.children() {
                match child.kind() {
                    "pair" => entries.extend(pair(child)),
                    "hash_splat_argument" if depth < 3 => {
                        let inner = child.children().next().and_then(|it| self.origin(it));
                        pending.extend(inner.map(|inner| (inner, depth + 1)));
                    }
                    _ => {}
                }
            }
        }
        entries
    }

    fn items(&self, list: Node<'s>) -> Vec<Node<'s>> {
        if list.is_any(&["array", "string_array", "symbol_array", "argument_list"]) {
            list.children().collect()
        } else {
            Vec::new()
        }
    }
}

/// `self` and `self.class`.
fn is_self(node: Node<'_>) -> bool {
    let is_class = node.is("call")
        && method_name(node) == "class"
        && node.child("receiver").is_some_and(|it| it.is("self"));
    node.is("self") || is_class
}

fn unescaped(text: &str) -> &str {
    match text {
        "\\n" => "\n",
        "\\t" => "\t",
        "\\s" => " ",
        _ => text.strip_prefix('\\').unwrap_or(text),
    }
}

/// The constant strings of a list, with the places where they stand.
pub(super) fn listed<'s>(folder: &Folder<'s>, node: Node<'s>) -> Vec<Node<'s>> {
    let list = folder.origin(node);
    let items = list.map(|list| folder.items(list)).unwrap_or_default();
    items.into_iter().filter(|item| plain_text(*item).is_some()).collect()
}
