//! What the template leaves for people to fill in: `[Service Name]`, `[YYYY-MM-DD]`, `$[amount]`.
//!
//! Square brackets have many other uses in prose and paths, so a bracket counts when its words are
//! the template's, or when it is all that a value says.

use crate::text::ByteRange;

/// Words of the template's brackets that stand in no other brackets, lower case. An entry that ends
/// in `…` is the beginning of a longer phrase.
const TEMPLATE_WORDS: &[&str] = &[
    "service name",
    "service-name",
    "service_name",
    "what it does",
    "module path",
    "yyyy-mm-dd",
    "why we use this service…",
    "what the service does…",
    "support email…",
    "free/starter/pro/enterprise",
    "amount",
    "unit",
    "e.g.,…",
    "var_name",
    "frequency and process",
    "required permissions",
    "module-name",
    "module name",
    "how it uses the service",
    "alternative service…",
    "what happens if…",
    "steps to…",
    "data export process",
    "code changes required",
    "testing checklist",
    "yes/no",
    "supported/not supported",
    "package-name",
    "your-app",
];

/// What stands behind the template's `[X]`, which is a number to fill in: `[X]%`, `[X]ms`.
const UNITS: &[&str] = &["%", "ms"];

/// The placeholders in a piece of text, brackets and a leading `$` included. `is_value`: the text
/// is the whole value of a label or cell, so a bracket that fills it counts whatever it says.
pub fn placeholders(text: &str, is_value: bool) -> Vec<ByteRange> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('[').map(|offset| at + offset) {
        let inner_start = open + 1;
        let Some(length) = text[inner_start..].find([']', '[', '\n']) else { break };
        let close = inner_start + length;
        at = close;
        if !text[close..].starts_with(']') {
            continue;
        }
        at = close + 1;
        let is_link = text[at..].starts_with(['(', '[', ':']);
        // `[[Page]]` is a link of a wiki.
        let is_nested = text[..open].ends_with('[') || text[at..].starts_with(']');
        let inner = &text[inner_start..close];
        let is_number = inner == "X" && UNITS.iter().any(|unit| text[at..].starts_with(unit));
        let fills_value =
            is_value && text.trim().trim_matches('`') == &text[open..at] && is_phrase(inner);
        if !is_link && !is_nested && (is_number || is_template_word(inner) || fills_value) {
            let start = if text[..open].ends_with('$') { open - 1 } else { open };
            found.push(ByteRange::new(start, at));
        }
    }
    found
}

fn is_template_word(inner: &str) -> bool {
    let inner = inner.trim().to_lowercase();
    TEMPLATE_WORDS.iter().any(|word| match word.strip_suffix('…') {
        Some(beginning) => inner.starts_with(beginning),
        None => inner == *word,
    })
}

/// Whether a bracket that fills a value holds words: `[x]` and `[ ]` are boxes, `[1]` a footnote.
fn is_phrase(inner: &str) -> bool {
    let is_number = inner.chars().all(|c| c.is_ascii_digit());
    inner.chars().filter(|c| c.is_alphanumeric()).count() > 1
        && !is_number
        && !inner.starts_with('^')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, is_value: bool) -> Vec<&str> {
        placeholders(text, is_value).into_iter().map(|range| range.slice(text)).collect()
    }

    #[test]
    fn the_templates_brackets_are_found_wherever_they_stand() {
        assert_eq!(
            found("We use [Service Name] since [YYYY-MM-DD]", false),
            ["[Service Name]", "[YYYY-MM-DD]"]
        );
        assert_eq!(found("$[amount] per [unit]", true), ["$[amount]", "[unit]"]);
        assert_eq!(found("`src/integrations/[service-name]/`", true), ["[service-name]"]);
        assert_eq!(found("[e.g., 10GB storage]", false), ["[e.g., 10GB storage]"]);
        assert_eq!(found("**Coverage:** [X]%", false), ["[X]"]);
    }

    #[test]
    fn a_bracket_that_is_all_a_value_says_counts() {
        assert_eq!(found("[To be decided]", true), ["[To be decided]"]);
        assert_eq!(found("[1.0.0]", true), ["[1.0.0]"]);
        assert_eq!(found("[12]", true), [""; 0]);
        assert_eq!(found("[To be decided]", false), [""; 0]);
    }

    #[test]
    fn other_brackets_are_left_alone() {
        for text in [
            "[docs](https://x.dev)",
            "[docs][ref]",
            "[ref]: https://x.dev",
            "[ ] todo",
            "see [1]",
            "app/[id]/page.tsx",
            "string[]",
            "- [x] done",
            "a[x]",
            "m[X]",
            "cli [--force] [FILE]",
            "$[path]",
            "[[Service Name]]",
            "[sic]",
            "[^1]",
            "a [b",
            "]",
        ] {
            assert_eq!(found(text, false), [""; 0], "{text}");
        }
    }
}
