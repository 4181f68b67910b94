//! Diagnostics for clients that ask for them.

use serde_json::{Value, json};
use tower_lsp::ls_types::request::{DocumentDiagnosticRequest, WorkspaceDiagnosticRequest};
use tower_lsp::ls_types::{
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, Uri, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport,
};

use super::client::Client;
use super::workspace::{CHECKOUT, CONTRACT, STRIPE, Workspace};

const REFRESH: &str = "workspace/diagnostic/refresh";
const IMPORT: &str = "const S = require('stripe');\nnew S('x');\n";

/// The number of diagnostics and the id of an answer; no number when they are those from before.
fn pulled(client: &mut Client, uri: &Uri, previous: Option<&str>) -> (Option<usize>, String) {
    let mut params = json!({"textDocument": {"uri": uri}, "identifier": "contract-lsp"});
    if let Some(previous) = previous {
        params["previousResultId"] = previous.into();
    }
    let id = client.ask_raw("textDocument/diagnostic", params);
    match client.answer::<DocumentDiagnosticRequest>(id).expect("an answer") {
        DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(report)) => {
            let report = report.full_document_diagnostic_report;
            (Some(report.items.len()), report.result_id.expect("an id"))
        }
        DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Unchanged(report)) => {
            (None, report.unchanged_document_diagnostic_report.result_id)
        }
        DocumentDiagnosticReportResult::Partial(part) => panic!("{part:?}"),
    }
}

/// What is told of each file: its name, the number of diagnostics (none for unchanged), the id.
fn told(items: &[WorkspaceDocumentDiagnosticReport]) -> Vec<(String, Option<usize>, Value)> {
    let name = |uri: &Uri| uri.as_str().rsplit('/').next().expect("a name").to_owned();
    let known = |uri: &Uri, id: &str| json!({"uri": uri, "value": id});
    let one = |item: &WorkspaceDocumentDiagnosticReport| match item {
        WorkspaceDocumentDiagnosticReport::Full(report) => {
            let found = &report.full_document_diagnostic_report;
            let id = found.result_id.as_deref().expect("an id");
            (name(&report.uri), Some(found.items.len()), known(&report.uri, id))
        }
        WorkspaceDocumentDiagnosticReport::Unchanged(report) => {
            let id = &report.unchanged_document_diagnostic_report.result_id;
            (name(&report.uri), None, known(&report.uri, id))
        }
    };
    items.iter().map(one).collect()
}

fn pulled_all(client: &mut Client, previous: &[Value]) -> Vec<(String, Option<usize>, Value)> {
    let id = client.ask_raw("workspace/diagnostic", json!({"previousResultIds": previous}));
    match client.answer::<WorkspaceDiagnosticRequest>(id).expect("an answer") {
        WorkspaceDiagnosticReportResult::Report(report) => told(&report.items),
        WorkspaceDiagnosticReportResult::Partial(part) => panic!("{part:?}"),
    }
}

#[test]
fn a_client_that_asks_is_sent_nothing() {
    let shop = Workspace::shop();
    let cart = shop.uri("src/cart.js");
    let mut client = Client::of_pulling(&[shop.root_uri()]);
    client.open(&cart, IMPORT);
    let (count, _) = pulled(&mut client, &cart, None);
    assert!(count.is_some_and(|count| count > 0));
    client.change(&cart, 2, None, "module.exports = 1;\n");
    assert_eq!(pulled(&mut client, &cart, None).0, Some(0));
    assert_eq!(client.unread_diagnostics(), []);
    client.leave();
}

#[test]
fn what_has_not_changed_is_not_told_again() {
    let shop = Workspace::shop();
    let cart = shop.uri("src/cart.js");
    let mut client = Client::of_pulling(&[shop.root_uri()]);
    client.open(&cart, IMPORT);
    let (_, id) = pulled(&mut client, &cart, None);
    assert_eq!(pulled(&mut client, &cart, Some(&id)), (None, id.clone()));
    // An edit that moves nothing.
    client.change(&cart, 2, None, &format!("{IMPORT}module.exports = 1;\n"));
    assert_eq!(pulled(&mut client, &cart, Some(&id)), (None, id.clone()));
    // One that does.
    client.change(&cart, 3, None, &format!("\n{IMPORT}"));
    let (count, other) = pulled(&mut client, &cart, Some(&id));
    assert!(count.is_some() && other != id);
    // An id of nobody is no reason to hold anything back.
    assert!(pulled(&mut client, &cart, Some("x")).0.is_some());
    client.leave();
}

#[test]
fn the_workspace_is_told_of_with_files_that_are_not_open() {
    let shop = Workspace::shop();
    shop.write("src/cart.js", IMPORT);
    let mut client = Client::of_pulling(&[shop.root_uri()]);
    let first = pulled_all(&mut client, &[]);
    let cart = first.iter().find(|(name, ..)| name == "cart.js").expect("a report of the file");
    assert!(cart.1.is_some_and(|count| count > 0));
    let known: Vec<Value> = first.iter().map(|(.., known)| known.clone()).collect();
    let second = pulled_all(&mut client, &known);
    assert!(second.iter().all(|(_, count, _)| count.is_none()), "{second:?}");
    assert_eq!(second.len(), first.len());
    // A file that has none any more is told of once with none, and then as unchanged.
    let uri = shop.write("src/cart.js", "");
    client.changed_on_disk(&[(&uri, 2)]);
    client.requested(REFRESH);
    let third = pulled_all(&mut client, &known);
    let cart = third.iter().find(|(name, ..)| name == "cart.js").expect("a report of the file");
    assert_eq!(cart.1, Some(0));
    let known: Vec<Value> = third.iter().map(|(.., known)| known.clone()).collect();
    assert!(pulled_all(&mut client, &known).iter().all(|(_, count, _)| count.is_none()));
    client.leave();
}

#[test]
fn an_answer_comes_in_parts_to_who_wants_them() {
    let shop = Workspace::shop();
    for index in 0..450 {
        shop.write(&format!("src/many/m{index}.js"), IMPORT);
    }
    let mut client = Client::of_pulling(&[shop.root_uri()]);
    let whole = pulled_all(&mut client, &[]);
    let params = json!({"previousResultIds": [], "partialResultToken": "parts"});
    let id = client.ask_raw("workspace/diagnostic", params);
    let answer = client.answer::<WorkspaceDiagnosticRequest>(id).expect("an answer");
    let WorkspaceDiagnosticReportResult::Report(report) = answer else { panic!("{answer:?}") };
    assert_eq!(report.items, [], "all of it was told before");
    let parts = std::mem::take(&mut client.parts);
    assert!(parts.len() > 2 && parts.iter().all(|(token, _)| token == "parts"), "{}", parts.len());
    let items: Vec<_> = parts.into_iter().flat_map(|(_, part)| part.items).collect();
    assert_eq!(told(&items), whole);
    client.leave();
}

#[test]
fn the_client_asks_again_when_an_edit_changes_other_files() {
    let shop = Workspace::shop();
    let (contract, user) = (shop.uri(CONTRACT), shop.uri("src/checkout.js"));
    let mut client = Client::of_pulling(&[shop.root_uri()]);
    client.open(&contract, STRIPE);
    client.open(&user, CHECKOUT);
    assert_eq!(pulled(&mut client, &user, None).0, Some(0));
    let without = STRIPE.lines().filter(|line| !line.contains("src/checkout.js"));
    let text: String = without.map(|line| format!("{line}\n")).collect();
    client.change(&contract, 2, None, &text);
    client.requested(REFRESH);
    assert!(pulled(&mut client, &user, None).0.is_some_and(|count| count > 0));
    client.leave();
}

#[test]
fn an_edit_that_changes_nothing_elsewhere_asks_for_nothing() {
    let shop = Workspace::shop();
    let cart = shop.uri("src/cart.js");
    let mut client = Client::of_pulling(&[shop.root_uri()]);
    client.open(&cart, "");
    pulled(&mut client, &cart, None);
    client.change(&cart, 2, None, IMPORT);
    assert!(pulled(&mut client, &cart, None).0.is_some_and(|count| count > 0));
    client.change(&cart, 3, None, "");
    assert_eq!(pulled(&mut client, &cart, None).0, Some(0));
    assert_eq!(client.unread_requests(REFRESH), 0);
    client.leave();
}

#[test]
fn a_document_of_nobody_has_no_diagnostics() {
    let shop = Workspace::shop();
    let mut client = Client::of_pulling(&[shop.root_uri()]);
    let id = client.ask_raw(
        "textDocument/diagnostic",
        json!({"textDocument": {"uri": "untitled:Untitled-1"}}),
    );
    assert_eq!(client.answer_raw(id), Ok(json!({"kind": "full", "items": []})));
    client.leave();
}

/// A client that cannot be told to ask again would show what is no longer so: it is sent everything.
#[test]
fn a_client_that_cannot_be_told_to_ask_again_is_sent_diagnostics() {
    let shop = Workspace::shop();
    let cart = shop.uri("src/cart.js");
    let mut capabilities = super::client::capabilities();
    capabilities["textDocument"]["diagnostic"] = json!({});
    let mut client = Client::start();
    let result = client.initialize(json!({
        "processId": null,
        "rootUri": shop.root_uri(),
        "capabilities": capabilities,
    }));
    assert!(result.capabilities.diagnostic_provider.is_none());
    client.notify_raw("initialized", json!({}));
    client.open(&cart, IMPORT);
    assert!(!client.diagnostics(&cart).diagnostics.is_empty());
    client.leave();
}
