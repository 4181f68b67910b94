//! Versions as contracts write them.

use semver::Version;

/// The version in a value, without backticks, `v`, and what stands behind a space.
pub(super) fn version_text(value: &str) -> &str {
    let value = value.trim().trim_matches('`');
    let first = value.split_whitespace().next().unwrap_or_default();
    first.strip_prefix(['v', 'V']).unwrap_or(first)
}

/// The version that a value states.
pub(super) fn read_version(value: &str) -> Option<Version> {
    Version::parse(version_text(value)).ok()
}

/// The semantic version that a value which is none most likely means: `1.2` is `1.2.0`.
pub(super) fn nearest_version(value: &str) -> Option<Version> {
    let text = version_text(value).replace(',', ".");
    let mut numbers = text.split('.').map(|part| part.parse::<u64>());
    let first = numbers.next()?.ok()?;
    let [second, third] = [numbers.next(), numbers.next()].map(|number| number.unwrap_or(Ok(0)));
    let is_long = numbers.next().is_some();
    (!is_long).then_some(Version::new(first, second.ok()?, third.ok()?))
}

/// The version behind this one that a small change gets.
pub(super) fn next_patch(version: &Version) -> Version {
    Version::new(version.major, version.minor, version.patch.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lacks_a_number_is_near_to_a_version() {
        let nearest = |value| nearest_version(value).map(|version| version.to_string());
        assert_eq!(nearest("1.2").as_deref(), Some("1.2.0"));
        assert_eq!(nearest("`v2`").as_deref(), Some("2.0.0"));
        assert_eq!(nearest("01.2.3 (draft)").as_deref(), Some("1.2.3"));
        assert_eq!(nearest("1,2,3").as_deref(), Some("1.2.3"));
        for value in ["", "latest", "1.2.x", "1.2.3.4", "1..2"] {
            assert_eq!(nearest(value), None, "{value}");
        }
    }
}
