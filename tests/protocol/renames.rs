//! Renames, moves and symbols of the workspace, through the protocol.

use serde_json::{Value, json};
use tower_lsp::ls_types::request::{
    DocumentHighlightRequest, PrepareRenameRequest, Rename, WillRenameFiles, WorkspaceSymbolRequest,
};
use tower_lsp::ls_types::{
    DocumentChanges, DocumentHighlightKind, OneOf, PrepareRenameResponse, TextDocumentEdit, Uri,
    WorkspaceEdit, WorkspaceSymbolResponse,
};

use super::client::{Client, as_folders, capabilities};
use super::workspace::{BINDING, CONTRACT, STRIPE, Workspace, place_of};

const CLIENT: &str = "src/integrations/stripe/client.js";

fn renamed(client: &mut Client, uri: &Uri, at: (u32, u32), new: &str) -> Option<WorkspaceEdit> {
    let id = ask_rename(client, uri, at, new);
    client.answer::<Rename>(id).expect("an answer")
}

fn ask_rename(client: &mut Client, uri: &Uri, (line, column): (u32, u32), new: &str) -> i64 {
    let params = json!({
        "textDocument": {"uri": uri},
        "position": {"line": line, "character": column},
        "newName": new,
    });
    client.ask_raw("textDocument/rename", params)
}

fn documents(edit: Option<WorkspaceEdit>) -> Vec<TextDocumentEdit> {
    match edit.expect("an edit").document_changes {
        Some(DocumentChanges::Edits(documents)) => documents,
        other => panic!("no edits of documents: {other:?}"),
    }
}

/// The text of a file after an edit of it, whose columns are bytes.
fn applied(text: &str, edit: &TextDocumentEdit) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut edits = edit.edits.clone();
    edits.sort_by_key(|edit| {
        let OneOf::Left(edit) = edit else { panic!("annotated") };
        std::cmp::Reverse(edit.range.start)
    });
    for edit in edits {
        let OneOf::Left(edit) = edit else { panic!("annotated") };
        let line = &mut lines[edit.range.start.line as usize];
        let columns = edit.range.start.character as usize..edit.range.end.character as usize;
        line.replace_range(columns, &edit.new_text);
    }
    lines.join("\n")
}

#[test]
fn a_variable_is_renamed_with_the_versions_of_what_is_open() {
    let shop = Workspace::shop();
    shop.write(".env.example", "STRIPE_SECRET_KEY=x\n");
    let (contract, binding) = (shop.uri(CONTRACT), shop.uri(CLIENT));
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&contract, STRIPE);
    let (line, column) = place_of(STRIPE, "STRIPE_SECRET_KEY` | YES");
    let prepared = client.request_at::<PrepareRenameRequest>(&contract, line, column + 3);
    let Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder }) = prepared else {
        panic!("{prepared:?}");
    };
    assert_eq!(placeholder, "STRIPE_SECRET_KEY");
    assert_eq!((range.start.character, range.end.character), (column, column + 17));

    let edits = documents(renamed(&mut client, &contract, (line, column + 3), "PAY_KEY"));
    assert_eq!(edits.len(), 3);
    for edit in &edits {
        let uri = &edit.text_document.uri;
        let is_open = *uri == contract;
        assert_eq!(edit.text_document.version, is_open.then_some(1), "{}", uri.as_str());
        let text = match uri {
            uri if *uri == contract => STRIPE,
            uri if *uri == binding => BINDING,
            _ => "STRIPE_SECRET_KEY=x\n",
        };
        assert_eq!(applied(text, edit), text.replace("STRIPE_SECRET_KEY", "PAY_KEY"));
    }
    client.leave();
}

#[test]
fn a_rename_counts_columns_as_the_client_does() {
    let shop = Workspace::shop();
    let text = "const 文 = '😀', k = process.env.STRIPE_SECRET_KEY;\n";
    let uri = shop.write("src/other.js", text);
    let mut utf_16 = capabilities();
    utf_16["general"] = json!({"positionEncodings": ["utf-16"]});
    let mut client = Client::start();
    client.introduce(json!({
        "processId": null,
        "workspaceFolders": as_folders(&[shop.root_uri()]),
        "capabilities": utf_16,
    }));
    client.open(&uri, text);
    let before = text.split("STRIPE").next().expect("the beginning");
    let column = u32::try_from(before.encode_utf16().count()).expect("small");
    let edits = documents(renamed(&mut client, &uri, (0, column + 1), "PAY_KEY"));
    let own = edits.iter().find(|edit| edit.text_document.uri == uri).expect("its own edit");
    let [OneOf::Left(edit)] = &own.edits[..] else { panic!("{own:?}") };
    assert_eq!((edit.range.start.character, edit.range.end.character), (column, column + 17));
    client.leave();
}

#[test]
fn a_rename_that_would_break_something_is_refused_with_the_reason() {
    let shop = Workspace::shop();
    shop.write("src/other.js", "process.env.TAKEN;\n");
    let contract = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&contract, STRIPE);
    let (line, column) = place_of(STRIPE, "STRIPE_SECRET_KEY` | YES");
    for (new, reason) in [("1KEY", "no name"), ("TAKEN", "src/other.js")] {
        let id = ask_rename(&mut client, &contract, (line, column), new);
        let error = client.answer_raw(id).expect_err("a refusal");
        assert_eq!(error.code, -32803);
        assert!(error.message.contains(reason), "{}", error.message);
    }
    // A path has another way; prose has no name at all.
    let (line, column) = place_of(STRIPE, "src/checkout.js");
    let id = client.ask_at::<PrepareRenameRequest>(&contract, line, column + 2);
    assert!(client.answer_raw(id).is_err_and(|error| error.message.contains("file")));
    let (line, column) = place_of(STRIPE, "Takes the money");
    assert_eq!(client.request_at::<PrepareRenameRequest>(&contract, line, column), None);
    client.leave();
}

#[test]
fn a_client_of_the_least_is_given_plain_changes() {
    let shop = Workspace::shop();
    let contract = shop.uri(CONTRACT);
    let mut client = Client::start();
    let result = client.introduce(json!({
        "processId": null, "rootUri": shop.root_uri(), "capabilities": {},
    }));
    let capabilities = serde_json::to_value(result.capabilities).expect("JSON");
    assert_eq!(capabilities["renameProvider"], json!(true));
    assert_eq!(capabilities["workspace"].get("fileOperations"), None);
    client.open(&contract, STRIPE);
    let (line, column) = place_of(STRIPE, "### Stripe");
    let edit = renamed(&mut client, &contract, (line, column + 5), "Adyen").expect("an edit");
    let changes = edit.changes.expect("changes");
    assert_eq!(changes[&contract].len(), 2, "the overview and the heading");
    client.leave();
}

#[test]
fn a_moved_folder_takes_its_paths_along() {
    let shop = Workspace::shop();
    let contract = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&contract, STRIPE);
    let mut will_rename = |files: Value| {
        let id = client.ask_raw("workspace/willRenameFiles", json!({"files": files}));
        client.answer::<WillRenameFiles>(id).expect("an answer")
    };
    let edits = documents(will_rename(json!([
        {"oldUri": shop.uri("src/integrations"), "newUri": shop.uri("src/outside")},
        {"oldUri": shop.uri("src/checkout.js"), "newUri": shop.uri("src/till.js")},
    ])));
    let [edit] = &edits[..] else { panic!("{edits:?}") };
    assert_eq!(edit.text_document.version, Some(1));
    let expected = STRIPE
        .replace("src/integrations/stripe/", "src/outside/stripe/")
        .replace("src/checkout.js", "src/till.js");
    assert_eq!(applied(STRIPE, edit), expected);
    let elsewhere =
        json!([{"oldUri": "file:///elsewhere/a.js", "newUri": "file:///elsewhere/b.js"}]);
    assert_eq!(will_rename(elsewhere), None);
    assert_eq!(will_rename(json!([{"oldUri": "untitled:x", "newUri": "no uri"}])), None);
    client.leave();
}

fn symbols(client: &mut Client, query: &str) -> Vec<(String, String)> {
    let id = client.ask_raw("workspace/symbol", json!({"query": query}));
    let found = client.answer::<WorkspaceSymbolRequest>(id).expect("an answer");
    let Some(WorkspaceSymbolResponse::Flat(symbols)) = found else { panic!("{found:?}") };
    let name = |uri: &Uri| uri.as_str().rsplit('/').next().unwrap_or_default().to_owned();
    symbols.into_iter().map(|it| (it.name, name(&it.location.uri))).collect()
}

#[test]
fn symbols_of_all_folders_are_found_once_every_folder_is_read() {
    let (shop, second) = (Workspace::large_shop(2000), Workspace::empty());
    second.write(CONTRACT, &STRIPE.replace("Stripe", "Adyen").replace("STRIPE", "ADYEN"));
    let mut client = Client::of(&[second.root_uri(), shop.root_uri()]);
    // At once, while the large one is still being read.
    let found = symbols(&mut client, "");
    let names: Vec<&str> = found.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["Adyen", "Stripe", "ADYEN_SECRET_KEY", "STRIPE_SECRET_KEY"]);
    assert!(found.iter().all(|(_, file)| file == CONTRACT));
    assert_eq!(symbols(&mut client, "strkey").len(), 1);
    assert_eq!(symbols(&mut client, "nothing of the kind"), []);
    client.leave();
}

#[test]
fn symbols_without_any_folder_are_none() {
    let mut client = Client::start();
    client.introduce(json!({"processId": null, "rootUri": null, "capabilities": {}}));
    assert_eq!(symbols(&mut client, ""), []);
    client.leave();
}

#[test]
fn symbols_of_nested_folders_are_told_once() {
    let shop = Workspace::shop();
    shop.write("inner/THIRD_PARTY_INTEGRATIONS.md", &STRIPE.replace("Stripe", "Adyen"));
    let mut client = Client::of(&[shop.root_uri(), shop.uri("inner")]);
    let found = symbols(&mut client, "adyen");
    assert_eq!(found.len(), 1, "{found:?}");
    client.leave();
}

#[test]
fn a_row_is_highlighted_as_written() {
    let shop = Workspace::shop();
    let contract = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&contract, STRIPE);
    let (line, column) = place_of(STRIPE, "STRIPE_SECRET_KEY");
    let found = client.request_at::<DocumentHighlightRequest>(&contract, line, column);
    let kinds: Vec<_> = found.expect("places").into_iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Some(DocumentHighlightKind::TEXT), Some(DocumentHighlightKind::WRITE)]);
    client.leave();
}
