//! What the names of options, fields and constants say about a URL.

use crate::source::facts::Endpoint;
use crate::source::value::{UrlParts, Value};

/// What an option of a client says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Url,
    Host,
}

pub(super) fn read_as(role: Role, value: &Value) -> Option<UrlParts> {
    match role {
        Role::Url => value.as_url(),
        Role::Host => value.as_host(),
    }
}

/// Whether an option whose value is not known still leaves the server its own: a DSN is a key more
/// than an address, and the other words name much besides.
pub(super) fn says_little(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.ends_with("dsn") || ["api", "base", "server", "target", "upstream"].contains(&&*key)
}

/// The server that a setting of a client names with a value that is no address of the net: this
/// machine, or one that is left open. `None` when such a setting says little.
pub(super) fn unread_server(key: &str, value: &Value) -> Option<Endpoint> {
    if value.is_local_url() {
        return Some(Endpoint::Known { host: "localhost".to_owned(), path: String::new() });
    }
    if says_little(key) {
        return None;
    }
    // `base_uri: 'llm.acme.dev/v1'`: whoever names a server may leave the scheme out.
    let host = value.as_constant().and_then(|_| value.as_host());
    Some(host.map_or(Endpoint::Unknown, |UrlParts { host, path }| Endpoint::Known { host, path }))
}

/// Whether an option names where requests go.
pub(super) fn role_of(key: &str) -> Option<Role> {
    if is_shown(key) {
        return None;
    }
    let key = key.to_ascii_lowercase().replace(['_', '-'], "");
    let is_host = ["host", "hostname"].iter().any(|word| key.ends_with(word));
    if is_host {
        return Some(Role::Host);
    }
    let is_url = [
        "url",
        "uri",
        "endpoint",
        "dsn",
        "apibase",
        "basepath",
        "apiroot",
        "server",
        "uribase",
        "urlprefix",
    ]
    .iter()
    .any(|word| key.ends_with(word));
    (is_url || matches!(key.as_str(), "target" | "upstream" | "api" | "base")).then_some(Role::Url)
}

/// Options that hold further options.
pub(super) fn leads_to_options(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["options", "config", "client", "http", "request", "api", "connection", "axios", "default"]
        .iter()
        .any(|word| key.contains(word))
}

/// Names of what is shown to people, sent to browsers, or only listed.
pub(super) fn is_shown(name: &str) -> bool {
    const ENDS: &[&str] = &[
        "authorizationurl",
        "authorizeurl",
        "authurl",
        "authorizationendpoint",
        "redirecturl",
        "redirecturi",
        "callbackurl",
        "returnurl",
        "successurl",
        "cancelurl",
        "refreshurl",
        "docsurl",
        "docurl",
        "imageurl",
        "iconurl",
        "logourl",
        "avatarurl",
        "siteurl",
        "homepageurl",
        "homepage",
        "websiteurl",
        "website",
        "appurl",
        "frontendurl",
        "helpurl",
        "supporturl",
        "privacyurl",
        "termsurl",
        "thumbnailurl",
        "photourl",
        "pictureurl",
        "bannerurl",
        "coverurl",
        "postlogoutredirecturi",
        "logouturi",
        "link",
        "href",
        "src",
        "icon",
        "logo",
        "image",
        "avatar",
        "origin",
        "origins",
        "referer",
        "referrer",
        "xmlns",
        "schema",
        "namespace",
        "canonical",
        "license",
        "docs",
        "documentation",
        "description",
        "placeholder",
        "tooltip",
        "message",
        "title",
        "summary",
        "label",
        "placeholder",
        "example",
        "text",
        "helptext",
        "tooltip",
        "metadatabase",
        "httpreferer",
        "useragent",
        "contextid",
    ];
    const PARTS: &[&str] = &[
        "csp",
        "contentsecuritypolicy",
        "content-security-policy",
        "preconnect",
        "prefetch",
        "allowed",
        "whitelist",
        "allowlist",
        "trusted",
        "remotepatterns",
        "access-control",
        "opengraph",
        "jsonld",
        "homepage",
    ];
    let lower = name.to_ascii_lowercase();
    let plain = lower.replace('_', "");
    let is_list =
        matches!(lower.as_str(), "domains" | "images" | "headers" | "@context" | "$schema")
            || matches!(
                lower.as_str(),
                "links" | "html" | "id" | "profile" | "author" | "location"
            );
    is_list
        // What a test compares with.
        || plain.starts_with("expected")
        || ENDS.iter().any(|end| plain.ends_with(end))
        || PARTS.iter().any(|part| lower.contains(part))
        // `connectSrc`, `script-src`.
        || lower.ends_with("-src")
}
