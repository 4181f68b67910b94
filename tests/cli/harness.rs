//! Workspaces on disk, and runs of the program in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::json::Report;

/// A contract without any fault, for the workspace of [`Sandbox::clean`].
pub const CONTRACT: &str = include_str!("clean.md");

/// Where the contract lies.
pub const CONTRACT_PATH: &str = "THIRD_PARTY_INTEGRATIONS.md";

/// The row of the contract that names the one module that uses the binding.
pub const USAGE_ROW: &str = "| checkout | `src/checkout/pay.js` | `pay()` | Takes payments |\n";

/// A folder of its own for one test.
pub struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    /// A workspace in which contract and code agree.
    pub fn clean() -> Self {
        let sandbox = Self::empty();
        sandbox.add_clean("");
        sandbox
    }

    /// Two faults: a row for a file that is gone (an error, in the contract) and an import of the
    /// SDK past its binding (a warning, in `src/web.js`, line 2).
    pub fn drifted() -> Self {
        let sandbox = Self::clean();
        sandbox.add_stale_row("");
        sandbox.write("src/web.js", BYPASS);
        sandbox
    }

    /// The clean workspace in a folder of this one: `a/`.
    pub fn add_clean(&self, folder: &str) {
        for (path, text) in [
            (CONTRACT_PATH, CONTRACT),
            ("package.json", "{ \"dependencies\": { \"stripe\": \"^14.0.0\" } }\n"),
            ("src/integrations/stripe/client.js", BINDING),
            ("src/checkout/pay.js", USER),
        ] {
            self.write(&format!("{folder}{path}"), text);
        }
    }

    /// A row in the contract of a folder of this one for a file that is not there.
    pub fn add_stale_row(&self, folder: &str) {
        let stale = "| carts | `src/cart.js` | `add()` | Held a cart |\n";
        let text = CONTRACT.replace(USAGE_ROW, &format!("{USAGE_ROW}{stale}"));
        self.write(&format!("{folder}{CONTRACT_PATH}"), text);
    }

    /// Writes a file, with its folders.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(path);
        let folder = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(&path, content).expect("the file can be written");
        path
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The program, to be run in this folder; nothing of the caller's surroundings is left that
    /// changes what it says.
    pub fn command(&self, arguments: &[&str]) -> Command {
        command_in(self.path(), arguments)
    }

    /// Runs the program in this folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }

    /// Runs `check --format json` in this folder.
    pub fn report(&self, arguments: &[&str]) -> Report {
        let arguments: Vec<&str> =
            ["check", "--format", "json"].iter().chain(arguments).copied().collect();
        self.run(&arguments).report()
    }
}

/// A binding of Stripe.
pub const BINDING: &str = "\
import Stripe from 'stripe';

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY);

export function charge(amount) {
  return stripe.charges.create({ amount });
}
";

/// What uses the binding as the contract says.
const USER: &str = "\
import { charge } from '../integrations/stripe/client.js';

export function pay(cart) {
  return charge(cart.total);
}
";

/// What uses the SDK past the binding.
pub const BYPASS: &str = "\
// The page for visitors.
import Stripe from 'stripe';

export const stripe = Stripe.webhooks.verify('key');
";

/// The program, to be run in a folder.
pub fn command_in(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contract-lsp"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CONTRACT_LSP_LOG"] {
        command.env_remove(variable);
    }
    command
}

/// What a run left behind.
pub struct Run {
    /// Exit code; a run that a signal ended is a failed test.
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs a command to its end. A panic of the program is a failed test wherever it happens.
pub fn run(command: &mut Command) -> Run {
    let output = command.output().expect("the program can be started");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    let run = Run {
        code: output.status.code().expect("no signal ended the program"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    };
    assert!(run.code != 101 && !run.stderr.contains("panicked"), "{}", run.stderr);
    run
}

impl Run {
    /// The report on stdout, in its JSON form.
    pub fn report(&self) -> Report {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| {
            panic!("{error}\nstdout: {}\nstderr: {}", self.stdout, self.stderr)
        })
    }

    /// That the run failed with code 2, said nothing on stdout, and said this on stderr.
    pub fn assert_failure(&self, message: &str) {
        assert_eq!(self.code, 2, "{}", self.stderr);
        assert_eq!(self.stdout, "");
        assert!(self.stderr.contains(message), "{}", self.stderr);
    }
}
