//! Room: lsp.

use std::process::ExitCode;

/// Serves one client on stdin and stdout until it leaves.
pub fn serve() -> ExitCode {
    ExitCode::from(2)
}
