//! Completion, hover, definition and the like, through the protocol.

use serde_json::{Value, json};
use tower_lsp::ls_types::request::{
    CodeActionRequest, Completion, GotoDefinition, HoverRequest, References, ResolveCompletionItem,
};
use tower_lsp::ls_types::{
    CodeActionOrCommand, CompletionItem, CompletionResponse, CompletionTextEdit, DocumentChanges,
    Documentation, GotoDefinitionResponse, HoverContents, InsertTextFormat, OneOf, Uri,
};

use super::client::Client;
use super::workspace::{BINDING, CHECKOUT, CONTRACT, STRIPE, Workspace, place_of};

const CLIENT: &str = "src/integrations/stripe/client.js";

fn hover_text(client: &mut Client, id: i64) -> String {
    let hover = client.answer::<HoverRequest>(id).expect("an answer").expect("a card");
    match hover.contents {
        HoverContents::Markup(markup) => markup.value,
        other => panic!("not markup: {other:?}"),
    }
}

#[test]
fn hover_shows_the_card_of_a_variable_in_contract_and_source() {
    let shop = Workspace::shop();
    let mut client = Client::of(&[shop.root_uri()]);
    for (path, text) in [(CONTRACT, STRIPE), (CLIENT, BINDING)] {
        let uri = shop.uri(path);
        client.open(&uri, text);
        let (line, column) = place_of(text, "STRIPE_SECRET_KEY");
        let id = client.ask_at::<HoverRequest>(&uri, line, column + 3);
        let card = hover_text(&mut client, id);
        assert!(card.contains("STRIPE_SECRET_KEY") && card.contains("Stripe"), "{path}: {card}");
    }
    client.leave();
}

#[test]
fn a_hover_right_after_opening_a_large_workspace_is_right_and_not_early() {
    let shop = Workspace::large_shop(3000);
    // Behind all others, so that a half-read workspace does not know of it.
    shop.write("src/zzz/last.js", "const key = process.env.STRIPE_SECRET_KEY;\n");
    let uri = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, STRIPE);
    let (line, column) = place_of(STRIPE, "STRIPE_SECRET_KEY` | YES");
    let id = client.ask_at::<HoverRequest>(&uri, line, column + 3);
    let card = hover_text(&mut client, id);
    assert!(card.contains("src/zzz/last.js"), "{card}");
    client.leave();
}

#[test]
fn a_used_by_row_leads_to_its_file_and_function() {
    let shop = Workspace::shop();
    let uri = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, STRIPE);
    let (line, column) = place_of(STRIPE, "pay()");
    let answer = client.request_at::<GotoDefinition>(&uri, line, column + 1);
    let Some(GotoDefinitionResponse::Link(links)) = answer else { panic!("{answer:?}") };
    assert_eq!(links[0].target_uri, shop.uri("src/checkout.js"));
    let (target, _) = place_of(CHECKOUT, "function pay");
    assert_eq!(links[0].target_selection_range.start.line, target);
    assert!(links[0].origin_selection_range.is_some_and(|origin| origin.start.line == line));
    client.leave();
}

#[test]
fn a_client_without_links_is_given_locations() {
    let shop = Workspace::shop();
    let uri = shop.uri(CONTRACT);
    let mut client = Client::start();
    client.introduce(json!({
        "processId": null, "rootUri": shop.root_uri(), "capabilities": {},
    }));
    client.open(&uri, STRIPE);
    let (line, column) = place_of(STRIPE, "pay()");
    let answer = client.request_at::<GotoDefinition>(&uri, line, column + 1);
    let Some(GotoDefinitionResponse::Array(locations)) = answer else { panic!("{answer:?}") };
    assert_eq!(locations[0].uri, shop.uri("src/checkout.js"));
    let params = json!({"textDocument": {"uri": uri}});
    let id = client.ask_raw("textDocument/documentSymbol", params);
    let symbols = client.answer_raw(id).expect("an answer");
    assert!(symbols[0].get("location").is_some(), "a flat list: {symbols}");
    client.leave();
}

#[test]
fn references_of_a_variable_lie_in_contract_and_source() {
    let shop = Workspace::shop();
    let uri = shop.uri(CLIENT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, BINDING);
    let (line, column) = place_of(BINDING, "STRIPE_SECRET_KEY");
    let places = client.request_at::<References>(&uri, line, column + 1).expect("places");
    assert!(places.iter().any(|place| place.uri == uri));
    assert!(places.iter().any(|place| place.uri == shop.uri(CONTRACT)));
    client.leave();
}

#[test]
fn completion_offers_documented_variables_and_replaces_what_is_there() {
    let shop = Workspace::shop();
    let uri = shop.uri(CLIENT);
    let mut client = Client::of(&[shop.root_uri()]);
    let text = "const key = process.env.STRI;\n";
    client.open(&uri, text);
    let (line, column) = place_of(text, "STRI");
    let answer = client.request_at::<Completion>(&uri, line, column + 4);
    let Some(CompletionResponse::Array(items)) = answer else { panic!("{answer:?}") };
    let item = items.iter().find(|item| item.label == "STRIPE_SECRET_KEY").expect("the variable");
    let Some(CompletionTextEdit::Edit(edit)) = &item.text_edit else { panic!("{item:?}") };
    assert_eq!(edit.new_text, "STRIPE_SECRET_KEY");
    assert_eq!((edit.range.start.line, edit.range.start.character), (line, column));
    assert_eq!((edit.range.end.line, edit.range.end.character), (line, column + 4));
    client.leave();
}

fn completion_at(client: &mut Client, uri: &Uri, line: u32, column: u32) -> Vec<CompletionItem> {
    match client.request_at::<Completion>(uri, line, column) {
        Some(CompletionResponse::Array(items)) => items,
        None => Vec::new(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_item_is_explained_when_somebody_looks_at_it() {
    let shop = Workspace::shop();
    let uri = shop.uri(CLIENT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, "const key = process.env.;\n");
    let items = completion_at(&mut client, &uri, 0, 24);
    let item = items.into_iter().find(|item| item.label == "STRIPE_SECRET_KEY").expect("offered");
    assert_eq!(item.documentation, None);
    let params = serde_json::to_value(&item).expect("an item");
    let id = client.ask_raw("completionItem/resolve", params);
    let explained = client.answer::<ResolveCompletionItem>(id).expect("an answer");
    let Some(Documentation::MarkupContent(card)) = &explained.documentation else {
        panic!("{explained:?}")
    };
    assert!(card.value.contains("STRIPE_SECRET_KEY"), "{}", card.value);
    assert_eq!(CompletionItem { documentation: None, ..explained }, item);

    // What has nothing to explain, or speaks of a document that is gone, stays as it is.
    for item in [
        json!({"label": "x"}),
        json!({"label": "x", "data": {"uri": "file:///gone", "variable": "X"}}),
    ] {
        let id = client.ask_raw("completionItem/resolve", item.clone());
        let answer = client.answer_raw(id).expect("an answer");
        assert_eq!(answer["label"], item["label"]);
        assert_eq!(answer.get("documentation"), None);
    }
    client.leave();
}

#[test]
fn labels_are_snippets_for_clients_that_know_them_and_plain_text_for_others() {
    let shop = Workspace::shop();
    let uri = shop.uri(CONTRACT);
    let text = format!("{STRIPE}\n😀\n\n**Da");
    let line = u32::try_from(text.matches('\n').count()).expect("a few lines");
    for snippets in [true, false] {
        let mut client = Client::start();
        client.introduce(json!({
            "processId": null,
            "rootUri": shop.root_uri(),
            "capabilities": {"textDocument": {"completion": {"completionItem": {
                "snippetSupport": snippets, "documentationFormat": ["markdown"],
            }}}},
        }));
        client.open(&uri, &text);
        let items = completion_at(&mut client, &uri, line, 4);
        let item = items.iter().find(|item| item.label == "Data Flow").expect("offered");
        let Some(CompletionTextEdit::Edit(edit)) = &item.text_edit else { panic!("{item:?}") };
        assert_eq!((edit.range.start.character, edit.range.end.character), (0, 4));
        assert_eq!(edit.new_text.contains("${1:"), snippets, "{}", edit.new_text);
        let format =
            if snippets { InsertTextFormat::SNIPPET } else { InsertTextFormat::PLAIN_TEXT };
        assert_eq!(item.insert_text_format, Some(format));
        assert_eq!(item.filter_text.as_deref(), Some("**Data Flow"));
        client.leave();
    }
}

#[test]
fn a_row_that_is_being_typed_is_completed_in_units_of_the_client() {
    let shop = Workspace::shop();
    let uri = shop.uri(CONTRACT);
    let (before, after) = STRIPE.split_once("| `STRIPE_SECRET_KEY` | YES").expect("the row");
    let text = format!("{before}| 😀支$\n| `STRIPE_SECRET_KEY` | YES{after}").replace('\n', "\r\n");
    let (line, _) = place_of(&text, "| 😀支$");
    let mut client = Client::start();
    client.introduce(json!({
        "processId": null, "rootUri": shop.root_uri(), "capabilities": {},
    }));
    client.open(&uri, &text);
    let cart = shop.uri("src/integrations/stripe/cart.js");
    client.open(&cart, "x(process.env.STRIPE_PRICE);\n");
    let items = completion_at(&mut client, &uri, line, 6);
    let Some(CompletionTextEdit::Edit(edit)) = &items[0].text_edit else { panic!("{items:?}") };
    assert_eq!(edit.new_text, "`STRIPE_PRICE`");
    assert_eq!((edit.range.start.character, edit.range.end.character), (2, 6));
    client.leave();
}

#[test]
fn hover_over_an_sdk_shows_its_integration() {
    let shop = Workspace::shop();
    let uri = shop.uri("src/rogue.js");
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, "import Stripe from 'stripe';\n");
    let id = client.ask_at::<HoverRequest>(&uri, 0, 22);
    let card = hover_text(&mut client, id);
    assert!(card.starts_with("**Stripe** · active") && card.contains("use its binding"), "{card}");
    client.leave();
}

fn code_actions(client: &mut Client, params: Value) -> Vec<CodeActionOrCommand> {
    let id = client.ask_raw("textDocument/codeAction", params);
    client.answer::<CodeActionRequest>(id).expect("an answer").unwrap_or_default()
}

#[test]
fn a_quick_fix_edits_the_version_that_is_open_and_mends_its_finding() {
    let shop = Workspace::shop();
    let (contract, cart) = (shop.uri(CONTRACT), shop.uri("src/cart.js"));
    let text = "const { charge } = require('./integrations/stripe/client');\nmodule.exports = () => charge(1);\n";
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&contract, STRIPE);
    client.open(&cart, text);
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 60}});
    let params = |only: Value, line: u32| {
        let mut range = range.clone();
        range["start"]["line"] = line.into();
        range["end"]["line"] = line.into();
        json!({
            "textDocument": {"uri": cart},
            "range": range,
            "context": {"diagnostics": [], "only": only},
        })
    };
    let actions = code_actions(&mut client, params(Value::Null, 0));
    let [CodeActionOrCommand::CodeAction(action), CodeActionOrCommand::CodeAction(silence)] =
        &actions[..]
    else {
        panic!("{actions:?}")
    };
    assert!(action.diagnostics.as_ref().is_some_and(|mended| mended.len() == 1));
    assert_eq!(silence.title, "Silence `used-by-missing` here, with a reason");
    let edit = action.edit.as_ref().expect("an edit");
    let Some(DocumentChanges::Edits(edits)) = &edit.document_changes else { panic!("{edit:?}") };
    assert_eq!(edits[0].text_document.uri, contract);
    assert_eq!(edits[0].text_document.version, Some(1));
    // Other kinds and other places are given nothing.
    assert_eq!(code_actions(&mut client, params(json!(["refactor"]), 0)), []);
    assert_eq!(code_actions(&mut client, params(Value::Null, 1)), []);

    let OneOf::Left(change) = &edits[0].edits[0] else { panic!("annotated") };
    let range = change.range;
    let place = [range.start.line, range.start.character, range.end.line, range.end.character];
    client.change(&contract, 2, Some(place), &change.new_text);
    assert_eq!(code_actions(&mut client, params(Value::Null, 0)), []);
    client.leave();
}

#[test]
fn tables_are_aligned_whole_or_in_a_range() {
    let shop = Workspace::shop();
    let uri = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    let text = "# X\n\n| 漢 | b |\n|-|-|\n| long | x |\n\n| c | d |\n|-|-|\n| cell | x |\n";
    client.open(&uri, text);
    let mut params = json!({
        "textDocument": {"uri": uri},
        "options": {"tabSize": 2, "insertSpaces": true},
    });
    let id = client.ask_raw("textDocument/formatting", params.clone());
    let edits = client.answer_raw(id).expect("an answer");
    let lines = |edits: &serde_json::Value| -> Vec<u64> {
        let edits = edits.as_array().expect("edits");
        edits.iter().filter_map(|edit| edit["range"]["start"]["line"].as_u64()).collect()
    };
    assert_eq!(lines(&edits), [3, 3, 2, 7, 7, 6], "{edits}");
    params["range"] = json!({
        "start": {"line": 8, "character": 0}, "end": {"line": 8, "character": 3},
    });
    let id = client.ask_raw("textDocument/rangeFormatting", params);
    let edits = client.answer_raw(id).expect("an answer");
    assert_eq!(lines(&edits), [7, 7, 6], "{edits}");
    client.leave();
}
