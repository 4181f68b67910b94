//! The server's text and the editor's, under edits, floods and cancellation.

use serde_json::json;
use tower_lsp::ls_types::request::{DocumentSymbolRequest, HoverRequest};
use tower_lsp::ls_types::{DocumentSymbolResponse, MessageType, Uri};

use super::client::Client;
use super::workspace::{CONTRACT, STRIPE, Workspace, place_of};

/// The names of all integrations, from the outline.
fn integrations(client: &mut Client, id: i64) -> Vec<String> {
    let answer = client.answer::<DocumentSymbolRequest>(id).expect("an answer");
    let Some(DocumentSymbolResponse::Nested(symbols)) = answer else { return Vec::new() };
    let mut names = Vec::new();
    let mut stack = symbols;
    while let Some(symbol) = stack.pop() {
        names.push(symbol.name);
        stack.extend(symbol.children.unwrap_or_default());
    }
    names
}

fn ask_outline(client: &mut Client, uri: &Uri) -> i64 {
    client.ask_raw("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}))
}

#[test]
fn a_flood_of_edits_and_requests_is_answered_in_full() {
    let shop = Workspace::shop();
    let uri = shop.uri("src/checkout.js");
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, "");
    let mut asked = Vec::new();
    for version in 2..2002 {
        client.change(&uri, version, Some([0, 0, 0, 0]), "x");
        if version % 10 == 0 {
            asked.push(client.ask_at::<HoverRequest>(&uri, 0, 1));
        }
    }
    for id in asked {
        client.answer::<HoverRequest>(id).expect("an answer");
    }
    client.leave();
}

/// Each request sees exactly the edits before it.
#[test]
fn answers_in_a_flood_speak_of_the_text_they_were_asked_about() {
    let shop = Workspace::shop();
    let uri = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, STRIPE);
    let (line, _) = place_of(STRIPE, "### Stripe");
    let mut asked = Vec::new();
    let mut length = 6;
    for version in 2..2002 {
        let name = format!("Service{version}");
        client.change(&uri, version, Some([line, 4, line, 4 + length]), &name);
        length = u32::try_from(name.len()).expect("small");
        if version % 20 == 1 {
            asked.push((name, ask_outline(&mut client, &uri)));
        }
    }
    for (name, id) in asked {
        let names = integrations(&mut client, id);
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
    client.leave();
}

#[test]
fn a_cancelled_request_is_answered_once_and_the_others_too() {
    let shop = Workspace::large_shop(1000);
    let uri = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, STRIPE);
    let mut cancelled = Vec::new();
    for line in 0..40 {
        let id = client.ask_at::<HoverRequest>(&uri, line, 2);
        client.notify_raw("$/cancelRequest", json!({"id": id}));
        cancelled.push(id);
    }
    client.notify_raw("$/cancelRequest", json!({"id": 12345}));
    client.request_at::<HoverRequest>(&uri, 0, 0);
    for id in cancelled {
        // It may have been faster than its cancellation.
        if let Err(error) = client.answer_raw(id) {
            assert_eq!(error.code, -32800);
        }
    }
    client.leave();
}

#[test]
fn an_edit_that_does_not_fit_is_told_once_and_healed_by_the_whole_text() {
    let shop = Workspace::shop();
    let uri = shop.uri("src/checkout.js");
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, "pay();\n");
    for version in 2..10 {
        client.change(&uri, version, Some([500, 0, 500, 4]), "x");
    }
    client.request_at::<HoverRequest>(&uri, 0, 0);
    let told = client.logged(MessageType::WARNING);
    assert!(told.contains("does not fit"), "{told}");
    client.change(&uri, 90, None, "pay();\npay();\n");
    client.change(&uri, 95, Some([1, 0, 1, 3]), "buy");
    client.request_at::<HoverRequest>(&uri, 1, 0);
    assert_eq!(client.unread_log(), [], "it is told once");
    client.leave();
}

#[test]
fn an_edit_of_a_document_that_is_not_open_is_ignored() {
    let shop = Workspace::shop();
    let uri = shop.uri("src/checkout.js");
    let mut client = Client::of(&[shop.root_uri()]);
    client.change(&uri, 2, Some([0, 0, 0, 0]), "x");
    client.close(&uri);
    client.request_at::<HoverRequest>(&uri, 0, 0);
    client.leave();
}

#[test]
fn the_outline_follows_edits_and_reopening() {
    let shop = Workspace::shop();
    let uri = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, STRIPE);
    let id = ask_outline(&mut client, &uri);
    assert!(integrations(&mut client, id).contains(&"Stripe".to_owned()));
    let renamed = STRIPE.replace("Stripe", "Adyen");
    client.change(&uri, 17, None, &renamed);
    let id = ask_outline(&mut client, &uri);
    assert!(integrations(&mut client, id).contains(&"Adyen".to_owned()));
    // Closed, the file is what it is on disk.
    client.close(&uri);
    let id = ask_outline(&mut client, &uri);
    assert!(integrations(&mut client, id).contains(&"Stripe".to_owned()));
    client.open(&uri, &renamed);
    let id = ask_outline(&mut client, &uri);
    assert!(integrations(&mut client, id).contains(&"Adyen".to_owned()));
    client.leave();
}
