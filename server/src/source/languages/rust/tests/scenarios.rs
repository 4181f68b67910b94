//! Whole files as people write them.

use expect_test::expect;

use super::{check, env_uses, imports, urls};

#[test]
fn a_web_service() {
    let source = r#"
use std::{env, sync::Arc};
use axum::{routing::post, Json, Router};
use stripe::{Client as StripeClient, CreateCustomer, Customer, StripeError};
use aws_sdk_s3 as s3;

#[derive(Clone)]
struct AppState { stripe: StripeClient, s3: s3::Client, http: reqwest::Client }

#[derive(thiserror::Error, Debug)]
enum AppError {
    #[error("stripe: {0}")]
    Stripe(#[from] StripeError),
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let secret = env::var("STRIPE_SECRET_KEY").expect("STRIPE_SECRET_KEY must be set");
    let config = aws_config::load_from_env().await;
    let state = AppState { stripe: StripeClient::new(secret), s3: s3::Client::new(&config) };
    tracing::info!("charging through https://api.stripe.com/v1");
    Ok(())
}

async fn create(state: Arc<AppState>) -> Result<Json<Customer>, AppError> {
    let customer = Customer::create(&state.stripe, CreateCustomer { email: None }).await?;
    state.http.post("https://api.sendgrid.com/v3/mail/send")
        .header("Origin", "https://acme.dev")
        .bearer_auth(env::var("SENDGRID_API_KEY").unwrap_or_default())
        .json(&serde_json::json!({ "url": "https://acme.dev/x" }))
        .send().await?;
    Ok(Json(customer))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[tokio::test]
    async fn works() {
        env::set_var("STRIPE_SECRET_KEY", "x");
        let r = reqwest::get("https://api.stripe.com/v1").await.unwrap();
        assert_eq!(r.url().as_str(), "https://api.stripe.com/v1");
    }
}
"#;
    check(
        imports(source),
        expect![[r#"
            use std::env [env] @ 2 `use std::{env, sync::Arc};`
            use std::sync::Arc [Arc] types @ 2 `use std::{env, sync::Arc};`
            use axum::routing::post [post] @ 3 `use axum::{routing::post, Json, Router};`
            use axum::Json [Json] @ 3 `use axum::{routing::post, Json, Router};`
            use axum::Router [Router] @ 3 `use axum::{routing::post, Json, Router};`
            use stripe::Client [Client→StripeClient] @ 4 `use stripe::{Client as StripeClient, CreateCustomer, Customer, StripeError};`
            use stripe::CreateCustomer [CreateCustomer] @ 4 `use stripe::{Client as StripeClient, CreateCustomer, Customer, StripeError};`
            use stripe::Customer [Customer] @ 4 `use stripe::{Client as StripeClient, CreateCustomer, Customer, StripeError};`
            use stripe::StripeError [StripeError] types @ 4 `use stripe::{Client as StripeClient, CreateCustomer, Customer, StripeError};`
            use aws_sdk_s3 [aws_sdk_s3→s3] @ 5 `use aws_sdk_s3 as s3;`
            path reqwest::Client [] types @ 8 `reqwest::Client`
            path thiserror::Error [] types @ 10 `thiserror::Error`
            path tokio::main [] types @ 16 `tokio::main`
            path anyhow::Result [] types @ 17 `anyhow::Result`
            path aws_config::load_from_env [] @ 19 `aws_config::load_from_env`
            path tracing::info [] @ 21 `tracing::info`
            path serde_json::json [] @ 30 `serde_json::json`
            use self [*] (test) @ 37 `use super::*;`
            path tokio::test [] types (test) @ 38 `tokio::test`
            path reqwest::get [] (test) @ 41 `reqwest::get`
        "#]],
    );
    check(
        env_uses(source),
        expect![[r#"
        read STRIPE_SECRET_KEY @ 18 `STRIPE_SECRET_KEY`
        read SENDGRID_API_KEY @ 29 `SENDGRID_API_KEY`
        write STRIPE_SECRET_KEY (test) @ 40 `STRIPE_SECRET_KEY`
    "#]],
    );
    check(
        urls(source),
        expect![[r#"
        request api.sendgrid.com /v3/mail/send @ 27 `"https://api.sendgrid.com/v3/mail/send"`
        request api.stripe.com /v1 (test) @ 41 `"https://api.stripe.com/v1"`
    "#]],
    );
}

#[test]
fn a_client_of_its_own() {
    let source = r#"
pub mod error;
pub use self::error::Error;
use once_cell::sync::Lazy;
use reqwest::{header::{HeaderMap, HeaderValue}, Method, Url};

const DEFAULT_BASE_URL: &str = "https://api.twilio.com/2010-04-01";
static OPENAI: Lazy<Url> = Lazy::new(|| Url::parse("https://api.openai.com/v1/").expect("valid"));

pub struct Twilio { http: reqwest::Client, base_url: Url, sid: String }

impl Twilio {
    pub fn from_env() -> Result<Self, Error> {
        let sid = std::env::var("TWILIO_ACCOUNT_SID").map_err(|_| Error::Missing)?;
        Ok(Self { http: reqwest::Client::new(), base_url: DEFAULT_BASE_URL.parse()?, sid })
    }
    pub async fn send(&self) -> Result<(), Error> {
        let mut headers = HeaderMap::new();
        headers.insert("origin", HeaderValue::from_static("https://acme.dev"));
        self.http.request(Method::POST, self.base_url.join("Messages.json")?).send().await?;
        self.http.post(OPENAI.join("chat/completions")?).send().await?;
        let (a, b) = tokio::join!(self.http.get("https://a.acme.dev").send(), other());
        writer.write_ns("http://s3.amazonaws.com/doc/2006-03-01/", None);
        Ok(())
    }
}
impl From<reqwest::Error> for Error { fn from(e: reqwest::Error) -> Self { Error::Http(e) } }
fn region(r: Region) -> String { match r { Region::Eu => "https://eu.acme.dev".into() } }
"#;
    check(
        imports(source),
        expect![[r#"
            mod error [] @ 2 `pub mod error;`
            pub use self::error::Error [Error] @ 3 `pub use self::error::Error;`
            use once_cell::sync::Lazy [Lazy] @ 4 `use once_cell::sync::Lazy;`
            use reqwest::header::HeaderMap [HeaderMap] @ 5 `use reqwest::{header::{HeaderMap, HeaderValue}, Method, Url};`
            use reqwest::header::HeaderValue [HeaderValue] @ 5 `use reqwest::{header::{HeaderMap, HeaderValue}, Method, Url};`
            use reqwest::Method [Method] @ 5 `use reqwest::{header::{HeaderMap, HeaderValue}, Method, Url};`
            use reqwest::Url [Url] @ 5 `use reqwest::{header::{HeaderMap, HeaderValue}, Method, Url};`
            path reqwest::Client [] types @ 10 `reqwest::Client`
            path reqwest::Client::new [] @ 15 `reqwest::Client::new`
            path tokio::join [] @ 22 `tokio::join`
            path reqwest::Error [] types @ 27 `reqwest::Error`
            path reqwest::Error [] types @ 27 `reqwest::Error`
        "#]],
    );
    check(
        env_uses(source),
        expect![[r#"
        read TWILIO_ACCOUNT_SID @ 14 `TWILIO_ACCOUNT_SID`
    "#]],
    );
    check(
        urls(source),
        expect![[r#"
        request api.twilio.com /2010-04-01 @ 15 `DEFAULT_BASE_URL.parse()?`
        request api.openai.com /v1/chat/completions @ 21 `OPENAI.join("chat/completions")?`
        request a.acme.dev  @ 22 `"https://a.acme.dev"`
        constant eu.acme.dev  @ 28 `"https://eu.acme.dev"`
    "#]],
    );
}

#[test]
fn a_command_line_tool() {
    let source = r#"
use clap::{Arg, Command, Parser};
use std::process::Command as Process;
use crate::{billing::{self, stripe::Gateway}, mail};

mod commands { pub mod run; pub fn go() { crate::billing::charge(); } }

#[derive(Parser)]
#[command(after_help = "See https://docs.acme.dev")]
struct Cli {
    #[arg(long, env = "ACME_API_KEY", hide_env_values = true)]
    api_key: String,
    #[arg(long, env("CALLED"))]
    other: String,
}

const NAMES: [&str; 2] = ["ONE", "TWO"];
struct Env;
impl Env { fn get(key: &str) -> String { std::env::var(key).unwrap_or_else(|_| panic!("{key}")) } }

fn main() {
    Process::new("curl").args(&["-H", "x", "https://api.github.com/repos"]).env("TOKEN", "x").status();
    let gateway = Gateway::new();
    billing::charge(&gateway);
    mail::send();
    commands::run::exec();
    commands::go();
    for name in NAMES { std::env::var(name).unwrap(); }
    let key = Env::get("FROM_TYPE");
    let either = std::env::var("FIRST").or_else(|_| std::env::var("SECOND"));
}
"#;
    check(
        imports(source),
        expect![[r#"
            use clap::Arg [Arg] @ 2 `use clap::{Arg, Command, Parser};`
            use clap::Command [Command] @ 2 `use clap::{Arg, Command, Parser};`
            use clap::Parser [Parser] types @ 2 `use clap::{Arg, Command, Parser};`
            use std::process::Command [Command→Process] @ 3 `use std::process::Command as Process;`
            use crate::billing [billing] @ 4 `self`
            use crate::billing::stripe::Gateway [Gateway] @ 4 `stripe::Gateway`
            use crate::mail [mail] @ 4 `mail`
            mod commands::run [] @ 6 `pub mod run;`
            path crate::billing::charge [] @ 6 `crate::billing::charge`
            path self::commands::run::exec [] @ 26 `commands::run::exec`
        "#]],
    );
    check(
        env_uses(source),
        expect![[r#"
        read ACME_API_KEY @ 11 `ACME_API_KEY`
        read CALLED @ 13 `CALLED`
        read ONE @ 17 `ONE`
        read TWO @ 17 `TWO`
        write TOKEN @ 22 `TOKEN`
        read FROM_TYPE @ 29 `FROM_TYPE`
        read FIRST @ 30 `FIRST`
        read SECOND @ 30 `SECOND`
    "#]],
    );
    check(
        urls(source),
        expect![[r#"
        request api.github.com /repos @ 22 `"https://api.github.com/repos"`
    "#]],
    );
}
