//! `unknown-external-host`: a request to a server of which nothing is known.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::catalog::Service;
use crate::source::UrlUseKind;
use crate::workspace::{Config, Governed};

use super::Rule;
use super::adding::offer_section;
use super::engine::Check;
use super::file_view::FileView;
use super::sink::{Draft, Sink};
use super::view::addresses_of;

pub(super) const RULE: Rule = Rule {
    code: "unknown-external-host",
    // Most programs fetch something from somewhere that is no integration.
    severity: None,
    summary: "a request to an external host that neither contract nor catalog nor `own-hosts` knows",
    page: include_str!("pages/unknown-external-host.md"),
    checks: &[Check::File(check)],
};

/// Domains that stand for no server outside, by RFC 2606, RFC 6761 and RFC 6762, and what networks of
/// containers and companies use like them.
const RESERVED: &[&str] = &[
    "example",
    "example.com",
    "example.net",
    "example.org",
    "test",
    "invalid",
    "localhost",
    "local",
    "internal",
    "lan",
    "home.arpa",
    "svc",
    "cluster.local",
    "intranet",
    "corp",
];

fn check(view: &FileView<'_>, sink: &mut Sink) {
    let Some(contract) = view.contract else { return };
    // A binding talks to its own service, whatever the contract says of hosts.
    if !contract.bindings_around(&view.file.path).is_empty() {
        return;
    }
    let mut told: BTreeSet<String> = BTreeSet::new();
    for url in addresses_of(view.snapshot, view.file) {
        let is_outside = url.kind == UrlUseKind::Request && !is_reserved(&url.host);
        if !is_outside
            || is_known(contract, view.config, &url.host, &url.path)
            || !told.insert(url.host.clone())
        {
            continue;
        }
        let message = format!(
            "this request goes to `{}`, of which neither `{}` nor the configuration says anything: nobody learns that the program depends on it",
            url.host, contract.file.path
        );
        let draft = Draft::new(&view.file.path, url.range, message).hint_if(url.in_test).help(
            "document the service with its API host, or list the host under `own-hosts` of contract-lsp.toml",
        );
        let service = service_at(&url.host);
        sink.report(offer_section(draft, view.snapshot, contract, &Arc::new(service)));
    }
}

/// Whether an address belongs to a service of the contract or the catalog, or to the own company. A
/// site of a service that is no part of its API is known as well.
fn is_known(contract: &Governed, config: &Config, host: &str, path: &str) -> bool {
    contract.states_address(host, path)
        || config.is_own_host(host)
        || config.owners.of_address(host, path).is_some()
        || config.catalog.services().iter().any(|service| is_on_site_of(host, service))
}

fn is_on_site_of(host: &str, service: &Service) -> bool {
    let named = [&service.hosts, &service.url_prefixes, &service.link_hosts, &service.script_hosts];
    let mut sites = named.into_iter().flatten().filter_map(|pattern| {
        let host = pattern.split(['/', ':']).next()?;
        (!host.is_empty()).then(|| site_of(host))
    });
    sites.any(|site| site == site_of(host))
}

/// The domain that somebody has registered: the last two labels, three below a domain like `co.uk`.
fn site_of(host: &str) -> &str {
    let mut dots = host.rmatch_indices('.').map(|(at, _)| at);
    let (last, second) = (dots.next(), dots.next());
    let is_shared = |second: usize, last: usize| last - second <= 4 && host.len() - last == 3;
    let start = match (last, second) {
        (Some(last), Some(second)) if is_shared(second, last) => dots.next(),
        (_, second) => second,
    };
    start.map_or(host, |dot| &host[dot + 1..])
}

fn is_reserved(host: &str) -> bool {
    RESERVED.iter().any(|domain| {
        let rest = host.strip_suffix(domain);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// What is known of a service of which only a host is: a name to begin with.
fn service_at(host: &str) -> Service {
    let label = site_of(host).split('.').next().unwrap_or(host);
    let mut letters = label.chars();
    let name = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
    Service { name: name.unwrap_or_default(), hosts: vec![host.to_owned()], ..Service::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_what_somebody_registered() {
        for (host, site) in [
            ("api.stripe.com", "stripe.com"),
            ("stripe.com", "stripe.com"),
            ("api.shop.co.uk", "shop.co.uk"),
            ("shop.co.uk", "shop.co.uk"),
            ("a.b.acme.io", "acme.io"),
            ("*.acme.dev", "acme.dev"),
        ] {
            assert_eq!(site_of(host), site, "{host}");
        }
    }

    #[test]
    fn reserved_domains_are_compared_label_by_label() {
        for host in ["api.example.com", "shop.test", "printer.local", "db.internal", "example.com"]
        {
            assert!(is_reserved(host), "{host}");
        }
        for host in ["myexample.com", "contest", "api.latest.dev", "internal.acme.dev"] {
            assert!(!is_reserved(host), "{host}");
        }
    }
}
