use expect_test::expect;

use super::*;

#[test]
fn a_misspelt_label_is_reported_as_a_label_alone() {
    let files = sound()
        .with("**Environment Variables:**", "**Enviroment variable:**")
        .with("## Integration Overview", "## Integraton Overview");
    files.says(expect![[r#"
        unknown-label: `Integraton Overview` is read as Integration Overview: who searches for that will not find it
          help: spell it `Integration Overview`
        unknown-label: `Enviroment variable` is read as Environment Variables: who searches for that will not find it
          help: spell it `Environment Variables`
    "#]]);
    files.changes(
        "unknown-label",
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:17
            - ## Integraton Overview
            + ## Integration Overview
            - **Enviroment variable:**
            + **Environment variable:**
        "#]],
    );
}

#[test]
fn labels_in_tables_bullets_and_headings_are_respelt_in_place() {
    sound()
        .with("**Binding Module:**\n- **Location:**", "- **BINDNG MODULE**: x\n  - **Location:**")
        .with("**Changelog:**", "#### 9. Chagnelog ✨")
        .with("**Security Considerations:**", "Securty Considerations:\n")
        .changes(
            "unknown-label",
            expect![[r#"
                THIRD_PARTY_INTEGRATIONS.md:75
                - Securty Considerations:
                + Security Considerations:
                - #### 9. Chagnelog ✨
                + #### 9. Changelog ✨
            "#]],
        );
}

#[test]
fn words_of_their_own_and_labels_inside_a_block_are_no_slips() {
    for label in [
        "Bucket Configuration",
        "Stats",
        "Blogging",
        "Used By Models",
        "Authenticator",
        "Mentoring",
        "Webhook Events Handlers",
        "Billing Cycle",
        "環境変数",
    ] {
        sound().with("**Testing:**", &format!("**{label}:** x\n\n**Testing:**")).is_clean();
    }
    sound().with("- Rate of failed", "- **Montoring:** x\n- Rate of failed").is_clean();
    sound().with("**Testing:**", "**Monitorng:** x\n\n**Testing:**").is_clean();
    for heading in ["## Interactions", "## Iterations", "## Stats", "### Purposes"] {
        sound()
            .with("## Integration Overview", &format!("{heading}\n\nx\n\n## Integration Overview"))
            .is_clean();
    }
}

#[test]
fn a_loose_document_may_spell_as_it_likes() {
    let loose = "\
//- /THIRD_PARTY_INTEGRATIONS.md
# What we use

## Integrations

### Stripe

**Bindng Module:** `src/stripe.js`

**Status:** Active
//- /src/stripe.js
module.exports = {};
";
    Files(loose.into()).is_clean();
}
