//! Lenses and hints that change while their document does not.

use serde_json::{Value, json};
use tower_lsp::ls_types::Uri;
use tower_lsp::ls_types::request::{CodeLensRequest, Request};

use super::client::{Client, capabilities};
use super::workspace::{CHECKOUT, CONTRACT, STRIPE, Workspace};

const LENSES: &str = "workspace/codeLens/refresh";
const HINTS: &str = "workspace/inlayHint/refresh";

fn lens(client: &mut Client, uri: &Uri) -> String {
    let id = client.ask_raw(CodeLensRequest::METHOD, json!({"textDocument": {"uri": uri}}));
    let lenses = client.answer::<CodeLensRequest>(id).expect("an answer").expect("lenses");
    lenses[0].command.clone().expect("a title").title
}

fn hint(client: &mut Client, uri: &Uri) -> Value {
    let id = client.ask_raw(
        "textDocument/inlayHint",
        json!({"textDocument": {"uri": uri}, "range": {
            "start": {"line": 0, "character": 0}, "end": {"line": 10_000, "character": 0},
        }}),
    );
    client.answer_raw(id).expect("an answer")[0]["label"].clone()
}

#[test]
fn the_client_asks_again_when_other_files_change_what_is_shown() {
    let shop = Workspace::shop();
    let mut client = Client::of(&[shop.root_uri()]);
    let (contract, user) = (shop.uri(CONTRACT), shop.uri("src/checkout.js"));
    client.open(&contract, STRIPE);
    client.open(&user, CHECKOUT);
    client.diagnostics(&user);
    assert_eq!(lens(&mut client, &contract), "used by 1 module · 1 variable");
    assert_eq!(hint(&mut client, &contract), "1 read");

    // A new read outside the binding: a problem and a second read.
    let text = format!("{CHECKOUT}process.env.STRIPE_SECRET_KEY;\n");
    client.change(&user, 2, None, &text);
    client.requested(LENSES);
    client.requested(HINTS);
    assert_eq!(lens(&mut client, &contract), "used by 1 module · 1 variable · 1 problem");
    assert_eq!(hint(&mut client, &contract), "2 reads");
    client.leave();
}

#[test]
fn what_changes_nothing_that_is_shown_is_not_told() {
    let shop = Workspace::shop();
    let mut client = Client::of(&[shop.root_uri()]);
    let (contract, user) = (shop.uri(CONTRACT), shop.uri("src/checkout.js"));
    client.open(&contract, STRIPE);
    client.open(&user, CHECKOUT);
    client.diagnostics(&contract);
    client.diagnostics(&user);
    lens(&mut client, &contract);
    hint(&mut client, &contract);
    // A secret word of another service, so that diagnostics come and nothing shown changes.
    for version in 2..6 {
        client.change(&user, version, None, &format!("{CHECKOUT}// {version}\n"));
    }
    let text = format!("{CHECKOUT}process.env.STRIPE_SECRET_KEY;\n");
    client.change(&user, 6, None, &text);
    client.requested(LENSES);
    client.requested(HINTS);
    assert_eq!((client.unread_requests(LENSES), client.unread_requests(HINTS)), (0, 0));
    client.leave();
}

#[test]
fn a_client_that_never_answers_is_asked_once() {
    let shop = Workspace::shop();
    let mut client = Client::of(&[shop.root_uri()]);
    client.answers_requests = false;
    let (contract, user) = (shop.uri(CONTRACT), shop.uri("src/checkout.js"));
    client.open(&contract, STRIPE);
    client.open(&user, CHECKOUT);
    client.diagnostics(&user);
    for version in 2..8 {
        lens(&mut client, &contract);
        let more = "process.env.STRIPE_SECRET_KEY;\n".repeat(usize::try_from(version).unwrap_or(1));
        client.change(&user, version, None, &format!("{CHECKOUT}{more}"));
        client.diagnostics_when(&user, |told| told.version == Some(version));
    }
    client.requested(LENSES);
    // Whatever is sent goes out in order: what the next answer comes with is all there is.
    lens(&mut client, &contract);
    assert_eq!(client.unread_requests(LENSES), 0);
    client.leave();
}

#[test]
fn a_client_that_cannot_is_not_asked() {
    let shop = Workspace::shop();
    let mut capabilities = capabilities();
    capabilities["workspace"]["codeLens"] = Value::Null;
    capabilities["workspace"]["inlayHint"] = Value::Null;
    let mut client = Client::start();
    client.introduce(json!({
        "processId": null, "rootUri": shop.root_uri(), "capabilities": capabilities,
    }));
    let (contract, user) = (shop.uri(CONTRACT), shop.uri("src/checkout.js"));
    client.open(&contract, STRIPE);
    client.open(&user, CHECKOUT);
    client.diagnostics(&user);
    lens(&mut client, &contract);
    hint(&mut client, &contract);
    client.change(&user, 2, None, &format!("{CHECKOUT}process.env.STRIPE_SECRET_KEY;\n"));
    client.diagnostics_when(&user, |told| !told.diagnostics.is_empty());
    let again = lens(&mut client, &contract);
    assert_eq!(again, "used by 1 module · 1 variable · 1 problem");
    assert_eq!((client.unread_requests(LENSES), client.unread_requests(HINTS)), (0, 0));
    client.leave();
}
