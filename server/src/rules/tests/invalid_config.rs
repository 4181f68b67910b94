use expect_test::expect;

use super::*;

fn configured(toml: &str) -> Files {
    sound().and(&format!("//- /contract-lsp.toml\n{toml}\n"))
}

#[test]
fn a_mistake_is_reported_at_its_place() {
    for toml in [
        "exlude = []",
        "[rules]\nenv-unused = \"loud\"",
        "exclude = [\"a[\"]",
        "[schema]\nrequired = [\"Colour\"]",
    ] {
        let found = render(&Fixture::new(&configured(toml).0).snapshot());
        assert!(found.starts_with("contract-lsp.toml:"), "{toml}: {found}");
        assert!(found.contains("Error invalid-config(-)"), "{toml}: {found}");
        assert_eq!(found.lines().count(), 1, "{toml}: {found}");
    }
    configured("exclude = []\nexlude = []").finds(expect![[r#"
        contract-lsp.toml:2:1 Error invalid-config(-): exlude
    "#]]);
}

#[test]
fn a_rule_that_is_none_is_reported_with_the_one_that_was_meant() {
    let files =
        configured("[rules]\nenv-unsued = \"off\"\nno-console = \"off\"\nenv-unused = \"off\"");
    files.finds(expect![[r#"
        contract-lsp.toml:2:1 Error invalid-config(-): env-unsued
        contract-lsp.toml:3:1 Error invalid-config(-): no-console
    "#]]);
    files.says(expect![[r#"
        invalid-config: `env-unsued` is no rule
          help: did you mean `env-unused`?
        invalid-config: `no-console` is no rule
          help: `contract-lsp rules` lists the rules
    "#]]);
}

#[test]
fn a_good_file_is_clean() {
    configured(
        "exclude = [\"legacy/**\"]\n[rules]\nenv-unused = \"off\"\n[python]\nroots = [\"src\"]",
    )
    .is_clean();
}

#[test]
fn the_last_good_configuration_stays_in_force() {
    let files =
        configured("[rules]\ndirect-sdk-import = \"off\"").and("//- /src/a.js\nimport 'stripe';\n");
    let mut fixture = Fixture::new(&files.0);
    assert_eq!(render(&fixture.snapshot()), "");
    fixture.write("contract-lsp.toml", "[rules\n");
    expect![[r#"
        contract-lsp.toml:1:7 Error invalid-config(-): 
    "#]]
    .assert_eq(&render(&fixture.snapshot()));
}

#[test]
fn the_text_in_the_editor_is_judged() {
    let mut fixture = Fixture::new(&configured("").0);
    fixture.open("contract-lsp.toml", "exlude = []\n");
    expect![[r#"
        contract-lsp.toml:1:1 Error invalid-config(-): exlude
    "#]]
    .assert_eq(&render(&fixture.snapshot()));
    fixture.open("contract-lsp.toml", "exclude = []\n");
    assert_eq!(render(&fixture.snapshot()), "");
}
