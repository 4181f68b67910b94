//! One mistake, one finding: faults seeded into a workspace of three services in which all is well.
//!
//! Each fault gives the finding of its rule at its place and nothing beside it, and the safe fix,
//! where there is one, leaves nothing but placeholders to fill in.

mod table;

use crate::rules::{Findings, mend};
use crate::text::Encoding;
use crate::workspace::fixture::Fixture;
use crate::workspace::{Severity, Snapshot};

use super::engine::Session;
use super::{Files, all_findings};
use table::FAULTS;

const WORKSPACE: &str = include_str!("workspace.txt");

/// A mistake and what is to be said of it.
struct Fault {
    changes: &'static [Change],
    /// Rule, severity, file, and the text at the place.
    finding: (&'static str, Severity, &'static str, &'static str),
    /// Whether the safe fix mends it.
    is_mended: bool,
}

/// What somebody does to the workspace.
enum Change {
    /// In a file, the first occurrence of a text becomes another.
    Replace(&'static str, &'static str, &'static str),
    /// In a file, what begins at one text and ends before another is also put before a third.
    Repeat(&'static str, [&'static str; 3]),
    Remove(&'static str),
    Add(&'static str, &'static str),
    /// A file gets another path.
    Move(&'static str, &'static str),
}

/// The files of a workspace: path and text.
struct Tree(Vec<(String, String)>);

impl Tree {
    fn sound() -> Self {
        let files = WORKSPACE.split("//- /").skip(1).map(|file| {
            let (path, text) = file.split_once('\n').expect("a path, then the text");
            (path.to_owned(), text.to_owned())
        });
        Self(files.collect())
    }

    fn text(&mut self, path: &str) -> &mut String {
        let found = self.0.iter_mut().find(|(name, _)| name == path);
        &mut found.unwrap_or_else(|| panic!("{path} is there")).1
    }

    fn apply(&mut self, change: &Change) {
        match *change {
            Change::Replace(path, from, to) => {
                let text = self.text(path);
                assert!(text.contains(from), "{path} contains {from}");
                *text = text.replacen(from, to, 1);
            }
            Change::Repeat(path, [from, to, before]) => {
                let text = self.text(path);
                let start = text.find(from).expect("the beginning");
                let end = start + text[start..].find(to).expect("the end");
                let at = text.find(before).expect("the place");
                let copy = text[start..end].to_owned();
                text.insert_str(at, &copy);
            }
            Change::Remove(path) => {
                self.text(path);
                self.0.retain(|(name, _)| name != path);
            }
            Change::Add(path, text) => self.0.push((path.to_owned(), text.to_owned())),
            Change::Move(from, to) => {
                self.text(from);
                for (name, _) in &mut self.0 {
                    if name == from {
                        *name = to.to_owned();
                    }
                }
            }
        }
    }

    fn fixture(&self) -> Fixture {
        Fixture::new(&self.files().0)
    }

    fn files(&self) -> Files {
        let file = |(path, text): &(String, String)| format!("//- /{path}\n{text}");
        Files(self.0.iter().map(file).collect())
    }

    fn get(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == path).map(|(_, text)| text.as_str())
    }
}

/// The findings, one a line: `rule severity file:line: place`.
fn rendered(snapshot: &Snapshot) -> String {
    let line = |finding: crate::rules::Finding| {
        let document = snapshot.document(&finding.path).expect("a file with findings");
        let position = document.position(finding.range.start(), Encoding::Utf32);
        let place = finding.range.slice(document.text());
        let (rule, line) = (finding.rule, position.line + 1);
        format!("{rule} {:?} {}:{line}: {place}\n", finding.severity, finding.path)
    };
    all_findings(snapshot).into_iter().map(line).collect()
}

/// What is wrong with what is said of a fault; nothing when all is well.
fn complaints(fault: &Fault, line_ends: &str) -> Option<String> {
    let mut tree = Tree::sound();
    fault.changes.iter().for_each(|change| tree.apply(change));
    for (_, text) in &mut tree.0 {
        *text = text.replace('\n', line_ends);
    }
    let fixture = tree.fixture();
    let snapshot = fixture.snapshot();
    let found = rendered(&snapshot);
    let (rule, severity, path, place) = fault.finding;
    let is_expected = |line: &str| {
        line.starts_with(&format!("{rule} {severity:?} {path}:"))
            && line.ends_with(&format!(": {place}"))
    };
    let lines: Vec<&str> = found.lines().collect();
    if !matches!(lines[..], [only] if is_expected(only)) {
        return Some(format!("expected {rule} {severity:?} {path}: {place}, found\n{found}"));
    }
    let findings = Findings::compute(&snapshot, None, &|| false).expect("not cancelled");
    let mended = mend(&snapshot, &findings, &|_| true, &|| false).expect("not cancelled");
    let left = all_findings(&mended.snapshot);
    let left: Vec<_> = left.iter().filter(|left| left.rule != "unfilled-placeholder").collect();
    let is_mended = left.is_empty();
    (is_mended != fault.is_mended)
        .then(|| format!("{rule} {path}: {place}: left after fixing {left:#?}"))
}

fn check(line_ends: &str) {
    let complaints: Vec<String> =
        FAULTS.iter().filter_map(|fault| complaints(fault, line_ends)).collect();
    let count = (complaints.len(), FAULTS.len());
    assert!(complaints.is_empty(), "{} of {}:\n{}", count.0, count.1, complaints.join("\n"));
}

#[test]
fn a_workspace_in_which_all_is_well_has_no_finding() {
    assert_eq!(rendered(&Tree::sound().fixture().snapshot()), "");
}

#[test]
fn one_mistake_is_one_finding() {
    check("\n");
}

#[test]
fn line_ends_of_windows_change_nothing() {
    check("\r\n");
}

/// Makes a session's workspace another one: texts by keystrokes, files on disk.
fn turn(session: &mut Session, from: &Tree, to: &Tree, step: fn(&mut Session)) {
    for (path, _) in &from.0 {
        if to.get(path).is_none() {
            session.fixture.close(path);
            session.fixture.remove(path);
            step(session);
        }
    }
    for (path, text) in &to.0 {
        match from.get(path) {
            Some(before) if before == text => continue,
            Some(_) => {}
            None => session.fixture.write(path, text),
        }
        session.fixture.open(path, text);
        step(session);
    }
}

#[test]
fn a_session_through_all_mistakes_ends_where_a_start_from_scratch_would() {
    const KEYSTROKES: [&str; 4] = [
        "// What a comment says is of no account.\n",
        "export const extra = process.env.STRIPE_EXTRA_KEY;\n",
        "import { send } from '../integrations/sendgrid/client';\nexport { send };\n",
        "export function createLabel() {}\n",
    ];
    let sound = Tree::sound();
    let mut session = Session::new(&sound.files());
    for (path, text) in &sound.0 {
        session.fixture.open(path, text);
    }
    session.check();
    let sources: Vec<_> = sound.0.iter().filter(|(path, _)| path.ends_with(".ts")).collect();
    for (index, fault) in FAULTS.iter().enumerate() {
        let mut faulty = Tree::sound();
        fault.changes.iter().for_each(|change| faulty.apply(change));
        turn(&mut session, &sound, &faulty, Session::compare);
        // While the mistake stands, somebody types in a source file and takes it back.
        let (path, _) = sources[index % sources.len()];
        if let Some(text) = faulty.get(path) {
            let typed = KEYSTROKES[index % KEYSTROKES.len()];
            session.fixture.open(path, &format!("{typed}{text}"));
            session.compare();
            session.fixture.open(path, text);
            session.go_on();
        }
        turn(&mut session, &faulty, &sound, Session::go_on);
    }
    session.check();
    assert!(session.findings_are_none());
}
