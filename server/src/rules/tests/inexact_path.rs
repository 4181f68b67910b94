use expect_test::expect;

use super::*;

const LOCATION: &str = "**Location:** `src/integrations/stripe/`";
const ROW: &str = "| pay | `src/pay.js` | `pay()` |";

#[test]
fn the_end_of_a_path_is_a_hint_at_the_path() {
    let binding = sound().with(LOCATION, "**Location:** `integrations/stripe/`");
    binding.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:43:18 Hint inexact-path(Stripe): integrations/stripe/
    "#]]);
    binding.says(expect![[r#"
        inexact-path: `integrations/stripe/` is only the end of `src/integrations/stripe/`: another file whose path ends so would make it unclear
          help: write the full path, as seen from the folder the contract governs
    "#]]);
    binding.picks(
        "Write the full path",
        expect![[r#"
            Write the full path, `src/integrations/stripe/`
            THIRD_PARTY_INTEGRATIONS.md:43
            - - **Location:** `integrations/stripe/`
            + - **Location:** `src/integrations/stripe/`
            =>
        "#]],
    );
    let user = sound().with(ROW, "| pay | `pay.js` | `pay()` |");
    user.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 Hint inexact-path(Stripe): pay.js
    "#]]);
    user.picks(
        "Write the full path",
        expect![[r#"
            Write the full path, `src/pay.js`
            THIRD_PARTY_INTEGRATIONS.md:55
            - | pay | `pay.js` | `pay()` | Takes a payment |
            + | pay | `src/pay.js` | `pay()` | Takes a payment |
            =>
        "#]],
    );
}

#[test]
fn the_overview_and_the_parts_of_a_binding_change_with_it() {
    sound()
        .with(LOCATION, "**Location:** `integrations/stripe/`\n- **Main File:** `integrations/stripe/client.js`")
        .with("| Active | `src/integrations/stripe/` |", "| Active | `integrations/stripe/` |")
        .picks("Write the full path", expect![[r#"
            Write the full path, `src/integrations/stripe/`
            THIRD_PARTY_INTEGRATIONS.md:21
            - | Stripe | Payments | Active | `integrations/stripe/` | $20 | NO |
            + | Stripe | Payments | Active | `src/integrations/stripe/` | $20 | NO |
            - - **Location:** `integrations/stripe/`
            - - **Main File:** `integrations/stripe/client.js`
            + - **Location:** `src/integrations/stripe/`
            + - **Main File:** `src/integrations/stripe/client.js`
            =>
        "#]]);
}

#[test]
fn several_candidates_are_offered_one_by_one() {
    let files = sound()
        .and("//- /lib/one.js\n//- /src/one.js\n")
        .with(ROW, &format!("| one | `one.js` | - | x |\n{ROW}"));
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 Hint inexact-path(Stripe): one.js
    "#]]);
    files.says(expect![[r#"
        inexact-path: `one.js` may be any of 2 paths that end so: nobody can tell which, so it is not checked
          help: write the full path, as seen from the folder the contract governs
    "#]]);
    files.offers(expect![[r#"
        Write the full path, `lib/one.js`
        Write the full path, `src/one.js`
    "#]]);
    let many: String = (0..7).map(|index| format!("//- /lib{index}/one.js\n")).collect();
    let files = sound().and(&many).with(ROW, &format!("| one | `one.js` | - | x |\n{ROW}"));
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 Hint inexact-path(Stripe): one.js
    "#]]);
    files.offers(expect![[""]]);
}

#[test]
fn tests_and_roots_of_trees_are_read_too() {
    sound()
        .with("**Unit Tests:** with recorded answers", "**Unit Tests:** `stripe.test.js`")
        .and("//- /tests/stripe.test.js\n")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:70:20 Hint inexact-path(Stripe): stripe.test.js
        "#]]);
    sound()
        .with(
            LOCATION,
            &format!("{LOCATION}\n\n**Module Structure:**\n```\nserver/stripe/\n└── a.js\n```"),
        )
        .and("//- /worker/server/stripe/a.js\n")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:47:1 Hint inexact-path(Stripe): server/stripe
        "#]]);
}

#[test]
fn what_is_exact_from_somewhere_is_no_finding() {
    for path in ["src/pay.js", "./src/pay.js", "src\\pay.js", "src/", "src/*.js", "**/pay.js"] {
        sound().with(ROW, &format!("| pay | `{path}` | - |")).is_clean();
    }
    // From the contract's own folder.
    sound()
        .with("//- /THIRD_PARTY_INTEGRATIONS.md", "//- /docs/THIRD_PARTY_INTEGRATIONS.md")
        .with(ROW, "| pay | `../src/pay.js` | `pay()` |")
        .is_clean();
    // Beside its Location.
    sound().with(LOCATION, &format!("{LOCATION}\n- **Main File:** `client.js`")).is_clean();
    sound()
        .with(LOCATION, &format!("{LOCATION}\n- **Main File:** `client.js`"))
        .and("//- /src/integrations/other/client.js\n")
        .is_clean();
    // The end of the binding's path.
    for root in ["stripe/", "integrations/stripe/", "src/integrations/stripe", ".", "./"] {
        sound()
            .with(
                LOCATION,
                &format!("{LOCATION}\n\n**Module Structure:**\n```\n{root}\n└── client.js\n```"),
            )
            .and("//- /old/stripe/x.js\n")
            .is_clean();
    }
}

#[test]
fn a_contract_among_documents_writes_paths_its_own_way() {
    sound()
        .with("//- /THIRD_PARTY_INTEGRATIONS.md", "//- /docs/THIRD_PARTY_INTEGRATIONS.md")
        .with(LOCATION, "**Location:** `../src/integrations/stripee/`")
        .picks(
            "Write",
            expect![[r#"
                Write `../src/integrations/stripe/`
                docs/THIRD_PARTY_INTEGRATIONS.md:43
                - - **Location:** `../src/integrations/stripee/`
                + - **Location:** `../src/integrations/stripe/`
                =>
            "#]],
        );
}
