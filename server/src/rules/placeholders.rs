//! What the template leaves for people to fill in: `[Service Name]`, `[YYYY-MM-DD]`, `$[amount]`.
//!
//! Square brackets have many other uses in prose and paths, so a bracket counts when its words are
//! the template's, or when it is all that a value says.

use crate::text::ByteRange;

/// Words of the template's brackets, lower case. An entry that ends in `…` is the beginning of a
/// longer phrase.
const TEMPLATE_WORDS: &[&str] = &[
    "service name",
    "service-name",
    "service_name",
    "service",
    "what it does",
    "module path",
    "yyyy-mm-dd",
    "date",
    "why we use this service…",
    "support email…",
    "free/starter/pro/enterprise",
    "amount",
    "e.g.…",
    "unit",
    "var_name",
    "frequency…",
    "required permissions",
    "module-name",
    "module name",
    "how it uses the service",
    "x",
    "alternative service…",
    "what happens if…",
    "steps to…",
    "data export process",
    "code changes required",
    "testing checklist",
    "description",
    "yes/no",
    "supported/not supported",
    "package-name",
    "version",
    "purpose",
    "your-app",
    "environment",
    "why",
    "website",
    "documentation",
    "support",
    "status page",
    "plan",
    "method",
    "variable name",
    "required",
    "default",
    "example",
    "strategy",
    "metric",
    "alert",
    "author",
    "changes",
    "impact",
    "function",
    "file",
    "module",
    "endpoint",
    "path",
];

/// The placeholders in a piece of text, brackets and a leading `$` included. `is_value`: the text
/// is the whole value of a label or cell, so a bracket that fills it counts whatever it says.
pub(super) fn placeholders(text: &str, is_value: bool) -> Vec<ByteRange> {
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
        if is_task_box(&text[..open], &text[inner_start..close], &text[at..]) {
            continue;
        }
        let inner = &text[inner_start..close];
        let fills_value =
            is_value && text.trim().trim_matches('`') == &text[open..at] && is_phrase(inner);
        if !is_link && (is_template_word(inner) || fills_value) {
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

/// Whether a bracket is the box of a task list: `- [x] done`. The template's own `[X]` stands behind
/// a label.
fn is_task_box(before: &str, inner: &str, behind: &str) -> bool {
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let is_bullet = |c: char| c.is_whitespace() || c.is_ascii_digit() || "-*+.)>".contains(c);
    matches!(inner, "x" | "X" | " ")
        && line.chars().all(is_bullet)
        && behind.starts_with([' ', '\t'])
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
        assert_eq!(found("- **Max Retries:** [X] times", false), ["[X]"]);
        assert_eq!(found("[e.g., 10GB storage]", false), ["[e.g., 10GB storage]"]);
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
            "- [x] done",
            "1. [X] done",
            "see [1]",
            "app/[id]/page.tsx",
            "string[]",
            "[sic]",
            "[^1]",
            "a [b",
            "]",
        ] {
            assert_eq!(found(text, false), [""; 0], "{text}");
        }
    }
}
