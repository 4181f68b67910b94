//! Imports: `use`, names that are written in full, and files that are included.

use std::collections::{HashMap, HashSet};

use crate::source::facts::{Import, ImportKind, ImportUse, ImportedName};
use crate::source::tree::Node;
use crate::text::Spanned;

use super::File;
use super::classes::{Resolved, Space};
use super::syntax::{FUNCTIONS, callee_name, class_of_creation, inside, last_segment, plain_text};

/// The imports of a file, and which of them brings a name.
pub(super) struct Imported {
    pub(super) imports: Vec<Import>,
    /// By the index of the entry of a `use`.
    by_entry: HashMap<usize, usize>,
    /// By the full name.
    by_path: HashMap<String, usize>,
}

impl Imported {
    /// The import that brings what a name means.
    pub(super) fn of(&self, resolved: &Resolved) -> Option<usize> {
        match resolved.brought {
            Some(entry) => self.by_entry.get(&entry).copied(),
            None => self.by_path.get(&resolved.path).copied(),
        }
    }
}

/// A use of a name.
struct Use<'s> {
    node: Node<'s>,
    resolved: Resolved,
    is_type: bool,
}

/// All imports of a file, in the order of the text.
pub(super) fn read<'s>(file: &File<'s>) -> Imported {
    let uses: Vec<Use<'s>> = file.syntax.nodes().filter_map(|node| used(file, node)).collect();
    // An entry that nothing uses is loaded all the same.
    let mut only_types: HashMap<usize, bool> = HashMap::new();
    for usage in &uses {
        if let Some(entry) = usage.resolved.brought {
            *only_types.entry(entry).or_insert(true) &= usage.is_type;
        }
    }
    let use_of = |is_types_only: bool| {
        if is_types_only { ImportUse::TypesOnly } else { ImportUse::Runtime }
    };
    let mut found: Vec<(Import, Option<usize>)> = Vec::new();
    for (entry, brought) in file.classes.brought.iter().enumerate() {
        let import = Import {
            target: Spanned::new(brought.path.clone(), brought.clause.range()),
            range: brought.range,
            kind: ImportKind::Static,
            names: vec![ImportedName {
                imported: last_segment(&brought.path).to_owned(),
                local: brought.local.clone(),
            }],
            used: use_of(only_types.get(&entry).copied().unwrap_or_default()),
            in_test: false,
        };
        found.push((import, Some(entry)));
    }
    let mut seen: HashSet<&str> = HashSet::new();
    // What is used at run time stands at the first such place.
    let at_run_time = uses.iter().filter(|usage| !usage.is_type);
    let uses = at_run_time.chain(uses.iter().filter(|usage| usage.is_type));
    for usage in uses.filter(|usage| usage.resolved.brought.is_none()) {
        let path = usage.resolved.path.as_str();
        if !seen.insert(path) {
            continue;
        }
        let import = Import {
            target: Spanned::new(path.to_owned(), usage.node.range()),
            range: usage.node.range(),
            kind: ImportKind::Qualified,
            names: Vec::new(),
            used: use_of(usage.is_type),
            in_test: false,
        };
        found.push((import, None));
    }
    found.extend(file.syntax.nodes().filter_map(|node| Some((included(file, node)?, None))));
    found.sort_by_key(|(import, _)| import.range.start());
    let mut by_entry = HashMap::new();
    let mut by_path = HashMap::new();
    for (index, (import, entry)) in found.iter().enumerate() {
        match entry {
            Some(entry) => drop(by_entry.insert(*entry, index)),
            None if import.kind == ImportKind::Qualified => {
                by_path.insert(import.target.value.clone(), index);
            }
            None => {}
        }
    }
    let imports = found.into_iter().map(|(import, _)| import).collect();
    Imported { imports, by_entry, by_path }
}

/// `require 'file.php'` and its like.
fn included<'s>(file: &File<'s>, node: Node<'s>) -> Option<Import> {
    const INCLUDES: &[&str] = &[
        "require_expression",
        "require_once_expression",
        "include_expression",
        "include_once_expression",
    ];
    let path = node.children().next().filter(|_| node.is_any(INCLUDES))?;
    let text = file.folder.text(path).filter(|text| !text.is_empty())?;
    let target = match text.strip_prefix("./") {
        Some(rest) if rest.starts_with("../") || rest.starts_with("./") => rest.to_owned(),
        _ => text,
    };
    let range = if plain_text(path).is_some() { inside(path) } else { path.range() };
    let is_deferred = node.ancestors().any(|outer| outer.is_any(FUNCTIONS));
    Some(Import {
        target: Spanned::new(target, range),
        range: node.range(),
        kind: if is_deferred { ImportKind::Dynamic } else { ImportKind::Static },
        names: Vec::new(),
        used: ImportUse::Runtime,
        in_test: false,
    })
}

/// A name that stands for a class, function or constant of others.
fn used<'s>(file: &File<'s>, node: Node<'s>) -> Option<Use<'s>> {
    if !node.is_any(&["name", "qualified_name", "relative_name"]) {
        return None;
    }
    let space = space_of(node)?;
    let mut resolved = file.classes.resolve(node, space);
    // What a `use` brings and what is written in full is one import.
    if resolved.brought.is_none() {
        resolved.brought = file.classes.brought_as(&resolved.path);
    }
    let is_full = node.text().contains('\\');
    if resolved.brought.is_none() {
        // A function or constant without a namespace is the language's or the file's own.
        let is_own = match space {
            Space::Class => file.classes.is_own_class(&resolved.path) || is_builtin(&resolved.path),
            _ => !is_full || !resolved.path.contains('\\'),
        };
        if is_own || is_replaced(node) {
            return None;
        }
    }
    Some(Use { node, is_type: is_type_use(node), resolved })
}

/// What a name is looked up as where it stands; `None` where it is no use of anything.
fn space_of(node: Node<'_>) -> Option<Space> {
    const RESERVED: &[&str] = &["self", "static", "parent", "true", "false", "null"];
    if RESERVED.iter().any(|word| node.text().eq_ignore_ascii_case(word)) {
        return None;
    }
    let parent = node.parent()?;
    let is_first = parent.children().next() == Some(node);
    match parent.kind() {
        "named_type" | "base_clause" | "class_interface_clause" | "use_declaration" => {
            Some(Space::Class)
        }
        "scoped_call_expression" | "scoped_property_access_expression"
            if node.field() == "scope" =>
        {
            Some(Space::Class)
        }
        "class_constant_access_expression" | "attribute" if is_first => Some(Space::Class),
        "object_creation_expression" => {
            (class_of_creation(parent) == Some(node)).then_some(Space::Class)
        }
        "binary_expression" if node.field() == "right" && is_instanceof(parent) => {
            Some(Space::Class)
        }
        "function_call_expression" if node.field() == "function" => Some(Space::Function),
        "argument"
        | "binary_expression"
        | "assignment_expression"
        | "array_element_initializer"
        | "return_statement"
        | "expression_statement"
        | "conditional_expression"
            if !matches!(node.field(), "name" | "left") || parent.is("binary_expression") =>
        {
            Some(Space::Constant)
        }
        _ => None,
    }
}

fn is_instanceof(expression: Node<'_>) -> bool {
    expression.child("operator").is_some_and(|it| it.text().eq_ignore_ascii_case("instanceof"))
}

/// Whether a use only stands for a type, an annotation, or a class that something is compared with.
fn is_type_use(node: Node<'_>) -> bool {
    let Some(parent) = node.parent() else { return false };
    match parent.kind() {
        "named_type" | "class_interface_clause" | "attribute" => true,
        "binary_expression" => is_instanceof(parent),
        "class_constant_access_expression" => {
            let is_name = parent.children().nth(1).is_some_and(|it| it.text() == "class");
            let call = call_around(parent);
            let is_compared = || {
                call.is_some_and(|call| COMPARING.contains(&callee_name(call)))
                    || parent.ancestors().any(|it| it.is("attribute"))
            };
            let is_error = ["Exception", "Error"].iter().any(|end| node.text().ends_with(end));
            is_name && (is_error || is_compared()) || is_replaced(node)
        }
        _ => false,
    }
}

/// Calls that compare something with the class they are given.
const COMPARING: &[&str] = &[
    "is_a",
    "is_subclass_of",
    "class_exists",
    "interface_exists",
    "expectException",
    "assertInstanceOf",
    "dontReport",
    "ignore",
    "stopIgnoring",
    "toThrow",
    "toBeInstanceOf",
    "instanceOf",
    "method_exists",
    "renderable",
    "reportable",
    "level",
];

/// Whether a test replaces what a class names: `$this->createMock(StripeClient::class)`.
fn is_replaced(node: Node<'_>) -> bool {
    const REPLACING: &[&str] = &[
        "createMock",
        "createStub",
        "createPartialMock",
        "createConfiguredMock",
        "getMockBuilder",
        "mock",
        "partialMock",
        "spy",
        "prophesize",
        "namedMock",
    ];
    let class = node.parent().filter(|it| it.is("class_constant_access_expression"));
    let call = class.and_then(call_around);
    call.is_some_and(|call| REPLACING.contains(&callee_name(call)))
}

/// The call that an expression is an argument of.
fn call_around(expression: Node<'_>) -> Option<Node<'_>> {
    let argument = expression.parent().filter(|it| it.is("argument"))?;
    argument.parent()?.parent()
}

/// Classes of the language and of its tests' frame.
fn is_builtin(path: &str) -> bool {
    const BUILTIN: &[&str] = &[
        "ArrayAccess",
        "ArrayIterator",
        "ArrayObject",
        "BackedEnum",
        "Closure",
        "Countable",
        "CurlHandle",
        "DateInterval",
        "DateTime",
        "DateTimeImmutable",
        "DateTimeInterface",
        "DateTimeZone",
        "DOMDocument",
        "DOMXPath",
        "Generator",
        "Iterator",
        "IteratorAggregate",
        "JsonSerializable",
        "PDO",
        "PDOException",
        "Reflection",
        "ReflectionClass",
        "ReflectionMethod",
        "ReflectionProperty",
        "SimpleXMLElement",
        "SoapClient",
        "SplFileInfo",
        "SplObjectStorage",
        "Stringable",
        "Throwable",
        "Traversable",
        "UnitEnum",
        "WeakMap",
        "stdClass",
        "Attribute",
        "Override",
        "SensitiveParameter",
        "ReturnTypeWillChange",
        "AllowDynamicProperties",
        "Deprecated",
        "NumberFormatter",
        "Collator",
        "ZipArchive",
    ];
    let is_error = !path.contains('\\') && (path.ends_with("Exception") || path.ends_with("Error"));
    is_error || BUILTIN.contains(&path)
}
