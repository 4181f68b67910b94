use expect_test::expect;

use super::*;

const ROW: &str = "| 2026-02-03 | 1.2.0 | Ada | Stripe | none |\n";
const LOG: &str = "\
| Date | Version | Author | Changes | Impact |
|------|---------|--------|---------|--------|
| 2026-02-03 | 1.2.0 | Ada | Stripe | none |
";

#[test]
fn the_head_of_the_file_follows_the_newest_row() {
    let files = sound().with(
        ROW,
        "| 2026-01-02 | 1.0.0 | Ada | First | - |\n| 2026-03-01 | 1.4.0 | Bo | Mail | - |\n\
         | 2026-02-03 | 1.2.0 | Ada | Stripe | - |\n",
    );
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:3:19 Warning stale-metadata(-): 2026-02-03
        THIRD_PARTY_INTEGRATIONS.md:4:14 Warning stale-metadata(-): 1.2.0
    "#]]);
    files.says(expect![[r#"
        stale-metadata: Last Updated is 2026-02-03, and the change log goes to 2026-03-01: readers take the contract for older than it is
          help: Last Updated is the date of the newest row
          THIRD_PARTY_INTEGRATIONS.md:293..303: the newest row of the change log
        stale-metadata: Version is 1.2.0, and the change log goes to 1.4.0: two readers of one contract speak of different ones
          help: take the version of the newest row
          THIRD_PARTY_INTEGRATIONS.md:306..311: the newest row of the change log
    "#]]);
    files.changes(
        "stale-metadata",
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:3
            - **Last Updated:** 2026-02-03
            - **Version:** 1.2.0
            + **Last Updated:** 2026-03-01
            + **Version:** 1.4.0
        "#]],
    );
}

#[test]
fn a_fact_that_is_stated_twice_is_mended_twice() {
    sound()
        .with(
            "**Last Updated:** 2026-02-03",
            "**Last Updated:** 2026-01-03\n**Last Update**: `2026-01-02`",
        )
        .changes(
            "stale-metadata",
            expect![[r#"
                THIRD_PARTY_INTEGRATIONS.md:3
                - **Last Updated:** 2026-01-03
                - **Last Update**: `2026-01-02`
                + **Last Updated:** 2026-02-03
                + **Last Update**: `2026-02-03`
            "#]],
        );
}

#[test]
fn logs_are_read_in_the_forms_people_write() {
    for (log, is_stale) in [
        ("| Changes | Date |\n|---|---|\n| Mail | 2026-03-01 |\n", true),
        (
            "| Version | Changes | Date | Who | Why |\n|---|---|---|---|---|\n| 1.2.0 | Mail | `2026-03-01` | Bo | - |\n",
            true,
        ),
        ("- 2026-03-01: Mail\n- 2026-02-03: Stripe\n", true),
        ("* **2026-02-03** – Stripe\n* **2026-03-01** – Mail\n", true),
        ("### [Unreleased]\n\n### [1.2.0] - 2026-03-01\n\n- Mail\n", true),
        ("### 1.2.0 (2026-03-01)\n", true),
        ("| Date | Changes |\n|---|---|\n| [YYYY-MM-DD] | x |\n| 2026-02-03 | Stripe |\n", false),
        ("| Date | Changes |\n|---|---|\n| TBD | x |\n| 2026-02-03 | Stripe |\n", false),
        (
            "| Date | Changes |\n|---|---|\n| 2026-03 | x |\n| | y |\n| 2026-02-03 | Stripe |\n",
            false,
        ),
        ("| What | Who |\n|---|---|\n| Mail on 2026-03-01 | Bo |\n", false),
        ("Mail since 2026-03-01.\n", false),
        ("- Mail since 2026-03-01\n", false),
        ("- Mail\n- Stripe\n", false),
    ] {
        let files = sound().with(LOG, log);
        let found = render(&Fixture::new(&files.0).snapshot());
        assert_eq!(found.contains("stale-metadata(-): 2026-02-03"), is_stale, "{log}\n{found}");
        assert_eq!(found.lines().count(), usize::from(is_stale), "{log}\n{found}");
    }
}

#[test]
fn what_cannot_be_read_is_compared_with_nothing() {
    // Each is one finding of `invalid-metadata`.
    for (from, to) in [
        ("**Last Updated:** 2026-02-03", "**Last Updated:** 2026-02-31"),
        ("| 2026-02-03 | 1.2.0 |", "| 2026-13-13 | 1.2.0 |"),
        ("| 2026-02-03 | 1.2.0 |", "| 2999-01-01 | 1.2.0 |"),
        ("**Last Modified:** 2026-02-03", "**Last Modified:** 2999-01-01"),
        ("**Version:** 1.2.0", "**Version:** 1.1"),
    ] {
        let found = render(&Fixture::new(&sound().with(from, to).0).snapshot());
        assert_eq!(found.lines().count(), 1, "{found}");
        assert!(found.contains("invalid-metadata"), "{found}");
    }
    sound().with("**Version:** 1.2.0", "**Version:** 2.0.0").is_clean();
    sound().with("**Last Updated:** 2026-02-03", "**Last Updated:** 2026-03-03").is_clean();
}

#[test]
fn a_change_that_no_row_records_can_be_recorded() {
    let files = sound().with("**Last Modified:** 2026-02-03", "**Last Modified:** 2026-02-10");
    files.says(expect![[r#"
        stale-metadata: Stripe changed on 2026-02-10, and no row of the change log records it: the log ends on 2026-02-03
          help: add a row to the change log, and update Last Updated and Version
          THIRD_PARTY_INTEGRATIONS.md:252..262: the newest row of the change log
    "#]]);
    files.picks(
        "Record this change",
        expect![[r#"
            Record this change
            THIRD_PARTY_INTEGRATIONS.md:3
            - **Last Updated:** 2026-02-03
            - **Version:** 1.2.0
            + **Last Updated:** 2026-02-10
            + **Version:** 1.2.1
            + | 2026-02-10 | 1.2.1 | [author] | Stripe: [What changed] | - |
            =>
        "#]],
    );
    // Below the others, where the newest stands last.
    files.with(ROW, &format!("| 2026-01-02 | 1.0.0 | Ada | First | - |\n{ROW}")).picks(
        "Record this change",
        expect![[r#"
            Record this change
            THIRD_PARTY_INTEGRATIONS.md:3
            - **Last Updated:** 2026-02-03
            - **Version:** 1.2.0
            + **Last Updated:** 2026-02-10
            + **Version:** 1.2.1
            + | 2026-02-10 | 1.2.1 | [author] | Stripe: [What changed] | - |
            =>
        "#]],
    );
}

#[test]
fn a_date_that_no_log_knows_is_not_set_unasked() {
    let files = sound().with("| 2026-02-03 | 1.0.0 | First", "| 2026-02-10 | 1.0.0 | First");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:28:20 Warning stale-metadata(Stripe): 2026-02-03
    "#]]);
    assert!(edits_of(&Fixture::new(&files.0).snapshot(), "stale-metadata").is_empty());
    files.picks(
        "Set Last Modified and record this change",
        expect![[r#"
            Set Last Modified and record this change
            THIRD_PARTY_INTEGRATIONS.md:3
            - **Last Updated:** 2026-02-03
            - **Version:** 1.2.0
            + **Last Updated:** 2026-02-10
            + **Version:** 1.2.1
            + | 2026-02-10 | 1.2.1 | [author] | Stripe: [What changed] | - |
            - **Last Modified:** 2026-02-03
            + **Last Modified:** 2026-02-10
            =>
        "#]],
    );
}

#[test]
fn a_row_that_may_be_about_anything_may_be_about_this() {
    sound()
        .with("**Last Modified:** 2026-02-03", "**Last Modified:** 2026-02-10")
        .with(ROW, &format!("| Unreleased | - | Ada | x | - |\n{ROW}"))
        .is_clean();
}
