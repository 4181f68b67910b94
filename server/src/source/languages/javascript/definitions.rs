//! Things that can be gone to by name.

use std::collections::HashMap;

use crate::source::facts::{Definition, DefinitionKind};
use crate::text::{ByteRange, Spanned};

use super::File;
use super::constants::key_text;
use super::documentation::{documentation, signature};
use super::exports::{Exported, Exports, commonjs_target};
use super::holders::{container, is_held};
use super::names::pattern_names;
use super::syntax::Node;
use super::vocabulary::{Field, Kind};

/// Every definition, in the order of the text.
pub(super) fn read(file: &File<'_>, exports: &Exports) -> Vec<Definition> {
    let mut reader = Reader { file, exports, definitions: Vec::new() };
    for node in file.syntax.nodes() {
        reader.visit(node);
    }
    let mut definitions = reader.definitions;
    definitions.sort_by_key(|definition| definition.name.range);
    definitions.dedup_by_key(|definition| definition.name.range);
    without_overloads(file, definitions)
}

/// What is known of a definition before its place in the file is looked at.
struct Found<'s> {
    name: Spanned<String>,
    kind: DefinitionKind,
    /// The node that is the definition.
    node: Node<'s>,
    /// Where its body starts, if it has one.
    body: Option<Node<'s>>,
    exported_as: Vec<String>,
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    exports: &'f Exports,
    definitions: Vec<Definition>,
}

impl<'s> Reader<'_, 's> {
    fn visit(&mut self, node: Node<'s>) {
        match node.kind() {
            Kind::Function | Kind::GeneratorFunction | Kind::FunctionSignature => {
                self.declared(node, DefinitionKind::Function);
            }
            Kind::Class | Kind::AbstractClass => self.declared(node, DefinitionKind::Class),
            Kind::Interface | Kind::TypeAlias | Kind::Enum => {
                self.declared(node, DefinitionKind::Type);
            }
            Kind::Namespace => self.declared(node, DefinitionKind::Module),
            Kind::Method | Kind::AbstractMethod => {
                let in_class = node.parent().is_some_and(|parent| parent.is(Kind::ClassBody));
                if in_class || is_held(node) {
                    self.member(node, node.child(Field::Name), node.child(Field::Body));
                }
            }
            Kind::Pair => {
                if let Some(function) = node.child(Field::Value).and_then(function_in)
                    && is_held(node)
                {
                    self.member(node, node.child(Field::Key), function.child(Field::Body));
                }
            }
            Kind::FieldDefinition => {
                if let Some(function) = node.child(Field::Value).and_then(function_in) {
                    let name = node.child(Field::Name).or_else(|| node.child(Field::Property));
                    self.member(node, name, function.child(Field::Body));
                }
            }
            Kind::Declarator => self.declarator(node),
            Kind::Assignment => self.assignment(node),
            Kind::ExportStatement => self.default_export(node),
            Kind::FunctionExpression => self.named_callback(node),
            _ => {}
        }
    }

    fn declared(&mut self, node: Node<'s>, kind: DefinitionKind) {
        let Some(name) = node.child(Field::Name).filter(|name| !name.is(Kind::String)) else {
            return;
        };
        let body = match node.kind() {
            Kind::TypeAlias => node.child(Field::Value),
            _ => node.child(Field::Body),
        };
        self.add(Found { name: named(name), kind, node, body, exported_as: Vec::new() });
    }

    fn member(&mut self, node: Node<'s>, name: Option<Node<'s>>, body: Option<Node<'s>>) {
        let Some(name) = name.filter(|name| !name.is(Kind::Computed)) else {
            return;
        };
        let name = named(name);
        // `module.exports = { send() {} }` hands out `send` itself.
        let is_export = node
            .parent()
            .filter(|object| object.is(Kind::Object))
            .and_then(|object| object.wrapped().parent())
            .filter(|parent| parent.is(Kind::Assignment))
            .and_then(|assignment| assignment.child(Field::Left))
            .and_then(commonjs_target)
            .is_some_and(|target| matches!(target, Exported::Whole));
        let (kind, exported_as) = if is_export {
            (DefinitionKind::Function, vec![name.value.clone()])
        } else {
            (DefinitionKind::Method, Vec::new())
        };
        self.add(Found { name, kind, node, body, exported_as });
    }

    fn declarator(&mut self, node: Node<'s>) {
        let Some(pattern) = node.child(Field::Name) else {
            return;
        };
        let whole_value = node.child(Field::Value);
        let value = whole_value.map(Node::bare);
        let (kind, body) = match value {
            Some(value) if value.is(Kind::ClassExpression) => {
                (DefinitionKind::Class, value.child(Field::Body))
            }
            // Inside a function, what a method is given is a callback: `const r = x.on(() => {})`.
            Some(value) => {
                match function_in(value).filter(|_| is_outermost(node) || !is_method_call(value)) {
                    Some(function) => (DefinitionKind::Function, function.child(Field::Body)),
                    None => (DefinitionKind::Constant, whole_value),
                }
            }
            None => (DefinitionKind::Constant, None),
        };
        let is_loaded = value.is_some_and(is_module_load);
        if kind == DefinitionKind::Constant && (is_loaded || !is_outermost(node)) {
            return;
        }
        for (name, _) in pattern_names(pattern) {
            let name = named(name);
            self.add(Found { name, kind, node, body, exported_as: Vec::new() });
        }
    }

    fn assignment(&mut self, node: Node<'s>) {
        let (Some(left), Some(right)) =
            (node.child(Field::Left).map(Node::bare), node.child(Field::Right).map(Node::bare))
        else {
            return;
        };
        let function = function_in(right);
        let class = Some(right).filter(|right| right.is(Kind::ClassExpression));
        let body = function.or(class).and_then(|held| held.child(Field::Body));
        let held_kind = match (function, class) {
            (Some(_), _) => DefinitionKind::Function,
            (_, Some(_)) => DefinitionKind::Class,
            _ => DefinitionKind::Constant,
        };
        match commonjs_target(left) {
            Some(Exported::Named(_)) if right.is(Kind::Identifier) || is_module_load(right) => {}
            Some(Exported::Named(exported)) => {
                let Some(property) = left.child(Field::Property) else {
                    return;
                };
                self.add(Found {
                    name: named(property),
                    kind: held_kind,
                    node,
                    body: body.or(Some(right)),
                    exported_as: vec![exported.to_owned()],
                });
            }
            Some(Exported::Whole) if held_kind != DefinitionKind::Constant => {
                let own = function.or(class).and_then(|held| held.child(Field::Name));
                let name = match own {
                    Some(own) => named(own),
                    None => Spanned::new("default".to_owned(), left.range()),
                };
                let exported_as = vec!["default".to_owned()];
                self.add(Found { name, kind: held_kind, node, body, exported_as });
            }
            Some(Exported::Whole) => {}
            // `Mailer.prototype.send = function () {}`, `mailer.send = () => {}`.
            None if function.is_some() && left.is(Kind::Member) => {
                if let Some(property) = left.child(Field::Property) {
                    let kind = DefinitionKind::Method;
                    let name = named(property);
                    self.add(Found { name, kind, node, body, exported_as: Vec::new() });
                }
            }
            None => {}
        }
    }

    /// `export default () => {}`, `export default withAuth(async () => {})`.
    fn default_export(&mut self, node: Node<'s>) {
        let Some(value) = node.child(Field::Value).map(Node::bare) else {
            return;
        };
        let function = function_in(value);
        let class = Some(value).filter(|value| value.is(Kind::ClassExpression));
        let Some(held) = function.or(class) else {
            return;
        };
        let kind = match function {
            Some(_) => DefinitionKind::Function,
            None => DefinitionKind::Class,
        };
        let name = held.child(Field::Name).map_or_else(
            || {
                let word = node.text().find("default").unwrap_or(0) + node.start();
                Spanned::new("default".to_owned(), ByteRange::new(word, word + "default".len()))
            },
            named,
        );
        let exported_as = vec!["default".to_owned()];
        self.add(Found { name, kind, node, body: held.child(Field::Body), exported_as });
    }

    /// `app.post('/hook', async function handleHook(request) {})`.
    fn named_callback(&mut self, node: Node<'s>) {
        let is_argument = node.parent().is_some_and(|parent| parent.is(Kind::Arguments));
        if let Some(name) = node.child(Field::Name).filter(|_| is_argument) {
            let holder = node.ancestors().find(|outer| {
                !matches!(outer.kind(), Kind::Arguments | Kind::Call | Kind::ExportStatement)
            });
            let is_repeated = holder.is_some_and(|holder| {
                holder.is(Kind::Declarator)
                    && holder.child(Field::Name).is_some_and(|held| held.text() == name.text())
            });
            if !is_repeated {
                self.add(Found {
                    name: named(name),
                    kind: DefinitionKind::Function,
                    node,
                    body: node.child(Field::Body),
                    exported_as: Vec::new(),
                });
            }
        }
    }

    fn add(&mut self, found: Found<'s>) {
        let text = self.file.syntax.text();
        let outer = whole(found.node);
        let container = container(found.node);
        let mut exported_as = found.exported_as;
        let mut export_as = |name: &str| {
            if !exported_as.iter().any(|known| known == name) {
                exported_as.push(name.to_owned());
            }
        };
        // What a namespace exports is exported from it, not from the file.
        if container.is_none() && is_declaration(found.node) {
            match export_around(found.node) {
                Some(export) if is_default(export) => export_as("default"),
                Some(_) => export_as(&found.name.value),
                None => {}
            }
            self.exports.names_of(&found.name.value).iter().for_each(|name| export_as(name));
        }
        let range = outer.range();
        let header_end = found.body.map_or(range.end(), Node::start);
        self.definitions.push(Definition {
            name: found.name,
            container,
            kind: found.kind,
            exported_as,
            range,
            signature: signature(text, ByteRange::new(range.start(), header_end)),
            documentation: documentation(text, outer),
        });
    }
}

/// The export statement that a declaration is part of.
pub(super) fn export_around(node: Node<'_>) -> Option<Node<'_>> {
    node.ancestors()
        .find(|outer| !matches!(outer.kind(), Kind::Lexical | Kind::Variable | Kind::Ambient))
        .filter(|outer| outer.is(Kind::ExportStatement))
        .or_else(|| Some(node).filter(|node| node.is(Kind::ExportStatement)))
}

/// A definition with the words around it: `export`, `declare`, `const`.
fn whole(node: Node<'_>) -> Node<'_> {
    let mut outer = node;
    while let Some(parent) = outer.parent() {
        let widens = match parent.kind() {
            Kind::Lexical | Kind::Variable => {
                let declarators = parent.children().filter(|child| child.is(Kind::Declarator));
                declarators.take(2).count() == 1
            }
            Kind::ExportStatement | Kind::Ambient => true,
            Kind::ExpressionStatement => matches!(node.kind(), Kind::Assignment | Kind::Namespace),
            _ => false,
        };
        if !widens {
            break;
        }
        outer = parent;
    }
    outer
}

fn is_declaration(node: Node<'_>) -> bool {
    !matches!(
        node.kind(),
        Kind::Method | Kind::AbstractMethod | Kind::Pair | Kind::FieldDefinition | Kind::Assignment
    )
}

pub(super) fn is_default(export: Node<'_>) -> bool {
    let rest = export.text().split("export").nth(1).unwrap_or_default();
    rest.trim_start().starts_with("default")
}

fn named(name: Node<'_>) -> Spanned<String> {
    Spanned::new(key_text(name), name.inside_quotes())
}

/// The function an expression is, or wraps: `withAuth(async () => {})`, `memo(function X() {})`.
fn function_in(value: Node<'_>) -> Option<Node<'_>> {
    /// Callees that take a function and give something else.
    const CONSUMERS: &[&str] = &[
        "map",
        "filter",
        "reduce",
        "find",
        "forEach",
        "some",
        "every",
        "flatMap",
        "sort",
        "then",
        "catch",
        "finally",
        "from",
        "Promise",
        "replace",
        "setTimeout",
        "setInterval",
        "on",
        "once",
        "use",
        "get",
        "post",
        "listen",
        "describe",
        "it",
        "test",
        "useMemo",
        "createServer",
        "request",
        "useState",
    ];
    let mut value = value.bare();
    for _ in 0..8 {
        if value.kind().is_function_value() {
            return Some(value);
        }
        let is_wrapper = value.is(Kind::Call)
            && value.callee().is_some_and(|callee| {
                let name = callee.child(Field::Property).unwrap_or(callee);
                !CONSUMERS.contains(&name.text()) && !callee.kind().is_function_value()
            });
        if !is_wrapper {
            return None;
        }
        let arguments = || value.arguments().map(Node::bare);
        value = arguments()
            .find(|argument| argument.kind().is_function_value())
            .or_else(|| arguments().find(|argument| argument.is(Kind::Call)))?;
    }
    None
}

fn is_method_call(value: Node<'_>) -> bool {
    value.is(Kind::Call) && value.callee().is_some_and(|callee| callee.is(Kind::Member))
}

pub(super) fn is_module_load(value: Node<'_>) -> bool {
    let mut value = value.bare();
    while value.is(Kind::Member) {
        match value.child(Field::Object) {
            Some(object) => value = object.bare(),
            None => return false,
        }
    }
    value.is(Kind::Call)
        && value
            .callee()
            .is_some_and(|callee| callee.is(Kind::ImportWord) || callee.text() == "require")
}

/// Whether a declarator is one of the file or of a namespace, and not of a function.
pub(super) fn is_outermost(declarator: Node<'_>) -> bool {
    let mut outer = declarator.ancestors().filter(|outer| {
        !matches!(
            outer.kind(),
            Kind::Lexical | Kind::Variable | Kind::ExportStatement | Kind::Ambient
        )
    });
    match (outer.next(), outer.next()) {
        (Some(outer), None) => outer.is(Kind::Program),
        (Some(block), Some(holder)) => block.is(Kind::Block) && holder.is(Kind::Namespace),
        _ => false,
    }
}

/// Overload signatures say nothing that their implementation does not.
fn without_overloads(file: &File<'_>, mut definitions: Vec<Definition>) -> Vec<Definition> {
    let mut last: HashMap<(Option<String>, String), usize> = HashMap::new();
    for (index, definition) in definitions.iter().enumerate() {
        let key = (definition.container.clone(), definition.name.value.clone());
        last.insert(key, index);
    }
    let is_signature = |definition: &Definition| {
        definition.kind == DefinitionKind::Function
            && file.syntax.outermost_at(definition.range.start()).is_some_and(|node| {
                node.is(Kind::FunctionSignature)
                    || node.children().any(|child| child.is(Kind::FunctionSignature))
            })
    };
    let mut index = 0;
    definitions.retain(|definition| {
        let key = (definition.container.clone(), definition.name.value.clone());
        let is_last = last.get(&key) == Some(&index);
        index += 1;
        is_last || !is_signature(definition)
    });
    definitions
}
