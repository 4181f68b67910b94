//! How long an editor waits: the real server as a child process, in workspaces of three sizes.
//!
//! `cargo bench --bench latency` prints a table of medians and 99th percentiles with the memory of
//! the server; `-- 500 5000` measures other sizes. Ratios between sizes in one run mean more than the
//! figures: machines differ, and so do their hours.

#![expect(clippy::print_stdout, reason = "the table is what this is for")]

mod client;
mod workspace;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use client::Client;
use workspace::{CONTRACT, SOURCE, Workspace};

/// Files beside the contract.
const SIZES: [usize; 3] = [500, 5_000, 50_000];

/// Integrations of the contract: a large one.
const INTEGRATIONS: usize = 200;

/// How often each thing is done; the 99th percentile of fewer would be the slowest.
const TIMES: usize = 200;

fn main() {
    // `cargo bench` passes `--bench`; numbers are sizes.
    let asked: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if asked.is_empty() { SIZES.to_vec() } else { asked };
    println!("| files | what | median | p99 |\n|--:|---|--:|--:|");
    for size in sizes {
        measure(size);
    }
}

fn measure(size: usize) {
    let row = |what: &str, median: String, worst: String| {
        println!("| {size} | {what} | {median} | {worst} |");
    };
    let times = |what: &str, mut times: Vec<Duration>| {
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
        row(what, shown(at(0.5)), shown(at(0.99)));
    };
    let workspace = Workspace::new(size, INTEGRATIONS);
    let started = Instant::now();
    let mut client = Client::start(&workspace.root());
    times("start until `initialize` is answered", vec![started.elapsed()]);

    let source = workspace.text(SOURCE);
    client.open(&workspace.uri(SOURCE), &source);
    client.diagnostics(&workspace.uri(SOURCE));
    times("start until the first diagnostics", vec![started.elapsed()]);
    row("memory after the first reading", client.memory(), String::new());

    let contract = workspace.text(CONTRACT);
    client.open(&workspace.uri(CONTRACT), &contract);
    client.diagnostics(&workspace.uri(CONTRACT));

    // A character at the end of a line, and back: an import that is one, and is none.
    let typed = source.replace("from 'express'", "from 'stripe'");
    let texts = [&typed, &source];
    times(
        "keystroke in source → its diagnostics",
        edits(&mut client, &workspace.uri(SOURCE), texts),
    );
    let typed = contract.replacen("**Status:** `active`", "**Status:** `actve`", 1);
    let texts = [&typed, &contract];
    times(
        &format!("keystroke in a contract of {INTEGRATIONS} integrations → its diagnostics"),
        edits(&mut client, &workspace.uri(CONTRACT), texts),
    );

    let position_of = |text: &str, word: &str| {
        let at = text.find(word).expect("a place") + word.len();
        let line = text[..at].matches('\n').count();
        let column = at - text[..at].rfind('\n').map_or(0, |start| start + 1);
        json!({ "line": line, "character": column })
    };
    for (method, path, text, word) in [
        ("textDocument/completion", SOURCE, &source, "process.env.API"),
        ("textDocument/hover", SOURCE, &source, "SERVICE_0_KEY"),
        ("textDocument/definition", SOURCE, &source, "SERVICE_0_KEY"),
        ("textDocument/completion", CONTRACT, &contract, "src/integrations/s0"),
        ("textDocument/hover", CONTRACT, &contract, "SERVICE_0_KEY"),
        ("textDocument/definition", CONTRACT, &contract, "SERVICE_0_KEY"),
        ("textDocument/references", CONTRACT, &contract, "SERVICE_0_KEY"),
    ] {
        let mut params = json!({
            "textDocument": { "uri": workspace.uri(path) },
            "position": position_of(text, word),
        });
        if method.ends_with("references") {
            params["context"] = json!({ "includeDeclaration": true });
        }
        let name = method.trim_start_matches("textDocument/");
        times(&format!("{name} in `{path}`"), requests(&mut client, method, &params));
    }

    for _ in 0..1_000 / TIMES {
        edits(&mut client, &workspace.uri(SOURCE), [&typed_source(&source), &source]);
    }
    row("memory after 1,000 edits more", client.memory(), String::new());
    let before = client.cpu();
    std::thread::sleep(Duration::from_secs(2));
    let busy = client.cpu().saturating_sub(before);
    row("processor time in 2 idle seconds", shown(busy), String::new());
    client.leave();
}

fn typed_source(source: &str) -> String {
    source.replace("from 'express'", "from 'stripe'")
}

/// The times from an edit to the diagnostics of its version. Every edit changes what is found.
fn edits(client: &mut Client, uri: &str, texts: [&String; 2]) -> Vec<Duration> {
    let edit = |client: &mut Client, text: &str| {
        let began = Instant::now();
        client.change(uri, text);
        client.diagnostics(uri);
        began.elapsed()
    };
    (0..TIMES).map(|time| edit(client, texts[time % 2])).collect()
}

fn requests(client: &mut Client, method: &str, params: &Value) -> Vec<Duration> {
    let request = |_| {
        let began = Instant::now();
        let answer = client.ask(method, params);
        assert!(!answer.is_null(), "{method}: nothing");
        began.elapsed()
    };
    (0..TIMES).map(request).collect()
}

fn shown(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
