//! Which of the things that source constructs, calls or sets are clients of a service.
//!
//! Facts tell every class of a package that is constructed. A client has one of the names that
//! authors of SDKs give them, or the name of the service.

use crate::catalog::{name_key, npm_package_of};
use crate::source::{ClientForm, ClientUse, Import};

use super::view::IntegrationView;

/// Ends of the names of classes that are clients.
const CLASSES: &[&str] =
    &["client", "api", "sdk", "gateway", "webhook", "mailservice", "restclient", "connection"];

/// Functions that make a client or set up the whole package, lower case without `_`.
const FUNCTIONS: &[&str] = &[
    "default",
    "init",
    "initialize",
    "initializeapp",
    "client",
    "resource",
    "setapikey",
    "setkey",
    "configure",
    "connect",
    "setup",
    "new",
    "newclient",
    "newrestclient",
    "newrestclientwithparams",
    "newclientwithconfig",
    "newfromconfig",
    "newsendclient",
    "createclient",
    "fromenv",
    "fromenvironment",
    "getinstance",
    "fromconf",
    "withconfig",
    "factory",
];

/// Beginnings of functions that make what the rest of the name says.
const MAKERS: &[&str] = &["create", "new", "make", "build", "load", "get", "init"];

/// Whether a use is a client of the service, or sets the key of all of them.
pub(super) fn makes_client(
    client: &ClientUse,
    import: &Import,
    integration: &IntegrationView<'_>,
) -> bool {
    let known = integration.service().known.as_deref();
    let last = client.name.rsplit(['.', ':']).next().unwrap_or_default();
    // Where one function makes clients of many services, its argument tells.
    let markers = known.map_or(&[] as &[String], |known| &known.markers);
    let call = format!("{last}(");
    if markers.iter().any(|marker| marker.starts_with(&call)) {
        let argument = client.first_argument.as_deref().unwrap_or_default();
        return markers.contains(&format!("{last}({argument})"));
    }
    let key = name_key(last);
    // The default of a package is its client; that of a module inside may be anything.
    let is_inside = npm_package_of(&import.target.value).is_some_and(|(_, path)| !path.is_empty());
    if key == "default" && is_inside {
        return false;
    }
    match client.form {
        ClientForm::Assigned => {
            ["key", "token", "secret", "credentials"].iter().any(|end| key.ends_with(end))
        }
        ClientForm::Constructed => {
            markers.iter().any(|marker| marker == last)
                || key == "default"
                || last == "App"
                || CLASSES.iter().any(|end| key.ends_with(end))
                || is_the_service(&key, integration)
        }
        ClientForm::Called => {
            FUNCTIONS.contains(&&*key) || is_the_service(&key, integration) || {
                let made = MAKERS.iter().find_map(|maker| key.strip_prefix(maker));
                made.is_some_and(|made| {
                    made.ends_with("client") || is_the_service(made, integration)
                })
            }
        }
    }
}

/// Whether a name is that of the service: `Stripe`, `AsyncOpenAI`.
fn is_the_service(key: &str, integration: &IntegrationView<'_>) -> bool {
    let known = integration.service().known.as_deref();
    let aliases = known.into_iter().flat_map(|known| known.aliases.iter().map(String::as_str));
    let own = integration.integration().name.value.as_str();
    let names = std::iter::once(own).chain(known.map(|known| &*known.name)).chain(aliases);
    let key = key.strip_prefix("async").unwrap_or(key);
    let plain = |name: &str| name_key(name).trim_start_matches("aws").to_owned();
    names.map(plain).any(|name| !name.is_empty() && name == key)
}
