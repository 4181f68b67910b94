use expect_test::expect;

use super::rich::{Fix, each_gives_one_finding, rich};
use super::{Files, sound};
use crate::workspace::Severity::Hint;

const RULE: &str = "category-mismatch";
const STRIPE: &str = "- **Stripe** - cards\n";

#[test]
fn entries_and_sections_without_each_other() {
    each_gives_one_finding(
        RULE,
        &rich(),
        &[
            (STRIPE, "", Hint, "Stripe", Fix::None),
            (STRIPE, "\n", Hint, "Stripe", Fix::None),
            ("- **Acme Mail** - newsletters", "", Hint, "Acme Mail", Fix::None),
            (STRIPE, &format!("{STRIPE}- **PayPal** - wallets\n"), Hint, "PayPal", Fix::None),
            (STRIPE, &format!("{STRIPE}- PayPal: wallets\n"), Hint, "PayPal", Fix::None),
            (STRIPE, &format!("{STRIPE}* PayPal\n"), Hint, "PayPal", Fix::None),
            (STRIPE, &format!("{STRIPE}- **決済屋** - 決済\n"), Hint, "決済屋", Fix::None),
        ],
    );
}

#[test]
fn what_agrees_in_other_words() {
    for entry in [
        "- Stripe\n",
        "- **stripe:** cards\n",
        "- **Stripe, PayPal** - cards\n",
        "- **Stripe Payments** - cards\n",
        "- [Stripe](#stripe-payments)\n",
        "Stripe\n",
        "| Stripe | cards |\n|---|---|\n",
        "- **[Service]** - what it does\n- **Stripe**\n",
        "- **Stripe** - cards\n- **PayPal** - (planned)\n",
        "- **Cards**: Stripe\n",
    ] {
        rich().with(STRIPE, entry).is_clean();
    }
}

#[test]
fn without_entries_nothing_is_said() {
    sound().is_clean();
    sound()
        .with("## Integrations\n", "## Integration Categories\n\nNone yet.\n\n## Integrations\n")
        .is_clean();
}

/// The template's own list, with more below it.
fn with_template_list(more: &str) -> Files {
    let names = super::super::category_mismatch::OF_TEMPLATE;
    let list: String = names.iter().map(|name| format!("- **{name}** - x\n")).collect();
    let categories =
        format!("## Integration Categories\n\n### All\n{list}{more}\n## Integrations\n");
    sound().with("## Integrations\n", &categories)
}

#[test]
fn the_templates_own_list_is_nobodys() {
    with_template_list("").is_clean();
    with_template_list("- **Acme Pay** - x\n").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:42:5 Hint category-mismatch(Acme Pay): Acme Pay
    "#]]);
}

#[test]
fn what_the_overview_reports_is_not_said_again() {
    rich()
        .with("| - | no |\n", "| - | no |\n| PayPal | Wallets | Active | - | - | - |\n")
        .with(STRIPE, &format!("{STRIPE}- **PayPal** - wallets\n"))
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:23:3 Warning overview-mismatch(PayPal): PayPal
        "#]]);
    // A section renamed: the overview and the categories keep the old name.
    rich().with("### 2. Acme Mail — newsletters", "### Newsletter Engine").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:22:3 Warning overview-mismatch(Newsletter Engine): Acme Mail
    "#]]);
}

#[test]
fn messages() {
    rich().with(STRIPE, "- **PayPal** - wallets\n").says(expect![[r#"
        category-mismatch: Stripe stands in no category: who looks there for such a service misses it
          help: list it under Integration Categories
          THIRD_PARTY_INTEGRATIONS.md:3088..3110: the categories are here
        category-mismatch: PayPal is listed here, but no section describes it: nobody learns how to use it
          help: write its section, or remove it from the categories
    "#]]);
}
