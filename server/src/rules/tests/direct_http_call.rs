use expect_test::expect;

use super::*;

fn calling(source: &str) -> Files {
    sound().and(&format!("//- /src/other.ts\n{source}\n"))
}

#[test]
fn a_request_is_reported_at_the_argument_that_carries_the_address() {
    let files = calling("fetch('https://api.stripe.com/v1/charges', { method: 'POST' });");
    files.finds(expect![[r#"
        src/other.ts:1:7 Warning direct-http-call(Stripe): 'https://api.stripe.com/v1/charges'
    "#]]);
    files.says(expect![[r#"
        direct-http-call: this request goes to Stripe's API (`api.stripe.com`) outside its binding module: its keys, retries and error handling are bypassed
          help: use the binding module `src/integrations/stripe` instead
          THIRD_PARTY_INTEGRATIONS.md:913..937: the contract names the binding here
    "#]]);
}

#[test]
fn addresses_are_read_in_every_spelling() {
    for source in [
        "fetch(`https://api.stripe.com/v1/${id}`);",
        "const BASE = 'https://api.stripe.com';\nfetch(BASE + '/v1/charges');",
        "axios.get('https://API.Stripe.com/v1');",
        "axios.create({ baseURL: 'https://api.stripe.com' });",
        "new WebSocket('wss://api.stripe.com:443/x');",
        "fetch('https://user:x@api.stripe.com./v1');",
        "fetch(new URL('/v1', 'https://api.stripe.com'));",
        "https.request({ host: 'api.stripe.com', path: '/v1' });",
    ] {
        let found = render(&Fixture::new(&calling(source).0).snapshot());
        assert!(found.contains("Warning direct-http-call(Stripe)"), "{source}: {found}");
        assert_eq!(found.lines().count(), 1, "{source}: {found}");
    }
}

#[test]
fn a_constant_that_no_call_uses_is_reported_where_it_stands() {
    calling("export const STRIPE = 'https://api.stripe.com/v1';").says(expect![[r#"
        direct-http-call: this is an address of Stripe's API (`api.stripe.com`) outside its binding module: its keys, retries and error handling are bypassed
          help: use the binding module `src/integrations/stripe` instead
          THIRD_PARTY_INTEGRATIONS.md:913..937: the contract names the binding here
    "#]]);
}

#[test]
fn link_hosts_prose_and_look_alikes_are_clean() {
    for source in [
        "const link = 'https://dashboard.stripe.com/payments';",
        "const consent = 'https://connect.stripe.com/oauth/authorize?scope=read_write';",
        "const logo = 'https://files.stripe.com/logos/blurple.svg?w=60';",
        "export const a = 'https://api.stripe.com/v1';\n//# sourceMappingURL=a.js.map",
        "const docs = 'https://docs.stripe.com/api';",
        "fetch('https://stripe.com/pricing');",
        "fetch('https://api.stripe.com.evil.example/v1');",
        "fetch('https://notapi.stripe.com/v1');",
        "fetch('https://example.com/?to=https://api.stripe.com/v1');",
        "// fetch('https://api.stripe.com/v1')",
        "console.log('calls https://api.stripe.com/v1 now');",
        "const re = /https:\\/\\/api.stripe.com/;",
        "if (url === 'https://api.stripe.com/v1') ok();",
        "fetch('http://localhost:12111/v1');",
        "fetch('/api.stripe.com/v1');",
    ] {
        calling(source).is_clean();
    }
}

#[test]
fn a_host_that_counts_only_with_its_path_is_compared_so() {
    calling("fetch('https://connect.stripe.com/oauth/token');").finds(expect![[r#"
        src/other.ts:1:7 Warning direct-http-call(Stripe): 'https://connect.stripe.com/oauth/token'
    "#]]);
    calling("fetch('https://connect.stripe.com/express/login');").is_clean();
}

#[test]
fn test_code_is_a_hint() {
    sound().and("//- /tests/a.js\nfetch('https://api.stripe.com/v1');\n").finds(expect![[r#"
        tests/a.js:1:7 Hint direct-http-call(Stripe): 'https://api.stripe.com/v1'
    "#]]);
}

#[test]
fn an_unknown_service_is_enforced_from_what_its_section_says() {
    let files = "\
//- /THIRD_PARTY_INTEGRATIONS.md
# Services

## Integrations

### Acme Pay

**Binding Module:** `src/acme.js`

**API Base URL:** `https://api.acme-pay.example/v2`

**API Hosts:** `*.acme-pay-cdn.example`
//- /src/acme.js
fetch('https://api.acme-pay.example/v2/pay');
//- /src/shop.js
fetch('https://api.acme-pay.example/v2/pay');
fetch('https://eu.acme-pay-cdn.example/x');
fetch('https://www.acme-pay.example/');
";
    Files(files.into()).finds(expect![[r#"
        src/shop.js:1:7 Warning direct-http-call(Acme Pay): 'https://api.acme-pay.example/v2/pay'
        src/shop.js:2:7 Warning direct-http-call(Acme Pay): 'https://eu.acme-pay-cdn.example/x'
    "#]]);
}

#[test]
fn a_client_with_a_base_address_is_one_finding() {
    calling("const api = axios.create({ baseURL: 'https://api.stripe.com' });\napi.get('/v1/a');\napi.post('/v1/b');")
        .finds(expect![[r#"
            src/other.ts:1:37 Warning direct-http-call(Stripe): 'https://api.stripe.com'
        "#]]);
}

#[test]
fn what_a_mock_would_answer_is_clean() {
    calling("mock.onGet('https://api.stripe.com/v1').reply(200);\nadapter.onPost('https://api.stripe.com/v1');")
        .is_clean();
}

#[test]
fn data_files_fetch_as_source_does_and_what_they_hold_is_a_hint() {
    let files = sound().and(
        "\
//- /.github/workflows/deploy.yml
jobs:
  deploy:
    steps:
      - run: curl https://api.stripe.com/v1/charges
      # contract-lsp-ignore-next-line direct-http-call -- a probe
      - run: curl https://api.stripe.com
//- /config/default.json
{ \"stripe\": { \"baseUrl\": \"https://api.stripe.com/v1\" } }
//- /tests/fixtures/answer.json
{ \"url\": \"https://api.stripe.com/v1\" }
",
    );
    files.finds(expect![[r#"
        .github/workflows/deploy.yml:4:19 Warning direct-http-call(Stripe): https://api.stripe.com/v1/charges
        config/default.json:1:27 Hint direct-http-call(Stripe): https://api.stripe.com/v1
    "#]]);
}

#[test]
fn markup_loads_and_requests() {
    let files = sound().and(
        "\
//- /public/index.html
<script src=\"https://js.stripe.com/v3/\"></script>
<script>fetch('https://api.stripe.com/v1/tokens');</script>
",
    );
    files.finds(expect![[r#"
        public/index.html:1:14 Warning direct-http-call(Stripe): https://js.stripe.com/v3/
        public/index.html:2:15 Warning direct-http-call(Stripe): 'https://api.stripe.com/v1/tokens'
    "#]]);
}
