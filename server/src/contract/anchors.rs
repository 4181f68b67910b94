//! The places of a document that a link's fragment can lead to.

use std::collections::{HashMap, HashSet};

use super::model::{Contract, Heading};

/// The anchors of a document: one for each heading, as GitHub names them, and those that HTML sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    names: Vec<String>,
    known: HashSet<String>,
    /// How many headings had the same words so far.
    headings: HashMap<String, usize>,
}

impl Anchors {
    /// Every anchor, in the order of the document.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether a fragment (without `#`, percent-decoded) leads somewhere. Renderers differ in what
    /// they make of letter case, and of dashes where punctuation or an emoji stood; what leads
    /// somewhere in one of them does.
    pub fn holds(&self, fragment: &str) -> bool {
        let fragment = fragment.strip_prefix("user-content-").unwrap_or(fragment);
        self.known.contains(&comparable(fragment))
    }

    /// Adds a heading's anchor; a second one of the same words gets `-1` at its end.
    pub(super) fn add_heading(&mut self, text: &str) {
        // `## Stripe {#pay}`: where that is known it is the anchor, elsewhere it is text.
        let attributes = text.trim_end().strip_suffix('}').and_then(|text| text.rsplit_once("{#"));
        if let Some((heading, name)) = attributes {
            self.add(name.to_owned());
            self.add(slug(heading.trim_end()));
        }
        let slug = slug(text);
        let earlier = self.headings.entry(slug.clone()).or_default();
        let name = if *earlier == 0 { slug } else { format!("{slug}-{earlier}") };
        *earlier += 1;
        self.add(name);
    }

    /// Adds the anchors that a piece of HTML sets: `<a id="x">`, `<a name='x'>`.
    pub(super) fn add_html(&mut self, html: &str) {
        for attribute in ["id=", "name="] {
            for (at, _) in html.match_indices(attribute) {
                let is_word =
                    html.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace));
                let value = html.get(at + attribute.len()..).unwrap_or_default();
                let name = match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => value.split(quote).nth(1),
                    _ => value.split([' ', '>', '/', '\t', '\n']).next(),
                };
                if let Some(name) = name.filter(|name| is_word && !name.is_empty()) {
                    self.add(name.to_owned());
                }
            }
        }
    }

    fn add(&mut self, name: String) {
        self.known.insert(comparable(&name));
        self.names.push(name);
    }
}

/// The headings of a document, the title among them, each with the anchor that a link to it names
/// (without `#`). Of headings with the same text the second is `text-1`, the third `text-2`.
pub fn heading_anchors(contract: &Contract) -> Vec<(String, &Heading)> {
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

/// A heading's anchor: lower case, a dash for each space, without all that is neither letter,
/// digit, dash nor underscore. What GitHub does.
fn slug(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ') || is_mark(*c);
    let lower = heading.trim().chars().flat_map(char::to_lowercase);
    lower.filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Combining marks, which belong to the letter before them. The standard library does not tell them
/// apart; these are the blocks of the scripts in which they are written.
fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}')
}

fn comparable(name: &str) -> String {
    let mut comparable = String::with_capacity(name.len());
    for character in name.chars().flat_map(char::to_lowercase) {
        let is_dash = matches!(character, '-' | ' ');
        let is_variation = matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{200d}');
        if is_dash && !comparable.ends_with('-') {
            comparable.push('-');
        } else if !is_dash && !is_variation {
            comparable.push(character);
        }
    }
    comparable.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::parse;

    fn anchors(headings: &[&str]) -> Anchors {
        let mut anchors = Anchors::default();
        headings.iter().for_each(|heading| anchors.add_heading(heading));
        anchors
    }

    #[test]
    fn headings_are_named_as_github_names_them() {
        let expectations = [
            ("Stripe (Payments)", "stripe-payments"),
            ("Plan & Pricing", "plan--pricing"),
            ("1. AWS S3", "1-aws-s3"),
            ("snake_case: v1.2", "snake_case-v12"),
            ("🚀 Launch", "-launch"),
            ("決済 サービス", "決済-サービス"),
            ("Änderungen", "änderungen"),
            ("ไทย สวัสดี", "ไทย-สวัสดี"),
        ];
        for (heading, slug) in expectations {
            assert_eq!(anchors(&[heading]).names().collect::<Vec<_>>(), [slug], "{heading}");
        }
    }

    #[test]
    fn the_second_heading_of_the_same_words_is_numbered() {
        let anchors = anchors(&["Testing", "Testing", "Testing"]);
        assert_eq!(anchors.names().collect::<Vec<_>>(), ["testing", "testing-1", "testing-2"]);
        assert!(anchors.holds("Testing-2") && !anchors.holds("testing-3"));
    }

    #[test]
    fn what_some_renderer_accepts_leads_somewhere() {
        let anchors = anchors(&["⚠️ Plan & Pricing", "Stripe {#pay}"]);
        for fragment in ["plan-pricing", "-plan--pricing", "️-plan--pricing", "pay", "stripe"] {
            assert!(anchors.holds(fragment), "{fragment}");
        }
        assert!(!anchors.holds("plan"));
    }

    #[test]
    fn html_sets_anchors() {
        let mut anchors = Anchors::default();
        anchors.add_html("<a id=\"one\"></a><a name='two'/><h2 class=x id=three>");
        anchors.add_html("<a data-id=\"four\">");
        assert_eq!(anchors.names().collect::<Vec<_>>(), ["one", "three", "two"]);
    }

    #[test]
    fn a_repeated_heading_is_numbered() {
        let contract = parse("# Mail\n\n## Mail\n\n### API\n\n### Mail\n");
        let names: Vec<String> =
            heading_anchors(&contract).into_iter().map(|(slug, _)| slug).collect();
        assert_eq!(names, ["mail", "mail-1", "api", "mail-2"]);
    }
}
