//! What a call does with a URL it is given.

use super::File;
use super::constants::last_name;
use super::context::{module_of, root_of};
use super::names::BindingKind;
use super::syntax::Node;
use crate::source::languages::options::role_of;

use super::vocabulary::{Field, Kind};

/// What becomes of a URL among the arguments of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It is requested, or a client is made with it.
    Request,
    /// It is run as a command line.
    Command,
    /// It goes into another value: `new URL(…)`, `.join`, `String(…)`.
    Value,
    /// It is compared, logged, asserted, shown or redirected to.
    Silent,
}

/// What a call or construction does with a URL.
pub(super) fn purpose<'s>(file: &File<'s>, call: Node<'s>) -> Purpose {
    let Some(callee) = call.callee() else {
        return Purpose::Silent;
    };
    if call.is(Kind::New) {
        return constructed(last_name(callee));
    }
    if matches!(callee.kind(), Kind::ImportWord | Kind::Other) {
        return Purpose::Silent;
    }
    let name = last_name(callee);
    let object = callee.child(Field::Object).map(Node::bare);
    let root = root_of(callee);
    let root_name = if root.is(Kind::Identifier) { root.text() } else { "" };
    let module = module_of(file, root).unwrap_or_default();
    if is_double(root_name, module) || is_word(root_name, ASSERTIONS) {
        return Purpose::Silent;
    }
    match object {
        None if is_own_function(file, callee) => Purpose::Silent,
        None if is_predicate(name) => Purpose::Silent,
        None if is_word(name, COMMANDS) => Purpose::Command,
        None if is_word(name, SILENT_FUNCTIONS) => Purpose::Silent,
        None if is_word(name, VALUE_FUNCTIONS) => Purpose::Value,
        None => Purpose::Request,
        Some(object) => method(call, object, name, root_name, module),
    }
}

fn constructed(name: &str) -> Purpose {
    match name {
        "URL" | "URLSearchParams" | "Set" | "Map" | "Array" | "String" => Purpose::Value,
        "RegExp" | "Response" | "NextResponse" | "Headers" | "Date" | "Image" => Purpose::Silent,
        name if name.ends_with("Error") || name.ends_with("Exception") => Purpose::Silent,
        _ => Purpose::Request,
    }
}

fn method(call: Node<'_>, object: Node<'_>, name: &str, root: &str, module: &str) -> Purpose {
    let holder = last_name(object);
    let is_shell =
        is_word(module, &["child_process", "node:child_process", "execa", "shelljs", "zx"])
            || is_word(root, &["child_process", "childProcess", "cp", "shell", "execa", "shelljs"]);
    if is_shell && is_word(name, COMMANDS) {
        return Purpose::Command;
    }
    // `xhr.open('GET', url)`, and not `window.open(url)`.
    if name == "open" {
        let verb = call.arguments().next().filter(|first| first.is(Kind::String));
        let is_request = verb.is_some_and(|verb| {
            let inside = verb.text().trim_matches(['"', '\'']);
            is_word(inside, &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
        });
        return if is_request { Purpose::Request } else { Purpose::Silent };
    }
    let is_setter = setter_of(name).is_some_and(|option| role_of(option).is_none());
    let is_log = is_word(name, LOG_METHODS) || is_word(root, LOGGERS) || is_word(holder, LOGGERS);
    let is_browser = is_word(holder, &["location", "history", "router", "Linking"])
        || is_word(root, &["location", "history", "router", "Linking", "helmet"]);
    if is_log || is_browser || is_setter || is_predicate(name) || is_word(name, SILENT_METHODS) {
        Purpose::Silent
    } else if is_word(name, VALUE_METHODS)
        || is_word(root, &["JSON", "Object", "Array", "Promise", "path", "url", "URL", "qs"])
    {
        Purpose::Value
    } else {
        Purpose::Request
    }
}

/// A `fetch` that the file declares itself is not the one that requests.
fn is_own_function<'s>(file: &File<'s>, callee: Node<'s>) -> bool {
    let binding = Some(callee)
        .filter(|callee| callee.is(Kind::Identifier) && callee.text() == "fetch")
        .and_then(|callee| file.names.resolve(callee));
    binding.is_some_and(|binding| match binding.kind {
        BindingKind::Declaration => true,
        BindingKind::Variable => file
            .syntax
            .node(binding.origin)
            .child(Field::Value)
            .is_some_and(|value| value.bare().kind().is_function_value()),
        _ => false,
    })
}

/// `isValidUrl`, `hasHost`, `matchesOrigin`: what compares or checks.
fn is_predicate(name: &str) -> bool {
    ["is", "has", "should", "assert", "expect", "matches", "validate", "compare"].iter().any(
        |prefix| {
            name.strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()))
        },
    )
}

/// What a builder's method sets: `BaseUrl` of `setBaseUrl`.
fn setter_of(name: &str) -> Option<&str> {
    let option = name.strip_prefix("set").or_else(|| name.strip_prefix("with"))?;
    option.starts_with(|c: char| c.is_uppercase()).then_some(option)
}

/// Declarations of what a request would be answered with.
fn is_double(root: &str, module: &str) -> bool {
    is_word(
        module,
        &["msw", "nock", "fetch-mock", "axios-mock-adapter", "moxios", "jest-fetch-mock", "sinon"],
    ) || is_word(
        root,
        &["nock", "fetchMock", "jest", "vi", "msw", "moxios", "mock", "mockAxios", "cy", "sinon"],
    ) || root.starts_with("mock") && root.len() > 4
}

fn is_word(name: &str, words: &[&str]) -> bool {
    words.contains(&name)
}

const ASSERTIONS: &[&str] = &["expect", "assert", "chai", "should", "invariant"];
const COMMANDS: &[&str] = &[
    "exec",
    "execSync",
    "execFile",
    "execFileSync",
    "spawn",
    "spawnSync",
    "execa",
    "execaSync",
    "execaCommand",
    "execaCommandSync",
    "execAsync",
    "execPromise",
    "$",
];
const LOGGERS: &[&str] = &["console", "logger", "log", "winston", "pino", "debug", "Logger"];
const LOG_METHODS: &[&str] = &[
    "log", "debug", "info", "warn", "error", "trace", "fatal", "verbose", "silly", "notice",
    "critical",
];
const SILENT_FUNCTIONS: &[&str] = &[
    "require",
    "redirect",
    "permanentRedirect",
    "navigate",
    "push",
    "open",
    "alert",
    "confirm",
    "debug",
    "log",
    "print",
    "cors",
    "helmet",
    "csp",
    "describe",
    "it",
    "test",
    "t",
    "gql",
    "css",
    "html",
    "openUrl",
    "openURL",
    "openBrowser",
    "useState",
    "link",
    "importScripts",
];
const SILENT_METHODS: &[&str] = &[
    // Comparison.
    "startsWith",
    "endsWith",
    "includes",
    "indexOf",
    "lastIndexOf",
    "match",
    "matchAll",
    "test",
    "localeCompare",
    "equals",
    "isEqual",
    "equal",
    "strictEqual",
    "notEqual",
    "deepEqual",
    "eql",
    "is",
    "split",
    "search",
    "has",
    // Answers and redirects.
    "redirect",
    "send",
    "json",
    "render",
    "write",
    "end",
    "html",
    "text",
    "setHeader",
    "header",
    "append",
    "location",
    "openExternal",
    "openURL",
    "pushState",
    "replaceState",
    "status",
    // The document.
    "createElementNS",
    "setAttribute",
    "setAttributeNS",
    "createElement",
    "querySelector",
    // What a request would be answered with.
    "onGet",
    "onPost",
    "onPut",
    "onPatch",
    "onDelete",
    "onHead",
    "onOptions",
    "onAny",
    "intercept",
    // Declarations.
    "contentSecurityPolicy",
    "literal",
    "describe",
    "intercept",
    "route",
    "enableCors",
    "option",
    "example",
    "default",
];
const VALUE_FUNCTIONS: &[&str] = &[
    "String",
    "urljoin",
    "urlJoin",
    "urlcat",
    "joinURL",
    "encodeURI",
    "encodeURIComponent",
    "decodeURIComponent",
    "structuredClone",
    "Object",
    "Array",
];
const VALUE_METHODS: &[&str] = &[
    "concat",
    "join",
    "replace",
    "replaceAll",
    "trim",
    "toString",
    "add",
    "set",
    "push",
    "unshift",
    "freeze",
    "assign",
    "map",
    "filter",
    "reduce",
    "slice",
    "substring",
    "padEnd",
];
