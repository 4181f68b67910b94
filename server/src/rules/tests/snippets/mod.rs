//! Accuracy on short pieces of real code: what is found, at which level, and what is left alone.
//!
//! Each `*.md` file of this folder holds snippets of one language: a heading that begins with the
//! kind, the files each with its path and a fence, and the list of findings that the policy for
//! source rules asks for. All live in one world: [`world`], with seven documented integrations.
//! A heading that ends in `(gap: reason)` is one this program does not answer as it should.

mod properties;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::workspace::fixture::Fixture;

use super::all_findings;

/// The rules that snippets are about; those on the contract have tests of their own.
const RULES: &[&str] = &[
    "direct-sdk-import",
    "direct-http-call",
    "duplicate-client",
    "env-outside-binding",
    "hardcoded-secret",
    "sdk-dep-outside-binding",
    "undocumented-integration",
];

const CONTRACT: &str = include_str!("CONTRACT.md");

/// The bindings: a folder for each service, with a module in every language.
const BINDINGS: &[&str] = &["stripe", "sendgrid", "twilio", "s3", "openai", "slack", "acme_pay"];

const MODULES: &[(&str, &str)] = &[
    ("client.ts", "export async function charge(amount: number) {\n  return amount;\n}\n"),
    ("__init__.py", ""),
    ("client.py", "def charge(amount):\n    return amount\n"),
    ("mod.rs", "pub fn charge(amount: u64) -> u64 {\n    amount\n}\n"),
    ("client.go", "package client\n\nfunc Charge(amount int) int {\n\treturn amount\n}\n"),
    ("client.rb", "def charge(amount)\n  amount\nend\n"),
];

struct Snippet {
    kind: String,
    title: String,
    gap: Option<String>,
    files: Vec<(String, String)>,
    expected: Vec<String>,
}

/// The workspace of a snippet without its own files.
fn world() -> String {
    let mut text = format!("//- /THIRD_PARTY_INTEGRATIONS.md\n{CONTRACT}");
    for binding in BINDINGS {
        for (module, content) in MODULES {
            let _ = write!(text, "//- /src/integrations/{binding}/{module}\n{content}");
        }
    }
    text
}

fn read(text: &str) -> Vec<Snippet> {
    let mut snippets: Vec<Snippet> = Vec::new();
    let mut lines = text.lines();
    let mut path: Option<String> = None;
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            let (kind, title) = heading.split_once(':').expect("`kind: title`");
            let gap =
                title.split_once("(gap: ").map(|(_, gap)| gap.trim_end_matches(')').to_owned());
            snippets.push(Snippet {
                kind: kind.trim().to_owned(),
                title: title.trim().to_owned(),
                gap,
                files: Vec::new(),
                expected: Vec::new(),
            });
            continue;
        }
        let Some(snippet) = snippets.last_mut() else { continue };
        if let Some(named) = line.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'))
            && !line.starts_with("```")
        {
            path = Some(named.to_owned());
        } else if line.starts_with("```") {
            let marks = line.len() - line.trim_start_matches('`').len();
            let close = "`".repeat(marks);
            let content = lines.by_ref().take_while(|line| *line != close);
            let content: String = content.map(|line| format!("{}\n", filled(line))).collect();
            let path = path.take().unwrap_or_else(|| panic!("{}: a path", snippet.title));
            snippet.files.push((path, content));
        } else if let Some(entry) = line.strip_prefix("- ") {
            snippet.expected.push(entry.trim().to_owned());
        }
    }
    snippets
}

/// A line with keys where the file has marks, so that no file of this project holds a key.
fn filled(line: &str) -> String {
    const LETTERS: &str = "aK3vQ9mZ7xT2cR8wB5nJ4yH6sD1fG0pLqEuViOtXrCzNbMkPjWhYgUdSeAoFl";
    // Any walk through the letters that does not repeat itself looks random.
    let random = |length: usize, step: usize, alphabet: &str| -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        let mut at = step;
        let letter = |index: usize| {
            at = (at * 31 + index * step + 17) % 7919;
            letters[at % letters.len()]
        };
        (0..length).map(letter).collect()
    };
    let hexadecimal = "0a9f8e3b7c1d5246";
    let capitals = "Q7ZK2MX9RTV4BW6YJ3HC5NDPLGSF";
    let keys: [(&str, String); 10] = [
        ("{{stripe-live-key}}", format!("{}_live_51{}", "sk", random(97, 7, LETTERS))),
        ("{{stripe-test-key}}", format!("{}_test_51{}", "sk", random(97, 11, LETTERS))),
        ("{{stripe-publishable-key}}", format!("{}_live_51{}", "pk", random(97, 13, LETTERS))),
        ("{{sendgrid-key}}", format!("SG.{}.{}", random(22, 17, LETTERS), random(43, 19, LETTERS))),
        (
            "{{openai-key}}",
            format!("sk-proj-{}T3BlbkFJ{}", random(74, 23, LETTERS), random(74, 29, LETTERS)),
        ),
        (
            "{{slack-bot-token}}",
            format!("xoxb-{}-{}-{}", "2945718360427", "5830174926185", random(24, 37, LETTERS)),
        ),
        ("{{twilio-auth-token}}", random(32, 41, hexadecimal)),
        ("{{aws-secret}}", random(40, 43, LETTERS)),
        ("{{aws-key-id}}", format!("AKIA{}", random(16, 47, &capitals.replace(['9'], "")))),
        ("{{github-pat}}", format!("ghp_{}", random(36, 53, LETTERS))),
    ];
    keys.iter().fold(line.to_owned(), |line, (mark, key)| line.replace(mark, key))
}

/// The findings in the files of a snippet, in the words of its list.
fn found(snippet: &Snippet) -> Vec<String> {
    found_in(snippet, str::to_owned)
}

/// The same with every file rewritten before.
fn found_in(snippet: &Snippet, rewritten: impl Fn(&str) -> String) -> Vec<String> {
    let mut text = world();
    for (path, content) in &snippet.files {
        let content = rewritten(content);
        // `$0` is the cursor of a fixture.
        let content = content.replace("$0", "$\u{2060}0");
        let _ = write!(text, "//- /{path}\n{content}");
    }
    let fixture = Fixture::new(&text);
    let snapshot = fixture.snapshot();
    let first = snippet.files.first().map(|(path, _)| path.as_str());
    let findings = all_findings(&snapshot);
    let own = findings.iter().filter(|finding| {
        RULES.contains(&finding.rule)
            && snippet.files.iter().any(|(path, _)| path == finding.path.as_str())
    });
    let line = |finding: &super::Finding| {
        let document = snapshot.document(&finding.path).expect("a file with a finding");
        let line = document.text()[..finding.range.start()].matches('\n').count() + 1;
        let severity = format!("{:?}", finding.severity).to_lowercase();
        let service = finding.service.as_deref().unwrap_or("-");
        let at = match Some(finding.path.as_str()) == first {
            true => line.to_string(),
            false => format!("{}:{line}", finding.path),
        };
        format!("{severity} {} {service} {at}", finding.rule)
    };
    own.map(line).collect()
}

fn snippets_of(language: &str) -> Vec<Snippet> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules/tests/snippets");
    let path = folder.join(language).with_extension("md");
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{language}: {error}"));
    read(&text)
}

/// Answers for all snippets of a language; kinds with their counts of right ones.
fn answer(language: &str) {
    let snippets = snippets_of(language);
    let mut report = String::new();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut is_wrong = false;
    for snippet in &snippets {
        let kinds = ["bypass", "clean", "tricky", "hint", "policy"];
        assert!(kinds.contains(&&*snippet.kind), "{}: a known kind", snippet.title);
        assert!(!snippet.expected.is_empty(), "{}: says what is found", snippet.title);
        let mut expected: Vec<String> =
            snippet.expected.iter().filter(|it| *it != "nothing").cloned().collect();
        let mut seen = found(snippet);
        expected.sort();
        seen.sort();
        let (right, all) = counts.entry(&snippet.kind).or_default();
        *all += 1;
        if expected == seen {
            *right += 1;
            if let Some(gap) = &snippet.gap {
                is_wrong = true;
                let _ = writeln!(report, "{}: no gap any more: {gap}", snippet.title);
            }
            continue;
        }
        if snippet.gap.is_some() {
            continue;
        }
        is_wrong = true;
        let _ = writeln!(report, "\n== {}: {}", snippet.kind, snippet.title);
        for (path, content) in &snippet.files {
            let _ = writeln!(report, "-- {path}");
            for (number, line) in content.lines().enumerate() {
                let _ = writeln!(report, "{:3} {line}", number + 1);
            }
        }
        for missing in expected.iter().filter(|it| !seen.contains(it)) {
            let _ = writeln!(report, "  missing: {missing}");
        }
        for wrong in seen.iter().filter(|it| !expected.contains(it)) {
            let _ = writeln!(report, "  not expected: {wrong}");
        }
    }
    for (kind, (right, all)) in counts {
        let _ = writeln!(report, "{language} {kind}: {right} of {all}");
    }
    assert!(!is_wrong, "{report}");
}

macro_rules! snippets {
    ($($language:ident)*) => {
        $(
            #[test]
            fn $language() {
                answer(stringify!($language));
            }
        )*
    };
}

snippets!(csharp data go java javascript kotlin markup php python ruby rust shell typescript);
