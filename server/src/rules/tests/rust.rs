//! The source rules in a Rust crate.

use expect_test::expect;

use super::*;

/// A sound crate: its binding is `src/integrations/stripe`, its only user `src/pay.rs`.
fn sound_crate() -> Files {
    let contract = crate::workspace::fixture::SOUND_CONTRACT.replace("src/pay.js", "src/pay.rs");
    Files(format!(
        "\
//- /THIRD_PARTY_INTEGRATIONS.md
{contract}//- /Cargo.toml
[package]
name = \"shop\"
version = \"0.1.0\"
edition = \"2024\"
//- /src/main.rs
mod integrations;
mod pay;

fn main() {{
    pay::pay();
}}
//- /src/integrations/mod.rs
pub mod stripe;
//- /src/integrations/stripe/mod.rs
use stripe::Client;

pub fn client() -> Client {{
    Client::new(std::env::var(\"STRIPE_SECRET_KEY\").unwrap())
}}
//- /src/pay.rs
use crate::integrations::stripe;

pub fn pay() {{
    stripe::client();
}}
"
    ))
}

/// The sound crate with one more module.
fn with_module(source: &str) -> Files {
    sound_crate()
        .with("mod pay;", "mod other;\nmod pay;")
        .and(&format!("//- /src/other.rs\n{source}\n"))
}

#[test]
fn the_sound_crate_has_no_finding() {
    sound_crate().is_clean();
}

#[test]
fn the_sdk_is_reported_in_every_form_of_use() {
    for source in [
        "use stripe::Client;\nfn f() { Client::new(1); }",
        "use ::stripe::Client;\nfn f() { Client::new(1); }",
        "fn f() { stripe::Client::new(1); }",
        "pub use stripe::Client;",
        "use {serde::Serialize, stripe::Client};\nfn f() { Client::new(1); }",
        "use stripe as s;\nfn f() { s::Client::new(1); }",
        "use stripe::{Charge, Client};\nfn f(c: Charge) { Client::new(1); }",
        "use {serde::Serialize, stripe::{Charge, Client}};\nfn f(c: Charge) { Client::new(1); }",
    ] {
        let found = render(&Fixture::new(&with_module(source).0).snapshot());
        assert!(found.contains("Warning direct-sdk-import(Stripe)"), "{source}: {found}");
        let imports = found.lines().filter(|line| !line.contains("duplicate-client"));
        assert_eq!(imports.count(), 1, "{source}: {found}");
    }
}

#[test]
fn a_module_of_the_crate_is_not_the_sdk() {
    for source in [
        "use crate::integrations::nothing;",
        "mod stripe { pub fn f() {} }\nfn g() { stripe::f(); }",
        "// use stripe::Client;",
        "const X: &str = \"stripe::Client\";",
    ] {
        with_module(source).is_clean();
    }
}

#[test]
fn a_test_module_is_a_hint() {
    with_module("#[cfg(test)]\nmod tests {\n    use stripe::Client;\n    fn f() { Client::new(std::env::var(\"STRIPE_SECRET_KEY\")); }\n}")
        .finds(expect![[r#"
            src/other.rs:3:5 Hint direct-sdk-import(Stripe): use stripe::Client;
            src/other.rs:4:14 Hint duplicate-client(Stripe): Client::new(std::env::var("STRIPE_SECRET_KEY"))
            src/other.rs:4:41 Hint env-outside-binding(Stripe): STRIPE_SECRET_KEY
        "#]]);
}

#[test]
fn a_file_that_is_mounted_for_tests_is_test_code() {
    let crate_with = |mount: &str| {
        sound_crate()
            .with("mod pay;", mount)
            .and("//- /src/pay_checks.rs\nmod deep;\nuse stripe::Client;\nfn f() { Client::new(1); }\n")
            .and("//- /src/pay_checks/deep.rs\npub use stripe::Client;\n")
    };
    crate_with("mod pay;\n#[cfg(test)]\nmod pay_checks;").finds(expect![[r#"
        src/pay_checks.rs:2:1 Hint direct-sdk-import(Stripe): use stripe::Client;
        src/pay_checks.rs:3:10 Hint duplicate-client(Stripe): Client::new(1)
        src/pay_checks/deep.rs:1:1 Hint direct-sdk-import(Stripe): pub use stripe::Client;
    "#]]);
    crate_with("mod pay;\nmod pay_checks;").finds(expect![[r#"
        src/pay_checks.rs:2:1 Warning direct-sdk-import(Stripe): use stripe::Client;
        src/pay_checks.rs:3:10 Warning duplicate-client(Stripe): Client::new(1)
        src/pay_checks/deep.rs:1:1 Warning direct-sdk-import(Stripe): pub use stripe::Client;
    "#]]);
}

#[test]
fn a_path_below_a_glob_of_the_own_crate_is_a_crate_only_if_the_manifest_lists_it() {
    let below_glob = "use super::*;\nfn f() { stripe::Client::new(1); }";
    with_module(below_glob).is_clean();
    let listed = "edition = \"2024\"\n[dependencies]\nstripe = { package = \"async-stripe\", version = \"0.39\" }";
    with_module(below_glob).with("edition = \"2024\"", listed).finds(expect![[r#"
        src/other.rs:2:10 Warning direct-sdk-import(Stripe): stripe::Client::new
        src/other.rs:2:10 Warning duplicate-client(Stripe): stripe::Client::new(1)
    "#]]);
}

#[test]
fn every_path_to_the_binding_is_a_use() {
    for source in [
        "use crate::integrations::stripe::client;\nfn f() { client(); }",
        "use super::integrations::stripe;\nfn f() { stripe::client(); }",
        "fn f() { crate::integrations::stripe::client(); }",
        "use crate::integrations::{stripe::client};\nfn f() { client(); }",
    ] {
        let found = render(&Fixture::new(&with_module(source).0).snapshot());
        assert!(
            found.contains("src/other.rs:1:") && found.contains("Warning used-by-missing(Stripe)"),
            "{source}: {found}"
        );
        assert_eq!(found.lines().count(), 1, "{source}: {found}");
    }
}

#[test]
fn who_takes_the_binding_from_a_re_export_uses_it() {
    sound_crate()
        .with("pub mod stripe;", "pub mod stripe;\npub use stripe::client as stripe_client;")
        .with("mod pay;", "mod pay;\nmod other;\nmod innocent;")
        .and("//- /src/other.rs\nuse crate::integrations::stripe_client;\nfn f() { stripe_client(); }\n//- /src/innocent.rs\nuse crate::integrations::other;\n")
        .finds(expect![[r#"
            src/other.rs:1:1 Warning used-by-missing(Stripe): use crate::integrations::stripe_client;
        "#]]);
}

#[test]
fn the_mod_line_that_mounts_the_binding_is_no_use() {
    sound_crate()
        .with("pub mod stripe;", "pub mod stripe;\npub fn version() -> u8 { 1 }")
        .is_clean();
}

#[test]
fn a_use_in_a_test_module_needs_no_row() {
    with_module("#[cfg(test)]\nmod tests {\n    use crate::integrations::stripe;\n    fn f() { stripe::client(); }\n}").is_clean();
}

#[test]
fn variables_are_read_in_every_form() {
    for source in [
        "fn f() { std::env::var(\"STRIPE_SECRET_KEY\").unwrap(); }",
        "use std::env;\nfn f() { env::var(\"STRIPE_SECRET_KEY\").unwrap(); }",
        "const K: &str = env!(\"STRIPE_SECRET_KEY\");",
        "const NAME: &str = \"STRIPE_SECRET_KEY\";\nfn f() { std::env::var(NAME).unwrap(); }",
    ] {
        let found = render(&Fixture::new(&with_module(source).0).snapshot());
        assert!(found.contains("Warning env-outside-binding(Stripe)"), "{source}: {found}");
        assert_eq!(found.lines().count(), 1, "{source}: {found}");
    }
    sound_crate()
        .with(
            "Client::new(std",
            "let _ = std::env::var(\"STRIPE_WEBHOOK_SECRET\");\n    Client::new(std",
        )
        .finds(expect![[r#"
            src/integrations/stripe/mod.rs:4:28 Warning env-undocumented(Stripe): STRIPE_WEBHOOK_SECRET
        "#]]);
}

#[test]
fn a_request_is_reported() {
    with_module("async fn f(c: reqwest::Client) { c.get(format!(\"https://api.stripe.com/v1/{}\", 1)).send().await; }")
        .finds(expect![[r#"
            src/other.rs:1:40 Warning direct-http-call(Stripe): format!("https://api.stripe.com/v1/{}", 1)
        "#]]);
}

#[test]
fn functions_of_rows_are_found_in_impls_and_traits() {
    let files = with_module(
        "pub struct Till;\nimpl Till {\n    pub fn charge(&self) { crate::integrations::stripe::client(); }\n}\npub trait Payer { fn settle(&self); }\n#[cfg(test)]\nmod tests { pub fn helper() {} }",
    );
    let row = "| pay | `src/pay.rs`";
    for function in
        ["Till::charge", "Till.charge", "charge", "Payer::settle", "other::Till::charge"]
    {
        files
            .clone()
            .with(row, &format!("| o | `src/other.rs` | `{function}()` | x |\n{row}"))
            .is_clean();
    }
    files.with(row, &format!("| o | `src/other.rs` | `Till::refund()` | x |\n{row}")).finds(
        expect![[r#"
            THIRD_PARTY_INTEGRATIONS.md:55:25 Error used-by-stale(Stripe): Till::refund
        "#]],
    );
}

#[test]
fn the_fix_adds_a_row() {
    with_module("use crate::integrations::stripe::client;\npub fn refund() { client(); }")
        .is_fixed(
            "used-by-missing",
            expect![[r#"
            56+ | other | `src/other.rs` | `refund()` | [How it uses the service] |
        "#]],
        );
}

#[test]
fn a_module_taken_in_by_a_glob_hides_the_crate() {
    with_module("use crate::integrations::*;\nfn g() { stripe::client(); }").finds(expect![[r#"
        src/other.rs:2:10 Warning used-by-missing(Stripe): stripe::client
    "#]]);
}

#[test]
fn a_renamed_dependency_is_known_by_its_package() {
    with_module("use paylib::Client;\nfn g() { Client::new(1); }")
        .with("edition = \"2024\"\n", "edition = \"2024\"\n[dependencies]\npaylib = { package = \"async-stripe\", version = \"1\" }\n")
        .finds(expect![[r#"
            src/other.rs:1:1 Warning direct-sdk-import(Stripe): use paylib::Client;
            src/other.rs:2:10 Warning duplicate-client(Stripe): Client::new(1)
        "#]]);
    with_module("use stripe::Client;\nfn g() { Client::new(1); }")
        .with("edition = \"2024\"\n", "edition = \"2024\"\n[dependencies]\nstripe = { package = \"own-stripe\", version = \"1\" }\n")
        .is_clean();
}

#[test]
fn a_module_called_like_a_lost_function_is_not_where_it_went() {
    let row = "| pay | `src/pay.rs` | `pay()` | Takes a payment |\n";
    sound_crate()
        .with("pay::pay();", "pay::charge();\n    integrations::stripe::client();")
        .with("pub fn pay()", "pub fn charge()")
        .with(row, &format!("{row}| main | `src/main.rs` | - | Starts |\n"))
        .offers(expect![["Remove the row\n"]]);
}
