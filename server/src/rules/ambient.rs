//! Variables of the process, the platform and the build, which are no service's although a binding
//! reads them.

/// Names as they are, or beginnings that end in `_`.
const AMBIENT: &[&str] = &[
    "NODE_ENV",
    "NODE_OPTIONS",
    "CI",
    "DEBUG",
    "HOME",
    "HOST",
    "HOSTNAME",
    "LANG",
    "LOG_LEVEL",
    "MODE",
    "DEV",
    "PROD",
    "SSR",
    "BASE_URL",
    "PATH",
    "PORT",
    "PWD",
    "SHELL",
    "TEMP",
    "TMP",
    "TMPDIR",
    "TZ",
    "USER",
    "USERNAME",
    "VITEST",
    "RUST_LOG",
    "RUST_BACKTRACE",
    "OUT_DIR",
    "TARGET",
    "PROFILE",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "CARGO_",
    "JEST_",
    "npm_",
    "XDG_",
    "LC_",
    "GITHUB_ACTIONS",
    "APP_ENV",
];

/// Whether a variable is ambient.
pub(crate) fn is_ambient(name: &str) -> bool {
    AMBIENT
        .iter()
        .any(|ambient| name == *ambient || (ambient.ends_with('_') && name.starts_with(ambient)))
}
