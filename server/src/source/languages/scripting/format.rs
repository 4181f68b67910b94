//! `sprintf`, as PHP and Ruby have it from C.

use crate::source::value::Value;

use super::Folded;

/// What a pattern of `sprintf` gives: `%s`, `%1$s`, `%05d`, and Ruby's `%{name}` and `%<name>s`.
/// `argument` gives the values by their place, counted from 0; `named` those by name.
pub(in crate::source::languages) fn formatted(
    pattern: &Folded,
    argument: impl Fn(usize) -> Folded,
    named: impl Fn(&str) -> Folded,
) -> Folded {
    let start = Folded { value: Value::default(), sources: pattern.sources.clone() };
    let Some(text) = pattern.value.as_constant() else {
        return Folded::unknown().concat(start);
    };
    let mut folded = start;
    let mut next = 0;
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('%') {
        folded = folded.concat(Folded::constant(before));
        if let Some(behind) = behind.strip_prefix('%') {
            folded = folded.concat(Folded::constant("%"));
            rest = behind;
            continue;
        }
        if let Some((name, behind)) = behind.strip_prefix('{').and_then(|it| it.split_once('}')) {
            folded = folded.concat(named(name));
            rest = behind;
            continue;
        }
        let (value, behind) = match behind.strip_prefix('<').and_then(|it| it.split_once('>')) {
            Some((name, behind)) => (named(name), behind),
            None => {
                let digits =
                    behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                let place = behind[digits..].strip_prefix('$').and_then(|rest| {
                    let place: usize = behind[..digits].parse().ok()?;
                    Some((place.checked_sub(1)?, rest))
                });
                match place {
                    Some((place, behind)) => (argument(place), behind),
                    None => {
                        next += 1;
                        (argument(next - 1), behind)
                    }
                }
            }
        };
        folded = folded.concat(value);
        // Flags, width and precision change how a value is written, not which it is.
        let Some(letter) = behind.find(|c: char| c.is_ascii_alphabetic()) else {
            return folded.concat(Folded::unknown());
        };
        rest = &behind[letter + 1..];
    }
    folded.concat(Folded::constant(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pattern: &str) -> Option<String> {
        let values = ["api", "acme", "dev"];
        let value =
            |at: usize| values.get(at).map_or_else(Folded::unknown, |it| Folded::constant(it));
        let named = |name: &str| Folded::constant(&name.to_uppercase());
        let folded = formatted(&Folded::constant(pattern), value, named);
        folded.value.as_constant().map(str::to_owned)
    }

    #[test]
    fn places_names_and_percent_signs_are_filled_in() {
        assert_eq!(written("https://%s.%s.dev/%%").as_deref(), Some("https://api.acme.dev/%"));
        assert_eq!(written("%2$s-%1$s").as_deref(), Some("acme-api"));
        assert_eq!(written("%{host}/%<path>s/%05d").as_deref(), Some("HOST/PATH/api"));
        assert_eq!(written("%s%s%s%s"), None);
        assert_eq!(written("100%"), None, "a pattern that ends early");
    }
}
