//! Requests of which another file says the server.

use expect_test::expect;

use super::*;

fn told(files: &str) -> Vec<String> {
    let fixture = Fixture::new(&sound().and(files).0);
    let found = render(&fixture.snapshot());
    let is_config = |line: &str| line.split(':').next().is_some_and(|path| path.contains("config"));
    let is_call = |line: &&str| line.contains("direct-http-call(") && !is_config(line);
    found.lines().filter(is_call).map(str::to_owned).collect()
}

/// The one call of these files that is told, and with it that there is one.
fn told_at(files: &str) -> String {
    let told = told(files);
    assert_eq!(told.len(), 1, "{files}\n{told:#?}");
    told.into_iter().next().unwrap_or_default()
}

#[test]
fn javascript_takes_addresses_of_other_files() {
    for (config, call) in [
        (
            "export const API = 'https://api.stripe.com/v1';",
            "import { API } from './config';\nfetch(`${API}/charges`);",
        ),
        (
            "const API = 'https://api.stripe.com/v1';\nexport { API as STRIPE_API };",
            "import { STRIPE_API as base } from './config';\nfetch(base + '/charges');",
        ),
        (
            "export const config = { stripe: { base: 'https://api.stripe.com' } } as const;",
            "import { config } from './config';\nfetch(`${config.stripe.base}/v1/charges`);",
        ),
        (
            "export default { stripeUrl: 'https://api.stripe.com' };",
            "import config from './config';\nfetch(config.stripeUrl + '/v1');",
        ),
        (
            "export const API = 'https://api.stripe.com';",
            "import * as config from './config';\nfetch(new URL('/v1', config.API));",
        ),
        (
            "module.exports = { API_URL: 'https://api.stripe.com' };",
            "const { API_URL } = require('./config');\nfetch(API_URL);",
        ),
        (
            "module.exports = { API_URL: 'https://api.stripe.com' };",
            "const config = require('./config');\nfetch(config.API_URL);",
        ),
        (
            "export enum Api { Stripe = 'https://api.stripe.com' }",
            "import { Api } from './config';\nfetch(Api.Stripe);",
        ),
        (
            "export const HOST = 'api.stripe.com';",
            "import https from 'https';\nimport { HOST } from './config';\nhttps.request({ hostname: HOST, path: '/v1' });",
        ),
        (
            "export const API = 'https://api.stripe.com';",
            "import axios from 'axios';\nimport { API } from './config';\nexport const http = axios.create({ baseURL: API });",
        ),
    ] {
        let told = told_at(&format!("//- /src/config.ts\n{config}\n//- /src/pay.ts\n{call}\n"));
        assert!(told.starts_with("src/pay.ts:"), "{told}");
    }
}

#[test]
fn barrels_hand_addresses_on() {
    expect!["src/pay.ts:2:7 Warning direct-http-call(Stripe): `${API}/charges`"].assert_eq(
        &told_at(
            "//- /src/config/urls.ts\nexport const API = 'https://api.stripe.com/v1';\n\
             //- /src/config/index.ts\nexport * from './urls';\n\
             //- /src/pay.ts\nimport { API } from './config';\nfetch(`${API}/charges`);\n",
        ),
    );
    expect!["src/pay.ts:2:7 Warning direct-http-call(Stripe): urls.API"].assert_eq(&told_at(
        "//- /src/config/urls.ts\nexport const API = 'https://api.stripe.com/v1';\n\
         //- /src/config/index.ts\nexport * as urls from './urls';\n\
         //- /src/pay.ts\nimport { urls } from './config';\nfetch(urls.API);\n",
    ));
}

#[test]
fn python_takes_addresses_of_other_files() {
    for (config, call) in [
        (
            "API = 'https://api.stripe.com/v1'",
            "import requests\nfrom app.config import API\n\nrequests.get(f'{API}/charges')",
        ),
        (
            "STRIPE_URL = 'https://api.stripe.com/v1'",
            "import requests\nfrom . import config\n\nrequests.get(config.STRIPE_URL + '/charges')",
        ),
        (
            "STRIPE_URL = 'https://api.stripe.com/v1'",
            "import requests\nimport app.config\n\nrequests.get(app.config.STRIPE_URL)",
        ),
        (
            "class Settings:\n    stripe_base = 'https://api.stripe.com'\n\n\nsettings = Settings()",
            "import httpx\nfrom app.config import settings\n\nhttpx.post(settings.stripe_base + '/v1')",
        ),
        (
            "URLS = {'stripe': 'https://api.stripe.com'}",
            "import httpx\nfrom app.config import URLS\n\nclient = httpx.Client(base_url=URLS['stripe'])",
        ),
    ] {
        let files = format!(
            "//- /app/__init__.py\n\n//- /app/config.py\n{config}\n//- /app/pay.py\n{call}\n"
        );
        assert!(told_at(&files).starts_with("app/pay.py:"), "{files}");
    }
}

#[test]
fn go_takes_addresses_of_other_files() {
    for (package, config, call) in [
        (
            "config",
            "const StripeAPI = \"https://api.stripe.com\"",
            "import (\n\t\"net/http\"\n\n\t\"acme.dev/shop/config\"\n)\n\nfunc Pay() {\n\thttp.Get(config.StripeAPI + \"/v1\")\n}",
        ),
        (
            "config",
            "var URLs = struct{ Stripe string }{Stripe: \"https://api.stripe.com\"}",
            "import (\n\t\"fmt\"\n\t\"net/http\"\n\n\tc \"acme.dev/shop/config\"\n)\n\nfunc Pay() {\n\thttp.Get(fmt.Sprintf(\"%s/v1\", c.URLs.Stripe))\n}",
        ),
        (
            "pay",
            "const baseURL = \"https://api.stripe.com\"",
            "import \"net/http\"\n\nfunc Pay() {\n\thttp.Get(baseURL + \"/v1\")\n}",
        ),
    ] {
        let files = format!(
            "//- /go.mod\nmodule acme.dev/shop\n//- /{package}/config.go\npackage {package}\n\n{config}\n//- /pay/pay.go\npackage pay\n\n{call}\n"
        );
        assert!(told_at(&files).starts_with("pay/pay.go:"), "{files}");
    }
}

#[test]
fn rust_takes_addresses_of_other_files() {
    for (config, call) in [
        (
            "pub const API: &str = \"https://api.stripe.com\";",
            "use crate::config::API;\n\npub async fn pay() {\n    reqwest::get(format!(\"{API}/v1\")).await.ok();\n}",
        ),
        (
            "pub const API: &str = \"https://api.stripe.com\";",
            "pub async fn pay() {\n    reqwest::get(crate::config::API).await.ok();\n}",
        ),
        (
            "pub const API: &str = \"https://api.stripe.com\";",
            "use crate::config;\n\npub async fn pay(http: &reqwest::Client) {\n    http.post(format!(\"{}/v1\", config::API)).send().await.ok();\n}",
        ),
        (
            "pub struct Urls;\n\nimpl Urls {\n    pub const STRIPE: &'static str = \"https://api.stripe.com\";\n}",
            "use crate::config::Urls;\n\npub async fn pay() {\n    reqwest::get(Urls::STRIPE).await.ok();\n}",
        ),
    ] {
        let files = format!(
            "//- /Cargo.toml\n[package]\nname = \"shop\"\n//- /src/lib.rs\nmod config;\nmod pay;\n//- /src/config.rs\n{config}\n//- /src/pay.rs\n{call}\n"
        );
        assert!(told_at(&files).starts_with("src/pay.rs:"), "{files}");
    }
}

#[test]
fn what_other_files_do_not_fix_is_not_guessed() {
    for (config, call) in [
        ("export let API = process.env.API;", "import { API } from './config';\nfetch(API);"),
        (
            "export const API = 'https://api.acme.dev';",
            "import { API } from './config';\nfetch(API);",
        ),
        (
            "export const API = 'https://api.stripe.com';",
            "import { API } from './config';\nconsole.log(API);",
        ),
        (
            "export const API = 'https://api.stripe.com';",
            "import { API } from './config';\nexport function pay(API) {\n  fetch(API);\n}",
        ),
        (
            "export let API = 'https://api.stripe.com';\nAPI = process.env.API ?? API;",
            "import { API } from './config';\nfetch(API);",
        ),
        (
            "const API = 'https://api.stripe.com';\nexport const OTHER_API = API.length;",
            "import { API } from './config';\nfetch(API);",
        ),
    ] {
        let told = told(&format!("//- /src/config.ts\n{config}\n//- /src/pay.ts\n{call}\n"));
        assert!(told.is_empty(), "{config}\n{call}\n{told:#?}");
    }
}

/// While the file with the address is typed in, the calls of the others follow.
#[test]
fn calls_follow_the_address_while_it_is_typed() {
    let files = sound().and(
        "//- /src/config.ts\nexport const API = 'https://api.acme.dev';\n\
         //- /src/config/index.ts\nexport * from '../config';\n\
         //- /src/pay.ts\nimport { API } from './config';\nfetch(API);\n",
    );
    let mut fixture = Fixture::new(&files.0);
    let before = Findings::compute(&fixture.snapshot(), None, &|| false).expect("no stop");
    fixture.open("src/config.ts", "export const API = 'https://api.stripe.com';\n");
    let snapshot = fixture.snapshot();
    let after = Findings::compute(&snapshot, Some(&before), &|| false).expect("no stop");
    let fresh = Findings::compute(&snapshot, None, &|| false).expect("no stop");
    assert_eq!(after.by_file(), fresh.by_file());
    let path = RelPath::parse("src/pay.ts").expect("a path");
    assert!(before.by_file().get(&path).is_none());
    assert_eq!(after.by_file().get(&path).map(|found| found.len()), Some(1));
}

/// So do those that have it from a file beside it, which hands it on.
#[test]
fn calls_follow_through_a_door_in_the_same_folder() {
    let files = sound().and(
        "//- /src/config/urls.ts\nexport const API = 'https://api.acme.dev';\n\
         //- /src/config/index.ts\nexport * from './urls';\n\
         //- /src/pay.ts\nimport { API } from './config';\nfetch(API);\n",
    );
    let mut fixture = Fixture::new(&files.0);
    let before = Findings::compute(&fixture.snapshot(), None, &|| false).expect("no stop");
    fixture.open("src/config/urls.ts", "export const API = 'https://api.stripe.com';\n");
    let snapshot = fixture.snapshot();
    let after = Findings::compute(&snapshot, Some(&before), &|| false).expect("no stop");
    let fresh = Findings::compute(&snapshot, None, &|| false).expect("no stop");
    assert_eq!(after.by_file(), fresh.by_file());
    let path = RelPath::parse("src/pay.ts").expect("a path");
    assert_eq!(after.by_file().get(&path).map(|found| found.len()), Some(1));
}

#[test]
fn what_is_assigned_again_is_not_offered_by_python() {
    let files = "//- /app/config.py\nAPI = 'https://api.stripe.com'\nAPI = load(API)\n\
        //- /app/pay.py\nimport requests\nfrom app.config import API\n\nrequests.get(API)\n";
    assert!(told(files).is_empty());
}
