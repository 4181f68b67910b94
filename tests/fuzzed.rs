//! What fuzzing begins with, and every input that ever broke, through the same checks without a
//! fuzzer.

#[path = "../fuzz/checks.rs"]
mod checks;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// Far more than any input takes, and far less than a run of tests may.
const LONGEST: Duration = Duration::from_secs(60);

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

/// The entries of a folder by name; none where there is no such folder.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(read) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> =
        read.map(|entry| entry.expect("the entry can be read").path()).collect();
    paths.sort();
    paths
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Checks every input of a folder that holds a folder for each target, and gives their number. An
/// input that never comes to an end fails as one that panics does.
fn check_all(folder: &str) -> usize {
    let inputs: Vec<(String, PathBuf)> = entries(&fuzz().join(folder))
        .iter()
        .flat_map(|target| entries(target).into_iter().map(|input| (name_of(target), input)))
        .collect();
    let mut failed = Vec::new();
    for (target, path) in &inputs {
        let bytes = fs::read(path).expect("the input can be read");
        let (done, is_done) = channel();
        let target = target.clone();
        let worker = thread::spawn(move || {
            checks::check(&target, &bytes);
            // The test may have given up.
            let _ = done.send(());
        });
        match is_done.recv_timeout(LONGEST) {
            Ok(()) => worker.join().expect("it was done"),
            Err(RecvTimeoutError::Disconnected) => failed.push(path.display().to_string()),
            Err(RecvTimeoutError::Timeout) => failed.push(format!("{} hangs", path.display())),
        }
    }
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
    inputs.len()
}

#[test]
fn seeds_are_read() {
    assert!(check_all("seeds") > 100);
}

#[test]
fn what_broke_is_mended() {
    assert!(check_all("broke") > 0);
}

#[test]
fn every_target_has_seeds_and_a_program() {
    let known: Vec<&str> = checks::TARGETS.iter().map(|(name, _)| *name).collect();
    let mut sorted = known.clone();
    sorted.sort_unstable();
    let seeded: Vec<String> = entries(&fuzz().join("seeds")).iter().map(|it| name_of(it)).collect();
    assert_eq!(seeded, sorted);
    let programs: Vec<String> =
        entries(&fuzz().join("fuzz_targets")).iter().map(|it| name_of(it)).collect();
    let expected: Vec<String> = sorted.iter().map(|name| format!("{name}.rs")).collect();
    assert_eq!(programs, expected);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).expect("it can be read");
    assert!(known.iter().all(|name| manifest.contains(&format!("name = \"{name}\"\n"))));
}
