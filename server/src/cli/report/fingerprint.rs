//! Fingerprints: what stays the same of a finding while lines move around it, from run to run and
//! from release to release.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::rules::Finding;
use crate::text::Document;

use super::place::holds_values;

/// Hands out the fingerprints of one workspace.
///
/// A fingerprint is made from the rule, the service, the path in its workspace and the text of the
/// place. Places that have all of that in common are told apart by counting them, so the findings
/// of a file have to come in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: HashMap<String, usize>,
}

impl Fingerprints {
    /// The fingerprint of the next finding: 16 hexadecimal digits. `document` is its file, unless
    /// that has gone.
    pub fn of(&mut self, finding: &Finding, document: Option<&Document>) -> String {
        let service = finding.service.as_deref().unwrap_or_default();
        let path = finding.path.as_str();
        let text = document.map(|document| text_of(finding, document)).unwrap_or_default();
        // No part can hold the separator, so no two findings are joined to the same string.
        let key =
            [finding.rule, service, path, &text].map(|part| part.replace('\0', " ")).join("\0");
        let ordinal = self.seen.entry(key.clone()).or_default();
        *ordinal += 1;
        format!("{:016x}", xxh3_64(format!("{key}\0{ordinal}").as_bytes()))
    }
}

/// The text of a finding's place, every run of white space as one space.
fn text_of(finding: &Finding, document: &Document) -> String {
    let text = document.text();
    let line = document.position(finding.range.start(), Default::default()).line as usize;
    let line = document.line_range(line).slice(text);
    let place = if holds_values(&finding.path) {
        // The name alone: a short hash of a weak password is an invitation to guess it.
        line.split(['=', ':']).next().unwrap_or_default()
    } else {
        let place = finding.range.slice(text);
        if place.trim().is_empty() { line } else { place }
    };
    place.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::text::ByteRange;
    use crate::workspace::{RelPath, Severity};

    use super::*;

    fn finding(path: &str, range: ByteRange) -> Finding {
        Finding {
            rule: "env-unused",
            severity: Severity::Warning,
            service: Some("Stripe".into()),
            path: RelPath::parse(path).expect("a path"),
            range,
            message: String::new(),
            help: None,
            related: Vec::new(),
            fixes: Vec::new(),
            tag: None,
        }
    }

    fn first(path: &str, text: &str, needle: &str) -> String {
        let start = text.find(needle).expect("the needle is in the text");
        let range = ByteRange::new(start, start + needle.len());
        Fingerprints::default().of(&finding(path, range), Some(&Document::new(text)))
    }

    #[test]
    fn a_fingerprint_is_the_same_in_every_release() {
        expect!["03ae4853652278f3"].assert_eq(&first("a.md", "| `KEY` |", "`KEY`"));
    }

    #[test]
    fn lines_and_white_space_may_move() {
        let one = first("a.js", "call(a,\n     b)", "call(a,\n     b)");
        let other = first("a.js", "// new\n\n  call(a,\r\n\tb)", "call(a,\r\n\tb)");
        assert_eq!(one, other);
        assert_ne!(one, first("b.js", "call(a, b)", "call(a, b)"));
        assert_ne!(one, first("a.js", "call(a, c)", "call(a, c)"));
    }

    #[test]
    fn equal_places_are_counted() {
        let document = Document::new("x x");
        let mut fingerprints = Fingerprints::default();
        let one = fingerprints.of(&finding("a", ByteRange::new(0, 1)), Some(&document));
        let other = fingerprints.of(&finding("a", ByteRange::new(2, 3)), Some(&document));
        assert_ne!(one, other);
    }

    #[test]
    fn values_of_variables_are_left_out() {
        let one = first("a/.env", "KEY=hunter2\n", "hunter2");
        assert_eq!(one, first("a/.env", "KEY=swordfish\n", "swordfish"));
        assert_ne!(one, first("a/.env", "OTHER=hunter2\n", "hunter2"));
    }
}
