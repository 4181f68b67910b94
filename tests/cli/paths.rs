//! Which workspace a PATH belongs to, and what of it is reported.

use std::fs;

use crate::harness::{BYPASS, Sandbox, command_in, run};
use crate::json::Report;

const STALE: &str = "used-by-stale THIRD_PARTY_INTEGRATIONS.md";
const DIRECT: &str = "direct-sdk-import src/web.js";

#[test]
fn a_path_below_the_root_filters_what_is_reported() {
    let sandbox = Sandbox::drifted();
    let reported = |paths: &[&str]| sandbox.report(paths).rules_and_paths();
    assert_eq!(reported(&[]), [STALE, DIRECT]);
    assert_eq!(reported(&["."]), [STALE, DIRECT]);
    assert_eq!(reported(&["src"]), [DIRECT]);
    assert_eq!(reported(&["./src/"]), [DIRECT]);
    assert_eq!(reported(&["src/web.js"]), [DIRECT]);
    assert_eq!(reported(&["src/checkout", "src/web.js"]), [DIRECT]);
    assert_eq!(reported(&["THIRD_PARTY_INTEGRATIONS.md"]), [STALE]);
    assert_eq!(reported(&["src/checkout"]), [""; 0]);
    assert_eq!(sandbox.run(&["check", "src/checkout"]).code, 0);
}

#[test]
fn the_root_is_found_from_inside() {
    let sandbox = Sandbox::drifted();
    let below = sandbox.path().join("src/checkout");
    let report = run(&mut command_in(&below, &["check", "--format", "json", ".."])).report();
    assert_eq!(report.rules_and_paths(), [DIRECT]);
    assert_eq!(report.contracts, ["THIRD_PARTY_INTEGRATIONS.md"]);
}

#[test]
fn the_root_is_not_sought_above_the_git_top_level() {
    let sandbox = Sandbox::drifted();
    sandbox.write("vendored/.git/HEAD", "ref: refs/heads/main\n");
    sandbox.write("vendored/lib/web.js", BYPASS);
    let report = sandbox.report(&["vendored/lib"]);
    assert_eq!(report.contracts, [""; 0]);
    assert!(report.findings.iter().all(|finding| finding.path == "web.js"));
}

#[test]
fn several_workspaces_are_told_apart_by_their_folders() {
    let sandbox = Sandbox::empty();
    for folder in ["apps/a/", "apps/b/"] {
        sandbox.add_clean(folder);
        sandbox.add_stale_row(folder);
    }
    let report = sandbox.report(&["apps/a", "apps/b"]);
    let contract = "THIRD_PARTY_INTEGRATIONS.md";
    assert_eq!(report.contracts, [format!("a/{contract}"), format!("b/{contract}")]);
    let expected = [format!("used-by-stale a/{contract}"), format!("used-by-stale b/{contract}")];
    assert_eq!(report.rules_and_paths(), expected);
    let alone = sandbox.report(&["apps/a"]);
    assert_eq!(alone.rules_and_paths(), [STALE]);
    assert_eq!(alone.findings[0].fingerprint, report.findings[0].fingerprint);
}

#[test]
fn a_workspace_inside_another_is_reported_once() {
    let sandbox = Sandbox::empty();
    sandbox.add_clean("apps/a/");
    sandbox.add_stale_row("apps/a/");
    let places = |report: &Report| report.rules_and_paths();
    let whole = sandbox.report(&["."]);
    let both = sandbox.report(&[".", "apps/a"]);
    assert_eq!(places(&whole), ["used-by-stale apps/a/THIRD_PARTY_INTEGRATIONS.md"]);
    assert_eq!(places(&whole), places(&both));
}

#[test]
fn a_path_that_is_not_there_is_named_as_typed() {
    let sandbox = Sandbox::clean();
    sandbox.run(&["check", "./src/../nope"]).assert_failure("`./src/../nope`");
    sandbox.run(&["check", ".", "src/nope.js"]).assert_failure("`src/nope.js`");
}

/// Whoever runs as the administrator may read everything; there is nothing to see then.
#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_an_error_as_path_and_skipped_below() {
    use std::os::unix::fs::PermissionsExt as _;

    let sandbox = Sandbox::drifted();
    sandbox.write("src/locked/web.js", BYPASS);
    let locked = sandbox.path().join("src/locked");
    let allow = |mode| {
        fs::set_permissions(&locked, fs::Permissions::from_mode(mode)).expect("it is our folder");
    };
    allow(0o000);
    let may_read_everything = fs::read_dir(&locked).is_ok();
    if !may_read_everything {
        sandbox.run(&["check", "src/locked"]).assert_failure("cannot read `src/locked`");
        assert_eq!(sandbox.report(&[]).rules_and_paths(), [STALE, DIRECT]);
    }
    allow(0o755);
}
