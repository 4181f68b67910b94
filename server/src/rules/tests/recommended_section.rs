use expect_test::expect;

use super::*;

const TESTING: &str = "**Testing:**\n- **Unit Tests:** with recorded answers\n\n";
const ENDPOINTS: &str = "\
**API Endpoints Used:**

| Endpoint | Method | Purpose |
|----------|--------|---------|
| `/v1/payment_intents` | POST | Takes a payment |

";
const ERRORS: &str = "\
**Error Handling:**

| Error Type | HTTP Code | Handling Strategy | Retry |
|------------|-----------|-------------------|-------|
| Card declined | 402 | Told to the customer | NO |

";

#[test]
fn absent_recommended_fields_are_one_finding_that_lists_them() {
    let files = sound().with(TESTING, "").with(ENDPOINTS, "");
    files.says(expect![[r#"
        recommended-section: Stripe lacks the recommended sections API Endpoints Used and Testing: the template has them so that nobody has to ask
          help: the fix inserts a skeleton for each; other lists can be configured
    "#]]);
    files.is_fixed(
        "recommended-section",
        expect![[r#"
            57+ **API Endpoints Used:**
            58+ 
            59+ | Endpoint | Method | Purpose |
            60+ |----------|--------|---------|
            61+ | [/path] | [GET] | [What it does] |
            62+ 
            69+ **Testing:**
            70+ - **Unit Tests:** [path of the file]
            71+ - **Mocks:** [path of the file]
            72+ 
        "#]],
    );
}

#[test]
fn what_says_the_same_under_another_label_counts() {
    sound().with("**Dependencies:**", "**NPM Packages:**").is_clean();
    sound().with("**Dependencies:**", "#### Internal Dependencies").is_clean();
    sound().with(ERRORS, "**Retry Logic:** three times\n\n").is_clean();
    sound().with(ERRORS, "**Fallback:** none\n\n").is_clean();
    sound()
        .with(ERRORS, "**Custom Error Classes:** `PayError`\n\n")
        .with("const client =", "class PayError extends Error {}\nconst client =")
        .is_clean();
    sound().with(TESTING, "**Mocking for Tests:** recorded answers\n\n").is_clean();
    sound()
        .with(TESTING, "")
        .with("- Rate of failed", "- **Tests:** nightly\n- Rate of failed")
        .is_clean();
    sound().with("**Dependencies:**", "**SDK:** the official one\n\n**More:**").is_clean();
    sound().with("**API Endpoints Used:**", "**Endpoints we call:**").is_clean();
    sound().with("**Security Considerations:**", "**Security:**").is_clean();
    sound().with("**Testing:**", "**Testng:**").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:69:3 Hint unknown-label(Stripe): Testng
    "#]]);
}

#[test]
fn a_planned_service_has_nothing_to_test_yet() {
    sound()
        .with(TESTING, "")
        .with("`active`", "`planned`")
        .with("| Active |", "| Planned |")
        .is_clean();
}

#[test]
fn the_configuration_says_what_is_recommended() {
    let files = sound().with(TESTING, "");
    files.clone().and("//- /contract-lsp.toml\n[schema]\nrecommended = []\n").is_clean();
    // Required and recommended: the requirement speaks.
    files.and("//- /contract-lsp.toml\n[schema]\nrequired = [\"Testing\"]\n").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:25:5 Error missing-section(Stripe): Stripe
    "#]]);
}

#[test]
fn a_loose_document_is_recommended_nothing() {
    let loose = "\
//- /THIRD_PARTY_INTEGRATIONS.md
# What we use

## Integrations

### Stripe

**Binding Module:** `src/stripe.js`

**Status:** Active
//- /src/stripe.js
module.exports = {};
";
    Files(loose.into()).is_clean();
}
