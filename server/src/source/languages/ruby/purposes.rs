//! What a call does with an address it is given.

use crate::source::languages::scripting::Purpose;
use crate::source::tree::Node;

use super::File;
use super::constants::path_of;
use super::syntax::{method_name, root_of};

/// What a call does with an address.
pub(super) fn purpose<'s>(file: &File<'s>, call: Node<'s>) -> Purpose {
    let name = method_name(call);
    let receiver = call.child("receiver");
    let path = receiver
        .and_then(path_of)
        .filter(|path| !file.names.is_own(path, call))
        .unwrap_or_default();
    let path = path.trim_start_matches("::");
    let root = root_of(call);
    let root_name = match root.kind() {
        "call" => method_name(root),
        _ => root.text(),
    };
    if is_word(root_name, DOUBLES) || is_word(root_name, LOGGERS) || name.ends_with('?') {
        return Purpose::Silent;
    }
    if receiver.is_some_and(|it| it.is("call") && is_word(method_name(it), LOGGERS)) {
        return Purpose::Silent;
    }
    if is_word(path, DIALLED) && is_word(name, &["new", "start", "open", "get", "tcp", "post"]) {
        return Purpose::Host;
    }
    let runs = receiver.is_none() || is_word(path, &["Kernel", "Open3", "IO", "Process"]);
    if runs && is_word(name, COMMANDS) && !file.names.is_own_method(call) {
        return Purpose::Command;
    }
    let is_logged = is_word(name, LOG_METHODS) && (receiver.is_none() || path.is_empty());
    let is_error = name == "new" && (path.ends_with("Error") || path.ends_with("Exception"));
    if is_logged || is_error || is_word(name, SILENT) || name.ends_with("_src") {
        return Purpose::Silent;
    }
    if ["assert", "refute", "must_", "wont_", "expect_"].iter().any(|lead| name.starts_with(lead)) {
        return Purpose::Silent;
    }
    let is_value = is_word(path, VALUE_OWNERS) && name != "open" && name != "read"
        || is_word(name, VALUES)
        || receiver.is_none() && is_word(name, &["URI", "String", "Array", "format", "sprintf"]);
    if is_value { Purpose::Value } else { Purpose::Request }
}

/// A request that is only put together: `Net::HTTP::Post.new(uri)`.
pub(super) fn is_request_object(call: Node<'_>) -> bool {
    let path = call.child("receiver").and_then(path_of).unwrap_or_default();
    method_name(call) == "new" && path.trim_start_matches("::").starts_with("Net::HTTP::")
}

pub(super) fn is_word(name: &str, words: &[&str]) -> bool {
    words.contains(&name)
}

/// Classes that are given a bare host.
const DIALLED: &[&str] = &[
    "Net::HTTP",
    "Net::HTTPS",
    "TCPSocket",
    "Socket",
    "OpenSSL::SSL::SSLSocket",
    "Net::SMTP",
    "Net::IMAP",
    "Net::FTP",
    "Net::SSH",
    "Net::SFTP",
];

const COMMANDS: &[&str] = &[
    "system",
    "exec",
    "spawn",
    "sh",
    "popen",
    "popen2",
    "popen2e",
    "popen3",
    "capture2",
    "capture2e",
    "capture3",
    "pipeline",
];

/// Beginnings of chains that declare what a request would be answered with, or what is expected.
const DOUBLES: &[&str] = &[
    "stub_request",
    "a_request",
    "stub",
    "stubs",
    "allow",
    "expect",
    "is_expected",
    "expect_any_instance_of",
    "allow_any_instance_of",
    "receive",
    "have_requested",
    "have_been_made",
    "WebMock",
    "VCR",
    "mock",
    "double",
    "instance_double",
    "assert_requested",
    "assert_not_requested",
    "Typhoeus_stub",
    "remove_request_stub",
    "be",
    "eq",
    "match",
    "have_attributes",
    "include",
    "contain_exactly",
];

const LOGGERS: &[&str] =
    &["logger", "log", "LOGGER", "LOG", "Logger", "logging", "$stdout", "$stderr"];

const LOG_METHODS: &[&str] = &["debug", "info", "warn", "error", "fatal", "unknown", "notice"];

/// Objects that only hold or take apart what they are given.
const VALUE_OWNERS: &[&str] = &[
    "URI",
    "URI::HTTPS",
    "URI::HTTP",
    "Addressable::URI",
    "File",
    "ENV",
    "Set",
    "Struct",
    "Data",
    "OpenStruct",
    "Pathname",
    "JSON",
    "Array",
    "Hash",
    "CGI",
    "ERB::Util",
    "Rack::Utils",
    "Shellwords",
];

const VALUES: &[&str] = &[
    "<<",
    "add",
    "append",
    "concat",
    "const_set",
    "define",
    "dig",
    "dup",
    "fetch",
    "fetch_values",
    "freeze",
    "join",
    "let",
    "let!",
    "map",
    "merge",
    "merge!",
    "option",
    "presence",
    "prepend",
    "push",
    "setting",
    "store",
    "subject",
    "tap",
    "then",
    "to_s",
    "unshift",
    "update",
    "values_at",
    "attribute",
    "class_attribute",
    "config_accessor",
    "mattr_accessor",
    "cattr_accessor",
    "chomp",
    "strip",
    "delete_suffix",
    "define_method",
    "lambda",
    "proc",
    "each",
    "each_with_index",
    "index_by",
    "with_options",
];

const SILENT: &[&str] = &[
    // Output and failures.
    "puts",
    "print",
    "p",
    "pp",
    "raise",
    "fail",
    "abort",
    "putc",
    "printf",
    "say",
    "alert",
    "notice",
    // Pages and redirects.
    "redirect_to",
    "redirect_back",
    "report_uri",
    "redirect_back_or_to",
    "redirect",
    "link_to",
    "link_to_if",
    "url_for",
    "image_tag",
    "image_url",
    "javascript_include_tag",
    "stylesheet_link_tag",
    "button_to",
    "content_tag",
    "tag",
    "meta",
    "render",
    "head",
    "form_with",
    "form_tag",
    "preconnect_link_tag",
    "favicon_link_tag",
    "header",
    "headers",
    "set_header",
    "add_header",
    "visit",
    "location",
    // Comparison.
    "eq",
    "eql",
    "equal",
    "include",
    "match",
    "start_with",
    "end_with",
    "contain_exactly",
    "match_array",
    "delete_prefix",
    "split",
    "sub",
    "gsub",
    "sub!",
    "gsub!",
    "scan",
    "index",
    "tr",
    "casecmp",
    "count",
    "slice",
    "partition",
    "rpartition",
    "reject",
    "select",
    "find",
    "grep",
    "delete",
    "==",
    "with",
    "to",
    "not_to",
    "to_not",
    "and_return",
    "to_return",
    "to_raise",
    "receive",
    "be",
    // Declarations.
    "require",
    "require_relative",
    "load",
    "autoload",
    "describe",
    "context",
    "it",
    "specify",
    "scenario",
    "feature",
    "test",
    "desc",
    "source",
    "gem",
    "git_source",
    "origins",
    "domain",
    "example",
    "translate",
    "t",
    "comment",
    "homepage",
    "changelog",
    "xmlns",
    "namespace",
    "route",
    "mount",
    "direct",
    "permit",
    "allow",
    "validates",
    "validate",
    "alias_method",
    "attr_reader",
    "attr_accessor",
    "private_constant",
    "use_cassette",
    "insert_cassette",
    "stub_const",
    "stub_env",
    "stub_request",
    "instance_double",
];
