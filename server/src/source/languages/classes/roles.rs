//! What the names of parameters, properties and constants say about an address.

pub(super) use crate::source::languages::options::{Role, read_as};

use crate::source::languages::options;

/// Whether a parameter or property names where requests go.
pub(super) fn role_of(name: &str) -> Option<Role> {
    let is_address = name.to_ascii_lowercase().ends_with("address") && !name.contains("mail");
    options::role_of(name).or(is_address.then_some(Role::Url))
}

/// Whether a name is one of what is shown to people, sent to browsers, or only listed; of an XML
/// namespace as well.
pub(super) fn is_shown(name: &str) -> bool {
    options::is_shown(name) || name == "NS" || name.ends_with("_NS") || name.ends_with("Namespace")
}

/// Whether the key of a setting names a host: `mail.smtp.host`.
pub(super) fn is_host_key(key: &str) -> bool {
    key.contains('.') && role_of(key) == Some(Role::Host)
}
