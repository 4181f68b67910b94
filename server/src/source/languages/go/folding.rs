//! Constant folding: what an expression is worth, as far as the file fixes it.

use crate::source::elsewhere::OWN_PACKAGE;
use crate::source::languages::scripting::{Expressions, Folded, Given, Memo, formatted};
use crate::source::tree::Node;
use crate::source::value::Value;

use super::members::{Members, result_of, selected};
use super::names::Names;
use super::packages::Packages;
use super::purposes::is_environment;
use super::syntax::{bare, callee_name, callee_operand, elements, operator, plain_text, values};

/// Longer chains of constants than this are not followed.
const FUEL: u32 = 24;

/// What expressions are worth. Everything is folded once.
pub(super) struct Folder<'s> {
    packages: &'s Packages<'s>,
    names: &'s Names<'s>,
    members: &'s Members<'s>,
    memo: Memo,
}

impl<'s> Folder<'s> {
    pub(super) fn new(
        packages: &'s Packages<'s>,
        names: &'s Names<'s>,
        members: &'s Members<'s>,
    ) -> Self {
        Self { packages, names, members, memo: Memo::default() }
    }

    /// The text of an expression, when all of it is known.
    pub(super) fn text(&self, node: Node<'s>) -> Option<String> {
        self.fold(node).value.as_constant().map(str::to_owned)
    }

    /// The name of the file's type that an expression has.
    pub(super) fn type_of(&self, node: Node<'s>) -> Option<&'s str> {
        self.members.type_of(self.names, node, FUEL)
    }

    /// What the file declares a type as.
    pub(super) fn declared_type(&self, name: &str) -> Option<Node<'s>> {
        self.members.declared_type(name)
    }

    fn fold_within(&self, node: Node<'s>, fuel: u32) -> Folded {
        let node = bare(node);
        self.memo.fold(node, fuel, |fuel| self.evaluate(node, fuel))
    }

    fn evaluate(&self, node: Node<'s>, fuel: u32) -> Folded {
        match node.kind() {
            "interpreted_string_literal" | "raw_string_literal" => literal(node),
            "int_literal" => Folded::constant(node.text()),
            "binary_expression" if operator(node) == "+" => self.sum(node, fuel),
            "call_expression" => self.call(node, fuel),
            "type_conversion_expression" => {
                node.child("operand").map_or_else(Folded::unknown, |it| self.fold_within(it, fuel))
            }
            "composite_literal" => self.composite(node, fuel),
            "identifier" => self.name(node, fuel),
            _ => self.stepped(node, fuel),
        }
    }

    fn sum(&self, node: Node<'s>, fuel: u32) -> Folded {
        // Long sums nest to the left; they are taken apart without recursion.
        let mut operands = Vec::new();
        let mut sum = node;
        loop {
            operands.extend(sum.child("right"));
            let Some(left) = sum.child("left").map(bare) else { break };
            if !left.is("binary_expression") || operator(left) != "+" {
                operands.push(left);
                break;
            }
            sum = left;
        }
        let parts = operands.into_iter().rev().map(|part| self.fold_within(part, fuel));
        Folded::joined(parts, "")
    }

    fn stepped(&self, node: Node<'s>, fuel: u32) -> Folded {
        match self.step(node) {
            Some(next) => self.fold_within(next, fuel),
            None => self.imported(node),
        }
    }

    /// A name of another package, or a field of one: `config.StripeAPI`, `config.URLs.Stripe`.
    fn imported(&self, node: Node<'s>) -> Folded {
        let mut fields = Vec::new();
        let mut root = bare(node);
        while let Some((operand, field)) = selected(root) {
            fields.push(field);
            root = bare(operand);
        }
        fields.reverse();
        let value = match self.names.package(root) {
            Some(_) => Value::imported(root.text(), fields.join(".")),
            None if root.is("identifier") && self.names.of_name(root).is_none() => {
                fields.insert(0, root.text());
                Value::imported(OWN_PACKAGE, fields.join("."))
            }
            None => Value::unknown(),
        };
        Folded { value, sources: Vec::new() }
    }

    fn name(&self, node: Node<'s>, fuel: u32) -> Folded {
        let Some(declared) = self.names.of_name(node) else { return self.imported(node) };
        match declared.given.as_slice() {
            // `if base == "" { base = "https://…" }` is how Go writes a default.
            [Given::Value(first), Given::Value(second)] if is_default(node.text(), *second) => {
                let first = self.fold_within(*first, fuel);
                match first.value.as_constant() {
                    Some("") => self.fold_within(*second, fuel),
                    _ => first.or(self.fold_within(*second, fuel)),
                }
            }
            given => match Given::once(given) {
                Some(value) => self.fold_within(value, fuel),
                None => Folded::unknown(),
            },
        }
    }

    fn call(&self, node: Node<'s>, fuel: u32) -> Folded {
        let values = values(node);
        let folded = |at: usize| {
            values.get(at).map_or_else(Folded::unknown, |it| self.fold_within(*it, fuel))
        };
        let operand = callee_operand(node);
        let package = operand.and_then(|operand| self.names.package(operand));
        let Some(package) = package else {
            return match (operand, callee_name(node), values.len()) {
                (None, "string", 1) => folded(0),
                (Some(operand), "String", 0) => self.fold_within(operand, fuel),
                (Some(operand), "JoinPath", _) => {
                    let parts = (0..values.len()).map(folded);
                    joined_path(self.fold_within(operand, fuel), parts)
                }
                (Some(operand), "ResolveReference", 1) => {
                    folded(0).resolved_against(self.fold_within(operand, fuel))
                }
                (Some(operand), "Parse", 1) => {
                    folded(0).resolved_against(self.fold_within(operand, fuel))
                }
                (_, name, 2) if is_environment(name) => folded(1),
                _ => self.stepped(node, fuel),
            };
        };
        match (self.packages.path(package), callee_name(node)) {
            ("fmt", "Sprintf") => formatted(&folded(0), |at| folded(at + 1), |_| Folded::unknown()),
            ("fmt", "Sprint") => Folded::joined((0..values.len()).map(folded), ""),
            ("strings", "Join") => {
                let items = values.first().and_then(|list| self.origin(*list));
                let items = items.map(|list| self.items(list)).unwrap_or_default();
                let items = items.into_iter().map(|it| self.fold_within(it, fuel));
                match values.get(1).and_then(|it| self.text(*it)) {
                    Some(separator) => Folded::joined(items, &separator),
                    None => Folded::unknown(),
                }
            }
            ("path", "Join") => Folded::joined((0..values.len()).map(folded), "/"),
            ("strings", trim) if trim.starts_with("Trim") => {
                let cut = values.get(1).and_then(|it| self.text(*it)).unwrap_or_default();
                folded(0).with_text(|text| trimmed(text, trim, &cut).to_owned())
            }
            ("strings", "ToLower") => folded(0).with_text(str::to_lowercase),
            ("net/url", "Parse" | "ParseRequestURI") => folded(0),
            ("net/url", "JoinPath") => joined_path(folded(0), (1..values.len()).map(folded)),
            ("cmp", "Or") => (0..values.len()).map(folded).fold(Folded::unknown(), Folded::or),
            ("flag" | "github.com/spf13/pflag", "String") => folded(1),
            ("net", "JoinHostPort") => Folded::joined([folded(0), folded(1)], ":"),
            // Pointers to strings, and what does not fail: `aws.String(…)`, `lo.Must(…)`.
            (_, name) if is_environment(name) && values.len() == 2 => folded(1),
            (_, "String" | "Ptr" | "ToPtr" | "Must" | "F") if !values.is_empty() => folded(0),
            _ => Folded::unknown(),
        }
    }

    /// `url.URL{Scheme: "https", Host: "api.acme.dev", Path: "/v1"}`.
    fn composite(&self, node: Node<'s>, fuel: u32) -> Folded {
        let is_url = node.child("type").is_some_and(|of| {
            let package = of.child("package").and_then(|package| self.names.package(package));
            package.is_some_and(|package| self.packages.path(package) == "net/url")
                && of.child("name").is_some_and(|name| name.text() == "URL")
        });
        if !is_url {
            return Folded::unknown();
        }
        let part = |name: &str| {
            let found = elements(node).find(|(key, _)| key.is_some_and(|key| key.text() == name));
            found.map(|(_, value)| self.fold_within(value, fuel))
        };
        let Some(host) = part("Host") else { return Folded::unknown() };
        let scheme = part("Scheme").unwrap_or_else(|| Folded::constant("https"));
        let mut whole = scheme.concat(Folded::constant("://")).concat(host);
        if let Some(path) = part("Path") {
            let has_slash = path.value.as_constant().is_none_or(|path| path.starts_with('/'));
            whole = whole.concat(Folded::constant(if has_slash { "" } else { "/" })).concat(path);
        }
        whole
    }

    /// What a name, a member or a call of the file's own functions stands for.
    fn step(&self, node: Node<'s>) -> Option<Node<'s>> {
        match node.kind() {
            "identifier" => self.names.given_once(node),
            "selector_expression" => {
                let (operand, field) = selected(node)?;
                if self.names.package(operand).is_some() {
                    return None;
                }
                let of = self.type_of(operand);
                of.and_then(|of| self.members.field(of, field)).or_else(|| {
                    // A struct without a name of its own.
                    let literal = self.origin(operand).filter(|_| of.is_none())?;
                    let entries = self.entries(literal).into_iter();
                    entries.into_iter().find(|(key, _)| key == field).map(|(_, value)| value)
                })
            }
            "index_expression" => {
                let list = self.origin(node.child("operand")?)?;
                let index = node.child("index")?;
                if let Ok(at) = index.text().parse::<usize>() {
                    return self.items(list).get(at).copied();
                }
                let key = plain_text(index).map(str::to_owned).or_else(|| self.text(index))?;
                self.entries(list).into_iter().find(|(name, _)| *name == key).map(|(_, it)| it)
            }
            "call_expression" => {
                let function = node.child("function")?;
                if let Some((operand, name)) = selected(function) {
                    let of = self.type_of(operand)?;
                    return result_of(self.members.method(of, name));
                }
                result_of(self.names.function(function))
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
        let named = elements(map).filter_map(|(key, value)| Some((key?, value)));
        named
            .map(|(key, value)| {
                // A field is no variable of its name.
                let is_field = map.child("type").is_none_or(|of| !of.is("map_type"));
                let text = plain_text(key).map(str::to_owned);
                let text = text.or_else(|| self.text(key).filter(|_| !is_field));
                (text.unwrap_or_else(|| key.text().to_owned()), value)
            })
            .collect()
    }

    fn items(&self, list: Node<'s>) -> Vec<Node<'s>> {
        elements(list).filter(|(key, _)| key.is_none()).map(|(_, value)| value).collect()
    }
}

fn literal(node: Node<'_>) -> Folded {
    let folded = Folded::literal(node.index());
    if let Some(text) = plain_text(node) {
        return folded.concat(Folded::constant(text));
    }
    let parts = node.children().map(|part| match part.kind() {
        "escape_sequence" => Folded::constant(match part.text() {
            "\\n" => "\n",
            "\\t" => "\t",
            "\\r" => "\r",
            text => text.strip_prefix('\\').unwrap_or(text),
        }),
        _ => Folded::constant(part.text()),
    });
    parts.fold(folded, Folded::concat)
}

fn trimmed<'t>(text: &'t str, how: &str, cut: &str) -> &'t str {
    let set: Vec<char> = cut.chars().collect();
    match how {
        "TrimSuffix" => text.strip_suffix(cut).unwrap_or(text),
        "TrimPrefix" => text.strip_prefix(cut).unwrap_or(text),
        "TrimRight" => text.trim_end_matches(set.as_slice()),
        "TrimLeft" => text.trim_start_matches(set.as_slice()),
        "Trim" => text.trim_matches(set.as_slice()),
        "TrimSpace" => text.trim(),
        _ => text,
    }
}

/// A base with parts of a path behind it, one slash before each.
fn joined_path(base: Folded, parts: impl Iterator<Item = Folded>) -> Folded {
    let base = base.with_text(|text| text.trim_end_matches('/').to_owned());
    parts.fold(base, |path, part| {
        let part = part.with_text(|text| text.trim_matches('/').to_owned());
        path.concat(Folded::constant("/")).concat(part)
    })
}

/// Whether a value is given to a name that is found empty.
fn is_default(name: &str, value: Node<'_>) -> bool {
    let around = value.ancestors().take(8).find(|outer| outer.is("if_statement"));
    let condition = around.and_then(|outer| outer.child("condition"));
    condition.is_some_and(|condition| {
        let side = |field: &str| condition.child(field).map_or("", Node::text);
        let (left, right) = (side("left"), side("right"));
        let is_empty = operator(condition) == "==" && (left == name && right == "\"\"");
        let is_short = left.strip_prefix("len(").and_then(|it| it.strip_suffix(')')) == Some(name);
        is_empty || is_short && operator(condition) == "==" && right == "0"
    })
}
