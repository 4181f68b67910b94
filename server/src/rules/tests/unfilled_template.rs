use expect_test::expect;

use super::*;

/// A contract as it is copied from the template, with an example that looks real.
const TEMPLATE: &str = "\
//- /THIRD_PARTY_INTEGRATIONS.md
# Third-Party Integrations Contract

**Last Updated:** [YYYY-MM-DD]
**Version:** 1.0.0
**Status:** Active

## Integration Overview

| Service | Purpose | Status | Binding Module | Monthly Cost | Critical |
|---------|---------|--------|----------------|--------------|----------|
| [Service Name] | [What it does] | Active | `[module path]` | $[amount] | YES/NO |

## Integration Template

### [Service Name]

**Added:** [YYYY-MM-DD]
**Binding Module:** `src/integrations/[service-name]/`

## Example Integrations

### SendGrid (Email Service)

**Added:** 2024-01-15
**Status:** active
**Binding Module:** `src/integrations/sendgrid/`

**Environment Variables:**

| Variable | Required |
|----------|----------|
| `SENDGRID_API_KEY` | YES |

**Used By Modules:**

| Module | File | Function | Usage |
|--------|------|----------|-------|
| auth | `src/auth.js` | `login()` | Mails |
//- /src/mail.js
const mail = require('@sendgrid/mail');
mail.setApiKey(process.env.SENDGRID_API_KEY);
fetch('https://api.sendgrid.com/v3/mail/send');
";

#[test]
fn of_a_copied_template_nothing_is_said_but_that_it_is_one() {
    Files(TEMPLATE.into()).finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:1:3 Hint unfilled-template(-): Third-Party Integrations Contract
    "#]]);
}

#[test]
fn with_one_real_row_the_examples_are_as_real_as_the_rest() {
    Files(TEMPLATE.into())
        .with(
            "| [Service Name] | [What it does]",
            "| SendGrid | Mail | Active | `src/integrations/sendgrid/` | $20 | NO |\n| [Service Name] | [What it does]",
        )
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:1:3 Error missing-section(-): Third-Party Integrations Contract
            THIRD_PARTY_INTEGRATIONS.md:3:19 Warning unfilled-placeholder(-): [YYYY-MM-DD]
            THIRD_PARTY_INTEGRATIONS.md:23:5 Error missing-section(SendGrid): SendGrid
            THIRD_PARTY_INTEGRATIONS.md:23:5 Hint recommended-section(SendGrid): SendGrid
            THIRD_PARTY_INTEGRATIONS.md:27:22 Error binding-not-found(SendGrid): src/integrations/sendgrid/
            THIRD_PARTY_INTEGRATIONS.md:39:11 Error used-by-stale(SendGrid): src/auth.js
        "#]]);
}

#[test]
fn a_configured_severity_and_a_comment_count_for_it_too() {
    Files(TEMPLATE.into())
        .and("//- /contract-lsp.toml\n[rules]\nunfilled-template = \"warning\"\n")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:1:3 Warning unfilled-template(-): Third-Party Integrations Contract
        "#]]);
    Files(TEMPLATE.into())
        .with(
            "# Third-Party",
            "<!-- contract-lsp-ignore-file unfilled-template -->\n\n# Third-Party",
        )
        .is_clean();
}

#[test]
fn populating_writes_down_what_the_code_uses_and_leaves_placeholders() {
    let found = Files(TEMPLATE.into())
        .and("//- /src/integrations/stripe/client.js\nconst Stripe = require('stripe');\nmodule.exports = new Stripe(process.env.STRIPE_SECRET_KEY);\n//- /src/pay.js\nconst stripe = require('./integrations/stripe/client');\nmodule.exports = () => stripe.charges.create({});\n");
    let title = "Populate with the 2 services that the code uses: SendGrid, Stripe";
    let mut fixture = Fixture::new(&found.0);
    let fixes = all_findings(&fixture.snapshot()).into_iter().flat_map(|finding| finding.fixes);
    let fix = fixes.into_iter().find(|fix| fix.title == title).expect("the fix");
    assert!(!fix.safe, "a person has to pick it");
    let path = &fix.edits[0].path;
    let edits: Vec<Edit> = fix.edits.iter().map(|edit| edit.edit.clone()).collect();
    let before = fixture.snapshot().document(path).expect("the contract");
    let after = apply_edits(before.text(), &edits).expect("edits that fit");
    fixture.open(path.as_str(), &after);
    let snapshot = fixture.snapshot();
    let left: std::collections::BTreeSet<String> = all_findings(&snapshot)
        .into_iter()
        .filter(|finding| finding.rule != "unfilled-placeholder")
        .map(|finding| format!("{} {} {:?}", finding.rule, finding.path, finding.service))
        .collect();
    // The file itself lacks what the template's copy lacked, nothing else is said.
    let left: Vec<&str> = left.iter().map(String::as_str).collect();
    assert_eq!(left, ["missing-section THIRD_PARTY_INTEGRATIONS.md None"]);
    assert!(
        after.contains("| Stripe | - | Active | `src/integrations/stripe/` | - | - |"),
        "{after}"
    );
    for stated in
        ["- **Location:** `src/integrations/stripe/`", "| `STRIPE_SECRET_KEY` |", "`src/pay.js`"]
    {
        assert!(after.contains(stated), "{stated} in {after}");
    }
}

#[test]
fn where_the_code_uses_nothing_there_is_nothing_to_populate_with() {
    let found = Files(TEMPLATE.into()).with("require('@sendgrid/mail')", "require('./mailer')");
    let findings = all_findings(&Fixture::new(&found.0).snapshot());
    assert!(findings.iter().all(|finding| finding.fixes.is_empty()), "{findings:?}");
}
