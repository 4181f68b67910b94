//! How long a check takes that knows nothing yet, beside tools that search the same files for the
//! same packages and hosts: ripgrep, ast-grep and semgrep.
//!
//! `server/benches/cold/fetch.sh` fetches the corpora and the tools; then `cargo bench --bench cold`
//! prints a table. `-- 9` takes the median of nine rounds, `-- FOLDER` reads what was fetched there.
//! Ratios in one run mean more than the figures: machines differ, and so do their hours.

#![expect(clippy::print_stdout, reason = "the tables are what this is for")]

mod corpus;
mod needles;
mod tool;

use std::path::{Path, PathBuf};
use std::time::Duration;

use corpus::Corpus;
use needles::Needles;
use tool::{CHECK, CHECK_WITH_CONTRACT, Outcome, Tool};

const CORPORA: [&str; 3] = ["small", "medium", "large"];

/// How often each tool runs; semgrep, which takes minutes, runs once.
const ROUNDS: usize = 5;

/// How the slower of both checks should stand to another tool: its time as a multiple of the other's
/// at most.
const TARGETS: [(&str, &str, f64); 3] = [
    ("ripgrep", "at most 5 × ripgrep", 5.0),
    ("ast-grep", "at least 5 × faster than ast-grep", 1.0 / 5.0),
    ("semgrep", "at least 40 × faster than semgrep", 1.0 / 40.0),
];

fn main() {
    // `cargo bench` passes `--bench`; a number is the rounds, anything else the folder.
    let (mut rounds, mut folder) = (ROUNDS, fetched_by_default());
    for word in std::env::args().skip(1).filter(|word| word != "--bench") {
        match word.parse() {
            Ok(number) if number > 0 => rounds = number,
            _ => folder = PathBuf::from(word),
        }
    }
    let needles = Needles::of_the_catalog();
    let searches = tempfile::tempdir().expect("a folder");
    needles.write(searches.path());
    let tools = tool::all(&folder.join("tools"), searches.path(), rounds);

    println!("| corpus | files | lines | tool | median | × ripgrep | peak memory |");
    println!("|---|--:|--:|---|--:|--:|--:|");
    let mut reached = String::from("| corpus | target | reached | |\n|---|---|--:|---|\n");
    for name in CORPORA {
        let Some(corpus) = Corpus::open(&folder.join("corpora").join(name)) else {
            println!("| {name} | not fetched: run `server/benches/cold/fetch.sh` | | | | | |");
            continue;
        };
        let outcomes = run(&corpus, &tools);
        print_rows(name, &corpus, &tools, &outcomes);
        for target in TARGETS {
            reached += &compared(name, &tools, &outcomes, target);
        }
    }
    println!("\n{reached}");
}

/// Where `fetch.sh` puts things unless it is told otherwise.
fn fetched_by_default() -> PathBuf {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().unwrap_or(temporary).join("cold")
}

/// All tools in turn, round by round, so that a busy hour of the machine meets all of them.
fn run(corpus: &Corpus, tools: &[Tool]) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = tools.iter().map(|tool| tool.prepare(corpus)).collect();
    let rounds = tools.iter().map(|tool| tool.rounds).max().unwrap_or(0);
    for round in 0..rounds {
        for (tool, outcome) in tools.iter().zip(&mut outcomes) {
            if round < tool.rounds {
                tool.run(corpus, outcome);
            }
        }
    }
    corpus.remove_contract();
    outcomes
}

fn print_rows(name: &str, corpus: &Corpus, tools: &[Tool], outcomes: &[Outcome]) {
    let ripgrep = median(tools, outcomes, "ripgrep");
    for (tool, outcome) in tools.iter().zip(outcomes) {
        let shown = match outcome.median() {
            Ok(time) => format!("{:.2} s", time.as_secs_f64()),
            Err(why) => why.to_owned(),
        };
        let ratio = outcome.median().ok().zip(ripgrep).map(|(time, other)| ratio(time, other));
        let ratio = ratio.map_or_else(String::new, |it| format!("{it:.2}"));
        let memory = outcome.peak.map_or_else(String::new, |it| format!("{} MiB", it / 1024));
        let (files, lines) = (corpus.files.len(), corpus.lines);
        println!("| {name} | {files} | {lines} | {} | {shown} | {ratio} | {memory} |", tool.name);
    }
}

fn compared(
    name: &str,
    tools: &[Tool],
    outcomes: &[Outcome],
    (other, target, most): (&str, &str, f64),
) -> String {
    let checks = [CHECK, CHECK_WITH_CONTRACT].map(|check| median(tools, outcomes, check));
    let slower = checks[0].max(checks[1]).filter(|_| checks.iter().all(Option::is_some));
    let Some((check, other)) = slower.zip(median(tools, outcomes, other)) else {
        return format!("| {name} | {target} | unknown | {other} gave no time |\n");
    };
    let ratio = ratio(check, other);
    let shown = if most >= 1.0 {
        format!("{ratio:.1} × its time")
    } else {
        format!("{:.1} × faster", 1.0 / ratio)
    };
    let verdict = if ratio <= most { "reached" } else { "**missed**" };
    format!("| {name} | {target} | {shown} | {verdict} |\n")
}

fn median(tools: &[Tool], outcomes: &[Outcome], name: &str) -> Option<Duration> {
    let index = tools.iter().position(|tool| tool.name == name)?;
    outcomes[index].median().ok()
}

fn ratio(time: Duration, other: Duration) -> f64 {
    time.as_secs_f64() / other.as_secs_f64()
}
