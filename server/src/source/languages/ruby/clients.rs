//! Clients of packages, and keys that are set for a whole package.

use crate::source::facts::{ClientForm, ClientUse, Endpoint};
use crate::source::languages::scripting::{Call, Expressions, endpoint, stated};
use crate::source::tree::Node;

use super::File;
use super::constants::path_of;
use super::imports::Imported;
use super::syntax::{arguments, method_name};

/// Methods of a package that set it up or give a client.
const MAKERS: &[&str] = &[
    "init",
    "configure",
    "config",
    "setup",
    "client",
    "connect",
    "create_client",
    "build_client",
    "new_client",
    "default_client",
    "from_env",
    "anonymous",
];

/// Every client, in the order of the text.
pub(super) fn read<'s>(file: &File<'s>, imported: &Imported) -> Vec<ClientUse> {
    let reader = Reader { file, imported };
    file.syntax
        .nodes()
        .filter_map(|node| match node.kind() {
            "call" => reader.call(node),
            "assignment" => reader.setting(node),
            _ => None,
        })
        .collect()
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
    imported: &'f Imported,
}

impl<'s> Reader<'_, 's> {
    fn call(&self, call: Node<'s>) -> Option<ClientUse> {
        let path = self.foreign(call.child("receiver")?)?;
        let import = self.imported.of(&path)?;
        let method = method_name(call);
        let (form, name) = match method {
            "new" if !path.ends_with("Error") => (ClientForm::Constructed, own_name(&path)),
            _ if MAKERS.contains(&method) => (ClientForm::Called, method.to_owned()),
            _ => return None,
        };
        let arguments = arguments(call);
        let first = arguments.first().filter(|first| first.key.is_none());
        let first_argument = first.and_then(|first| self.file.folder.text(first.value));
        let described = Call { node: call, arguments };
        let stated = match endpoint(self.file.folder, &described) {
            Endpoint::Default => call.child("block").and_then(|block| self.configured(block)),
            stated => Some(stated),
        };
        let endpoint = stated.unwrap_or(Endpoint::Default);
        let range = call.range();
        Some(ClientUse { import, name, form, range, first_argument, endpoint, in_test: false })
    }

    /// The path of a constant that the file does not define itself.
    fn foreign(&self, constant: Node<'s>) -> Option<String> {
        path_of(constant).filter(|path| !self.file.names.is_own(path, constant))
    }

    /// The server that the settings in a block name: `{ |config| config.uri_base = '…' }`.
    fn configured(&self, block: Node<'s>) -> Option<Endpoint> {
        let parameter = block.child("parameters")?.children().next()?;
        let settings = block.descendants().filter(|node| node.is("assignment"));
        settings
            .filter(|setting| {
                let left = setting.child("left").filter(|left| left.is("call"));
                let receiver = left.and_then(|left| left.child("receiver"));
                receiver.is_some_and(|receiver| receiver.text() == parameter.text())
            })
            .find_map(|setting| self.stated(setting))
    }

    /// `Stripe.api_key = …`.
    fn setting(&self, assignment: Node<'s>) -> Option<ClientUse> {
        let left = assignment.child("left").filter(|left| left.is("call"))?;
        let import = self.imported.of(&self.foreign(left.child("receiver")?)?)?;
        Some(ClientUse {
            import,
            name: method_name(left).to_owned(),
            form: ClientForm::Assigned,
            range: assignment.range(),
            first_argument: None,
            endpoint: self.stated(assignment).unwrap_or(Endpoint::Default),
            in_test: false,
        })
    }

    /// The server that an assignment sets, when what it sets is one.
    fn stated(&self, assignment: Node<'s>) -> Option<Endpoint> {
        let name = method_name(assignment.child("left")?);
        let value = self.file.folder.fold(assignment.child("right")?).value;
        stated(name, &value)
    }
}

/// A constant by its name in its package: `S3::Client` of `Aws::S3::Client`.
fn own_name(path: &str) -> String {
    let path = path.trim_start_matches("::");
    path.split_once("::").map_or("default", |(_, name)| name).to_owned()
}
