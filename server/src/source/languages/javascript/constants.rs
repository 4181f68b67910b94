//! Constant folding: what an expression is worth, as far as the file fixes it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::source::value::Value;

use super::definitions::is_module_load;
use super::names::{Binding, BindingKind, Names};
use super::syntax::{Node, Syntax};
use super::vocabulary::{Field, Kind};

/// Longer chains of constants than this are not followed.
const FUEL: u32 = 24;
/// Values and lists of their sources are cut off here: doubled names would grow without end.
const LONGEST: usize = 2_048;

/// A value together with the string and template literals it was made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub(super) value: Value,
    pub(super) sources: Vec<u32>,
}

impl Folded {
    fn unknown() -> Self {
        Self { value: Value::unknown(), sources: Vec::new() }
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

    fn constant(text: &str) -> Self {
        Self { value: Value::constant(text), sources: Vec::new() }
    }
}

/// The constants of a file. Everything is folded once.
pub(super) struct Constants<'s> {
    pub(super) syntax: &'s Syntax<'s>,
    pub(super) names: &'s Names<'s>,
    folded: RefCell<HashMap<u32, Folded>>,
    /// For an object, class or enum: the nodes of its members' values.
    pub(super) members: RefCell<HashMap<u32, Rc<HashMap<String, u32>>>>,
}

impl<'s> Constants<'s> {
    pub(super) fn new(syntax: &'s Syntax<'s>, names: &'s Names<'s>) -> Self {
        Self { syntax, names, folded: RefCell::default(), members: RefCell::default() }
    }

    /// What an expression is worth.
    pub(super) fn fold(&self, node: Node<'s>) -> Folded {
        self.fold_within(node, FUEL)
    }

    /// The text of an expression, when all of it is known.
    pub(super) fn text(&self, node: Node<'s>) -> Option<String> {
        self.fold(node).value.as_constant().map(str::to_owned)
    }

    /// The expression that an expression stands for: constants, members of constant objects and
    /// wrappers like `Object.freeze` are seen through. `None` when the file does not say.
    pub(super) fn origin(&self, node: Node<'s>) -> Option<Node<'s>> {
        self.origin_within(node, FUEL)
    }

    pub(super) fn fold_within(&self, node: Node<'s>, fuel: u32) -> Folded {
        let node = node.bare();
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
            Kind::String => Folded {
                value: Value::constant(unescaped(node.inside_quotes().slice(self.syntax.text()))),
                sources: vec![node.index()],
            },
            Kind::Template => self.template(node, fuel),
            Kind::Binary => self.binary(node, fuel),
            Kind::Ternary => self.either(node, [Field::Consequence, Field::Alternative], fuel),
            Kind::New => self.url(node, fuel),
            Kind::Call => self.call(node, fuel),
            // A getter stands for what it returns.
            Kind::Method if is_getter(node) => self.returned(node, fuel),
            Kind::Member if self.is_url_part(node, fuel) => node
                .child(Field::Object)
                .map_or_else(Folded::unknown, |object| self.fold_within(object, fuel)),
            Kind::Identifier | Kind::Shorthand | Kind::Member | Kind::Subscript => {
                match self.origin_within(node, fuel) {
                    Some(origin) if origin != node => self.fold_within(origin, fuel),
                    _ => self.imported(node, fuel).unwrap_or_else(Folded::unknown),
                }
            }
            _ => Folded::unknown(),
        }
    }

    /// A name that the file imports, or a member of one.
    fn imported(&self, node: Node<'s>, fuel: u32) -> Option<Folded> {
        let mut members = Vec::new();
        let mut root = node;
        while matches!(root.kind(), Kind::Member | Kind::Subscript) {
            members.push(self.member_name(root, fuel)?);
            root = root.child(Field::Object)?.bare();
        }
        let binding = self.names.resolve(root).filter(|binding| self.is_import(binding))?;
        members.reverse();
        let local = self.syntax.node(binding.name).text();
        Some(Folded { value: Value::imported(local, members.join(".")), sources: Vec::new() })
    }

    /// Whether a name is bound to a module or to what is taken from one: by an import statement, or
    /// by `const { API } = require('./api')`.
    fn is_import(&self, binding: &Binding) -> bool {
        let declared = self.syntax.node(binding.origin);
        match binding.kind {
            BindingKind::Import => true,
            BindingKind::Variable => {
                declared.is(Kind::Declarator)
                    && declared.child(Field::Value).is_some_and(is_module_load)
            }
            _ => false,
        }
    }

    fn template(&self, node: Node<'s>, fuel: u32) -> Folded {
        let inside = node.inside_quotes();
        let text = self.syntax.text();
        let mut folded = Folded { value: Value::default(), sources: vec![node.index()] };
        let mut at = inside.start();
        let constant = |from: usize, to: usize| {
            Folded::constant(&unescaped(text.get(from..to).unwrap_or_default()))
        };
        for substitution in node.children().filter(|child| child.is(Kind::Substitution)) {
            folded = folded.concat(constant(at, substitution.start()));
            let inner = substitution.children().next();
            folded = folded
                .concat(inner.map_or_else(Folded::unknown, |inner| self.fold_within(inner, fuel)));
            at = substitution.end();
        }
        folded.concat(constant(at, inside.end()))
    }

    fn binary(&self, node: Node<'s>, fuel: u32) -> Folded {
        match node.operator() {
            "+" => {
                // Long sums nest to the left; they are taken apart without recursion.
                let mut operands = Vec::new();
                let mut sum = Some(node);
                while let Some(current) = sum {
                    operands.extend(current.child(Field::Right));
                    let left = current.child(Field::Left).map(Node::bare);
                    sum = left.filter(|left| left.is(Kind::Binary) && left.operator() == "+");
                    if sum.is_none() {
                        operands.extend(left);
                    }
                }
                let start = Folded { value: Value::default(), sources: Vec::new() };
                operands
                    .into_iter()
                    .rev()
                    .fold(start, |folded, operand| folded.concat(self.fold_within(operand, fuel)))
            }
            "||" | "??" => self.either(node, [Field::Left, Field::Right], fuel),
            _ => Folded::unknown(),
        }
    }

    /// The first of two sides that is known, an address before all else; a use of it is a use of both.
    fn either(&self, node: Node<'s>, sides: [Field; 2], fuel: u32) -> Folded {
        let [first, second] = sides.map(|side| {
            let side = node.child(side);
            side.map_or_else(Folded::unknown, |side| self.fold_within(side, fuel))
        });
        let is_better = first.value.is_unknown()
            || first.value.as_url().is_none() && second.value.as_url().is_some();
        let value = if is_better { second.value } else { first.value };
        let mut sources = first.sources;
        sources.extend(second.sources.into_iter().take(LONGEST));
        Folded { value, sources }
    }

    /// `new URL(path, base)`.
    fn url(&self, node: Node<'s>, fuel: u32) -> Folded {
        let is_url = node.callee().is_some_and(|callee| {
            callee.is(Kind::Identifier) && callee.text() == "URL" || is_member(callee, "URL")
        });
        let mut arguments = node.arguments();
        let (true, Some(first)) = (is_url, arguments.next()) else {
            return Folded::unknown();
        };
        let path = self.fold_within(first, fuel);
        match arguments.next() {
            Some(base) if path.value.as_url().is_none() => {
                resolve_against(self.fold_within(base, fuel), path)
            }
            _ => path,
        }
    }

    fn call(&self, node: Node<'s>, fuel: u32) -> Folded {
        let Some(callee) = node.callee() else {
            return Folded::unknown();
        };
        let arguments: Vec<_> = node.arguments().collect();
        let name = last_name(callee);
        let object = callee.child(Field::Object);
        match (name, object, arguments.as_slice()) {
            ("String", None, [only]) => self.fold_within(*only, fuel),
            ("toString" | "trim" | "valueOf" | "toLowerCase", Some(object), []) => {
                self.fold_within(object, fuel)
            }
            ("concat", Some(object), parts) => {
                let start = self.fold_within(object, fuel);
                parts
                    .iter()
                    .fold(start, |folded, part| folded.concat(self.fold_within(*part, fuel)))
            }
            ("join", Some(object), [separator]) => {
                let list = self.origin_within(object, fuel).filter(|list| list.is(Kind::Array));
                let separator = self.fold_within(*separator, fuel);
                list.map_or_else(Folded::unknown, |list| {
                    self.joined(list.children(), &separator, fuel)
                })
            }
            ("urljoin" | "urlJoin" | "urlcat" | "joinURL", _, parts) if !parts.is_empty() => {
                self.joined(parts.iter().copied(), &Folded::constant("/"), fuel)
            }
            ("resolve", Some(object), [base, path]) if object.text() == "url" => {
                resolve_against(self.fold_within(*base, fuel), self.fold_within(*path, fuel))
            }
            _ => match self.origin_within(callee, fuel) {
                Some(function) if function.kind().is_function() => self.returned(function, fuel),
                _ => Folded::unknown(),
            },
        }
    }

    /// The result of a function that has one `return`, as its last statement, or is an expression.
    fn returned(&self, function: Node<'s>, fuel: u32) -> Folded {
        let Some(body) = function.child(Field::Body) else {
            return Folded::unknown();
        };
        if !body.is(Kind::Block) {
            return self.fold_within(body, fuel);
        }
        let result = body.children().last().filter(|last| last.is(Kind::Return));
        let is_only = body.descendants().filter(|node| node.is(Kind::Return)).take(2).count() == 1;
        match result.and_then(|result| result.children().next()) {
            Some(value) if is_only => self.fold_within(value, fuel),
            _ => Folded::unknown(),
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

    /// `.href` and `.origin` of a URL.
    fn is_url_part(&self, member: Node<'s>, fuel: u32) -> bool {
        let is_named = member
            .child(Field::Property)
            .is_some_and(|name| ["href", "origin"].contains(&name.text()));
        is_named
            && member
                .child(Field::Object)
                .and_then(|object| self.origin_within(object, fuel))
                .is_some_and(|origin| origin.is(Kind::New))
    }
}

/// `get name() {}`, whatever other words stand before.
fn is_getter(method: Node<'_>) -> bool {
    let before = method.child(Field::Name).map(|name| name.start() - method.start());
    let words = before.and_then(|before| method.text().get(..before)).unwrap_or_default();
    words.split_whitespace().any(|word| word == "get")
}

/// The name of a key, without quotes.
pub(super) fn key_text(key: Node<'_>) -> String {
    let text = key.text();
    match key.kind() {
        Kind::String => text.trim_matches(['"', '\'']).to_owned(),
        _ => text.to_owned(),
    }
}

/// The last name of a callee: `fetch`, `post` of `axios.post`.
pub(super) fn last_name(callee: Node<'_>) -> &str {
    match callee.kind() {
        Kind::Member => callee.child(Field::Property).map_or("", Node::text),
        Kind::Identifier => callee.text(),
        _ => "",
    }
}

/// Whether an expression is `something.name`.
pub(super) fn is_member(node: Node<'_>, name: &str) -> bool {
    node.is(Kind::Member) && last_name(node) == name
}

fn resolve_against(base: Folded, path: Folded) -> Folded {
    let leads_from_root = path.value.as_constant().is_some_and(|path| path.starts_with('/'));
    let constant = base.value.as_constant().map(str::to_owned);
    let trimmed = match constant {
        Some(text) => {
            let authority = text.find("//").map_or(0, |at| at + 2);
            let end = match text[authority..].find('/') {
                Some(slash) if leads_from_root => authority + slash,
                _ => text.trim_end_matches('/').len(),
            };
            Folded { value: Value::constant(&text[..end]), sources: base.sources }
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
                Some('\n') | None => {}
                Some(other) => plain.push(other),
            },
            character => plain.push(character),
        }
    }
    plain
}
