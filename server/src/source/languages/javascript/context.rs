//! Where a node stands: in a type, in a test.

use super::File;
use super::constants::last_name;
use super::names::BindingKind;
use super::syntax::Node;
use super::vocabulary::{Field, Kind};

/// Packages whose `describe`, `it`, `test` are those of a test runner.
const TEST_RUNNERS: &[&str] = &[
    "vitest",
    "@jest/globals",
    "node:test",
    "mocha",
    "bun:test",
    "@playwright/test",
    "cypress",
    "jasmine",
    "ava",
    "tap",
    "uvu",
];

/// Whether a node stands where only types do.
pub(super) fn is_type_position(node: Node<'_>) -> bool {
    if node.is(Kind::TypeIdentifier) {
        return true;
    }
    let mut inner = node;
    for ancestor in node.ancestors() {
        match ancestor.kind() {
            Kind::TypeAnnotation
            | Kind::TypeArguments
            | Kind::TypeParameters
            | Kind::TypePredicate
            | Kind::TypeQuery
            | Kind::LiteralType
            | Kind::NestedType
            | Kind::Implements
            | Kind::Interface
            | Kind::TypeAlias => return true,
            Kind::As | Kind::Satisfies if ancestor.children().next() != Some(inner) => {
                return true;
            }
            Kind::Block | Kind::Program | Kind::ClassBody | Kind::Arguments | Kind::Object => {
                return false;
            }
            _ => {}
        }
        inner = ancestor;
    }
    false
}

/// Whether a use of an imported name is one that the running program does not depend on: a type,
/// or an error class that something is compared with.
pub(super) fn is_type_use(usage: Node<'_>) -> bool {
    if is_type_position(usage) {
        return true;
    }
    let mut node = usage;
    while let Some(parent) = node.parent() {
        match parent.kind() {
            Kind::Member if node.field() == Field::Object => node = parent,
            Kind::Parenthesized => node = parent,
            Kind::Binary => {
                return parent.operator() == "instanceof" && node.field() == Field::Right;
            }
            Kind::ExportSpecifier => {
                let statement = parent.ancestors().find(|outer| outer.is(Kind::ExportStatement));
                return parent.starts_with_word("type") && parent.start() < node.start()
                    || statement.is_some_and(is_type_export);
            }
            _ => return false,
        }
    }
    false
}

/// `export type { … }`.
pub(super) fn is_type_export(statement: Node<'_>) -> bool {
    let rest = statement.text().strip_prefix("export").unwrap_or_default().trim_start();
    rest.strip_prefix("type").is_some_and(|rest| rest.trim_start().starts_with(['{', '*']))
}

/// Whether a node is in test code: below a test runner's callbacks, or `if (import.meta.vitest)`.
pub(super) fn in_test(file: &File<'_>, node: Node<'_>) -> bool {
    let mut inner = node;
    for ancestor in node.ancestors() {
        match ancestor.kind() {
            Kind::Arguments => {
                let is_callback = inner.kind().is_function_value();
                let call = ancestor.parent().filter(|call| call.is(Kind::Call));
                if is_callback && call.is_some_and(|call| is_test_call(file, call)) {
                    return true;
                }
            }
            Kind::If if inner.field() == Field::Consequence => {
                let is_vitest = ancestor
                    .child(Field::Condition)
                    .is_some_and(|condition| condition.text().contains("import.meta.vitest"));
                if is_vitest {
                    return true;
                }
            }
            _ => {}
        }
        inner = ancestor;
    }
    false
}

/// `test(…)`, `describe.only(…)`, `it.each(table)(…)`.
fn is_test_call(file: &File<'_>, call: Node<'_>) -> bool {
    const WORDS: &[&str] =
        &["describe", "it", "test", "suite", "beforeEach", "afterEach", "beforeAll", "afterAll"];
    let Some(root) = call.callee().map(root_of) else {
        return false;
    };
    root.is(Kind::Identifier)
        && WORDS.contains(&root.text())
        && match file.names.resolve(root) {
            None => true,
            Some(binding) => module_of(file, root)
                .filter(|_| binding.kind == BindingKind::Import)
                .is_some_and(|module| TEST_RUNNERS.contains(&module)),
        }
}

/// The name an expression starts from: `a` in `a.b(c).d`.
pub(super) fn root_of(expression: Node<'_>) -> Node<'_> {
    let mut node = expression.bare();
    loop {
        let inner = match node.kind() {
            Kind::Member | Kind::Subscript => node.child(Field::Object).map(Node::bare),
            Kind::Call | Kind::New => node.callee(),
            _ => None,
        };
        match inner {
            Some(inner) => node = inner,
            None => return node,
        }
    }
}

/// The module that an identifier was imported or required from.
pub(super) fn module_of<'s>(file: &File<'s>, identifier: Node<'s>) -> Option<&'s str> {
    let binding = file.names.resolve(identifier)?;
    let origin = file.syntax.node(binding.origin);
    match origin.kind() {
        Kind::ImportStatement => {
            let source = origin.child(Field::Source).or_else(|| {
                origin.child_of(Kind::ImportRequire).and_then(|clause| clause.child(Field::Source))
            })?;
            Some(source.inside_quotes().slice(file.syntax.text()))
        }
        Kind::Declarator => {
            let call = root_call(origin.child(Field::Value)?)?;
            let callee = call.callee()?;
            let is_loader = file.names.is_global(callee, "require") || callee.is(Kind::ImportWord);
            let specifier = call.arguments().next().filter(|first| first.is(Kind::String))?;
            is_loader.then(|| specifier.inside_quotes().slice(file.syntax.text()))
        }
        _ => None,
    }
}

/// The innermost call an expression starts from: `require('m')` in `require('m').default`.
fn root_call(expression: Node<'_>) -> Option<Node<'_>> {
    let mut node = expression.bare();
    loop {
        node = match node.kind() {
            Kind::Member => node.child(Field::Object)?.bare(),
            Kind::Call => match node.callee()? {
                callee
                    if matches!(callee.kind(), Kind::Call | Kind::Member)
                        && last_name(callee) != "resolve" =>
                {
                    callee
                }
                _ => return Some(node),
            },
            _ => return None,
        };
    }
}
