use expect_test::expect;

use super::*;

const LOCATION: &str = "**Location:** `src/integrations/stripe/`";

fn with_tree(tree: &str) -> Files {
    sound().with(LOCATION, &format!("{LOCATION}\n\n**Module Structure:**\n```\n{tree}\n```"))
}

fn with_part(part: &str) -> Files {
    sound().with(LOCATION, &format!("{LOCATION}\n- {part}"))
}

#[test]
fn a_file_of_the_tree_that_is_missing_is_a_hint_at_its_name() {
    let files = with_tree(
        "src/integrations/stripe/\n├── client.js   # Client\n└── errors.js   # Error classes",
    );
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:49:5 Hint binding-incomplete(Stripe): errors.js
    "#]]);
    files.says(expect![[r#"
        binding-incomplete: `errors.js` is drawn under Module Structure and does not exist in `src/integrations/stripe/`: who follows the contract looks for it in vain
          help: add it, or take it out of the contract
    "#]]);
    files.picks(
        "Create",
        expect![[r#"
        Create `src/integrations/stripe/errors.js`
        + src/integrations/stripe/errors.js
        =>
    "#]],
    );
}

#[test]
fn trees_in_every_hand_are_compared() {
    for tree in [
        "stripe/\n  client.js\n  gone.js",
        "integrations/stripe\n|-- client.js\n`-- gone.js",
        "src/\n└── integrations/\n    └── stripe/\n        ├── client.js\n        └── gone.js",
        "├── client.js\n└── gone.js",
        ".\n├── client.js\n└── gone.js",
        "src/integrations/stripe/\n├── client.js\n└── errors/\n    ├── gone.js\n    └── gone-too.js",
        "src/integrations/stripe/\n\tclient.js\n\tgone.js",
        "src/integrations/strpe/\n├── client.js\n└── gone.js",
        "src/integrations/stripe/\n├── client.js\n├── ...\n└── gone.js",
        "src/integrations/stripe/\n├── client.js\n\ntests/\n└── stripe.test.js",
    ] {
        let found = render(&Fixture::new(&with_tree(tree).0).snapshot());
        assert_eq!(found.lines().count(), 1, "{tree}\n{found}");
        assert!(found.contains("Hint binding-incomplete(Stripe)"), "{tree}\n{found}");
    }
    sound()
        .with(
            LOCATION,
            &format!(
                "{LOCATION}\n\n**Module Structure:**\n- `client.js` - the client\n- `gone.js`"
            ),
        )
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:47:4 Hint binding-incomplete(Stripe): gone.js
        "#]]);
}

#[test]
fn trees_that_are_true_or_open_are_clean() {
    for tree in [
        "src/integrations/stripe/\n├── client.js          # Main client class",
        "src/integrations/stripe/\n└── ...",
        "src/integrations/stripe/\n├── client.js\n├── [name].js\n├── {a,b}.js\n├── *.test.js\n└── …",
        "src/integrations/\n└── stripe/\n    └── client.js",
        "src/\n├── pay.js\n└── integrations/stripe/client.js",
        "client.js",
        "The client wraps the SDK.",
        "src/integrations/[service-name]/\n├── client.js\n└── gone.js",
    ] {
        with_tree(tree).is_clean();
    }
    sound()
        .with(
            LOCATION,
            &format!("{LOCATION}\n\n**Module Structure:**\n```js\nclient.js\ngone.js\n```"),
        )
        .is_clean();
}

#[test]
fn a_part_of_the_binding_that_is_missing_is_a_hint_at_its_path() {
    let files = with_part("**Main File:** `src/integrations/stripe/index.js`");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:44:19 Hint binding-incomplete(Stripe): src/integrations/stripe/index.js
    "#]]);
    files.says(expect![[r#"
        binding-incomplete: `src/integrations/stripe/index.js` is named under Binding Module and does not exist: who follows the contract looks for it in vain
          help: add it, or take it out of the contract
    "#]]);
    with_part("**Configuration:** `config.js`").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:44:23 Hint binding-incomplete(Stripe): config.js
    "#]]);
    with_part("**Types/Interfaces:** `src/integrations/stripe/types.js`").picks(
        "Create",
        expect![[r#"
            Create `src/integrations/stripe/types.js`
            + src/integrations/stripe/types.js
            =>
        "#]],
    );
    let close = with_part("**Main File:** `src/integrations/stripe/clients.js`");
    close.offers(expect![[r#"
        Write `src/integrations/stripe/client.js`
        Create `src/integrations/stripe/clients.js`
    "#]]);
    close.picks(
        "Write",
        expect![[r#"
            Write `src/integrations/stripe/client.js`
            THIRD_PARTY_INTEGRATIONS.md:44
            - - **Main File:** `src/integrations/stripe/clients.js`
            + - **Main File:** `src/integrations/stripe/client.js`
            =>
        "#]],
    );
}

#[test]
fn one_file_named_twice_is_one_finding() {
    with_part("**Main File:** `src/integrations/stripe/gone.js`\n\n**Module Structure:**\n```\nstripe/\n├── client.js\n└── gone.js\n```")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:44:19 Hint binding-incomplete(Stripe): src/integrations/stripe/gone.js
        "#]]);
    with_tree("stripe/\n├── client.js\n└── client.test.js")
        .with(
            "**Unit Tests:** with recorded answers",
            "**Unit Tests:** `src/integrations/stripe/client.test.js`",
        )
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:77:20 Warning test-not-found(Stripe): src/integrations/stripe/client.test.js
        "#]]);
}

#[test]
fn a_missing_binding_says_it_all() {
    with_tree("src/integrations/gone/\n├── client.js\n└── errors.js")
        .with(LOCATION, "**Location:** `src/integrations/gone/`\n- **Main File:** `src/integrations/gone/client.js`\n- **Configuration:** `config.js`")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:43:18 Error binding-not-found(Stripe): src/integrations/gone/
        "#]]);
}

#[test]
fn what_git_ignores_is_there() {
    with_tree("stripe/\n├── client.js\n└── generated.js")
        .and("//- /.gitignore\ngenerated.js\n//- /src/integrations/stripe/generated.js\n")
        .is_clean();
}
