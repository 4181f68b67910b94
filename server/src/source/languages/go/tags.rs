//! Variables that the tags of a struct name: `env:"STRIPE_KEY,required"`, `envconfig:"STRIPE_KEY"`.

use std::collections::HashMap;

use crate::source::facts::{EnvUse, EnvUseKind};
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::environment::is_name;
use super::syntax::{named_type, type_name, values};

/// Structs within structs are followed so deep.
const DEEPEST: u32 = 8;

/// A key of a tag with its value.
struct Tag<'s> {
    key: &'s str,
    value: &'s str,
    /// Byte offset of the value in the file.
    start: usize,
}

/// Every variable that a tag names.
pub(super) fn read(file: &File<'_>) -> Vec<EnvUse> {
    let reader = Reader { prefixes: prefixes(file), outer: outer_prefixes(file) };
    let fields = file.syntax.nodes().filter(|node| node.is("field_declaration"));
    fields.flat_map(|field| reader.field(field)).collect()
}

struct Reader<'s> {
    /// What `envconfig.Process` puts before the names of a type's fields.
    prefixes: HashMap<&'s str, String>,
    /// What the fields that hold a type put before its names.
    outer: HashMap<&'s str, (&'s str, &'s str)>,
}

impl<'s> Reader<'s> {
    fn field(&self, field: Node<'s>) -> Vec<EnvUse> {
        let holder = holder(field);
        let tags = field.child("tag").map(tags).unwrap_or_default();
        let tag = |key: &str| tags.iter().find(|tag| tag.key == key);
        let processed = holder.and_then(|holder| self.prefixes.get(holder));
        if let Some(tag) = tag("envconfig") {
            let prefix = processed.cloned().unwrap_or_default();
            return self.named(&prefix, tag, false);
        }
        if let Some(tag) = tag("env") {
            return self.named(&self.prefix_of(holder), tag, true);
        }
        match (processed, field.child("name")) {
            (Some(prefix), Some(name)) if tag("ignored").is_none() && is_plain(field) => {
                let splits = tag("split_words").is_some_and(|tag| tag.value == "true");
                let text = if splits { snake(name.text()) } else { name.text().to_owned() };
                let variable = format!("{prefix}{}", text.to_ascii_uppercase());
                vec![used(variable, name.range())]
            }
            _ => Vec::new(),
        }
    }

    fn named(&self, prefix: &str, tag: &Tag<'s>, has_options: bool) -> Vec<EnvUse> {
        let mut uses = Vec::new();
        let mut at = tag.start;
        for (index, part) in tag.value.split(',').enumerate() {
            let is_shouted = part.chars().all(|c| !c.is_ascii_lowercase());
            // Behind the name stand options in small letters, or further names.
            let is_variable = index == 0 || has_options && is_shouted;
            if is_variable && is_name(part) {
                let range = ByteRange::new(at, at + part.len());
                uses.push(used(format!("{prefix}{part}"), range));
            }
            at += part.len() + 1;
        }
        uses
    }

    /// What `envPrefix:"STRIPE_"` of the fields around puts before a name.
    fn prefix_of(&self, holder: Option<&'s str>) -> String {
        let mut prefix = String::new();
        let mut holder = holder;
        for _ in 0..DEEPEST {
            let Some((outer, part)) = holder.and_then(|holder| self.outer.get(holder)) else {
                break;
            };
            prefix.insert_str(0, part);
            holder = Some(outer);
        }
        prefix
    }
}

fn used(name: String, range: ByteRange) -> EnvUse {
    EnvUse { name: Spanned::new(name, range), kind: EnvUseKind::Read, in_test: false }
}

/// The type that a field belongs to.
fn holder(field: Node<'_>) -> Option<&str> {
    let spec = field.ancestors().find(|outer| outer.is("type_spec"))?;
    spec.child("name").map(Node::text)
}

/// Whether a field holds one value and not further fields.
fn is_plain(field: Node<'_>) -> bool {
    let of = field.child("type");
    of.is_some_and(|of| {
        let name = type_name(of).unwrap_or_default();
        !of.is("struct_type") && !name.starts_with(|c: char| c.is_ascii_uppercase())
    })
}

/// The keys of a tag.
fn tags(node: Node<'_>) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let text = node.text();
    let mut at = 1;
    while let Some(rest) = text.get(at..) {
        let trimmed = rest.trim_start();
        let Some((key, behind)) = trimmed.split_once(":\"") else { break };
        let Some(end) = behind.find('"') else { break };
        let start = at + rest.len() - trimmed.len() + key.len() + 2;
        tags.push(Tag { key, value: &behind[..end], start: node.start() + start });
        at = start + end + 1;
    }
    tags
}

/// `envconfig.Process("shop", &config)`: the prefix of the variables of a type.
fn prefixes<'s>(file: &File<'s>) -> HashMap<&'s str, String> {
    let mut prefixes = HashMap::new();
    for call in file.syntax.nodes().filter(|node| node.is("call_expression")) {
        let Some(callee) = file.callee(call) else { continue };
        let is_process = callee.path.ends_with("/envconfig")
            && matches!(callee.name, "Process" | "MustProcess" | "Usage" | "CheckDisallowed");
        let values = values(call);
        let [prefix, config] = values.as_slice() else { continue };
        let Some(of) = file.folder.type_of(*config).filter(|_| is_process) else { continue };
        if let Some(prefix) = file.folder.text(*prefix) {
            let separator = if prefix.is_empty() { "" } else { "_" };
            let prefix = format!("{}{separator}", prefix.to_ascii_uppercase());
            prefixes.entry(of).or_insert(prefix);
        }
    }
    prefixes
}

/// The types that fields with `envPrefix` hold: the type around, and the prefix.
fn outer_prefixes<'s>(file: &File<'s>) -> HashMap<&'s str, (&'s str, &'s str)> {
    let mut outer = HashMap::new();
    for field in file.syntax.nodes().filter(|node| node.is("field_declaration")) {
        let Some(of) = field.child("type").and_then(named_type) else { continue };
        let tags = field.child("tag").map(tags).unwrap_or_default();
        let prefix = tags.iter().find(|tag| matches!(tag.key, "envPrefix" | "env-prefix"));
        if let (Some(prefix), Some(holder)) = (prefix, holder(field)) {
            outer.entry(of.text()).or_insert((holder, prefix.value));
        }
    }
    outer
}

/// `StripeAPIKey` as `Stripe_API_Key`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    let letters: Vec<char> = name.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let behind = letters.get(at + 1);
        let starts = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase() || behind.is_some_and(|behind| behind.is_lowercase())
            });
        if starts {
            snake.push('_');
        }
        snake.push(*letter);
    }
    snake
}
