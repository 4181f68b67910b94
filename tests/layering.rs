//! A room of the crate imports only rooms below it. This reads every path that starts at the
//! crate's root, in imports, in expressions and in macro calls, of product and test code alike.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tree_sitter::{Node, Parser};

/// The rooms, each with all that it may name besides itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("main", &["cli", "lsp"]),
    // Whoever starts the program starts the server; nothing else of it is the command line's.
    (
        "cli",
        &["lsp::serve", "features", "rules", "workspace", "source", "contract", "catalog", "text"],
    ),
    ("lsp", &["features", "rules", "workspace", "source", "contract", "catalog", "text"]),
    ("features", &["rules", "workspace", "source", "contract", "catalog", "text"]),
    ("rules", &["workspace", "source", "contract", "catalog", "text"]),
    ("workspace", &["source", "contract", "catalog", "text"]),
    ("source", &["catalog", "text"]),
    ("contract", &["catalog", "text"]),
    ("catalog", &["text"]),
    ("text", &[]),
    // The root of the library declares the rooms.
    ("lib", &[]),
];

#[test]
fn rooms_import_only_rooms_below_them() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&sources, &mut files);
    let mut broken = Vec::new();
    let mut rooms = BTreeSet::new();
    for file in &files {
        let relative = file.strip_prefix(&sources).expect("the file is below the sources");
        let text = fs::read_to_string(file).expect("the source is text");
        rooms.insert(modules_of(relative).first().cloned().unwrap_or_else(|| stem(relative)));
        broken.extend(trespasses(relative, &text));
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
    let known: BTreeSet<String> = ROOMS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(rooms, known, "this test knows all rooms, and no others");
}

/// The paths of one file that lead where its room may not go: `rules/engine.rs:3: crate::lsp::x`.
fn trespasses(file: &Path, text: &str) -> Vec<String> {
    let modules = modules_of(file);
    let room = modules.first().cloned().unwrap_or_else(|| stem(file));
    let allowed = ROOMS.iter().find(|(name, _)| *name == room).map_or(&[][..], |(_, below)| below);
    let may_name = |path: &[String]| {
        path.first() == Some(&room)
            || allowed.iter().any(|allowed| {
                let allowed: Vec<&str> = allowed.split("::").collect();
                path.len() >= allowed.len() && path.iter().zip(&allowed).all(|(a, b)| a == b)
            })
    };
    rooted_paths(text, modules.len())
        .into_iter()
        .filter(|(_, path)| !may_name(path))
        .map(|(line, path)| format!("{}:{line}: crate::{}", file.display(), path.join("::")))
        .collect()
}

/// The module path of a file: `rules`, `engine` for `rules/engine.rs`; none for the roots.
fn modules_of(file: &Path) -> Vec<String> {
    let mut modules: Vec<String> =
        file.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    modules.pop();
    let stem = stem(file);
    if !(stem == "mod" || modules.is_empty() && (stem == "lib" || stem == "main")) {
        modules.push(stem);
    }
    modules
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// A word or sign of the program, without comments and literals.
struct Token<'t> {
    text: &'t str,
    line: usize,
    /// Modules written out in the file around it.
    inner_modules: usize,
}

/// Every path from the crate's root with its line; grouped imports are taken apart. A file lies
/// `depth` modules below the root, which tells where its `super`s lead.
fn rooted_paths(text: &str, depth: usize) -> Vec<(usize, Vec<String>)> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_rust::LANGUAGE.into()).expect("the grammar fits");
    let tree = parser.parse(text, None).expect("nothing cancels the parser");
    let mut tokens = Vec::new();
    collect_tokens(tree.root_node(), text, 0, &mut tokens);
    let mut paths = Vec::new();
    for at in 0..tokens.len() {
        let follows_path = at > 0 && tokens[at - 1].text == "::";
        if let Some(start) = root_end(&tokens, at, depth).filter(|_| !follows_path) {
            let mut cursor = start;
            let line = tokens[at].line;
            expand(&tokens, &mut cursor, &[], &mut |path| paths.push((line, path)));
        }
    }
    paths
}

fn collect_tokens<'t>(node: Node<'_>, text: &'t str, inner: usize, tokens: &mut Vec<Token<'t>>) {
    if node.kind().ends_with("comment") || node.kind().ends_with("_literal") {
        return;
    }
    if node.child_count() == 0 {
        let line = node.start_position().row + 1;
        tokens.push(Token { text: &text[node.byte_range()], line, inner_modules: inner });
        return;
    }
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        let in_module = node.kind() == "mod_item" && child.kind() == "declaration_list";
        collect_tokens(child, text, inner + usize::from(in_module), tokens);
    }
}

/// When a path from the crate's root begins at `at` (`crate::`, `contract_lsp::`, or as many
/// `super::` as lead there): the index behind its last `::`.
fn root_end(tokens: &[Token<'_>], at: usize, depth: usize) -> Option<usize> {
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.text == text);
    if is(at, "crate") || is(at, "contract_lsp") {
        return is(at + 1, "::").then_some(at + 2);
    }
    let mut end = if is(at, "self") && is(at + 1, "::") { at + 2 } else { at };
    let mut ups = 0;
    while is(end, "super") && is(end + 1, "::") {
        ups += 1;
        end += 2;
    }
    (ups > 0 && ups == depth + tokens[at].inner_modules).then_some(end)
}

/// Reads the path or group at the cursor and hands on every whole path in it.
fn expand(
    tokens: &[Token<'_>],
    cursor: &mut usize,
    before: &[String],
    found: &mut impl FnMut(Vec<String>),
) {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let mut path = before.to_vec();
    loop {
        if text(*cursor) == "{" {
            *cursor += 1;
            while !matches!(text(*cursor), "}" | "") {
                expand(tokens, cursor, &path, found);
                // `as name`, and the comma.
                while !matches!(text(*cursor), "," | "}" | "") {
                    *cursor += 1;
                }
                *cursor += usize::from(text(*cursor) == ",");
            }
            *cursor += 1;
            return;
        }
        path.push(text(*cursor).to_owned());
        *cursor += 1;
        if text(*cursor) != "::" || text(*cursor + 1) == "<" {
            return found(path);
        }
        *cursor += 1;
    }
}

/// That the test itself would see a trespass.
mod reading {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        rooted_paths(text, 2).into_iter().map(|(_, path)| path.join("::")).collect()
    }

    #[test]
    fn groups_are_taken_apart() {
        let text = "use crate::{text::{self, ByteRange as R, inner::*}, rules};\nuse other::x;";
        let expected =
            ["text::self", "text::ByteRange", "text::inner::*", "rules"].map(str::to_owned);
        assert_eq!(paths(text), expected);
    }

    #[test]
    fn expressions_types_and_macros_count_and_words_do_not() {
        let text = r#"
            // crate::comment::x
            pub(crate) fn f(a: &crate::a::T) -> Vec<crate::b::T> {
                call!("crate::string::x", crate::c::y::<u8>(), contract_lsp::d::z)
            }
            pub(in crate::e) struct S;
        "#;
        assert_eq!(paths(text), ["a::T", "b::T", "c::y", "d::z", "e"].map(str::to_owned));
    }

    #[test]
    fn super_may_lead_to_the_root() {
        let text = "use super::near; use super::super::text::X; mod inner { use super::super::near; \
            use super::super::super::{lsp::y, cli}; }";
        assert_eq!(paths(text), ["text::X", "lsp::y", "cli"].map(str::to_owned));
    }

    #[test]
    fn a_trespass_is_found() {
        let found = |file, text| trespasses(Path::new(file), text);
        let expected = vec!["rules/engine.rs:2: crate::lsp::serve".to_owned()];
        assert_eq!(found("rules/engine.rs", "use crate::{\ntext};\n"), Vec::<String>::new());
        assert_eq!(found("rules/engine.rs", "\nuse crate::{text, lsp::serve};"), expected);
        assert!(!found("source/facts.rs", "use crate::contract::Contract;").is_empty());
        assert!(!found("contract/parse.rs", "use crate::source::Facts;").is_empty());
        assert!(!found("text/mod.rs", "use super::catalog;").is_empty());
        assert!(!found("lsp/mod.rs", "use crate::cli::run;").is_empty());
        assert!(!found("cli/mod.rs", "use crate::lsp::queue;").is_empty());
        assert!(!found("cli/mod.rs", "use crate::lsp::*;").is_empty());
        assert!(!found("cli/mod.rs", "use crate::*;").is_empty());
        assert_eq!(found("cli/mod.rs", "use crate::lsp::serve;"), Vec::<String>::new());
        assert_eq!(
            found("main.rs", "fn main() { contract_lsp::cli::run() }"),
            Vec::<String>::new()
        );
    }
}
