//! Every rule on small workspaces: what fires, what must not, and what a fix does.

mod binding_incomplete;
mod binding_not_found;
mod binding_template;
mod broken_link;
mod catalog;
mod category_mismatch;
mod dependency_mismatch;
mod deprecated_integration;
mod deprecated_without_date;
mod dialects;
mod direct_http_call;
mod direct_sdk_import;
mod duplicate_client;
mod duplicate_integration;
mod elsewhere;
mod engine;
mod env_missing_from_example;
mod env_not_in_infra;
mod env_outside_binding;
mod env_undocumented;
mod env_unused;
mod faults;
mod go;
mod governance;
mod hardcoded_secret;
mod inexact_path;
mod invalid_config;
mod invalid_metadata;
mod jvm;
mod malformed_table;
mod mending;
mod missing_retry;
mod missing_section;
mod overview_mismatch;
mod php;
mod properties;
mod python;
mod recommended_section;
mod rich;
mod ruby;
mod rust;
mod sdk_dep_outside_binding;
mod second_eyes;
mod seeded_fields;
mod seeded_variables;
mod shop;
mod snippets;
mod stale_metadata;
mod suppressions;
mod symbol_not_found;
mod test_not_found;
mod undocumented_integration;
mod unfilled_placeholder;
mod unfilled_template;
mod unknown_external_host;
mod unknown_label;
mod unmatched_entry;
mod unsafe_critical;
mod unused_suppression;
mod used_by_missing;
mod used_by_stale;

use std::collections::BTreeMap;

use expect_test::Expect;

use crate::text::{Edit, Encoding, apply_edits};
use crate::workspace::fixture::{Fixture, sound_workspace};
use crate::workspace::{RelPath, Severity, Snapshot};

use super::{FileEdit, Finding, Findings};

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

    /// Applies the safe fixes of a rule and checks which lines of which file change: `path:line` of the
    /// first, then `- line` goes, `+ line` comes. The same holds of the findings as in
    /// [`Self::is_fixed`].
    fn changes(&self, rule: &str, expect: Expect) {
        expect.assert_eq(&self.applied(rule, changed_lines));
    }

    /// Applies an offered fix, found by the beginning of its title, and checks what [`Self::changes`]
    /// shows, which files begin (`+ path`), and after `=>` the findings that are left. Its own is gone.
    fn picks(&self, title: &str, expect: Expect) {
        let mut fixture = Fixture::new(&self.0);
        let before = fixture.snapshot();
        let findings = all_findings(&before);
        let offers = || findings.iter().flat_map(|it| it.fixes.iter().map(move |fix| (it, fix)));
        let found = offers().find(|(_, fix)| fix.title.starts_with(title) && !fix.safe);
        let (mended, fix) = found.unwrap_or_else(|| {
            panic!("{:?}", offers().map(|(_, fix)| &fix.title).collect::<Vec<_>>())
        });
        let mut shown = format!("{}\n", fix.title);
        for (path, edits) in by_file(fix.edits.iter().cloned()) {
            let text = before.document(&path).expect("an edited file");
            let edited = apply_edits(text.text(), &edits).expect("edits that fit");
            shown += &changed_lines(&path, text.text(), &edited);
            fixture.write(path.as_str(), &edited);
        }
        for new in &fix.new_files {
            assert!(before.entry(&new.path).is_none(), "{} is there", new.path);
            shown += &format!("+ {}\n", new.path);
            fixture.write(new.path.as_str(), &new.text);
        }
        let after = fixture.snapshot();
        let is_it = |left: &Finding| left.rule == mended.rule && left.message == mended.message;
        assert!(!all_findings(&after).iter().any(is_it), "still there: {}", mended.message);
        expect.assert_eq(&format!("{shown}=>\n{}", render(&after)));
    }

    /// The titles of all offers, one a line.
    fn offers(&self, expect: Expect) {
        let findings = all_findings(&Fixture::new(&self.0).snapshot());
        let offers = findings.iter().flat_map(|it| &it.fixes).filter(|fix| !fix.safe);
        expect.assert_eq(&offers.map(|fix| format!("{}\n", fix.title)).collect::<String>());
    }

    fn fixes(&self, rule: &str) -> String {
        self.applied(rule, |_, before, after| added_lines(before, after))
    }

    /// Applies the safe fixes of a rule; what they do is `shown` for each file.
    fn applied(&self, rule: &str, shown: fn(&RelPath, &str, &str) -> String) -> String {
        let mut fixture = Fixture::new(&self.0);
        let start = fixture.snapshot();
        let before = all_findings(&start);
        let edits = edits_of(&start, rule);
        apply(&mut fixture, &edits);
        let end = fixture.snapshot();
        for finding in all_findings(&end) {
            assert_ne!(finding.rule, rule, "still there: {}", finding.message);
            let was_there = |earlier: &Finding| earlier.message == finding.message;
            let may_come = finding.rule == "unfilled-placeholder";
            assert!(may_come || before.iter().any(was_there), "has come: {}", finding.message);
        }
        assert!(edits_of(&end, rule).is_empty(), "fixing again changes something");
        let text = |snapshot: &Snapshot, path: &RelPath| {
            snapshot.document(path).expect("an edited file").text().to_owned()
        };
        edits.keys().map(|path| shown(path, &text(&start, path), &text(&end, path))).collect()
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

/// Edits of several files, by file.
fn by_file(edits: impl IntoIterator<Item = FileEdit>) -> BTreeMap<RelPath, Vec<Edit>> {
    let mut files: BTreeMap<RelPath, Vec<Edit>> = BTreeMap::new();
    for FileEdit { path, edit } in edits {
        files.entry(path).or_default().push(edit);
    }
    files
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
    safe_edits(all_findings(snapshot).into_iter().filter(|finding| finding.rule == rule))
}

/// The edits of all safe fixes of these findings, by file.
fn safe_edits(findings: impl IntoIterator<Item = Finding>) -> BTreeMap<RelPath, Vec<Edit>> {
    let fixes = findings.into_iter().flat_map(|finding| finding.fixes);
    by_file(fixes.filter(|fix| fix.safe).flat_map(|fix| fix.edits))
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

/// The lines of a file that differ, below the place of the first: those of the longest common run of
/// lines are left out.
fn changed_lines(path: &RelPath, before: &str, after: &str) -> String {
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
            continue;
        }
        if changed.is_empty() {
            changed = format!("{path}:{}\n", to + 1);
        }
        if to == new.len() || (at < old.len() && common[at + 1][to] >= common[at][to + 1]) {
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
