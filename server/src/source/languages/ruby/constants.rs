//! Constants: their paths, and which of them the language brings along.

use crate::source::tree::Node;

/// The path a constant is written with: `Stripe::Charge`, `::Stripe`. `None` where its beginning is
/// an expression.
pub(super) fn path_of(node: Node<'_>) -> Option<String> {
    let mut parts = Vec::new();
    let mut node = node;
    loop {
        match node.kind() {
            "constant" => {
                parts.push(node.text());
                break;
            }
            "scope_resolution" => {
                parts.push(node.child("name")?.text());
                match node.child("scope") {
                    Some(scope) => node = scope,
                    None => {
                        parts.push("");
                        break;
                    }
                }
            }
            _ => return None,
        }
    }
    parts.reverse();
    Some(parts.join("::"))
}

/// Whether a node is a whole path of constants, and not the beginning of a longer one.
pub(super) fn is_whole_path(node: Node<'_>) -> bool {
    let is_part = node.parent().is_some_and(|parent| {
        parent.is("scope_resolution") && matches!(node.field(), "scope" | "name")
    });
    node.is_any(&["constant", "scope_resolution"]) && !is_part
}

/// The first name of a path.
pub(super) fn root(path: &str) -> &str {
    let path = path.trim_start_matches("::");
    path.split("::").next().unwrap_or(path)
}

/// The modules and classes around a node by their full paths, from the inside out, as Ruby looks
/// constants up in them.
pub(super) fn nesting(node: Node<'_>) -> Vec<String> {
    let mut inner = node;
    let mut names = Vec::new();
    for outer in node.ancestors() {
        // The name and the superclass are looked up outside.
        if outer.is_any(&["class", "module"]) && inner.field() == "body" {
            names.extend(outer.child("name").and_then(path_of));
        }
        inner = outer;
    }
    let mut nesting = Vec::new();
    let mut path = String::new();
    for name in names.iter().rev() {
        path = match name.strip_prefix("::") {
            Some(top) => top.to_owned(),
            None => within(&path, name),
        };
        nesting.push(path.clone());
    }
    nesting.reverse();
    nesting
}

/// `name` in the module `path`; empty for the outermost.
pub(super) fn within(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") }
}

/// Constants of the language and its standard library.
pub(super) fn is_builtin(root: &str) -> bool {
    BUILTIN.contains(&root) || root.ends_with("Error") && STANDARD_ERRORS.contains(&root)
}

const STANDARD_ERRORS: &[&str] = &[
    "ArgumentError",
    "EOFError",
    "EncodingError",
    "FiberError",
    "FloatDomainError",
    "FrozenError",
    "IOError",
    "IndexError",
    "KeyError",
    "LoadError",
    "LocalJumpError",
    "NameError",
    "NoMatchingPatternError",
    "NoMethodError",
    "NotImplementedError",
    "RangeError",
    "RegexpError",
    "RuntimeError",
    "ScriptError",
    "SecurityError",
    "SocketError",
    "StandardError",
    "SyntaxError",
    "SystemCallError",
    "ThreadError",
    "TypeError",
    "ZeroDivisionError",
];

const BUILTIN: &[&str] = &[
    "ARGF",
    "ARGV",
    "Array",
    "BasicObject",
    "Base64",
    "Benchmark",
    "BigDecimal",
    "Binding",
    "CGI",
    "CSV",
    "Class",
    "Comparable",
    "Complex",
    "ConditionVariable",
    "DATA",
    "Data",
    "Date",
    "DateTime",
    "Digest",
    "Dir",
    "ENV",
    "ERB",
    "Encoding",
    "Enumerable",
    "Enumerator",
    "Errno",
    "Etc",
    "Exception",
    "FalseClass",
    "Fiber",
    "File",
    "FileTest",
    "FileUtils",
    "Float",
    "Forwardable",
    "GC",
    "Hash",
    "IO",
    "IPAddr",
    "Integer",
    "Interrupt",
    "JSON",
    "Kernel",
    "Logger",
    "Marshal",
    "MatchData",
    "Math",
    "Method",
    "Module",
    "Monitor",
    "Mutex",
    "Net",
    "NilClass",
    "Numeric",
    "OStruct",
    "Object",
    "ObjectSpace",
    "Observable",
    "Open3",
    "OpenSSL",
    "OpenStruct",
    "OptionParser",
    "PP",
    "PStore",
    "Pathname",
    "Proc",
    "Process",
    "Psych",
    "Queue",
    "RUBY_VERSION",
    "Rack",
    "Ractor",
    "Rails",
    "Rake",
    "Random",
    "Range",
    "Rational",
    "Regexp",
    "Resolv",
    "RubyVM",
    "STDERR",
    "STDIN",
    "STDOUT",
    "Set",
    "Shellwords",
    "Signal",
    "SignalException",
    "SimpleDelegator",
    "Singleton",
    "Socket",
    "SecureRandom",
    "StopIteration",
    "String",
    "StringIO",
    "T",
    "StringScanner",
    "Struct",
    "Symbol",
    "SystemExit",
    "TCPServer",
    "TCPSocket",
    "Tempfile",
    "Thread",
    "Time",
    "Timeout",
    "TOPLEVEL_BINDING",
    "TrueClass",
    "UDPSocket",
    "URI",
    "UnboundMethod",
    "WeakRef",
    "YAML",
    "Zlib",
];
