use expect_test::expect;

use super::*;

/// A deprecated service; that it is still used is another rule's.
fn deprecated(status: &str) -> Files {
    sound()
        .with("**Status:** `active`\n", status)
        .with("| Active |", "| Deprecated |")
        .and("//- /contract-lsp.toml\n[rules]\ndeprecated-integration = \"off\"\n")
}

#[test]
fn a_deprecated_service_without_a_date_is_reported_at_its_status() {
    let files = deprecated("**Status:** `deprecated`\n");
    files.says(expect![[r#"
        deprecated-without-date: Stripe is deprecated and has no Deprecation Date: nobody knows how long it may still be used
          help: add the day on which it was, or will be, given up
    "#]]);
    files.is_fixed(
        "deprecated-without-date",
        expect![[r#"
        30+ **Deprecation Date:** [YYYY-MM-DD]
    "#]],
    );
    for status in [
        "**Status:** 🚫 Removed\n",
        "- **Status**: Disabled for now\n",
        "#### Status\n\ndeprecated\n",
    ] {
        let found = render(&Fixture::new(&deprecated(status).0).snapshot());
        assert!(found.contains("deprecated-without-date(Stripe)"), "{status}: {found}");
    }
}

#[test]
fn a_field_that_says_nothing_is_filled() {
    for (nothing, filled) in [
        ("", "**Deprecation Date:** [YYYY-MM-DD]"),
        (" -", "**Deprecation Date:** [YYYY-MM-DD]"),
        (" N/A", "**Deprecation Date:** [YYYY-MM-DD]"),
        (" `none`", "**Deprecation Date:** `[YYYY-MM-DD]`"),
    ] {
        let files =
            deprecated(&format!("**Status:** `deprecated`\n**Deprecation Date:**{nothing}\n\n"));
        let changed = files.applied("deprecated-without-date", changed_lines);
        assert!(changed.contains(&format!("+ {filled}\n")), "{nothing}: {changed}");
    }
}

#[test]
fn a_date_anywhere_near_the_status_counts() {
    for status in [
        "**Status:** `deprecated`\n**Deprecation Date:** 2026-01-30\n",
        "**Status:** `deprecated`\n**Deprecation Date:** 2999-01-30\n",
        "**Status:** `deprecated`\n**Sunset Date:** 2026-01-30\n",
        "**Status:** Deprecated since 2025-01-01\n",
        "**Status:** deprecated (2025-01-01)\n",
        "**Status:** Deprecated as of 15 January 2025\n",
        "**Status:** `active`\n**Deprecation Date:** N/A\n",
        "**Status:** `active`\n**Deprecation Date:** -\n",
        "**Status:** `active`\n**Deprecated:** No\n",
    ] {
        deprecated(status).with("| Deprecated |", "| Active |").is_clean_but("overview-mismatch");
    }
    deprecated("**Status:** `deprecated`\n**Deprecation Date:** [YYYY-MM-DD]\n").finds(expect![[
        r#"
        THIRD_PARTY_INTEGRATIONS.md:30:23 Warning unfilled-placeholder(Stripe): [YYYY-MM-DD]
    "#
    ]]);
    deprecated("**Status:** `deprecated`\n**Deprecation Date:** some day\n").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:30:23 Error invalid-metadata(Stripe): some day
    "#]]);
}
