//! What an address takes from other files, and what a file offers to theirs.

use super::facts::{Import, InTest, OfferedAddress, OpenRequest};
use super::value::{UrlParts, Value};
use crate::text::ByteRange;

/// Stands for the package of a file, the names of which it has without an import, as in Go.
pub(super) const OWN_PACKAGE: &str = ".";

/// As many addresses as a file may offer: one with more is a list of links.
const MOST_OFFERED: usize = 256;

/// A request to an address that another file may fix, before it is known which import brings it.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub(super) value: Value,
    pub(super) is_host: bool,
    pub(super) range: ByteRange,
    pub(super) in_test: InTest,
}

impl Pending {
    /// The request, once it is known what brings its beginning.
    pub(super) fn request(&self, import: Option<usize>, name: String, rest: String) -> OpenRequest {
        let Self { is_host, range, in_test, .. } = *self;
        OpenRequest { import, name, rest, is_host, range, in_test }
    }
}

/// A value as a request to an address of another file, when it begins with a name that speaks of
/// one.
pub(super) fn pending(
    value: &Value,
    is_host: bool,
    range: ByteRange,
    in_test: InTest,
) -> Option<Pending> {
    let (imported, _) = value.begins_elsewhere()?;
    let local = imported.local.rsplit("::").next().unwrap_or_default();
    let mut names = std::iter::once(local).chain(imported.members.split('.'));
    let is_likely = names.any(speaks_of_address);
    is_likely.then(|| Pending { value: value.clone(), is_host, range, in_test })
}

/// Whether a name is that of a constant or of an address. Most arguments of most calls are neither,
/// and need not be remembered.
fn speaks_of_address(name: &str) -> bool {
    const WORDS: &[&str] = &["url", "uri", "host", "api", "base", "endpoint", "server", "domain"];
    let lower = name.to_ascii_lowercase();
    let is_constant = name.len() > 2 && !name.contains(|c: char| c.is_ascii_lowercase());
    is_constant || WORDS.iter().any(|word| lower.contains(word))
}

/// The requests whose beginnings an import of the file brings, by the name it gives them here.
pub(super) fn open_requests(pending: &[Pending], imports: &[Import]) -> Vec<OpenRequest> {
    let open = |pending: &Pending| {
        let (imported, rest) = pending.value.begins_elsewhere()?;
        if imported.local == OWN_PACKAGE {
            return Some(pending.request(None, imported.members.clone(), rest));
        }
        let brought = imports.iter().enumerate().filter_map(|(index, import)| {
            let name = import.names.iter().find(|name| name.local == imported.local)?;
            Some((index, import, name.imported.as_str()))
        });
        let mut found: Option<(usize, &str, &str)> = None;
        for (index, import, own) in brought {
            // After Python's `import app.config` it is `app.config.API`.
            let below = import.target.value.strip_prefix(&*imported.local);
            let below = below.and_then(|below| below.strip_prefix('.'));
            let rest = below.and_then(|below| imported.members.strip_prefix(below));
            let is_whole = own == "*";
            match rest.and_then(|rest| rest.strip_prefix('.')).filter(|_| is_whole) {
                Some(rest) => {
                    found = Some((index, own, rest));
                    break;
                }
                None => found = found.or(Some((index, own, &imported.members))),
            }
        }
        let (import, own, members) = found?;
        let own = if own == "*" { "" } else { own };
        let dot = if own.is_empty() || members.is_empty() { "" } else { "." };
        Some(pending.request(Some(import), format!("{own}{dot}{members}"), rest))
    };
    in_order(pending.iter().filter_map(open).collect())
}

/// Requests in the order of the text, one for each place.
pub(super) fn in_order(mut requests: Vec<OpenRequest>) -> Vec<OpenRequest> {
    requests.sort_by_key(|request| request.range);
    requests.dedup_by_key(|request| request.range);
    requests
}

impl OpenRequest {
    /// Host and path, when the beginning is this text.
    pub fn address_with(&self, beginning: &str) -> Option<UrlParts> {
        let mut parts = self.rest.split('*');
        let known = format!("{beginning}{}", parts.next().unwrap_or_default());
        let value = parts.fold(Value::constant(known), |value, part| {
            value.concat(Value::unknown()).concat(Value::constant(part))
        });
        if self.is_host { value.as_host() } else { value.as_url() }
    }
}

/// A constant that other files can take, when it is an address or a host.
pub(super) fn offered(name: &str, value: &Value) -> Option<OfferedAddress> {
    let text = value.as_constant()?;
    let is_address = !text.contains(char::is_whitespace)
        && text.contains('.')
        && (value.as_url().is_some() || value.as_host().is_some());
    is_address.then(|| OfferedAddress { name: name.to_owned(), text: text.to_owned() })
}

/// The addresses in the order of their names, each once and not too many.
pub(super) fn sorted(mut offered: Vec<OfferedAddress>) -> Vec<OfferedAddress> {
    offered.sort_by(|left, right| left.name.cmp(&right.name));
    offered.dedup_by(|later, earlier| later.name == earlier.name);
    offered.truncate(MOST_OFFERED);
    offered
}
