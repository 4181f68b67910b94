use expect_test::expect;

use super::*;

#[test]
fn a_critical_service_must_say_what_happens_when_it_fails() {
    let files = sound()
        .with("| $20 | NO |", "| $20 | YES |")
        .with("**Monitoring:**\n- Rate of failed payments\n\n", "")
        .with("**Dependencies:**\n- `stripe` - the SDK\n\n", "");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:21:67 Warning unsafe-critical(Stripe): YES
        THIRD_PARTY_INTEGRATIONS.md:25:5 Hint recommended-section(Stripe): Stripe
    "#]]);
    files.says(expect![[r#"
        unsafe-critical: Stripe is critical, and its section lacks Monitoring and Fallback Strategy: nobody knows what happens when it fails
          help: describe them in its section, or say that the service is not critical
          THIRD_PARTY_INTEGRATIONS.md:563..569: the section of the service
        recommended-section: Stripe lacks the recommended section Dependencies: the template has them so that nobody has to ask
          help: the fix inserts a skeleton for each; other lists can be configured
    "#]]);
    files.is_fixed(
        "unsafe-critical",
        expect![[r#"
            72+ **Monitoring:**
            73+ - **Metrics Tracked:** [metrics]
            74+ - **Alerts:** [conditions]
            75+ 
            76+ **Fallback Strategy:**
            77+ - **Fallback:** [alternative]
            78+ - **Degraded Mode:** [What works without the service]
            79+ 
        "#]],
    );
}

#[test]
fn the_section_has_the_last_word() {
    let overview = sound().with("| $20 | NO |", "| $20 | YES |");
    overview.clone().with("**Status:** `active`", "**Status:** `active`\n**Critical:** NO").finds(
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:21:67 Warning overview-mismatch(Stripe): YES
        "#]],
    );
    let both = overview.with("**Status:** `active`", "**Status:** `active`\n**Critical:** YES");
    both.says(expect![[r#"
        unsafe-critical: Stripe is critical, and its section lacks Fallback Strategy: nobody knows what happens when it fails
          help: describe them in its section, or say that the service is not critical
          THIRD_PARTY_INTEGRATIONS.md:535..538: the overview says so as well
    "#]]);
    both.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:30:15 Warning unsafe-critical(Stripe): YES
    "#]]);
}

#[test]
fn what_says_it_anywhere_in_the_section_counts() {
    let critical = sound().with("| $20 | NO |", "| $20 | Yes |");
    for added in [
        "**Fallback:** none\n\n",
        "**Graceful degradation:** orders wait\n\n",
        "**Error Handling (more):**\n- **Fallback:** orders wait\n\n",
        "#### Fallback plan\n\nOrders wait.\n\n",
    ] {
        critical.clone().with("**Testing:**", &format!("{added}**Testing:**")).is_clean();
    }
    critical
        .clone()
        .with("- Rate of failed", "- **Degraded Mode:** x\n- Rate of failed")
        .is_clean();
    critical.with("`active`", "`planned`").with("| Active |", "| Planned |").is_clean();
}
