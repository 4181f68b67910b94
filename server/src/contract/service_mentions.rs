//! Which services an infrastructure contract names.

use crate::text::{ByteRange, Spanned};

use super::parse::names::name_in;
use super::parse::parse;

/// The names that may be services, at their places: those of the headings, and those that stand
/// beside the name of a contract, as in `**See Also:** THIRD_PARTY_INTEGRATIONS.md (Stripe)` and
/// `[Stripe](THIRD_PARTY_INTEGRATIONS.md#stripe)`. `contract` is the file name of the contract.
pub fn service_mentions(text: &str, contract: &str) -> Vec<Spanned<String>> {
    let read = parse(text);
    let headings = read.sections.iter().filter_map(|section| {
        let heading = &section.heading.text;
        let name = name_in(&heading.value);
        // Markup inside the heading: what is read is not what stands there.
        if heading.range.slice(text) != heading.value || name.is_empty() {
            return None;
        }
        let range = ByteRange::new(name.start, name.end).shifted(heading.range.start());
        Some(Spanned::new(range.slice(text).to_owned(), range))
    });
    let mut names: Vec<Spanned<String>> = headings.collect();
    for (at, _) in text.match_indices(contract) {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + contract.len()..).unwrap_or_default();
        let end = at + contract.len();
        let range = linked_name(before).or_else(|| name_in_parenthesis(behind, end));
        names.extend(range.map(|range| Spanned::new(range.slice(text).to_owned(), range)));
    }
    names.sort_by_key(|name| name.range);
    names.dedup();
    names
}

/// The text of the link whose target begins at the end of `before`.
fn linked_name(before: &str) -> Option<ByteRange> {
    let line = before.rsplit('\n').next()?;
    let (shown, folder) = line.rsplit_once("](")?;
    if folder.contains([')', ' ']) {
        return None;
    }
    let (_, name) = shown.rsplit_once('[')?;
    let end = before.len() - folder.len() - "](".len();
    Some(trimmed(name, end - name.len())).filter(|range| !range.is_empty())
}

/// The name in the parenthesis that `behind`, which begins at byte `start`, begins with.
fn name_in_parenthesis(behind: &str, start: usize) -> Option<ByteRange> {
    // The contract's name may be in a code span or bold.
    let marks = behind.len() - behind.trim_start_matches(['`', '*', ' ']).len();
    let inside = behind.get(marks..)?.strip_prefix('(')?;
    let name = inside.split([')', '\n']).next()?;
    Some(trimmed(name, start + marks + 1)).filter(|range| !range.is_empty())
}

fn trimmed(name: &str, start: usize) -> ByteRange {
    let marks = [' ', '`', '*'];
    let lead = name.len() - name.trim_start_matches(marks).len();
    ByteRange::new(start + lead, start + lead + name.trim_matches(marks).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_references_name_services() {
        let text = "# Infra\n\n#### 💳 Stripe (Payments)\n\n\
            **See Also:** TPI.md (Stripe)\n\
            see [`AWS S3`](../docs/TPI.md#aws-s3) and `TPI.md` (Send Grid)\n\
            TPI.md in prose (not a name\n[x](y) TPI.md\n";
        let found = service_mentions(text, "TPI.md");
        let names: Vec<&str> = found
            .iter()
            .map(|name| {
                assert_eq!(name.range.slice(text), name.value);
                &*name.value
            })
            .collect();
        assert_eq!(names, ["Stripe", "Stripe", "AWS S3", "Send Grid"]);
    }
}
