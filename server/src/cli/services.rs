//! `services`: what the catalog knows.

use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use serde::Serialize;

use crate::catalog::{Catalog, Evidence, KeyFormat, KeyMode, Package, Role, Secrecy, Service};
use crate::workspace::{CONFIG_FILE, Config, locate};

use super::Answer;
use super::arguments::{Format, ServicesOptions};

/// Form of the JSON that is written; it grows when a reader of an earlier one would go wrong.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Listing<'catalog> {
    version: u32,
    services: Vec<&'catalog Service>,
}

/// The services of the catalog in force here, or what is known of the one that is named.
pub(super) fn services(options: &ServicesOptions) -> anyhow::Result<Answer> {
    let catalog = catalog_here()?;
    let mut services = match &options.name {
        Some(name) => vec![known_service(&catalog, name)?],
        None => catalog.services().iter().collect(),
    };
    services.sort_by_key(|service| service.name.to_lowercase());
    let text = match options.format {
        Format::Human if options.name.is_some() => {
            services.iter().map(|service| page(service)).collect()
        }
        Format::Human => table(&services),
        Format::Json => {
            let services = services.into_iter().map(|service| &**service).collect();
            let listing = Listing { version: VERSION, services };
            let json = serde_json::to_string_pretty(&listing).context("cannot write the list")?;
            format!("{json}\n")
        }
    };
    Ok(Answer::success(text))
}

/// The catalog with what the configuration around the current folder adds.
fn catalog_here() -> anyhow::Result<Catalog> {
    let root = locate(Path::new(".")).context("cannot read the current folder")?.root;
    let file = root.join(CONFIG_FILE);
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Catalog::builtin().clone());
        }
        Err(error) => bail!("cannot read `{}`: {error}", file.display()),
    };
    match Config::parse(&text, &serde_json::Value::Null) {
        Ok(config) => Ok(config.catalog),
        Err(error) => bail!("{}: {error}", file.display()),
    }
}

fn known_service<'catalog>(
    catalog: &'catalog Catalog,
    name: &str,
) -> anyhow::Result<&'catalog Arc<Service>> {
    if let Some(service) = catalog.find(name) {
        return Ok(service);
    }
    let near: Vec<String> =
        catalog.near(name).iter().map(|service| format!("`{}`", service.name)).collect();
    match near.as_slice() {
        [] => bail!("there is no service `{name}`, `contract-lsp services` lists them all"),
        [one] => bail!("there is no service `{name}`, the nearest is {one}"),
        several => bail!("there is no service `{name}`, there are {}", several.join(", ")),
    }
}

fn table(services: &[&Arc<Service>]) -> String {
    let longest = |of: fn(&Service) -> &str| {
        services.iter().map(|service| of(service).chars().count()).max().unwrap_or_default()
    };
    let name = longest(|service| &service.name);
    let category = longest(|service| &service.category);
    services.iter().fold(String::new(), |mut table, service| {
        let line = format!(
            "{:name$}  {:category$}  {}",
            service.name,
            service.category,
            service.aliases.join(", ")
        );
        let _ = writeln!(table, "{}", line.trim_end());
        table
    })
}

/// All that is known of a service, a paragraph for each kind.
fn page(service: &Service) -> String {
    let mut page = service.name.clone();
    if !service.category.is_empty() {
        let _ = write!(page, " ({})", service.category);
    }
    page.push('\n');
    if !service.aliases.is_empty() {
        let _ = writeln!(page, "also written {}", service.aliases.join(", "));
    }
    for (ecosystem, packages) in &service.packages {
        let lines = packages.iter().map(package_line);
        paragraph(&mut page, &format!("{} packages", ecosystem.title()), lines);
    }
    paragraph(&mut page, "Import paths", service.subpaths.iter().cloned());
    paragraph(&mut page, "Common to the vendor's services", service.common.iter().cloned());
    let hosts = service.hosts.iter().chain(&service.host_expressions).chain(&service.url_prefixes);
    paragraph(&mut page, "API hosts", hosts.cloned());
    paragraph(&mut page, "Script hosts", service.script_hosts.iter().cloned());
    paragraph(&mut page, "Sites, which are no calls", service.link_hosts.iter().cloned());
    let variables = service.variables.iter().map(|variable| {
        let is_sdk = service.sdk_reads.contains(&variable.name);
        let read = if is_sdk { ", read by the SDK itself" } else { "" };
        format!("{}  {}{read}", variable.name, role(variable.role))
    });
    let by_sdk = service
        .sdk_reads
        .iter()
        .filter(|name| !service.variables.iter().any(|variable| variable.name == name.as_str()));
    let by_sdk = by_sdk.map(|name| format!("{name}  read by the SDK itself"));
    paragraph(&mut page, "Environment variables", variables.chain(by_sdk));
    paragraph(&mut page, "Keys", service.keys.iter().map(key_line));
    page
}

fn paragraph(page: &mut String, heading: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    let _ = writeln!(page, "\n{heading}");
    for line in lines {
        let _ = writeln!(page, "  {line}");
    }
}

fn package_line(package: &Package) -> String {
    let mut line = package.name.clone();
    if package.prefix {
        line.push('*');
    }
    if !package.imports.is_empty() && package.imports != [package.name.as_str()] {
        let _ = write!(line, "  imported as {}", package.imports.join(", "));
    }
    let evidence = match package.evidence {
        Evidence::Strong => "",
        Evidence::Shared => "  (shared by several services: an import alone proves none)",
        Evidence::Generic => "  (generic: an import does not prove the service)",
        Evidence::Types => "  (types only)",
    };
    line + evidence
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Secret => "secret",
        Role::Public => "public",
        Role::WebhookSecret => "secret that webhooks are signed with",
        Role::Config => "setting",
    }
}

fn key_line(key: &KeyFormat) -> String {
    let secrecy = match key.secrecy {
        Secrecy::Secret => "secret",
        Secrecy::Public => "public",
        Secrecy::Identifier => "names an account, no secret",
        Secrecy::Client => "for the client of one session",
        Secrecy::Depends => "secret or not, as the account is set up",
        Secrecy::Paired => "secret beside the other half of its pair",
    };
    let mode = match key.mode {
        KeyMode::Test => ", test mode",
        KeyMode::Any | KeyMode::Live => "",
    };
    let context = if key.needs_context { ", told by the name beside it alone" } else { "" };
    format!("{}  {}  ({secrecy}{mode}{context})", key.name, key.pattern)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn a_page_tells_all_that_is_known() {
        let service: Service = serde_json::from_str(
            r#"{
                "name": "Acme Pay", "category": "Payments", "aliases": ["AcmePay"],
                "packages": {
                    "npm": [{ "name": "@acme/", "prefix": true }, { "name": "pay", "evidence": "shared" }],
                    "pypi": [{ "name": "acme-pay", "imports": ["acme_pay"] }]
                },
                "hosts": ["*.acmepay.example"], "url_prefixes": ["acme.example/api/"],
                "link_hosts": ["docs.acmepay.example"],
                "variables": [{ "name": "ACME_KEY", "role": "secret" }],
                "sdk_reads": ["ACME_KEY", "ACME_REGION"],
                "keys": [{ "name": "key", "pattern": "ak_[a-z]{9}", "mode": "test" }]
            }"#,
        )
        .expect("a service");
        expect![[r"
            Acme Pay (Payments)
            also written AcmePay

            npm packages
              @acme/*
              pay  (shared by several services: an import alone proves none)

            PyPI packages
              acme-pay  imported as acme_pay

            API hosts
              *.acmepay.example
              acme.example/api/

            Sites, which are no calls
              docs.acmepay.example

            Environment variables
              ACME_KEY  secret, read by the SDK itself
              ACME_REGION  read by the SDK itself

            Keys
              key  ak_[a-z]{9}  (secret, test mode)
        "]]
        .assert_eq(&page(&service));
    }
}
