//! What one source file says, from its text alone. Facts know no service, no contract and no other
//! file; every range is a byte range in the file.

use crate::text::{ByteRange, Spanned};

/// The facts of one file. All lists are in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Modules and packages the file names in order to load them, one entry for each place.
    pub imports: Vec<Import>,
    /// Functions, classes, methods, object members and other things that can be gone to.
    pub definitions: Vec<Definition>,
    /// Environment variables.
    pub env_uses: Vec<EnvUse>,
    /// URLs and hosts used as values.
    pub urls: Vec<UrlUse>,
    /// Requests whose address begins with something of another file.
    pub open_requests: Vec<OpenRequest>,
    /// Addresses that other files can take from this one.
    pub offered_addresses: Vec<OfferedAddress>,
    /// Clients of packages that the file makes, and keys it sets for a whole package.
    pub clients: Vec<ClientUse>,
    /// Comments that speak to this program.
    pub suppressions: Vec<Suppression>,
    /// Whether the grammar did not understand all of it, as while somebody types: what the facts lack
    /// may be there.
    pub is_broken: bool,
    /// Whether the file says that it is generated (`@generated`, `DO NOT EDIT` in its head).
    pub generated: bool,
}

impl Facts {
    /// The facts of a text that the parser cannot be given, or gets to no end of.
    pub(super) fn unread() -> Self {
        Self { is_broken: true, ..Self::default() }
    }

    /// The definitions that a name as people write it means: `send`, `Mailer.send`, `Mailer::send`.
    /// A holder may be written without what holds it. Definitions that the file exports come first.
    pub fn definitions_named(&self, written: &str) -> Vec<&Definition> {
        // `charge!` is a macro, `Card.#pay` a private method.
        let written = written.trim_end_matches('!').replace(".#", ".");
        let written = written.replace("::", ".").replace("->", ".").replace('#', ".");
        let (holder, name) = match written.rsplit_once('.') {
            Some((holder, name)) => (Some(holder), name),
            None => (None, &*written),
        };
        let is_held = |definition: &&Definition| {
            holder.is_none_or(|holder| {
                definition.container.as_deref().is_some_and(|container| {
                    container == holder
                        || container.ends_with(&format!(".{holder}"))
                        || holder.ends_with(&format!(".{container}"))
                })
            })
        };
        let is_named = |definition: &&Definition| {
            definition.name.value.trim_start_matches('#') == name
                || definition.exported_as.iter().any(|exported| exported == name)
        };
        let mut found: Vec<&Definition> =
            self.definitions.iter().filter(is_named).filter(is_held).collect();
        found.sort_by_key(|definition| definition.exported_as.is_empty());
        found
    }
}

/// Whether a place is in test code that lies inside a product file, as `#[cfg(test)]` does.
/// Test *files* are known by their path, in the room above.
pub type InTest = bool;

/// An import of a module or package, in any form the language has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// What is loaded, as the language writes it.
    /// - JavaScript: the specifier, `stripe`, `./client.js`.
    /// - Rust: the path with its names, `stripe::Client`, `crate::billing::charge`; a leading `::`
    ///   is kept.
    /// - Python: the dotted module, `google.cloud` in `from google.cloud import storage` (the names
    ///   say what is taken), with its leading dots when it is relative: `.client`, `..`.
    /// - Go: the import path. Java, Kotlin: the dotted name without `.*`, `com.stripe.model.Charge`.
    /// - Ruby: the feature of a `require`, with a leading `./` or `../` when it is relative; the
    ///   constant of a qualified use, `Stripe::Charge`; a leading `::` is kept.
    /// - PHP: the name without a leading `\`, `Stripe\StripeClient`. C#: the dotted name.
    pub target: Spanned<String>,
    /// Where a finding about it stands: from the first byte of the statement (of the entry, in a
    /// grouped or nested import) to its last.
    pub range: ByteRange,
    /// The form.
    pub kind: ImportKind,
    /// The names it brings into the file, or hands on, for re-exports. Of a Ruby `require`: the
    /// constants that the file uses and that are, by their names, those of the gem. Of a Go package:
    /// itself, and the names that the file takes from it, as `stripe.Key`.
    pub names: Vec<ImportedName>,
    /// What the file does with them.
    pub used: ImportUse,
    /// Inside test code.
    pub in_test: InTest,
}

/// The form of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImportKind {
    /// `import x from 'm'`, `use m::x;`, `extern crate m;`.
    Static,
    /// `import type`, `typeof import('m')`, `import('m').T` in a type position.
    TypeOnly,
    /// `import('m')`, `require('m')`, `createRequire(..)('m')`: at run time.
    Dynamic,
    /// `export … from 'm'`, `pub use m::x`.
    Reexport,
    /// A qualified path without an import: `stripe::Client::new()` in Rust.
    Qualified,
    /// `require.resolve('m')`, `import.meta.resolve('m')`, `jest.requireActual('m')`,
    /// `vi.importActual('m')`: names the module without using it as the product does.
    Lookup,
    /// `mod name;`: mounts a file of this crate. Rust only; the target is the module's name.
    Mount,
}

/// One name of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedName {
    /// Its name in the module it comes from; `default`, or `*` for the whole module.
    pub imported: String,
    /// Its name here; for a re-export the name it is handed on under (`*` for `export * from`).
    pub local: String,
}

/// What the names of an import are used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImportUse {
    /// Called, constructed, passed on, re-exported, imported for its effect, or not used at all.
    Runtime,
    /// Every use is in a type position, an annotation, or an error class (`instanceof`).
    TypesOnly,
}

/// Something that can be gone to by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The bare name, at its place.
    pub name: Spanned<String>,
    /// The name of what holds it: class, impl type, object constant, module (`Mailer`); nested
    /// holders joined with `.`.
    pub container: Option<String>,
    /// What it is.
    pub kind: DefinitionKind,
    /// Names under which the file exports it (`default` among them); empty when it does not.
    pub exported_as: Vec<String>,
    /// The whole definition from its first byte (with `export`, without comments) to its last.
    pub range: ByteRange,
    /// First line of the definition without its body, white space folded, for people to read.
    pub signature: String,
    /// The doc comment right before it, without comment marks.
    pub documentation: Option<String>,
}

/// What a definition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DefinitionKind {
    /// A function, or a constant that holds one.
    Function,
    /// A method of a class, an impl, a trait, or a function member of an object.
    Method,
    /// A class.
    Class,
    /// A struct, enum, union, trait, interface or type alias.
    Type,
    /// A constant or variable that holds no function.
    Constant,
    /// A module.
    Module,
}

/// A use of an environment variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvUse {
    /// The variable's name, at its place, without quotes.
    pub name: Spanned<String>,
    /// How it is used.
    pub kind: EnvUseKind,
    /// Inside test code.
    pub in_test: InTest,
}

/// How a variable is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnvUseKind {
    /// Its value is read.
    Read,
    /// Only its presence is asked for: `'X' in process.env`, `var_os("X").is_some()`.
    PresenceCheck,
    /// It is set or removed.
    Write,
}

/// A URL, or a bare host in a host position, that the file uses as a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrlUse {
    /// The host, lower case, without port, userinfo and trailing dot. A label, or part of one,
    /// that the file does not fix is `*`: `api-*.stripe.com`, `*.acme.dev`.
    pub host: String,
    /// The path with leading `/`, as far as it is constant; empty when there is none.
    pub path: String,
    /// Where a finding about it stands: the argument that carries it, or the constant.
    pub range: ByteRange,
    /// What is done with it.
    pub kind: UrlUseKind,
    /// Inside test code.
    pub in_test: InTest,
}

impl UrlUse {
    /// Whether an address that nothing requests leads people or browsers somewhere and no program: a
    /// page on which consent is given, an image, a font, a document.
    pub fn is_page_or_asset(&self) -> bool {
        const CONSENT: &[&str] =
            &["/authorize", "authorizetoken", "/oauth2/auth", "/oauth2/v2/auth", "/dialog/oauth"];
        const ASSETS: &[&str] = &[
            ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".mp4", ".webm",
            ".mp3", ".woff", ".woff2", ".ttf", ".css", ".pdf", ".html", ".htm",
        ];
        // `https://graph.microsoft.com/.default` names a permission.
        const SCOPES: &[&str] = &["/.default"];
        let path = self.path.split(['?', '#']).next().unwrap_or_default();
        let path = path.trim_end_matches('/').to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
        self.kind == UrlUseKind::Constant && (ends(CONSENT) || ends(ASSETS) || ends(SCOPES))
    }
}

/// A request whose address begins with something of another file: `fetch(`${API}/charges`)` with an
/// imported `API`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRequest {
    /// Index into [`Facts::imports`] of what brings the beginning into the file; `None` when it is
    /// a name of the file's own package.
    pub import: Option<usize>,
    /// The beginning as the other file calls it, with the members taken from it: `API`,
    /// `config.stripe.base`, `default.base`; of a whole module, the members alone.
    pub name: String,
    /// What follows it, with `*` for what is not fixed.
    pub rest: String,
    /// Whether a bare host is asked for.
    pub is_host: bool,
    /// Where a finding about it stands: the argument that carries it.
    pub range: ByteRange,
    /// Inside test code.
    pub in_test: InTest,
}

/// An address, or the beginning of one, that a file offers to others as a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedAddress {
    /// The name it is exported under, with its members: `API`, `config.stripe.base`.
    pub name: String,
    /// The constant itself.
    pub text: String,
}

/// What is done with a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UrlUseKind {
    /// It is requested, or a client is made with it.
    Request,
    /// It is a value that no call of the file uses.
    Constant,
}

/// A place where something imported is constructed, or called the way clients are made, or is given
/// its key: `new Stripe(key)`, `boto3.client('s3')`, `openai.api_key = …`. Whether that is a client
/// of a service, its package tells, which is not known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientUse {
    /// Index into [`Facts::imports`] of what brings the package into the file.
    pub import: usize,
    /// What is constructed, called or set, by its own name in the module: `S3Client`, `client`,
    /// `api_key`; `default` for the module's default or the module itself (`new Stripe()`,
    /// `require('twilio')(…)`).
    pub name: String,
    /// How.
    pub form: ClientForm,
    /// The call, construction or assignment.
    pub range: ByteRange,
    /// The first argument, when it is a constant string: `s3` in `boto3.client('s3')`.
    pub first_argument: Option<String>,
    /// The server it is made for.
    pub endpoint: Endpoint,
    /// Inside test code.
    pub in_test: InTest,
}

/// The form of a [`ClientUse`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClientForm {
    /// `new X(…)`, `X(…)` of a class, `X::new(…)`, a builder.
    Constructed,
    /// A function of the package is called: `createClient(…)`, `boto3.client(…)`, `init(…)`.
    Called,
    /// A setting of the whole package is assigned: `stripe.api_key = …`.
    Assigned,
}

/// The server a client is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// None is named: the package's own.
    Default,
    /// One that the file fixes, as in [`UrlUse`].
    Known {
        /// The host.
        host: String,
        /// The path.
        path: String,
    },
    /// One that the file leaves open, or a local one.
    Unknown,
}

/// A suppression comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The whole comment.
    pub comment: ByteRange,
    /// What goes with the comment: its line, when nothing else stands there, else the space before it.
    pub removal: ByteRange,
    /// The lines it speaks of, as bytes; the whole file for `ignore-file`.
    pub scope: ByteRange,
    /// The rules it names, each with an optional service: `direct-sdk-import(Stripe)`.
    pub rules: Vec<SuppressedRule>,
    /// What stands behind `--`.
    pub reason: Option<String>,
}

/// A rule named in a suppression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressedRule {
    /// The code as written.
    pub code: Spanned<String>,
    /// The code with the service behind it.
    pub entry: ByteRange,
    /// The service it is narrowed to.
    pub service: Option<String>,
}
