//! What features answer in source, the same in every language.

use super::*;
use crate::features::{completion, definition, hover, references};

/// A piece of source of one language for each thing that can be asked about.
struct Samples {
    path: &'static str,
    /// A read of `STRIPE_SECRET_KEY`, the cursor inside its name.
    read: &'static str,
    /// A read that is being typed, the cursor where the name will stand.
    typed: &'static str,
    /// An import of Stripe's SDK, the cursor inside it; empty where there are no packages.
    sdk: &'static str,
    /// A request to Stripe's API, the cursor inside the address.
    request: &'static str,
}

const LANGUAGES: &[Samples] = &[
    Samples {
        path: "src/a.js",
        read: "const key = process.env.STRIPE_SEC$0RET_KEY;\n",
        typed: "const key = process.env.$0\n",
        sdk: "const Stripe = require('str$0ipe');\nnew Stripe();\n",
        request: "fetch('https://api.str$0ipe.com/v1/charges');\n",
    },
    Samples {
        path: "src/a.tsx",
        read: "const { STRIPE_SEC$0RET_KEY } = process.env;\n",
        typed: "const { $0 } = process.env;\n",
        sdk: "import Stripe from 'str$0ipe';\nnew Stripe();\n",
        request: "await fetch(`https://api.str$0ipe.com/v1/charges`);\n",
    },
    Samples {
        path: "src/a.py",
        read: "import os\nkey = os.environ[\"STRIPE_SEC$0RET_KEY\"]\n",
        typed: "import os\nkey = os.environ[\"$0\"]\n",
        sdk: "import str$0ipe\nstripe.Charge.create()\n",
        request: "import requests\nrequests.get('https://api.str$0ipe.com/v1/charges')\n",
    },
    Samples {
        path: "src/a.rs",
        read: "fn key() -> String { std::env::var(\"STRIPE_SEC$0RET_KEY\").unwrap_or_default() }\n",
        typed: "fn key() -> String { std::env::var(\"$0\").unwrap_or_default() }\n",
        sdk: "use str$0ipe::Client;\nfn client() -> Client { Client::new(\"\") }\n",
        request: "async fn a() { reqwest::get(\"https://api.str$0ipe.com/v1/charges\").await; }\n",
    },
    Samples {
        path: "src/a.go",
        read: "package a\n\nimport \"os\"\n\nvar key = os.Getenv(\"STRIPE_SEC$0RET_KEY\")\n",
        typed: "package a\n\nimport \"os\"\n\nvar key = os.Getenv(\"$0\")\n",
        sdk: "package a\n\nimport \"github.com/str$0ipe/stripe-go/v76\"\n\nfunc a() { stripe.Key = \"\" }\n",
        request: "package a\n\nimport \"net/http\"\n\nfunc a() { http.Get(\"https://api.str$0ipe.com/v1/charges\") }\n",
    },
    Samples {
        path: "src/A.java",
        read: "class A { String key = System.getenv(\"STRIPE_SEC$0RET_KEY\"); }\n",
        typed: "class A { String key = System.getenv(\"$0\"); }\n",
        sdk: "import com.str$0ipe.Stripe;\n\nclass A { void a() { Stripe.apiKey = \"\"; } }\n",
        request: "class A { void a() throws Exception { new java.net.URL(\"https://api.str$0ipe.com/v1/charges\").openStream(); } }\n",
    },
    Samples {
        path: "src/A.kt",
        read: "val key = System.getenv(\"STRIPE_SEC$0RET_KEY\")\n",
        typed: "val key = System.getenv(\"$0\")\n",
        sdk: "import com.str$0ipe.Stripe\n\nfun a() { Stripe.apiKey = \"\" }\n",
        request: "fun a() = java.net.URL(\"https://api.str$0ipe.com/v1/charges\").readText()\n",
    },
    Samples {
        path: "src/a.rb",
        read: "KEY = ENV.fetch('STRIPE_SEC$0RET_KEY')\n",
        typed: "KEY = ENV.fetch('$0')\n",
        sdk: "require 'str$0ipe'\nStripe.api_key = ''\n",
        request: "require 'net/http'\nNet::HTTP.get(URI('https://api.str$0ipe.com/v1/charges'))\n",
    },
    Samples {
        path: "src/a.php",
        read: "<?php\n$key = getenv('STRIPE_SEC$0RET_KEY');\n",
        typed: "<?php\n$key = getenv('$0');\n",
        sdk: "<?php\nuse Str$0ipe\\StripeClient;\n$client = new StripeClient('');\n",
        request: "<?php\nfile_get_contents('https://api.str$0ipe.com/v1/charges');\n",
    },
    Samples {
        path: "src/A.cs",
        read: "class A { string key = Environment.GetEnvironmentVariable(\"STRIPE_SEC$0RET_KEY\"); }\n",
        typed: "class A { string key = Environment.GetEnvironmentVariable(\"$0\"); }\n",
        sdk: "using Str$0ipe;\n\nclass A { void B() { StripeConfiguration.ApiKey = \"\"; } }\n",
        request: "class A { void B() { new HttpClient().GetAsync(\"https://api.str$0ipe.com/v1/charges\"); } }\n",
    },
    Samples {
        path: "src/a.vue",
        read: "<template><p/></template>\n<script>\nconst key = import.meta.env.STRIPE_SEC$0RET_KEY;\n</script>\n",
        typed: "<template><p/></template>\n<script>\nconst key = import.meta.env.$0\n</script>\n",
        sdk: "<script setup lang=\"ts\">\nimport Stripe from 'str$0ipe';\nnew Stripe();\n</script>\n",
        request: "<script>\nfetch('https://api.str$0ipe.com/v1/charges');\n</script>\n",
    },
    Samples {
        path: "bin/pay.sh",
        read: "echo \"${STRIPE_SEC$0RET_KEY}\"\n",
        typed: "echo \"${$0\n",
        sdk: "",
        request: "curl https://api.str$0ipe.com/v1/charges\n",
    },
];

fn fixture_of(sample: &Samples, source: &str) -> Fixture {
    Fixture::new(&format!("{}//- /{}\n{source}", sound_workspace(), sample.path))
}

/// Where a place leads, without what stands there.
fn led_to(fixture: &Fixture) -> Vec<String> {
    let snapshot = fixture.snapshot();
    let (path, offset) = cursor(fixture);
    let targets = definition(&snapshot, &path, offset);
    targets.iter().map(|target| target.path.to_string()).collect()
}

fn card(fixture: &Fixture) -> String {
    let snapshot = fixture.snapshot();
    let (path, offset) = cursor(fixture);
    hover(&snapshot, &path, offset, None).map(|card| card.markdown).unwrap_or_default()
}

#[test]
fn a_read_shows_the_documentation_and_leads_to_the_row() {
    for sample in LANGUAGES {
        let fixture = fixture_of(sample, sample.read);
        let card = card(&fixture);
        assert!(
            card.contains("`STRIPE_SECRET_KEY`") && card.contains("Secret key"),
            "{}: {card}",
            sample.path
        );
        assert_eq!(led_to(&fixture), ["THIRD_PARTY_INTEGRATIONS.md"], "{}", sample.path);
    }
}

#[test]
fn a_read_is_a_reference_of_the_variable() {
    for sample in LANGUAGES {
        let fixture = fixture_of(sample, sample.read);
        let snapshot = fixture.snapshot();
        let (path, offset) = cursor(&fixture);
        let found = references(&snapshot, &path, offset, true);
        let has = |file: &str| found.iter().any(|place| place.path.as_str() == file);
        assert!(
            has(sample.path) && has("THIRD_PARTY_INTEGRATIONS.md"),
            "{}: {found:?}",
            sample.path
        );
    }
}

#[test]
fn a_name_is_completed_inside_an_accessor() {
    for sample in LANGUAGES {
        let fixture = fixture_of(sample, sample.typed);
        let (path, offset) = cursor(&fixture);
        let items = completion(&fixture.snapshot(), &path, offset);
        let has = items.iter().any(|item| item.label == "STRIPE_SECRET_KEY");
        assert!(has, "{}: {:?}", sample.path, items.iter().map(|it| &it.label).collect::<Vec<_>>());
    }
}

#[test]
fn an_sdk_and_an_address_show_the_integration_and_lead_to_the_binding() {
    for sample in LANGUAGES {
        for source in [sample.sdk, sample.request] {
            if source.is_empty() {
                continue;
            }
            let fixture = fixture_of(sample, source);
            let card = card(&fixture);
            assert!(card.starts_with("**Stripe**"), "{}: {source}: {card}", sample.path);
            assert_eq!(
                led_to(&fixture),
                ["src/integrations/stripe/client.js"],
                "{}: {source}",
                sample.path
            );
        }
    }
}

#[test]
fn data_files_name_services_too() {
    for (path, text) in [
        ("package.json", "{ \"dependencies\": { \"str$0ipe\": \"14\" } }\n"),
        ("requirements.txt", "str$0ipe==7.0\n"),
        ("config/app.yml", "stripe:\n  url: https://api.str$0ipe.com/v1\n"),
    ] {
        let fixture = Fixture::new(&format!("{}//- /{path}\n{text}", sound_workspace()));
        let card = card(&fixture);
        assert!(card.starts_with("**Stripe**"), "{path}: {card}");
        assert_eq!(led_to(&fixture), ["src/integrations/stripe/client.js"], "{path}");
        let snapshot = fixture.snapshot();
        let (at, offset) = cursor(&fixture);
        let found = references(&snapshot, &at, offset, true);
        assert!(found.iter().any(|place| place.path.as_str() == path), "{path}: {found:?}");
    }
}
