use expect_test::expect;

use super::*;

const TESTS: &str = "- **Unit Tests:** with recorded answers";

fn with_tests(tests: &str) -> Files {
    sound()
        .with(TESTS, tests)
        .and("//- /tests/unit/stripe.test.js\n//- /tests/mocks/stripe.mock.js\n")
}

#[test]
fn a_path_that_is_gone_is_a_warning_at_the_path() {
    let files = with_tests("- **Unit Tests:** `tests/unit/stripe.spec.js`");
    files.finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:70:20 Warning test-not-found(Stripe): tests/unit/stripe.spec.js
    "#]]);
    files.says(expect![[r#"
        test-not-found: `tests/unit/stripe.spec.js` does not exist: the contract says that Stripe is tested there, and nothing is
          help: write where the tests lie now, or add them
    "#]]);
    files.picks(
        "Write",
        expect![[r#"
            Write `tests/unit/stripe.test.js`
            THIRD_PARTY_INTEGRATIONS.md:70
            - - **Unit Tests:** `tests/unit/stripe.spec.js`
            + - **Unit Tests:** `tests/unit/stripe.test.js`
            =>
        "#]],
    );
}

#[test]
fn every_way_of_naming_one_is_read() {
    for tests in [
        "- **Integration Tests:** `tests/e2e/pay.test.js`",
        "- Unit Tests: tests/e2e/pay.test.js",
        "- **Mocks:** `tests/fakes/`",
        "- **Unit Tests:** `tests/**/*.spec.ts`",
        "- `tests/e2e/pay.test.js`",
        "\n| Kind | Path |\n|------|------|\n| Unit | `tests/e2e/pay.test.js` |",
        "- **Unit Tests:** `tests/unit/stripe.test.js`, `tests/e2e/pay.test.js`",
        "- **Unit Tests:** `gone.test.js`",
        "- **Unit Tests:** `.\\tests\\e2e\\pay.test.js`",
        "- recorded\n\n**Mocking for Tests:** `tests/fakes/pay.js`",
        "- **单元测试:** `tests/e2e/支付.test.js`",
    ] {
        let found = render(&Fixture::new(&with_tests(tests).0).snapshot());
        assert_eq!(found.lines().count(), 1, "{tests}\n{found}");
        assert!(found.contains("Warning test-not-found(Stripe)"), "{tests}\n{found}");
    }
    let crlf = with_tests("- **Unit Tests:** `tests/unit/gone.test.js`").0.replace('\n', "\r\n");
    let found = render(&Fixture::new(&crlf).snapshot());
    assert_eq!(found.matches("test-not-found").count(), 1, "{found}");
}

#[test]
fn what_is_there_or_no_path_is_clean() {
    for tests in [
        "- **Unit Tests:** `tests/unit/stripe.test.js`",
        "- **Unit Tests:** `tests/unit/`, `tests/unit`",
        "- **Unit Tests:** `tests/**/*.test.js`",
        "- **Unit Tests:** `npm test`, `npx jest tests/gone.test.js`",
        "- **Unit Tests:** N/A",
        "- **Unit Tests:** -",
        "- **Coverage:** 80%",
        "- **Mocks:** `msw/node`, `nock`, `Node.js`",
        "- **Unit Tests:** see `POST /v1/charges`",
        "- answers from `https://api.stripe.com/v1/test.js`",
        "- [how we test](docs/none.md)",
    ] {
        let found = render(&Fixture::new(&with_tests(tests).0).snapshot());
        assert!(!found.contains("test-not-found"), "{tests}\n{found}");
    }
}

#[test]
fn what_git_ignores_is_there() {
    let files = with_tests("- **Unit Tests:** `generated/pay.test.js`")
        .and("//- /.gitignore\ngenerated/\n//- /generated/pay.test.js\n");
    let found = render(&Fixture::new(&files.0).snapshot());
    assert_eq!(found, "");
}

#[test]
fn below_a_missing_binding_only_that_is_said() {
    with_tests("- **Unit Tests:** `src/integrations/gone/client.test.js`")
        .with("**Location:** `src/integrations/stripe/`", "**Location:** `src/integrations/gone/`")
        .finds(expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:43:18 Error binding-not-found(Stripe): src/integrations/gone/
        "#]]);
}
