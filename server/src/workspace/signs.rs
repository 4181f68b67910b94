//! Signs by which a text is told to matter, before it is parsed: an import of an SDK, the address of
//! an API, the environment, a comment for this program.
//!
//! Parsing is what costs, and most files of a workspace hold none of these; they are parsed when
//! somebody asks what they say. A sign may be wrong, a file without one may not: tests hold that
//! nothing a rule could speak of under any contract is in such a file
//! ([`Index`](super::Index) checks every one).

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, Match};

use crate::catalog::{Ecosystem, Owners};
use crate::source::Language;

/// What is looked for, for each registry: a language imports the packages of one.
#[derive(Debug, Default)]
pub(super) struct Signs {
    owners: Vec<Arc<Owners>>,
    scanners: HashMap<Ecosystem, OnceLock<Option<Scanner>>>,
}

#[derive(Debug)]
struct Scanner {
    automaton: AhoCorasick,
    signs: Vec<Sign>,
}

/// What a pattern is, and with that where it must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    /// What the import paths of a package begin with.
    Root,
    /// What the names of packages begin with.
    Prefix,
    /// The last two labels of a host.
    Domain,
    /// The last two labels of hosts that an expression tells.
    Ending,
    /// A part of a host or of a word.
    Part,
}

/// What every access to the environment holds, in small letters, and the comments for this program.
const PARTS: &[&str] = &["env", "contract-lsp-"];

/// What else reads variables, by what brings it into a file.
fn parts_of(ecosystem: Ecosystem) -> &'static [&'static str] {
    match ecosystem {
        // pydantic's `BaseSettings`, decouple, starlette's `Config`.
        Ecosystem::Pypi => &["basesettings", "decouple", "starlette"],
        Ecosystem::Go => &["viper"],
        // Spring's `@Value("${NAME}")`, MicroProfile's `@ConfigProperty`, `Config` of any maker,
        // Micronaut's `@Property`, Ktor's `propertyOrNull`.
        Ecosystem::Maven => &["@value", "property", "config"],
        // That of NestJS.
        Ecosystem::Npm => &["configservice"],
        Ecosystem::Composer => &["_server"],
        Ecosystem::Rubygems => &["figaro", "anyway"],
        _ => &[],
    }
}

impl Signs {
    /// The signs of all that these know.
    pub(super) fn new(owners: Vec<Arc<Owners>>) -> Self {
        let scanners = Ecosystem::ALL.iter().map(|ecosystem| (*ecosystem, OnceLock::new()));
        Self { owners, scanners: scanners.collect() }
    }

    /// Whether a text shows any sign. Always, in a language whose files find each other by what is
    /// defined in them: `namespace` of C#, functions of Kotlin.
    pub(super) fn are_in(&self, language: Language, text: &str) -> bool {
        let is_by_definitions = matches!(language, Language::CSharp | Language::Kotlin);
        let Some(ecosystem) = language.ecosystem().filter(|_| !is_by_definitions) else {
            return true;
        };
        let scanner = self
            .scanners
            .get(&ecosystem)
            .map(|it| it.get_or_init(|| Scanner::new(ecosystem, &self.owners)).as_ref());
        let Some(Some(scanner)) = scanner else { return true };
        scanner.automaton.find_overlapping_iter(text).any(|hit| {
            match scanner.signs[hit.pattern().as_usize()] {
                Sign::Root => is_import(ecosystem, text, hit),
                Sign::Prefix => !is_word(byte_before(text, hit)),
                Sign::Domain => self.is_address(ecosystem, text, hit),
                Sign::Ending => {
                    stands_apart(text, hit) && !is_in_comment(ecosystem, text, hit.start())
                }
                Sign::Part => !is_other_word(ecosystem, &text[hit.start()..]),
            }
        })
    }

    /// Whether a domain stands in an address that may be a service's. Most addresses in source are
    /// links, to pages of services too.
    fn is_address(&self, ecosystem: Ecosystem, text: &str, hit: Match) -> bool {
        let bytes = text.as_bytes();
        let is_of_host = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
        let is_longer = bytes
            .get(hit.end())
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if is_longer || is_in_comment(ecosystem, text, hit.start()) {
            return false;
        }
        let before = bytes[..hit.start()].iter().rev().take_while(|byte| is_of_host(byte)).count();
        let start = hit.start() - before;
        let host = &text[start..hit.end()];
        let begins = start.checked_sub(1).map(|at| bytes[at]);
        let is_whole = matches!(begins, Some(b'/' | b'@' | b'"' | b'\'' | b'`'));
        let is_apart = before == 0 || matches!(bytes[hit.start() - 1], b'.' | b'-');
        let may_be_owned = || {
            let host = host.to_ascii_lowercase();
            let behind = &text[hit.end()..];
            let is_of_path = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
            let path = behind.split(|c| !is_of_path(c)).next().unwrap_or_default();
            // A slash at the end may be that of a path that goes on.
            let path = path.trim_end_matches('/');
            self.owners.iter().any(|owners| owners.may_own_address(&host, path))
        };
        // A host whose beginning is put in at run time may be any of the domain.
        is_apart && (!is_whole || may_be_owned())
    }
}

impl Scanner {
    fn new(ecosystem: Ecosystem, owners: &[Arc<Owners>]) -> Option<Self> {
        let mut signs: Vec<(String, Sign)> = Vec::new();
        for owners in owners {
            signs.extend(owners.roots(ecosystem).map(|root| (root.to_owned(), Sign::Root)));
            signs.extend(owners.prefixes(ecosystem).map(|it| (it.to_owned(), Sign::Prefix)));
            signs.extend(owners.domains().map(|domain| (domain.to_owned(), Sign::Domain)));
            let parts = owners.expressed_parts().map(|part| {
                let is_domain = part.split('.').filter(|label| !label.is_empty()).count() == 2;
                (part.to_owned(), if is_domain { Sign::Ending } else { Sign::Part })
            });
            signs.extend(parts);
        }
        let parts = PARTS.iter().chain(parts_of(ecosystem));
        signs.extend(parts.map(|part| ((*part).to_owned(), Sign::Part)));
        signs.sort_unstable();
        signs.dedup();
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(signs.iter().map(|(pattern, _)| pattern))
            .ok()?;
        Some(Self { automaton, signs: signs.into_iter().map(|(_, sign)| sign).collect() })
    }
}

fn byte_before(text: &str, hit: Match) -> Option<u8> {
    hit.start().checked_sub(1).and_then(|at| text.as_bytes().get(at)).copied()
}

fn byte_behind(text: &str, hit: Match) -> Option<u8> {
    text.as_bytes().get(hit.end()).copied()
}

fn is_word(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80)
}

/// Whether no word goes on before or behind a place.
fn stands_apart(text: &str, hit: Match) -> bool {
    !is_word(byte_before(text, hit)) && !is_word(byte_behind(text, hit))
}

/// Whether what import paths of a package begin with stands where the languages of its registry write
/// one.
fn is_import(ecosystem: Ecosystem, text: &str, hit: Match) -> bool {
    let (before, behind) = (byte_before(text, hit), byte_behind(text, hit));
    let is_quote = |byte: Option<u8>| matches!(byte, Some(b'"' | b'\'' | b'`'));
    match ecosystem {
        Ecosystem::Npm => {
            // `npm:stripe`, `https://esm.sh/stripe`; `./stripe` is a file.
            let is_address = || {
                let quote = text[..hit.start()].rfind(['"', '\'', '`']);
                let literal = quote.map_or("", |at| &text[at + 1..]);
                ["npm:", "https:", "http:"].iter().any(|it| literal.starts_with(it))
            };
            let begins = is_quote(before) || matches!(before, Some(b':' | b'/')) && is_address();
            begins && (is_quote(behind) || matches!(behind, Some(b'/' | b'@' | b'?' | b'+')))
        }
        Ecosystem::Go => is_quote(before),
        Ecosystem::Pypi => {
            let words = text[..hit.start()].trim_end_matches([' ', '\t', '\\', '\n', '\r']);
            let is_named = || ["import", "from", ","].iter().any(|it| words.ends_with(it));
            stands_apart(text, hit) && before != Some(b'.') && (is_quote(before) || is_named())
        }
        Ecosystem::Crates => {
            let is_path = text[hit.end()..].trim_start().starts_with("::");
            let is_declared = || {
                let (head, line) = line_at(text, hit.start());
                // One of a group that goes over lines may begin its own.
                line.contains("use") || line.contains("crate") || head.trim_start().is_empty()
            };
            stands_apart(text, hit) && (is_path || is_declared())
        }
        Ecosystem::Maven => stands_apart(text, hit) && before != Some(b'.'),
        Ecosystem::Rubygems | Ecosystem::Composer | Ecosystem::Nuget => {
            let is_constant = text.as_bytes()[hit.start()].is_ascii_uppercase();
            stands_apart(text, hit) && (is_constant || is_quote(before) || behind == Some(b'\\'))
        }
    }
}

/// Whether `env` is the beginning of a word that has nothing to do with variables, in languages whose
/// way to them has another name. Rust's `config::Environment` is one.
fn is_other_word(ecosystem: Ecosystem, text: &str) -> bool {
    const OTHERS: &[&str] = &["environment", "envelop"];
    let has_others = matches!(ecosystem, Ecosystem::Npm | Ecosystem::Pypi | Ecosystem::Rubygems);
    let begins =
        |word: &&str| text.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
    has_others && OTHERS.iter().any(begins)
}

const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// The line around a place up to there, and as a whole.
fn line_at(text: &str, at: usize) -> (&str, &str) {
    let start = text[..at].rfind(LINE_ENDS).map_or(0, |end| end + 1);
    let end = text[at..].find(LINE_ENDS).map_or(text.len(), |end| at + end);
    (&text[start..at], &text[start..end])
}

/// Whether a place lies in a comment that its line begins with or goes on with: licences and links to
/// documentation.
fn is_in_comment(ecosystem: Ecosystem, text: &str, at: usize) -> bool {
    let (line, _) = line_at(text, at);
    let line = line.trim_start();
    match ecosystem {
        Ecosystem::Pypi | Ecosystem::Rubygems => line.starts_with('#'),
        // A line of a block comment; code that begins so writes no space behind the star.
        _ => line.starts_with("//") || line.starts_with("* ") && !line.contains("*/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    #[track_caller]
    fn check(language: Language, with_signs: &[&str], without: &[&str]) {
        let signs = Signs::new(vec![Arc::new(Owners::of(Catalog::builtin()))]);
        for text in with_signs {
            assert!(signs.are_in(language, text), "no sign: {text}");
        }
        for text in without {
            assert!(!signs.are_in(language, text), "a sign: {text}");
        }
    }

    #[test]
    fn imports_show_where_a_language_writes_them() {
        check(
            Language::TypeScript,
            &[
                "import Stripe from 'stripe';",
                "require(\"@aws-sdk/client-s3\")",
                "'npm:stripe@14'",
                "'https://esm.sh/stripe'",
            ],
            &["const stripe = 1;", "import x from '../pay/stripe';", "stripe('x')"],
        );
        check(
            Language::Python,
            &["import os, stripe", "from stripe import x", "import \\\n  stripe", "m('stripe.x')"],
            &["from .stripe import x", "stripe = 1", "import stripes"],
        );
        check(
            Language::Rust,
            &["use stripe::Client;", "use {\n    stripe,\n};", "stripe :: Client::new()"],
            &["let stripe = 1;", "x.stripe()"],
        );
        check(Language::Go, &["\t\"github.com/stripe/stripe-go/v76\""], &["// stripe-go"]);
        check(Language::Java, &["import com.stripe.Stripe;"], &["import org.com.stripe.X;"]);
        check(Language::Ruby, &["Stripe::Charge", "require 'stripe'"], &["stripe = 1"]);
        check(Language::Php, &["use Stripe\\StripeClient;", "\\Stripe\\X"], &["$stripe = 1;"]);
    }

    #[test]
    fn addresses_show_unless_they_are_links_or_comments() {
        check(
            Language::JavaScript,
            &[
                "fetch('https://api.stripe.com/v1')",
                "fetch(`https://${x}.stripe.com`)",
                "const HOST = 'API.Stripe.com'",
                "/* x */ fetch('https://api.stripe.com')",
                " * the end */ fetch('https://api.stripe.com')",
                "// x\rfetch('https://api.stripe.com')",
                "'https://o1.ingest.sentry.io/2'",
                "'https://x.algolianet.com'",
            ],
            &[
                "// https://api.stripe.com",
                " * see https://api.stripe.com",
                "'https://github.com/acme/shop'",
                "'https://api.stripe.community'",
                "'https://notstripe.com'",
            ],
        );
        check(Language::Python, &["x = 'https://api.stripe.com'"], &["  # https://api.stripe.com"]);
    }

    #[test]
    fn the_environment_shows_in_every_form() {
        check(
            Language::TypeScript,
            &["process.env.X", "// contract-lsp-ignore-file env-unused", "c: ConfigService"],
            &["import { environment } from './environments/environment';", "new Envelope()"],
        );
        check(
            Language::Python,
            &["os.environ['X']", "class S(BaseSettings):"],
            &["environment = 1"],
        );
        check(
            Language::Rust,
            &["Config::builder().add_source(Environment::with_prefix(\"STRIPE\"))", "env!(\"X\")"],
            &["fn main() {}"],
        );
        check(
            Language::Java,
            &["@ConfigProperty(name = \"X\")", "System.getenv(\"X\")"],
            &["class X {}"],
        );
        check(Language::Go, &["viper.GetString(\"x\")", "os.Getenv(\"X\")"], &["package x"]);
        check(Language::Php, &["$_SERVER['X']", "getenv('X')"], &["<?php echo 1;"]);
        check(Language::Ruby, &["ENV['X']", "class C < Anyway::Config"], &["puts 1"]);
    }

    #[test]
    fn what_is_found_by_its_definitions_is_always_parsed() {
        check(Language::CSharp, &["namespace Shop;"], &[]);
        check(Language::Kotlin, &["fun charge() {}"], &[]);
    }
}
