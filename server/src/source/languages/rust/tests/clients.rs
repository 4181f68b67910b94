use expect_test::{Expect, expect};

use super::{at, facts, lines, test_mark};
use crate::source::facts::{ClientForm, Endpoint};

#[track_caller]
fn check(source: &str, expected: Expect) {
    let facts = facts(source);
    expected.assert_eq(&lines(&facts.clients, |client| {
        let form = match client.form {
            ClientForm::Constructed => "constructed",
            ClientForm::Called => "called",
            ClientForm::Assigned => "assigned",
        };
        let endpoint = match &client.endpoint {
            Endpoint::Default => String::new(),
            Endpoint::Known { host, path } => format!(" → {host}{path}"),
            Endpoint::Unknown => " → ?".to_owned(),
        };
        let target = &facts.imports[client.import].target.value;
        let test = test_mark(client.in_test);
        let place = at(source, client.range);
        format!("{form} {target} {}{endpoint}{test} @ {place}", client.name)
    }));
}

#[test]
fn types_of_other_crates_are_constructed() {
    check(
        r#"
use async_openai::Client as OpenAi;
use slack_morphism::prelude::*;
use crate::billing::Client as Ours;

fn f(key: &str) {
    let stripe = stripe::Client::new(key);
    let openai = OpenAi::new();
    let ours = Ours::new(key);
    let local = self::Client::new();
    let text = String::new();
    let map = std::collections::HashMap::new();
    let _guard = sentry::init((key, sentry::ClientOptions::default()));
    let s3 = aws_sdk_s3::Client::builder().region("eu").build().send();
}
#[cfg(test)]
mod tests {
    fn f() { stripe::Client::new("sk_test"); }
}
"#,
        expect![[r#"
            constructed stripe::Client::new Client @ 7 `stripe::Client::new(key)`
            constructed async_openai::Client Client @ 8 `OpenAi::new()`
            called sentry::init init @ 13 `sentry::init((key, sentry::ClientOptions::default()))`
            constructed sentry::ClientOptions::default ClientOptions @ 13 `sentry::ClientOptions::default()`
            constructed aws_sdk_s3::Client::builder Client @ 14 `aws_sdk_s3::Client::builder().region("eu").build()`
            constructed stripe::Client::new Client (test) @ 18 `stripe::Client::new("sk_test")`
        "#]],
    );
}

#[test]
fn the_server_is_named_by_steps_arguments_and_variables() {
    check(
        r#"
use async_openai::{Client, config::OpenAIConfig};
const GROQ: &str = "https://api.groq.com/openai/v1";

async fn f(config: &aws_config::SdkConfig) {
    let groq = Client::with_config(OpenAIConfig::new().with_api_base(GROQ));
    let shared = aws_config::from_env().endpoint_url("https://nyc3.digitaloceanspaces.com").load().await;
    let conf = aws_sdk_s3::config::Builder::from(&shared).force_path_style(true).build();
    let spaces = aws_sdk_s3::Client::from_conf(conf);
    let local = aws_sdk_s3::config::Builder::new().endpoint_url("http://localhost:4566").build();
    let minio = aws_sdk_s3::Client::from_conf(local);
    let given = aws_sdk_s3::Client::new(config);
    let open = Client::with_config(OpenAIConfig::new().with_api_base(std::env::var("BASE").unwrap()));
}
"#,
        expect![[r#"
            constructed async_openai::Client Client → api.groq.com/openai/v1 @ 6 `Client::with_config(OpenAIConfig::new().with_api_base(GROQ))`
            constructed async_openai::config::OpenAIConfig OpenAIConfig → api.groq.com/openai/v1 @ 6 `OpenAIConfig::new().with_api_base(GROQ)`
            called aws_config::from_env from_env → nyc3.digitaloceanspaces.com @ 7 `aws_config::from_env().endpoint_url("https://nyc3.digitaloceanspaces.com").load()`
            constructed aws_sdk_s3::Client::from_conf Client → nyc3.digitaloceanspaces.com @ 9 `aws_sdk_s3::Client::from_conf(conf)`
            constructed aws_sdk_s3::config::Builder::new Builder → ? @ 10 `aws_sdk_s3::config::Builder::new().endpoint_url("http://localhost:4566").build()`
            constructed aws_sdk_s3::Client::from_conf Client → ? @ 11 `aws_sdk_s3::Client::from_conf(local)`
            constructed aws_sdk_s3::Client::new Client @ 12 `aws_sdk_s3::Client::new(config)`
            constructed async_openai::Client Client → ? @ 13 `Client::with_config(OpenAIConfig::new().with_api_base(std::env::var("BASE").unwrap()))`
            constructed async_openai::config::OpenAIConfig OpenAIConfig → ? @ 13 `OpenAIConfig::new().with_api_base(std::env::var("BASE").unwrap())`
        "#]],
    );
}
