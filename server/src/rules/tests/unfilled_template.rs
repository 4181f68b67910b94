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
