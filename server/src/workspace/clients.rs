//! What the clients that a file makes tell of an import.

use crate::catalog::{Ecosystem, Marks, crate_of, npm_package_of};
use crate::source::{ClientForm, ClientUse, Endpoint, Import};

use super::source_file::SourceFile;

/// The clients that a file makes with what an import brings in.
fn clients_of<'file>(
    file: &'file SourceFile,
    import: &Import,
) -> impl Iterator<Item = &'file ClientUse> {
    let index = file.facts().imports.iter().position(|other| std::ptr::eq(other, import));
    file.facts().clients.iter().filter(move |client| Some(client.import) == index)
}

/// The clients that tell whose server an import is for: its own, and where it makes none (a type, an
/// error class, a helper) those of the same package.
fn telling_clients<'file>(file: &'file SourceFile, import: &Import) -> Vec<&'file ClientUse> {
    let own: Vec<&ClientUse> = clients_of(file, import).collect();
    if !own.is_empty() {
        return own;
    }
    let Some(ecosystem) = file.language.ecosystem() else { return own };
    let package = |import: &Import| package_of(ecosystem, &import.target.value).to_owned();
    let wanted = package(import);
    let is_same = |client: &&ClientUse| {
        file.facts().imports.get(client.import).is_some_and(|other| package(other) == wanted)
    };
    file.facts().clients.iter().filter(is_same).collect()
}

/// What the imports of one package have in common.
fn package_of(ecosystem: Ecosystem, target: &str) -> &str {
    let names = |count: usize, separator: &str| {
        let end = target.match_indices(separator).nth(count - 1).map(|(at, _)| at);
        &target[..end.unwrap_or(target.len())]
    };
    match ecosystem {
        Ecosystem::Npm => npm_package_of(target).map_or(target, |(name, _)| name),
        Ecosystem::Crates => crate_of(target).unwrap_or(target),
        Ecosystem::Go => target,
        // `com.openai` of `com.openai.client.OpenAIClient`.
        Ecosystem::Maven => names(2, "."),
        Ecosystem::Pypi | Ecosystem::Nuget => names(1, "."),
        Ecosystem::Rubygems => names(1, "::"),
        Ecosystem::Composer => names(1, "\\"),
    }
}

/// The names that an import takes from its target.
pub(super) fn taken_names(import: &Import) -> Vec<String> {
    let names = import.names.iter().map(|name| name.imported.clone());
    names.filter(|name| name != "*" && name != "default").collect()
}

/// What tells which of the services that share a package is meant.
pub(super) fn marks_of(file: &SourceFile, import: &Import) -> Marks {
    let mut names = taken_names(import);
    for client in clients_of(file, import) {
        let name = client.name.rsplit(['.', ':']).next().unwrap_or_default();
        if let Some(argument) = &client.first_argument {
            names.push(format!("{name}({argument})"));
        }
        names.push(name.to_owned());
    }
    Marks { names }
}

/// Whether every client that the file makes with an import speaks to a server of somebody else: a
/// package that many servers understand is then no SDK of the service it is named after. `is_own`
/// answers for host and path.
pub(super) fn leads_elsewhere(
    file: &SourceFile,
    import: &Import,
    is_own: &dyn Fn(&str, &str) -> bool,
) -> bool {
    let clients = telling_clients(file, import);
    let is_known_elsewhere = |client: &ClientUse| match &client.endpoint {
        Endpoint::Known { host, path } => !is_own(host, path),
        Endpoint::Default | Endpoint::Unknown => false,
    };
    !clients.is_empty() && all_are(&clients, &is_known_elsewhere)
}

/// Whether something is so for the server of every client. One that is set for the whole package
/// (`openai.api_base = …`) is that of the clients that name none.
fn all_are(clients: &[&ClientUse], is_so: &dyn Fn(&ClientUse) -> bool) -> bool {
    let is_set = clients.iter().any(|it| it.form == ClientForm::Assigned && is_so(it));
    clients.iter().all(|it| is_so(it) || (is_set && it.endpoint == Endpoint::Default))
}

/// Clients and settings of a package of many services that leave it open which one is meant.
const NEUTRAL: &[&str] =
    &["Session", "Config", "Credentials", "Endpoint", "CredentialProviderChain", "SdkConfig"];

/// Whether a file says which service it wants of a package of many: `boto3.client('sqs')`,
/// `new AWS.SQS()`.
pub(crate) fn tells_service(file: &SourceFile, import: &Import) -> bool {
    // Elsewhere the path of an import says more than the name of what is made.
    let is_named = file.language.is_ecmascript();
    let is_telling = |name: &String| {
        let is_client = name.starts_with(char::is_uppercase) && !NEUTRAL.contains(&&**name);
        name.contains('(') || is_named && is_client
    };
    marks_of(file, import).names.iter().any(is_telling)
}

/// Whether the server of every client that the file makes with an import is left open: it may be
/// somebody else's.
pub(crate) fn is_open_ended(file: &SourceFile, import: &Import) -> bool {
    let clients = telling_clients(file, import);
    !clients.is_empty() && all_are(&clients, &|client| client.endpoint == Endpoint::Unknown)
}
