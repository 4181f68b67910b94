//! Keys that stand in a text.
//!
//! The formats are the catalog's. One pass looks for the constant beginnings of all of them at once;
//! what a format without one says (bare letters and digits) is asked only of lines on which a name
//! gives the value away. Nothing of a key is kept but the beginning that all keys of its kind share.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use crate::catalog::{Catalog, KeyMode, Secrecy, name_key};
use crate::text::ByteRange;

use super::placeholders::is_placeholder;

/// A key in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretUse {
    /// The key itself.
    pub range: ByteRange,
    /// Services of the catalog whose keys look like this, by name; empty for a private key, which
    /// may be anybody's.
    pub services: Vec<String>,
    /// What people call such a key: `secret key`.
    pub kind: String,
    /// The beginning that every key of the kind has, to be shown in place of the key; may be empty.
    pub beginning: String,
    /// Whether it works in the service's test mode alone.
    pub is_test: bool,
    /// The name that stands beside it, when the line assigns it to one.
    pub name: Option<String>,
    /// The key with its quotes, when it stands alone in them.
    pub quoted: Option<ByteRange>,
}

/// Marks by which other scanners are told that a line is all right.
const ALLOWING: &[&str] = &["gitleaks:allow", "pragma: allowlist secret"];

/// Shortest beginning that is looked for: a shorter one stands in every text.
const SHORTEST_BEGINNING: usize = 3;

/// Encoded data is broken into lines of 64 letters (PEM) or 76 (MIME).
const SHORTEST_DATA_LINE: usize = 60;

struct Format {
    service: String,
    /// Name keys of the service's first words, to be found in the names of variables.
    words: Vec<String>,
    kind: String,
    beginning: String,
    pattern: Regex,
    is_test: bool,
    needs_name: bool,
}

struct Formats {
    /// Those with a constant beginning, as the matcher numbers them.
    begun: Vec<Format>,
    beginnings: AhoCorasick,
    /// Those that are told by a name alone.
    bare: Vec<Format>,
    /// What the names of such keys hold.
    words: AhoCorasick,
}

static FORMATS: LazyLock<Option<Formats>> = LazyLock::new(Formats::of_catalog);

/// A name, and the value that is assigned to it: `TWILIO_AUTH_TOKEN=…`, `"authToken": "…"`.
static ASSIGNMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)([a-z0-9_.-]*(?:key|token|secret|password|auth|sid)[a-z0-9_.-]*)["'\])]*\s*(?:(?:=>|:=|[:=])\s*["'`]?|,\s*["'`])([a-z0-9+/_=.-]{16,})"#,
    )
    .ok()
});

impl Formats {
    fn of_catalog() -> Option<Self> {
        let (mut begun, mut bare) = (Vec::new(), Vec::new());
        for service in Catalog::builtin().services() {
            let names = std::iter::once(&service.name).chain(&service.aliases);
            let first = |name: &String| name.split([' ', '/', '.']).next().map(name_key);
            let mut words: Vec<String> =
                names.filter_map(first).filter(|it| it.len() > 2).collect();
            words.sort_unstable();
            words.dedup();
            for key in service.keys.iter().filter(|key| key.secrecy == Secrecy::Secret) {
                let beginning = constant_beginning(&key.pattern);
                let Ok(pattern) = Regex::new(&format!("^(?:{})", key.pattern)) else { continue };
                let has_beginning = beginning.len() >= SHORTEST_BEGINNING;
                let format = Format {
                    service: service.name.clone(),
                    words: words.clone(),
                    kind: key.name.clone(),
                    beginning,
                    pattern,
                    is_test: key.mode == KeyMode::Test,
                    needs_name: key.needs_context,
                };
                if has_beginning { begun.push(format) } else { bare.push(format) }
            }
        }
        let beginnings = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(begun.iter().map(|format| &format.beginning))
            .ok()?;
        let words = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(["key", "token", "secret", "password", "auth"])
            .ok()?;
        Some(Self { begun, beginnings, bare, words })
    }
}

/// The keys in a text, in order, without placeholders, publishable keys and documented samples.
pub fn secrets(text: &str) -> Vec<SecretUse> {
    let Some(formats) = &*FORMATS else { return Vec::new() };
    let mut found: Vec<SecretUse> = Vec::new();
    for hit in formats.beginnings.find_overlapping_iter(text) {
        let format = &formats.begun[hit.pattern().as_usize()];
        let Some(range) = format.key_at(text, hit.start()) else { continue };
        let line = Line::around(text, range);
        let is_named = || line.name_before(range).is_some_and(|name| format.is_of(&name));
        if line.is_allowed() || (format.needs_name && !is_named()) {
            continue;
        }
        add(&mut found, format, range, text, line.name_before(range));
    }
    let mut done = 0;
    for hit in formats.words.find_iter(text) {
        if hit.start() < done {
            continue;
        }
        let line = Line::around(text, ByteRange::at(hit.start()));
        done = line.start + line.text.len();
        bare_keys(formats, text, line.start, line.text, &mut found);
    }
    private_keys(text, &mut found);
    found.sort_by_key(|secret| (secret.range.start(), std::cmp::Reverse(secret.range.end())));
    // Of several kinds that begin at one place the longest is meant.
    found.dedup_by(|later, earlier| earlier.range.contains_range(later.range));
    found
}

/// A text with every key in it masked, for people to read.
pub fn without_secrets(text: &str) -> String {
    let mut masked = text.to_owned();
    for secret in secrets(text).iter().rev() {
        let shown = secret.beginning.len().min(secret.range.len());
        let key = ByteRange::new(secret.range.start() + shown, secret.range.end());
        let stars = "*".repeat(key.slice(text).chars().count());
        masked.replace_range(key.start()..key.end(), &stars);
    }
    masked
}

/// Keys without a beginning of their own, on a line that names them.
fn bare_keys(formats: &Formats, text: &str, start: usize, line: &str, found: &mut Vec<SecretUse>) {
    let Some(assignment) = &*ASSIGNMENT else { return };
    for captured in assignment.captures_iter(line) {
        let (Some(name), Some(value)) = (captured.get(1), captured.get(2)) else { continue };
        let range = ByteRange::new(start + value.start(), start + value.end());
        let name = name.as_str();
        let fitting = formats.bare.iter().filter(|format| {
            let whole =
                format.pattern.find(value.as_str()).is_some_and(|it| it.end() == value.len());
            whole && format.is_of(name) && !is_placeholder("", value.as_str())
        });
        for format in fitting {
            if !Line::around(text, range).is_allowed() {
                add(found, format, range, text, Some(name.to_owned()));
            }
        }
    }
}

fn private_keys(text: &str, found: &mut Vec<SecretUse>) {
    const BEGIN: &str = "-----BEGIN ";
    const END: &str = "PRIVATE KEY-----";
    for (start, _) in text.match_indices(BEGIN) {
        let head = text[start..].lines().next().unwrap_or_default();
        let Some(head_end) = head.find(END) else { continue };
        let body = &text[start + head_end + END.len()..];
        let body_end = body.find("-----END").unwrap_or(body.len());
        let letters = body[..body_end].chars().filter(char::is_ascii_alphanumeric).count();
        // A head without a key, as in documentation.
        let is_allowed = Line::around(text, ByteRange::at(start)).is_allowed();
        if letters < 100 || is_allowed || is_placeholder("", &body[..body_end]) {
            continue;
        }
        found.push(SecretUse {
            range: ByteRange::new(start, start + head_end + END.len()),
            services: Vec::new(),
            kind: "private key".to_owned(),
            beginning: String::new(),
            is_test: false,
            name: None,
            quoted: None,
        });
    }
}

/// Adds a key; a second format that fits the same place adds its service.
fn add(
    found: &mut Vec<SecretUse>,
    format: &Format,
    range: ByteRange,
    text: &str,
    name: Option<String>,
) {
    if let Some(known) = found.iter_mut().find(|secret| secret.range == range) {
        if !known.services.contains(&format.service) {
            known.services.push(format.service.clone());
        }
        if known.beginning.len() < format.beginning.len() {
            known.beginning.clone_from(&format.beginning);
        }
        return;
    }
    found.push(SecretUse {
        range,
        services: vec![format.service.clone()],
        kind: format.kind.clone(),
        beginning: format.beginning.clone(),
        is_test: format.is_test || range.slice(text).contains("_test_"),
        name,
        quoted: quoted(text, range),
    });
}

/// A range with the quotes right around it, when they are a pair.
fn quoted(text: &str, range: ByteRange) -> Option<ByteRange> {
    let before = text[..range.start()].chars().next_back()?;
    let behind = text[range.end()..].chars().next()?;
    let is_pair = before == behind && ['"', '\'', '`'].contains(&before);
    is_pair.then(|| ByteRange::new(range.start() - 1, range.end() + 1))
}

impl Format {
    /// The key that begins at `start`, when it is one: a word of its own and no placeholder.
    fn key_at(&self, text: &str, start: usize) -> Option<ByteRange> {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if text[..start].ends_with(is_word) {
            return None;
        }
        let found = self.pattern.find(&text[start..])?;
        let range = ByteRange::new(start, start + found.end());
        let is_cut =
            text[range.end()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let is_key = !is_cut
            && !is_placeholder(&self.beginning, range.slice(text))
            && !Line::around(text, range).is_in_block(text);
        is_key.then_some(range)
    }

    /// Whether a name is one of the service's.
    fn is_of(&self, name: &str) -> bool {
        let name = name_key(name);
        self.words.iter().any(|word| name.contains(word))
    }
}

/// The line that a range begins in.
struct Line<'text> {
    text: &'text str,
    start: usize,
}

impl<'text> Line<'text> {
    fn around(text: &'text str, range: ByteRange) -> Self {
        let start = text[..range.start()].rfind('\n').map_or(0, |at| at + 1);
        let end = text[range.start()..].find('\n').map_or(text.len(), |at| range.start() + at);
        Self { text: &text[start..end], start }
    }

    fn is_allowed(&self) -> bool {
        ALLOWING.iter().any(|mark| self.text.contains(mark))
    }

    /// Whether it is one of several lines of a block of data: a picture, an attachment.
    fn is_in_block(&self, text: &str) -> bool {
        let is_data = |line: &str| {
            let line = line.trim();
            line.len() >= SHORTEST_DATA_LINE
                && line.bytes().all(|it| it.is_ascii_alphanumeric() || b"+/=".contains(&it))
        };
        let before = text[..self.start].lines().next_back();
        let behind = text.get(self.start + self.text.len() + 1..).and_then(|it| it.lines().next());
        is_data(self.text) && [before, behind].into_iter().flatten().any(is_data)
    }

    /// The name to which the line assigns what begins at a range.
    fn name_before(&self, range: ByteRange) -> Option<String> {
        let before = self.text.get(..range.start() - self.start)?;
        let before = before.trim_end_matches(['"', '\'', '`', ' ', '\t', '(']);
        let before = before.strip_suffix(['=', ':', ','])?;
        let before = before.trim_end_matches(['"', '\'', '`', ' ', '\t', ']', ':', '=', '>']);
        let is_part = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
        let start = before.trim_end_matches(is_part).len();
        let name = before[start..].to_owned();
        (!name.is_empty()).then_some(name)
    }
}

/// The text with which everything that a pattern fits begins.
fn constant_beginning(pattern: &str) -> String {
    let mut beginning = String::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        match letter {
            // What a quantifier follows may be absent.
            '?' | '*' | '{' => {
                beginning.pop();
                break;
            }
            '[' | '(' | '.' | '+' | '|' | '^' | '$' => break,
            '\\' => match letters.next() {
                Some(escaped) if !escaped.is_ascii_alphanumeric() => beginning.push(escaped),
                _ => break,
            },
            letter => beginning.push(letter),
        }
    }
    // An alternative may begin otherwise.
    if pattern.contains('|') && !pattern.contains('(') { String::new() } else { beginning }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key that looks random, put together here so that no file holds one.
    fn key(beginning: &str, length: usize) -> String {
        const LETTERS: &[u8] = b"aK3vQ9mZ7xT2cR8wB5nJ4yH6sD1fG0pLqEuViOtXrCzNbMkPjWhYgUdSeAoFl";
        let mut at = length;
        let letter = |index: usize| {
            at = (at * 31 + index * 7 + 17) % 7919;
            char::from(LETTERS[at % LETTERS.len()])
        };
        beginning.chars().chain((0..length).map(letter)).collect()
    }

    fn found(text: &str) -> Vec<(String, Vec<String>, bool)> {
        let secrets = secrets(text).into_iter();
        secrets.map(|secret| (secret.kind, secret.services, secret.is_test)).collect()
    }

    #[test]
    fn live_and_test_keys_are_told_apart() {
        let text = format!(
            "const a = '{}';\nconst b = \"{}\";\n",
            key("sk_live_", 40),
            key("sk_test_", 40)
        );
        let found = found(&text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].1.contains(&"Stripe".to_owned()) && !found[0].2, "{found:?}");
        assert!(found[1].1.contains(&"Stripe".to_owned()) && found[1].2, "{found:?}");
    }

    #[test]
    fn placeholders_publishable_keys_and_references_are_clean() {
        for text in [
            "key = 'sk_live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
            "key = 'sk_live_your_key_goes_here_abcdefghijk'",
            "key = sk_live_...",
            "key = 'sk_live_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'",
            "key = process.env.STRIPE_SECRET_KEY",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
        for beginning in ["pk_live_", "pk_test_"] {
            assert_eq!(found(&format!("key = '{}'", key(beginning, 40))), []);
        }
        // Part of a longer word.
        assert_eq!(found(&format!("x{}", key("sk_live_", 40))), []);
        assert_eq!(found(&format!("{}_more", key("sk_live_", 40))), []);
        assert_eq!(found("Example(key, keywordSearchOnly: boolean)"), []);
        assert_eq!(found(&format!("{} // gitleaks:allow", key("sk_live_", 40))), []);
    }

    #[test]
    fn a_line_of_encoded_data_holds_no_key() {
        let line = key("AQE", 90);
        assert_eq!(found(&format!("data:\n{line}\n{line}\n")), []);
        assert_eq!(found(&format!("data:\n{line}\nend\n")).len(), 1);
    }

    #[test]
    fn bare_keys_are_told_by_the_name_beside_them() {
        let hex = "9f8e3b7c1d5246a0f3c29b8e7d6a4c15";
        let name = |text: String| found(&text).iter().map(|it| it.1.join(", ")).collect::<String>();
        assert_eq!(name(format!("TWILIO_AUTH_TOKEN={hex}\n")), "Twilio");
        assert_eq!(name(format!("twilioAuthToken: '{hex}',\n")), "Twilio");
        assert_eq!(name(format!("COMMIT={hex}\n")), "");
        assert_eq!(name(format!("auth_token = \"{hex}\"\n")), "");
    }

    #[test]
    fn private_keys_are_found_with_their_body_alone() {
        let head = "-----BEGIN RSA PRIVATE KEY-----";
        let text = format!("{head}\n{}\n-----END RSA PRIVATE KEY-----\n", key("MII", 400));
        assert_eq!(found(&text).len(), 1);
        assert_eq!(found(&format!("looks for {head} in files")), []);
    }

    #[test]
    fn a_masked_text_shows_no_key() {
        let secret = key("sk_live_", 40);
        let masked = without_secrets(&format!("stripe('{secret}')"));
        assert!(!masked.contains(&secret[10..]), "{masked}");
        assert!(masked.contains("sk_live_****"), "{masked}");
    }

    #[test]
    fn every_secret_format_of_the_catalog_is_looked_for() {
        let formats = FORMATS.as_ref().expect("the formats are read");
        let wanted = Catalog::builtin().services().iter().flat_map(|service| &service.keys);
        let wanted = wanted.filter(|key| key.secrecy == Secrecy::Secret).count();
        assert_eq!(formats.begun.len() + formats.bare.len(), wanted);
    }
}
