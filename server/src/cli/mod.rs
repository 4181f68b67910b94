//! The command line.
//!
//! A command answers with text and an exit code and prints nothing itself; one function writes the
//! text. So a reader that goes away in the middle (`contract-lsp check | head`) is dealt with once.

mod arguments;
mod check;
mod manual;
mod mending;
mod report;
mod services;
mod targets;

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};

/// Exit code when findings weigh as much as `--fail-on` says, or more.
const FINDINGS: u8 = 1;

/// Exit code when the command could not do its work: usage, configuration, input or output.
const FAILURE: u8 = 2;

/// What a command has to say.
#[derive(Debug)]
struct Answer {
    /// For stdout, with colours where the command likes them: they are taken out where stdout
    /// cannot show them.
    text: String,
    /// 0 or [`FINDINGS`].
    code: u8,
}

impl Answer {
    fn success(text: String) -> Self {
        Self { text, code: 0 }
    }
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Also the way of `--help` and `--version`, which go to stdout with code 0. Nothing is
            // left to be said when that cannot be written.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(FAILURE));
        }
    };
    let answer = match arguments.command {
        None => return crate::lsp::serve(arguments.lsp.paranoid),
        Some(Command::Lsp(options)) => return crate::lsp::serve(options.paranoid),
        Some(Command::Check(options)) => {
            log_to_stderr();
            check::check(&options)
        }
        Some(Command::Explain { rule }) => manual::explain(&rule),
        Some(Command::Rules) => Ok(manual::rules()),
        Some(Command::Services(options)) => services::services(&options),
    };
    match answer.and_then(|answer| say(&answer)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let _ = writeln!(io::stderr(), "contract-lsp: {error:#}");
            ExitCode::from(FAILURE)
        }
    }
}

/// Writes an answer and hands back its exit code, also when its reader has gone: who closes the
/// pipe early has read enough.
fn say(answer: &Answer) -> anyhow::Result<u8> {
    let stdout = io::stdout();
    let choice = anstream::AutoStream::choice(&stdout);
    let mut writer = anstream::AutoStream::new(stdout.lock(), choice);
    let written = writer.write_all(answer.text.as_bytes()).and_then(|()| writer.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(anyhow::Error::new(error).context("cannot write to stdout"))
        }
        _ => Ok(answer.code),
    }
}

/// What is logged while files are read (a folder that cannot be opened) is for stderr; the
/// variable `CONTRACT_LSP_LOG` asks for more or less of it.
fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("CONTRACT_LSP_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .without_time()
        .with_target(false)
        .try_init();
}
