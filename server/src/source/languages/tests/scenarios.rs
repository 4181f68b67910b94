//! The table of scenarios and languages.
//!
//! Each folder of a language holds a `scenarios.md`: for every scenario of [`SCENARIOS`] a heading,
//! and below it source in that language with the facts it has, or the word `none` with the reason
//! why the language (`not in the language: …`) or this program (`not read: …`) has nothing there.
//! `UPDATE_EXPECT=1` writes the facts as they are, and the table into `docs/languages.md`; read what
//! it changed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::source::{Language, extract};

use super::dump::dump;
use super::table::{Column, page};

/// The scenarios, with what they are for people.
const SCENARIOS: &[(&str, &str)] = &[
    ("import-plain", "an import of a package"),
    ("import-alias", "an import under another name"),
    ("import-names", "an import of some names, one of them renamed"),
    ("import-wildcard", "an import of everything"),
    ("import-submodule", "an import of a path below a package"),
    ("import-grouped", "several imports in one statement"),
    ("import-dynamic", "a package loaded by a call"),
    ("import-inside", "an import inside a function or a condition"),
    ("import-reexport", "a name handed on to importers"),
    ("import-local", "an import of a file of the workspace"),
    ("import-types-only", "an import whose uses are types or error classes"),
    ("import-qualified", "a package used by its full path without an import"),
    ("import-shadowed", "a local name that is not the package"),
    ("import-mocked", "a package that a test replaces"),
    ("url-in-call", "an address in the call that requests it"),
    ("url-over-lines", "a call over several lines"),
    ("url-constant", "an address in a constant that a call uses"),
    ("url-unused", "an address that no call of the file uses"),
    ("url-folded", "an address put together from constants"),
    ("url-formatted", "an address with holes"),
    ("url-joined", "an address joined from base and path"),
    ("url-member", "an address in a member of a class or an object of constants"),
    ("url-from-function", "an address that a function returns"),
    ("url-default", "an address as the default of a parameter"),
    ("url-base", "a client made with a base address, and its calls"),
    ("url-host", "a bare host where a host is expected"),
    ("url-session", "requests of a session or a client object"),
    ("url-prose", "addresses in comments, prose and log lines"),
    ("url-compared", "addresses in comparisons, assertions and allow lists"),
    ("url-local", "addresses of this machine"),
    ("env-read", "a variable read, in every form"),
    ("env-default", "a variable read with a default"),
    ("env-alias", "the environment under another name"),
    ("env-settings", "variables that a class or schema of settings declares"),
    ("env-annotation", "a variable in an annotation or tag"),
    ("env-presence", "a variable that is only asked for"),
    ("env-write", "a variable that is set"),
    ("env-shadowed", "a local name that is not the environment"),
    ("env-folded", "a variable named by a constant"),
    ("client-made", "a client constructed"),
    ("client-called", "a client made by a function"),
    ("client-key", "a key set for a whole package"),
    ("client-elsewhere", "a client for another server"),
    ("definition-function", "functions, with documentation"),
    ("definition-class", "classes and their methods"),
    ("definition-constant", "constants and types"),
    ("comment-suppression", "suppressions of a line, the next line and a file"),
    ("comment-generated", "a generated file"),
    ("broken", "source that somebody is typing"),
];

/// The languages with their folder, name for people, and the language their source is read as.
const LANGUAGES: &[(&str, &str, Language)] = &[
    ("javascript", "JavaScript", Language::JavaScript),
    ("typescript", "TypeScript", Language::TypeScript),
    ("python", "Python", Language::Python),
    ("rust", "Rust", Language::Rust),
    ("go", "Go", Language::Go),
    ("java", "Java", Language::Java),
    ("kotlin", "Kotlin", Language::Kotlin),
    ("ruby", "Ruby", Language::Ruby),
    ("php", "PHP", Language::Php),
    ("csharp", "C#", Language::CSharp),
    ("markup", "Markup", Language::Markup),
];

/// One scenario of a language.
struct Scenario {
    id: String,
    content: Content,
}

enum Content {
    Source { fence: String, source: String, facts: String },
    Nothing(String),
}

fn scenarios_path(folder: &str) -> PathBuf {
    let languages = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/source/languages");
    languages.join(folder).join("scenarios.md")
}

/// Reads `## id` headings, each followed by a fence of source and a fence `facts`, or by one line
/// that begins with `none`.
fn read(text: &str) -> (String, Vec<Scenario>) {
    let mut parts = text.split("\n## ");
    let intro = parts.next().unwrap_or_default().to_owned();
    let scenario = |part: &str| {
        let (id, body) = part.split_once('\n').unwrap_or((part, ""));
        let mut fences = Vec::new();
        let mut rest = body;
        while let Some((_, opened)) = rest.split_once("```") {
            let (info, inside) = opened.split_once('\n').expect("a fence has lines");
            let (content, behind) = match inside.strip_prefix("```") {
                Some(behind) => ("", behind),
                None => inside.split_once("\n```").expect("a fence is closed"),
            };
            fences.push((info.trim().to_owned(), content.to_owned()));
            rest = behind;
        }
        let content = match fences.as_slice() {
            [] => Content::Nothing(body.trim().to_owned()),
            [(fence, source), rest @ ..] => Content::Source {
                fence: fence.clone(),
                source: format!("{source}\n"),
                facts: rest.first().map(|(_, facts)| facts.clone()).unwrap_or_default(),
            },
        };
        Scenario { id: id.trim().to_owned(), content }
    };
    (intro, parts.map(scenario).collect())
}

fn write(intro: &str, scenarios: &[Scenario]) -> String {
    let mut out = format!("{}\n", intro.trim_end());
    for scenario in scenarios {
        let _ = write!(out, "\n## {}\n\n", scenario.id);
        match &scenario.content {
            Content::Nothing(reason) => out.push_str(&format!("{reason}\n")),
            Content::Source { fence, source, facts } => {
                let facts = match facts.trim_end() {
                    "" => String::new(),
                    facts => format!("{facts}\n"),
                };
                let _ = write!(out, "```{fence}\n{source}```\n\n```facts\n{facts}```\n");
            }
        }
    }
    out
}

/// Held while files of scenarios are read or written: the tests run side by side.
static FILES: Mutex<()> = Mutex::new(());

fn is_updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|it| it != "0")
}

/// Holds the scenarios of one language's folder to the facts that are read.
fn check(folder: &str, language: Language) {
    let path = scenarios_path(folder);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let (intro, mut scenarios) = read(&text);
    let ids: Vec<&str> = scenarios.iter().map(|it| it.id.as_str()).collect();
    let wanted: Vec<&str> = SCENARIOS.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, wanted, "{folder} has every scenario, in the order of the table");
    for scenario in &mut scenarios {
        match &mut scenario.content {
            Content::Nothing(reason) => {
                let is_reasoned = ["none: not in the language: ", "none: not read: "]
                    .iter()
                    .any(|lead| reason.strip_prefix(lead).is_some_and(|why| why.len() > 10));
                assert!(is_reasoned, "{folder}, {}: says why there is nothing", scenario.id);
            }
            Content::Source { source, facts, .. } => {
                let seen = dump(source, &extract(language, source));
                if is_updating() {
                    *facts = seen;
                } else {
                    let (seen, facts) = (seen.trim_end(), facts.trim_end());
                    pretty(&format!("{folder}, {}", scenario.id), facts, seen);
                }
            }
        }
    }
    if is_updating() {
        let _alone = FILES.lock().unwrap_or_else(PoisonError::into_inner);
        std::fs::write(&path, write(&intro, &scenarios)).expect("the scenarios are written");
    }
}

/// The languages as columns of the page; one that has no scenarios yet is left out.
fn columns() -> Vec<Column> {
    let _alone = FILES.lock().unwrap_or_else(PoisonError::into_inner);
    let column = |(folder, name, _): &(&str, &'static str, Language)| {
        let text = std::fs::read_to_string(scenarios_path(folder)).ok()?;
        let (_, scenarios) = read(&text);
        let reason = |scenario: Scenario| match scenario.content {
            Content::Source { .. } => None,
            Content::Nothing(reason) => {
                Some(reason.strip_prefix("none: ").unwrap_or(&reason).to_owned())
            }
        };
        Some(Column { name, reasons: scenarios.into_iter().map(reason).collect() })
    };
    LANGUAGES.iter().filter_map(column).collect()
}

#[test]
fn the_page_of_languages_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/languages.md");
    let current = page(SCENARIOS, &columns());
    if is_updating() {
        std::fs::write(&path, current).expect("the page is written");
    } else {
        let written = std::fs::read_to_string(&path).expect("docs/languages.md exists");
        assert!(written == current, "docs/languages.md is behind: run with UPDATE_EXPECT=1");
    }
}

fn pretty(what: &str, expected: &str, seen: &str) {
    assert!(expected == seen, "{what}\n--- expected\n{expected}\n--- seen\n{seen}\n");
}

macro_rules! languages {
    ($($folder:ident)*) => {
        $(
            #[test]
            fn $folder() {
                let folder = stringify!($folder);
                let (_, _, language) = LANGUAGES.iter().find(|(it, ..)| *it == folder).unwrap();
                check(folder, *language);
            }
        )*

        #[test]
        fn every_language_is_held_to_them() {
            let tested = [$(stringify!($folder)),*];
            for (folder, ..) in LANGUAGES {
                assert!(tested.contains(folder), "{folder} has a test");
            }
        }
    };
}

languages!(javascript typescript python rust go java kotlin ruby php csharp markup);
