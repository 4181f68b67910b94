//! `check --fix`: what is written, what is told, what is left alone.

use std::fs;

use crate::harness::{CONTRACT, CONTRACT_PATH, Sandbox};

/// A second module that uses the binding and has no row.
const CART: &str = "\
import { charge } from './integrations/stripe/client.js';

export function hold(cart) {
  return charge(cart.total);
}
";

fn with_cart() -> Sandbox {
    let sandbox = Sandbox::clean();
    sandbox.write("src/cart.js", CART);
    sandbox
}

fn contract_of(sandbox: &Sandbox) -> String {
    fs::read_to_string(sandbox.path().join(CONTRACT_PATH)).expect("the contract is there")
}

#[test]
fn a_safe_fix_is_written_told_and_not_reported_any_more() {
    let sandbox = with_cart();
    let run = sandbox.run(&["check", "--fix", "--format", "json"]);
    assert_eq!(
        run.stderr,
        "fixed[used-by-missing]: src/cart.js: Add `src/cart.js` to Used By Modules of Stripe\n\
         1 fix applied\n"
    );
    // What a person has to fill in is reported: the fix never makes up a purpose.
    let report = run.report();
    assert_eq!(report.rules_and_paths(), [format!("unfilled-placeholder {CONTRACT_PATH}")]);
    let contract = contract_of(&sandbox);
    let (added, kept): (Vec<&str>, Vec<&str>) =
        contract.split_inclusive('\n').partition(|line| line.contains("src/cart.js"));
    assert_eq!(kept.concat(), CONTRACT);
    let [row] = added[..] else { panic!("{added:?}") };
    assert!(row.starts_with("| cart ") && row.contains("`hold()`"), "{row}");

    let again = sandbox.run(&["check", "--fix"]);
    assert_eq!(again.stderr, "nothing to fix\n");
    assert_eq!(contract_of(&sandbox), contract);
}

#[test]
fn nothing_is_written_without_being_asked_for() {
    let sandbox = with_cart();
    assert_eq!(sandbox.run(&["check"]).code, 1);
    assert_eq!(contract_of(&sandbox), CONTRACT);
}

#[test]
fn only_what_is_reported_is_fixed() {
    let sandbox = with_cart();
    for arguments in [&["--rule", "env-unused"][..], &["src/checkout"]] {
        let all = [&["check", "--fix"][..], arguments].concat();
        assert_eq!(sandbox.run(&all).stderr, "nothing to fix\n", "{arguments:?}");
        assert_eq!(contract_of(&sandbox), CONTRACT, "{arguments:?}");
    }
    sandbox.run(&["check", "--fix", "src/cart.js"]);
    assert_ne!(contract_of(&sandbox), CONTRACT);
}

#[test]
fn a_workspace_in_a_workspace_is_fixed_once() {
    let sandbox = with_cart();
    sandbox.add_clean("apps/web/");
    sandbox.write("apps/web/src/cart.js", CART);
    let run = sandbox.run(&["check", "--fix", ".", "apps/web"]);
    assert!(run.stderr.ends_with("2 fixes applied\n"), "{}", run.stderr);
}

#[test]
fn line_endings_stay() {
    let sandbox = with_cart();
    sandbox.write(CONTRACT_PATH, CONTRACT.replace('\n', "\r\n"));
    sandbox.run(&["check", "--fix"]);
    let contract = contract_of(&sandbox);
    assert!(contract.contains("src/cart.js"), "{contract}");
    assert_eq!(contract.matches('\n').count(), contract.matches("\r\n").count());
}
