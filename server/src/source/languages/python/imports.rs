//! Imports: what the file loads, under which names, and what it uses them for.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::source::facts::{Import, ImportKind, ImportUse, ImportedName};
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::paths::{dotted, written_name};
use super::syntax::{
    argument, bare, inside_quotes, is_import_entry, is_sequence, last_name, positional,
    statement_of,
};

/// Calls that ask for a module and do not use it as the product does.
const LOOKUPS: &[&str] = &[
    "pytest.importorskip",
    "importlib.util.find_spec",
    "importlib.find_loader",
    "pkgutil.find_loader",
];

/// The imports by the node that makes them: the entry of a statement, or a call.
pub(super) type Places = HashMap<u32, usize>;

/// Every import, in the order of the text.
pub(super) fn read(file: &File<'_>) -> (Vec<Import>, Places) {
    let reader = Reader::of(file);
    let mut found: Vec<(Vec<u32>, Import)> = Vec::new();
    for node in file.syntax.nodes() {
        match node.kind() {
            "import_statement" => {
                let entries: Vec<_> = entries(node).collect();
                let is_single = entries.len() == 1;
                for entry in entries {
                    let range = if is_single { node.range() } else { entry.range() };
                    found.push((vec![entry.index()], reader.whole(entry, range)));
                }
            }
            "import_from_statement" => {
                let parts = reader.parts(node);
                let is_whole = parts.len() == 1;
                for part in parts {
                    let places = part.iter().map(|entry| entry.index()).collect();
                    let import = reader.names_from(node, &part, is_whole);
                    found.extend(import.map(|import| (places, import)));
                }
            }
            "call" => {
                found.extend(reader.call(node).map(|import| (vec![node.index()], import)));
            }
            _ => {}
        }
    }
    let places = found
        .iter()
        .enumerate()
        .flat_map(|(index, (nodes, _))| nodes.iter().map(move |node| (*node, index)))
        .collect();
    (found.into_iter().map(|(_, import)| import).collect(), places)
}

/// What an import statement names, one by one.
fn entries(statement: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    statement.children().filter(|child| is_import_entry(*child))
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    /// Names of `__all__`.
    exported: HashSet<String>,
    /// Words of annotations that are written as strings.
    quoted: HashSet<&'s str>,
    /// Whether the file does nothing but import and hand on.
    is_door: bool,
    /// The entry of the import that a use belongs to.
    import_of_use: RefCell<HashMap<u32, Option<u32>>>,
}

impl<'f, 's> Reader<'f, 's> {
    fn of(file: &'f File<'s>) -> Self {
        Self {
            file,
            exported: exported_names(file).unwrap_or_default().into_iter().collect(),
            quoted: quoted_types(file),
            is_door: is_door(file),
            import_of_use: RefCell::default(),
        }
    }

    /// An entry of `import a.b, c as d`.
    fn whole(&self, entry: Node<'s>, range: ByteRange) -> Import {
        let target = written_name(entry);
        let local = local_name(entry);
        let name = ImportedName {
            imported: "*".to_owned(),
            local: local.map_or_else(|| target.clone(), |local| local.text().to_owned()),
        };
        Import {
            target: Spanned::new(target, entry.child("name").unwrap_or(entry).range()),
            range,
            kind: if is_for_types(entry) { ImportKind::TypeOnly } else { ImportKind::Static },
            names: vec![name],
            used: self.used(&[entry]),
            in_test: false,
        }
    }

    /// The entries of a `from` statement, those of one import together. Names that are used as
    /// modules are imports of their own: each may be another package, or another file.
    fn parts(&self, statement: Node<'s>) -> Vec<Vec<Node<'s>>> {
        let is_module = |entry: &Node<'s>| {
            let uses =
                local_name(*entry).map_or(&[] as &[_], |local| self.file.names.uses_of(local));
            written_name(*entry).starts_with(|c: char| c.is_lowercase())
                && !uses.is_empty()
                && uses.iter().all(|usage| chain_of(*usage) != *usage)
        };
        let (modules, names): (Vec<_>, Vec<_>) = entries(statement).partition(is_module);
        let mut parts: Vec<Vec<_>> = modules.into_iter().map(|entry| vec![entry]).collect();
        if parts.is_empty() || !names.is_empty() {
            parts.push(names);
        }
        parts.sort_by_key(|part| part.first().map(|entry| entry.start()));
        parts
    }

    /// `from a.b import x as y, z`.
    fn names_from(
        &self,
        statement: Node<'s>,
        entries: &[Node<'s>],
        is_whole: bool,
    ) -> Option<Import> {
        let module = statement.child("module_name")?;
        let range = match (entries.first(), entries.last()) {
            (Some(first), Some(last)) if !is_whole => first.range().cover(last.range()),
            _ => statement.range(),
        };
        let is_star = statement.child_of("wildcard_import").is_some();
        let mut names: Vec<ImportedName> = entries
            .iter()
            .filter_map(|entry| {
                let imported = written_name(*entry);
                let local = local_name(*entry)?.text().to_owned();
                Some(ImportedName { imported, local })
            })
            .collect();
        if is_star {
            names.push(ImportedName { imported: "*".to_owned(), local: "*".to_owned() });
        }
        let kind = if is_for_types(statement) {
            ImportKind::TypeOnly
        } else if self.is_handed_on(statement, entries, is_star) {
            ImportKind::Reexport
        } else {
            ImportKind::Static
        };
        Some(Import {
            target: Spanned::new(dotted(module), module.range()),
            range,
            kind,
            names,
            used: self.used(entries),
            in_test: false,
        })
    }

    /// Whether importers of this file are meant to find the names here. Every name of a module can
    /// be imported from it; this holds where the file says so, or has no other reason to import.
    fn is_handed_on(&self, statement: Node<'s>, entries: &[Node<'s>], is_star: bool) -> bool {
        if !self.file.names.is_at_module_level(statement) {
            return false;
        }
        let is_listed = |entry: &Node<'s>| {
            local_name(*entry).is_some_and(|local| self.exported.contains(local.text()))
        };
        let is_same_name = |entry: &Node<'s>| {
            entry.child("alias").is_some_and(|alias| alias.text() == written_name(*entry))
        };
        let is_unused = |entry: &Node<'s>| {
            local_name(*entry).is_some_and(|local| self.file.names.uses_of(local).is_empty())
        };
        let is_relative = target_is_relative(statement);
        is_star && (is_relative || self.is_door)
            || self.is_door && !entries.is_empty()
            || entries.iter().any(|entry| is_listed(entry) || is_same_name(entry))
            || is_relative && !entries.is_empty() && entries.iter().all(is_unused)
    }

    /// `importlib.import_module('a.b')`.
    fn call(&self, call: Node<'s>) -> Option<Import> {
        let callee = call.child("function")?;
        let (kind, target) = match self.file.folding.loaded(call) {
            Some(target) => (ImportKind::Dynamic, target),
            None if self.file.folding.is_path(callee, LOOKUPS) => {
                (ImportKind::Lookup, self.file.folding.text(argument(call, 0, "name")?)?)
            }
            None => return None,
        };
        let name = argument(call, 0, "name")?;
        let assigned = call
            .parent()
            .filter(|parent| parent.is("assignment"))
            .and_then(|assignment| assignment.child("left"))
            .filter(|left| left.is("identifier"));
        let names = assigned
            .map(|left| ImportedName { imported: "*".to_owned(), local: left.text().to_owned() });
        Some(Import {
            target: Spanned::new(target, inside_quotes(name)),
            range: call.range(),
            kind,
            names: names.into_iter().collect(),
            used: ImportUse::Runtime,
            in_test: false,
        })
    }

    /// The entry that a use belongs to, where several imports bind one name.
    fn import_of(&self, usage: Node<'s>) -> Option<u32> {
        let find = || Some(self.file.folding.path(chain_of(usage))?.import?.index());
        *self.import_of_use.borrow_mut().entry(usage.index()).or_insert_with(find)
    }

    /// What the names of these entries are used for.
    fn used(&self, entries: &[Node<'s>]) -> ImportUse {
        let mut is_used = false;
        // Uses of a name that another import binds as well, and that go to that one.
        let mut others: Vec<Node<'s>> = Vec::new();
        for entry in entries {
            let Some(local) = local_name(*entry) else { continue };
            if self.exported.contains(local.text()) {
                return ImportUse::Runtime;
            }
            for usage in self.file.names.uses_of(local) {
                let whole = chain_of(*usage);
                if self.import_of(*usage).is_some_and(|import| import != entry.index()) {
                    others.push(whole);
                    continue;
                }
                if !is_type_use(self.file, whole) {
                    return ImportUse::Runtime;
                }
                is_used = true;
            }
            is_used |= self.quoted.contains(local.text());
        }
        is_used |= !others.is_empty() && others.iter().all(|it| is_type_use(self.file, *it));
        let is_for_types = entries.first().is_some_and(|entry| is_for_types(*entry));
        if is_used || is_for_types { ImportUse::TypesOnly } else { ImportUse::Runtime }
    }
}

/// The identifier that an entry binds.
fn local_name(entry: Node<'_>) -> Option<Node<'_>> {
    match entry.kind() {
        "aliased_import" => entry.child("alias"),
        _ => entry.children().next(),
    }
}

fn target_is_relative(statement: Node<'_>) -> bool {
    statement.child("module_name").is_some_and(|module| module.is("relative_import"))
}

/// The names of the module's `__all__`; `None` without one.
pub(super) fn exported_names(file: &File<'_>) -> Option<Vec<String>> {
    let all = |node: Node<'_>| node.child("left").is_some_and(|left| left.text() == "__all__");
    let assignments: Vec<_> = file
        .syntax
        .nodes()
        .filter(|node| node.is_any(&["assignment", "augmented_assignment"]) && all(*node))
        .filter(|node| file.names.is_at_module_level(*node))
        .collect();
    if assignments.is_empty() {
        return None;
    }
    let strings = assignments.into_iter().flat_map(Node::descendants).filter(|it| it.is("string"));
    Some(strings.filter_map(|string| file.folding.text(string)).collect())
}

/// Whether a file holds imports, texts and dunder names alone.
fn is_door(file: &File<'_>) -> bool {
    let is_said = |expression: Node<'_>| match expression.kind() {
        "string" | "ellipsis" => true,
        "assignment" | "augmented_assignment" => {
            expression.child("left").is_some_and(|left| left.text().starts_with("__"))
        }
        _ => false,
    };
    file.syntax.root().children().all(|statement| match statement.kind() {
        "import_statement"
        | "import_from_statement"
        | "future_import_statement"
        | "try_statement"
        | "if_statement"
        | "pass_statement" => true,
        "expression_statement" => statement.children().all(is_said),
        _ => false,
    })
}

/// Whether an import stands below `if TYPE_CHECKING:`.
fn is_for_types(node: Node<'_>) -> bool {
    let mut inner = node;
    for outer in node.ancestors() {
        if outer.is("if_statement") && inner.field() == "consequence" {
            let condition = outer.child("condition");
            if condition.is_some_and(|it| last_name(it) == "TYPE_CHECKING") {
                return true;
            }
        }
        inner = outer;
    }
    false
}

/// The attribute chain that a name begins: `stripe.error.CardError`.
fn chain_of(identifier: Node<'_>) -> Node<'_> {
    let mut whole = identifier;
    while let Some(parent) = whole.parent()
        && parent.is("attribute")
        && whole.field() == "object"
    {
        whole = parent;
    }
    whole
}

/// Whether a use of an imported name is one that the running program does not depend on: an
/// annotation, or an error class that something is compared with.
fn is_type_use<'s>(file: &File<'s>, usage: Node<'s>) -> bool {
    let mut node = usage;
    while let Some(parent) = node.parent() {
        match parent.kind() {
            "type" => return true,
            "except_clause" => return node.field() == "value" || !node.is("block"),
            "as_pattern" if !parent.parent().is_some_and(|outer| outer.is("except_clause")) => {
                return false;
            }
            "argument_list" => {
                let Some(call) = parent.parent().filter(|call| call.is("call")) else {
                    return false;
                };
                return is_compared(file, call, node, usage);
            }
            "attribute"
            | "subscript"
            | "tuple"
            | "list"
            | "parenthesized_expression"
            | "as_pattern"
            | "keyword_argument"
            | "binary_operator"
            | "generic_type"
            | "type_parameter"
            | "union_type"
            | "member_type"
            | "expression_list" => node = parent,
            // `RETRIED = (stripe.error.RateLimitError, …)`
            "assignment" => return node.field() == "right" && is_error_class(file, usage),
            _ => return false,
        }
    }
    false
}

/// Whether a name is that of an error class.
fn is_error_class<'s>(file: &File<'s>, class: Node<'s>) -> bool {
    let path = file.folding.path(chain_of(class)).map(|path| path.text).unwrap_or_default();
    let name = path.rsplit('.').next().unwrap_or_default();
    ["Error", "Exception", "Warning", "Fault"].iter().any(|end| name.ends_with(end))
        || path.split('.').any(|part| matches!(part, "error" | "errors" | "exceptions"))
}

/// Whether a call only compares with the class that it is given. An error class is given away to be
/// compared, whoever does it: `retry_if_exception_type(openai.APIError)`.
fn is_compared<'s>(file: &File<'s>, call: Node<'s>, argument: Node<'s>, class: Node<'s>) -> bool {
    let callee = call.child("function").map_or("", last_name);
    let place = positional(call).position(|it| it == argument);
    match callee {
        "isinstance" | "issubclass" => place == Some(1) && is_error_class(file, class),
        "cast" => place == Some(0),
        "TypeVar" | "NewType" => place == Some(1),
        _ => is_error_class(file, class),
    }
}

/// The words of annotations that are written as strings, and of `cast('T', value)`.
fn quoted_types<'s>(file: &File<'s>) -> HashSet<&'s str> {
    let mut words = HashSet::new();
    for string in file.syntax.nodes().filter(|node| node.is("string")) {
        let mut outer = string.ancestors().take_while(|it| !it.is("block"));
        let is_type = outer.any(|it| {
            it.is("type") || it.is("call") && it.child("function").map_or("", last_name) == "cast"
        });
        // `Literal['stripe']` is a text.
        let in_literal = string.parent().is_some_and(|holder| {
            let outer = if holder.is("type") {
                holder.parent().and_then(Node::parent)
            } else {
                Some(holder)
            };
            outer.is_some_and(|it| {
                it.text().starts_with("Literal") || it.text().starts_with("typing.Literal")
            })
        });
        if is_type && !in_literal {
            let inside = inside_quotes(string).slice(file.syntax.text());
            words.extend(inside.split(|c: char| !c.is_alphanumeric() && c != '_'));
        }
    }
    words
}

/// Whether a statement does nothing but hold this expression.
pub(super) fn is_statement(node: Node<'_>) -> bool {
    let node = node.parent().filter(|parent| parent.is("await")).unwrap_or(node);
    node.parent().is_some_and(|parent| parent.is("expression_statement"))
        && statement_of(node) == node.parent().unwrap_or(node)
        && !is_sequence(bare(node))
}
