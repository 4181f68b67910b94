//! API hosts that a section states.

use std::collections::HashSet;
use std::ops::Range;

use crate::text::{ByteRange, Spanned};

use super::fields::{Content, Draft};
use super::inline::Inline;
use super::labels::LabelAt;
use super::runs::words;
use super::tables::TableBlock;
use super::variables::variables_of_table;
use crate::contract::schema::FieldKind;
use crate::contract::synonyms::plain_words;

/// The hosts that these fields state, each once, in the order of the document.
pub(super) fn hosts_of_fields(drafts: &[Draft<'_>]) -> Vec<Spanned<String>> {
    let mut hosts: Vec<Spanned<String>> = Vec::new();
    for draft in drafts {
        let states_host = is_host_label(draft.label());
        for content in &draft.contents {
            match (draft.kind, content) {
                (_, Content::Value(inline, shown)) if states_host => {
                    hosts.extend(stated_hosts(inline, shown.clone()));
                }
                (_, Content::Item(inline, _)) if states_host => {
                    hosts.extend(stated_hosts(inline, 0..inline.text.len()));
                }
                (Some(FieldKind::ApiEndpointsUsed), content) => {
                    hosts.extend(hosts_of_endpoints(content));
                }
                (Some(FieldKind::EnvironmentVariables), Content::Table(table)) => {
                    hosts.extend(hosts_of_variables(table));
                }
                (_, Content::Item(inline, label)) => {
                    hosts.extend(hosts_of_item(inline, label.as_ref()));
                }
                (_, Content::Table(table)) => hosts.extend(hosts_of_rows(table)),
                _ => {}
            }
        }
    }
    let mut seen = HashSet::new();
    hosts.retain(|host| seen.insert(host.value.clone()));
    hosts
}

fn is_host_label(label: &str) -> bool {
    // Every cell and item is asked; few need a closer look.
    const LONGEST: usize = 40;
    let has = |word: &str| {
        label.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    };
    let may_be = label.len() < LONGEST && (has("api") || has("base"));
    may_be
        && matches!(
            plain_words(label).as_str(),
            "api base url"
                | "base url"
                | "api host"
                | "api url"
                | "api base"
                | "api endpoint base"
                | "api hostname"
                | "api domain"
        )
}

/// `- **API Base URL:** …` nested in a block.
fn hosts_of_item(inline: &Inline, label: Option<&LabelAt>) -> Vec<Spanned<String>> {
    let label = label.filter(|label| is_host_label(label.text(inline)));
    label.map(|label| stated_hosts(inline, label.value.clone())).unwrap_or_default()
}

/// `| API Base URL | … |` in a block.
fn hosts_of_rows(table: &TableBlock) -> Vec<Spanned<String>> {
    let mut hosts = Vec::new();
    for row in &table.rows {
        if let [key, value, ..] = row.cells.as_slice()
            && is_host_label(&key.inline.text)
        {
            hosts.extend(stated_hosts(&value.inline, 0..value.inline.text.len()));
        }
    }
    hosts
}

/// Hosts in a value that is meant to hold some: URLs or bare host patterns.
fn stated_hosts(inline: &Inline, shown: Range<usize>) -> Vec<Spanned<String>> {
    let named: Vec<_> = inline
        .runs
        .iter()
        .filter(|run| run.shown.start >= shown.start && run.shown.end <= shown.end)
        .filter_map(|run| host_of(&run.name, Form::UrlOrPattern))
        .collect();
    if !named.is_empty() {
        return named;
    }
    words(inline, shown).iter().filter_map(|word| host_of(word, Form::UrlOrPattern)).collect()
}

fn hosts_of_endpoints(content: &Content<'_>) -> Vec<Spanned<String>> {
    match content {
        Content::Value(inline, shown) => urls_in(inline, shown.clone()),
        Content::Line(inline, _) | Content::Item(inline, _) => {
            urls_in(inline, 0..inline.text.len())
        }
        Content::Table(table) => {
            let cells = table.body().iter().flat_map(|row| &row.cells);
            cells.flat_map(|cell| urls_in(&cell.inline, 0..cell.inline.text.len())).collect()
        }
        Content::Fence(_) => Vec::new(),
    }
}

/// Absolute URLs in a text, marked or not; `GET https://…` in a code span too.
fn urls_in(inline: &Inline, shown: Range<usize>) -> Vec<Spanned<String>> {
    let text = inline.text.get(shown.clone()).unwrap_or_default();
    if !text.contains("//") {
        return Vec::new();
    }
    words(inline, shown).iter().filter_map(|word| host_of(word, Form::Url)).collect()
}

/// URL defaults and examples of an environment table, but for variables that say where the
/// service calls back to.
fn hosts_of_variables(table: &TableBlock) -> Vec<Spanned<String>> {
    let headers = table.headers();
    let is_value = |header: &String| {
        matches!(header.as_str(), "default" | "default value" | "example" | "example value")
    };
    let columns: Vec<usize> = headers
        .iter()
        .enumerate()
        .filter(|(_, header)| is_value(header))
        .map(|(index, _)| index)
        .collect();
    let stated = table.body().iter().flat_map(|row| {
        let cells = columns.iter().filter_map(|&column| row.cell(Some(column)));
        cells
            .flat_map(|cell| urls_in(&cell.inline, 0..cell.inline.text.len()))
            .map(|host| (row.range, host))
    });
    let mut stated = stated.peekable();
    if stated.peek().is_none() {
        return Vec::new();
    }
    let callers: Vec<ByteRange> = variables_of_table(table, true)
        .into_iter()
        .filter(|variable| points_back(&variable.name.value))
        .map(|variable| variable.range)
        .collect();
    stated.filter(|(row, _)| !callers.contains(row)).map(|(_, host)| host).collect()
}

fn points_back(variable: &str) -> bool {
    [
        "REDIRECT",
        "CALLBACK",
        "RETURN",
        "SUCCESS",
        "CANCEL",
        "FRONTEND",
        "APP_URL",
        "SITE_URL",
        "WEBHOOK_URL",
    ]
    .iter()
    .any(|word| variable.contains(word))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Url,
    UrlOrPattern,
}

/// The host pattern of a URL or of a bare pattern. The path of a URL stays only where the host is
/// a plain domain, which serves more than the API, and ends at its version.
fn host_of(name: &Spanned<impl AsRef<str>>, form: Form) -> Option<Spanned<String>> {
    let written = name.value.as_ref();
    // Most words are no host, which few bytes tell.
    let may_be = written.contains(if form == Form::Url { "//" } else { "." });
    if !may_be {
        return None;
    }
    let text = written.trim_matches(['(', ')', '<', '>', '"', '\'', '`', '.', ',']);
    let schemes = ["https://", "http://", "wss://", "ws://", "//"];
    let rest = schemes.iter().find_map(|scheme| {
        text.get(..scheme.len())
            .filter(|start| start.eq_ignore_ascii_case(scheme))
            .and_then(|_| text.get(scheme.len()..))
    });
    if rest.is_none() && form == Form::Url {
        return None;
    }
    let written = rest.unwrap_or(text);
    let without_query = written.split(['?', '#']).next()?;
    let (authority, path) = without_query.split_once('/').unwrap_or((without_query, ""));
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_end_matches('.').to_ascii_lowercase();
    let host = with_gaps_as_stars(&host);
    if !is_host_pattern(&host) {
        return None;
    }
    let path = if rest.is_some() { telling_path(&host, path) } else { path.trim_end_matches('/') };
    let value = if path.is_empty() { host } else { format!("{host}/{path}") };
    Some(Spanned::new(value, name.range))
}

/// `{region}.api.acme.dev` and `${sub}.acme.dev` stand for any label there.
fn with_gaps_as_stars(host: &str) -> String {
    let mut pattern = String::with_capacity(host.len());
    let mut closing = None;
    for character in host.chars() {
        match (closing, character) {
            (Some(close), _) if character == close => closing = None,
            (Some(_), _) => {}
            (None, '$') => {}
            (None, '{') => {
                pattern.push('*');
                closing = Some('}');
            }
            (None, '[') => {
                pattern.push('*');
                closing = Some(']');
            }
            (None, '<') => {
                pattern.push('*');
                closing = Some('>');
            }
            (None, _) => pattern.push(character),
        }
    }
    pattern
}

fn is_host_pattern(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '*' | '_'))
    };
    let top = labels.last().copied().unwrap_or_default();
    let is_named = labels.iter().rev().take(2).all(|label| !label.contains('*'));
    labels.len() > 1
        && labels.iter().all(is_label)
        && is_named
        && top.len() > 1
        && !top.chars().all(|c| c.is_ascii_digit())
        && !matches!(top, "js" | "ts" | "py" | "rs" | "go" | "json" | "local" | "localhost" | "md")
}

fn telling_path<'p>(host: &str, path: &'p str) -> &'p str {
    let labels = host.trim_start_matches("www.").split('.').count();
    if labels > 2 {
        return "";
    }
    // One segment tells the API from the site; more would tell endpoints apart.
    let segment = path.split('/').next().unwrap_or_default();
    let is_version = segment
        .strip_prefix('v')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if is_version || segment.contains(['{', '[', '<', ':', '$', '*']) { "" } else { segment }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_become_host_patterns() {
        let expectations = [
            ("https://api.acme.dev/v1", Some("api.acme.dev")),
            ("https://API.acme.dev:443/", Some("api.acme.dev")),
            ("https://acme.dev/api/v2/send", Some("acme.dev/api")),
            ("https://acme.dev/v2/send", Some("acme.dev")),
            ("https://{region}.acme.dev", Some("*.acme.dev")),
            ("wss://user:pw@stream.acme.dev", Some("stream.acme.dev")),
            ("api.acme.dev", Some("api.acme.dev")),
            ("*.acme.dev", Some("*.acme.dev")),
            ("acme.dev/api", Some("acme.dev/api")),
            ("https://api...", None),
            ("http://localhost:3000", None),
            ("http://127.0.0.1", None),
            ("httpx", None),
            ("client.js", None),
        ];
        for (text, host) in expectations {
            let name = Spanned::new(text.to_owned(), ByteRange::default());
            let read = host_of(&name, Form::UrlOrPattern).map(|host| host.value);
            assert_eq!(read.as_deref(), host, "{text}");
        }
        let bare = Spanned::new("api.acme.dev".to_owned(), ByteRange::default());
        assert_eq!(host_of(&bare, Form::Url), None);
    }
}
