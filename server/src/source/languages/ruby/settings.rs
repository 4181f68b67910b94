//! Libraries that read the environment in the program's place.

use crate::source::facts::{EnvUse, EnvUseKind};
use crate::source::tree::Node;
use crate::text::{ByteRange, Spanned};

use super::File;
use super::constants::path_of;
use super::syntax::{arguments, inside, method_name, plain_text};

/// Base classes of the anyway_config gem, and what Rails applications call their own one.
const SETTINGS_CLASSES: &[&str] = &["Anyway::Config", "ApplicationConfig"];

/// `Figaro.env.NAME` and `Figaro.env.NAME!`, `ENVied.NAME`.
pub(super) fn figaro<'s>(file: &File<'s>, call: Node<'s>) -> Option<EnvUse> {
    let receiver = call.child("receiver")?;
    let holder = match receiver.kind() {
        "call" if method_name(receiver) == "env" => receiver.child("receiver")?,
        _ => receiver,
    };
    let path = path_of(holder)?;
    let is_reader = match path.trim_start_matches("::") {
        "Figaro" => receiver != holder,
        "ENVied" => method_name(call).starts_with(|c: char| c.is_ascii_uppercase()),
        _ => false,
    };
    let method = call.child("method").filter(|_| is_reader && !file.names.is_own(&path, call))?;
    let name = method.text().trim_end_matches(['!', '?']);
    let range = ByteRange::new(method.start(), method.start() + name.len());
    let is_question = method.text().ends_with('?');
    let kind = if is_question { EnvUseKind::PresenceCheck } else { EnvUseKind::Read };
    Some(EnvUse { name: Spanned::new(name.to_owned(), range), kind, in_test: false })
}

/// The variables of a settings class of anyway_config: `attr_config :api_key` of a class named
/// `StripeConfig` (or with `config_name :stripe`, `env_prefix 'STRIPE'`) reads `STRIPE_API_KEY`.
pub(super) fn declared<'s>(file: &File<'s>, class: Node<'s>) -> Vec<EnvUse> {
    let superclass = class.child("superclass").and_then(|it| it.children().next());
    let is_settings = superclass
        .and_then(path_of)
        .is_some_and(|path| SETTINGS_CLASSES.contains(&path.trim_start_matches("::")));
    let (Some(body), true) = (class.child("body"), is_settings) else { return Vec::new() };
    let calls: Vec<_> = body.children().filter(|it| it.is("call")).collect();
    let stated = |method: &str| {
        let call = calls.iter().find(|call| method_name(**call) == method)?;
        let first = arguments(*call).into_iter().next()?;
        file.folder.text(first.value)
    };
    let class_name = class.child("name").map(Node::text).unwrap_or_default();
    let own_name = class_name.rsplit("::").next().unwrap_or_default().trim_end_matches("Config");
    let prefix =
        stated("env_prefix").or_else(|| stated("config_name")).unwrap_or_else(|| snake(own_name));
    let prefix = prefix.to_uppercase();
    let attributes = calls
        .iter()
        .filter(|call| method_name(**call) == "attr_config")
        .filter_map(|call| call.child("arguments"))
        .flat_map(Node::children);
    attributes
        .filter_map(|attribute| {
            // An attribute with a default is a pair.
            let name = attribute.child("key").unwrap_or(attribute);
            let field = plain_text(name)?.to_uppercase();
            let variable = format!("{prefix}_{field}");
            Some(EnvUse {
                name: Spanned::new(variable, inside(name)),
                kind: EnvUseKind::Read,
                in_test: false,
            })
        })
        .collect()
}

/// `StripeConnect` as `stripe_connect`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(character.to_lowercase());
    }
    out
}
