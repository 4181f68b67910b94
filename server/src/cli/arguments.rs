//! What may be written on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::workspace::Severity;

/// Keeps a third-party integrations contract and the code true to each other.
///
/// Without a command it is a language server on stdin and stdout.
#[derive(Debug, Parser)]
#[command(name = "contract-lsp", version, args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,

    #[command(flatten)]
    pub lsp: LspOptions,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Serve an editor on stdin and stdout (the default)
    Lsp(LspOptions),
    /// Report where contract and code disagree
    Check(CheckOptions),
    /// Explain a rule: what it reports, why, and how to mend it
    Explain {
        /// The rule's code, as reports show it: `used-by-stale`
        rule: String,
    },
    /// List every rule with its default severity
    Rules,
    /// List the services that are known, or tell what is known of one
    Services(ServicesOptions),
}

/// Options of the server.
#[derive(Args, Debug)]
pub(super) struct LspOptions {
    /// Editors pass it to say what is the case anyway
    #[arg(long, hide = true)]
    pub stdio: bool,

    /// Check every state against one that is read anew, and log where they differ (debug builds)
    #[arg(long)]
    pub paranoid: bool,
}

/// Options of `check`.
#[derive(Args, Debug)]
#[command(after_help = "\
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage, configuration or I/O error.

Paths in the report are relative to the workspace of PATH: PATH itself when it is a folder that \
holds a contract or a contract-lsp.toml, else its nearest ancestor that does, up to the git top \
level, else PATH. With several workspaces they are relative to the nearest folder that holds them \
all.")]
pub(super) struct CheckOptions {
    /// Files or folders to report on
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// How the report is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,

    /// The lightest finding that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Warning)]
    pub fail_on: FailOn,

    /// Report this rule alone; may be given several times
    #[arg(long = "rule", value_name = "RULE")]
    pub rules: Vec<String>,

    /// Apply the fixes that are safe, and report what is left
    ///
    /// Only what is reported is fixed: PATH and --rule narrow it. What was done is told on stderr.
    #[arg(long)]
    pub fix: bool,
}

/// Options of `services`.
#[derive(Args, Debug)]
#[command(after_help = "\
The services that come with the program, and those that the `[[service]]` tables of the \
contract-lsp.toml around the current folder add or extend.")]
pub(super) struct ServicesOptions {
    /// A service, by its name or another it goes by: `Stripe`, `s3`
    pub name: Option<String>,

    /// How it is written; as JSON, in the form of the catalog's files
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// Formats of what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Text with excerpts, for people
    Human,
    /// One JSON object, for programs
    Json,
}

/// Values of `--fail-on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Information,
    Hint,
    /// The exit code never tells of findings
    Never,
}

impl FailOn {
    /// Whether a finding of this severity makes the command fail.
    pub fn is_met_by(self, severity: Severity) -> bool {
        let least = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Information => Severity::Information,
            Self::Hint => Severity::Hint,
            Self::Never => return false,
        };
        severity >= least
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn editors_may_pass_stdio_with_and_without_the_command() {
        for line in [&["x"][..], &["x", "--stdio"], &["x", "lsp"], &["x", "lsp", "--stdio"]] {
            let arguments = Arguments::try_parse_from(line).expect("the line is accepted");
            assert!(matches!(arguments.command, None | Some(Command::Lsp(_))), "{line:?}");
        }
        assert!(Arguments::try_parse_from(["x", "check", "--stdio"]).is_err());
    }

    #[test]
    fn fail_on_names_the_lightest_severity_that_fails() {
        assert!(FailOn::Warning.is_met_by(Severity::Error));
        assert!(FailOn::Warning.is_met_by(Severity::Warning));
        assert!(!FailOn::Warning.is_met_by(Severity::Information));
        assert!(FailOn::Hint.is_met_by(Severity::Hint));
        assert!(!FailOn::Never.is_met_by(Severity::Error));
    }
}
