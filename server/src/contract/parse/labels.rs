//! Labels in a line, and what counts as a placeholder.

use std::ops::Range;

use super::inline::Inline;
use crate::contract::schema::FieldKind;

/// A label at the beginning of a line, in bytes of the line's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::contract) struct LabelAt {
    /// The label without colon and surrounding space.
    pub label: Range<usize>,
    /// Everything behind the colon.
    pub value: Range<usize>,
}

impl LabelAt {
    /// The label without markup.
    pub fn text<'i>(&self, inline: &'i Inline<'_>) -> &'i str {
        inline.text.get(self.label.clone()).unwrap_or_default()
    }

    /// The field that the label names; a slip of the hand counts as the label that was meant.
    pub fn kind(&self, inline: &Inline) -> Option<FieldKind> {
        let label = self.text(inline);
        FieldKind::of_label(label).or_else(|| FieldKind::near_label(label))
    }
}

const COLONS: [char; 2] = [':', '：'];

/// A label in bold: `**X:** v`, `**X**: v`; without a colon only where it is the whole line and a
/// known label.
pub(in crate::contract) fn bold_label(inline: &Inline) -> Option<LabelAt> {
    let strong = inline.leading_strong()?;
    let bold = inline.text.get(strong.clone())?;
    let behind = inline.text.get(strong.end..)?;
    let trimmed = bold.trim_end();
    if let Some(label) = trimmed.strip_suffix(COLONS) {
        return label_at(inline, strong.start..strong.start + label.len(), strong.end);
    }
    let value = behind.trim_start().strip_prefix(COLONS);
    if let Some(value) = value {
        let value_start = inline.text.len() - value.len();
        return label_at(inline, strong, value_start);
    }
    // `**Status: Active**`
    if let Some((label, value)) = bold.split_once(COLONS)
        && value.starts_with(char::is_whitespace)
        && FieldKind::of_label(label).is_some()
    {
        let value_start = strong.end - value.len();
        return label_at(inline, strong.start..strong.start + label.len(), value_start);
    }
    let names_field =
        || FieldKind::of_label(bold).or_else(|| FieldKind::near_label(bold)).is_some();
    let is_alone = behind.trim().is_empty() && names_field();
    is_alone.then(|| label_at(inline, strong, inline.text.len())).flatten()
}

/// A label without markup: `X: v`. Only short ones, and none with code in it.
pub(in crate::contract) fn plain_label(inline: &Inline) -> Option<LabelAt> {
    const LONGEST: usize = 48;
    let at = inline.text.find(COLONS)?;
    let value = inline.text.get(at..)?.trim_start_matches(COLONS);
    let is_separated = value.is_empty() || value.starts_with(char::is_whitespace);
    let has_code = inline.runs.iter().any(|run| !run.is_target && run.shown.start < at);
    if at > LONGEST || !is_separated || has_code {
        return None;
    }
    label_at(inline, 0..at, inline.text.len() - value.len())
}

/// A known label without markup that is the whole line: `Used By:`.
pub(in crate::contract) fn lone_label(inline: &Inline) -> Option<LabelAt> {
    let is_alone = |at: &LabelAt| {
        let value = inline.text.get(at.value.clone()).unwrap_or_default();
        value.trim().is_empty() && at.kind(inline).is_some()
    };
    plain_label(inline).filter(is_alone)
}

/// `Status: active`, for the labels of one line that stand right below a service's heading.
pub(in crate::contract) fn head_label(inline: &Inline) -> Option<LabelAt> {
    let is_head = |at: &LabelAt| {
        matches!(
            FieldKind::of_label(at.text(inline)),
            Some(FieldKind::Added | FieldKind::LastModified | FieldKind::Status)
        )
    };
    plain_label(inline).filter(is_head)
}

fn label_at(inline: &Inline, label: Range<usize>, value_start: usize) -> Option<LabelAt> {
    let text = inline.text.get(label.clone())?;
    let start = label.start + (text.len() - text.trim_start().len());
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    let value = value_start..inline.text.len();
    Some(LabelAt { label: start..start + trimmed.len(), value })
}

/// Whether a text is nothing but a placeholder: `[Service Name]`, `<name>`, `{{name}}`.
pub(in crate::contract) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let bracketed = |open: char, close: char| {
        text.strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            .is_some_and(|inside| !inside.contains([open, close]) || open == '{')
    };
    bracketed('[', ']') || bracketed('<', '>') || bracketed('{', '}')
}

/// Whether a text says yes (`YES`, `true`, `Required`, `✅`) or no, going by its first word.
pub(in crate::contract) fn yes_or_no(text: &str) -> Option<bool> {
    let text = text.trim_start();
    if text.starts_with(['✅', '✓', '✔', '☑', '🟢']) {
        return Some(true);
    }
    if text.starts_with(['❌', '✗', '✘', '✖', '⬜']) {
        return Some(false);
    }
    let mut words = text
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase);
    let first = words.next()?;
    // `YES/NO` is the template's question, not an answer.
    if matches!(first.as_str(), "yes" | "true")
        && text.contains('/')
        && words.next().as_deref() == Some("no")
    {
        return None;
    }
    match first.as_str() {
        "yes" | "y" | "true" | "required" | "mandatory" | "always" | "sí" | "si" | "oui" | "ja"
        | "sim" => Some(true),
        "no" | "n" | "false" | "optional" | "not" | "never" | "non" | "nein" | "não" => {
            Some(false)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_wholly_in_brackets() {
        for text in ["[Service Name]", " [x] ", "<service>", "{{service}}", "{name}"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["Stripe", "[a] [b]", "[id].tsx", "", "Stripe [x]"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn answers_go_by_the_first_word() {
        let expectations = [
            ("YES", Some(true)),
            ("✅ yes", Some(true)),
            ("Required in production", Some(true)),
            ("No, falls back to the default", Some(false)),
            ("Optional", Some(false)),
            ("not required", Some(false)),
            ("YES/NO", None),
            ("-", None),
            ("sometimes", None),
        ];
        for (text, answer) in expectations {
            assert_eq!(yes_or_no(text), answer, "{text}");
        }
    }
}
