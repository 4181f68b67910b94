//! Placeholders of Spring and its like: `${NAME}`, `${stripe.api-key:default}`.

/// A placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placeholder<'t> {
    /// The property, as it is written.
    pub(super) name: &'t str,
    /// Where the name begins in the text, in bytes.
    pub(super) offset: usize,
    /// What stands behind the colon.
    pub(super) default: Option<&'t str>,
}

/// The first names of settings that frameworks read from their own files.
const FRAMEWORKS: &[&str] = &["spring", "server", "management", "logging", "quarkus", "micronaut"];

/// The placeholders of a text, those in the default of another among them.
pub(super) fn read(text: &str) -> Vec<Placeholder<'_>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("${") {
        let start = at + 2;
        let inside = &text[start..];
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
        let end = inside.find(|c| !is_part(c)).unwrap_or(inside.len());
        let name = &inside[..end];
        if name.is_empty() {
            continue;
        }
        let default = inside[end..].strip_prefix(':').and_then(up_to_close);
        found.push(Placeholder { name, offset: start, default });
    }
    found
}

/// The text up to the brace that closes the one it stands in.
fn up_to_close(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(&text[..at]),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The variable that a property is read from: Spring and MicroProfile ask the environment for
/// `STRIPE_API_KEY` when `stripe.api-key` or `stripe.api.key` is asked for (`SystemEnvironmentPropertySource`).
/// `None` for what is no name, and for the frameworks' own settings.
pub(super) fn variable_of(property: &str) -> Option<String> {
    let first = property.split('.').next().unwrap_or_default();
    let is_word = property.starts_with(|c: char| c.is_alphabetic() || c == '_');
    // A lone lower-case word is a setting of the program as often as a variable.
    let is_plain = property == first && property.chars().any(char::is_lowercase);
    if !is_word || is_plain || FRAMEWORKS.contains(&first) {
        return None;
    }
    Some(property.replace(['.', '-'], "_").to_uppercase())
}

/// Whether a constant looks like the name of a variable: `STRIPE_API_KEY`, `STRIPE__KEY`, `PORT`.
pub(super) fn is_variable_name(name: &str) -> bool {
    name.len() > 2
        && name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_read_with_their_defaults() {
        let names = |text| -> Vec<(String, Option<String>)> {
            let placeholders = read(text).into_iter();
            placeholders.map(|it| (it.name.to_owned(), it.default.map(str::to_owned))).collect()
        };
        assert_eq!(names("${STRIPE_KEY}"), [("STRIPE_KEY".into(), None)]);
        assert_eq!(
            names("${a.b:https://x.y/${C:d}}"),
            [("a.b".into(), Some("https://x.y/${C:d}".into())), ("C".into(), Some("d".into()))]
        );
        assert_eq!(names("#{systemProperties['x']} $ ${} ${"), []);
    }

    #[test]
    fn a_property_is_a_variable_in_capitals() {
        assert_eq!(variable_of("stripe.api-key").as_deref(), Some("STRIPE_API_KEY"));
        assert_eq!(variable_of("STRIPE_KEY").as_deref(), Some("STRIPE_KEY"));
        assert_eq!(variable_of("stripe.apiKey").as_deref(), Some("STRIPE_APIKEY"));
        assert_eq!(variable_of("spring.application.name"), None);
        assert_eq!(variable_of("port"), None);
    }
}
