//! The anchors that links lead to: what hosts of Markdown make of a heading.

use std::collections::HashMap;

use super::model::{Contract, Heading};

/// The headings of a document, the title among them, each with the anchor that a link to it names
/// (without `#`). Of headings with the same text the second is `text-1`, the third `text-2`.
pub fn anchors(contract: &Contract) -> Vec<(String, &Heading)> {
    let mut headings: Vec<&Heading> =
        contract.title.iter().chain(contract.sections.iter().map(|it| &it.heading)).collect();
    headings.sort_by_key(|heading| heading.line);
    headings.dedup_by_key(|heading| heading.line);
    let mut seen: HashMap<String, usize> = HashMap::new();
    let numbered = |heading| {
        let slug = slug(heading);
        let count = seen.entry(slug.clone()).or_default();
        *count += 1;
        if *count == 1 { slug } else { format!("{slug}-{}", *count - 1) }
    };
    let slugs: Vec<String> = headings.iter().map(|it| &*it.text.value).map(numbered).collect();
    slugs.into_iter().zip(headings).collect()
}

/// What GitHub and most others make of a heading's text: lower case, letters, digits, `-` and `_`
/// kept, each space a `-`, all else gone.
fn slug(heading: &str) -> String {
    let kept = |character: char| match character {
        ' ' => Some('-'),
        '-' | '_' => Some(character),
        _ => character.is_alphanumeric().then_some(character),
    };
    heading.trim().to_lowercase().chars().filter_map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::parse;

    #[test]
    fn headings_have_the_anchors_that_their_hosts_give_them() {
        for (heading, anchor) in [
            ("Stripe (Payments)", "stripe-payments"),
            ("2. AWS S3", "2-aws-s3"),
            ("💳 Stripe", "-stripe"),
            ("Plan & Pricing", "plan--pricing"),
            ("漢字 (決済)", "漢字-決済"),
            ("snake_case-name", "snake_case-name"),
        ] {
            assert_eq!(slug(heading), anchor);
        }
    }

    #[test]
    fn a_repeated_heading_is_numbered() {
        let contract = parse("# Mail\n\n## Mail\n\n### API\n\n### Mail\n");
        let anchors: Vec<String> = anchors(&contract).into_iter().map(|(slug, _)| slug).collect();
        assert_eq!(anchors, ["mail", "mail-1", "api", "mail-2"]);
    }
}
