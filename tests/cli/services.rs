//! `services`: what the catalog knows, and what a configuration adds to it.

use crate::harness::Sandbox;

#[test]
fn all_services_are_listed_in_order() {
    let run = Sandbox::empty().run(&["services"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let names: Vec<String> = run.stdout.lines().map(str::to_lowercase).collect();
    assert!(names.len() >= 160, "{}", names.len());
    assert!(names.is_sorted_by_key(|line| line.split("  ").next().unwrap_or_default().to_owned()));
    assert!(
        run.stdout.lines().any(|line| line.starts_with("Stripe  ") && line.contains("Payments"))
    );
}

#[test]
fn a_service_is_told_by_any_of_its_names() {
    let sandbox = Sandbox::empty();
    let page = sandbox.run(&["services", "AWS S3"]);
    assert_eq!((page.code, page.stderr.as_str()), (0, ""));
    assert!(page.stdout.starts_with("AWS S3 (Storage)\n"), "{}", page.stdout);
    assert!(page.stdout.contains("\n  @aws-sdk/client-s3\n"), "{}", page.stdout);
    assert_eq!(sandbox.run(&["services", "s3"]).stdout, page.stdout);
    assert_eq!(sandbox.run(&["services", "aws-s3"]).stdout, page.stdout);
}

#[test]
fn json_has_the_form_of_the_catalogs_files() {
    let run = Sandbox::empty().run(&["services", "stripe", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(json["version"], 1);
    assert_eq!(json["services"].as_array().map(Vec::len), Some(1));
    let stripe = &json["services"][0];
    assert_eq!(stripe["name"], "Stripe");
    assert_eq!(stripe["packages"]["npm"][0]["name"], "stripe");
    assert!(
        stripe["hosts"].as_array().is_some_and(|hosts| hosts.contains(&"api.stripe.com".into()))
    );
    let all = Sandbox::empty().run(&["services", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&all.stdout).expect("JSON");
    assert!(all["services"].as_array().is_some_and(|services| services.len() >= 160));
}

#[test]
fn a_configuration_adds_its_services() {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "contract-lsp.toml",
        "[[service]]\nname = \"Acme Pay\"\naliases = [\"acme\"]\nhosts = [\"api.acmepay.example\"]\n",
    );
    let run = sandbox.run(&["services", "acme"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("Acme Pay\n"), "{}", run.stdout);
    assert!(run.stdout.contains("\n  api.acmepay.example\n"), "{}", run.stdout);
}

#[test]
fn what_is_not_known_is_answered_with_what_is_near() {
    let sandbox = Sandbox::empty();
    sandbox.run(&["services", "strpie"]).assert_failure("the nearest is `Stripe`");
    sandbox.run(&["services", "google"]).assert_failure("`Google Analytics`, ");
    sandbox.run(&["services", "left-pad"]).assert_failure("`contract-lsp services` lists them all");
    sandbox.write("contract-lsp.toml", "[[service]\n");
    sandbox.run(&["services"]).assert_failure("contract-lsp.toml: ");
}
