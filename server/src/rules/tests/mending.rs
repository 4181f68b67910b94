//! Applying all safe fixes of a workspace.

use expect_test::{Expect, expect};

use super::{Files, all_findings, sound};
use crate::rules::{Finding, Findings, Mended, mend};
use crate::text::difference;
use crate::workspace::fixture::Fixture;

fn mended(fixture: &Fixture, wanted: &dyn Fn(&Finding) -> bool) -> Mended {
    let snapshot = fixture.snapshot();
    let findings = Findings::compute(&snapshot, None, &|| false).expect("not cancelled");
    mend(&snapshot, &findings, wanted, &|| false).expect("not cancelled")
}

impl Files {
    /// Applies all safe fixes until nothing changes and checks what that did: the fixes by name, and
    /// the lines that went and came.
    fn is_mended(&self, expect: Expect) {
        let fixture = Fixture::new(&self.0);
        let mended = mended(&fixture, &|_| true);
        let mut shown = String::new();
        for fix in &mended.applied {
            shown += &format!("{}: {}: {}\n", fix.path, fix.rule, fix.title);
        }
        for (path, text) in &mended.texts {
            let before = fixture.snapshot().document(path).expect("an edited file");
            for edit in difference(before.text(), text) {
                let gone =
                    edit.range.slice(before.text()).lines().map(|line| format!("- {line}\n"));
                let come = edit.text.lines().map(|line| format!("+ {line}\n"));
                shown.extend(gone.chain(come));
            }
        }
        expect.assert_eq(&shown);
        let left = all_findings(&mended.snapshot);
        assert!(left.iter().all(|finding| !finding.fixes.iter().any(|fix| fix.safe)), "{left:?}");
    }
}

const TWO_USERS: &str = "\
//- /src/cart.js
const { client } = require('./integrations/stripe/client');
module.exports.hold = () => client.holds.create({});
//- /src/refund.js
const { client } = require('./integrations/stripe/client');
module.exports.refund = () => client.refunds.create({});
";

#[test]
fn a_sound_workspace_is_left_alone() {
    sound().is_mended(expect![""]);
}

#[test]
fn fixes_of_one_place_take_turns_and_both_come() {
    sound().and(TWO_USERS).is_mended(expect![[r#"
        src/cart.js: used-by-missing: Add `src/cart.js` to Used By Modules of Stripe
        src/refund.js: used-by-missing: Add `src/refund.js` to Used By Modules of Stripe
        + | cart | `src/cart.js` | `hold()` | [How it uses the service] |
        + | refund | `src/refund.js` | `refund()` | [How it uses the service] |
    "#]]);
}

#[test]
fn what_is_open_in_the_editor_is_what_is_mended() {
    let mut fixture = Fixture::new(&sound().0);
    fixture.open(
        "src/cart.js",
        "const { client } = require('./integrations/stripe/client');\nclient();\n",
    );
    let mended = mended(&fixture, &|_| true);
    assert_eq!(mended.applied.len(), 1);
    assert!(mended.texts.keys().all(|path| path.as_str() == "THIRD_PARTY_INTEGRATIONS.md"));
}

#[test]
fn only_what_is_wanted_is_mended() {
    let fixture = Fixture::new(&sound().and(TWO_USERS).0);
    let mended = mended(&fixture, &|finding| finding.path.as_str() == "src/refund.js");
    let titles: Vec<&str> = mended.applied.iter().map(|fix| &*fix.title).collect();
    assert_eq!(titles, ["Add `src/refund.js` to Used By Modules of Stripe"]);
    let left = all_findings(&mended.snapshot);
    assert!(left.iter().any(|finding| finding.path.as_str() == "src/cart.js"));
}

#[test]
fn what_was_only_tried_out_is_nobodys_state() {
    let fixture = Fixture::new(&sound().and(TWO_USERS).0);
    let snapshot = fixture.snapshot();
    let before = all_findings(&snapshot);
    mended(&fixture, &|_| true);
    assert_eq!(all_findings(&snapshot), before);
    assert_eq!(all_findings(&fixture.snapshot()), before);
}
