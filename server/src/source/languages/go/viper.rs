//! Viper, which reads variables by the keys of a configuration.

use crate::source::languages::scripting::Expressions;
use crate::source::tree::Node;

use super::File;
use super::syntax::{callee_name, named_type, values};

/// How viper is set up in a file.
#[derive(Default)]
pub(super) struct Viper {
    /// Whether every key is a variable as well.
    pub(super) is_automatic: bool,
    prefix: String,
    replaces: bool,
}

impl Viper {
    pub(super) fn of(file: &File<'_>) -> Self {
        let mut viper = Self::default();
        if !file.packages.entries.iter().any(|package| package.path.ends_with("/viper")) {
            return viper;
        }
        for call in file.syntax.nodes().filter(|node| node.is("call_expression")) {
            match callee_name(call) {
                "AutomaticEnv" => viper.is_automatic = true,
                "SetEnvKeyReplacer" => viper.replaces = true,
                "SetEnvPrefix" => {
                    let prefix = values(call).first().and_then(|it| file.folder.text(*it));
                    viper.prefix = prefix.map(|it| format!("{it}_")).unwrap_or_default();
                }
                _ => {}
            }
        }
        viper
    }

    /// The variable of a key.
    pub(super) fn variable(&self, key: &str) -> String {
        let key = format!("{}{key}", self.prefix).to_ascii_uppercase();
        if self.replaces { key.replace(['.', '-'], "_") } else { key }
    }

    /// Whether an expression is an instance of viper: `viper.New()`, a parameter `*viper.Viper`.
    pub(super) fn is_instance<'s>(&self, file: &File<'s>, operand: Node<'s>) -> bool {
        let is_viper = |package: Node<'s>| {
            file.names.package(package).is_some_and(|it| file.packages.path(it).ends_with("/viper"))
        };
        let declared = file.names.of_name(operand).and_then(|declared| declared.of_type);
        let package = declared.and_then(named_type).and_then(|of| of.child("package"));
        if package.is_some_and(is_viper) {
            return true;
        }
        let made = file.folder.origin(operand).filter(|origin| origin.is("call_expression"));
        let callee = made.and_then(|call| file.callee(call));
        callee.is_some_and(|it| it.path.ends_with("/viper") && it.name.starts_with("New"))
    }
}
