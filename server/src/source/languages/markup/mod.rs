//! Vue, Svelte, Astro and HTML: the scripts in them.
//!
//! Everything around the scripts is blanked out byte for byte, and what is left is read as the
//! script language it is: all places are right, and the blocks of one file see each other's names.
//! Of templates only handlers and expressions with an address in them are read, like scripts.

mod blocks;
mod templates;

#[cfg(test)]
mod tests;

use crate::source::facts::{Facts, Suppression, UrlUse, UrlUseKind};
use crate::source::suppression::{SuppressionKind, line_around, next_line, parse_suppression};
use crate::source::value::Value;
use crate::text::ByteRange;

use self::blocks::{Block, Script};
use super::{javascript, typescript};

/// How many lines count as the head of a file.
const HEAD_LINES: usize = 20;

/// The facts of a text.
pub(super) fn extract(text: &str) -> Facts {
    let blocks = blocks::read(text);
    let scripts: Vec<&Script> = blocks.iter().filter_map(Block::as_script).collect();
    let templates = templates::code(text, &blocks);
    let code = scripts.iter().copied().filter(|script| script.is_code());
    let code: Vec<&Script> = code.chain(&templates).collect();
    let mut facts = read_code(text, &code);
    facts.suppressions = facts.suppressions.into_iter().map(|it| inside(text, it, &code)).collect();
    facts.urls.extend(scripts.iter().filter_map(|script| loaded(text, script)));
    facts.urls.extend(templates::requests(text, &blocks));
    facts.urls.sort_by_key(|url| url.range);
    let head = text.split_inclusive('\n').take(HEAD_LINES).map(str::len).sum::<usize>();
    for comment in blocks.iter().filter_map(Block::as_comment) {
        let content = comment.slice(text);
        facts.generated |= comment.start() < head
            && (content.contains("@generated") || content.contains("DO NOT EDIT"));
        facts.suppressions.extend(suppression(text, comment, &blocks));
    }
    facts.suppressions.sort_by_key(|suppression| suppression.comment);
    facts
}

/// The facts of all scripts together. TypeScript takes plain JavaScript as well.
fn read_code(text: &str, scripts: &[&Script]) -> Facts {
    if scripts.iter().all(|script| script.content.is_empty()) {
        return Facts::default();
    }
    let blanked = blanked(text, scripts);
    let is_any = |languages: &[&str]| {
        scripts.iter().any(|script| {
            let language = script.attribute(text, "lang").or(script.attribute(text, "type"));
            language.is_some_and(|language| languages.contains(&language))
        })
    };
    if is_any(&["tsx", "jsx", "text/jsx", "text/babel"]) {
        typescript::extract_tsx(&blanked)
    } else if is_any(&["ts", "typescript", "text/typescript"])
        || scripts.iter().any(|script| script.is_frontmatter())
    {
        typescript::extract(&blanked)
    } else {
        javascript::extract(&blanked)
    }
}

/// The text with spaces for everything but scripts and line breaks. A semicolon stands where a
/// script ends, so that the next one does not go on with its last statement.
fn blanked(text: &str, scripts: &[&Script]) -> String {
    let mut bytes: Vec<u8> =
        text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { byte } else { b' ' }).collect();
    for script in scripts {
        let (start, end) = (script.content.start(), script.content.end());
        if let (Some(to), Some(from)) = (bytes.get_mut(start..end), text.as_bytes().get(start..end))
        {
            to.copy_from_slice(from);
        }
        if let Some(end) = bytes.get_mut(end) {
            *end = b';';
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// `<script src="https://js.stripe.com/v3">`: what the page loads of a service.
fn loaded(text: &str, script: &Script) -> Option<UrlUse> {
    let range = script.attribute_range(text, "src")?;
    let url = Value::constant(range.slice(text)).as_url()?;
    Some(UrlUse {
        host: url.host,
        path: url.path,
        range,
        kind: UrlUseKind::Request,
        in_test: false,
    })
}

/// The suppression of a comment in a script, which the end of the script ends: `// …</script>`.
/// Behind it stands what [`blanked`] put there, and that is no part of what is read or removed.
fn inside(text: &str, read: Suppression, scripts: &[&Script]) -> Suppression {
    let start = ByteRange::at(read.comment.start());
    let around = scripts.iter().map(|script| script.content);
    match around.filter(|content| content.contains_range(start)).min_by_key(|it| it.len()) {
        Some(content) if content.end() < read.comment.end() => {
            let comment = ByteRange::new(read.comment.start(), content.end());
            match parse_suppression(text, comment) {
                Some((_, suppression)) => Suppression { scope: read.scope, ..suppression },
                None => Suppression { rules: Vec::new(), comment, removal: comment, ..read },
            }
        }
        _ => read,
    }
}

fn suppression(text: &str, comment: ByteRange, blocks: &[Block]) -> Option<Suppression> {
    let (kind, mut suppression) = parse_suppression(text, comment)?;
    match kind {
        SuppressionKind::Line => suppression.scope = line_around(text, comment.start()),
        SuppressionKind::NextLine => {
            let line = next_line(text, comment.end());
            let tags = blocks.iter().filter_map(Block::as_script).map(|script| script.tag);
            let opened = tags.filter(|tag| line.contains_range(ByteRange::at(tag.start())));
            suppression.scope = opened.fold(line, ByteRange::cover);
        }
        SuppressionKind::File if is_before_content(text, comment, blocks) => {
            suppression.scope = ByteRange::new(0, text.len());
        }
        // Too late to speak of the file, it speaks of itself and is found to be of no use.
        SuppressionKind::File => {}
    }
    Some(suppression)
}

/// Whether nothing but comments and the document type stand before a comment.
fn is_before_content(text: &str, comment: ByteRange, blocks: &[Block]) -> bool {
    let mut at = 0;
    let before = blocks.iter().filter_map(Block::as_comment);
    for earlier in before.take_while(|earlier| earlier.start() <= comment.start()) {
        let between = text.get(at..earlier.start()).unwrap_or_default().trim();
        let is_doctype = between.get(..9).is_some_and(|it| it.eq_ignore_ascii_case("<!doctype"))
            && between.matches('<').count() == 1;
        if !between.is_empty() && !is_doctype {
            return false;
        }
        at = earlier.end();
    }
    true
}
