//! The programs that are measured.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::corpus::Corpus;
use super::needles;

pub const CHECK: &str = "contract-lsp check";
pub const CHECK_WITH_CONTRACT: &str = "contract-lsp check, with a contract";

/// A program with what it is told; it runs in the corpus.
pub struct Tool {
    pub name: &'static str,
    pub rounds: usize,
    program: PathBuf,
    arguments: Vec<String>,
    with_contract: bool,
    /// Whether exit code 1 only tells that something or nothing was found.
    one_is_good: bool,
    is_ours: bool,
    findings: PathBuf,
}

/// What came of a tool in a corpus.
#[derive(Default)]
pub struct Outcome {
    times: Vec<Duration>,
    failure: Option<String>,
    /// The most memory it held, in KiB, where the system tells.
    pub peak: Option<u64>,
}

pub fn all(installed: &Path, searches: &Path, rounds: usize) -> Vec<Tool> {
    let search = |file: &str| searches.join(file).display().to_string();
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let check = |name, with_contract| Tool {
        name,
        rounds,
        program: PathBuf::from(env!("CARGO_BIN_EXE_contract-lsp")),
        arguments: words(&["check", "--fail-on", "never", "--format", "json"]),
        with_contract,
        one_is_good: false,
        is_ours: true,
        findings: searches.join("findings"),
    };
    let other = |name, rounds, program: &str, arguments, one_is_good| Tool {
        name,
        rounds,
        program: installed.join(program),
        arguments,
        with_contract: false,
        one_is_good,
        is_ours: false,
        findings: searches.join("findings"),
    };
    // The checker reads hidden files and heeds ignore files outside of repositories too.
    let ripgrep = ["--count-matches", "-F", "--hidden", "--no-require-git", "-f"];
    let ripgrep = [words(&ripgrep), vec![search(needles::FIXED), ".".to_owned()]].concat();
    let ast_grep = ["scan", "--json=compact", "--no-ignore=hidden", "--rule"];
    let ast_grep = [words(&ast_grep), vec![search(needles::AST_GREP), ".".to_owned()]].concat();
    // By itself it would leave out tests and large files, and ask its makers for a newer version.
    let semgrep = [
        "scan",
        "--metrics=off",
        "--disable-version-check",
        "--quiet",
        "--json",
        "--max-target-bytes=0",
        "--x-ignore-semgrepignore-files",
        // The corpora lie in cargo's target folder, which repositories ignore.
        "--no-git-ignore",
        "--config",
    ];
    let semgrep = [words(&semgrep), vec![search(needles::SEMGREP), ".".to_owned()]].concat();
    vec![
        check(CHECK, false),
        check(CHECK_WITH_CONTRACT, true),
        other("ripgrep", rounds, "ripgrep/bin/rg", ripgrep, true),
        other("ast-grep", rounds, "ast-grep/node_modules/.bin/ast-grep", ast_grep, true),
        other("semgrep", 1, "semgrep/bin/semgrep", semgrep, false),
    ]
}

impl Tool {
    /// Looks whether it is there, and reads the corpus once before the clock runs, so that the first
    /// round finds the files in the system's cache as the others do. Memory is measured here: to
    /// look at it takes time.
    pub fn prepare(&self, corpus: &Corpus) -> Outcome {
        let mut outcome = Outcome::default();
        if !self.program.exists() {
            outcome.failure = Some("not installed".to_owned());
        } else if self.is_ours {
            let mut child = self.start(corpus, Stdio::null());
            while child.try_wait().expect("a child").is_none() {
                outcome.peak = peak(&child).or(outcome.peak);
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        outcome
    }

    pub fn run(&self, corpus: &Corpus, outcome: &mut Outcome) {
        if outcome.failure.is_some() {
            return;
        }
        let began = Instant::now();
        let status = self.start(corpus, self.output()).wait().expect("a child");
        outcome.times.push(began.elapsed());
        match status.code() {
            Some(0 | 1) if !self.is_ours && self.found_nothing() => {
                outcome.failure = Some("found nothing: it did not read the files".to_owned());
            }
            Some(0) => {}
            Some(1) if self.one_is_good => {}
            _ => outcome.failure = Some(format!("failed: {status}")),
        }
    }

    /// Where it writes what it finds.
    fn output(&self) -> Stdio {
        std::fs::File::create(&self.findings).expect("a file").into()
    }

    fn found_nothing(&self) -> bool {
        let text = std::fs::read_to_string(&self.findings).expect("a file");
        let text = text.trim();
        text.is_empty() || text == "[]" || text.contains("\"results\":[]")
    }

    fn start(&self, corpus: &Corpus, output: Stdio) -> Child {
        if self.with_contract {
            corpus.write_contract();
        } else {
            corpus.remove_contract();
        }
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).current_dir(&corpus.folder);
        command.stdin(Stdio::null()).stdout(output).stderr(Stdio::null());
        command.spawn().unwrap_or_else(|error| panic!("{}: {error}", self.program.display()))
    }
}

impl Outcome {
    /// The median time, or why there is none.
    pub fn median(&self) -> Result<Duration, &str> {
        if let Some(failure) = &self.failure {
            return Err(failure);
        }
        let mut times = self.times.clone();
        times.sort_unstable();
        times.get(times.len() / 2).copied().ok_or("did not run")
    }
}

fn peak(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    most.split_whitespace().next()?.parse().ok()
}
