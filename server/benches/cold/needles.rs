//! What the other tools search for: the names of all packages and hosts of the catalog, written as a
//! person would who knows each tool. Names of packages count for ripgrep wherever they stand, and for
//! the two that parse, in imports; hosts count in strings.

use std::collections::BTreeSet;
use std::path::Path;

use contract_lsp::catalog::{Catalog, Ecosystem};
use serde_json::{Value, json};

/// The files that are written.
pub const FIXED: &str = "needles";
pub const AST_GREP: &str = "ast-grep.yml";
pub const SEMGREP: &str = "semgrep.yml";

pub struct Needles {
    packages: BTreeSet<String>,
    npm: String,
    pypi: String,
    crates: String,
    hosts: BTreeSet<String>,
}

impl Needles {
    pub fn of_the_catalog() -> Self {
        let services = Catalog::builtin().services();
        let packages = Ecosystem::ALL.into_iter().flat_map(imports).collect();
        let hosts = services.iter().flat_map(|service| &service.hosts);
        // `*.x.y` stands for every host below `x.y`.
        let hosts = hosts.map(|host| host.trim_start_matches('*').to_owned()).collect();
        let of = |ecosystem| alternatives(&imports(ecosystem));
        Self {
            packages,
            npm: of(Ecosystem::Npm),
            pypi: of(Ecosystem::Pypi),
            crates: of(Ecosystem::Crates),
            hosts,
        }
    }

    pub fn write(&self, folder: &Path) {
        let write = |file, text: String| {
            std::fs::write(folder.join(file), text).expect("a file");
        };
        let fixed: Vec<&str> =
            self.packages.iter().chain(&self.hosts).map(String::as_str).collect();
        write(FIXED, fixed.join("\n") + "\n");
        // JSON is YAML.
        let documents: Vec<String> = self.ast_grep().iter().map(Value::to_string).collect();
        write(AST_GREP, documents.join("\n---\n"));
        write(SEMGREP, self.semgrep().to_string());
    }

    /// One rule for each language: the node that names a package in an import, or a string's text.
    /// One expression with all names is what is fastest there; a rule for each package would be asked
    /// at each node.
    fn ast_grep(&self) -> Vec<Value> {
        let hosts = alternatives(&self.hosts);
        let rule = |language: &str, import: Value, text: &str| {
            json!({
                "id": format!("third-party-{}", language.to_lowercase()),
                "language": language,
                "severity": "warning",
                "message": "A third party",
                "rule": { "any": [import, { "kind": text, "regex": hosts }] },
            })
        };
        let script = json!({
            "kind": "string_fragment",
            "regex": format!("^{}(?:/|$)", self.npm),
            "inside": { "stopBy": "end", "any": [
                { "kind": "import_statement" },
                { "kind": "export_statement" },
                { "kind": "call_expression",
                  "has": { "field": "function", "regex": "^(?:require|import)$" } },
            ] },
        });
        let python = json!({
            "kind": "dotted_name",
            "regex": format!(r"^{}(?:\.|$)", self.pypi),
            "inside": { "stopBy": "end", "any": [
                { "kind": "import_statement" },
                { "kind": "import_from_statement" },
            ] },
        });
        let rust = json!({
            "kind": "use_declaration",
            "regex": format!(r"^(?:pub\s+)?use\s+(?:::)?{}\b", self.crates),
        });
        vec![
            rule("JavaScript", script.clone(), "string_fragment"),
            rule("TypeScript", script.clone(), "string_fragment"),
            rule("Tsx", script, "string_fragment"),
            rule("Python", python, "string_content"),
            rule("Rust", rust, "string_content"),
        ]
    }

    /// Patterns of imports whose module is one of the names, and strings with a host.
    fn semgrep(&self) -> Value {
        let script: &[&str] = &[
            r#"import "$NAME""#,
            r#"import $X from "$NAME""#,
            r#"import {$X} from "$NAME""#,
            r#"import * as $X from "$NAME""#,
            r#"require("$NAME")"#,
        ];
        let python: &[&str] = &["import $NAME", "from $NAME import $X"];
        let rule = |id: &str, languages: &[&str], patterns: &[&str], name: String| {
            let either: Vec<Value> =
                patterns.iter().map(|pattern| json!({ "pattern": pattern })).collect();
            // It looks for the expression at the beginning of the name.
            let name = json!({ "metavariable": "$NAME", "regex": name });
            json!({
                "id": id,
                "languages": languages,
                "severity": "WARNING",
                "message": "A third party",
                "patterns": [{ "pattern-either": either }, { "metavariable-regex": name }],
            })
        };
        let hosts = format!("[^ ]*{}", alternatives(&self.hosts));
        let every = ["javascript", "typescript", "python", "rust"];
        json!({ "rules": [
            rule("npm", &every[..2], script, format!("{}(/|$)", self.npm)),
            rule("pypi", &every[2..3], python, format!(r"{}(\.|$)", self.pypi)),
            rule("crates", &every[3..], &["use $NAME::$X;"], format!("{}(:|$)", self.crates)),
            rule("hosts", &every, &[r#""$NAME""#], hosts),
        ] })
    }
}

/// The names under which an ecosystem's packages are imported.
fn imports(ecosystem: Ecosystem) -> BTreeSet<String> {
    let services = Catalog::builtin().services().iter();
    let packages = services.flat_map(|service| service.packages.get(&ecosystem)).flatten();
    let names = packages.flat_map(|package| {
        let own = package.imports.is_empty().then(|| package.name.clone());
        own.into_iter().chain(package.imports.iter().cloned())
    });
    names.map(|name| name.trim_end_matches('/').to_owned()).collect()
}

fn alternatives(names: &BTreeSet<String>) -> String {
    let escaped: Vec<String> = names.iter().map(|name| regex::escape(name)).collect();
    format!("(?:{})", escaped.join("|"))
}
