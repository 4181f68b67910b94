//! What a call does with an address it is given.

use crate::source::languages::scripting::Purpose;
use crate::source::tree::Node;

use super::File;
use super::syntax::{METHOD_CALLS, callee_name, last_segment, values};

/// What a call does with an address.
pub(super) fn purpose<'s>(file: &File<'s>, call: Node<'s>) -> Purpose {
    let name = callee_name(call);
    match call.kind() {
        "object_creation_expression" => constructed(name),
        "scoped_call_expression" => {
            let scope = call.child("scope").map_or("", |scope| last_segment(scope.text()));
            if is_double(call) { Purpose::Silent } else { of_class(scope, name) }
        }
        "function_call_expression" if call.child("function").is_some_and(is_named) => {
            if file.classes.is_own_function(name) { Purpose::Request } else { function(call, name) }
        }
        _ if call.is_any(METHOD_CALLS) => method(call, name),
        _ => Purpose::Request,
    }
}

fn is_named(function: Node<'_>) -> bool {
    function.is_any(&["name", "qualified_name", "relative_name"])
}

fn constructed(name: &str) -> Purpose {
    let is_silent = ["Exception", "Error", "Response", "Redirect", "MockHandler", "Assert"]
        .iter()
        .any(|end| name.ends_with(end));
    match name {
        "Process" => Purpose::Command,
        "Uri" | "URI" | "Url" | "ArrayObject" | "Collection" | "ArrayIterator" | "Reference"
        | "Definition" | "Parameter" | "InputOption" | "InputArgument" => Purpose::Value,
        _ if is_silent || name.starts_with("Mock") => Purpose::Silent,
        _ => Purpose::Request,
    }
}

fn of_class(scope: &str, name: &str) -> Purpose {
    if is_word(scope, SILENT_CLASSES) || is_word(name, SILENT_METHODS) || is_predicate(name) {
        return Purpose::Silent;
    }
    match (scope, name) {
        ("Process", "run" | "start" | "fromShellCommandline" | "quietly") => Purpose::Command,
        ("Http", "fake" | "response" | "sequence" | "fakeSequence" | "stubUrl") => Purpose::Silent,
        ("Str" | "Arr" | "Env" | "Config" | "Uri" | "Collection" | "Utils" | "Yaml", _) => {
            Purpose::Value
        }
        _ => Purpose::Request,
    }
}

fn function(call: Node<'_>, name: &str) -> Purpose {
    let is_silent = is_word(name, SILENT_FUNCTIONS)
        || is_predicate(name)
        || ["preg_", "assert", "str", "mb_", "esc_", "wp_enqueue_", "wp_register_", "array_key"]
            .iter()
            .any(|lead| name.starts_with(lead));
    match name {
        "curl_setopt" => {
            let option = values(call).get(1).map_or("", |option| last_segment(option.text()));
            if option == "CURLOPT_URL" { Purpose::Request } else { Purpose::Silent }
        }
        "fsockopen"
        | "pfsockopen"
        | "ftp_connect"
        | "ftp_ssl_connect"
        | "ssh2_connect"
        | "socket_connect"
        | "gethostbyname"
        | "stream_socket_client"
        | "curl_share_init" => Purpose::Host,
        "exec" | "shell_exec" | "system" | "passthru" | "popen" | "proc_open" => Purpose::Command,
        "strval" => Purpose::Value,
        _ if is_silent => Purpose::Silent,
        _ if is_word(name, VALUE_FUNCTIONS) => Purpose::Value,
        _ => Purpose::Request,
    }
}

fn method(call: Node<'_>, name: &str) -> Purpose {
    let object = call.child("object");
    let holder = object.map_or("", |object| {
        let name = object.child("name").unwrap_or(object);
        name.text().trim_start_matches('$')
    });
    let is_logged = is_word(name, LOG_METHODS) || holder.to_ascii_lowercase().ends_with("logger");
    if is_logged || is_word(name, SILENT_METHODS) || is_predicate(name) || is_double(call) {
        Purpose::Silent
    } else if is_word(name, VALUE_METHODS) {
        Purpose::Value
    } else {
        Purpose::Request
    }
}

/// Whether a chain of calls declares what a request would be answered with, or what is expected.
fn is_double(call: Node<'_>) -> bool {
    let mut node = call;
    loop {
        let name = callee_name(node);
        if is_word(name, DOUBLES) {
            return true;
        }
        let inner = node.child("object").filter(|it| super::syntax::is_call(*it));
        match inner {
            Some(inner) => node = inner,
            None => return false,
        }
    }
}

/// `isValidUrl`, `hasHost`, `assertSame`: what compares or checks.
fn is_predicate(name: &str) -> bool {
    ["is", "has", "should", "assert", "expect", "matches", "validate", "compare"].iter().any(
        |prefix| {
            name.strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || c == '_'))
        },
    )
}

pub(super) fn is_word(name: &str, words: &[&str]) -> bool {
    words.contains(&name)
}

const DOUBLES: &[&str] = &[
    "shouldReceive",
    "shouldHaveReceived",
    "expects",
    "allows",
    "willReturn",
    "willReturnMap",
    "fake",
    "expect",
    "createMock",
    "getMockBuilder",
    "prophesize",
    "assertThat",
    "addResponse",
    "preventStrayRequests",
    "assertSent",
    "assertNotSent",
    "stubRequest",
];

const SILENT_CLASSES: &[&str] = &[
    "Log",
    "Redirect",
    "URL",
    "Assert",
    "Route",
    "Validator",
    "View",
    "Session",
    "Lang",
    "Blade",
    "Inertia",
    "Cookie",
    "Response",
    "RedirectResponse",
    "Mockery",
    "Bus",
    "Gate",
    "Rule",
    "Html",
];

const SILENT_FUNCTIONS: &[&str] = &[
    "header",
    "redirect",
    "wp_redirect",
    "wp_safe_redirect",
    "to_route",
    "back",
    "abort",
    "print_r",
    "var_dump",
    "var_export",
    "error_log",
    "trigger_error",
    "printf",
    "fprintf",
    "dd",
    "dump",
    "logger",
    "info",
    "report",
    "in_array",
    "substr",
    "substr_count",
    "explode",
    "stripos",
    "parse_url",
    "filter_var",
    "hash",
    "md5",
    "sha1",
    "crc32",
    "hash_equals",
    "setcookie",
    "mail",
    "asset",
    "route",
    "view",
    "trans",
    "__",
    "_e",
    "_x",
    "it",
    "test",
    "describe",
    "expect",
    "class_exists",
    "is_a",
    "url",
    "levenshtein",
    "similar_text",
    "urlencode",
    "rawurlencode",
    "http_response_code",
    "syslog",
    "sleep",
    "checkdnsrr",
    "isset",
    "empty",
    "unset",
    "add_action",
    "add_filter",
    "register_rest_route",
    "link_to",
];

const VALUE_FUNCTIONS: &[&str] = &[
    "sprintf",
    "vsprintf",
    "implode",
    "join",
    "rtrim",
    "ltrim",
    "trim",
    "define",
    "array_merge",
    "array_push",
    "array_unshift",
    "array_map",
    "array_filter",
    "array_values",
    "compact",
    "collect",
    "config",
    "env",
    "getenv",
    "putenv",
    "get_option",
    "update_option",
    "add_option",
    "apply_filters",
    "add_query_arg",
    "json_encode",
    "http_build_query",
    "untrailingslashit",
    "trailingslashit",
    "tap",
    "value",
    "param",
    "service",
    "serialize",
    "array_combine",
    "array_fill_keys",
    "func_get_args",
    "array_replace",
    "settype",
    "intval",
    "iterator_to_array",
    "setting",
];

const LOG_METHODS: &[&str] = &[
    "debug",
    "info",
    "notice",
    "warning",
    "error",
    "critical",
    "alert",
    "emergency",
    "log",
    "line",
    "comment",
    "writeln",
    "write",
    "question",
];

const SILENT_METHODS: &[&str] = &[
    // Answers and redirects.
    "redirect",
    "redirectTo",
    "redirectToRoute",
    "away",
    "to",
    "intended",
    "withHeader",
    "withAddedHeader",
    "withHeaders",
    "header",
    "headers",
    "setHeader",
    "json",
    "view",
    "render",
    "html",
    "setContent",
    "setTargetUrl",
    "setReferer",
    "secure",
    "display",
    // Comparison.
    "contains",
    "startsWith",
    "endsWith",
    "equals",
    "is",
    "in",
    "matches",
    "replace",
    "explode",
    "exactly",
    "before",
    "after",
    "between",
    "sameHost",
    "toBe",
    "toEqual",
    "toContain",
    "toStartWith",
    "with",
    "withArgs",
    "willReturn",
    "andReturn",
    // Declarations.
    "addConnectSrc",
    "addDirective",
    "allowedOrigins",
    "allowOrigin",
    "setAllowedOrigins",
    "name",
    "describe",
    "setDescription",
    "setHelp",
    "addOption",
    "addArgument",
    "comment",
    "label",
    "placeholder",
    "helperText",
];

const VALUE_METHODS: &[&str] = &[
    "set",
    "put",
    "push",
    "add",
    "merge",
    "append",
    "prepend",
    "withPath",
    "withQuery",
    "toString",
    "setParameter",
    "setArgument",
    "setArguments",
    "arg",
    "args",
    "share",
    "map",
    "filter",
    "defaultValue",
    "defaultsTo",
    "scalarNode",
    "bind",
    "format",
];
