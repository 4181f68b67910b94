//! What a call does with an address it is given.

use crate::source::languages::scripting::Purpose;
use crate::source::tree::Node;

use super::File;
use super::syntax::{callee_name, callee_operand};

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Something with any of its arguments.
    Does(Purpose),
    /// It connects to the host that stands behind so many arguments.
    Dials(usize),
}

/// What a call does with an address.
pub(super) fn act<'s>(file: &File<'s>, call: Node<'s>) -> Act {
    let name = callee_name(call);
    if let Some(callee) = file.callee(call) {
        return of_package(callee.path, callee.name);
    }
    if callee_operand(call).is_some() {
        return method(call, name);
    }
    let is_declared = call.child("function").is_some_and(|it| file.names.id(it).is_some());
    let purpose = match name {
        "append" | "len" | "cap" | "string" | "copy" | "make" | "new" | "any" if !is_declared => {
            Purpose::Value
        }
        "panic" | "print" | "println" | "delete" if !is_declared => Purpose::Silent,
        _ if is_predicate(name) || is_told(name) => Purpose::Silent,
        // `getenv("STRIPE_API_BASE", "https://…")` has it as a default.
        _ if is_environment(name) => Purpose::Value,
        _ => Purpose::Request,
    };
    Act::Does(purpose)
}

/// Whether a function by its name reads a variable of the environment.
pub(super) fn is_environment(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("getenv") || ["env", "envor", "lookupenv", "mustenv"].contains(&&*name)
}

fn of_package(path: &str, name: &str) -> Act {
    let last = super::packages::default_name(path);
    let purpose = match (path, name) {
        ("net" | "crypto/tls", "Dial" | "DialTimeout" | "DialTCP") => return Act::Dials(1),
        ("crypto/tls", "DialWithDialer") => return Act::Dials(2),
        ("net", "JoinHostPort" | "SplitHostPort") => Purpose::Value,
        ("net/smtp", "SendMail" | "Dial") | ("net/rpc", "Dial" | "DialHTTP") => {
            return Act::Dials(usize::from(path == "net/rpc"));
        }
        ("net/smtp", _) => Purpose::Silent,
        ("os/exec", "Command" | "CommandContext") => Purpose::Command,
        (
            "net/http",
            "Redirect" | "Error" | "RedirectHandler" | "SetCookie" | "Handle" | "HandleFunc",
        ) => Purpose::Silent,
        ("net/http/httptest", _) => Purpose::Silent,
        ("net/http/httputil", _) => Purpose::Request,
        ("net/url" | "path" | "cmp" | "slices" | "maps" | "strconv" | "flag", _) => Purpose::Value,
        ("fmt", "Sprintf" | "Sprint" | "Sprintln") => Purpose::Value,
        ("strings", "Join" | "Replace" | "ReplaceAll" | "NewReader" | "ToLower") => Purpose::Value,
        ("strings", trim) if trim.starts_with("Trim") => Purpose::Value,
        ("os", "Setenv" | "Getenv" | "LookupEnv") => Purpose::Value,
        ("github.com/spf13/viper", _) => Purpose::Value,
        _ if is_word(last, SILENT_PACKAGES) => Purpose::Silent,
        _ if path.contains("google.golang.org/grpc")
            && matches!(name, "Dial" | "DialContext" | "NewClient") =>
        {
            return Act::Dials(usize::from(name == "DialContext"));
        }
        _ if is_mailer(path) && matches!(name, "NewDialer" | "NewPlainDialer" | "NewClient") => {
            return Act::Dials(0);
        }
        (_, "String" | "Ptr" | "ToPtr" | "Must" | "F") => Purpose::Value,
        _ if is_environment(name) => Purpose::Value,
        _ if is_predicate(name) || is_told(name) => Purpose::Silent,
        _ => Purpose::Request,
    };
    Act::Does(purpose)
}

fn is_mailer(path: &str) -> bool {
    path.contains("gomail") || path.contains("go-mail")
}

fn method(call: Node<'_>, name: &str) -> Act {
    let operand = callee_operand(call).map_or("", Node::text);
    let holder = operand.rsplit('.').next().unwrap_or(operand).to_ascii_lowercase();
    let is_logged = is_word(name, LOG_METHODS) && is_logger(&holder)
        || is_word(name, LOUD_METHODS) && !holder.contains("client");
    let is_test = matches!(holder.as_str(), "t" | "b" | "tb" | "assert" | "require" | "suite");
    // `w.Header().Set("Location", "https://…")` leads a browser somewhere.
    let is_header = operand.ends_with("Header()") || holder == "header";
    let purpose = if is_logged
        || is_header
        || is_test
        || is_word(name, SILENT_METHODS)
        || is_predicate(name)
        || is_told(name)
        || is_double(call)
    {
        Purpose::Silent
    } else if is_word(name, VALUE_METHODS) {
        Purpose::Value
    } else {
        Purpose::Request
    };
    Act::Does(purpose)
}

fn is_logger(holder: &str) -> bool {
    ["log", "logger", "sugar", "slog", "entry", "l", "lg", "zap"].contains(&holder)
        || holder.ends_with("logger")
        || holder.ends_with("log")
}

/// Whether a chain of calls declares what a request would be answered with, or what is expected.
fn is_double(call: Node<'_>) -> bool {
    let mut node = call;
    loop {
        if is_word(callee_name(node), DOUBLES) {
            return true;
        }
        match callee_operand(node).filter(|it| it.is("call_expression")) {
            Some(inner) => node = inner,
            None => {
                let root = callee_operand(node).map_or("", Node::text);
                return matches!(root, "gock" | "httpmock" | "httptest" | "nock");
            }
        }
    }
}

/// `isValidURL`, `HasHost`, `assertSame`: what compares or checks.
fn is_predicate(name: &str) -> bool {
    [
        "is", "Is", "has", "Has", "assert", "Assert", "expect", "Expect", "match", "Match",
        "validate", "Validate", "compare", "Compare", "contains", "Contains", "equal", "Equal",
    ]
    .iter()
    .any(|prefix| {
        name.strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_uppercase))
    })
}

/// `Printf`, `Errorf`: what says something to people.
fn is_told(name: &str) -> bool {
    ["Printf", "Println", "Errorf", "Fatalf", "Fatal", "Warnf", "Infof", "Debugf", "Logf", "Panicf"]
        .iter()
        .any(|end| name.ends_with(end))
}

fn is_word(name: &str, words: &[&str]) -> bool {
    words.contains(&name)
}

/// Packages that show, log, compare or stand in for something.
const SILENT_PACKAGES: &[&str] = &[
    "fmt", "log", "slog", "zap", "zerolog", "logrus", "glog", "klog", "errors", "regexp",
    "strings", "bytes", "testing", "assert", "require", "cmp", "reflect", "template", "html",
    "httptest", "gock", "httpmock", "mock", "gomock", "ginkgo", "gomega", "cors", "secure",
    "unicode", "hash", "sha256", "md5", "hmac", "base64", "color", "mux", "chi",
];

const LOG_METHODS: &[&str] = &[
    "Debug", "Info", "Warn", "Error", "Fatal", "Panic", "Print", "Trace", "Log", "Msg", "Debugw",
    "Infow", "Warnw", "Errorw", "With",
];

/// Methods that only loggers have.
const LOUD_METHODS: &[&str] = &["Msg", "Msgf", "Infow", "Debugw", "Warnw", "Errorw", "Str"];

const SILENT_METHODS: &[&str] = &[
    // Answers and redirects.
    "Redirect",
    "WriteString",
    "Write",
    "HTML",
    "JSON",
    "Render",
    "Header",
    "AddCookie",
    // Headers.
    "SetHeader",
    "SetHeaders",
    // Comparison.
    "MatchString",
    "EqualFold",
    "To",
    "ToNot",
    "NotTo",
    "Should",
    "ShouldNot",
    // Declarations.
    "HandleFunc",
    "Handle",
    "AllowOrigins",
    "SetDescription",
    "Usage",
    "Run",
];

const VALUE_METHODS: &[&str] = &[
    "Set",
    "Add",
    "Put",
    "Store",
    "Append",
    "String",
    "Parse",
    "JoinPath",
    "ResolveReference",
    "SetDefault",
    "StringVar",
    "Var",
    "Setenv",
    "SetPath",
    "WithValue",
];

const DOUBLES: &[&str] = &[
    "EXPECT",
    "On",
    "Return",
    "RegisterResponder",
    "RegisterNoResponder",
    "Reply",
    "Expect",
    "MatchHeader",
    "NewStringResponder",
    "Eventually",
    "Ω",
];
