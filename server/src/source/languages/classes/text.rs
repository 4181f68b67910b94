//! Literals and names, as these languages write them.

/// A literal's content with its escapes resolved.
pub(in crate::source::languages) fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            plain.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => plain.push('\n'),
            Some('t') => plain.push('\t'),
            Some('r') => plain.push('\r'),
            Some('u') => {
                let digits: String =
                    characters.clone().take_while(char::is_ascii_hexdigit).take(4).collect();
                characters.by_ref().take(digits.len()).for_each(drop);
                plain.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            Some('\n') | None => {}
            Some(other) => plain.push(other),
        }
    }
    plain
}

/// The content of a block between triple quotes: without the margin, and without the line breaks
/// next to the quotes, which nobody means to be part of an address.
pub(in crate::source::languages) fn text_block(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

/// The number of names of a dotted path up to the type, when it begins with a package:
/// `com.stripe.model.Charge`.
pub(in crate::source::languages) fn package_length(names: &[&str]) -> Option<usize> {
    let is_small = |name: &&str| name.starts_with(char::is_lowercase);
    let at = names.iter().position(|name| name.starts_with(char::is_uppercase))?;
    (at >= 2 && names.iter().take(at).all(is_small)).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(unescaped(r#"a\n\"\\\u0041\$"#), "a\n\"\\A$");
        assert_eq!(unescaped(r"a\u00"), "a\0");
        assert_eq!(unescaped("a\\"), "a");
    }

    #[test]
    fn a_package_is_written_small() {
        assert_eq!(package_length(&["com", "stripe", "Stripe", "apiKey"]), Some(3));
        assert_eq!(package_length(&["stripe", "Stripe"]), None);
        assert_eq!(package_length(&["com", "stripe"]), None);
        assert_eq!(package_length(&["Config", "a", "B"]), None);
    }
}
