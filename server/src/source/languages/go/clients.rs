//! Clients of packages, and keys that are set for a whole package.

use crate::source::facts::{ClientForm, ClientUse, Endpoint};
use crate::source::languages::scripting::{Call, Expressions, Purpose, endpoint, stated};
use crate::source::tree::Node;
use crate::source::value::UrlParts;

use super::File;
use super::members::selected;
use super::purposes::{Act, act};
use super::syntax::{
    arguments, bare, callee_name, callee_operand, elements, listed, named_type, operator, values,
};

/// Beginnings of the names of functions that set a package up or give a client.
const MAKERS: &[&str] =
    &["New", "Init", "Connect", "Dial", "Open", "Setup", "Configure", "MustNew"];

/// Ends of what is made to be handed to a client, and is none.
const PARTS: &[&str] = &[
    "Params",
    "Param",
    "Request",
    "Message",
    "Option",
    "Options",
    "Error",
    "Input",
    "Reader",
    "Writer",
    "Event",
    "Email",
    "Mail",
    "Content",
    "Filter",
    "Query",
    "Config",
    "Configuration",
    "Credentials",
    "Attachment",
    "Personalization",
    "Provider",
    "Context",
    "Value",
    "Uploader",
    "Downloader",
    "Handler",
    "Verifier",
    "Block",
    "Object",
    "Text",
    "Personalizations",
    "Policy",
];

/// Ends of the names of types that are clients.
const CLIENTS: &[&str] = &["Client", "API", "Service", "Api", "SDK"];

/// Every client, in the order of the text.
pub(super) fn read<'s>(file: &File<'s>) -> Vec<ClientUse> {
    let reader = Reader { file };
    file.syntax
        .nodes()
        .filter_map(|node| match node.kind() {
            "call_expression" => reader.call(node),
            "composite_literal" => reader.literal(node),
            "assignment_statement" => reader.setting(node),
            _ => None,
        })
        .collect()
}

struct Reader<'f, 's> {
    file: &'f File<'s>,
}

impl<'s> Reader<'_, 's> {
    fn call(&self, node: Node<'s>) -> Option<ClientUse> {
        let callee = self.file.callee(node)?;
        let import = callee.import?;
        let tells_of_parts = ["From", "With", "Client"].iter().any(|it| callee.name.contains(it));
        let is_maker = MAKERS.iter().any(|maker| callee.name.starts_with(maker))
            && (tells_of_parts || !PARTS.iter().any(|part| callee.name.ends_with(part)));
        let act = act(self.file, node);
        let values = values(node);
        // `charge.New(&stripe.ChargeParams{…})` makes a charge.
        let is_given_parts = !callee.name.contains("Client")
            && values.first().is_some_and(|first| self.is_part(*first));
        let is_none = is_given_parts || is_standard(callee.path);
        if !is_maker || is_none || act == Act::Does(Purpose::Silent) {
            return None;
        }
        let first_argument = values.first().and_then(|first| self.file.folder.text(*first));
        let (whole, built) = self.chain(node);
        let endpoint = match self.endpoint(node, &values) {
            Endpoint::Default => built.unwrap_or(Endpoint::Default),
            stated => stated,
        };
        Some(ClientUse {
            import,
            name: callee.name.to_owned(),
            form: ClientForm::Called,
            range: whole.range(),
            first_argument,
            endpoint,
            in_test: false,
        })
    }

    fn is_part(&self, argument: Node<'s>) -> bool {
        let origin = self.file.folder.origin(argument);
        let of = origin.and_then(|it| it.child("type")).and_then(named_type);
        let name = of.map(|of| of.child("name").unwrap_or(of).text());
        name.is_some_and(|name| {
            ["Params", "Request", "Input", "Message"].iter().any(|end| name.ends_with(end))
        })
    }

    /// The server that a call is told, in its arguments, in the function that it is handed to set its
    /// options, or in what was set of a configuration before.
    fn endpoint(&self, node: Node<'s>, values: &[Node<'s>]) -> Endpoint {
        let told = endpoint(self.file.folder, &Call { node, arguments: arguments(node) });
        if told != Endpoint::Default {
            return told;
        }
        if let Some(host) = self.dialled(node, values) {
            return host;
        }
        let in_functions =
            values.iter().filter(|value| value.is("func_literal")).find_map(|value| {
                value.descendants().find_map(|node| {
                    self.stated(node, |operand| value.range().contains_range(operand.range()))
                })
            });
        let of_options = || {
            values.iter().filter(|value| value.is("call_expression")).find_map(|option| {
                let setter = callee_name(*option).strip_prefix("With")?;
                let value = super::syntax::values(*option).first().copied()?;
                stated(setter, &self.file.folder.fold(value).value)
            })
        };
        let before = || {
            let configs: Vec<_> =
                values.iter().filter_map(|value| self.file.names.id(bare(*value))).collect();
            let mut nodes = self.file.syntax.nodes().filter(|_| !configs.is_empty());
            nodes.find_map(|node| {
                self.stated(node, |operand| {
                    self.file.names.id(operand).is_some_and(|id| configs.contains(&id))
                })
            })
        };
        in_functions.or_else(of_options).or_else(before).unwrap_or(Endpoint::Default)
    }

    /// The host that is connected to: an argument, or the address among options.
    fn dialled(&self, node: Node<'s>, values: &[Node<'s>]) -> Option<Endpoint> {
        let host = match act(self.file, node) {
            Act::Dials(at) => *values.get(at)?,
            Act::Does(_) => {
                let literals = values.iter().filter_map(|it| self.file.folder.origin(*it));
                let mut entries = literals.flat_map(elements);
                let is_address = |key: Node<'s>| matches!(key.text(), "Addr" | "Address");
                entries.find(|(key, _)| key.is_some_and(is_address))?.1
            }
        };
        let UrlParts { host, path } = self.file.folder.fold(host).value.as_host()?;
        Some(Endpoint::Known { host, path })
    }

    /// The server that an assignment to a field names.
    fn stated(&self, node: Node<'s>, is_meant: impl Fn(Node<'s>) -> bool) -> Option<Endpoint> {
        if !node.is("assignment_statement") || operator(node) != "=" {
            return None;
        }
        let (operand, field) = selected(bare(*listed(node, "left").first()?))?;
        let value = *listed(node, "right").first()?;
        is_meant(operand).then(|| stated(field, &self.file.folder.fold(value).value)).flatten()
    }

    /// The calls that go on building what a call gives, and the server they name:
    /// `resty.New().SetBaseURL("https://…")`.
    fn chain(&self, node: Node<'s>) -> (Node<'s>, Option<Endpoint>) {
        let mut whole = node;
        let mut server = None;
        while let Some(call) = whole
            .parent()
            .and_then(Node::parent)
            .filter(|call| call.is("call_expression") && callee_operand(*call) == Some(whole))
        {
            let name = callee_name(call);
            let setter = name.strip_prefix("Set").or_else(|| name.strip_prefix("With"));
            let Some(setter) = setter else { break };
            if let Some(value) = values(call).first() {
                server = server.or(stated(setter, &self.file.folder.fold(*value).value));
            }
            whole = call;
        }
        (whole, server)
    }

    /// `&client.API{}`, `stripe.Client{…}`.
    fn literal(&self, node: Node<'s>) -> Option<ClientUse> {
        let of = node.child("type").filter(|of| of.is("qualified_type"))?;
        let import = self.file.names.package(of.child("package")?)?;
        let name = of.child("name")?.text();
        let is_client = CLIENTS.iter().any(|end| name.ends_with(end));
        if !is_client || is_standard(self.file.packages.path(import)) {
            return None;
        }
        let named = elements(node).filter_map(|(key, value)| Some((key?.text(), value)));
        let told = named
            .into_iter()
            .find_map(|(key, value)| stated(key, &self.file.folder.fold(value).value));
        Some(ClientUse {
            import,
            name: name.to_owned(),
            form: ClientForm::Constructed,
            range: node.range(),
            first_argument: None,
            endpoint: told.unwrap_or(Endpoint::Default),
            in_test: false,
        })
    }

    /// `stripe.Key = …`.
    fn setting(&self, node: Node<'s>) -> Option<ClientUse> {
        let (left, right) = (listed(node, "left"), listed(node, "right"));
        let member = self.file.member(*left.first()?).filter(|_| left.len() == 1)?;
        let import = member.import.filter(|_| !is_standard(member.path))?;
        let value = self.file.folder.fold(*right.first()?).value;
        Some(ClientUse {
            import,
            name: member.name.to_owned(),
            form: ClientForm::Assigned,
            range: node.range(),
            first_argument: None,
            endpoint: stated(member.name, &value).unwrap_or(Endpoint::Default),
            in_test: false,
        })
    }
}

/// Whether a package is the language's own: their paths begin with no host.
fn is_standard(path: &str) -> bool {
    path.split('/').next().is_some_and(|first| !first.contains('.'))
}
