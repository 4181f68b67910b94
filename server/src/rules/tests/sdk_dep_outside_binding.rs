use expect_test::expect;

use super::*;

/// The sound workspace with a manifest above its binding, and another one.
fn with(path: &str, text: &str) -> Files {
    sound()
        .and("//- /src/package.json\n{ \"dependencies\": { \"stripe\": \"14\" } }\n")
        .and(&format!("//- /{path}\n{text}\n"))
}

#[test]
fn the_sdk_belongs_to_the_package_that_holds_the_binding() {
    with("web/package.json", "{ \"dependencies\": { \"stripe\": \"14\" } }").finds(expect![[r#"
        web/package.json:1:22 Warning sdk-dep-outside-binding(Stripe): stripe
    "#]]);
    with("web/package.json", "{ \"devDependencies\": { \"stripe\": \"14\" } }").finds(expect![[
        r#"
            web/package.json:1:25 Hint sdk-dep-outside-binding(Stripe): stripe
        "#
    ]]);
    with("web/package.json", "{ \"dependencies\": { \"pay\": \"npm:stripe@14\" } }").finds(
        expect![[r#"
            web/package.json:1:33 Warning sdk-dep-outside-binding(Stripe): stripe
        "#]],
    );
}

#[test]
fn what_is_no_dependency_of_the_product_is_clean() {
    for (path, text) in [
        ("web/package.json", "{ \"dependencies\": { \"left-pad\": \"1\" } }"),
        ("web/package.json", "{ \"devDependencies\": { \"@types/stripe\": \"8\" } }"),
        ("web/package.json", "{ \"overrides\": { \"stripe\": \"14\" } }"),
        ("tests/fixtures/package.json", "{ \"dependencies\": { \"stripe\": \"14\" } }"),
        // The binding belongs to no package of that registry.
        ("api/requirements.txt", "stripe==8.0.0"),
    ] {
        with(path, text).is_clean();
    }
}
