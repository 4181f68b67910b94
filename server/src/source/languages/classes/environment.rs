//! Environment variables: read, asked for and set, by functions, settings objects and annotations.

use crate::source::facts::{EnvUse, EnvUseKind};
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::annotations;
use super::constants::Folded;
use super::dialect::{Annotation, BindingKind, Call, Expression};
use super::forwarding::Forwarder;
use super::holders::{Holder, holder_of};
use super::placeholders::{is_variable_name, read as placeholders, variable_of};
use super::requests::is_word;
use super::vocabulary::{Keys, Settings};

/// How far the test around a read is looked for.
const FARTHEST: usize = 3;

/// Every use of a variable, in the order of the text.
pub(super) fn read(file: &File<'_>) -> Vec<EnvUse> {
    let mut reader = Reader { file: *file, uses: Vec::new(), forwarders: Vec::new() };
    for node in file.syntax.nodes() {
        if let Some(annotation) = file.dialect.annotation(node) {
            reader.annotation(node, &annotation);
            continue;
        }
        match file.dialect.expression(node) {
            Expression::Call(call) => reader.call(node, &call),
            Expression::Index { object, key } => reader.index(node, object, key),
            _ => {}
        }
        if let Some(sides) = file.dialect.comparison(node) {
            reader.membership(&sides);
        }
    }
    reader.forwarded();
    let mut uses = reader.uses;
    uses.sort_by_key(|usage| usage.name.range);
    uses.dedup();
    uses
}

struct Reader<'s> {
    file: File<'s>,
    uses: Vec<EnvUse>,
    /// Functions that read the variable they are asked for.
    forwarders: Vec<Forwarder<'s>>,
}

impl<'s> Reader<'s> {
    /// What the file asks its own functions for.
    fn forwarded(&mut self) {
        let forwarders = std::mem::take(&mut self.forwarders);
        if forwarders.is_empty() {
            return;
        }
        for node in self.file.syntax.nodes() {
            let Expression::Call(call) = self.file.dialect.expression(node) else { continue };
            for forwarder in &forwarders {
                if let Some(key) = forwarder.asked_by(&self.file, node, &call) {
                    self.used(key, forwarder.kind, forwarder.keys);
                }
            }
        }
    }

    fn call(&mut self, node: Node<'s>, call: &Call<'s>) {
        let Some(name) = call.name.filter(|_| !call.is_new) else { return };
        let Some(first) = call.arguments.first().map(|argument| argument.value) else { return };
        let name = name.text();
        match holder_of(&self.file, call) {
            Some(Holder::Getter) => self.used(first, self.kind_of(node), Keys::Variables),
            Some(Holder::Setter) => self.used(first, EnvUseKind::Write, Keys::Variables),
            Some(Holder::Child)
                if is_word(
                    name,
                    &["put", "putIfAbsent", "Add", "TryAdd", "set", "remove", "Remove"],
                ) =>
            {
                self.used(first, EnvUseKind::Write, Keys::Variables);
            }
            Some(Holder::Map)
                if is_word(name, &["get", "getOrDefault", "getOrElse", "getValue"]) =>
            {
                self.used(first, self.kind_of(node), Keys::Variables);
            }
            Some(Holder::Map)
                if is_word(name, &["containsKey", "contains", "Contains", "ContainsKey"]) =>
            {
                self.used(first, EnvUseKind::PresenceCheck, Keys::Variables);
            }
            Some(Holder::Settings(settings)) if is_word(name, settings.readers) => {
                self.used(first, self.kind_of(node), settings.keys);
            }
            Some(Holder::Settings(settings)) if is_word(name, settings.askers) => {
                self.used(first, EnvUseKind::PresenceCheck, settings.keys);
            }
            Some(_) => {}
            None if name == "ExpandEnvironmentVariables" => self.expanded(first),
            None => {}
        }
    }

    fn index(&mut self, node: Node<'s>, object: Node<'s>, key: Node<'s>) {
        let is_target = node
            .ancestors()
            .take(2)
            .find_map(|outer| self.file.dialect.assignment(outer))
            .is_some_and(|(target, _)| target == node);
        match super::holders::of(&self.file, object) {
            Some(Holder::Map) => self.used(key, self.kind_of(node), Keys::Variables),
            Some(Holder::Child) if is_target => self.used(key, EnvUseKind::Write, Keys::Variables),
            Some(Holder::Settings(Settings { is_indexed: true, keys, .. })) if !is_target => {
                self.used(key, self.kind_of(node), *keys);
            }
            _ => {}
        }
    }

    /// `"NAME" in System.getenv()`.
    fn membership(&mut self, sides: &[Node<'s>]) {
        let [key, holder] = sides else { return };
        if let Some(Holder::Map) = super::holders::of(&self.file, *holder) {
            self.used(*key, EnvUseKind::PresenceCheck, Keys::Variables);
        }
    }

    /// Whether all that is done with a variable is to see whether it is there.
    fn kind_of(&self, node: Node<'s>) -> EnvUseKind {
        let dialect = self.file.dialect;
        for outer in node.ancestors().take(FARTHEST) {
            if let Some(sides) = dialect.comparison(outer) {
                let is_null = sides.iter().any(|side| side.text() == "null");
                return if is_null { EnvUseKind::PresenceCheck } else { EnvUseKind::Read };
            }
            match dialect.expression(outer) {
                Expression::Call(call) => {
                    let is_asked = call.name.is_some_and(|name| is_word(name.text(), ASKERS));
                    return if is_asked { EnvUseKind::PresenceCheck } else { EnvUseKind::Read };
                }
                Expression::Other | Expression::Inner(_) | Expression::Member { .. } => {}
                _ => return EnvUseKind::Read,
            }
        }
        EnvUseKind::Read
    }

    fn used(&mut self, key: Node<'s>, kind: EnvUseKind, keys: Keys) {
        let Some(text) = self.file.constants.text(key) else {
            self.forwarders.extend(Forwarder::of(&self.file, key, kind, keys));
            return;
        };
        let name = match keys {
            Keys::Variables => is_word_of_letters(&text).then(|| text.clone()),
            Keys::Properties => variable_of(&text),
            Keys::Shaped => {
                let name = text.replace(':', "__");
                is_variable_name(&name).then_some(name)
            }
        };
        let Some(name) = name else { return };
        let range = inside(key, &text);
        self.uses.push(EnvUse { name: Spanned::new(name, range), kind, in_test: false });
    }

    /// `Environment.ExpandEnvironmentVariables("%HOME%/x")`.
    fn expanded(&mut self, argument: Node<'s>) {
        let Some(text) = self.file.constants.text(argument) else { return };
        let pieces: Vec<&str> = text.split('%').collect();
        for name in pieces.iter().skip(1).step_by(2).take(pieces.len().saturating_sub(2)) {
            if is_word_of_letters(name) {
                let range = inside(argument, name);
                let name = Spanned::new((*name).to_owned(), range);
                self.uses.push(EnvUse { name, kind: EnvUseKind::Read, in_test: false });
            }
        }
    }

    fn annotation(&mut self, node: Node<'s>, annotation: &Annotation<'s>) {
        let words = self.file.dialect.words();
        let name = annotation.name.text();
        let argument = |list: &[(&str, &str)]| {
            let named = list.iter().find(|(known, _)| *known == name)?.1;
            annotations::argument(annotation, &[named]).or_else(|| annotations::value(annotation))
        };
        if let Some(literal) = annotations::placeholder_literal(self.file.dialect, annotation) {
            self.placeholders(literal);
        } else if words.client_annotations.contains(&name) {
            let values = annotation.arguments.iter().map(|argument| argument.value);
            values.for_each(|value| self.placeholders(value));
        } else if let Some(key) = argument(words.property_annotations) {
            self.used(key, EnvUseKind::Read, Keys::Properties);
        } else if let Some(key) = argument(words.setting_annotations) {
            self.used(key, EnvUseKind::Write, Keys::Variables);
        } else if let Some(key) = argument(words.asking_annotations) {
            self.used(key, EnvUseKind::PresenceCheck, Keys::Variables);
        } else if name == "ConfigurationProperties" {
            self.properties_class(node, annotation);
        }
    }

    /// `@Value("${NAME:default}")`.
    fn placeholders(&mut self, value: Node<'s>) {
        let folded: Folded = self.file.constants.fold(value);
        let Some(text) = folded.value.as_constant() else { return };
        for placeholder in placeholders(text) {
            let Some(name) = variable_of(placeholder.name) else { continue };
            let range = inside(value, placeholder.name);
            let name = Spanned::new(name, range);
            self.uses.push(EnvUse { name, kind: EnvUseKind::Read, in_test: false });
        }
    }

    /// `@ConfigurationProperties("stripe") class Settings { String apiKey; }` reads `STRIPE_API_KEY`.
    fn properties_class(&mut self, node: Node<'s>, annotation: &Annotation<'s>) {
        let named = annotations::argument(annotation, &["prefix"]);
        let prefix = named.or_else(|| annotations::value(annotation));
        let Some(prefix) = prefix.and_then(|prefix| self.file.constants.text(prefix)) else {
            return;
        };
        let Some(holder) = self.file.dialect.annotated(node) else { return };
        for (_, binding) in self.file.names.bindings() {
            let is_own = binding.kind == BindingKind::Field
                && binding.node.ancestors().find(|outer| self.file.dialect.is_type(*outer))
                    == Some(holder);
            let name = binding.name.text();
            // Constants of the class are no settings.
            if !is_own || !name.starts_with(|c: char| c.is_lowercase()) {
                continue;
            }
            let Some(variable) = variable_of(&format!("{prefix}.{}", dashed(name))) else {
                continue;
            };
            let name = Spanned::new(variable, binding.name.range());
            self.uses.push(EnvUse { name, kind: EnvUseKind::Read, in_test: false });
        }
    }
}

/// Calls that only see whether a text is there.
const ASKERS: &[&str] = &[
    "IsNullOrEmpty",
    "IsNullOrWhiteSpace",
    "isNullOrEmpty",
    "isNullOrBlank",
    "isNull",
    "nonNull",
    "isPresent",
    "isEmpty",
    "isBlank",
    "isNotBlank",
    "isNotEmpty",
    "hasText",
    "hasLength",
];

/// `apiKey` as `api-key`.
fn dashed(name: &str) -> String {
    let mut dashed = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !dashed.is_empty() {
            dashed.push('-');
        }
        dashed.extend(character.to_lowercase());
    }
    dashed
}

fn is_word_of_letters(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

/// Where a text stands inside the expression that holds it; all of the expression when it does not.
fn inside(node: Node<'_>, text: &str) -> ByteRange {
    match node.text().find(text) {
        Some(at) if !text.is_empty() && node.text().contains('"') => {
            let start = node.start() + at;
            ByteRange::new(start, start + text.len())
        }
        _ => node.range(),
    }
}
