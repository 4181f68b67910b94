//! Constant folding: what an expression is worth, as far as the file fixes it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::source::tree::Node;
use crate::source::value::Value;

use super::classes::Members;
use super::names::{Names, Origin};
use super::syntax::{argument, bare, is_sequence, keyword, keywords, last_name, positional};

/// Longer chains of constants than this are not followed.
const FUEL: u32 = 24;
/// Values and lists of their sources are cut off here: doubled names would grow without end.
const LONGEST: usize = 2_048;

/// A value together with the string literals it was made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub(super) value: Value,
    pub(super) sources: Vec<u32>,
}

impl Folded {
    fn unknown() -> Self {
        Self { value: Value::unknown(), sources: Vec::new() }
    }

    fn constant(text: &str) -> Self {
        Self { value: Value::constant(text), sources: Vec::new() }
    }

    fn concat(self, other: Self) -> Self {
        let mut sources = self.sources;
        if sources.len() < LONGEST {
            sources.extend(other.sources);
        }
        if self.value.known_len() + other.value.known_len() > LONGEST {
            return Self { value: Value::unknown(), sources };
        }
        Self { value: self.value.concat(other.value), sources }
    }
}

/// The constants of a file. Everything is folded once.
pub(super) struct Folding<'s> {
    pub(super) names: &'s Names<'s>,
    folded: RefCell<HashMap<u32, Folded>>,
    steps: RefCell<HashMap<u32, Option<Node<'s>>>>,
    pub(super) members: RefCell<HashMap<u32, Rc<Members<'s>>>>,
}

impl<'s> Folding<'s> {
    pub(super) fn new(names: &'s Names<'s>) -> Self {
        Self {
            names,
            folded: RefCell::default(),
            steps: RefCell::default(),
            members: RefCell::default(),
        }
    }

    /// What an expression is worth.
    pub(super) fn fold(&self, node: Node<'s>) -> Folded {
        self.fold_within(node, FUEL)
    }

    /// The text of an expression, when all of it is known.
    pub(super) fn text(&self, node: Node<'s>) -> Option<String> {
        self.fold(node).value.as_constant().map(str::to_owned)
    }

    /// The expression that an expression stands for: constants and members are seen through.
    pub(super) fn origin(&self, node: Node<'s>) -> Node<'s> {
        let mut node = bare(node);
        for _ in 0..FUEL {
            match self.step(node).map(bare) {
                Some(next) if next != node => node = next,
                _ => break,
            }
        }
        node
    }

    /// What a name or member stands for, one step on.
    fn step(&self, node: Node<'s>) -> Option<Node<'s>> {
        if let Some(known) = self.steps.borrow().get(&node.index()) {
            return *known;
        }
        // What stands for itself stands for nothing.
        self.steps.borrow_mut().insert(node.index(), None);
        let next = self.next_step(node);
        self.steps.borrow_mut().insert(node.index(), next);
        next
    }

    fn next_step(&self, node: Node<'s>) -> Option<Node<'s>> {
        match node.kind() {
            "identifier" => self.names.resolve(node)?.value(),
            "attribute" => self.member(node),
            "subscript" => self.item(node),
            _ => None,
        }
    }

    pub(super) fn fold_within(&self, node: Node<'s>, fuel: u32) -> Folded {
        let node = bare(node);
        if let Some(known) = self.folded.borrow().get(&node.index()) {
            return known.clone();
        }
        let Some(fuel) = fuel.checked_sub(1) else {
            return Folded::unknown();
        };
        // A constant that is made of itself is unknown.
        self.folded.borrow_mut().insert(node.index(), Folded::unknown());
        let folded = self.evaluate(node, fuel);
        self.folded.borrow_mut().insert(node.index(), folded.clone());
        folded
    }

    fn evaluate(&self, node: Node<'s>, fuel: u32) -> Folded {
        match node.kind() {
            "string" => self.string(node, fuel),
            "concatenated_string" => self.sum(node.children(), fuel),
            "binary_operator" => self.operation(node, fuel),
            "boolean_operator" => {
                let is_or = node.child("operator").is_some_and(|it| it.text() == "or");
                let sides = [node.child("left"), node.child("right")];
                if is_or { self.either(sides, fuel) } else { Folded::unknown() }
            }
            "conditional_expression" => {
                let mut parts = node.children();
                self.either([parts.next(), parts.nth(1)], fuel)
            }
            "call" => self.call(node, fuel),
            "attribute" if self.is_asked_of_value(node) => {
                node.child("object").map_or_else(Folded::unknown, |it| self.fold_within(it, fuel))
            }
            "identifier" | "attribute" | "subscript" => match self.step(node) {
                Some(value) => self.fold_within(value, fuel),
                None => {
                    let property = self.property(node, fuel);
                    property.or_else(|| self.imported(node)).unwrap_or_else(Folded::unknown)
                }
            },
            _ => Folded::unknown(),
        }
    }

    /// A name that the file imports, or a member of one: `config.API`, `URLS["stripe"]`.
    fn imported(&self, node: Node<'s>) -> Option<Folded> {
        let mut members = Vec::new();
        let mut root = node;
        while root.is_any(&["attribute", "subscript"]) {
            members.push(match root.child("attribute") {
                Some(attribute) => attribute.text().to_owned(),
                None => self.text(root.child("subscript")?)?,
            });
            root = bare(root.child("object").or_else(|| root.child("value"))?);
        }
        self.names.resolve(root).filter(|_| root.is("identifier"))?.imports().next()?;
        members.reverse();
        // A member of an enumeration is worth its value.
        if members.len() > 1 && members.last().is_some_and(|last| last == "value") {
            members.pop();
        }
        Some(Folded { value: Value::imported(root.text(), members.join(".")), sources: Vec::new() })
    }

    /// A string, with what an f-string puts in.
    fn string(&self, node: Node<'s>, fuel: u32) -> Folded {
        let prefix = node.child_of("string_start").map_or("", Node::text).to_ascii_lowercase();
        let is_raw = prefix.contains('r');
        let mut folded = Folded { value: Value::default(), sources: vec![node.index()] };
        for part in node.children() {
            match part.kind() {
                "string_content" => {
                    let mut text =
                        if is_raw { part.text().to_owned() } else { unescaped(part.text()) };
                    if prefix.contains('f') {
                        text = text.replace("{{", "{").replace("}}", "}");
                    }
                    folded = folded.concat(Folded::constant(&text));
                }
                "interpolation" => {
                    let inner = part.child("expression");
                    folded = folded.concat(
                        inner.map_or_else(Folded::unknown, |it| self.fold_within(it, fuel)),
                    );
                }
                _ => {}
            }
        }
        folded
    }

    fn sum(&self, parts: impl Iterator<Item = Node<'s>>, fuel: u32) -> Folded {
        parts.fold(Folded::default(), |folded, part| folded.concat(self.fold_within(part, fuel)))
    }

    fn operation(&self, node: Node<'s>, fuel: u32) -> Folded {
        let operator = |node: Node<'s>| node.child("operator").map_or("", Node::text);
        let (Some(left), Some(right)) = (node.child("left"), node.child("right")) else {
            return Folded::unknown();
        };
        match operator(node) {
            "+" => {
                // Long sums nest to the left; they are taken apart without recursion.
                let mut operands = vec![right];
                let mut rest = bare(left);
                while rest.is("binary_operator") && operator(rest) == "+" {
                    operands.extend(rest.child("right"));
                    let Some(next) = rest.child("left") else { break };
                    rest = bare(next);
                }
                operands.push(rest);
                self.sum(operands.into_iter().rev(), fuel)
            }
            "%" => {
                let right = bare(right);
                let values: Vec<_> =
                    if right.is("tuple") { right.children().collect() } else { vec![right] };
                self.filled_percent(left, right, &values, fuel)
            }
            // `URL('https://…') / 'v1'` of yarl, furl and httpx.
            "/" => {
                let base = self.fold_within(left, fuel);
                base.concat(Folded::constant("/")).concat(self.fold_within(right, fuel))
            }
            _ => Folded::unknown(),
        }
    }

    /// The first of two sides that is known; a use of it is a use of both.
    fn either(&self, sides: [Option<Node<'s>>; 2], fuel: u32) -> Folded {
        let [first, second] = sides
            .map(|side| side.map_or_else(Folded::unknown, |side| self.fold_within(side, fuel)));
        let value = if first.value.is_unknown() { second.value } else { first.value };
        let mut sources = first.sources;
        sources.extend(second.sources.into_iter().take(LONGEST));
        Folded { value, sources }
    }

    fn call(&self, node: Node<'s>, fuel: u32) -> Folded {
        let Some(callee) = node.child("function").map(bare) else {
            return Folded::unknown();
        };
        let first = positional(node).next();
        let object = callee.child("object").filter(|_| callee.is("attribute"));
        match (last_name(callee), object, first) {
            (
                "str" | "URL" | "furl" | "AnyUrl" | "HttpUrl" | "AnyHttpUrl" | "Path",
                _,
                Some(value),
            ) => self.fold_within(value, fuel),
            ("cast", _, Some(_)) => positional(node)
                .nth(1)
                .map_or_else(Folded::unknown, |value| self.fold_within(value, fuel)),
            ("urljoin" | "urljoin_path", _, Some(base)) => match positional(node).nth(1) {
                Some(path) => resolved(self.fold_within(base, fuel), self.fold_within(path, fuel)),
                None => self.fold_within(base, fuel),
            },
            ("urlunparse" | "urlunsplit", _, Some(parts)) => self.unsplit(parts, fuel),
            ("format", Some(template), _) => self.filled_braces(template, node, fuel),
            (
                "strip" | "rstrip" | "lstrip" | "lower" | "encode" | "decode" | "geturl"
                | "copy_with",
                Some(text),
                _,
            ) => {
                let folded = self.fold_within(text, fuel);
                let is_slash = first.is_some_and(|it| self.text(it).as_deref() == Some("/"));
                match folded.value.as_constant() {
                    Some(text) if is_slash && last_name(callee) == "rstrip" => Folded {
                        value: Value::constant(text.trim_end_matches('/')),
                        sources: folded.sources,
                    },
                    _ => folded,
                }
            }
            ("join", Some(separator), Some(list)) if is_sequence(bare(list)) => {
                let separator = self.fold_within(separator, fuel);
                self.joined(bare(list).children(), &separator, fuel)
            }
            ("join", Some(_), Some(_))
                if self.is_path(callee, &["posixpath.join", "os.path.join"]) =>
            {
                self.joined(positional(node), &Folded::constant("/"), fuel)
            }
            ("join" | "joinpath", Some(base), Some(path))
                if !bare(path).is("generator_expression") =>
            {
                // `httpx.URL(base).join(path)`.
                resolved(self.fold_within(base, fuel), self.fold_within(path, fuel))
            }
            _ => self.defaulted(node, callee, fuel).unwrap_or_else(|| self.returned(callee, fuel)),
        }
    }

    fn joined(
        &self,
        parts: impl Iterator<Item = Node<'s>>,
        separator: &Folded,
        fuel: u32,
    ) -> Folded {
        let mut folded = Folded::default();
        for (index, part) in parts.enumerate() {
            if index > 0 {
                folded = folded.concat(separator.clone());
            }
            folded = folded.concat(self.fold_within(part, fuel));
        }
        folded
    }

    /// `os.environ.get('X', 'https://…')`, `config('X', default='https://…')`.
    fn defaulted(&self, call: Node<'s>, callee: Node<'s>, fuel: u32) -> Option<Folded> {
        let reads = [
            "get",
            "getenv",
            "pop",
            "setdefault",
            "getattr",
            "config",
            "env",
            "str",
            "url",
            "Field",
        ];
        let name = last_name(callee);
        if !reads.contains(&name) {
            return None;
        }
        let place = match name {
            "getattr" => 2,
            "Field" => 0,
            _ => 1,
        };
        let default = argument(call, place, "default")?;
        Some(self.fold_within(default, fuel))
    }

    /// What a function of the file returns, when it has one `return`.
    fn returned(&self, callee: Node<'s>, fuel: u32) -> Folded {
        let function = self.function(callee);
        match function.and_then(only_return) {
            Some(value) => self.fold_within(value, fuel),
            None => Folded::unknown(),
        }
    }

    /// The function of the file that an expression names.
    pub(super) fn function(&self, callee: Node<'s>) -> Option<Node<'s>> {
        let callee = bare(callee);
        match callee.kind() {
            "identifier" => match self.names.resolve(callee)?.origins.as_slice() {
                [Origin::Function(function)] => Some(*function),
                [Origin::Value(value)] if value.is("lambda") => Some(*value),
                _ => None,
            },
            "attribute" => {
                let class = self.class_behind(callee.child("object")?)?;
                self.method_of_class(class, callee.child("attribute")?.text())
            }
            _ => None,
        }
    }

    /// `urlunparse(('https', host, path, …))`.
    fn unsplit(&self, parts: Node<'s>, fuel: u32) -> Folded {
        let parts = self.origin(parts);
        let mut pieces = parts.children().filter(|_| is_sequence(parts));
        let mut next =
            || pieces.next().map_or_else(Folded::unknown, |piece| self.fold_within(piece, fuel));
        let (scheme, host, path) = (next(), next(), next());
        scheme.concat(Folded::constant("://")).concat(host).concat(path)
    }

    /// `'https://%s/%s' % (host, path)`, and names in parentheses.
    fn filled_percent(
        &self,
        template: Node<'s>,
        right: Node<'s>,
        values: &[Node<'s>],
        fuel: u32,
    ) -> Folded {
        let template = self.fold_within(template, fuel);
        let Some(text) = template.value.as_constant().map(str::to_owned) else {
            return template;
        };
        let mut folded = Folded { value: Value::default(), sources: template.sources };
        let mut values = values.iter();
        let mut rest = text.as_str();
        while let Some(at) = rest.find('%') {
            folded = folded.concat(Folded::constant(rest.get(..at).unwrap_or_default()));
            rest = rest.get(at + 1..).unwrap_or_default();
            if let Some(behind) = rest.strip_prefix('%') {
                folded = folded.concat(Folded::constant("%"));
                rest = behind;
                continue;
            }
            let named = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
            let value = match named {
                Some((name, behind)) => {
                    rest = behind;
                    self.entry(right, name)
                }
                None => values.next().copied(),
            };
            let end = rest.find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |at| at + 1);
            rest = rest.get(end..).unwrap_or_default();
            folded =
                folded.concat(value.map_or_else(Folded::unknown, |it| self.fold_within(it, fuel)));
        }
        folded.concat(Folded::constant(rest))
    }

    /// `'https://{}/{path}'.format(host, path=path)`.
    fn filled_braces(&self, template: Node<'s>, call: Node<'s>, fuel: u32) -> Folded {
        let template = self.fold_within(template, fuel);
        let Some(text) = template.value.as_constant().map(str::to_owned) else {
            return template;
        };
        let values: Vec<_> = positional(call).collect();
        let mut folded = Folded { value: Value::default(), sources: template.sources };
        let mut next = 0;
        let mut rest = text.as_str();
        while let Some(at) = rest.find('{') {
            folded = folded.concat(Folded::constant(rest.get(..at).unwrap_or_default()));
            let Some((inside, behind)) = rest.get(at + 1..).and_then(|rest| rest.split_once('}'))
            else {
                break;
            };
            rest = behind;
            let name = inside.split([':', '!', '.', '[']).next().unwrap_or(inside);
            let value = if name.is_empty() {
                next += 1;
                values.get(next - 1).copied()
            } else if let Ok(index) = name.parse::<usize>() {
                values.get(index).copied()
            } else {
                keyword(call, name)
            };
            folded =
                folded.concat(value.map_or_else(Folded::unknown, |it| self.fold_within(it, fuel)));
        }
        folded.concat(Folded::constant(rest))
    }

    /// The value below a constant key: of a dictionary, of `dict(name=…)`.
    pub(super) fn entry(&self, holder: Node<'s>, key: &str) -> Option<Node<'s>> {
        let holder = self.origin(holder);
        match holder.kind() {
            "dictionary" => {
                let is_named = |pair: &Node<'s>| {
                    pair.child("key").is_some_and(|name| self.text(name).as_deref() == Some(key))
                };
                holder.children().filter(|pair| pair.is("pair")).find(is_named)?.child("value")
            }
            "call" => {
                let made = holder.child("function").map_or("", last_name);
                let is_record =
                    ["dict", "SimpleNamespace", "Namespace", "MappingProxyType"].contains(&made);
                if !is_record {
                    return None;
                }
                keywords(holder).find(|(name, _)| *name == key).map(|(_, value)| value).or_else(
                    || {
                        let inner = positional(holder).next()?;
                        self.entry(inner, key)
                    },
                )
            }
            _ => None,
        }
    }

    /// `HOSTS['api']`, `HOSTS[0]`.
    fn item(&self, subscript: Node<'s>) -> Option<Node<'s>> {
        let (holder, key) = (subscript.child("value")?, bare(subscript.child("subscript")?));
        if key.is("integer") {
            let list = self.origin(holder);
            let index: usize = key.text().parse().ok()?;
            return is_sequence(list).then(|| list.children().nth(index)).flatten();
        }
        self.entry(holder, &self.text(key)?)
    }
}

/// The expression that a function returns, when there is one alone.
fn only_return(function: Node<'_>) -> Option<Node<'_>> {
    if function.is("lambda") {
        return function.child("body");
    }
    let mut returns = function.child("body")?.descendants().filter(|it| it.is("return_statement"));
    let (only, None) = (returns.next()?, returns.next()) else { return None };
    only.children().next()
}

impl<'s> Folding<'s> {
    /// What a property of the file's own class is worth.
    fn property(&self, attribute: Node<'s>, fuel: u32) -> Option<Folded> {
        let class = self.class_behind(attribute.child("object")?)?;
        let method = self.method_of_class(class, attribute.child("attribute")?.text())?;
        let is_property = super::syntax::decorators(method)
            .any(|decorator| last_name(decorator).ends_with("property"));
        let value = only_return(method).filter(|_| is_property)?;
        Some(self.fold_within(value, fuel))
    }
}

/// What a path means below a base, by RFC 3986 as far as both are known.
fn resolved(base: Folded, path: Folded) -> Folded {
    if path.value.as_url().is_some() {
        return path;
    }
    let leads_from_root = path.value.as_constant().is_some_and(|path| path.starts_with('/'));
    let constant = base.value.as_constant().map(str::to_owned);
    let trimmed = match constant {
        Some(text) => {
            let authority = text.find("//").map_or(0, |at| at + 2);
            let slash = |end: &str| end.find('/').map(|at| authority + at);
            let behind = text.get(authority..).unwrap_or_default();
            let end = match (slash(behind), text.rfind('/')) {
                (Some(first), _) if leads_from_root => first,
                // The last part of the base gives way to the path.
                (Some(_), Some(last)) => last,
                _ => text.len(),
            };
            Folded {
                value: Value::constant(text.get(..end).unwrap_or_default()),
                sources: base.sources,
            }
        }
        None => base,
    };
    if leads_from_root {
        trimmed.concat(path)
    } else {
        trimmed.concat(Folded::constant("/")).concat(path)
    }
}

fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => plain.push('\n'),
                Some('t') => plain.push('\t'),
                Some('\r' | '\n') | None => {}
                Some(other) => plain.push(other),
            },
            character => plain.push(character),
        }
    }
    plain
}
