//! What a call does with a URL it is given.

use crate::source::languages::options::role_of;
use crate::source::tree::Node;

use super::File;
use super::syntax::{bare, last_name, root_of};

/// What becomes of a URL among the arguments of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It is requested, or a client is made with it.
    Request,
    /// It is run as a command line.
    Command,
    /// It goes into another value: `urljoin(…)`, `.join`, `str(…)`.
    Value,
    /// It is compared, logged, asserted, shown or redirected to.
    Silent,
}

/// What a call does with a URL.
pub(super) fn purpose<'s>(file: &File<'s>, call: Node<'s>) -> Purpose {
    let Some(callee) = call.child("function").map(bare) else {
        return Purpose::Silent;
    };
    let name = last_name(callee);
    let root = root_of(callee);
    let root_name = if root.is("identifier") { root.text() } else { "" };
    let path = file.folding.path(callee).map(|path| path.text).unwrap_or_default();
    let module = path.split('.').next().unwrap_or_default();
    let object = callee.child("object").filter(|_| callee.is("attribute")).map(bare);
    let is_double =
        DOUBLES.contains(&module) || DOUBLES.contains(&root_name) || root_name.contains("mock");
    let is_word = |words: &[&str]| words.contains(&name);
    if name.is_empty() || is_double || is_assertion(name) || is_predicate(name) {
        return Purpose::Silent;
    }
    if COMMANDS.contains(&path.as_str()) {
        return Purpose::Command;
    }
    if BROWSERS.contains(&module)
        || LOGGERS.contains(&root_name)
        || is_logger(object)
        || is_word(LOG_METHODS)
    {
        return Purpose::Silent;
    }
    if module == "urllib" && path.starts_with("urllib.parse") || is_word(VALUE_CALLS) {
        return Purpose::Value;
    }
    let is_error = ["Error", "Exception", "Warning"].iter().any(|end| name.ends_with(end));
    if is_error || is_word(SILENT_CALLS) || module == "re" || module == "warnings" {
        return Purpose::Silent;
    }
    match object {
        None if SILENT_FUNCTIONS.contains(&name) => Purpose::Silent,
        Some(_) if SILENT_METHODS.contains(&name) => Purpose::Silent,
        Some(_) if VALUE_METHODS.contains(&name) => Purpose::Value,
        Some(_) if is_setter(name) => Purpose::Silent,
        _ => Purpose::Request,
    }
}

/// Whether the first argument of a call is a bare host.
pub(super) fn takes_host<'s>(file: &File<'s>, call: Node<'s>) -> bool {
    let Some(callee) = call.child("function") else { return false };
    let name = last_name(callee);
    HOST_CALLS.contains(&name)
        && file.folding.path(callee).is_some_and(|path| path.import.is_some())
}

/// `self.assertEqual`, `assert_that`, `expect`.
fn is_assertion(name: &str) -> bool {
    name.starts_with("assert") || name.starts_with("expect") || name == "approx"
}

/// `is_valid_url`, `has_host`: what compares or checks.
fn is_predicate(name: &str) -> bool {
    ["is_", "has_", "should_", "matches_", "validate_", "compare_", "check_allowed"]
        .iter()
        .any(|start| name.starts_with(start))
}

fn is_logger(object: Option<Node<'_>>) -> bool {
    object.is_some_and(|object| LOGGERS.contains(&last_name(object)))
}

/// `set_callback(url)`, and not `set_base_url(url)`.
fn is_setter(name: &str) -> bool {
    let option = name.strip_prefix("set_").or_else(|| name.strip_prefix("with_"));
    option.is_some_and(|option| role_of(option).is_none())
}

/// Packages that answer requests in tests.
const DOUBLES: &[&str] = &[
    "responses",
    "respx",
    "httpretty",
    "requests_mock",
    "pytest_httpx",
    "aioresponses",
    "vcr",
    "pook",
    "mocket",
    "httpx_mock",
    "mock",
    "mocker",
    "monkeypatch",
    "unittest",
    "rsps",
    "betamax",
    "flexmock",
    "pytest_httpserver",
    "wiremock",
    "moto",
];
const COMMANDS: &[&str] = &[
    "os.system",
    "os.popen",
    "subprocess.run",
    "subprocess.call",
    "subprocess.check_call",
    "subprocess.check_output",
    "subprocess.getoutput",
    "subprocess.getstatusoutput",
    "subprocess.Popen",
    "asyncio.create_subprocess_exec",
    "asyncio.create_subprocess_shell",
];
const BROWSERS: &[&str] = &["webbrowser", "click", "typer", "argparse", "selenium", "playwright"];
const LOGGERS: &[&str] = &[
    "logging",
    "logger",
    "log",
    "LOGGER",
    "LOG",
    "_logger",
    "_log",
    "structlog",
    "loguru",
    "console",
];
const LOG_METHODS: &[&str] =
    &["debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log", "echo"];
const VALUE_CALLS: &[&str] = &[
    "str",
    "urljoin",
    "urlparse",
    "urlsplit",
    "urlunparse",
    "urlunsplit",
    "quote",
    "quote_plus",
    "urlencode",
    "URL",
    "furl",
    "cast",
    "dict",
    "list",
    "tuple",
    "set",
    "frozenset",
    "format",
    "Path",
    "SimpleNamespace",
    "field",
    "Field",
    "getenv",
    "defaultdict",
    "OrderedDict",
    "MappingProxyType",
    "AnyUrl",
    "HttpUrl",
    "AnyHttpUrl",
    "bytes",
    "partial",
    "Final",
];
const SILENT_CALLS: &[&str] = &[
    "redirect",
    "RedirectResponse",
    "HttpResponseRedirect",
    "HttpResponsePermanentRedirect",
    "HTTPFound",
    "HTTPSeeOther",
    "HTTPTemporaryRedirect",
    "print",
    "pprint",
    "isinstance",
    "render",
    "render_template",
    "CORS",
    "CORSMiddleware",
    "add_middleware",
    "skipif",
    "parametrize",
    "add_argument",
    "Option",
    "Argument",
    "HttpResponse",
    "JsonResponse",
    "jsonify",
    "Namespace",
    "URIRef",
    "register_namespace",
    "QName",
    "ContentSecurityPolicy",
    "hasattr",
    "setattr",
    "len",
    "Markup",
    "mark_safe",
    "format_html",
    "deprecated",
];
const SILENT_FUNCTIONS: &[&str] =
    &["open", "_", "gettext", "gettext_lazy", "input", "path", "re_path", "any", "all"];
const SILENT_METHODS: &[&str] = &[
    "startswith",
    "endswith",
    "find",
    "index",
    "count",
    "match",
    "search",
    "fullmatch",
    "split",
    "rsplit",
    "partition",
    "removeprefix",
    "removesuffix",
    "replace",
    "sub",
    "write",
    "set_header",
    "__eq__",
    "__contains__",
    "issubset",
    "encode",
    "decode",
    "add_header",
    "raise_for_status",
    "locator",
    "find_element",
    "get_by_text",
];
const VALUE_METHODS: &[&str] = &[
    "join",
    "joinpath",
    "format",
    "strip",
    "rstrip",
    "lstrip",
    "append",
    "extend",
    "insert",
    "add",
    "setdefault",
    "update",
    "items",
    "keys",
    "values",
    "copy",
    "lower",
    "upper",
    "geturl",
    "pop",
];
/// Clients that are made with a host and no URL.
const HOST_CALLS: &[&str] = &[
    "HTTPSConnection",
    "HTTPConnection",
    "HTTPConnectionPool",
    "HTTPSConnectionPool",
    "SMTP",
    "SMTP_SSL",
    "IMAP4_SSL",
    "FTP",
    "FTP_TLS",
    "secure_channel",
    "insecure_channel",
    "create_connection",
    "open_connection",
    "Server",
];
