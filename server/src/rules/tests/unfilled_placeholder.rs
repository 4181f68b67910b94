use expect_test::expect;

use super::*;

#[test]
fn the_templates_brackets_are_reported_wherever_a_section_holds_them() {
    sound()
        .with(
            "**Purpose:** Takes payments.",
            "**Purpose:** [Why we use this service - be specific]",
        )
        .with("- **Plan:** Standard", "- **Plan:** [Free/Starter/Pro/Enterprise] at $[amount]")
        .with("| - | Secret key |", "| - | [Description] |")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:31:14 Warning unfilled-placeholder(Stripe): [Why we use this service - be specific]
            THIRD_PARTY_INTEGRATIONS.md:37:13 Warning unfilled-placeholder(Stripe): [Free/Starter/Pro/Enterprise]
            THIRD_PARTY_INTEGRATIONS.md:37:46 Warning unfilled-placeholder(Stripe): $[amount]
            THIRD_PARTY_INTEGRATIONS.md:49:35 Warning unfilled-placeholder(Stripe): [Description]
        "#]]);
}

#[test]
fn a_bracket_that_is_all_a_value_says_counts_whatever_it_says() {
    sound().with("**Purpose:** Takes payments.", "**Purpose:** [ask Grace]").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:31:14 Warning unfilled-placeholder(Stripe): [ask Grace]
    "#]]);
}

#[test]
fn a_date_that_is_a_placeholder_has_one_finding() {
    sound()
        .with("**Added:** 2026-01-02", "**Added:** [YYYY-MM-DD]")
        .with("**Status:** `active`", "**Status:** `[active/testing/deprecated/planned]`")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:27:12 Warning unfilled-placeholder(Stripe): [YYYY-MM-DD]
            THIRD_PARTY_INTEGRATIONS.md:29:14 Warning unfilled-placeholder(Stripe): [active/testing/deprecated/planned]
        "#]]);
}

#[test]
fn other_brackets_are_left_alone() {
    sound()
        .with(
            "**Purpose:** Takes payments.",
            "**Purpose:** Takes payments [as documented](https://docs.stripe.com), see [1] and `app/[id]/page.tsx`.\n\n- [ ] renew\n- [x] done",
        )
        .is_clean();
}

#[test]
fn fenced_drawings_are_full_of_brackets() {
    sound()
        .with(
            "**Binding Module:**\n",
            "**Data Flow:**\n\n```\n[Service Name] -> [amount]\n```\n\n**Binding Module:**\n",
        )
        .is_clean();
}

#[test]
fn the_template_section_may_keep_its_brackets() {
    sound()
        .with(
            "### Stripe (Payments)",
            "### Integration Template\n\n**Purpose:** [Why we use this service]\n\n### Stripe (Payments)",
        )
        .is_clean();
}

#[test]
fn the_place_is_counted_in_characters_behind_an_emoji() {
    sound().with("**Purpose:** Takes payments.", "**Purpose:** 😀 支払い [Service Name]").finds(
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:31:20 Warning unfilled-placeholder(Stripe): [Service Name]
        "#]],
    );
}
