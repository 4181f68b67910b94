//! The source rules in a PHP application.

use expect_test::expect;

use super::*;

/// A sound application: its binding is a folder below a mapped namespace, its only user a
/// controller.
fn sound_app() -> Files {
    let contract = crate::workspace::fixture::SOUND_CONTRACT
        .replace("src/integrations/stripe/", "app/Integrations/Stripe/")
        .replace("src/pay.js", "app/Http/PayController.php")
        .replace("`pay()`", "`PayController.pay`");
    Files(format!(
        "\
//- /THIRD_PARTY_INTEGRATIONS.md
{contract}//- /composer.json
{{ \"name\": \"acme/shop\", \"autoload\": {{ \"psr-4\": {{ \"App\\\\\": \"app/\" }} }} }}
//- /app/Integrations/Stripe/Gateway.php
<?php
namespace App\\Integrations\\Stripe;

use Stripe\\StripeClient;

final class Gateway
{{
    public function charge(int $amount): void
    {{
        $client = new StripeClient(getenv('STRIPE_SECRET_KEY'));
        $client->paymentIntents->create(['amount' => $amount]);
    }}
}}
//- /app/Http/PayController.php
<?php
namespace App\\Http;

use App\\Integrations\\Stripe\\Gateway;

final class PayController
{{
    public function __construct(private Gateway $gateway) {{}}

    public function pay(): void {{ $this->gateway->charge(5); }}
}}
"
    ))
}

#[test]
fn the_sound_application_has_no_finding() {
    sound_app().is_clean();
}

#[test]
fn a_class_leads_to_its_file() {
    for source in [
        "use App\\Integrations\\Stripe\\Gateway;\nnew Gateway();",
        "use App\\Integrations\\{Stripe\\Gateway as Pay};\nnew Pay();",
        "use App\\Integrations\\Stripe;\nnew Stripe\\Gateway();",
        "namespace App\\Jobs;\nnew \\App\\Integrations\\Stripe\\Gateway();",
        "namespace App;\nnew Integrations\\Stripe\\Gateway();",
        "namespace App\\Integrations\\Stripe;\nnew Gateway();",
        "require_once __DIR__ . '/../Integrations/Stripe/Gateway.php';",
        "require 'app/Integrations/Stripe/Gateway.php';",
    ] {
        let files = sound_app().and(&format!("//- /app/Jobs/Other.php\n<?php\n{source}\n"));
        let found = render(&Fixture::new(&files.0).snapshot());
        let is_told = found.contains("app/Jobs/Other.php:")
            && found.contains("Warning used-by-missing(Stripe)");
        assert!(is_told && found.lines().count() == 1, "{source}: {found}");
    }
}

#[test]
fn what_only_looks_like_the_binding_is_no_use_of_it() {
    for source in [
        "new Gateway();",
        "namespace App\\Jobs;\nnew Gateway();",
        "use Other\\Integrations\\Stripe\\Gateway;\nnew Gateway();",
        "// App\\Integrations\\Stripe\\Gateway\n'App\\Integrations\\Stripe\\Gateway';",
    ] {
        sound_app().and(&format!("//- /app/Jobs/Other.php\n<?php\n{source}\n")).is_clean();
    }
}

#[test]
fn without_composer_the_folders_above_lead_to_a_class() {
    sound_app()
        .with(", \"autoload\": { \"psr-4\": { \"App\\\\\": \"app/\" } }", "")
        .with("use App\\Integrations\\Stripe\\Gateway;", "use Integrations\\Stripe\\Gateway;")
        .with("namespace App\\Integrations\\Stripe;", "namespace Integrations\\Stripe;")
        .is_clean();
}

#[test]
fn a_variable_read_elsewhere_is_reported_there() {
    sound_app()
        .and("//- /config/services.php\n<?php\nreturn ['stripe' => ['secret' => env('STRIPE_SECRET_KEY')]];\n//- /app/Other.php\n<?php\nif (isset($_ENV['STRIPE_SECRET_KEY'])) {\n}\n")
        .finds(expect![[r#"
            app/Other.php:2:18 Hint env-outside-binding(Stripe): STRIPE_SECRET_KEY
            config/services.php:2:39 Warning env-outside-binding(Stripe): STRIPE_SECRET_KEY
        "#]]);
}

#[test]
fn a_request_elsewhere_is_reported_there() {
    sound_app()
        .and("//- /app/Other.php\n<?php\nHttp::withToken($t)->post('https://api.stripe.com/v1/charges');\nHttp::fake(['https://api.stripe.com/*' => Http::response()]);\n")
        .finds(expect![[r#"
            app/Other.php:2:27 Warning direct-http-call(Stripe): 'https://api.stripe.com/v1/charges'
        "#]]);
}

#[test]
fn the_sdk_is_reported_once_for_a_file() {
    let files = sound_app()
        .with("**Testing:**", "**Composer Packages:**\n- `stripe/stripe-php`\n\n**Testing:**")
        .with("\"autoload\"", "\"require\": { \"stripe/stripe-php\": \"^10\" }, \"autoload\"");
    files.clone().is_clean();
    files
        .and("//- /app/A.php\n<?php\n\\Stripe\\Stripe::setApiKey($k);\n\\Stripe\\Charge::create([]);\n//- /app/B.php\n<?php\nuse Stripe\\StripeClient;\nnew StripeClient();\n\\Stripe\\Charge::create([]);\n//- /app/C.php\n<?php\ntry {\n} catch (\\Stripe\\CardException) {\n}\n//- /app/D.php\n<?php\nnamespace App;\nStripe\\Charge::create();\n")
        .finds(expect![[r#"
            app/A.php:2:1 Warning direct-sdk-import(Stripe): \Stripe\Stripe
            app/A.php:2:1 Warning duplicate-client(Stripe): \Stripe\Stripe::setApiKey($k)
            app/B.php:2:1 Warning direct-sdk-import(Stripe): use Stripe\StripeClient;
            app/B.php:3:1 Warning duplicate-client(Stripe): new StripeClient()
            app/C.php:3:10 Hint direct-sdk-import(Stripe): \Stripe\CardException
        "#]]);
}
