//! Versions as people and manifests state them, and whether two statements can be true together.
//!
//! Only major versions are compared, and only where both statements say which they are: `latest`, a
//! tag, an address or a path says nothing.

/// The major versions that a statement admits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Admitted {
    /// First and last one.
    lowest: u64,
    highest: u64,
    /// The minor version, where the major one is 0 and just one line of development is meant.
    minor: Option<u64>,
}

const ANY: Admitted = Admitted { lowest: 0, highest: u64::MAX, minor: None };

/// Whether two statements leave no major version that satisfies both.
pub(super) fn are_apart(stated: &str, required: &str) -> bool {
    let (Some(stated), Some(required)) = (admitted(stated), admitted(required)) else {
        return false;
    };
    let is_apart = |a: &Admitted, b: &Admitted| {
        let differs = |a, b| matches!((a, b), (Some(a), Some(b)) if a != b);
        a.highest < b.lowest || b.highest < a.lowest || differs(a.minor, b.minor)
    };
    stated.iter().all(|a| required.iter().all(|b| is_apart(a, b)))
}

/// `stated` with the version of `required`, in the precision and with the operator that it has:
/// `^14.0` and `>=15.2.1` make `^15.2`.
pub(super) fn restated(stated: &str, required: &str) -> Option<String> {
    let start = stated.find(|c: char| c.is_ascii_digit())?;
    let operator = stated.get(..start)?;
    let old = version_at(stated.get(start..)?);
    // A range has two ends, and the person who wrote it knows why.
    let is_single = start + old.len() == stated.trim_end().len()
        && !operator.contains(['<', '>', '!', '[', '(', ',']);
    let new_start = required.find(|c: char| c.is_ascii_digit())?;
    let new = version_at(required.get(new_start..)?);
    let mut new_parts = new.split('.');
    let mut parts = Vec::new();
    for part in old.split('.') {
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        match new_parts.next() {
            Some(_) if !is_number => parts.push(part),
            Some(new) => parts.push(new),
            None if !is_number => parts.push(part),
            None => break,
        }
    }
    is_single.then(|| format!("{operator}{}", parts.join(".")))
}

/// The numbers, dots and wildcards at the beginning of a text.
fn version_at(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | 'x' | 'X' | '*')));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default().trim_end_matches('.')
}

/// What a statement admits, one entry for each alternative; `None` where it does not say.
fn admitted(statement: &str) -> Option<Vec<Admitted>> {
    let statement = statement.trim();
    if let Some((_, version)) = statement.strip_prefix("npm:").and_then(|it| it.rsplit_once('@')) {
        return admitted(version);
    }
    let is_odd = statement.contains([':', '/', '#', '$', '[', '{'])
        || statement.starts_with(|c: char| c.is_alphabetic() && c != 'v' && c != 'V');
    if is_odd || statement.is_empty() {
        return None;
    }
    statement.split("||").map(alternative).collect()
}

/// Comparators that hold together: `>=14 <16`, `>=2,<3`, `1.2 - 2.3`.
fn alternative(text: &str) -> Option<Admitted> {
    if let Some((low, high)) = text.split_once(" - ") {
        let (low, high) = (comparator(low.trim())?, comparator(high.trim())?);
        return Some(Admitted { lowest: low.lowest, highest: high.highest, minor: None });
    }
    // An operator may stand apart from its version.
    let mut joined = String::new();
    for word in text.split([' ', ',', '\t']).filter(|word| !word.is_empty()) {
        let is_after_operator = joined.ends_with(['>', '<', '=', '^', '~', '!']);
        if !joined.is_empty() && !is_after_operator {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    let mut all = ANY;
    for word in joined.split(' ') {
        let one = comparator(word)?;
        all.lowest = all.lowest.max(one.lowest);
        all.highest = all.highest.min(one.highest);
        all.minor = all.minor.or(one.minor);
    }
    // What admits nothing is a mistake of another kind.
    (all.lowest <= all.highest && all != ANY).then_some(all)
}

fn comparator(word: &str) -> Option<Admitted> {
    let at = word.find(|c: char| !matches!(c, '>' | '<' | '=' | '^' | '~' | '!' | ' '))?;
    let (operator, version) = (word.get(..at)?.trim(), word.get(at..)?);
    let version = version.strip_prefix(['v', 'V']).unwrap_or(version);
    // `18+` is 18 or newer; `14.+` is any 14.
    let (operator, version) = match version.strip_suffix('+') {
        Some(version) if operator.is_empty() && !version.ends_with('.') => (">=", version),
        _ => (operator, version),
    };
    let mut parts = version.split(['.', '-', '+']);
    let major: u64 = parts.next()?.parse().ok()?;
    let minor: Option<u64> = parts.next().and_then(|minor| minor.parse().ok());
    let is_whole = parts.all(|part| part == "0") && minor.unwrap_or(0) == 0;
    let line = Admitted { lowest: major, highest: major, minor: minor.filter(|_| major == 0) };
    Some(match operator {
        "" | "=" | "==" | "===" | "^" => line,
        "~" | "~>" | "~=" => Admitted { minor: None, ..line },
        ">=" | ">" => Admitted { lowest: major, ..ANY },
        "<=" => Admitted { highest: major, ..ANY },
        "<" if is_whole => Admitted { highest: major.checked_sub(1)?, ..ANY },
        "<" => Admitted { highest: major, ..ANY },
        "!=" => ANY,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_major_version_is_apart() {
        for (stated, required) in [
            ("14.0.0", "^15.1.0"),
            ("^14", "15"),
            ("14.x", "15.x"),
            ("v14", "~15.2.0"),
            ("14", ">=15"),
            ("14", ">=15,<17"),
            ("14", ">= 15, < 17"),
            ("16", ">=14 <16"),
            ("12", "^13 || ^14"),
            ("3", "1.2 - 2.3"),
            ("v76.1.0", "v78.0.0"),
            ("1", "npm:stripe@2.0.0"),
            ("2.1", "==1.9"),
            ("~> 5.0", "~> 6.1"),
            ("0.5.1", "^0.7"),
            ("1.0", "0.9"),
        ] {
            assert!(are_apart(stated, required), "{stated} {required}");
            assert!(are_apart(required, stated), "{required} {stated}");
        }
    }

    #[test]
    fn what_may_be_the_same_is_not() {
        for (stated, required) in [
            ("14.0.0", "^14.1.0"),
            ("14", ">=14,<16"),
            ("15", ">=14,<16"),
            ("14.x", "^14"),
            ("14", ">=12"),
            ("14", "workspace:*"),
            ("14", "catalog:"),
            ("14", "latest"),
            ("14", "*"),
            ("latest", "14"),
            ("14", "git+https://github.com/stripe/stripe-node#v15"),
            ("14", "file:../stripe"),
            ("14", "github:stripe/stripe-node"),
            ("14", "$version"),
            ("14", "${stripe.version}"),
            ("14", "[15.0,16.0)"),
            ("14", "^13 || ^14"),
            ("16", ">=14 <16.5"),
            ("14", "!=15.0"),
            ("14", ""),
            ("0.5", "0.5.9"),
            ("0.5", ">=0.7"),
            ("0.5", "~0.7"),
            ("0", "0.7"),
            ("2", "1.2 - 2.3"),
            ("18+", "20"),
            ("14.+", "14.2"),
        ] {
            assert!(!are_apart(stated, required), "{stated} {required}");
        }
    }

    #[test]
    fn a_new_version_keeps_operator_and_precision() {
        assert_eq!(restated("14.0.0", "^15.1.2").as_deref(), Some("15.1.2"));
        assert_eq!(restated("^14", "15.1.2").as_deref(), Some("^15"));
        assert_eq!(restated("v14.2", ">=15.1.2,<17").as_deref(), Some("v15.1"));
        assert_eq!(restated("14.x", "^15.1.2").as_deref(), Some("15.x"));
        assert_eq!(restated("14.0.0", "15").as_deref(), Some("15"));
        assert_eq!(restated(">=14", "15"), None);
        assert_eq!(restated("latest", "15"), None);
    }
}
