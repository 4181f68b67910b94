//! The source rules in a Go module.

use expect_test::expect;

use super::*;

const APP: &str = "\
//- /go.mod
module example.com/shop

go 1.22

require (
	example.com/pay v1.0.0 // indirect
)

replace (
	example.com/pay => ./forks/pay
	example.com/other => example.com/fork v1.0.0
)
//- /forks/pay/pay.go
package pay

func Later() {}
//- /internal/stripe/api/client.go
package api

import (
	\"os\"

	\"github.com/stripe/stripe-go/v76\"
	\"github.com/stripe/stripe-go/v76/paymentintent\"
)

func Charge(amount int64) {
	stripe.Key = os.Getenv(\"STRIPE_SECRET_KEY\")
	paymentintent.New(&stripe.PaymentIntentParams{Amount: &amount})
}
//- /internal/mail/mail.go
package mail

func Send() {}
//- /cmd/shop/pay.go
package main

import \"example.com/shop/internal/stripe/api\"

func pay() { api.Charge(5) }
";

/// A sound application whose binding lies at `binding`.
fn sound_app_at(binding: &str) -> Files {
    let contract = crate::workspace::fixture::SOUND_CONTRACT
        .replace("src/integrations/stripe/", binding)
        .replace("src/pay.js", "cmd/shop/pay.go");
    Files(format!("//- /THIRD_PARTY_INTEGRATIONS.md\n{contract}{APP}"))
}

#[test]
fn the_sound_application_has_no_finding() {
    sound_app_at("internal/stripe/").is_clean();
    sound_app_at("internal/stripe/api/").is_clean();
    sound_app_at("internal/stripe/api/client.go").is_clean();
}

#[test]
fn an_import_leads_to_the_folder_of_its_package() {
    for binding in ["internal/stripe/", "internal/stripe/api/", "internal/stripe/api/client.go"] {
        for source in [
            "import \"example.com/shop/internal/stripe/api\"\n\nfunc run() { api.Charge(1) }",
            "import pay \"example.com/shop/internal/stripe/api\"\n\nfunc run() { pay.Charge(1) }",
            "import (\n\tpay \"example.com/shop/internal/stripe/api\"\n)\n\nvar run = pay.Charge",
        ] {
            let file = format!("//- /cmd/other/main.go\npackage main\n\n{source}\n");
            let found = render(&Fixture::new(&sound_app_at(binding).and(&file).0).snapshot());
            let is_told = found.contains("cmd/other/main.go:")
                && found.contains("Warning used-by-missing(Stripe)");
            assert!(is_told && found.lines().count() == 1, "{binding} {source}: {found}");
        }
    }
}

#[test]
fn tests_and_other_packages_are_no_users() {
    for file in [
        "//- /cmd/shop/pay_test.go\npackage main\n\nimport \"example.com/shop/internal/stripe/api\"\n\nfunc run() { api.Charge(1) }\n",
        "//- /cmd/other/main.go\npackage main\n\nimport \"example.com/shop/internal/mail\"\n\nfunc run() { mail.Send() }\n",
        "//- /cmd/other/main.go\npackage main\n\nimport \"example.com/shopping/internal/stripe/api\"\n\nfunc run() { api.Charge(1) }\n",
        "//- /cmd/other/main.go\npackage main\n\n// example.com/shop/internal/stripe/api\nvar path = \"example.com/shop/internal/stripe/api\"\n",
    ] {
        sound_app_at("internal/stripe/").and(file).is_clean();
    }
}

#[test]
fn one_file_of_a_package_is_used_by_its_names() {
    let neighbour = "//- /internal/stripe/api/text.go\npackage api\n\nfunc Text() {}\n";
    let user = |call: &str| {
        let import = "import \"example.com/shop/internal/stripe/api\"";
        format!(
            "{neighbour}//- /cmd/other/main.go\npackage main\n\n{import}\n\nvar run = api.{call}\n"
        )
    };
    let binding = "internal/stripe/api/client.go";
    sound_app_at(binding).and(&user("Text")).is_clean();
    let found = render(&Fixture::new(&sound_app_at(binding).and(&user("Charge")).0).snapshot());
    assert!(found.contains("used-by-missing(Stripe)"), "{found}");
}

#[test]
fn a_replaced_module_lies_in_its_folder() {
    let file = "//- /cmd/other/main.go\npackage main\n\nimport \"example.com/pay\"\n\nvar run = pay.Later\n";
    let moved = APP.replace("/internal/stripe/api/client.go", "/forks/pay/client.go");
    let moved = moved
        .replace("package api", "package pay")
        .replace("example.com/shop/internal/stripe/api", "example.com/pay");
    let moved = moved.replace("api.Charge", "pay.Charge");
    let contract = crate::workspace::fixture::SOUND_CONTRACT
        .replace("src/integrations/stripe/", "forks/pay/")
        .replace("src/pay.js", "cmd/shop/pay.go");
    let files = Files(format!("//- /THIRD_PARTY_INTEGRATIONS.md\n{contract}{moved}"));
    let found = render(&Fixture::new(&files.and(file).0).snapshot());
    assert!(
        found.contains("cmd/other/main.go:") && found.contains("used-by-missing(Stripe)"),
        "{found}"
    );
    assert_eq!(found.lines().count(), 1, "{found}");
}

#[test]
fn a_module_below_another_has_its_own_path() {
    let nested = "\
//- /tools/go.mod
module example.com/shop/tools
replace example.com/shop => ../
//- /tools/run/main.go
package main

import \"example.com/shop/internal/stripe/api\"

func main() { api.Charge(1) }
";
    let found = render(&Fixture::new(&sound_app_at("internal/stripe/").and(nested).0).snapshot());
    expect![[r#"
        tools/run/main.go:3:1 Warning used-by-missing(Stripe): import "example.com/shop/internal/stripe/api"
    "#]].assert_eq(&found);
}

#[test]
fn a_user_that_uses_the_binding_no_longer_is_stale() {
    let files = sound_app_at("internal/stripe/").0.replace(
        "import \"example.com/shop/internal/stripe/api\"\n\nfunc pay() { api.Charge(5) }",
        "import \"example.com/shop/internal/mail\"\n\nfunc pay() { mail.Send() }",
    );
    let found = render(&Fixture::new(&files).snapshot());
    expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 Warning used-by-stale(Stripe): cmd/shop/pay.go
    "#]]
    .assert_eq(&found);
}
