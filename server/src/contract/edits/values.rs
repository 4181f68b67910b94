//! A new value in the place of an old one.

use crate::text::{ByteRange, Edit, Spanned};

/// Puts `new` in the place of `old` in a value or cell; backticks, bold and what stands before or
/// behind it stay. `None` where the source does not spell `old` out (an escape, markup inside).
pub fn replace_in_value(text: &str, value: &Spanned<String>, old: &str, new: &str) -> Option<Edit> {
    let start = value.range.slice(text).find(old).filter(|_| !old.is_empty())?;
    let start = value.range.start() + start;
    Some(Edit { range: ByteRange::new(start, start + old.len()), text: new.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{FieldKind, parse};
    use crate::text::apply_edits;

    #[test]
    fn what_stands_around_a_value_stays() {
        for (line, expected) in [
            ("**Added:** `2024-01-02` (Ada)", "**Added:** `2024-03-04` (Ada)"),
            ("- **Added**: **2024-01-02**", "- **Added**: **2024-03-04**"),
            ("- Added: 2024-01-02\r", "- Added: 2024-03-04\r"),
            ("**Added:** 日 2024-01-02  ", "**Added:** 日 2024-03-04  "),
        ] {
            let text =
                format!("# T\n\n## Integrations\n\n### Stripe\n\n{line}\n\n**Purpose:** x\n");
            let contract = parse(&text);
            let field = contract.integrations[0].field(FieldKind::Added).expect("it is there");
            let value = field.value.as_ref().expect("a value");
            let edit = replace_in_value(&text, value, "2024-01-02", "2024-03-04").expect("found");
            let edited = apply_edits(&text, &[edit]).expect("the edit fits");
            assert!(edited.contains(&format!("\n{expected}\n")), "{edited}");
            assert_eq!(replace_in_value(&text, value, "2023", "x"), None);
        }
    }
}
