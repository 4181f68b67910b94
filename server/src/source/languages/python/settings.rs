//! Classes whose fields are read from the environment: pydantic's `BaseSettings` and the like.

use crate::source::tree::Node;
use crate::text::Spanned;

use super::File;
use super::syntax::{bare, decorators, inside_quotes, is_sequence, keyword, last_name, positional};

/// The variables that the fields of a class read; none for a class that is no settings class.
///
/// Pydantic's names are those of the fields, upper case on the way people set them, behind
/// `env_prefix`; an alias stands alone. See `pydantic-settings`, "Environment variable names".
pub(super) fn fields<'s>(file: &File<'s>, class: Node<'s>) -> Vec<Spanned<String>> {
    let Some(body) = class.child("body") else { return Vec::new() };
    let statements = body.children().filter(|it| it.is("expression_statement"));
    let assignments: Vec<_> =
        statements.filter_map(|it| it.children().next()).filter(|it| it.is("assignment")).collect();
    if file.folding.derives_from(class, &["BaseSettings"]) {
        let settings = Settings::of(file, class);
        return assignments.into_iter().flat_map(|field| settings.field(field)).collect();
    }
    let Some(config) =
        decorators(class).find(|it| file.folding.is_path(callee_of(*it), &["environ.config"]))
    else {
        return Vec::new();
    };
    let prefix = keyword(config, "prefix").and_then(|it| file.folding.text(it));
    let prefix = prefix.unwrap_or_else(|| "APP".to_owned());
    assignments.into_iter().filter_map(|field| environ_config(file, &prefix, field)).collect()
}

fn callee_of(decorator: Node<'_>) -> Node<'_> {
    decorator.child("function").unwrap_or(decorator)
}

/// `key = environ.var()` of the package `environ-config`.
fn environ_config<'s>(file: &File<'s>, prefix: &str, field: Node<'s>) -> Option<Spanned<String>> {
    let (name, call) = (field.child("left")?, bare(field.child("right")?));
    let callee = call.child("function").filter(|_| call.is("call"))?;
    if !file.folding.is_path(callee, &["environ.var", "environ.bool_var"]) {
        return None;
    }
    if let Some(written) = keyword(call, "name") {
        return Some(Spanned::new(file.folding.text(written)?, inside_quotes(written)));
    }
    let lead = if prefix.is_empty() { String::new() } else { format!("{prefix}_") };
    Some(Spanned::new(format!("{lead}{}", name.text()).to_ascii_uppercase(), name.range()))
}

/// How one class of settings names its variables.
struct Settings<'f, 's> {
    file: &'f File<'s>,
    prefix: String,
    is_case_sensitive: bool,
    /// Pydantic 1: `class Config: fields = {'key': {'env': 'X'}}`.
    config: Option<Node<'s>>,
}

impl<'f, 's> Settings<'f, 's> {
    fn of(file: &'f File<'s>, class: Node<'s>) -> Self {
        let config = class.child("body").into_iter().flat_map(Node::children).find(|it| {
            it.is("class_definition")
                && it.child("name").is_some_and(|name| name.text() == "Config")
        });
        let option = |name: &str| {
            let from_class = config.and_then(|config| file.folding.member_of_class(config, name));
            from_class
                .or_else(|| {
                    let options =
                        file.folding.origin(file.folding.member_of_class(class, "model_config")?);
                    keyword(options, name).or_else(|| file.folding.entry(options, name))
                })
                .or_else(|| keyword_of_class(class, name))
        };
        let prefix = option("env_prefix").and_then(|prefix| file.folding.text(prefix));
        let is_case_sensitive = option("case_sensitive").is_some_and(|it| it.is("true"));
        Self { file, prefix: prefix.unwrap_or_default(), is_case_sensitive, config }
    }

    fn field(&self, field: Node<'s>) -> Vec<Spanned<String>> {
        let (Some(name), Some(of)) = (field.child("left"), field.child("type")) else {
            return Vec::new();
        };
        let is_field = name.is("identifier")
            && !name.text().starts_with('_')
            && name.text() != "model_config"
            && !of.text().contains("ClassVar");
        if !is_field {
            return Vec::new();
        }
        let aliases = self.aliases(field, name.text());
        if !aliases.is_empty() {
            return aliases;
        }
        let written = format!("{}{}", self.prefix, name.text());
        vec![Spanned::new(self.spelled(written), name.range())]
    }

    fn spelled(&self, name: String) -> String {
        if self.is_case_sensitive { name } else { name.to_ascii_uppercase() }
    }

    /// The names that a field gives itself: `Field(alias='X')`, in the value or the annotation.
    fn aliases(&self, field: Node<'s>, name: &str) -> Vec<Spanned<String>> {
        let mut found = Vec::new();
        let is_field = |node: &Node<'s>| {
            node.is("call") && node.child("function").is_some_and(|it| last_name(it) == "Field")
        };
        for call in field.descendants().filter(is_field) {
            for word in ["validation_alias", "alias", "env"] {
                if let Some(value) = keyword(call, word) {
                    self.alias(value, &mut found);
                    break;
                }
            }
        }
        let fields = self.config.and_then(|it| self.file.folding.member_of_class(it, "fields"));
        let of_field = fields
            .and_then(|fields| self.file.folding.entry(fields, name))
            .map(|entry| self.file.folding.entry(entry, "env").unwrap_or(entry));
        if let Some(value) = of_field {
            self.alias(value, &mut found);
        }
        found
    }

    fn alias(&self, value: Node<'s>, found: &mut Vec<Spanned<String>>) {
        let value = self.file.folding.origin(value);
        let choices: Vec<_> = match value.kind() {
            "call" if value.child("function").is_some_and(|it| last_name(it) == "AliasChoices") => {
                positional(value).collect()
            }
            _ if is_sequence(value) => value.children().collect(),
            _ => vec![value],
        };
        for choice in choices {
            if let Some(name) = self.file.folding.text(choice) {
                found.push(Spanned::new(self.spelled(name), inside_quotes(choice)));
            }
        }
    }
}

/// `class Settings(BaseSettings, env_prefix='APP_')`.
fn keyword_of_class<'s>(class: Node<'s>, name: &str) -> Option<Node<'s>> {
    let options = class.child("superclasses")?.children().filter(|it| it.is("keyword_argument"));
    let mut named = options.filter(|it| it.child("name").is_some_and(|word| word.text() == name));
    named.next()?.child("value")
}
