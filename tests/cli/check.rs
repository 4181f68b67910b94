//! `check`: exit codes, what is asked for, and the report for people.

use std::io;

use crate::harness::{Sandbox, run};

#[test]
fn agreement_is_code_0_and_drift_is_code_1() {
    let clean = Sandbox::clean().run(&["check"]);
    assert_eq!((clean.code, clean.stderr.as_str()), (0, ""), "{}", clean.stdout);
    assert!(clean.stdout.starts_with("No findings in "), "{}", clean.stdout);
    assert_eq!(Sandbox::drifted().run(&["check"]).code, 1);
}

#[test]
fn fail_on_moves_the_bar() {
    let code = |sandbox: &Sandbox, bar: &str| sandbox.run(&["check", "--fail-on", bar]).code;
    let error_and_warning = Sandbox::drifted();
    for (bar, expected) in [("error", 1), ("warning", 1), ("hint", 1), ("never", 0)] {
        assert_eq!(code(&error_and_warning, bar), expected, "{bar}");
    }
    let warning = Sandbox::clean();
    warning.write("src/web.js", crate::harness::BYPASS);
    for (bar, expected) in [("error", 0), ("warning", 1), ("information", 1), ("never", 0)] {
        assert_eq!(code(&warning, bar), expected, "{bar}");
    }
    let hint = Sandbox::clean();
    hint.write("src/web.ts", "import type Stripe from 'stripe';\nexport let x: Stripe;\n");
    for (bar, expected) in [("error", 0), ("warning", 0), ("information", 0), ("hint", 1)] {
        assert_eq!(code(&hint, bar), expected, "{bar}");
    }
    assert_eq!(hint.run(&["check"]).code, 0);
}

#[test]
fn rule_narrows_the_report_and_the_exit_code() {
    let sandbox = Sandbox::drifted();
    let stale = sandbox.report(&["--rule", "used-by-stale"]);
    assert_eq!(stale.rules_and_paths(), ["used-by-stale THIRD_PARTY_INTEGRATIONS.md"]);
    assert_eq!((stale.summary.errors, stale.summary.warnings), (1, 0));
    let both = sandbox.report(&["--rule", "used-by-stale", "--rule", "direct-sdk-import"]);
    assert_eq!(both.findings.len(), 2);
    assert_eq!(sandbox.run(&["check", "--rule", "env-unused"]).code, 0);
}

#[test]
fn an_unknown_rule_is_code_2_and_names_the_nearest() {
    let sandbox = Sandbox::drifted();
    let near = sandbox.run(&["check", "--rule", "used-by-stael"]);
    near.assert_failure("no rule `used-by-stael`");
    assert!(near.stderr.contains("`used-by-stale`"), "{}", near.stderr);
    assert_eq!(near.stderr.lines().count(), 1);
    let far = sandbox.run(&["check", "--rule", "no-console"]);
    far.assert_failure("no rule `no-console`");
}

#[test]
fn usage_errors_are_code_2() {
    let sandbox = Sandbox::clean();
    for arguments in [
        &["check", "--format", "xml"][..],
        &["check", "--fail-on", "everything"],
        &["check", "--nonsense"],
        &["chekc"],
        &["explain"],
    ] {
        let run = sandbox.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.stderr.is_empty());
    }
    let help = sandbox.run(&["--help"]);
    assert_eq!(help.code, 0);
    assert!(help.stdout.contains("check"), "{}", help.stdout);
    assert_eq!(sandbox.run(&["--version"]).code, 0);
}

#[test]
fn people_read_the_place_the_lines_and_a_summary() {
    let run = Sandbox::drifted().run(&["check"]);
    for part in [
        "error[used-by-stale]: ",
        "--> THIRD_PARTY_INTEGRATIONS.md:",
        "warning[direct-sdk-import]: ",
        "--> src/web.js:2:1\n",
        "2 | import Stripe from 'stripe';\n",
        "\n1 error, 1 warning in ",
    ] {
        assert!(run.stdout.contains(part), "{part:?} is not in\n{}", run.stdout);
    }
}

#[test]
fn a_folder_without_a_contract_says_so() {
    let run = Sandbox::empty().run(&["check"]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("There is no contract here"), "{}", run.stdout);
}

#[test]
fn a_suppressed_finding_is_counted_and_not_reported() {
    let sandbox = Sandbox::clean();
    sandbox.write(
        "src/web.js",
        "// contract-lsp-ignore-next-line direct-sdk-import -- moves next week\n\
         import Stripe from 'stripe';\n",
    );
    let report = sandbox.report(&[]);
    assert_eq!(report.rules_and_paths(), [""; 0]);
    assert_eq!(report.summary.suppressed, 1);
    assert!(sandbox.run(&["check"]).stdout.contains("; 1 suppressed\n"));
}

#[test]
fn colours_are_for_terminals_and_for_those_who_insist() {
    let sandbox = Sandbox::drifted();
    let is_coloured = |variables: &[(&str, &str)]| {
        let mut command = sandbox.command(&["check"]);
        run(command.envs(variables.iter().copied())).stdout.contains('\u{1b}')
    };
    assert!(!is_coloured(&[]));
    assert!(is_coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let sandbox = Sandbox::drifted();
    for (arguments, code) in [
        (&["check"][..], 1),
        (&["check", "--format", "json"], 1),
        (&["check", "--fail-on", "never"], 0),
        (&["rules"], 0),
        (&["--help"], 0),
    ] {
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let run = run(sandbox.command(arguments).stdout(writer));
        assert_eq!((run.code, run.stderr.as_str()), (code, ""), "{arguments:?}");
    }
}
