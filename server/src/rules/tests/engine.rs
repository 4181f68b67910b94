//! What is computed from earlier findings is what would be computed anew.

use std::collections::BTreeSet;

use super::*;

/// A workspace that is being worked in.
pub(super) struct Session {
    pub(super) fixture: Fixture,
    findings: Findings,
}

impl Session {
    pub(super) fn new(files: &Files) -> Self {
        let fixture = Fixture::new(&files.0);
        Self { findings: compute(&fixture.snapshot(), None), fixture }
    }

    /// Computes on from the findings before and compares with a computation from nothing, of this
    /// state and of one that was read anew from the disk.
    pub(super) fn check(&mut self) {
        let snapshot = self.fixture.snapshot();
        self.findings = compute(&snapshot, Some(&self.findings));
        same(&self.findings, &compute(&snapshot, None), "computed anew");
        let scratch = self.fixture.snapshot_from_scratch();
        same(&self.findings, &compute(&scratch, None), "read anew");
    }

    /// Computes on from the findings before.
    pub(super) fn go_on(&mut self) {
        self.findings = compute(&self.fixture.snapshot(), Some(&self.findings));
    }

    /// Computes on and compares with a computation from nothing.
    pub(super) fn compare(&mut self) {
        self.go_on();
        same(&self.findings, &compute(&self.fixture.snapshot(), None), "computed anew");
    }

    pub(super) fn findings_are_none(&self) -> bool {
        self.findings.by_file().is_empty()
    }

    fn rules_of(&self, path: &str) -> Vec<&str> {
        let path = RelPath::parse(path).expect("a path");
        self.findings.of_file(&path).iter().map(|finding| finding.rule).collect()
    }
}

fn compute(snapshot: &Snapshot, previous: Option<&Findings>) -> Findings {
    Findings::compute(snapshot, previous, &|| false).expect("not cancelled")
}

fn same(one: &Findings, other: &Findings, how: &str) {
    assert_eq!(one.by_file(), other.by_file(), "{how}");
    let suppressed = |findings: &Findings| findings.suppressed().cloned().collect::<Vec<_>>();
    assert_eq!(suppressed(one), suppressed(other), "{how}");
}

#[test]
fn every_step_of_a_session_ends_where_a_start_from_scratch_would() {
    let mut session = Session::new(&sound());
    session.check();

    session.fixture.open("src/other.js", "import 'stripe';\n");
    session.check();
    assert_eq!(session.rules_of("src/other.js"), ["direct-sdk-import"]);
    session.fixture.open("src/other.js", "import './integrations/stripe/client';\n");
    session.check();
    assert_eq!(session.rules_of("src/other.js"), ["used-by-missing"]);

    // The import of a file that is not open comes to mean something else.
    session.fixture.write("src/user.js", "import { stripe } from './door';\nstripe();\n");
    session.check();
    assert_eq!(session.rules_of("src/user.js"), [""; 0]);
    session
        .fixture
        .open("src/door.js", "export { client as stripe } from './integrations/stripe/client';\n");
    session.check();
    session
        .fixture
        .write("src/door.js", "export { client as stripe } from './integrations/stripe/client';\n");
    session.check();
    assert_eq!(session.rules_of("src/user.js"), ["used-by-missing"]);
    session.fixture.open("src/door.js", "export const stripe = 1;\n");
    session.check();
    assert_eq!(session.rules_of("src/user.js"), [""; 0]);
    session.fixture.close("src/door.js");
    session.check();
    assert_eq!(session.rules_of("src/user.js"), ["used-by-missing"]);

    // A function of a row goes and comes back.
    session.fixture.open("src/pay.js", "import './integrations/stripe/client';\n");
    session.check();
    assert_eq!(session.rules_of("THIRD_PARTY_INTEGRATIONS.md"), ["used-by-stale"]);
    session.fixture.close("src/pay.js");
    session.check();
    assert_eq!(session.rules_of("THIRD_PARTY_INTEGRATIONS.md"), [""; 0]);

    // The contract is unreadable for a while, then gone.
    session.fixture.open("THIRD_PARTY_INTEGRATIONS.md", "# Nothing yet\n");
    session.check();
    assert_eq!(session.rules_of("src/other.js"), [""; 0]);
    session.fixture.close("THIRD_PARTY_INTEGRATIONS.md");
    session.check();
    assert_eq!(session.rules_of("src/other.js"), ["used-by-missing"]);
    session.fixture.remove("THIRD_PARTY_INTEGRATIONS.md");
    session.check();
    let left = session.findings.by_file().values().flat_map(|findings| findings.iter());
    let rules: BTreeSet<&str> = left.map(|finding| finding.rule).collect();
    assert_eq!(rules, BTreeSet::from(["undocumented-integration"]));
}

#[test]
fn a_file_that_vanishes_takes_its_findings_along() {
    let mut session = Session::new(&sound().and("//- /src/a.js\nimport 'stripe';\n"));
    assert_eq!(session.rules_of("src/a.js"), ["direct-sdk-import"]);
    session.fixture.open("src/a.js", "import 'stripe';\n");
    session.fixture.remove("src/a.js");
    session.check();
    session.fixture.close("src/a.js");
    session.check();
    assert_eq!(session.rules_of("src/a.js"), [""; 0]);
}

#[test]
fn what_a_comment_silences_is_counted_anew() {
    let line = "import 'stripe'; // contract-lsp-ignore-line direct-sdk-import\n";
    let mut session = Session::new(&sound());
    session.fixture.open("src/a.js", line);
    session.check();
    assert_eq!(session.findings.suppressed().count(), 1);
    session.fixture.open("src/a.js", &line.repeat(2));
    session.check();
    assert_eq!(session.findings.suppressed().count(), 2);
    session.fixture.close("src/a.js");
    session.check();
    assert_eq!(session.findings.suppressed().count(), 0);
}

#[test]
fn a_computation_that_is_overtaken_gives_nothing() {
    let fixture = Fixture::new(&sound().0);
    assert!(Findings::compute(&fixture.snapshot(), None, &|| true).is_none());
}

#[test]
fn findings_of_a_file_stand_in_the_order_of_their_places() {
    let source =
        "fetch('https://api.stripe.com');\nimport 'stripe';\nprocess.env.STRIPE_SECRET_KEY;\n";
    let files = sound().and(&format!("//- /src/a.js\n{source}"));
    let findings = compute(&Fixture::new(&files.0).snapshot(), None);
    for findings in findings.by_file().values() {
        assert!(findings.is_sorted_by_key(|finding| finding.range));
        assert!(findings.len() == 3);
    }
}
