use expect_test::expect;

use super::*;

#[test]
fn a_date_a_version_and_a_status_that_are_none_are_errors() {
    sound()
        .with("**Last Updated:** 2026-02-03", "**Last Updated:** yesterday")
        .with("**Version:** 1.2.0", "**Version:** 1.2")
        .with("**Added:** 2026-01-02", "**Added:** 2026-13-02")
        .with("**Status:** `active`", "**Status:** `sleeping`")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:3:19 Error invalid-metadata(-): yesterday
            THIRD_PARTY_INTEGRATIONS.md:4:14 Error invalid-metadata(-): 1.2
            THIRD_PARTY_INTEGRATIONS.md:27:12 Error invalid-metadata(Stripe): 2026-13-02
            THIRD_PARTY_INTEGRATIONS.md:29:13 Error invalid-metadata(Stripe): `sleeping`
        "#]]);
}

#[test]
fn a_modification_before_the_addition_is_a_warning() {
    let files = sound().with("**Added:** 2026-01-02", "**Added:** 2026-02-04");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:28:20 Warning invalid-metadata(Stripe): 2026-02-03
    "#]]);
    files.says(expect![[r#"
        invalid-metadata: Stripe was last modified on 2026-02-03, before it was added on 2026-02-04
          THIRD_PARTY_INTEGRATIONS.md:592..602: it was added here
    "#]]);
}

#[test]
fn a_day_to_come_is_a_warning_but_for_a_deprecation() {
    let files = sound()
        .with("**Status:** `active`", "**Status:** `deprecated`\n**Deprecation Date:** 2999-01-01")
        .with("| Payments | Active |", "| Payments | Deprecated |");
    files.is_clean();
    files.with("**Last Modified:** 2026-02-03", "**Last Modified:** 2999-02-03").finds(expect![[
        r#"
            THIRD_PARTY_INTEGRATIONS.md:28:20 Warning invalid-metadata(Stripe): 2999-02-03
        "#
    ]]);
}

#[test]
fn an_unreadable_date_is_not_compared() {
    sound().with("**Added:** 2026-01-02", "**Added:** some day").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:27:12 Error invalid-metadata(Stripe): some day
    "#]]);
}

#[test]
fn the_forms_people_write_are_understood() {
    for status in
        ["Active", "**active**", "✅ Active", "Live", "in production", "Testing", "planned (Q3)"]
    {
        // The overview says nothing about it.
        sound()
            .with("| Payments | Active |", "| Payments | - |")
            .with("**Status:** `active`", &format!("**Status:** {status}"))
            .is_clean();
    }
    for date in ["`2026-01-02`", "2026-01-02 (Ada)", "January 2, 2026", "2 Jan 2026"] {
        sound().with("**Added:** 2026-01-02", &format!("**Added:** {date}")).is_clean();
    }
    for version in ["v1.2.0", "`1.2.0`", "1.2.0-rc.1", "1.2.0 (draft)"] {
        sound().with("**Version:** 1.2.0", &format!("**Version:** {version}")).is_clean();
    }
}

#[test]
fn the_status_of_the_file_may_be_any_word() {
    sound().with("**Status:** Active\n", "**Status:** Living document\n").is_clean();
}
