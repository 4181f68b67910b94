//! API hosts: which addresses are a service's.

use regex::Regex;
use regex_syntax::hir::literal::{ExtractKind, Extractor, Literal};

use super::Service;

/// A host with optional path, as the catalog and contracts write it: `api.stripe.com`,
/// `*.s3.amazonaws.com` (one or more labels), `s3.*.amazonaws.com` and `*-res.cloudinary.com` (`*`
/// inside one label), `slack.com/api/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPattern {
    /// Lower case, without the leading `*` when `open`.
    labels: Vec<String>,
    /// Begins with `*.`: one or more labels stand before the others.
    open: bool,
    /// With leading `/`; empty for any path.
    path: String,
}

impl HostPattern {
    /// Reads a pattern; a scheme, a port and a query are left out. `None` when there is no host with
    /// at least two known labels at its end.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(host_end);
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        let host = host.split(':').next()?.trim_end_matches('.').to_lowercase();
        let mut labels: Vec<String> = host.split('.').map(str::to_owned).collect();
        let open = labels.first().is_some_and(|label| label == "*");
        if open {
            labels.remove(0);
        }
        let is_label = |label: &String| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "-_*".contains(c))
        };
        // `*.com` would be everybody's.
        let known_tail = labels.iter().rev().take(2).all(|label| !label.contains('*'));
        if labels.len() < 2 || !labels.iter().all(is_label) || !known_tail {
            return None;
        }
        let path_end = path.find(['?', '#', '*', '{', '<', '[']).unwrap_or(path.len());
        let path = path[..path_end].trim_end_matches('/');
        Some(Self { labels, open, path: path.to_owned() })
    }

    /// Whether an address lies under the pattern. In `host`, `*` stands for what the source leaves
    /// open (see [`crate::source::UrlUse`]); it may be anything, so the constant labels decide.
    ///
    /// The answer tells how specific the match is: of two services the higher one owns the address.
    pub fn matches(&self, host: &str, path: &str) -> Option<usize> {
        let count = host.split('.').count();
        let fits = if self.open { count > self.labels.len() } else { count == self.labels.len() };
        let labels_match = fits
            && host.rsplit('.').zip(self.labels.iter().rev()).all(|(label, pattern)| {
                // `sqs.${region}.amazonaws.com` must not become `*.s3.amazonaws.com`: below a
                // wildcard the labels that tell the service have to be there.
                may_be_equal(label, pattern) && !(self.open && label == "*" && pattern != "*")
            });
        if !labels_match {
            return None;
        }
        let path_matches = self.path.is_empty()
            || path.strip_prefix(&*self.path).is_some_and(|rest| {
                rest.is_empty() || rest.starts_with(['/', '*']) || self.path.ends_with('/')
            });
        // A path outweighs any number of labels; an exact host outweighs a wildcard.
        path_matches.then(|| self.labels.len() * 2 + usize::from(!self.open) + self.path.len() * 64)
    }
}

/// Whether two labels, in both of which `*` stands for anything, can be the same text, as far as
/// their constant beginnings and ends tell.
fn may_be_equal(left: &str, right: &str) -> bool {
    let (Some((left_start, _)), Some((_, left_end))) =
        (left.split_once('*'), left.rsplit_once('*'))
    else {
        return if right.contains('*') { may_be_equal(right, left) } else { left == right };
    };
    let right_start = right.split('*').next().unwrap_or_default();
    let right_end = right.rsplit('*').next().unwrap_or_default();
    let starts = left_start.starts_with(right_start) || right_start.starts_with(left_start);
    let ends = left_end.ends_with(right_end) || right_end.ends_with(left_end);
    let fits = right.contains('*') || right.len() >= left_start.len() + left_end.len();
    starts && ends && fits
}

/// All hosts of one service.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    patterns: Vec<HostPattern>,
    expressions: Vec<Regex>,
    links: Vec<HostPattern>,
}

impl Hosts {
    /// The last two labels of each host, which every address of it ends in; `None` when an
    /// expression is among them, which does not tell.
    pub fn domains(&self) -> Option<Vec<String>> {
        let domain = |pattern: &HostPattern| {
            let start = pattern.labels.len().saturating_sub(2);
            pattern.labels[start..].join(".")
        };
        self.expressions.is_empty().then(|| self.patterns.iter().map(domain).collect())
    }

    /// A part of every address that its expressions tell: the last two labels, or what it begins with
    /// where those are anything; empty where neither is told.
    pub fn expressed_parts(&self) -> impl Iterator<Item = String> {
        let literals = |expression: &Regex, kind: ExtractKind| {
            let parsed = regex_syntax::parse(expression.as_str()).ok()?;
            let literals = Extractor::new().kind(kind).extract(&parsed);
            let text = |literal: &Literal| String::from_utf8(literal.as_bytes().to_vec()).ok();
            literals.literals()?.iter().map(text).collect::<Option<Vec<String>>>()
        };
        let part = |ending: &String| match ending.contains('/') {
            true => Some(ending.clone()),
            false => {
                let labels: Vec<&str> = ending.rsplit('.').take(2).collect();
                let is_told = labels.len() == 2 && labels.iter().all(|it| !it.is_empty());
                is_told.then(|| format!("{}.{}", labels[1], labels[0]))
            }
        };
        let parts = move |expression: &Regex| {
            let endings = literals(expression, ExtractKind::Suffix);
            let endings = endings.and_then(|it| it.iter().map(part).collect::<Option<Vec<_>>>());
            endings
                .or_else(|| literals(expression, ExtractKind::Prefix))
                .unwrap_or_else(|| vec![String::new()])
        };
        self.expressions.iter().flat_map(parts)
    }

    /// The hosts the catalog knows of a service.
    pub fn of_service(service: &Service) -> Self {
        let parse =
            |patterns: &[String]| patterns.iter().filter_map(|p| HostPattern::parse(p)).collect();
        let mut patterns: Vec<HostPattern> = parse(&service.hosts);
        patterns.extend(service.url_prefixes.iter().filter_map(|p| HostPattern::parse(p)));
        let expressions =
            service.host_expressions.iter().filter_map(|text| Regex::new(text).ok()).collect();
        Self { patterns, expressions, links: parse(&service.link_hosts) }
    }

    /// Whether an address may be one of these, of whose path the beginning is known; what an expression
    /// tells is not asked.
    pub fn may_match(&self, host: &str, path: &str) -> bool {
        self.patterns.iter().any(|pattern| {
            let is_way = path.starts_with(&*pattern.path) || pattern.path.starts_with(path);
            is_way && pattern.matches(host, &pattern.path).is_some()
        })
    }

    /// Adds a pattern that the contract or the configuration states. What is not a host is ignored.
    pub fn add(&mut self, pattern: &str) {
        self.patterns.extend(HostPattern::parse(pattern));
    }

    /// Whether an address is an API address of the service, and how specifically; see
    /// [`HostPattern::matches`].
    pub fn matches(&self, host: &str, path: &str) -> Option<usize> {
        let best = self.patterns.iter().filter_map(|pattern| pattern.matches(host, path)).max();
        let expressed = || {
            // What is left open in a regional host is most often the region.
            let fillings: &[&str] = if host.contains('*') { &["us-east-1", "x"] } else { &["*"] };
            let is_match = |expression: &Regex| {
                fillings.iter().any(|filling| expression.is_match(&host.replace('*', filling)))
            };
            self.expressions.iter().any(is_match).then(|| host.split('.').count() * 2)
        };
        let specificity = best.or_else(expressed)?;
        let is_link = !host.contains('*')
            && self
                .links
                .iter()
                .filter_map(|link| link.matches(host, path))
                .any(|link| link >= specificity);
        (!is_link).then_some(specificity)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Catalog;
    use super::*;

    fn is_api(service: &str, host: &str, path: &str) -> bool {
        let service = Catalog::builtin().find(service).expect("a known service");
        Hosts::of_service(service).matches(host, path).is_some()
    }

    #[test]
    fn hosts_are_compared_label_by_label() {
        assert!(is_api("Stripe", "api.stripe.com", "/v1/charges"));
        assert!(!is_api("Stripe", "api.stripe.com.evil.com", ""));
        assert!(!is_api("Stripe", "xapi.stripe.com", ""));
        assert!(!is_api("Stripe", "stripe.com", ""));
        assert!(!is_api("Stripe", "docs.stripe.com", ""));
    }

    #[test]
    fn what_the_source_leaves_open_may_be_anything() {
        assert!(is_api("Stripe", "*.stripe.com", ""));
        assert!(is_api("AWS S3", "*.s3.amazonaws.com", "/*"));
        assert!(is_api("AWS S3", "s3.*.amazonaws.com", ""));
        assert!(is_api("AWS S3", "*.s3.eu-central-1.amazonaws.com", ""));
        assert!(!is_api("AWS S3", "sqs.*.amazonaws.com", ""));
    }

    #[test]
    fn some_hosts_count_only_with_a_path() {
        assert!(is_api("Slack", "slack.com", "/api/chat.postMessage"));
        assert!(!is_api("Slack", "slack.com", "/help"));
        assert!(!is_api("Slack", "slack.com", ""));
        assert!(!is_api("Slack", "slack.com", "/apiary"));
    }

    #[test]
    fn link_hosts_below_a_wildcard_are_no_api() {
        assert!(is_api("Auth0", "acme.auth0.com", "/oauth/token"));
        assert!(!is_api("Auth0", "manage.auth0.com", ""));
        // The namespace of S3's XML.
        assert!(!is_api("AWS S3", "s3.amazonaws.com", "/doc/2006-03-01/"));
    }

    #[test]
    fn patterns_of_contracts_are_read_in_every_form() {
        let matches = |pattern: &str, host: &str, path: &str| {
            HostPattern::parse(pattern).and_then(|pattern| pattern.matches(host, path)).is_some()
        };
        assert!(matches("https://api.acme.dev/v2/", "api.acme.dev", "/v2/pay"));
        assert!(!matches("https://api.acme.dev/v2/", "api.acme.dev", "/v1/pay"));
        assert!(matches("*.acme.dev", "eu.api.acme.dev", ""));
        assert!(!matches("*.acme.dev", "acme.dev", ""));
        assert!(matches("api-*.acme.dev", "api-eu.acme.dev", ""));
        assert!(HostPattern::parse("*.com").is_none());
        assert!(HostPattern::parse("localhost:3000").is_none());
        assert!(HostPattern::parse("not a host").is_none());
    }
}
