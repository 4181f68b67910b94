//! Command lines.

use crate::source::value::{UrlParts, Value};

/// Programs that request an address.
const FETCHERS: &[&str] = &["curl", "wget", "http", "https", "xh"];

/// The address that a command line requests.
pub(super) fn requested(words: &[Value]) -> Option<UrlParts> {
    let is_fetcher = |word: &Value| {
        word.as_constant().is_some_and(|word| {
            let program = word.rsplit('/').next().unwrap_or(word);
            FETCHERS.contains(&program)
        })
    };
    let at = words.iter().position(is_fetcher)?;
    words[at + 1..].iter().find_map(Value::as_url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fetcher_has_its_address_behind_it() {
        let host = |line: &str| requested(&Value::constant(line).words()).map(|url| url.host);
        assert_eq!(host("curl -sS https://api.acme.dev/x").as_deref(), Some("api.acme.dev"));
        assert_eq!(host("/usr/bin/wget 'https://acme.dev'").as_deref(), Some("acme.dev"));
        assert_eq!(host("git clone https://acme.dev/x"), None);
        assert_eq!(host("open https://acme.dev curl"), None);
    }
}
