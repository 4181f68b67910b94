//! Settings from the client: the keys of `contract-lsp.toml`, in a section of their own.

use serde_json::Value;
use tower_lsp::ls_types::{ConfigurationItem, ConfigurationParams, Uri};

use crate::workspace::Settings;

/// The section of the client's settings.
pub const SECTION: &str = "contractLsp";

/// The settings in `initializationOptions`: the section, or its keys by themselves.
pub fn from_options(options: Value) -> Value {
    match options {
        Value::Object(mut options) => match options.remove(SECTION) {
            Some(section) => section,
            None => Value::Object(options),
        },
        _ => Value::Null,
    }
}

/// The settings in `didChangeConfiguration`. `None` when ours are not told: then they are asked for.
pub fn from_notification(settings: Value) -> Option<Value> {
    match settings {
        Value::Object(mut settings) => settings.remove(SECTION),
        _ => None,
    }
}

/// `specific` laid over `general`, key by key.
pub fn combine(general: &Value, specific: &Value) -> Settings {
    let overrides = match (general, specific) {
        (Value::Object(general), Value::Object(specific)) => {
            let mut all = general.clone();
            all.extend(specific.clone());
            Value::Object(all)
        }
        (general, Value::Object(_)) if !general.is_object() => specific.clone(),
        (general, _) => general.clone(),
    };
    // No keys are no settings, however the client spells that.
    let is_empty = overrides.as_object().is_none_or(serde_json::Map::is_empty);
    Settings { overrides: if is_empty { Value::Null } else { overrides } }
}

/// Asks for the section, once for each folder.
pub fn query(folders: impl Iterator<Item = Option<Uri>>) -> ConfigurationParams {
    let item = |scope_uri| ConfigurationItem { scope_uri, section: Some(SECTION.to_owned()) };
    ConfigurationParams { items: folders.map(item).collect() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn options_may_hold_the_section_or_its_keys() {
        let keys = json!({"exclude": ["x"]});
        assert_eq!(from_options(json!({"contractLsp": keys})), keys);
        assert_eq!(from_options(keys.clone()), keys);
        assert_eq!(from_options(json!("x")), Value::Null);
    }

    #[test]
    fn the_same_settings_are_equal_however_they_are_told() {
        let rules = json!({"rules": {"used-by-missing": "off"}});
        assert_eq!(combine(&rules, &Value::Null), combine(&Value::Null, &rules));
        assert_eq!(combine(&json!({}), &Value::Null), Settings::default());
        let both = combine(&json!({"infra": "a", "exclude": []}), &json!({"infra": "b"}));
        assert_eq!(both.overrides, json!({"infra": "b", "exclude": []}));
    }

    #[test]
    fn a_notification_without_our_section_tells_nothing() {
        assert_eq!(from_notification(json!({"other": 1})), None);
        assert_eq!(from_notification(Value::Null), None);
        assert_eq!(from_notification(json!({"contractLsp": null})), Some(Value::Null));
    }
}
