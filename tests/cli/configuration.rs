//! `contract-lsp.toml` as the command line takes it.

use crate::harness::Sandbox;

#[test]
fn a_configuration_that_cannot_be_read_is_code_2_with_its_place() {
    let sandbox = Sandbox::drifted();
    sandbox.write("contract-lsp.toml", "exclude = []\n\n[rules\n");
    sandbox.run(&["check"]).assert_failure("contract-lsp.toml:3:");
    sandbox.run(&["check", "--format", "json"]).assert_failure("contract-lsp.toml:3:");
}

#[test]
fn unknown_keys_and_values_are_code_2_with_their_place() {
    let sandbox = Sandbox::drifted();
    for (text, place) in [
        ("# Ours.\ninfa = \"INFRA.md\"\n", "contract-lsp.toml:2:1: "),
        ("[rules]\nused-by-stael = \"off\"\n", "contract-lsp.toml:2:1: "),
        ("[rules]\nused-by-stale = \"fatal\"\n", "contract-lsp.toml:2:17: "),
        ("exclude = \"legacy\"\n", "contract-lsp.toml:1:11: "),
    ] {
        sandbox.write("contract-lsp.toml", text);
        sandbox.run(&["check"]).assert_failure(place);
    }
}

#[test]
fn rules_are_weighed_as_configured() {
    let sandbox = Sandbox::drifted();
    sandbox.write(
        "contract-lsp.toml",
        "[rules]\nused-by-stale = \"off\"\ndirect-sdk-import = \"hint\"\n",
    );
    let report = sandbox.report(&[]);
    assert_eq!(report.rules_and_paths(), ["direct-sdk-import src/web.js"]);
    assert_eq!((report.summary.errors, report.summary.hints), (0, 1));
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn excluded_files_are_not_looked_at() {
    let sandbox = Sandbox::drifted();
    sandbox.write("contract-lsp.toml", "exclude = [\"src/web.js\"]\n");
    let report = sandbox.report(&[]);
    assert_eq!(report.rules_and_paths(), ["used-by-stale THIRD_PARTY_INTEGRATIONS.md"]);
}
