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
        .with("| Payments | Active |", "| Payments | Deprecated |")
        .and("//- /contract-lsp.toml\n[rules]\ndeprecated-integration = \"off\"\n");
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
    for date in ["`2026-01-02`", "2026-01-02 (Ada)", "2026-01-02T10:00:00Z"] {
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

#[test]
fn a_date_in_another_form_than_the_others_is_a_hint() {
    let files = sound().with("**Added:** 2026-01-02", "**Added:** January 2nd, 2026 (Ada)");
    files.says(expect![[r#"
        invalid-metadata: `January 2nd, 2026` is read as 2026-01-02, but the contract's other dates are written YYYY-MM-DD
    "#]]);
    files.picks(
        "Change it to 2026-01-02",
        expect![[r#"
            Change it to 2026-01-02
            THIRD_PARTY_INTEGRATIONS.md:27
            - **Added:** January 2nd, 2026 (Ada)
            + **Added:** 2026-01-02 (Ada)
            =>
        "#]],
    );
    // Where all are written so, it is the author's form.
    let mut all = sound().0;
    for (from, to) in [("2026-01-02", "2 Jan 2026"), ("2026-02-03", "3 Feb 2026")] {
        all = all.replace(from, to);
    }
    Files(all).is_clean();
}

#[test]
fn the_nearest_value_is_offered() {
    for (from, to, title) in [
        ("**Added:** 2026-01-02", "**Added:** `01/13/2026` (Ada)", "Change it to 2026-01-13"),
        ("**Added:** 2026-01-02", "**Added:** 02.01.2026", "Change it to 2026-01-02"),
        ("**Version:** 1.2.0", "**Version:** v1.2 (draft)", "Change it to 1.2.0"),
        ("**Status:** `active`", "**Status:** 🔶 ACTVE (soon)", "Change it to active"),
        ("**Status:** `active`", "**Status:** Planed", "Change it to planned"),
    ] {
        let files = sound().with(from, to);
        let findings = all_findings(&Fixture::new(&files.0).snapshot());
        let fixes: Vec<_> = findings.iter().flat_map(|it| &it.fixes).map(|it| &it.title).collect();
        assert!(fixes.iter().any(|fix| *fix == title), "{to}: {fixes:?}");
    }
    sound()
        .with("**Status:** `active`", "**Status:** **Actve**")
        .with("| Payments | Active |", "| Payments | Actve |")
        .picks(
            "Change it to active",
            expect![[r#"
                Change it to active
                THIRD_PARTY_INTEGRATIONS.md:21
                - | Stripe | Payments | Actve | `src/integrations/stripe/` | $20 | NO |
                + | Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |
                - **Status:** **Actve**
                + **Status:** **Active**
                =>
            "#]],
        );
}

#[test]
fn the_overview_and_the_change_logs_are_read_as_well() {
    sound().with("| Payments | Active |", "| Payments | Asleep |").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:21:23 Error invalid-metadata(Stripe): Asleep
    "#]]);
    for cell in ["-", "", "N/A", "✅", "Live", "[Active/Deprecated]", "🟢"] {
        sound()
            .with("| Payments | Active |", &format!("| Payments | {cell} |"))
            .is_clean_but("overview-mismatch");
    }
    let row = "| 2026-02-03 | 1.2.0 | Ada | Stripe | none |\n";
    for rows in [
        "| Unreleased | - | Ada | x | - |\n",
        "| 2026-01 | 1.1.0 | Ada | x | - |\n",
        "| | | Ada | x | - |\n",
        "| 2026-01-02 | initial | Ada | x | - |\n",
        "| 2026-01-02 | v1.1.0-rc.1 | Ada | x | - |\n",
        "| 2026-01-02 | 1.1 | Ada | x | - |\n| 2026-01-01 | 1.0 | Ada | x | - |\n",
    ] {
        sound().with(row, &format!("{row}{rows}")).is_clean();
    }
}

#[test]
fn a_loose_document_may_say_it_in_its_own_words() {
    let loose = |status: &str, date: &str| {
        Files(format!(
            "//- /THIRD_PARTY_INTEGRATIONS.md\n# What we use\n\n**Version:** spring\n\n\
             ### Stripe\n\n**Status:** {status}\n**Added:** {date}\n**Env vars:** none\n"
        ))
    };
    loose("on hold", "some day in May").is_clean();
    loose("en cours", "2025").is_clean();
    loose("actve", "2026-13-02").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:7:13 Error invalid-metadata(Stripe): actve
        THIRD_PARTY_INTEGRATIONS.md:8:12 Error invalid-metadata(Stripe): 2026-13-02
    "#]]);
}
