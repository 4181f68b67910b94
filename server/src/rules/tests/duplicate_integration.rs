use expect_test::expect;

use super::*;

const END: &str = "| 2026-02-03 | 1.0.0 | First version | NO |\n";

fn with_second(section: &str) -> Files {
    sound().with(END, &format!("{END}\n{section}"))
}

#[test]
fn a_second_section_is_reported_at_its_name_and_what_it_lacks_is_not() {
    let files = with_second("### stripe\n\n**Status:** `active`\n");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:87:5 Error duplicate-integration(stripe): stripe
    "#]]);
    files.says(expect![[r#"
        duplicate-integration: stripe is the service that has a section as Stripe already: of two, one is out of date before long
          help: merge the two sections; if they are two for good reason, say in parentheses which is which and give each a binding of its own
          THIRD_PARTY_INTEGRATIONS.md:562..568: its first section
    "#]]);
}

#[test]
fn a_copy_of_a_whole_section_is_one_finding() {
    let text = sound().0;
    let start = text.find("### Stripe (Payments)").expect("the section");
    let stop = text.find("//- /src/integrations").expect("the end of the contract");
    let copy = text[start..stop].replace("Stripe (Payments)", "Stripe (Billing)");
    with_second(&copy).finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:87:5 Error duplicate-integration(Stripe): Stripe
    "#]]);
}

#[test]
fn users_and_variables_of_two_sections_are_not_told_apart() {
    with_second(
        "### Stripe Payments\n\n**Binding Module:** `src/integrations/stripe/`\n\n\
         **Used By Modules:**\n- `src/shop.js`: `shop()` - shop\n\n**Env Vars:**\n- `STRIPE_MODE` - x\n",
    )
    .and("//- /src/shop.js\nconst { client } = require('./integrations/stripe/client');\nfunction shop() { client.x(process.env.STRIPE_MODE); }\nmodule.exports = { shop };\n")
    .finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:87:5 Error duplicate-integration(Stripe Payments): Stripe Payments
        src/shop.js:2:40 Warning env-outside-binding(Stripe Payments): STRIPE_MODE
    "#]]);
}

#[test]
fn sections_that_are_two_on_purpose_are_left_alone() {
    let second = |heading: &str| {
        with_second(&format!("### {heading}\n\n**Binding Module:** `src/integrations/other/`\n"))
            .and("//- /src/integrations/other/client.js\nmodule.exports = {};\n")
    };
    let is_duplicate = |files: &Files| {
        let found = render(&Fixture::new(&files.0).snapshot());
        found.lines().find(|line| line.contains("duplicate-integration")).map(str::to_owned)
    };
    for heading in ["Stripe (US)", "Stripe — US", "Stripe Connect", "Slack", "Stripes"] {
        assert_eq!(is_duplicate(&second(heading)), None, "{heading}");
    }
    for heading in ["Stripe", "Stripe (Payments)", "STRIPE", "2. Stripe"] {
        let found = is_duplicate(&second(heading)).unwrap_or_default();
        assert!(found.contains("Error"), "{heading} {found}");
    }
}

#[test]
fn two_names_of_the_catalog_for_one_service_are_found() {
    let both = |one: &str, other: &str| {
        with_second(&format!(
            "### {one}\n\n**Binding Module:** `src/a/`\n\n### {other}\n\n**Binding Module:** `src/b/`\n"
        ))
        .and("//- /src/a/x.js\nmodule.exports = {};\n//- /src/b/x.js\nmodule.exports = {};\n")
    };
    let severity = |files: Files| {
        let found = render(&Fixture::new(&files.0).snapshot());
        let line = found.lines().find(|line| line.contains("duplicate-integration"));
        line.map(|line| line.split(' ').nth(1).unwrap_or_default().to_owned())
    };
    // Each has a binding of its own: that may be on purpose.
    assert_eq!(severity(both("AWS S3", "Amazon S3")).as_deref(), Some("Hint"));
    assert_eq!(severity(both("Cloudflare R2", "Cloudflare KV")), None);
    assert_eq!(severity(both("AWS S3", "Slack")), None);
    let one_binding = both("AWS S3", "Amazon S3").with("`src/b/`", "`src/a/`");
    assert_eq!(severity(one_binding).as_deref(), Some("Error"));
    let house = both("Stripe Billing", "Stripe Connect").with("`src/b/`", "`src/a/`");
    assert_eq!(severity(house).as_deref(), Some("Hint"));
}
