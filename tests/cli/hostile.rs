//! Workspaces that nobody wishes for.

use crate::harness::{BYPASS, CONTRACT, CONTRACT_PATH, Sandbox, run};

const DRIFT: [&str; 2] =
    ["used-by-stale THIRD_PARTY_INTEGRATIONS.md", "direct-sdk-import src/web.js"];

/// Both formats run through, and the faults that can be seen are.
fn assert_drift_is_seen(sandbox: &Sandbox) {
    assert_eq!(sandbox.run(&["check"]).code, 1);
    assert_eq!(sandbox.report(&[]).rules_and_paths(), DRIFT);
}

#[test]
fn source_that_is_no_text_is_skipped() {
    let sandbox = Sandbox::drifted();
    sandbox.write("src/latin1.js", b"import Stripe from 'stripe'; // caf\xe9\n");
    sandbox.write("src/binary.js", b"import Stripe from 'stripe';\0\0\0\x01\x02");
    sandbox.write("src/utf16.js", b"\xff\xfei\0m\0p\0o\0r\0t\0");
    sandbox.write("src/empty.js", "");
    assert_drift_is_seen(&sandbox);
}

#[test]
fn source_that_does_not_parse_does_not_matter() {
    let sandbox = Sandbox::drifted();
    sandbox.write("src/broken.js", "import { from ((( 'x';\n}}}} `${\n");
    sandbox.write("src/deep.js", "[".repeat(20_000));
    sandbox.write("src/long.js", format!("const list = [{}];\n", "'abc', ".repeat(40_000)));
    assert_drift_is_seen(&sandbox);
}

#[test]
fn a_place_in_a_very_long_line_is_shown_without_it() {
    let sandbox = Sandbox::clean();
    let line = format!("const a = '{}'; import Stripe from 'stripe';", "é".repeat(5_000));
    sandbox.write("src/web.js", line);
    let run = sandbox.run(&["check"]);
    assert!(run.stdout.contains("src/web.js:1:5015"), "{}", run.stdout);
    assert!(run.stdout.lines().all(|line| line.chars().count() < 400));
}

#[test]
fn a_contract_that_is_no_text_is_no_contract() {
    for content in [&b"\0\x01\x02\xff\xfe### Stripe\n"[..], b"### Caf\xe9\n", b""] {
        let sandbox = Sandbox::drifted();
        sandbox.write(CONTRACT_PATH, content);
        let run = sandbox.run(&["check", "--format", "json"]);
        assert!(run.code < 2, "{}", run.stderr);
        let report = run.report();
        assert!(report.findings.iter().all(|finding| finding.path != CONTRACT_PATH), "{report:?}");
    }
}

#[test]
fn line_ends_do_not_move_findings() {
    let sandbox = Sandbox::drifted();
    let lf = sandbox.report(&[]);
    for path in [CONTRACT_PATH, "src/web.js"] {
        let text = std::fs::read_to_string(sandbox.path().join(path)).expect("the file");
        sandbox.write(path, text.replace('\n', "\r\n"));
    }
    let crlf = sandbox.report(&[]);
    assert_eq!(lf.rules_and_paths(), DRIFT);
    assert_eq!(lf, crlf);
    sandbox.run(&["check"]);
}

#[test]
fn a_byte_order_mark_does_not_hide_the_contract() {
    let sandbox = Sandbox::drifted();
    let text = std::fs::read_to_string(sandbox.path().join(CONTRACT_PATH)).expect("the contract");
    sandbox.write(CONTRACT_PATH, format!("\u{feff}{text}"));
    assert_drift_is_seen(&sandbox);
}

#[test]
fn a_folder_with_the_name_of_a_contract_is_a_folder() {
    let sandbox = Sandbox::empty();
    sandbox.write(&format!("{CONTRACT_PATH}/notes.md"), CONTRACT);
    assert!(sandbox.run(&["check"]).code < 2);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_come_to_an_end() {
    let sandbox = Sandbox::drifted();
    std::os::unix::fs::symlink("..", sandbox.path().join("src/up")).expect("a link");
    std::os::unix::fs::symlink("nowhere", sandbox.path().join("src/gone.js")).expect("a link");
    assert_drift_is_seen(&sandbox);
}

#[test]
fn values_of_variables_leave_by_no_way() {
    const CANARY: &str = "canary7Gq2Lw9Zr4";
    let sandbox = Sandbox::drifted();
    for file in [".env", ".env.local", "src/.env.production", "deploy/prod.env"] {
        let text = format!(
            "STRIPE_SECRET_KEY={CANARY}\nexport OTHER=\"{CANARY}\"\nURL=https://u:{CANARY}@api.stripe.com\n\
             {CANARY}\nBROKEN='{CANARY}\n"
        );
        sandbox.write(file, text);
    }
    sandbox.write("src/more.js", BYPASS);
    for arguments in [
        &["check"][..],
        &["check", "--format", "json"],
        &["check", ".env"],
        &["check", "--format", "json", "--fail-on", "hint", ".env", "src"],
    ] {
        let run = run(sandbox.command(arguments).env("CONTRACT_LSP_LOG", "trace"));
        assert!(run.code < 2, "{}", run.stderr);
        assert!(!run.stdout.contains(CANARY), "{}", run.stdout);
        assert!(!run.stderr.contains(CANARY), "{}", run.stderr);
    }
}
