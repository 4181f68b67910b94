//! The source rules in Java, Kotlin and C#.

use expect_test::expect;

use super::*;

/// A sound workspace: its binding is `src/integrations/stripe`, its only user `pay.EXT`.
fn sound(user: &str, files: &str) -> Files {
    let contract = crate::workspace::fixture::SOUND_CONTRACT.replace("src/pay.js", user);
    Files(format!("//- /THIRD_PARTY_INTEGRATIONS.md\n{contract}{files}"))
}

fn java() -> Files {
    sound(
        "src/shop/Pay.java",
        "\
//- /src/integrations/stripe/StripeGateway.java
package integrations.stripe;

import com.stripe.StripeClient;

public class StripeGateway {
    private final StripeClient client = new StripeClient(System.getenv(\"STRIPE_SECRET_KEY\"));

    public void ping() {}
}
//- /src/shop/Pay.java
package shop;

import integrations.stripe.StripeGateway;

public class Pay {
    public void pay() { new StripeGateway().ping(); }
}
",
    )
}

fn kotlin() -> Files {
    sound(
        "src/shop/pay.kt",
        "\
//- /src/integrations/stripe/gateway.kt
package integrations.stripe

import com.stripe.StripeClient

class StripeGateway {
    val client = StripeClient(System.getenv(\"STRIPE_SECRET_KEY\"))
}

fun ping() = StripeGateway()
//- /src/shop/pay.kt
package shop

import integrations.stripe.StripeGateway

fun pay() = StripeGateway()
",
    )
}

fn csharp() -> Files {
    sound(
        "src/shop/Pay.cs",
        "\
//- /src/integrations/stripe/StripeGateway.cs
using Stripe;

namespace Acme.Integrations.Payments;

public class StripeGateway
{
    private readonly StripeClient client = new(Environment.GetEnvironmentVariable(\"STRIPE_SECRET_KEY\"));
}
//- /src/integrations/stripe/Errors.cs
namespace Acme.Integrations.Payments;

public class Declined : Exception { }
//- /src/shop/Pay.cs
using Acme.Integrations.Payments;

namespace Acme.Shop;

public class Shop
{
    public void pay() => new StripeGateway();
}
",
    )
}

#[test]
fn the_sound_workspaces_have_no_finding() {
    java().is_clean();
    kotlin().is_clean();
    csharp().is_clean();
}

#[test]
fn every_import_of_the_binding_is_a_use() {
    for import in [
        "import integrations.stripe.StripeGateway;",
        "import integrations.stripe.*;",
        "import static integrations.stripe.StripeGateway.ping;",
        "import static integrations.stripe.StripeGateway.*;",
        "import integrations.stripe.StripeGateway.Mode;",
    ] {
        let files =
            java().and(&format!("//- /src/job/Job.java\npackage job;\n{import}\nclass Job {{}}\n"));
        let found = render(&Fixture::new(&files.0).snapshot());
        assert!(
            found.contains("src/job/Job.java:2:1 Warning used-by-missing"),
            "{import}: {found}"
        );
        assert_eq!(found.lines().count(), 1, "{import}: {found}");
    }
    for import in ["StripeGateway as Pay", "StripeGateway", "ping", "*"] {
        let files = kotlin().and(&format!(
            "//- /src/job/job.kt\npackage job\nimport integrations.stripe.{import}\n"
        ));
        let found = render(&Fixture::new(&files.0).snapshot());
        assert!(found.contains("src/job/job.kt:2:1 Warning used-by-missing"), "{import}: {found}");
    }
    for import in [
        "using Acme.Integrations.Payments;",
        "using Pay = Acme.Integrations.Payments.StripeGateway;",
    ] {
        let files = csharp().and(&format!("//- /src/job/Job.cs\n{import}\nclass Job {{ }}\n"));
        let found = render(&Fixture::new(&files.0).snapshot());
        assert!(found.contains("src/job/Job.cs:1:1 Warning used-by-missing"), "{import}: {found}");
    }
}

#[test]
fn other_packages_are_not_the_binding() {
    java()
        .and("//- /src/job/Job.java\nimport integrations.other.StripeGateway;\nimport stripe.*;\nimport integrations.stripe.missing.*;\nclass Job {}\n")
        .and("//- /src/integrations/other/StripeGateway.java\npackage integrations.other;\nclass StripeGateway {}\n")
        .is_clean();
}

#[test]
fn of_two_source_roots_the_nearer_one_is_meant() {
    java()
        .and("//- /other/integrations/stripe/StripeGateway.java\npackage integrations.stripe;\npublic class StripeGateway {}\n//- /other/Job.java\nimport integrations.stripe.StripeGateway;\nclass Job {}\n")
        .is_clean();
}

#[test]
fn a_user_that_stopped_importing_is_stale_where_that_can_be_known() {
    java().with("import integrations.stripe.StripeGateway;", "").finds(expect![[r#"
        THIRD_PARTY_INTEGRATIONS.md:55:10 Warning used-by-stale(Stripe): src/shop/Pay.java
    "#]]);
    csharp().with("using Acme.Integrations.Payments;", "").is_clean();
}

#[test]
fn variables_and_calls_outside_the_binding_are_reported() {
    java()
        .and("//- /src/job/Job.java\nclass Job {\n    @Value(\"${STRIPE_SECRET_KEY}\") String key;\n    void run(RestTemplate rest) { rest.delete(\"https://api.stripe.com/v1\"); }\n}\n")
        .finds(expect![[r#"
            src/job/Job.java:2:15 Warning env-outside-binding(Stripe): STRIPE_SECRET_KEY
            src/job/Job.java:3:47 Warning direct-http-call(Stripe): "https://api.stripe.com/v1"
        "#]]);
    csharp()
        .and("//- /src/job/Job.cs\nclass Job {\n    string key = Environment.GetEnvironmentVariable(\"STRIPE_SECRET_KEY\");\n    Task Run(HttpClient http) => http.GetAsync(\"https://api.stripe.com/v1\");\n}\n")
        .finds(expect![[r#"
            src/job/Job.cs:2:54 Warning env-outside-binding(Stripe): STRIPE_SECRET_KEY
            src/job/Job.cs:3:48 Warning direct-http-call(Stripe): "https://api.stripe.com/v1"
        "#]]);
}
