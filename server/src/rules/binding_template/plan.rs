//! What a binding module is called, where it speaks to, and its files.

use std::collections::BTreeMap;

use crate::contract::{FieldKind, Integration, SymbolKind, TreeEntry, TreeEntryKind};
use crate::source::{ImportKind, Language};
use crate::workspace::{Governed, RelPath, Snapshot};

use super::language::{Part, TemplateLanguage};
use crate::rules::NewFile;

/// The address in the templates.
const TEMPLATE_URL: &str = "https://template.invalid";

/// The variable in the templates.
const TEMPLATE_KEY: &str = "TEMPLATE_API_KEY";

/// What one binding module is written with.
pub(super) struct Plan {
    language: TemplateLanguage,
    /// The service as the contract calls it.
    service: String,
    client: String,
    error: String,
    rate_limit_error: String,
    auth_error: String,
    /// Other error classes that the section names.
    more_errors: Vec<String>,
    /// The documented variable that holds the key.
    key: Option<String>,
    /// Empty where neither the section nor the catalog tells.
    base_url: String,
    style: ModuleStyle,
    /// What the file of each part is called.
    names: BTreeMap<&'static str, String>,
}

/// How the project's modules name each other.
#[derive(Clone, Copy)]
struct ModuleStyle {
    /// `import` and `export`, not `require`.
    is_esm: bool,
    /// TypeScript: `./config.js`, not `./config`.
    has_endings: bool,
}

impl Plan {
    /// What the section, the catalog and the project say.
    pub(super) fn new(
        snapshot: &Snapshot,
        contract: &Governed,
        service: usize,
        language: TemplateLanguage,
    ) -> Self {
        let integration = contract.integrations().get(service);
        let name = integration.map_or("", |integration| &integration.name.value).to_owned();
        let prefix = pascal_case(&name);
        let named = |kind: SymbolKind| -> Vec<String> {
            let symbols = integration.into_iter().flat_map(|integration| &integration.symbols);
            symbols
                .filter(|symbol| symbol.kind == kind)
                .map(|symbol| symbol.name.value.clone())
                .filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
                .collect()
        };
        let mut errors = named(SymbolKind::ErrorClass);
        let mut take = |is_meant: &dyn Fn(&str) -> bool, otherwise: &str| {
            let found = errors.iter().position(|name| is_meant(name));
            found.map_or_else(|| format!("{prefix}{otherwise}"), |at| errors.remove(at))
        };
        let rate_limit_error =
            take(&|name| name.contains("RateLimit") || name.contains("Throttl"), "RateLimitError");
        let auth_error = take(&|name| name.contains("Auth"), "AuthError");
        let error = take(&|_| true, "Error");
        Self {
            language,
            client: named(SymbolKind::ClientClass)
                .into_iter()
                .next()
                .unwrap_or_else(|| format!("{prefix}Client")),
            error,
            rate_limit_error,
            auth_error,
            more_errors: errors,
            key: integration.and_then(|integration| key_variable(contract, integration)),
            base_url: base_url(contract, service).unwrap_or_default(),
            style: ModuleStyle::of(snapshot, contract),
            service: name,
            names: BTreeMap::new(),
        }
    }

    /// The files of a module in a folder: the template's, and those that the section draws besides.
    pub(super) fn folder(
        mut self,
        folder: &RelPath,
        main: &str,
        structure: &[TreeEntry],
    ) -> Vec<NewFile> {
        let drawn: Vec<RelPath> =
            structure.iter().filter_map(|entry| drawn_file(folder, entry, structure)).collect();
        let is_entry = Part::of_file(main, self.language) == Some(Part::Entry);
        let mut parts: Vec<Part> = Part::CODE.to_vec();
        if !is_entry && matches!(self.language, TemplateLanguage::Python | TemplateLanguage::Rust) {
            parts.push(Part::Entry);
        }
        parts.push(Part::Readme);
        for part in &parts {
            let is_it = |path: &&RelPath| {
                path.parent() == *folder
                    && Part::of_file(path.file_name(), self.language) == Some(*part)
            };
            let drawn = drawn.iter().find(is_it).map(|path| path.file_name().to_owned());
            let name = match part {
                Part::Client => main.to_owned(),
                _ => drawn.unwrap_or_else(|| self.language.file_of(*part, main)),
            };
            self.names.insert(stem_of(*part), name);
        }
        let mut files = Vec::new();
        for part in parts {
            let name = self.names.get(stem_of(part)).cloned().unwrap_or_default();
            let text = match part {
                Part::Client if is_entry => self.client_as_entry(),
                _ => self.part(part),
            };
            files.extend(folder.join(&name).map(|path| NewFile { path, text }));
        }
        for path in drawn {
            if !files.iter().any(|file| file.path == path) {
                let is_entry = Part::of_file(path.file_name(), self.language) == Some(Part::Entry)
                    && path.parent() == *folder;
                let text = if is_entry { self.part(Part::Entry) } else { String::new() };
                files.push(NewFile { path, text });
            }
        }
        files
    }

    /// A part as a file of its own.
    pub(super) fn part(&self, part: Part) -> String {
        let text = self.filled(part);
        self.in_style(&self.with_names(&text))
    }

    /// The whole module as one file.
    pub(super) fn single_file(&self) -> String {
        let mut imports: Vec<String> = Vec::new();
        let mut bodies: Vec<String> = Vec::new();
        for part in Part::CODE {
            let text = self.filled(*part);
            let mut body = String::new();
            for line in text.lines() {
                match self.import_of(line) {
                    Some(ImportLine::Own) => {}
                    Some(ImportLine::Foreign) => imports.push(line.to_owned()),
                    None => {
                        body.push_str(line);
                        body.push('\n');
                    }
                }
            }
            bodies.push(body.trim().to_owned());
        }
        imports.sort();
        imports.dedup();
        let gap = if self.language == TemplateLanguage::Python { "\n\n\n" } else { "\n\n" };
        let bodies: Vec<String> = bodies.into_iter().filter(|body| !body.is_empty()).collect();
        let body = bodies.join(gap);
        let text = if imports.is_empty() {
            format!("{body}\n")
        } else {
            let gap = if self.language == TemplateLanguage::Python { "\n\n\n" } else { "\n\n" };
            format!("{}{gap}{body}\n", imports.join("\n"))
        };
        self.in_style(&text)
    }

    /// `mod.rs`, `index.js` or `__init__.py` that holds the client itself.
    fn client_as_entry(&self) -> String {
        let client = self.part(Part::Client);
        if self.language != TemplateLanguage::Rust {
            return client;
        }
        let mods: String = [Part::Config, Part::Errors, Part::Types, Part::Utils]
            .iter()
            .map(|part| format!("mod {};\n", self.stem(*part)))
            .collect();
        format!("{mods}\n{}", client.replace("use super::", "use self::"))
    }

    /// A part's template with names, address and variable in their places.
    fn filled(&self, part: Part) -> String {
        let has_key = self.key.is_some();
        let mut text = String::new();
        for line in self.language.template(part).lines() {
            let (line, is_kept) = match line.rsplit_once(" [") {
                Some((code, "key]")) => (without_comment_mark(code), has_key),
                Some((code, "no key]")) => (without_comment_mark(code), !has_key),
                _ => (line, true),
            };
            if is_kept {
                text.push_str(line);
                text.push('\n');
            }
        }
        if part == Part::Errors {
            text.push_str(&self.further_errors());
        }
        let key = self.key.as_deref().unwrap_or_default();
        // Longer names first: `TemplateError` is the beginning of none of the others.
        text.replace(TEMPLATE_URL, &self.base_url)
            .replace(TEMPLATE_KEY, key)
            .replace("TemplateRateLimitError", &self.rate_limit_error)
            .replace("TemplateAuthError", &self.auth_error)
            .replace("TemplateError", &self.error)
            .replace("TemplateClient", &self.client)
            .replace("Template Service", &self.quotable_service())
            .trim_start()
            .to_owned()
    }

    fn further_errors(&self) -> String {
        let class = |name: &String| match self.language {
            TemplateLanguage::JavaScript | TemplateLanguage::TypeScript => {
                format!("\nexport class {name} extends TemplateError {{}}\n")
            }
            TemplateLanguage::Python => format!("\n\nclass {name}(TemplateError):\n    pass\n"),
            // The variants of one type stand for classes there.
            TemplateLanguage::Rust => String::new(),
        };
        self.more_errors.iter().map(class).collect()
    }

    /// The service's name where strings in either quotes and comments may hold it.
    fn quotable_service(&self) -> String {
        let is_plain = |c: &char| !c.is_control() && !"'\"`\\${}*/%".contains(*c);
        let plain: String = self.service.chars().filter(is_plain).collect();
        if plain.trim().is_empty() { "the service".to_owned() } else { plain.trim().to_owned() }
    }

    fn import_of(&self, line: &str) -> Option<ImportLine> {
        let own = match self.language {
            TemplateLanguage::JavaScript | TemplateLanguage::TypeScript => {
                line.starts_with("import ") && line.contains("'./")
            }
            TemplateLanguage::Python => line.starts_with("from ."),
            TemplateLanguage::Rust => line.starts_with("use super::"),
        };
        let foreign = match self.language {
            TemplateLanguage::JavaScript | TemplateLanguage::TypeScript => line == "export {};",
            TemplateLanguage::Python => line.starts_with("import ") || line.starts_with("from "),
            TemplateLanguage::Rust => line.starts_with("use "),
        };
        let is_script =
            matches!(self.language, TemplateLanguage::JavaScript | TemplateLanguage::TypeScript);
        match (own, foreign) {
            (true, _) => Some(ImportLine::Own),
            (false, true) if is_script => Some(ImportLine::Own),
            (false, true) => Some(ImportLine::Foreign),
            _ => None,
        }
    }

    fn stem(&self, part: Part) -> String {
        let name = self.names.get(stem_of(part));
        let stem = name.and_then(|name| name.split('.').next());
        stem.unwrap_or(stem_of(part)).to_owned()
    }

    /// A text whose imports go to the files as they are called.
    fn with_names(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for part in Part::CODE {
            let (old, new) = (stem_of(*part), self.stem(*part));
            let name = self.names.get(old).cloned().unwrap_or_default();
            match self.language {
                TemplateLanguage::JavaScript | TemplateLanguage::TypeScript => {
                    let ending = name.rsplit_once('.').map_or("js", |(_, ending)| ending);
                    let ending = match (self.language, ending) {
                        (TemplateLanguage::TypeScript, _) if !self.style.has_endings => "",
                        (TemplateLanguage::TypeScript, "mts") => ".mjs",
                        (TemplateLanguage::TypeScript, "cts") => ".cjs",
                        (TemplateLanguage::JavaScript, "mjs") => ".mjs",
                        (TemplateLanguage::JavaScript, "cjs") => ".cjs",
                        (TemplateLanguage::JavaScript, _) if !self.is_esm() => "",
                        _ => ".js",
                    };
                    text = text.replace(&format!("'./{old}.js'"), &format!("'./{new}{ending}'"));
                }
                TemplateLanguage::Python => {
                    text = text.replace(&format!("from .{old} "), &format!("from .{new} "));
                }
                TemplateLanguage::Rust => {
                    text = text
                        .replace(&format!("super::{old}::"), &format!("super::{new}::"))
                        .replace(&format!("mod {old};"), &format!("mod {new};"))
                        .replace(&format!("use {old}::"), &format!("use {new}::"));
                }
            }
        }
        text
    }

    fn is_esm(&self) -> bool {
        let main = self.names.get(stem_of(Part::Client)).map_or("", String::as_str);
        match main.rsplit_once('.') {
            Some((_, "mjs")) => true,
            Some((_, "cjs")) => false,
            _ => self.style.is_esm,
        }
    }

    /// A JavaScript text in the module system of the project.
    fn in_style(&self, text: &str) -> String {
        if self.language != TemplateLanguage::JavaScript || self.is_esm() {
            return text.to_owned();
        }
        let mut exported: Vec<String> = Vec::new();
        let mut required = String::new();
        for line in text.lines() {
            if let Some((names, file)) =
                line.strip_prefix("import ").and_then(|rest| rest.split_once(" from "))
            {
                let file = file.trim_end_matches(';');
                required.push_str(&format!("const {names} = require({file});\n"));
            } else if let Some(file) = line.strip_prefix("export * from ") {
                let file = file.trim_end_matches(';');
                exported.push(format!("...require({file})"));
            } else if line == "export {};" {
            } else if let Some(definition) = line.strip_prefix("export ") {
                exported.extend(defined_name(definition).map(str::to_owned));
                required.push_str(definition);
                required.push('\n');
            } else {
                required.push_str(line);
                required.push('\n');
            }
        }
        let body = required.trim_end();
        let gap = if body.is_empty() { "" } else { "\n\n" };
        let exports = if exported.is_empty() {
            "{}".to_owned()
        } else {
            format!("{{ {} }}", exported.join(", "))
        };
        format!("{body}{gap}module.exports = {exports};\n")
    }
}

enum ImportLine {
    /// Of another part.
    Own,
    /// Of a library.
    Foreign,
}

impl ModuleStyle {
    fn of(snapshot: &Snapshot, contract: &Governed) -> Self {
        let (mut modules, mut requires, mut with_ending, mut without) = (0, 0, 0, 0);
        let files = snapshot.files_in(&contract.folder).filter_map(|path| snapshot.source(path));
        for file in files {
            let is_typescript = matches!(file.language, Language::TypeScript | Language::Tsx);
            for import in &file.facts().imports {
                match import.kind {
                    _ if file.language == Language::Rust => {}
                    ImportKind::Static | ImportKind::Reexport if !is_typescript => modules += 1,
                    ImportKind::Dynamic if !is_typescript => requires += 1,
                    _ if is_typescript && import.target.value.starts_with('.') => {
                        let has_ending = import.target.value.ends_with("js");
                        if has_ending { with_ending += 1 } else { without += 1 }
                    }
                    _ => {}
                }
            }
        }
        Self { is_esm: modules > requires, has_endings: with_ending > without }
    }
}

/// The name that a part's file has in the templates, without its ending.
fn stem_of(part: Part) -> &'static str {
    match part {
        Part::Client => "client",
        Part::Config => "config",
        Part::Types => "types",
        Part::Errors => "errors",
        Part::Utils => "utils",
        Part::Entry => "index",
        Part::Readme => "README",
    }
}

fn without_comment_mark(code: &str) -> &str {
    let code = code.trim_end();
    code.strip_suffix("//").or_else(|| code.strip_suffix('#')).unwrap_or(code).trim_end()
}

/// The name that `class X {`, `function x(` or `async function x(` defines.
fn defined_name(definition: &str) -> Option<&str> {
    let mut words = definition.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'));
    words.find(|word| !matches!(*word, "async" | "function" | "class" | "const" | ""))
}

/// The variable under which the section documents the key: the first whose name says so, an API key
/// before other keys and tokens, one that everybody may read never.
fn key_variable(contract: &Governed, integration: &Integration) -> Option<String> {
    let rank = |name: &str| match name {
        _ if name.contains("WEBHOOK") || name.ends_with('*') || contract.is_public(name) => None,
        _ if name.contains("API_KEY") || name.contains("SECRET_KEY") => Some(0),
        _ if name.contains("KEY") && !name.ends_with("_ID") => Some(1),
        _ if name.contains("TOKEN") => Some(2),
        _ => None,
    };
    let names = integration.variables.iter().map(|variable| variable.name.value.as_str());
    let is_name = |name: &&str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let ranked = names.filter(is_name).filter_map(|name| Some((rank(name)?, name)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, name)| name.to_owned())
}

/// Where the API is: the address that the section states, else the first host it or the catalog names.
fn base_url(contract: &Governed, service: usize) -> Option<String> {
    let integration = contract.integrations().get(service)?;
    let is_base = |label: &str| {
        let label = label.to_lowercase();
        label.contains("base url") || label.contains("api url")
    };
    let of_fields = integration.fields.iter().filter_map(|field| {
        let value = field.value.as_ref().filter(|_| is_base(&field.label.value))?;
        Some(value.value.as_str())
    });
    let items = integration.fields.iter().flat_map(|field| &field.items);
    let of_items = items.filter_map(|item| {
        item.label.as_ref().filter(|label| is_base(&label.value)).map(|_| item.text.value.as_str())
    });
    let stated = of_fields.chain(of_items).filter_map(whole_url).next();
    let tables = |range| {
        let mut fields = integration.fields.iter();
        fields.any(|field| {
            field.kind == Some(FieldKind::EnvironmentVariables) && field.range.contains_range(range)
        })
    };
    let stated_hosts = integration.hosts.iter().filter(|host| !tables(host.range));
    let known = contract.services.get(service).and_then(|service| service.known.as_ref());
    let known_hosts =
        known.into_iter().flat_map(|known| known.hosts.iter().chain(&known.url_prefixes));
    let mut hosts = stated_hosts.map(|host| &host.value).chain(known_hosts);
    stated.or_else(|| {
        let host = hosts.find(|host| !host.contains('*'))?;
        Some(format!("https://{}", host.trim_end_matches('/')))
    })
}

fn whole_url(text: &str) -> Option<String> {
    let word = text.split_whitespace().next()?.trim_matches(['`', '<', '>', ',']);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ":/.-_~".contains(c);
    let is_whole = word.starts_with("https://") && word.chars().all(is_plain);
    is_whole.then(|| word.trim_end_matches('/').to_owned())
}

/// The beginning of class names: `SendGrid`, `AwsS3`.
fn pascal_case(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let word = |word: &str| {
        let (first, rest) = word.split_at(1);
        let is_initials = word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase());
        let rest = if is_initials { rest.to_lowercase() } else { rest.to_owned() };
        format!("{}{rest}", first.to_uppercase())
    };
    let joined: String = words.map(word).collect();
    if joined.starts_with(|c: char| c.is_ascii_alphabetic()) {
        joined
    } else {
        format!("Service{joined}")
    }
}

/// Where a file of the section's tree lies in a folder that its root, by name or path, means.
fn drawn_file(folder: &RelPath, entry: &TreeEntry, structure: &[TreeEntry]) -> Option<RelPath> {
    if entry.kind != TreeEntryKind::File {
        return None;
    }
    let mut root = entry;
    while let Some(above) = root.parent.and_then(|parent| structure.get(parent)) {
        root = above;
    }
    if root.parent.is_none() && root.path == entry.path {
        return folder.join(&entry.path).filter(|_| !entry.path.contains('/'));
    }
    let before = folder.as_str().strip_suffix(&*root.path)?;
    let is_whole = before.is_empty() || before.ends_with('/');
    let below = entry.path.strip_prefix(&*root.path)?.trim_start_matches('/');
    is_whole.then(|| folder.join(below)).flatten()
}
