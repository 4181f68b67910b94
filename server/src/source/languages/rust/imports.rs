//! Imports: `use`, `extern crate`, `mod name;`, and qualified paths that need none of them.

use super::attributes;
use super::contexts::TokenContext;
use super::names::{Canonical, Meaning, Namespace};
use super::paths::{self, Path};
use super::reading::Reading;
use super::strings;
use super::syntax::{NodeId, Roles, Syntax};
use crate::source::facts::{Import, ImportKind, ImportUse, ImportedName};
use crate::text::{ByteRange, Spanned};

/// What the uses of one imported name came to.
#[derive(Clone, Copy, Default)]
struct Uses {
    at_run_time: bool,
    as_type: bool,
}

/// All imports of the file.
pub(super) fn imports(reading: &Reading<'_, '_>) -> Vec<Import> {
    let mut uses = vec![Uses::default(); reading.names.leaves.len()];
    let mut imports = qualified(reading, &mut uses);
    imports.extend(reading.names.leaves.iter().zip(&uses).map(|(leaf, uses)| {
        let path = match reading.names.canonical(&leaf.path, leaf.range.start(), Namespace::Types) {
            Canonical::Crate(path) | Canonical::Local(path) => path,
            Canonical::Nothing => leaf.path.clone(),
        };
        let name = match leaf.local {
            Some(local) => ImportedName {
                imported: leaf.path.last().to_owned(),
                local: local.trim_start_matches("r#").to_owned(),
            },
            None => ImportedName { imported: "*".to_owned(), local: "*".to_owned() },
        };
        let only_types = uses.as_type && !uses.at_run_time && !leaf.is_public;
        Import {
            target: Spanned::new(path.to_string(), leaf.path_range),
            range: leaf.range,
            kind: if leaf.is_public { ImportKind::Reexport } else { ImportKind::Static },
            names: vec![name],
            used: if only_types { ImportUse::TypesOnly } else { ImportUse::Runtime },
            in_test: reading.tests.holds(leaf.range.start()),
        }
    }));
    imports.extend(mounts(reading));
    imports.sort_by_key(|import| (import.range, import.target.range));
    imports
}

fn mounts(reading: &Reading<'_, '_>) -> impl Iterator<Item = Import> {
    let syntax = reading.syntax;
    syntax.marked(Roles::ITEM).filter_map(|item| {
        if syntax.kind(item) != "mod_item" || syntax.child(item, "body").is_some() {
            return None;
        }
        let name = syntax.child(item, "name")?;
        let path = attributes::above(syntax, item)
            .filter(|attribute| attributes::name(syntax, *attribute) == "path")
            .find_map(|attribute| attributes::value(syntax, attribute));
        let start = syntax.start(item);
        let target = match path {
            Some(literal) => {
                Spanned::new(strings::content(syntax, literal), strings::range(syntax, literal))
            }
            None => {
                let mut segments = reading.names.module_path(start).to_vec();
                segments.push(syntax.text_of(name));
                Spanned::new(segments.join("::"), syntax.range(name))
            }
        };
        Some(Import {
            target,
            range: syntax.range(item),
            kind: ImportKind::Mount,
            names: Vec::new(),
            used: ImportUse::Runtime,
            in_test: reading.tests.holds(start),
        })
    })
}

/// Walks all words of the file: those that an import brought count as its uses, those that start
/// a path of their own are imports at that place.
fn qualified(reading: &Reading<'_, '_>, uses: &mut [Uses]) -> Vec<Import> {
    let syntax = reading.syntax;
    let mut found = Vec::new();
    for word in syntax.nodes() {
        if !matches!(
            syntax.kind(word),
            "identifier" | "type_identifier" | "crate" | "self" | "super"
        ) {
            continue;
        }
        let parent_kind = syntax.parent_kind(word);
        // Most words are neither imported nor the start of a path.
        let may_start_path = matches!(parent_kind, "scoped_identifier" | "scoped_type_identifier")
            || syntax.next_sibling(word).is_some_and(|next| syntax.kind(next) == "::")
            || syntax.previous_sibling(word).is_some_and(|before| syntax.kind(before) == "::");
        let name = syntax.text_of(word).trim_start_matches("r#");
        if !may_start_path && !reading.names.imported.contains(name) {
            continue;
        }
        let sighting = match parent_kind {
            "token_tree" | "token_repetition" => in_tokens(reading, word),
            "lifetime"
            | "label"
            | "use_list"
            | "use_declaration"
            | "use_wildcard"
            | "use_as_clause"
            | "visibility_modifier"
            | "extern_crate_declaration"
            | "token_tree_pattern" => None,
            _ => in_code(reading, word),
        };
        let Some(sighting) = sighting else { continue };
        let offset = syntax.start(word);
        let first = sighting.path.first();
        let is_import = !sighting.path.is_global
            && match reading.names.resolve(first, offset, sighting.namespace) {
                Some(Meaning::Import(index)) => {
                    match sighting.used {
                        ImportUse::Runtime => uses[index].at_run_time = true,
                        ImportUse::TypesOnly => uses[index].as_type = true,
                    }
                    true
                }
                _ => false,
            };
        if is_import || sighting.path.segments.len() < 2 {
            continue;
        }
        let path = match reading.names.canonical(&sighting.path, offset, Namespace::Types) {
            Canonical::Crate(path) if names_a_crate(&path) => path,
            Canonical::Local(path) if leads_to_another_file(reading, &path) => path,
            _ => continue,
        };
        found.push(Import {
            target: Spanned::new(path.to_string(), sighting.range),
            range: sighting.range,
            kind: ImportKind::Qualified,
            names: Vec::new(),
            used: if sighting.is_hint { ImportUse::TypesOnly } else { sighting.used },
            in_test: reading.tests.holds(offset),
        });
    }
    found
}

/// A path, or a single word, that is used somewhere.
struct Sighting<'t> {
    path: Path<'t>,
    namespace: Namespace,
    range: ByteRange,
    used: ImportUse,
    /// Among a macro's tokens, where what a path is used for cannot be told for sure.
    is_hint: bool,
}

fn in_code<'t>(reading: &Reading<'_, 't>, word: NodeId) -> Option<Sighting<'t>> {
    let syntax = reading.syntax;
    let found = paths::from_first_word(syntax, word)?;
    let parent = syntax.parent(found.outer)?;
    let parent_kind = syntax.kind(parent);
    if parent_kind.starts_with("use_")
        || matches!(parent_kind, "scoped_use_list" | "visibility_modifier")
    {
        return None;
    }
    let is_single = found.path.segments.len() == 1;
    let declares = matches!(syntax.field(word), "name" | "alias") && !found.path.is_global;
    if is_single
        && (reading.names.binders.contains(&word)
            || (declares && !matches!(parent_kind, "struct_expression" | "qualified_type")))
    {
        return None;
    }
    if parent_kind == "attribute" && reading.contexts.at(word) == Some(TokenContext::Lint) {
        return None;
    }
    let is_value = is_single
        && found.top == found.outer
        && syntax.kind(word) == "identifier"
        && parent_kind != "attribute";
    Some(Sighting {
        namespace: if is_value { Namespace::Values } else { Namespace::Types },
        range: syntax.range(found.top),
        used: used_in_code(syntax, found.outer, parent),
        path: found.path,
        is_hint: false,
    })
}

/// What a path in code is used for. `outer` is the path with its generic arguments.
fn used_in_code(syntax: &Syntax<'_>, outer: NodeId, parent: NodeId) -> ImportUse {
    let parent_kind = syntax.kind(parent);
    let constructs = parent_kind == "struct_expression" && syntax.field(outer) == "name";
    if constructs {
        return ImportUse::Runtime;
    }
    // `<stripe::Client>::new()` and `<T as stripe::Api>::call()` call what they name.
    if matches!(parent_kind, "bracketed_type" | "qualified_type") {
        let bracket =
            if parent_kind == "qualified_type" { syntax.parent(parent) } else { Some(parent) };
        let scoped = bracket.and_then(|bracket| syntax.parent(bracket));
        let is_called = scoped.is_some_and(|scoped| syntax.kind(scoped) == "scoped_identifier");
        return if is_called { ImportUse::Runtime } else { ImportUse::TypesOnly };
    }
    let is_type = matches!(
        syntax.kind(outer),
        "type_identifier"
            | "scoped_type_identifier"
            | "generic_type"
            | "generic_type_with_turbofish"
    );
    let is_pattern = parent_kind.ends_with("_pattern") && syntax.field(outer) != "condition";
    let is_bound_pattern = syntax.field(outer) == "pattern";
    // `.map_err(stripe::Error::into_inner)`: the error's own business.
    let maps_an_error = parent_kind == "arguments"
        && syntax
            .previous_sibling(parent)
            .is_some_and(|callee| syntax.text_of(callee).ends_with(".map_err"));
    if is_type || is_pattern || is_bound_pattern || maps_an_error || parent_kind == "attribute" {
        ImportUse::TypesOnly
    } else {
        ImportUse::Runtime
    }
}

fn in_tokens<'t>(reading: &Reading<'_, 't>, word: NodeId) -> Option<Sighting<'t>> {
    let syntax = reading.syntax;
    let context = reading.contexts.at(word)?;
    if context == TokenContext::Lint {
        return None;
    }
    let found = paths::from_token(syntax, word)?;
    let next = syntax.next_sibling(found.last);
    let is_single = found.path.segments.len() == 1;
    // `json!({ stripe: … })`, `field = value`: names of fields and arguments.
    let is_key = next.is_some_and(|next| matches!(syntax.kind(next), ":" | "="));
    if is_single && is_key {
        return None;
    }
    let is_call = next.is_some_and(|next| {
        syntax.kind(next) == "token_tree" && syntax.text_of(next).starts_with('(')
    });
    let is_function = found.path.last().starts_with(char::is_lowercase);
    let is_macro = next.is_some_and(|next| syntax.kind(next) == "!");
    let runs = context == TokenContext::Code && (is_macro || (is_call && is_function));
    Some(Sighting {
        namespace: if is_single { Namespace::Values } else { Namespace::Types },
        range: ByteRange::new(syntax.start(found.first), syntax.end(found.last)),
        used: if runs { ImportUse::Runtime } else { ImportUse::TypesOnly },
        path: found.path,
        is_hint: true,
    })
}

/// Whether a path that no name of the file explains starts with a crate worth naming: not the
/// standard library, nor a type of the prelude, nor a namespace of tools.
pub(super) fn names_a_crate(path: &Path<'_>) -> bool {
    let first = path.first();
    let is_tool = matches!(first, "rustfmt" | "clippy" | "rustdoc" | "diagnostic" | "miri");
    let is_standard = matches!(first, "std" | "core" | "alloc" | "proc_macro");
    let is_primitive = matches!(
        first,
        "bool"
            | "char"
            | "str"
            | "f32"
            | "f64"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
    );
    !(is_tool || is_standard || is_primitive || first.starts_with(char::is_uppercase))
}

/// Whether a local path can tell who uses another module: what is declared in this very file does
/// not.
fn leads_to_another_file<'t>(reading: &Reading<'_, 't>, path: &Path<'t>) -> bool {
    let names = &reading.names;
    match path.segments.as_slice() {
        ["crate" | "super", ..] => path.segments.len() > 1,
        ["self", first, ..] => match names.resolve(first, 0, Namespace::Types) {
            Some(Meaning::Mount) => true,
            Some(Meaning::Module) => names.reaches_nested_mount(&path.segments[1..]),
            Some(_) => false,
            None => names.resolve(first, 0, Namespace::Values).is_none(),
        },
        _ => false,
    }
}
