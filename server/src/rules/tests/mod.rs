//! Every rule on small workspaces: what fires, what must not, and what a fix does.

mod binding_incomplete;
mod binding_not_found;
mod binding_template;
mod broken_link;
mod category_mismatch;
mod dependency_mismatch;
mod deprecated_without_date;
mod dialects;
mod direct_http_call;
mod direct_sdk_import;
mod duplicate_integration;
mod engine;
mod env_missing_from_example;
mod env_not_in_infra;
mod env_outside_binding;
mod env_undocumented;
mod env_unused;
mod faults;
mod governance;
mod inexact_path;
mod invalid_config;
mod invalid_metadata;
mod malformed_table;
mod mending;
mod missing_section;
mod overview_mismatch;
mod properties;
mod recommended_section;
mod rich;
mod rust;
mod seeded_fields;
mod seeded_variables;
mod shop;
mod stale_metadata;
mod suppressions;
mod symbol_not_found;
mod test_not_found;
mod unfilled_placeholder;
mod unfilled_template;
mod unknown_label;
mod unmatched_entry;
mod unsafe_critical;
mod used_by_missing;
mod used_by_stale;

use std::collections::BTreeMap;

use expect_test::Expect;

use crate::text::{Edit, Encoding, apply_edits};
use crate::workspace::fixture::{Fixture, sound_workspace};
use crate::workspace::{RelPath, Severity, Snapshot};

use super::{Finding, Findings};

/// The files of a workspace, to be changed step by step until a rule has something to say.
#[derive(Clone)]
struct Files(String);

/// The workspace without any finding.
fn sound() -> Files {
    Files(sound_workspace())
}

impl Files {
    /// Replaces a piece of text that stands in some file.
    fn with(self, from: &str, to: &str) -> Self {
        assert!(self.0.contains(from), "the change must change something: {from}");
        Self(self.0.replacen(from, to, 1))
    }

    /// Adds files: `//- /path` begins each.
    fn and(self, files: &str) -> Self {
        Self(self.0 + files)
    }

    /// The same files with the line breaks of Windows in the contract.
    fn with_windows_line_breaks(self) -> Self {
        let is_contract = |file: &str| file.starts_with("THIRD_PARTY_INTEGRATIONS.md");
        let files = self.0.split_inclusive("//- /").map(|file| {
            let (path, text) = file.split_once('\n').unwrap_or((file, ""));
            let text = if is_contract(path) { text.replace('\n', "\r\n") } else { text.to_owned() };
            if file.contains('\n') { format!("{path}\n{text}") } else { file.to_owned() }
        });
        Self(files.collect())
    }

    /// Checks the findings, one a line: `path:line:column severity rule(service): the place`.
    fn finds(&self, expect: Expect) {
        expect.assert_eq(&render(&Fixture::new(&self.0).snapshot()));
    }

    /// Checks that no rule has a word to say.
    fn is_clean(&self) {
        assert_eq!(render(&Fixture::new(&self.0).snapshot()), "");
    }

    /// Checks that no rule but this one has a word to say.
    fn is_clean_but(&self, rule: &str) {
        let findings = all_findings(&Fixture::new(&self.0).snapshot());
        let others = findings.iter().filter(|finding| finding.rule != rule);
        assert_eq!(others.map(|it| &*it.message).collect::<Vec<_>>(), [""; 0], "{}", self.0);
    }

    /// Checks messages and helps of the findings.
    fn says(&self, expect: Expect) {
        let findings = all_findings(&Fixture::new(&self.0).snapshot());
        let line = |finding: &Finding| {
            let help = finding.help.iter().map(|help| format!("  help: {help}\n"));
            let related = finding.related.iter().map(|related| {
                format!("  {}:{:?}: {}\n", related.path, related.range, related.message)
            });
            let more: String = help.chain(related).collect();
            format!("{}: {}\n{more}", finding.rule, finding.message)
        };
        expect.assert_eq(&findings.iter().map(line).collect::<String>());
    }

    /// Applies the fixes of a rule and checks which lines that adds: `number+ line`. The findings of
    /// the rule are gone then, no others have come but placeholders to fill in, and fixing again
    /// changes nothing.
    fn is_fixed(&self, rule: &str, expect: Expect) {
        expect.assert_eq(&self.fixes(rule));
    }

    /// Applies the safe fixes of a rule and checks which lines that changes: `- line` goes, `+ line`
    /// comes. The same holds of the findings as in [`Self::is_fixed`].
    fn is_changed(&self, rule: &str, expect: Expect) {
        let edits = edits_of(&Fixture::new(&self.0).snapshot(), rule);
        expect.assert_eq(&self.applied(rule, &edits, changed_lines));
    }

    /// Applies the offered fix with this title and checks which lines that changes. The findings of
    /// the rule are gone then.
    fn is_changed_by(&self, rule: &str, title: &str, expect: Expect) {
        let findings = all_findings(&Fixture::new(&self.0).snapshot());
        let fixes = findings.into_iter().filter(|finding| finding.rule == rule);
        let fix = fixes
            .flat_map(|finding| finding.fixes)
            .find(|fix| fix.title == title && !fix.safe)
            .unwrap_or_else(|| panic!("no fix is called {title}"));
        let mut edits: BTreeMap<RelPath, Vec<Edit>> = BTreeMap::new();
        for edit in fix.edits {
            edits.entry(edit.path).or_default().push(edit.edit);
        }
        expect.assert_eq(&self.applied(rule, &edits, changed_lines));
    }

    /// Applies the fixes of a rule and checks which lines change in which file; else like
    /// [`Self::is_fixed`].
    fn changes(&self, rule: &str, expect: Expect) {
        let (mut fixture, before) = (Fixture::new(&self.0), Fixture::new(&self.0));
        let found = all_findings(&fixture.snapshot());
        let edits = edits_of(&fixture.snapshot(), rule);
        apply(&mut fixture, &edits);
        for finding in all_findings(&fixture.snapshot()) {
            assert_ne!(finding.rule, rule, "still there: {}", finding.message);
            let was_there = |earlier: &Finding| earlier.message == finding.message;
            let may_come = finding.rule == "unfilled-placeholder";
            assert!(may_come || found.iter().any(was_there), "has come: {}", finding.message);
        }
        assert!(edits_of(&fixture.snapshot(), rule).is_empty(), "fixing again changes something");
        expect.assert_eq(&changed_files(&before.snapshot(), &fixture.snapshot()));
    }

    /// Applies the only fix of this title that a person has to pick, and checks which lines change.
    fn is_offered(&self, title: &str, expect: Expect) {
        let (mut fixture, before) = (Fixture::new(&self.0), Fixture::new(&self.0));
        let findings = all_findings(&fixture.snapshot());
        let all = findings.iter().flat_map(|finding| &finding.fixes);
        let titles: Vec<&str> = all.clone().map(|fix| &*fix.title).collect();
        let fix = all.clone().find(|fix| fix.title == title && !fix.safe);
        let fix = fix.unwrap_or_else(|| panic!("{titles:?}"));
        let mut edits: BTreeMap<RelPath, Vec<Edit>> = BTreeMap::new();
        for edit in &fix.edits {
            edits.entry(edit.path.clone()).or_default().push(edit.edit.clone());
        }
        apply(&mut fixture, &edits);
        expect.assert_eq(&changed_files(&before.snapshot(), &fixture.snapshot()));
    }

    /// Applies an offered fix, found by the beginning of its title, and checks the lines it changes
    /// (`number: line`), takes out (`number- line`) or begins files with (`+ path`), and after `=>`
    /// the findings that are left.
    fn picks(&self, title: &str, expect: Expect) {
        let mut fixture = Fixture::new(&self.0);
        let mut fixes = all_findings(&fixture.snapshot()).into_iter().flat_map(|it| it.fixes);
        let fix = fixes.find(|fix| fix.title.starts_with(title)).expect("an offer of this title");
        assert!(!fix.safe, "a person has to pick it");
        let mut by_file: BTreeMap<RelPath, Vec<Edit>> = BTreeMap::new();
        for edit in fix.edits {
            by_file.entry(edit.path).or_default().push(edit.edit);
        }
        let mut shown = format!("{}\n", fix.title);
        for (path, edits) in by_file {
            let before = fixture.snapshot().document(&path).expect("an edited file");
            let after = apply_edits(before.text(), &edits).expect("edits that fit");
            shown += &numbered_changes(before.text(), &after);
            fixture.write(path.as_str(), &after);
        }
        for new in fix.new_files {
            assert!(fixture.snapshot().entry(&new.path).is_none(), "{} is there", new.path);
            shown += &format!("+ {}\n", new.path);
            fixture.write(new.path.as_str(), &new.text);
        }
        expect.assert_eq(&format!("{shown}=>\n{}", render(&fixture.snapshot())));
    }

    /// The titles of all offers, one a line.
    fn offers(&self, expect: Expect) {
        let findings = all_findings(&Fixture::new(&self.0).snapshot());
        let offers = findings.iter().flat_map(|it| &it.fixes).filter(|fix| !fix.safe);
        expect.assert_eq(&offers.map(|fix| format!("{}\n", fix.title)).collect::<String>());
    }

    fn fixes(&self, rule: &str) -> String {
        let edits = edits_of(&Fixture::new(&self.0).snapshot(), rule);
        self.applied(rule, &edits, added_lines)
    }

    fn applied(
        &self,
        rule: &str,
        edits: &BTreeMap<RelPath, Vec<Edit>>,
        shown: fn(&str, &str) -> String,
    ) -> String {
        let mut fixture = Fixture::new(&self.0);
        let before = all_findings(&fixture.snapshot());
        let mut added = String::new();
        for (path, edits) in edits {
            let document = fixture.snapshot().document(path).expect("an edited file");
            let fixed = apply_edits(document.text(), edits).expect("edits that fit");
            added += &shown(document.text(), &fixed);
            fixture.open(path.as_str(), &fixed);
        }
        let after = all_findings(&fixture.snapshot());
        for finding in &after {
            assert_ne!(finding.rule, rule, "still there: {}", finding.message);
            let was_there = |earlier: &Finding| earlier.message == finding.message;
            let may_come = finding.rule == "unfilled-placeholder";
            assert!(may_come || before.iter().any(was_there), "has come: {}", finding.message);
        }
        assert!(edits_of(&fixture.snapshot(), rule).is_empty(), "fixing again changes something");
        added
    }
}

/// Opens the edited files with their new text.
fn apply(fixture: &mut Fixture, edits: &BTreeMap<RelPath, Vec<Edit>>) {
    for (path, edits) in edits {
        let document = fixture.snapshot().document(path).expect("an edited file");
        let fixed = apply_edits(document.text(), edits).expect("edits that fit");
        fixture.open(path.as_str(), &fixed);
    }
}

/// The lines that differ between two states, by file: what goes, then what comes.
fn changed_files(before: &Snapshot, after: &Snapshot) -> String {
    let mut changed = String::new();
    for path in after.open_paths() {
        let (old, new) = (before.document(path), after.document(path));
        let (old, new) = (old.expect("it was there"), new.expect("it is open"));
        let (old, new): (Vec<&str>, Vec<&str>) =
            (old.text().split('\n').collect(), new.text().split('\n').collect());
        let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let rest = old.len().min(new.len()) - head;
        let tail = old.iter().rev().zip(new.iter().rev()).take(rest);
        let tail = tail.take_while(|(a, b)| a == b).count();
        changed += &format!("{path}:{}\n", head + 1);
        let line = |mark: &str, line: &str| format!("{mark} {}\n", line.replace('\r', "␍"));
        changed.extend(old[head..old.len() - tail].iter().map(|it| line("-", it)));
        changed.extend(new[head..new.len() - tail].iter().map(|it| line("+", it)));
    }
    changed
}

/// All findings in the order of files and places.
fn all_findings(snapshot: &Snapshot) -> Vec<Finding> {
    let findings = Findings::compute(snapshot, None, &|| false).expect("not cancelled");
    findings.by_file().values().flat_map(|findings| findings.iter().cloned()).collect()
}

fn render(snapshot: &Snapshot) -> String {
    let line = |finding: Finding| {
        let document = snapshot.document(&finding.path).expect("a file with findings");
        let position = document.position(finding.range.start(), Encoding::Utf32);
        let place = finding.range.slice(document.text()).lines().next().unwrap_or_default();
        format!(
            "{}:{}:{} {:?} {}({}): {place}\n",
            finding.path,
            position.line + 1,
            position.column + 1,
            finding.severity,
            finding.rule,
            finding.service.as_deref().unwrap_or("-"),
        )
    };
    all_findings(snapshot).into_iter().map(line).collect()
}

/// The edits of all safe fixes of a rule, by file.
fn edits_of(snapshot: &Snapshot, rule: &str) -> BTreeMap<RelPath, Vec<Edit>> {
    let mut edits: BTreeMap<RelPath, Vec<Edit>> = BTreeMap::new();
    for finding in all_findings(snapshot).into_iter().filter(|finding| finding.rule == rule) {
        for edit in finding.fixes.into_iter().filter(|fix| fix.safe).flat_map(|fix| fix.edits) {
            edits.entry(edit.path).or_default().push(edit.edit);
        }
    }
    edits
}

/// The lines that differ, with their numbers: changed ones, or ones that were taken out.
fn numbered_changes(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut shown = String::new();
    if old.len() == new.len() {
        for (index, (old, new)) in old.iter().zip(&new).enumerate().filter(|(_, (a, b))| a != b) {
            assert_ne!(old, new);
            shown += &format!("{}: {new}\n", index + 1);
        }
        return shown;
    }
    let mut kept = new.iter().peekable();
    for (index, line) in old.iter().enumerate() {
        if kept.next_if(|kept| *kept == line).is_none() {
            shown += &format!("{}- {line}\n", index + 1);
        }
    }
    assert_eq!(kept.next(), None, "lines are taken out or changed, not both");
    shown
}

/// The lines that an insertion added. It must not have changed any other, nor mixed line endings.
fn added_lines(before: &str, after: &str) -> String {
    let is_crlf = before.contains("\r\n");
    assert_eq!(after.matches('\n').count(), after.lines().count(), "the last line has an end");
    if is_crlf {
        assert_eq!(after.matches("\r\n").count(), after.matches('\n').count(), "line endings");
    }
    let mut kept = before.lines().peekable();
    let mut added = String::new();
    for (index, line) in after.lines().enumerate() {
        // A line that gets a neighbour in its paragraph may get the two spaces of a hard break.
        if kept.peek().is_some_and(|kept| kept.trim_end() == line.trim_end()) {
            kept.next();
        } else {
            added += &format!("{}+ {line}\n", index + 1);
        }
    }
    assert_eq!(kept.next(), None, "a line that was there before is changed");
    added
}

/// The lines that differ: those of the longest common run of lines are left out.
fn changed_lines(before: &str, after: &str) -> String {
    if before.contains("\r\n") {
        assert_eq!(after.matches("\r\n").count(), after.matches('\n').count(), "line endings");
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            common[at][to] = if old[at].trim_end() == new[to].trim_end() {
                common[at + 1][to + 1] + 1
            } else {
                common[at + 1][to].max(common[at][to + 1])
            };
        }
    }
    let (mut at, mut to, mut changed) = (0, 0, String::new());
    while at < old.len() || to < new.len() {
        let is_same = at < old.len() && to < new.len() && old[at].trim_end() == new[to].trim_end();
        if is_same {
            (at, to) = (at + 1, to + 1);
        } else if to == new.len() || (at < old.len() && common[at + 1][to] >= common[at][to + 1]) {
            changed += &format!("- {}\n", old[at]);
            at += 1;
        } else {
            changed += &format!("+ {}\n", new[to]);
            to += 1;
        }
    }
    changed
}

#[test]
fn the_sound_workspace_has_no_finding() {
    sound().is_clean();
}

#[test]
fn every_rule_has_a_page_with_its_name_and_an_example() {
    for rule in super::all_rules() {
        assert!(rule.page.contains(rule.code), "{}", rule.code);
        assert!(rule.page.contains("```"), "{}", rule.code);
    }
}
