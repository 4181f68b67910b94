//! Clients of packages: constructed, made by a function or a builder, and keys for a whole package.

use crate::source::facts::{ClientForm, ClientUse, Endpoint};
use crate::source::tree::Node;
use crate::text::ByteRange;

use super::File;
use super::dialect::{Call, Expression};
use super::imports::Imports;
use super::qualified::starts_package;
use super::requests::decapitalized;
use super::roles::{read_as, role_of};
use super::wildcards::bringing;
use crate::source::languages::options::says_little;

/// How many calls of a builder's chain are looked at.
const LONGEST_CHAIN: usize = 64;

/// Every client, in the order of the text.
pub(super) fn read(file: &File<'_>, imports: &Imports) -> Vec<ClientUse> {
    let reader = Reader { file: *file, imports };
    let mut clients = Vec::new();
    for node in file.syntax.nodes() {
        if let Expression::Call(call) = file.dialect.expression(node) {
            clients.extend(reader.made(node, &call));
        } else if let Some((target, _)) = file.dialect.assignment(node) {
            clients.extend(reader.assigned(node, target));
        }
    }
    clients.sort_by_key(|client| client.range);
    clients.dedup_by_key(|client| client.range);
    clients
}

struct Reader<'f, 's> {
    file: File<'s>,
    imports: &'f Imports,
}

/// Something of a package: the import, and the names behind what the import brings, the type first.
struct Imported {
    import: usize,
    target: String,
    names: Vec<String>,
}

impl<'s> Reader<'_, 's> {
    /// `new StripeClient(key)`, `StripeClient.builder()…build()`, `Twilio.init(sid, token)`.
    fn made(&self, node: Node<'s>, call: &Call<'s>) -> Option<ClientUse> {
        let name = call.name?.text();
        let is_construction = call.is_new
            || name.starts_with(char::is_uppercase) && self.file.dialect.words().calls_construct;
        if is_construction {
            let imported = self.imported(call.callee?)?;
            let type_name = type_of_builder(&imported.names)?;
            if !is_client(&type_name, &imported.target) {
                return None;
            }
            let is_builder = imported.names.last().is_some_and(|last| last.ends_with("Builder"));
            let whole = if is_builder { self.whole_chain(node) } else { node };
            return Some(self.found(
                imported.import,
                type_name,
                ClientForm::Constructed,
                whole,
                call,
            ));
        }
        let imported = self.imported(call.object?)?;
        let type_name = type_of_builder(&imported.names)?;
        let is_client_type = is_client(&type_name, &imported.target);
        let method = decapitalized(name);
        let form = match &*method {
            "builder" | "newBuilder" | "standard" if is_client_type => ClientForm::Constructed,
            _ if method.starts_with("init") || is_maker(&method) && is_client_type => {
                ClientForm::Called
            }
            _ => return None,
        };
        let (name, whole) = match form {
            ClientForm::Constructed => (type_name, self.whole_chain(node)),
            _ => (name.to_owned(), node),
        };
        Some(self.found(imported.import, name, form, whole, call))
    }

    /// `Stripe.apiKey = …`.
    fn assigned(&self, node: Node<'s>, target: Node<'s>) -> Option<ClientUse> {
        let Expression::Member { object, name } = self.file.dialect.expression(target) else {
            return None;
        };
        let lower = name.text().to_lowercase();
        let is_key = ["key", "secret", "token", "credentials", "clientid"]
            .iter()
            .any(|word| lower.contains(word));
        if !is_key {
            return None;
        }
        let imported = self.imported(object)?;
        // An object of the package is no setting of it: the type itself is written there.
        imported.names.last().filter(|last| last.starts_with(char::is_uppercase))?;
        Some(ClientUse {
            import: imported.import,
            name: name.text().to_owned(),
            form: ClientForm::Assigned,
            range: node.range(),
            first_argument: None,
            endpoint: Endpoint::Default,
            in_test: false,
        })
    }

    /// What a path names of an imported package.
    fn imported(&self, path: Node<'s>) -> Option<Imported> {
        let names = self.file.dialect.path(path);
        let first = *names.first()?;
        let behind = |from: usize| names.iter().skip(from).map(|name| name.text().to_owned());
        let own = self.file.dialect.words().own_packages;
        let is_own = |target: &str| own.contains(&target.split('.').next().unwrap_or_default());
        if let Some(index) = self.file.names.import_of(first) {
            let target = &self.file.written.get(index)?.target;
            if is_own(target) {
                return None;
            }
            let last = target.rsplit('.').next().unwrap_or(target).to_owned();
            let names = std::iter::once(last).chain(behind(1)).collect();
            return Some(Imported {
                import: self.imports.of_written(index)?,
                target: target.clone(),
                names,
            });
        }
        if self.file.names.resolve(first).is_some() {
            return None;
        }
        if let Some(path) = starts_package(&self.file, first) {
            let import = self.imports.of_root(&path.root)?;
            let last = path.target.rsplit('.').next().unwrap_or_default().to_owned();
            // The path may go on behind what was asked for: `….Stripe` in `….Stripe.apiKey`.
            let behind = path.rest.into_iter().filter(|name| name.starts_with(char::is_uppercase));
            return Some(Imported {
                import,
                target: path.target,
                names: std::iter::once(last).chain(behind).collect(),
            });
        }
        let type_name = first.text();
        if !type_name.starts_with(char::is_uppercase)
            || self.file.dialect.words().own_types.contains(&type_name)
        {
            return None;
        }
        let index = bringing(&self.file, type_name)?;
        let target = self.file.written.get(index)?.target.clone();
        Some(Imported {
            import: self.imports.of_written(index)?,
            target,
            names: behind(0).collect(),
        })
    }

    /// The chain of calls that begins with a call, as far as it goes.
    fn whole_chain(&self, node: Node<'s>) -> Node<'s> {
        let mut whole = node;
        for outer in node.ancestors().take(LONGEST_CHAIN) {
            match self.file.dialect.expression(outer) {
                Expression::Call(call) if call.object == Some(whole) => whole = outer,
                Expression::Member { object, .. } if object == whole => {
                    let is_called = outer.parent().is_some_and(|parent| {
                        matches!(self.file.dialect.expression(parent), Expression::Call(call) if call.object == Some(whole))
                    });
                    if !is_called {
                        break;
                    }
                }
                _ => break,
            }
        }
        whole
    }

    fn found(
        &self,
        import: usize,
        name: String,
        form: ClientForm,
        whole: Node<'s>,
        call: &Call<'s>,
    ) -> ClientUse {
        let first = call.arguments.first().filter(|argument| argument.name.is_none());
        ClientUse {
            import,
            name,
            form,
            range: ByteRange::new(whole.start(), whole.end()),
            first_argument: first.and_then(|argument| self.file.constants.text(argument.value)),
            endpoint: self.endpoint(whole, call),
            in_test: false,
        }
    }

    /// The server that a construction, or one of the calls of its chain, names.
    fn endpoint(&self, whole: Node<'s>, call: &Call<'s>) -> Endpoint {
        let mut chain = Vec::new();
        let mut current = Some(whole);
        while let Some(node) = current.filter(|_| chain.len() < LONGEST_CHAIN) {
            let Expression::Call(call) = self.file.dialect.expression(node) else { break };
            current = call.object;
            chain.push(call);
        }
        chain.push(call.clone());
        let named = chain.iter().filter_map(|call| self.endpoint_of(call, 2));
        let mut named: Vec<Endpoint> = named.collect();
        let known = named.iter().position(|it| matches!(it, Endpoint::Known { .. }));
        match known {
            Some(index) => named.swap_remove(index),
            None => named.pop().unwrap_or(Endpoint::Default),
        }
    }

    fn endpoint_of(&self, call: &Call<'s>, depth: usize) -> Option<Endpoint> {
        let depth = depth.checked_sub(1)?;
        let method = call.name.map(|name| name.text()).unwrap_or_default();
        let option =
            ["set", "with", "Set", "With"].iter().find_map(|prefix| method.strip_prefix(prefix));
        let of_method = role_of(option.unwrap_or(method)).or_else(|| {
            let is_endpoint = method.to_lowercase().contains("endpoint");
            is_endpoint.then_some(super::roles::Role::Url)
        });
        let mut found = None;
        for argument in &call.arguments {
            let named = argument.name.map_or(option.unwrap_or(method), |name| name.text());
            let role = argument.name.and_then(|name| role_of(name.text())).or(of_method);
            let folded = self.file.constants.fold(argument.value);
            let url =
                role.map_or_else(|| folded.value.as_url(), |role| read_as(role, &folded.value));
            if let Some(url) = url {
                return Some(Endpoint::Known { host: url.host, path: url.path });
            }
            let origin = self.file.constants.origin(argument.value);
            let inner = match self.file.dialect.expression(origin) {
                Expression::Call(inner) => self.endpoint_of(&inner, depth),
                _ => None,
            };
            match (inner, role) {
                (Some(inner), _) => found = Some(inner),
                // One that is not known, or is local.
                (None, Some(_)) if says_little(named) => {}
                (None, Some(_)) => found = found.or(Some(Endpoint::Unknown)),
                (None, None) => {}
            }
        }
        found
    }
}

/// The type that is constructed, through its builder: `StripeClient` of `StripeClient.Builder`.
fn type_of_builder(names: &[String]) -> Option<String> {
    let mut names = names.iter().rev().filter(|name| name.starts_with(char::is_uppercase));
    names.find(|name| *name != "Builder").cloned()
}

/// Whether a type is a client, going by its name: `S3Client`, `BraintreeGateway`, `SendGrid` of the
/// package `com.sendgrid`.
fn is_client(type_name: &str, package: &str) -> bool {
    const ENDS: &[&str] = &["Client", "Gateway", "Sdk", "SDK", "Api", "API"];
    let bare = type_name.strip_suffix("Builder").unwrap_or(type_name);
    // An interface is implemented by what is constructed, and options are no client.
    if ENDS.iter().any(|end| bare.ends_with(end)) {
        return true;
    }
    let vendor = bare.strip_suffix("Service").unwrap_or(bare).to_lowercase();
    let mut steps: Vec<&str> = package.split('.').collect();
    if steps.last().is_some_and(|last| *last == type_name) {
        steps.pop();
    }
    steps.iter().any(|step| step.to_lowercase() == vendor)
        || package == type_name
        || ["OpenAI", "GenerativeAI", "GenAI"].iter().any(|end| bare.ends_with(end))
}

/// Functions that make a client.
fn is_maker(method: &str) -> bool {
    const MAKERS: &[&str] = &[
        "create",
        "createClient",
        "fromEnv",
        "fromEnvironment",
        "defaultClient",
        "getInstance",
        "connect",
        "configure",
        "createDefault",
        "of",
        "build",
        "create_client",
    ];
    MAKERS.contains(&method)
}
