//! From `initialize` to the end of the process, whichever way it comes.

use std::io::Write;
use std::process::Command;

use serde_json::{Value, json};
use tower_lsp::ls_types::request::{DocumentSymbolRequest, HoverRequest};
use tower_lsp::ls_types::{ProgressParamsValue, WorkDoneProgress};

use super::client::{Client, as_folders, capabilities, command, ended};
use super::workspace::{CONTRACT, STRIPE, Workspace};

fn minimal() -> Value {
    json!({"processId": null, "rootUri": null, "capabilities": {}})
}

#[test]
fn shutdown_and_exit_end_the_server_with_success() {
    let mut client = Client::start();
    client.introduce(minimal());
    client.leave();
}

#[test]
fn only_what_is_implemented_is_advertised() {
    let mut client = Client::start();
    let result = client.introduce(json!({
        "processId": null, "rootUri": null, "capabilities": capabilities(),
    }));
    let capabilities = serde_json::to_value(result.capabilities).expect("JSON");
    assert_eq!(
        capabilities,
        json!({
            "positionEncoding": "utf-8",
            "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
            "completionProvider": {
                "resolveProvider": true,
                "triggerCharacters": ["`", "/", ".", "_", "|", "*", "#", "\"", "'", ":"],
            },
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "documentHighlightProvider": true,
            "documentSymbolProvider": true,
            "codeActionProvider": {
                "codeActionKinds": ["quickfix", "source.fixAll.contractLsp"],
                "resolveProvider": false,
            },
            "foldingRangeProvider": true,
            "selectionRangeProvider": true,
            "documentLinkProvider": {},
            "codeLensProvider": {},
            "inlayHintProvider": true,
            "semanticTokensProvider": {
                "legend": {
                    "tokenTypes": [
                        "class", "variable", "string", "function", "macro", "enumMember", "number",
                    ],
                    "tokenModifiers": ["declaration", "readonly", "deprecated"],
                },
                "range": true,
                "full": true,
            },
            "workspaceSymbolProvider": true,
            "renameProvider": {"prepareProvider": true},
            "documentFormattingProvider": true,
            "documentRangeFormattingProvider": true,
            "workspace": {
                "workspaceFolders": {"supported": true, "changeNotifications": true},
                "fileOperations": {
                    "willRename": {
                        "filters": [{"scheme": "file", "pattern": {"glob": "**"}}],
                    },
                },
            },
        })
    );
    assert_eq!(result.server_info.expect("a name").name, "contract-lsp");
    client.leave();
}

#[test]
fn every_advertised_request_is_answered_and_no_other() {
    let shop = Workspace::shop();
    let uri = shop.uri(CONTRACT);
    let mut client = Client::of_pulling(&[shop.root_uri()]);
    client.open(&uri, STRIPE);
    let at = json!({
        "textDocument": {"uri": uri},
        "position": {"line": 0, "character": 0},
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
        "context": {"includeDeclaration": true, "diagnostics": []},
        "positions": [{"line": 0, "character": 0}],
    });
    for method in [
        "completion",
        "hover",
        "definition",
        "references",
        "documentSymbol",
        "codeAction",
        "foldingRange",
        "selectionRange",
        "documentLink",
        "codeLens",
        "inlayHint",
        "semanticTokens/full",
        "semanticTokens/range",
        "documentHighlight",
        "diagnostic",
        "prepareRename",
        "formatting",
        "rangeFormatting",
    ] {
        let mut params = at.clone();
        params["options"] = json!({"tabSize": 2, "insertSpaces": true});
        if method == "completion" {
            params["context"] = Value::Null;
        }
        let id = client.ask_raw(&format!("textDocument/{method}"), params);
        assert!(client.answer_raw(id).is_ok(), "{method}");
    }
    let wide = json!({"query": "", "files": [], "previousResultIds": []});
    for method in ["workspace/symbol", "workspace/willRenameFiles", "workspace/diagnostic"] {
        let id = client.ask_raw(method, wide.clone());
        assert!(client.answer_raw(id).is_ok(), "{method}");
    }
    let mut rename = at.clone();
    rename["newName"] = "x".into();
    let id = client.ask_raw("textDocument/rename", rename);
    // There is nothing with a name; that is an answer too.
    assert_eq!(client.answer_raw(id).map_err(|error| error.code), Err(-32803));
    for method in
        ["textDocument/typeDefinition", "textDocument/linkedEditingRange", "shop/discount"]
    {
        let mut params = at.clone();
        params["options"] = json!({"tabSize": 2, "insertSpaces": true});
        let id = client.ask_raw(method, params);
        assert_eq!(client.answer_raw(id).map_err(|error| error.code), Err(-32601), "{method}");
    }
    client.notify_raw("shop/unknown", json!({}));
    client.notify_raw("$/unknown", json!({}));
    // Every request above the server warned of is none of its errors.
    client.leave();
}

#[test]
fn exit_ends_the_server_though_its_input_stays_open() {
    let mut client = Client::start();
    client.introduce(minimal());
    client.notify_raw("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(1), "nobody asked for shutdown");
}

#[test]
fn exit_ends_the_server_before_it_was_initialized() {
    let mut client = Client::start();
    client.notify_raw("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(1));
}

#[test]
fn exit_ends_the_server_while_it_reads_and_requests_wait() {
    let shop = Workspace::large_shop(2000);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&shop.uri(CONTRACT), STRIPE);
    for line in 0..50 {
        client.ask_at::<HoverRequest>(&shop.uri(CONTRACT), line, 3);
    }
    client.notify_raw("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(1));
}

#[test]
fn shutdown_and_exit_in_one_breath_are_success() {
    let mut client = Client::start();
    client.introduce(minimal());
    let id = client.ask_raw("shutdown", Value::Null);
    client.notify_raw("exit", Value::Null);
    assert_eq!(client.answer_raw(id), Ok(Value::Null));
    assert_eq!(client.ended().code(), Some(0));
}

#[test]
fn the_end_of_the_input_ends_the_server() {
    let mut client = Client::start();
    client.introduce(minimal());
    client.hang_up();
    assert_eq!(client.ended().code(), Some(1));

    let mut client = Client::start();
    client.introduce(minimal());
    let id = client.ask_raw("shutdown", Value::Null);
    assert_eq!(client.answer_raw(id), Ok(Value::Null));
    client.hang_up();
    assert_eq!(client.ended().code(), Some(0));
}

#[cfg(unix)]
#[test]
fn the_end_of_the_editor_ends_the_server() {
    let mut editor = Command::new("sleep").arg("600").spawn().expect("a process");
    let mut client = Client::start();
    client.introduce(json!({
        "processId": editor.id(), "rootUri": null, "capabilities": {},
    }));
    editor.kill().expect("it lives");
    editor.wait().expect("it ended");
    assert_eq!(client.ended().code(), Some(1));
}

#[cfg(unix)]
#[test]
fn an_editor_that_cannot_be_seen_does_not_end_the_server() {
    let mut gone = Command::new("true").spawn().expect("a process");
    gone.wait().expect("it ended");
    let mut client = Client::start();
    client.introduce(json!({"processId": gone.id(), "rootUri": null, "capabilities": {}}));
    let id = client.ask_raw("shop/unknown", json!({}));
    assert!(client.answer_raw(id).is_err(), "it lives");
    client.leave();
}

#[test]
fn requests_at_the_wrong_time_are_refused() {
    let mut client = Client::start();
    let early = client.ask_raw("shutdown", Value::Null);
    assert_eq!(client.answer_raw(early).map_err(|error| error.code), Err(-32002));
    client.introduce(minimal());
    let again = client.ask_raw("initialize", minimal());
    assert_eq!(client.answer_raw(again).map_err(|error| error.code), Err(-32600));
    let id = client.ask_raw("shutdown", Value::Null);
    assert_eq!(client.answer_raw(id), Ok(Value::Null));
    let late = client.ask_raw("textDocument/hover", json!({}));
    assert_eq!(client.answer_raw(late).map_err(|error| error.code), Err(-32600));
    client.notify_raw("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(0));
}

#[test]
fn the_first_reading_is_shown_as_progress() {
    let shop = Workspace::shop();
    let mut client = Client::of(&[shop.root_uri()]);
    client.requested("window/workDoneProgress/create");
    let begun = client.progress();
    let ProgressParamsValue::WorkDone(WorkDoneProgress::Begin(begin)) = &begun.value else {
        panic!("{begun:?}")
    };
    assert_eq!(begin.cancellable, Some(true));
    loop {
        let next = client.progress();
        assert_eq!(next.token, begun.token);
        if matches!(next.value, ProgressParamsValue::WorkDone(WorkDoneProgress::End(_))) {
            break;
        }
    }
    client.leave();
}

#[test]
fn a_reading_that_is_cancelled_leaves_no_request_waiting() {
    let shop = Workspace::large_shop(2000);
    let uri = shop.uri(CONTRACT);
    let mut client = Client::of(&[shop.root_uri()]);
    client.open(&uri, STRIPE);
    let asked: Vec<i64> =
        (0..10).map(|line| client.ask_at::<HoverRequest>(&uri, line, 3)).collect();
    let created = client.requested("window/workDoneProgress/create");
    client.notify_raw("window/workDoneProgress/cancel", json!({"token": created["token"]}));
    for id in asked {
        client.answer::<HoverRequest>(id).expect("an answer, with or without a card");
    }
    // News from the disk begin it again.
    client.changed_on_disk(&[(&shop.write("src/new.js", ""), 1)]);
    assert_eq!(client.diagnostics(&uri).version, Some(1));
    client.leave();
}

#[test]
fn a_client_without_progress_is_not_asked_for_it() {
    let shop = Workspace::shop();
    let mut client = Client::start();
    client.introduce(json!({
        "processId": null, "rootUri": shop.root_uri(), "capabilities": {},
    }));
    client.request_at::<HoverRequest>(&shop.uri(CONTRACT), 0, 0);
    client.leave();
}

#[test]
fn a_client_that_never_answers_is_served_all_the_same() {
    let shop = Workspace::shop();
    let mut client = Client::start();
    client.answers_requests = false;
    client.introduce(json!({
        "processId": null,
        "rootUri": null,
        "workspaceFolders": as_folders(&[shop.root_uri()]),
        "capabilities": capabilities(),
    }));
    client.requested("client/registerCapability");
    client.requested("workspace/configuration");
    for version in 0..20 {
        // Each of these makes the server ask again.
        client.notify_raw("workspace/didChangeConfiguration", json!({"settings": null}));
        let uri = shop.uri("src/checkout.js");
        client.open(&uri, "pay();\n");
        client.change(&uri, version + 2, None, "pay(1);\n");
        let params = json!({"textDocument": {"uri": uri}});
        let id = client.ask_raw("textDocument/documentSymbol", params);
        client.answer::<DocumentSymbolRequest>(id).expect("an answer");
    }
    client.leave();
}

#[test]
fn a_client_that_does_not_read_does_not_keep_the_server_from_reading() {
    let mut child = command().spawn().expect("the server starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mut send = |message: Value| {
        let body = message.to_string();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("it reads");
    };
    send(json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": minimal()}));
    // Far more answers than a pipe holds, and none is read.
    for id in 1..5000 {
        send(json!({"jsonrpc": "2.0", "id": id, "method": "shop/unknown", "params": {}}));
    }
    send(json!({"jsonrpc": "2.0", "id": 5000, "method": "shutdown"}));
    send(json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(ended(&mut child).code(), Some(0));
}
