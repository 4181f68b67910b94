//! The binary: hands the command line to [`contract_lsp::cli`] and its answer to the system.

use std::process::ExitCode;

fn main() -> ExitCode {
    contract_lsp::cli::run()
}
