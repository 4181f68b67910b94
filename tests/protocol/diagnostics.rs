//! What is published, when, and when it is taken back.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::{Value, json};
use tower_lsp::ls_types::{DiagnosticSeverity, NumberOrString, PublishDiagnosticsParams};

use super::client::{Client, as_folders, capabilities};
use super::workspace::{CHECKOUT, CONTRACT, STRIPE, Workspace};

const IMPORT: &str = "const S = require('stripe');\nnew S('x');\n";

fn codes(published: &PublishDiagnosticsParams) -> Vec<&str> {
    let code = |code: &'_ Option<NumberOrString>| matches!(code, Some(NumberOrString::String(_)));
    let diagnostics = published.diagnostics.iter().filter(|found| code(&found.code));
    diagnostics
        .filter_map(|found| match &found.code {
            Some(NumberOrString::String(code)) => Some(code.as_str()),
            _ => None,
        })
        .collect()
}

fn has(code: &'static str) -> impl Fn(&PublishDiagnosticsParams) -> bool {
    move |published| codes(published).contains(&code)
}

fn is_empty(published: &PublishDiagnosticsParams) -> bool {
    published.diagnostics.is_empty()
}

#[test]
fn opening_a_file_publishes_once_though_there_is_nothing_to_say() {
    let shop = Workspace::shop();
    let (uri, other) = (shop.uri("src/checkout.js"), shop.uri("src/zebra.js"));
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, CHECKOUT);
    let published = client.diagnostics(&uri);
    assert_eq!((published.version, published.diagnostics.len()), (Some(1), 0));
    // Edits that change nothing that could be said are not told. The file opened behind them is
    // told about after them.
    client.change(&uri, 2, Some([0, 0, 0, 0]), "// more\n");
    client.change(&uri, 3, Some([0, 0, 0, 0]), "// and more\n");
    client.open(&other, "");
    client.diagnostics(&other);
    let unread = client.unread_diagnostics();
    assert!(unread.iter().all(|published| published.uri != uri), "{unread:?}");
    // Opening it again is opening it.
    client.close(&uri);
    client.open(&uri, CHECKOUT);
    assert_eq!(client.diagnostics(&uri).version, Some(1));
    client.leave();
}

#[test]
fn typing_an_import_outside_the_binding_shows_a_finding_and_deleting_it_clears_it() {
    let shop = Workspace::shop();
    let uri = shop.uri("src/cart.js");
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, "");
    assert!(is_empty(&client.diagnostics(&uri)));
    client.change(&uri, 2, Some([0, 0, 0, 0]), IMPORT);
    let published = client.diagnostics_when(&uri, has("direct-sdk-import"));
    assert_eq!(published.version, Some(2));
    let found = &published.diagnostics[0];
    assert_eq!(found.severity, Some(DiagnosticSeverity::WARNING));
    assert_eq!(found.source.as_deref(), Some("contract-lsp"));
    assert_eq!(found.range.start.line, 0);
    client.change(&uri, 3, Some([0, 0, 2, 0]), "");
    client.diagnostics_when(&uri, is_empty);
    client.leave();
}

#[test]
fn after_a_storm_of_edits_the_last_state_is_told() {
    let shop = Workspace::shop();
    let uri = shop.uri("src/cart.js");
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, "");
    for version in 2..1002 {
        let text = if version % 2 == 0 { IMPORT } else { "" };
        client.change(&uri, version, None, text);
    }
    // Elsewhere than ever before, so that it differs from whatever was told last.
    client.change(&uri, 2000, None, &format!("\n\n{IMPORT}"));
    let last = client.diagnostics_when(&uri, |published| published.version == Some(2000));
    assert!(has("direct-sdk-import")(&last), "{last:?}");
    assert_eq!(last.diagnostics[0].range.start.line, 2);
    client.leave();
}

#[test]
fn an_edit_of_the_contract_is_felt_in_other_files_that_are_not_open() {
    let shop = Workspace::shop();
    let cart = shop.write("src/cart.js", IMPORT);
    let contract = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    let published = client.diagnostics_when(&cart, has("direct-sdk-import"));
    assert_eq!(published.version, None, "it is not open");
    client.open(&contract, STRIPE);
    // With `src/` as its binding, the cart is inside of it.
    let wider = STRIPE.replace("src/integrations/stripe/", "src/");
    client.change(&contract, 2, None, &wider);
    client.diagnostics_when(&cart, |published| !has("direct-sdk-import")(published));
    client.change(&contract, 3, None, STRIPE);
    client.diagnostics_when(&cart, has("direct-sdk-import"));
    client.leave();
}

#[test]
fn files_that_come_change_and_vanish_on_disk_are_noticed() {
    let shop = Workspace::shop();
    let cart = shop.uri("src/cart.js");
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&shop.uri(CONTRACT), STRIPE);
    client.diagnostics(&shop.uri(CONTRACT));
    shop.write("src/cart.js", IMPORT);
    client.changed_on_disk(&[(&cart, 1)]);
    client.diagnostics_when(&cart, has("direct-sdk-import"));
    shop.write("src/cart.js", "");
    client.changed_on_disk(&[(&cart, 2)]);
    client.diagnostics_when(&cart, is_empty);
    shop.write("src/cart.js", IMPORT);
    client.changed_on_disk(&[(&cart, 2)]);
    client.diagnostics_when(&cart, has("direct-sdk-import"));
    shop.remove("src/cart.js");
    client.changed_on_disk(&[(&cart, 3)]);
    client.diagnostics_when(&cart, is_empty);
    client.leave();
}

#[test]
fn a_checkout_of_many_files_is_one_batch() {
    let shop = Workspace::shop();
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&shop.uri(CONTRACT), STRIPE);
    client.diagnostics(&shop.uri(CONTRACT));
    let uris: Vec<_> =
        (0..200).map(|number| shop.write(&format!("src/cart{number}.js"), IMPORT)).collect();
    for uri in &uris {
        client.changed_on_disk(&[(uri, 1)]);
    }
    for uri in &uris {
        client.diagnostics_when(uri, has("direct-sdk-import"));
    }
    client.leave();
}

#[test]
fn a_closed_file_is_what_it_is_on_disk() {
    let shop = Workspace::shop();
    let uri = shop.write("src/cart.js", "");
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, IMPORT);
    client.diagnostics_when(&uri, has("direct-sdk-import"));
    client.close(&uri);
    client.diagnostics_when(&uri, is_empty);
    client.leave();
}

#[test]
fn the_clients_spelling_of_a_uri_is_kept() {
    let shop = Workspace::shop();
    let uri = shop.write("src/cart (1).js", IMPORT);
    let odd: tower_lsp::ls_types::Uri =
        uri.as_str().replace("%28", "(").replace("src", "%73rc").parse().expect("a URI");
    assert_ne!(odd, uri);
    let mut client = Client::of(&[shop.root_uri()]);
    client.diagnostics_when(&uri, has("direct-sdk-import"));
    client.open(&odd, IMPORT);
    client.diagnostics_when(&odd, has("direct-sdk-import"));
    client.diagnostics_when(&uri, is_empty);
    client.leave();
}

#[test]
fn a_file_belongs_to_the_deepest_of_nested_folders() {
    let outer = Workspace::shop();
    outer.write(&format!("inner/{CONTRACT}"), STRIPE);
    outer.write("inner/src/integrations/stripe/client.js", super::workspace::BINDING);
    let cart = outer.write("inner/src/cart.js", IMPORT);
    let mut client = Client::of(&[outer.root_uri(), outer.uri("inner")]);
    client.diagnostics_when(&cart, has("direct-sdk-import"));
    client.open(&cart, "");
    client.diagnostics_when(&cart, is_empty);
    // Nobody else speaks about it.
    client.open(&outer.uri("inner/zebra.js"), "");
    client.diagnostics(&outer.uri("inner/zebra.js"));
    assert!(client.unread_diagnostics().iter().all(|published| published.uri != cart));
    client.leave();
}

#[test]
fn settings_and_their_changes_take_effect() {
    let shop = Workspace::shop();
    let uri = shop.write("src/cart.js", IMPORT);
    let off = json!({"rules": {"direct-sdk-import": "off"}});
    let mut client = Client::start();
    client.introduce(json!({
        "processId": null,
        "workspaceFolders": as_folders(&[shop.root_uri()]),
        "initializationOptions": off,
        "capabilities": capabilities(),
    }));
    client.open(&uri, IMPORT);
    assert!(!has("direct-sdk-import")(&client.diagnostics(&uri)));
    client.settings = json!({"rules": {"direct-sdk-import": "error"}});
    client.notify_raw("workspace/didChangeConfiguration", json!({"settings": null}));
    client.diagnostics_when(&uri, has("direct-sdk-import"));
    client.settings = Value::Null;
    let told = json!({"settings": {"contractLsp": off}});
    client.notify_raw("workspace/didChangeConfiguration", told);
    client.diagnostics_when(&uri, |published| !has("direct-sdk-import")(published));
    client.leave();
}

#[test]
fn a_change_of_the_configuration_file_takes_effect() {
    let shop = Workspace::shop();
    let uri = shop.write("src/cart.js", IMPORT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.diagnostics_when(&uri, has("direct-sdk-import"));
    let config = shop.write("contract-lsp.toml", "[rules]\ndirect-sdk-import = \"off\"\n");
    client.changed_on_disk(&[(&config, 1)]);
    client.diagnostics_when(&uri, |published| !has("direct-sdk-import")(published));
    client.leave();
}

#[test]
fn a_file_outside_all_folders_is_looked_at_where_its_contract_is() {
    let shop = Workspace::shop();
    let uri = shop.write("src/cart.js", IMPORT);
    let mut client = Client::of(&[]);
    client.open(&uri, IMPORT);
    client.diagnostics_when(&uri, has("direct-sdk-import"));
    client.close(&uri);
    client.diagnostics_when(&uri, is_empty);
    client.leave();
}

type Row = (String, u64, u64, String, String);

#[test]
fn the_server_and_the_command_line_find_the_same() {
    let shop = Workspace::shop();
    shop.write("src/cart.js", &format!("/* 漢字😀 */ {IMPORT}"));
    shop.write("src/mail.js", "fetch('https://api.sendgrid.com/v3/mail/send');\n");
    shop.write(CONTRACT, &STRIPE.replace("`pay()`", "`gone()`"));
    the_same_is_found(&shop);
}

#[test]
fn they_find_the_same_in_the_samples() {
    the_same_is_found(&Workspace::sample("storefront"));
    the_same_is_found(&Workspace::sample("ledger"));
}

fn the_same_is_found(shop: &Workspace) {
    let checked = Command::new(env!("CARGO_BIN_EXE_contract-lsp"))
        .args(["check", "--format", "json", "--fail-on", "never"])
        .arg(shop.root())
        .output()
        .expect("the command runs");
    let report: Value = serde_json::from_slice(&checked.stdout).expect("a report");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let expected: BTreeSet<Row> = report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|found| {
            let start = &found["range"]["start"];
            let number = |name: &str| start[name].as_u64().expect("a number");
            let (path, rule) = (text(&found["path"]), text(&found["rule"]));
            (path, number("line"), number("column"), rule, text(&found["severity"]))
        })
        .collect();
    assert!(!expected.is_empty(), "there is something to find");

    // Columns of reports are code points.
    let mut capabilities = capabilities();
    capabilities["general"]["positionEncodings"] = json!(["utf-32"]);
    let mut client = Client::start();
    client.introduce(json!({
        "processId": null,
        "workspaceFolders": as_folders(&[shop.root_uri()]),
        "capabilities": capabilities,
    }));
    let files: BTreeSet<&String> = expected.iter().map(|(path, ..)| path).collect();
    let mut found = BTreeSet::new();
    for path in files {
        let published = client.diagnostics(&shop.uri(path));
        for diagnostic in &published.diagnostics {
            let Some(NumberOrString::String(code)) = &diagnostic.code else { panic!("no code") };
            let severity = match diagnostic.severity {
                Some(DiagnosticSeverity::ERROR) => "error",
                Some(DiagnosticSeverity::WARNING) => "warning",
                Some(DiagnosticSeverity::INFORMATION) => "information",
                _ => "hint",
            };
            let start = diagnostic.range.start;
            let (line, column) = (u64::from(start.line) + 1, u64::from(start.character) + 1);
            found.insert((path.clone(), line, column, code.clone(), severity.to_owned()));
        }
    }
    assert_eq!(found, expected);
    assert_eq!(client.unread_diagnostics(), [], "and nothing else");
    client.leave();
}
