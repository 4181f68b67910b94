//! Imports in every form: statements, loaders, re-exports, types.

use crate::source::facts::{Import, ImportKind, ImportUse, ImportedName};
use crate::text::{ByteRange, Spanned};

use super::File;
use super::constants::{is_member, key_text};
use super::context::{in_test, is_type_export, is_type_position, is_type_use, module_of};
use super::names::{BindingKind, Step, pattern_names};
use super::syntax::Node;
use super::vocabulary::{Field, Kind};

/// Every import of the file, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Vec<Import> {
    let mut imports = Vec::new();
    for node in file.syntax.nodes() {
        imports.extend(match node.kind() {
            Kind::ImportStatement => statement(file, node),
            Kind::ExportStatement => reexport(file, node),
            Kind::Call => loader_call(file, node),
            _ => None,
        });
    }
    imports
}

/// A local name of an import, with the node that declares it.
type Named<'s> = (ImportedName, Option<Node<'s>>);

fn named<'s>(imported: &str, local: Node<'s>) -> Named<'s> {
    let name = ImportedName {
        imported: unquoted(imported).to_owned(),
        local: unquoted(local.text()).to_owned(),
    };
    (name, Some(local))
}

fn unquoted(name: &str) -> &str {
    name.trim_matches(['"', '\''])
}

fn target(file: &File<'_>, source: Node<'_>) -> Spanned<String> {
    let range = source.inside_quotes();
    Spanned::new(range.slice(file.syntax.text()).to_owned(), range)
}

fn statement<'s>(file: &File<'s>, node: Node<'s>) -> Option<Import> {
    let clause = node.child_of(Kind::ImportClause);
    let required = node.child_of(Kind::ImportRequire);
    let source = node
        .child(Field::Source)
        .or_else(|| required.and_then(|required| required.child(Field::Source)))?;
    let mut names: Vec<Named<'s>> = Vec::new();
    let mut only_types = true;
    if let Some(local) = required.and_then(|required| required.child_of(Kind::Identifier)) {
        only_types = false;
        names.push(named("*", local));
    }
    for entry in clause.into_iter().flat_map(Node::children) {
        match entry.kind() {
            Kind::Identifier => names.push(named("default", entry)),
            Kind::NamespaceImport => {
                names.extend(entry.child_of(Kind::Identifier).map(|local| named("*", local)));
            }
            Kind::NamedImports => {
                for specifier in entry.children() {
                    let Some(name) = specifier.child(Field::Name) else {
                        continue;
                    };
                    only_types &= specifier.start() < name.start();
                    let local = specifier.child(Field::Alias).unwrap_or(name);
                    names.push(named(name.text(), local));
                }
                continue;
            }
            _ => {}
        }
        only_types = false;
    }
    let is_marked = is_type_import(node, clause.or(required));
    let in_ambient = node.ancestors().any(|outer| outer.is(Kind::Ambient));
    let kind = if is_marked || in_ambient || only_types && !names.is_empty() {
        ImportKind::TypeOnly
    } else {
        ImportKind::Static
    };
    let used = if kind == ImportKind::TypeOnly { ImportUse::TypesOnly } else { used(file, &names) };
    Some(Import {
        target: target(file, source),
        range: node.range(),
        kind,
        names: names.into_iter().map(|(name, _)| name).collect(),
        used,
        in_test: in_test(file, node),
    })
}

/// `import type …`: the word stands between `import` and what is imported.
fn is_type_import(statement: Node<'_>, clause: Option<Node<'_>>) -> bool {
    clause.is_some_and(|clause| {
        let between = clause.start() - statement.start();
        let word = statement.text().get("import".len()..between).unwrap_or_default();
        matches!(word.trim(), "type" | "typeof")
    })
}

fn reexport<'s>(file: &File<'s>, node: Node<'s>) -> Option<Import> {
    let source = node.child(Field::Source)?;
    let mut names = Vec::new();
    let mut only_types = false;
    if let Some(clause) = node.child_of(Kind::ExportClause) {
        let mut entries = clause.children().peekable();
        only_types = entries.peek().is_some();
        for entry in entries {
            let Some(name) = entry.child(Field::Name) else {
                continue;
            };
            only_types &= entry.start() < name.start();
            let local = entry.child(Field::Alias).unwrap_or(name);
            names.push(named(name.text(), local).0);
        }
    } else {
        let namespace = node.child_of(Kind::NamespaceExport);
        let local = namespace.and_then(|namespace| namespace.children().next());
        let local = local.map_or("*", |local| unquoted(local.text()));
        names.push(ImportedName { imported: "*".to_owned(), local: local.to_owned() });
    }
    let only_types = only_types || is_type_export(node);
    Some(Import {
        target: target(file, source),
        range: node.range(),
        kind: ImportKind::Reexport,
        names,
        used: if only_types { ImportUse::TypesOnly } else { ImportUse::Runtime },
        in_test: in_test(file, node),
    })
}

fn loader_call<'s>(file: &File<'s>, call: Node<'s>) -> Option<Import> {
    let kind = loader(file, call.callee()?, call)?;
    let specifier = call.arguments().next()?;
    let target = match specifier.bare().kind() {
        Kind::String => target(file, specifier.bare()),
        _ => {
            let text = file.constants.text(specifier)?;
            Spanned::new(text, specifier.bare().inside_quotes())
        }
    };
    if target.value.is_empty() {
        return None;
    }
    let (range, names) = match kind {
        ImportKind::TypeOnly => (call.range(), Vec::new()),
        _ => placement(call),
    };
    let used = match kind {
        ImportKind::TypeOnly => ImportUse::TypesOnly,
        _ => used(file, &names),
    };
    Some(Import {
        target,
        range,
        kind,
        names: names.into_iter().map(|(name, _)| name).collect(),
        used,
        in_test: in_test(file, call),
    })
}

fn loader<'s>(file: &File<'s>, callee: Node<'s>, call: Node<'s>) -> Option<ImportKind> {
    if callee.is(Kind::ImportWord) {
        if is_mocked(file, call) {
            return None;
        }
        // The grammar takes `f<typeof import('m')>()` for comparisons; as a value it means nothing.
        let is_type = is_type_position(call)
            || call.parent().is_some_and(|it| it.is(Kind::Unary) && it.operator() == "typeof");
        return Some(if is_type { ImportKind::TypeOnly } else { ImportKind::Dynamic });
    }
    if is_require(file, callee) {
        return Some(ImportKind::Dynamic);
    }
    let object = callee.child(Field::Object).map(Node::bare)?;
    let is_lookup = if is_member(callee, "resolve") {
        object.is(Kind::MetaProperty) || is_require(file, object)
    } else if is_member(callee, "requireActual") {
        is_test_double(file, object, "jest", "@jest/globals")
    } else if is_member(callee, "importActual") {
        is_test_double(file, object, "vi", "vitest")
            || is_test_double(file, object, "vitest", "vitest")
    } else {
        false
    };
    is_lookup.then_some(ImportKind::Lookup)
}

/// Whether a module is named in order to be replaced: `vi.mock(import('m'), …)`.
fn is_mocked<'s>(file: &File<'s>, import: Node<'s>) -> bool {
    const DECLARATIONS: &[&str] =
        &["mock", "doMock", "unmock", "doUnmock", "mockModule", "unstable_mockModule"];
    let arguments = import.parent().filter(|parent| parent.is(Kind::Arguments));
    let Some(callee) = arguments.and_then(Node::parent).and_then(Node::callee) else {
        return false;
    };
    let Some(object) = callee.child(Field::Object).map(Node::bare) else { return false };
    let is_double = is_test_double(file, object, "jest", "@jest/globals")
        || is_test_double(file, object, "vi", "vitest")
        || is_test_double(file, object, "mock", "bun:test");
    is_double && DECLARATIONS.iter().any(|name| is_member(callee, name))
}

fn is_test_double<'s>(file: &File<'s>, object: Node<'s>, name: &str, module: &str) -> bool {
    file.names.is_global(object, name)
        || object.is(Kind::Identifier)
            && object.text() == name
            && module_of(file, object) == Some(module)
}

/// Whether an expression is the loader of the module system, and not a user's function.
fn is_require<'s>(file: &File<'s>, callee: Node<'s>) -> bool {
    match callee.kind() {
        Kind::Identifier => match file.names.resolve(callee) {
            None => matches!(callee.text(), "require" | "__non_webpack_require__"),
            Some(binding) if binding.kind == BindingKind::Variable => {
                let value = file.syntax.node(binding.origin).child(Field::Value);
                value.is_some_and(|value| is_created_loader(file, value.bare()))
            }
            Some(_) => false,
        },
        Kind::Call => is_created_loader(file, callee),
        Kind::Member => {
            is_member(callee, "require")
                && callee
                    .child(Field::Object)
                    .is_some_and(|object| file.names.is_global(object, "module"))
        }
        _ => false,
    }
}

/// `createRequire(import.meta.url)`, however `createRequire` came here from `node:module`.
fn is_created_loader<'s>(file: &File<'s>, call: Node<'s>) -> bool {
    let is_of_node = |identifier: Node<'s>| {
        matches!(module_of(file, identifier), Some("module" | "node:module"))
    };
    call.is(Kind::Call)
        && call.callee().is_some_and(|callee| match callee.kind() {
            Kind::Identifier => is_of_node(callee),
            Kind::Member => {
                is_member(callee, "createRequire")
                    && callee.child(Field::Object).map(Node::bare).is_some_and(|object| {
                        is_of_node(object) || object.text().contains("module')")
                    })
            }
            _ => false,
        })
}

/// Where a finding about a loader call stands, and the names its result is given.
fn placement(call: Node<'_>) -> (ByteRange, Vec<Named<'_>>) {
    let mut node = call;
    let mut members: Vec<String> = Vec::new();
    let mut is_module = true;
    while let Some(parent) = node.parent() {
        match parent.kind() {
            Kind::Parenthesized | Kind::Await | Kind::NonNull | Kind::As | Kind::Satisfies => {}
            Kind::TypeAssertion => {}
            Kind::Member if node.field() == Field::Object => {
                members.extend(parent.child(Field::Property).map(key_text));
            }
            Kind::Call | Kind::New if node.field() != Field::Arguments => is_module = false,
            Kind::ExpressionStatement => return (parent.range(), Vec::new()),
            Kind::Declarator if node.field() == Field::Value => {
                let names = if is_module { declared_names(parent, &members) } else { Vec::new() };
                return (declaration_range(parent), names);
            }
            _ => break,
        }
        node = parent;
    }
    (call.range(), Vec::new())
}

fn declared_names<'s>(declarator: Node<'s>, members: &[String]) -> Vec<Named<'s>> {
    let Some(pattern) = declarator.child(Field::Name) else {
        return Vec::new();
    };
    let first = members.first().map(String::as_str);
    pattern_names(pattern)
        .into_iter()
        .map(|(local, path)| {
            let imported = match (first, path.first()) {
                (Some(first), _) => first.to_owned(),
                (None, Some(Step::Key(key))) => key_text(*key),
                (None, _) => "*".to_owned(),
            };
            named(&imported, local)
        })
        .collect()
}

/// The whole declaration; the declarator alone where it declares several.
fn declaration_range(declarator: Node<'_>) -> ByteRange {
    let Some(declaration) = declarator.parent() else {
        return declarator.range();
    };
    let declarators = declaration.children().filter(|child| child.is(Kind::Declarator)).take(2);
    if declarators.count() > 1 {
        return declarator.range();
    }
    match declaration.parent() {
        Some(export) if export.is(Kind::ExportStatement) => export.range(),
        _ => declaration.range(),
    }
}

fn used<'s>(file: &File<'s>, names: &[Named<'s>]) -> ImportUse {
    let mut uses = names
        .iter()
        .filter_map(|(_, local)| *local)
        .flat_map(|local| file.names.uses_of(local, file.syntax))
        .peekable();
    if uses.peek().is_some() && uses.all(is_type_use) {
        ImportUse::TypesOnly
    } else {
        ImportUse::Runtime
    }
}
