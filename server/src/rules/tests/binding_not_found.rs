use expect_test::expect;

use super::*;

const LOCATION: &str = "**Location:** `src/integrations/stripe/`";

#[test]
fn a_binding_that_is_gone_is_reported_at_its_path() {
    sound().with(LOCATION, "**Location:** `src/integrations/gone/`").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:43:18 Error binding-not-found(Stripe): src/integrations/gone/
    "#]]);
}

#[test]
fn of_several_paths_the_missing_one_is_reported() {
    sound()
        .with(
            LOCATION,
            "**Location:** `src/integrations/stripe/`\n- **Worker:** `worker/stripe.py`",
        )
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:44:16 Error binding-not-found(Stripe): worker/stripe.py
        "#]]);
}

#[test]
fn parts_of_a_missing_or_present_folder_add_nothing() {
    sound()
        .with(LOCATION, "**Location:** `src/gone/`\n- **Main File:** `src/gone/client.js`")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:43:18 Error binding-not-found(Stripe): src/gone/
        "#]]);
    sound()
        .with(LOCATION, "**Location:** `src/gone/`\n- **Main File:** `client.js`")
        .and("//- /src/integrations/other/client.js\n")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:43:18 Error binding-not-found(Stripe): src/gone/
        "#]]);
}

#[test]
fn the_nearest_path_is_written_in_all_its_places() {
    sound()
        .with(LOCATION, "**Location:** `src/integrations/strpe/`\n- **Main File:** `./src/integrations/strpe/client.js`")
        .with("| Active | `src/integrations/stripe/` |", "| Active | `src/integrations/strpe/` |")
        .picks("Write", expect![[r#"
            Write `src/integrations/stripe/`
            THIRD_PARTY_INTEGRATIONS.md:21
            - | Stripe | Payments | Active | `src/integrations/strpe/` | $20 | NO |
            + | Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |
            - - **Location:** `src/integrations/strpe/`
            - - **Main File:** `./src/integrations/strpe/client.js`
            + - **Location:** `src/integrations/stripe/`
            + - **Main File:** `./src/integrations/stripe/client.js`
            =>
        "#]]);
    let file = sound().with(LOCATION, "**Location:** `src/integrations/stripe/clients.js`");
    file.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:43:18 Error binding-not-found(Stripe): src/integrations/stripe/clients.js
    "#]]);
    file.picks(
        "Write",
        expect![[r#"
            Write `src/integrations/stripe/client.js`
            THIRD_PARTY_INTEGRATIONS.md:43
            - - **Location:** `src/integrations/stripe/clients.js`
            + - **Location:** `src/integrations/stripe/client.js`
            =>
        "#]],
    );
}

#[test]
fn a_folder_of_another_service_is_not_offered() {
    let section = crate::workspace::fixture::SOUND_CONTRACT;
    let section = section.split_once("### Stripe").map(|(_, section)| section).expect("there");
    let second =
        format!("### Strype{section}").replace("integrations/stripe/", "integrations/strype/");
    sound()
        .with("//- /src/integrations", &format!("\n{second}//- /src/integrations"))
        .with("| Stripe | Payments", "| Strype | Payments | Active | `src/integrations/strype/` | $1 | NO |\n| Stripe | Payments")
        .offers(expect![[r#"
            Create the binding module
        "#]]);
}

#[test]
fn what_git_ignores_is_there() {
    sound()
        .with(LOCATION, "**Location:** `generated/stripe/`")
        .and("//- /.gitignore\ngenerated/\n//- /generated/stripe/client.js\n")
        .is_clean();
}

#[test]
fn files_folders_endings_and_other_spellings_are_found() {
    for path in [
        "src/integrations/stripe",
        "./src/integrations/stripe/",
        "src\\integrations\\stripe",
        "src/integrations/stripe/client.js",
    ] {
        sound().with(LOCATION, &format!("**Location:** `{path}`")).is_clean();
    }
}

#[test]
fn letter_case_counts() {
    sound().with(LOCATION, "**Location:** `src/Integrations/stripe/`").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:43:18 Error binding-not-found(Stripe): src/Integrations/stripe/
    "#]]);
}

#[test]
fn a_planned_integration_has_no_binding_yet() {
    sound()
        .with("**Status:** `active`", "**Status:** `planned`")
        .with("| Payments | Active |", "| Payments | Planned |")
        .with(LOCATION, "**Location:** `src/integrations/gone/`")
        .and("//- /src/other.js\nconst S = require('stripe');\nS(process.env.STRIPE_SECRET_KEY);\n")
        .is_clean();
}

#[test]
fn a_missing_binding_silences_what_follows_from_it() {
    sound()
        .with(LOCATION, "**Location:** `src/integrations/gone/`")
        .with("| `STRIPE_SECRET_KEY` | YES", "| `STRIPE_UNUSED` | YES")
        .and("//- /src/other.js\nconst S = require('stripe');\nfetch('https://api.stripe.com/v1');\nS(process.env.STRIPE_UNUSED_TOO);\n")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:43:18 Error binding-not-found(Stripe): src/integrations/gone/
        "#]]);
}

#[test]
fn a_contract_in_a_folder_of_documents_speaks_of_the_folder_above() {
    sound()
        .with("//- /THIRD_PARTY_INTEGRATIONS.md", "//- /docs/THIRD_PARTY_INTEGRATIONS.md")
        .is_clean();
    sound()
        .with(
            "//- /THIRD_PARTY_INTEGRATIONS.md",
            "//- /House_Rules_Contracts/THIRD_PARTY_INTEGRATIONS.md",
        )
        .with(LOCATION, "**Location:** [the binding](../src/integrations/stripe/)")
        .is_clean();
}
