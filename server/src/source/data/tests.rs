use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::data_facts;
use crate::source::UrlUseKind;

#[track_caller]
fn check(path: &str, text: &str, expected: Expect) {
    let facts = data_facts(path, text).expect("a file of a kind that is read");
    let mut out = String::new();
    for url in &facts.urls {
        let kind = match url.kind {
            UrlUseKind::Request => "request",
            UrlUseKind::Constant => "constant",
        };
        let at = url.range.slice(text);
        let _ = writeln!(out, "{kind} {}{} ‹{at}›", url.host, url.path);
    }
    for used in &facts.env_uses {
        let _ = writeln!(out, "read {} ‹{}›", used.name.value, used.name.range.slice(text));
    }
    for suppression in &facts.suppressions {
        let at = suppression.scope.slice(text).replace('\n', "⏎");
        let _ = writeln!(out, "suppression {} ‹{at}›", suppression.rules[0].code.value);
    }
    if facts.generated {
        out.push_str("generated\n");
    }
    expected.assert_eq(&out);
}

#[test]
fn a_dockerfile_fetches_with_its_commands() {
    check(
        "deploy/Dockerfile",
        r#"FROM node:22
ARG STRIPE_API=https://api.stripe.com
ENV OPENAI_URL=https://api.openai.com
# RUN curl https://api.resend.com
RUN apt-get update && \
    curl -fsSL -H "Authorization: Bearer $KEY" \
    https://api.github.com/repos/acme/cli | tar xz
RUN echo "see https://api.twilio.com" && wget "https://api.mailgun.net/v3/$NAME"
HEALTHCHECK --interval=5s CMD curl -f http://localhost:3000 || exit 1
CMD ["curl", "-s", "https://api.segment.io/v1/track"]
ENTRYPOINT ["sh", "-c", "sleep 1; curl 'https://api.anthropic.com/v1'"]
"#,
        expect![[r#"
            request api.github.com/repos/acme/cli ‹https://api.github.com/repos/acme/cli›
            request api.mailgun.net/v3/* ‹https://api.mailgun.net/v3/$NAME›
            request api.segment.io/v1/track ‹https://api.segment.io/v1/track›
            request api.anthropic.com/v1 ‹https://api.anthropic.com/v1›
        "#]],
    );
}

#[test]
fn a_workflow_fetches_in_its_steps() {
    check(
        ".github/workflows/deploy.yml",
        r#"# contract-lsp-ignore-file direct-http-call -- deploys
on: push
env:
  STRIPE_SECRET_KEY: ${{ secrets.STRIPE_SECRET_KEY }}
  stripe-api: https://api.stripe.com # contract-lsp-ignore-line direct-http-call
jobs:
  deploy:
    steps:
      - name: curl https://api.openai.com
        run: curl -X POST https://slack.com/api/chat.postMessage -d "$TEXT"
      # contract-lsp-ignore-next-line direct-http-call

      - run: |
          npm ci
          KEY=x curl --fail \
            "https://api.github.com/repos/${{ github.repository }}/releases"
          echo https://api.resend.com
        with:
          api: https://api.stripe.com/v1
          description: https://api.twilio.com/docs
  test:
    script:
      - "curl https://api.mailgun.net/v3"
      - if curl -s https://${REGION}.api.algolia.net/1; then exit 0; fi
    allowed_hosts:
      - https://api.stripe.com
"#,
        expect![[r#"
            request slack.com/api/chat.postMessage ‹https://slack.com/api/chat.postMessage›
            request api.github.com/repos/*/releases ‹https://api.github.com/repos/${{ github.repository }}/releases›
            constant api.stripe.com/v1 ‹https://api.stripe.com/v1›
            request api.mailgun.net/v3 ‹https://api.mailgun.net/v3›
            request *.api.algolia.net/1 ‹https://${REGION}.api.algolia.net/1›
            suppression direct-http-call ‹# contract-lsp-ignore-file direct-http-call -- deploys⏎on: push⏎env:⏎  STRIPE_SECRET_KEY: ${{ secrets.STRIPE_SECRET_KEY }}⏎  stripe-api: https://api.stripe.com # contract-lsp-ignore-line direct-http-call⏎jobs:⏎  deploy:⏎    steps:⏎      - name: curl https://api.openai.com⏎        run: curl -X POST https://slack.com/api/chat.postMessage -d "$TEXT"⏎      # contract-lsp-ignore-next-line direct-http-call⏎⏎      - run: |⏎          npm ci⏎          KEY=x curl --fail \⏎            "https://api.github.com/repos/${{ github.repository }}/releases"⏎          echo https://api.resend.com⏎        with:⏎          api: https://api.stripe.com/v1⏎          description: https://api.twilio.com/docs⏎  test:⏎    script:⏎      - "curl https://api.mailgun.net/v3"⏎      - if curl -s https://${REGION}.api.algolia.net/1; then exit 0; fi⏎    allowed_hosts:⏎      - https://api.stripe.com⏎›
            suppression direct-http-call ‹  stripe-api: https://api.stripe.com # contract-lsp-ignore-line direct-http-call›
            suppression direct-http-call ‹      - run: |›
        "#]],
    );
}

#[test]
fn commands_of_containers_are_words() {
    check(
        "docker-compose.yaml",
        r#"services:
  api:
    image: acme/api
    environment:
      - STRIPE_API=https://api.stripe.com
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:8080/health"]
    command: ["sh", "-c", "serve"]
  job:
    command: curl https://api.openai.com/v1/models
"#,
        expect![[r#"
            request api.openai.com/v1/models ‹https://api.openai.com/v1/models›
        "#]],
    );
}

#[test]
fn a_manifest_fetches_in_its_scripts_alone() {
    check(
        "package.json",
        r#"{
  "homepage": "https://api.stripe.com",
  "scripts": {
    "schema": "curl https://api.stripe.com/v1/openapi -o schema.json && tsc",
    "sync": "sh -c 'curl \"https://api.github.com/user\"'",
    "pull": "curl -s \"https://api.cloudflare.com/client/v4\" | jq",
    "docs": "open https://api.openai.com"
  },
  "config": { "api": "https://api.resend.com" }
}
"#,
        expect![[r#"
            request api.stripe.com/v1/openapi ‹https://api.stripe.com/v1/openapi›
            request api.github.com/user ‹https://api.github.com/user›
            request api.cloudflare.com/client/v4 ‹https://api.cloudflare.com/client/v4›
        "#]],
    );
}

#[test]
fn values_of_configuration_are_constants() {
    check(
        "config/default.json",
        r#"{
  // The servers.
  "$schema": "https://api.stripe.com/schema.json",
  "stripe": { "baseUrl": "https://api.stripe.com/v1", "note": "see https://api.stripe.com" },
  "allowedOrigins": ["https://api.openai.com"],
  "mail": "https://api.mailgun.net/v3/${DOMAIN}", "quote\"d": "https://api.resend.com"
}
"#,
        expect![[r#"
            constant api.stripe.com/v1 ‹https://api.stripe.com/v1›
            constant api.mailgun.net/v3/* ‹https://api.mailgun.net/v3/${DOMAIN}›
            constant api.resend.com ‹https://api.resend.com›
        "#]],
    );
    check(
        "main.tf",
        r#"variable "stripe_secret_key" {
  default = "https://api.stripe.com" # the API
}
locals {
  openai = "https://api.openai.com/v1"
  // mail = "https://api.resend.com"
  url    = "https://${var.host}/v1"
}
"#,
        expect![[r#"
            constant api.stripe.com ‹https://api.stripe.com›
            constant api.openai.com/v1 ‹https://api.openai.com/v1›
        "#]],
    );
    check(
        "settings.toml",
        "[stripe]\nbase_url = \"https://api.stripe.com/v1\" # contract-lsp-ignore-line direct-http-call\n",
        expect![[r#"
            constant api.stripe.com/v1 ‹https://api.stripe.com/v1›
            suppression direct-http-call ‹base_url = "https://api.stripe.com/v1" # contract-lsp-ignore-line direct-http-call›
        "#]],
    );
}

#[test]
fn placeholders_of_spring_read_variables() {
    check(
        "src/main/resources/application.properties",
        "# Mail\nstripe.key=${STRIPE_SECRET_KEY}\nstripe.url=https://api.stripe.com/v1\nmail=${spring.mail:x}\nurl=https://${MAIL_HOST:api.resend.com}/x${A_B}\n",
        expect![[r#"
            constant api.stripe.com/v1 ‹https://api.stripe.com/v1›
            read STRIPE_SECRET_KEY ‹STRIPE_SECRET_KEY›
            read MAIL_HOST ‹MAIL_HOST›
            read A_B ‹A_B›
        "#]],
    );
    check(
        "src/main/resources/application.yml",
        "stripe:\n  key: \"${STRIPE_SECRET_KEY:none}\"\n  url: https://api.stripe.com\n",
        expect![[r#"
            constant api.stripe.com ‹https://api.stripe.com›
            read STRIPE_SECRET_KEY ‹STRIPE_SECRET_KEY›
        "#]],
    );
}

#[test]
fn generated_and_unknown_files() {
    check(
        "a.ini",
        "; DO NOT EDIT\nhost=https://api.stripe.com\n",
        expect![[r#"
        constant api.stripe.com ‹https://api.stripe.com›
        generated
    "#]],
    );
    assert!(data_facts("README.md", "https://api.stripe.com").is_none());
    assert!(data_facts("package-lock.json", "{}").is_none());
}

mod properties {
    use proptest::prelude::*;

    use super::super::data_facts;

    const NAMES: &[&str] =
        &["Dockerfile", "a.yml", "a.json", "a.tf", "application.properties", "package.json"];

    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "curl ",
            "https://api.stripe.com/ä",
            "\"",
            "'",
            "\\",
            "\n",
            "\r\n",
            ": ",
            "=",
            "- ",
            "  ",
            "run",
            "RUN ",
            "|",
            "${",
            "}",
            "{{",
            "$X",
            "[",
            "]",
            ",",
            "{",
            "#",
            "//",
            "/*",
            "*/",
            "é",
            "„",
            "sh -c ",
            "scripts",
            "HEALTHCHECK CMD ",
            "<",
            "\u{0}",
        ])
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(pieces in prop::collection::vec(piece(), 0..40)) {
            let text = pieces.concat();
            for name in NAMES {
                let facts = data_facts(name, &text).unwrap_or_default();
                for url in &facts.urls {
                    prop_assert!(text.get(url.range.start()..url.range.end()).is_some());
                }
            }
        }

        #[test]
        fn windows_line_breaks_change_no_fact(pieces in prop::collection::vec(piece(), 0..40)) {
            let unix = pieces.concat().replace('\r', "");
            let windows = unix.replace('\n', "\r\n");
            let hosts = |text: &str, name: &str| -> Vec<(String, String)> {
                let facts = data_facts(name, text).unwrap_or_default();
                facts.urls.into_iter().map(|url| (url.host, url.path)).collect()
            };
            for name in NAMES {
                prop_assert_eq!(hosts(&unix, name), hosts(&windows, name));
            }
        }
    }
}
