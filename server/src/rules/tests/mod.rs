//! Every rule on small workspaces: what fires, what must not, and what a fix does.

mod binding_not_found;
mod broken_link;
mod category_mismatch;
mod direct_http_call;
mod direct_sdk_import;
mod engine;
mod env_outside_binding;
mod env_undocumented;
mod env_unused;
mod governance;
mod invalid_config;
mod invalid_metadata;
mod malformed_table;
mod missing_section;
mod overview_mismatch;
mod properties;
mod rich;
mod rust;
mod suppressions;
mod unfilled_placeholder;
mod unfilled_template;
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

    fn fixes(&self, rule: &str) -> String {
        self.fixed(rule, added_lines)
    }

    /// Applies the fixes of a rule as [`Files::is_fixed`] does, and checks which lines that changes:
    /// `- before` and `+ after`.
    fn becomes(&self, rule: &str, expect: Expect) {
        expect.assert_eq(&self.fixed(rule, changed_lines));
    }

    fn fixed(&self, rule: &str, show: fn(&str, &str) -> String) -> String {
        let mut fixture = Fixture::new(&self.0);
        let before = all_findings(&fixture.snapshot());
        let edits = edits_of(&fixture.snapshot(), rule);
        let mut shown = String::new();
        for (path, edits) in &edits {
            let document = fixture.snapshot().document(path).expect("an edited file");
            let fixed = apply_edits(document.text(), edits).expect("edits that fit");
            shown += &show(document.text(), &fixed);
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
        shown
    }
}

/// The lines that differ between two texts: those of the first with `-`, of the second with `+`.
fn changed_lines(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.split('\n').collect(), after.split('\n').collect());
    // Length of the longest common run of lines behind each pair of places.
    let mut common = vec![vec![0_usize; after.len() + 1]; before.len() + 1];
    for (i, old) in before.iter().enumerate().rev() {
        for (j, new) in after.iter().enumerate().rev() {
            common[i][j] = if old == new {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut shown = String::new();
    while i < before.len() || j < after.len() {
        if i < before.len() && j < after.len() && before[i] == after[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == after.len() || (i < before.len() && common[i + 1][j] >= common[i][j + 1]) {
            shown += &format!("- {}\n", before[i]);
            i += 1;
        } else {
            shown += &format!("+ {}\n", after[j]);
            j += 1;
        }
    }
    shown
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
