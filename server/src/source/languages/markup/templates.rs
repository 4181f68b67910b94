//! Code and addresses outside scripts: event handlers, forms, expressions of templates.
//!
//! Templates are full of expressions that matter to nobody here, and each is a chance to misread a
//! file; so only those with an address in them are taken.

use crate::source::facts::{UrlUse, UrlUseKind};
use crate::source::value::Value;
use crate::text::ByteRange;

use super::blocks::{Block, Script, Tag, closing_brace};

/// Attributes whose value the browser, or a library for it, sends requests to.
const REQUESTED: &[&str] = &[
    "formaction",
    "hx-delete",
    "hx-get",
    "hx-patch",
    "hx-post",
    "hx-put",
    "data-hx-get",
    "data-hx-post",
];

/// What an expression of a template begins with that waits for a request, in Svelte.
const AWAIT: &str = "{#await ";

/// The code of event handlers and templates that holds an address.
pub(super) fn code(text: &str, blocks: &[Block]) -> Vec<Script> {
    let tags = blocks.iter().filter_map(Block::as_tag);
    let handlers = tags.flat_map(|tag| &tag.attributes);
    let handlers = handlers.filter(|(name, _)| is_handler(name.slice(text)));
    let mut found: Vec<ByteRange> = handlers.map(|(_, value)| *value).collect();
    found.extend(awaited(text));
    let frontmatter = blocks.iter().filter_map(Block::as_script).find(|it| it.is_frontmatter());
    if let Some(frontmatter) = frontmatter {
        found.extend(children(text, frontmatter.content.end()));
    }
    found.retain(|range| {
        let code = range.slice(text);
        let is_inside = |script: &Script| script.content.contains_range(*range);
        code.contains("://")
            && code.contains('(')
            && !blocks.iter().filter_map(Block::as_script).any(is_inside)
            && !blocks.iter().filter_map(Block::as_comment).any(|it| it.contains_range(*range))
    });
    found.into_iter().map(Script::of_template).collect()
}

/// The addresses that tags send requests to: the target of a form, what a button asks for.
pub(super) fn requests(text: &str, blocks: &[Block]) -> Vec<UrlUse> {
    let request = |tag: &Tag, name: ByteRange, value: ByteRange| {
        let name = name.slice(text).to_ascii_lowercase();
        let is_form = tag.name.slice(text).eq_ignore_ascii_case("form");
        if !(REQUESTED.contains(&&*name) || is_form && name == "action") {
            return None;
        }
        let url = Value::constant(value.slice(text)).as_url()?;
        let (kind, in_test) = (UrlUseKind::Request, false);
        Some(UrlUse { host: url.host, path: url.path, range: value, kind, in_test })
    };
    let tags = blocks.iter().filter_map(Block::as_tag);
    tags.flat_map(|tag| {
        let attributes = tag.attributes.iter();
        attributes.filter_map(move |(name, value)| request(tag, *name, *value))
    })
    .collect()
}

/// `onclick`, `@click`, `v-on:click`, `on:click`, `x-on:click`.
fn is_handler(name: &str) -> bool {
    let marks = ["@", "v-on:", "x-on:", "on:"];
    let is_plain = name
        .strip_prefix("on")
        .is_some_and(|event| event.len() > 2 && event.bytes().all(|it| it.is_ascii_alphabetic()));
    is_plain || marks.iter().any(|mark| name.starts_with(mark))
}

/// What `{#await …}` waits for.
fn awaited(text: &str) -> Vec<ByteRange> {
    let places = text.match_indices(AWAIT).map(|(at, _)| at);
    let expression = |at: usize| {
        let inner = ByteRange::new(at + AWAIT.len(), closing_brace(text, at)?);
        let end = inner.slice(text).find(" then ").unwrap_or(inner.slice(text).len());
        Some(ByteRange::new(inner.start(), inner.start() + end))
    };
    places.filter_map(expression).collect()
}

/// The expressions among the children of tags in an Astro component, without those that hold tags.
fn children(text: &str, from: usize) -> Vec<ByteRange> {
    let mut found = Vec::new();
    let mut at = from;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('{')).map(|it| at + it) {
        at = open + 1;
        let is_value = text[..open].trim_end().ends_with('=');
        let Some(close) = closing_brace(text, open) else { continue };
        let inner = ByteRange::new(open + 1, close);
        if !is_value && !inner.slice(text).contains('<') {
            found.push(inner);
            at = close;
        }
    }
    found
}
