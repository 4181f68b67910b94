use expect_test::expect;

use super::{check, urls};

#[test]
fn a_request_is_found_at_its_argument() {
    check(
        urls(
            r#"const BASE: &str = "https://api.stripe.com";
static V2: &str = concat!("https://", "api.stripe.com", "/v2");
async fn f(client: Client, id: &str) {
    reqwest::get("https://a.acme.dev/x").await;
    client.post("https://b.acme.dev").json(&x).send().await;
    client.get(format!("{}/v1/{}", BASE, id));
    client.get(format!("{BASE}/v2/{id}"));
    client.get(&format!("{base}/v3", base = BASE));
    client.get(format!("{0}/v4/{0:?}", BASE));
    client.request(Method::POST, Url::parse("https://c.acme.dev/x").unwrap());
    let url = "https://d.acme.dev".to_owned() + "/x";
    client.put(&url);
    let parsed = Url::parse(BASE)?;
    client.get(parsed.join("v9/x")?);
    client.delete(V2);
    let region = region();
    client.head(format!("https://{region}.s3.acme.dev/b"));
    ureq::post("https://e.acme.dev").call();
    Request::builder().uri("https://f.acme.dev/").body(());
    connect_async("wss://g.acme.dev/ws").await;
    Command::new("curl").arg("-X").arg("https://h.acme.dev");
    Command::new("sh").arg("-c").arg("curl -s https://i.acme.dev/x");
    Command::new("curl").args(["-s", "https://j.acme.dev"]);
    Client::builder().base_url("https://k.acme.dev").build();
    builder.host("l.acme.dev");
    TcpStream::connect(("m.acme.dev", 443));
    Config { base_url: "https://n.acme.dev".into(), host: "o.acme.dev".to_string() };
    client
        .get(
            "https://p.acme.dev/v1",
        )
        .send();
    tokio::select! { r = client.get("https://q.acme.dev").send() => {} }
    let mut building = String::from("https://r.acme.dev");
    building.push_str("/x");
    client.get(&building);
    let chosen = env::var("X").unwrap_or_else(|_| "https://s.acme.dev".to_string());
    client.get(&chosen);
}
"#,
        ),
        expect![[r#"
            request a.acme.dev /x @ 4 `"https://a.acme.dev/x"`
            request b.acme.dev  @ 5 `"https://b.acme.dev"`
            request api.stripe.com /v1/* @ 6 `format!("{}/v1/{}", BASE, id)`
            request api.stripe.com /v2/* @ 7 `format!("{BASE}/v2/{id}")`
            request api.stripe.com /v3 @ 8 `&format!("{base}/v3", base = BASE)`
            request api.stripe.com /v4/* @ 9 `format!("{0}/v4/{0:?}", BASE)`
            request c.acme.dev /x @ 10 `Url::parse("https://c.acme.dev/x").unwrap()`
            request d.acme.dev /x @ 12 `&url`
            request api.stripe.com /v9/x @ 14 `parsed.join("v9/x")?`
            request api.stripe.com /v2 @ 15 `V2`
            request *.s3.acme.dev /b @ 17 `format!("https://{region}.s3.acme.dev/b")`
            request e.acme.dev  @ 18 `"https://e.acme.dev"`
            request f.acme.dev / @ 19 `"https://f.acme.dev/"`
            request g.acme.dev /ws @ 20 `"wss://g.acme.dev/ws"`
            request h.acme.dev  @ 21 `"https://h.acme.dev"`
            request i.acme.dev /x @ 22 `"curl -s https://i.acme.dev/x"`
            request j.acme.dev  @ 23 `"https://j.acme.dev"`
            request k.acme.dev  @ 24 `"https://k.acme.dev"`
            request l.acme.dev  @ 25 `"l.acme.dev"`
            request m.acme.dev  @ 26 `"m.acme.dev"`
            request n.acme.dev  @ 27 `"https://n.acme.dev".into()`
            request o.acme.dev  @ 27 `"o.acme.dev".to_string()`
            request p.acme.dev /v1 @ 30 `"https://p.acme.dev/v1"`
            request q.acme.dev  @ 33 `"https://q.acme.dev"`
            request r.acme.dev /* @ 36 `&building`
            request s.acme.dev  @ 38 `&chosen`
        "#]],
    );
}

#[test]
fn what_no_call_uses_is_told_at_the_constant() {
    check(
        urls(
            r#"pub const BASE: &str = "https://api.stripe.com";
const UNUSED: &str = concat!("https://", "a.acme.dev", "/v1");
const ROOT: &str = "https://b.acme.dev";
const V1: &str = const_format::formatcp!("{ROOT}/v1");
fn base() -> &'static str { "https://c.acme.dev" }
fn pick(x: bool) -> &'static str { if x { "https://d.acme.dev" } else { "https://e.acme.dev" } }
fn path(&self) -> String { format!("https://f.acme.dev/{}", self.id) }
static LAZY: LazyLock<String> = LazyLock::new(|| std::env::var("X").unwrap_or("https://g.acme.dev".into()));
fn env(e: Env) -> &'static str { match e { Env::A => "https://h.acme.dev", Env::B => todo!() } }
fn parse() -> Url { Url::parse("https://i.acme.dev").unwrap() }
"#,
        ),
        expect![[r#"
            constant api.stripe.com  @ 1 `"https://api.stripe.com"`
            constant a.acme.dev /v1 @ 2 `concat!("https://", "a.acme.dev", "/v1")`
            constant b.acme.dev /v1 @ 4 `const_format::formatcp!("{ROOT}/v1")`
            constant c.acme.dev  @ 5 `"https://c.acme.dev"`
            constant d.acme.dev  @ 6 `"https://d.acme.dev"`
            constant e.acme.dev  @ 6 `"https://e.acme.dev"`
            constant f.acme.dev /* @ 7 `format!("https://f.acme.dev/{}", self.id)`
            constant g.acme.dev  @ 8 `"https://g.acme.dev"`
            constant h.acme.dev  @ 9 `"https://h.acme.dev"`
            request i.acme.dev  @ 10 `"https://i.acme.dev"`
        "#]],
    );
}

#[test]
fn one_finding_for_each_call() {
    check(
        urls(
            r#"impl Client {
    const BASE: &'static str = "https://a.acme.dev";
    fn new() -> Self { Self { base_url: Self::BASE.to_string(), http: reqwest::Client::new() } }
    fn charge(&self) { self.http.post(format!("{}/v1", self.base_url)).send() }
}
fn url(path: &str) -> String { format!("https://b.acme.dev/{path}") }
fn g() { get(&url("x")); get(Url::parse(&url("y")).unwrap()); }
mod hosts { pub const C: &str = "https://c.acme.dev"; }
fn h() { get(hosts::C); }
"#,
        ),
        expect![[r#"
            request a.acme.dev  @ 3 `Self::BASE.to_string()`
            request b.acme.dev /* @ 7 `&url("x")`
            request b.acme.dev /* @ 7 `Url::parse(&url("y")).unwrap()`
            request c.acme.dev  @ 9 `hosts::C`
        "#]],
    );
}

#[test]
fn values_are_what_the_scope_says() {
    check(
        urls(
            r#"fn f(BASE: &str) {
    let url = "https://a.acme.dev";
    { let url = other(); get(url); }
    get(url);
    let url = "https://b.acme.dev";
    get(url);
    let mut changed = "https://c.acme.dev";
    changed = other();
    get(changed);
}
fn g(url: &str) { get(url); }
"#,
        ),
        expect![[r#"
            request a.acme.dev  @ 4 `url`
            request b.acme.dev  @ 6 `url`
            constant c.acme.dev  @ 7 `"https://c.acme.dev"`
        "#]],
    );
}

#[test]
fn prose_comparisons_and_tests_are_clean() {
    for source in [
        "fn f() { println!(\"https://a.acme.dev\"); }",
        "fn f() { tracing::info!(url = \"https://a.acme.dev\", \"x\"); }",
        "fn f() { assert_eq!(x, \"https://a.acme.dev\"); panic!(\"https://a.acme.dev\"); }",
        "fn f() { if x == \"https://a.acme.dev\" {} }",
        "const P: &str = \"https://a.acme.dev\"; fn f() { x.starts_with(P); }",
        "fn f() { x.starts_with(\"https://a.acme.dev\"); x.contains(&\"https://a.acme.dev\"); }",
        "fn f() { match x { \"https://a.acme.dev\" => 1, _ => 2 } }",
        "fn f() { anyhow::bail!(\"https://a.acme.dev\"); }",
        "/// https://a.acme.dev\nfn f() {} // https://a.acme.dev",
        "#[doc = \"https://a.acme.dev\"] struct S;",
        "#[serde(rename = \"https://a.acme.dev\")] struct S;",
        "const CORS_ORIGINS: &[&str] = &[\"https://a.acme.dev\"];",
        "fn f() { Redirect::to(\"https://a.acme.dev/oauth\"); }",
        "fn f() { req.header(\"Referer\", \"https://a.acme.dev\"); }",
        "fn f() { res.insert_header((\"Origin\", \"https://a.acme.dev\")); }",
        "fn f() { x.contains(&wrap(\"https://a.acme.dev\")); }",
        "fn f() { server.mock(|when, then| { when.host(\"a.acme.dev\"); }); }",
        "fn f() { get(\"http://localhost:3000\"); get(\"/v1/x\"); get(\"see https://a.acme.dev ok\"); }",
        "fn f() { Regex::new(\"https://a.acme.dev\"); }",
        "fn f() { x.expect(\"https://a.acme.dev\"); }",
        "fn f() { json!({ \"link\": \"https://a.acme.dev\" }); }",
    ] {
        assert_eq!(urls(source), "", "{source}");
    }
}
