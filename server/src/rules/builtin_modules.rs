//! Modules that come with a language or its runtime: people list them under Dependencies, but no
//! manifest does.

/// Of Node.js and the platform of the web, with and without `node:`.
const NODE: &[&str] = &[
    "assert",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "crypto",
    "dgram",
    "dns",
    "events",
    "fetch",
    "fs",
    "fs/promises",
    "http",
    "http2",
    "https",
    "module",
    "net",
    "node",
    "os",
    "path",
    "perf_hooks",
    "process",
    "querystring",
    "readline",
    "stream",
    "string_decoder",
    "timers",
    "tls",
    "url",
    "util",
    "v8",
    "vm",
    "webcrypto",
    "worker_threads",
    "zlib",
    "eventsource",
    "websocket",
    "xmlhttprequest",
];

/// Of Python.
const PYTHON: &[&str] = &[
    "asyncio",
    "base64",
    "collections",
    "concurrent.futures",
    "contextlib",
    "csv",
    "dataclasses",
    "datetime",
    "email",
    "email.mime",
    "enum",
    "functools",
    "hashlib",
    "hmac",
    "html",
    "http.client",
    "imaplib",
    "io",
    "itertools",
    "json",
    "logging",
    "mimetypes",
    "pathlib",
    "poplib",
    "python",
    "re",
    "secrets",
    "smtplib",
    "socket",
    "sqlite3",
    "ssl",
    "string",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "tomllib",
    "typing",
    "unittest",
    "urllib",
    "urllib.parse",
    "urllib.request",
    "uuid",
    "xml",
    "zoneinfo",
];

/// Of Ruby, as far as integrations use it.
const RUBY: &[&str] = &[
    "net/http",
    "net/smtp",
    "openssl",
    "open-uri",
    "uri",
    "digest",
    "securerandom",
    "set",
    "ruby",
];

/// Beginnings of names that are the language's own.
const BEGINNINGS: &[&str] =
    &["node:", "bun:", "deno:", "std::", "core::", "alloc::", "java.", "javax.", "system.", "ext-"];

/// Whether a name is one of a language or runtime. Which language is not asked: in doubt a name is
/// no package.
pub(super) fn is_builtin(name: &str) -> bool {
    let name = name.to_lowercase();
    let is_listed = [NODE, PYTHON, RUBY].iter().any(|list| list.contains(&name.as_str()));
    is_listed
        || matches!(
            name.as_str(),
            "std" | "core" | "alloc" | "php" | "go" | "rust" | "jdk" | "java"
        )
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_of_the_language_are_no_packages() {
        for name in ["fetch", "node:crypto", "https", "smtplib", "net/http", "std", "ext-curl"] {
            assert!(is_builtin(name), "{name}");
        }
        for name in ["stripe", "crypto-js", "node-fetch", "requests", "system", "std-env"] {
            assert!(!is_builtin(name), "{name}");
        }
    }
}
