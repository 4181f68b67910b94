//! Clients of packages, and keys that are set for a whole package.

use crate::source::facts::{ClientForm, ClientUse, Endpoint};
use crate::source::languages::scripting::{Call, Expressions, endpoint, stated};
use crate::source::tree::Node;

use super::File;
use super::classes::{Resolved, Space};
use super::imports::Imported;
use super::syntax::{
    METHOD_CALLS, arguments, callee_name, class_of_creation, last_segment, values, variable_name,
};

/// Functions of a package that set it up or give a client.
const MAKERS: &[&str] = &[
    "client",
    "factory",
    "init",
    "createClient",
    "connect",
    "make",
    "build",
    "instance",
    "getInstance",
    "configure",
    "configuration",
    "config",
    "setApiKey",
    "setAccessToken",
    "setClientId",
    "setApiBase",
    "fromDsn",
    "fromEnv",
    "basic",
    "builder",
];

/// Every client, in the order of the text.
pub(super) fn read<'s>(file: &File<'s>, imported: &Imported) -> Vec<ClientUse> {
    let reader = Reader { file, imported };
    file.syntax
        .nodes()
        .filter_map(|node| match node.kind() {
            "object_creation_expression" => reader.construction(node),
            "scoped_call_expression" => reader.call(node, node.child("scope")?, Space::Class),
            "function_call_expression" => {
                reader.call(node, node.child("function")?, Space::Function)
            }
            "assignment_expression" => reader.setting(node),
            _ => None,
        })
        .collect()
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    imported: &'f Imported,
}

impl<'s> Reader<'_, 's> {
    fn resolved(&self, name: Node<'s>, space: Space) -> Option<(usize, Resolved)> {
        if !name.is_any(&["name", "qualified_name", "relative_name"]) {
            return None;
        }
        let mut resolved = self.file.classes.resolve(name, space);
        let entry = resolved.brought.or_else(|| self.file.classes.brought_as(&resolved.path));
        resolved.brought = entry;
        Some((self.imported.of(&resolved)?, resolved))
    }

    fn construction(&self, node: Node<'s>) -> Option<ClientUse> {
        let (import, resolved) = self.resolved(class_of_creation(node)?, Space::Class)?;
        let name = last_segment(&resolved.path);
        if name.ends_with("Exception") || name.ends_with("Error") {
            return None;
        }
        Some(self.made(node, import, name, ClientForm::Constructed))
    }

    fn call(&self, node: Node<'s>, owner: Node<'s>, space: Space) -> Option<ClientUse> {
        let name = callee_name(node);
        let (import, resolved) = self.resolved(owner, space)?;
        // The function has its own name in the package, whatever it is called here.
        let name = if space == Space::Function { last_segment(&resolved.path) } else { name };
        MAKERS.contains(&name).then(|| self.made(node, import, name, ClientForm::Called))
    }

    fn made(&self, node: Node<'s>, import: usize, name: &str, form: ClientForm) -> ClientUse {
        let arguments = arguments(node);
        let first = arguments.first().and_then(|first| self.file.folder.text(first.value));
        let call = Call { node, arguments };
        // `setApiBase('https://…')` is a setting by its name.
        let setter = name.strip_prefix("set").unwrap_or_default();
        let set = call
            .arguments
            .first()
            .and_then(|first| stated(setter, &self.file.folder.fold(first.value).value));
        let (range, built) = self.chain(node);
        let endpoint = match set.unwrap_or_else(|| endpoint(self.file.folder, &call)) {
            Endpoint::Default => built.unwrap_or(Endpoint::Default),
            stated => stated,
        };
        let range = range.range();
        ClientUse {
            import,
            name: name.to_owned(),
            form,
            range,
            first_argument: first,
            endpoint,
            in_test: false,
        }
    }

    /// The calls that go on building what a call gives, to the last `with…` or `make`, and the
    /// server they name: `OpenAI::factory()->withBaseUri('…')->make()`.
    fn chain(&self, node: Node<'s>) -> (Node<'s>, Option<Endpoint>) {
        let mut whole = node;
        let mut server = None;
        while let Some(next) = whole.parent().filter(|it| it.is_any(METHOD_CALLS)) {
            let name = callee_name(next);
            let setter = name.strip_prefix("with").or_else(|| name.strip_prefix("set"));
            if setter.is_none() && !matches!(name, "make" | "build" | "create" | "getClient") {
                break;
            }
            if let (Some(setter), Some(value)) = (setter, values(next).first()) {
                server = server.or(stated(setter, &self.file.folder.fold(*value).value));
            }
            whole = next;
        }
        (whole, server)
    }

    /// `Stripe::$apiKey = …`.
    fn setting(&self, node: Node<'s>) -> Option<ClientUse> {
        let left = node.child("left").filter(|it| it.is("scoped_property_access_expression"))?;
        let (import, _) = self.resolved(left.child("scope")?, Space::Class)?;
        let name = left.child("name").and_then(variable_name)?;
        let value = self.file.folder.fold(node.child("right")?).value;
        Some(ClientUse {
            import,
            name: name.to_owned(),
            form: ClientForm::Assigned,
            range: node.range(),
            first_argument: None,
            endpoint: stated(name, &value).unwrap_or(Endpoint::Default),
            in_test: false,
        })
    }
}
